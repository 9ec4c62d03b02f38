"""Metadata that the markup states: JSON-LD, OpenGraph, Dublin Core, microdata, ``<time>``; dates stated or guessed."""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from itertools import chain
from typing import Any
from urllib.parse import urljoin

from cleaner.extraction.linked import Linked, read_linked
from cleaner.extraction.marks import Marks, bylines, itemprop_dates, labels, tag_lists
from cleaner.extraction.named import origin_of, read_named
from cleaner.extraction.titles import SITE_NAMES, site_keys, title_of
from cleaner.folding import fold
from cleaner.keys import key_of
from cleaner.metadata.captures import clean_section
from cleaner.metadata.dates import parse_date
from cleaner.metadata.hosts import host_of
from cleaner.metadata.names import clean_author, clean_label, clean_source, is_agency
from cleaner.model import Metadata

_PUBLISHED = ("article:published_time", "og:article:published_time", "og:published_time")
_DATES = (
    "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.issued", "dcterms.created",
    "dc.date.created", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "parsely-pub-date",
    "sailthru.date", "article.published", "cxenseparse:recs:publishtime", "citation_publication_date",
)  # fmt: skip
_AUTHORS = (
    "author", "article:author", "og:author", "og:article:author", "dc.creator", "dc:creator", "dcterms.creator",
    "creator", "parsely-author", "sailthru.author", "byl", "citation_author", "cxenseparse:author",
    "article:author_name",
)  # fmt: skip
_SECTIONS = ("article:section", "og:article:section", "cxenseparse:category", "parsely-section", "section")
_TAGS = ("article:tag", "og:article:tag")
_KEYWORDS = ("news_keywords", "keywords", "parsely-tags", "sailthru.tags", "dc.subject", "dcterms.subject")
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}))?")
_AND = re.compile(r"\s*[;|]\s*|\s+(?:&|and|und|et)\s+")
_COMMA = re.compile(r"\s*[,\u060c]\s*")
_TAG_MARK = re.compile(r"\s*[,;|\u060c\u061b#\n]\s*")
# One Latin word in small letters, in capitals or with a digit is the name of an account.
_USER_NAME = re.compile(r"(?i:admin|administrator|editors?|webmaster|staff|guest)|[a-z_.\d-]+|[A-Z]+|\w*[_\d]\w*")
_LAST_DAY = "2100-01-01"  # not today: what comes out must not depend on the day of the run
_FIRST_YEAR, _LAST_YEAR = 1970, 2100
_LONGEST_TAG_WORDS = 8
_MOST_TAGS = 40
_MANY = 3  # values of one name; fewer may each hold several tags


def read_facts(tree: Any, marks: Marks, url: str | None) -> tuple[Metadata, Linked]:
    """Return the metadata that the markup of a page states, and its linked data.

    ``extra["origin"]`` tells which key of the markup states each field, or that it was guessed. A date only found
    somewhere in the page or its address goes to ``extra["date_guess"]``: what the text states is better.
    """
    linked = read_linked(marks.scripts, (marks.first("og:title"), *marks.headings, marks.window_title))
    link = url or _address(marks)
    host = host_of(link)
    site = next((name for name in (marks.first(*SITE_NAMES), linked.site) if name and "://" not in name), None)
    title = title_of(marks, linked, site, host)
    others = site_keys(site, host) | {key_of(fold(title or ""))}
    author, source = _people(marks, linked, others, host)
    extra: dict[str, Any] = {}
    stated, key = _stated_date(_date_texts(marks, linked))
    if not stated and (guess := _guessed_date(tree, link)):
        extra["date_guess"] = guess
    if site:
        extra["site_name"] = site
    section, tags = _section(marks, linked, others), _tags(marks, linked, title)
    named = read_named(marks)
    parts = {"title": (title,), "author": (author or "").split("; "), "section": (section,), "tags": tags}
    origin = {
        field: origin_of(field, said, named) for field, values in parts.items() if (said := [*filter(None, values)])
    }
    if source:
        origin["source"] = origin_of("author", (source,), named)
    if stated:
        origin["date"] = {"markup": key}
    if origin:
        extra["origin"] = origin
    return Metadata(
        title=title,
        author=author,
        date=stated,
        section=section,
        source=source,
        tags=tags,
        url=link,
        hostname=host,
        extra=extra,
    ), linked


def _address(marks: Marks) -> str | None:
    stated = marks.first("og:url", "twitter:url", "parsely-link")
    canonical = marks.links.get("canonical")
    try:
        link = urljoin(stated or "", canonical) if canonical else stated
    except ValueError:
        link = stated
    # A page may name a copy on another site as the one to list.
    own = (host_of(stated) or "").removeprefix("www.")
    if own and (host_of(link) or "").removeprefix("www.") != own:
        link = stated
    return link if link and link.startswith(("http://", "https://")) and host_of(link) else None


