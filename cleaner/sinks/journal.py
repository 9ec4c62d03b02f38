"""The journal of a run: how far it came, so that a run that was cut off can go on."""

from pathlib import Path
from typing import Any, BinaryIO

import orjson

from cleaner.errors import SettingsError, WriteError


class Journal:
    """One line for each batch that is written, below a line that names the run; a torn last line does not count."""

    def __init__(self, path: Path, run: str) -> None:
        """Take the file and the fingerprint of the run: inputs, rules and options."""
        self.path = path
        self.run = run
        self._file: BinaryIO | None = None

    def entries(self) -> list[dict[str, Any]]:
        """Return what an earlier run noted, and cut off what it did not finish noting.

        Raises SettingsError where there is no run to go on with, or it was another one.
        """
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise SettingsError(f"{self.path}: cannot be read: {error.strerror}; run without --resume") from error
        good, entries = 0, []
        for line in data.splitlines(keepends=True):
            try:
                entry = orjson.loads(line)
            except orjson.JSONDecodeError:
                break
            if not line.endswith(b"\n") or not isinstance(entry, dict):
                break
            good += len(line)
            entries.append(entry)
        if entries and entries[0].get("run") != self.run:
            raise SettingsError(
                f"{self.path}: the earlier run had other inputs, rules or options; "
                "give this one the same, or leave out --resume"
            )
        if good < len(data):
            with self.path.open("r+b") as file:
                file.truncate(good)
        return entries[1:]

    def open(self, resume: bool) -> None:
        """Begin to note; raises WriteError."""
        try:
            self._file = self.path.open("ab" if resume else "wb")
            if not self._file.tell():
                self.note({"run": self.run})
        except OSError as error:
            raise WriteError(f"{self.path}: cannot be written: {error.strerror}; choose another place") from error

    def note(self, entry: dict[str, Any]) -> None:
        """Note that a batch is written; raises WriteError."""
        assert self._file is not None
        try:
            self._file.write(orjson.dumps(entry, option=orjson.OPT_APPEND_NEWLINE))
            self._file.flush()
        except OSError as error:
            raise WriteError(f"{self.path}: cannot be written: {error.strerror}; free space and run again") from error

    def close(self, keep: bool) -> None:
        """Stop noting; a finished run leaves no journal."""
        if self._file is not None:
            self._file.close()
            self._file = None
        if not keep:
            self.path.unlink(missing_ok=True)
