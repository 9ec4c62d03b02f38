"""What matchers of captured values have in common."""

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cleaner.matchers import Context, Hit, Matcher
from cleaner.view import View


@dataclass(frozen=True)
class CapturedMatcher(Matcher):
    """Claims lines for the values captured for a field, but those that a value was read from."""

    field: str

    @abstractmethod
    def places(self, view: View, value: str) -> Iterable[int]:
        """Return the positions of the lines to claim for a folded value."""

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
            yield from (Hit(at) for at in self.places(view, value) if at not in origins)