def _stated_date(texts: Iterable[tuple[str, str]]) -> tuple[str | None, str]:
    """Return the first date that holds, with the time that another text states for the same day, and what names it."""
    found = [(moment, name) for name, text in texts if (moment := _moment(text))]
    if not found:
        return None, ""
    timed = (one for one in found if one[0].startswith(found[0][0][:10]) and len(one[0]) > 10)
    return next(timed, found[0])


def _date_texts(marks: Marks, linked: Linked) -> Iterator[tuple[str, str]]:
    """Yield what names itself the date of publication, with its name, the most explicit first."""
    yield from ((name, text) for name in _PUBLISHED for text in marks.all(name))
    if linked.date:
        yield "json-ld:datePublished", linked.date
    yield from ((name, text) for name in _DATES for text in marks.all(name))
    yield from (("itemprop=datePublished", text) for text in itemprop_dates(marks))
    yield from (("<time>", element.get("datetime")) for element in marks.times if element.get("pubdate") is not None)
    # A page with several times speaks of several articles.
    times = {element.get("datetime") for element in marks.times}
    if len(times) == 1:
        yield from (("<time>", time) for time in times)


def _guessed_date(tree: Any, link: str | None) -> str | None:
    from htmldate import find_date

    try:
        # The fast search leaves free text alone.
        found = find_date(tree, extensive_search=False, original_date=True, url=link, max_date=_LAST_DAY)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
    return _moment(found) if found else None


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


def _people(marks: Marks, linked: Linked, others: Collection[str], host: str | None) -> tuple[str | None, str | None]:
    """Tell authors from agencies in what the markup calls author; the site itself is neither."""
    agencies = list(linked.organisations)
    authors: dict[str, str] = {}
    for names in chain((linked.authors, marks.all(*_AUTHORS)), bylines(marks)):
        for part in (part for name in names for part in _names_in(name)):
            key = key_of(fold(part))
            if not key or key in others or _USER_NAME.fullmatch(part) or part.startswith(("http", "www.", "@")):
                continue
            if is_agency(part):
                agencies.append(part)
            elif (author := clean_author(part)) and not _USER_NAME.fullmatch(author):
                authors.setdefault(fold(author), author)
        if authors:
            break
    site = {*others, *re.split(r"[.\-]", host or "")}
    sources = (name for name in agencies if is_agency(name) and not _is_of(name, site, host or ""))
    agency = next(sources, None)
    return "; ".join(authors.values()) or None, clean_source(agency) if agency else None


def _is_of(name: str, site: Collection[str], host: str) -> bool:
    """Tell whether a name is that of the page's own site."""
    key = key_of(fold(name))
    return key in site or key.split(" ")[0] in site or key.replace(" ", "") in host


def _names_in(text: str) -> Iterator[str]:
    for piece in _AND.split(text):
        parts = _COMMA.split(piece)
        # "Family, Given" is one name.
        yield from parts if all(" " in part or is_agency(part) for part in parts) else (piece,)


def _section(marks: Marks, linked: Linked, others: Collection[str]) -> str | None:
    """Return the section that the head names, or the last step of the way to the page that is not the page itself."""
    steps = [step for step in linked.trail[1:] if key_of(fold(step)) not in others]
    stated = (marks.first(*_SECTIONS), linked.section, *reversed(steps))
    for label in (*stated, *labels(marks, category=True)):
        if label and (section := clean_section(label)) and key_of(fold(section)) not in others:
            return section
    return None


def _tags(marks: Marks, linked: Linked, title: str | None) -> tuple[str, ...]:
    """Return the tags of the first place that has some; a title cut into words is none."""
    places = (marks.all(*_TAGS), labels(marks, category=False), linked.tags, tag_lists(marks), marks.all(*_KEYWORDS))
    for found in places:
        # Where each tag stands alone, a comma belongs to it.
        parts = [part for text in found for part in (_TAG_MARK.split(text) if len(found) < _MANY else (text,))]
        tags: dict[str, str] = {}
        for part in parts:
            tag = clean_label(part)
            if tag and not tag.startswith("@") and "_" not in tag and len(tag.split()) <= _LONGEST_TAG_WORDS:
                tags.setdefault(fold(tag), tag)
        if tags and not set(" ".join(tags).split()) <= set(fold(title or "").split()):
            return tuple(tags.values())[:_MOST_TAGS]
    return ()
