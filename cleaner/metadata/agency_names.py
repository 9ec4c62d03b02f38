"""Agencies, papers and channels told from other names and from what is said of them."""

import re
from functools import cache

from cleaner.folding import fold
from cleaner.lazy import remembered
from cleaner.metadata import agencies
from cleaner.metadata.lexicon import JOINED, PRESENT, fold_all, read_lexicon
from cleaner.metadata.marks import DASHES, EDGES

_MAX_SOURCE = 80
_AGENCY_SEPARATOR = re.compile(rf"\s*[+،,/|&]\s*|\s+[{DASHES}]+\s+")
_SOURCE_MARK = re.compile("[.()\\[\\]\"'\\-]")
_BETWEEN_WORDS = re.compile(f"[{re.escape(DASHES)}.()\\[\\]\"'+,/|&*:\N{BULLET}]")
_SHE_DID = re.compile("(?!ال)..+[^اويال]ت")
# Words of a call to install what a paper offers.
_CALLS = frozenset({"تطبيق", "التطبيق", "حمل", "حملوا", "ايپ", "انسٹال", "app"})
# Words that a paper may be called, and a person may not.
_PAPER_WORDS = frozenset({"اليوم", "الان", "صور"})


class _Agencies:
    """Agencies and what opens or closes their names, folded once."""

    def __init__(self) -> None:
        self.names = frozenset(_plain(name) for name in agencies.AGENCIES)
        self.papers = frozenset(_plain(name) for name in agencies.PAPERS)
        self.heads = fold_all(agencies.AGENCY_HEADS)
        self.outlets = fold_all(agencies.OUTLET_HEADS)
        self.openers = frozenset(name.split(" ")[0] for name in self.names) | self.heads | self.outlets
        self.paper_openers = frozenset(_split(name)[0] for name in self.papers)
        self.tails = fold_all(agencies.OUTLET_TAILS)
        self.words = self.openers | self.tails
        self.other_agencies = fold_all(agencies.OTHER_AGENCIES)
        self.other_outlets = fold_all(agencies.OTHER_OUTLETS)


@cache
def _agencies() -> _Agencies:
    return _Agencies()


@remembered
def is_agency(text: str) -> bool:
    """Tell whether a short text names a news agency, a paper or a channel, or says that agencies are the source.

    >>> is_agency("(أ ف ب)"), is_agency("رويترز، د ب أ"), is_agency("القاهرة - وكالات")
    (True, True, False)
    """
    if not 2 <= len(text) <= _MAX_SOURCE:
        return False
    pieces = [piece for piece in _AGENCY_SEPARATOR.split(text.strip(EDGES)) if piece]
    return 0 < len(pieces) <= 5 and all(_is_one_agency(piece) for piece in pieces)


def may_be_agency(folded: str) -> bool:
    """Tell at a glance that a folded text is no agency; right only where it says no."""
    words = _split(folded)
    lists = _agencies()
    return bool(words) and (words[0] in lists.openers or not lists.tails.isdisjoint(words))


def may_be_outlet(folded: str) -> bool:
    """Tell at a glance that a folded text is no agency and no paper; right only where it says no."""
    words = _split(folded)
    lists = _agencies()
    return bool(words) and (
        words[0] in lists.openers or words[0] in lists.paper_openers or not lists.tails.isdisjoint(words)
    )


def may_hold_agency(folded: str) -> bool:
    """Tell at a glance that no stretch of whole words of a folded text is an agency; right only where it says no."""
    return not _agencies().words.isdisjoint(_split(folded))


def _split(folded: str) -> list[str]:
    return _BETWEEN_WORDS.sub(" ", folded).split()


@remembered
def is_outlet(text: str) -> bool:
    """Tell whether a short text names an agency, or a paper whose name is a word of its own.

    Ask only where the place already speaks for a source: ``النهار`` is a day as well.

    >>> is_outlet("«النهار»"), is_outlet("رويترز"), is_outlet("المصنع")
    (True, True, False)
    """
    return len(text) <= _MAX_SOURCE and (_plain(text) in _agencies().papers or is_agency(text))


def _plain(text: str) -> str:
    """Fold a source and read through its full stops, brackets and quotes."""
    return " ".join(_SOURCE_MARK.sub(" ", fold(text)).split())


def _is_one_agency(piece: str) -> bool:
    lists = _agencies()
    plain = _plain(piece)
    if plain in lists.names:
        # An abbreviation in Latin letters is printed in capitals; else it may be a word.
        short = plain.isascii() and len(plain) <= 5 and " " not in plain
        return not short or plain == "dpa" or piece.upper() == piece
    words = plain.split(" ")
    if words[0] in lists.heads:
        return 2 <= len(words) <= 6 and _can_name_source(words[1:], lists.other_agencies)
    if words[0] in lists.outlets:
        return 2 <= len(words) <= 5 and _can_name_source(words[1:], lists.other_outlets)
    if words[-1] in lists.tails and not plain.isascii():
        return 2 <= len(words) <= 3 and _can_name_source(words[:-1], lists.other_outlets)
    for at, word in enumerate(words):
        if at and word[0] == "و":
            rest = " ".join([word[1:], *words[at + 1 :]]).strip()
            if rest and _is_one_agency(" ".join(words[:at])) and _is_one_agency(rest):
                return True
    return False


def _can_name_source(words: list[str], others: frozenset[str]) -> bool:
    """Tell whether words behind ``agency`` or ``paper`` name one, rather than say of what kind it is or what it did."""
    lexicon = read_lexicon()
    first = words[0]
    if not _CALLS.isdisjoint(words) or first in others or not any(char.isalpha() for char in first):
        return False
    # Without an article an adjective tells the kind.
    kind = first.endswith("يه") or (first.endswith("ي") and first in lexicon.refused)
    if kind and len(first) > 4 and not first.startswith("ال"):
        return False
    return not any(
        word in lexicon.small - _PAPER_WORDS
        or PRESENT.fullmatch(word)
        or JOINED.fullmatch(word)
        or _SHE_DID.fullmatch(word)
        for word in words
        if word not in lexicon.known
    )
