"""What is done to the tree before extraction, so that the extractor sees paragraphs where a reader does."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from cleaner.matchers.markup import MarkupMatcher
from cleaner.model import Repair
from cleaner.rule import Rule

_BLOCKS = frozenset({
    "address", "article", "aside", "audio", "blockquote", "button", "canvas", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "embed", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "iframe", "img", "input", "li", "main", "math", "nav", "noscript", "object", "ol", "p",
    "picture", "pre", "script", "section", "select", "style", "svg", "table", "tbody", "td", "template",
    "textarea", "tfoot", "th", "thead", "tr", "ul", "video",
})  # fmt: skip
_INLINE = ("span", "font", "b", "strong", "em", "i", "bdi", "label")
_HOLDERS = ("div", "td", "center", "section", "article", "main")
_LOOSE_WORDS = 8  # fewer words loose in an element are a label or a date, sooner than text
_SENTENCE_WORDS = 3  # or as many, where a full stop ends them
_SENTENCE_ENDS = (".", "!", "?", "\u061f", "\u06d4", "\u2026", "\u3002", '."', ".\u201d", ".\u00bb")
_CELL_CHARACTERS = 200  # a cell with this much text in blocks of its own lays out the page
_PROSE_WORDS = 15
_LONGEST_NAME = 400  # characters of a class or id; patterns run over them
THREAD = re.compile("comment|reply|replies|respon", re.IGNORECASE)


def cut_selected(tree: Any, rules: Iterable[Rule]) -> tuple[Repair, ...]:
    """Cut the elements that ``css`` and ``xpath`` rules name; one repair for each rule that found some."""
    repairs = []
    for rule in rules:
        if isinstance(rule.matcher, MarkupMatcher):
            found = [element for path in rule.matcher.xpaths for element in _path(path)(tree)]
            count = sum(_drop(element) for element in found if not isinstance(element, str))
            if count:
                repairs.append(Repair("html-selector", rule.id, count))
    return tuple(repairs)


def _drop(element: Any) -> bool:
    parent = element.getparent()
    if parent is None:
        return False
    if element.tail:
        _append_text(parent, element.getprevious(), element.tail)
    parent.remove(element)
    return True


def _append_text(parent: Any, last: Any, text: str) -> None:
    if last is not None:
        last.tail = (last.tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def shorten_attributes(tree: Any) -> None:
    """Cut class and id values of absurd length, over which the extractor's patterns would take minutes."""
    for value in _path(f"//@class[string-length()>{_LONGEST_NAME}]|//@id[string-length()>{_LONGEST_NAME}]")(tree):
        value.getparent().set(value.attrname, value[:_LONGEST_NAME])


@cache
def _path(expression: str) -> Any:
    from lxml.etree import XPath

    return XPath(expression)


def empty_scripts(tree: Any) -> None:
    """Drop what scripts and styles hold, over which every later step would go again; the empty elements stay.

    Linked data stays too: where a page has no text of its own, the extractor looks for the article there.
    """
    for element in tree.iter("script", "style"):
        if "ld+json" not in (element.get("type") or ""):
            element.text = None


def unfold_tables(tree: Any) -> None:
    """Turn tables that lay out a page into divs: those with a long cell that holds blocks of its own."""
    for table in list(tree.iter("table")):
        if any(_lays_out(cell) for cell in table.iter("td")):
            stack = [table]
            while stack:
                element = stack.pop()
                stack += [child for child in element if child.tag in ("tbody", "thead", "tfoot", "tr", "td", "th")]
                element.tag = "div"


def _lays_out(cell: Any) -> bool:
    blocks = (
        any(cell.find(f".//{name}") is not None for name in ("h1", "table", "div"))
        or len(cell.findall(".//p")) > 1
        or len(cell.findall(".//br")) > 3
    )
    return blocks and len(" ".join(cell.itertext())) > _CELL_CHARACTERS


def wrap_loose_text(tree: Any) -> None:
    """Put text that stands bare in a ``<div>`` or the like into paragraphs, which extractors look for.

    A paragraph ends at a block element and at two line breaks in a row. What is inline by its name and holds several
    such paragraphs is taken for a block.
    """
    for element in list(tree.iter(*_INLINE)):
        breaks = [child for child in element if child.tag == "br"]
        if len(breaks) > 1 and sum(len((child.tail or "").split()) >= _LOOSE_WORDS for child in breaks) > 1:
            element.tag = "div"
    for element in list(tree.iter(*_HOLDERS)):
        own = [element.text or "", *(tail for child in element if (tail := child.tail))]
        if sum(map(len, own)) > _LOOSE_WORDS and _is_text(" ".join(own).split()):
            _wrap(element)


