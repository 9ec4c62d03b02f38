"""Whether the conditions of two rules can both hold for one line."""

from cleaner.rule import Rule, Where

# Zones of which no line can be in both. Head is above all running text, and so above the article; tail is below it.
# Top is the head, or the first few lines of a page that has no running text, and so neither article nor tail.
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
        ("opening", "head"),
        ("opening", "tail"),
        ("closing", "head"),
        ("closing", "tail"),
        ("foot", "head"),
        ("foot", "before_article"),
        ("foot", "in_article"),
        ("top", "tail"),
        ("top", "in_article"),
        ("top", "after_article"),
        ("no_article", "head"),
        ("no_article", "tail"),
        ("no_article", "before_article"),
        ("no_article", "in_article"),
        ("no_article", "after_article"),
    )
}


def may_meet(one: Rule, other: Rule) -> bool:
    """Tell whether both rules may want the same line, neither before the other; what is surely apart is told apart."""
    if one.rank != other.rank:
        # A site's rule is there to do better than a language's on its pages, and that one than a generic rule.
        return False
    if one.rank == 2 and one.id.partition("/")[0] != other.id.partition("/")[0]:
        return False
    if frozenset((one.where.zone, other.where.zone)) in _APART:
        return False
    above = ("head", "top")
    return not any(a.zone in above and b.after_body for a, b in ((one.where, other.where), (other.where, one.where)))


def narrowed(rule: Rule) -> bool:
    """Tell whether anything beside its words narrows where a rule acts."""
    return rule.where != Where() or bool(rule.guard.next)
