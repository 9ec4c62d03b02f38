"""``cleaner survey``: a first pass that counts lines, so that what a site prints on every page is known."""

from pathlib import Path
from typing import Any

import click

from cleaner.cli.options import known_encoding, local_output, not_read
from cleaner.errors import DecodeError, ReadError, SettingsError, WriteError


@click.command(name="survey")
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="CORPUS...")
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), metavar="FILE", help="File to write (JSON)."
)
@click.option("--site", metavar="HOST", help="Host to take the pages for, where their URL is not known.")
@click.option("--encoding", metavar="NAME", help="Encoding of text and HTML files.")
@click.option("--force", is_flag=True, help="Overwrite a file that is no survey.")
def command(sources: tuple[Path, ...], output: Path, site: str | None, encoding: str | None, force: bool) -> int:
    """Count the lines of a corpus, by document and by site.

    Give the file to cleaner clean --survey: lines that open or close many documents of one site are chrome.

    \b
    Example:
      cleaner survey corpus/ -o survey.json
      cleaner clean corpus/ --survey survey.json -o cleaned/
    """
    import orjson

    from cleaner.api import Cleaner
    from cleaner.sinks.atomic import printable_name, refuse_irregular, write_file
    from cleaner.sources import find_inputs, read_pages
    from cleaner.sources.page import Unreadable
    from cleaner.survey import Surveyor

    known_encoding(encoding)
    local_output(output, sources)
    refuse_irregular(output)
    if output.exists() and not force:
        _check_survey(output)
    cleaner = Cleaner(encoding=encoding, site=site)
    surveyor = Surveyor()
    read = failed = 0

    def fail(message: str) -> None:
        nonlocal failed
        failed += 1
        click.echo(f"failed: {printable_name(message)}", err=True)

    for found in find_inputs(sources, passed_over=not_read):
        try:
            for page in read_pages(found):
                if isinstance(page, Unreadable):
                    fail(page.message)
                    continue
                make = cleaner.document_from_html if page.markup else cleaner.document
                try:
                    document = make(page.content, page.id, page.url)
                except DecodeError as error:
                    fail(f"{page.source}: {error}")
                    continue
                surveyor.add(document.text, document.metadata.hostname)
                read += 1
        except ReadError as error:
            fail(str(error))
    if not read:
        raise ReadError("no page could be read, nothing was counted")
    counted = orjson.dumps(surveyor.survey().to_record(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    write_file(output, counted)
    click.echo(f"{output}: {read:,} documents counted" + (f", {failed:,} failed" if failed else ""), err=True)
    return 1 if failed else 0


def _check_survey(path: Path) -> None:
    """Raise WriteError, before anything is counted, for a file that is no survey of an earlier run."""
    try:
        load_survey(path)
    except SettingsError:
        raise WriteError(f"{path}: exists and is no survey; choose another name, or --force") from None


def load_survey(path: Path) -> Any:
    """Read a survey; raises SettingsError where the file is none."""
    import orjson

    from cleaner.survey import Survey

    try:
        return Survey.from_record(orjson.loads(path.read_bytes()))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise SettingsError(f"{path}: {error}") from error
