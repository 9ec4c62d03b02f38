"""The quick way through a rule set finds what asking every matcher in turn finds."""

import re
from dataclasses import replace
from math import inf
from pathlib import Path

import pytest
import re2
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Cleaner
from cleaner.automata import _MORE, _SOME, filtered, longest_match, widened
from cleaner.claims import find_claims
from cleaner.folding import fold
from cleaner.matchers import Context, Matcher
from cleaner.matchers.edge import PrefixMatcher, SuffixMatcher
from cleaner.matchers.line import LineMatcher
from cleaner.matchers.pattern import PatternMatcher
from cleaner.matchers.words import WordsMatcher
from cleaner.metadata.agency_names import is_outlet, may_be_outlet
from cleaner.plan import Plan
from cleaner.rule import Rule
from cleaner.template import parse_template
from cleaner.view import FEATURES, View
from tests.conftest import CHROME, PROSE, SHORT

RULES = Cleaner().rules.generic.rules
LITERALS = [
    template.source
    for rule in RULES
    for template in getattr(rule.matcher, "templates", ())
]  # fmt: skip
FILLED = st.sampled_from(LITERALS).map(
    lambda text: text.replace("{", " ").replace("}", " ").replace(":name", "").replace(":text", "").replace(":", ": ")
)
CASES = Path(__file__).parent / "cases"
KNOWN = yaml.safe_load((CASES / "names.yaml").read_text("utf-8"))
NAMES = st.sampled_from([name for kind in ("persons", "agencies", "cities") for name in KNOWN[kind]])
# Lines of pages, and names joined as headers and datelines join them.
NAMED = st.one_of(
    st.sampled_from([
        line.strip()[2:]
        for path in sorted(CASES.glob("metadata_*.yaml"))
        for page in yaml.safe_load(path.read_text("utf-8"))["pages"]
        for line in page["text"].splitlines()
    ]),
    st.tuples(NAMES, st.sampled_from([" - ", " / ", " | ", ": ", " (", ", ", " "]), NAMES).map("".join),
)  # fmt: skip
LINES = st.one_of(
    NAMED,
    st.sampled_from(CHROME), st.sampled_from(PROSE), st.sampled_from(SHORT), FILLED,
    st.tuples(st.sampled_from(LITERALS), st.sampled_from(SHORT)).map(" ".join), st.text(max_size=30),
)  # fmt: skip


class PlainPlan(Plan):
    """Asks every matcher, indexes nothing."""

    def indexed(self, rule: Rule) -> bool:
        return False


@given(st.lists(LINES, max_size=25), st.sets(st.sampled_from([rule.id for rule in RULES]), max_size=40))
def test_quick_and_plain_ways_are_one(lines: list[str], left_out: set[str]) -> None:
    rules = [rule for rule in RULES if rule.id not in left_out]
    view = View.of("\n".join(line.replace("\n", " ") for line in lines))
    quick, plain = find_claims(view, Plan.of(rules)), find_claims(view, PlainPlan.of(rules))
    assert quick == plain


@given(st.lists(LINES, max_size=25))
def test_indexes_find_the_hits_of_each_matcher(lines: list[str]) -> None:
    view = View.of("\n".join(line.replace("\n", " ") for line in lines))
    plan = Plan.of(RULES)
    meeting = plan.meet(view)
    for rule in RULES:
        if plan.indexed(rule):
            assert list(meeting.hits(rule)) == list(rule.matcher.find(view, Context())), rule.id


@given(st.lists(LINES, max_size=25))
def test_a_rule_that_finds_something_may_find_it(lines: list[str]) -> None:
    view = View.of("\n".join(line.replace("\n", " ") for line in lines))
    taken = frozenset(range(0, len(view), 3))
    hits = {name: taken for rule in RULES for name in rule.names}
    captured = {name: {key: frozenset({-1}) for key in view.keys} for name in ("author", "title")}
    for context in (Context(), Context(captured, taken, hits)):
        for rule in RULES:
            if rule.matcher.flags & ~view.flags or not rule.matcher.may_find(view, context):
                assert not list(rule.matcher.find(view, context)), rule.id


