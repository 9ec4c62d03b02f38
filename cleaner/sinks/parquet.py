"""Parquet: one record a row, spooled as Arrow messages that a run can go on writing, and turned at the end."""

import os
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from cleaner.errors import SettingsError
from cleaner.sinks.encoding import Record, dumps
from cleaner.sinks.sharded import COMPRESSIONS, Frame, ShardedSink, refuse_suffix

_ROWS = 1000  # in a row group, at least


@cache
def _schema() -> Any:
    import pyarrow as pa

    text, lines = pa.string(), pa.list_(pa.int32())
    metadata = [("title", text), ("author", text), ("date", text), ("page_date", text), ("section", text),
                ("source", text), ("tags", pa.list_(text)), ("language", text), ("url", text), ("hostname", text),
                ("extra", text)]  # fmt: skip
    removed = [("rule", text), ("start", pa.int64()), ("end", pa.int64()), ("lines", lines), ("text", text)]
    findings = [("rule", text), ("kind", text), ("severity", text), ("lines", lines), ("column", pa.int32()),
                ("message", text)]  # fmt: skip
    return pa.schema(
        [
            ("id", text),
            ("source", text),
            ("text", pa.large_string()),
            ("metadata", pa.struct(metadata)),
            ("removed", pa.list_(pa.struct(removed))),
            ("repairs", pa.list_(pa.struct([("step", text), ("detail", text), ("count", pa.int64())]))),
            ("embedded", pa.list_(pa.struct([("title", text), ("text", text), ("lines", lines)]))),
            ("findings", pa.list_(pa.struct(findings))),
            ("cleaner", pa.struct([("version", text), ("rules", text)])),
        ],
        metadata={"cleaner": "1"},
    )


def encode_rows(records: Sequence[Record]) -> Frame:
    """Return records as one Arrow message."""
    import pyarrow as pa

    if not records:
        return Frame(b"", 0)
    try:
        batch = pa.RecordBatch.from_pylist([_row(record) for record in records], schema=_schema())
    except (UnicodeEncodeError, pa.ArrowException):  # what only JSON's writer knows how to put
        sound = [orjson.loads(dumps(record)) for record in records]
        batch = pa.RecordBatch.from_pylist([_row(record) for record in sound], schema=_schema())
    data = batch.serialize().to_pybytes()
    return Frame(data, len(data))


def _row(record: Record) -> Record:
    metadata = record["metadata"]
    return {**record, "metadata": {**metadata, "extra": dumps(metadata["extra"]).decode().rstrip("\n")}}


class ParquetSink(ShardedSink):
    """Writes parquet with zstd; ``metadata.extra`` is one string of JSON, since it has no fixed form."""

    def __init__(self, path: Path, force: bool = False, shard_bytes: int = 0) -> None:
        """Take the file to write; raises SettingsError without the extra."""
        try:
            import pyarrow.parquet  # noqa: F401
        except ImportError:
            raise SettingsError(f"{path}: parquet needs a package not installed: pip install 'naqi[parquet]'") from None
        refuse_suffix(path, COMPRESSIONS, "parquet is compressed inside; name a file that ends in .parquet")
        super().__init__(path, force, shard_bytes)

    @property
    def encode(self) -> Callable[[Sequence[Record]], Frame]:
        """Make the Arrow message of a batch."""
        return encode_rows

    def finish(self, partial: Path, final: Path) -> None:
        """Turn the spooled messages into a parquet file."""
        from pyarrow import parquet

        made = final.with_name(f".{final.name}.rows.part")
        try:
            with parquet.ParquetWriter(made, _schema(), compression="zstd") as writer:
                for table in _row_groups(partial):
                    writer.write_table(table)
            os.replace(made, final)
        finally:
            made.unlink(missing_ok=True)
        partial.unlink(missing_ok=True)

    def is_output(self, path: Path) -> bool:
        """Tell whether a file is parquet with the mark of cleaner."""
        import pyarrow
        from pyarrow import parquet

        try:
            return b"cleaner" in (parquet.read_schema(path).metadata or {})
        except (OSError, pyarrow.ArrowException):
            return False


def _row_groups(spool: Path) -> Iterator[Any]:
    import pyarrow as pa

    batches: list[Any] = []
    with pa.OSFile(os.fspath(spool)) as file:
        while file.tell() < file.size():
            batches.append(pa.ipc.read_record_batch(pa.ipc.read_message(file), _schema()))
            if sum(batch.num_rows for batch in batches) >= _ROWS:
                yield pa.Table.from_batches(batches)
                batches = []
    if batches:
        yield pa.Table.from_batches(batches)
