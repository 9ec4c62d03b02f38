"""Many patterns in one RE2 automaton, which runs in time linear in the line."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from math import inf
from typing import Any, TypeVar

import re2

from cleaner.matchers.pattern import MAX_MEMORY, options_of

T = TypeVar("T")
# Counts, beside what may look like one: escapes and classes.
_COUNT = re.compile(r"(?P<other>\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\])|\{(?P<least>\d+),?(?P<most>\d*)\}", re.DOTALL)
_FAR = 12
_CLASS = re.compile(r"\\p(?:\{\w+\}|\w)|\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]", re.DOTALL)
_PROPERTY = re.compile(r"\\p(?:\{(\w+)\}|(\w))|\\.", re.DOTALL)
# Ranges that hold all that a property names, and ranges of which it names all.
_MORE = {
    "L": r"a-zA-Z\x{80}-\x{10ffff}",
    "Lu": r"A-Z\x{80}-\x{10ffff}",
    "N": r"0-9\x{80}-\x{10ffff}",
    "Arabic": r"\x{600}-\x{10ffff}",
}
_SOME = {
    "L": r"a-zA-Z\x{c0}-\x{d6}\x{400}-\x{481}\x{620}-\x{64a}\x{671}-\x{6d3}",
    "N": r"0-9\x{660}-\x{669}\x{6f0}-\x{6f9}",
}
# What patterns are made of: groups, counts, and what matches one character.
_PIECE = re.compile(
    r"(?P<opens>\((?:\?(?:P?<\w+>|[a-zA-Z-]*:))?)|(?P<closes>\))|(?P<or>\|)"
    r"|(?P<count>[*+?]|\{(?P<least>\d+)(?P<from>,?)(?P<most>\d*)\})\??"
    r"|\\(?:[pP](?:\{\^?\w+\}|\w)|x\{\w+\}|.)|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]|.",
    re.DOTALL,
)


def loosened(pattern: str) -> str:
    r"""Return a pattern that matches at least what this one does, without counting far.

    Counts multiply the states of an automaton of many patterns: ``{5,180}`` becomes ``{5,}``. What the automaton finds
    is confirmed with the pattern itself.

    >>> print(loosened("[^.]{5,180}(?:a|b){1,3}"), loosened(r"\{5,180}[{5,180}]"))
    [^.]{5,}(?:a|b){1,3} \{5,180}[{5,180}]
    """
    return _COUNT.sub(lambda found: found["other"] or _uncounted(found[0], int(found["least"]), found["most"]), pattern)


def _uncounted(count: str, least: int, most: str) -> str:
    if max(least, int(most or least)) <= _FAR:
        return count
    return f"{{{min(least, _FAR)},}}"


def widened(pattern: str) -> str:
    r"""Return a pattern that matches at least what this one does, with classes of few ranges for those of Unicode.

    The letters of all scripts are some thousand states wherever they stand, of which an automaton of many patterns
    needs none. What a class may not be is kept to letters and digits that are common and in a row.

    >>> print(widened(r"[^\pL]*\p{Lu}[\pN.]"))
    [^a-zA-Z\x{c0}-\x{d6}\x{400}-\x{481}\x{620}-\x{64a}\x{671}-\x{6d3}]*[A-Z\x{80}-\x{10ffff}][0-9\x{80}-\x{10ffff}.]
    """
    return pattern if r"\Q" in pattern else _CLASS.sub(_widened, pattern)


def _widened(found: re.Match[str]) -> str:
    piece = found[0]
    known = _SOME if piece.startswith("[^") else _MORE
    ranges = _PROPERTY.sub(lambda name: known.get(name[1] or name[2], name[0]), piece)
    return ranges if ranges == piece or piece.startswith("[") else f"[{ranges}]"


def compile_set(make: Callable[[Any], Any], patterns: Iterable[str]) -> Any:
    """Compile patterns into one RE2 set; its states take no more memory than the patterns need to be compiled."""
    patterns = tuple(patterns)
    for memory in (MAX_MEMORY, 8 * MAX_MEMORY):
        automaton = make(options_of(memory))
        for pattern in patterns:
            automaton.Add(pattern)
        try:
            automaton.Compile()
        except re2.error:
            continue
        return automaton
    raise MemoryError(f"{len(patterns)} patterns take more than {8 * MAX_MEMORY >> 20} MB")


def longest_match(pattern: str) -> float:
    r"""Return the most characters that a pattern matches, or a little more; infinity where there is no limit.

    >>> longest_match(r"(?:abc|\p{Arabic}{2,9})? [^)]"), longest_match("a(?:b ?)*")
    (11, inf)
    """
    if r"\Q" in pattern:
        return inf
    groups: list[list[float]] = [[0]]  # the lengths of the choices of each open group
    last: float = 0  # that of the last piece, which a count repeats
    for piece in _PIECE.finditer(pattern):
        if piece["opens"]:
            groups.append([0])
        elif piece["or"]:
            groups[-1].append(0)
        elif count := piece["count"]:
            open_end = count in ("*", "+") or (piece["from"] and not piece["most"])
            times = inf if open_end else int(piece["most"] or piece["least"] or 1)
            if last and times > 1:
                groups[-1][-1] += last * (times - 1)
        else:
            last = max(groups.pop()) if piece["closes"] else 1
            groups[-1][-1] += last
    return max(groups[0])


def compile_filter(patterns: Sequence[str]) -> Callable[[bytes], Iterable[int]]:
    """Compile patterns into what finds those that may match: all that a text has the words and signs for.

    Raises ``re2.error`` for more patterns than its memory holds.
    """
    found, options = re2.Filter(), options_of()
    for pattern in patterns:
        found.Add(pattern, options)
    found.Compile()
    return partial(found.Match, potential=True)


def filtered(owners: Sequence[T], patterns: Sequence[str]) -> tuple[list[T], list[T]]:
    """Part the owners of patterns that no text without certain words or signs matches from those of others.

    Where there are too many patterns to tell, all are among the others.
    """
    try:
        bare: frozenset[int] = frozenset(compile_filter(patterns)(b"") or ()) if patterns else frozenset()
    except re2.error:
        return [], [*owners]
    parts: tuple[list[T], list[T]] = [], []
    for at, owner in enumerate(owners):
        parts[at in bare].append(owner)
    return parts
