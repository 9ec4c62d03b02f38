"""``same_as``: a line equal to a captured value after folding."""

from collections.abc import Iterator
from dataclasses import dataclass

from cleaner.matchers import Context, Hit, Matcher
from cleaner.view import View


@dataclass(frozen=True)
class SameAsMatcher(Matcher):
    """Claims lines that repeat the value captured for a field, in whatever spelling folds alike."""

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
        """Yield one hit for each repetition."""
        for value, origins in context.captured.get(self.field, {}).items():
            for at in view.at_key.get(value, ()):
                if at not in origins:
                    yield Hit(at)
