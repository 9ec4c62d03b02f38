"""A page as a source hands it on."""

from dataclasses import dataclass
from pathlib import Path

from cleaner.errors import ReadError
from cleaner.model import Metadata


@dataclass(frozen=True, slots=True)
class Page:
    """Bytes or text of one page, where it came from, and what the source already knows about it."""

    id: str
    content: bytes | str
    source: str
    url: str | None = None
    metadata: Metadata | None = None
    markup: bool = False


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a regular file; raises ReadError."""
    try:
        if not path.is_file():
            raise ReadError(f"{path}: not a regular file; leave it out")
        return path.read_bytes()
    except OSError as error:
        raise ReadError(f"{path}: cannot be read: {error.strerror}") from error
