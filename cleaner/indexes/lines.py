"""An index of whole-line rules."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from cleaner.features import LineFeatures
from cleaner.folding import FoldName
from cleaner.holes import CLOSERS, opens
from cleaner.indexes.place import Place, bounded, marks_of
from cleaner.keys import first_word, last_word
from cleaner.matchers.line import LineMatcher, match_line
from cleaner.metadata.agency_names import may_hold_agency
from cleaner.template import MAX_LENGTH as MAX_KEY
from cleaner.template import Template

# Digits of ASCII and of Arabic script, and letters of other scripts and their digits.
_DIGIT = re.compile("[0-9\u0660-\u0669\u06f0-\u06f9\u07c0-\U0010ffff]")


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
        for rule_id, matcher in rules:
            for template in matcher.templates:
                if template.whole:
                    self._whole.setdefault(template.literals[0], {})[rule_id] = None
        for entry in _entries(rules):
            opening, closing = entry.template.literals[0], entry.template.literals[-1]
            if word := bounded(first_word(opening), opening):
                self._by_first.setdefault(word, []).append(entry)
            elif word := bounded(last_word(closing), closing):
                self._by_last.setdefault(word, []).append(entry)
            else:
                self._loose.append(entry)
        # Few templates match a line of any length.
        self._far = [entry for entry in self._loose if entry.template.longest == MAX_KEY]
        self._most = max((e.template.longest for e in self._loose if e.template.longest < MAX_KEY), default=0)
        self._marks = marks_of(entry.template for entry in self._loose)
        self._groups = lru_cache(maxsize=1024)(self._groups_for)

    def find_all(self, lines: Sequence[LineFeatures]) -> Iterable[Sequence[Place]]:
        """Return the rules that match a line; plain text before templates, and of a rule's templates the first."""
        keys = [line.key_as(self._fold) for line in lines]
        return [self._find(line.text, key) if key else () for line, key in zip(lines, keys, strict=True)]

    def _find(self, text: str, key: str) -> Sequence[Place]:
        whole = self._whole.get(key, {})
        candidates = self._candidates(key)
        if not whole and not candidates:
            return ()
        matched: dict[str, tuple[int, Place]] = {}
        for template, owners in candidates:
            values = match_line(template, key, text, self._fold)
            for rule_id, order, names in owners if values is not None else ():
                # Of the templates of one rule the first counts.
                if rule_id not in whole and (rule_id not in matched or order < matched[rule_id][0]):
                    named = tuple(zip(names, (value for _, value in values or ()), strict=True))
                    matched[rule_id] = order, Place(rule_id, values=named)
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
    """Put templates with holes together that differ in the names of those at most."""
    found: dict[tuple[Any, ...], _Entry] = {}
    for rule_id, matcher in rules:
        for order, template in enumerate(matcher.templates):
            if not template.whole:
                entry = found.setdefault(template.signature, _Entry(template, []))
                entry.owners.append((rule_id, order, tuple(hole.name for hole in template.holes)))
    return list(found.values())
