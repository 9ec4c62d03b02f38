"""Opening files: local or through fsspec, compressed or not, always as a stream."""

import bz2
import gzip
import io
import lzma
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, cast

from cleaner.errors import CleanerError, ReadError, SettingsError
from cleaner.sources.page import Input

COMPRESSIONS = (".gz", ".zst", ".bz2", ".xz")
MOST_BYTES = 1 << 30  # of one page; a file of more is no page, and a small compressed file may say that it is
_PIECE = 1 << 20
_ZSTD_PIECE = 8 << 10  # a little of it may unpack to very much
# Not to wait for a writer where the file is a pipe; on Windows, bytes as they are.
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def missing_extra(what: str, extra: str) -> SettingsError:
    """Return the error for a package that is not installed."""
    return SettingsError(f"{what} needs a package that is not installed: pip install 'naqi[{extra}]'")


@contextmanager
def opened(found: Input) -> Iterator[BinaryIO]:
    """Open a file for reading, decompressed by its suffix; what goes wrong while reading raises ReadError."""
    try:
        with _raw(found) as raw:
            yield _decompressed(raw, found.location)
    except CleanerError:
        raise
    except (OSError, EOFError, lzma.LZMAError) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise ReadError(f"{found.location}: cannot be read: {reason}") from error
    except Exception as error:
        if type(error).__module__.split(".")[0] not in ("zstandard", "zlib", "botocore", "aiohttp", "gcsfs", "s3fs"):
            raise
        raise ReadError(f"{found.location}: cannot be read: {error}") from error


def read_whole(found: Input) -> bytes:
    """Return the content of a file that is one page; raises ReadError."""
    if found.url is None and not found.location.lower().endswith(COMPRESSIONS):
        return _read_plain(found.location)
    if found.url is None and not found.path.is_file():
        raise _irregular(found.location)
    pieces, size = [], 0
    with opened(found) as file:
        while piece := file.read(_PIECE):
            pieces.append(piece)
            size += len(piece)
            if size > MOST_BYTES:
                raise _too_large(found.location)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def _read_plain(path: str) -> bytes:
    """Read a local file with as few calls as it takes; folders of small pages are read ten times as fast."""
    try:
        handle = os.open(path, _READ)
        try:
            state = os.fstat(handle)
            if not stat.S_ISREG(state.st_mode):
                raise _irregular(path)
            if state.st_size > MOST_BYTES:
                raise _too_large(path)
            data = os.read(handle, state.st_size + 1)
            if len(data) != state.st_size:  # a short read, or a file system that does not tell sizes
                while (more := os.read(handle, _PIECE)) and len(data) <= MOST_BYTES:
                    data += more
            return data
        finally:
            os.close(handle)
    except OSError as error:
        raise ReadError(f"{path}: cannot be read: {error.strerror}") from error


def _irregular(path: str) -> ReadError:
    return ReadError(f"{path}: not a regular file; leave it out")


def _too_large(path: str) -> ReadError:
    return ReadError(f"{path}: more than {MOST_BYTES >> 20} MB in one page; leave it out")


@contextmanager
def _raw(found: Input) -> Iterator[BinaryIO]:
    if found.url is None:
        with found.path.open("rb") as file:
            yield file
        return
    try:
        import fsspec
    except ImportError:
        raise missing_extra(found.url, "fsspec") from None
    try:
        handle = fsspec.open(found.url, "rb")
    except (ImportError, ValueError) as error:
        raise ReadError(f"{found.url}: {error}") from error
    with handle as file:
        yield file


def _decompressed(raw: BinaryIO, name: str) -> BinaryIO:
    suffix = name.lower().rpartition(".")[2]
    if suffix == "gz":
        return cast(BinaryIO, gzip.GzipFile(fileobj=raw))
    if suffix == "bz2":
        return cast(BinaryIO, bz2.BZ2File(raw))
    if suffix == "xz":
        return cast(BinaryIO, lzma.LZMAFile(raw))
    if suffix == "zst":
        try:
            import zstandard
        except ImportError:
            raise missing_extra(name, "zstd") from None
        return cast(BinaryIO, io.BufferedReader(_ZstdReader(raw, zstandard.ZstdDecompressor(max_window_size=1 << 31))))
    return raw


class _ZstdReader(io.RawIOBase):
    """Reads frame after frame; raises EOFError for a file that was cut off, which zstandard's own reader does not."""

    def __init__(self, raw: BinaryIO, decompressor: Any) -> None:
        self._raw = raw
        self._decompressor = decompressor
        self._frame: Any = None
        self._input = b""
        self._output = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._output:
            self._input = self._input or self._raw.read(_ZSTD_PIECE)
            if not self._input:
                if self._frame is None:
                    return 0
                raise EOFError("compressed data ends before its end: the file was cut off")
            self._frame = self._frame or self._decompressor.decompressobj()
            self._output = memoryview(self._frame.decompress(self._input))
            self._input = self._frame.unused_data
            if self._frame.eof:
                self._frame = None
        size = min(len(buffer), len(self._output))
        buffer[:size] = self._output[:size]
        self._output = self._output[size:]
        return size


def stem_of(name: str) -> tuple[str, str]:
    """Split a file name in stem and the suffix that tells its format; a compression's suffix is in neither."""
    lower = name.lower()
    for suffix in COMPRESSIONS:
        if lower.endswith(suffix) and len(name) > len(suffix):
            name = name[: -len(suffix)]
            break
    head, dot, tail = name.rpartition(".")
    return (head, f".{tail.lower()}") if dot and head else (name, "")
