"""HTML: one file, one page; its text is extracted before the text rules see it."""

from collections.abc import Container, Iterator
from dataclasses import replace

from cleaner.sources.page import Batch, Page
from cleaner.sources.text import text_pages


def html_pages(batch: Batch, skip: Container[int] = ()) -> Iterator[Page]:
    """Yield a page of markup for each file."""
    return (replace(page, markup=True) for page in text_pages(batch))
