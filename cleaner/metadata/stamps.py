"""Stated dates in one short line: the line becomes a string of token types, and one grammar reads that string."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from cleaner.folding import fold_with_offsets
from cleaner.metadata import months
from cleaner.metadata.calendars import numeric_days, to_day
from cleaner.metadata.months import Calendar, Word

_TOKEN = re.compile(
    r"(?P<time>[0-9]{1,2}[:h][0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?![0-9:])(?:z\b|[+-][0-9]{2}:?[0-9]{2}\b)?)"
    r"|(?P<number>[0-9]+)(?:(?:st|nd|rd|th|er|re)\b)?"
    r"|(?P<word>[^\W\d_]+)"
    r"|(?P<mark>[^\w\s]|_)"
)
_MARKS = {char: char for char in "/-.,:()"} | dict.fromkeys("|•·*[]", "|")
_UNKNOWN, _NUMBER, _SMALL, _YEAR, _TIME, _AND = "x", "n", "d", "y", "t", "&"

# Types: d number of one or two digits, y of four, n any other, t hh:mm, the letters of months.py, marks as they are.
_GAP = r"[-,|/.:()]{0,3}"
_MONTH = r"m\.?(?:[/(-]?m\.?\)?)?"
_DATE = (
    r"(?:(?<![dyn])(?<![dyn][/.-])(?:d/d/[yd]|d-d-y|d\.d\.y|y/d/d|y-d-d|y\.d\.d)(?![/.-]?[dn])(?![/.-]y)"
    rf"|(?<!d-)(?:d&)?d[/.,-]?c?{_MONTH}[/.,-]?c?y"
    rf"|(?<!d){_MONTH}d,?c?y"
    rf"|y[/-]?c?{_MONTH}[/-]?d(?!,?y)"
    r"|yc?d-?m(?!,?y)"
    rf"|(?<![dn])(?<![dn][/.,-]){_MONTH}[/.,-]?c?y)"
)
_ERA = r"(?:\(?[egj]\)?)?"
_CLOCK = r"[hc]*\(?t[apg]?\)?(?:[,(|-]{0,2}c?z+\)?)*"
_STAMP = re.compile(
    rf"(?:{_CLOCK}{_GAP})?(?:w{_GAP}c?)?(?P<first>{_DATE}{_ERA})(?:{_GAP}q?:?{_GAP}w?,?(?P<second>{_DATE}{_ERA}))?"
    rf"(?:{_GAP}w(?!{_GAP}d))?(?:{_GAP}{_CLOCK})*"
)
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark of a folded line, with its place in the line as it was."""

    type: str
    text: str
    start: int
    end: int
    word: Word | None = None


@dataclass(frozen=True, slots=True)
class Stamp:
    """A stated date, ``day`` None where only a month is stated; ``first`` and ``last`` count tokens."""

    year: int
    month: int
    day: int | None
    clock: time | None
    first: int
    last: int

    def isoformat(self) -> str:
        """Return the stamp in ISO 8601, no more precise than it is stated."""
        if self.day is None:
            return f"{self.year:04}-{self.month:02}"
        stated = date(self.year, self.month, self.day).isoformat()
        return f"{stated}T{self.clock:%H:%M}" if self.clock else stated


def read_tokens(line: str) -> list[Token]:
    """Split a line into typed tokens; a line too long for a header gives none."""
    if len(line) > _LONGEST:
        return []
    folded, offsets = fold_with_offsets(line)
    raw: list[tuple[str, str, int, int]] = []
    for match in _TOKEN.finditer(folded):
        kind, (start, end) = match.lastgroup or "mark", match.span()
        text = match[kind]
        if kind == "word" and (cut := _glued(text)):
            raw.append((kind, text[:cut], start, start + cut))
            start, text = start + cut, text[cut:]
        raw.append((kind, text, start, end))
    tokens: list[Token] = []
    at = 0
    while at < len(raw):
        kind, text, start, end = raw[at]
        word = None
        size = 1
        if kind == "word":
            for size in (3, 2, 1):
                group = raw[at : at + size]
                if len(group) == size and all(part[0] == "word" for part in group):
                    text = " ".join(part[1] for part in group)
                    end = group[-1][3]
                    if word := months.words().get(text):
                        break
        tokens.append(Token(_type(kind, text, word), text, offsets[start], offsets[end - 1] + 1, word))
        at += size
    return tokens


def _glued(word: str) -> int:
    """Return where a weekday starts that is glued to the end of a name, or 0."""
    for day in months.glued_weekdays():
        if word.endswith(day) and len(word) > len(day) + 1:
            return len(word) - len(day)
    return 0


def _type(kind: str, text: str, word: Word | None) -> str:
    if kind == "time":
        return _TIME
    if kind == "number":
        return {1: _SMALL, 2: _SMALL, 4: _YEAR}.get(len(text), _NUMBER)
    if kind == "mark":
        return _MARKS.get(text, _UNKNOWN)
    if word:
        return word.type
    return _AND if text == "و" else _UNKNOWN


def find_stamps(tokens: list[Token]) -> Iterator[Stamp]:
    """Yield the valid stated dates of a line from left to right."""
    types = "".join(token.type for token in tokens)
    for match in _STAMP.finditer(types):
        weekday = next((t.word.number for t in tokens[match.start() : match.end()] if t.word and t.type == "w"), None)
        halves = [
            half
            for name in ("first", "second")
            if match[name] and (half := _read_date(tokens[match.start(name) : match.end(name)], weekday))
        ]
        if halves:
            # Where a Hijri day stands beside a Gregorian one, the Gregorian one is exact and the other computed.
            _, year, month, day = min(halves, key=lambda half: half[0] != "gregorian")
            clock = read_clock(tokens[match.start() : match.end()])
            yield Stamp(year, month, day, clock, match.start(), match.end())


def _read_date(tokens: list[Token], weekday: int | None) -> tuple[Calendar, int, int, int | None] | None:
    eras: dict[str, Calendar] = {"g": "gregorian", "e": "hijri", "j": "jalali"}
    era = next((eras[t.type] for t in tokens if t.type in eras), None)
    named = [t.word for t in tokens if t.type == "m" and t.word]
    numbers = [t for t in tokens if t.type in "dy"]
    if not named:
        days = list(numeric_days(*(int(t.text) for t in numbers[:3]), era))
        agreeing = [each for each in days if each[1].weekday() == weekday]
        for calendar, found in agreeing or days:
            return calendar, found.year, found.month, found.day
        return None
    if len(set(named)) > 1:
        return None
    calendar, month = named[0].calendar, named[0].number
    year = next(int(t.text) for t in numbers if t.type == "y")
    day = next((int(t.text) for t in numbers if t.type == "d"), None)
    if day is None:
        stated = to_day(calendar, year, month, 1)
        return (calendar, year, month, None) if stated and calendar == "gregorian" else None
    if found_day := to_day(calendar, year, month, day):
        return calendar, found_day.year, found_day.month, found_day.day
    return None


def read_clock(tokens: list[Token]) -> time | None:
    """Return the first time of day; ``PM`` and its kin count only right behind it."""
    for at, token in enumerate(tokens):
        if token.type == _TIME:
            hour, minute = (int(part) for part in re.split("[:h]", token.text)[:2] if part[:2].isdigit())
            follower = tokens[at + 1].type if at + 1 < len(tokens) else ""
            if follower in ("p", "g") and hour < 12:
                hour += 12
            elif follower == "a" and hour == 12:
                hour = 0
            return time(hour, minute) if hour < 24 and minute < 60 else None
    return None
