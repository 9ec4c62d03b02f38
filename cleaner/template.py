"""Templates: literal text with at most three typed holes, matched against the key of a line in linear time."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from cleaner.folding import FoldName, fold
from cleaner.keys import key_of, tighten
from cleaner.metadata.cities import is_city
from cleaner.metadata.dates import parse_date
from cleaner.metadata.names import is_agency, is_person

MAX_HOLES = 3
MAX_LENGTH = 4000
# Most characters of what a typed hole takes; the others take any text.
LONGEST = {
    "date": 120,
    "day": 120,
    "weekday": 16,
    "time": 32,
    "name": 60,
    "person": 100,
    "city": 60,
    "agency": 80,
    "num": 24,
}
_HOLE = re.compile(r"\{([a-z_]+):([a-z]+)\}")
_MARK = "\x00"
_TIME = re.compile(r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?(?:ص|م|صباحا|مساء|am|pm|gmt))?")
_NUMBER = re.compile(r"[\d.,]*\d[\d.,]*")
_SENTENCE_MARK = re.compile(r"[?!;:]|\. |\.\.")
_ASKING = ("?", "!", "\N{ARABIC QUESTION MARK}")
_CLOSING = (".", ":", "\N{ARABIC FULL STOP}")
_WEEKDAYS = frozenset(
    fold(day)
    for day in [
        "الأحد",
        "الاثنين",
        "الإثنين",
        "الثلاثاء",
        "الأربعاء",
        "الخميس",
        "الجمعة",
        "السبت",
        "شنبه",
        "یکشنبه",
        "دوشنبه",
        "سه\u200cشنبه",
        "چهارشنبه",
        "پنجشنبه",
        "جمعه",
        "اتوار",
        "پیر",
        "منگل",
        "بدھ",
        "جمعرات",
        "ہفتہ",
        "sunday",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "dimanche",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
    ]
)
# Words that open a clause: a name does not start with one of them, a sentence does.
_CLAUSE_OPENERS = frozenset(
    fold(word)
    for word in [
        "إن",
        "أن",
        "أنه",
        "أنها",
        "إنه",
        "إنها",
        "قال",
        "قالت",
        "أكد",
        "أكدت",
        "أوضح",
        "أوضحت",
        "أعلن",
        "أعلنت",
        "كان",
        "كانت",
        "هو",
        "هي",
        "هكذا",
        "هذا",
        "هذه",
        "ذلك",
        "التي",
        "الذي",
        "ما",
        "لا",
        "لم",
        "لن",
        "قد",
        "كل",
        "من",
        "في",
        "على",
        "عن",
        "إلى",
        "أضاف",
        "أضافت",
        "ذكر",
        "ذكرت",
        "كشف",
        "كشفت",
        "يقول",
        "تقول",
        "سوف",
        "حتى",
        "ثم",
        "لكن",
        "بعد",
        "قبل",
        "the",
        "a",
        "an",
        "that",
        "this",
        "he",
        "she",
        "it",
        "is",
        "was",
    ]
)


def _is_name(piece: str) -> bool:
    if len(piece) > 60:
        return False
    words = piece.split(" ")
    return (
        1 <= len(words) <= 6
        and len(piece) <= 60
        and words[0] not in _CLAUSE_OPENERS
        and not _SENTENCE_MARK.search(piece)
    )


# One piece of a line is asked about by many templates.
_is_person, _is_city, _is_agency = (lru_cache(maxsize=1024)(told) for told in (is_person, is_city, is_agency))

# What each hole type accepts: the folded piece, then the same piece as the page has it.
HOLES: Mapping[str, Callable[[str, str], bool]] = {
    "date": lambda folded, original: parse_date(original) is not None,
    "day": lambda folded, original: len(parse_date(original) or "") == len("2024-12-31"),
    "weekday": lambda folded, original: folded in _WEEKDAYS,
    "time": lambda folded, original: _TIME.fullmatch(folded) is not None,
    "name": lambda folded, original: _is_name(folded) and not original.endswith(_ASKING),
    "person": lambda folded, original: _is_person(original),
    "city": lambda folded, original: _is_city(original),
    "agency": lambda folded, original: _is_agency(original),
    "tags": lambda folded, original: bool(folded),
    "title": lambda folded, original: len(folded.split(" ")) <= 30 and not original.endswith(_CLOSING),
    "text": lambda folded, original: bool(folded),
    "num": lambda folded, original: _NUMBER.fullmatch(folded) is not None,
}


# The types that look at the page's own text; for the others it is not worked out.
_PRINTED = frozenset({"date", "day", "name", "person", "city", "agency", "title"})


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
    def needs_digit(self) -> bool:
        """Whether no line without a digit can match."""
        return any(hole.type in ("date", "day", "time", "num") for hole in self.holes)

    @cached_property
    def longest(self) -> int:
        """Most characters of a line that can match."""
        sizes = [LONGEST.get(hole.type, MAX_LENGTH) for hole in self.holes]
        return min(MAX_LENGTH, sum(map(len, self.literals)) + sum(sizes))

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
        last = index == len(self.holes) - 1
        end = len(key) - len(literal) if last else key.find(literal, start + 1)
        while start < end <= len(key):
            printed = original(start, end) if hole.type in _PRINTED else ""
            if HOLES[hole.type](key[start:end].strip(" "), printed):
                if last:
                    return ((hole.name, start, end),)
                rest = self._fill(key, original, index + 1, end + len(literal))
                if rest is not None:
                    return ((hole.name, start, end), *rest)
            if last:
                break
            end = key.find(literal, end + 1)
        return None


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
    typed = any(hole.type in ("date", "day", "weekday", "time", "num", "person", "agency", "city") for hole in holes)
    if not typed and not any(char.isalnum() for char in "".join(literals)):
        raise ValueError(f"{source!r} has no letter or digit to look for")
    if any(not literal for literal in literals[1:-1]):
        raise ValueError(f"two holes touch in {source!r}; put a character between them")
    return Template(source, literals, holes)
