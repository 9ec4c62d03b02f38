"""Writing a file so that it is there whole or not at all."""

import contextlib
import os
from hashlib import sha1
from pathlib import Path

from cleaner.errors import WriteError

_WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


def partial_name(path: Path | str, mark: str = "") -> str:
    """Return the hidden name beside ``path`` that a file has while it is written; short, whatever the name is."""
    folder, name = os.path.split(path)
    if len(os.fsencode(name)) > 200:
        name = sha1(os.fsencode(name), usedforsecurity=False).hexdigest()
    return os.path.join(folder, f".{name}{mark}.part")


def write_file(path: Path | str, data: bytes, mark: str | None = None) -> None:
    """Write ``data`` to a temporary name beside ``path`` and rename; raises WriteError.

    ``mark`` is a part of the temporary name, by default the number of the process. A writer that goes on after being
    killed gives one of its own, so that what was left half-written is replaced and not left lying.
    """
    partial = partial_name(path, f".{os.getpid()}" if mark is None else mark)
    try:
        try:
            _write(partial, data)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(partial), exist_ok=True)
            _write(partial, data)
        os.replace(partial, path)
    except OSError as error:
        _remove(partial)
        raise WriteError(
            f"{printable_name(str(path))}: cannot be written: {error.strerror}; free space or choose another folder"
        ) from error
    except BaseException:
        _remove(partial)
        raise


def refuse_irregular(path: Path) -> None:
    """Raise WriteError for a device, a pipe, a folder or a link: a file that is renamed to it would take its place."""
    if path.is_symlink():
        raise WriteError(f"{path}: a link; name the file itself")
    if path.exists() and not path.is_file():
        raise WriteError(f"{path}: not a regular file; name another")


def _write(path: str, data: bytes) -> None:
    handle = os.open(path, _WRITE, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
    finally:
        os.close(handle)


def _remove(partial: str) -> None:
    # What kept it from being written may keep it from being removed.
    with contextlib.suppress(OSError):
        os.unlink(partial)


def printable_name(name: str) -> str:
    """Return a file name with its invalid bytes as ``\\xNN``, so that it can be printed and put in JSON."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
