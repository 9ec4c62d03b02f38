"""The self-test and the fuzzing of rules: each must find what is wrong, and nothing else."""

from dataclasses import replace
from pathlib import Path

import pytest

from cleaner.api import Cleaner
from cleaner.model import Document, Metadata
from cleaner.rulefile import RuleSet
from cleaner.rulefile.bench import lay_out
from cleaner.rulefile.fuzzing import headings, plantings, spread, try_planting
from cleaner.rulefile.loader import parse_rule_file
from cleaner.rulefile.selftest import Report, run_selftest
from cleaner.rulefile.specimens import ARABIC_PROSE, HEADLINES, LATIN_PROSE
from cleaner.view import View

BODY = "The council met on Monday evening to talk about the new bridge over the river."
MORE = "Work on the bridge is to begin in spring and will take about two years to end."


def report(tmp_path: Path, rules: str, head: str = "") -> Report:
    path = tmp_path / "mine.yaml"
    path.write_text(f"cleaner: 1\nset: t\n{head}rules:\n{rules}", "utf-8")
    bench = lay_out([path], isolated=True)
    return run_selftest(bench.targets, bench.rules())


def rule(matcher: str, strip: str, keep: str, more: str = "", name: str = "one") -> str:
    more = "".join(f"    {line}\n" for line in more.splitlines())
    return (
        f"  - id: {name}\n    message: A test\n    {matcher}\n{more}    examples:\n"
        f"      strip: [{strip}]\n      keep: [{keep}]\n"
    )


def case(text: str) -> str:
    lines = "".join(f"      {line}\n" for line in text.splitlines())
    return f"cases:\n- name: shown\n  text: |\n{lines}".rstrip("\n")


LINE = "line: ['Share this page']"
START = "start: ['Read also']"
END = "end: [{while: [teaser, bullet]}]\n"

