"""Arrow batches in, Arrow batches out: for Ray Data's ``map_batches`` and Spark's ``mapInArrow``.

>>> import pyarrow as pa
>>> from cleaner.arrow import clean_batch
>>> rows = clean_batch(pa.table({"text": ["خبر قصير.\\n\\nمقالات ذات صلة"], "page": [7]}))
>>> rows["text"].to_pylist(), rows["page"].to_pylist()
(['خبر قصير.'], [7])

With Ray: ``dataset.map_batches(clean_batch, batch_format="pyarrow")``. With Spark:
``frame.mapInArrow(lambda batches: map(clean_batch, batches), schema)``. For ``mapInPandas`` and options of one's own,
``functools.partial(clean_batch, cleaner=..., text="body")`` goes wherever ``clean_batch`` does; a pandas frame comes
back as one.
"""

from typing import Any

from cleaner.api import Cleaner, _bundled
from cleaner.errors import CleanerError, SettingsError
from cleaner.sinks.encoding import dumps

COLUMNS = ("cleaner_metadata", "cleaner_removed", "cleaner_error")
"""Columns that are added: two of JSON, and why a row could not be cleaned (its text is then null)."""


def clean_batch(
    batch: Any, cleaner: Cleaner | None = None, *, text: str = "text", html: str | None = None, url: str | None = "url"
) -> Any:
    """Clean a table, record batch or pandas frame; rows keep their order and their other columns.

    ``text`` is the column to read and to write the clean text to; with ``html``, markup is read from that column
    instead. The result has the kind of what was given. Raises SettingsError for a column that is not there.
    """
    import pyarrow as pa

    frame = not isinstance(batch, (pa.Table, pa.RecordBatch))
    table = pa.Table.from_pandas(batch, preserve_index=False) if frame else batch
    if isinstance(table, pa.RecordBatch):
        table = pa.Table.from_batches([table])
    source = html or text
    if source not in table.column_names:
        raise SettingsError(f"no column {source!r} in this batch; it has {', '.join(table.column_names)}")
    pages = table[source].to_pylist()
    urls = table[url].to_pylist() if url and url in table.column_names else [None] * len(pages)
    worker = cleaner or _bundled()
    rows = [_row(worker, page, link, html is not None) for page, link in zip(pages, urls, strict=True)]
    columns = [pa.array([row[at] for row in rows], pa.large_string()) for at in range(4)]
    if text in table.column_names:
        table = table.set_column(table.column_names.index(text), text, columns[0])
    else:
        table = table.append_column(text, columns[0])
    for name, column in zip(COLUMNS, columns[1:], strict=True):
        at = table.column_names.index(name) if name in table.column_names else -1
        table = table.set_column(at, name, column) if at >= 0 else table.append_column(name, column)
    if frame:
        return table.to_pandas()
    return table.combine_chunks().to_batches()[0] if isinstance(batch, pa.RecordBatch) and len(rows) else table


def _row(cleaner: Cleaner, page: Any, url: str | None, markup: bool) -> tuple[str | None, ...]:
    if page is None:
        return None, None, None, None
    try:
        document = cleaner.document_from_html(page, url=url) if markup else cleaner.document(page, url=url)
        record = cleaner.clean_document(document).to_record()
    except CleanerError as error:
        return None, None, None, str(error)
    return record["text"], dumps(record["metadata"]).decode(), dumps(record["removed"]).decode(), None
