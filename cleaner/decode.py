"""Turn bytes into text: byte order marks, UTF-8, UTF-16 and UTF-32, the Arabic code pages, and others by detection."""

import codecs
import re
from dataclasses import dataclass

from cleaner.errors import DecodeError
from cleaner.model import Repair
from cleaner.repair.plausibility import evidence

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ARABIC = ("windows-1256", "iso-8859-6", "mac-arabic")
_BINARY = re.compile(b"[\x00-\x06\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 65536


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of some bytes, the encoding that was used, and the repairs made on the way."""

    text: str
    encoding: str
    repairs: tuple[Repair, ...]


def decode(data: bytes, encoding: str | None = None, hint: str | None = None) -> Decoded:
    """Decode ``data``; ``encoding`` forces one, ``hint`` (a declared charset) is believed when the bytes agree.

    A byte order mark is taken off and logged. Raises DecodeError, and nothing else, for bytes that are not text in
    any encoding tried; its message names them.
    """
    if encoding is not None:
        return _forced(data, encoding)
    for mark, name in _BOMS:
        if data.startswith(mark):
            try:
                text = data[len(mark) :].decode(name)
            except UnicodeDecodeError:
                continue
            return Decoded(text, name, (Repair("bom", f"byte order mark of {name} removed", 1),))
    tried: list[str] = ["utf-8"]
    if _BINARY.search(data):
        tried = ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]
        for name in tried:
            wide = _wide(data, name)
            if wide is not None:
                return Decoded(wide, name, ())
        if b"\0" in data:
            raise _undecodable(data, tried)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", ())
    except UnicodeDecodeError:
        pass
    best, score = "", 0.0
    for name in _ARABIC:
        tried.append(name)
        try:
            bits, letters = evidence(data[:_SAMPLE].decode(name))
        except UnicodeDecodeError:
            continue
        if letters and bits / letters > 0.5 and bits > score:
            best, score = name, bits
    if best:
        try:
            return Decoded(data.decode(best), best, ())
        except UnicodeDecodeError:
            pass
    import chardet

    guess = chardet.detect(data[:_SAMPLE])["encoding"]
    for name in (hint, guess):
        if name:
            tried.append(name)
            try:
                return Decoded(data.decode(name), codecs.lookup(name).name, ())
            except (UnicodeDecodeError, LookupError):
                continue
    raise _undecodable(data, tried)


def _forced(data: bytes, encoding: str) -> Decoded:
    try:
        known = codecs.lookup(encoding)
        text = data.decode(known.name)
    except LookupError:
        raise DecodeError(f"no encoding is called {encoding!r}: pass --encoding with a name such as utf-8") from None
    except UnicodeDecodeError as error:
        raise DecodeError(
            f"not {encoding}: {error.reason} at byte {error.start}; leave --encoding out to have it detected"
        ) from None
    if text.startswith("\ufeff"):
        return Decoded(text[1:], known.name, (Repair("bom", f"byte order mark of {known.name} removed", 1),))
    return Decoded(text, known.name, ())


def _wide(data: bytes, name: str) -> str | None:
    try:
        text = data.decode(name)
    except UnicodeDecodeError:
        return None
    common = len(re.findall("[\t\n\r -~\u00a0-\u06ff]", text))
    return text if text and common / len(text) > 0.7 else None


def _undecodable(data: bytes, tried: list[str]) -> DecodeError:
    return DecodeError(
        f"not text in any encoding tried ({', '.join(tried)}): "
        "pass --encoding NAME if you know it, or leave the file out if it is binary"
    )
