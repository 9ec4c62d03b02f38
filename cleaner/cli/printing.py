"""What commands print: JSON as bytes, page text that cannot harm a terminal, and streams that can take it."""

import io
import os
import sys
from typing import Any

from cleaner.errors import CleanerError, ReadError, WriteError

# Control characters would act on a terminal, and bidi controls on the lines around; both are shown or left out.
_PICTURES = {code: 0x2400 + code for code in range(0x20) if code != 0x09} | {0x7F: 0x2421}
_CONTROLS = _PICTURES | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
_BIDI = dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
ISOLATE, END_ISOLATE = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


class ClosedStream(io.RawIOBase):
    """Stands for a stdin or stdout that was closed before the start: to use it is the user's fault, and is told."""

    def readable(self) -> bool:
        """Tell that reading may be tried."""
        return True

    def writable(self) -> bool:
        """Tell that writing may be tried."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Raise ReadError."""
        raise ReadError("stdin is closed; give a page there, or name a file")

    def write(self, data: Any) -> int:
        """Raise WriteError."""
        raise WriteError("the output cannot be written: stdout is closed; send it to a file or a pipe")


def fit_streams() -> None:
    """Make stdin, stdout and stderr fit for use, whatever they were at the start.

    What a text stream cannot hold is escaped, as on stderr: a page is seldom of one alphabet. Bytes are not touched.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            # Else the next file to be opened gets this number, and what libraries say on stderr is written into it.
            os.open(os.devnull, os.O_RDWR)
    # Streams that were closed are None, which typeshed does not say.
    if sys.stdin is None:
        sys.stdin = io.TextIOWrapper(io.BufferedReader(ClosedStream()), "utf-8")
    if sys.stdout is None:
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(ClosedStream()), "utf-8")
    if sys.stderr is None:
        sys.stderr = _nowhere()
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.errors in ("strict", "surrogateescape"):
        sys.stdout.reconfigure(errors="backslashreplace")


def finish_streams() -> None:
    """Write what waits in the buffers; where that cannot be, give it up, or the interpreter tries again at its end."""
    for name in ("stdout", "stderr"):
        try:
            getattr(sys, name).flush()
        except (OSError, CleanerError):
            setattr(sys, name, _nowhere())


def _nowhere() -> io.TextIOWrapper:
    return open(os.devnull, "w", encoding="utf-8")


def print_json(data: Any) -> None:
    """Print JSON that a person can read too; bytes, so that any locale will do."""
    import orjson

    sys.stdout.buffer.write(orjson.dumps(data, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    sys.stdout.flush()


def printable(text: str, terminal: bool = False) -> str:
    """Return page text fit to print: control characters as pictures, broken surrogates replaced.

    On a terminal the text is isolated, so that right-to-left lines leave the columns around them alone.
    """
    text = text.translate(_CONTROLS).encode("utf-8", "replace").decode("utf-8")
    return f"{ISOLATE}{text.translate(_BIDI)}{END_ISOLATE}" if terminal and text else text
