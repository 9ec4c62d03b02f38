"""What was found in files that have not changed since: by signature without reading them, by content after.

One SQLite file: transactions keep it whole when several runs share it. A run that finds it damaged starts a new one.
"""

import os
import sqlite3
import time
from collections.abc import Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Self

import orjson

from cleaner.checks.corpus import Sketch
from cleaner.checks.model import PageFinding
from cleaner.inspection.reading import Signature

_TABLES = """
create table if not exists pages (key blob primary key, body blob not null, day integer not null) without rowid;
create table if not exists files (path blob, context blob, signature text not null, key blob not null,
                                  primary key (path, context)) without rowid;
"""
_FORMAT = "1"
_BATCH = 256
_DAYS_KEPT = 60
# File systems tell times no finer than this; a file that changed so shortly before it was read may change unseen.
_RACY_NS = 50_000_000
Entry = tuple[tuple[PageFinding, ...], Sketch]


class Cache:
    """Remembers entries for one ``context``: everything beside the files that decides what is found in them."""

    def __init__(self, path: Path, context: Sequence[str]) -> None:
        """Open or make the file at ``path``; raises sqlite3.Error or OSError where that cannot be."""
        path.parent.mkdir(parents=True, exist_ok=True)
        ignore = path.parent / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n")
        self.context = blake2b("\0".join((_FORMAT, *context)).encode("utf-8", "surrogatepass"), digest_size=16).digest()
        self.database = sqlite3.connect(path, timeout=60, isolation_level=None)
        self.database.executescript(_TABLES)
        self.database.execute("pragma synchronous = normal")
        self.pages: list[tuple[bytes, bytes, int]] = []
        self.files: list[tuple[bytes, bytes, str, bytes]] = []
        self.day = int(time.time() // 86_400)

    @classmethod
    def open(cls, folder: Path, context: Sequence[str]) -> Self | None:
        """Return the cache in a folder, a damaged one made anew; None for a place that cannot hold one."""
        path = folder / "check.sqlite3"
        for _ in range(2):
            try:
                return cls(path, context)
            except sqlite3.DatabaseError as error:
                if isinstance(error, sqlite3.OperationalError):
                    return None
                with suppress(OSError):
                    path.unlink()
            except OSError:
                return None
        return None

    def key(self, data: bytes, record: bytes | None) -> bytes:
        """Return the key of a page's content."""
        digest = blake2b(self.context, digest_size=20)
        digest.update(len(data).to_bytes(8, "big") + data)
        if record is not None:
            digest.update(record)
        return digest.digest()

    def by_signature(self, path: str, signatures: Sequence[Signature | None]) -> Entry | None:
        """Return what was found in a file that is as it was, without reading it."""
        row = self._one(
            "select pages.body, files.signature from files join pages using (key) where path = ? and context = ?",
            (os.fsencode(os.path.abspath(path)), self.context),
        )
        return _entry(row[0]) if row and row[1] == repr(signatures) else None

    def by_key(self, key: bytes) -> Entry | None:
        """Return what was found in the same content before."""
        row = self._one("select body, day from pages where key = ?", (key,))
        return _entry(row[0]) if row else None

    def remember(
        self, path: str, signatures: Sequence[Signature | None], read_at: int, key: bytes, entry: Entry | None
    ) -> None:
        """Note what was found (None: it is there already); ``read_at`` is when reading began, in nanoseconds."""
        if entry is not None:
            self.pages.append((key, _body(entry), self.day))
        if all(known is None or max(known[-2:]) + _RACY_NS < read_at for known in signatures):
            self.files.append((os.fsencode(os.path.abspath(path)), self.context, repr(signatures), key))
        if len(self.pages) + len(self.files) >= _BATCH:
            self.write()

    def write(self) -> None:
        """Write what was noted, in one transaction; a disk that is full or locked costs the memory, not the run."""
        try:
            self.database.execute("begin immediate")
            self.database.executemany("insert or replace into pages values (?, ?, ?)", self.pages)
            self.database.executemany("insert or replace into files values (?, ?, ?, ?)", self.files)
            self.database.execute("commit")
        except sqlite3.Error:
            with suppress(sqlite3.Error):
                self.database.execute("rollback")
        self.pages.clear()
        self.files.clear()

    def close(self) -> None:
        """Write what is left, forget what is old."""
        self.write()
        with suppress(sqlite3.Error):
            gone = self.database.execute("delete from pages where day < ?", (self.day - _DAYS_KEPT,)).rowcount
            if gone:
                self.database.execute("delete from files where key not in (select key from pages)")
        self.database.close()

    def _one(self, query: str, values: tuple[bytes, ...]) -> tuple[bytes, str] | None:
        try:
            row: tuple[bytes, str] | None = self.database.execute(query, values).fetchone()
        except sqlite3.Error:
            return None
        return row


def _body(entry: Entry) -> bytes:
    findings, sketch = entry
    rows = [tuple(getattr(finding, name) for name in PageFinding.__slots__) for finding in findings]
    clean = [[_plain(value) for value in row] for row in rows]
    return orjson.dumps([clean, sketch.whole, list(sketch.shingles)])


def _plain(value: object) -> object:
    """Give broken surrogates, which JSON cannot hold, a form that it can."""
    return value.encode("utf-8", "backslashreplace").decode("utf-8") if isinstance(value, str) else value


def _entry(body: bytes) -> Entry | None:
    try:
        rows, whole, shingles = orjson.loads(body)
        return tuple(PageFinding(*row) for row in rows), Sketch(whole, tuple(shingles))
    except (ValueError, TypeError):
        return None
