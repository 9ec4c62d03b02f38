"""The cases of ``cases/repair.yaml``, and the findings for what cannot be repaired."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from cleaner import clean
from cleaner.repair import Repaired, repair_text

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases/repair.yaml").read_text(encoding="utf-8"))


def _param(case: dict[str, Any]) -> Any:
    marks = [pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
    return pytest.param(case, id=case["id"], marks=marks)


@pytest.mark.parametrize("case", [_param(case) for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    repaired = repair_text(case["given"], case.get("level", "standard"))
    assert repaired.text == case.get("expect", case["given"])
    if "steps" in case:
        assert sorted({repair.step for repair in repaired.repairs}) == sorted(case["steps"])
    if "expect" not in case:
        assert repaired.repairs == ()


def test_a_fifth_of_the_cases_are_negatives() -> None:
    assert sum("expect" not in case for case in CASES) >= len(CASES) / 5
    assert len({case["id"] for case in CASES}) == len(CASES)


def test_repairs_are_counted() -> None:
    repaired = repair_text("ط§ظ„ط¨ظٹطھ\nنص\nط§ظ„ط¨ظٹطھ")
    assert [(r.step, r.detail, r.count) for r in repaired.repairs] == [("mojibake", "UTF-8 read as windows-1256", 2)]


def test_a_chain_is_told_first_misreading_first() -> None:
    assert repair_text("ÃƒËœÃ‚Â§Ãƒâ„¢Ã¢â‚¬Å¾Ãƒâ„¢Ã¢â‚¬Â¦").repairs[0].detail.count("UTF-8 read as") == 3


def places(repaired: Repaired) -> list[tuple[str, int, int]]:
    return [(finding.rule, finding.first_line, finding.column) for finding in repaired.findings]


def test_lost_characters_are_reported_with_their_place() -> None:
    repaired = repair_text("سطر\nكت\ufffd\ufffdب \ufffd\n???? ???")
    assert places(repaired) == [
        ("quality/replacement-character", 2, 3),
        ("quality/replacement-character", 2, 7),
        ("quality/lost-bytes", 3, 1),
    ]
    assert {(f.kind, f.severity) for f in repaired.findings} == {("quality", "warning")}


def test_findings_are_made_at_every_level() -> None:
    assert places(repair_text("\ufffd", "none")) == [("quality/replacement-character", 1, 1)]


@pytest.mark.parametrize("text", ["what????", "really?? yes", "a ?? b", "?", "(???)"])
def test_emphasis_is_not_a_loss(text: str) -> None:
    assert repair_text(text).findings == ()


def test_unknown_level() -> None:
    with pytest.raises(ValueError, match="use none, safe, standard or search"):
        repair_text("", "most")  # type: ignore[arg-type]


@pytest.mark.parametrize("level", ["none", "safe", "standard", "search"])
def test_empty(level: Any) -> None:
    assert repair_text("", level) == Repaired("", (), ())


def test_losses_are_findings_of_the_cleaned_page() -> None:
    text = "خبر قصير عن المدينة.\nوكتب \ufffd ثم ???? ???"
    found = [(f.rule, f.kind, f.first_line, f.column) for f in clean(text).findings]
    assert found == [("quality/replacement-character", "quality", 2, 6), ("quality/lost-bytes", "quality", 2, 11)]
    assert [f["rule"] for f in clean(text).to_record()["findings"]] == [rule for rule, *_ in found]
