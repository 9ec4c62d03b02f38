"""The lines of a document: what each tells by itself, where the running text is, and who stands beside whom."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, count, pairwise
from typing import Self

from cleaner import masks
from cleaner.features import (
    BLANK,
    COLUMNS,
    DASHED,
    ELLIPSIS,
    FEATURES_OF,
    LINK,
    LISTED,
    NUMBER,
    NUMBERED,
    PAUSED,
    RUNNING,
    SENTENCE,
    STOPPED,
    LineFeatures,
    stamp_of,
)
from cleaner.folding import FoldName
from cleaner.lazy import lazy
from cleaner.metadata.marks import DASHES
from cleaner.metadata.persons import is_person
from cleaner.model import Line

TWIN_WORDS = 4
# A headline may be as long as a paragraph; the header of a page has no more lines than these above its text.
HEADLINE_WORDS, HEADER_LINES = 40, 8
# What may stand above a headline that asks, in words, and what may stand below it, in characters.
LABEL_WORDS, MAX_CREDIT = 3, 60
# A page that prints more days than these is a diary.
MAX_DAYS = 2
_ASKS = ("?", "!", "\N{ARABIC QUESTION MARK}")
_CREDIT_MARK = re.compile(rf"[{DASHES}|/:]")
# Makes a line of a tuple in half the time of a call with each of its parts.
_LINE: Callable[[Iterable[object]], Line] = partial(tuple.__new__, Line)
_BULLETS = " \N{BULLET}*-\N{EN DASH}"


def _told_by(flag: int) -> lazy[tuple[bool, ...]]:
    """Return a feature that each line tells by itself."""
    return lazy(lambda lines: lines.flagged(flag))


@dataclass(frozen=True, eq=False)
class Lines:
    """The lines of a document that are still there, each worked out once, when first asked for.

    Positions (``at``) index ``lines`` from 0; line numbers and offsets stay those of the whole document. ``survey``
    holds the number of documents of the page's site and how many of them carry each folded line, where a corpus was
    surveyed.
    """

    lines: tuple[Line, ...]
    survey: tuple[int, Mapping[str, int]] | None = None

    @classmethod
    def of(cls, text: str, survey: tuple[int, Mapping[str, int]] | None = None) -> Self:
        """Split ``text`` at ``\\n`` and nowhere else."""
        parts = text.split("\n")
        sizes = [len(part) + 1 for part in parts]
        rows = zip(count(1), accumulate(sizes, initial=0), accumulate(sizes[1:], initial=sizes[0] - 1), parts)
        return cls(tuple(map(_LINE, rows)), survey)

    def __len__(self) -> int:
        return len(self.lines)

    @lazy
    def features(self) -> tuple[LineFeatures, ...]:
        """What can be told of each line by itself."""
        return tuple(FEATURES_OF.of_all([line.text for line in self.lines]))

    def folded(self, name: FoldName = "arabic") -> tuple[str, ...]:
        """Return every line folded."""
        return tuple([line.folded_as(name) for line in self.features])

    @lazy
    def keys(self) -> tuple[str, ...]:
        """Each folded line as whole-line rules compare it."""
        return tuple([line.key for line in self.features])

    def keys_as(self, name: FoldName) -> tuple[str, ...]:
        """Return the keys of all lines under one fold."""
        return tuple([line.key_as(name) for line in self.features])

    @lazy
    def words(self) -> tuple[int, ...]:
        """Number of space-separated words of each line that hold a letter or digit."""
        return tuple([line.words for line in self.features])

    @lazy
    def distinct(self) -> bool:
        """Whether every shown line has a key, and no two have the same."""
        keys = {line.key for line in self.features if line.folded}
        return len(keys) == len(self.shown) and "" not in keys

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
    def flags(self) -> int:
        """Every flag that some line has."""
        found = 0
        for line in self.features:
            found |= line.flags
        return found

    @lazy
    def _by_flags(self) -> Mapping[int, int]:
        """The mask of the shown lines that have just these flags, for every set of flags."""
        found: dict[int, list[int]] = {}
        for rank, flags in enumerate([line.flags for line in self.features if line.folded]):
            found.setdefault(flags, []).append(rank)
        return {flags: masks.pack(ranks, len(self.shown)) for flags, ranks in found.items()}

    def mask_of_flag(self, flag: int) -> int:
        """Return the shown lines that have a flag, as a mask (see ``View.mask``)."""
        found = 0
        for flags, mask in self._by_flags.items() if self.flags & flag else ():
            if flags & flag:
                found |= mask
        return found

    def told_at(self, places: Iterable[int]) -> str:
        """Return the lines at these positions, folded, in one."""
        return " ".join([self.features[at].folded for at in places])

    def flagged(self, flag: int) -> tuple[bool, ...]:
        """Tell which lines have a flag."""
        if not self.flags & flag:
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
        """Lines of running text; one that stands twice in a row is none, nor is a long headline at the top."""
        running = self.flagged(RUNNING)
        headlines = self._long_headlines
        if not headlines and not any(self.doubled):
            return running
        rows = enumerate(zip(running, self.doubled, strict=True))
        return tuple([runs and not twice and at not in headlines for at, (runs, twice) in rows])

    @lazy
    def _long_headlines(self) -> frozenset[int]:
        """Lines as long as running text among the first ones that end no sentence and are told to be headlines.

        A day stands right below, or the header repeats the line.
        """
        top = [at for at in self.shown[:HEADER_LINES] if self._may_be_headline(at)]
        found = {at for at in top if (below := self.following(at)) is not None and stamp_of(self.lines[below].text) > 1}
        for one, other in pairwise(top):
            if self.keys[other].startswith(self.keys[one]):
                found |= {one, other}
        return frozenset(found | self._asking_headline)

    @property
    def _asking_headline(self) -> frozenset[int]:
        """The first line of running text, where it asks or calls out right above the day or the author's credit.

        It opens the page, or stands below a label alone. A full stop is rather the article's, and a page of many days
        is a diary.
        """
        for at in self.shown[:2]:
            line, below = self.features[at], self.following(at)
            if not line.flags & RUNNING:
                if line.words <= LABEL_WORDS:
                    continue
                break
            if below is None or line.words > HEADLINE_WORDS or not self.lines[at].text.rstrip().endswith(_ASKS):
                break
            credit = self.lines[below].text.strip()
            if stamp_of(credit) > 1:
                told = sum(stamp_of(line.text) > 1 for line in self.lines) <= MAX_DAYS
            else:
                told = any(is_person(part.strip()) for part in _CREDIT_MARK.split(credit)) and len(credit) <= MAX_CREDIT
            return frozenset([at]) if told else frozenset()
        return frozenset()

    def _may_be_headline(self, at: int) -> bool:
        line = self.features[at]
        return bool(line.flags & RUNNING) and not line.flags & (SENTENCE | PAUSED) and line.words <= HEADLINE_WORDS

    @lazy
    def doubled(self) -> tuple[bool, ...]:
        """Lines that the next or the previous shown line repeats to the letter, but for its bullet, as captions are."""
        found = [False] * len(self.lines)
        above = -1
        for at in () if self.distinct else self.shown:
            if above >= 0 and self.features[above].folded.lstrip(_BULLETS) == self.features[at].folded.lstrip(_BULLETS):
                found[above] = found[at] = True
            above = at
        return tuple(found)

    @lazy
    def twin(self) -> tuple[bool, ...]:
        """Pairs of equal lines of four words or more, with nothing but such pairs between two paragraphs."""
        found = [False] * len(self.lines)
        run: list[int] = []
        for at in (*self.shown, None) if any(self.doubled) else ():
            if at is not None and self.doubled[at]:
                run.append(at)
                continue
            pairs = list(zip(run[::2], run[1::2], strict=False))
            paired = 2 * len(pairs) == len(run) and all(self._is_pair(one, other) for one, other in pairs)
            above = self.previous(run[0]) if run else None
            if paired and above is not None and self.prose[above] and (at is None or self.prose[at]):
                for place in run:
                    found[place] = True
            run = []
        return tuple(found)

    def _is_pair(self, one: int, other: int) -> bool:
        return self.keys[one] == self.keys[other] and self.words[one] >= TWIN_WORDS

    @lazy
    def bullet(self) -> tuple[bool, ...]:
        """List items: any line with a bullet proper, and lines with a dash or star that are not running text."""
        if not self.flags & (LISTED | DASHED):
            return (False,) * len(self.lines)
        rows = zip(self.hard_bullet, self.soft_bullet, self.prose, strict=True)
        return tuple([hard or (soft and not prose) for hard, soft, prose in rows])

    @lazy
    def teaser(self) -> tuple[bool, ...]:
        """Lines that are neither blank nor running text: headlines, links, labels, teasers that break off."""
        return tuple([not blank and not prose for blank, prose in zip(self.blank, self.prose, strict=True)])

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
