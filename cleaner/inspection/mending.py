"""Fixing many pages: which findings may be fixed, the files written, and what is left to find afterwards."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cleaner.checks.model import FixKind, PageFinding
from cleaner.errors import DecodeError
from cleaner.findings.report import Report
from cleaner.inspection.choosing import Choice
from cleaner.inspection.fixing import Fixed, fix_page
from cleaner.inspection.outcome import Examined, about
from cleaner.inspection.reading import Unread, read_file
from cleaner.inspection.reporting import make_report
from cleaner.inspection.running import Run
from cleaner.inspection.targets import Target
from cleaner.inspection.writing import refusal, replace_file
from cleaner.model import Kind


@dataclass(frozen=True, slots=True)
class Mended:
    """The report after fixing, and for every changed file the diff of its text."""

    report: Report
    diffs: tuple[str, ...]


def mend(
    run: Run, choice: Choice, targets: Sequence[Target], given: Sequence[str], unsafe: bool, write: bool
) -> Mended:
    """Fix what may be fixed; without ``write`` only tell how. Findings that are not reported are not fixed either.

    A page with something to fix is fixed whole: also what a baseline holds.
    """
    allowed: tuple[FixKind, ...] = ("safe", "unsafe") if unsafe else ("safe",)
    pages: list[Examined] = []
    changed: list[str] = []
    diffs: list[str] = []
    refused: set[str] = set()
    for page in run.examined(targets):
        findings = page.outcome.findings
        wanted = any(f.fix in allowed and choice.reported(f, page.target.name) for f in findings)
        if not wanted or page.target.path in refused:
            pages.append(page)
            continue
        done = _mend_one(run, choice, page.target, allowed, write)
        if isinstance(done, str):
            refused.add(page.target.path)
            told = (*findings, about("file/write-refused", done))
            pages.append(replace(page, outcome=replace(page.outcome, findings=told)))
        elif done is None or done.after is None:
            pages.append(page)
        else:
            changed.append(page.target.path)
            diffs.append(diff_of(page.target.path, done))
            pages += list(run.examined([page.target])) if write else [page]
    report = make_report(run, choice, pages, given)
    return Mended(replace(report, changed=tuple(changed), wrote=write), tuple(diffs))


def _mend_one(run: Run, choice: Choice, target: Target, allowed: Sequence[FixKind], write: bool) -> Fixed | str | None:
    """Return a page as fixed (and written), or why it was not written."""
    if not target.plain:
        return "is no plain text, and only that is fixed in place; clean it again with cleaner clean"
    old = read_file(target.path, run.loaded.settings.max_bytes)
    if isinstance(old, Unread):
        return old.message
    if write and (why := refusal(target.path)):
        return why
    try:
        fixed = fix_page(old.data, run.examiner, lambda rule, fix: fix in allowed and _reported(choice, rule, target))
    except DecodeError as error:
        return str(error)
    if write and fixed.after is not None and (why := replace_file(target.path, old, fixed.data)):
        return why
    return fixed


def _reported(choice: Choice, rule: str, target: Target) -> bool:
    """Tell whether a strip finding of a rule, or one of a check, would be reported for a page."""
    kind: Kind = "strip" if rule in choice.groups else "quality"
    return choice.reported(PageFinding("", rule, "error", kind, 1, 1, 1, "", "", "none", ""), target.name) is not None


def diff_of(path: str, fixed: Fixed) -> str:
    """Return the unified diff of a fixed page."""
    return "".join(_ended(difflib.unified_diff(_lines(fixed.before), _lines(fixed.after or ""), path, path)))


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True) if "\r" not in text else [f"{line}\n" for line in text.split("\n")]


def _ended(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
