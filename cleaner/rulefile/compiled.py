"""Compiled rule sets kept between runs, so that starting does not parse and check the same files again.

An entry is named by a digest over everything that decides what it holds: the files' names and texts, the code of this
package and the version of Python. It starts with a digest of itself: one that was cut short
or changed is not read but made anew. The folder is the user's own, as for Python's compiled modules.
"""

import gc
import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

from cleaner import __version__

T = TypeVar("T")
_DIGEST = 32
_MOST = 16


def folder() -> Path | None:
    """Return where entries are kept: $CLEANER_CACHE_DIR, or ``cleaner`` in the user's cache; None for nowhere."""
    named = os.environ.get("CLEANER_CACHE_DIR")
    if named is not None:
        return Path(named) if named else None
    home = os.environ.get("XDG_CACHE_HOME")
    try:
        return (Path(home) if home else Path.home() / ".cache") / "cleaner"
    except RuntimeError:
        return None


def recall(files: Iterable[tuple[str, str]], said: str, kind: type[T], make: Callable[[], T]) -> T:
    """Return what ``make`` makes of ``files`` (name, text), from the cache where it is there, whole and a ``kind``.

    ``said`` is what else the result depends on. What ``make`` raises is raised; a cache that cannot be read or
    written costs time and nothing else.
    """
    place = folder()
    if place is None:
        return make()
    digest = blake2b(repr((_code(), said, *files)).encode("utf-8", "surrogatepass"), digest_size=_DIGEST)
    path = place / f"rules-{digest.hexdigest()}.pickle"
    found = _read(path)
    if isinstance(found, kind):
        return found
    made = make()
    with suppress(OSError):
        _write(path, pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
    return made


def _read(path: Path) -> object:
    try:
        with path.open("rb") as file:
            # Reading a pickle runs what it says: one that another user put there is left alone.
            if hasattr(os, "getuid") and os.fstat(file.fileno()).st_uid != os.getuid():
                return None
            digest, data = file.read(_DIGEST), file.read()
        if blake2b(data, digest_size=_DIGEST).digest() != digest:
            return None
        with _uncollected():
            return pickle.loads(data)
    except Exception:  # whatever is wrong with an old entry, a new one can be made
        return None


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector from looking through all objects while many are made of which none is garbage."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = path.with_suffix(f".{os.getpid()}")
    try:
        temporary.write_bytes(blake2b(data, digest_size=_DIGEST).digest() + data)
        temporary.chmod(0o600)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
    entries = sorted(path.parent.glob("rules-*.pickle"), key=lambda entry: entry.stat().st_mtime_ns)
    for old in entries[:-_MOST]:
        old.unlink(missing_ok=True)


@cache
def _code() -> tuple[object, ...]:
    """Return what tells this code from another: versions, and size and time of every module of the package."""
    modules: list[tuple[str, int, int]] = []
    folders = [str(Path(__file__).resolve().parent.parent)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    folders.append(entry.path)
                elif entry.name.endswith(".py"):
                    found = entry.stat()
                    modules.append((entry.path, found.st_size, found.st_mtime_ns))
    return (__version__, sys.version, *sorted(modules))
