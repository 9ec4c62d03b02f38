"""How UTF-8 shows that was read in another code page: what to look for before anything is undone."""

import re
from collections.abc import Callable, Iterable
from functools import cache

from cleaner.repair.hosts import host
from cleaner.repair.neighbours import compile_pairs, inside

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

_CONTINUATION = range(0x80, 0xC0)
_LOST = "\ufffd'\""  # how a byte shows that was lost, or a curly quote made straight


def shows(name: str, text: str) -> bool:
    """Tell whether ``text`` may hold two Arabic letters side by side that were misread in this code page."""
    return pairs(name).search(text) is not None and _neighbours(name).search(text) is not None


@cache
def pairs(name: str) -> re.Pattern[str]:
    """Match the first two characters of a character that was misread in this code page."""
    leads, follow = _leads_and_follow(name)
    return re.compile(f"[{inside(leads)}][{inside(follow - _innocent(name))}]")


@cache
def _neighbours(name: str) -> re.Pattern[str]:
    """Match the end of one misread character and the start of an Arabic letter or mark after it, misread too."""
    _, follow = _leads_and_follow(name)
    leads = (host(NAMES[name]).table[lead] for lead in _arabic_leads())
    return re.compile(f"[{inside(follow)}][{inside(leads)}][{inside(follow)}]")


@cache
def _arabic_leads() -> frozenset[int]:
    """Return the first bytes of Arabic letters and marks, and of what shows these when they are misread again."""
    leads = {*range(0xD8, 0xDC), 0xDD, 0xE0, 0xEF}
    for _ in range(DEPTH - 1):
        leads |= {host(codec).table[lead].encode()[0] for codec in NAMES.values() for lead in leads}
    return frozenset(leads)


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
def shows_arabic() -> Callable[[str], bool]:
    """Return the test whether a text holds the start of an Arabic letter, misread up to three times over."""
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
