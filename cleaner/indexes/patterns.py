"""An index of patterns."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

import re2

from cleaner.automata import compile_filter, compile_set, filtered, longest_match, loosened, widened
from cleaner.features import LineFeatures
from cleaner.folding import FoldName
from cleaner.indexes.place import Place
from cleaner.matchers.pattern import MAX_LENGTH, PatternMatcher, compile_pattern

# A pattern that opens with any text.
_WIDE = re.compile(r"(?:\((?:\?:)?)*(?:\[\^(?![^\]]*\\[pP])[^\]]*\]|\.)[*+{]")


class _Pattern(NamedTuple):
    """The n-th pattern of a rule's matcher, and the most characters of a line that it can match.

    ``exact`` says that the automaton knows the pattern as it is, and that there is nothing to capture; ``filtered``
    that the filter knows only its words: the pattern without far counts, which has few states, is asked before it.
    """

    rule_id: str
    matcher: PatternMatcher
    n: int
    longest: float = MAX_LENGTH
    exact: bool = False
    filtered: bool = False

    @property
    def source(self) -> str:
        return self.matcher.patterns[self.n]


class PatternIndex:
    """All patterns of a set, in automata.

    Patterns that open with any text would multiply the states of one automaton: they are looked for by the words and
    signs that a line must hold to match, and those without any in an automaton of their own.
    """

    def __init__(self, rules: Sequence[tuple[str, PatternMatcher]], name: FoldName) -> None:
        """Compile the patterns of ``rules`` (rule id, matcher), which read lines under one fold."""
        self._fold = name
        tight: list[_Pattern] = []
        wide: list[_Pattern] = []
        for rule_id, matcher in rules:
            for n, source in enumerate(matcher.patterns):
                if _WIDE.match(source):
                    wide.append(_Pattern(rule_id, matcher, n, longest_match(source)))
                else:
                    tight.append(_Pattern(rule_id, matcher, n))
        telling, bare = filtered(wide, [_coarse(pattern.source) for pattern in wide])
        self._finders: list[tuple[Callable[[bytes], Iterable[int] | None], Sequence[_Pattern]]] = []
        if telling:
            known = [pattern._replace(filtered=True) for pattern in telling]
            self._finders.append((compile_filter([_coarse(pattern.source) for pattern in telling]), known))
        for patterns in (tight, bare):
            if patterns:
                loose = [_coarse(pattern.source) for pattern in patterns]
                known = [
                    pattern._replace(exact=source == pattern.source and "(?P<" not in source)
                    for pattern, source in zip(patterns, loose, strict=True)
                ]
                self._finders.append((compile_set(re2.Set.FullMatchSet, loose).Match, known))

    def find_all(self, lines: Sequence[LineFeatures]) -> Iterable[Sequence[Place]]:
        """Return the rules one of whose patterns matches a line from end to end; of a rule's patterns the first."""
        folded = [line.folded_as(self._fold) for line in lines]
        encoded = [text.encode("utf-8", "surrogatepass") for text in folded]
        places = [at for at, text in enumerate(folded) if 0 < len(text) <= MAX_LENGTH]
        may: dict[int, list[_Pattern]] = {}
        for find, patterns in self._finders:
            for at in places:
                if numbers := find(encoded[at]):
                    size = len(folded[at])
                    asked = [pattern for number in numbers if size <= (pattern := patterns[number]).longest]
                    may.setdefault(at, []).extend(asked)
        found: list[Sequence[Place]] = [()] * len(lines)
        for at, asked in may.items():
            found[at] = _confirmed(asked, folded[at], lines[at].text)
        return found


def _confirmed(may: list[_Pattern], folded: str, text: str) -> list[Place]:
    """Return the places of the patterns that match a line, of those that may."""
    places: dict[str, Place] = {}
    for pattern in sorted(may, key=_nth) if len(may) > 1 else may:
        rule_id, matcher = pattern.rule_id, pattern.matcher
        if rule_id in places:
            continue
        if pattern.exact:
            places[rule_id] = Place(rule_id)
        elif pattern.filtered and not _loose(pattern.source).fullmatch(folded):
            continue
        elif match := matcher.compiled[pattern.n].fullmatch(folded):
            places[rule_id] = Place(rule_id, values=matcher.values(match, text))
    return [*places.values()]


_nth = attrgetter("n")


def _coarse(source: str) -> str:
    """Return what an automaton of many patterns knows of one: few states, and all that it matches."""
    return widened(loosened(source))


@lru_cache(maxsize=1024)
def _loose(source: str) -> Any:
    return compile_pattern(loosened(source))
