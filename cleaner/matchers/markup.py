"""``css`` and ``xpath``: elements of an HTML page, cut before its text is extracted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cleaner.matchers import Hit, Triggers
from cleaner.view import View


@dataclass(frozen=True)
class MarkupMatcher:
    """Holds XPath expressions for the HTML source; on text it finds nothing."""

    xpaths: tuple[str, ...]

    triggers: Triggers | None = Triggers()

    def find(self, view: View, captured: Mapping[str, frozenset[str]]) -> Iterator[Hit]:
        """Find nothing: there is no markup in text."""
        return iter(())
