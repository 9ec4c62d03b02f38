"""Dates: what is stated is read, what is only mentioned, impossible or later than the reference is not."""

import csv
import doctest
from datetime import date, datetime, time, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from babel import localedata
from babel.dates import format_date, format_datetime
from hypothesis import given
from hypothesis import strategies as st

from cleaner.metadata import calendars, dates, relative, stamps
from cleaner.metadata.dates import find_date, is_stamp, parse_date

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "dates.yaml").read_text(encoding="utf-8"))
SHARED = Path(__file__).resolve().parents[2] / "shared" / "dates.tsv"
REFERENCE = datetime(2020, 3, 15, 9, 30)

# Pieces of dates in any order, which reach further into the grammar than random characters do.
WORDS = """
1 12 31 99 2024 1445 1403 20240 / - . , : ( ) | مارس شباط يونيو/حزيران رمضان آذر م ص هـ ش الاثنين شنبه 10:30 25:99
الساعة بتوقيت غرينتش GMT+3 و الموافق في تاريخ النشر منذ قبل ساعة ساعتين أيام أمس الماضي كلمة May 3rd à ago p.m. @
"""
PIECES = st.sampled_from(WORDS.split())
LOCALES = st.sampled_from(["ar", "ar_SY", "ar_TN", "ar_MA", "ar_MR", "fa", "fa_AF", "fr", "en"])


def marked(case: dict[str, Any]) -> object:
    marks = [pytest.mark.xfail(strict=True, reason=case["fails"])] if "fails" in case else []
    return pytest.param(case, marks=marks, id=case["text"])


def is_iso(value: str) -> bool:
    if len(value) == len("2024-06"):
        value += "-01"
    datetime.fromisoformat(value)
    return True


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_cases(case: dict[str, Any]) -> None:
    reference = REFERENCE if case.get("from_reference") else None
    assert parse_date(case["text"], reference) == case["date"]


def test_a_fifth_of_the_cases_are_negative() -> None:
    assert sum(case["date"] is None for case in CASES) >= len(CASES) / 5


def test_a_reference_changes_no_stated_date() -> None:
    for case in CASES:
        if case["date"] and not case.get("from_reference") and "fails" not in case:
            assert parse_date(case["text"], datetime(2100, 1, 1)) == case["date"]


@pytest.mark.skipif(not SHARED.exists(), reason="the shared strings are not here")
def test_shared_strings() -> None:
    with SHARED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        gold = None if row["gold"] == "NONE" else row["gold"]
        assert parse_date(row["string"], datetime(2025, 1, 22, 12)) == gold
        assert parse_date(row["string"]) in (gold, None)


@pytest.mark.parametrize("family", ["ar", "fa", "ur"])
def test_cldr_formats(family: str) -> None:
    locales = [locale for locale in localedata.locale_identifiers() if locale.split("_")[0] == family]
    for step in range(0, 9000, 450):
        day = date(2000, 1, 1) + timedelta(days=step)
        for locale in locales:
            for width in ("short", "medium", "long", "full"):
                assert parse_date(format_date(day, width, locale)) == day.isoformat()
                text = format_datetime(datetime.combine(day, time(16, 5)), width, locale=locale)
                assert parse_date(text) == f"{day}T16:05"


@pytest.mark.parametrize("reference", [date(2020, 3, 15), REFERENCE])
def test_days_and_times_count_as_reference(reference: date) -> None:
    assert parse_date("قبل يومين", reference) == "2020-03-13"
    assert parse_date("15 مارس 2020 23:00", reference) == "2020-03-15T23:00"
    assert parse_date("16 مارس 2020", reference) is None


def test_hours_need_a_time_to_count_from() -> None:
    assert parse_date("منذ 5 ساعات", date(2020, 3, 15)) is None


def test_months_end_where_they_end() -> None:
    assert parse_date("منذ شهر", date(2024, 3, 31)) == "2024-02-29"
    assert parse_date("قبل 9999 سنة", date(2024, 3, 31)) is None


