"""A body that a page holds as data: ``articleBody`` of linked data, or the state of a script that draws the page."""

import json
import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from cleaner.extraction.parsing import parse

_MARKUP = re.compile(r"</?(?:p|br|div|h[1-6]|ul|li|strong|em|a|span)\b[^<>]*>", re.IGNORECASE)
_BLOCKS = ("p", "br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "tr", "section", "figcaption")
_DROPPED = ("script", "style", "figure", "iframe", "noscript", "aside")
_PROSE_WORDS = 12
_END = re.compile('[.!?\u061f\u06d4\u2026\u3002:"\u201d\u00bb)]\\s*$')
_DEEPEST = 40
_MOST_CHARACTERS = 3_000_000


def as_lines(value: str) -> str:
    """Return a body as lines of plain text, whether it is text, markup or escaped markup."""
    text = value
    for _ in range(2):
        if "&lt;" in text and not _MARKUP.search(text):
            text = unescape(text)
    if _MARKUP.search(text):
        tree = parse(f"<html><body>{text}</body></html>")
        if tree is None:
            return ""
        for element in list(tree.iter(*_DROPPED)):
            element.drop_tree()
        for element in tree.iter(*_BLOCKS):
            element.text = f"\n{element.text or ''}"
            element.tail = f"\n{element.tail or ''}"
        text = tree.text_content()
    elif "&" in text:
        text = unescape(text)
    lines = (" ".join(line.split()) for line in text.replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def body_in_state(scripts: Iterable[str]) -> str:
    """Return the longest run of prose in one place of the data that scripts hold, or an empty text."""
    best = ""
    for script in scripts:
        if len(script) > _MOST_CHARACTERS:
            continue
        try:
            data = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            continue
        for found in _texts(data, 0):
            if len(found) > len(best):
                best = found
    return best


def _texts(data: Any, depth: int) -> Iterator[str]:
    """Yield each string that is prose, and each list of paragraphs as one text."""
    if depth > _DEEPEST:
        return
    if isinstance(data, str):
        if len(data) > 200 and (lines := as_lines(data)) and any(map(_is_prose, lines.split("\n"))):
            yield lines
    elif isinstance(data, dict):
        for value in data.values():
            yield from _texts(value, depth + 1)
    elif isinstance(data, list):
        parts = [as_lines(text) for item in data if (text := _paragraph(item))]
        if sum(map(_is_prose, parts)) > 1:
            yield "\n".join(parts)
        for item in data:
            yield from _texts(item, depth + 1)


def _paragraph(item: Any) -> str | None:
    """Return the text of a block as editors store it: a string, or the longest string of a small node."""
    if isinstance(item, str):
        return item
    if not isinstance(item, dict):
        return None
    texts = [value for value in item.values() if isinstance(value, str)]
    for name in ("data", "attributes", "children", "content", "spans", "model"):
        inner = item.get(name)
        nodes = inner if isinstance(inner, list) else [inner]
        texts += ["".join(str(node.get("text") or node.get("value") or "") for node in nodes if isinstance(node, dict))]
    prose = [text for text in texts if _is_prose(text)]
    return max(prose, key=len) if prose else None


def _is_prose(text: str) -> bool:
    return len(text.split()) >= _PROSE_WORDS and (_END.search(text) is not None or _MARKUP.search(text) is not None)
