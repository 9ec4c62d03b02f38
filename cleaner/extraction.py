"""From HTML to text: site chrome named by selector is cut, trafilatura extracts, markup fills the metadata."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from cleaner.matchers.markup import MarkupMatcher
from cleaner.model import Metadata, Repair
from cleaner.rule import Rule

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def extract(markup: str, rules: Iterable[Rule], url: str | None = None) -> tuple[str, Metadata, tuple[Repair, ...]]:
    """Return text, metadata and the log of what the extractor and the selectors dropped.

    A page that cannot be parsed, or that holds no text, gives an empty text.
    """
    from lxml import etree
    from trafilatura import bare_extraction, load_html

    tree = load_html(markup)
    if tree is None:
        return "", Metadata(url=url), (Repair("html", "no markup that can be parsed", 1),)
    repairs = []
    for rule in rules:
        if isinstance(rule.matcher, MarkupMatcher):
            dropped = sum(_drop(etree.XPath(path)(tree)) for path in rule.matcher.xpaths)
            if dropped:
                repairs.append(Repair("html-selector", rule.id, dropped))
    whole = len(" ".join(tree.itertext()))
    found: Any = bare_extraction(tree, url=url, with_metadata=True, include_comments=False, include_tables=True)
    text = (found.text or "") if found else ""
    repairs.append(Repair("html-extraction", "characters of page text outside the extract", max(0, whole - len(text))))
    return text, _metadata(found, url), tuple(repairs)


def _drop(elements: Iterable[Any]) -> int:
    count = 0
    for element in elements:
        parent = element.getparent()
        if parent is not None:
            if element.tail:
                before = element.getprevious()
                if before is not None:
                    before.tail = (before.tail or "") + element.tail
                else:
                    parent.text = (parent.text or "") + element.tail
            parent.remove(element)
            count += 1
    return count


def _metadata(found: Any, url: str | None) -> Metadata:
    if not found:
        return Metadata(url=url)
    link = url or found.url
    date = found.date if found.date and _DAY.fullmatch(found.date) else None
    return Metadata(
        title=found.title,
        author=found.author,
        date=date,
        section=next(iter(found.categories or ()), None),
        tags=tuple(found.tags or ()),
        url=link,
        hostname=(urlsplit(link).hostname if link else None) or found.hostname,
        extra={"date_origin": "markup"} if date else {},
    )
