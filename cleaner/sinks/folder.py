"""A folder: ``NAME.txt`` with the clean text, ``NAME.json`` with the record."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import orjson

from cleaner.errors import WriteError
from cleaner.sinks.atomic import write_file


class FolderSink:
    """Writes two files a record, below one folder.

    A file is replaced only where a record of an earlier run stands beside it; anything else is left alone unless
    ``force``.
    """

    def __init__(self, folder: Path, force: bool = False) -> None:
        """Take the folder to write to; it is made when the first record comes."""
        self.folder = folder
        self.force = force

    def check(self, ids: Sequence[str]) -> None:
        """Raise WriteError where the folder cannot be written or a file would be lost that no earlier run wrote."""
        if self.folder.exists() and not self.folder.is_dir():
            raise WriteError(f"{self.folder}: is a file; name a folder with -o")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            probe = self.folder / ".cleaner.part"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise WriteError(f"{self.folder}: cannot be written: {error.strerror}; choose another folder") from error
        if self.force:
            return
        for name in ids:
            text, record = self._paths(name)
            taken = text if text.exists() else record if record.exists() else None
            if taken and not _is_record(record, name):
                raise WriteError(f"{taken}: exists and no earlier run wrote it; choose another folder, or --force")

    def write(self, record: dict[str, Any]) -> None:
        """Write one record; the record first, so that a text is never without one."""
        text, path = self._paths(record["id"])
        body = record["text"]
        write_file(path, orjson.dumps(record, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
        write_file(text, (body + "\n" if body and not body.endswith("\n") else body).encode("utf-8", "surrogatepass"))

    def close(self) -> None:
        """Do nothing: every file is already whole."""

    def abandon(self) -> None:
        """Do nothing: every file is already whole."""

    def _paths(self, name: str) -> tuple[Path, Path]:
        return self.folder / f"{name}.txt", self.folder / f"{name}.json"


def _is_record(path: Path, name: str) -> bool:
    """Tell whether a file is the record that an earlier run wrote for this page."""
    try:
        record = orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return False
    return isinstance(record, dict) and record.get("id") == name and "rules" in (record.get("cleaner") or {})
