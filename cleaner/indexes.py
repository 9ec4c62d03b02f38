"""Indexes over what the rules of a set look for in one line: they find what asking every matcher in turn finds.

Whole-line literals stand in a dictionary, templates in an index by the word they open with or end in, patterns and
the openings of suffixes in RE2 sets, which run in time linear in the line.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple, Protocol

import re2

from cleaner.automata import compile_filter, compile_set, filtered, longest_match, loosened
from cleaner.features import ENDED, RUNNING, LineFeatures
from cleaner.folding import FoldName, fold
from cleaner.holes import CLOSERS, opens
from cleaner.keys import LONGEST_WORD, first_word, key_of, last_word
from cleaner.matchers.edge import MAX_PREFIX, PrefixMatcher, SuffixMatcher
from cleaner.matchers.line import LineMatcher, match_line
from cleaner.matchers.pattern import MAX_LENGTH, PatternMatcher
from cleaner.matchers.words import WordsMatcher
from cleaner.metadata.agency_names import may_hold_agency
from cleaner.stems import iterate_words, stem
from cleaner.template import MAX_LENGTH as MAX_KEY
from cleaner.template import Template

# A pattern that opens with any text.
_WIDE = re.compile(r"(?:\((?:\?:)?)*(?:\[\^(?![^\]]*\\[pP])[^\]]*\]|\.)[*+{]")
# Digits of ASCII and of Arabic script, and letters of other scripts and their digits.
_DIGIT = re.compile("[0-9\u0660-\u0669\u06f0-\u06f9\u07c0-\U0010ffff]")


class Place(NamedTuple):
    """A rule's hit in one line: the whole line, or with ``start`` and ``end`` (offsets in the line) a part of it."""

    rule_id: str
    start: int | None = None
    end: int | None = None
    values: tuple[tuple[str, str], ...] = ()


class Index(Protocol):
    """Finds the rules of one kind that hit a line."""

    def find(self, text: str, line: LineFeatures) -> Sequence[Place]:
        """Return at most one place for each rule."""
        ...


class _Entry(NamedTuple):
    """One template, and the rules that have it: rule id, its place among the rule's templates, the holes' names."""

    template: Template
    owners: list[tuple[str, int, tuple[str, ...]]]


class _Group(NamedTuple):
    """Templates that open with a hole, with what a line must have for one of them.

    The second literal starts at most ``behind`` characters before the end of the line and ends ``reach`` behind its
    start.
    """

    longest: int
    sign: str
    behind: int
    reach: int
    closer: Callable[[str], bool] | None
    agency: bool
    entries: list[_Entry]

    @classmethod
    def of(cls, entries: Iterable[_Entry]) -> "list[_Group]":
        """Group templates, those for the longest lines first."""
        found: dict[tuple[int, str, int, int, Callable[[str], bool] | None, bool], list[_Entry]] = {}
        for entry in entries:
            template = entry.template
            closer = None if template.literals[-1] else CLOSERS.get(template.holes[-1].type)
            place = template.literals[1], template.behind, template.reach
            parts = template.longest, *place, closer, template.needs_agency
            found.setdefault(parts, []).append(entry)
        return sorted((cls(*parts, same) for parts, same in found.items()), key=lambda group: -group.longest)


