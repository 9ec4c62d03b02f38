"""Where results go: one module a format. ``SINKS`` is the registry: a new format is one file and one line here."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from cleaner.sinks.folder import FolderSink
from cleaner.sinks.jsonl import JsonlSink

Record = dict[str, Any]


class Sink(Protocol):
    """Takes records; what it wrote is whole only after ``close``, and ``abandon`` leaves nothing half-written."""

    def check(self, ids: Sequence[str]) -> None:
        """Raise WriteError before anything is done, where writing these records cannot end well."""
        ...

    def write(self, record: Record) -> None:
        """Write one record; raises WriteError."""
        ...

    def close(self) -> None:
        """Finish; raises WriteError."""
        ...

    def abandon(self) -> None:
        """Stop without finishing."""
        ...


SINKS: Mapping[str, Callable[[Path, bool], Sink]] = {
    "txt": FolderSink,
    "jsonl": JsonlSink,
}
