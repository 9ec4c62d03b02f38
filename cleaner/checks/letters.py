"""Checks for letter shapes and digits that keep equal words apart; one finding a file, at the first of them."""

import re
import unicodedata
from collections.abc import Iterator

from cleaner.checks.model import Edit, Hit, PageText
from cleaner.repair.forms import compose, is_arabic
from cleaner.repair.log import Log

_FORMS = re.compile("[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdef\ufe70-\ufefc]")
_TATWEEL = re.compile("(?<=[\u0620-\u065f\u0670-\u06d3])\u0640+(?=[\u0620-\u065f\u0670-\u06d3])")
_PERSIAN = {"\N{ARABIC LETTER KEHEH}": "\N{ARABIC LETTER KAF}", "\N{ARABIC LETTER FARSI YEH}": "\N{ARABIC LETTER YEH}"}
_PERSIAN_LETTER = re.compile("[" + "".join(_PERSIAN) + "]")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)[^\s@]++@\S+")
_DIGITS = {
    "European": re.compile("[0-9]"),
    "Arabic-Indic": re.compile("[\u0660-\u0669]"),
    "Persian": re.compile("[\u06f0-\u06f9]"),
}


def presentation_form(page: PageText) -> Iterator[Hit]:
    """Find Arabic presentation forms (FB50-FDFF, FE70-FEFC) where letters should stand.

    Ligatures that are words or signs of their own (FDF0-FDFF, FD3E, FD3F) are no finding. The fix does what
    cleaning does.
    """
    if _FORMS.search(page.text):
        edits = [
            Edit(start, start + len(line), compose(line, Log()))
            for _, start, line in page.sound_lines()
            if _FORMS.search(line)
        ]
        first = _FORMS.search(page.text)
        if edits and first:
            yield Hit(first.start(), first.end(), f"presentation forms in {_lines(len(edits))}", tuple(edits), "safe")


def tatweel(page: PageText) -> Iterator[Hit]:
    """Find tatweel (U+0640) inside words.

    It stretches a word and says nothing, but keeps it apart from the same word without. The fix is unsafe: in headlines
    and verse it is meant.
    """
    edits = tuple(Edit(match.start(), match.end(), "") for match in _TATWEEL.finditer(page.text))
    if edits:
        yield Hit(edits[0].start, edits[0].end, f"tatweel inside a word, {len(edits)} in all", edits, "unsafe")


def persian_letter(page: PageText) -> Iterator[Hit]:
    """Find Persian kaf and yeh (U+06A9, U+06CC) in Arabic text.

    They look like the Arabic letters and are others; Persian, Urdu and Kurdish texts keep theirs. The fix is unsafe: a
    quotation may be Persian.
    """
    found = list(_PERSIAN_LETTER.finditer(page.text))
    if found and is_arabic(page.text):
        edits = tuple(Edit(match.start(), match.end(), _PERSIAN[match[0]]) for match in found)
        yield Hit(
            edits[0].start, edits[0].end, f"Persian kaf or yeh in Arabic text, {len(edits)} in all", edits, "unsafe"
        )


def mixed_digits(page: PageText) -> Iterator[Hit]:
    """Find pages that write numbers in more than one set of digits.

    European, Arabic-Indic and Persian digits count; digits of addresses do not. No fix: which set is meant is the
    corpus builder's choice.
    """
    text = _ADDRESS.sub(lambda match: " " * len(match[0]), page.text)
    places = {name: found.start() for name, digits in _DIGITS.items() if (found := digits.search(text))}
    if len(places) > 1:
        at = max(places.values())
        yield Hit(at, at + 1, f"{' and '.join(places)} digits in one page")


def not_nfc(page: PageText) -> Iterator[Hit]:
    """Find text that is not in Unicode normal form C.

    Two spellings of one letter keep equal words apart. The fix composes the lines.
    """
    if unicodedata.is_normalized("NFC", page.text):
        return
    edits = tuple(
        Edit(start, start + len(line), unicodedata.normalize("NFC", line))
        for _, start, line in page.sound_lines()
        if not unicodedata.is_normalized("NFC", line)
    )
    if edits:
        yield Hit(edits[0].start, edits[0].end, f"not composed (NFC): {_lines(len(edits))}", edits, "safe")


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{count} lines"
