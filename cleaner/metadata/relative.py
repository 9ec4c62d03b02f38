"""Times told by their distance from now: ``منذ 3 ساعات``, ``2 hours ago``, ``أمس 10:30 م``."""

import calendar
import re
from datetime import date, datetime, timedelta
from functools import cache

from cleaner.folding import fold

_LOCALES = ("ar", "fa", "ur", "ps", "ug", "he", "en", "fr")
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800, "month": 2629800, "year": 31557600}
_DAYS = {0: "اليوم today امروز آج", 1: "أمس البارحة yesterday دیروز hier"}
# Spellings that are common in print, and the CLDR word of the same meaning.
_SYNONYMS = {
    "منذ": "قبل", "شهور": "اشهر", "عام": "سنه", "عامين": "سنتين", "اعوام": "سنوات", "دقايق": "دقائق",
    "واحد": "", "واحده": "",
    "hrs": "hours", "hr": "hour", "mins": "minutes", "min": "minute",
}  # fmt: skip
_NUMBER = re.compile(r"\b[0-9]{1,3}\b")


@cache
def _phrases() -> dict[str, tuple[str, int]]:
    """Return every phrase of CLDR, its number replaced by ``#``, with its unit and the count that it implies."""
    from babel.dates import format_timedelta

    table: dict[str, tuple[str, int]] = {}
    for locale in _LOCALES:
        for unit, seconds in _SECONDS.items():
            for count in (1, 2, 3, 11, 100):
                ago = timedelta(seconds=-count * seconds)
                phrase = format_timedelta(ago, unit, threshold=1e9, add_direction=True, locale=locale)  # type: ignore[arg-type]
                table[_NUMBER.sub("#", _plain(fold(phrase)))] = (unit, count)
    return table


@cache
def words_of_distance() -> frozenset[str]:
    """Return every single word that a phrase of distance can hold, folded."""
    return frozenset(word for phrase in (*_phrases(), *_days(), *_SYNONYMS, "a an") for word in phrase.split())


@cache
def _days() -> dict[str, int]:
    return {fold(word): days for days, words in _DAYS.items() for word in words.split()}


def _plain(phrase: str) -> str:
    words = [_SYNONYMS.get(word, word) for word in phrase.split()]
    if words and words[0] in ("a", "an"):
        words[0] = "1"
    if words and words[-1] == "قبل":  # Persian puts its word for "ago" last
        words[-1] = fold("پیش")
    return " ".join(filter(None, words))


def read_distance(folded: str) -> tuple[str, int] | None:
    """Return the unit and the count of a folded phrase, ``("day", 0)`` for today; None where it is no such phrase.

    >>> read_distance("منذ ساعتين")
    ('hour', 2)
    """
    if folded in _days():
        return "day", _days()[folded]
    plain = _plain(folded)
    number = _NUMBER.search(plain)
    known = _phrases().get(_NUMBER.sub("#", plain, count=1))
    if known is None:
        return None
    return known[0], int(number[0]) if number else known[1]


def count_back(reference: date, unit: str, count: int) -> date | datetime | None:
    """Return the day that lies ``count`` units before ``reference``, or the minute for hours and less.

    A distance in hours from a day without a time names no certain day: None.
    """
    try:
        if unit in ("second", "minute", "hour"):
            if not isinstance(reference, datetime):
                return None
            return reference - timedelta(seconds=count * _SECONDS[unit])
        day = reference.date() if isinstance(reference, datetime) else reference
        if unit in ("day", "week"):
            return day - timedelta(seconds=count * _SECONDS[unit])
        months = day.year * 12 + day.month - 1 - count * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        return day.replace(year=year, month=month + 1, day=min(day.day, calendar.monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError, IndexError):
        return None
