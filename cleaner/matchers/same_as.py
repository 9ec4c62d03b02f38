"""``same_as``: a line equal to a captured value after folding."""

from collections.abc import Iterable
from dataclasses import dataclass

from cleaner.matchers.captured import CapturedMatcher
from cleaner.view import View


@dataclass(frozen=True)
class SameAsMatcher(CapturedMatcher):
    """Claims lines that repeat the value captured for a field, in whatever spelling folds alike."""

    def places(self, view: View, value: str) -> Iterable[int]:
        """Return the lines with the value's key."""
        keys = view.keys
        return [at for at, key in enumerate(keys) if key == value] if value and value in keys else ()
