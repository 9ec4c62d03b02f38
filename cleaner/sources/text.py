"""Plain text: one file, one page."""

from collections.abc import Iterator
from pathlib import Path

from cleaner.sources.page import Page, read_bytes


def read_text(path: Path, name: str) -> Iterator[Page]:
    """Yield the page that a text file holds."""
    yield Page(name, read_bytes(path), str(path))
