"""Invented pages in the styles of many sites, every line labelled: no body line goes, little chrome stays."""

import json
from pathlib import Path
from typing import Any

import pytest

from cleaner import Cleaner
from tests.conftest import ROOT
from tests.test_pages import fates

PAGES = ROOT / "tests/pages"
GOLD = [json.loads(line) for line in (PAGES / "gold.jsonl").read_text("utf-8").splitlines()]


def marks(row: dict[str, Any], cleaner: Cleaner) -> list[tuple[int, str, str, bool]]:
    result = cleaner.clean(Path(PAGES / f"{row['id']}.txt").read_bytes(), id=row["id"])
    return list(fates(result, row))


@pytest.mark.parametrize("row", GOLD, ids=[row["id"] for row in GOLD])
def test_no_body_line_is_lost(row: dict[str, Any], cleaner: Cleaner) -> None:
    assert [text for _, label, text, gone in marks(row, cleaner) if label == "B" and gone] == []


def test_little_chrome_is_left(cleaner: Cleaner) -> None:
    found = [(row["id"], text, gone) for row in GOLD for _, label, text, gone in marks(row, cleaner) if label in "MCE"]
    left = [(page, text) for page, text, gone in found if not gone]
    assert len(left) <= 0.08 * len(found), left
