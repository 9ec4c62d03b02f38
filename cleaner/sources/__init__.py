"""Where pages come from: files found below the given paths, one module a format.

``FORMATS`` is the registry: a new format is one file and one line here. Reading is lazy; nothing is kept open but the
file that is being read, and no more than a batch is held in memory.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

from cleaner.errors import CleanerError
from cleaner.sources.finding import SUFFIXES, find_inputs
from cleaner.sources.html import html_pages
from cleaner.sources.jsonl import jsonl_batches, jsonl_pages
from cleaner.sources.page import Batch, Fields, Input, Pages, Unreadable
from cleaner.sources.parquet import parquet_batches, parquet_pages
from cleaner.sources.text import text_pages
from cleaner.sources.warc import warc_batches, warc_pages

__all__ = ["FORMATS", "SUFFIXES", "Batch", "Fields", "Input", "batches_of", "find_inputs", "pages_of", "read_pages"]

_FILES = 32  # in a batch of files that are one page each


@dataclass(frozen=True, slots=True)
class Format:
    """How a format is read: ``batches`` cuts a file (None: a file is a page), ``pages`` makes pages of a batch.

    ``pages`` takes the numbers, from 0, of pages that are only named: what they hold is not looked at again.
    """

    pages: Callable[[Batch, Container[int]], Pages]
    batches: Callable[[Input, Fields], Iterator[Batch]] | None = None


FORMATS: Mapping[str, Format] = {
    "txt": Format(text_pages),
    "html": Format(html_pages),
    "jsonl": Format(jsonl_pages, jsonl_batches),
    "parquet": Format(parquet_pages, parquet_batches),
    "warc": Format(warc_pages, warc_batches),
}


def batches_of(inputs: Iterable[Input], fields: Fields = Fields()) -> Iterator[Batch | Unreadable]:  # noqa: B008
    """Cut inputs in batches of work, in their order; a file that cannot be read further is told and left."""
    files: list[Input] = []
    for found in inputs:
        cut = FORMATS[found.format].batches
        if files and (cut is not None or files[0].format != found.format or len(files) == _FILES):
            yield Batch(tuple(files))
            files = []
        if cut is None:
            files.append(found)
            continue
        try:
            yield from cut(found, fields)
        except CleanerError as error:
            yield Unreadable(found.location, str(error))
    if files:
        yield Batch(tuple(files))


def pages_of(batch: Batch, skip: Container[int] = ()) -> Pages:
    """Make the pages of a batch, lazily; raises ReadError for a file that cannot be read.

    Those whose number in the batch is in ``skip`` are told as unreadable, without a look at them.
    """
    return FORMATS[batch.inputs[0].format].pages(batch, skip)


def read_pages(found: Input, fields: Fields = Fields()) -> Pages:  # noqa: B008
    """Read the pages of one file, lazily; raises ReadError for a file that cannot be read."""
    for batch in batches_of([found], fields):
        if isinstance(batch, Unreadable):
            yield batch
        else:
            yield from pages_of(batch)
