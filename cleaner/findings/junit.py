"""JUnit XML: one test case a file with findings, one for all others; what is below --fail-on passes."""

import re
from collections.abc import Iterator
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from cleaner.checks.model import PageFinding
from cleaner.findings.json import clean
from cleaner.findings.report import RANK, Display, Report

# Characters that XML 1.0 cannot hold, not even escaped.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def junit(report: Report, display: Display) -> Iterator[str]:
    """Yield the lines of one XML document."""
    files = [(path, list(found)) for path, found in groupby(report.findings, key=lambda finding: finding.path)]
    failing = [_failing(found, report) for _, found in files]
    untouched = report.checked + report.unread > len(files)
    failures = sum(map(bool, failing))
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield "<testsuites>"
    count = f'tests="{len(files) + untouched}" failures="{failures}" errors="0" skipped="0"'
    yield f'  <testsuite name="cleaner check" {count}>'
    for (path, found), failed in zip(files, failing, strict=True):
        yield f'    <testcase classname="cleaner" name={_attribute(path)}>'
        for finding in failed:
            what = f"type={_attribute(finding.severity)} message={_attribute(f'{finding.rule}: {finding.said}')}"
            yield f"      <failure {what}>{_text(_line(finding))}</failure>"
        rest = [_line(finding) for finding in found if finding not in failed]
        if rest:
            yield f"      <system-out>{_text(chr(10).join(rest))}</system-out>"
        yield "    </testcase>"
    if untouched:
        yield '    <testcase classname="cleaner" name="all other pages"/>'
    yield "  </testsuite>"
    yield "</testsuites>"


def _failing(found: list[PageFinding], report: Report) -> list[PageFinding]:
    return [finding for finding in found if RANK[finding.severity] >= RANK[report.fail_on]]


def _line(finding: PageFinding) -> str:
    line, _, column = finding.place
    return f"{finding.path}:{line}:{column}: {finding.severity} {finding.rule} {finding.said}"


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", clean(text)))


def _attribute(text: str) -> str:
    return quoteattr(_FORBIDDEN.sub("\ufffd", clean(text)), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