@given(st.lists(LINES, max_size=25), st.integers(0))
def test_features_of_some_lines_are_those_of_all(lines: list[str], within: int) -> None:
    text = "\n".join(line.replace("\n", " ") for line in lines)
    whole, some = View.of(text), View.of(text)
    within &= whole.everything
    for name, feature in FEATURES.items():
        has = feature(whole)
        expected = sum(1 << rank for rank, at in enumerate(whole.shown) if has[at])
        assert some.having(name, within) == expected & within, name
        assert whole.mask(name) == expected, name


WORDS = st.lists(st.sampled_from(["شارك", "أيضا", "إقرأ", "صورة", "قال", "12", "Read", "more", "المصدر"]), max_size=4)
SIGNS = st.sampled_from(["", ":", " - ", " (", "/", "، ", ".", "؟", "...", "\u200f", " | "])
PIECES = st.lists(st.tuples(WORDS.map(" ".join), SIGNS).map("".join), min_size=1, max_size=3).map("".join)
HOLES = st.sampled_from(["{a:name}", "{a:text}", "{a:num}", "{a:person}", "{a:city}", "{a:date}", "{a:title}"])
SOURCES = st.one_of(PIECES, st.tuples(PIECES, HOLES, PIECES).map("".join), st.tuples(PIECES, HOLES).map("".join),
                    st.tuples(HOLES, PIECES).map("".join))  # fmt: skip
FILLERS = st.sampled_from(["نا", "نا الخبر", " محمد علي", "12", " الرياض ", "x", " 12 مايو 2024", "ون"])
MADE = st.tuples(SOURCES, FILLERS, st.sampled_from(["", PROSE[0] + " "]), st.sampled_from(["", " " + PROSE[1]])).map(
    lambda parts: parts[2] + re.sub(r"\{[^}]*\}", parts[1], parts[0]) + parts[3]
)
PATTERNS = st.tuples(PIECES.map(re2.escape), st.sampled_from([".*", r"\pL+", "(?P<a>.+)", r"[0-9]{1,3}", ""])).map(
    "".join
)
FOLDS = st.sampled_from(["arabic", "default", "none"])


@st.composite
def rule_sets(draw: st.DrawFn) -> list[Rule]:
    """Draw rules of the kinds that look at one line, under any fold."""
    rules = []
    for number in range(draw(st.integers(1, 8))):
        kind, fold = draw(st.sampled_from(["line", "prefix", "suffix", "regex", "keep", "words"])), draw(FOLDS)
        try:
            if kind == "words":
                telling, filling = draw(WORDS.filter(bool)), draw(WORDS)
                share, least = draw(st.sampled_from([0.5, 0.8, 1.0])), draw(st.integers(1, 2))
                matcher: Matcher = WordsMatcher(tuple(telling), tuple(filling), least, share, fold=fold)
            elif kind == "regex":
                matcher = PatternMatcher(tuple(draw(st.lists(PATTERNS, min_size=1, max_size=3))), fold)
            else:
                sources = draw(st.lists(SOURCES, min_size=1, max_size=3))
                templates = tuple(parse_template(source, fold, kind == "prefix") for source in sources)
                made = {"prefix": PrefixMatcher, "suffix": SuffixMatcher}.get(kind, LineMatcher)
                if kind in ("prefix", "suffix") and not all(
                    t.literals[-1 if kind == "prefix" else 0] for t in templates
                ):
                    continue
                matcher = made(templates, fold)
        except ValueError:  # no template
            continue
        rules.append(Rule(f"mine/{number}", "drawn", kind, matcher))
    return rules


@given(rule_sets(), st.lists(st.one_of(MADE, PIECES, LINES), max_size=12))
def test_quick_and_plain_ways_are_one_for_any_rules(rules: list[Rule], lines: list[str]) -> None:
    view = View.of("\n".join(line.replace("\n", " ") for line in lines))
    assert find_claims(view, Plan.of(rules)) == find_claims(view, PlainPlan.of(rules))


