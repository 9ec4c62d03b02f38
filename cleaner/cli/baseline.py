"""``cleaner baseline``: live with a dirty corpus, and let nothing new come in."""

from pathlib import Path
from typing import Any

import click

from cleaner.cli.check_options import CHECK_OPTIONS, loaded_settings, make_run, watched
from cleaner.cli.options import with_options
from cleaner.errors import SettingsError

DEFAULT = "cleaner-baseline.json"


@click.group(name="baseline")
def command() -> None:
    """Take note of known findings, so that only new ones fail.

    \b
    Examples:
      cleaner baseline create cleaned/
      cleaner baseline prune cleaned/
    """


@command.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@with_options(CHECK_OPTIONS)
def create(paths: tuple[str, ...], jobs: int, **options: Any) -> int:
    """Write every finding of today to the baseline file.

    The file is that of --baseline or of the setting, else cleaner-baseline.json beside the settings.

    \b
    Example:
      cleaner baseline create cleaned/
    """
    from cleaner.inspection.baseline import entries_of, write_baseline

    report, loaded, target = _report(paths, jobs, options)
    write_baseline(target, entries_of(report.findings, loaded.root))
    click.echo(f"{target}: {len(report.findings):,} findings noted", err=True)
    if not loaded.settings.baseline:
        click.echo(f'to use it, write baseline = "{target.name}" in the settings, or give it with --baseline', err=True)
    return 0


@command.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@with_options(CHECK_OPTIONS)
def prune(paths: tuple[str, ...], jobs: int, **options: Any) -> int:
    """Take out of the baseline what is no longer found, naming it.

    Entries for files outside PATH stay, as long as the files are there.

    \b
    Example:
      cleaner baseline prune cleaned/
    """
    from cleaner.inspection.baseline import read_baseline, split, write_baseline
    from cleaner.inspection.targets import find_targets

    report, loaded, target = _report(paths, jobs, options)
    entries = read_baseline(target)
    parts = split(report.findings, entries, loaded.root, {found.name for found in find_targets(paths, loaded)})
    for (name, rule, _), count in sorted(parts.stale.items()):
        click.echo(f"gone: {name}: {rule} ({count})")
    write_baseline(target, parts.kept)
    click.echo(f"{target}: {parts.stale.total():,} entries taken out, {parts.kept.total():,} left", err=True)
    return 0


def _report(paths: tuple[str, ...], jobs: int, options: dict[str, Any]) -> tuple[Any, Any, Path]:
    """Check without the baseline; raises SettingsError where nothing could be read."""
    from dataclasses import replace

    from cleaner.inspection.choosing import Choice
    from cleaner.inspection.reporting import make_report
    from cleaner.inspection.targets import find_targets

    loaded = loaded_settings(options)
    target = loaded.root / (loaded.settings.baseline or DEFAULT)
    targets = find_targets(paths, loaded)
    run = replace(make_run(loaded, jobs), watch=watched)
    bare = replace(run, loaded=replace(loaded, settings=loaded.settings.model_copy(update={"baseline": None})))
    choice = Choice(bare.loaded, run.examiner.cleaner.rules.all)
    report = make_report(bare, choice, list(run.examined(targets)))
    if not report.checked:
        raise SettingsError("no page could be read; the baseline is as it was")
    return report, loaded, target
