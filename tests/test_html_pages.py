"""Invented pages in the markup of many systems: the whole text, and the metadata that their markup states."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from cleaner import Cleaner
from cleaner.pipeline import clean_page
from cleaner.sources.page import Page

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "html.yaml").read_text("utf-8"))
PROSE = {f"{language}{n}": text for language, texts in CASES["prose"].items() for n, text in enumerate(texts)}
NAME = re.compile(r"\b(?:ar|en|fa|fr|ru)\d\b")


def filled(text: str) -> str:
    return NAME.sub(lambda match: PROSE[match[0]], text)


@pytest.mark.parametrize("mode", ["balanced", "fast"])
@pytest.mark.parametrize("case", CASES["pages"], ids=[case["name"] for case in CASES["pages"]])
def test_the_body_and_nothing_else(case: dict[str, Any], mode: str, cleaner: Cleaner) -> None:
    markup = case["html"].format(**PROSE)
    result = clean_page(cleaner, Page("page", markup, "page.html", markup=True), mode)  # type: ignore[arg-type]
    lines = [line.strip() for line in result.text.split("\n") if line.strip()]
    wanted = [filled(line) for line in case["body"]]
    assert [line for line in lines if line in wanted or line not in case.get("also", ())] == wanted
    for field in ("title", "author", "date", "section", "tags"):
        if field in case:
            found = getattr(result.metadata, field)
            assert (list(found) if field == "tags" else found) == case[field], field
