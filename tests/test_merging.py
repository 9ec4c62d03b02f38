"""Markup, text and what the caller knows: which value is taken, and that the others are told."""

import json
from typing import Any

import pytest

from cleaner import Cleaner, CleanResult
from cleaner.cli.explain import readings
from cleaner.metadata.captures import Capture
from cleaner.metadata.merging import merge
from cleaner.model import Metadata
from tests.conftest import PROSE

TITLE = "افتتاح مكتبة عامة جديدة في الحي القديم"
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in PROSE[:5])


def captured(field: str, value: str, rule: str = "ar/rule", line: int = 1, guess: bool = False) -> Capture:
    return Capture(field, value, rule, line, 0, len(value), guess)


def html(cleaner: Cleaner, head: str = "", lead: str = "", url: str | None = None, **known: Any) -> CleanResult:
    """Clean as a user of the library does, without the pipeline."""
    markup = f"<html><head>{head}</head><body><article>{lead}{PARAGRAPHS}</article></body></html>"
    metadata = Metadata(**known) if known else None
    return cleaner.clean_document(cleaner.document_from_html(markup, url=url, metadata=metadata))


def linked(**fields: Any) -> str:
    article = {"@context": "https://schema.org", "@type": "NewsArticle", **fields}
    return f'<script type="application/ld+json">{json.dumps(article)}</script>'


def test_what_the_text_states_is_taken_where_the_markup_says_nothing(cleaner: Cleaner) -> None:
    result = html(cleaner, lead="<p>تاريخ النشر: 17/06/2024</p><p>بقلم/ ليلى النجار</p>")
    assert (result.metadata.date, result.metadata.author) == ("2024-06-17", "ليلى النجار")
    origin = result.metadata.extra["origin"]["author"]
    start, end = origin["span"]
    assert result.document.text[start:end] == "ليلى النجار"
    assert result.metadata.extra["date_origin"] == "stated"


def test_a_guessed_date_gives_way_to_a_stated_one_and_is_told(cleaner: Cleaner) -> None:
    url = "https://example.com/2024/05/02/story"
    guessed = html(cleaner, url=url).metadata
    assert (guessed.date, guessed.extra["date_origin"]) == ("2024-05-02", "guessed")
    assert guessed.extra["origin"]["date"]["guess"]
    assert "date_guess" not in guessed.extra
    stated = html(cleaner, lead="<p>تاريخ النشر: 17/06/2024</p>", url=url).metadata
    assert (stated.date, stated.extra["date_origin"]) == ("2024-06-17", "stated")
    assert stated.extra["also"]["date"] == [{"value": "2024-05-02", "markup": "page", "guess": True}]


def test_stated_markup_and_text_that_disagree_are_both_told(cleaner: Cleaner) -> None:
    head = linked(author={"@type": "Person", "name": "حسن فاروق"}, datePublished="2024-06-16T22:00:00Z")
    found = html(cleaner, head, "<p>تاريخ النشر: 17/06/2024</p><p>بقلم/ ليلى النجار</p>").metadata
    assert (found.author, found.date) == ("حسن فاروق", "2024-06-16T22:00")
    assert found.extra["origin"]["author"] == {"markup": "json-ld:author"}
    assert found.extra["origin"]["date"] == {"markup": "json-ld:datePublished"}
    assert [other["value"] for other in found.extra["also"]["author"]] == ["ليلى النجار"]
    assert found.extra["also"]["author"][0]["rule"] == "ar/author-credit"
    assert [other["value"] for other in found.extra["also"]["date"]] == ["2024-06-17"]
    told = [(reading.field, reading.value, reading.preferred) for reading in readings(found)]
    assert ("author", "حسن فاروق", True) in told
    assert ("author", "ليلى النجار", False) in told


def test_what_agrees_is_not_told_twice(cleaner: Cleaner) -> None:
    head = linked(author="ليلى النجار", datePublished="2024-06-17T19:01")
    found = html(cleaner, head, "<p>تاريخ النشر: 17/06/2024</p><p>بقلم/ ليلي النجار</p>").metadata
    assert (found.author, found.date) == ("ليلى النجار", "2024-06-17T19:01")
    assert "also" not in found.extra


def test_a_day_of_the_markup_takes_the_time_of_the_text(cleaner: Cleaner) -> None:
    found = html(cleaner, linked(datePublished="2024-06-17"), "<p>تاريخ النشر: 17/06/2024 - 07:01 م</p>").metadata
    assert found.date == "2024-06-17T19:01"
    assert "rule" in found.extra["origin"]["date"]


def test_what_the_caller_knows_wins_and_the_markup_is_told(cleaner: Cleaner) -> None:
    head = linked(author="حسن فاروق", headline=TITLE)
    found = html(cleaner, head, author="Owen Pascall", date="2020-01-01").metadata
    assert (found.author, found.date, found.title) == ("Owen Pascall", "2020-01-01", TITLE)
    assert found.extra["origin"]["author"] == {"given": True}
    assert found.extra["also"]["author"] == [{"value": "حسن فاروق", "markup": "json-ld:author"}]


