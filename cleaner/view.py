"""A document as rules see it: its lines, and what can be told of each, worked out once, when first asked for."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise

from cleaner.features import (
    BLANK,
    COLUMNS,
    DASHED,
    ELLIPSIS,
    ENDED,
    LATIN,
    LINK,
    LISTED,
    NUMBER,
    NUMBERED,
    PAUSED,
    RUNNING,
    SENTENCE,
    STOPPED,
    LineFeatures,
    features_of,
    stamp_of,
)
from cleaner.folding import FoldName, fold
from cleaner.keys import key_of
from cleaner.lazy import lazy
from cleaner.model import Line

LABEL_WORDS = 4
MOST_NAMED = 6
# So many lines of running text show how a page parts its paragraphs; further down stand comments and notices.
PARTED = 3
_RIGHTS = ("\N{COPYRIGHT SIGN}", "حقوق")
_ARABIC = re.compile("[\N{ARABIC LETTER HAMZA}-\N{ARABIC LETTER YEH BARREE WITH HAMZA ABOVE}]+")


def _told_by(flag: int) -> lazy[tuple[bool, ...]]:
    """Return a feature that each line tells by itself."""
    return lazy(lambda view: view._flagged(flag))


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
        parts = text.split("\n")
        starts = accumulate((len(part) + 1 for part in parts), initial=0)
        lines = [
            Line(n, start, start + len(part), part)
            for n, (start, part) in enumerate(zip(starts, parts, strict=False), 1)
        ]
        return cls(tuple(lines), survey)

    def __len__(self) -> int:
        return len(self.lines)

    @lazy
    def features(self) -> tuple[LineFeatures, ...]:
        """What can be told of each line by itself."""
        return tuple([features_of(line.text) for line in self.lines])

    def folded(self, name: FoldName = "arabic") -> tuple[str, ...]:
        """Return every line folded."""
        if name == "arabic":
            return tuple([line.folded for line in self.features])
        return tuple([fold(line.text, name) for line in self.lines])

    @lazy
    def keys(self) -> tuple[str, ...]:
        """Each folded line as whole-line rules compare it."""
        return tuple([line.key for line in self.features])

    def keys_as(self, name: FoldName) -> tuple[str, ...]:
        """Return the keys of all lines under one fold."""
        return self.keys if name == "arabic" else tuple(map(key_of, self.folded(name)))

    @lazy
    def at_key(self) -> Mapping[str, tuple[int, ...]]:
        """Positions of every key."""
        found: dict[str, list[int]] = {}
        for at, key in enumerate(self.keys):
            if key:
                found.setdefault(key, []).append(at)
        return {key: tuple(places) for key, places in found.items()}

    @lazy
    def words(self) -> tuple[int, ...]:
        """Number of space-separated words of each line that hold a letter or digit."""
        return tuple([line.words for line in self.features])

    @lazy
    def shown(self) -> tuple[int, ...]:
        """Positions of the lines that are not blank."""
        return tuple([at for at, line in enumerate(self.features) if line.folded])

    @lazy
    def rank(self) -> tuple[int, ...]:
        """For each line the number of shown lines above it."""
        return tuple(accumulate((not blank for blank in self.blank), initial=0))

    @lazy
    def running(self) -> tuple[int, ...]:
        """Positions of the lines of running text."""
        return tuple([at for at, prose in enumerate(self.prose) if prose])

    @lazy
    def prose_above(self) -> tuple[int, ...]:
        """For each line, and for the end, the number of lines of running text above it."""
        return tuple(accumulate(self.prose, initial=0))

    @lazy
    def _flags(self) -> int:
        """Every flag that some line has."""
        found = 0
        for line in self.features:
            found |= line.flags
        return found

    def _flagged(self, flag: int) -> tuple[bool, ...]:
        if not self._flags & flag:
            return (False,) * len(self.lines)
        return tuple([line.flags & flag > 0 for line in self.features])

    blank = _told_by(BLANK)
    """Lines with nothing to see: spaces, bidi marks and zero-width characters count as nothing."""
    hard_bullet = _told_by(LISTED)
    """Lines that open with a list bullet proper."""
    soft_bullet = _told_by(DASHED)
    """Lines that open with a dash or star, as lists do, and dialogue too."""
    sentence = _told_by(SENTENCE)
    """Lines that end a sentence; an ellipsis does not."""
    stopped = _told_by(STOPPED)
    """Lines that end in a full stop, which headlines do not, though they may ask."""
    ellipsis = _told_by(ELLIPSIS)
    """Lines that break off, as teasers do."""
    ended = _told_by(ENDED)
    """Lines in which a sentence ends and other words follow that are none."""
    columns = _told_by(COLUMNS)
    """Lines of several pieces set apart by runs of spaces or by a Latin word, as news tickers are."""
    number = _told_by(NUMBER)
    """Lines that hold a digit and no letter."""
    numbered = _told_by(NUMBERED)
    """Lines that open with a number and a mark, as items, scores and footnotes do."""
    paused = _told_by(PAUSED)
    """Lines that end in a comma, a colon or a semicolon, as verses and lead-ins do and headlines do not."""
    link = _told_by(LINK)
    """Lines that are a web address, a mail address or the name of a picture, and nothing else."""

    @lazy
    def prose(self) -> tuple[bool, ...]:
        """Lines of running text; one that stands twice in a row is none."""
        running = self._flagged(RUNNING)
        if not any(self.doubled):
            return running
        return tuple([runs and not twice for runs, twice in zip(running, self.doubled, strict=True)])

    @lazy
    def doubled(self) -> tuple[bool, ...]:
        """Lines that the next or the previous shown line repeats to the letter, as captions are."""
        found = [False] * len(self.lines)
        above = -1
        for at in self.shown:
            if above >= 0 and self.features[above].folded == self.features[at].folded:
                found[above] = found[at] = True
            above = at
        return tuple(found)

    @lazy
    def apart(self) -> tuple[bool, ...]:
        """Lines between blank ones in a page whose running text has no blank line in it, as captions are."""
        if len(self.running) < 2 or any(self.blank[self.running[0] : self.running[-1]]):
            return (False,) * len(self.lines)
        fenced = (True, *self.blank, True)
        rows = zip(fenced, self.blank, fenced[2:], strict=False)
        return tuple([above and not blank and below for above, blank, below in rows])

    @lazy
    def parted(self) -> bool:
        """Whether blank lines part the first lines of running text, of two or more: an article's own paragraphs."""
        return len(self.running) > 1 and all(self.blank[at - 1] for at in self.running[1:PARTED])

    @lazy
    def joined(self) -> tuple[bool, ...]:
        """Lines that adjoin the next one in a page that parts its paragraphs, as keywords and links do."""
        if not self.parted:
            return (False,) * len(self.lines)
        return tuple([not above and not below for above, below in pairwise((*self.blank, True))])

    @lazy
    def announced(self) -> tuple[bool, ...]:
        """Lines that stand once more further down, right above running text, as in a table of contents."""
        found = [False] * len(self.lines)
        below: set[str] = set()
        for at in reversed(self.shown if len(self.running) > 1 else ()):
            key = _unnumbered(self.keys[at])
            found[at] = self.teaser[at] and key in below
            above_text = self.following(at)
            if self.teaser[at] and above_text is not None and self.prose[above_text]:
                below.add(key)
        return tuple(found)

    @lazy
    def subheading(self) -> tuple[bool, ...]:
        """Lone lines of another kind between two of running text, as subheadings of an article."""
        found = [False] * len(self.lines)
        for above, at, below in zip(self.shown, self.shown[1:], self.shown[2:], strict=False):
            found[at] = self.prose[above] and not self.prose[at] and self.prose[below]
        return tuple(found)

    @lazy
    def bullet(self) -> tuple[bool, ...]:
        """List items: any line with a bullet proper, and lines with a dash or star that are not running text."""
        if not self._flags & (LISTED | DASHED):
            return (False,) * len(self.lines)
        rows = zip(self.hard_bullet, self.soft_bullet, self.prose, strict=True)
        return tuple([hard or (soft and not prose) for hard, soft, prose in rows])

    @lazy
    def teaser(self) -> tuple[bool, ...]:
        """Lines that are neither blank nor running text: headlines, links, labels, teasers that break off."""
        return tuple([not blank and not prose for blank, prose in zip(self.blank, self.prose, strict=True)])

    @lazy
    def label(self) -> tuple[bool, ...]:
        """Teasers of a few words that state no day and ask nothing, as keywords and labels are."""
        rows = zip(self.features, self.teaser, self.stamp, strict=True)
        return tuple(
            [
                teaser and line.words <= LABEL_WORDS and not stamp and not line.folded.endswith(("?", "!"))
                for line, teaser, stamp in rows
            ]
        )

    @lazy
    def mentioned(self) -> tuple[bool, ...]:
        """Lines of two to six words that running text repeats after its opening words: those whom the text is about."""
        prose = "\n".join([self.features[at].folded for at in self.running])
        return tuple(
            [
                teaser and 2 <= line.words <= MOST_NAMED and any(f"{edge}{line.key}" in prose for edge in (" ", " و"))
                for line, teaser in zip(self.features, self.teaser, strict=True)
            ]
        )

    @lazy
    def stamps(self) -> tuple[int, ...]:
        """Lines that hold a date or a time and nothing else: 1, and 2 where a day is named."""
        return tuple([stamp_of(line.text) if line.text else 0 for line in self.lines])

    @lazy
    def stamp(self) -> tuple[bool, ...]:
        """Lines that hold a date or a time and nothing else."""
        return tuple([stamp > 0 for stamp in self.stamps])

    @lazy
    def dated(self) -> tuple[bool, ...]:
        """Stamps that hold a day, not only a time."""
        return tuple([stamp > 1 for stamp in self.stamps])

    @lazy
    def repeated(self) -> tuple[bool, ...]:
        """Lines of two words or more that stand in the document more than once."""
        if len(set(self.keys)) == len(self.keys):
            return (False,) * len(self.lines)
        seen = Counter(self.keys)
        return tuple([seen[line.key] > 1 and line.words > 1 for line in self.features])

    @lazy
    def echoed(self) -> tuple[bool, ...]:
        """Lines of one to four words that stand somewhere else in the document as well, though their neighbours do not.

        So does the label of a section, which is in the menu too. The name of the site is in the copyright as well, and
        a menu that is printed twice is so line by line.
        """
        if len(set(self.keys)) == len(self.keys):
            return (False,) * len(self.lines)
        seen = Counter(self.keys)
        rights = [line.key for line in self.features if any(mark in line.folded for mark in _RIGHTS)]
        found = [False] * len(self.lines)
        above = -1
        for at in self.shown:
            key = self.keys[at]
            if seen[key] > 1 and self.features[at].words <= LABEL_WORDS and (above < 0 or seen[self.keys[above]] == 1):
                found[at] = not any(key in right for right in rights)
            above = at
        return tuple(found)

    @lazy
    def latin(self) -> tuple[bool, ...]:
        """Lines without an Arabic letter in a document that is mostly Arabic script."""
        found = self._flagged(LATIN)
        if any(found):
            letters = sum(len(line.folded) for line in self.features)
            others = sum(len(_ARABIC.sub("", line.folded)) for line in self.features)
            if 2 * (letters - others) < letters:
                return (False,) * len(self.lines)
        return found

    @lazy
    def everything(self) -> int:
        """The mask of all shown lines."""
        return (1 << len(self.shown)) - 1

    @lazy
    def _masks(self) -> dict[str, int]:
        return {}

    def mask(self, name: str) -> int:
        """Return a feature as a bit mask over the shown lines: bit n tells of ``shown[n]``."""
        found = self._masks.get(name)
        if found is None:
            found = self._masks[name] = self._mask_of(name)
        return found

    def _mask_of(self, name: str) -> int:
        flag = _FLAGS.get(name)
        if flag is not None:
            return _mask([line.flags & flag > 0 for line in self.features if line.folded]) if self._flags & flag else 0
        if name == "prose" and not any(self.doubled):
            return self.mask("running")
        if name == "teaser":
            return self.everything & ~self.mask("prose")
        if name == "bullet":
            return self.mask("listed") | (self.mask("dashed") & ~self.mask("prose"))
        has = FEATURES[name](self)
        return _mask([has[at] for at in self.shown]) if any(has) else 0

    def mask_of_any(self, names: Iterable[str]) -> int:
        """Return the mask of the lines that have one of the features."""
        found = 0
        for name in names:
            found |= self.mask(name)
        return found

    def mask_at(self, places: Iterable[int]) -> int:
        """Return the mask of shown lines at these positions."""
        return _pack((self.rank[at] for at in places), len(self.shown))

    def has(self, at: int | None, names: tuple[str, ...]) -> bool:
        """Tell whether there is a line at ``at`` and it has one of the features."""
        return at is not None and any(FEATURES[name](self)[at] for name in names)

    @lazy
    def _neighbours(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        above, below = [], []
        last = -1
        for at, blank in enumerate(self.blank):
            above.append(last)
            if not blank:
                last = at
        following = -1
        for at in range(len(self.lines) - 1, -1, -1):
            below.append(following)
            if not self.blank[at]:
                following = at
        return tuple(above), tuple(reversed(below))

    def previous(self, at: int) -> int | None:
        """Return the nearest shown line above, or None."""
        found = self._neighbours[0][at]
        return found if found >= 0 else None

    def following(self, at: int) -> int | None:
        """Return the nearest shown line below, or None."""
        found = self._neighbours[1][at]
        return found if found >= 0 else None


def _unnumbered(key: str) -> str:
    return key.lstrip("0123456789 .-)") or key


FEATURES: Mapping[str, Callable[[View], tuple[bool, ...]]] = {
    "announced": lambda view: view.announced,
    "apart": lambda view: view.apart,
    "blank": lambda view: view.blank,
    "bullet": lambda view: view.bullet,
    "columns": lambda view: view.columns,
    "dashed": lambda view: view.soft_bullet,
    "dated": lambda view: view.dated,
    "doubled": lambda view: view.doubled,
    "echoed": lambda view: view.echoed,
    "ellipsis": lambda view: view.ellipsis,
    "joined": lambda view: view.joined,
    "label": lambda view: view.label,
    "latin": lambda view: view.latin,
    "link": lambda view: view.link,
    "listed": lambda view: view.hard_bullet,
    "mentioned": lambda view: view.mentioned,
    "number": lambda view: view.number,
    "numbered": lambda view: view.numbered,
    "paused": lambda view: view.paused,
    "prose": lambda view: view.prose,
    "repeated": lambda view: view.repeated,
    "sentence": lambda view: view.sentence,
    "stamp": lambda view: view.stamp,
    "stopped": lambda view: view.stopped,
    "subheading": lambda view: view.subheading,
    "teaser": lambda view: view.teaser,
}


# Features that a flag of the line tells.
_FLAGS = {
    "columns": COLUMNS, "dashed": DASHED, "ellipsis": ELLIPSIS, "ended": ENDED, "link": LINK, "listed": LISTED,
    "number": NUMBER, "numbered": NUMBERED, "paused": PAUSED, "running": RUNNING, "sentence": SENTENCE,
    "stopped": STOPPED,
}  # fmt: skip


def _mask(found: Iterable[bool]) -> int:
    """Pack flags into an integer, in time linear in their number."""
    return int("".join(["1" if has else "0" for has in found])[::-1] or "0", 2)


def _pack(places: Iterable[int], size: int) -> int:
    """Pack positions below ``size`` into an integer, in time linear in ``size``."""
    digits = bytearray(b"0") * size
    for place in places:
        digits[~place] = 49  # "1"
    return int(digits or b"0", 2)


def bits(mask: int) -> list[int]:
    """Return the positions of the bits set in ``mask``, rising."""
    return [at for at, bit in enumerate(bin(mask)[:1:-1]) if bit == "1"] if mask else []
