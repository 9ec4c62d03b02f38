"""From the numbers of a stated date to a day, in three calendars."""

from collections.abc import Iterator
from datetime import date

from cleaner.metadata.vocabulary import Calendar

# Pages of the web that print a bare year of the 14th or 15th century mean Jalali up to this year and Hijri after
# it: 1411 of the Hijra is 1990, while 1411 of the Jalali calendar is still to come.
_LAST_BARE_JALALI = 1410
_GREGORIAN_YEARS = range(1600, 2100)
_OTHER_YEARS = range(1300, 1500)
_FIRST_SHORT_YEAR = 1970


def to_day(calendar: Calendar, year: int, month: int, day: int) -> date | None:
    """Return the Gregorian day, or None where the calendar has no such day or its tables do not reach it.

    >>> to_day("hijri", 1445, 12, 11)
    datetime.date(2024, 6, 17)
    """
    try:
        if calendar == "hijri":
            from hijridate import Hijri

            hijri = Hijri(year, month, day).to_gregorian()
            return date(hijri.year, hijri.month, hijri.day)
        if calendar == "jalali":
            from jdatetime import date as jalali_date

            jalali: date = jalali_date(year, month, day).togregorian()
            return jalali
        return date(year, month, day) if year in _GREGORIAN_YEARS else None
    except (ValueError, OverflowError):
        return None


def numeric_days(first: int, second: int, third: int, calendar: Calendar | None) -> Iterator[tuple[Calendar, date]]:
    """Yield the readings of three numbers in print order, the likeliest first.

    The year is the first number where that is above 31, else the last. ``calendar`` is the one the line names.

    >>> [day.isoformat() for _, day in numeric_days(5, 6, 2024, None)]
    ['2024-06-05', '2024-05-06']
    """
    if first > 31:
        orders = [(first, second, third)]
    else:
        # Two digits are the year between 1970 and 2069, as POSIX reads them.
        year = third if third > 99 else _FIRST_SHORT_YEAR + (third - _FIRST_SHORT_YEAR) % 100
        orders = [(year, second, first), (year, first, second)]
    for year, month, day in orders:
        for each in (calendar,) if calendar else _bare_calendars(year):
            if found := to_day(each, year, month, day):
                yield each, found


def _bare_calendars(year: int) -> tuple[Calendar, ...]:
    if year not in _OTHER_YEARS:
        return ("gregorian",)
    return ("jalali", "hijri") if year <= _LAST_BARE_JALALI else ("hijri",)
