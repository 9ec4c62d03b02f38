"""Writing a file so that it is there whole or not at all."""

import os
from hashlib import sha1
from pathlib import Path

from cleaner.errors import WriteError


def partial_name(path: Path, mark: str = "") -> Path:
    """Return the hidden name beside ``path`` that a file has while it is written; short, whatever the name is."""
    name = path.name
    if len(os.fsencode(name)) > 200:
        name = sha1(os.fsencode(name), usedforsecurity=False).hexdigest()
    return path.with_name(f".{name}{mark}.part")


def write_file(path: Path, data: bytes, mark: str | None = None) -> None:
    """Write ``data`` to a temporary name beside ``path`` and rename; raises WriteError.

    ``mark`` is a part of the temporary name, by default the number of the process. A writer that goes on after being
    killed gives one of its own, so that what was left half-written is replaced and not left lying.
    """
    partial = partial_name(path, f".{os.getpid()}" if mark is None else mark)
    try:
        try:
            partial.write_bytes(data)
        except FileNotFoundError:
            path.parent.mkdir(parents=True, exist_ok=True)
            partial.write_bytes(data)
        os.replace(partial, path)
    except OSError as error:
        _remove(partial)
        raise WriteError(
            f"{printable_name(str(path))}: cannot be written: {error.strerror}; free space or choose another folder"
        ) from error
    except BaseException:
        _remove(partial)
        raise


def _remove(partial: Path) -> None:
    try:
        partial.unlink(missing_ok=True)
    except OSError:
        return  # what kept it from being written keeps it from being removed


def printable_name(name: str) -> str:
    """Return a file name with its invalid bytes as ``\\xNN``, so that it can be printed and put in JSON."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
