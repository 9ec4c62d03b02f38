"""Lint of rule files: what the format allows and an author would not want.

``CHECKS`` is the registry: a check takes a ``Subject`` and yields findings; a new one is a function and a line there.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from cleaner.errors import RuleFileError
from cleaner.folding import FoldName, fold
from cleaner.keys import first_word, key_of
from cleaner.matchers.credit import FIELDS, CreditMatcher
from cleaner.matchers.pattern import PatternMatcher
from cleaner.rule import Rule
from cleaner.rulefile import RuleSet
from cleaner.rulefile.bench import Bench
from cleaner.rulefile.compiling import compile_rule
from cleaner.rulefile.conditions import may_meet, narrowed
from cleaner.rulefile.loader import ParsedFile
from cleaner.rulefile.models import RuleSpec
from cleaner.rulefile.specimens import ARABIC_PROSE, LATIN_PROSE
from cleaner.rulefile.stage import hits, literals
from cleaner.rulefile.yamlmarks import Path
from cleaner.template import Template

Level = Literal["error", "warning"]
_FAULT = re.compile(r"(?P<place>.*?:\d+:\d+): (?P<message>.*)", re.DOTALL)
_OPEN_START = re.compile(r"(?:\(\?[a-z]+\))?\^?\.[*+]")
_OPEN_END = re.compile(r"(?<!\\)\.[*+]\??\$?$")
_SHOWN = 6
_SENTENCE_SPACES = 2
# Doubts that only a corpus can raise.
STATISTICAL = frozenset({"idle", "shadowed"})
# Features that other lines of the page tell of a line.
_BY_OTHERS = frozenset({"doubled", "foreign", "repeated", "twin", "verse"})
_ZWNJ = "\N{ZERO WIDTH NON-JOINER}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark; ``place`` is ``file:line:column``, ``rule`` the id of the rule it is about, if any."""

    place: str
    level: Level
    check: str
    message: str
    rule: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.level}: {self.check}: {self.message}"


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """A compiled rule, its spec, and where it stands."""

    rule: Rule
    spec: RuleSpec
    file: ParsedFile
    index: int

    def place(self, *path: str | int) -> str:
        """Return ``file:line:column`` of a part of the rule."""
        return f"{self.file.name}:{self.file.marks.place(('rules', self.index, *path))}"

    def finding(self, level: Level, check: str, path: Path, what: str) -> Finding:
        """Make a finding about a part of the rule."""
        return Finding(self.place(*path), level, check, f"{self.rule.id}: {what}", self.rule.id)


def lint(bench: Bench) -> list[Finding]:
    """Check the files under test, each on its own and against the set; sorted by place."""
    found = [_fault(fault) for fault in bench.faults]
    subjects: list[Subject] = []
    for file in bench.files:
        for index, spec in enumerate(file.spec.rules):
            try:
                subjects.append(Subject(compile_rule(spec, file.spec), spec, file, index))
            except ValueError as error:
                place = f"{file.name}:{file.marks.place(('rules', index, spec.matcher))}"
                found.append(Finding(place, "error", "pattern", f"{file.spec.set}/{spec.id}: {error}"))
    if not found:
        try:
            RuleSet.of(bench.files)
        except RuleFileError as error:
            found += [_fault(line) for line in str(error).splitlines()]
    under_test = [subject for subject in subjects if subject.file in bench.targets]
    for subject in under_test:
        for check in CHECKS:
            found += check(subject)
    found += _duplicates(under_test, subjects)
    found += _overlaps(under_test, subjects)
    return sorted(dict.fromkeys(_unsettled(found, under_test)), key=_order)


def _unsettled(found: Sequence[Finding], under_test: Sequence[Subject]) -> Iterator[Finding]:
    """Leave out the doubts that rules give a reason for; a reason without its doubt is one itself."""
    accepted = {(s.rule.id, doubt): s for s in under_test for doubt in s.spec.accept if doubt not in STATISTICAL}
    for finding in found:
        if finding.level == "error" or (finding.rule, finding.check) not in accepted:
            yield finding
    raised = {(finding.rule, finding.check) for finding in found}
    for (rule_id, doubt), subject in accepted.items():
        if (rule_id, doubt) not in raised:
            what = f"{doubt!r} is accepted, and nothing raises that doubt; take the reason out"
            yield subject.finding("warning", "accept", ("accept", doubt), what)


