"""``headline``: the page's own headline, told from what stands around it above the body."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from cleaner.matchers import Context, Hit, Triggers
from cleaner.view import View

MIN_WORDS = 3
MAX_WORDS = 30
# Furthest that a headline may stand above the first line of running text, in shown lines.
REACH = 14

@dataclass(frozen=True)
class HeadlineMatcher:
    """Claims at most one line: the headline above the body.

    A candidate is a line of 3 to 30 words above the running text that no other rule hits, is no list item and ends
    no sentence. One that stands twice, or beside a date, a byline or another line that rules know, is preferred;
    among equals the first. A page without running text has no headline to tell.

    Without ``alone`` a headline needs such evidence. With it any candidate will do: good enough to read a title from,
    not to cut it, since a lead or a subtitle looks the same and would be next to go.
    """

    alone: bool = False

    needs_context: ClassVar[bool] = True
    triggers: ClassVar[Triggers | None] = None

    def find(self, view: View, context: Context) -> Iterator[Hit]:
        """Yield the headline, if any."""
        head = [at for at in view.shown if not any(view.prose[: at + 1])][-REACH:]
        if not any(view.prose):
            return
        candidates = [at for at in head if self._may_be(view, context, at)]
        if not candidates:
            return
        evidence = {at: self._evidence(view, context, candidates, at) for at in candidates}
        best = max(candidates, key=lambda at: (*evidence[at], -at))
        if self.alone or evidence[best][0]:
            yield Hit(best)

    def _may_be(self, view: View, context: Context, at: int) -> bool:
        return (
            MIN_WORDS <= view.words[at] <= MAX_WORDS
            and at not in context.taken
            and not view.bullet[at]
            and not view.stamp[at]
            and not view.lines[at].text.rstrip().endswith((".", ":", "\N{ARABIC COMMA}", ","))
        )

    def _evidence(self, view: View, context: Context, candidates: list[int], at: int) -> tuple[int, int]:
        """Return strong evidence, which makes a headline, and weak signs, which only settle between candidates."""
        copies = [other for other in candidates if view.keys[other] == view.keys[at]]
        above, below = view.previous(at), view.following(copies[-1])
        strong = 2 * (len(copies) > 1) + 2 * _known(context, below) + _known(context, above)
        credit = view.folded()[at].endswith(")")
        weak = 2 * (view.words[at] >= 5) + (above is None or view.words[above] <= 3) - 4 * credit
        return strong, weak


def _known(context: Context, at: int | None) -> bool:
    return at is not None and at in context.taken