@pytest.mark.parametrize(
    ("line", "span", "iso"),
    [
        ("سلمى الحدادالجمعة 3 مايو 2019", "الجمعة 3 مايو 2019", "2019-05-03"),
        ("صحيفة النورaccess_time28 / شعبان / 1440 هـ      3 مايو 2019chat_bubbleضف تعليق",
         "28 / شعبان / 1440 هـ      3 مايو 2019", "2019-05-03"),
        ("صباح الخير، إليكم أخبار الجمعة 3 أيار 2019 في سطور", "الجمعة 3 أيار 2019", "2019-05-03"),
        ("  • 3-5-2019 | 16:40 مشاهدة", "3-5-2019 | 16:40", "2019-05-03T16:40"),
        ("31 فبراير 2019 ثم 3 مايو 2019", "3 مايو 2019", "2019-05-03"),
        ("نُشـر في ٣ مايو ٢٠١٩!", "٣ مايو ٢٠١٩", "2019-05-03"),
    ],
)  # fmt: skip
def test_find_date(line: str, span: str, iso: str) -> None:
    found = find_date(line)
    assert found is not None
    start, end, day = found
    assert (line[start:end], day) == (span, iso)


@pytest.mark.parametrize("line", ["", "قال الوزير", "منذ 5 ساعات", "3 مايو", "31 فبراير 2019", "عام 2019", "1" * 500])
def test_find_date_finds_none(line: str) -> None:
    assert find_date(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "3-5-2019 | 16:40", "الجمعة 3 مايو 2019", "تاريخ النشر: 03/05/2019", "آخر تحديث: 10:30 - 3 مايو 2019",
        "آخر تحديث: منذ 5 ساعات", "قبل 19 دقيقة", "منذ ساعة", "أمس", "أمس 10:30 م", "16:40", "02:30 GMT", "مايو 2019",
        "3 مايو", "شنبه 1404/09/29 ساعت 11:55", "28 شعبان 1440 هـ الموافق 3 مايو 2019 م", "16:40 بتوقيت غرينتش",
        "25 كانون الأول/ديسمبر 2023 - 10 ذو الحجة 1440 هـ", "- 05/10/2021 6:39 PM", "July 4, 2015", "2 hours ago",
    ],
)  # fmt: skip
def test_stamps(line: str) -> None:
    assert is_stamp(line)


@pytest.mark.parametrize(
    "line",
    [
        "", "19", "2019", "34°C", "0 21", "المملكة اليوم", "الاقتصاد اليوم", "عدد اليوم", "اليوم والناس", "مشاهدات 5",
        "قال الوزير أمس", "منذ عام 2019 والجسر مغلق", "فيروس كورونا (423)", "جميع الحقوق محفوظة © 2020",
        "الصفحة 2 من 10", "سلمى الحداد | 3/5/2019", "ولدت في 3 مايو 1960", "3 مايو 2019 قال الوزير", "قبل",
        "هاتف 02-2345678", "الجمعة 3 مايو 2019 " * 9,
    ],
)  # fmt: skip
def test_no_stamps(line: str) -> None:
    assert not is_stamp(line)


@given(st.one_of(st.text(max_size=130), st.lists(PIECES, max_size=25).map(" ".join), st.lists(PIECES).map("".join)))
def test_any_string_gives_a_valid_date_or_none(text: str) -> None:
    for reference in (None, REFERENCE, REFERENCE.date()):
        found = parse_date(text, reference)
        assert found is None or is_iso(found)
        assert found is None or reference is None or found[:10] <= "2020-03-15"
    span = find_date(text)
    assert span is None or (0 <= span[0] < span[1] <= len(text) and is_iso(span[2]))
    assert is_stamp(text) in (True, False)


@given(st.dates(date(1950, 1, 1), date(2060, 12, 31)), LOCALES)
def test_written_days_are_read_back(day: date, locale: str) -> None:
    assert parse_date(format_date(day, "full", locale)) == day.isoformat()


@pytest.mark.parametrize("module", [calendars, dates, relative, stamps])
def test_documented_examples(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0
