"""The corpus as evidence: lines that a site prints on many pages."""

import random
from pathlib import Path

import pytest

from cleaner import Cleaner, Survey, Surveyor
from cleaner.folding import fold
from cleaner.survey import ERROR
from tests.conftest import PROSE
from tests.test_clean_cli import cleaner as run

SLOGAN = "نافذتكم على الضفتين"
PAGES = [f"{SLOGAN}\n{PROSE[n % 4]} {n}.\n{PROSE[(n + 1) % 4]} {n}.\n{SLOGAN}" for n in range(20)]


def survey_of(pages: list[str], site: str | None = None) -> Survey:
    surveyor = Surveyor()
    for page in pages:
        surveyor.add(page, site)
    return surveyor.survey()


def test_a_line_that_opens_many_documents_is_chrome() -> None:
    found = Cleaner(survey=survey_of(PAGES)).clean(PAGES[0])
    assert found.text == "\n".join(PAGES[0].split("\n")[1:3])
    assert {removal.rule_id for removal in found.removals} == {"page/repeated-line", "page/repeated-line-below"}
    assert Cleaner().clean(PAGES[0]).text == PAGES[0]


def test_a_refrain_within_one_poem_is_not() -> None:
    poem = "\n".join((PROSE[0], "يا بحرُ عُد", "قلتُ للموج", "يا بحرُ عُد", "قال لي الموج", "يا بحرُ عُد"))
    assert Cleaner(survey=survey_of([poem, *PAGES])).clean(poem).text == poem


def test_a_line_inside_articles_stays() -> None:
    pages = [f"{PROSE[n % 4]} {n}.\n{SLOGAN}\n{PROSE[(n + 1) % 4]} {n}." for n in range(20)]
    assert Cleaner(survey=survey_of(pages)).clean(pages[0]).text == pages[0]


def test_a_small_site_says_nothing_and_sites_are_told_apart() -> None:
    assert Cleaner(survey=survey_of(PAGES[:4])).clean(PAGES[0]).text == PAGES[0]
    elsewhere = Cleaner(survey=survey_of(PAGES, "a.example"))
    assert elsewhere.clean(PAGES[0], url="https://b.example/1").text == PAGES[0]
    assert elsewhere.clean(PAGES[0], url="https://a.example/1").text != PAGES[0]


def test_counts_are_exact_within_the_error_and_memory_is_bounded() -> None:
    rng = random.Random(3)
    surveyor = Surveyor()
    documents = 4000
    for number in range(documents):
        lines = [f"سطر فريد {number} {rng.random()}" for _ in range(20)]
        surveyor.add("\n".join([SLOGAN, *lines] if number % 4 == 0 else lines))
    assert sum(len(site.counts) for site in surveyor._sites.values()) < 20 / ERROR * 3
    (total, counts) = surveyor.survey().count(None)
    assert total == documents
    assert list(counts) == [fold(SLOGAN)]
    assert documents / 4 - ERROR * documents <= counts[fold(SLOGAN)] <= documents / 4


def test_survey_is_saved_loaded_and_used_by_the_commands(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    for number, page in enumerate(PAGES):
        (tmp_path / f"pages/{number:02}.txt").write_text(page, "utf-8")
    made = run("survey", "pages", "-o", "survey.json", cwd=tmp_path)
    assert made.returncode == 0, made.stderr.decode()
    assert b"20 documents" in made.stderr
    assert run("clean", "pages", "--survey", "survey.json", "-o", "out", cwd=tmp_path).returncode == 0
    assert SLOGAN not in (tmp_path / "out/00.txt").read_text("utf-8")


@pytest.mark.parametrize("content", ["", "{}", '{"survey": 1}', '{"survey": 1, "sites": {"": {}}}', "\x00"])
def test_a_file_that_is_no_survey_is_one_clear_line(content: str, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGES[0], "utf-8")
    (tmp_path / "survey.json").write_text(content)
    found = run("clean", "page.txt", "--survey", "survey.json", "-o", "out", cwd=tmp_path)
    assert found.returncode == 2
    assert found.stderr.startswith(b"cleaner: survey.json: ")
    assert run("survey", "page.txt", "-o", "survey.json", cwd=tmp_path).returncode == 2
    assert (tmp_path / "survey.json").read_text() == content
