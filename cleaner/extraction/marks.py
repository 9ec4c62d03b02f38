"""What a page says about itself in its markup, collected in one walk over the tree."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from typing import Any

_ELSEWHERE = re.compile(
    r"(?:^|[\s_-])(?:comments?|sidebar|related|recent|popular|disqus|respond|most-read)(?:$|[\s_-])|(?:^|\s)(?:widget|footer)",
    re.IGNORECASE,
)
_LONGEST_BYLINE = 120
_NAMES = re.compile("[Aa]uthor|[Bb]yline|[Ww]riter|[Tt]ags|tag-list|[Kk]eywords")
# Not what stands for a line below the headline (dek, standfirst, subhead): editors count that with the headline.
_LEADS = re.compile(r"(?:^|[\s_-])(?:lead|lede|chapo|chapeau|sapo|vorspann|entradilla)(?:$|[\s_-])", re.IGNORECASE)
# A search for a piece is a tenth of the work of a pattern.
_NAME_PARTS = ("author", "byline", "writer", "tag", "keywords")
_LEAD_PARTS = ("lead", "lede", "chap", "sapo", "vorspann", "entradilla")
_MOST_LEADS = 8
_LISTS = ("div", "ul", "p", "section", "span")
_MOST_SUBHEADINGS = 30
_MOST = 1000  # elements of a kind; an ordinary page has a few


@dataclass(slots=True)
class Marks:
    """What the head says, by lower-case name and in page order, and the elements that say more."""

    meta: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    scripts: list[str] = field(default_factory=list)
    times: list[Any] = field(default_factory=list)
    customs: list[Any] = field(default_factory=list)
    leads: list[Any] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    subheadings: list[str] = field(default_factory=list)
    named: list[Any] = field(default_factory=list)
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
    for element in tree.iter():
        tag = element.tag
        if reader := _READERS.get(tag):
            reader(marks, element)
        elif "-" in tag and len(marks.customs) < _MOST:
            marks.customs.append(element)
        leads, named = _told(name) if (name := element.get("class")) else (False, False)
        if leads and len(marks.leads) < _MOST_LEADS:
            marks.leads.append(element)
        if (named or element.get("itemprop") or element.get("rel")) and len(marks.named) < _MOST:
            marks.named.append(element)
    return marks


@lru_cache(maxsize=4096)
def _told(name: str) -> tuple[bool, bool]:
    """Tell whether a class calls an element a lead, and whether it names who wrote an article or its tags."""
    lower = name.lower()
    lead = any(map(lower.__contains__, _LEAD_PARTS)) and _LEADS.search(name) is not None
    return lead, any(map(lower.__contains__, _NAME_PARTS)) and _NAMES.search(name) is not None


def _add_link(marks: Marks, element: Any) -> None:
    if (name := element.get("rel")) and (target := element.get("href")):
        marks.links.setdefault(name.strip().lower(), target.strip())


def _add_script(marks: Marks, element: Any) -> None:
    kind = (element.get("type") or "").lower()
    # The text of a script is a copy of it.
    if "json" in kind and (text := element.text):
        (marks.scripts if "ld+json" in kind else marks.states).append(text)


def _add_time(marks: Marks, element: Any) -> None:
    if element.get("datetime") and len(marks.times) < _MOST:
        marks.times.append(element)
    if element.get("itemprop"):
        marks.named.append(element)


def _add_heading(marks: Marks, element: Any) -> None:
    if (text := text_of(element)) and len(marks.headings) < _MOST:
        marks.headings.append(text)


def _add_subheading(marks: Marks, element: Any) -> None:
    if len(marks.subheadings) < _MOST_SUBHEADINGS and (text := text_of(element)):
        marks.subheadings.append(text)


def _add_title(marks: Marks, element: Any) -> None:
    if marks.window_title is None and element.getparent().tag in ("head", "html"):
        marks.window_title = text_of(element) or None


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


_READERS: Mapping[str, Callable[[Marks, Any], None]] = {
    "meta": _add_meta,
    "link": _add_link,
    "script": _add_script,
    "time": _add_time,
    "h1": _add_heading,
    "h2": _add_subheading,
    "h3": _add_subheading,
    "title": _add_title,
}


def text_of(element: Any) -> str:
    """Return the text in an element on one line."""
    return " ".join(element.text_content().split())


def bylines(marks: Marks) -> Iterator[list[str]]:
    """Yield what stands in elements that are named as the author's, the surest first; not those of comments.

    Those in one place come together: they are the authors of one article.
    """
    for is_byline in (_is_author_property, _is_author_link, _is_author_class):
        places: dict[Any, list[str]] = {}
        for element in marks.named:
            if is_byline(element) and not is_elsewhere(element):
                text = element.get("content") or " ".join(" ".join(_name_in(element).itertext()).split())
                if text and len(text) <= _LONGEST_BYLINE:
                    places.setdefault(element.getparent(), []).append(text)
        yield from places.values()


def _is_author_property(element: Any) -> bool:
    return "author" in (element.get("itemprop") or "").split()


def _is_author_link(element: Any) -> bool:
    return element.tag in ("a", "span", "address") and "author" in (element.get("rel") or "").split()


def _is_author_class(element: Any) -> bool:
    name = (element.get("class") or "").lower()
    return element.tag not in ("figure", "img") and ("author" in name or "byline" in name or "writer" in name)


def _name_in(element: Any) -> Any:
    return next((part for part in element.iter() if "name" in (part.get("itemprop") or "").split()), element)


def labels(marks: Marks, category: bool) -> list[str]:
    """Return the texts of the first links together with ``rel=tag``, or of those that also are categories."""
    places: dict[Any, list[str]] = {}
    for element in marks.named:
        relations = (element.get("rel") or "").lower().split() if element.tag == "a" else ()
        if "tag" in relations and ("category" in relations) == category and not is_elsewhere(element):
            parent = element.getparent()
            place = parent.getparent() if parent.tag == "li" else parent
            if text := text_of(element):
                places.setdefault(place, []).append(text)
    return next(iter(places.values()), [])


def tag_lists(marks: Marks) -> list[str]:
    """Return the texts of the links in the first element that is named as holding tags."""
    for element in marks.named:
        name = (element.get("class") or "").lower()
        if element.tag in _LISTS and any(word in name for word in ("tags", "tag-list", "keywords")):
            found = [text for link in element.iter("a") if (text := text_of(link))]
            if found and not is_elsewhere(element):
                return found[:_MOST]
    return []


def itemprop_dates(marks: Marks) -> Iterator[str]:
    """Yield what microdata states as the date of publication."""
    for element in marks.named:
        if element.get("itemprop") == "datePublished":
            yield element.get("datetime") or element.get("content") or text_of(element)


def is_elsewhere(element: Any) -> bool:
    """Tell whether an element stands in what is no part of the article by its name."""
    footer = False
    for step in (element, *element.iterancestors()):
        if step.tag in ("article", "main"):
            return False
        if step.tag in ("aside", "nav") or _ELSEWHERE.search(f"{step.get('class') or ''} {step.get('id') or ''}"):
            return bool(step.tag != "body")
        footer = footer or step.tag == "footer"
    return footer
