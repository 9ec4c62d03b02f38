"""``cleaner clean``: the main job."""

import sys
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import click

from cleaner.cli.main import EXIT_FINDINGS
from cleaner.cli.options import (
    CLEANING_OPTIONS,
    INPUT_OPTIONS,
    RULE_OPTIONS,
    field_names,
    known_encoding,
    load_rules,
    local_output,
    not_read,
    with_options,
)
from cleaner.cli.survey import load_survey
from cleaner.errors import ReadError, SettingsError

STDIN = "-"
TIME_LIMIT = 120.0

OUTPUT_OPTIONS = (
    click.option("-o", "--output", type=click.Path(path_type=Path), metavar="DIR",
                 help="Folder to write; for jsonl and parquet a file, .gz or .zst to compress."),
    click.option("--format", "output_format", type=click.Choice(["txt", "jsonl", "parquet", "dolma"]), default="txt",
                 show_default=True, help="txt: NAME.txt and NAME.json for each page. jsonl, parquet: one record a "
                 "line or row. dolma: untouched text, and spans of what would be cut."),
    click.option("--shard-size", type=click.IntRange(1), metavar="MB",
                 help="Start a new file (NAME-00001) after this many megabytes, before compression."),
    click.option("--dry-run", is_flag=True, help="Clean, print the summary, write nothing."),
    click.option("--diff", is_flag=True, help="Print what would be cut as a diff; write nothing."),
    click.option("--report", type=click.Path(path_type=Path), metavar="FILE.html", help="Write a page about the run."),
    click.option("--with-title", is_flag=True, help="Put the title on top of the text."),
    click.option("--embedded", type=click.Choice(["drop", "record", "split"]), default="record", show_default=True,
                 help="Other articles found in a page: leave out, keep in its record, or write as documents."),
    click.option("--force", is_flag=True, help="Overwrite files that no earlier run wrote."),
)  # fmt: skip
RUN_OPTIONS = (
    click.option("-j", "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes to clean with."),
    click.option("--resume", is_flag=True, help="Go on where a run with the same inputs and options was cut off."),
    click.option("--time-limit", type=click.FloatRange(0, min_open=True), default=TIME_LIMIT, show_default=True,
                 metavar="SECONDS", help="A document that takes longer fails."),
)  # fmt: skip


@dataclass(frozen=True)
class Request:
    """What the command line asks for, by the names of its options."""

    sources: tuple[str, ...]
    input_format: str | None
    html_mode: Any
    text_field: str | None
    html_field: str | None
    bytes_field: str | None
    url_field: str | None
    id_field: str | None
    output: Path | None
    output_format: str
    shard_size: int | None
    dry_run: bool
    diff: bool
    report: Path | None
    with_title: bool
    embedded: Any
    force: bool
    jobs: int
    resume: bool
    time_limit: float
    rule_paths: tuple[Path, ...]
    isolated: bool
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    site: str | None
    unsafe: bool
    survey: Path | None
    encoding: str | None
    normalise: Any

    # What may differ between a run and the one that goes on with it: nothing that changes what is written.
    FREE = frozenset({"sources", "jobs", "resume", "report", "force", "time_limit", "dry_run", "diff"})

    def settings(self) -> dict[str, str]:
        """Return what the output depends on."""
        return {field.name: str(getattr(self, field.name)) for field in fields(self) if field.name not in self.FREE}


@click.command(name="clean")
@click.argument("sources", nargs=-1, required=True, metavar="SRC...")
@with_options(OUTPUT_OPTIONS, RUN_OPTIONS, INPUT_OPTIONS, RULE_OPTIONS, CLEANING_OPTIONS)
def command(**options: Any) -> int:
    """Clean pages and write text and records.

    SRC is a file, a folder (searched to any depth), an address for fsspec (s3://...), or - for one page on stdin.

    \b
    Examples:
      cleaner clean corpus/ -o cleaned/
      cleaner clean corpus/ --format jsonl -o cleaned.jsonl.zst -j 2 --report run.html
      cleaner clean crawl.warc.gz --format parquet -o cleaned.parquet --resume
      cleaner clean page.txt --diff
      cleaner clean - < page.txt > clean.txt
    """
    from cleaner.api import Cleaner

    asked = Request(**options)
    rules = load_rules(asked.rule_paths, asked.isolated, asked.select, asked.ignore)
    known_encoding(asked.encoding)
    survey = load_survey(asked.survey) if asked.survey else None
    cleaner = Cleaner(rules, asked.unsafe, asked.normalise, asked.encoding, asked.site, survey)
    if STDIN in asked.sources:
        if len(asked.sources) > 1 or asked.output is not None:
            raise SettingsError("- reads one page from stdin and writes to stdout; give no other source and no -o")
        return _stdin(cleaner, asked)
    if asked.output is None and not (asked.dry_run or asked.diff):
        raise SettingsError("no output: name a folder with -o DIR, or look first with --dry-run or --diff")
    return _clean(cleaner, asked)