def _fault(message: str) -> Finding:
    match = _FAULT.fullmatch(message)
    if match:
        return Finding(match["place"], "error", "schema", match["message"])
    name, _, rest = message.partition(": ")
    return Finding(f"{name}:1:1", "error", "schema", rest or name)


def _order(finding: Finding) -> tuple[str, int, int, str]:
    name, line, column = finding.place.rsplit(":", 2)
    return name, int(line), int(column), finding.message


def _templates(subject: Subject) -> Iterator[tuple[Path, Template]]:
    found: Sequence[Template] = getattr(subject.rule.matcher, "templates", ())
    for index, template in enumerate(found):
        yield (subject.spec.matcher, index), template


def _empty(subject: Subject) -> Iterator[Finding]:
    """Find a rule without templates: it can never hit."""
    if getattr(subject.spec, subject.spec.matcher) == []:
        key = subject.spec.matcher
        yield subject.finding("error", "empty", (key,), f"{key!r} is empty, so the rule can never hit")


def _one_word(subject: Subject) -> Iterator[Finding]:
    """Find literals of one word that nothing else narrows; a rule that cuts nothing by itself is no danger."""
    if subject.rule.protects or subject.rule.fix != "safe" or narrowed(subject.rule):
        return
    found = [(path, t.source) for path, t in _templates(subject) if t.whole and " " not in t.literals[0]]
    if found:
        words = ", ".join(source for _, source in found[:_SHOWN]) + (" ..." if len(found) > _SHOWN else "")
        what = f"one word may be a line of any article ({words}); add where or guard, or longer phrases"
        yield subject.finding("warning", "one-word", found[0][0], what)


def _invisible(subject: Subject) -> Iterator[Finding]:
    """Find bidi and zero-width characters, which nobody sees; a non-joiner between letters is spelling."""
    for key, index, text in literals(subject.spec):
        for at, char in enumerate(text):
            joined = char == _ZWNJ and text[at - 1 : at].isalpha() and text[at + 1 : at + 2].isalpha()
            if unicodedata.category(char) == "Cf" and not joined:
                name = unicodedata.name(char, f"U+{ord(char):04X}")
                yield subject.finding("error", "invisible", (key, index), f"{text!r} holds {name}; take it out")
                break


def _catch_all(subject: Subject) -> Iterator[Finding]:
    """Find patterns that match any line, and such as look for words anywhere in a line."""
    if not isinstance(subject.rule.matcher, PatternMatcher):
        return
    file_fold: FoldName = subject.rule.matcher.fold
    probes = [fold(text, file_fold) for text in (*ARABIC_PROSE, *LATIN_PROSE)]
    matcher = subject.rule.matcher
    for index, (pattern, compiled) in enumerate(zip(matcher.patterns, matcher.compiled, strict=True)):
        path = ("regex", index)
        if any(compiled.fullmatch(probe) for probe in probes):
            yield subject.finding("error", "catch-all", path, f"{pattern!r} matches a whole paragraph of any article")
        elif _OPEN_START.match(pattern) or (_OPEN_END.search(pattern) and not narrowed(subject.rule)):
            what = f"{pattern!r} is open at one end, so it may match body text; say what the whole line looks like"
            yield subject.finding("warning", "catch-all", path, what)
        if r"\b" in pattern:
            yield subject.finding("warning", "word-boundary", path, rf"\b in {pattern!r} knows ASCII letters only")
        odd = next((c for c in pattern if ord(c) > 127 and fold(c, file_fold) != c and c.isalpha()), None)
        if odd:
            yield subject.finding("warning", "never-hits", path, f"folded text never holds {odd!r} of {pattern!r}")


def _captures(subject: Subject) -> Iterator[Finding]:
    """Find captures that nothing feeds."""
    rule = subject.rule
    holes = {hole.name for _, template in _templates(subject) for hole in template.holes}
    if isinstance(rule.matcher, PatternMatcher):
        holes = {name for compiled in rule.matcher.compiled for name in compiled.groupindex}
    elif isinstance(rule.matcher, CreditMatcher):
        holes = set(FIELDS)
    for name, hole in rule.capture.items():
        if hole == "block" and not rule.end:
            yield subject.finding("warning", "capture", ("capture", name), "only a start rule has a block to capture")
        elif hole not in ("line", "block") and hole not in holes:
            yield subject.finding("error", "capture", ("capture", name), f"no hole or named group is called {hole!r}")