HEADS = [
    ("title", f'<meta property="og:title" content="{TITLE}">', TITLE, "og:title"),
    ("title", f"<title>{TITLE} | صحيفة الضفة</title>", None, "<title>"),
    ("title", linked(headline=TITLE), TITLE, "json-ld:headline"),
    ("author", '<meta name="author" content="ليلى النجار">', "ليلى النجار", "author"),
    ("author", '<meta name="DC.creator" content="ليلى النجار">', "ليلى النجار", "dc.creator"),
    ("section", '<meta property="article:section" content="ثقافة">', "ثقافة", "article:section"),
    ("tags", '<meta name="keywords" content="كتب, مكتبات، كُتب">', ("كتب", "مكتبات"), "keywords"),
    ("date", '<meta name="dc.date" content="2024-06-17">', "2024-06-17", "dc.date"),
]


@pytest.mark.parametrize(("field", "head", "value", "key"), HEADS, ids=[f"{row[0]}-{row[3]}" for row in HEADS])
def test_each_field_names_its_key_of_the_markup(field: str, head: str, value: Any, key: str, cleaner: Cleaner) -> None:
    found = html(cleaner, head).metadata
    if value is not None:
        assert getattr(found, field) == value
    assert found.extra["origin"][field] == {"markup": key}


def test_broken_linked_data_names_nothing_and_breaks_nothing(cleaner: Cleaner) -> None:
    for script in ('{"author": ', "[" * 5000, '{"author": {"name": 7}}', '{"headline": null}'):
        head = f'<script type="application/ld+json">{script}</script>'
        assert html(cleaner, head).metadata.author is None


def test_text_that_states_comes_before_markup_that_guesses() -> None:
    guess = {"author": {"markup": "page", "guess": True}}
    given = Metadata(author="حسن فاروق", extra={"origin": guess})
    assert merge([captured("author", "ليلى النجار")], given).author == "ليلى النجار"
    assert merge([captured("author", "ليلى النجار", guess=True)], given).author == "حسن فاروق"


def test_tags_are_one_after_folding_and_kept_raw() -> None:
    found = merge([captured("tags", "مصر، مِصر، إيران، ايران")], Metadata())
    assert found.tags == ("مصر", "إيران")
    assert found.extra["tags_raw"] == "مصر، مِصر، إيران، ايران"


def test_a_date_after_the_day_that_the_page_prints_is_refused() -> None:
    header = captured("page_date", "الأربعاء 22 يناير 2025")
    assert merge([header, captured("date", "23 يناير 2026")], Metadata()).date is None
    assert merge([header, captured("date", "22 يناير 2025 10:30")], Metadata()).date == "2025-01-22T10:30"


def test_merging_twice_changes_nothing(cleaner: Cleaner) -> None:
    once = html(cleaner, linked(author="حسن فاروق"), "<p>بقلم/ ليلى النجار</p>").metadata
    assert merge((), once) == once


def test_the_day_of_an_update_is_kept_apart_from_the_day_of_publication(cleaner: Cleaner) -> None:
    stated = cleaner.clean("\n".join([TITLE, "نشر: 12 أغسطس 2024 - 10:00", "آخر تحديث: 13 أغسطس 2024 - 11:00", *PROSE]))
    assert (stated.metadata.date, stated.metadata.extra["updated"]) == ("2024-08-12T10:00", "2024-08-13T11:00")
    changed = cleaner.clean("\n".join([TITLE, "آخر تحديث: 13 أغسطس 2024", *PROSE])).metadata
    assert (changed.date, changed.extra["updated"]) == (None, "2024-08-13")
    assert "updated" not in cleaner.clean("\n".join([TITLE, "12 أغسطس 2024", *PROSE])).metadata.extra


def test_a_name_in_full_is_taken_before_the_same_with_a_part_shortened() -> None:
    short, full = captured("author", "ليلى. ن", guess=True), captured("author", "ليلى النجار", line=2, guess=True)
    assert merge([short, full], Metadata()).author == "ليلى النجار"
    assert merge([short, captured("author", "حسن فاروق", line=2, guess=True)], Metadata()).author == "ليلى. ن"


def test_a_page_that_mixes_languages_says_so(cleaner: Cleaner) -> None:
    english = "The wooden bridge will open again next week after two months of repair, said the mayor on Monday."
    mixed = cleaner.clean("\n".join([*PROSE[:2], english, english.replace("week", "month")]))
    assert sorted(mixed.metadata.extra["languages"]) == ["ar", "en"]
    assert (
        "languages"
        not in cleaner.clean("\n".join([*PROSE[:2], "Example Agency", "Photo: Example Agency"])).metadata.extra
    )


HEADINGS = """بحث متقدم
أسعار الخضر ترتفع مع أول الشتاء في السوق
معرض للكتب القديمة في الحي الشرقي
الفريق يعود إلى التدريبات بملعبه
شكرا على الإبلاغ!
سيتم حجب هذه الصورة تلقائيا عندما يتم الإبلاغ عنها من طرف عدة أشخاص.

الجسر الخشبي يعود إلى الخدمة في الوادي

عثمان الطاهر

الوادي: عثمان الطاهر
أعلنت بلدية الوادي أن الجسر الخشبي سيعاد إلى الخدمة أمام المشاة مطلع الأسبوع المقبل بعد أعمال ترميم استمرت شهرين كاملين.

وأوضح المهندس المشرف أن العمال استبدلوا الألواح التالفة كلها، وأضافوا درابزيناً جديداً على الجانبين.

طباعة"""


def test_a_line_that_is_cut_as_something_else_was_no_headline(cleaner: Cleaner) -> None:
    result = cleaner.clean(HEADINGS)
    assert result.metadata.title == "الجسر الخشبي يعود إلى الخدمة في الوادي"
    assert "أسعار الخضر" not in result.text
