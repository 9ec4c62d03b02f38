"""JSON lines: one record a line, in one file."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from cleaner.errors import WriteError


class JsonlSink:
    """Writes to a temporary name beside the file and renames at the end."""

    def __init__(self, path: Path, force: bool = False) -> None:
        """Take the file to write; it is opened by ``check``."""
        self.path = path
        self.force = force
        self.partial = path.with_name(f".{path.name}.{os.getpid()}.part")
        self.file: BinaryIO | None = None

    def check(self, ids: Sequence[str]) -> None:
        """Raise WriteError where the file cannot be written, or exists and is no output of cleaner."""
        if self.path.is_dir():
            raise WriteError(f"{self.path}: is a folder; name a file with -o")
        if self.path.exists() and not self.force and not _is_output(self.path):
            raise WriteError(f"{self.path}: exists and no earlier run wrote it; choose another name, or --force")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.file = self.partial.open("wb")
        except OSError as error:
            raise WriteError(f"{self.path}: cannot be written: {error.strerror}; choose another place") from error

    def write(self, record: dict[str, Any]) -> None:
        """Append one record."""
        assert self.file is not None
        try:
            self.file.write(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE))
        except OSError as error:
            raise WriteError(f"{self.path}: cannot be written: {error.strerror}; free space and run again") from error

    def close(self) -> None:
        """Rename the finished file."""
        assert self.file is not None
        try:
            self.file.close()
            os.replace(self.partial, self.path)
        except OSError as error:
            raise WriteError(f"{self.path}: cannot be written: {error.strerror}; free space and run again") from error

    def abandon(self) -> None:
        """Close and remove the temporary file."""
        if self.file is not None:
            self.file.close()
            self.partial.unlink(missing_ok=True)


def _is_output(path: Path) -> bool:
    """Tell whether a file is empty or its first line is a record of cleaner."""
    try:
        with path.open("rb") as file:
            line = file.readline()
        return not line or "rules" in (orjson.loads(line).get("cleaner") or {})
    except (OSError, orjson.JSONDecodeError, AttributeError):
        return False
