"""Workflow commands of GitHub Actions: findings appear beside the lines of a pull request.

The syntax is ``::level key=value,key=value::message``; ``%``, CR and LF are escaped everywhere, in values ``:`` and
``,`` as well.
"""

import posixpath
from collections.abc import Iterator

from cleaner.findings.json import clean
from cleaner.findings.report import Display, Report

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def github(report: Report, display: Display) -> Iterator[str]:
    """Yield one workflow command a finding."""
    for finding in report.findings:
        line, last, column = finding.place
        values = {
            "file": posixpath.normpath(finding.path),  # code hosts know no ./ before a name
            "line": str(line),
            "endLine": str(last),
            "col": str(column),
            "title": finding.rule,
        }
        if last > line:
            del values["col"]  # a column belongs to findings of one line only
        keys = ",".join(f"{key}={_escaped(value, value_of_key=True)}" for key, value in values.items())
        yield f"::{_LEVELS[finding.severity]} {keys}::{_escaped(finding.said)}"


def _escaped(text: str, value_of_key: bool = False) -> str:
    text = clean(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if value_of_key else text
