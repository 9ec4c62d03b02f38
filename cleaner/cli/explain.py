"""``cleaner explain``: what became of each line of a page, and why."""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click

from cleaner.cli.options import (
    CLEANING_OPTIONS,
    INPUT_OPTIONS,
    RULE_OPTIONS,
    console,
    field_names,
    load_rules,
    with_options,
)
from cleaner.cli.printing import print_json, printable
from cleaner.cli.survey import load_survey
from cleaner.errors import SettingsError
from cleaner.model import Finding, Metadata

STYLES = {"kept": "", "removed": "red", "part removed": "yellow", "embedded": "cyan"}
WIDTH = max(map(len, STYLES))


@dataclass(frozen=True, slots=True)
class Reading:
    """A value of a metadata field and where it came from: a rule, a key of the markup, or what was given.

    ``line`` is None for what is not read from a line; ``preferred`` is false where another value was taken.
    """

    field: str
    value: Any
    origin: str
    line: int | None = None
    guess: bool = False
    preferred: bool = True


@dataclass(frozen=True, slots=True)
class LineFate:
    """One line: what became of it, what of it was kept, which rules took something, what was read and found there."""

    number: int
    text: str
    fate: str
    kept: str
    rules: tuple[str, ...]
    captures: tuple[Reading, ...]
    findings: tuple[Finding, ...]


@click.command(name="explain")
@click.argument("page", metavar="FILE[:LINE]")
@click.option("--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True,
              help="text: one line for each line of the page. json: one object.")  # fmt: skip
@click.option("--id", "page_id", metavar="ID", help="Which page of a file that holds many; else the first.")
@with_options(INPUT_OPTIONS, RULE_OPTIONS, CLEANING_OPTIONS)
def command(
    page: str, output_format: str, page_id: str | None, html_mode: Any, rule_paths: tuple[Path, ...], isolated: bool,
    select: tuple[str, ...], ignore: tuple[str, ...], site: str | None, unsafe: bool, survey: Path | None,
    encoding: str | None, normalise: Any, **input_options: Any,
) -> int:  # fmt: skip
    """Show the fate of each line of a page, and why.

    FILE may be - for stdin. With LINE, shows that line of the page and the block it belongs to; write -- before
    -:LINE.

    \b
    Examples:
      cleaner explain page.txt
      cleaner explain page.txt:12
      cleaner explain rows.jsonl.gz:3 --id doc-17
      cleaner explain - --format json < page.txt
    """
    from cleaner.api import Cleaner
    from cleaner.pipeline import clean_page

    name, line = split_place(page)
    rules = load_rules(rule_paths, isolated, select, ignore)
    cleaner = Cleaner(rules, unsafe=unsafe, normalise=normalise, encoding=encoding, site=site,
                      survey=load_survey(survey) if survey else None)  # fmt: skip
    found = _read(name, page_id, input_options)
    result = clean_page(cleaner, found, html_mode)
    name = name if page_id is None else f"{name} ({page_id})"
    fates = line_fates(result)
    if line is not None:
        if not 1 <= line <= len(fates):
            raise SettingsError(f"{name} has the lines 1 to {len(fates)}; there is no line {line}")
        first, last = block_around(result, line)
        fates = fates[first - 1 : last]
    if output_format == "json":
        print_json(_record(result, fates))
    else:
        _print(name, result, fates, whole=line is None)
    return 0


def split_place(page: str) -> tuple[str, int | None]:
    """Split FILE:LINE; a name that holds a colon of its own is taken whole. Raises ReadError for no such file."""
    from cleaner.errors import ReadError

    head, colon, tail = page.rpartition(":")
    if colon and tail.isascii() and tail.isdigit() and (head == "-" or Path(head).is_file()):
        return head, int(tail)
    if page == "-" or Path(page).is_file():
        return page, None
    if Path(page).is_dir():
        raise SettingsError(f"{page} is a folder; name one page")
    missing = head if colon and tail.isascii() and tail.isdigit() else page
    raise ReadError(f"{missing}: no such file; check the path")


def line_fates(result: Any) -> list[LineFate]:
    """Tell the fate of every line of a cleaned document."""
    captures: dict[int, list[Reading]] = {}
    for reading in readings(result.metadata):
        if reading.line is not None:
            captures.setdefault(reading.line, []).append(reading)
    findings: dict[int, list[Finding]] = {}
    for finding in result.findings:
        findings.setdefault(finding.first_line, []).append(finding)
    inside = {n for article in result.embedded for n in range(article.first_line, article.last_line + 1)}
    fates = []
    start = 0
    for number, text in enumerate(_lines(result.document.text), 1):
        end = start + len(text)
        # An empty line has nothing but its newline to be taken.
        taken = [r for r in result.removals if r.start < max(end, start + 1) and r.end > start]
        kept = _kept(result.document.text, start, end, taken)
        fate = "kept" if not taken else "part removed" if kept else "embedded" if number in inside else "removed"
        rules = tuple(dict.fromkeys(r.rule_id for r in taken))
        read, found = tuple(captures.get(number, ())), tuple(findings.get(number, ()))
        fates.append(LineFate(number, text, fate, kept, rules, read, found))
        start = end + 1
    return fates


