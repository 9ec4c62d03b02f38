"""Folding: one function, whose fast way, slow way and offsets must agree."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.folding import _FREQUENT, fold, fold_with_offsets
from cleaner.keys import key_of, key_with_offsets, tighten

ARABIC = st.characters(min_codepoint=0x600, max_codepoint=0x6FF)
FORMS = st.characters(min_codepoint=0xFB50, max_codepoint=0xFEFF)
LATIN = st.characters(min_codepoint=0x20, max_codepoint=0x24F)
TEXT = st.text(st.one_of(ARABIC, FORMS, LATIN, st.sampled_from("\u00a0\u200f\u200c \t\u2026\u0345"), st.characters()))
# Text that the code page holds, so that folding takes its fast way.
PAGE = st.text(st.sampled_from(_FREQUENT.replace("\n", "") + 9 * " :/|-"))
NAMES = st.sampled_from(["none", "default", "arabic"])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("إقرأ أيضاً", "اقرأ أيضًا"),
        ("شـــارك", "شارك"),
        ("کلمات دلالیة", "كلمات دلالية"),
        ("٢٠٢٤", "2024"),
        ("۲۰۲۴", "2024"),
        ("\ufe8d\ufedf\ufea8\ufe92\ufeae", "الخبر"),
        ("«نص»", '"نص"'),
        ("\u200fالمصدر\u00a0", "المصدر"),
        ("À lire aussi", "a lire aussi"),
    ],
)
def test_spellings_that_fold_alike(left: str, right: str) -> None:
    assert fold(left) == fold(right)


@pytest.mark.parametrize(("left", "right"), [("شارك", "شاركت"), ("سعر", "شعر"), ("مسؤول", "مسئول"), ("قال", "كال")])
def test_words_that_stay_apart(left: str, right: str) -> None:
    assert fold(left) != fold(right)


@given(TEXT, NAMES)
def test_folding_twice_changes_nothing_more(text: str, name: str) -> None:
    once = fold(text, name)  # type: ignore[arg-type]
    assert fold(once, name) == once  # type: ignore[arg-type]


@given(st.one_of(TEXT.map(lambda text: text.replace("\n", "")), PAGE), NAMES)
def test_offsets_belong_to_the_same_folding(text: str, name: str) -> None:
    folded, offsets = fold_with_offsets(text, name)  # type: ignore[arg-type]
    assert folded == fold(text, name)  # type: ignore[arg-type]
    assert len(offsets) == len(folded)
    assert list(offsets) == sorted(offsets)


@given(st.lists(TEXT.map(lambda text: text.replace("\n", ""))), NAMES)
def test_folding_a_document_folds_its_lines(lines: list[str], name: str) -> None:
    assert fold("\n".join(lines), name).split("\n") == [fold(line, name) for line in lines] or not lines  # type: ignore[arg-type]


@given(PAGE)
def test_keys_and_their_offsets_agree(text: str) -> None:
    key, offsets = key_with_offsets(text)
    assert key == key_of(fold(text))
    assert len(offsets) == len(key)


@given(PAGE)
def test_tightening_takes_one_space_on_each_side(text: str) -> None:
    assert tighten(fold(text)) == re.sub(r" ?([:/|\-]) ?", r"\1", fold(text))
