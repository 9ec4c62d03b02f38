"""What the markup says about the page: JSON-LD, OpenGraph, Dublin Core, ``<time>``; dates stated or guessed."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from cleaner.extraction.named import Named, origin_of, read_named
from cleaner.folding import fold
from cleaner.keys import key_of
from cleaner.metadata.captures import clean_section
from cleaner.metadata.dates import parse_date
from cleaner.metadata.names import clean_author, clean_label, clean_source, is_agency
from cleaner.metadata.tags import split_tags
from cleaner.model import Metadata

_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_META_DATES = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
    "dcterms.date", "dcterms.issued", "dcterms.created", "dc.date.created", "pubdate", "publishdate", "publish-date",
    "publish_date", "parsely-pub-date", "sailthru.date", "article.published", "cxenseparse:recs:publishtime",
)  # fmt: skip
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}))?")
_SEPARATOR = re.compile(r"\s+[|\-\u2013\u2014:\u00ab\u00bb\u2022\u00b7]\s+")
_JOINED_TAGS = re.compile("[,،;؛|#]")
_NAME_WORDS = 4  # a part of a <title> with fewer words may be the name of the site or section
_LAST_DAY = "2100-01-01"  # not today: what comes out must not depend on the day of the run
_FIRST_YEAR, _LAST_YEAR = 1970, 2100
_LONGEST_TITLE = 500


def read_facts(tree: Any, url: str | None) -> Metadata:
    """Read metadata from the markup of a page.

    ``extra["origin"]`` tells which key of the markup states each field, or that it was guessed. A date only found
    somewhere in the page or its address goes to ``extra["date_guess"]``: what the text states is better.
    """
    from lxml.etree import LxmlError
    from trafilatura.metadata import extract_metadata

    try:
        # The date that is looked for here is a guess; the fast search leaves free text alone.
        options = {"extensive_search": False, "original_date": True, "max_date": _LAST_DAY}
        found: Any = extract_metadata(tree, default_url=url, date_config=options)
    except (LxmlError, ValueError, TypeError, AttributeError, RecursionError):
        return Metadata(url=url)
    named = read_named(tree)
    link = url or found.url
    host = (urlsplit(link).hostname if link else None) or found.hostname
    author, source = _people(found.author)
    title = _title(found.title, found.sitename)
    section = next((label for name in found.categories or () if (label := clean_section(name))), None)
    tags = _tags(found.tags or ())
    date, key = _stated_date(tree, named)
    extra: dict[str, Any] = {}
    if not date and found.date and (guess := _moment(found.date)):
        extra["date_guess"] = guess
    if found.sitename:
        extra["site_name"] = found.sitename
    stated = {"title": title, "author": author, "section": section, "tags": tags}
    origin = {field: origin_of(field, _parts(field, value), named) for field, value in stated.items() if value}
    if source:
        origin["source"] = origin_of("author", (source,), named)
    if date:
        origin["date"] = {"markup": key}
    if origin:
        extra["origin"] = origin
    return Metadata(
        title=title,
        author=author,
        date=date,
        section=section,
        source=source,
        tags=tags,
        url=link,
        hostname=host,
        extra=extra,
    )


def _parts(field: str, value: Any) -> tuple[str, ...]:
    if field == "tags":
        return tuple(value)
    return tuple(value.split("; ")) if field == "author" else (value,)


def _tags(found: Iterable[str]) -> tuple[str, ...]:
    """Return tags that the markup lists or joins with commas, each once after folding."""
    pieces = (split_tags(text) if _JOINED_TAGS.search(text) else (clean_label(text),) for text in found)
    tags: dict[str, str] = {}
    for tag in (tag for piece in pieces for tag in piece if tag):
        tags.setdefault(fold(tag), tag)
    return tuple(tags.values())


def _stated_date(tree: Any, named: Named) -> tuple[str | None, str]:
    """Return the date of publication that the markup names, and where it does."""
    for key, text in _date_texts(tree, named):
        if found := _moment(text):
            return found, key
    return None, ""


def _date_texts(tree: Any, named: Named) -> Iterator[tuple[str, str]]:
    """Yield what names itself the date of publication, the most explicit first."""
    yield from ((name, named[name][0]) for name in _META_DATES[:2] if name in named)
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "") and (found := _JSON_DATE.search(script.text or "")):
            yield "json-ld:datePublished", found[1]
    yield from ((name, named[name][0]) for name in _META_DATES[2:] if name in named)
    for element in tree.iterfind(".//*[@itemprop='datePublished']"):
        yield "itemprop=datePublished", element.get("datetime") or element.get("content") or "".join(element.itertext())
    times = [element for element in tree.iter("time") if element.get("datetime")]
    yield from (("<time>", element.get("datetime")) for element in times if element.get("pubdate") is not None)
    # A page with several times speaks of several articles.
    if len({element.get("datetime") for element in times}) == 1:
        yield "<time>", times[0].get("datetime")


def _moment(text: str) -> str | None:
    """Return ISO 8601 to the minute, or the day where that is all there is; no time zone is converted."""
    text = text.strip()
    found = _ISO.match(text)
    if found is None:
        return parse_date(text) if len(text) < 80 else None
    try:
        if not _FIRST_YEAR <= date.fromisoformat(found[1]).year < _LAST_YEAR:
            return None
        if found[2] and found[2] != "00:00":
            datetime.fromisoformat(f"{found[1]}T{found[2]}")
            return f"{found[1]}T{found[2]}"
    except ValueError:
        return None
    return found[1]


def _people(stated: str | None) -> tuple[str | None, str | None]:
    """Tell authors from agencies in what the markup calls author."""
    names = [name.strip() for name in (stated or "").split(";") if name.strip()]
    authors = [author for name in names if (author := clean_author(name))]
    agency = next((source for name in names if is_agency(name) and (source := clean_source(name))), None)
    return "; ".join(dict.fromkeys(authors)) or None, agency


def _title(stated: str | None, site: str | None) -> str | None:
    """Return a title without the name of the site behind or before it."""
    title = clean_label(stated or "")
    if not title or not site or len(title) > _LONGEST_TITLE:
        return title
    parts = _SEPARATOR.split(title)
    name = key_of(fold(site))
    if len(parts) > 1 and key_of(fold(parts[-1])) == name:
        return title[: title.rindex(parts[-1])].rstrip(" |-\u2013\u2014:\u00ab\u00bb\u2022\u00b7") or title
    return title


def heading_keys(tree: Any, title: str | None) -> frozenset[str]:
    """Return the keys of the lines that would repeat the page's title: ``<h1>``, ``<title>`` and what names it."""
    wanted = ("og:title", "twitter:title", "title", "dc.title")
    texts = [title or "", *("".join(heading.itertext()) for heading in tree.iter("h1"))]
    for element in tree.iter("meta"):
        if (element.get("property") or element.get("name") or "").lower() in wanted:
            texts.append(element.get("content") or "")
    texts += ("".join(element.itertext()) for element in tree.iterfind("head/title"))
    for text in list(texts):
        texts += (part for part in _SEPARATOR.split(text) if len(part.split()) >= _NAME_WORDS)
    return frozenset(key for text in texts if (key := key_of(fold(" ".join(text.split())))))