def _is_text(words: list[str]) -> bool:
    return len(words) >= _LOOSE_WORDS or (len(words) >= _SENTENCE_WORDS and words[-1].endswith(_SENTENCE_ENDS))


def _wrap(element: Any) -> None:
    from lxml.etree import SubElement

    runs = list(_runs(element))
    for child in list(element):
        element.remove(child)
    element.text = None
    for text, children in runs:
        if text is None:
            element.extend(children)
        elif text.strip() or any(_says_something(child) for child in children):
            paragraph = SubElement(element, "p")
            paragraph.text = text
            paragraph.extend(children)
        else:
            element.extend(child for child in children if child.tag != "br")


def _says_something(child: Any) -> bool:
    inside = "".join(child.itertext()) if isinstance(child.tag, str) else ""
    return bool(inside.strip() or (child.tail or "").strip())


def _runs(element: Any) -> Iterator[tuple[str | None, list[Any]]]:
    """Yield runs of loose text as (text, inline elements), and each block element alone as (None, [element])."""
    text = element.text or ""
    inline: list[Any] = []
    element.text = None
    for child in list(element):
        if _is_block(child):
            yield text, inline
            text, inline = child.tail or "", []
            child.tail = None
            yield None, [child]
        elif child.tag == "br" and inline and inline[-1].tag == "br" and not (inline[-1].tail or "").strip():
            inline.pop()
            yield text, inline
            text, inline = child.tail or "", []
        else:
            inline.append(child)
    yield text, inline


def _is_block(element: Any) -> bool:
    return isinstance(element.tag, str) and (
        element.tag in _BLOCKS or any(child.tag in _BLOCKS for child in element.iterdescendants())
    )


def join_chunks(tree: Any) -> None:
    """Join an article body that a page holds in several containers alike, with advertisements between them.

    Only containers of one path and class inside one ``<article>`` are joined, and only where they hold most of the
    page's paragraphs: appended articles and threads of comments stay apart.
    """
    groups: dict[tuple[Any, ...], list[tuple[int, int]]] = {}
    for element in tree.iter("div", "section"):
        sizes = [size for child in element if child.tag == "p" and (size := _words(child)) >= _PROSE_WORDS]
        if sizes:
            groups.setdefault(_place(element), []).append((len(sizes), sum(sizes)))
    if not groups:
        return
    path, chunks = max(groups.items(), key=lambda item: sum(size for _, size in item[1]))
    if len(chunks) < 2 or sum(count for count, _ in chunks) < 1.5 * len(chunks) or THREAD.search(str(path)):
        return
    # Those without a long paragraph belong to it too.
    elements = [element for element in tree.iter(path[0][0]) if _place(element) == path]
    article = _article_of(elements[0])
    if (
        article is None
        or any(_article_of(element) is not article for element in elements)
        or any(element.find(".//h1") is not None for element in elements)
    ):
        return
    _unwrap(elements)


def join_updates(tree: Any) -> None:
    """Make one article of the entries of a live page: articles side by side below a headline of the whole page."""
    for first in tree.iter("article"):
        parent = first.getparent()
        if first.getprevious() is not None and first.getprevious().tag == "article":
            continue
        entries = [child for child in parent if child.tag == "article"]
        if len(entries) < 2 or any(entry.find(".//h1") is not None for entry in entries):
            continue
        told = [entry for entry in entries if any(_words(p) >= _PROSE_WORDS for p in entry.iter("p"))]
        linked = [entry for entry in entries if any(entry.findall(f".//{name}//a") for name in ("h2", "h3", "h4"))]
        if 2 * len(told) > len(entries) and not linked and any(True for _ in tree.iter("h1")):
            for entry in entries:
                entry.tag = "section"
            if next(parent.iterancestors("article"), None) is None and parent.tag == "div":
                parent.tag = "article"
            return


def _unwrap(elements: list[Any]) -> None:
    """Put what stands in some elements of one depth into their common ancestor, where and in the order it stands."""
    level = elements
    while len({id(element.getparent()) for element in level}) > 1:
        parents = {id(parent): parent for element in level if (parent := element.getparent()) is not None}
        for element in level:
            element.drop_tag()
        level = list(parents.values())
    for element in level:
        element.drop_tag()


def _words(element: Any) -> int:
    return len("".join(element.itertext()).split())


def _place(element: Any) -> tuple[Any, ...]:
    return tuple((step.tag, step.get("class")) for step in (element, *element.iterancestors()))


def _article_of(element: Any) -> Any:
    return next(element.iterancestors("article"), None)
