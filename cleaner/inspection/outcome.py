"""What examining comes to, page by page."""

import os
from dataclasses import dataclass, replace
from pathlib import Path

from cleaner.checks import CHECKS
from cleaner.checks.corpus import Sketch
from cleaner.checks.model import PageFinding
from cleaner.inspection.targets import Target

_NOTHING = Sketch("", b"")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found in one page, before anything is chosen, the path left out.

    ``record`` and ``row`` are the id and the number of a page that is a row of a file; ``read`` tells whether the page
    could be read at all.
    """

    findings: tuple[PageFinding, ...]
    sketch: Sketch = _NOTHING
    record: str = ""
    row: int = 0
    read: bool = True

    def at(self, record: str, row: int) -> "Outcome":
        """Return the same as that of a row."""
        findings = tuple(replace(finding, record=record, row=row) for finding in self.findings)
        return replace(self, findings=findings, record=record, row=row)


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found in one page of a file."""

    target: Target
    outcome: Outcome

    @property
    def place(self) -> str:
        """Where the page is, as messages name it."""
        return f"{self.target.path}:{self.outcome.row}" if self.outcome.row else self.target.path


def shown(path: Path | None) -> str:
    """Return a path as one would type it in the current folder, and as code hosts know it."""
    near = os.path.relpath(str(path))
    return str(path) if near.startswith("..") else near


def about(rule: str, message: str, path: str = "") -> PageFinding:
    """Return a finding of a check about a file as a whole."""
    return PageFinding(path, rule, CHECKS[rule].severity, "quality", 1, 1, 1, message, "", "none", "")


def not_read(rule: str, message: str) -> Outcome:
    """Return the outcome for a page that could not be read: the check that says so, and why."""
    return Outcome((about(rule, message),), read=False)
