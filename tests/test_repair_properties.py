"""What holds for every text: no crash, no second change, no growth."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaner.repair import repair_text
from cleaner.repair.hosts import host
from cleaner.repair.shown import NAMES

SCRAPS = [
    "&amp;",
    "&#1575;",
    "&#x648;",
    "&nbsp;",
    "\\u0627\\u0644",
    "%u0627%u0644",
    "%D8%A7%D9%84",
    "=D8=A7=D9=84",
    "=\n",
    "\r\n",
    "\r",
    "\x85",
    "\ud83d",
    "\udc80",
    "\udcd8\udca7",
    "<b>",
    "ÇáÑÆíÓ",
    "ط§ظ„",
    "Ø§Ù„",
    "????",
    "\x1b[1m",
    "ال",
    "\u064e",
    "\u0651",
    "\u0640",
    "\u200c",
    "\u202b",
    "\u2069",
    "\ufefb",
    "\ufdf2",
    "\u06a9",
    "é",
    "Ш",
    "\ufffd",
]
anything = st.text(max_size=40)
surrogates = st.text(st.characters(min_codepoint=0xD7F0, max_codepoint=0xE010), max_size=8)
scraps = st.lists(st.sampled_from(SCRAPS) | st.text(max_size=3), max_size=10).map("".join)
levels = st.sampled_from(["safe", "standard", "search"])
arabic = st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآةى ،؛؟.", max_size=60)


@st.composite
def damaged(draw: st.DrawFn) -> str:
    text = draw(arabic)
    for name in draw(st.lists(st.sampled_from(sorted(NAMES.values())), min_size=1, max_size=2)):
        text = "".join(host(name).table[byte] for byte in text.encode("utf-8", "surrogatepass"))
    at = draw(st.integers(0, len(text)))
    return text[:at] + draw(scraps) + text[at + draw(st.integers(0, 2)) :]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(anything | surrogates | scraps | damaged(), levels)
def test_repairing_twice_changes_nothing_more(text: str, level: Any) -> None:
    once = repair_text(text, level)
    again = repair_text(once.text, level)
    assert again.text == once.text
    assert again.repairs == ()
    assert again.findings == once.findings


@settings(max_examples=200, deadline=None)
@given(anything | surrogates | scraps)
def test_level_none_changes_nothing(text: str) -> None:
    assert repair_text(text, "none").text == text


@settings(max_examples=200, deadline=None)
@given(arabic | st.text(st.characters(max_codepoint=0x7E, min_codepoint=0x20), max_size=60))
def test_clean_text_does_not_grow(text: str) -> None:
    assert len(repair_text(text).text) <= len(text)


@settings(max_examples=200, deadline=None)
@given(arabic)
def test_clean_arabic_is_untouched(text: str) -> None:
    assert repair_text(text).text == text


@settings(max_examples=200, deadline=None)
@given(anything | surrogates | scraps | damaged())
def test_nothing_is_logged_without_a_change(text: str) -> None:
    repaired = repair_text(text)
    assert bool(repaired.repairs) == (repaired.text != text)
    repaired.text.encode("utf-8")


@pytest.mark.parametrize("unit", ["\xd4", "\xff", "Ш", "«", "Ø", "ط§", "=D8", "%D8", "\udcd8", "&#1575;", "<a "])
def test_long_runs_take_no_longer_than_their_length(unit: str) -> None:
    for end in ("", "-", "\x07", "1", "\ufffd"):
        repair_text(unit * 2_000 + end)  # a pattern that tries every split would not come back
