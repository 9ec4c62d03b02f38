"""Writing a file so that it is there whole or not at all."""

import os
from pathlib import Path

from cleaner.errors import WriteError


def write_file(path: Path, data: bytes) -> None:
    """Write ``data`` to a temporary name beside ``path`` and rename; raises WriteError."""
    partial = path.with_name(f".{path.name[:200]}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.write_bytes(data)
        os.replace(partial, path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise WriteError(f"{path}: cannot be written: {error.strerror}; free space or choose another folder") from error
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
