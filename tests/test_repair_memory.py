"""Lines too short to tell by themselves, repaired as most damaged lines of their document were, and only then."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.repair import repair_text
from cleaner.repair.hosts import host
from cleaner.repair.windows1256 import NAMES

LINES = (Path(__file__).parents[1] / "benchmarks/lines.txt").read_text(encoding="utf-8").split("\n")[:6]


def show(name: str, text: str, source: str = "cp1256") -> str:
    return "".join(host(name).table[byte] for byte in text.encode(source))


def page(name: str, *others: str, source: str = "cp1256") -> str:
    return "\n".join([*(show(name, line, source) for line in LINES), *others])


@pytest.mark.parametrize("name", ["cp1252", "latin-1", "cp1250", "cp1254"])
@pytest.mark.parametrize("heading", ["إقرأ أيضا", "من", "غدا (2)", "بشار"])
def test_a_short_line_among_damaged_ones(name: str, heading: str) -> None:
    assert repair_text(page(name, show(name, heading))).text == "\n".join([*LINES, heading])


def test_it_is_logged_apart() -> None:
    details = {repair.detail: repair.count for repair in repair_text(page("cp1252", show("cp1252", "من"))).repairs}
    assert details["windows-1256 read as windows-1252, like most of its document"] == 1


def test_it_is_logged_in_the_order_of_the_lines() -> None:
    heading = show("cp1252", "أدب") + "\n"
    assert [(repair.detail, repair.count) for repair in repair_text(heading + page("cp1252")).repairs] == [
        ("windows-1256 read as windows-1252, like most of its document", 1),
        ("windows-1256 read as windows-1252", len(LINES)),
    ]


def test_misread_twice() -> None:
    heading = show("cp1252", show("cp1252", "من"), "utf-8")
    text = "\n".join([*(show("cp1252", show("cp1252", line), "utf-8") for line in LINES), heading])
    assert repair_text(text).text == "\n".join([*LINES, "من"])


def test_a_line_without_letters_among_misread_utf8() -> None:
    sign = show("cp1256", "© 2024", "utf-8")
    assert repair_text(sign).text == sign
    assert repair_text(page("cp1256", sign, source="utf-8")).text == "\n".join([*LINES, "© 2024"])


@pytest.mark.parametrize("name", ["cp1252", "cp1251"])
def test_not_without_a_majority(name: str) -> None:
    short = show(name, "من")
    few = "\n".join([*(show(name, line) for line in LINES[:2]), short])
    assert repair_text(few).text.endswith(short)
    many = page(name, *[short] * len(LINES))
    assert repair_text(many).text.endswith(short)
    assert repair_text("\n".join([*LINES, short])).text.endswith(short)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("cp1252", "São João não é à mão"),
        ("cp1252", "À Paris, où l'été s'achève"),
        ("cp1252", "É"),
        ("cp1252", "größer"),
        ("cp1252", "نص عربي سليم"),
        ("cp1251", "МОСКВА"),
        ("cp1251", "Новости дня"),
        ("cp1253", "ΝΕΑ"),
        ("mac_roman", "“…”"),
    ],
)
def test_clean_lines_stay(name: str, line: str) -> None:
    assert repair_text(page(name, line)).text == "\n".join([*LINES, line])


@pytest.mark.parametrize("name", ["cp1251", "cp1253", "mac_roman"])
@pytest.mark.parametrize("heading", ["اليوم", "باحث", "أسعار"])
def test_a_heading_in_letters_of_words_where_nothing_speaks_against_it(name: str, heading: str) -> None:
    assert repair_text(page(name, show(name, heading))).text == "\n".join([*LINES, heading])


def test_not_beside_a_clean_line_in_the_same_letters() -> None:
    others = ["Главные новости дня", show("cp1251", "اليوم"), "Адрес"]
    assert repair_text(page("cp1251", *others)).text == "\n".join([*LINES, *others])


@settings(max_examples=100, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from(sorted(NAMES.values())), st.integers(0, 7))
def test_repairing_pages_twice_changes_nothing_more(rng: random.Random, name: str, damaged: int) -> None:
    lines = [" ".join(rng.sample(line.split(), rng.randint(1, 5))) for line in LINES]
    shown = [show(name, line) if at < damaged else line for at, line in enumerate(lines)]
    rng.shuffle(shown)
    once = repair_text("\n".join(shown))
    again = repair_text(once.text)
    assert again.text == once.text
    assert again.repairs == ()
