"""``cleaner check``: what is still wrong in a corpus."""

import sys
from typing import Any

import click

from cleaner.cli.check_options import CHECK_OPTIONS, display, loaded_settings, make_run, watched
from cleaner.cli.options import with_options
from cleaner.errors import SettingsError

FORMATS = ("full", "concise", "json", "jsonl", "github", "sarif", "junit")


@click.command(name="check")
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option(
    "--output-format", type=click.Choice(FORMATS), default="full", show_default=True, help="How findings are put out."
)
@click.option("--statistics", is_flag=True, help="Print how often each rule was found, not each finding.")
@click.option("--fix", is_flag=True, help="Put right what can be put right safely; exit 1 where a file was changed.")
@click.option(
    "--unsafe-fixes", is_flag=True, help="With --fix or --diff, also make fixes that may change what is meant."
)
@click.option("--diff", is_flag=True, help="Print what --fix would change, and change nothing.")
@click.option(
    "--fail-on", type=click.Choice(["error", "warning", "info"]), help="Least severity for exit code 1 [error]."
)
@click.option(
    "--stdin-filename", metavar="NAME", help="With - as PATH: the name to report, and to match patterns with."
)
@click.option(
    "--pass-with-no-pages", is_flag=True, help="Exit 0 where the files named are all left out, as a hook needs it."
)
@click.option("--explain", metavar="ID", help="Print the page of a check, and do nothing else.")
@click.option("--list", "as_list", is_flag=True, help="List the checks, and do nothing else.")
@with_options(CHECK_OPTIONS)
def command(
    paths: tuple[str, ...], output_format: str, statistics: bool, fix: bool, unsafe_fixes: bool, diff: bool,
    stdin_filename: str | None, pass_with_no_pages: bool, explain: str | None, as_list: bool, jobs: int, **options: Any,
) -> int:  # fmt: skip
    """Report what is still wrong in a corpus: chrome, damage, duplicates.

    PATH is a file, a folder (searched to any depth), or - for one page on stdin. A page is a text file, or a record
    of a JSONL or Parquet file, named by file and row; of a folder that holds text files, only these are looked at.
    Changes nothing without --fix, and then only text files.

    Exit codes: 0 clean, 1 findings at or above --fail-on or files fixed, 2 nothing could be checked.

    \b
    Examples:
      cleaner check cleaned/
      cleaner check cleaned/ --fix
      cleaner check corpus.jsonl.gz -j 2
      cleaner check cleaned/ --output-format sarif > findings.sarif
      cleaner check - --stdin-filename page.txt < page.txt
      cleaner check --explain text/crlf
    """
    if explain or as_list:
        return _document(explain)
    if not paths:
        raise SettingsError("no pages to check: name files or folders, or - for stdin")
    if unsafe_fixes and not (fix or diff):
        raise SettingsError("--unsafe-fixes says how to fix: give it with --fix or --diff")
    if stdin_filename and paths != ("-",):
        raise SettingsError("--stdin-filename is for one page on stdin: give - as the only path")
    if "-" in paths:
        if len(paths) > 1 or fix or diff:
            raise SettingsError("- checks one page from stdin and changes nothing; give no other path, --fix or --diff")
        return _stdin(stdin_filename or "stdin", output_format, statistics, options)

    from dataclasses import replace

    from cleaner.inspection.choosing import Choice
    from cleaner.inspection.mending import mend
    from cleaner.inspection.reporting import make_report
    from cleaner.inspection.targets import find_targets

    loaded = loaded_settings(options)
    targets = find_targets(paths, loaded, pass_with_no_pages)
    if not targets:
        click.echo(f"cleaner: {', '.join(paths)}: no page, or left out by exclude; nothing to check: exit 0", err=True)
        return 0
    run = replace(make_run(loaded, jobs), watch=watched)
    choice = Choice(loaded, run.examiner.cleaner.rules.all)
    if fix or diff:
        mended = mend(run, choice, targets, paths, unsafe_fixes, write=fix and not diff)
        if diff:
            for part in mended.diffs:
                _print_lines([part.removesuffix("\n")])
            return _end(mended.report)
        for path in mended.report.changed:
            click.echo(f"fixed {display(sys.stderr).show(path)}", err=True)
        report = mended.report
    else:
        report = make_report(run, choice, list(run.examined(targets)), paths)
    return _put_out(report, output_format, statistics)


def _stdin(name: str, output_format: str, statistics: bool, options: dict[str, Any]) -> int:
    """Check one page from stdin; a file that exclude leaves out is clean, as editors expect."""
    from cleaner.inspection.choosing import Choice
    from cleaner.inspection.reporting import make_report
    from cleaner.inspection.running import examine_bytes
    from cleaner.inspection.targets import target_of
    from cleaner.settings import matches

    loaded = loaded_settings(options)
    target = target_of(name, loaded)
    if not target.plain:
        raise SettingsError(f"{name}: - checks one page of plain text; give the path of the file instead")
    if matches(target.name, loaded.settings.exclude):
        click.echo(f"{name}: left out by exclude, not checked: exit 0", err=True)
        return 0
    run = make_run(loaded, 1)
    choice = Choice(loaded, run.examiner.cleaner.rules.all)
    page = examine_bytes(run, target, sys.stdin.buffer.read(loaded.settings.max_bytes + 1))
    return _put_out(make_report(run, choice, [page]), output_format, statistics)


def _put_out(report: Any, output_format: str, statistics: bool) -> int:
    from cleaner.findings import FORMATS as WRITERS
    from cleaner.findings.text import statistics as counted

    people = output_format in ("full", "concise")
    writer = counted if statistics and people else WRITERS[output_format]
    _print_lines(writer(report, display(sys.stdout)))
    return _end(report)


def _end(report: Any) -> int:
    """Say what was found and why the exit code is what it is: the last line, on stderr, as stdout may carry data."""
    sys.stdout.flush()
    click.echo(f"cleaner: {report.summary}", err=True)
    code: int = report.exit_code
    return code


def _print_lines(lines: Any) -> None:
    # Bytes, so that any locale will do, and any name of a file.
    out = sys.stdout.buffer
    for line in lines:
        out.write(line.encode("utf-8", "replace") + b"\n")
    out.flush()


def _document(name: str | None) -> int:
    from cleaner.checks import CHECKS, describe_check
    from cleaner.settings import did_you_mean

    if name is None:
        width = max(map(len, CHECKS))
        for check in CHECKS.values():
            click.echo(f"{check.id:<{width}}  {check.severity:<7}  {check.summary}")
        return 0
    page = describe_check(name)
    if page is None:
        raise SettingsError(f"no check is called {name!r}{did_you_mean(name, CHECKS) or '; see cleaner check --list'}")
    click.echo(page, nl=False)
    return 0
