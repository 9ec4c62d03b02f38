"""Each check by itself: what it finds, what it must leave alone, and what its fix makes of it."""

import json
import random
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cleaner import Cleaner
from cleaner.checks import CHECKS, UNREAD, describe_check
from cleaner.checks.corpus import Sketch, duplicates, near_duplicates
from cleaner.checks.model import PageText
from cleaner.inspection.examining import Examiner, apply_edits, page_text
from cleaner.inspection.fixing import fix_page
from tests.conftest import PROSE

A, B, C = PROSE[:3]
LONG = " ".join(PROSE[:5])
MISREAD = A.encode().decode("cp1256", "replace")

# check, text, (line, column) of each hit, the text after its fix (None: no fix)
FOUND: list[tuple[str, str, list[tuple[int, int]], str | None]] = [
    ("text/mojibake", f"{A}\n{B.encode().decode('latin-1')}\n{C}\n", [(2, 1)], f"{A}\n{B}\n{C}\n"),
    ("text/replacement-character", "قال مدير ال\ufffdكتبة\nوأضاف \ufffd\ufffd\n", [(1, 12), (2, 7)], None),
    ("text/question-marks", "قال ????? ????\n", [(1, 5)], None),
    ("text/entity", "قال &quot;نعم&quot; للقراء\n", [(1, 5)], 'قال "نعم" للقراء\n'),
    ("text/entity", "&#1575;&#1604;&#1603;&#1578;&#1576;\nكتب\n", [(1, 1)], "الكتب\nكتب\n"),
    ("text/escape", "قال \\u0646\\u0639\\u0645 ثم\n", [(1, 5)], "قال نعم ثم\n"),
    ("text/markup", "قال <b>نعم</b> ثم\n<!-- -->\n", [(1, 5), (2, 1)], None),
    ("text/markup", 'نص <a href="/x">رابط</a>\n', [(1, 4)], None),
    ("text/bom", f"\ufeff{A}\n", [(1, 1)], f"{A}\n"),
    ("text/bom", f"{A}\n\ufeff{B}\n", [(2, 1)], f"{A}\n{B}\n"),
    ("text/crlf", f"{A}\n{B}\r\n{C}\r", [(2, len(B) + 1)], f"{A}\n{B}\n{C}\n"),
    ("text/no-final-newline", A, [(1, len(A) + 1)], f"{A}\n"),
    ("text/no-final-newline", f"{A}\r\n{B}", [(2, len(B) + 1)], f"{A}\r\n{B}\r\n"),
    ("text/control-character", "قال\x07 نعم\n\ufffeثم\n", [(1, 4), (2, 1)], "قال نعم\nثم\n"),
    ("text/control-character", "قال\x0cنعم\n", [(1, 4)], "قال\nنعم\n"),
    ("text/bidi-control", "قال \u202bنعم\n", [(1, 5)], "قال نعم\n"),
    ("text/bidi-control", "قال \u202bنعم\u202c ثم\n", [(1, 5)], "قال نعم ثم\n"),
    ("text/presentation-form", "نعم\n\ufe8d\ufedf\ufedc\ufe98\ufe90\n", [(2, 1)], "نعم\nالكتب\n"),
    ("text/tatweel", "مـــكتبة\n", [(1, 2)], "مكتبة\n"),
    ("text/persian-letter", f"{A} إلى أن المکتبة\n", [(1, len(A) + 12)], f"{A} إلى أن المكتبة\n"),
    ("text/mixed-digits", "عام 2024 و٢٠٢٥\n", [(1, 11)], None),
    ("text/not-nfc", "قهوة cafe\u0301\n", [(1, 1)], "قهوة café\n"),
    ("text/empty", "", [(1, 1)], None),
    ("text/empty", "\ufeff \n\u200f\n", [(1, 1)], None),
]  # fmt: skip
# Text that a check must leave alone.
CLEAN = [
    ("text/mojibake", f"{A}\nالآن ط§ و Café Müller ©\n"),
    ("text/replacement-character", A),
    ("text/question-marks", "ماذا؟؟؟ what?? ???\n"),
    ("text/entity", "شركة AT&T وموقع https://example.com/?a=1&quot=2 و <b>&lt;</b>\n"),
    ("text/escape", "C:\\users\\u و 100% من https://example.com/%D8%A7%D9%84\n"),
    ("text/markup", "إذا كان x < y و a > b ثم <ref> و 3<4\n"),
    ("text/bom", A),
    ("text/crlf", f"{A}\n\n{B}\n"),
    ("text/no-final-newline", f"{A}\n"),
    ("text/no-final-newline", ""),
    ("text/control-character", "عمود\tعمود\nقال\u200cنعم\n"),
    ("text/control-character", MISREAD),
    ("text/bidi-control", "قال \u200fنعم\u200e\n"),
    ("text/presentation-form", "قال تعالى ﴿نعم﴾ ﷺ ﷲ\n"),
    ("text/tatweel", "ـ قال: هـ 1445 - مـ\n"),
    ("text/persian-letter", "این کتاب را دیروز خواندم و گفت که می‌شود\n"),
    ("text/mixed-digits", "عام ٢٠٢٥ على https://example.com/2024\n"),
    ("text/mixed-digits", "عام ٢٠٢٥ إلى news24@example.com\n"),
    ("text/not-nfc", "مؤسسة أُسست café\n"),
    ("text/empty", "نعم"),
]  # fmt: skip


