"""Every code page, alone and in chains, over lines, spans and lost bytes."""

import itertools

import pytest

from cleaner.repair import repair_text
from cleaner.repair.hosts import Host, host
from cleaner.repair.log import Log
from cleaner.repair.misread import undo, undo_line
from cleaner.repair.neighbours import compile_pairs
from cleaner.repair.plausibility import evidence
from cleaner.repair.shown import NAMES as UTF8_HOSTS
from cleaner.repair.surrogates import join_surrogates
from cleaner.repair.windows1256 import NAMES as WINDOWS_HOSTS

LINE = "وصل القطار متأخرا ثلاث ساعات، وقال السائق: «تعطل المحرك» (2024)…"
PERSIAN = "گروه کوچک پژوهشی می‌گوید که برف امسال زودتر آمد"


def show(page: Host, raw: bytes, lost: bool = False) -> str:
    return "".join("\ufffd" if lost and byte in page.holes else page.table[byte] for byte in raw)


@pytest.mark.parametrize("text", [LINE, PERSIAN, "القطار", "من"])
@pytest.mark.parametrize("name", UTF8_HOSTS)
def test_utf8_misread_once(name: str, text: str) -> None:
    damaged = show(host(UTF8_HOSTS[name]), text.encode())
    repaired = repair_text(damaged)
    assert repaired.text == text
    assert {repair.step for repair in repaired.repairs} == {"mojibake"}


@pytest.mark.parametrize(("inner", "outer"), list(itertools.product(UTF8_HOSTS.values(), repeat=2)))
def test_utf8_misread_twice(inner: str, outer: str) -> None:
    once = show(host(inner), LINE.encode())
    assert repair_text(show(host(outer), once.encode())).text == LINE


@pytest.mark.parametrize("name", UTF8_HOSTS.values())
def test_utf8_misread_three_times(name: str) -> None:
    damaged = LINE
    for _ in range(3):
        damaged = show(host(name), damaged.encode())
    assert repair_text(damaged).text == LINE


@pytest.mark.parametrize("name", UTF8_HOSTS.values())
def test_span_in_a_clean_line(name: str) -> None:
    damaged = show(host(name), "وصل القطار متأخرا".encode())
    assert repair_text(f"كتبت الصحيفة «{damaged}» صباحا").text == "كتبت الصحيفة «وصل القطار متأخرا» صباحا"


@pytest.mark.parametrize("name", WINDOWS_HOSTS)
def test_windows_1256_misread(name: str) -> None:
    repaired = repair_text(show(host(WINDOWS_HOSTS[name]), LINE.encode("cp1256")))
    assert repaired.text == LINE
    assert len(repaired.repairs) == 1


@pytest.mark.parametrize("name", ["cp1252", "cp1254"])
def test_feh_lost(name: str) -> None:
    assert repair_text(show(host(name), "في المسافة الفسيحة".encode(), lost=True)).text == "في المسافة الفسيحة"


@pytest.mark.parametrize("name", ["cp1250", "cp1253"])
def test_letters_that_cannot_be_told_are_marked_and_reported(name: str) -> None:
    repaired = repair_text(show(host(name), LINE.encode(), lost=True))
    assert "\ufffd" in repaired.text
    assert len(repaired.text) == len(LINE)
    assert all(kept in (meant, "\ufffd") for kept, meant in zip(repaired.text, LINE, strict=True))
    assert {finding.rule for finding in repaired.findings} == {"quality/replacement-character"}


def test_text_that_lost_most_of_its_letters_is_left_alone() -> None:
    damaged = show(host("iso8859_6"), LINE.encode(), lost=True)
    assert undo(damaged) is None


def test_clean_line_is_returned_as_it_is() -> None:
    log = Log()
    assert undo_line(LINE, log) is LINE
    assert log.repairs() == ()


def test_surrogate_escapes() -> None:
    log = Log()
    assert join_surrogates(LINE.encode("cp1256").decode("ascii", "surrogateescape"), log) == LINE
    assert join_surrogates(LINE.encode().decode("ascii", "surrogateescape"), log) == LINE
    assert join_surrogates("\udcff \ud800", log) == "\udcff \ud800"


def test_evidence_tells_arabic_from_chance() -> None:
    bits, letters = evidence("وصل القطار متأخرا")
    assert bits > letters
    assert evidence("ضظغ ثذطظ ءئؤ")[0] < 0
    assert evidence("latin و") == (0, 0)


def test_pairs() -> None:
    holds = compile_pairs([("a", "b"), ("a", "]"), ("^", "b")])
    assert [text for text in ("ab", "xa]", "^b", "^]", "bb", "b", "a\nb", "") if holds(text)] == ["ab", "xa]", "^b"]
