"""Compile sets of two-character neighbours into one regex that runs through text fast."""

import re
from collections import defaultdict
from collections.abc import Iterable


def compile_pairs(pairs: Iterable[tuple[str, str]]) -> re.Pattern[str]:
    """Return a pattern that matches any of ``pairs``.

    The pattern starts with one class of all first characters, over which a search skips at full speed.
    """
    followers: defaultdict[str, set[str]] = defaultdict(set)
    for first, second in pairs:
        followers[first].add(second)
    groups: defaultdict[frozenset[str], list[str]] = defaultdict(list)
    for first, seconds in followers.items():
        groups[frozenset(seconds)].append(first)
    branches = "|".join(f"(?<={_inside(firsts)}){_inside(seconds)}" for seconds, firsts in groups.items())
    return re.compile(f"{_inside(followers)}(?:{branches})")


def _inside(characters: Iterable[str]) -> str:
    return "[" + "".join(re.escape(character) for character in sorted(characters)) + "]"