class LineIndex:
    """All whole-line rules of a set."""

    def __init__(self, rules: Sequence[tuple[str, LineMatcher]], name: FoldName) -> None:
        """Index the templates of ``rules`` (rule id, matcher), which compare lines under one fold."""
        self._fold = name
        self._whole: dict[str, dict[str, None]] = {}
        self._by_first: dict[str, list[_Entry]] = {}
        self._by_last: dict[str, list[_Entry]] = {}
        self._loose: list[_Entry] = []
        for entry in _entries(rules):
            opening, closing = entry.template.literals[0], entry.template.literals[-1]
            if entry.template.whole:
                self._whole[opening] = dict.fromkeys(rule_id for rule_id, _, _ in entry.owners)
            elif word := _bounded(first_word(opening), opening):
                self._by_first.setdefault(word, []).append(entry)
            elif word := _bounded(last_word(closing), closing):
                self._by_last.setdefault(word, []).append(entry)
            else:
                self._loose.append(entry)
        # Few templates match a line of any length.
        self._far = [entry for entry in self._loose if entry.template.longest == MAX_KEY]
        self._most = max((e.template.longest for e in self._loose if e.template.longest < MAX_KEY), default=0)
        self._marks = _marks(entry.template for entry in self._loose)
        self._groups = lru_cache(maxsize=1024)(self._groups_for)

    def find(self, text: str, line: LineFeatures) -> Sequence[Place]:
        """Return the rules that match the line; plain text before templates, and of a rule's templates the first."""
        key = line.key if self._fold == "arabic" else key_of(fold(text, self._fold))
        if not key:
            return ()
        whole = self._whole.get(key, {})
        matched: dict[str, tuple[int, Place]] = {}
        for template, owners in self._candidates(key):
            values = match_line(template, key, text, self._fold)
            for rule_id, order, names in owners if values is not None else ():
                # Of the templates of one rule the first counts.
                if rule_id not in whole and (rule_id not in matched or order < matched[rule_id][0]):
                    named = tuple(zip(names, (value for _, value in values or ()), strict=True))
                    matched[rule_id] = order, Place(rule_id, values=named)
        if not whole and not matched:
            return ()
        return [*map(Place, whole), *(place for _, place in matched.values())]

    def _candidates(self, key: str) -> list[_Entry]:
        """Return the templates that may match, as far as it can be told without looking at holes."""
        first, last, size = first_word(key), last_word(key), len(key)
        found = [*self._by_first.get(first, ()), *self._by_last.get(last, ())]
        if size > self._most:
            found += [entry for entry in self._far if entry.template.literals[1] in key]
        else:
            marks, wordy = frozenset(self._marks.findall(key)), _DIGIT.search(key) is None
            agency = None
            for longest, sign, behind, reach, closer, needs_agency, entries in self._groups(opens(first), marks, wordy):
                if size > longest:
                    break
                if key.find(sign, max(1, size - behind), reach) < 0 or (closer is not None and not closer(last)):
                    continue
                if needs_agency and agency is None:
                    agency = may_hold_agency(key)
                if agency or not needs_agency:
                    found += entries
        if not found:
            return found
        return [e for e in found if size <= e.template.longest and key.endswith(e.template.literals[-1])]

    def _groups_for(self, types: frozenset[str], marks: frozenset[str], wordy: bool) -> list[_Group]:
        """Return the loose templates for lines whose first word opens holes of these types, with just these marks."""
        return _Group.of(
            entry
            for entry in self._loose
            if entry.template.may_open(types)
            and entry.template.marks <= marks
            and not (wordy and entry.template.needs_digit)
        )


def _entries(rules: Sequence[tuple[str, LineMatcher]]) -> list[_Entry]:
    """Put templates together that differ in the names of their holes at most."""
    found: dict[tuple[Any, ...], _Entry] = {}
    for rule_id, matcher in rules:
        for order, template in enumerate(matcher.templates):
            entry = found.setdefault(template.signature, _Entry(template, []))
            entry.owners.append((rule_id, order, tuple(hole.name for hole in template.holes)))
    return list(found.values())


class _Pattern(NamedTuple):
    """The n-th pattern of a rule's matcher, and the most characters of a line that it can match.

    ``exact`` says that the automaton knows the pattern as it is, and that there is nothing to capture.
    """

    rule_id: str
    matcher: PatternMatcher
    n: int
    longest: float = MAX_LENGTH
    exact: bool = False

    @property
    def source(self) -> str:
        return self.matcher.patterns[self.n]


class PatternIndex:
    """All patterns of a set, in automata.

    Patterns that open with any text would multiply the states of one automaton: they are looked for by the words and
    signs that a line must hold to match, and those without any in an automaton of their own.
    """

    def __init__(self, rules: Sequence[tuple[str, PatternMatcher]], name: FoldName) -> None:
        """Compile the patterns of ``rules`` (rule id, matcher), which read lines under one fold."""
        self._fold = name
        tight: list[_Pattern] = []
        wide: list[_Pattern] = []
        for rule_id, matcher in rules:
            for n, source in enumerate(matcher.patterns):
                if _WIDE.match(source):
                    wide.append(_Pattern(rule_id, matcher, n, longest_match(source)))
                else:
                    tight.append(_Pattern(rule_id, matcher, n))
        telling, bare = filtered(wide, [pattern.source for pattern in wide])
        self._finders: list[tuple[Callable[[bytes], Iterable[int] | None], Sequence[_Pattern]]] = []
        if telling:
            self._finders.append((compile_filter([pattern.source for pattern in telling]), telling))
        for patterns in (tight, bare):
            if patterns:
                loose = [loosened(pattern.source) for pattern in patterns]
                known = [
                    pattern._replace(exact=source == pattern.source and "(?P<" not in source)
                    for pattern, source in zip(patterns, loose, strict=True)
                ]
                self._finders.append((compile_set(re2.Set.FullMatchSet, loose).Match, known))

    def find(self, text: str, line: LineFeatures) -> Sequence[Place]:
        """Return the rules one of whose patterns matches the line from end to end; of a rule's patterns the first."""
        folded = line.folded if self._fold == "arabic" else fold(text, self._fold)
        size = len(folded)
        if not 0 < size <= MAX_LENGTH:
            return ()
        encoded = folded.encode("utf-8", "surrogatepass")
        may = [patterns[at] for find, patterns in self._finders for at in find(encoded) or ()]
        if not may:
            return ()
        places: dict[str, Place] = {}
        for rule_id, matcher, n, longest, exact in sorted(may, key=_nth) if len(may) > 1 else may:
            if size > longest or rule_id in places:
                continue
            if exact:
                places[rule_id] = Place(rule_id)
            elif match := matcher.compiled[n].fullmatch(folded):
                places[rule_id] = Place(rule_id, values=matcher.values(match, text))
        return [*places.values()]


