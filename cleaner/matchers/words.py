"""``words``: a line made of the words of buttons, forms and footers, in whatever order a site puts them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from cleaner.folding import FoldName, fold
from cleaner.masks import bits
from cleaner.matchers import Context, Hit, Matcher
from cleaner.stems import stems_of
from cleaner.view import View


@dataclass(frozen=True)
class WordsMatcher(Matcher):
    """Claims lines of ``min_words`` to ``max_words`` words, nearly all of them of a vocabulary.

    Words are compared by their stems; digits and marks do not count. At least ``at_least`` different words must be
    ``telling``, which bodies seldom hold so close together; those of ``filling`` may stand between them. A ``share`` of
    the words must be of the one or the other.
    """

    telling: tuple[str, ...]
    filling: tuple[str, ...] = ()
    at_least: int = 2
    share: float = 1.0
    min_words: int = 1
    max_words: int = 20
    fold: FoldName = "arabic"

    @cached_property
    def vocabulary(self) -> dict[str, bool]:
        """Whether a stem is telling, by stem."""
        known = {root: False for text in self.filling for root in stems_of(fold(text, self.fold))}
        return known | {root: True for text in self.telling for root in stems_of(fold(text, self.fold))}

    def find(self, view: View, context: Context) -> Iterator[Hit]:
        """Yield one hit for each such line."""
        return self.find_within(view, context, view.everything)

    def find_within(self, view: View, context: Context, within: int) -> Iterator[Hit]:
        """Yield the hits of ``find`` in a mask of lines (see ``View.mask``)."""
        folded = view.folded(self.fold)
        for at in map(view.shown.__getitem__, bits(within)):
            if view.words[at] <= self.max_words and self.is_made_of_them(stems_of(folded[at])):
                yield Hit(at)

    def others(self, words: int) -> int:
        """Return how many words of so many may be of no vocabulary."""
        return int((1 - self.share) * words + 1e-9)

    def is_made_of_them(self, roots: Sequence[str]) -> bool:
        """Tell whether a line of words of these stems is such a line."""
        if not self.min_words <= len(roots) <= self.max_words:
            return False
        others = self.others(len(roots))
        telling: set[str] = set()
        for root in roots:
            known = self.vocabulary.get(root)
            if known:
                telling.add(root)
            elif known is None:
                others -= 1
                if others < 0:
                    return False
        return len(telling) >= self.at_least
