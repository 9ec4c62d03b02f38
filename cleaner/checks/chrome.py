"""What cleaning says of a page, as places in its file: chrome that a rule matches, refused and unresolved blocks."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cleaner.checks.model import Edit, FixKind, Hit, PageText
from cleaner.model import CleanResult, Kind, Removal, Severity
from cleaner.rule import Rule
from cleaner.view import View

_SHOWN = 80  # characters of the text cut that a message quotes
# Where the repairs end a line; a document's lines are those of its file, cut at these.
_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class RuleHit:
    """A hit of a rule of the rule set, with what the finding takes from the rule."""

    rule: str
    severity: Severity
    kind: Kind
    hit: Hit


@dataclass(frozen=True, slots=True)
class _Source:
    """Where each line of a cleaned document stands in its file; None where repairs joined lines."""

    spans: tuple[tuple[int, int, int], ...] | None
    page: PageText

    @classmethod
    def of(cls, page: PageText, lines: int) -> "_Source":
        spans, start = [], 0
        for found in _BREAK.finditer(page.text):
            spans.append((start, found.start(), found.end()))
            start = found.end()
        spans.append((start, len(page.text), len(page.text)))
        return cls(tuple(spans) if len(spans) == lines else None, page)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return start and end in the file of document lines, by number."""
        if self.spans is not None:
            return self.spans[first - 1][0], self.spans[last - 1][1]
        lines = self.page.lines
        return lines[min(first, len(lines)) - 1][0], lines[min(last, len(lines)) - 1][1]


def rule_hits(page: PageText, result: CleanResult, rules: Mapping[str, Rule]) -> Iterator[RuleHit]:
    """Yield what cleaning ``page`` would take (strip), and what it left with a remark (refused, unresolved).

    Rules of severity off are passed over. The edits of a strip hit cut from the file what cleaning cuts from the
    document, and where the two are not the same characters there, the hit has none.
    """
    view = View.of(result.document.text)
    source = _Source.of(page, len(view))
    for removal in result.removals:
        rule = rules.get(removal.rule_id)
        if rule is None or rule.severity != "off":
            fix: FixKind = "unsafe" if rule and rule.fix == "unsafe" else "safe"
            hit = _strip(source, view, removal, rule.message if rule else removal.rule_id, fix)
            yield RuleHit(removal.rule_id, rule.severity if rule else "error", "strip", hit)
    for finding in result.findings:
        rule = rules.get(finding.rule)
        if finding.kind in ("refused", "unresolved") and (rule is None or rule.severity != "off"):
            start, end = source.span(finding.first_line, finding.last_line)
            yield RuleHit(finding.rule, finding.severity, finding.kind, Hit(start, end, finding.message))


def _strip(source: _Source, view: View, removal: Removal, message: str, fix: FixKind) -> Hit:
    shown = [
        number for number in range(removal.first_line, removal.last_line + 1)
        if not view.blank[number - 1] and view.lines[number - 1].end > removal.start
        and view.lines[number - 1].start < removal.end
    ] or [removal.first_line, removal.last_line]  # fmt: skip
    start, end = source.span(shown[0], shown[-1])
    line = view.lines[shown[0] - 1]
    if removal.start > line.start:
        start = min(start + removal.start - line.start, end)
    edits = _edits(source, view, removal)
    first = removal.text.strip().split("\n")[0]
    named = f"{message}: {first if len(first) <= _SHOWN else first[:_SHOWN] + '…'}" if first else message
    return Hit(start, end, named, edits or (), fix if edits else "none")


def _edits(source: _Source, view: View, removal: Removal) -> tuple[Edit, ...] | None:
    if source.spans is None:
        return None
    edits = []
    for number in range(removal.first_line, removal.last_line + 1):
        line = view.lines[number - 1]
        start, end, following = source.spans[number - 1]
        if removal.start <= line.start and removal.end >= line.end:
            edits.append(Edit(start, following, ""))
            continue
        cut_start, cut_end = max(removal.start, line.start), min(removal.end, line.end)
        if cut_start >= cut_end:
            continue  # only the newline of a kept line, which goes with the lines below
        if source.page.text[start:end].replace("\xa0", " ") != line.text:
            return None
        edits.append(Edit(start + cut_start - line.start, start + cut_end - line.start, ""))
    return tuple(edits)
