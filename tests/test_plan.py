"""The quick way through a rule set finds what asking every matcher in turn finds."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cleaner import Cleaner
from cleaner.claims import find_claims
from cleaner.matchers import Context
from cleaner.plan import Plan
from cleaner.rule import Rule
from cleaner.view import View
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
LINES = st.one_of(
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


def test_a_changed_rule_changes_the_plan() -> None:
    rule = next(rule for rule in RULES if rule.id == "ar/ad")
    view = View.of("إعلان")
    assert Plan.of([rule]).meet(view).hits(rule)
    assert (
        not Plan.of([replace(rule, matcher=RULES[0].matcher)]).meet(view).hits(replace(rule, matcher=RULES[0].matcher))
    )
