"""Indexes over what the rules of a set look for in one line: they find what asking every matcher in turn finds.

Whole-line literals stand in a dictionary, templates in an index by the word they open with or end in, patterns and
the openings of suffixes in RE2 sets, which run in time linear in the line.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol

import re2

from cleaner.automata import compile_set, loosened
from cleaner.features import ENDED, RUNNING, LineFeatures
from cleaner.folding import FoldName, fold
from cleaner.holes import CLOSERS, OPENERS
from cleaner.keys import LONGEST_WORD, first_word, key_of, last_word
from cleaner.matchers.edge import MAX_PREFIX, PrefixMatcher, SuffixMatcher
from cleaner.matchers.line import LineMatcher, match_line
from cleaner.matchers.pattern import MAX_LENGTH, PatternMatcher
from cleaner.template import Template

# A pattern that opens with any text.
_WIDE = re.compile(r"(?:\((?:\?:)?)*(?:\[\^(?![^\]]*\\[pP])[^\]]*\]|\.)[*+{]")


_DIGIT = re.compile(r"\d")


class Place(NamedTuple):
    """A rule's hit in one line: the whole line, or with ``start`` and ``end`` (offsets in the line) a part of it."""

    rule_id: str
    start: int | None = None
    end: int | None = None
    values: tuple[tuple[str, str], ...] = ()


class Index(Protocol):
    """Finds the rules of one kind that hit a line."""

    def find(self, text: str, line: LineFeatures) -> Iterator[Place]:
        """Yield at most one place for each rule."""
        ...


class _Entry(NamedTuple):
    """One template, and the rules that have it: rule id, its place among the rule's templates, the holes' names."""

    template: Template
    owners: list[tuple[str, int, tuple[str, ...]]]


class _Group(NamedTuple):
    """Templates that have in common what they may open with and end in."""

    opener: Callable[[str], bool] | None
    closer: Callable[[str], bool] | None
    longest: int
    entries: Sequence[_Entry]


class _Loose(NamedTuple):
    """Templates with holes at both ends that have their inner literals in common, those for the longest lines first."""

    inner: tuple[str, ...]
    longest: int
    groups: Sequence[_Group]

    @classmethod
    def of(cls, entries: Iterable[_Entry]) -> "list[_Loose]":
        """Group templates by their inner literals, and these by what they may open with and end in."""
        found: dict[tuple[str, ...], dict[tuple[str, str], list[_Entry]]] = {}
        for entry in entries:
            literals, holes = entry.template.signature
            ends = "" if literals[0] else holes[0], "" if literals[-1] else holes[-1]
            found.setdefault(literals[1:-1], {}).setdefault(ends, []).append(entry)
        loose = []
        for inner, by_ends in found.items():
            groups = [
                _Group(OPENERS.get(first), CLOSERS.get(last), max(e.template.longest for e in group), group)
                for (first, last), group in by_ends.items()
            ]
            loose.append(cls(inner, max(group.longest for group in groups), groups))
        return sorted(loose, key=lambda one: -one.longest)


class LineIndex:
    """All whole-line rules of a set."""

    def __init__(self, rules: Sequence[tuple[str, LineMatcher]], name: FoldName) -> None:
        """Index the templates of ``rules`` (rule id, matcher), which compare lines under one fold."""
        self._fold = name
        self._whole: dict[str, dict[str, None]] = {}
        self._by_first: dict[str, list[_Entry]] = {}
        self._by_last: dict[str, list[_Entry]] = {}
        loose: list[_Entry] = []
        for entry in _entries(rules):
            opening, closing = entry.template.literals[0], entry.template.literals[-1]
            if entry.template.whole:
                self._whole[opening] = dict.fromkeys(rule_id for rule_id, _, _ in entry.owners)
            elif word := _bounded(first_word(opening), opening):
                self._by_first.setdefault(word, []).append(entry)
            elif word := _bounded(last_word(closing), closing):
                self._by_last.setdefault(word, []).append(entry)
            else:
                loose.append(entry)
        self._loose = _Loose.of(loose)
        self._loose_words = _Loose.of(entry for entry in loose if not entry.template.needs_digit)

    def find(self, text: str, line: LineFeatures) -> Iterator[Place]:
        """Yield the rules that match the line; plain text before templates, and of a rule's templates the first."""
        key = line.key if self._fold == "arabic" else key_of(fold(text, self._fold))
        if not key:
            return
        whole = self._whole.get(key, {})
        yield from map(Place, whole)
        matched: dict[str, tuple[int, Place]] = {}
        for entries in self._candidates(key):
            for template, owners in entries:
                if len(key) > template.longest or not key.endswith(template.literals[-1]):
                    continue
                values = match_line(template, key, text, self._fold)
                for rule_id, order, names in owners if values is not None else ():
                    # Of the templates of one rule the first counts.
                    if rule_id not in whole and (rule_id not in matched or order < matched[rule_id][0]):
                        named = tuple(zip(names, (value for _, value in values or ()), strict=True))
                        matched[rule_id] = order, Place(rule_id, values=named)
        for _, place in matched.values():
            yield place

    def _candidates(self, key: str) -> Iterator[Sequence[_Entry]]:
        first, last = first_word(key), last_word(key)
        if entries := self._by_first.get(first):
            yield entries
        if entries := self._by_last.get(last):
            yield entries
        size = len(key)
        for inner, longest, groups in self._loose if _DIGIT.search(key) else self._loose_words:
            if size > longest:
                break
            if not (inner[0] in key if len(inner) == 1 else all(map(key.__contains__, inner))):
                continue
            for opener, closer, most, group in groups:
                if size <= most and (opener is None or opener(first)) and (closer is None or closer(last)):
                    yield group


