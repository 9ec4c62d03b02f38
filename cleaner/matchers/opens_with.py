"""``opens_with``: a line that opens with a captured value and goes on, as a headline with a caption glued to it."""

from collections.abc import Iterator
from dataclasses import dataclass

from cleaner.matchers import Context, Hit, Matcher
from cleaner.view import View

# Any sentence may open with a name; so long a value does not come again by chance.
LEAST_WORDS = 5


@dataclass(frozen=True)
class OpensWithMatcher(Matcher):
    """Claims lines that open with the value captured for a field, of five words or more, and hold more words."""

    field: str

    @property
    def needs_context(self) -> bool:
        """Yes: captured values are part of it."""
        return True

    @property
    def captured(self) -> tuple[str, ...]:
        """The field."""
        return (self.field,)

    def may_find(self, view: View, context: Context) -> bool:
        """No, where nothing was captured for the field."""
        return self.field in context.captured

    def find(self, view: View, context: Context) -> Iterator[Hit]:
        """Yield one hit for each such line."""
        for value, origins in context.captured.get(self.field, {}).items():
            if value.count(" ") + 1 < LEAST_WORDS:
                continue
            for at in view.shown:
                if at not in origins and view.keys[at].startswith(f"{value} "):
                    yield Hit(at)
