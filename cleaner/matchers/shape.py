"""``shape``: a line known by its form, only with a neighbour or a zone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cleaner.matchers import Hit, Triggers
from cleaner.view import FEATURES, View


@dataclass(frozen=True)
class ShapeMatcher:
    """Claims shown lines with all features of ``has``, none of ``lacks``, and a number of words in the range."""

    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    min_words: int = 0
    max_words: int = 10_000

    triggers: Triggers | None = None

    def find(self, view: View, captured: Mapping[str, frozenset[str]]) -> Iterator[Hit]:
        """Yield one hit for each line of that form."""
        has = [FEATURES[name](view) for name in self.has]
        lacks = [FEATURES[name](view) for name in self.lacks]
        for at in view.shown:
            if (
                self.min_words <= view.words[at] <= self.max_words
                and all(feature[at] for feature in has)
                and not any(feature[at] for feature in lacks)
            ):
                yield Hit(at)
