"""Options that ``check`` and ``baseline`` share, and what they make: settings, a run, a display."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

import click

from cleaner.cli.options import RULE_OPTIONS, console, known_encoding, load_rules
from cleaner.cli.printing import printable

CHECK_OPTIONS = (
    *RULE_OPTIONS[:2],
    click.option("--select", multiple=True, metavar="NAMES",
                 help="Report only these rules, checks, sets, kinds (commas)."),
    click.option("--ignore", multiple=True, metavar="NAMES", help="Never report these (commas)."),
    click.option("--language", "languages", multiple=True, metavar="CODE", help="Language that pages may be in (ar)."),
    click.option("--site", metavar="HOST", help="Host to take the pages for, so that its site rules apply."),
    click.option("--encoding", metavar="NAME", help="Read every page in this encoding."),
    click.option("--text-field", metavar="NAME", help="Field of JSONL and Parquet records that holds the text."),
    click.option("--config", type=click.Path(path_type=Path), metavar="FILE",
                 help="Settings file, instead of the nearest cleaner.toml or pyproject.toml."),
    click.option("--baseline", metavar="FILE", help="File of known findings, which are not reported."),
    click.option("--no-cache", is_flag=True, help="Look at every page anew, and remember nothing."),
    click.option("-j", "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes to check with."),
)  # fmt: skip
PROGRESS_FROM = 200  # files; fewer are done before a bar can be read


def loaded_settings(options: dict[str, Any]) -> Any:
    """Return the settings of the project with the options of the command line in their place; raises SettingsError."""
    from cleaner.settings import changed, load_settings

    loaded = load_settings(Path.cwd(), options["config"])
    given: dict[str, Any] = {name: _split(options[name]) for name in ("select", "ignore", "languages")}
    given |= {name: options.get(name) for name in ("site", "encoding", "text_field", "fail_on")}
    given["rules"] = tuple(os.path.abspath(path) for path in options["rule_paths"])
    given["isolated"] = options["isolated"] or None
    given["baseline"] = os.path.abspath(options["baseline"]) if options["baseline"] else None
    given["cache"] = False if options["no_cache"] else None
    return changed(loaded, given)


def make_run(loaded: Any, jobs: int) -> Any:
    """Load the rules that the settings name, and return a run; raises RuleFileError, SettingsError."""
    from cleaner.api import Cleaner
    from cleaner.inspection.examining import Examiner
    from cleaner.inspection.running import Run

    settings = loaded.settings
    known_encoding(settings.encoding)
    rules = load_rules([loaded.root / path for path in settings.rules], settings.isolated)
    cleaner = Cleaner(rules, site=settings.site, encoding=settings.encoding)
    return Run(Examiner(cleaner, settings.languages), loaded, jobs)


def _split(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for value in values for name in value.split(",") if name)


def display(stream: TextIO) -> Any:
    """Return how to show text on a stream: isolates on a terminal only, colours as NO_COLOR and FORCE_COLOR say."""
    from cleaner.findings.report import Display

    terminal = stream.isatty()
    colours = not os.environ.get("NO_COLOR") and (terminal or bool(os.environ.get("FORCE_COLOR")))
    return Display(_paint if colours else lambda text, style: text, lambda text: printable(text, terminal))


def _paint(text: str, style: str) -> str:
    from rich.color import ColorSystem
    from rich.style import Style

    return Style.parse(style).render(text, color_system=ColorSystem.STANDARD)


def watched(files: Iterator[Any], total: int) -> Iterator[Any]:
    """Show progress, on a terminal and for many files only."""
    if total < PROGRESS_FROM or not sys.stderr.isatty():
        yield from files
        return
    from rich.progress import track

    yield from track(files, description="checking", total=total, console=console(stderr=True), transient=True)
