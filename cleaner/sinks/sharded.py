"""Files of records, in shards of a given size, that a run which was cut off can go on writing.

A shard is written under a hidden name and renamed when it is full. Each batch of work ends in a ``checkpoint``: what
is in the file then is on the disk, and a later run cuts the file there and goes on. With compression a batch is a
frame of its own, so that the bytes do not depend on where a run was cut off.
"""

import contextlib
import glob
import gzip
import io
import os
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from cleaner.errors import SettingsError, WriteError
from cleaner.sinks.atomic import partial_name, refuse_irregular
from cleaner.sinks.encoding import Record, dumps

COMPRESSIONS = frozenset({".gz", ".zst", ".bz2", ".xz", ".lz4", ".br", ".zip"})
_GZIP_LEVEL, _ZSTD_LEVEL = 6, 3


class Frame(NamedTuple):
    """The records of a batch as they stand in a file, and their size in bytes before compression."""

    data: bytes
    size: int


@dataclass(frozen=True, slots=True)
class Frames:
    """Makes a frame of the records of a batch: each as bytes, one behind the other, compressed or not."""

    encode: Callable[[Record], bytes]
    compression: str = ""

    def __call__(self, records: Sequence[Record]) -> Frame:
        """Return the frame; one without records is empty."""
        data = b"".join(map(self.encode, records))
        return Frame(_compressed(data, self.compression) if self.compression and data else data, len(data))


