"""Paragraphs where a reader sees them: text that stands bare in containers."""

from collections.abc import Iterable, Iterator
from typing import Any

_BLOCKS = frozenset({
    "address", "article", "aside", "audio", "blockquote", "button", "canvas", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "embed", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "iframe", "img", "input", "li", "main", "math", "nav", "noscript", "object", "ol", "p",
    "picture", "pre", "script", "section", "select", "style", "svg", "table", "tbody", "td", "template",
    "textarea", "tfoot", "th", "thead", "tr", "ul", "video",
})  # fmt: skip
_HOLDERS = ("div", "td", "center", "section", "article", "main")
_INLINE = ("span", "font", "b", "strong", "em", "i", "bdi", "label")
_PHRASES = frozenset(("b", "strong", "em", "i", "u", "font", "span", "bdi", "mark", "big"))
_LOOSE_WORDS = 8  # fewer words loose in an element are a label or a date, sooner than text
_SENTENCE_WORDS = 3  # or as many, where a full stop ends them
_SENTENCE_ENDS = (".", "!", "?", "\u061f", "\u06d4", "\u2026", "\u3002", '."', ".\u201d", ".\u00bb")


def open_customs(elements: Iterable[Any]) -> None:
    """Take elements of names that a site made up for blocks, where they stand alone and hold text of their own."""
    for element in elements:
        parent = element.getparent()
        alone = parent is not None and parent.tag in _HOLDERS and not (element.tail or "").strip()
        if alone and (element.text or "").strip():
            element.tag = "div"


def wrap_loose_text(tree: Any) -> None:
    """Put text that stands bare in a ``<div>`` or the like into paragraphs, which extractors look for.

    A paragraph ends at a block element and at two line breaks in a row. What is inline by its name and holds several
    such paragraphs is taken for a block.
    """
    for element in {line_break.getparent(): None for line_break in tree.iter("br")}:
        if element.tag not in _INLINE:
            continue
        breaks = [child for child in element if child.tag == "br"]
        if len(breaks) > 1 and sum(len((child.tail or "").split()) >= _LOOSE_WORDS for child in breaks) > 1:
            element.tag = "div"
    for element in list(tree.iter(*_HOLDERS)):
        if _holds_text(element):
            _wrap(element)
    for element in list(tree.iter("b", "strong")):
        _wrap_subhead(element)


def _holds_text(element: Any) -> bool:
    """Tell whether text stands in an element itself, or a sentence in phrases of it that are only set off."""
    own, phrased = [element.text or ""], False
    for child in element:
        if tail := child.tail:
            own.append(tail)
        phrased = phrased or child.tag in _PHRASES
    words = " ".join(own).split() if sum(map(len, own)) > _LOOSE_WORDS else []
    if len(words) >= _LOOSE_WORDS or _is_sentence(words):
        return True
    if not phrased:
        return False
    parts = [element.text or ""]
    for child in element:
        if child.tag in _PHRASES and child.get("itemprop") is None and _is_phrase(child):
            parts.append(child.text_content())
        parts.append(child.tail or "")
    return _is_sentence(" ".join(parts).split())


def _is_phrase(element: Any) -> bool:
    """Tell whether an element holds no block, and more text than links."""
    linked = 0
    for inner in element.iterdescendants():
        if inner.tag in _BLOCKS or inner.get("itemprop"):
            return False
        if inner.tag == "a":
            linked += len(inner.text_content())
    return linked == 0 or 2 * linked < len(element.text_content())


def _is_sentence(words: list[str]) -> bool:
    return len(words) >= _SENTENCE_WORDS and words[-1].endswith(_SENTENCE_ENDS)


def _wrap_subhead(element: Any) -> None:
    """Make a paragraph of a phrase in bold that stands alone between paragraphs: it heads the second of them."""
    from lxml.etree import Element

    block = element.getparent()
    # Never the count of an element's children: it takes as long as there are children.
    alone = element.getprevious() is None and element.getnext() is None
    if block is None or block.tag != "div" or not alone or f"{block.text or ''}{element.tail or ''}".strip():
        block = element
    before, after = block.getprevious(), block.getnext()
    if (block.tail or "").strip() or not 0 < len(element.text_content().split()) < 2 * _LOOSE_WORDS:
        return
    if any(other is None or not _holds_paragraph(other) for other in (before, after)):
        return
    paragraph = Element("p")
    block.addprevious(paragraph)
    paragraph.append(block)
    block.drop_tag()


def _holds_paragraph(element: Any) -> bool:
    paragraph = element if element.tag == "p" else element.find("p") if element.tag == "div" else None
    return paragraph is not None and len(paragraph.text_content().split()) >= _LOOSE_WORDS


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
        elif not inline and not text.strip() and _stands_alone(child):
            yield "", [child]
            text, child.tail = child.tail or "", None
        elif child.tag == "br" and inline and inline[-1].tag == "br" and not (inline[-1].tail or "").strip():
            inline.pop()
            yield text, inline
            text, inline = child.tail or "", []
        else:
            inline.append(child)
    yield text, inline


def _stands_alone(element: Any) -> bool:
    """Tell whether a phrase is a long sentence with nothing but white space behind it: a paragraph by another name."""
    words = element.text_content().split() if element.tag in ("span", "font") else []
    return len(words) >= _LOOSE_WORDS and _is_sentence(words) and not (element.tail or "").strip()


def _is_block(element: Any) -> bool:
    return isinstance(element.tag, str) and (
        element.tag in _BLOCKS or any(child.tag in _BLOCKS for child in element.iterdescendants())
    )