def _clean(cleaner: Any, asked: Request) -> int:
    from cleaner.cli.clean_printing import diffed, print_summary, watched
    from cleaner.pipeline import Finish, done_batches, left_over, run
    from cleaner.sinks.atomic import printable_name
    from cleaner.sources import FORMATS, batches_of, find_inputs

    inputs = find_inputs(asked.sources, asked.input_format, not_read)
    report, seen = _report(asked)
    sink, journal, done = _outputs(cleaner, asked, inputs)
    batches = left_over(batches_of(inputs, field_names(vars(asked))), done)
    limit = None if asked.time_limit == float("inf") else asked.time_limit
    looked_at = asked.diff or asked.report is not None
    finish = Finish(sink.encode if sink else None, asked.embedded, asked.with_title, keep=looked_at)
    found = done_batches(cleaner, batches, asked.jobs, asked.html_mode, limit, finish=finish)
    known = all(FORMATS[item.format].batches is None for item in inputs)
    found = watched(found, len(inputs) if known else None)
    if asked.diff:
        found = diffed(found)
    try:
        summary = run(found, sink, seen=seen, journal=journal, done=done)
    except KeyboardInterrupt:
        rest = "the same command with --resume goes on from here" if sink else "nothing was written"
        raise KeyboardInterrupt(f"interrupted; {rest}") from None
    if asked.report is not None:
        from cleaner.report import write_report

        write_report(asked.report, report, summary)
    print_summary(summary, str(asked.output) if sink is not None else "nothing written")
    for failure in summary.failures:
        click.echo(f"failed: {printable_name(failure.message)}", err=True)
    if not summary.documents:
        raise ReadError("no page could be read, nothing was cleaned; each is listed above")
    return EXIT_FINDINGS if summary.failures else 0


def _outputs(cleaner: Any, asked: Request, inputs: list[Any]) -> tuple[Any, Any, list[dict[str, Any]]]:
    """Open the output and the journal beside it; return what an earlier run noted there."""
    from cleaner.sinks import SINKS
    from cleaner.sinks.journal import Journal
    from cleaner.sources import FORMATS

    if asked.dry_run or asked.diff or asked.output is None:
        return None, None, []
    if asked.with_title and asked.output_format == "dolma":
        raise SettingsError("--with-title changes the text that dolma's spans count in; leave it out")
    local_output(asked.output, asked.sources)
    sink = SINKS[asked.output_format](asked.output, asked.force, (asked.shard_size or 0) * 1_000_000)
    journal = Journal(sink.journal, _fingerprint(cleaner, asked, inputs))
    done = journal.entries() if asked.resume else []
    sink.check([item.id for item in inputs if FORMATS[item.format].batches is None], bool(done))
    journal.open(resume=bool(done))
    return sink, journal, done


def _report(asked: Request) -> tuple[Any, Any]:
    """Return what gathers for the report, and what shows it every result."""
    if asked.report is None:
        return None, lambda result: None
    from cleaner.report import Gathered, check_report

    local_output(asked.report, asked.sources, "--report")
    check_report(asked.report, asked.force)
    gathered = Gathered()
    return gathered, gathered.add


def _fingerprint(cleaner: Any, asked: Request, inputs: list[Any]) -> str:
    """Return a name for the run that changes with all that changes its output."""
    from hashlib import sha256

    from cleaner import __version__

    mark = sha256(repr((__version__, cleaner.rules.hash, sorted(asked.settings().items()))).encode())
    for item in inputs:
        mark.update(repr((item.id, item.location, item.format, None if item.url else _state(item.path))).encode())
    return mark.hexdigest()


def _state(path: Path) -> tuple[int, int] | None:
    try:
        state = path.stat()
    except OSError:  # it is told when it is read
        return None
    return state.st_size, state.st_mtime_ns


def _stdin(cleaner: Any, asked: Request) -> int:
    from cleaner.cli.clean_printing import unified
    from cleaner.pipeline import clean_page, records
    from cleaner.sinks.encoding import dumps
    from cleaner.sources.page import Page

    if asked.input_format not in (None, "txt", "html") or asked.output_format not in ("txt", "jsonl"):
        raise SettingsError("- takes one page of txt or html and gives txt or jsonl; name a file for other formats")
    page = Page("stdin", sys.stdin.buffer.read(), "-", markup=asked.input_format == "html")
    result = clean_page(cleaner, page, asked.html_mode)
    if asked.diff:
        for line in unified(result):
            click.echo(line)
        return 0
    out = sys.stdout.buffer
    for record in records(result, asked.embedded, asked.with_title):
        if asked.output_format == "jsonl":
            out.write(dumps(record))
        else:
            text = record["text"]
            out.write((text if text.endswith("\n") or not text else text + "\n").encode("utf-8", "surrogatepass"))
    out.flush()
    return 0
