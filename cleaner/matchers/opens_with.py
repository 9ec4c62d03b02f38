"""``opens_with``: a line that opens with a captured value and goes on, as a headline with a caption glued to it."""

from collections.abc import Iterable
from dataclasses import dataclass

from cleaner.matchers.captured import CapturedMatcher
from cleaner.view import View

# Any sentence may open with a name; so long a value does not come again by chance.
LEAST_WORDS = 5


@dataclass(frozen=True)
class OpensWithMatcher(CapturedMatcher):
    """Claims lines that open with the value captured for a field, of five words or more, and hold more words."""

    def places(self, view: View, value: str) -> Iterable[int]:
        """Return the lines whose key goes on behind the value."""
        if value.count(" ") + 1 < LEAST_WORDS:
            return ()
        return (at for at in view.shown if view.keys[at].startswith(f"{value} "))
