"""HTML: one file, one page; its text is extracted before the text rules see it."""

from collections.abc import Iterator
from pathlib import Path

from cleaner.sources.page import Page, read_bytes


def read_html(path: Path, name: str) -> Iterator[Page]:
    """Yield the page that an HTML file holds, as bytes of markup."""
    yield Page(name, read_bytes(path), str(path), markup=True)
