"""Language: letters and small words tell the languages of the Arabic script apart, a model the rest."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.metadata import language
from cleaner.metadata.language import detect_language, mixed_languages

SENTENCES = [
    ("ar", "فتحت المكتبة القديمة أبوابها أمام الزوار بعد ثلاث سنوات من الترميم"),
    ("ar", "لم يكن الطريق طويلا لكن المطر أخر الحافلة"),
    ("ar", "نزل المطر وامتلأ السد"),
    ("fa", "کتابخانهٔ قدیمی شهر پس از سه سال دوباره به روی مردم باز شد"),
    ("fa", "این کتاب را از بازار خریدم"),
    ("fa", "كتابخانه قديمي شهر دوباره به روي مردم باز شد"),  # typed with Arabic kaf and yeh
    ("ur", "پرانی لائبریری تین سال بعد شہریوں کے لیے دوبارہ کھل گئی"),
    ("ur", "آج شہر میں بارش ہوئی ہے"),
    ("ps", "د ښار زوړ کتابتون درې کاله وروسته بیا د خلکو پر مخ خلاص شو"),
    ("ps", "نن په ښار کې باران وشو"),
    ("ckb", "کتێبخانە کۆنەکەی شار دوای سێ ساڵ دووبارە بە ڕووی خەڵکدا کرایەوە"),
    ("ckb", "ئەمڕۆ لە شار باران باری"),
    ("ug", "شەھەردىكى كونا كۈتۈپخانا ئۈچ يىلدىن كېيىن قايتا ئېچىلدى"),
    ("ug", "بۈگۈن شەھەردە يامغۇر ياغدى"),
    ("he", "הספרייה הישנה נפתחה מחדש לאחר שלוש שנים"),
    ("en", "The old library opened its doors again after three years of repairs"),
    ("fr", "La vieille bibliothèque a rouvert ses portes après trois ans de travaux"),
]
ARABIC = "فتحت المكتبة القديمة أبوابها أمام الزوار بعد ثلاث سنوات من الترميم والصيانة"
ENGLISH = "The old library opened its doors again after three years of careful repairs"


@pytest.mark.parametrize(("code", "sentence"), SENTENCES)
def test_sentences(code: str, sentence: str) -> None:
    assert detect_language(sentence) == code


@pytest.mark.parametrize(
    "text", ["", "2024 - 19:01", "٢٠٢٤/٠٦/١٧", "قال", "!!! ؟؟؟", "a b c", "https://example.org/a/long/address"]
)
def test_too_few_letters(text: str) -> None:
    assert detect_language(text) is None


def test_addresses_and_names_do_not_outweigh_the_text() -> None:
    assert detect_language("صورة نشرها https://example.org/a/very/long/address/of/a/picture.jpg الموقع") == "ar"
    assert detect_language("أعلنت شركة Example Systems أنها ستفتح مكتبا جديدا في المدينة") == "ar"


def test_marks_and_presentation_forms_change_nothing() -> None:
    assert detect_language("فُتِحَتِ المَكْتَبَةُ القَدِيمَةُ") == "ar"
    assert detect_language("\ufee7\ufeb0\ufedd \ufe8d\ufedf\ufee4\ufec4\ufeae") == "ar"


def test_mixed_languages_are_told_by_paragraph() -> None:
    assert mixed_languages(f"{ARABIC}\n{ENGLISH}\n{ARABIC}") == ("ar", "en")
    assert mixed_languages(f"{ARABIC}\nPhoto: Example Agency\n{ARABIC}") == ()
    assert mixed_languages("\n".join([ARABIC] * 12 + [ENGLISH])) == ()
    assert mixed_languages("") == ()


@given(st.text())
def test_any_text_gives_a_code_or_none(text: str) -> None:
    code = detect_language(text)
    assert code is None or (code.isascii() and len(code) in (2, 3))
    assert isinstance(mixed_languages(text), tuple)


@pytest.mark.xfail(strict=True, reason="a Persian headline of shared letters and words reads as Arabic")
def test_headlines_without_a_letter_of_their_own() -> None:
    assert detect_language("اعلام نتايج مسابقات علمي دانش آموزان") == "fa"


def test_documented_examples() -> None:
    assert doctest.testmod(language).failed == 0
