"""Options that several commands share, and what they make."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from cleaner.errors import SettingsError

Command = TypeVar("Command", bound=Callable[..., Any])

RULE_OPTIONS = (
    click.option("--rules", "rule_paths", multiple=True, type=click.Path(path_type=Path), metavar="PATH",
                 help="Rule file or folder, beside the bundled rules. May be given more than once."),
    click.option("--isolated", is_flag=True, help="Use only the rules given with --rules."),
    click.option("--select", multiple=True, metavar="IDS", help="Use only these rules, sets or groups (commas)."),
    click.option("--ignore", multiple=True, metavar="IDS", help="Leave out these rules, sets or groups (commas)."),
)  # fmt: skip
INPUT_OPTIONS = (
    click.option("--input-format", type=click.Choice(["txt", "html", "jsonl", "parquet", "warc"]),
                 help="Take every file for this format; else the suffix tells, with or without .gz .zst .bz2 .xz."),
    click.option("--html-mode", type=click.Choice(["balanced", "precision", "recall", "fast"]), default="balanced",
                 show_default=True, help="For HTML: lose less text (recall), keep less chrome (precision), be quick."),
    click.option("--text-field", metavar="NAME", help="Field of a record that holds text; else the usual names."),
    click.option("--html-field", metavar="NAME", help="Field that holds HTML."),
    click.option("--bytes-field", metavar="NAME", help="Field that holds bytes (in JSON: as base64)."),
    click.option("--url-field", metavar="NAME", help="Field that holds the address."),
    click.option("--id-field", metavar="NAME", help="Field that holds the id."),
)  # fmt: skip
CLEANING_OPTIONS = (
    click.option("--site", metavar="HOST", help="Host to take the pages for, so that its site rules apply."),
    click.option("--unsafe", is_flag=True, help="Also apply rules marked unsafe."),
    click.option("--survey", type=click.Path(path_type=Path), metavar="FILE",
                 help="What cleaner survey counted, so that lines a site repeats are known."),
    click.option("--encoding", metavar="NAME",
                 help="Encoding of text and HTML files, and of bytes in records (JSON itself is UTF-8)."),
    click.option("--normalise", type=click.Choice(["none", "safe", "standard", "search"]), default="standard",
                 show_default=True, help="Level of character repairs."),
)  # fmt: skip


def with_options(*groups: Sequence[Callable[[Command], Command]]) -> Callable[[Command], Command]:
    """Put groups of options on a command, in the order they are listed."""

    def add(command: Command) -> Command:
        for option in reversed([option for group in groups for option in group]):
            command = option(command)
        return command

    return add


def load_rules(
    rule_paths: Sequence[Path], isolated: bool, select: Sequence[str] = (), ignore: Sequence[str] = ()
) -> Any:
    """Load the rules a command asks for; raises RuleFileError, SettingsError for names of no rule."""
    from dataclasses import replace

    from cleaner.rulefile import RuleSet

    if isolated and not rule_paths:
        raise SettingsError("--isolated leaves no rules: name rule files with --rules")
    rules = RuleSet.load(*rule_paths, bundled=not isolated)
    chosen = {name for value in select for name in value.split(",") if name}
    left = {name for value in ignore for name in value.split(",") if name}
    known = {name for rule in rules.all for name in (rule.id, rule.id.partition("/")[0], rule.group)}
    for name in sorted((chosen | left) - known):
        import difflib

        close = difflib.get_close_matches(name, known, 1)
        raise SettingsError(
            f"no rule, set or group {name!r}"
            + (f"; did you mean {close[0]!r}?" if close else "; see cleaner rules list")
        )
    picked = replace(rules, select=frozenset(chosen), ignore=frozenset(left))
    if not picked.all:
        raise SettingsError("--select and --ignore leave no rules; loosen one of them")
    return picked


def field_names(options: Mapping[str, Any]) -> Any:
    """Return the fields that INPUT_OPTIONS name."""
    from cleaner.sources import Fields

    return Fields(*(options[f"{name}_field"] for name in ("text", "html", "bytes", "url", "id")))


def local_output(output: Path, sources: Iterable[object], option: str = "-o") -> None:
    """Refuse an output that is an address, or that lies in an input: a second run would clean its own output."""
    if re.match(r"[a-z][a-z0-9+.-]+:/", str(output)):
        raise SettingsError(f"{option} {output}: only local files are written; name one and copy it there")
    target = output.resolve()
    for source in sources:
        if "://" in str(source):
            continue
        given = Path(str(source)).resolve()
        if target == given or (given.is_dir() and given in target.parents):
            raise SettingsError(f"{output}: the output lies in the input {source}; name a place outside it")


def not_read(path: str, reason: str) -> None:
    """Say on stderr that something among the sources is passed over."""
    from cleaner.sinks.atomic import printable_name

    click.echo(f"not read: {printable_name(path)}: {reason}", err=True)


def known_encoding(name: str | None) -> None:
    """Raise SettingsError for an encoding that Python does not know, before any page is read."""
    import codecs

    if name:
        try:
            codecs.lookup(name)
        except (LookupError, ValueError):
            raise SettingsError(f"--encoding {name}: no such encoding; names are like utf-8, windows-1256") from None


def console(stderr: bool = False) -> Any:
    """Return a rich console; pipes get plain text of full width."""
    from rich.console import Console

    shown = Console(stderr=stderr, highlight=False, soft_wrap=True)
    if not shown.is_terminal:
        shown = Console(stderr=stderr, highlight=False, soft_wrap=True, width=160)
    return shown