# Rules whose examples hold, one for each kind at least.
GOOD = {
    "line": rule(LINE, "'Share this page:', '- SHARE  this page'", "'Share this page with me, he said to her.'"),
    "line with a hole": rule("line: ['By {who:name}']", "By Ada Lovelace", "'By that he means the town.'"),
    "narrowed by where": rule(LINE, "Share this page", "Share that page", "where: {zone: head, lines: 1}"),
    "off": rule(LINE, "Share this page", "Share that page", "severity: 'off'"),
    "keep": rule("keep: ['Share this page']", "Share this page", "Share that page"),
    "prefix": rule("prefix: ['Agency:']", f"'Agency: {BODY}'", f"'{BODY}'"),
    "suffix": rule("suffix: ['Source: {s:name}']", f"'{BODY} Source: Agency'", f"'{BODY}'"),
    "shape": rule("shape: {has: [stamp], max_words: 6}", "12 August 2023", "'On 12 August 2023 the town met.'",
                  "where: {zone: head}"),
    "shape in a run": rule(
        "shape: {has: [teaser], max_words: 2, run: 3, holding: [menu]}", "World, Home", f"'{BODY}'") + rule(
        "line: [Front page]", "Front page", "Back page", "group: menu", name="two"),
    "shape of repeated lines": rule("shape: {has: [repeated], max_words: 3}", "The old bridge", "A new bridge"),
    "shape of foreign lines": rule("shape: {has: [latin], max_words: 2}", "Read more", "\u0627\u0642\u0631\u0623"),
    "words": rule("words: {telling: [share tweet], filling: [this page]}", "Tweet this / Share", "Share this page"),
    "same_as": rule("same_as: author", "Ada Lovelace", "'Ada Lovelace wrote that.'"),
    "opens_with": rule(
        "opens_with: title", "Old bridge to open again in spring Workers", "Old bridge to open again in spring"
    ),
    "repeat": rule("repeat: {min_share: 0.5}", "Follow our pages", "Follow our ships"),
    "headline": rule("headline: {}", "Old bridge to open again in spring", f"'{BODY}'"),
    "headline alone": rule("headline: {alone: true}", "Old bridge to open again in spring", f"'{BODY}'", "fix: none"),
    "regex": rule("regex: ['share [0-9]+ times']", "'Share 12 times'", "'Share it 12 times'"),
    "css": rule("css: [div.share]", "'<div class=\"share\">Share</div>'", "'<p class=\"share\">Share</p>'"),
    "xpath": rule("xpath: ['//aside']", "'<p>a</p><aside>b</aside>'", "'<p>a</p>'"),
    "a case": rule(START, "Read also", "Read also this book.",
                   END + case(f"= {BODY}\n-\n- Read also:\n- Old bridge to open again\n= {MORE}")),
    "a case where another rule takes the rest": rule(LINE, "Share this page", "Share that page",
        case(f"= {BODY}\n- Share this page\n= Print this page")) + rule(
        "line: [Print this page]", "Print this page", "Print that page", name="two"),
    "a case of a rule that is unsafe": rule(LINE, "Share this page", "Share that page",
        "fix: unsafe\n" + case(f"= {BODY}\n- Share this page")),
    "a case of a rule that only reports": rule(LINE, "Share this page", "Share that page",
        "fix: none\n" + case(f"= {BODY}\n- Share this page")),
    "a case of a suffix": rule("suffix: ['Source: {s:name}']", f"'{BODY} Source: Agency'", f"'{BODY}'",
        case(f"= {BODY}\n- {MORE} Source: Agency")),
    "a case of keep": rule("keep: ['Share this page']", "Share this page", "Share that page",
        case(f"= {BODY}\n= Share this page\n- Share this page now")) + rule(
        "line: ['Share this page', 'Share this page now']", "Share this page now", "Share that page", name="two"),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_what_holds_passes(name: str, tmp_path: Path) -> None:
    found = report(tmp_path, GOOD[name])
    assert found.failures == ()
    assert found.rules >= 1
    assert found.examples >= 2


# What is wrong, where it stands (line:column), and a part of what is said.
BAD = {
    "strip example not hit": (
        rule(LINE, "Share this page, Share that page", "Share a page"),
        "8:32", "does not hit its strip example 'Share that page'",
    ),
    "keep example hit": (
        rule(LINE, "Share this page", "Share a page, 'Share this page!'"),
        "9:28", "hits its keep example 'Share this page!'",
    ),
    "keep example of same_as hit": (
        rule("same_as: author", "Ada Lovelace", "ADA Lovelace"), "9:14", "hits its keep example",
    ),
    "keep example of repeat hit": (
        rule("repeat: {min_share: 0.5}", "Follow our pages", "'Follow our pages:'"), "9:14", "hits its keep example",
    ),
    "strip example that is no line of that form": (
        rule("shape: {has: [stamp]}", "The old bridge", "The new bridge"), "8:15", "does not hit its strip example",
    ),
    "strip example without the element": (
        rule("css: [aside]", "'<p>a</p>'", "'<p>a</p>'"), "8:15", "does not hit its strip example",
    ),
    "keep example with the element": (
        rule("css: [aside]", "'<aside>b</aside>'", "'<p>a</p><aside>b</aside>'"), "9:14", "hits its keep example",
    ),
    "keep example that another rule eats": (
        rule("line: [Share it]", "Share it", "Share this page") + rule(LINE, "Share this page", "Share", name="two"),
        "9:14", "in the middle of an article t/two takes the keep example",
    ),
    "a case that keeps what it should strip": (
        rule(START, "Read also", "Read also this book.", END + case(f"= {BODY}\n- Read also\n- {MORE}")),
        "10:7", f"line 3 should be stripped and was kept: '{MORE}'",
    ),
    "a case that strips what it should keep": (
        rule(START, "Read also", "Read also this book.",
             END + case(f"= {BODY}\n- Read also\n= Old bridge to open again")),
        "10:7", "line 3 should be kept and was taken by t/one: 'Old bridge to open again'",
    ),
    "a case in which another rule takes the line": (
        rule("line: [Share it]", "Share it", "Share a page", case(f"= {BODY}\n- Share this page"))
        + rule(LINE, "Share this page", "Share a page", name="two"),
        "9:7", "line 2 should be stripped and was taken by t/two",
    ),
    "a case without a mark": (
        rule(LINE, "Share this page", "Share a page", case(f"= {BODY}\nShare this page")), "9:7", "line 2 has no mark",
    ),
    "a case of keep in which nothing is protected": (
        rule("keep: [Share it]", "Share it", "Share a page", case(f"= {BODY}\n= Share this page"))
        + rule(LINE, "Share this page", "Share a page", name="two"),
        "9:7", "line 2 should be kept and was taken by t/two",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_does_not_hold_is_found_at_its_place(name: str, tmp_path: Path) -> None:
    text, place, what = BAD[name]
    failures = report(tmp_path, text).failures
    assert [failure.place for failure in failures] == [place], failures
    assert what in failures[0].what
    assert str(failures[0]).startswith(f"{tmp_path}/mine.yaml:{place}: t/one: ")


def test_a_site_file_is_tried_as_on_its_own_site(tmp_path: Path) -> None:
    text = rule(LINE, "Share this page", "Share that page", case(f"= {BODY}\n- Share this page"))
    assert report(tmp_path, text, "site: {hosts: [example.org]}\n").failures == ()


def test_the_bundled_rules_pass() -> None:
    bench = lay_out([])
    found = run_selftest(bench.targets, bench.rules())
    assert [str(failure) for failure in found.failures] == []
    assert found.rules == len(RuleSet.bundled().all)


@pytest.mark.parametrize("paragraph", [*ARABIC_PROSE, *LATIN_PROSE])
def test_the_sample_article_is_running_text_that_no_rule_takes(paragraph: str) -> None:
    assert View.of(paragraph).prose == (True,)
    assert Cleaner().clean(paragraph).text == paragraph


# Fuzzing


def rules_of(end: str) -> RuleSet:
    text = (
        "cleaner: 1\nset: en\nrules:\n"
        "  - id: also\n    message: m\n    start: [Read also, ' read ALSO :', 'See also {x:name}', Watch also]\n"
        f"    end: [{end}]\n    examples: {{strip: [Read also], keep: [Read this]}}\n"
        "  - id: reported\n    message: m\n    start: [More news]\n    end: [{to: end}]\n    fix: none\n"
        "    examples: {strip: [More news], keep: [Read this]}\n"
    )
    return RuleSet.of([parse_rule_file(text, "mine.yaml")])


CLEAN = Document("page", f"{BODY}\n\n{MORE}\n \n{LATIN_PROSE[0]}")
CAREFUL, GREEDY, BLIND = "{while: [teaser, bullet]}", "{to: end}", "{while: [stamp]}"


def test_headings_are_those_that_cut_each_once() -> None:
    assert headings(rules_of(CAREFUL).all) == (("en/also", "Read also"), ("en/also", "Watch also"))


def test_a_planting_is_made_of_each_line_heading_and_headline() -> None:
    every = list(plantings(CLEAN, rules_of(CAREFUL)))
    assert len(every) == 3 * 2 * len(HEADLINES["en"])
    assert sorted({planting.line for planting in every}) == [1, 3, 5]
    assert len({len(planting.headline) for planting in every}) > 1
    text, start, end = every[0].into(CLEAN.text)
    assert text[:start] + text[end:] == CLEAN.text
    assert text.split("\n")[:4] == [BODY, "Read also:", every[0].headline, ""]


def test_sets_of_another_language_are_planted_only_on_demand() -> None:
    rules = rules_of(CAREFUL)
    for language, count in (("en", 12), (None, 12), ("so", 12), ("ar", 0)):
        document = replace(CLEAN, metadata=Metadata(language=language))
        assert len(list(plantings(document, rules))) == count
        assert len(list(plantings(document, rules, frozenset({"en"})))) == 12


def test_only_the_rules_asked_for_are_planted() -> None:
    assert not list(plantings(CLEAN, rules_of(CAREFUL), frozenset({"other"})))
    assert list(plantings(CLEAN, rules_of(CAREFUL), frozenset({"also"})))


def test_a_careful_rule_gives_the_text_back() -> None:
    rules = rules_of(CAREFUL)
    assert [miss for planting in plantings(CLEAN, rules) if (miss := try_planting(CLEAN, rules, planting))] == []


def test_a_greedy_rule_is_found_with_what_was_lost() -> None:
    rules = rules_of(GREEDY)
    planting = next(planting for planting in plantings(CLEAN, rules) if planting.line == 3)
    miss = try_planting(CLEAN, rules, planting)
    assert miss is not None
    assert miss.lost == LATIN_PROSE[0]
    assert miss.left == ""
    assert miss.size == len(miss.lost)


def test_a_rule_that_leaves_the_headline_is_found_with_what_is_left() -> None:
    rules = rules_of(BLIND)
    planting = next(iter(plantings(CLEAN, rules)))
    miss = try_planting(CLEAN, rules, planting)
    assert miss is not None
    assert (miss.lost, miss.left) == ("", planting.headline)


@pytest.mark.parametrize(("limit", "count"), [(None, 12), (100, 12), (5, 5), (1, 1)])
def test_a_limit_spreads_over_all(limit: int | None, count: int) -> None:
    every = list(plantings(CLEAN, rules_of(CAREFUL)))
    chosen = spread(every, limit)
    assert len(chosen) == len({every.index(planting) for planting in chosen}) == count
    if count > 1:
        assert chosen[-1].line == 5


def test_the_bundled_read_also_rule_gives_an_arabic_article_back() -> None:
    rules = RuleSet.bundled()
    document = Document("page", "\n\n".join(ARABIC_PROSE))
    tried = list(plantings(document, rules, frozenset({"read-also"})))
    assert len(tried) > 20
    assert [miss for planting in tried if (miss := try_planting(document, rules, planting))] == []
