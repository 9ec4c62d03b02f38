"""A document as rules see it: its lines, and what a line is by what stands around it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from cleaner import masks
from cleaner.features import FLAGS, LATIN, RUNNING, stamp_of
from cleaner.folding import in_arabic_block
from cleaner.foreign import foreign
from cleaner.lazy import lazy
from cleaner.lines import Lines
from cleaner.verse import verse

LABEL_WORDS = 4
MOST_NAMED = 6
# So many lines of running text show how a page parts its paragraphs; further down stand comments and notices.
PARTED = 3
# So many headings make a table of contents.
CONTENTS = 3
# Features that take a look at the line's own text: what ``stamp_of`` tells at least.
_STAMPS = {"stamp": 1, "dated": 2}
_RIGHTS = ("\N{COPYRIGHT SIGN}", "حقوق")


@dataclass(frozen=True, eq=False)
class View(Lines):
    """The lines of a document, with what can be told of each by the others."""

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
        """Lines that stand once more further down, as in a table of contents.

        Either right above running text, or three and more of them in the same order, each with something below it.
        """
        found = [False] * len(self.lines)
        keys = {at: _unnumbered(self.keys[at]) for at in (self.shown if len(self.running) > 1 else ())}
        if len(set(keys.values())) == len(keys):
            return tuple(found)
        below: set[str] = set()
        for at, key in reversed(keys.items()):
            found[at] = self.teaser[at] and key in below
            above_text = self.following(at)
            if self.teaser[at] and above_text is not None and self.prose[above_text]:
                below.add(key)
        for at in self._contents(keys):
            found[at] = True
        return tuple(found)

    def _contents(self, keys: Mapping[int, str]) -> list[int]:
        """Return the lines of runs that come again further down, in the same order and not on end, as a chorus does."""
        places: dict[str, list[int]] = {}
        for rank, at in enumerate(self.shown):
            if self.teaser[at]:
                places.setdefault(keys[at], []).append(rank)
        found: list[int] = []
        run: list[int] = []
        last = 0  # rank at which the line above came again
        for rank, at in enumerate((*self.shown, -1)):
            again = [place for place in places.get(keys.get(at, ""), ()) if place > rank + 1 and place > last + 1]
            if again and (not run or rank < last):
                run.append(at)
                last = again[0]
                continue
            if len(run) >= CONTENTS:
                found += run
            run, last = [], 0
        return found

    @lazy
    def foreign(self) -> tuple[bool, ...]:
        """Headlines of other articles, above and below the text that shares no words with them."""
        return foreign(self)

    @lazy
    def verse(self) -> tuple[bool, ...]:
        """Lines of a poem, told by their rhyme or their vowel signs."""
        return verse(self)

    @lazy
    def subheading(self) -> tuple[bool, ...]:
        """Lone lines of another kind between two of running text, as subheadings of an article."""
        found = [False] * len(self.lines)
        for above, at, below in zip(self.shown, self.shown[1:], self.shown[2:], strict=False):
            found[at] = self.prose[above] and not self.prose[at] and self.prose[below]
        return tuple(found)

    @lazy
    def label(self) -> tuple[bool, ...]:
        """Teasers of a few words that state no day and ask nothing, as keywords and labels are."""
        rows = zip(self.lines, self.features, self.teaser, strict=True)
        return tuple(
            [
                teaser and has.words <= LABEL_WORDS and not has.folded.endswith(("?", "!")) and not stamp_of(line.text)
                for line, has, teaser in rows
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
        return tuple([stamp_of(line.text) for line in self.lines])

    def stamped(self, at: int) -> int:
        """Tell of one line what ``stamps`` tells of all."""
        return stamp_of(self.lines[at].text)

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
        if self.distinct:
            return (False,) * len(self.lines)
        seen = Counter(self.keys)
        return tuple([seen[line.key] > 1 and line.words > 1 for line in self.features])

    @lazy
    def echoed(self) -> tuple[bool, ...]:
        """Lines of one to four words that stand somewhere else in the document as well, though their neighbours do not.

        So does the label of a section, which is in the menu too. The name of the site is in the copyright as well, and
        a menu that is printed twice is so line by line.
        """
        if self.distinct:
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
        found = self.flagged(LATIN)
        if any(found):
            text = "".join([line.folded for line in self.features])
            if 2 * in_arabic_block(text) < len(text):
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
        flag = FLAGS.get(name)
        if flag is not None:
            return self.mask_of_flag(flag)
        if name == "prose" and self.distinct and not self._long_headlines:
            return self.mask_of_flag(RUNNING)
        if name == "teaser":
            return self.everything & ~self.mask("prose")
        if name == "subheading":
            prose = self.mask("prose")
            return prose << 1 & prose >> 1 & ~prose
        if name == "bullet":
            return self.mask("listed") | (self.mask("dashed") & ~self.mask("prose"))
        has = FEATURES[name](self)
        return masks.mask([has[at] for at in self.shown]) if any(has) else 0

    def having(self, name: str, mask: int) -> int:
        """Return those lines of a mask that have a feature; whether a line is a stamp is asked of them alone."""
        least = _STAMPS.get(name)
        if least is None or name in self._masks:
            return mask & self.mask(name)
        shown = self.shown
        for rank in masks.bits(mask):
            if self.stamped(shown[rank]) < least:
                mask ^= 1 << rank
        return mask

    def lacking(self, name: str, mask: int) -> int:
        """Return those lines of a mask that lack a feature."""
        return mask & ~self.having(name, mask)

    def having_any(self, names: Iterable[str], mask: int) -> int:
        """Return those lines of a mask that have one of the features."""
        found = 0
        for name in names:
            found |= self.having(name, mask)
        return found

    def mask_at(self, places: Iterable[int]) -> int:
        """Return the mask of shown lines at these positions."""
        rank = self.rank
        return masks.pack([rank[at] for at in places], len(self.shown))

    def has(self, at: int | None, names: tuple[str, ...]) -> bool:
        """Tell whether there is a line at ``at`` and it has one of the features."""
        return at is not None and any(FEATURES[name](self)[at] for name in names)


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
    "foreign": lambda view: view.foreign,
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
    "twin": lambda view: view.twin,
    "verse": lambda view: view.verse,
}
