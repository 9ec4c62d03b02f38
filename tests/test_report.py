"""The page about a run."""

import json
import re
import shutil
import subprocess
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from cleaner import Cleaner
from cleaner.model import Finding
from cleaner.report import Gathered, render
from cleaner.report.page import direction
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
    assert re.search(r'<del [^>]*title="ar/print-word">شارك', page)
    assert re.search(r"<code [^>]*>ar/related-list</code>", page)
    assert PROSE[0] in page
    assert '<pre dir="rtl">' in page


def test_the_direction_is_that_of_most_letters() -> None:
    assert direction(f"{PROSE[0]} Tweet 2024") == "rtl"
    assert direction(f"{PROSE[5]} شارك") == "ltr"
    assert direction("17:05 -") == "ltr"


def test_what_is_preferred_to_another_rule_is_no_finding(cleaner: Cleaner) -> None:
    gathered = Gathered()
    hidden = Finding("a/b", "off", "shadowed", 1, 1, 1, "claims the same lines")
    refused = Finding("a/c", "info", "refused", 1, 1, 1, "too much running text")
    gathered.add(replace(cleaner.clean(PAGE), findings=(hidden, refused)))
    assert [finding.rule for _, finding in gathered.findings] == ["a/c"]


def test_a_run_that_went_on_says_what_the_samples_are_of(cleaner: Cleaner) -> None:
    gathered, summary = Gathered(), Summary(documents=40)
    gathered.add(cleaner.clean(PAGE))
    summary.add(cleaner.clean(PAGE))
    assert "of the 1 documents since" in render(gathered, summary)
    assert "since" not in render(gathered, Summary(documents=1)).split("</section>")[0]


def test_it_is_written_by_the_command(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE, "utf-8")
    done = run("clean", "page.txt", "-o", "out", "--report", "run.html", cwd=tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert "ar/print-word" in (tmp_path / "run.html").read_text("utf-8")
    assert run("clean", "page.txt", "--dry-run", "--report", "no/where.html", cwd=tmp_path).returncode == 0


BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
PROBE = """<script>
const told = {};
window.onerror = fault => { told.fault = fault; };
const visible = () => [...document.querySelectorAll("#found tbody tr")].filter(row => row.offsetParent).length;
told.all = visible();
kind.value = "refused"; kind.dispatchEvent(new Event("change"));
told.refused = visible(); told.count = document.getElementById("shown").value;
kind.value = ""; words.value = "SECOND"; words.dispatchEvent(new Event("input"));
told.words = visible();
for (const one of document.querySelectorAll("details")) one.open = true;
told.align = [...document.querySelectorAll("pre")].map(one => getComputedStyle(one).textAlign);
told.cut = [...document.querySelectorAll("pre del")].map(one => one.title);
told.wide = document.documentElement.scrollWidth > innerWidth;
const bars = [...document.querySelectorAll(".bars i")].map(one => one.offsetHeight);
told.bars = bars.filter(height => height > 20).length;
document.body.dataset.told = JSON.stringify(told);
</script>"""


def browse(*options: str) -> str:
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        pytest.skip("no browser here")
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--window-size=900,1200", *options]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


@pytest.mark.parametrize("body", [PROSE[:4], PROSE[5:] * 4], ids=["rtl", "ltr"])
def test_a_browser_shows_it_and_the_filter_works(body: tuple[str, ...], cleaner: Cleaner, tmp_path: Path) -> None:
    share, side = ("شارك", "right") if body[0] == PROSE[0] else ("Share this:", "left")
    gathered, summary = Gathered(), Summary()
    findings = [
        Finding("a/first", "info", "refused", 1, 1, 1, "refused for its share"),
        Finding("a/second", "info", "unresolved", 2, 2, 1, "second thing"),
        Finding("a/third", "warning", "quality", 3, 3, 1, "third thing"),
    ]
    result = cleaner.clean(share + "\n\n" + "\n\n".join(body), id="page")
    assert result.removals
    for found in (result, replace(result, removals=(), findings=tuple(findings))):
        gathered.add(found)
        summary.add(found)
    page = render(gathered, summary)
    path = tmp_path / "run.html"
    path.write_text(page.replace("</body>", f"{PROBE}</body>"), "utf-8")
    shown = browse("--dump-dom", path.as_uri())
    match = re.search(r'data-told="([^"]*)"', shown)
    assert match, "the probe did not run to its end"
    told = json.loads(unescape(match[1]))
    assert told == {
        "all": 3,
        "refused": 1,
        "count": "1 of 3",
        "words": 1,
        "align": [side],
        "cut": [result.removals[0].rule_id],
        "wide": False,
        "bars": 1,
    }
    browse(f"--screenshot={tmp_path / 'run.png'}", path.as_uri())
    assert (tmp_path / "run.png").read_bytes().startswith(b"\x89PNG")
