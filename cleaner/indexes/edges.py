"""Indexes of rules for chrome glued to the edges of a line."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import re2

from cleaner.automata import compile_set
from cleaner.features import ENDED, RUNNING, SENTENCE_WORDS, LineFeatures
from cleaner.folding import FoldName
from cleaner.holes import opens
from cleaner.indexes.place import Place, bounded, marks_of
from cleaner.keys import first_word
from cleaner.matchers.edge import MAX_PREFIX, PrefixMatcher, SuffixMatcher
from cleaner.template import Template


class SuffixIndex:
    """All rules for chrome glued to the end of a line."""

    def __init__(self, rules: Sequence[tuple[str, SuffixMatcher]], name: FoldName) -> None:
        """Compile what the templates of ``rules`` (rule id, matcher) open with into one automaton."""
        self._fold = name
        openings = [(rule_id, matcher, t.literals[0]) for rule_id, matcher in rules for t in matcher.templates]
        self._owners = [(rule_id, matcher) for rule_id, matcher, opening in openings if opening]
        # Templates that open with a hole follow a sentence end.
        self._open = {rule_id: matcher for rule_id, matcher, opening in openings if not opening}
        self._set = compile_set(re2.Set.SearchSet, [re2.escape(opening) for _, _, opening in openings if opening])

    def find_all(self, lines: Sequence[LineFeatures]) -> Iterable[Sequence[Place]]:
        """Return the rules that claim the end of a line."""
        keys = [line.key_as(self._fold) for line in lines]
        # Few pages hold any of the openings.
        opened = [*map(self._set.Match, keys)] if self._set.Match("\n".join(keys)) else [None] * len(keys)
        ended = [line.flags & ENDED for line in lines] if self._open else [0] * len(keys)
        return [
            self._claimed(line.text, key, numbers, ends) if numbers or ends else ()
            for line, key, numbers, ends in zip(lines, keys, opened, ended, strict=True)
        ]

    def _claimed(self, text: str, key: str, opened: Sequence[int] | None, ended: int) -> list[Place]:
        asked = dict(self._owners[index] for index in sorted(opened)) if opened else {}
        return _claimed(asked | self._open if ended else asked, text, key)


class PrefixIndex:
    """All rules for chrome glued to the start of a line of running text."""

    def __init__(self, rules: Sequence[tuple[str, PrefixMatcher]], name: FoldName) -> None:
        """Index the templates of ``rules`` (rule id, matcher) by a word or sign that they have near the start."""
        self._fold = name
        self._by_first: dict[str, dict[str, PrefixMatcher]] = {}
        self._open: list[tuple[str, PrefixMatcher, Template]] = []
        for rule_id, matcher in rules:
            for template in matcher.templates:
                if word := bounded(first_word(template.literals[0]), template.literals[0]):
                    self._by_first.setdefault(word, {})[rule_id] = matcher
                else:
                    self._open.append((rule_id, matcher, template))
        self._marks = marks_of(template for _, _, template in self._open)
        self._signs = lru_cache(maxsize=1024)(self._signs_for)

    def find_all(self, lines: Sequence[LineFeatures]) -> Iterable[Sequence[Place]]:
        """Return the rules that claim the start of a line."""
        return [self._find(line) if line.words >= SENTENCE_WORDS else () for line in lines]

    def _find(self, line: LineFeatures) -> Sequence[Place]:
        key = line.key_as(self._fold)
        first, head = first_word(key), key[:MAX_PREFIX]
        asked = dict(self._by_first.get(first, ()))
        if self._open:
            for (sign, *others), matchers in self._signs(opens(first), frozenset(self._marks.findall(head))).items():
                if sign in head and all(map(head.__contains__, others)):
                    asked |= matchers
        return _claimed(asked, line.text, key) if asked and line.flags & RUNNING else ()

    def _signs_for(
        self, types: frozenset[str], marks: frozenset[str]
    ) -> dict[tuple[str, ...], dict[str, PrefixMatcher]]:
        """Return the rules for lines whose first word opens holes of these types, by literals that must be there."""
        found: dict[tuple[str, ...], dict[str, PrefixMatcher]] = {}
        for rule_id, matcher, template in self._open:
            if template.may_open(types) and template.marks <= marks:
                found.setdefault(tuple(sorted(template.literals, key=len)[::-1]), {})[rule_id] = matcher
        return found


def _claimed(asked: Mapping[str, SuffixMatcher | PrefixMatcher], text: str, key: str) -> list[Place]:
    """Return the parts of a line that matchers claim."""
    parts = ((rule_id, matcher.match(text, key)) for rule_id, matcher in asked.items())
    return [Place(rule_id, *part) for rule_id, part in parts if part]
