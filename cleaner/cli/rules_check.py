"""The subcommands of ``cleaner rules`` that try rules out: test, lint, fuzz, stats."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from cleaner.cli.main import EXIT_FINDINGS
from cleaner.cli.options import RULE_OPTIONS, console, load_rules, with_options
from cleaner.cli.printing import print_json, printable
from cleaner.errors import SettingsError

PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATHS]...")
ISOLATED = click.option("--isolated", is_flag=True, help="Leave the bundled rules out: PATHS alone are the rule set.")
CORPUS = click.argument("corpus", type=click.Path(path_type=Path))


@click.command()
@PATHS
@ISOLATED
def test(paths: tuple[Path, ...], isolated: bool) -> int:
    """Try every example and case of rule files (default: the bundled ones).

    A strip example must be hit by its rule, a keep example must not be, and must survive the whole rule set in the
    middle of an article. Cases run with the whole rule set.

    \b
    Examples:
      cleaner rules test
      cleaner rules test rules/mine.yaml
      cleaner rules test rules/mine.yaml --isolated
    """
    from cleaner.rulefile.bench import lay_out
    from cleaner.rulefile.selftest import run_selftest

    bench = lay_out(paths, isolated)
    report = run_selftest(bench.targets, bench.rules())
    for failure in report.failures:
        click.echo(printable(str(failure)))
    count = f"{report.rules} rules, {report.examples} examples, {report.cases} cases"
    click.echo(f"{count}: {len(report.failures) or 'no'} failures", err=True)
    return EXIT_FINDINGS if report.failures else 0


@click.command()
@PATHS
@ISOLATED
def lint(paths: tuple[Path, ...], isolated: bool) -> int:
    """Look for faults and doubtful rules in rule files (default: the bundled ones).

    Prints file:line:column: severity: check: message. Warnings alone do not fail.

    \b
    Examples:
      cleaner rules lint
      cleaner rules lint rules/mine.yaml
    """
    from cleaner.rulefile.bench import lay_out
    from cleaner.rulefile.lint import lint as look

    findings = look(lay_out(paths, isolated))
    errors = sum(finding.level == "error" for finding in findings)
    for finding in findings:
        click.echo(printable(str(finding)))
    click.echo(f"{errors or 'no'} errors, {len(findings) - errors or 'no'} warnings", err=True)
    return EXIT_FINDINGS if errors else 0


@click.command()
@CORPUS
@click.option("--rule", "only", multiple=True, metavar="IDS", help="Plant only headings of these rules (commas).")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Try at most N plantings, evenly spread.")
@click.option("-j", "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes to try with.")
@with_options(RULE_OPTIONS[:2])
def fuzz(
    corpus: Path, only: tuple[str, ...], limit: int | None, jobs: int, rule_paths: tuple[Path, ...], isolated: bool
) -> int:
    """Plant every block heading in every clean text of CORPUS, and want the clean text back.

    Each .txt of CORPUS is cleaned first. Then each heading, with a headline below it, is put after each of its lines.
    Rule sets named for another language than the text's are left out, unless --rule names them.

    \b
    Examples:
      cleaner rules fuzz corpus/ -j 2
      cleaner rules fuzz corpus/ --rule ar/read-also --limit 2000
    """
    from cleaner.rulefile.fuzzing import Miss, clean_document, plantings, spread, try_all

    rules = load_rules(rule_paths, isolated)
    names = _known(rules, only)
    failures = 0
    documents = {}
    for result in _results(rules, corpus):
        if isinstance(result, str):
            click.echo(f"failed: {result}", err=True)
            failures += 1
        else:
            documents[result.document.id] = clean_document(result)
    every = [planting for document in documents.values() for planting in plantings(document, rules, names)]
    if not every:
        raise SettingsError(f"{corpus}: nothing to plant; no block rule has a plain heading, or no text is left")
    tried = spread(every, limit)
    misses: list[Miss] = list(filter(None, _watched(tried, lambda tried: try_all(documents, rules, tried, jobs))))
    for miss in sorted(misses, key=lambda m: (m.size, m.planting.document, m.planting.line)):
        where = miss.planting
        click.echo(printable(f"{where.document}:{where.line}: {where.rule_id}: {where.heading}: | {where.headline}"))
        for what, text in (("lost", miss.lost), ("left", miss.left)):
            if text:
                click.echo(printable(f"    {what} {len(text)}: {text if len(text) <= 200 else text[:200] + ' ...'}"))
    good = len(tried) - len(misses)
    of = f" (of {len(every)})" if len(tried) < len(every) else ""
    click.echo(f"{good} of {len(tried)} plantings{of} gave the text back: {good / len(tried):.2%}", err=True)
    return EXIT_FINDINGS if misses or failures else 0


@click.command()
@CORPUS
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--check", "strict", is_flag=True, help="Fail on rules that never hit or want the same lines.")
@with_options(RULE_OPTIONS)
def stats(
    corpus: Path, as_json: bool, strict: bool, rule_paths: tuple[Path, ...], isolated: bool, select: tuple[str, ...],
    ignore: tuple[str, ...],
) -> int:  # fmt: skip
    """Count what each rule takes from CORPUS; name rules that never hit and rules that want the same lines.

    With --check these are findings, except where the rule's file gives a reason under accept (idle, shadowed).

    \b
    Examples:
      cleaner rules stats corpus/
      cleaner rules stats corpus/ --rules mine.yaml --isolated --json
      cleaner rules stats corpus/ --select ar,page --check
    """
    from cleaner.rulefile.stats import Statistics

    rules = load_rules(rule_paths, isolated, select, ignore)
    statistics = Statistics.of(rules.all)
    failures = []
    for result in _results(rules, corpus, None):
        if isinstance(result, str):
            failures.append(result)
        else:
            statistics.add(result)
    for failure in failures:
        click.echo(f"failed: {failure}", err=True)
    if as_json:
        print_json(statistics.to_record())
    else:
        _print(statistics)
    doubts = statistics.doubts if strict else ()
    for doubt in doubts:
        click.echo(doubt, err=True)
    return EXIT_FINDINGS if failures or doubts else 0


def _print(statistics: Any) -> None:
    from rich.table import Table

    title = f"{statistics.documents:,} documents, {statistics.characters:,} characters"
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    table.add_column("rule")
    for name in ("documents", "removals", "characters", "share", "captures", "refused"):
        table.add_column(name, justify="right")
    for rule_id, tally in statistics.ranked():
        if not tally.idle:
            numbers = (tally.documents, tally.removals, tally.characters)
            table.add_row(rule_id, *(f"{number:,}" for number in numbers), f"{statistics.share(rule_id):.2%}",
                          f"{tally.captures:,}", f"{tally.refused:,}")  # fmt: skip
    shown = console()
    shown.print(table)
    if statistics.dead:
        shown.print(f"\nnever hit ({len(statistics.dead)}): {', '.join(statistics.dead)}", markup=False)
    if statistics.overlaps:
        shown.print("\nwanted the same lines (winner, shadowed, times)")
        for (winner, loser), count in sorted(statistics.overlaps.items(), key=lambda item: (-item[1], item[0])):
            shown.print(f"  {winner}  {loser}  {count:,}", markup=False)


def _results(rules: Any, corpus: Path, input_format: str | None = "txt") -> Iterator[Any]:
    """Clean a corpus; yield a result, or a message for a page that failed."""
    from cleaner.api import Cleaner
    from cleaner.pipeline import Failure, results
    from cleaner.sources import find_inputs

    for result in _watched(list(find_inputs([corpus], input_format)), lambda found: results(Cleaner(rules), found)):
        yield result.message if isinstance(result, Failure) else result


def _known(rules: Any, given: Sequence[str]) -> frozenset[str]:
    """Return the names given; raises SettingsError for one that names no rule."""
    import difflib

    names = frozenset(name for value in given for name in value.split(",") if name)
    known = {name for rule in rules.all for name in (*rule.names, rule.id.partition("/")[0])}
    for name in sorted(names - known):
        close = difflib.get_close_matches(name, known, 1)
        hint = f"did you mean {close[0]!r}?" if close else "see cleaner rules list"
        raise SettingsError(f"no rule, set or group {name!r}; {hint}")
    return names


def _watched(items: Sequence[Any], run: Any) -> Iterator[Any]:
    """Go through ``run(items)`` with a progress bar, on a terminal only."""
    from rich.progress import track

    shown = console(stderr=True)
    yield from track(run(items), total=len(items), console=shown, transient=True, disable=not shown.is_terminal)


COMMANDS = (test, lint, fuzz, stats)
