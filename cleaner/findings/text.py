"""Formats for people: ``full`` shows the text of each finding, ``concise`` is one line a finding."""

from collections.abc import Iterator

from cleaner.checks.model import PageFinding
from cleaner.findings.json import clean
from cleaner.findings.report import Display, Report

_STYLES = {"error": "bold red", "warning": "bold yellow", "info": "bold cyan"}


def concise(report: Report, display: Display) -> Iterator[str]:
    """Yield ``path:line:column: severity rule message``, one line a finding."""
    for finding in report.findings:
        yield _head(finding, display)


def full(report: Report, display: Display) -> Iterator[str]:
    """Yield each finding with the lines it is about."""
    for finding in report.findings:
        yield _head(finding, display)
        if finding.excerpt:
            lines = finding.excerpt.split("\n")
            width = len(str(finding.first_line + len(lines) - 1))
            for number, line in enumerate(lines, finding.first_line):
                shown = line == "…" and number > finding.first_line
                label = "" if shown else str(number)
                yield display.paint(f"  {label:>{width}} | ", "dim") + display.show(line)
        if finding.fix != "none":
            option = "--fix" if finding.fix == "safe" else "--fix --unsafe-fixes"
            yield display.paint(f"  fixable with {option}", "dim")


def statistics(report: Report, display: Display) -> Iterator[str]:
    """Yield how often each rule or check was found, with what it is about."""
    width = max((len(f"{count:,}") for count in report.counts.values()), default=0)
    names = max(map(len, report.counts), default=0)
    for rule, count in report.counts.items():
        yield f"{count:>{width},}  {rule:<{names}}  {display.show(report.pages.get(rule, ''))}"


def _head(finding: PageFinding, display: Display) -> str:
    # Only the name and the message are text of others; the place stays left-to-right, or it would be read backwards.
    line, _, column = finding.place
    place = f"{display.show(clean(finding.path))}:{line}:{column}:"
    severity = display.paint(finding.severity, _STYLES.get(finding.severity, ""))
    return f"{place} {severity} {display.paint(finding.rule, 'bold')} {display.show(finding.said)}"
