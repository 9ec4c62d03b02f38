"""Whole pages against line-labelled gold: our own corpus, and the shared pages where they are."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cleaner import Cleaner, CleanResult
from cleaner.rulefile.stats import Statistics
from tests.conftest import ROOT, SHARED

CORPUS = ROOT / "corpus"
GOLD = [json.loads(line) for line in (ROOT / "tests/corpus_gold.jsonl").read_text("utf-8").splitlines()]
SEEDS = sorted((SHARED / "seeds").glob("*.txt"))
DEV = sorted((SHARED / "dev/text").glob("*.txt"))


def fates(result: CleanResult, row: dict[str, Any]) -> Iterator[tuple[int, str, str, bool]]:
    """Yield number, label, text and whether it was removed whole, for every line that is not blank."""
    gone = {n for removal in result.removals for n in range(removal.first_line, removal.last_line + 1)}
    mixed = {part["line"] + 1 for part in row.get("mixed", ())}
    lines = result.document.text.split("\n")
    assert len(lines) == len(row["labels"])
    for number, (label, text) in enumerate(zip(row["labels"], lines, strict=True), 1):
        if label != "-":
            yield number, label, text, number in gone and number not in mixed


@pytest.mark.parametrize("row", GOLD, ids=[row["id"] for row in GOLD])
def test_no_body_line_of_the_corpus_is_lost(row: dict[str, Any], cleaner: Cleaner) -> None:
    result = cleaner.clean((CORPUS / f"{row['id']}.txt").read_bytes(), id=row["id"])
    assert [text for _, label, text, gone in fates(result, row) if label == "B" and gone] == []


def test_chrome_left_in_the_corpus_is_little(cleaner: Cleaner) -> None:
    unwanted = left = 0
    for row in GOLD:
        result = cleaner.clean((CORPUS / f"{row['id']}.txt").read_bytes(), id=row["id"])
        marks = [gone for _, label, _, gone in fates(result, row) if label in "MCE"]
        unwanted += len(marks)
        left += marks.count(False)
    assert left <= 0.1 * unwanted, (left, unwanted)


def test_no_false_metadata_in_the_corpus(cleaner: Cleaner) -> None:
    false = []
    for row in GOLD:
        result = cleaner.clean((CORPUS / f"{row['id']}.txt").read_bytes(), id=row["id"])
        found = result.metadata.to_record()
        for field in ("title", "author", "date", "page_date", "section", "source"):
            if row["metadata"].get(field) is None and found[field] is not None:
                false.append((row["id"], field, found[field]))
    assert false == []


def test_cleaned_is_what_the_corpus_gives(tmp_path: Path) -> None:
    out = tmp_path / "cleaned"
    command = [sys.executable, "-m", "cleaner", "clean", "corpus/", "-o", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=300)
    made = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*.*")}
    kept = {p.relative_to(ROOT / "cleaned").as_posix(): p.read_bytes() for p in (ROOT / "cleaned").rglob("*.*")}
    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == []


def score(shared: Path, folder: str, out: Path, cleaner: Cleaner) -> Any:
    raw = shared / folder
    for page in raw.glob("*.txt"):
        result = cleaner.clean(page.read_bytes(), id=page.stem)
        (out / page.name).write_text(result.text + "\n", "utf-8")
        (out / f"{page.stem}.json").write_text(json.dumps(result.to_record(), ensure_ascii=False), "utf-8")
    gold = (raw if folder == "seeds" else raw.parent) / "gold.jsonl"
    tool = [sys.executable, shared / "tools/score.py", gold, raw, out, "--json"]
    return json.loads(subprocess.run(tool, check=True, capture_output=True, timeout=300).stdout)


def test_the_seeds_come_out_exactly(shared: Path, tmp_path: Path, cleaner: Cleaner) -> None:
    found = score(shared, "seeds", tmp_path, cleaner)
    assert (found["exact_docs"], found["f1"], found["body_lines_lost"]) == (5, 1.0, 0)
    assert all(set(marks) <= {"right", "stated", "found"} for marks in found["metadata"].values())


def test_pages_of_other_sites_lose_next_to_nothing(shared: Path, tmp_path: Path, cleaner: Cleaner) -> None:
    found = score(shared, "dev/text", tmp_path, cleaner)
    assert found["body_lines_lost"] <= 2
    assert found["f1"] >= 0.97


def test_every_rule_for_these_pages_hits_or_says_why_not(shared: Path, cleaner: Cleaner) -> None:
    chosen = [rule for rule in cleaner.rules.all if rule.id.partition("/")[0] in ("ar", "page")]
    statistics = Statistics.of(chosen)
    for page in (*SEEDS, *DEV, *sorted(CORPUS.rglob("*.txt"))):
        statistics.add(cleaner.clean(page.read_bytes()))
    assert [doubt for doubt in statistics.doubts if doubt.startswith(("ar/", "page/"))] == []


@pytest.mark.parametrize("page", SEEDS + DEV, ids=lambda page: page.stem)
def test_shared_pages_are_restored_and_cleaned_once(page: Path, cleaner: Cleaner) -> None:
    result = cleaner.clean(page.read_bytes())
    assert result.restore() == result.document.text
    assert cleaner.clean(result.text).text == result.text


def test_embedded_articles_of_the_seeds(shared: Path, cleaner: Cleaner) -> None:
    for row in map(json.loads, (shared / "seeds/gold.jsonl").read_text("utf-8").splitlines()):
        result = cleaner.clean((shared / "seeds" / f"{row['id']}.txt").read_bytes())
        found = [{"title": e.title, "first_line": e.first_line, "last_line": e.last_line} for e in result.embedded]
        assert found == row["embedded"]
