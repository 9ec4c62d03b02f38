"""Turn lone surrogates back into the bytes that Python's surrogateescape hid in them, and those into text."""

import re

from cleaner.repair.log import Log
from cleaner.repair.plausibility import evidence

_BYTES = re.compile("[\udc80-\udcff]")
_BEYOND = re.compile("[^\x00-\x7f\udc80-\udcff]")
_RUN = re.compile("[\udc80-\udcff]+(?:[\t -@\\[-`{-~]*[\udc80-\udcff]+)*")


def join_surrogates(line: str, log: Log) -> str:
    """Return ``line`` with its escaped bytes read as UTF-8 or, when that reads like Arabic, windows-1256.

    What remains is left to ftfy, which joins the halves of a pair and marks the rest as lost.
    """
    if not _BYTES.search(line):
        return line
    whole = _read(line, 2, 2.0)
    if whole is not None:
        log.add("mojibake", f"escaped bytes read as {whole[1]}")
        return whole[0]

    def read(run: re.Match[str]) -> str:
        text = _read(run[0], 4, 6.0)  # beside text that decoded well, a few odd bytes are sooner a cut letter
        if text is None:
            return run[0]
        log.add("mojibake", f"escaped bytes read as {text[1]}")
        return text[0]

    return _RUN.sub(read, line)


def _read(text: str, least_letters: int, least_bits: float) -> tuple[str, str] | None:
    """Return (text, encoding) of escaped bytes; windows-1256 must hold so many letters and such evidence."""
    try:
        raw = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return None
    try:
        return raw.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        pass
    if _BEYOND.search(text):
        return None  # what decoded well is not windows-1256
    arabic = raw.decode("cp1256")
    bits, letters = evidence(arabic)
    if letters >= least_letters and bits >= least_bits and bits >= 0.4 * letters:
        return arabic, "windows-1256"
    return None
