"""How a set of rules meets a document quickly: indexes that find the same hits as asking every matcher in turn.

Whole-line literals stand in a dictionary, templates that open with a word in an index by that word, patterns in one
RE2 set. The matchers stay the definition: a property test holds the two ways equal.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import re2

from cleaner.keys import first_word
from cleaner.matchers import Context, Hit
from cleaner.matchers.line import LineMatcher, match_line
from cleaner.matchers.pattern import MAX_LENGTH, MAX_MEMORY, PatternMatcher
from cleaner.rule import Rule
from cleaner.template import MAX_TYPED, Template
from cleaner.view import View

NOTHING = Context()
# Characters; a longer line can only match templates with a hole for any text.
LONG = 3 * MAX_TYPED + 100


@dataclass(frozen=True)
class Plan:
    """Rules by id, with indexes over what they look for."""

    rules: tuple[Rule, ...]

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> "Plan":
        """Sort rules by id."""
        return cls(tuple(sorted(rules, key=lambda rule: rule.id)))

    def __getstate__(self) -> dict[str, Any]:
        """Leave the indexes out of pickles: compiled automata stay in their process."""
        return {"rules": self.rules}

    @cached_property
    def lines(self) -> "LineIndex":
        """Index of the rules that match whole lines."""
        return LineIndex(tuple((r.id, r.matcher) for r in self.rules if _indexed(r, LineMatcher)))

    @cached_property
    def patterns(self) -> "PatternIndex":
        """Index of the rules that match patterns."""
        return PatternIndex(tuple((r.id, r.matcher) for r in self.rules if _indexed(r, PatternMatcher)))

    @cached_property
    def _quick(self) -> frozenset[str]:
        return frozenset(rule_id for rule_id, _ in (*self.lines.rules, *self.patterns.rules))

    def meet(self, view: View) -> "Meeting":
        """Look once at every line; the meeting then answers for each rule."""
        found: dict[str, list[Hit]] = {}
        self.lines.find(view, found)
        self.patterns.find(view, found)
        rules = [rule for rule in self.rules if rule.id in found or rule.id not in self._quick]
        return Meeting(view, rules, {name: tuple(hits) for name, hits in found.items()}, self._quick)


@dataclass(frozen=True, slots=True)
class Meeting:
    """The rules that may hit a view, and what the indexes found."""

    view: View
    rules: Sequence[Rule]
    found: Mapping[str, tuple[Hit, ...]]
    quick: frozenset[str]

    def hits(self, rule: Rule, context: Context = NOTHING) -> tuple[Hit, ...]:
        """Return the hits of a rule's matcher, in document order."""
        if rule.id in self.quick:
            return self.found.get(rule.id, ())
        return tuple(rule.matcher.find(self.view, context))


def _indexed(rule: Rule, kind: type) -> bool:
    return isinstance(rule.matcher, kind) and getattr(rule.matcher, "fold", "") == "arabic"


class LineIndex:
    """All whole-line rules of a set, asked line by line."""

    def __init__(self, rules: tuple[tuple[str, Any], ...]) -> None:
        """Index the templates of ``rules`` (rule id, line matcher)."""
        self.rules = rules
        self._whole: dict[str, list[str]] = {}
        self._by_word: dict[str, list[tuple[str, int, Template]]] = {}
        self._open: list[tuple[str, int, Template]] = []
        for rule_id, matcher in rules:
            for order, template in enumerate(matcher.templates):
                opening = template.literals[0]
                word = first_word(opening)
                if template.whole:
                    self._whole.setdefault(opening, []).append(rule_id)
                elif opening and len(word) < len(opening):
                    self._by_word.setdefault(word, []).append((rule_id, order, template))
                else:
                    self._open.append((rule_id, order, template))
        self._words = [entry for entry in self._open if not entry[2].needs_digit]
        self._long = [entry for entry in self._open if entry[2].longest > LONG]

    def find(self, view: View, found: dict[str, list[Hit]]) -> None:
        """Add the hits of every rule to ``found``; a rule hits a line once, plain text before templates."""
        for at, key in enumerate(view.keys):
            if not key:
                continue
            whole = dict.fromkeys(self._whole.get(key, ()))
            for rule_id in whole:
                found.setdefault(rule_id, []).append(Hit(at))
            matched: dict[str, tuple[int, Hit]] = {}
            for rule_id, order, template in (*self._by_word.get(first_word(key), ()), *self._may_open(key)):
                if rule_id in whole or not self._may_match(template, key):
                    continue
                # Of the templates of one rule the first counts.
                if rule_id in matched and matched[rule_id][0] < order:
                    continue
                values = match_line(template, key, view.lines[at].text, "arabic")
                if values is not None:
                    matched[rule_id] = order, Hit(at, values=values)
            for rule_id, (_, hit) in matched.items():
                found.setdefault(rule_id, []).append(hit)

    def _may_open(self, key: str) -> Sequence[tuple[str, int, Template]]:
        """Return the templates that open with a hole and that a line of this length and with these digits may match."""
        if len(key) > LONG:
            return self._long
        return self._open if any(map(str.isdigit, key)) else self._words

    def _may_match(self, template: Template, key: str) -> bool:
        return (
            len(key) <= template.longest
            and key.startswith(template.literals[0])
            and key.endswith(template.literals[-1])
            and all(literal in key for literal in template.literals[1:-1])
        )


class PatternIndex:
    """All patterns of a set in one automaton, which runs in time linear in the line."""

    def __init__(self, rules: tuple[tuple[str, Any], ...]) -> None:
        """Compile the patterns of ``rules`` (rule id, pattern matcher)."""
        self.rules = rules
        self._owners = [(rule_id, matcher) for rule_id, matcher in rules for _ in matcher.patterns]
        options = re2.Options()
        options.log_errors = False
        options.max_mem = 8 * MAX_MEMORY
        self._set = re2.Set.FullMatchSet(options)
        for _, matcher in rules:
            for pattern in matcher.patterns:
                self._set.Add(pattern)
        if self._owners:
            self._set.Compile()

    def find(self, view: View, found: dict[str, list[Hit]]) -> None:
        """Add the hits of every rule to ``found``."""
        for at, line in enumerate(view.folded() if self._owners else ()):
            if line and len(line) <= MAX_LENGTH:
                for rule_id, matcher in self._distinct(self._set.Match(line) or ()):
                    hit = matcher.match(view, at, line)
                    if hit is not None:
                        found.setdefault(rule_id, []).append(hit)

    def _distinct(self, indexes: Sequence[int]) -> Iterator[tuple[str, PatternMatcher]]:
        seen = set()
        for index in sorted(indexes):
            rule_id, matcher = self._owners[index]
            if rule_id not in seen:
                seen.add(rule_id)
                yield rule_id, matcher
