"""Checks for characters that do not belong in clean text: line ends, marks and controls that cannot be seen."""

import re
from collections.abc import Iterator

from cleaner.checks.model import Edit, Hit, PageText
from cleaner.repair.characters import clean_characters
from cleaner.repair.log import Log

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u206a-\u206f\ufff9-\ufffc\ufffe\uffff]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CR = re.compile("\r\n?")
_MARK = "\ufeff"


def byte_order_mark(page: PageText) -> Iterator[Hit]:
    """Find byte order marks (U+FEFF), at the start of a file or inside.

    UTF-8 needs none, and programs that do not expect it take it for a letter. The fix removes it.
    """
    if _MARK in page.text:
        for at, start, line in page.sound_lines():
            edits = tuple(Edit(start + n, start + n + 1, "") for n, char in enumerate(line) if char == _MARK)
            if edits:
                yield Hit(edits[0].start, page.lines[at][1], "byte order mark (U+FEFF)", edits, "safe")


def crlf(page: PageText) -> Iterator[Hit]:
    """Find line ends other than LF: CRLF, or CR alone.

    One finding a file. The fix makes every line end LF.
    """
    ends = tuple(Edit(end.start(), end.end(), "\n") for end in _CR.finditer(page.text))
    if ends:
        lines = "1 line ends" if len(ends) == 1 else f"{len(ends)} lines end"
        yield Hit(ends[0].start, ends[0].start, f"{lines} in CR or CRLF, not LF", ends, "safe")


def no_final_newline(page: PageText) -> Iterator[Hit]:
    """Find files whose last line has no end.

    Files that are put together then glue two lines into one. The fix adds the newline.
    """
    end = len(page.text)
    if page.whole_file and page.text and not page.text.endswith(("\n", "\r")):
        newline = "\r\n" if "\r\n" in page.text else "\n"
        yield Hit(end, end, "no newline at the end of the file", (Edit(end, end, newline),), "safe")


def control_character(page: PageText) -> Iterator[Hit]:
    """Find control characters: C0 (but tab and line ends), C1, noncharacters.

    Lines that were misread are left to text/mojibake, where these are halves of letters. The fix removes them; vertical
    tabs and form feeds, which stand for line ends, become LF.
    """
    if not _CONTROL.search(page.text):
        return
    for at, start, line in page.sound_lines():
        found = list(_CONTROL.finditer(line))
        if found:
            names = ", ".join(dict.fromkeys(f"U+{ord(match[0]):04X}" for match in found))
            edits = tuple(
                Edit(start + match.start(), start + match.end(), "\n" if match[0] in "\x0b\x0c" else "")
                for match in found
            )
            yield Hit(edits[0].start, page.lines[at][1], f"control character {names}", edits, "safe")


def bidi_control(page: PageText) -> Iterator[Hit]:
    """Find bidi embeddings, overrides and isolates (U+202A-202E, U+2066-2069).

    They turn text around for the eye and stay in the way of search and of models. The fix is safe for those that are
    never closed or close nothing, which cleaning removes, and unsafe for pairs. Marks (U+200E, U+200F) are no finding.
    """
    if not _BIDI.search(page.text):
        return
    for at, start, line in page.sound_lines():
        found = list(_BIDI.finditer(line))
        if not found:
            continue
        kept = _BIDI.findall(clean_characters(line, Log()))
        edits = tuple(Edit(start + match.start(), start + match.end(), "") for match in found)
        names = ", ".join(dict.fromkeys(f"U+{ord(match[0]):04X}" for match in found))
        message = f"bidi control {names}" + ("" if kept else ", not paired")
        yield Hit(edits[0].start, page.lines[at][1], message, edits, "unsafe" if kept else "safe")
