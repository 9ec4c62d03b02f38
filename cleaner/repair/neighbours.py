"""Search text for neighbours at the speed of one character class.

A search that starts with a class tries every place anew, which costs several times what a run over the class costs; so
these patterns match what holds *no* such neighbours, from the start of the text on, and what they leave tells.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable


def compile_run(plain: str, *others: str, first: str = "") -> re.Pattern[str]:
    """Return a pattern that matches a run of characters of the class ``plain`` with ``others`` (patterns) between.

    ``first`` is a pattern to match before the run.
    """
    return re.compile(f"{first}[{plain}]*+(?:(?:{'|'.join(others)})[{plain}]*+)*+", re.DOTALL)


def compile_pairs(pairs: Iterable[tuple[str, str]]) -> Callable[[str], bool]:
    """Return a test whether a text holds any of ``pairs`` of characters.

    The second of a pair is looked for, and the first checked: in what damage shows, it is the rarer one.
    """
    before: defaultdict[str, set[str]] = defaultdict(set)
    for first, second in pairs:
        before[second].add(first)
    groups: defaultdict[frozenset[str], list[str]] = defaultdict(list)
    for second, firsts in before.items():
        groups[frozenset(firsts)].append(second)
    alone = (f"[{inside(seconds)}](?<![{inside(firsts)}].)" for firsts, seconds in groups.items())
    run = compile_run(f"^{inside(before)}", *alone)

    def holds(text: str) -> bool:
        return run.match(text).end() < len(text)  # type: ignore[union-attr]

    return holds


def inside(characters: Iterable[str]) -> str:
    """Return the inside of a regex class of ``characters``."""
    return "".join(re.escape(character) for character in sorted(characters))
