"""What was found in files that have not changed since: by signature without reading them, by content after.

One SQLite file: transactions keep it whole when several runs share it. A run that finds it damaged starts a new one.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, Self

import orjson

from cleaner.checks import DATED
from cleaner.checks.corpus import Sketch
from cleaner.checks.model import PageFinding
from cleaner.inspection.outcome import Outcome
from cleaner.inspection.reading import Signature

_NAME = "check-2.sqlite3"  # the number is that of the form of the tables
_TABLES = """
create table if not exists pages (key blob primary key, body blob not null, sketches blob not null,
                                  day integer not null) without rowid;
create table if not exists files (path blob, context blob, signature text not null, key blob not null,
                                  primary key (path, context)) without rowid;
"""
_BATCH = 256
_DAYS_KEPT = 60
_KEY_BYTES = 20
# File systems tell times no finer than this; a file that changed so shortly before it was read may change unseen.
_RACY_NS = 50_000_000
Signatures = Sequence[Signature | None]
Outcomes = tuple[Outcome, ...]


class Cache:
    """Remembers outcomes for one ``context``: everything beside the files that decides what is found in them."""

    def __init__(self, path: Path, context: Sequence[str]) -> None:
        """Open or make the file at ``path``; raises sqlite3.Error or OSError where that cannot be."""
        path.parent.mkdir(parents=True, exist_ok=True)
        ignore = path.parent / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n")
        self.context = blake2b("\0".join(context).encode("utf-8", "surrogatepass"), digest_size=16).digest()
        self.database = sqlite3.connect(path, timeout=60, isolation_level=None)
        self.database.executescript(_TABLES)
        self.database.execute("pragma synchronous = normal")
        self.pages: list[tuple[bytes, bytes, bytes, int]] = []
        self.files: list[tuple[bytes, bytes, str, bytes]] = []
        self.day = int(time.time() // 86_400)

    @classmethod
    def open(cls, folder: Path, context: Sequence[str]) -> Self | None:
        """Return the cache in a folder, a damaged one made anew; None for a place that cannot hold one."""
        path = folder / _NAME
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

    def key(self, data: bytes, beside: bytes | None) -> bytes:
        """Return the key of some content and what stands beside it."""
        digest = blake2b(self.context, digest_size=_KEY_BYTES)
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
        if beside is not None:
            digest.update(beside)
        return digest.digest()

    def by_signature(self, path: str, signatures: Signatures) -> Outcomes | None:
        """Return what was found in a file that is as it was, without reading it."""
        row = self._file(path, signatures)
        return _outcomes(*row) if row else None

    def by_key(self, key: bytes) -> Outcomes | None:
        """Return what was found in the same content before."""
        row = self._one("select body, sketches from pages where key = ?", (key,))
        return _outcomes(*row) if row else None

    def parts(self, path: str, signatures: Signatures) -> list[bytes] | None:
        """Return the keys of the parts of a file that is as it was, where each of them is known."""
        row = self._file(path, signatures)
        if row is None:
            return None
        keys = [row[0][at : at + _KEY_BYTES] for at in range(0, len(row[0]), _KEY_BYTES)]
        known = all(self._one("select key, day from pages where key = ?", (key,)) for key in keys)
        return keys if known else None

    def remember(self, key: bytes, outcomes: Outcomes) -> None:
        """Note what was found in some content; what depends on the day is not remembered."""
        if not any(finding.rule in DATED for outcome in outcomes for finding in outcome.findings):
            self._note(key, _body(outcomes), b"".join(outcome.sketch.packed for outcome in outcomes))

    def remembering(self, key: bytes, finish: Callable[[], Outcomes]) -> Callable[[], Outcomes]:
        """Return ``finish``, made to note what it gives."""

        def outcomes() -> Outcomes:
            made = finish()
            self.remember(key, made)
            return made

        return outcomes

    def remember_file(self, path: str, signatures: Signatures, read_at: int, key: bytes) -> None:
        """Note what a file holds; ``read_at`` is when reading began, in nanoseconds."""
        if all(known is None or max(known[-2:]) + _RACY_NS < read_at for known in signatures):
            self.files.append((os.fsencode(path), self.context, repr(signatures), key))

    def remember_parts(self, path: str, signatures: Signatures, read_at: int, keys: Sequence[bytes]) -> None:
        """Note the parts that a file consists of."""
        key = self.key(os.fsencode(path), repr(signatures).encode())
        self._note(key, b"".join(keys), b"")
        self.remember_file(path, signatures, read_at, key)

    def _note(self, key: bytes, body: bytes, sketches: bytes) -> None:
        self.pages.append((key, body, sketches, self.day))
        if len(self.pages) >= _BATCH:
            self.write()

    def write(self) -> None:
        """Write what was noted, in one transaction; a disk that is full or locked costs the memory, not the run."""
        try:
            self.database.execute("begin immediate")
            self.database.executemany("insert or replace into pages values (?, ?, ?, ?)", self.pages)
            self.database.executemany("insert or replace into files values (?, ?, ?, ?)", self.files)
            self.database.execute("commit")
        except sqlite3.Error:
            with suppress(sqlite3.Error):
                self.database.execute("rollback")
        self.pages.clear()
        self.files.clear()

    def close(self) -> None:
        """Write what is left, forget what is old."""
        if self.pages or self.files:
            self.write()
            with suppress(sqlite3.Error):
                gone = self.database.execute("delete from pages where day < ?", (self.day - _DAYS_KEPT,)).rowcount
                if gone:
                    self.database.execute("delete from files where key not in (select key from pages)")
        self.database.close()

    def _file(self, path: str, signatures: Signatures) -> tuple[bytes, bytes] | None:
        return self._one(
            "select body, sketches from files join pages using (key) where path = ? and context = ? and signature = ?",
            (os.fsencode(path), self.context, repr(signatures)),
        )

    def _one(self, query: str, values: tuple[Any, ...]) -> tuple[bytes, bytes] | None:
        try:
            row: tuple[bytes, bytes] | None = self.database.execute(query, values).fetchone()
        except sqlite3.Error:
            return None
        return row


def _body(outcomes: Outcomes) -> bytes:
    return orjson.dumps([
        [_plain(one.record), one.row, one.read, one.sketch.whole, len(one.sketch.packed), list(map(_row, one.findings))]
        for one in outcomes
    ])  # fmt: skip


def _row(finding: PageFinding) -> list[object]:
    return [_plain(getattr(finding, name)) for name in PageFinding.__slots__]


def _plain(value: object) -> object:
    """Give broken surrogates, which JSON cannot hold, a form that it can."""
    return value.encode("utf-8", "backslashreplace").decode("utf-8") if isinstance(value, str) else value


def _outcomes(body: bytes, sketches: bytes) -> Outcomes | None:
    try:
        outcomes, at = [], 0
        for record, row, read, whole, length, findings in orjson.loads(body):
            sketch = Sketch(whole, sketches[at : at + length])
            at += length
            outcomes.append(Outcome(tuple(PageFinding(*values) for values in findings), sketch, record, row, read))
        return tuple(outcomes)
    except (ValueError, TypeError):
        return None
