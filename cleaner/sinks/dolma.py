"""Dolma's layout: the untouched text in ``documents/``, and spans of what would be cut in ``attributes/cleaner/``."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import orjson

from cleaner.errors import WriteError
from cleaner.sinks.encoding import Record, dumps
from cleaner.sinks.jsonl import GzipJsonlSink
from cleaner.sinks.sharded import Frame, Frames, ShardedSink, first_line


def document_line(record: Record) -> bytes:
    """Return a record as dolma has documents: the text untouched."""
    metadata = record["metadata"]
    return dumps(
        {
            "id": record["id"],
            "text": uncut(record),
            "source": record["source"],
            "created": metadata["date"],
            "metadata": {**metadata, "cleaner": record["cleaner"]},
        }
    )


def attributes_line(record: Record) -> bytes:
    """Return the spans of a record as dolma has attributes."""
    spans: dict[str, list[Any]] = {"cleaner__removed": []}
    for removal in record["removed"]:
        span = [removal["start"], removal["end"], 1.0]
        spans["cleaner__removed"].append(span)
        spans.setdefault(f"cleaner__{removal['rule'].replace('/', '__')}", []).append(span)
    return dumps({"id": record["id"], "source": record["source"], "attributes": spans})


def encode_pairs(records: Sequence[Record]) -> tuple[Frame, Frame]:
    """Return the frame of documents and that of attributes."""
    return Frames(document_line, "gz")(records), Frames(attributes_line, "gz")(records)


class _Documents(GzipJsonlSink):
    def is_output(self, path: Path) -> bool:
        return _says(path, lambda row: "rules" in row["metadata"]["cleaner"])


class _Attributes(GzipJsonlSink):
    def follow(self, other: ShardedSink) -> None:
        """Take the size of another sink for one's own, so that both end a shard at the same record."""
        self._size = other._size

    def is_output(self, path: Path) -> bool:
        return _says(path, lambda row: "cleaner__removed" in row["attributes"])


class DolmaSink:
    """Writes two files alike: documents, and attributes with one span a removal, by rule and all together.

    Spans count code points of the text beside them, which is the page after decoding and repairs.
    """

    def __init__(self, folder: Path, force: bool = False, shard_bytes: int = 0) -> None:
        """Take the folder in which both stand."""
        self.folder = folder
        name = "part.jsonl.gz"
        self._both = (
            _Documents(folder / "documents" / name, force, shard_bytes),
            _Attributes(folder / "attributes" / "cleaner" / name, force, shard_bytes),
        )

    @property
    def journal(self) -> Path:
        """Where a run into this folder notes how far it came."""
        return self.folder / ".cleaner-run.json"

    def check(self, ids: Sequence[str], resume: bool = False) -> None:
        """Raise WriteError where the folder cannot be written, or holds what no earlier run wrote."""
        if self.folder.exists() and not self.folder.is_dir():
            raise WriteError(f"{self.folder}: is a file; name a folder with -o")
        for sink in self._both:
            sink.check(ids, resume)

    @property
    def encode(self) -> Callable[[Sequence[Record]], tuple[Frame, Frame]]:
        """Make the frames of a batch for both."""
        return encode_pairs

    def write(self, encoded: tuple[Frame, Frame]) -> None:
        """Append the frames of a batch to both; raises WriteError."""
        for sink, frame in zip(self._both, encoded, strict=True):
            sink.write(frame)

    def checkpoint(self, last: bool = False) -> dict[str, Any]:
        """End a batch in both. The documents decide when a shard is full."""
        documents, attributes = self._both
        attributes.follow(documents)
        return {"documents": documents.checkpoint(last), "attributes": attributes.checkpoint(last)}

    def restore(self, states: Sequence[dict[str, Any]]) -> None:
        """Go on after an earlier run."""
        for sink, name in zip(self._both, ("documents", "attributes"), strict=True):
            sink.restore([state[name] for state in states])

    def close(self) -> None:
        """Finish both; raises WriteError."""
        self.checkpoint(last=True)
        for sink in self._both:
            sink.close()

    def abandon(self, keep: bool = False) -> None:
        """Stop both."""
        for sink in self._both:
            sink.abandon(keep)


def uncut(record: Record) -> str:
    """Return the text of a record as it was before the removals."""
    kept, taken, at = record["text"], 0, 0
    parts: list[str] = []
    for removal in record["removed"]:
        upto = removal["start"] - taken
        parts += (kept[at:upto], removal["text"])
        taken += len(removal["text"])
        at = upto
    return "".join((*parts, kept[at:]))


def _says(path: Path, test: Any) -> bool:
    try:
        line = first_line(path)
        return not line or bool(test(orjson.loads(line)))
    except (OSError, EOFError, orjson.JSONDecodeError, KeyError, TypeError):
        return False