def hits(check: str, page: PageText) -> list[Any]:
    find = CHECKS[check].find
    assert find is not None
    return list(find(page))


@pytest.mark.parametrize(("check", "text", "places", "fixed"), FOUND, ids=[f"{c[0]}-{n}" for n, c in enumerate(FOUND)])
def test_a_check_finds_the_place_and_its_fix_puts_it_right(
    check: str, text: str, places: list[tuple[int, int]], fixed: str | None
) -> None:
    page = PageText(text)
    found = hits(check, page)
    starts = [start for start, _ in page.lines]
    lines = [max(n for n, start in enumerate(starts, 1) if start <= hit.start) for hit in found]
    assert [(line, hit.start - starts[line - 1] + 1) for line, hit in zip(lines, found, strict=True)] == places
    edits = [edit for hit in found for edit in hit.edits]
    assert (apply_edits(text, edits) if edits else None) == fixed
    assert all((hit.fix == "none") == (not hit.edits) for hit in found)
    if fixed is not None:
        assert not hits(check, PageText(fixed))


@pytest.mark.parametrize(("check", "text"), CLEAN, ids=[f"{c[0]}-{n}" for n, c in enumerate(CLEAN)])
def test_a_check_leaves_clean_text_alone(check: str, text: str) -> None:
    assert hits(check, PageText(text)) == []


@pytest.mark.parametrize(
    ("data", "fix"),
    [
        (A.encode("cp1256"), "safe"),
        (f"{A}\n{B}".encode("utf-16"), "safe"),
        (f"{A}\n{B}\n".encode().replace("قال".encode(), b"\xd9\x82\xff", 1), "unsafe"),
    ],
)
def test_a_file_that_is_not_utf8_is_made_so_safely_where_nothing_is_lost(data: bytes, fix: str) -> None:
    page = page_text(data)
    assert [hit.fix for hit in hits("text/invalid-utf8", page)] == [fix]
    fixed = fix_page(data, Examiner(Cleaner()), lambda rule, kind: rule == "text/invalid-utf8" and kind == fix)
    assert fixed.data == page.text.encode()
    assert fixed.data != data
    assert fix_page(data, Examiner(Cleaner()), lambda rule, kind: rule == "text/bom").after is None


def test_a_page_keeps_its_encoding_when_only_other_fixes_are_made() -> None:
    data = f"{A}\r\n{B}\r\n".encode("cp1256")
    fixed = fix_page(data, Examiner(Cleaner()), lambda rule, kind: rule == "text/crlf")
    assert fixed.data == f"{A}\n{B}\n".encode("cp1256")


@pytest.mark.parametrize(("languages", "found"), [((), 0), (("ar",), 0), (("en", "ar"), 0), (("fa",), 1)])
def test_language_is_checked_where_one_is_expected(languages: tuple[str, ...], found: int) -> None:
    assert len(hits("text/language", PageText(LONG, body=LONG, languages=languages))) == found


RECORD: Mapping[str, Any] = {
    "id": "a",
    "text": f"{A}\n{B}",
    "metadata": {"title": "مكتبة الحي", "date": "2024-05-01T10:00", "page_date": "2024-06-01"},
}


@pytest.mark.parametrize(
    ("check", "change", "line"),
    [
        ("record/text-differs", {"text": A}, 3),
        ("record/page-date", {"metadata": {"date": "2024-06-01T10:00", "page_date": "2024-06-01"}}, 5),
        ("record/future-date", {"metadata": {"date": "2025-01-03"}}, 5),
        ("record/title-in-text", {"metadata": {"title": f"{B} "}}, 5),
    ],
)
def test_a_record_out_of_step_with_its_text_is_found(check: str, change: dict[str, Any], line: int) -> None:
    def page(record: Mapping[str, Any]) -> PageText:
        said = json.dumps(record, indent=2, ensure_ascii=False)
        return PageText(f"{A}\n{B}\n", record=record, record_text=said, today=date(2025, 1, 1))

    assert hits(check, page(RECORD)) == []
    found = hits(check, page({**RECORD, **change}))
    assert [page({**RECORD, **change}).record_text[: hit.start].count("\n") + 1 for hit in found] == [line]


