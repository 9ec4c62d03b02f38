"""SARIF 2.1.0 (OASIS), which code hosts and editors read."""

import os
import posixpath
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import orjson

from cleaner import __version__
from cleaner.checks.model import PageFinding
from cleaner.findings.json import clean
from cleaner.findings.report import Display, Report

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def sarif(report: Report, display: Display) -> Iterator[str]:
    """Yield one SARIF log with one run; columns count code points."""
    ids = sorted(report.counts)
    rules = [{"id": rule, "shortDescription": {"text": clean(report.pages.get(rule) or rule)}} for rule in ids]
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "cleaner", "version": __version__, "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding, ids.index(finding.rule)) for finding in report.findings],
            }
        ],
    }
    yield orjson.dumps(log, option=orjson.OPT_INDENT_2).decode()


def _result(finding: PageFinding, index: int) -> dict[str, Any]:
    line, last, column = finding.place
    region: dict[str, Any] = {"startLine": line, "startColumn": column}
    if last > line:
        region["endLine"] = last
    if finding.excerpt:
        region["snippet"] = {"text": clean(finding.excerpt)}
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": _uri(finding.path)}, "region": region}}
    if finding.row:
        location["logicalLocations"] = [{"name": clean(finding.record), "kind": "record"}]
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": clean(finding.said)},
        "locations": [location],
        "properties": {"kind": finding.kind, "fix": finding.fix},
    }
    if finding.fingerprint:
        result["partialFingerprints"] = {"foldedText/v1": finding.fingerprint}
    return result


def _uri(path: str) -> str:
    """Return a path as a URI reference; the bytes of a name are kept whatever they are."""
    path = posixpath.normpath(path.replace(os.sep, "/"))  # code hosts know no ./ before a name
    uri = quote(os.fsencode(path))
    return f"file://{uri}" if path.startswith("/") else uri
