"""From markup to a tree: one parser for all pages, whose elements cost as little as lxml lets them."""

import re
from functools import cache
from typing import Any

_DOCTYPE = re.compile(rb"^\s*(?:<\?xml[^>]*>\s*)?<\s?!\s?doctype[^>]*>", re.IGNORECASE)
_CLOSED_AT_ONCE = re.compile(rb"(<html\b[^>]*?)\s*/>", re.IGNORECASE)
_HEAD = 4096  # bytes, in which a self-closing <html/> is looked for
_NOT_IN_XML = bytes(set(range(32)) - {9, 10, 13})
_NONCHARACTERS = ("\ufffe", "\uffff")


def parse(markup: str) -> Any:
    """Return the root of a page's tree, or None for markup without any element."""
    from lxml.etree import LxmlError, fromstring

    for noncharacter in _NONCHARACTERS:
        if noncharacter in markup:  # a search for one character is far faster than its replacement
            markup = markup.replace(noncharacter, "")
    data = markup.encode("utf-8", "replace").translate(None, _NOT_IN_XML)
    data = _DOCTYPE.sub(b"", data, count=1)
    if b"/>" in data[:_HEAD]:
        data = _CLOSED_AT_ONCE.sub(rb"\1>", data[:_HEAD], count=1) + data[_HEAD:]
    try:
        tree = fromstring(data, _parser())
    except (LxmlError, ValueError):
        return None
    return tree if tree is not None and len(tree) else None


@cache
def compiled_path(expression: str) -> Any:
    """Return an XPath expression that is called with an element; it is compiled once."""
    from lxml.etree import XPath

    return XPath(expression)


@cache
def _parser() -> Any:
    """Make the parser. Its elements are those of lxml.html, which the extractor asks for.

    The parser of lxml.html looks up a class in Python for every element that is touched; that took a quarter of the
    time of a page. Here one class is set for all of them.
    """
    from lxml.etree import ElementDefaultClassLookup, HTMLParser
    from lxml.html import HtmlComment, HtmlElement, HtmlProcessingInstruction

    parser = HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, default_doctype=False, collect_ids=False
    )
    lookup = ElementDefaultClassLookup(element=HtmlElement, comment=HtmlComment, pi=HtmlProcessingInstruction)
    parser.set_element_class_lookup(lookup)
    return parser
