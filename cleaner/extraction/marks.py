"""What a page says about itself in its markup, collected in one walk over the tree."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from typing import Any

_ELSEWHERE = (
    "comment",
    "sidebar",
    "related",
    "footer",
    "widget",
    "recent",
    "popular",
    "most-read",
    "disqus",
    "respond",
)
_LONGEST_BYLINE = 120
_MOST = 200  # elements of a kind; an ordinary page has a few


@dataclass(slots=True)
class Marks:
    """What the head says, by lower-case name and in page order, and the elements that say more."""

    meta: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)
    times: list[Any] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    window_title: str | None = None

    def first(self, *names: str) -> str | None:
        """Return what the first of some names says."""
        return next((self.meta[name][0] for name in names if name in self.meta), None)

    def all(self, *names: str) -> list[str]:
        """Return all that some names say, each once."""
        return list(dict.fromkeys(value for name in names for value in self.meta.get(name, ())))


def read_marks(tree: Any) -> Marks:
    """Walk over a page once."""
    marks = Marks()
    for element in tree.iter("meta", "link", "script", "time", "h1", "title"):
        tag = element.tag
        if tag == "meta":
            _add_meta(marks, element)
        elif tag == "link":
            if (name := element.get("rel")) and (target := element.get("href")):
                marks.links.setdefault(name.strip().lower(), target.strip())
        elif tag == "script":
            if "ld+json" in (element.get("type") or "").lower() and element.text:
                marks.scripts.append(element.text)
        elif tag == "time":
            if element.get("datetime") and len(marks.times) < _MOST:
                marks.times.append(element)
        elif tag == "h1":
            if text := text_of(element):
                marks.headings.append(text)
        elif marks.window_title is None and element.getparent().tag in ("head", "html"):
            marks.window_title = text_of(element) or None
    return marks


def _add_meta(marks: Marks, element: Any) -> None:
    content = element.get("content")
    # Not a few sites escape twice.
    if not content or not (content := " ".join((unescape(content) if "&" in content else content).split())):
        return
    for attribute in ("property", "name", "itemprop"):
        if name := element.get(attribute):
            values = marks.meta.setdefault(name.strip().lower(), [])
            if len(values) < _MOST:
                values.append(content)
            return


def text_of(element: Any) -> str:
    """Return the text in an element on one line."""
    return " ".join(element.text_content().split())


def bylines(tree: Any) -> Iterator[list[str]]:
    """Yield what stands in elements that are named as the author's, the surest first; not those of comments.

    Those in one place come together: they are the authors of one article.
    """
    for path in _byline_paths():
        places: dict[Any, list[str]] = {}
        for element in path(tree)[:_MOST]:
            text = element.get("content") or " ".join(" ".join(_named(element).itertext()).split())
            if text and len(text) <= _LONGEST_BYLINE and not _is_elsewhere(element):
                places.setdefault(element.getparent(), []).append(text)
        yield from places.values()


def _named(element: Any) -> Any:
    return next((part for part in element.iter() if "name" in (part.get("itemprop") or "").split()), element)


def labels(tree: Any, category: bool) -> list[str]:
    """Return the texts of the first links together with ``rel=tag``, or of those that also are categories."""
    places: dict[Any, list[str]] = {}
    for element in _relation_path()(tree)[:_MOST]:
        relations = element.get("rel").lower().split()
        if ("category" in relations) == category and not _is_elsewhere(element) and (text := text_of(element)):
            parent = element.getparent()
            places.setdefault(parent.getparent() if parent.tag == "li" else parent, []).append(text)
    return next(iter(places.values()), [])


def tag_lists(tree: Any) -> list[str]:
    """Return the texts of the links in the first element that is named as holding tags."""
    for element in _tags_path()(tree)[:_MOST]:
        found = [text for link in element.iter("a") if (text := text_of(link))]
        if found and not _is_elsewhere(element):
            return found[:_MOST]
    return []


def itemprop_dates(tree: Any) -> Iterator[str]:
    """Yield what microdata states as the date of publication."""
    for element in _date_path()(tree)[:_MOST]:
        yield element.get("datetime") or element.get("content") or text_of(element)


def _is_elsewhere(element: Any) -> bool:
    """Tell whether an element stands in what is no part of the article by its name."""
    for step in (element, *element.iterancestors()):
        if step.tag in ("aside", "nav", "footer"):
            return True
        if step.tag not in ("body", "html", "article", "main"):
            name = f"{step.get('class') or ''} {step.get('id') or ''}".lower()
            if any(word in name for word in _ELSEWHERE):
                return True
    return False


@cache
def _byline_paths() -> tuple[Any, ...]:
    from lxml.etree import XPath

    return (
        XPath(".//body//*[contains(concat(' ', @itemprop, ' '), ' author ')]"),
        XPath(".//body//*[self::a or self::span or self::address][contains(concat(' ', @rel, ' '), ' author ')]"),
        XPath(
            ".//body//*[not(self::figure or self::img)]"
            "[contains(@class, 'author') or contains(@class, 'byline') or contains(@class, 'Author')"
            " or contains(@class, 'Byline') or @id='author' or contains(@class, 'writer')]"
        ),
    )


@cache
def _relation_path() -> Any:
    from lxml.etree import XPath

    return XPath(".//body//a[contains(@rel, 'tag')]")


@cache
def _tags_path() -> Any:
    from lxml.etree import XPath

    return XPath(
        ".//body//*[self::div or self::ul or self::p or self::section or self::span]"
        "[contains(@class, 'tags') or contains(@class, 'tag-list') or contains(@class, 'keywords')]"
    )


@cache
def _date_path() -> Any:
    from lxml.etree import XPath

    return XPath(".//*[@itemprop='datePublished']")
