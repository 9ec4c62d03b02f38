"""Properties of cleaning: nothing is lost, twice is once, order does not matter."""

import random
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleaner import Cleaner
from tests.conftest import CHROME, PROSE, SHORT

CLEANER = Cleaner()
LINES = st.one_of(
    st.sampled_from(PROSE),
    st.sampled_from(CHROME),
    st.sampled_from(SHORT),
    st.text(st.characters(exclude_characters="\n"), max_size=40),
)
PAGES = st.lists(LINES, max_size=40).map("\n".join)


@given(PAGES)
@example("")
@example("\n\n\n")
@example("مقالات مشابهة\n\n")
def test_kept_text_and_removals_give_the_document_back(page: str) -> None:
    result = CLEANER.clean(page)
    assert result.restore() == result.document.text
    for removal in result.removals:
        assert result.document.text[removal.start : removal.end] == removal.text
        assert removal.text
    spans = [(r.start, r.end) for r in result.removals]
    assert spans == sorted(spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


@given(PAGES)
def test_cleaning_twice_changes_nothing_more(page: str) -> None:
    once = CLEANER.clean(page).text
    again = CLEANER.clean(once)
    assert again.text == once, again.removals


@given(PAGES, st.randoms(use_true_random=False))
def test_order_of_rule_files_and_rules_does_not_matter(page: str, rng: random.Random) -> None:
    files = [replace(file, rules=tuple(rng.sample(file.rules, len(file.rules)))) for file in CLEANER.rules.files]
    rng.shuffle(files)
    shuffled = Cleaner(replace(CLEANER.rules, files=tuple(files)))
    assert shuffled.clean(page).to_record() == CLEANER.clean(page).to_record()


def test_workers_do_not_matter() -> None:
    rng = random.Random(7)
    pages = ["\n".join(rng.choices(PROSE + CHROME + SHORT, k=12)) for _ in range(150)]
    alone = [result.to_record() for result in CLEANER.map(pages)]
    together = [result.to_record() for result in CLEANER.map(pages, workers=2)]
    assert alone == together


@given(st.lists(st.sampled_from(PROSE), min_size=1, max_size=12))
def test_running_text_alone_is_left_alone(lines: list[str]) -> None:
    page = "\n\n".join(lines)
    assert CLEANER.clean(page).text == page


@pytest.mark.parametrize("page", ["", " ", "\n", "\u00a0\n\u200f", "مقالات مشابهة", "17", "\ud800"])
def test_odd_pages_are_cleaned_without_a_crash(page: str) -> None:
    result = CLEANER.clean(page)
    assert result.restore() == result.document.text
