"""Lines made of a vocabulary, and the stems that its words are compared by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.folding import fold
from cleaner.matchers import Context
from cleaner.matchers.words import WordsMatcher
from cleaner.stems import stem, words_of
from cleaner.view import View

BUTTONS = WordsMatcher(("شارك مشاركة تعليق طباعة فيسبوك",), ("على هذا الخبر",), at_least=2)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("والتعليقات", "تعليق"),
        ("تعليق", "تعليق"),
        ("بالمقال", "مقال"),
        ("للطباعة", "طباع"),
        ("طباعة", "طباع"),
        ("شاركوا", "شارك"),
        ("رأيكم", "راي"),
        ("ولد", "ولد"),
        ("لكم", "لكم"),
        ("facebook", "facebook"),
    ],
)
def test_stems(word: str, expected: str) -> None:
    assert stem(fold(word)) == expected


@given(st.text(st.sampled_from("ابتثوفلكمهينرسعقد"), min_size=3, max_size=14))
def test_a_stem_is_a_part_of_its_word_with_three_letters_at_least(word: str) -> None:
    assert stem(word) in word
    assert len(stem(word)) >= 3


def test_words_are_without_digits_and_marks() -> None:
    assert words_of("تعليق (12) | x2 طباعه") == ["تعليق", "x", "طباعه"]


@pytest.mark.parametrize(
    ("line", "share", "hit"),
    [
        ("شارك على فيسبوك", 1.0, True),
        ("طباعة | تعليقات 12 | المشاركة", 1.0, True),
        ("شارك الخبر على", 1.0, False),  # one telling word
        ("تعليق وتعليقات", 1.0, False),  # the same one twice
        ("شارك الفريق على فيسبوك", 1.0, False),
        ("شارك الفريق على فيسبوك", 0.75, True),
        ("شارك الفريق الوطني على فيسبوك", 0.75, False),
        ("12 / 2023", 1.0, False),
        ("", 1.0, False),
    ],
)
def test_lines_of_a_vocabulary(line: str, share: float, hit: bool) -> None:
    matcher = WordsMatcher(BUTTONS.telling, BUTTONS.filling, 2, share)
    assert [found.at for found in matcher.find(View.of(line), Context())] == [0] * hit


def test_a_longer_line_is_none() -> None:
    line = " ".join(["شارك على فيسبوك"] * 7)
    assert not list(BUTTONS.find(View.of(line), Context()))
    assert list(WordsMatcher(BUTTONS.telling, BUTTONS.filling, max_words=21).find(View.of(line), Context()))
