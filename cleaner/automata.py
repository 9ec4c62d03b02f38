"""Many patterns in one RE2 automaton, which runs in time linear in the line."""

import re
from collections.abc import Callable, Iterable
from typing import Any

import re2

from cleaner.matchers.pattern import MAX_MEMORY

# Counts, beside what may look like one: escapes and classes.
_COUNT = re.compile(r"(?P<other>\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\])|\{(?P<least>\d+),?(?P<most>\d*)\}", re.DOTALL)
_FAR = 12


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


def compile_set(make: Callable[[Any], Any], patterns: Iterable[str]) -> Any:
    """Compile patterns into one RE2 set; its states take no more memory than the patterns need to be compiled."""
    patterns = tuple(patterns)
    for memory in (MAX_MEMORY, 8 * MAX_MEMORY):
        options = re2.Options()
        options.log_errors = False
        options.max_mem = memory
        automaton = make(options)
        for pattern in patterns:
            automaton.Add(pattern)
        try:
            automaton.Compile()
        except re2.error:
            continue
        return automaton
    raise MemoryError(f"{len(patterns)} patterns take more than {8 * MAX_MEMORY >> 20} MB")
