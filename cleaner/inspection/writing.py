"""Writing a page back: which files must not be written, and a replacement that is whole or not there."""

import os
import stat
from contextlib import suppress

from cleaner.inspection.reading import Bytes, signature_of


def refusal(path: str) -> str | None:
    """Tell why a file must not be written, or None where it may."""
    found = os.lstat(path)
    if stat.S_ISLNK(found.st_mode):
        return f"is a symbolic link to {os.readlink(path)}; fix that file"
    if not found.st_mode & 0o222 or not os.access(path, os.W_OK):
        return "is read-only; make it writable first"
    if found.st_nlink > 1:
        return "has other hard links, which a new file would leave behind; copy it first"
    if not os.access(os.path.dirname(os.path.abspath(path)), os.W_OK):
        return "lies in a folder that cannot be written"
    return None


def replace_file(path: str, old: Bytes, new: bytes) -> str | None:
    """Write ``new`` in the place of ``old``, whole or not at all, with the file's mode; return why not, or None."""
    if signature_of(path) != old.signature:
        return "changed while it was read; run again"
    folder, name = os.path.split(os.path.abspath(path))
    partial = os.path.join(folder, f".{name[:80]}.{os.getpid()}.part")
    try:
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(new)
            file.flush()
            os.fsync(file.fileno())
        known = os.stat(path)
        with suppress(OSError):  # only root may give files away; then the file is ours already
            os.chown(partial, known.st_uid, known.st_gid)
        os.chmod(partial, stat.S_IMODE(known.st_mode))
        os.replace(partial, path)
    except OSError as error:
        with suppress(OSError):
            os.unlink(partial)
        return f"cannot be written: {error.strerror}"
    except BaseException:
        with suppress(OSError):
            os.unlink(partial)
        raise
    return None
