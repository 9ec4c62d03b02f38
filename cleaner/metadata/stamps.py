"""Stated dates in one short line: the line becomes a string of token types, and one grammar reads that string.

Types: ``d`` number of one or two digits, ``y`` of four, ``n`` any other, ``t`` hh:mm, ``&`` the word for "and", ``x``
an unknown word or sign, the letters of vocabulary.py for known words, and punctuation as it is. Spaces have no type.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from itertools import takewhile

from cleaner.folding import fold_with_offsets
from cleaner.metadata import vocabulary
from cleaner.metadata.calendars import numeric_days, to_day
from cleaner.metadata.vocabulary import Calendar, Word

PUNCTUATION = "|-,:()./"

_TOKEN = re.compile(
    r"(?P<time>[0-9]{1,2}(?:[:h]| h )[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?(?![0-9:])(?:z\b|[+-][0-9]{2}:?[0-9]{2}\b)?)"
    r"|(?P<initials>\b[^\W\d_]\.[^\W\d_]\b\.?)"
    r"|(?P<number>[0-9]+)(?:(?:st|nd|rd|th|er|re)\b)?"
    rf"|(?P<word>{vocabulary.NUMBERED_MONTH}|(?:gmt|utc) ?[+-] ?[0-9]{{1,2}}(?::[0-9]{{2}})?|[^\W\d_]+)"
    r"|(?P<mark>[^\w\s]|_)"
)
_MARKS = {char: char for char in PUNCTUATION} | dict.fromkeys("•·*[]", "|")
_DIGITS = {1: "d", 2: "d", 4: "y"}
_MOST_WORDS = 3
_DAY_LENGTH = len("2024-06-17")
# The hours of a 12-hour clock that each word moves to the afternoon: 11:30 is before noon, and 2:00 at night is too.
_MOVED = {
    vocabulary.PM: range(1, 12), vocabulary.GREGORIAN: range(1, 12), vocabulary.NOON: range(1, 6),
    vocabulary.NIGHT: range(6, 12),
}  # fmt: skip

_GAP = r"[-,|/.:()]{0,3}"
_MONTH = r"m\.?(?:[/(-]?m\.?\)?)?"
_DAY_MONTH = rf"(?:d&)?d[/.,-]?c{{0,2}}{_MONTH}"
_DATE = (
    r"(?:(?<![dyn][/.-])(?:d/d/[yd]|d-d-y|d\.d\.y|y/d/d|y-d-d|y\.d\.d)(?![/.-][dyn])"
    rf"|(?<!d-){_DAY_MONTH}[/.,-]?c{{0,2}}y"
    rf"|(?<!d){_MONTH}d,?c?y"
    rf"|y[/-]?c?{_MONTH}[/-]?d(?!,?y)"
    rf"|(?<![dn])ywd{_MONTH}(?!,?c?y)"
    rf"|(?<![dny])dty{_MONTH}(?!,?c?[dy])"
    r"|yc?d-?m(?!,?y)"
    rf"|(?<![dn])(?<![dn][/.,-]){_MONTH}[/.,-]?c?y)"
)
_ERA = r"(?:\(?[egj]{1,2}\)?)?"
_CLOCK = r"(?:[hc]{0,2}\(?t[apbig]?\)?|hd[apbig])(?:[,(|-]{0,2}c?(?:z{1,3}|oz{1,3}|ox{1,2})\)?)*"
# French shortens its Tuesday to what is a month elsewhere: "mar. 18 juin".
_BEFORE = rf"(?:{_CLOCK}{_GAP})?(?:w{_GAP}c?|m\.(?={_DAY_MONTH}))?"
_AFTER = rf"(?:{_GAP}w(?!{_GAP}d))?(?:{_GAP}{_CLOCK})*"
_STAMP = re.compile(rf"{_BEFORE}(?P<first>{_DATE}{_ERA})(?:{_GAP}q?c?:?{_GAP}w?,?(?P<second>{_DATE}{_ERA}))?{_AFTER}")
_YEARLESS = re.compile(rf"{_BEFORE}(?<![dyn])(?<![dyn][/.-])(?P<first>{_DAY_MONTH}){_AFTER}")
_HOUR = re.compile("t(?P<part>[apbig]?)|(?<=h)d(?P<named>[apbig])")
_LAST_MONTH = re.compile(rf"(?P<first>{_MONTH})u")


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
    """A stated day (``2024-06-17``) or month (``2024-06``), its time of day, and the span of its tokens.

    It is vague where only the month is stated, or where the year is not.
    """

    day: str
    clock: time | None
    first: int
    last: int
    is_vague: bool

    def isoformat(self) -> str:
        """Return the stamp in ISO 8601, no more precise than it is stated."""
        return f"{self.day}T{self.clock:%H:%M}" if self.clock and len(self.day) == _DAY_LENGTH else self.day


def read_tokens(line: str) -> list[Token]:
    """Split a line into typed tokens, names of several words as one."""
    folded, offsets = fold_with_offsets(line)
    pieces: list[tuple[str, str, int, int]] = []
    for match in _TOKEN.finditer(folded):
        kind = match.lastgroup or "mark"
        start, end = match.span()
        text = match[kind]
        if kind == "initials":  # p.m. is read as pm
            kind, text = "word", text.replace(".", "")
        if kind == "word" and (cut := _glued_at(text)):
            pieces.append((kind, text[:cut], start, start + cut))
            start, text = start + cut, text[cut:]
        pieces.append((kind, text, start, end))
    tokens: list[Token] = []
    at = 0
    while at < len(pieces):
        kind, text, start, end = pieces[at]
        word, size = _longest_name(pieces, at) if kind == "word" else (None, 1)
        if size > 1:
            text = " ".join(piece[1] for piece in pieces[at : at + size])
            end = pieces[at + size - 1][3]
        if word and word.type == vocabulary.DAY:
            text = str(word.number)
        tokens.append(Token(_type(kind, text, word), text, offsets[start], offsets[end - 1] + 1, word))
        at += size
    return tokens


def _longest_name(pieces: list[tuple[str, str, int, int]], at: int) -> tuple[Word | None, int]:
    known = vocabulary.words()
    ahead = takewhile(lambda piece: piece[0] == "word", pieces[at : at + _MOST_WORDS])
    run = [text for _, text, _, _ in ahead]
    for size in range(len(run), 0, -1):
        if word := known.get(" ".join(run[:size])):
            return word, size
    return None, 1


def _glued_at(word: str) -> int:
    """Return where a weekday starts that is glued to the end of a name, or 0."""
    days = vocabulary.glued_weekdays()
    if not word.endswith(days):
        return 0
    return min(len(word) - len(day) for day in days if word.endswith(day))


def _type(kind: str, text: str, word: Word | None) -> str:
    if kind == "time":
        return "t"
    if kind == "number":
        return _DIGITS.get(len(text), "n")
    if kind == "mark":
        return _MARKS.get(text, "x")
    if word:
        return word.type
    if text.startswith(("gmt", "utc")):
        return vocabulary.ZONE
    return "&" if text == "و" else "x"


def find_stamps(tokens: list[Token]) -> Iterator[Stamp]:
    """Yield the valid dates that a line states, from left to right.

    Where a Hijri day stands beside a Gregorian one, the Gregorian one is taken. Two Gregorian days in a row are a
    span of time and no date.
    """
    for match in _STAMP.finditer(types_of(tokens)):
        inside = tokens[match.start() : match.end()]
        weekday = _weekday(inside)
        spans = [match.span(name) for name in ("first", "second") if match[name]]
        days = [found for start, end in spans if (found := _read_date(tokens[start:end], weekday))]
        gregorian = {day for calendar, day in days if calendar == "gregorian"}
        if len(gregorian) < 2 and days:
            day = gregorian.pop() if gregorian else days[0][1]
            yield Stamp(day, read_clock(inside), match.start(), match.end(), len(day) < _DAY_LENGTH)


def find_recent(tokens: list[Token], today: date) -> Iterator[Stamp]:
    """Yield the days and months that are stated without a year, as the last such ones up to ``today``."""
    types = types_of(tokens)
    for match in _YEARLESS.finditer(types):
        inside = tokens[match.start() : match.end()]
        months = _months(inside)
        number = next(int(token.text) for token in inside if token.type == "d")
        weekday = _weekday(inside)
        if len(months) == 1 and months[0].calendar == "gregorian":
            past = (to_day("gregorian", year, months[0].number, number) for year in (today.year, today.year - 1))
            day = next((day for day in past if day and day <= today), None)
            if day and weekday in (None, day.weekday()):
                yield Stamp(day.isoformat(), read_clock(inside), match.start(), match.end(), True)
    for match in _LAST_MONTH.finditer(types):
        months = _months(tokens[match.start() : match.end()])
        if len(months) == 1 and months[0].calendar == "gregorian":
            year = today.year if months[0].number < today.month else today.year - 1
            yield Stamp(f"{year:04}-{months[0].number:02}", None, match.start(), match.end(), True)


def types_of(tokens: list[Token]) -> str:
    """Return the types of tokens as the string that the grammar reads."""
    return "".join(token.type for token in tokens)


def _months(tokens: list[Token]) -> list[Word]:
    """Return the months named, one where the two names of a doubled month agree."""
    return list(dict.fromkeys(token.word for token in tokens if token.type == "m" and token.word))


def _weekday(tokens: list[Token]) -> int | None:
    return next((token.word.number for token in tokens if token.type == "w" and token.word), None)


def _read_date(tokens: list[Token], weekday: int | None) -> tuple[Calendar, str] | None:
    eras: dict[str, Calendar] = {"g": "gregorian", "e": "hijri", "j": "jalali"}
    # The last one: "هـ ش" is the solar year of the Hijra, which is the Jalali one.
    era = next((eras[token.type] for token in reversed(tokens) if token.type in eras), None)
    months = _months(tokens)
    numbers = [token for token in tokens if token.type in "dy"]
    if not months:
        if len(numbers[-1].text) == 1 and numbers[0].type != "y":
            return None
        first, second, third = (int(token.text) for token in numbers)
        days = list(numeric_days(first, second, third, era))
        # The weekday tells 5/6 from 6/5, and a Jalali year from a Hijri one.
        likeliest = [day for day in days if day[1].weekday() == weekday] or days
        return (likeliest[0][0], likeliest[0][1].isoformat()) if likeliest else None
    calendar, month = months[0].calendar, months[0].number
    year = next(int(token.text) for token in numbers if token.type == "y")
    number = next((int(token.text) for token in numbers if token.type == "d"), None)
    day = to_day(calendar, year, month, number or 1)
    if len(months) > 1 or number == 0 or day is None:
        return None
    if number is None:
        return (calendar, f"{year:04}-{month:02}") if calendar == "gregorian" else None
    return calendar, day.isoformat()


def read_clock(tokens: list[Token]) -> time | None:
    """Return the first time of day; ``م`` and other words move it to the afternoon only right behind it."""
    types = types_of(tokens)
    if match := _HOUR.search(types):
        hour, minute = (int(part) for part in re.findall("[0-9]+", f"{tokens[match.start()].text}:00")[:2])
        after = match["part"] or match["named"]
        if hour in _MOVED.get(after, ()):
            hour += 12
        elif hour == 12 and after in (vocabulary.AM, vocabulary.NIGHT):
            hour = 0
        return time(hour, minute) if hour < 24 and minute < 60 else None
    return None
