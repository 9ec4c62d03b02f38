"""What ``cleaner clean`` prints: progress, the diff, the table at the end."""

import sys
from collections.abc import Iterable, Iterator
from typing import Any

import click

from cleaner.cli.options import console


def watched(found: Iterable[Any], total: int | None) -> Iterator[Any]:
    """Show progress with rate and, where the number of documents is known, time left; on a terminal only."""
    if not sys.stderr.isatty():
        yield from found
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Any) -> Text:
            return Text(f"{task.finished_speed or task.speed or 0:,.0f}/s")

    columns = (TextColumn("cleaning"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total)
        for made in found:
            yield made
            progress.advance(task, made.summary.documents + len(made.summary.failures))


def diffed(found: Iterable[Any]) -> Iterator[Any]:
    """Print the diff of every result on its way."""
    from cleaner.pipeline import Failure

    for made in found:
        for result in made.results:
            if not isinstance(result, Failure):
                for line in unified(result):
                    click.echo(line)
        yield made


def unified(result: Any) -> Iterator[str]:
    """Yield a diff from the page as read (after repairs) to its clean text, with the rule behind each line cut."""
    owner = {n: r.rule_id for r in result.removals for n in range(r.first_line, r.last_line + 1)}
    kept = dict(_kept_lines(result))
    if not result.removals:
        return
    yield f"--- {result.document.source or result.document.id}"
    yield f"+++ {result.document.id} (clean)"
    for number, text in enumerate(result.document.text.split("\n"), 1):
        if number not in kept:
            yield f"-{text}\t[{owner.get(number, '')}]"
        elif kept[number] != text:
            yield f"-{text}\t[{owner.get(number, '')}]"
            yield f"+{kept[number]}"
        else:
            yield f" {text}"


def _kept_lines(result: Any) -> Iterator[tuple[int, str]]:
    """Yield number and text of every line of which something was kept."""
    start = 0
    removals = [(r.start, r.end) for r in result.removals]
    for number, text in enumerate(result.document.text.split("\n"), 1):
        end = start + len(text)
        cuts = [(max(a, start), min(b, end)) for a, b in removals if max(a, start) < min(b, end)]
        whole = any(a <= start and b >= end and b > a and (text or a < b) for a, b in removals)
        if not whole:
            left, at = "", start
            for a, b in sorted(cuts):
                left += result.document.text[at:a]
                at = b
            yield number, left + result.document.text[at:end]
        start = end + 1


def print_summary(summary: Any, target: str) -> None:
    """Print the table that a run ends with, on stderr: stdout may carry data."""
    from rich.table import Table

    shown = console(stderr=True)
    table = Table(title=f"cleaner: {target}", title_justify="left", show_header=False)
    table.add_column()
    table.add_column(justify="right")
    share = summary.characters_out / summary.characters_in if summary.characters_in else 1.0
    table.add_row("documents", f"{summary.documents:,}")
    table.add_row("characters in", f"{summary.characters_in:,}")
    table.add_row("characters out", f"{summary.characters_out:,} ({share:.1%})")
    table.add_row("embedded articles", f"{summary.embedded:,}")
    table.add_row("refused by a guard", f"{summary.kinds['refused']:,}")
    table.add_row("unresolved blocks", f"{summary.kinds['unresolved']:,}")
    table.add_row("failed", f"{len(summary.failures):,}", style="bold red" if summary.failures else "")
    for title, counter in (("hits", summary.rules), ("repairs", summary.repairs), ("metadata", summary.metadata)):
        table.add_section()
        for name, count in sorted(counter.items(), key=lambda item: (-item[1], item[0])):
            table.add_row(f"{title}: {name}", f"{count:,}")
    shown.print(table)
