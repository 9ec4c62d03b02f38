"""``shape``: a line known by its form, only with a neighbour or a zone."""

from collections.abc import Iterator
from dataclasses import dataclass

from cleaner.matchers import Context, Hit, Matcher
from cleaner.view import View, bits


@dataclass(frozen=True)
class ShapeMatcher(Matcher):
    """Claims shown lines with all features of ``has``, none of ``lacks``, and a number of words in the range.

    ``unclaimed`` leaves out lines that a rule without conditions on other rules hits already. With ``run`` a line
    counts only among so many shown lines of that form on end; with ``holding``, only where at least ``at_least`` lines
    and a ``share`` of the run are held by those rules or groups. With
    ``from_held`` the run counts from its first such line on, with ``to_held`` up to its last; with ``to_end`` only a
    run that goes on to the last shown line counts.
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

    @property
    def needs_context(self) -> bool:
        """Whether it matters what other rules hit."""
        return self.unclaimed or bool(self.holding)

    @property
    def names(self) -> tuple[str, ...]:
        """The rules and groups that must hold part of a run."""
        return self.holding

    def find(self, view: View, context: Context) -> Iterator[Hit]:
        """Yield one hit for each line of that form."""
        formed = self._formed(view, context)
        if not formed or len(formed) < self.run:
            return
        if self.run == 1 and not self.holding and not self.to_end:
            yield from map(Hit, formed)
            return
        chosen = frozenset(formed)
        run: list[int] = []
        for at in (*view.shown, None):
            if at is not None and at in chosen:
                run.append(at)
                continue
            run = self._held_part(context, run)
            if run and len(run) >= self.run and not (self.to_end and run[-1] != view.shown[-1]):
                yield from map(Hit, run)
            run = []

    def _formed(self, view: View, context: Context) -> list[int]:
        """Return the shown lines of the form, whatever runs they make."""
        mask = -1
        for name in self.has:
            mask &= view.mask(name)
            if not mask:
                return []
        for name in (*self.lacks, "blank"):
            mask &= ~view.mask(name)
        places = bits(mask) if mask >= 0 else [at for at in view.shown if mask >> at & 1]
        return [
            at
            for at in places
            if self.min_words <= view.words[at] <= self.max_words and not (self.unclaimed and at in context.taken)
        ]

    def _held_part(self, context: Context, run: list[int]) -> list[int]:
        """Return the part of a run that counts; empty where too little of it is held."""
        if not self.holding or not run:
            return run
        held = frozenset().union(*(context.hits.get(name, frozenset()) for name in self.holding))
        places = [index for index, at in enumerate(run) if at in held]
        if self.to_held:
            run = run[: places[-1] + 1 if places else 0]
        if self.from_held:
            run = run[places[0] if places else len(run) :]
        count = sum(at in held for at in run)
        return run if count >= self.at_least and count >= self.share * len(run) else []
