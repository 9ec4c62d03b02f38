"""The page about a run."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from cleaner import Cleaner
from cleaner.report import Gathered, render
from cleaner.summary import Failure, Summary
from tests.conftest import PROSE
from tests.test_clean_cli import PAGE
from tests.test_clean_cli import cleaner as run


def report(cleaner: Cleaner, pages: dict[str, str]) -> str:
    gathered, summary = Gathered(), Summary()
    for name, page in pages.items():
        result = cleaner.clean(page, id=name)
        gathered.add(result)
        summary.add(result)
    summary.add(Failure("bad.txt", "bad.txt: <script>alert(1)</script>"))
    return render(gathered, summary)


class Balance(HTMLParser):
    """Checks that every element that is opened is closed, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in ("meta", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_it_is_one_sound_page_that_needs_nothing_else(cleaner: Cleaner) -> None:
    page = report(cleaner, {"one": PAGE, "<b>two</b>": f"{PAGE}<script>alert(2)</script>"})
    checked = Balance()
    checked.feed(page)
    assert checked.open == []
    assert not re.search(r"""(?:src|href)\s*=|@import|url\(|https?://""", page)
    assert page.count("<script>") == 1
    assert "&lt;script&gt;alert(1)" in page
    assert "&lt;b&gt;two" in page


def test_it_marks_what_was_cut_and_names_the_rule(cleaner: Cleaner) -> None:
    page = report(cleaner, {"one": PAGE})
    assert '<del title="ar/print-share">شارك' in page
    assert "<code>ar/related-list</code>" in page
    assert PROSE[0] in page
    assert '<pre dir="auto">' in page


def test_it_is_written_by_the_command(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE, "utf-8")
    done = run("clean", "page.txt", "-o", "out", "--report", "run.html", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert "ar/print-share" in (tmp_path / "run.html").read_text("utf-8")
    assert run("clean", "page.txt", "--dry-run", "--report", "no/where.html", cwd=tmp_path).returncode == 0


def test_a_browser_shows_it_and_the_filter_works(cleaner: Cleaner, tmp_path: Path) -> None:
    browsers = pytest.importorskip("playwright.sync_api")
    (tmp_path / "run.html").write_text(report(cleaner, {"one": PAGE}), "utf-8")
    with browsers.sync_playwright() as play:
        try:
            browser = play.chromium.launch()
        except browsers.Error as error:
            pytest.skip(f"no browser here: {error}")
        page = browser.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto((tmp_path / "run.html").as_uri())
        page.locator("details summary").first.click()
        assert page.locator("del").first.get_attribute("title") == "ar/print-share"
        page.screenshot(path=str(tmp_path / "run.png"), full_page=True)
        browser.close()
    assert faults == []
