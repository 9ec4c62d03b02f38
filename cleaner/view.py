"""A document as rules see it: lines, folded lines and line features, each worked out once, when first asked for."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from cleaner.folding import FoldName, fold
from cleaner.keys import HARD_BULLETS, SOFT_BULLETS, first_word, key_of
from cleaner.metadata.dates import find_date, is_stamp
from cleaner.model import Line

_LINK = re.compile(
    r"(?:https?://|www\.)\S+|[^\s@/]+@[^\s@/]+\.[a-z]{2,}|\[email.protected\]"
    r"|\S+\.(?:jpe?g|png|webp|gif|svg)(?: photos \d+)?"
)
_LATIN_WORD = re.compile(r"(?<!\S)[A-Za-z]{3,}(?!\S)")
_ARABIC = re.compile("[\u0621-\u064a]")
_PAUSE = re.compile(r"[\N{ARABIC COMMA}\N{ARABIC SEMICOLON}]|\.(?: |$)")
_GAP = re.compile(r"\S {3,}(?=\S)")
_SENTENCE_END = re.compile(
    r"[.?!\N{ARABIC FULL STOP}](?:[\"')\]\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK} ]|\d{1,2})*$"
)
_ELLIPSIS = re.compile(r"(?:\.\.+|\N{HORIZONTAL ELLIPSIS})[\"' )]*$")

PROSE_WORDS = 20
SENTENCE_WORDS = 7
QUESTION_WORDS = 13


@dataclass(frozen=True, eq=False)
class View:
    """The lines of a document that are still there, with what can be told about each.

    Positions (``at``) index ``lines`` from 0; line numbers and offsets stay those of the whole document. ``survey``
    holds the number of documents of the page's site and how many of them carry each folded line, where a corpus was
    surveyed.
    """

    lines: tuple[Line, ...]
    survey: tuple[int, Mapping[str, int]] | None = None

    @classmethod
    def of(cls, text: str, survey: tuple[int, Mapping[str, int]] | None = None) -> "View":
        """Split ``text`` at ``\\n`` and nowhere else."""
        lines = []
        start = 0
        for number, part in enumerate(text.split("\n"), 1):
            lines.append(Line(number, start, start + len(part), part))
            start += len(part) + 1
        return cls(tuple(lines), survey)

    def __len__(self) -> int:
        return len(self.lines)

    @cached_property
    def folds(self) -> dict[FoldName, tuple[str, ...]]:
        """Folded lines by fold name; filled by ``folded``."""
        return {}

    def folded(self, name: FoldName = "arabic") -> tuple[str, ...]:
        """Return every line folded."""
        if name not in self.folds:
            self.folds[name] = tuple(fold("\n".join(line.text for line in self.lines), name).split("\n"))
        return self.folds[name]

    @property
    def keys(self) -> tuple[str, ...]:
        """Each folded line as whole-line rules compare it."""
        return self.keys_as("arabic")

    @cached_property
    def keyed(self) -> dict[FoldName, tuple[str, ...]]:
        """Keys by fold name; filled by ``keys_as``."""
        return {}

    def keys_as(self, name: FoldName) -> tuple[str, ...]:
        """Return the keys of all lines under one fold."""
        if name not in self.keyed:
            self.keyed[name] = self._keys(name)
        return self.keyed[name]

    def _keys(self, name: FoldName) -> tuple[str, ...]:
        return tuple(key_of("\n".join(self.folded(name))).split("\n"))

    @cached_property
    def at_key(self) -> Mapping[str, tuple[int, ...]]:
        """Positions of every key."""
        return _positions(enumerate(self.keys))

    @cached_property
    def at_word(self) -> Mapping[str, tuple[int, ...]]:
        """Positions of the lines whose key opens with a word; a word ends at a space or at punctuation."""
        return _positions((at, first_word(key)) for at, key in enumerate(self.keys))

    @cached_property
    def words(self) -> tuple[int, ...]:
        """Number of space-separated words of each line that hold a letter or digit."""
        return tuple(sum(any(map(str.isalnum, word)) for word in line.split(" ")) for line in self.folded())

    @cached_property
    def blank(self) -> tuple[bool, ...]:
        """Lines with nothing to see: spaces, bidi marks and zero-width characters count as nothing."""
        return tuple(not line for line in self.folded())

    @cached_property
    def shown(self) -> tuple[int, ...]:
        """Positions of the lines that are not blank."""
        return tuple(at for at, blank in enumerate(self.blank) if not blank)

    @cached_property
    def hard_bullet(self) -> tuple[bool, ...]:
        """Lines that open with a list bullet proper."""
        return tuple(line[:1] in HARD_BULLETS and bool(line) for line in self.folded())

    @cached_property
    def soft_bullet(self) -> tuple[bool, ...]:
        """Lines that open with a dash or star, as lists do, and dialogue too."""
        return tuple(line[:1] in SOFT_BULLETS and bool(line) for line in self.folded())

    @cached_property
    def sentence(self) -> tuple[bool, ...]:
        """Lines that end a sentence; an ellipsis does not."""
        return tuple(
            bool(line) and bool(_SENTENCE_END.search(line)) and not _ELLIPSIS.search(line) for line in self.folded()
        )

    @cached_property
    def stopped(self) -> tuple[bool, ...]:
        """Lines that end in a full stop, which headlines do not, though they may ask."""
        return tuple(
            ends and line.rstrip("\"' )")[-1:] not in ("?", "!")
            for ends, line in zip(self.sentence, self.folded(), strict=True)
        )

    @cached_property
    def ellipsis(self) -> tuple[bool, ...]:
        """Lines that break off, as teasers do."""
        return tuple(bool(line) and bool(_ELLIPSIS.search(line)) for line in self.folded())

    @cached_property
    def prose(self) -> tuple[bool, ...]:
        """Lines of running text: long, or a sentence of some length; a long line that breaks off is a teaser."""
        found = []
        for at, line in enumerate(self.folded()):
            words = self.words[at]
            if words < SENTENCE_WORDS or self.columns[at] or self.doubled[at]:
                found.append(False)
            elif words >= PROSE_WORDS and not self.hard_bullet[at]:
                found.append(not (self.ellipsis[at] and words < 2 * PROSE_WORDS))
            else:
                asks = line.rstrip("\"' )")[-1:] in "?!"
                found.append(self.sentence[at] and (not asks or (words >= QUESTION_WORDS and not self.hard_bullet[at])))
        return tuple(found)

    @cached_property
    def doubled(self) -> tuple[bool, ...]:
        """Lines that the next or the previous shown line repeats, as captions are."""
        found = [False] * len(self.lines)
        for at, below in zip(self.shown, self.shown[1:], strict=False):
            if self.keys[at] == self.keys[below]:
                found[at] = found[below] = True
        return tuple(found)

    @cached_property
    def bullet(self) -> tuple[bool, ...]:
        """List items: any line with a bullet proper, and lines with a dash or star that are not running text."""
        return tuple(
            hard or (soft and not prose)
            for hard, soft, prose in zip(self.hard_bullet, self.soft_bullet, self.prose, strict=True)
        )

    @cached_property
    def teaser(self) -> tuple[bool, ...]:
        """Lines that are neither blank nor running text: headlines, links, labels, teasers that break off."""
        return tuple(not blank and not prose for blank, prose in zip(self.blank, self.prose, strict=True))

    @cached_property
    def stamp(self) -> tuple[bool, ...]:
        """Lines that hold a date or a time and nothing else."""
        return tuple(
            0 < self.words[at] <= 14 and len(line.text) <= 120 and is_stamp(line.text)
            for at, line in enumerate(self.lines)
        )

    @cached_property
    def dated(self) -> tuple[bool, ...]:
        """Stamps that hold a day, not only a time."""
        return tuple(
            stamp and find_date(line.text) is not None for stamp, line in zip(self.stamp, self.lines, strict=True)
        )

    @cached_property
    def repeated(self) -> tuple[bool, ...]:
        """Lines of two words or more that stand in the document more than once."""
        seen = Counter(self.keys)
        return tuple(seen[key] > 1 and self.words[at] > 1 for at, key in enumerate(self.keys))

    @cached_property
    def columns(self) -> tuple[bool, ...]:
        """Lines of several pieces set apart by runs of spaces or by a Latin word, as news tickers are."""
        return tuple(len(_GAP.findall(line.text)) >= 3 or _separated(line.text) for line in self.lines)

    @cached_property
    def number(self) -> tuple[bool, ...]:
        """Lines that hold a digit and no letter."""
        return tuple(
            any(map(str.isdigit, line)) and not any(map(str.isalpha, line)) if line else False for line in self.folded()
        )

    @cached_property
    def link(self) -> tuple[bool, ...]:
        """Lines that are a web address, a mail address or the name of a picture, and nothing else."""
        return tuple(bool(_LINK.fullmatch(line)) for line in self.folded())

    @cached_property
    def latin(self) -> tuple[bool, ...]:
        """Lines without an Arabic letter in a document that is mostly Arabic script."""
        text = "".join(self.folded())
        arabic = sum(
            "\N{ARABIC LETTER HAMZA}" <= char <= "\N{ARABIC LETTER YEH BARREE WITH HAMZA ABOVE}" for char in text
        )
        if 2 * arabic < len(text):
            return (False,) * len(self.lines)
        return tuple(
            any(map(str.isalpha, line)) and not any(char >= "\u0600" and char.isalpha() for char in line)
            for line in self.folded()
        )

    @cached_property
    def masks(self) -> dict[str, int]:
        """Features as bit masks, bit ``at`` for line ``at``; filled by ``mask``."""
        return {}

    def mask(self, name: str) -> int:
        """Return a feature, or ``shown``, as a bit mask over the lines."""
        if name not in self.masks:
            places = self.shown if name == "shown" else [at for at, has in enumerate(FEATURES[name](self)) if has]
            self.masks[name] = sum(1 << at for at in places)
        return self.masks[name]

    def previous(self, at: int) -> int | None:
        """Return the nearest shown line above, or None."""
        at -= 1
        while at >= 0 and self.blank[at]:
            at -= 1
        return at if at >= 0 else None

    def following(self, at: int) -> int | None:
        """Return the nearest shown line below, or None."""
        at += 1
        while at < len(self.lines) and self.blank[at]:
            at += 1
        return at if at < len(self.lines) else None


FEATURES: Mapping[str, Callable[[View], tuple[bool, ...]]] = {
    "blank": lambda view: view.blank,
    "bullet": lambda view: view.bullet,
    "columns": lambda view: view.columns,
    "dashed": lambda view: view.soft_bullet,
    "dated": lambda view: view.dated,
    "doubled": lambda view: view.doubled,
    "ellipsis": lambda view: view.ellipsis,
    "latin": lambda view: view.latin,
    "link": lambda view: view.link,
    "listed": lambda view: view.hard_bullet,
    "number": lambda view: view.number,
    "prose": lambda view: view.prose,
    "repeated": lambda view: view.repeated,
    "sentence": lambda view: view.sentence,
    "stamp": lambda view: view.stamp,
    "stopped": lambda view: view.stopped,
    "teaser": lambda view: view.teaser,
}


def _positions(pairs: Iterable[tuple[int, str]]) -> Mapping[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for at, name in pairs:
        if name:
            found.setdefault(name, []).append(at)
    return {name: tuple(places) for name, places in found.items()}


def _separated(text: str) -> bool:
    """Tell whether one Latin word comes again and again in a long Arabic line, as a site's name between news."""
    if len(text) < 120 or _PAUSE.search(text) or not _ARABIC.search(text):
        return False
    latin = Counter(_LATIN_WORD.findall(text))
    return bool(latin) and max(latin.values()) >= 4 and len(latin) <= 2


def bits(mask: int) -> Iterator[int]:
    """Yield the positions of the bits set in ``mask``, rising."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low
