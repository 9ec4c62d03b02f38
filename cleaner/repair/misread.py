"""Undo UTF-8 that was read in another code page, once or several times over: ``ط§ظ„`` back to the Arabic article.

Every step is a strict round trip: the characters go back to the bytes they were read from, and those bytes must be
UTF-8. What comes out must be Arabic text, or it is not taken. Works on lines and on spans inside them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cleaner.repair.hosts import Host, host
from cleaner.repair.log import Log
from cleaner.repair.lost import read_with_losses
from cleaner.repair.plausibility import evidence
from cleaner.repair.shown import DEPTH, NAMES, WORDY_HOSTS, pairs, shows, shows_arabic, spans

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
    names = _hosts(line) if shows_arabic()(line) else []
    whole = undo(line, names=names)
    if whole is not None:
        log.add("mojibake", whole.detail)
        return whole.text
    while (best := _best_spans(line, names)) is not None:
        line, details = best
        for detail in details:
            log.add("mojibake", detail)
        names = _hosts(line)
    return line


def _hosts(line: str) -> list[str]:
    """Return the code pages that may have shown a part of ``line``."""
    return [name for name in NAMES if shows(name, line)]


def _best_spans(line: str, names: Iterable[str]) -> tuple[str, list[str]] | None:
    """Repair the spans of the one code page of ``names`` that explains most of ``line``; None when none does."""
    best: tuple[int, str, list[str]] | None = None
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
