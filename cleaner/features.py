"""What can be told of one line by itself: its fold, its key, and features as bit flags.

A line's features do not depend on its page, so lines that come again, in the next pass or on the next page of a site,
are not looked at twice.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from cleaner.folding import FoldName, fold
from cleaner.keys import HARD_BULLETS, SOFT_BULLETS, key_of
from cleaner.lazy import Memory, remembered
from cleaner.metadata.dates import find_date, is_stamp

PROSE_WORDS = 20
SENTENCE_WORDS = 7
QUESTION_WORDS = 13

BLANK, LISTED, DASHED, NUMBERED, SENTENCE, STOPPED, PAUSED, ELLIPSIS, RUNNING, COLUMNS, NUMBER, LINK, LATIN, ENDED = (
    1 << n for n in range(14)
)
# The flags that rules may ask for, and ``running`` and ``ended``, by name.
FLAGS = {
    "columns": COLUMNS, "dashed": DASHED, "ellipsis": ELLIPSIS, "ended": ENDED, "link": LINK, "listed": LISTED,
    "number": NUMBER, "numbered": NUMBERED, "paused": PAUSED, "running": RUNNING, "sentence": SENTENCE,
    "stopped": STOPPED,
}  # fmt: skip

_STAMP_WORDS = 14
_STAMP_LENGTH = 120

_LINK = re.compile(
    r"(?:https?://|www\.)\S+|[^\s@/]+@[^\s@/]+\.[a-z]{2,}|\[email.protected\]"
    r"|\S+\.(?:jpe?g|png|webp|gif|svg)(?: photos \d+)?"
)
_LINK_SPACES = 2
_LATIN_WORD = re.compile(r"(?<!\S)[A-Za-z]{3,}(?!\S)")
_ARABIC = re.compile("[\u0621-\u064a]")
_PAUSE = re.compile(r"[\N{ARABIC COMMA}\N{ARABIC SEMICOLON}]|\.(?: |$)")
_SEPARATED = 120  # characters of a line that holds several pieces of news
_GAP = re.compile(r"\S {3,}(?=\S)")
_SENTENCE_MARKS = (".", "?", "!", "\N{ARABIC FULL STOP}")
_AFTER_SENTENCE = "\"')]\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK} 0123456789"
_CLOSING = "\"' )"
# None behind one or two letters: those are initials and degrees.
# The mark comes first: a search for it is far faster than one for letters.
_INNER_END = re.compile(r"[.!?](?:(?<=[^\W\d_]{3}.)|(?<=[^\W\d_]{3}[\"')\]].)) ?(?=[^.!?\s])")
# A word without a letter, digit or underscore, behind a space.
_MARKS = re.compile(r" [^\w ]++(?![^ ])")
_PAUSES = (",", ":", ";")
_NUMBERED = re.compile(r"[\[(]?\d+ ?[)\].:/-]")


def flags_of(names: Iterable[str]) -> int:
    """Return the flags among the names of features."""
    found = 0
    for name in names:
        found |= FLAGS.get(name, 0)
    return found


class LineFeatures:
    """The folded line and its key; when asked for, its space-separated words that hold a letter or digit, its flags."""

    __slots__ = ("flags", "folded", "key", "text", "words")
    folded: str
    key: str
    words: int
    flags: int

    def __init__(self, text: str, folded: str) -> None:
        """Look at a line of text that is folded already."""
        self.text = text
        self.folded = folded
        self.key = key_of(folded)

    def __getattr__(self, name: str) -> int:
        """Work out, once, what most lines of a page without chrome are never asked."""
        if name == "words":
            self.words = _words(self.folded)
            return self.words
        if name == "flags":
            self.flags = _flags(self.text, self.folded, self.words)
            return self.flags
        raise AttributeError(name)

    def folded_as(self, name: FoldName) -> str:
        """Return the line under one fold."""
        return self.folded if name == "arabic" else fold(self.text, name)

    def key_as(self, name: FoldName) -> str:
        """Return the key of the line under one fold."""
        return self.key if name == "arabic" else key_of(fold(self.text, name))


def _all_features(texts: Sequence[str]) -> Iterable[LineFeatures]:
    # Folding does not look across lines.
    return map(LineFeatures, texts, fold("\n".join(texts)).split("\n"))


FEATURES_OF = Memory(lambda text: LineFeatures(text, fold(text)), _all_features)
"""The features of lines by their text."""
features_of = FEATURES_OF.__getitem__


def _flags(text: str, folded: str, words: int) -> int:
    if not folded:
        return BLANK
    flags = LISTED if folded[0] in HARD_BULLETS else DASHED if folded[0] in SOFT_BULLETS else 0
    bare = folded.rstrip(_CLOSING)
    if bare.endswith(("..", "\N{HORIZONTAL ELLIPSIS}")):
        flags |= ELLIPSIS
    elif _ends_sentence(folded):
        flags |= SENTENCE if bare.endswith(("?", "!")) else SENTENCE | STOPPED
    elif folded.endswith(_PAUSES):
        flags |= PAUSED
    if _NUMBERED.match(folded):
        flags |= NUMBERED
    if words >= SENTENCE_WORDS and not flags & SENTENCE and _INNER_END.search(folded):
        flags |= ENDED
    if ("   " in text and len(_GAP.findall(text)) >= 3) or (len(text) >= _SEPARATED and _separated(text)):
        flags |= COLUMNS
    elif words >= SENTENCE_WORDS and _runs(bare, words, flags):
        flags |= RUNNING
    if not folded[0].isalpha() and any(map(str.isdigit, folded)) and not any(map(str.isalpha, folded)):
        flags = (flags | NUMBER) & ~(SENTENCE | STOPPED)  # the stop behind a number ends no sentence
    if folded.count(" ") <= _LINK_SPACES and _LINK.fullmatch(folded):
        flags |= LINK
    if not _ARABIC.search(folded) and any(map(str.isalpha, folded)) and not _beyond_latin(folded):
        flags |= LATIN
    return flags


@remembered
def stamp_of(text: str) -> int:
    """Tell whether a line holds a date or a time and nothing else: 0 no, 1 yes, 2 yes, and it names a day."""
    if len(text) > _STAMP_LENGTH or not 0 < features_of(text).words <= _STAMP_WORDS or not is_stamp(text):
        return 0
    return 1 if find_date(text) is None else 2


def _words(folded: str) -> int:
    if not folded:
        return 0
    if "_" in folded:
        return sum(any(map(str.isalnum, word)) for word in folded.split(" "))
    return folded.count(" ") + 1 - len(_MARKS.findall(" " + folded))


def _ends_sentence(folded: str) -> bool:
    """Tell whether a line ends in a full stop, a question or an exclamation mark; a footnote's number may follow."""
    stem = folded.rstrip(_AFTER_SENTENCE)
    # The stop of a date or of a decimal fraction is none.
    figure = stem.endswith(".") and stem[-2:-1].isdigit() and folded[len(stem) : len(stem) + 1].isdigit()
    return stem.endswith(_SENTENCE_MARKS) and not figure


def _runs(bare: str, words: int, flags: int) -> bool:
    """Tell running text: long, or a sentence of some length; a long line that breaks off is a teaser."""
    if words >= PROSE_WORDS and not flags & LISTED:
        return not flags & ELLIPSIS or words >= 2 * PROSE_WORDS
    asks = bare.endswith(("?", "!"))
    return bool(flags & SENTENCE) and (not asks or (words >= QUESTION_WORDS and not flags & LISTED))


def _beyond_latin(folded: str) -> bool:
    return not folded.isascii() and any(char >= "\u0600" and char.isalpha() for char in folded)


def _separated(text: str) -> bool:
    """Tell whether one Latin word comes again and again in a long Arabic line, as a site's name between news."""
    if _PAUSE.search(text) or not _ARABIC.search(text):
        return False
    latin = Counter(_LATIN_WORD.findall(text))
    return bool(latin) and max(latin.values()) >= 4 and len(latin) <= 2
