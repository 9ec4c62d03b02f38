"""The words of dates, folded: months of three calendars, weekdays, parts of the day, zones, labels.

Names come from CLDR, hijridate and jdatetime; what those leave out is listed here. Every name is folded as the
text will be, so spellings that differ by hamza, marks, tatweel or a Persian yeh need no entry of their own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from cleaner.folding import fold

Calendar = Literal["gregorian", "hijri", "jalali"]

# The type of a word is one letter, so that a line becomes a string that one regular expression can read.
MONTH, WEEKDAY, ZONE, BY_ZONE, LABEL, LINK, EQUALS, HOUR, LAST = "m", "w", "z", "o", "l", "c", "q", "h", "u"
DAY = "d"
AM, PM, NOON, NIGHT = "a", "p", "b", "i"
GREGORIAN, HIJRI, JALALI = "g", "e", "j"

_ARABIC_LOCALES = ("ar", "ar_SY", "ar_IQ", "ar_LB", "ar_DZ", "ar_TN", "ar_MA", "ar_MR", "ar_SA")
_LOCALES = (*_ARABIC_LOCALES, "fa", "fa_AF", "ur", "ps", "ckb", "ug", "he", "en", "fr")

# Spellings that are common in print and absent from CLDR.
_MONTH_VARIANTS = {
    1: "كانون2", 4: "نيسان", 5: "مايس مئ", 6: "يونيه", 7: "يوليه", 8: "أغشت اغسطوس", 9: "شتمبر sept", 10: "تشرين1",
    11: "نوفنبر تشرين2", 12: "دجمبر كانون1",
}  # fmt: skip
# Months that some systems number instead of naming the first and the second.
NUMBERED_MONTH = "(?:كانون|تشرين)[12](?![0-9])"
_HIJRI_VARIANTS = {
    4: ("ربيع الآخر",), 5: ("جمادى الأول", "جماد الأول"),
    6: ("جمادى الثانية", "جمادى الثاني", "جمادى الآخر", "جماد الآخر", "جماد الثاني"),
    11: ("ذي القعدة", "ذوالقعدة"), 12: ("ذي الحجة", "ذوالحجة"),
}  # fmt: skip
# Days of the month in letters, as weblogs in Persian print them.
_ORDINALS = (
    "یکم دوم سوم چهارم پنجم ششم هفتم هشتم نهم دهم یازدهم دوازدهم سیزدهم چهاردهم پانزدهم شانزدهم هفدهم هجدهم نوزدهم "
    "بیستم"
)
_AFGHAN_MONTHS = "حمل ثور جوزا سرطان اسد سنبله ميزان عقرب قوس جدی دلو حوت"

_WORDS = {
    AM: "ص صباحا صباح فجرا فجر am قظ بامداد صبح",
    PM: "مساء مساءا عصرا عصر المغرب pm بظ شام",
    NOON: "ظهرا الظهر ظهر دوپہر",
    NIGHT: "ليلا شب رات",
    ZONE: "gmt utc est edt pst pdt bst cet cest eet eest ast ist pkt غرينتش جرينتش غرينيتش غرينتيش غرنتش مكة المكرمة "
    "القاهرة الرياض السعودية بيروت بغداد دمشق المحلي المحلية العالمي المنسق",
    BY_ZONE: "توقيت بتوقيت التوقيت بالتوقيت حسب",
    LABEL: "تاريخ التاريخ بتاريخ نشر النشر نشرت نشره تم آخر تحديث التحديث حدث محدث تعديل التعديل أضيف أضيفت حرر "
    "وقت الوقت published posted updated last update modified date publie mis mise jour modifie انتشار منتشر شده شائع "
    "ہوئی اشاعت بروزرسانی زمان",
    LINK: "في فى يوم يومي من عام سنة شهر لشهر لعام خلال ل د min le du de on of the an at a t ماه سال مورخ",
    GREGORIAN: "م ميلادي ميلادية للميلاد ad",
    HIJRI: "ه هجري هجرية للهجرة قمری هق ah",
    JALALI: "ش شمسي خورشیدی هش",
    EQUALS: "الموافق موافق المصادف برابر مطابق",
    HOUR: "الساعة ساعة ساعت",
    LAST: "الماضي الفائت المنصرم dernier گذشته",
}


@dataclass(frozen=True, slots=True)
class Word:
    """What a word of a date means: its type letter, and for a day, month or weekday its number and calendar."""

    type: str
    number: int = 0
    calendar: Calendar = "gregorian"


def _gregorian_months() -> Iterator[tuple[str, int]]:
    from babel.dates import get_month_names

    for locale in _LOCALES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, locale).items():
                    yield name, number
                    if locale == "he":  # Hebrew glues its "in" to the month
                        yield f"ב{name}", number
    yield from ((name, number) for number, names in _MONTH_VARIANTS.items() for name in names.split())


def _hijri_months() -> Iterator[tuple[str, int]]:
    from hijridate import Hijri

    for number in range(1, 13):
        for language in ("ar", "en"):
            yield Hijri(1445, number, 1).month_name(language), number
    yield from ((name, number) for number, names in _HIJRI_VARIANTS.items() for name in names)


def _jalali_months() -> Iterator[tuple[str, int]]:
    from jdatetime import date

    for names in (date.j_months_fa, _AFGHAN_MONTHS.split()):
        yield from ((name, number) for number, name in enumerate(names, 1))


def _weekdays() -> Iterator[tuple[str, int]]:
    from babel.dates import get_day_names
    from jdatetime import date

    for locale in _LOCALES:
        for width in ("wide", "abbreviated"):
            # Two letters are too few to be sure of: Uyghur shortens its weekdays to what are words elsewhere.
            yield from ((name, n) for n, name in get_day_names(width, "format", locale).items() if len(name) > 2)
    yield "الثلثاء", 1  # as Lebanese papers print it
    # Without the article, as some systems print them; the other two are words of their own.
    yield from (("ثلاثاء", 1), ("أربعاء", 2), ("خميس", 3), ("جمعة", 4), ("سبت", 5))
    for number, name in enumerate(date.j_weekdays_fa):
        yield name.replace("\N{ZERO WIDTH NON-JOINER}", " "), (number + 5) % 7


def _ordinals() -> Iterator[tuple[str, int]]:
    names = _ORDINALS.split()
    yield from ((name, number) for number, name in enumerate(names, 1))
    yield from ((f"بیست و {name}", 20 + number) for number, name in enumerate(names[:9], 1))
    yield from (("سی ام", 30), ("سی\N{ZERO WIDTH NON-JOINER}ام", 30), ("سی و یکم", 31))


def _spellings(name: str) -> tuple[str, str]:
    """Fold a name; one of two words is also met without its second article (``تشرين أول``)."""
    folded = fold(name).rstrip(".")
    return folded, folded.replace(" ال", " ")


@cache
def words() -> dict[str, Word]:
    """Return every known word, folded, with its meaning; where two share a spelling, the later kind wins."""
    table: dict[str, Word] = {}
    for type_, names in _WORDS.items():
        table |= {fold(name): Word(type_) for name in names.split()}
    table |= {fold(name): Word(DAY, number) for name, number in _ordinals()}
    for name, number in _weekdays():
        table |= dict.fromkeys(_spellings(name), Word(WEEKDAY, number))
    for name, number in _jalali_months():
        table |= dict.fromkeys(_spellings(name), Word(MONTH, number, "jalali"))
    for name, number in _hijri_months():
        table |= dict.fromkeys(_spellings(name), Word(MONTH, number, "hijri"))
    for name, number in _gregorian_months():
        table |= dict.fromkeys(_spellings(name), Word(MONTH, number))
    table[fold("على الساعة")] = Word(HOUR)
    return table


@cache
def single_words() -> frozenset[str]:
    """Return the words that known names are made of, so that a line can be ruled out without reading names."""
    return frozenset(part for name in words() for part in name.split())


@cache
def glued_weekdays() -> tuple[str, ...]:
    """Return the folded weekday names that carry an article, which can be told even when glued to a name."""
    return tuple(word for word, meaning in words().items() if meaning.type == WEEKDAY and word.startswith("ال"))