class ShardedSink:
    """Base of the sinks that write files; a format says how records become bytes and what a finished shard is.

    ``shard_bytes`` (before compression, 0: one file) is looked at between batches, so shards are a little larger.
    """

    compression = ""

    def __init__(self, path: Path, force: bool = False, shard_bytes: int = 0) -> None:
        """Take the file to write, or with ``shard_bytes`` the name that the shards' names are made of."""
        self.path = path
        self.force = force
        self.shard_bytes = shard_bytes
        self.file: BinaryIO | None = None
        self._shard = 0
        self._size = 0  # bytes of the shard before compression
        self._full: bool = False
        if self.compression == "zst":
            try:
                import zstandard  # noqa: F401
            except ImportError:
                raise SettingsError(f"{path}: zstd needs a package not installed: pip install 'naqi[zstd]'") from None

    @property
    def journal(self) -> Path:
        """Where a run into this file notes how far it came."""
        return self.path.with_name(f".{self.path.name}.run.json")

    @property
    def partial(self) -> Path:
        """The name of the shard that is being written."""
        return Path(partial_name(self.path, f".{self._shard}"))

    @property
    def encode(self) -> Callable[[Sequence[Record]], Frame]:
        """Make the frame of a batch; it is not bound to the sink, so that it can be sent to workers."""
        return Frames(dumps, self.compression)

    def finish(self, partial: Path, final: Path) -> None:
        """Make a finished shard of what was written; raises OSError."""
        os.replace(partial, final)

    def is_output(self, path: Path) -> bool:
        """Tell whether a file was written by an earlier run."""
        raise NotImplementedError

    def _final(self, shard: int) -> Path:
        if not self.shard_bytes:
            return self.path
        stem, dot, rest = self.path.name.partition(".")
        return self.path.with_name(f"{stem}-{shard:05}{dot}{rest}")

    def check(self, ids: Sequence[str], resume: bool = False) -> None:
        """Raise WriteError where the file cannot be written, or exists and is no output of cleaner."""
        if self.path.is_dir():
            raise WriteError(f"{self.path}: is a folder; name a file with -o")
        refuse_irregular(self.path)
        for taken in self._older():
            if not self.force and not self.is_output(taken):
                raise WriteError(f"{taken}: exists and no earlier run wrote it; choose another name, or --force")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if not resume:
                self._drop_partials()
                self.file = self.partial.open("wb")
        except OSError as error:
            raise WriteError(f"{self.path}: cannot be written: {error.strerror}; choose another place") from error

    def _older(self) -> list[Path]:
        """Return the files that stand where this run writes."""
        if not self.shard_bytes:
            return [self.path] if self.path.exists() else []
        stem, dot, rest = self.path.name.partition(".")
        return [p for p in self.path.parent.glob(f"*{dot}{rest}") if _is_shard(p.name, stem, dot + rest)]

    def write(self, encoded: Frame) -> None:
        """Append the frame of a batch; raises WriteError."""
        if self._full:
            self._end_shard(more=True)
        self._size += encoded.size
        self._put(encoded.data)

    def _put(self, data: bytes) -> None:
        try:
            if self.file is None:
                self.file = self.partial.open("wb")
            self.file.write(data)
            if not data:
                self.file.flush()
        except OSError as error:
            raise self._failed(error) from error

    def _failed(self, error: OSError) -> WriteError:
        return WriteError(f"{self.path}: cannot be written: {error.strerror}; free space and run again")

    def checkpoint(self, last: bool = False) -> dict[str, Any]:
        """End a batch; return what a later run must know to go on from here. Raises WriteError.

        A full shard is renamed only after this: whoever notes the state knows of it before it happens, so that a run
        killed on either side of the renaming can go on.
        """
        if self.file is None:
            return {"shard": self._shard, "at": 0, "size": 0, "full": False}
        self._put(b"")
        self._full = last or 0 < self.shard_bytes <= self._size
        return {"shard": self._shard, "at": self.file.tell(), "size": self._size, "full": self._full}

    def restore(self, states: Sequence[dict[str, Any]]) -> None:
        """Go on after an earlier run, from what it noted; raises WriteError where what it wrote is gone."""
        last = states[-1] if states else {"shard": 0, "at": 0, "size": 0, "full": False}
        self._shard, self._size = last["shard"], last["size"]
        try:
            there = self.partial.exists()
            if last["full"] and not there:  # renamed already
                self._shard, self._size = self._shard + 1, 0
                return
            if not there and last["at"]:
                raise WriteError(f"{self.partial}: what the earlier run wrote is gone; run without --resume")
            self.file = self.partial.open("r+b" if there else "wb")
            self.file.truncate(last["at"])
            self.file.seek(last["at"])
        except OSError as error:
            raise self._failed(error) from error
        self._full = bool(last["full"])

    def _end_shard(self, more: bool) -> None:
        try:
            if self.file is not None:
                self.file.close()
                self.finish(self.partial, self._final(self._shard))
                self._shard += 1
            self._size, self._full, self.file = 0, False, None
            if more:
                self.file = self.partial.open("wb")
        except OSError as error:
            raise self._failed(error) from error

    def close(self) -> None:
        """Finish the last file, and remove the shards that an earlier, longer run left; raises WriteError."""
        self.checkpoint(last=True)
        self._end_shard(more=False)
        if self.shard_bytes:
            written = {self._final(number) for number in range(self._shard)}
            for path in self._older():
                if path not in written and self.is_output(path):
                    path.unlink(missing_ok=True)

    def abandon(self, keep: bool = False) -> None:
        """Close; remove the temporary file unless a later run is to go on from it."""
        if self.file is not None:
            # Where the disk is full, the write that failed has said so.
            with contextlib.suppress(OSError):
                self.file.close()
        if not keep:
            self._drop_partials()

    def _drop_partials(self) -> None:
        for path in self.path.parent.glob(f"{glob.escape(Path(partial_name(self.path)).stem)}.*.part"):
            path.unlink(missing_ok=True)


def refuse_suffix(path: Path, suffixes: Set[str], hint: str) -> None:
    """Raise SettingsError for a file name that would say something else than what is in the file."""
    if path.suffix.lower() in suffixes:
        raise SettingsError(f"{path}: nothing is written as {path.suffix} here; {hint}")


def _is_shard(name: str, stem: str, rest: str) -> bool:
    number = name.removeprefix(f"{stem}-").removesuffix(rest)
    return name.startswith(f"{stem}-") and number.isdigit() and len(number) == 5


def _compressed(data: bytes, how: str) -> bytes:
    if how == "gz":
        return gzip.compress(data, _GZIP_LEVEL, mtime=0)
    import zstandard

    return zstandard.ZstdCompressor(level=_ZSTD_LEVEL).compress(data)


def first_line(path: Path) -> bytes:
    """Return the first line of a file that may be compressed; raises OSError, EOFError or what zstandard raises."""
    with path.open("rb") as file:
        start = file.read(4)
        file.seek(0)
        if start[:2] == b"\x1f\x8b":
            with gzip.GzipFile(fileobj=file) as unpacked:
                return unpacked.readline()
        if start == b"\x28\xb5\x2f\xfd":
            import zstandard

            reader = zstandard.ZstdDecompressor().stream_reader(file, read_across_frames=True)
            return io.BufferedReader(reader).readline()
        return file.readline()
