"""Which of a page's titles is the headline, without the name of the site, and which lines would repeat it."""

import re

from cleaner.extraction.linked import Linked
from cleaner.extraction.marks import Marks
from cleaner.folding import fold
from cleaner.keys import key_of
from cleaner.metadata.names import clean_label

SITE_NAMES = ("og:site_name", "application-name", "apple-mobile-web-app-title", "dc.publisher", "publisher")
_TITLES = (
    "og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title", "parsely-title", "sailthru.title",
    "headline", "title",
)  # fmt: skip
_SEPARATOR = re.compile(r"\s+(?:[|\-\u2013\u2014:\u00ab\u00bb\u2022\u00b7~\u22c6/]|::)+\s+|\s*[|\u00bb\u00ab]\s+")
_NAME_WORDS = 4  # a part of a <title> with fewer words may be the name of the site or section
_SHORT = 15  # characters; a heading so short may name a site or a section
_LONGEST = 500
_MOST_HEADINGS = 20


def title_of(marks: Marks, linked: Linked, site: str | None, host: str | None) -> str | None:
    """Return the headline of a page: the one that readers see, where the head says the same at more length."""
    stated = marks.first("og:title") or linked.title or marks.first(*_TITLES[1:])
    window = marks.window_title
    names = site_keys(site, host)
    headings = [heading for heading in marks.headings[:_MOST_HEADINGS] if len(heading) <= _LONGEST]
    for heading in headings:
        key = _key(heading)
        opens = len(key) > _SHORT and _key(window or "").startswith(key)
        if key and key not in names and (opens or _tells(stated, key)):
            return clean_label(heading)
    if stated:
        return clean_label(_without_site(stated, names))
    if window and (named := _named_in(window, [*headings, *marks.subheadings], names)):
        return clean_label(named)
    readable = [heading for heading in headings if _key(heading) not in names]
    if len(readable) == 1:
        return clean_label(readable[0])
    if window:
        return clean_label(_without_site(window, names, guess=True))
    return clean_label(readable[0]) if readable else None


def _tells(stated: str | None, key: str) -> bool:
    return stated is not None and key in (whole := _key(stated)) and 2 * len(key) >= len(whole)


def _named_in(window: str, headings: list[str], names: frozenset[str]) -> str | None:
    """Return the longest heading that the title of the window names at an end: the other end names the site."""
    whole = _key(window)
    found = [
        heading
        for heading in headings
        if len(key := _key(heading)) > _SHORT and key not in names and (whole.startswith(key) or whole.endswith(key))
    ]
    return max(found, key=len, default=None)


def site_keys(site: str | None, host: str | None) -> frozenset[str]:
    """Return the keys under which a title may name its site: its name, its host, the host's own word."""
    names = [site or "", host or "", (host or "").removeprefix("www.")]
    labels = (host or "").removeprefix("www.").split(".")
    names += labels[:-1]
    return frozenset(key for name in names if (key := _key(name)))


def _without_site(title: str, names: frozenset[str], guess: bool = False) -> str:
    """Cut the site's name behind or before a title; with ``guess`` also what has the form of one."""
    marks = list(_SEPARATOR.finditer(title))
    if not marks or len(title) > _LONGEST:
        return title
    first, last = title[: marks[0].start()], title[marks[-1].end() :]
    if _key(last) in names or _key(last).replace(" ", "") in names:
        return title[: marks[-1].start()]
    if _key(first) in names:
        return title[marks[0].end() :]
    if guess and len(last.split()) <= _NAME_WORDS < len(title[: marks[-1].start()].split()):
        return title[: marks[-1].start()]
    if guess and len(first.split()) < _NAME_WORDS < len(title[marks[0].end() :].split()):
        return title[marks[0].end() :]
    return title


def heading_keys(marks: Marks, title: str | None) -> frozenset[str]:
    """Return the keys of the lines that would repeat the page's title: ``<h1>``, ``<title>`` and what names it."""
    texts = [title or "", *marks.headings, *marks.all("og:title", "twitter:title", "title", "dc.title")]
    texts.append(marks.window_title or "")
    for text in list(texts):
        texts += (part for part in _SEPARATOR.split(text) if len(part.split()) >= _NAME_WORDS)
    return frozenset(key for text in texts if (key := _key(text)))


def _key(text: str) -> str:
    return key_of(fold(" ".join(text.split())))
