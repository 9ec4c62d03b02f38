"""``cleaner survey``: a first pass that counts lines, so that what a site prints on every page is known."""

from pathlib import Path
from typing import Any

import click

from cleaner.cli.options import known_encoding
from cleaner.errors import ReadError, SettingsError


@click.command(name="survey")
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="CORPUS...")
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path), metavar="FILE", help="File to write (JSON)."
)
@click.option("--site", metavar="HOST", help="Host to take the pages for, where their URL is not known.")
@click.option("--encoding", metavar="NAME", help="Read every file in this encoding.")
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
    from cleaner.sinks.atomic import write_file
    from cleaner.sources import find_inputs, read_pages
    from cleaner.survey import Surveyor

    known_encoding(encoding)
    if output.exists() and not force:
        load_survey(output)
    cleaner = Cleaner(encoding=encoding, site=site)
    surveyor = Surveyor()
    read = failed = 0
    for found in find_inputs(sources):
        try:
            for page in read_pages(found):
                make = cleaner.document_from_html if page.markup else cleaner.document
                document = make(page.content, page.id, page.url)
                surveyor.add(document.text, document.metadata.hostname)
                read += 1
        except ReadError as error:
            failed += 1
            click.echo(f"failed: {found.path}: {error}", err=True)
    if not read:
        raise ReadError("no page could be read, nothing was counted")
    counted = orjson.dumps(surveyor.survey().to_record(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    write_file(output, counted)
    click.echo(f"{output}: {read:,} documents counted" + (f", {failed:,} failed" if failed else ""), err=True)
    return 1 if failed else 0


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
