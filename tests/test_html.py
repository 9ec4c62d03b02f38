"""HTML: what is kept, what is read from the markup, and pages that mean harm."""

import time

import pytest

from cleaner import Cleaner
from cleaner.errors import DecodeError
from cleaner.extraction import extract
from cleaner.model import CleanResult
from cleaner.pipeline import clean_page
from cleaner.rulefile import RuleSet
from cleaner.sources.page import Page
from tests.conftest import PROSE

PARAGRAPHS = "".join(f"<p>{text}</p>" for text in PROSE[:5])


def text_of(markup: str, mode: str = "balanced") -> str:
    return extract(markup, lambda host: (), mode=mode)[0]  # type: ignore[arg-type]


def page(markup: str | bytes, cleaner: Cleaner, url: str | None = None) -> CleanResult:
    return clean_page(cleaner, Page("page", markup, "page.html", url, markup=True))


def test_text_in_bare_divs_is_kept() -> None:
    markup = f"<html><body><div id=x>{PROSE[0]}<br><br>{PROSE[1]}<div>{PROSE[2]}</div>{PROSE[3]}</div></body></html>"
    assert text_of(markup).split("\n") == list(PROSE[:4])


def test_a_table_that_lays_out_the_page_is_no_table() -> None:
    cell = f"<h1>عنوان</h1><p>{PROSE[0]}</p><p>{PROSE[1]}</p><p>{PROSE[2]}</p>"
    text = text_of(f"<html><body><table><tr><td>{cell}</td></tr></table></body></html>")
    assert text.split("\n") == list(PROSE[:3])


def test_a_body_in_chunks_is_one_body() -> None:
    chunk = "<div class=chunk><p>{}</p><p>{}</p></div><div class=ad><a href=x>إعلان</a></div>"
    chunks = "".join(chunk.format(PROSE[n], f"{PROSE[n]} ({n})") for n in range(5))
    text = text_of(f"<html><body><article><div>{chunks}</div></article></body></html>")
    assert text.split("\n") == [line for n in range(5) for line in (PROSE[n], f"{PROSE[n]} ({n})")]


@pytest.mark.parametrize("joiner", ["\u200c", "&zwnj;", "&#8204;", "&#x200C;"])
def test_joiners_live_through_extraction(joiner: str) -> None:
    words = f"اصلاح{joiner}طلبان موضع{joiner}شان را تغییر دادند و این بیانیه را امضا کردند."
    assert words.replace(joiner, "\u200c") in text_of(
        f"<html><body><article><p>{words}</p>{PARAGRAPHS}</article></body></html>"
    )


def test_the_title_goes_to_the_metadata(cleaner: Cleaner) -> None:
    title = "افتتاح مكتبة عامة جديدة في الحي القديم"
    head = f"<head><title>{title} | صحيفة الضفة</title></head>"
    result = page(f"<html>{head}<body><article><h1>{title}</h1>{PARAGRAPHS}</article></body></html>", cleaner)
    assert result.metadata.title == title
    assert title not in result.text
    assert PROSE[0] in result.text


@pytest.mark.parametrize("mode", ["balanced", "precision", "recall", "fast"])
def test_every_mode_keeps_a_plain_article(mode: str) -> None:
    assert text_of(f"<html><body><article>{PARAGRAPHS}</article></body></html>", mode).split("\n") == list(PROSE[:5])


def test_selectors_cut_before_extraction_and_only_on_their_site(tmp_path: object) -> None:
    from pathlib import Path

    folder = Path(str(tmp_path))
    rule = (
        "  - {{id: {0}, message: m, css: [{1}], examples: {{strip: ['<div class=x>a</div>'], keep: ['<p>a</p>']}}}}\n"
    )
    (folder / "all.yaml").write_text("cleaner: 1\nset: all\nrules:\n" + rule.format("x", "div.x"))
    rules = RuleSet.load(folder / "all.yaml", bundled=False)
    markup = f"<html><body><article>{PARAGRAPHS}<div class=x><p>{PROSE[5]}</p></div></article></body></html>"
    result = page(markup, Cleaner(rules))
    assert PROSE[5] not in result.text
    assert ("html-selector", "all/x", 1) in [(r.step, r.detail, r.count) for r in result.document.repairs]


