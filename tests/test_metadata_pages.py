"""Whole pages: what is read from them, and that reading takes nothing from the text."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from cleaner import Cleaner

CASES = Path(__file__).parent / "cases"
FIELDS = ("title", "author", "date", "page_date", "section", "source", "tags")
_CUT = re.compile("\\s*\u27e6(.*?)\u27e7")


def pages() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("metadata_*.yaml")):
        data = yaml.safe_load(path.read_text("utf-8"))
        for page in data["pages"]:
            marks = [pytest.mark.xfail(strict=True, reason=page["fails"])] if "fails" in page else []
            name = f"{path.stem.removeprefix('metadata_')}: {page['name']}"
            found.append(pytest.param(page, data["body"], id=name, marks=marks))
    return found


@pytest.mark.parametrize(("page", "body"), pages())
def test_page(page: dict[str, Any], body: list[str], cleaner: Cleaner) -> None:
    marked = re.sub("@([1-9])", lambda match: body[int(match[1]) - 1], page["text"]).splitlines()
    raw = "\n\n".join(line[2:].replace("\u27e6", "").replace("\u27e7", "") for line in marked)
    result = cleaner.clean(raw)
    found = result.metadata.to_record()
    stated = {key: str(value) if "date" in key else value for key, value in page["want"].items()}
    assert {field: found[field] for field in FIELDS if found[field]} == stated, result.metadata.extra.get("origin")
    left = result.text.splitlines()
    assert [line for line in marked if line[0] == "=" and _CUT.sub("", line[2:]) not in left] == []
    assert [line for line in marked if line[0] == "-" and line[2:] in left] == []
    assert result.restore() == result.document.text
