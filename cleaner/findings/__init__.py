"""How findings are put out: one module a format. ``FORMATS`` is the registry: a new format is one line here."""

from collections.abc import Callable, Iterator, Mapping

from cleaner.findings.github import github
from cleaner.findings.json import json, jsonl
from cleaner.findings.junit import junit
from cleaner.findings.report import Display, Report
from cleaner.findings.sarif import sarif
from cleaner.findings.text import concise, full

Format = Callable[[Report, Display], Iterator[str]]

FORMATS: Mapping[str, Format] = {
    "full": full,
    "concise": concise,
    "json": json,
    "jsonl": jsonl,
    "github": github,
    "sarif": sarif,
    "junit": junit,
}