def _no_cases(subject: Subject) -> Iterator[Finding]:
    """Find block rules that show nowhere how their blocks end."""
    if subject.rule.kind == "start" and not subject.spec.cases:
        yield subject.finding("warning", "no-cases", ("id",), "a block rule without cases; show one block and its end")


def _no_sentence(subject: Subject) -> Iterator[Finding]:
    """Find rules of words that show no line of an article that opens with the same words, and is kept."""
    if subject.spec.matcher not in ("line", "start", "prefix", "regex"):
        return
    openings = {template.literals[0] for _, template in _templates(subject)}
    openings |= {key_of(fold(example)) for example in subject.spec.examples.strip}
    words = {first_word(opening) for opening in openings if opening}
    kept = [key_of(fold(example)) for example in subject.spec.examples.keep]
    if not any(first_word(key) in words and key.count(" ") >= _SENTENCE_SPACES for key in kept):
        what = "no keep example opens a sentence with the rule's own words; show one that must stay"
        yield subject.finding("warning", "no-sentence", ("examples", "keep"), what)


CHECKS: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    _empty, _one_word, _invisible, _catch_all, _captures, _no_cases, _no_sentence,
)  # fmt: skip


def _duplicates(under_test: Sequence[Subject], subjects: Sequence[Subject]) -> Iterator[Finding]:
    """Find literals that stand twice: in one rule, or in two rules that may want the same line."""
    homes: dict[tuple[object, ...], list[tuple[Subject, Path, Template]]] = {}
    for subject in subjects:
        edge = subject.rule.kind if subject.rule.kind in ("prefix", "suffix") else "line"
        for path, template in _templates(subject):
            key = (edge, template.literals, tuple(hole.type for hole in template.holes))
            homes.setdefault(key, []).append((subject, path, template))
    for same in homes.values():
        for at, (subject, path, template) in enumerate(same):
            earlier = next((e for e in same[:at] if e[0] is subject or _compete(e[0], subject)), None)
            if earlier is None:
                continue
            # The remark goes to the file under test, whichever of the two comes first in the set.
            one, two = ((subject, path), earlier[:2]) if subject in under_test else (earlier[:2], (subject, path))
            if one[0] not in under_test:
                continue
            level: Level = "error" if two[0] is not one[0] and two[0].rule.where == one[0].rule.where else "warning"
            home = "in this rule" if two[0] is one[0] else f"in {two[0].rule.id}"
            what = f"{template.source!r}, folded, stands {home} too ({two[0].place(*two[1])})"
            yield one[0].finding(level, "duplicate", one[1], what)


def _compete(one: Subject, other: Subject) -> bool:
    """Tell whether two rules may both cut the same line; rules of two languages share words, and may."""
    languages = set(one.file.spec.lang), set(other.file.spec.lang)
    if all(languages) and languages[0].isdisjoint(languages[1]):
        return False
    return not {"none", "protect"} & {one.rule.fix, other.rule.fix} and may_meet(one.rule, other.rule)


def _is_told_by_line(subject: Subject) -> bool:
    """Tell whether a line shows by itself that a rule hits it, without claims, a corpus, markup or other lines."""
    rule, shape = subject.rule, subject.spec.shape
    features = {*rule.where.has, *(shape.has if shape else ())}
    return not (rule.needs_claims or features & _BY_OTHERS or rule.kind in ("repeat", "css", "xpath"))


def _overlaps(under_test: Sequence[Subject], subjects: Sequence[Subject]) -> Iterator[Finding]:
    """Find strip examples that another rule hits as well, and so might take in this rule's place."""
    others = [s for s in subjects if _is_told_by_line(s)]
    for subject in under_test:
        if not _is_told_by_line(subject):
            continue
        for index, example in enumerate(subject.spec.examples.strip):
            for other in others:
                rivals = other is not subject and _compete(subject, other)
                if rivals and hits(other.rule, other.spec, example):
                    what = f"{other.rule.id} hits the strip example {example!r} too"
                    yield subject.finding("warning", "overlap", ("examples", "strip", index), what)
