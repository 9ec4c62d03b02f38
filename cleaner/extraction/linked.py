"""JSON-LD: what a page says of its article in linked data, whole, in graphs, in lists, or broken."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from html import unescape
from typing import Any

from cleaner.folding import fold
from cleaner.keys import key_of

_ARTICLES = ("article", "blogposting", "liveblogposting", "socialmediaposting", "discussionforumposting", "report")
_PAGES = ("webpage", "itempage", "videoobject", "recipe")
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)|(?:-->|//\s*\]\]>|\]\]>|;)\s*$", re.DOTALL)
_LOOSE_COMMA = re.compile(r",(?=\s*[}\]])")
_DEEPEST = 12  # levels of nodes
_MOST_NODES = 2_000
_BROKEN = {
    name: re.compile(rf'"{name}"\s*:\s*"((?:[^"\\]|\\.){{1,500}})"')
    for name in ("headline", "datePublished", "articleSection")
}
_BROKEN_AUTHOR = re.compile(r'"author"\s*:\s*\[?\s*(?:"([^"\\]{2,80})"|\{[^{}\]]{0,300}?"name"\s*:\s*"([^"\\]{2,80})")')
_TAG = re.compile("<[^<>]{1,200}>")


@dataclass(frozen=True, slots=True)
class Linked:
    """What linked data says of one article; values as stated, in page order."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    date: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    site: str | None = None
    body: str | None = None
    trail: tuple[str, ...] = ()


def read_linked(scripts: Iterable[str], titles: Iterable[str | None]) -> Linked:
    """Read the article that ``scripts`` of JSON-LD describe.

    Where they describe several, it is the one that is titled like the page (``titles``), or the first one if all say
    so of the page; a list of other articles says nothing about this page.
    """
    nodes: list[Mapping[str, Any]] = []
    broken: list[str] = []
    for script in scripts:
        tree = _loaded(script)
        if tree is None:
            broken.append(script)
        else:
            nodes += _nodes(tree, 0)
    del nodes[_MOST_NODES:]
    known = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    article = _article(nodes, titles)
    dates = {node["datePublished"] for node in nodes if isinstance(node.get("datePublished"), str)}
    if article is None:
        found = _crude("\n".join(broken))
    else:
        people, organisations = _makers(article.get("author") or article.get("creator"), known)
        found = Linked(
            title=_string(article.get("headline")) or _string(article.get("name")),
            authors=people,
            organisations=organisations,
            date=_string(article.get("datePublished")) or _string(article.get("dateCreated")),
            section=next(iter(_strings(article.get("articleSection"))), None),
            tags=tuple(_strings(article.get("keywords"))),
            site=next(_names(article.get("publisher"), known), None),
            body=_string(article.get("articleBody"), lines=True),
        )
    return replace(found, trail=_trail_of(nodes), date=found.date or (dates.pop() if len(dates) == 1 else None))


def _loaded(script: str) -> Any:
    text = script
    for _ in range(2):
        text = _WRAPPING.sub("", text).strip()
    for attempt in (text, _LOOSE_COMMA.sub("", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    """Yield the nodes that stand for the page or lie in it, without those of lists of other pages."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value[:_MOST_NODES]:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name in ("@graph", "mainEntity", "mainEntityOfPage", "@reverse", "hasPart", "subjectOf"):
            if isinstance(value.get(name), (dict, list)):
                yield from _nodes(value[name], depth + 1)


def _is(node: Mapping[str, Any], names: tuple[str, ...]) -> bool:
    kinds = node.get("@type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.rsplit("/", 1)[-1].lower().endswith(names) for kind in kinds)


def _article(nodes: list[Mapping[str, Any]], titles: Iterable[str | None]) -> Mapping[str, Any] | None:
    articles = [node for node in nodes if _is(node, _ARTICLES)]
    if not articles:
        return next((node for node in nodes if _is(node, _PAGES)), None)
    headlines = [key_of(fold(_string(node.get("headline")) or _string(node.get("name")) or "")) for node in articles]
    if len(set(filter(None, headlines))) < 2:
        return max(articles, key=len)
    wanted = [key_of(fold(title)) for title in titles if title]
    for node, headline in zip(articles, headlines, strict=True):
        if headline and any(title.startswith(headline) or headline.startswith(title) for title in wanted):
            return node
    return None


def _string(value: Any, lines: bool = False) -> str | None:
    """Return a value as plain text: markup and entities in it are read, white space is one space."""
    if isinstance(value, list):
        value = next((item for item in value if isinstance(item, str)), None)
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    if not isinstance(value, str):
        return None
    text = unescape(value) if "&" in value else value
    if lines:
        return text if text.strip() else None
    text = " ".join(_TAG.sub("", text).split())
    return text or None


def _strings(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else (value,):
        if text := _string(item):
            yield text


def _makers(value: Any, known: Mapping[str, Mapping[str, Any]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of persons and those of organisations among the authors of an article."""
    people: dict[str, None] = {}
    organisations: dict[str, None] = {}
    for item in value if isinstance(value, list) else (value,):
        node = known.get(item.get("@id", ""), item) if isinstance(item, dict) and "name" not in item else item
        for name in _names(node, known):
            organisation = isinstance(node, dict) and _is(node, ("organization", "corporation"))
            (organisations if organisation else people).setdefault(name)
    return tuple(people), tuple(organisations)


def _names(value: Any, known: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    if isinstance(value, list):
        for item in value[:20]:
            yield from _names(item, {})
    elif isinstance(value, dict):
        node = value if "name" in value else known.get(str(value.get("@id")), value)
        parts = [_string(node.get(part)) for part in ("givenName", "additionalName", "familyName")]
        names = node.get("name") if node.get("name") is not None else " ".join(filter(None, parts))
        yield from _strings(names)
    elif (text := _string(value)) and not text.startswith(("http:", "https:", "//")):
        yield text


def _trail_of(nodes: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    return next((_trail(node) for node in nodes if _is(node, ("breadcrumblist",))), ())


def _trail(node: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names in a breadcrumb, the home page first."""
    items = node.get("itemListElement")
    items = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    with suppress(TypeError, ValueError):
        items.sort(key=lambda item: int(item.get("position", 0)))
    names = (_string(item.get("name")) or _string(item.get("item")) for item in items[:20])
    return tuple(name for name in names if name and not name.startswith("http"))


def _crude(text: str) -> Linked:
    """Read what is in plain sight of JSON that no parser takes."""
    if '"@type"' not in text or not re.search(r'"@type"\s*:\s*"[A-Za-z]*(?:Article|Posting)"', text):
        return Linked()
    found = {name: _string(_unquoted(match[1])) for name, pattern in _BROKEN.items() if (match := pattern.search(text))}
    author = _BROKEN_AUTHOR.search(text)
    return Linked(
        title=found.get("headline"),
        authors=tuple(filter(None, author.groups())) if author else (),
        date=found.get("datePublished"),
        section=found.get("articleSection"),
    )


def _unquoted(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return text
