"""Arrow batches in, Arrow batches out: for Ray Data's ``map_batches`` and Spark's ``mapInArrow``.

>>> import pyarrow as pa
>>> from cleaner.arrow import clean_batch
>>> rows = clean_batch(pa.table({"text": ["خبر قصير.\\n\\nمقالات ذات صلة"], "page": [7]}))
>>> rows["text"].to_pylist(), rows["page"].to_pylist()
(['خبر قصير.'], [7])

With Ray: ``dataset.map_batches(clean_batch, batch_format="pyarrow")``. With Spark:
``frame.mapInArrow(lambda batches: map(clean_batch, batches), schema)``, and ``mapInPandas`` alike: a pandas frame comes
back as one. For options of one's own, ``functools.partial(clean_batch, cleaner=..., text="body")`` goes wherever
``clean_batch`` does. ``examples/`` has both as programs.
"""

from collections.abc import Sequence
from typing import Any

from cleaner.api import Cleaner, _bundled
from cleaner.errors import CleanerError, SettingsError
from cleaner.pipeline import clean_page
from cleaner.sinks.encoding import dumps
from cleaner.sources.page import Page

COLUMNS = ("cleaner_metadata", "cleaner_removed", "cleaner_error")
"""Columns that are added: two of JSON, and why a row could not be cleaned (its text is then null)."""


def clean_batch(
    batch: Any, cleaner: Cleaner | None = None, *, text: str = "text", html: str | None = None, url: str | None = "url"
) -> Any:
    """Clean an Arrow table, a record batch or a pandas frame; rows keep their order and their other columns.

    ``text`` is the column to read and to write the clean text to; with ``html``, markup is read from that column
    instead. The result has the kind of what was given. Raises SettingsError for a column that is not there.
    """
    import pyarrow as pa

    arrow = isinstance(batch, (pa.Table, pa.RecordBatch))
    if not arrow and not hasattr(batch, "assign"):
        raise SettingsError(
            f"a batch must be an Arrow table, a record batch or a pandas frame, not {type(batch).__name__}; "
            'with Ray, give map_batches batch_format="pyarrow"'
        )
    names = list(batch.schema.names if arrow else batch.columns)
    source = html or text
    if source not in names:
        raise SettingsError(f"no column {source!r} in this batch; it has {', '.join(map(str, names))}")
    pages = _values(batch[source])
    urls = _values(batch[url]) if url in names else [None] * len(pages)
    worker = cleaner or _bundled()
    rows = [_row(worker, page, link, html is not None) for page, link in zip(pages, urls, strict=True)]
    made = {name: [row[at] for row in rows] for at, name in enumerate((text, *COLUMNS))}
    return _with_columns(batch, made) if arrow else batch.assign(**made)


def _values(column: Any) -> Sequence[Any]:
    """Return the values of an Arrow or pandas column; what is missing is None in both."""
    import pyarrow as pa

    values = column if isinstance(column, (pa.Array, pa.ChunkedArray)) else pa.array(column, from_pandas=True)
    found: list[Any] = values.to_pylist()
    return found


def _with_columns(batch: Any, made: dict[str, list[str | None]]) -> Any:
    import pyarrow as pa

    table = batch if isinstance(batch, pa.Table) else pa.Table.from_batches([batch])
    for name, values in made.items():
        at = table.schema.get_field_index(name)
        kind = table.schema.field(at).type if at >= 0 else None
        column = pa.array(values, kind if kind in (pa.string(), pa.large_string()) else pa.large_string())
        table = table.set_column(at, name, column) if at >= 0 else table.append_column(name, column)
    if table.num_rows and not isinstance(batch, pa.Table):
        return table.combine_chunks().to_batches()[0]
    return table if isinstance(batch, pa.Table) else pa.RecordBatch.from_pylist([], schema=table.schema)


def _row(cleaner: Cleaner, page: Any, url: Any, markup: bool) -> tuple[str | None, ...]:
    if page is None:
        return None, None, None, None
    if not isinstance(page, (str, bytes)):
        return None, None, None, f"holds no text but {type(page).__name__}"
    try:
        link = url if isinstance(url, str) else None
        record = clean_page(cleaner, Page("", page, "", link, markup=markup)).to_record()
    except CleanerError as error:
        return None, None, None, str(error)
    return record["text"], dumps(record["metadata"]).decode(), dumps(record["removed"]).decode(), None