def test_a_publication_date_of_tomorrow_is_a_time_zone() -> None:
    record = {"metadata": {"date": "2025-01-02"}}
    assert hits("record/future-date", PageText(A, record=record, today=date(2025, 1, 1))) == []


@pytest.mark.parametrize(("day", "line", "found"), [("T10:00", 9, 0), ("T10:00", 1, 1), ("", 9, 1)])
def test_a_date_with_a_time_on_a_line_of_its_own_is_not_that_of_the_header(day: str, line: int, found: int) -> None:
    origin = {"date": {"rule": "page/published", "line": line}, "page_date": {"rule": "page/page-date", "line": 1}}
    dates = {"date": f"2024-06-01{day}", "page_date": "2024-06-01"}
    record = {"metadata": dates | {"extra": {"origin": origin}}}
    assert len(hits("record/page-date", PageText(A, record=record))) == found


def test_odd_records_are_no_error() -> None:
    for record in ({}, {"metadata": None}, {"metadata": {"date": 5, "title": None}, "text": 7}):
        for name in CHECKS:
            if name.startswith("record/") and CHECKS[name].find:
                assert hits(name, PageText(A, record=record)) == []


def text_of(words: range) -> str:
    return " ".join(f"كلمة{number}" for number in words)


def test_duplicates_do_not_see_letter_shapes_and_line_ends() -> None:
    sketches = [Sketch.of(text) for text in ("إن أحمد، قال: نعم.", "ان احمد قال\n\nنعم", "ان احمد قال لا", "", "\n")]
    assert [(twin.at, twin.other) for twin in duplicates(sketches)] == [(1, 0)]


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        (range(400), range(200, 1000), False),  # half of the shorter
        (range(400), range(40, 1000), True),  # nine tenths
        (range(400), range(1000), True),  # all of it, among much else: a tenth of them by Jaccard
        (range(400), range(500, 1000), False),
        (range(30), range(40), False),  # too short to tell
    ],
)
def test_near_duplicates_are_told_by_containment(one: range, two: range, found: bool) -> None:
    sketches = [Sketch.of(text_of(one)), Sketch.of(text_of(two))]
    for order, at in ((sketches, 0), (sketches[::-1], 1)):
        assert [(twin.at, twin.other) for twin in near_duplicates(order, 0.8)] == ([(at, 1 - at)] if found else [])


def test_near_duplicates_leave_exact_copies_to_the_other_check() -> None:
    sketches = [Sketch.of(text_of(range(400)))] * 3
    assert list(near_duplicates(sketches, 0.8)) == []
    assert len(list(duplicates(sketches))) == 2


def test_every_check_has_a_page_and_a_place_where_it_is_found() -> None:
    for name, check in CHECKS.items():
        assert check.id == name
        assert check.summary.endswith(".")
        assert len(check.page.split("\n")) >= 3 or name in ("text/no-body",), name
        assert describe_check(name).startswith(f"{name}: a check")  # type: ignore[union-attr]
    assert describe_check("text/none") is None
    assert set(CHECKS) >= UNREAD
    tested = {check for check, *_ in FOUND}
    alone = {"text/invalid-utf8", "text/language", "text/no-body"}
    assert {name for name in CHECKS if name.startswith("text/")} == tested | alone


def test_fixing_ends_where_cleaning_ends(shared: Path) -> None:
    examiner = Examiner(Cleaner())
    for path in sorted((shared / "seeds").glob("*.txt")):
        data = path.read_bytes()
        fixed = fix_page(data, examiner, lambda rule, fix: fix == "safe").data.decode().replace("\xa0", " ")
        assert fixed == examiner.cleaner.clean(data).text.rstrip("\n") + "\n"


def test_near_duplicates_are_those_that_comparing_each_with_each_finds() -> None:
    chance = random.Random(7)
    texts = [text_of(range(at, at + chance.randrange(60, 300))) for at in chance.choices(range(900), k=80)]
    texts += [f"{texts[at]} {texts[at + 1]}" for at in range(0, 20, 2)]
    sketches = [Sketch.of(text) for text in texts]
    sets = [frozenset(sketch.shingles) for sketch in sketches]
    for threshold in (0.3, 0.8, 1.0):
        held: set[int] = set()
        for at in sorted(range(len(texts)), key=lambda at: (-len(sets[at]), at)):
            others = [o for o in range(len(texts)) if o not in held and (-len(sets[o]), o) < (-len(sets[at]), at)]
            shares = [len(sets[at] & sets[other]) / len(sets[at]) for other in others]
            if len(sets[at]) >= 12 and max(shares, default=0) >= threshold:
                held.add(at)
        twins = {twin.at: twin for twin in near_duplicates(sketches, threshold)}
        assert set(twins) == held
        for at, twin in twins.items():
            assert twin.share == len(sets[at] & sets[twin.other]) / len(sets[at])
