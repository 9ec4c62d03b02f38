"""Keys: what whole-line rules compare, a folded line without the decoration at its edges."""

import re
from functools import lru_cache

from cleaner.folding import FoldName, fold_with_offsets

HARD_BULLETS = (
    "\N{BULLET}\N{BLACK CIRCLE}\N{BLACK SMALL SQUARE}\N{BLACK SQUARE}\N{WHITE BULLET}\N{TRIANGULAR BULLET}"
    "\N{HYPHEN BULLET}\N{BLACK RIGHT-POINTING SMALL TRIANGLE}\N{BLACK RIGHT-POINTING POINTER}\N{MIDDLE DOT}"
)
SOFT_BULLETS = "-*+>\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
# Decoration that whole-line rules look through: punctuation, bullets, arrows, shapes, emoji.
_DECORATION = (
    r" !\"'()*,\-./:;<=>?\[\\\]^_`{|}~"
    + HARD_BULLETS
    + SOFT_BULLETS[-1]
    + "\u00b0\u00b6\u2190-\u21ff\u2300-\u23ff\u2500-\u27bf\u2900-\u297f\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff"
)
_KEY_EDGES = re.compile(f"^[{_DECORATION}]+|[{_DECORATION}]+$", re.MULTILINE)
_TIGHT = re.compile(r" ?([:/|\-]) ?")
_FIRST_WORD = re.compile(r"[^\s:;,.!?\"'()\[\]|/\\-]+")


def tighten(folded: str) -> str:
    """Return folded text without spaces around ``: / | -``."""
    return _TIGHT.sub(r"\1", folded)


def key_of(folded: str) -> str:
    """Return what whole-line rules compare: a folded line without the decoration at its edges.

    Spaces around ``: / | -`` go as well, so that "Source :X" and "Source: X" are one. Works on many lines at once.

    >>> key_of("- source : agency.")
    'source:agency'
    """
    return tighten(_KEY_EDGES.sub("", folded))


@lru_cache(maxsize=256)
def key_with_offsets(text: str, name: FoldName = "arabic") -> tuple[str, tuple[int, ...]]:
    """Return the key of one line and the offset in ``text`` that each of its characters came from."""
    folded, offsets = fold_with_offsets(text, name)
    start, end = 0, len(folded)
    for edge in _KEY_EDGES.finditer(folded):
        if edge.start() == 0:
            start = edge.end()
        else:
            end = edge.start()
    end = max(start, end)
    drop = {
        at
        for match in _TIGHT.finditer(folded, start, end)
        for at in range(match.start(), match.end())
        if at != match.start(1)
    }
    kept = [at for at in range(start, end) if at not in drop]
    return "".join(folded[at] for at in kept), tuple(offsets[at] for at in kept)


def first_word(key: str) -> str:
    """Return what a folded line opens with, up to the first space or punctuation mark."""
    match = _FIRST_WORD.match(key)
    return match[0] if match else key[:1]
