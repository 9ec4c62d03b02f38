"""Templates: literal text with at most three typed holes, matched against the key of a line in linear time."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from cleaner.folding import FoldName, fold
from cleaner.holes import COST, GLANCE, HOLES, LONGEST, OPENERS, PRINTED, TELLING
from cleaner.keys import key_of, tighten

MAX_HOLES = 3
MAX_LENGTH = 4000
_HOLE = re.compile(r"\{([a-z_]+):([a-z]+)\}")
_MARK = "\x00"


@dataclass(frozen=True, slots=True)
class Hole:
    """A typed gap of a template."""

    name: str
    type: str


@dataclass(frozen=True)
class Template:
    """Folded literals around holes: ``literals[0] hole[0] literals[1] ...``; there is one literal more than holes."""

    source: str
    literals: tuple[str, ...]
    holes: tuple[Hole, ...]

    @property
    def whole(self) -> bool:
        """Whether the template is plain text, so that a dictionary look-up can match it."""
        return not self.holes

    @property
    def signature(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What two templates that match the same lines have in common."""
        return self.literals, tuple(hole.type for hole in self.holes)

    @cached_property
    def marks(self) -> frozenset[str]:
        """The punctuation in the literals."""
        return frozenset(char for char in "".join(self.literals) if not (char.isalnum() or char.isspace()))

    def may_open(self, types: frozenset[str]) -> bool:
        """Tell whether a line may match whose first word ``opens`` holes of just these types."""
        opener = "" if self.literals[0] else self.holes[0].type
        return opener not in OPENERS or opener in types

    @cached_property
    def needs_digit(self) -> bool:
        """Whether no line without a digit can match."""
        return any(hole.type in ("date", "day", "time", "num") for hole in self.holes)

    @cached_property
    def needs_agency(self) -> bool:
        """Whether no line can match that holds no agency between spaces or marks."""
        edges = "".join(f"{literal[:1]}{literal[-1:]}" for literal in self.literals)
        return any(hole.type == "agency" for hole in self.holes) and not any(map(str.isalnum, edges))

    @cached_property
    def longest(self) -> int:
        """Most characters of a line that can match."""
        return min(MAX_LENGTH, len(self.literals[0]) + self._reaches[0])

    @cached_property
    def reach(self) -> int:
        """Most characters of a line up to the end of the second literal."""
        return len(self.literals[0]) + self._sizes[0] + len(self.literals[1])

    @cached_property
    def behind(self) -> int:
        """Most characters of a line from the start of the second literal on."""
        return len(self.literals[1]) + self._reaches[1]

    @cached_property
    def _sizes(self) -> tuple[int, ...]:
        """Most characters that each hole takes."""
        return tuple(LONGEST.get(hole.type, MAX_LENGTH) for hole in self.holes)

    @cached_property
    def _reaches(self) -> tuple[int, ...]:
        """Most characters from each hole on to the end of the line, and from behind the last one."""
        pieces = zip(self._sizes, map(len, self.literals[1:]), strict=True)
        return tuple(accumulate((sum(piece) for piece in reversed([*pieces])), initial=0))[::-1]

    def match(self, key: str, original: Callable[[int, int], str]) -> tuple[tuple[str, int, int], ...] | None:
        """Match a whole key; return (hole name, start, end) for each hole, or None.

        ``original(start, end)`` gives the page's own text for a stretch of the key. Each literal is looked for from
        left to right; the holes between are tried at every place a literal stands, never with backtracking regexes.
        """
        if self.whole:
            return () if key == self.literals[0] else None
        if len(key) > self.longest or not key.startswith(self.literals[0]) or not key.endswith(self.literals[-1]):
            return None
        return self._fill(key, original, 0, len(self.literals[0]))

    def _fill(
        self, key: str, original: Callable[[int, int], str], index: int, start: int
    ) -> tuple[tuple[str, int, int], ...] | None:
        hole, literal = self.holes[index], self.literals[index + 1]
        if index == len(self.holes) - 1:
            end = len(key) - len(literal)
            return ((hole.name, start, end),) if _takes(hole, key, original, start, end) else None
        # Of the last two holes the cheaper is asked first.
        last = self.holes[-1] if index == len(self.holes) - 2 and self._tail_first else None
        stop = len(key) - len(self.literals[-1])
        # What stands behind the literal must fit its holes, and what stands before it this one.
        furthest = start + self._sizes[index] + len(literal)
        end = key.find(literal, max(start + 1, len(key) - self._reaches[index + 1] - len(literal)), furthest)
        while end > start:
            below = end + len(literal)
            if (last is None or _takes(last, key, original, below, stop)) and _takes(hole, key, original, start, end):
                rest = self._fill(key, original, index + 1, below)
                if rest is not None:
                    return ((hole.name, start, end), *rest)
            end = key.find(literal, end + 1, furthest)
        return None

    @cached_property
    def _tail_first(self) -> bool:
        return len(self.holes) > 1 and COST[self.holes[-1].type] < COST[self.holes[-2].type]


def _takes(hole: Hole, key: str, original: Callable[[int, int], str], start: int, end: int) -> bool:
    """Tell whether a stretch of a key is of the hole's type."""
    if start >= end or end - start > LONGEST.get(hole.type, MAX_LENGTH):
        return False
    piece = key[start:end].strip(" ")
    glance = GLANCE.get(hole.type)
    if glance is not None and not glance(piece):
        return False
    return HOLES[hole.type](piece, original(start, end) if hole.type in PRINTED else "")


def parse_template(source: str, name: FoldName = "arabic", open_end: bool = False) -> Template:
    """Read a template; raises ValueError that says what is wrong with it.

    With ``open_end`` text follows the template on its line, and the punctuation it ends in counts.

    >>> parse_template("Source: {who:name}").literals
    ('source:', '')
    """
    holes = tuple(Hole(match[1], match[2]) for match in _HOLE.finditer(source))
    for hole in holes:
        if hole.type not in HOLES:
            raise ValueError(f"unknown hole type {hole.type!r} in {source!r}; known: {', '.join(HOLES)}")
    if len(holes) > MAX_HOLES:
        raise ValueError(f"{len(holes)} holes in {source!r}; at most {MAX_HOLES} are allowed")
    if len({hole.name for hole in holes}) < len(holes):
        raise ValueError(f"two holes of one name in {source!r}")
    bare = _HOLE.sub(_MARK, source)
    if "{" in bare or "}" in bare:
        raise ValueError(f"a hole is written {{name:type}}, lower case; look at {source!r}")
    folded = fold(bare, name)
    literals = tuple((tighten(folded.strip()) if open_end else key_of(folded)).split(_MARK))
    typed = any(hole.type in TELLING for hole in holes)
    if not typed and not any(char.isalnum() for char in "".join(literals)):
        raise ValueError(f"{source!r} has no letter or digit to look for")
    if any(not literal for literal in literals[1:-1]):
        raise ValueError(f"two holes touch in {source!r}; put a character between them")
    return Template(source, literals, holes)
