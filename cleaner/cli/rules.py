"""``cleaner rules``: list, show and write rules; how they are tried out is in ``rules_check``."""

from pathlib import Path

import click

from cleaner.cli import rules_check
from cleaner.cli.options import RULE_OPTIONS, console, load_rules, with_options
from cleaner.cli.printing import print_json
from cleaner.errors import ReadError, SettingsError

COLUMNS = ("id", "kind", "group", "severity", "fix", "message")


@click.group(name="rules")
def command() -> None:
    """List, show, test and write rules.

    \b
    Examples:
      cleaner rules list
      cleaner rules test
      cleaner rules new --from page.txt:12-15
    """


@command.command(name="list")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@with_options(RULE_OPTIONS)
def list_rules(
    as_json: bool, rule_paths: tuple[Path, ...], isolated: bool, select: tuple[str, ...], ignore: tuple[str, ...]
) -> int:
    """List rules with kind, group, severity, fix and message.

    \b
    Examples:
      cleaner rules list
      cleaner rules list --select related
      cleaner rules list --rules mine.yaml --isolated --json
    """
    rules = load_rules(rule_paths, isolated, select, ignore).all
    rows = [{name: getattr(rule, name) for name in COLUMNS} for rule in rules]
    if as_json:
        print_json(rows)
        return 0
    from rich.table import Table

    table = Table(*COLUMNS, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*(row[name] for name in COLUMNS))
    console().print(table)
    return 0


@command.command()
@click.argument("name", metavar="ID")
@with_options(RULE_OPTIONS[:2])
def show(name: str, rule_paths: tuple[Path, ...], isolated: bool) -> int:
    """Print the documentation page of a rule, of a kind of rule, or of a check.

    ID is the id of a rule, with or without its set, a kind such as line, start or shape, or the id of a check.

    \b
    Examples:
      cleaner rules show ar/read-also
      cleaner rules show shape
      cleaner rules show text/crlf
    """
    import difflib

    from cleaner.checks import CHECKS, describe_check
    from cleaner.rulefile.bench import lay_out
    from cleaner.rulefile.compiling import MATCHERS
    from cleaner.rulefile.pages import kind_page, rule_page

    bench = lay_out(rule_paths, isolated)
    bench.rules()
    files = bench.files
    found = [
        (file, index)
        for file in files
        for index, rule in enumerate(file.spec.rules)
        if name in (rule.id, f"{file.spec.set}/{rule.id}")
    ]
    # A rule may have the name of a kind: then both are shown.
    pages = [kind_page(name, files)] if name in MATCHERS else []
    pages += [rule_page(file, index) for file, index in found]
    if page := describe_check(name):
        pages.append(page)
    if not pages:
        known = [n for file in files for rule in file.spec.rules for n in (rule.id, f"{file.spec.set}/{rule.id}")]
        close = difflib.get_close_matches(name, [*known, *MATCHERS, *CHECKS], 1)
        hint = f"did you mean {close[0]!r}?" if close else "see cleaner rules list"
        raise SettingsError(f"no rule, kind of rule or check is called {name!r}; {hint}")
    click.echo("\n".join(pages), nl=False)
    return 0


@command.command()
@click.option("--from", "source", required=True, metavar="FILE:A-B", help="Lines of a page, from A to B (or one, A).")
@click.option("--id", "slug", default="new-rule", show_default=True, help="Id of the rule: a-z, 0-9 and hyphens.")
def new(source: str, slug: str) -> int:
    """Draft a rule from lines of a page, as YAML to paste into a rule file.

    One line makes a line rule, several a block that the first of them opens.

    \b
    Examples:
      cleaner rules new --from page.txt:12
      cleaner rules new --from page.txt:12-15 --id most-read >> rules/mine.yaml
    """
    import re

    from cleaner.api import Cleaner
    from cleaner.rulefile.scaffold import draft
    from cleaner.sources.page import read_bytes
    from cleaner.view import View

    match = re.fullmatch(r"(?s)(.+):(\d+)(?:-(\d+))?", source)
    if match is None:
        raise SettingsError(f"--from {source}: write it as FILE:A-B, such as page.txt:12-15")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        raise SettingsError(f"--id {slug}: an id is made of a-z, 0-9 and single hyphens")
    first, last = int(match[2]), int(match[3] or match[2])
    path = Path(match[1])
    if not path.exists():
        raise ReadError(f"{path}: no such file; check the path")
    lines = Cleaner().document(read_bytes(path)).text.split("\n")
    if not 1 <= first <= last <= len(lines):
        raise SettingsError(f"--from {source}: {match[1]} has the lines 1 to {len(lines)}; name them first to last")
    shown = View.of("\n".join(lines)).shown
    heading = next((lines[at] for at in shown if first - 1 <= at < last), "")
    if "{" in heading or "}" in heading:
        # A template has no way to write them, and without them it would miss its own example.
        raise SettingsError(f"--from {source}: braces open holes in a rule; name lines that begin with one without")
    try:
        click.echo(draft(lines, first, last, slug, path.name), nl=False)
    except ValueError as error:
        raise SettingsError(f"--from {source}: {error}; name lines with text") from error
    return 0


@command.command()
def schema() -> int:
    """Print the JSON Schema of rule files, for editors that complete and check YAML.

    \b
    Example:
      cleaner rules schema > rules/rules.schema.json
    """
    from cleaner.rulefile.schema import schema_text

    click.echo(schema_text(), nl=False)
    return 0


for _check in rules_check.COMMANDS:
    command.add_command(_check)
