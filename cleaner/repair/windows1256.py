"""Undo windows-1256 that was read in a Latin, Cyrillic or Greek code page: ``ÇáÑÆíÓ`` back to an Arabic word.

No byte sequence proves this damage, so it takes words made of nothing but such letters, and enough of them to be
told from chance by how likely the Arabic letters follow each other. Cyrillic and Greek words are made of such letters
too; there a capital after a small letter, which Arabic turns into all the time, must be seen as well.
"""

import re
from dataclasses import dataclass
from functools import cache

from cleaner.repair.hosts import host
from cleaner.repair.plausibility import evidence

NAMES = {
    "windows-1252": "cp1252",
    "latin-1": "latin-1",
    "windows-1250": "cp1250",
    "windows-1254": "cp1254",
    "windows-1251": "cp1251",
    "windows-1253": "cp1253",
    "mac-roman": "mac_roman",
}
# Code pages whose bytes C0 to FF are letters of a script with words of its own, or punctuation (Mac).
CASED = frozenset({"windows-1251", "windows-1253"})
_LETTERS = (
    *(0x81, 0x8A, 0x8D, 0x8E, 0x8F, 0x90, 0x98, 0x9A, 0x9F, 0xAA),
    *range(0xC0, 0xD7), *range(0xD8, 0xDC), *range(0xDD, 0xE0), 0xE1, *range(0xE3, 0xE7), 0xEC, 0xED, 0xFF,
)
_MARKS = (0x9D, 0xDC, 0xF0, 0xF1, 0xF2, 0xF3, 0xF5, 0xF6, 0xF8, 0xFA)
_PUNCTUATION = (0x82, 0x84, 0x85, 0x8B, *range(0x91, 0x98), 0x9B, 0xA0, 0xA1, 0xAB, 0xAD, 0xB7, 0xBA, 0xBB, 0xBF)
_SMALL = (0xE1, 0xE3, 0xE4, 0xE5, 0xE6, 0xEC, 0xED)
_CAPITAL = tuple(range(0xC0, 0xE0))
_ASCII = r"""!-@\[-`{-~"""
_GAP = re.compile("([ \t]+)")
_NEUTRAL = re.compile(f"[{_ASCII}]+")


@dataclass(frozen=True, slots=True)
class Page:
    """A code page as windows-1256 shows through it."""

    name: str
    word: re.Pattern[str]
    turn: re.Pattern[str]
    to_arabic: dict[int, str]

    def translate(self, text: str) -> str:
        """Return ``text`` as windows-1256 would have read its bytes."""
        return text.translate(self.to_arabic)


@cache
def page(name: str) -> Page:
    """Return the patterns and the table of one code page."""
    shown = host(NAMES[name])
    letters, marks = shown.char_class(_LETTERS), shown.char_class(_MARKS)
    punctuation = _ASCII + shown.char_class(_PUNCTUATION)
    small, capital = shown.char_class(_SMALL), shown.char_class(_CAPITAL)
    turn = f"[{small}][{capital}]"
    if name not in CASED:
        turn += f"|[{capital}]{{3}}"
    arabic = host("cp1256").table
    to_arabic = {ord(shown.table[at]): arabic[at] for at in range(0x80, 0x100)}
    if 0xD2 in shown.holes and name == "windows-1253":
        to_arabic[0xFFFD] = arabic[0xD2]  # the one Arabic letter that this code page loses
        letters += "\ufffd"
    return Page(
        name,
        re.compile(f"(?:[{punctuation}]*[{letters}][{letters}{marks}\ufffd]*)+[{punctuation}]*"),
        re.compile(turn),
        to_arabic,
    )


def undo_words(line: str) -> tuple[str, str] | None:
    """Return (the repaired line, the code page it was read in), or None when no words show this damage."""
    best: tuple[float, str, str] | None = None
    for name in NAMES:
        shown = page(name)
        if not shown.turn.search(line):
            continue
        repaired, bits = _repair(line, shown)
        if bits and (best is None or bits > best[0]):
            best = (bits, repaired, name)
    return best and best[1:]


def _repair(line: str, shown: Page) -> tuple[str, float]:
    pieces = _GAP.split(line)
    total = 0.0
    start = 0
    while start < len(pieces):
        if not shown.word.fullmatch(pieces[start]):
            start += 2
            continue
        end = at = start + 2
        while at < len(pieces) and (shown.word.fullmatch(pieces[at]) or _NEUTRAL.fullmatch(pieces[at])):
            if not _NEUTRAL.fullmatch(pieces[at]):
                end = at + 2
            at += 2
        run = "".join(pieces[start : end - 1])
        arabic = shown.translate(run)
        bits = _worth(run, arabic, shown)
        if bits:
            total += bits
            pieces[start : end - 1] = [shown.translate(piece) for piece in pieces[start : end - 1]]
        start = at
    return "".join(pieces), total


def _worth(run: str, arabic: str, shown: Page) -> float:
    bits, letters = evidence(arabic)
    if letters < 4 or bits < 6 or bits < 0.4 * letters or not shown.turn.search(run):
        return 0.0
    if shown.name in CASED and (bits < 10 or letters < 6):
        return 0.0
    return bits
