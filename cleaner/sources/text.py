"""Plain text: one file, one page."""

from collections.abc import Container, Iterator

from cleaner.sources.opening import read_whole
from cleaner.sources.page import Batch, Input, Page


def read_text(found: Input) -> Page:
    """Return the page that a text file holds; raises ReadError."""
    return Page(found.id, read_whole(found), found.location)


def text_pages(batch: Batch, skip: Container[int] = ()) -> Iterator[Page]:
    """Yield a page for each file."""
    return map(read_text, batch.inputs)
