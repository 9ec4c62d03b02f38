"""From the numbers of a stated date to a day, in three calendars."""

from collections.abc import Iterator
from datetime import date

from cleaner.metadata.months import Calendar

# Pages of the web that print a bare year of the 14th or 15th century mean Jalali up to this year and Hijri after
# it: 1411 AH is 1990, while 1411 of the Jalali calendar is still to come.
_LAST_BARE_JALALI = 1410
_GREGORIAN_YEARS = range(1600, 2100)
_OTHER_YEARS = range(1300, 1500)


def to_day(calendar: Calendar, year: int, month: int, day: int) -> date | None:
    """Return the Gregorian day, or None where the calendar has no such day or its tables do not reach it."""
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

    The year is the number above 31, or the last one. ``calendar`` is the one that the line names, if it does.

    >>> [day.isoformat() for _, day in numeric_days(5, 6, 2024, None)]
    ['2024-06-05', '2024-05-06']
    """
    if first > 31:
        orders = [(first, second, third)]
    else:
        year = third if third > 99 else 2000 + third
        orders = [(year, second, first), (year, first, second)]
    for year, month, day in orders:
        for each in (calendar,) if calendar else bare_calendars(year):
            if found := to_day(each, year, month, day):
                yield each, found


def bare_calendars(year: int) -> tuple[Calendar, ...]:
    """Return the calendars that a year without a name can belong to, the likeliest first."""
    if year not in _OTHER_YEARS:
        return ("gregorian",)
    return ("jalali", "hijri") if year <= _LAST_BARE_JALALI else ("hijri",)
