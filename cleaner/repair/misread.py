"""Undo UTF-8 that was read in another code page, once or several times over: ``ط§ظ„`` back to the Arabic article.

Every step is a strict round trip: the characters go back to the bytes they were read from, and those bytes must be
UTF-8. What comes out must be Arabic text, or it is not taken. Works on lines and on spans inside them.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from cleaner.repair.hosts import Host, host
from cleaner.repair.log import Log
from cleaner.repair.lost import read_with_losses
from cleaner.repair.neighbours import compile_pairs, inside
from cleaner.repair.plausibility import evidence

NAMES = {
    "windows-1256": "cp1256",
    "windows-1251": "cp1251",
    "windows-1252": "cp1252",
    "latin-1": "latin-1",
    "cp850": "cp850",
    "iso-8859-6": "iso8859_6",
    "windows-1250": "cp1250",
    "windows-1253": "cp1253",
    "windows-1254": "cp1254",
    "mac-roman": "mac_roman",
    "cp437": "cp437",
    "cp720": "cp720",
}
# Code pages that show UTF-8 as letters with few strange signs between; clean lists of letters, and words in capitals,
# can look alike.
WORDY_HOSTS = frozenset({"windows-1256", "iso-8859-6", "windows-1251", "windows-1253"})
# Code pages that show UTF-8 in Arabic letters, and what stands beside these in clean text too: it proves nothing.
_ARABIC_HOSTS = frozenset({"windows-1256", "iso-8859-6", "cp720"})
_INNOCENT = frozenset(
    "'\"\u00ab\u00bb\u2013\u2014\u2018\u2019\u201c\u201d\u00ea\u00eb\u060c\u061b\u061f\u0640\u0686\u0688\u0691\u0698\u06a9\u06af\u06ba"
)
DEPTH = 3

_LETTERS = (
    "[\u0620-\u063f\u0641-\u064a\u066e-\u066f\u0671-\u06d3\u06d5\u06ee-\u06ef\u06fa-\u06fc\u0750-\u077f"
    "\u08a0-\u08c9\ufb50-\ufdff\ufe70-\ufefc]"
)
_LETTER = re.compile(_LETTERS)
_PAIR = re.compile(_LETTERS + "[\u064b-\u065f\u0670]*" + _LETTERS)
# Beside Arabic: marks of Latin-1, general punctuation, arrows to dingbats, emoji, and what was lost.
_FOREIGN = re.compile(
    "[^\x00-\x7f\u00a0-\u00bf\u00d7\u00f7\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\u2000-\u206f\u20a0-\u27bf"
    "\ufb50-\ufdff\ufe00-\ufe0f\ufe70-\ufeff\ufffd\U0001f000-\U0001faff]"
)
# Beside a span, what shows that its code page explains only a part of a word.
_CUT = re.compile("[\x80-\x9f\u00c0-\u024f\u02c6-\u02dd\u0370-\u04ff\u2500-\u259f]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
# How Arabic, in bits, a short repair of what might be clean text must be: above the worst of real words.
_LEAST = -10.0
_CONTINUATION = range(0x80, 0xC0)
_LOST = "\ufffd'\""  # how a byte shows that was lost, or a curly quote made straight


@dataclass(frozen=True, slots=True)
class Undone:
    """A repaired text, how it had been misread (last misreading first), and how Arabic it is, in bits."""

    text: str
    hosts: tuple[str, ...]
    bits: float

    @property
    def rank(self) -> tuple[int, float, int]:
        """Order repairs of the same text, the best last."""
        return -self.text.count("\ufffd"), self.bits, -len(self.hosts)

    @property
    def detail(self) -> str:
        """Say what had happened, first misreading first."""
        return "UTF-8 read as " + ", then UTF-8 read as ".join(reversed(self.hosts))


def undo_line(line: str, log: Log) -> str:
    """Return ``line`` repaired as a whole or, where only spans of it were misread, span by span."""
    if not _gate()(line) or not any(shows(name, line) for name in NAMES):
        return line
    whole = undo(line)
    if whole is not None:
        log.add("mojibake", whole.detail)
        return whole.text
    while (best := _best_spans(line)) is not None:
        line, details = best
        for detail in details:
            log.add("mojibake", detail)
    return line


def _best_spans(line: str) -> tuple[str, list[str]] | None:
    """Repair the spans of the one code page that explains most of ``line``; None when none does."""
    best: tuple[int, str, list[str]] | None = None
    names = [name for name in NAMES if shows(name, line)]
    for wide in (False, True):
        for name in names:
            details: list[str] = []

            def mend_span(match: re.Match[str], name: str = name, details: list[str] = details) -> str:
                around = match.string[match.start() - 1 : match.start()] + match.string[match.end() : match.end() + 1]
                undone = None if _CUT.search(around) else undo(match[0], names=(name,))
                if undone is None:
                    return match[0]
                details.append(undone.detail)
                return undone.text

            repaired = spans(name, wide).sub(mend_span, line)
            gain = len(line) - len(repaired)
            if gain and (best is None or gain > best[0]):
                best = (gain, repaired, details)
        if best is not None:
            return best[1:]
    return None


def undo(text: str, depth: int = DEPTH, names: Iterable[str] = tuple(NAMES)) -> Undone | None:
    """Return ``text`` with up to ``depth`` misreadings undone, or None when that does not yield Arabic."""
    best: Undone | None = None
    for name in names:
        if not shows(name, text):
            continue
        read = read_as_utf8(host(NAMES[name]), text)
        if read is None or read == text:
            continue
        bits = acceptance(read, text, name)
        if bits is not None:
            best = _better(best, Undone(read, (name,), bits))
        if depth > 1 and (deeper := undo(read, depth - 1)):
            best = _better(best, Undone(deeper.text, (name, *deeper.hosts), deeper.bits))
    return best


def _better(old: Undone | None, new: Undone) -> Undone:
    """Prefer the text that lost less, then the more Arabic one, then the shorter story, then the first found."""
    return new if old is None or new.rank > old.rank else old


def read_as_utf8(page: Host, text: str) -> str | None:
    """Return the UTF-8 text whose bytes ``page`` shows as ``text``, or None."""
    try:
        raw = page.encode(text)
    except UnicodeEncodeError:
        return None
    try:
        return raw.decode("utf-8").replace("\x1a", "\ufffd")
    except UnicodeDecodeError:
        pass
    try:
        return read_with_losses(page, raw).replace("\x1a", "\ufffd")
    except UnicodeDecodeError:
        return None


def readings(text: str) -> list[tuple[str, str]]:
    """Return (code page, text) for each code page in which the whole of ``text`` is misread UTF-8 of any script."""
    found = []
    for name in NAMES:
        if name not in WORDY_HOSTS and pairs(name).search(text):
            read = read_as_utf8(host(NAMES[name]), text)
            if read is not None and read != text:
                found.append((name, read))
    return found


def acceptance(read: str, text: str, name: str) -> float | None:
    """Return how Arabic ``read`` is, in bits, or None when it is no repair of ``text``."""
    letters = len(_LETTER.findall(read))
    if not _PAIR.search(read) or _CONTROL.search(read) or read.count("\ufffd") * 3 > letters:
        return None
    foreign = len(_FOREIGN.findall(read))
    if foreign and (letters < 8 or foreign * 3 > letters):
        return None
    bits, known = evidence(read)
    if name in WORDY_HOSTS and known < 4 and (known < 2 or bits < _LEAST):
        return None
    return bits


def shows(name: str, text: str) -> bool:
    """Tell whether ``text`` may hold two letters side by side that were misread in this code page."""
    return pairs(name).search(text) is not None and _neighbours(name).search(text) is not None


@cache
def pairs(name: str) -> re.Pattern[str]:
    """Match the first two characters of a character that was misread in this code page."""
    leads, follow = _leads_and_follow(name)
    return re.compile(f"[{inside(leads)}][{inside(follow - _innocent(name))}]")


@cache
def _neighbours(name: str) -> re.Pattern[str]:
    """Match the end of one misread character and the start of the next: no two letters stand without side by side."""
    leads, follow = _leads_and_follow(name)
    return re.compile(f"[{inside(follow)}][{inside(leads)}][{inside(follow)}]")


def _leads_and_follow(name: str) -> tuple[set[str], set[str]]:
    """Return how first and other bytes of a character show, these with what they may be lost to."""
    table = host(NAMES[name]).table
    return {table[lead] for lead in range(0xC2, 0xF5)}, {*(table[number] for number in _CONTINUATION), *_LOST}


def _innocent(name: str) -> frozenset[str]:
    return _INNOCENT if name in _ARABIC_HOSTS else frozenset()


@cache
def spans(name: str, wide: bool) -> re.Pattern[str]:
    """Match stretches of misread characters with ASCII between them; ``wide`` takes any script, for chains."""
    page = host(NAMES[name])

    def unit(*numbers: Iterable[int]) -> str:
        return "".join(f"[{page.char_class(part)}]" for part in numbers)

    rest = _CONTINUATION
    quotes = "'\"" if page.table[0x82] == "\N{SINGLE LOW-9 QUOTATION MARK}" else ""
    lossy = f"[{page.char_class(range(0xD8, 0xDC))}][\ufffd{quotes}]"
    if wide:
        units = [
            unit(range(0xC2, 0xE0), rest),
            unit(range(0xE0, 0xF0), rest, rest),
            unit(range(0xF0, 0xF4), rest, rest, rest),
            f"[{page.char_class(range(0xC2, 0xE0))}][\ufffd{quotes}]",
        ]
    else:
        units = [
            unit(range(0xD8, 0xDC), rest),
            lossy,
            unit((0xDD,), range(0x90, 0xC0)),
            unit((0xC2,), (0xA0, 0xA9, 0xAB, 0xAD, 0xAE, 0xB0, 0xB7, 0xBB)),
            unit((0xE0,), (0xA2, 0xA3), rest),
            unit((0xE2,), (*range(0x80, 0x82), *range(0x86, 0x9F)), rest),
            unit((0xEF,), (*range(0xAD, 0xBC), 0xBF), rest),
            unit((0xF0,), (0x9F,), rest, rest),
        ]
    any_unit = f"(?:{'|'.join(units)})"
    return re.compile(f"{any_unit}+(?:[\t -~]*{any_unit}+)*")


@cache
def _gate() -> Callable[[str], bool]:
    return compile_pairs(starts())


def starts() -> set[tuple[str, str]]:
    """Return the first two characters of an Arabic letter as any code page shows it, up to three times over."""
    shown = {(lead, follow) for lead in range(0xD8, 0xDC) for follow in _CONTINUATION}
    leads = {0xD8, 0xD9}
    for _ in range(DEPTH - 1):
        encoded = [host(codec).table[lead].encode() for codec in NAMES.values() for lead in leads]
        shown |= {(raw[0], raw[1]) for raw in encoded if len(raw) > 1}
        leads = {raw[0] for raw in encoded if len(raw) > 1}
    found: set[tuple[str, str]] = set()
    for name, codec in NAMES.items():
        table = host(codec).table
        found |= {(table[lead], table[follow]) for lead, follow in shown if table[follow] not in _innocent(name)}
        found |= {(table[lead], lost) for lead in range(0xD8, 0xDC) for lost in set(_LOST) - _innocent(name)}
    return found
