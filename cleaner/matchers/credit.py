"""``credit``: a line that says who wrote, for whom, where and when, and nothing else."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields

from cleaner.matchers import Context, Hit, Matcher
from cleaner.metadata.credits import Credit, read_credit
from cleaner.view import View
from cleaner.zones import head

# Furthest that a credit may stand below the last line of running text, in shown lines.
REACH = 6
FIELDS = tuple(field.name for field in fields(Credit))


@dataclass(frozen=True)
class CreditMatcher(Matcher):
    """Claims credit lines above the article and right below it.

    A ``signed`` one holds a person's name beside a label, a place, a paper, a post or the day, another the day beside
    a paper, a section or the number of the issue. All that the line holds must be known for what it is. ``author``,
    ``source``, ``date`` and ``section`` may be captured, each as the page has it.
    """

    signed: bool = True

    def find(self, view: View, context: Context) -> Iterator[Hit]:
        """Yield one hit for each credit line, with what it says."""
        return self.find_within(view, context, view.everything)

    def find_within(self, view: View, context: Context, within: int) -> Iterator[Hit]:
        """Yield the hits of ``find`` in a mask of lines (see ``View.mask``)."""
        tail = view.shown[view.rank[view.running[-1]] + 1 :][:REACH] if view.running else ()
        for at in (*head(view), *tail):
            if view.prose[at] or not within >> view.rank[at] & 1:
                continue
            credit = read_credit(view.lines[at].text.strip())
            if credit and self.signed == (credit.author is not None):
                yield Hit(at, values=tuple((name, value) for name, value in asdict(credit).items() if value))
