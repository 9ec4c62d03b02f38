"""Which rules can hit a document at all: an index over what each rule needs to see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from cleaner.rule import Rule
from cleaner.view import View


@dataclass(frozen=True)
class Plan:
    """Rules by id, and an index from keys and first words to the rules that need one of them.

    The index only leaves out rules whose matcher could not hit: with and without it the claims are the same.
    """

    rules: tuple[Rule, ...]

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> "Plan":
        """Sort rules by id."""
        return cls(tuple(sorted(rules, key=lambda rule: rule.id)))

    @cached_property
    def _always(self) -> tuple[int, ...]:
        return tuple(index for index, rule in enumerate(self.rules) if rule.matcher.triggers is None)

    @cached_property
    def _by_key(self) -> dict[str, list[int]]:
        return self._index("keys")

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        return self._index("words")

    def _index(self, which: str) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for index, rule in enumerate(self.rules):
            if rule.matcher.triggers is not None:
                for name in getattr(rule.matcher.triggers, which):
                    found.setdefault(name, []).append(index)
        return found

    def candidates(self, view: View) -> Sequence[Rule]:
        """Return the rules that may hit something in ``view``, by id."""
        chosen = set(self._always)
        for name in view.at_key:
            chosen.update(self._by_key.get(name, ()))
        for name in view.at_word:
            chosen.update(self._by_word.get(name, ()))
        return [self.rules[index] for index in sorted(chosen)]
