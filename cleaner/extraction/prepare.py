"""What is done to the tree before extraction, so that the extractor sees paragraphs where a reader does."""

from typing import Any

from cleaner.extraction.parsing import compiled_path
from cleaner.model import Repair
from cleaner.plan import Selectors

_CELL_CHARACTERS = 200  # a cell with this much text in blocks of its own lays out the page
_WIDEST = 30  # rows or columns of a table under one cell
_LONGEST_NAME = 400  # characters of a class or id; patterns run over them
_ABSURD = "|".join((
    *(f"//@{name}[string-length(.)>{_LONGEST_NAME}]" for name in ("class", "id")),
    *(f"//@{name}[.>{_WIDEST}]" for name in ("colspan", "rowspan")),
))  # fmt: skip


def cut_selected(tree: Any, selectors: Selectors) -> tuple[Repair, ...]:
    """Cut the elements that ``css`` and ``xpath`` rules name; one repair for each rule that found some."""
    repairs = []
    for rule_id, paths in selectors:
        found = [element for path in paths for element in compiled_path(path)(tree)]
        count = sum(_drop(element) for element in found if not isinstance(element, str))
        if count:
            repairs.append(Repair("html-selector", rule_id, count))
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
    """Cut class and id values of absurd length, over which the extractor's patterns would take minutes.

    Drop the spans of cells that cover more rows or columns than a table for readers has: each is filled in.
    """
    for value in compiled_path(_ABSURD)(tree):
        attributes = value.getparent().attrib
        if value.attrname in ("class", "id"):
            attributes[value.attrname] = value[:_LONGEST_NAME]
        else:
            del attributes[value.attrname]


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
