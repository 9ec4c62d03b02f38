"""``css`` and ``xpath``: elements of an HTML page, cut before its text is extracted."""

from collections.abc import Iterator
from dataclasses import dataclass

from cleaner.matchers import Context, Hit, Matcher
from cleaner.view import View


@dataclass(frozen=True)
class MarkupMatcher(Matcher):
    """Holds XPath expressions for the HTML source; on text it finds nothing."""

    xpaths: tuple[str, ...]

    def find(self, view: View, context: Context) -> Iterator[Hit]:
        """Find nothing: there is no markup in text."""
        return iter(())
