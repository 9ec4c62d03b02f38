"""Credit lines: all of a line is known for what it is, or it is none."""

import pathlib
from dataclasses import asdict
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cleaner.metadata.credits import read_credit

CASES: dict[str, Any] = yaml.safe_load((pathlib.Path(__file__).parent / "cases" / "credits.yaml").read_text("utf-8"))
WORDS = "القاهرة حسن فاروق ليلى النجار كتب بقلم: - – / | ، ( ) « » رويترز محليات 12/08/2024 العدد 671 و د. خاص من"
PIECES = st.sampled_from(WORDS.split(" "))
# What is said of a writer may go on, as the beginning of a sentence goes on.
POSTS = {"كاتب", "مراسل"}
SIGNED = [text for text, said in CASES["credits"].items() if said and "author" in said and not POSTS & {*text.split()}]


def told(text: str) -> dict[str, str] | None:
    credit = read_credit(text)
    return {name: value for name, value in asdict(credit).items() if value} if credit else None


@pytest.mark.parametrize(("text", "said"), CASES["credits"].items())
def test_credits(text: str, said: dict[str, Any] | None) -> None:
    assert told(text) == ({name: str(value) for name, value in said.items()} if said else None)


@pytest.mark.parametrize("text", SIGNED)
def test_a_sentence_is_no_credit(text: str) -> None:
    for rest in ("يفوز بالسباق", "في المدينة القديمة", "قال إن القطار عاد"):
        assert read_credit(f"{text} {rest}") is None


@given(st.lists(PIECES, max_size=9).map(" ".join))
def test_what_is_read_stands_in_the_line(text: str) -> None:
    for value in (told(text) or {}).values():
        assert value in text
