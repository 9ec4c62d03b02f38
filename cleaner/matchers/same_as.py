"""``same_as``: a line equal to a captured value after folding."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cleaner.matchers import Hit, Triggers
from cleaner.view import View


@dataclass(frozen=True)
class SameAsMatcher:
    """Claims lines that repeat the value captured for a field, in whatever spelling folds alike."""

    field: str

    triggers: Triggers | None = None

    def find(self, view: View, captured: Mapping[str, frozenset[str]]) -> Iterator[Hit]:
        """Yield one hit for each repetition."""
        values = captured.get(self.field, frozenset())
        for value in values:
            for at in view.at_key.get(value, ()):
                yield Hit(at)
