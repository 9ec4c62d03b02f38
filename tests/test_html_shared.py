"""The shared pages of HTML: no line of a body is lost that trafilatura alone keeps."""

import gzip
import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from cleaner import Cleaner
from cleaner.pipeline import clean_page
from cleaner.sources.page import Page
from tests.conftest import SHARED

ARABIC = sorted((SHARED / "dev/html").glob("*.html"))
PUBLIC = sorted((SHARED / "html-benchmark/html").glob("*.html.gz"))
GRAM = 3  # words
SHARE = 0.7  # of a line's word n-grams; a line with as many is kept


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def grams(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + GRAM]) for at in range(max(1, len(words) - GRAM + 1))]


def kept(lines: list[str], text: str) -> set[str]:
    """Return the lines of a body that a text holds, but for a few words."""
    words = words_of(text)
    found, whole = set(grams(words)), f" {' '.join(words)} "
    return {
        line
        for line in lines
        if (f" {' '.join(words_of(line))} " in whole if len(words_of(line)) < GRAM else False)
        or sum(gram in found for gram in grams(words_of(line))) >= SHARE * len(grams(words_of(line)))
    }


def by_trafilatura(page: bytes) -> str:
    from trafilatura import bare_extraction

    found: Any = bare_extraction(page, include_comments=False)
    return (found.text or "") if found else ""


@cache
def bodies() -> dict[str, list[str]]:
    """Return the body lines of the labelled pages; of two dumps of a page the whole one."""
    found: dict[str, list[str]] = {}
    for row in map(json.loads, (SHARED / "dev/gold.jsonl").read_text("utf-8").splitlines()):
        page = row["id"][:3]
        if row["id"][0] == "h" and (page not in found or row["id"].endswith("f")):
            lines = (SHARED / "dev/text" / f"{row['id']}.txt").read_text("utf-8").split("\n")
            found[page] = [line for line, label in zip(lines, row["labels"], strict=True) if label == "B"]
    return found


@pytest.mark.skipif(not ARABIC, reason="no shared pages here")
@pytest.mark.parametrize("path", ARABIC, ids=[path.stem for path in ARABIC])
@pytest.mark.parametrize("mode", ["balanced", "fast"])
def test_no_line_of_an_arabic_page_is_lost(path: Any, mode: Any, cleaner: Cleaner) -> None:
    page = path.read_bytes()
    lines = bodies()[path.stem]
    ours = kept(lines, clean_page(cleaner, Page(path.stem, page, path.name, markup=True), mode).text)
    assert kept(lines, by_trafilatura(page)) - ours == set()


def public() -> Iterator[tuple[str, list[str], bytes]]:
    gold = json.loads((SHARED / "html-benchmark/ground-truth.json").read_text("utf-8"))
    for path in PUBLIC[::6]:
        body = gold[path.name.removesuffix(".html.gz")]["articleBody"]
        yield path.name, [line for line in body.split("\n") if words_of(line)], gzip.decompress(path.read_bytes())


@pytest.mark.skipif(not PUBLIC, reason="no shared pages here")
def test_hardly_a_line_of_the_public_pages_is_lost(cleaner: Cleaner) -> None:
    """Lines of shop links, copyright and the like, which the gold of that set counts as text, may go."""
    lost: list[str] = []
    count = 0
    for name, lines, page in public():
        count += len(lines)
        ours = kept(lines, clean_page(cleaner, Page(name, page, name, markup=True)).text)
        lost += sorted(kept(lines, by_trafilatura(page)) - ours)
    assert len(lost) <= 0.01 * count, lost
