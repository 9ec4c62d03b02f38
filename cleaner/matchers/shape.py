"""``shape``: a line known by its form, only with a neighbour or a zone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cleaner.features import flags_of
from cleaner.masks import bits
from cleaner.matchers import Context, Hit, Matcher
from cleaner.view import View


@dataclass(frozen=True)
class ShapeMatcher(Matcher):
    """Claims shown lines with all features of ``has``, none of ``lacks``, and a number of words in the range.

    ``unclaimed`` leaves out lines that a rule without conditions on other rules hits already. With ``run`` a line
    counts only among so many shown lines of that form on end; with ``holding``, only where at least ``at_least`` lines
    and a ``share`` of the run are held by those rules or groups. With
    ``from_held`` the run counts from its first such line on, up to its last where something follows the run, with
    ``to_held`` always up to its last; with ``to_end`` only a run that goes on to the last shown line counts. More than
    ``gap`` lines on end that no rule hits, between two that those hold, part a run in two, and so does one that no rule
    hits with a feature of ``breaks``: it opens a list of the article's own.
    """

    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    min_words: int = 0
    max_words: int = 10_000
    unclaimed: bool = False
    run: int = 1
    holding: tuple[str, ...] = ()
    at_least: int = 1
    share: float = 0.0
    from_held: bool = False
    to_held: bool = False
    to_end: bool = False
    gap: int = 10_000
    breaks: tuple[str, ...] = ()

    @property
    def needs_context(self) -> bool:
        """Whether it matters what other rules hit."""
        return self.unclaimed or bool(self.holding)

    @property
    def flags(self) -> int:
        """Those of the features that must be there."""
        return flags_of(self.has)

    @property
    def names(self) -> tuple[str, ...]:
        """The rules and groups that must hold part of a run."""
        return self.holding

    def may_find(self, view: View, context: Context) -> bool:
        """No, where no rule holds any part of a run."""
        return not self.holding or any(map(context.hits.get, self.holding))

    def find(self, view: View, context: Context) -> Sequence[Hit]:
        """Return one hit for each line of that form."""
        return self.find_within(view, context, view.everything)

    def find_within(self, view: View, context: Context, within: int) -> Sequence[Hit]:
        """Return the hits of ``find``, if need be without those outside a mask of lines (see ``View.mask``)."""
        single = self.run == 1 and not self.holding and not self.to_end
        mask = within if single else view.everything
        for name in self.has:
            mask = mask and view.having(name, mask)
        for name in self.lacks:
            mask = mask and view.lacking(name, mask)
        if not mask:
            return ()
        least, most, words, shown = self.min_words, self.max_words, view.words, view.shown
        formed = [rank for rank in bits(mask) if least <= words[shown[rank]] <= most]
        if self.unclaimed:
            formed = [rank for rank in formed if shown[rank] not in context.taken]
        if single:
            return [Hit(shown[rank]) for rank in formed]
        held = frozenset().union(*(context.hits.get(name, frozenset()) for name in self.holding))
        if len(formed) < self.run or (self.holding and len(held) < self.at_least):
            return ()
        hits: list[Hit] = []
        for run in _runs(formed):
            for piece in self._pieces(view, held, context.taken, [shown[rank] for rank in run]):
                part = self._held_part(held, piece, piece[-1] != shown[-1])
                if part and len(part) >= self.run and not (self.to_end and part[-1] != shown[-1]):
                    hits += map(Hit, part)
        return hits

    def _pieces(self, view: View, held: frozenset[int], known: frozenset[int], run: list[int]) -> Iterator[list[int]]:
        """Part a run where ``gap`` and ``breaks`` say so."""
        first, last = 0, len(run)
        for index, at in enumerate(run):
            unknown = at not in held and at not in known
            if unknown and index > first and self.breaks and view.has(at, self.breaks):
                yield run[first:index]
                first, last = index, len(run)
            elif at in held and index - last > self.gap + 1:
                yield run[first : last + 1]
                first = last = index
            elif at in held or (at in known and last < index):
                last = index
        yield run[first:]

    def _held_part(self, held: frozenset[int], run: list[int], goes_on: bool) -> list[int]:
        """Return the part of a run that counts; empty where too little of it is held."""
        if not self.holding:
            return run
        places = [index for index, at in enumerate(run) if at in held]
        if len(places) < self.at_least:
            return []
        if self.to_held or (self.from_held and goes_on):
            run = run[: places[-1] + 1]
        if self.from_held:
            run = run[places[0] :]
        return run if len(places) >= self.share * len(run) else []


def _runs(ranks: list[int]) -> Iterator[list[int]]:
    """Yield the stretches of ranks that follow one on the other."""
    run: list[int] = []
    for rank in ranks:
        if run and rank > run[-1] + 1:
            yield run
            run = []
        run.append(rank)
    if run:
        yield run
