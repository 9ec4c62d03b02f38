"""Repair the lines that are too short to tell by themselves, as most damaged lines of their document were repaired.

Nothing is remembered but what one pass over a document did: a repaired document has no repaired lines to go by, so
repairing it again changes nothing.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from cleaner.repair.hosts import host
from cleaner.repair.plausibility import evidence
from cleaner.repair.shown import NAMES
from cleaner.repair.windows1256 import STRICT, Page, page

LEAST_LINES = 3
_UTF8, _WINDOWS, _THEN = "UTF-8 read as ", "windows-1256 read as ", ", then "
# How Arabic, in bits, a line must be: what nearly all real words reach; more where clean words can look like damaged.
_LEAST_BITS, _LEAST_STRICT_BITS = -4.0, 0.0
# The same where clean words can look like damaged, but every line that looks so reads as Arabic.
_LEAST_UNDISPUTED_BITS = 4.0
_LETTER = re.compile("[^\\W\\d_]")
_GAP = re.compile("[ \t]+")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")


def recall(lines: Sequence[str], repaired: Mapping[int, str]) -> tuple[str, dict[int, str]]:
    """Return the misreading that most damaged lines share, and the other lines that it explains, repaired.

    ``lines`` are the lines of a document as they were, ``repaired`` tells how those that were repaired had been
    misread. They must outnumber the other lines that undoing the same misreading would change, be those damaged or
    clean text in a language that shows the same letters; otherwise no line is returned.
    """
    for story, _ in Counter(repaired.values()).most_common():
        changed = {at: text for at, line in enumerate(lines) if (text := _undo(line, story)) and text != line}
        undisputed = all(_is_likely(lines[at], text, story, _LEAST_UNDISPUTED_BITS) for at, text in changed.items())
        least = _LEAST_UNDISPUTED_BITS if undisputed else None
        likely = {at: text for at, text in changed.items() if _is_likely(lines[at], text, story, least)}
        agreed = [at for at, other in repaired.items() if at in likely and _undo(lines[at], other) == likely[at]]
        if len(agreed) >= LEAST_LINES and 2 * len(agreed) > len(changed):
            return story, {at: text for at, text in likely.items() if at not in repaired}
    return "", {}


def _undo(line: str, story: str) -> str | None:
    """Return ``line`` with the misreadings of ``story`` undone, the last first; None where they cannot have been."""
    for step in reversed(story.split(_THEN)):
        if step.startswith(_WINDOWS):
            line = page(step.removeprefix(_WINDOWS)).translate(line)
        elif step.startswith(_UTF8):
            try:
                line = host(NAMES[step.removeprefix(_UTF8)]).encode(line).decode("utf-8")
            except UnicodeError:
                return None
        else:
            return None
    return line


def _is_likely(line: str, text: str, story: str, least: float | None = None) -> bool:
    """Tell whether ``text`` is what ``line`` was. UTF-8 proves it; Arabic letters must look like words.

    ``least`` is how Arabic it must be, in bits, where no other line speaks against the misreading.
    """
    if _CONTROL.search(text):
        return False
    first, _, later = story.partition(_THEN)
    if not first.startswith(_WINDOWS):
        return True
    shown = page(first.removeprefix(_WINDOWS))
    misread = _undo(line, later) if later else line
    if misread is None or not all(map(_of(shown), _GAP.split(misread))):
        return False
    strict = shown.name in STRICT
    bits, letters = evidence(text)
    if strict and least is not None:
        return letters >= 2 and bits >= least and _LETTER.search(line) is not None
    least = _LEAST_STRICT_BITS if strict else _LEAST_BITS
    return letters >= 2 and bits >= least and (not strict or shown.turn.search(misread) is not None)


def _of(shown: Page) -> Callable[[str], bool]:
    """Return the test whether a word is ASCII, or made of letters that this code page shows for Arabic ones."""
    return lambda word: word.isascii() or shown.word.fullmatch(word) is not None
