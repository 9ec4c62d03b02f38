"""Whether the conditions of two rules can both hold for one line."""

from cleaner.rule import Rule, Where

# Zones of which no line can be in both. Head is above all running text, and so above the article; tail is below it.
_APART = {
    frozenset(pair)
    for pair in (
        ("head", "tail"),
        ("head", "in_article"),
        ("head", "after_article"),
        ("tail", "in_article"),
        ("tail", "before_article"),
        ("before_article", "in_article"),
        ("before_article", "after_article"),
        ("in_article", "after_article"),
    )
}


def may_meet(one: Rule, other: Rule) -> bool:
    """Tell whether both rules may want the same line; only what is surely apart is told apart."""
    if one.rank == 2 or other.rank == 2:
        # A site's rule is there to do better than the general one on the site's pages.
        return one.rank == other.rank and one.id.partition("/")[0] == other.id.partition("/")[0]
    if frozenset((one.where.zone, other.where.zone)) in _APART:
        return False
    return not any(a.zone == "head" and b.after_body for a, b in ((one.where, other.where), (other.where, one.where)))


def narrowed(rule: Rule) -> bool:
    """Tell whether anything beside its words narrows where a rule acts."""
    return rule.where != Where() or rule.guard.max_lines is not None or bool(rule.guard.next)
