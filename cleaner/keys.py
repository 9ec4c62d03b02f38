"""Keys: what whole-line rules compare, a folded line without the decoration at its edges."""

import re
from collections.abc import Sequence
from functools import lru_cache

from cleaner.folding import FoldName, fold_with_offsets

HARD_BULLETS = (
    "\N{BULLET}\N{BLACK CIRCLE}\N{BLACK SMALL SQUARE}\N{BLACK SQUARE}\N{WHITE BULLET}\N{TRIANGULAR BULLET}"
    "\N{HYPHEN BULLET}\N{BLACK RIGHT-POINTING SMALL TRIANGLE}\N{BLACK RIGHT-POINTING POINTER}\N{MIDDLE DOT}"
)
SOFT_BULLETS = "-*+>\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
# Decoration that whole-line rules look through: punctuation, bullets, arrows, shapes, emoji.
_SYMBOLS = ((0x2190, 0x2200), (0x2300, 0x2400), (0x2500, 0x27C0), (0x2900, 0x2980), (0x2B00, 0x2C00), (0xFE0F, 0xFE10),
            (0x1F000, 0x1FB00))  # fmt: skip
_DECORATION = frozenset(" !\"'()*,-./:;<=>?[\\]^_`{|}~\u00b0\u00b6" + HARD_BULLETS + SOFT_BULLETS[-1]).union(
    chr(code) for first, end in _SYMBOLS for code in range(first, end)
)
_TIGHT = ":/|-"
# Characters; a longer run without a break is no word.
LONGEST_WORD = 60
_WORD = re.compile(f"[^ :;,.!?\"'()\\[\\]|/\\\\-]{{1,{LONGEST_WORD}}}|.", re.DOTALL)


def tighten(folded: str) -> str:
    """Return folded text without spaces around ``: / | -``."""
    for mark in _TIGHT:
        if mark in folded:
            folded = folded.replace(" " + mark, mark).replace(mark + " ", mark)
    return folded


def key_of(folded: str) -> str:
    """Return what whole-line rules compare: one folded line without the decoration at its edges.

    Spaces around ``: / | -`` go as well, so that "Source :X" and "Source: X" are one.

    >>> key_of("- source : agency.")
    'source:agency'
    """
    start, end = _bare(folded)
    return tighten(folded[start:end])


def _bare(folded: str) -> tuple[int, int]:
    """Return where the decoration at the start of a line ends, and where that at its end starts."""
    start, end = 0, len(folded)
    while start < end and folded[start] in _DECORATION:
        start += 1
    while start < end and folded[end - 1] in _DECORATION:
        end -= 1
    return start, end


@lru_cache(maxsize=256)
def key_with_offsets(text: str, name: FoldName = "arabic") -> tuple[str, Sequence[int]]:
    """Return the key of one line and the offset in ``text`` that each of its characters came from."""
    folded, offsets = fold_with_offsets(text, name)
    start, end = _bare(folded)
    tight = tighten(folded[start:end])
    if len(tight) == end - start:
        return tight, offsets[start:end]
    drop: set[int] = set()
    for at in range(start, end):
        if folded[at] in _TIGHT:
            drop.update(near for near in (at - 1, at + 1) if start <= near < end and folded[near] == " ")
    kept = [at for at in range(start, end) if at not in drop]
    return tight, tuple(offsets[at] for at in kept)


def first_word(key: str) -> str:
    """Return what a folded line opens with, up to the first space or punctuation mark."""
    found = _WORD.match(key)
    return found[0] if found else ""


def last_word(key: str) -> str:
    """Return what a folded line ends in, from the last space or punctuation mark on."""
    word = key[key.rfind(" ") + 1 :]
    if len(word) < LONGEST_WORD and word.isalnum():
        return word
    return first_word(key[: -LONGEST_WORD - 1 : -1])[::-1]
