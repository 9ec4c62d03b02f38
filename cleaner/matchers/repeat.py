"""``repeat``: a line that many documents of the corpus carry; needs a survey."""

from collections.abc import Iterator
from dataclasses import dataclass

from cleaner.matchers import Context, Hit, Matcher
from cleaner.view import View


@dataclass(frozen=True)
class RepeatMatcher(Matcher):
    """Claims lines that stand in at least ``min_documents`` of the site's documents and ``min_share`` of them.

    Without a survey it claims nothing.
    """

    min_share: float = 0.1
    min_documents: int = 5

    def may_find(self, view: View, context: Context) -> bool:
        """No, where no corpus was surveyed."""
        return view.survey is not None

    def find(self, view: View, context: Context) -> Iterator[Hit]:
        """Yield one hit for each such line."""
        if view.survey is None:
            return
        documents, counts = view.survey
        least = max(self.min_documents, self.min_share * documents)
        for at, key in enumerate(view.keys):
            if key and counts.get(key, 0) >= least:
                yield Hit(at)
