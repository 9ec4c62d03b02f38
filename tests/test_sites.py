"""A user's own rules for one site: they hold on its pages, known by host or by its lines, and nowhere else."""

from pathlib import Path

import pytest

from cleaner import Cleaner, RuleSet
from tests.conftest import PROSE

SITE = """\
cleaner: 1
set: example
fold: arabic
extends: [ar]
site:
  hosts: [news.example, .voice.example]
  seen: ["صوت المدينة كل صباح"]
disable: [ar/source-line]
rules:
  - id: club
    message: Call to join the readers' club
    line: ["نادي القراء يرحب بكم"]
    examples: {strip: ["نادي القراء يرحب بكم"], keep: ["نادي القراء يفتح أبوابه يوم الأحد."]}
"""
CALL = "نادي القراء يرحب بكم"
SOURCE = "المصدر: وكالة الضفة"
PAGE = "\n".join((PROSE[0], PROSE[1], CALL, SOURCE))


@pytest.fixture
def mine(tmp_path: Path) -> Cleaner:
    path = tmp_path / "example.yaml"
    path.write_text(SITE, "utf-8")
    return Cleaner(RuleSet.load(path, bundled=True))


@pytest.mark.parametrize("url", ["https://news.example/1", "https://voice.example/2", "https://m.voice.example/3"])
def test_the_rules_of_a_site_hold_on_its_pages(url: str, mine: Cleaner) -> None:
    result = mine.clean(PAGE, url=url)
    assert result.text == "\n".join((PROSE[0], PROSE[1], SOURCE))
    assert [removal.rule_id for removal in result.removals] == ["example/club"]


@pytest.mark.parametrize("url", [None, "https://other.example/1", "https://m.news.example/1"])
def test_they_hold_nowhere_else(url: str | None, mine: Cleaner) -> None:
    result = mine.clean(PAGE, url=url)
    assert result.text == "\n".join((PROSE[0], PROSE[1], CALL))
    assert [removal.rule_id for removal in result.removals] == ["ar/source-line"]


def test_a_page_without_an_address_is_known_by_its_lines(mine: Cleaner) -> None:
    text = mine.clean(f"صوت المدينة كل صباح\n{PAGE}").text
    assert CALL not in text
    assert SOURCE in text
