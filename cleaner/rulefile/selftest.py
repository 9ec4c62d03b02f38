"""The self-test of rules: every example and every case that a rule file states, tried on the whole rule set."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cleaner import engine
from cleaner.matchers.markup import MarkupMatcher
from cleaner.model import Removal
from cleaner.rule import Rule
from cleaner.rulefile.loader import ParsedFile
from cleaner.rulefile.models import CaseSpec, RuleSpec
from cleaner.rulefile.specimens import prose_for
from cleaner.rulefile.stage import hits
from cleaner.rulefile.yamlmarks import Path
from cleaner.ruleset import Rules
from cleaner.view import View

KEPT, STRIPPED = "=", "-"


@dataclass(frozen=True, slots=True)
class Failure:
    """An example or a case that does not hold; ``place`` is ``line:column`` in the rule file."""

    file: str
    place: str
    rule_id: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.place}: {self.rule_id}: {self.what}"


@dataclass(frozen=True, slots=True)
class Report:
    """What a self-test looked at, and what failed."""

    rules: int
    examples: int
    cases: int
    failures: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class _Subject:
    """A rule under test, its spec, and the rules that it works with."""

    spec: RuleSpec
    rule: Rule
    rules: Rules
    languages: Sequence[str]

    def removals(self, text: str) -> tuple[Removal, ...]:
        """Clean a text with every rule; the one under test acts even where it is off, unsafe or only reports."""
        view = View.of(text)
        plan = self.rules.for_view(view, None).with_rule(
            self.rule if self.rule.protects else replace(self.rule, fix="safe")
        )
        return engine.run(view, text, plan).removals


def run_selftest(targets: tuple[ParsedFile, ...], rules: Rules) -> Report:
    """Try every example and case of ``targets`` with ``rules``, the set that they are part of."""
    failures: list[Failure] = []
    compiled = {rule.id: rule for rule in rules.all}
    for parsed in targets:
        here = _unbound(rules, parsed)
        for index, spec in enumerate(parsed.spec.rules):
            subject = _Subject(spec, compiled[f"{parsed.spec.set}/{spec.id}"], here, parsed.spec.lang)
            for path, what in (*_examples(subject), *_cases(subject)):
                place = str(parsed.marks.place(("rules", index, *path)))
                failures.append(Failure(parsed.name, place, subject.rule.id, what))
    every = [spec for parsed in targets for spec in parsed.spec.rules]
    return Report(
        rules=len(every),
        examples=sum(len(spec.examples.strip) + len(spec.examples.keep) for spec in every),
        cases=sum(len(spec.cases) for spec in every),
        failures=tuple(failures),
    )


def _unbound(rules: Rules, parsed: ParsedFile) -> Rules:
    """Return the rules as they are on a page of the file's own site."""
    if parsed.spec.site is None:
        return rules
    files = tuple(
        replace(file, bound=False) if (file.name, file.set) == (parsed.name, parsed.spec.set) else file
        for file in rules.files
    )
    return replace(rules, files=files)


def _examples(subject: _Subject) -> Iterator[tuple[Path, str]]:
    rule, spec = subject.rule, subject.spec
    for at, example in enumerate(spec.examples.strip):
        if not hits(rule, spec, example):
            yield ("examples", "strip", at), f"the rule does not hit its strip example {example!r}"
    for at, example in enumerate(spec.examples.keep):
        path = ("examples", "keep", at)
        if hits(rule, spec, example):
            yield path, f"the rule hits its keep example {example!r}"
        elif not isinstance(rule.matcher, MarkupMatcher) and (eater := _eater(subject, example)):
            yield path, f"in the middle of an article {eater} takes the keep example {example!r}"


def _eater(subject: _Subject, example: str) -> str | None:
    """Return the rule that takes something of a line between two paragraphs, or None where it survives whole."""
    above, below = prose_for(subject.languages, example)
    start = len(above) + 1
    end = start + len(example)
    for removal in subject.removals(f"{above}\n{example}\n{below}"):
        if removal.start < end and removal.end > start:
            return removal.rule_id
    return None


def _cases(subject: _Subject) -> Iterator[tuple[Path, str]]:
    for at, case in enumerate(subject.spec.cases):
        for what in _case(subject, case):
            yield ("cases", at, "text"), f"case {case.name!r}: {what}"


def _case(subject: _Subject, case: CaseSpec) -> Iterator[str]:
    """Compare what cleaning the text takes with the marks; a rule that protects shows itself in what nobody takes."""
    marks: list[str] = []
    lines: list[str] = []
    for number, raw in enumerate(case.text.rstrip("\n").split("\n"), 1):
        mark, line = raw[:1], raw[2:]
        if raw.strip() and (mark not in (KEPT, STRIPPED) or raw[1:2] not in ("", " ")):
            yield f"line {number} has no mark; start it with '= ' (kept) or '- ' (stripped): {raw!r}"
            return
        marks.append(mark)
        lines.append(line)
    takers = _takers(lines, subject.removals("\n".join(lines)))
    protects = subject.rule.protects
    for number, (mark, line, taken) in enumerate(zip(marks, lines, takers, strict=True), 1):
        if not line.strip():
            continue
        own = taken.get(subject.rule.id, 0)
        if mark == STRIPPED and not (taken if protects else own):
            yield f"line {number} should be stripped and {_fate(taken)}: {line!r}"
        elif mark == STRIPPED and not protects and subject.rule.kind not in ("prefix", "suffix") and own < len(line):
            yield f"line {number} should be stripped whole and {_fate(taken)}: {line!r}"
        elif mark == KEPT and (taken if protects else own):
            yield f"line {number} should be kept and {_fate(taken)}: {line!r}"


def _takers(lines: list[str], removals: tuple[Removal, ...]) -> list[dict[str, int]]:
    """Return, for each line, how many of its characters each rule took."""
    found: list[dict[str, int]] = []
    start = 0
    for line in lines:
        end = start + len(line)
        taken: dict[str, int] = {}
        for removal in removals:
            count = min(end, removal.end) - max(start, removal.start)
            if count > 0:
                taken[removal.rule_id] = taken.get(removal.rule_id, 0) + count
        found.append(taken)
        start = end + 1
    return found


def _fate(taken: Mapping[str, int]) -> str:
    return f"was taken by {' and '.join(sorted(taken))}" if taken else "was kept"
