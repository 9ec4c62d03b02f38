"""``credit``: a line that says who wrote, for whom, where and when, and nothing else."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields

from cleaner.matchers import Context, Hit, Matcher
from cleaner.metadata.credits import Credit, read_credit
from cleaner.view import View
from cleaner.zones import head

FIELDS = tuple(field.name for field in fields(Credit))


@dataclass(frozen=True)
class CreditMatcher(Matcher):
    """Claims credit lines above the article: a person's name beside a label, a place, a paper, a post or the day.

    All that the line holds must be known for what it is. ``author``, ``source``, ``date`` and ``section`` may be
    captured, each as the page has it.
    """

    def find(self, view: View, context: Context) -> Iterator[Hit]:
        """Yield one hit for each credit line, with what it says."""
        for at in head(view):
            if not view.prose[at] and (credit := read_credit(view.lines[at].text.strip())):
                yield Hit(at, values=tuple((name, value) for name, value in asdict(credit).items() if value))
