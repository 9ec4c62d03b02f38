"""Where results go: one module a format. ``SINKS`` is the registry: a new format is one file and one line here."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from cleaner.sinks.dolma import DolmaSink
from cleaner.sinks.encoding import Record
from cleaner.sinks.folder import FolderSink
from cleaner.sinks.jsonl import jsonl_sink
from cleaner.sinks.parquet import ParquetSink

Encode = Callable[[Sequence[Record]], Any]


class Sink(Protocol):
    """Takes records by batches; what it wrote is whole only after ``close``.

    What costs time is in ``encode``, which needs nothing but the records and is done by workers; ``write`` puts what
    it made where it belongs, in order.
    """

    @property
    def journal(self) -> Path:
        """Where a run notes how far it came."""
        ...

    @property
    def encode(self) -> Encode:
        """Make of the records of a batch what ``write`` takes."""
        ...

    def check(self, ids: Sequence[str], resume: bool = False) -> None:
        """Raise WriteError before anything is done, where writing these records cannot end well."""
        ...

    def write(self, encoded: Any) -> None:
        """Write the records of a batch; raises WriteError."""
        ...

    def checkpoint(self, last: bool = False) -> dict[str, Any]:
        """End a batch (the ``last`` one) and return what ``restore`` needs to go on from here; raises WriteError."""
        ...

    def restore(self, states: Sequence[dict[str, Any]]) -> None:
        """Go on where an earlier run ended, from all that its checkpoints returned; raises WriteError."""
        ...

    def close(self) -> None:
        """Finish; raises WriteError."""
        ...

    def abandon(self, keep: bool = False) -> None:
        """Stop without finishing; with ``keep`` a later run can go on."""
        ...


SINKS: Mapping[str, Callable[[Path, bool, int], Sink]] = {
    "txt": lambda path, force, shard_bytes: FolderSink(path, force),
    "jsonl": jsonl_sink,
    "parquet": ParquetSink,
    "dolma": DolmaSink,
}