def _entries(rules: Sequence[tuple[str, LineMatcher]]) -> list[_Entry]:
    """Put templates together that differ in the names of their holes at most."""
    found: dict[tuple[Any, ...], _Entry] = {}
    for rule_id, matcher in rules:
        for order, template in enumerate(matcher.templates):
            entry = found.setdefault(template.signature, _Entry(template, []))
            entry.owners.append((rule_id, order, tuple(hole.name for hole in template.holes)))
    return list(found.values())


class PatternIndex:
    """All patterns of a set in two automata: together, patterns that open with any text would multiply its states."""

    def __init__(self, rules: Sequence[tuple[str, PatternMatcher]], name: FoldName) -> None:
        """Compile the patterns of ``rules`` (rule id, matcher), which read lines under one fold."""
        self._fold = name
        every = [(rule_id, matcher, n) for rule_id, matcher in rules for n in range(len(matcher.patterns))]
        wide = [owner for owner in every if _WIDE.match(owner[1].patterns[owner[2]])]
        self._sets = [_pattern_set(owners) for owners in (wide, [o for o in every if o not in wide]) if owners]

    def find(self, text: str, line: LineFeatures) -> Iterator[Place]:
        """Yield the rules one of whose patterns matches the line from end to end; of a rule's patterns the first."""
        folded = line.folded if self._fold == "arabic" else fold(text, self._fold)
        if not folded or len(folded) > MAX_LENGTH:
            return
        encoded = folded.encode("utf-8", "surrogatepass")
        may = [owners[index] for automaton, owners in self._sets for index in automaton.Match(encoded) or ()]
        seen = set()
        for rule_id, matcher, n in sorted(may, key=lambda owner: owner[2]) if len(may) > 1 else may:
            if rule_id not in seen and (match := matcher.compiled[n].fullmatch(folded)):
                seen.add(rule_id)
                yield Place(rule_id, values=matcher.values(match, text))


_Owner = tuple[str, PatternMatcher, int]


def _pattern_set(owners: Sequence[_Owner]) -> tuple[Any, Sequence[_Owner]]:
    patterns = (loosened(matcher.patterns[n]) for _, matcher, n in owners)
    return compile_set(re2.Set.FullMatchSet, patterns), owners


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

    def find(self, text: str, line: LineFeatures) -> Iterator[Place]:
        """Yield the rules that claim the end of the line."""
        key = line.key if self._fold == "arabic" else key_of(fold(text, self._fold))
        asked = dict(self._owners[index] for index in sorted(self._set.Match(key) or ()))
        if line.flags & ENDED:
            asked |= self._open
        for rule_id, matcher in asked.items():
            if found := matcher.match(text, key):
                yield Place(rule_id, *found)


class PrefixIndex:
    """All rules for chrome glued to the start of a line of running text."""

    def __init__(self, rules: Sequence[tuple[str, PrefixMatcher]], name: FoldName) -> None:
        """Index the templates of ``rules`` (rule id, matcher) by a word or sign that they have near the start."""
        self._fold = name
        self._by_first: dict[str, dict[str, PrefixMatcher]] = {}
        self._by_sign: dict[tuple[str, Callable[[str], bool] | None], dict[str, PrefixMatcher]] = {}
        for rule_id, matcher in rules:
            for template in matcher.templates:
                literals, holes = template.signature
                if word := _bounded(first_word(literals[0]), literals[0]):
                    self._by_first.setdefault(word, {})[rule_id] = matcher
                    continue
                # A template ends in a literal, so that one with an open start has another to look for.
                sign = max(literals, key=len), None if literals[0] else OPENERS.get(holes[0])
                self._by_sign.setdefault(sign, {})[rule_id] = matcher

    def find(self, text: str, line: LineFeatures) -> Iterator[Place]:
        """Yield the rules that claim the start of the line."""
        if not line.flags & RUNNING:
            return
        key = line.key if self._fold == "arabic" else key_of(fold(text, self._fold))
        first, head = first_word(key), key[:MAX_PREFIX]
        asked = dict(self._by_first.get(first, {}))
        for (sign, opener), matchers in self._by_sign.items():
            if sign in head and (opener is None or opener(first)):
                asked |= matchers
        for rule_id, matcher in asked.items():
            if found := matcher.match(text, key):
                yield Place(rule_id, *found)


# The index of each kind of matcher that looks at one line by itself.
INDEXES: Mapping[type, Any] = {
    LineMatcher: LineIndex,
    PatternMatcher: PatternIndex,
    SuffixMatcher: SuffixIndex,
    PrefixMatcher: PrefixIndex,
}


def _bounded(word: str, literal: str) -> str:
    """Return the word where the literal shows its other end, and any line that matches has it there; else ''."""
    return word if len(word) < min(len(literal), LONGEST_WORD) else ""
