"""Reading files that may not be what they seem, in bounded time and memory."""

import os
import stat
from dataclasses import dataclass

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


def read_file(path: str, most: int) -> Bytes | Unread:
    """Return the bytes of a regular file of at most ``most`` bytes, or why not.

    The file is opened without waiting, so that a pipe without a writer cannot hold the run, and looked at before
    anything is read, so that a device or a huge file costs nothing.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        return Unread(*_why(path, error))
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            return Unread("file/not-regular", f"is {_kind(found.st_mode)}, not a file; leave it out")
        if found.st_size > most:
            return Unread("file/too-large", f"is {found.st_size:,} bytes; a page has at most {most:,} (max-bytes)")
        parts = []
        left = most + 1
        while left and (part := os.read(handle, left)):
            parts.append(part)
            left -= len(part)
        if not left:
            return Unread("file/too-large", f"grew over {most:,} bytes (max-bytes) while it was read")
        return Bytes(b"".join(parts), _signature(found))
    except OSError as error:
        return Unread("file/unreadable", f"cannot be read: {error.strerror}")
    finally:
        os.close(handle)


def _signature(found: os.stat_result) -> Signature:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _why(path: str, error: OSError | ValueError) -> tuple[str, str]:
    try:
        mode = os.lstat(path).st_mode
    except (OSError, ValueError):
        mode = 0
    if stat.S_ISLNK(mode) and not os.path.exists(path):
        return "file/unreadable", "is a link that leads nowhere; remove it"
    if mode and not stat.S_ISREG(mode) and not stat.S_ISLNK(mode):
        return "file/not-regular", f"is {_kind(mode)}, not a file; leave it out"
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return "file/unreadable", f"cannot be read: {reason}"


def _kind(mode: int) -> str:
    kinds = ((stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a pipe"), (stat.S_ISSOCK, "a socket"))
    return next((name for test, name in kinds if test(mode)), "a device")
