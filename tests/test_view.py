"""Features of lines, each with lines that have it and lines that do not."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.lazy import LONGEST_REMEMBERED, REMEMBERED, Memory, remembered
from cleaner.matchers import Context
from cleaner.matchers.shape import ShapeMatcher
from cleaner.view import FEATURES, View
from tests.conftest import PROSE

FIRST, SECOND, *_ = PROSE
# Feature, line, whether the line has it.
LINES = [
    ("sentence", "عاد القطار القديم.", True),
    ("sentence", "He came back.3", True),
    ("sentence", "He came back (at last.)", True),
    ("sentence", "هل عاد القطار؟12", True),
    ("sentence", "القطار عند المحطة, 1920, 07.02.2024", False),
    ("sentence", "It rose by 12.5", False),
    ("sentence", "It rose by 12.", True),
    ("sentence", "عاد القطار...", False),
    ("paused", "يا قطار الليل عد بي،", True),
    ("paused", "وقال لي:", True),
    ("paused", "يا قطار الليل: عد بي", False),
    ("paused", "عاد القطار القديم.", False),
    ("numbered", "1 - رحلة في السكة الحديد", True),
    ("numbered", "(٢) رحلة", True),
    ("numbered", "[3] Journeys", True),
    ("numbered", "12 قتيلا في حادث", False),
    ("numbered", "رحلة 12", False),
]
CAPTION = "القطار عند دخوله المحطة"


@pytest.mark.parametrize(("feature", "line", "has"), LINES)
def test_feature_of_a_line(feature: str, line: str, has: bool) -> None:
    assert FEATURES[feature](View.of(line)) == (has,)


@pytest.mark.parametrize(
    ("lines", "apart"),
    [
        ((FIRST, SECOND, "", CAPTION, "", CAPTION), [3, 5]),
        ((CAPTION, "", FIRST, SECOND), [0]),
        ((FIRST, SECOND, "", CAPTION, "17"), []),
        ((FIRST, SECOND, CAPTION), []),
        ((FIRST, "", SECOND, "", CAPTION), []),
        ((FIRST, SECOND, "", FIRST, "", CAPTION), []),
        ((FIRST, "", CAPTION), []),
        ((FIRST, SECOND, "", "حلم قديم", "", FIRST, SECOND, "", CAPTION), []),
        ((CAPTION, "", "17"), []),
        ((), []),
    ],
)
def test_lines_apart_from_a_text_whose_paragraphs_adjoin(lines: tuple[str, ...], apart: list[int]) -> None:
    view = View.of("\n".join(lines))
    assert [at for at, has in enumerate(view.apart) if has] == apart


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        ((CAPTION, "17", "", FIRST, "", SECOND, CAPTION, "", CAPTION), [0, 5]),
        ((FIRST, "", SECOND, "", FIRST, "", CAPTION, SECOND, "", "17", "18", "19"), [6, 9, 10]),
        ((FIRST, "", SECOND, "", CAPTION, "", CAPTION), []),
        ((FIRST, SECOND, "", CAPTION, "17"), []),
        ((FIRST, "", CAPTION, SECOND, "", "17", "18"), []),
        ((FIRST, "", "17", "18"), []),
        ((), []),
    ],
)
def test_lines_joined_to_the_next_below_paragraphs_that_are_parted(lines: tuple[str, ...], joined: list[int]) -> None:
    view = View.of("\n".join(lines))
    assert [at for at, has in enumerate(view.joined) if has] == joined


def test_subheadings_stand_alone_between_running_text() -> None:
    view = View.of("\n".join((CAPTION, FIRST, "حلم قديم", "", SECOND, "17", "في الحي", FIRST, CAPTION)))
    assert [at for at, has in enumerate(view.subheading) if has] == [2]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ((FIRST, "رفوف ممتلئة", "حلم قديم"), [1, 2]),
        ((FIRST, "رفوف ممتلئة", "حلم قديم", "", " "), [1, 2]),
        ((FIRST, "رفوف ممتلئة", "حلم قديم", SECOND), []),
        ((FIRST, "رفوف ممتلئة", SECOND, "حلم قديم", "في الحي"), [3, 4]),
        ((FIRST, "حلم قديم"), []),
    ],
)
def test_a_run_to_the_end(lines: tuple[str, ...], found: list[int]) -> None:
    matcher = ShapeMatcher(has=("teaser",), run=2, to_end=True)
    assert [hit.at for hit in matcher.find(View.of("\n".join(lines)), Context())] == found


def test_one_line_may_be_a_run_to_the_end() -> None:
    matcher = ShapeMatcher(has=("teaser",), to_end=True)
    view = View.of("\n".join((CAPTION, FIRST, CAPTION)))
    assert [hit.at for hit in matcher.find(view, Context())] == [2]


def test_a_line_as_long_as_a_file_is_not_kept_in_mind() -> None:
    asked: list[int] = []
    measure = remembered(lambda text: asked.append(len(text)) or len(text))
    for length in (10, 10, LONGEST_REMEMBERED, LONGEST_REMEMBERED, LONGEST_REMEMBERED + 1, LONGEST_REMEMBERED + 1):
        assert measure("x" * length) == length
    assert asked == [10, LONGEST_REMEMBERED, LONGEST_REMEMBERED + 1, LONGEST_REMEMBERED + 1]


@given(st.lists(st.lists(st.text("ab", max_size=3), max_size=12), max_size=8))
def test_lines_looked_at_together_are_looked_at_once(pages: list[list[str]]) -> None:
    asked: list[str] = []

    def work_out_all(texts: Sequence[str]) -> list[str]:
        asked.extend(texts)
        return [text.upper() for text in texts]

    memory: Memory[str] = Memory(lambda text: work_out_all([text])[0], work_out_all)
    for page in pages:
        assert memory.of_all(page) == [text.upper() for text in page]
        assert [memory[text] for text in page] == [text.upper() for text in page]
    assert len(asked) == len(set(asked))


def test_long_lines_are_looked_at_with_the_others_and_forgotten() -> None:
    memory: Memory[int] = Memory(len)
    texts = ["x" * LONGEST_REMEMBERED, "x", "x" * (LONGEST_REMEMBERED + 1), "x"]
    assert memory.of_all(texts) == [LONGEST_REMEMBERED, 1, LONGEST_REMEMBERED + 1, 1]
    assert {*memory} == {*texts[:2]}


def test_what_is_kept_in_mind_does_not_grow_with_the_lines() -> None:
    memory: Memory[int] = Memory(len)
    for first in range(0, 4 * REMEMBERED, 100):
        texts = [f"{number}" for number in range(first, first + 100)]
        assert memory.of_all(texts) == [len(text) for text in texts]
        assert len(memory) <= REMEMBERED
