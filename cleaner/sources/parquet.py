"""Parquet: one record a row, read in slices of a row group."""

from collections.abc import Container, Iterator
from typing import Any

from cleaner.errors import ReadError
from cleaner.sources.opening import missing_extra, opened
from cleaner.sources.page import Batch, Fields, Input, Page, Unreadable, page_of_record

_BATCH_ROWS = 128


def parquet_batches(found: Input, fields: Fields) -> Iterator[Batch]:
    """Yield batches of rows; raises ReadError, SettingsError without the extra."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise missing_extra(found.location, "parquet") from None
    with opened(found) as file:
        first = 1
        try:
            table: Any = parquet.ParquetFile(file)
            for rows in table.iter_batches(batch_size=_BATCH_ROWS):
                yield Batch((found,), fields, rows.to_pylist(), first)
                first += rows.num_rows
        except pyarrow.ArrowException as error:
            raise ReadError(f"{found.location}: no readable parquet file: {error}") from error


def parquet_pages(batch: Batch, skip: Container[int] = ()) -> Iterator[Page | Unreadable]:
    """Yield a page for each row; one without an id gets the file's and its number."""
    found = batch.inputs[0]
    for number, record in enumerate(batch.data, batch.first):
        yield page_of_record(record, batch.fields, f"{found.id}-{number}", f"{found.location}:{number}")