_nth = attrgetter("n")


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

    def find(self, text: str, line: LineFeatures) -> Sequence[Place]:
        """Return the rules that claim the end of the line."""
        key = line.key if self._fold == "arabic" else key_of(fold(text, self._fold))
        opened = self._set.Match(key)
        if not opened and not line.flags & ENDED:
            return ()
        asked = dict(self._owners[index] for index in sorted(opened or ()))
        if line.flags & ENDED:
            asked |= self._open
        return _claimed(asked, text, key)


class PrefixIndex:
    """All rules for chrome glued to the start of a line of running text."""

    def __init__(self, rules: Sequence[tuple[str, PrefixMatcher]], name: FoldName) -> None:
        """Index the templates of ``rules`` (rule id, matcher) by a word or sign that they have near the start."""
        self._fold = name
        self._by_first: dict[str, dict[str, PrefixMatcher]] = {}
        self._open: list[tuple[str, PrefixMatcher, Template]] = []
        for rule_id, matcher in rules:
            for template in matcher.templates:
                if word := _bounded(first_word(template.literals[0]), template.literals[0]):
                    self._by_first.setdefault(word, {})[rule_id] = matcher
                else:
                    self._open.append((rule_id, matcher, template))
        self._marks = _marks(template for _, _, template in self._open)
        self._signs = lru_cache(maxsize=1024)(self._signs_for)

    def find(self, text: str, line: LineFeatures) -> Sequence[Place]:
        """Return the rules that claim the start of the line."""
        if not line.flags & RUNNING:
            return ()
        key = line.key if self._fold == "arabic" else key_of(fold(text, self._fold))
        first, head = first_word(key), key[:MAX_PREFIX]
        asked = dict(self._by_first.get(first, ()))
        for (sign, *others), matchers in self._signs(opens(first), frozenset(self._marks.findall(head))).items():
            if sign in head and all(map(head.__contains__, others)):
                asked |= matchers
        return _claimed(asked, text, key) if asked else ()

    def _signs_for(
        self, types: frozenset[str], marks: frozenset[str]
    ) -> dict[tuple[str, ...], dict[str, PrefixMatcher]]:
        """Return the rules for lines whose first word opens holes of these types, by literals that must be there."""
        found: dict[tuple[str, ...], dict[str, PrefixMatcher]] = {}
        for rule_id, matcher, template in self._open:
            if template.may_open(types) and template.marks <= marks:
                found.setdefault(tuple(sorted(template.literals, key=len)[::-1]), {})[rule_id] = matcher
        return found


class WordsIndex:
    """All rules for lines that are made of the words of a vocabulary."""

    def __init__(self, rules: Sequence[tuple[str, WordsMatcher]], name: FoldName) -> None:
        """Put the vocabularies of ``rules`` (rule id, matcher), which read lines under one fold, together."""
        self._fold = name
        self._rules = rules
        self._known = frozenset(root for _, matcher in rules for root in matcher.vocabulary)
        self._most = max(matcher.max_words for _, matcher in rules)
        self._others = max(matcher.others(matcher.max_words) for _, matcher in rules)

    def find(self, text: str, line: LineFeatures) -> Sequence[Place]:
        """Return the rules that claim the line."""
        if not 0 < line.words <= self._most:
            return ()
        # Most lines open with a word that no vocabulary has.
        others = self._others
        roots: list[str] = []
        for word in iterate_words(line.folded if self._fold == "arabic" else fold(text, self._fold)):
            root = stem(word[0])
            if root not in self._known:
                others -= 1
                if others < 0:
                    return ()
            roots.append(root)
        return [
            Place(rule_id)
            for rule_id, matcher in self._rules
            if line.words <= matcher.max_words and matcher.is_made_of_them(roots)
        ]


def _marks(templates: Iterable[Template]) -> re.Pattern[str]:
    """Return a pattern that finds the punctuation of the templates."""
    marks = sorted({mark for template in templates for mark in template.marks})
    return re.compile("|".join(map(re.escape, marks)) or "(?!)")


def _claimed(asked: Mapping[str, SuffixMatcher | PrefixMatcher], text: str, key: str) -> list[Place]:
    """Return the parts of a line that matchers claim."""
    parts = ((rule_id, matcher.match(text, key)) for rule_id, matcher in asked.items())
    return [Place(rule_id, *part) for rule_id, part in parts if part]


# The index of each kind of matcher that looks at one line by itself.
INDEXES: Mapping[type, Any] = {
    LineMatcher: LineIndex,
    PatternMatcher: PatternIndex,
    SuffixMatcher: SuffixIndex,
    PrefixMatcher: PrefixIndex,
    WordsMatcher: WordsIndex,
}


def _bounded(word: str, literal: str) -> str:
    """Return the word where the literal shows its other end, and any line that matches has it there; else ''."""
    return word if len(word) < min(len(literal), LONGEST_WORD) else ""