def readings(metadata: Metadata) -> list[Reading]:
    """List every value that was found for a field, the preferred one first."""
    record = metadata.to_record()
    found = []
    for field, origin in metadata.extra.get("origin", {}).items():
        found.append(_reading(field, record[field], origin, True))
        others = metadata.extra.get("also", {}).get(field, ())
        found += [_reading(field, other["value"], other, False) for other in others]
    return found


def _reading(field: str, value: Any, origin: Mapping[str, Any], preferred: bool) -> Reading:
    markup = f"{origin['markup']} of the markup" if "markup" in origin else "given"
    place = origin.get("rule", markup)
    return Reading(field, value, place, origin.get("line"), bool(origin.get("guess")), preferred)


def _lines(text: str) -> list[str]:
    """Split text as an editor counts lines: nothing follows a newline at the very end."""
    lines = text.split("\n")
    return lines[:-1] if len(lines) > 1 and not lines[-1] else lines


def _kept(text: str, start: int, end: int, removals: list[Any]) -> str:
    parts, at = [], start
    for removal in removals:
        parts.append(text[at : max(at, min(end, removal.start))])
        at = max(at, min(end, removal.end))
    return "".join((*parts, text[at:end]))


def block_around(result: Any, line: int) -> tuple[int, int]:
    """Return the first and last line of what was taken, or refused, together with a line."""
    blocks = [(r.first_line, r.last_line) for r in result.removals]
    blocks += [(f.first_line, f.last_line) for f in result.findings if f.kind == "refused"]
    return next(((first, last) for first, last in blocks if first <= line <= last), (line, line))


def _read(name: str, page_id: str | None, options: dict[str, Any]) -> Any:
    from cleaner.errors import ReadError
    from cleaner.sources import batches_of, find_inputs, pages_of
    from cleaner.sources.page import Page, Unreadable

    if name == "-":
        if options["input_format"] not in (None, "txt", "html"):
            raise SettingsError("- is one page of txt or html; name a file for other formats")
        return Page("stdin", sys.stdin.buffer.read(), "-", markup=options["input_format"] == "html")
    for batch in batches_of(find_inputs([Path(name)], options["input_format"]), field_names(options)):
        for page in [batch] if isinstance(batch, Unreadable) else pages_of(batch):
            if isinstance(page, Unreadable):
                if page_id is None:
                    raise ReadError(page.message)
            elif page_id in (None, page.id):
                return page
    raise ReadError(f"{name}: no page" + (f" with the id {page_id}" if page_id else " in this file"))


def _record(result: Any, fates: list[LineFate]) -> dict[str, Any]:
    record = result.to_record()
    return {
        "id": record["id"],
        "source": record["source"],
        "lines": [asdict(fate) for fate in fates],
        "metadata": record["metadata"],
        "repairs": record["repairs"],
    }


def _print(name: str, result: Any, fates: list[LineFate], whole: bool) -> None:
    from rich.text import Text

    shown = console()
    terminal = shown.is_terminal
    if whole:
        counts = {fate: sum(found.fate == fate for found in fates) for fate in STYLES}
        shown.print(Text(f"{name}: {len(fates)} lines, " + ", ".join(f"{n} {fate}" for fate, n in counts.items() if n)))
        for repair in result.document.repairs:
            shown.print(Text(f"repaired {repair.step}: {repair.detail} ({repair.count})"))
        for reading in readings(result.metadata):
            if reading.line is None:
                shown.print(Text(_told(reading, terminal)))
    digits = len(str(fates[-1].number))
    widest = max((len(", ".join(fate.rules)) for fate in fates), default=0)
    for fate in fates:
        head = f"{fate.number:>{digits}}  {fate.fate:<{WIDTH}}  {', '.join(fate.rules):<{widest}}  "
        row = Text(head, style=STYLES[fate.fate])
        row.append(printable(fate.text, terminal))
        row.rstrip()
        shown.print(row)
        for note in _notes(fate, terminal):
            shown.print(Text(" " * (digits + 4) + note, style="dim"))


def _notes(fate: LineFate, terminal: bool) -> Iterator[str]:
    if fate.fate == "part removed":
        yield f"kept: {printable(fate.kept, terminal)}"
    yield from (_told(reading, terminal) for reading in fate.captures)
    for finding in fate.findings:
        several = finding.last_line > finding.first_line
        lines = f"lines {finding.first_line} to {finding.last_line}: " if several else ""
        yield f"{finding.kind} {finding.rule}: {lines}{printable(finding.message)}"


def _told(reading: Reading, terminal: bool) -> str:
    value = ", ".join(reading.value) if isinstance(reading.value, list) else str(reading.value)
    guess = ", a guess" if reading.guess else ""
    verb = "read" if reading.preferred else "not taken"
    return f"{verb}: {reading.field} = {printable(value, terminal)} ({reading.origin}{guess})"
