"""A claim: lines that a rule wants."""

from collections.abc import Iterable
from typing import NamedTuple

from cleaner.model import Finding, Kind, Severity
from cleaner.rule import Rule
from cleaner.view import View


class Claim(NamedTuple):
    """Lines ``first`` to ``last`` (positions in the view) that a rule wants; with ``start`` a part of one line."""

    rule: Rule
    first: int
    last: int
    start: int | None = None
    end: int | None = None
    values: tuple[tuple[str, str], ...] = ()
    unresolved: bool = False

    @property
    def whole(self) -> bool:
        """Whether whole lines are claimed."""
        return self.start is None

    def captures(self, view: View) -> Iterable[tuple[str, str]]:
        """Yield (field, raw value) for each capture of the rule."""
        values = dict(self.values)
        for name, hole in self.rule.capture.items():
            if hole == "line":
                yield name, view.lines[self.first].text.strip()
            elif hole == "block":
                lines = view.lines[self.first + 1 : self.last + 1]
                yield name, "\n".join(line.text.strip() for line in lines if line.text.strip())
            elif hole in values:
                yield name, values[hole]

    def finding(self, view: View, severity: Severity, kind: Kind, message: str) -> Finding:
        """Return what is to be said about this claim, with the place of its lines."""
        first, last = view.lines[self.first].number, view.lines[self.last].number
        return Finding(self.rule.id, severity, kind, first, last, 1, message)
