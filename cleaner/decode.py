"""Turn bytes into text: byte order marks, UTF-8, UTF-16 and UTF-32, the Arabic code pages, and others by detection."""

import codecs
import re
from dataclasses import dataclass

from cleaner.errors import DecodeError
from cleaner.model import Repair
from cleaner.repair.log import Log
from cleaner.repair.plausibility import evidence
from cleaner.repair.surrogates import join_surrogates

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_ARABIC = ("windows-1256", "iso-8859-6", "mac-arabic")
# Controls that no text in a single-byte or multi-byte encoding holds; escape (1B) and shifts (0E, 0F) it may.
_BINARY = bytes((*range(0x07), *range(0x10, 0x1B), *range(0x1C, 0x20)))
_PLAUSIBLE = re.compile("[\t\n\r\x0c -~\u00a0-\u024f\u0370-\u06ff\u2010-\u2027\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
_CONTROLS = re.compile("[\x00-\x06\x10-\x1a\x1c-\x1f\x7f-\x9f\ufffe\uffff]")
# What does not happen in Arabic text: Latin letters with accents, letters of two scripts in one word, letters alone.
_LETTER = "[\u0620-\u063f\u0641-\u064a\u0671-\u06d3]"
_STRANGE = re.compile(
    f"[\ufffd\x80-\x9f\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]|[A-Za-z]{_LETTER}|{_LETTER}{{2}}[A-Za-z]"
    f"|(?<!\\w)(?!\u0648){_LETTER}(?!\\w)"
)
_OLD = re.compile("(?i)cp[4-8]|cp1006|cp1125|mac|hp|koi8-t|kz")
_LATIN = re.compile(b"[A-Za-z]")
_ESCAPED = re.compile("[\udc80-\udcff]")
_BROKEN = re.compile("[\udc80-\udcff]+")
_BEYOND_ASCII = re.compile("[^\x00-\x7f\udc80-\udcff]")
_HIGH = re.compile(b"[\x80-\xff]")
_SAMPLE = 65_536  # bytes that the guesses look at
_FEWEST_BESIDE_NULLS = 100  # bytes of text for each null byte in it
_ARABIC_LEAST = 6.0  # bits; four letters of an Arabic word give about as much
_ARABIC_MEAN = 0.7  # bits a letter; real text gives 1.5, other text in an Arabic code page about 0
_BROKEN_SHARE = 0.05  # of the characters beyond ASCII, that may be broken in what is still called UTF-8


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of some bytes, the encoding that was used (by its Python name), and the repairs made on the way."""

    text: str
    encoding: str
    repairs: tuple[Repair, ...]


def decode(data: bytes, encoding: str | None = None, hint: str | None = None) -> Decoded:
    """Decode ``data``; ``encoding`` forces one, ``hint`` (a declared charset) is believed when the bytes agree.

    Tried in this order: byte order marks, UTF-32 and UTF-16 by their zero bytes, UTF-8, the hint, the Arabic code
    pages when the result reads like Arabic, UTF-8 with a few broken bytes (each becomes U+FFFD and is logged), and
    what chardet finds. A byte order mark is taken off and logged. Line ends and everything else stay as they are.

    Raises DecodeError, and nothing else, for bytes that are not text in any encoding tried; its message names them.
    """
    if encoding is not None:
        return _forced(data, encoding)
    if not data:
        return Decoded("", "utf-8", ())
    tried: list[str] = []
    binary = _holds(data, _BINARY)
    found = _marked(data, tried) or (_wide(data, tried) if binary else None) or _utf8(data, tried)
    if found is not None:
        return found
    if binary:
        raise _undecodable(tried)
    return (
        _hinted(data, hint, tried)
        or _arabic(data, tried)
        or _broken_utf8(data)
        or _detected(data, tried)
        or _raise(_undecodable(tried))
    )


def _forced(data: bytes, encoding: str) -> Decoded:
    try:
        name = codecs.lookup(encoding).name
        text = data.decode(name)
    except UnicodeError as error:
        where = f" at byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        raise DecodeError(f"not {encoding}{where}: pass another name to --encoding, or none to detect it") from None
    except (LookupError, ValueError, TypeError):  # also what names of codecs that make no text raise
        raise DecodeError(f"no text encoding is called {encoding!r}: pass --encoding a name such as utf-8") from None
    return _unmarked(text, name)


def _unmarked(text: str, name: str) -> Decoded:
    if text.startswith("\ufeff"):
        return Decoded(text[1:], name, (Repair("bom", f"byte order mark of {name} removed", 1),))
    return Decoded(text, name, ())


def _marked(data: bytes, tried: list[str]) -> Decoded | None:
    for mark, name in _BOMS:
        if data.startswith(mark):
            tried.append(name)
            try:
                return _unmarked(data.decode(name), name)
            except UnicodeDecodeError:
                continue
    return None


def _wide(data: bytes, tried: list[str]) -> Decoded | None:
    """Decode UTF-16 and UTF-32 without a mark: text whose characters, on the whole, are those of known scripts.

    Zero bytes alone do not tell: Arabic has them at spaces only. Either its zeros or its 06 bytes show as controls,
    without which this is not tried.
    """
    if len(data) % 2:
        return None
    best, share = None, 0.7
    for name in _WIDE:
        tried.append(name)
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        sample = text[:_SAMPLE]
        plausible = len(_PLAUSIBLE.findall(sample)) / len(sample)
        if plausible > share and not _CONTROLS.search(sample):
            best, share = Decoded(text, name, ()), plausible
    return best


def _utf8(data: bytes, tried: list[str]) -> Decoded | None:
    tried.append("utf-8")
    # A null strays into text now and then; the repairs take it out.
    if b"\0" in data and (data.count(0) * _FEWEST_BESIDE_NULLS > len(data) or _holds(data, _BINARY[1:])):
        return None
    try:
        return Decoded(data.decode("utf-8"), "utf-8", ())
    except UnicodeDecodeError:
        return None


def _holds(data: bytes, some: bytes) -> bool:
    return len(data.translate(None, some)) < len(data)


def _hinted(data: bytes, hint: str | None, tried: list[str]) -> Decoded | None:
    """Believe a declared charset unless its text holds controls, or reads as Arabic in another code page only."""
    if hint is None:
        return None
    try:
        name = codecs.lookup(hint).name
        text = data.decode(name)
    except (UnicodeError, LookupError, ValueError, TypeError):
        return None
    tried.append(name)
    sample = text[:_SAMPLE]
    if _CONTROLS.search(sample) or (not _reads(sample) and _best_arabic(data) is not None):
        return None
    return _unmarked(text, name)


def _reads(text: str) -> float:
    """Return the evidence for Arabic in ``text`` in bits, 0 when there is not enough."""
    bits, letters = evidence(text)
    return bits if bits >= _ARABIC_LEAST and bits >= _ARABIC_MEAN * letters else 0.0


def _best_arabic(data: bytes) -> str | None:
    """Return the Arabic code page in which the bytes read like Arabic, the likeliest first."""
    sample = data[:_SAMPLE]
    best, most = None, 0.0
    for name in _ARABIC:
        text = sample.decode(name, "replace")
        strange = len(_STRANGE.findall(text))
        bits = _reads(text)
        worth = bits - 4 * strange - (text.count("\xa0") > text.count(" "))  # mac-arabic has a space of its own there
        if strange * 10 <= evidence(text)[1] and worth > most:
            best, most = name, worth
    return best


def _arabic(data: bytes, tried: list[str]) -> Decoded | None:
    tried += _ARABIC
    name = _best_arabic(data)
    if name is None:
        return None
    try:
        return Decoded(data.decode(name), name, ())
    except UnicodeDecodeError:
        return None


def _broken_utf8(data: bytes) -> Decoded | None:
    """Decode UTF-8 in which few characters are broken, as in a page that was cut or patched together.

    A passage in windows-1256 is recovered when it reads like Arabic; other broken bytes become U+FFFD.
    """
    log = Log()
    text = data.decode("utf-8", "surrogateescape")
    good = len(_BEYOND_ASCII.findall(text))
    if len(_ESCAPED.findall(text)) > good:
        return None
    lines = text.split("\n")
    broken = 0
    for at, line in enumerate(lines):
        if _ESCAPED.search(line):
            lines[at], count = _BROKEN.subn("\ufffd", join_surrogates(line, log))
            broken += count
    if broken > max(1, _BROKEN_SHARE * good) or good < 2 * broken:
        return None
    log.add("bytes", "bytes that are not UTF-8 made U+FFFD", broken)
    return Decoded("\n".join(lines), "utf-8", log.repairs())


def _detected(data: bytes, tried: list[str]) -> Decoded | None:
    import chardet

    if not _HIGH.search(data):
        return None
    guess = chardet.detect(data[:_SAMPLE])["encoding"] or ""
    names = [guess, "windows-1252"]
    if _OLD.match(guess) and 3 * len(_HIGH.findall(data)) < len(_LATIN.findall(data)):
        names.reverse()  # a few accents among ASCII words: sooner a living code page
    for name in filter(None, names):
        tried.append(name.lower())
        try:
            text = data.decode(name)
        except (UnicodeError, LookupError):
            continue
        if not _CONTROLS.search(text[:_SAMPLE]):
            return _unmarked(text, codecs.lookup(name).name)
    return None


def _raise(error: DecodeError) -> Decoded:
    raise error


def _undecodable(tried: list[str]) -> DecodeError:
    return DecodeError(
        f"not text in any encoding tried ({', '.join(dict.fromkeys(tried))}): "
        "pass --encoding NAME if you know it, or leave the file out if it is binary"
    )