HEADS = {
    "json": '<script type="application/ld+json">{"datePublished":"2024-06-17T19:01:00+03:00"}</script>',
    "og": '<meta property="article:published_time" content="2024-06-17T19:01:00+03:00">',
    "dublin core": '<meta name="DC.date.issued" content="2024-06-17 19:01">',
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_a_date_that_the_markup_names_is_stated(head: str, cleaner: Cleaner) -> None:
    result = page(f"<html><head>{head}</head><body><article>{PARAGRAPHS}</article></body></html>", cleaner)
    assert result.metadata.date == "2024-06-17T19:01"
    assert result.metadata.extra["date_origin"] == "stated"


def test_one_time_is_stated_and_several_are_not(cleaner: Cleaner) -> None:
    time_ = '<time datetime="2024-06-17">x</time>'
    result = page(f"<html><body><article>{time_}{PARAGRAPHS}</article></body></html>", cleaner)
    assert (result.metadata.date, result.metadata.extra["date_origin"]) == ("2024-06-17", "stated")


def test_a_date_from_the_address_is_guessed(cleaner: Cleaner) -> None:
    url = "https://example.com/2024/06/17/story"
    result = page(f"<html><body><article>{PARAGRAPHS}</article></body></html>", cleaner, url)
    assert (result.metadata.date, result.metadata.extra["date_origin"]) == ("2024-06-17", "guessed")
    assert result.metadata.hostname == "example.com"
    none = page(f"<html><body><article>{PARAGRAPHS}</article></body></html>", cleaner)
    assert none.metadata.date is None


def test_markup_that_lies_about_dates_is_not_believed() -> None:
    for lie in ("2024-02-31", "0001-01-01", "soon", "9999-99-99T99:99"):
        head = f'<head><meta property="article:published_time" content="{lie}"></head>'
        assert extract(f"<html>{head}<body><p>x</p></body></html>", lambda host: ())[1].date is None


LINKS = "".join(f"<li><a href=/{n}>{PROSE[n % 6][:60]} {n}</a></li>" for n in range(30))
NO_ARTICLES = {
    "nothing": "",
    "no text": "<html><body><div></div></body></html>",
    "links": f"<html><body><h1>الأخبار</h1><ul>{LINKS}</ul></body></html>",
    "login": "<html><body><h1>Login</h1><form><input name=user></form><p>Forgot password</p></body></html>",
    "script": "<html><body><script>" + "var a = '<p>text</p>';" * 50 + "</script></body></html>",
}


@pytest.mark.parametrize("markup", NO_ARTICLES.values(), ids=NO_ARTICLES)
def test_a_page_without_an_article_gives_no_text_and_a_finding(markup: str, cleaner: Cleaner) -> None:
    result = page(markup, cleaner)
    assert result.text == ""
    assert "html-no-article" in [finding.rule for finding in result.findings]


LINKED = '<script type="application/ld+json">'


def hostile() -> dict[str, str | bytes]:
    good = f"<html><body><article>{PARAGRAPHS}</article>"
    return {
        "nested divs": "<html><body>" + "<div>" * 100_000 + PARAGRAPHS + "</div>" * 100_000,
        "nested inline": "<html><body>" + "<b><i class=x>" * 50_000 + PARAGRAPHS,
        "nested made-up names": "<html><body>" + "<x-y>" * 100_000 + PARAGRAPHS,
        "many subheads": "<html><body><div>" + f"<p>{PROSE[3]}</p><b>head</b>" * 8_000,
        "wide cells": f"<table>{('<td colspan=9999 rowspan=9999>x' * 20 + '<tr>') * 300}</table>{PARAGRAPHS}",
        "deep linked data": f"{good}{LINKED}{'[' * 50_000}</script></body></html>",
        "UTF-16 without its mark": good.encode("utf-16-le"),
        "mostly null bytes": b"\0" * 1_000_000 + good.encode(),
        "open links": "<html><body>" + "<a href=x>" * 50_000 + PARAGRAPHS,
        "50 MB of script": good + "<script>" + "var a = '<div>';" * 3_200_000 + "</script></body></html>",
        "50 MB of comment": good + "<!--" + "x" * 50_000_000 + "--></body></html>",
        "null bytes": ("\0".join((good, "\0\0</body></html>"))).encode(),
        "broken bytes": good.encode().replace(b"\xd9\x82", b"\xff\xfe\xd9\x82", 2) + b"\x00\x81",
        "no such charset": b"<html><meta charset=klingon>" + good.encode(),
        "wrong charset": b"<html><meta charset=shift_jis>" + good.encode(),
        "long attribute": good + '<div class="' + "a " * 500_000 + '">x</div></body></html>',
    }


@pytest.mark.parametrize("name", list(hostile()))
def test_hostile_pages_are_bounded_and_their_text_is_found(name: str, cleaner: Cleaner) -> None:
    markup = hostile()[name]
    start = time.process_time()
    result = page(markup, cleaner)
    assert time.process_time() - start < 30
    assert PROSE[3] in result.text


def test_a_page_without_end_is_cut_and_told(cleaner: Cleaner) -> None:
    result = page("<html><body>" + "<i></i>" * 100_000 + PARAGRAPHS, cleaner)
    assert "html-size" in [finding.rule for finding in result.findings]


def test_bytes_that_are_no_page_fail(cleaner: Cleaner) -> None:
    with pytest.raises(DecodeError):
        page(bytes(range(256)) * 50, cleaner)


def test_cleaning_html_can_be_given_back_and_is_the_same_twice(cleaner: Cleaner) -> None:
    markup = f"<html><body><article>{PARAGRAPHS}<p>مقالات مشابهة</p><p>شارك</p></article></body></html>"
    one, two = page(markup, cleaner), page(markup, cleaner)
    assert one.restore() == one.document.text
    assert one == two
