"""A folder: ``NAME.txt`` with the clean text, ``NAME.json`` with the record."""

import os
from collections.abc import Callable, Sequence
from hashlib import sha1
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from cleaner.errors import WriteError
from cleaner.sinks.atomic import printable_name, write_file
from cleaner.sinks.encoding import Record, dumps

_LONGEST_NAME = 240  # bytes of a part of a path, so that a suffix still fits in the 255 that file systems allow


class Files(NamedTuple):
    """The two files of a record."""

    id: str
    text: bytes
    record: bytes


def encode_files(records: Sequence[Record]) -> list[Files]:
    """Return the files of records; a text that is not empty ends in a newline."""
    return [Files(record["id"], _lines(record["text"]), dumps(record, indent=True)) for record in records]


def _lines(text: str) -> bytes:
    data = text.encode("utf-8", "surrogatepass")
    return data + b"\n" if data and not data.endswith(b"\n") else data


class FolderSink:
    """Writes two files a record, below one folder.

    A file is replaced only where a record of an earlier run stands beside it; anything else is left alone unless
    ``force``. Two records of one id get names of their own: the second ends in ``-2``.
    """

    def __init__(self, folder: Path, force: bool = False) -> None:
        """Take the folder to write to; it is made when the first record comes."""
        self.folder = folder
        self.force = force
        self._used: set[bytes] = set()
        self._new: list[str] = []
        self._may_hold_others = not force

    @property
    def journal(self) -> Path:
        """Where a run into this folder notes how far it came."""
        return self.folder / ".cleaner-run.json"

    def check(self, ids: Sequence[str], resume: bool = False) -> None:
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
        if self._may_hold_others:
            with os.scandir(self.folder) as entries:
                self._may_hold_others = any(entries)
        if self._may_hold_others:
            for name in ids:
                self._ours(name, f"{self.folder}/{safe_name(name)}")

    def _ours(self, name: str, path: str) -> None:
        taken = next((file for file in (f"{path}.txt", f"{path}.json") if os.path.exists(file)), None)
        if taken and not _is_record(f"{path}.json", name):
            shown = printable_name(taken)
            raise WriteError(f"{shown}: exists and no earlier run wrote it; choose another folder, or --force")

    @property
    def encode(self) -> Callable[[Sequence[Record]], list[Files]]:
        """Make the files of a batch."""
        return encode_files

    def write(self, encoded: list[Files]) -> None:
        """Write the files of a batch; the record first, so that a text is never without one. Raises WriteError."""
        for files in encoded:
            path = f"{self.folder}/{self._free(safe_name(files.id))}"
            if self._may_hold_others:
                self._ours(files.id, path)
            write_file(f"{path}.json", files.record, mark="")
            write_file(f"{path}.txt", files.text, mark="")

    def _free(self, name: str) -> str:
        stem, number = name, 2
        while (mark := sha1(os.fsencode(name.lower()), usedforsecurity=False).digest()[:12]) in self._used:
            name = f"{stem}-{number}"
            number += 1
        self._used.add(mark)
        self._new.append(mark.hex())
        return name

    def checkpoint(self, last: bool = False) -> dict[str, Any]:
        """Return what a later run must know to go on from here: the names given since the last time."""
        new, self._new = self._new, []
        return {"names": new}

    def restore(self, states: Sequence[dict[str, Any]]) -> None:
        """Go on after an earlier run, from what it noted."""
        self._used.update(bytes.fromhex(mark) for state in states for mark in state["names"])

    def close(self) -> None:
        """Do nothing: every file is already whole."""

    def abandon(self, keep: bool = False) -> None:
        """Do nothing: every file is already whole."""


def safe_name(name: str) -> str:
    """Return the path below a folder for an id: never outside it, no part too long, no character that ends a name."""
    parts = []
    for part in name.replace("\0", "").replace("\n", " ").split("/"):
        if part in ("", "."):
            continue
        if part == "..":
            part = "__"
        data = os.fsencode(part) if _encodes(part) else part.encode("utf-8", "replace")
        if len(data) > _LONGEST_NAME:
            mark = sha1(data, usedforsecurity=False).hexdigest()[:12]
            part = data[: _LONGEST_NAME - 20].decode("utf-8", "ignore") + "-" + mark
        parts.append(part if _encodes(part) else part.encode("utf-8", "replace").decode())
    # A folder may not be called what the files of a page of another id are called.
    parts[:-1] = [f"{part}_" if part.lower().endswith((".txt", ".json")) else part for part in parts[:-1]]
    if parts and parts[0].startswith(".cleaner"):
        parts[0] = "_" + parts[0]
    return "/".join(parts) or "page"


def _encodes(part: str) -> bool:
    try:
        os.fsencode(part)
    except UnicodeEncodeError:
        return False
    return True


def _is_record(path: str, name: str) -> bool:
    """Tell whether a file is the record that an earlier run wrote for this page."""
    try:
        record = orjson.loads(Path(path).read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return False
    known = isinstance(record, dict) and "rules" in (record.get("cleaner") or {})
    return known and record.get("id") in (name, _shown(name))


def _shown(name: str) -> str:
    try:
        return printable_name(name)
    except UnicodeEncodeError:
        return name.encode("utf-8", "replace").decode()