@given(st.lists(st.one_of(NAMED, st.text(max_size=12)), max_size=8))
def test_what_may_not_be_an_outlet_is_none(texts: list[str]) -> None:
    for text in texts:
        assert not is_outlet(text) or may_be_outlet(fold(text)), text


def test_patterns_are_parted_by_what_they_must_hold() -> None:
    patterns = ["[^.]+ more", ".*[0-9]", ".+(?:tea|coffee).*"]
    assert filtered("abc", patterns) == (["a", "c"], ["b"])
    assert filtered("", []) == ([], [])
    many = [f"[^.]+ {number} {'word' * 20} {number}" for number in range(10_000)]
    assert filtered(many, many) == ([], many)


def test_patterns_are_known_by_their_length() -> None:
    for pattern, longest in (
        ("abc", 3), ("a|bcd|ef", 3), ("(?:ab){2,4}c?", 9), ("a+", inf), ("(?:a*b)?", inf), ("[^)\\]]{1,5}", 5),
        (r"\p{Arabic}{2}\pL\d\x{200c}", 5), ("(?P<a>x(?:y|zz){3})", 7), (r"\(a\)", 3), (r"\Qa\E", inf), ("", 0),
    ):  # fmt: skip
        assert longest_match(pattern) == longest, pattern


@given(PATTERNS, st.lists(st.one_of(MADE, PIECES), max_size=6))
def test_no_pattern_matches_more_than_its_length(pattern: str, lines: list[str]) -> None:
    compiled, longest = re2.compile(pattern), longest_match(pattern)
    assert all(len(line) <= longest for line in lines if compiled.fullmatch(line))


def test_a_changed_rule_changes_the_plan() -> None:
    rule = next(rule for rule in RULES if rule.id == "ar/ad")
    view = View.of("إعلان")
    assert Plan.of([rule]).meet(view).hits(rule)
    assert (
        not Plan.of([replace(rule, matcher=RULES[0].matcher)]).meet(view).hits(replace(rule, matcher=RULES[0].matcher))
    )


EVERYTHING = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x110000))))


@pytest.mark.parametrize("name", sorted(_MORE))
def test_the_ranges_for_a_property_hold_all_that_it_names(name: str) -> None:
    assert not re2.search(rf"\p{{{name}}}", re2.sub(f"[{_MORE[name]}]+", "", EVERYTHING))


@pytest.mark.parametrize("name", sorted(_SOME))
def test_the_ranges_that_a_class_may_not_be_hold_only_what_the_property_names(name: str) -> None:
    assert not re2.search(f"[{_SOME[name]}]", re2.sub(rf"\p{{{name}}}+", "", EVERYTHING))


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"\p{Lu}\pL+", "\u00c9cole"),
        (r"[^\pL\pN]*a", "\u00ab a"),
        (r"[\p{Arabic}/.]+", "\u0645/\u0648."),
        (r"(?i)[^\pL]+", "\u00b7 1"),
        (r"(?i)[^k]+", "x"),
        (r"\PL+", "12"),
        (r"[\p{L}&.'-]+", "A&B-\u00e9."),
        (r"\\pL", "\\pL"),
        (r"[^\]\pL]", "1"),
    ],
)
def test_a_widened_pattern_matches_what_the_pattern_matches(pattern: str, text: str) -> None:
    assert re2.fullmatch(pattern, text)
    assert re2.fullmatch(widened(pattern), text)


PROPERTIED = (
    "[^\\pL\\pN]*",
    r"[\pL\pN_]+[^\pL]",
    r"\p{Lu}[\p{L}.'-]*",
    r"[^\pN]+\pN",
    r"(?i)[^\pL]*\p{Lu}",
    r"\p{^L}\p{Arabic}+",
)


@given(st.text(st.sampled_from("aA1\u00e9\u0645\u0661\u0640 .,[]^-\u00ab\u0416"), max_size=12))
def test_no_text_matches_a_pattern_of_the_rules_and_not_the_widened_one(text: str) -> None:
    for pattern in PROPERTIED:
        if re2.fullmatch(pattern, text):
            assert re2.fullmatch(widened(pattern), text), pattern
