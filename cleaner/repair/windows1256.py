"""Undo windows-1256 that was read in a Latin, Cyrillic or Greek code page: ``ÇáÑÆíÓ`` back to an Arabic word.

No byte sequence proves this damage, so it takes words made of nothing but such letters, and enough of them to be
told from chance by how likely the Arabic letters follow each other. Cyrillic and Greek words are made of such letters
too; there a capital after a small letter, which Arabic turns into all the time, must be seen as well.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from cleaner.repair.hosts import host
from cleaner.repair.log import Log
from cleaner.repair.neighbours import compile_pairs
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
# Code pages that show Arabic letters as letters of a script with words of its own, or as punctuation (Mac).
STRICT = frozenset({"windows-1251", "windows-1253", "mac-roman"})
_LETTERS = (
    *(0x81, 0x8A, 0x8D, 0x8E, 0x8F, 0x90, 0x98, 0x9A, 0x9F, 0xAA),
    *range(0xC0, 0xD7),
    *range(0xD8, 0xDC),
    *range(0xDD, 0xE0),
    0xE1,
    *range(0xE3, 0xE7),
    0xEC,
    0xED,
    0xFF,
)
_MARKS = (0x9D, 0xDC, 0xF0, 0xF1, 0xF2, 0xF3, 0xF5, 0xF6, 0xF8, 0xFA)
_PUNCTUATION = (0x82, 0x84, 0x85, 0x8B, *range(0x91, 0x98), 0x9B, 0xA0, 0xA1, 0xAB, 0xAD, 0xB7, 0xBA, 0xBB, 0xBF)
# Bytes that show as small letters and as capitals where Arabic letters and marks stand.
_SMALL = (0xE1, 0xE3, 0xE4, 0xE5, 0xE6, 0xEC, 0xED, 0xF0, 0xF1, 0xF2, 0xF3, 0xF5, 0xF6, 0xF8, 0xFA)
_CAPITAL = (*range(0xC0, 0xD7), *range(0xD8, 0xDF))
# Letters that a Mac shows as signs seldom found beside the others, which are quotes, dashes and capitals for the most.
_SIGNS = (0xC2, 0xC3, 0xC4, 0xC5, 0xC6, 0xD6, 0xDA, 0xDE, 0xDF, 0xE1, 0xE4)
_OTHERS = (0xC1, *range(0xC7, 0xD7), *range(0xD8, 0xE0), 0xE1, *range(0xE3, 0xE7), 0xEC, 0xED)
_ASCII = r"""!-@\[-`{-~"""
_GAP = re.compile("([ \t]+)")
_WIDE = re.compile(r"(?![\x00-\x7f\u0640])\w")


_GUILLEMETS = re.compile("\u00ab([^\u0621-\u064a]+)\u00bb")
_ARABIC_LETTER = re.compile("[\u0621-\u064a]")
# What a wrong choice of code page leaves behind.
_RESIDUE = re.compile("[\x80-\x9f\u00c0-\u024f]")


@dataclass(frozen=True, slots=True)
class Page:
    """A code page as windows-1256 shows through it."""

    name: str
    word: re.Pattern[str]
    neutral: re.Pattern[str]
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
    turn = "|".join(f"[{shown.char_class(first)}][{shown.char_class(second)}]" for first, second in _turns(name))
    if name not in STRICT:
        turn += f"|[{shown.char_class(_CAPITAL)}]{{3}}"
    arabic = host("cp1256").table
    to_arabic = {ord(shown.table[at]): arabic[at] for at in range(0x80, 0x100)}
    if 0xD2 in shown.holes and name == "windows-1253":
        to_arabic[0xFFFD] = arabic[0xD2]  # the one Arabic letter that this code page loses
        letters += "\ufffd"
    inner = "" if name == "mac-roman" else f"[{punctuation}]*+"
    return Page(
        name,
        re.compile(f"[{punctuation}]*+(?:[{letters}][{letters}{marks}\ufffd]*+{inner})++[{punctuation}]*+"),
        re.compile(f"[{punctuation}]+"),
        re.compile(turn),
        to_arabic,
    )


def _turns(name: str) -> tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]:
    """Return the neighbours, as bytes, that Arabic is full of and the language that the code page is for has not."""
    if name == "mac-roman":
        return (_SIGNS, _OTHERS), (_OTHERS, _SIGNS)
    if name == "windows-1253":
        return (((*_SMALL, 0xDD, 0xDE, 0xDF), tuple(range(0xC0, 0xDC))),)  # DC to DF are small letters with an accent
    return ((_SMALL, _CAPITAL),)


@cache
def _gate() -> Callable[[str], bool]:
    return compile_pairs(turns())


def turns() -> set[tuple[str, str]]:
    """Return the neighbours that Arabic is full of and that clean text in no code page holds many of."""
    found: set[tuple[str, str]] = set()
    for name, codec in NAMES.items():
        table = host(codec).table
        both = _turns(name) if name in STRICT else (*_turns(name), (_CAPITAL, _CAPITAL))
        found |= {(table[first], table[second]) for some, others in both for first in some for second in others}
    return found


def undo_words(line: str, log: Log) -> str:
    """Return ``line`` with its damaged words repaired, when there are enough of them to tell."""
    if not _gate()(line):
        return line
    best: tuple[tuple[int, int, float], str, str] | None = None
    for name in NAMES:
        shown = page(name)
        if not shown.turn.search(line):
            continue
        repaired, letters, bits = _repair(line, shown)
        if not letters:
            continue
        key = (letters, -len(_RESIDUE.findall(repaired)), bits)
        if best is None or key > best[0]:
            best = (key, repaired, name)
    if best is None:
        return line
    log.add("mojibake", f"windows-1256 read as {best[2]}")
    return best[1]


def _repair(line: str, shown: Page) -> tuple[str, int, float]:
    """Repair the runs of words that are Arabic enough, and the whole line when they are nearly all of it."""
    beside_arabic = _ARABIC_LETTER.search(line) is not None
    if beside_arabic and shown.name == "mac-roman" and _GUILLEMETS.search(line):
        return _repair_quotations(line, shown)
    pieces = _GAP.split(line)
    total, known = 0.0, 0
    start = 0
    while start < len(pieces):
        if not shown.word.fullmatch(pieces[start]):
            start += 2
            continue
        end = at = start + 2
        while at < len(pieces):
            if shown.word.fullmatch(pieces[at]):
                end = at + 2
            elif not shown.neutral.fullmatch(pieces[at]):
                break
            at += 2
        run = "".join(pieces[start : end - 1])
        repaired = shown.translate(run)
        bits, letters = evidence(repaired)
        if _convinces(bits, letters, shown.name in STRICT and not beside_arabic) and shown.turn.search(run):
            total += bits
            known += letters
            pieces[start : end - 1] = [repaired, *[""] * (end - 2 - start)]
        start = at
    whole = shown.translate(line)
    if known >= 8 and known >= 0.8 * len(_WIDE.findall(whole)):
        bits, letters = evidence(whole)
        return whole, letters, bits
    return "".join(pieces), known, total


def _repair_quotations(line: str, shown: Page) -> tuple[str, int, float]:
    """Repair what stands between guillemets, which mac-roman has for letters, in a line of clean Arabic."""
    total, known = 0.0, 0

    def repair(match: re.Match[str]) -> str:
        nonlocal total, known
        repaired, letters, bits = _repair(match[1], shown)
        total += bits
        known += letters
        return f"\u00ab{repaired}\u00bb"

    return _GUILLEMETS.sub(repair, line), known, total


def _convinces(bits: float, letters: int, strict: bool) -> bool:
    if strict:
        return letters >= 6 and bits >= 10 and bits >= 0.4 * letters
    return letters >= 4 and bits >= 6 and bits >= 0.4 * letters
