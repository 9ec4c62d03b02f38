"""The words of dates, folded: months of three calendars, weekdays, parts of the day, zones, labels.

Names come from CLDR, hijridate and jdatetime; what those leave out is listed here. Every name is folded as the
text will be, so spellings that differ by hamza, marks, tatweel or a Persian yeh need no entry of their own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from cleaner.folding import fold

Calendar = Literal["gregorian", "hijri", "jalali"]

# The type of a word is one letter, so that a line becomes a string that one regular expression can read.
MONTH, WEEKDAY, AM, PM, ZONE, LABEL, LINK = "m", "w", "a", "p", "z", "l", "c"
GREGORIAN, HIJRI, JALALI, EQUALS, HOUR = "g", "e", "j", "q", "h"

_LOCALES = ("ar", "ar_SY", "ar_IQ", "ar_LB", "ar_DZ", "ar_TN", "ar_MA", "ar_MR", "ar_SA", "fa", "fa_AF", "ur", "ps",
            "ckb", "ug", "en", "fr")  # fmt: skip

# Spellings that are common in print and absent from CLDR.
_MONTH_VARIANTS = {
    1: "جانفي يناير", 2: "فيفري شباط", 3: "مارس آذار", 4: "أفريل ابريل نيسان", 5: "ماي مايس أيار", 6: "جوان يونيه حزيران",
    7: "جويلية يوليه يوليوز تموز", 8: "أوت غشت أغشت آب", 9: "شتنبر شتمبر أيلول sept", 10: "اكتوبر",
    11: "نونبر نوفمبر", 12: "دجنبر دجمبر",
}  # fmt: skip
_HIJRI_VARIANTS = {
    3: ("ربيع اول",), 4: ("ربيع الآخر", "ربيع ثاني", "ربيع الثاني"),
    5: ("جمادى الأول", "جماد الأول", "جمادى الأولى"),
    6: ("جمادى الثانية", "جمادى الثاني", "جمادى الآخر", "جماد الآخر", "جماد الثاني"),
    11: ("ذي القعدة", "ذوالقعدة"), 12: ("ذي الحجة", "ذوالحجة"),
}  # fmt: skip
_AFGHAN = "حمل ثور جوزا سرطان اسد سنبله ميزان عقرب قوس جدی دلو حوت"

_WORDS = {
    AM: "ص صباحا صباح فجرا فجر am بامداد صبح قظ",
    PM: "مساء مساءا ظهرا عصرا ليلا pm عصر شب شام بظ",
    ZONE: "gmt utc غرينتش جرينتش غرينيتش غرينتيش غرنتش مكة المكرمة القاهرة الرياض بيروت توقيت بتوقيت التوقيت المحلي المحلية العالمي",
    LABEL: "تاريخ التاريخ بتاريخ نشر النشر نشرت نشره تم آخر تحديث التحديث تحدیث حدث محدث أضيف الإضافة حرر أخر published "
    "posted updated last update publie mis jour modifie انتشار منتشر شائع اشاعت بروزرسانی وقت الوقت date",
    LINK: "في فى يوم من عام سنة شهر لشهر لعام خلال د le du de on of the an at a ماه سال يومي",
    GREGORIAN: "م ميلادي ميلادية میلادی للميلاد ad",
    HIJRI: "ه هجري هجرية للهجرة ھجری قمری ah",
    JALALI: "ش شمسي شمسی خورشیدی",
    EQUALS: "الموافق الموافقل موافق المصادف برابر مطابق",
    HOUR: "الساعة الساعه ساعة ساعت گھنٹہ",
}


@dataclass(frozen=True, slots=True)
class Word:
    """What a word of a date means: its type letter, and for a month or weekday its number and calendar."""

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
    for number, names in _MONTH_VARIANTS.items():
        yield from ((name, number) for name in names.split())


def _hijri_months() -> Iterator[tuple[str, int]]:
    from hijridate import Hijri

    for number in range(1, 13):
        for language in ("ar", "en"):
            yield Hijri(1445, number, 1).month_name(language), number
    for number, names in _HIJRI_VARIANTS.items():
        yield from ((name, number) for name in names)


def _jalali_months() -> Iterator[tuple[str, int]]:
    from jdatetime import date

    for names in (date.j_months_fa, _AFGHAN.split()):
        yield from ((name, number) for number, name in enumerate(names, 1))


def _weekdays() -> Iterator[tuple[str, int]]:
    from babel.dates import get_day_names
    from jdatetime import date

    for locale in _LOCALES:
        for width in ("wide", "abbreviated"):
            for number, name in get_day_names(width, "format", locale).items():
                if len(name) > 2:
                    yield name, number
    yield from ((name.replace("\N{ZERO WIDTH NON-JOINER}", " "), (number + 5) % 7)
                for number, name in enumerate(date.j_weekdays_fa))  # fmt: skip


def _spellings(name: str) -> Iterable[str]:
    """Fold a name; a two-word name is also met without its second article (``تشرين أول``)."""
    folded = fold(name).rstrip(".")
    return {folded, folded.replace(" ال", " ")}


@cache
def words() -> dict[str, Word]:
    """Return every known word, folded, with its meaning; a later line here wins where two share a spelling."""
    table: dict[str, Word] = {}
    for type_, names in _WORDS.items():
        table |= {fold(name): Word(type_) for name in names.split()}
    for name, number in _weekdays():
        table |= dict.fromkeys(_spellings(name), Word(WEEKDAY, number))
    for name, number in _jalali_months():
        table |= dict.fromkeys(_spellings(name), Word(MONTH, number, "jalali"))
    for name, number in _hijri_months():
        table |= dict.fromkeys(_spellings(name), Word(MONTH, number, "hijri"))
    for name, number in _gregorian_months():
        table |= dict.fromkeys(_spellings(name), Word(MONTH, number))
    return table


@cache
def glued_weekdays() -> tuple[str, ...]:
    """Return the folded weekday names that carry an article, which can be told even when glued to a name."""
    return tuple(word for word, meaning in words().items() if meaning.type == WEEKDAY and word.startswith("ال"))
