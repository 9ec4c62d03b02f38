"""JSON: ``json`` is one object with everything, ``jsonl`` one finding a line."""

from collections.abc import Iterator
from typing import Any

import orjson

from cleaner import __version__
from cleaner.checks.model import PageFinding
from cleaner.findings.report import Display, Report


def json(report: Report, display: Display) -> Iterator[str]:
    """Yield one JSON object; ``findings.schema.json`` describes it."""
    yield orjson.dumps(to_record(report), option=orjson.OPT_INDENT_2).decode()


def jsonl(report: Report, display: Display) -> Iterator[str]:
    """Yield the JSON of each finding, as in the ``findings`` of the json format."""
    for finding in report.findings:
        yield orjson.dumps(finding_record(finding)).decode()


def to_record(report: Report) -> dict[str, Any]:
    """Return a report as plain values."""
    return {
        "version": __version__,
        "checked": report.checked,
        "unread": report.unread,
        "known": report.known,
        "changed": [clean(path) for path in report.changed],
        "findings": [finding_record(finding) for finding in report.findings],
        "statistics": dict(report.counts),
        "summary": report.summary,
        "exit_code": report.exit_code,
    }


def finding_record(finding: PageFinding) -> dict[str, Any]:
    """Return a finding as plain values."""
    return {
        "path": clean(finding.path),
        "record": clean(finding.record),
        "row": finding.row,
        "rule": finding.rule,
        "severity": finding.severity,
        "kind": finding.kind,
        "lines": [finding.first_line, finding.last_line],
        "column": finding.column,
        "message": clean(finding.message),
        "text": clean(finding.excerpt),
        "fix": finding.fix,
        "fingerprint": finding.fingerprint,
    }


def clean(text: str) -> str:
    """Return text that JSON can hold: bytes of a name that are no UTF-8, and broken surrogates, become escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
