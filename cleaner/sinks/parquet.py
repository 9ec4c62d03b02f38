"""Parquet: one record a row. Rows are spooled as JSON lines, which a run can go on writing, and turned at the end."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from cleaner.errors import SettingsError
from cleaner.sinks.sharded import ShardedSink

_ROWS = 1000  # in a row group


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


class ParquetSink(ShardedSink):
    """Writes parquet with zstd; ``metadata.extra`` is one string of JSON, since it has no fixed form."""

    def __init__(self, path: Path, force: bool = False, shard_bytes: int = 0) -> None:
        """Take the file to write; raises SettingsError without the extra."""
        try:
            import pyarrow.parquet  # noqa: F401
        except ImportError:
            raise SettingsError(f"{path}: parquet needs a package not installed: pip install 'naqi[parquet]'") from None
        super().__init__(path, force, shard_bytes)

    def finish(self, partial: Path, final: Path) -> None:
        """Turn the spooled lines into a parquet file."""
        import pyarrow as pa
        from pyarrow import parquet

        made = final.with_name(f".{final.name}.rows.part")
        schema = _schema()
        try:
            with parquet.ParquetWriter(made, schema, compression="zstd") as writer:
                for rows in _row_groups(partial):
                    writer.write_table(pa.Table.from_pylist(rows, schema=schema))
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


def _row_groups(spool: Path) -> Iterator[list[dict[str, Any]]]:
    rows: list[dict[str, Any]] = []
    with spool.open("rb") as file:
        for line in file:
            row = orjson.loads(line)
            row["metadata"]["extra"] = orjson.dumps(row["metadata"]["extra"]).decode()
            rows.append(row)
            if len(rows) == _ROWS:
                yield rows
                rows = []
    if rows:
        yield rows
