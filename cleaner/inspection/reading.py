"""Reading files that may not be what they seem, in bounded time and memory."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cleaner.errors import CleanerError
from cleaner.sources.opening import COMPRESSIONS, opened
from cleaner.sources.page import Input

Signature = tuple[int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that was not read: the check that says so, and why."""

    check: str
    message: str


@dataclass(frozen=True, slots=True)
class Bytes:
    """The bytes of a file and its signature, which changes whenever the file does."""

    data: bytes
    signature: Signature


def signature_of(path: str) -> Signature | None:
    """Return what a file is known by without reading it, or None where it cannot be told."""
    try:
        return _signature(os.stat(path))
    except (OSError, ValueError):
        return None


def look_at(path: str) -> Signature | Unread:
    """Return the signature of a regular file that may be read, or why it is none."""
    with _opened(path) as (_, found):
        return found


def read_file(path: str, most: int) -> Bytes | Unread:
    """Return the bytes of a regular file, decompressed by its suffix, of at most ``most`` bytes, or why not.

    The file is opened without waiting, so that a pipe without a writer cannot hold the run, and looked at before
    anything is read, so that a device or a huge file costs nothing.
    """
    with _opened(path) as (handle, found):
        if isinstance(found, Unread):
            return found
        if found[2] > most:
            return Unread("file/too-large", f"is {found[2]:,} bytes; a page has at most {most:,} (max-bytes)")
        try:
            data = _decompressed(path, most) if path.lower().endswith(COMPRESSIONS) else _read(handle, most)
        except OSError as error:
            return Unread("file/unreadable", f"cannot be read: {error.strerror}")
        except CleanerError as error:
            return Unread("file/unreadable", without_place(str(error), path))
        if len(data) > most:
            return Unread("file/too-large", f"holds more than {most:,} bytes (max-bytes)")
        return Bytes(data, found)


def without_place(message: str, path: str) -> str:
    """Return what an error says, without the file that it begins with."""
    return message.removeprefix(f"{path}: ")


@contextmanager
def _opened(path: str) -> Iterator[tuple[int, Signature | Unread]]:
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        yield -1, Unread(*_why(path, error))
        return
    try:
        found = os.fstat(handle)
        if stat.S_ISREG(found.st_mode):
            yield handle, _signature(found)
        else:
            yield handle, Unread("file/not-regular", f"is {_kind(found.st_mode)}, not a file; leave it out")
    finally:
        os.close(handle)


def _read(handle: int, most: int) -> bytes:
    parts = []
    left = most + 1
    while left and (part := os.read(handle, left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _decompressed(path: str, most: int) -> bytes:
    with opened(Input(Path(path), path, "txt")) as file:
        return file.read(most + 1)


def _signature(found: os.stat_result) -> Signature:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _why(path: str, error: OSError | ValueError) -> tuple[str, str]:
    try:
        mode = os.lstat(path).st_mode
    except (OSError, ValueError):
        mode = 0
    if stat.S_ISLNK(mode) and not os.path.exists(path):
        return "file/unreadable", "is a link that leads nowhere; remove it"
    if isinstance(error, PermissionError):
        return "file/unreadable", f"cannot be read: {error.strerror}"
    if mode and not stat.S_ISREG(mode) and not stat.S_ISLNK(mode):
        return "file/not-regular", f"is {_kind(mode)}, not a file; leave it out"
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return "file/unreadable", f"cannot be read: {reason}"


def _kind(mode: int) -> str:
    kinds = ((stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"))
    return next((name for test, name in kinds if test(mode)), "a device")
