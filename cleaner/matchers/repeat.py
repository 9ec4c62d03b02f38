"""``repeat``: a line that many documents of the corpus carry; needs a survey."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from cleaner.matchers import Context, Hit, Triggers
from cleaner.view import View


@dataclass(frozen=True)
class RepeatMatcher:
    """Claims lines whose share of the surveyed documents is at least ``min_share``; nothing without a survey."""

    min_share: float = 0.1

    needs_context: ClassVar[bool] = False
    triggers: ClassVar[Triggers | None] = None

    def find(self, view: View, context: Context) -> Iterator[Hit]:
        """Yield one hit for each such line."""
        if not view.survey:
            return
        for at, key in enumerate(view.keys):
            if key and view.survey.get(key, 0.0) >= self.min_share:
                yield Hit(at)
