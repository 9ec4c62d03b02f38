"""What the markup names: ``<meta>``, JSON-LD, headings; and which of them a value was taken from."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cleaner.extraction.marks import Marks
from cleaner.folding import fold
from cleaner.keys import key_of

Named = Mapping[str, tuple[str, ...]]
_JSON = "json-ld:"
# The values of an article in JSON-LD that are of use here.
_JSON_KEYS = frozenset({"headline", "name", "author", "creator", "articlesection", "keywords", "datepublished"})
_MOST_NODES = 5_000  # of JSON-LD; an article has a few dozen

# Where each field is stated, the most explicit first. The names of Dublin Core come with a dot or a colon.
STATED: Mapping[str, tuple[str, ...]] = {
    "title": (
        "og:title", f"{_JSON}headline", "twitter:title", "dc.title", "dcterms.title", "title", "headline",
        "parsely-title", "sailthru.title", "citation_title", "h1", "<title>", f"{_JSON}name",
    ),
    "author": (
        f"{_JSON}author", f"{_JSON}creator", "article:author", "og:article:author", "author", "authors", "byl",
        "dc.creator", "dcterms.creator", "creator", "parsely-author", "sailthru.author", "citation_author",
        "rel=author",
    ),
    "section": ("article:section", "og:article:section", f"{_JSON}articlesection", "dc.subject", "parsely-section"),
    "tags": (
        "article:tag", "og:article:tag", "keywords", "news_keywords", f"{_JSON}keywords", "dc.subject",
        "dcterms.subject", "parsely-tags", "tags", "rel=tag",
    ),
}  # fmt: skip
GUESSED: Mapping[str, Any] = {"markup": "page", "guess": True}
"""Origin of what was found somewhere in the page, under no name."""


def read_named(marks: Marks) -> Named:
    """Return the texts that the markup gives for each name, in page order; names in lower case."""
    named: dict[str, list[str]] = {name.replace("dc:", "dc."): list(texts) for name, texts in marks.meta.items()}
    for name, text in _named(marks):
        if text and text.strip():
            named.setdefault(name.lower(), []).append(text.strip())
    return {name: tuple(texts) for name, texts in named.items()}


def _named(marks: Marks) -> Iterator[tuple[str, str | None]]:
    for script in marks.scripts:
        yield from _json_texts(script)
    yield from (("h1", heading) for heading in marks.headings)
    yield "<title>", marks.window_title
    for rel in ("author", "tag"):
        links = (element for element in marks.named if element.tag == "a" and element.get("rel") == rel)
        yield from ((f"rel={rel}", link.text_content()) for link in links)
    authors = (element for element in marks.named if element.get("itemprop") == "author")
    yield from (("author", element.text_content()) for element in authors)


def _json_texts(script: str) -> Iterator[tuple[str, str]]:
    """Yield the names and texts of a JSON-LD script; nothing where it cannot be read."""
    try:
        nodes = [json.loads(script, strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(_MOST_NODES):
        if not nodes:
            return
        node = nodes.pop()
        if isinstance(node, list):
            nodes += reversed(node)
        elif isinstance(node, dict):
            for key, value in node.items():
                if key.lower() in _JSON_KEYS:
                    yield from ((f"{_JSON}{key}", text) for text in _texts(value))
            nodes += reversed([value for value in node.values() if isinstance(value, (dict, list))])


def _texts(value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list) else (value,):
        text = one.get("name") if isinstance(one, dict) else one
        if isinstance(text, str):
            yield text


def origin_of(field: str, values: Iterable[str], named: Named) -> dict[str, Any]:
    """Say which name states the values of a field; where none does they were guessed from the page."""
    wanted = [key for value in values if (key := key_of(fold(value)))]
    for name in STATED[field]:
        texts = [key_of(fold(" ".join(text.split()))) for text in named.get(name, ())]
        if wanted and texts and all(any(key in text for text in texts) for key in wanted):
            return {"markup": name}
    return dict(GUESSED)
