"""``cleaner clean``: the main job."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from cleaner.cli.main import EXIT_FINDINGS
from cleaner.cli.options import CLEANING_OPTIONS, RULE_OPTIONS, console, known_encoding, load_rules, with_options
from cleaner.cli.survey import load_survey
from cleaner.errors import ReadError, SettingsError

STDIN = Path("-")


@click.command(name="clean")
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="SRC...")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="DIR", help="Folder (or file, for jsonl) to write.")
@click.option("--format", "output_format", type=click.Choice(["txt", "jsonl"]), default="txt", show_default=True,
              help="txt: NAME.txt and NAME.json for each page. jsonl: one file, one record a line.")  # fmt: skip
@click.option("--input-format", type=click.Choice(["txt", "html"]), help="Take every file for this format.")
@click.option("--dry-run", is_flag=True, help="Clean, print the summary, write nothing.")
@click.option("--diff", is_flag=True, help="Print what would be cut as a diff; write nothing.")
@click.option("--with-title", is_flag=True, help="Put the title on top of the text.")
@click.option("--embedded", type=click.Choice(["drop", "record", "split"]), default="record", show_default=True,
              help="Other articles found in a page: leave out, keep in its record, or write as documents.")  # fmt: skip
@click.option("-j", "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes to clean with.")
@click.option("--force", is_flag=True, help="Overwrite files that no earlier run wrote.")
@with_options(RULE_OPTIONS, CLEANING_OPTIONS)
def command(
    sources: tuple[Path, ...], output: Path | None, output_format: str, input_format: str | None, dry_run: bool,
    diff: bool, with_title: bool, embedded: Any, jobs: int, force: bool, rule_paths: tuple[Path, ...], isolated: bool,
    select: tuple[str, ...], ignore: tuple[str, ...], site: str | None, unsafe: bool, survey: Path | None, encoding: str | None,
    normalise: Any,
) -> int:  # fmt: skip
    """Clean pages and write text and records.

    SRC is a file, a folder (searched to any depth), or - for one page on stdin.

    \b
    Examples:
      cleaner clean corpus/ -o cleaned/
      cleaner clean corpus/ --format jsonl -o cleaned.jsonl -j 2
      cleaner clean page.txt --diff
      cleaner clean - < page.txt > clean.txt
    """
    from cleaner.api import Cleaner
    from cleaner.pipeline import results, run
    from cleaner.sinks import SINKS, Sink
    from cleaner.sources import find_inputs

    rules = load_rules(rule_paths, isolated, select, ignore)
    known_encoding(encoding)
    cleaner = Cleaner(rules, unsafe=unsafe, normalise=normalise, encoding=encoding, site=site,
                      survey=load_survey(survey) if survey else None)  # fmt: skip
    if STDIN in sources:
        if len(sources) > 1 or output is not None:
            raise SettingsError("- reads one page from stdin and writes to stdout; give no other source and no -o")
        return _stdin(cleaner, output_format, input_format, with_title, embedded, diff)
    writes = not (dry_run or diff)
    if writes and output is None:
        raise SettingsError("no output: name a folder with -o DIR, or look first with --dry-run or --diff")
    inputs = find_inputs(sources, input_format)
    sink: Sink | None = None
    if writes and output is not None:
        _apart(sources, output)
        sink = SINKS[output_format](output, force)
        sink.check([found.id for found in inputs])
    found = _watched(results(cleaner, inputs, jobs), len(inputs))
    if diff:
        found = _diffed(found)
    summary = run(found, sink, embedded=embedded, with_title=with_title)
    print_summary(summary, str(output) if writes else "nothing written")
    for failure in summary.failures:
        click.echo(f"failed: {failure.message}", err=True)
    if not summary.documents:
        raise ReadError("no page could be read, nothing was cleaned; each is listed above")
    return EXIT_FINDINGS if summary.failures else 0


def _apart(sources: tuple[Path, ...], output: Path) -> None:
    """Refuse an output inside or equal to an input: a second run would clean its own output, or worse."""
    target = output.resolve()
    for source in sources:
        given = source.resolve()
        if target == given or (given.is_dir() and given in target.parents):
            raise SettingsError(f"{output}: the output lies in the input {source}; name a folder outside it")


def _stdin(cleaner: Any, output_format: str, input_format: str | None, with_title: bool, embedded: Any, diff: bool) -> int:
    import orjson

    from cleaner.pipeline import clean_page, records
    from cleaner.sources.page import Page

    page = Page("stdin", sys.stdin.buffer.read(), "-", markup=input_format == "html")
    result = clean_page(cleaner, page)
    if diff:
        for line in unified(result):
            click.echo(line)
        return 0
    out = sys.stdout.buffer
    for record in records(result, embedded, with_title):
        if output_format == "jsonl":
            out.write(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))
        else:
            text = record["text"]
            out.write((text if text.endswith("\n") or not text else text + "\n").encode("utf-8", "surrogatepass"))
    out.flush()
    return 0


def _watched(found: Iterator[Any], total: int) -> Iterator[Any]:
    """Show progress with rate and time left, on a terminal only."""
    if not sys.stderr.isatty():
        yield from found
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("cleaning"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.speed:.0f}/s"), TimeRemainingColumn())
    with Progress(*columns, console=console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total)
        progress.tasks[0].finished_speed = 0.0
        for result in found:
            yield result
            progress.advance(task)


def _diffed(found: Iterator[Any]) -> Iterator[Any]:
    from cleaner.pipeline import Failure

    for result in found:
        if not isinstance(result, Failure):
            for line in unified(result):
                click.echo(line)
        yield result


def unified(result: Any) -> Iterator[str]:
    """Yield a diff from the page as read (after repairs) to its clean text, with the rule behind each line cut."""
    owner = {n: r.rule_id for r in result.removals for n in range(r.first_line, r.last_line + 1)}
    kept = {n: text for n, text in _kept_lines(result)}
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
        cuts = [(max(a, start), min(b, end)) for a, b in removals if a <= end and b >= start and max(a, start) < min(b, end)]
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
