"""Names: persons told from headlines, agencies from everything else, bylines and sources cleaned."""

import pathlib
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cleaner.folding import fold
from cleaner.metadata import agencies, cities, given_names
from cleaner.metadata.names import clean_author, clean_label, clean_source, clean_title, is_agency, is_city, is_person

CASES: dict[str, Any] = yaml.safe_load((pathlib.Path(__file__).parent / "cases" / "names.yaml").read_text("utf-8"))
WORDS = "محمد على علي عبد رب ال بن آل أبو د. أ و رويترز ورويترز وكالة صحيفة القاهرة نور الله Ahmed de - / ، « ( +"
PIECES = st.sampled_from(WORDS.split(" "))
TEXT = st.one_of(
    st.text(max_size=90),
    st.text(st.characters(min_codepoint=0x600, max_codepoint=0x6FF), max_size=40),
    st.lists(PIECES, max_size=9).map(" ".join),
    st.lists(PIECES, max_size=9).map("".join),
)


@pytest.mark.parametrize("text", CASES["persons"])
def test_persons(text: str) -> None:
    assert is_person(text)
    assert not is_agency(text)


@pytest.mark.parametrize("text", CASES["not_persons"])
def test_what_is_no_person(text: str) -> None:
    assert not is_person(text)


@pytest.mark.parametrize("text", CASES["agencies"])
def test_agencies(text: str) -> None:
    assert is_agency(text)
    assert not is_person(text)
    assert clean_author(text) is None


@pytest.mark.parametrize("text", CASES["not_agencies"])
def test_what_is_no_agency(text: str) -> None:
    assert not is_agency(text)


@pytest.mark.parametrize("text", CASES["cities"])
def test_cities(text: str) -> None:
    assert is_city(text)
    assert not is_person(text)


@pytest.mark.parametrize("text", CASES["not_cities"])
def test_what_is_no_city(text: str) -> None:
    assert not is_city(text)


@pytest.mark.parametrize(("raw", "author"), [(str(raw), author) for raw, author in CASES["authors"].items()])
def test_bylines(raw: str, author: str | None) -> None:
    assert clean_author(raw) == author


@pytest.mark.parametrize(("raw", "source"), CASES["sources"].items())
def test_sources(raw: str, source: str | None) -> None:
    assert clean_source(raw) == source


@pytest.mark.parametrize("text", [text for text in CASES["persons"] if text.replace(" ", "").isalpha()])
def test_a_sentence_goes_on_behind_a_name(text: str) -> None:
    for rest in ("يفوز بالسباق", "في المدينة", "قال إن", "وزيرا", "رئيس التحرير", "والأصدقاء", "؟"):
        assert not is_person(f"{text} {rest}")


@given(TEXT)
def test_nothing_is_raised(text: str) -> None:
    for tell in (is_person, is_agency, is_city):
        assert tell(text) in (True, False)
    cleaners: tuple[Callable[[str], str | None], ...] = (clean_author, clean_source, clean_label)
    for clean in cleaners:
        found = clean(text)
        assert found is None or found.strip()
        assert found is None or clean is not clean_author or (len(found) <= 60 and not is_agency(found))


@given(st.sampled_from(CASES["persons"]))
def test_a_name_is_told_in_any_spelling(text: str) -> None:
    spelled = text.replace("أ", "ا").replace("إ", "ا").replace("ة", "ه")
    assert is_person(spelled)


def test_lists_are_long_enough_and_clean() -> None:
    names = given_names.GIVEN_NAMES
    assert len(names - given_names.LATIN_NAMES) >= 900
    assert len(given_names.LATIN_NAMES) >= 200
    assert len(cities.CITIES) >= 200
    for word in names | agencies.AGENCIES | cities.CITIES:
        assert word == word.strip()
        assert len(fold(word)) > 1


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("الخبر : عودة القطار القديم إلى المحطة", "عودة القطار القديم إلى المحطة"),
        ("رويترز - عودة القطار القديم إلى المحطة", "عودة القطار القديم إلى المحطة"),
        ("عودة القطار القديم إلى المحطة - محليات - رويترز", "عودة القطار القديم إلى المحطة"),
        ("عودة القطار القديم إلى المحطة - صحة - 04/03/2009", "عودة القطار القديم إلى المحطة"),
        ("رويترز: القطار القديم يعود إلى المحطة", "رويترز: القطار القديم يعود إلى المحطة"),
        ("عودة القطار القديم إلى المحطة - مصر", "عودة القطار القديم إلى المحطة - مصر"),
        ("وزير النقل : القطار يعود اليوم", "وزير النقل : القطار يعود اليوم"),
    ],
)
def test_a_title_is_told_from_the_site_around_it(printed: str, title: str) -> None:
    assert clean_title(printed) == title
