"""The text of an article: which extraction to believe, and when there is no article."""

import re
from collections.abc import Collection, Iterable
from copy import copy
from functools import cache
from itertools import pairwise
from typing import Any, Literal

from cleaner.extraction.embedded import as_lines, body_in_state
from cleaner.extraction.frames import THREAD
from cleaner.extraction.marks import Marks, is_elsewhere, text_of
from cleaner.extraction.parsing import compiled_path
from cleaner.folding import fold
from cleaner.keys import key_of

Mode = Literal["balanced", "precision", "recall", "fast"]

_TRUSTED_SHARE = 0.5  # of the wider extract; a strict one that kept less has lost a part of the body
_SHORT = 250  # characters; below it the slow methods (readability, jusText) are asked too
_DROPPED = (
    "nav", "footer", "aside", "head", "style", "noscript", "iframe", "svg", "button", "select", "textarea", "fieldset",
    "object", "embed", "video", "audio", "canvas", "dialog", "menu", "input", "source", "use",
)  # fmt: skip
_DROPPED_EMPTY = (
    "article", "b", "blockquote", "dd", "div", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "i", "li", "main", "p",
    "pre", "q", "section", "span", "strong",
)  # fmt: skip
_LABEL = 20  # characters; a text no longer than this says little
_NO_TEXT = frozenset(("a", "script", "style", "noscript", "option", "button", "title", "template"))
_FEW_WORDS = 8
_SENTENCE_WORDS = 6
_FEW_LINKS = 5
_NOTICE_WORDS = 60
_NOT_FOUND = re.compile(
    r"\b(?:404|410)\b|not found|does ?n[o'\u2019]t exist|no longer available|page introuvable|n'existe (?:pas|plus)"
    r"|nicht gefunden|no encontrad|n\u00e3o encontrad|non trovat|\u043d\u0435 \u043d\u0430\u0439\u0434\u0435\u043d"
    r"|\u063a\u064a\u0631 \u0645\u0648\u062c\u0648\u062f|\u06cc\u0627\u0641\u062a \u0646\u0634\u062f",
    re.IGNORECASE,
)
_NO_BORDER = re.compile(r"border[\w-]*\s*:\s*(?:0|none|medium none|initial|inherit)", re.IGNORECASE)
_RULER = re.compile(r"^[|\-: ]*-{3}[|\-: ]*\n", re.MULTILINE)  # between the head and the rows of a table
_HEAD_LINES = 8
_RUNNING_WORDS = 20
_LEAD_WORDS = 15
_LONGEST_LEAD = 1000
_MARGIN = 200  # characters that folding may drop
_END = re.compile('[.!?\u061f\u06d4\u2026\u3002:"\u201d\u00bb)]\\s*$')
_BULLET = re.compile("^[-*\u2022|\\s]+")


def body_of(tree: Any, mode: Mode, linked: str | None, marks: Marks) -> tuple[str, str | None]:
    """Return the text of the article in a prepared tree, or an empty text and why there is none.

    ``linked`` is the body that linked data states; it and the data of scripts are asked where the page shows little.
    """
    text = _RULER.sub("", _chosen(tree, mode))
    stated = as_lines(linked) if linked and len(linked) > _TRUSTED_SHARE * len(text) else ""
    # The extractor takes a stated body as well, in a single line.
    if len(text) < _TRUSTED_SHARE * len(stated) or ("\n" in stated and "\n" not in text.strip()):
        return stated, None
    if len(text) < _SHORT and marks.states and len(state := body_in_state(marks.states)) > 2 * len(text):
        return state, None
    if not text.strip():
        return "", "no text that reads as an article"
    reason = None if mode == "recall" else _no_article(text, tree, marks)
    return ("", reason) if reason else (_with_lead(text, tree, marks), None)


def _with_lead(text: str, tree: Any, marks: Marks) -> str:
    """Put the opening paragraph back that many pages keep in a block of its own above the body."""
    first = _key(text.split("\n", 1)[0])
    for element in marks.leads:
        lead = text_of(element)
        if len(lead.split()) < _LEAD_WORDS or len(lead) > _LONGEST_LEAD or not _END.search(lead):
            continue
        apart = (
            is_elsewhere(element)
            or element.find(".//img") is not None
            or next(element.iterancestors("a"), None) is not None
        )
        if not apart and _key(lead) not in _key(text) and _precedes(element, first, tree):
            return f"{lead}\n{text}"
    return text


def _precedes(element: Any, first: str, tree: Any) -> bool:
    """Tell whether an element comes before the one that opens with the key of a text's first line."""
    for other in tree.iter():
        if other is element:
            return True
        if other.tag in ("p", "div", "td", "h2", "h3") and _key(_opening(other, len(first))).startswith(first):
            return False
    return False


def _opening(element: Any, size: int) -> str:
    """Return what an element's text opens with, on one line: enough of it to hold a folded line of that size."""
    parts: list[str] = []
    left = 2 * size + _MARGIN
    for text in element.itertext():
        parts.append(text)
        left -= len(" ".join(text.split()))
        if left < 0:
            break
    return " ".join("".join(parts).split())


def _key(text: str) -> str:
    return key_of(fold(text))


def _chosen(tree: Any, mode: Mode) -> str:
    if mode == "recall":
        return max(_extracted(tree, fast=False, recall=True), _extracted(tree, fast=True), key=len)
    text = _extracted(_bare(tree), fast=True, precision=True)
    if mode == "precision" and text:
        return text
    # A page with little more text than the strict extract has no wider one that is worth the time.
    trusted = _SHORT if mode == "fast" else _TRUSTED_SHARE * _loose_characters(tree)
    if len(text) < trusted:
        wide = _extracted(tree, fast=True)
        text = text if len(text) >= _TRUSTED_SHARE * len(wide) else wide
    if len(text) < _SHORT and mode != "fast":
        slow = _extracted(tree, fast=False)
        if len(slow) > 2 * len(text):
            return slow
    return text


def _bare(tree: Any) -> Any:
    """Return a copy without the elements that the strict extraction would drop first, after going over them often."""
    from lxml.etree import strip_elements

    bare = copy(tree)
    strip_elements(bare, *_DROPPED, with_tail=False)
    # The strict extraction drops an empty element together with the text behind it.
    for element in list(bare.iter(*_DROPPED_EMPTY)):
        tail = element.tail
        if tail and not tail.isspace() and not (text := element.text_content()).strip():
            element.tail = f" {tail}" if text else tail  # a space between words may be all that stands in it
            element.drop_tree()
    # It also drops what has a border; editors that paste from office software say of each paragraph that it has none.
    for element in compiled_path(".//*[contains(@style, 'border')]")(bare):
        if _NO_BORDER.search(style := element.get("style")):
            element.set("style", style.replace("border", ""))
    for paragraph in list(bare.iter("p")):
        _unpack(paragraph)
    return bare


def _unpack(paragraph: Any) -> None:
    """Make one paragraph of a sentence with links and the elements that hold nothing else.

    The strict extraction takes a short element with links for a list of them.
    """
    text = paragraph.text_content().strip()
    if not (len(text.split()) >= _SENTENCE_WORDS and len(text) < _SHORT and _END.search(text)):
        return
    if sum(len(link.text_content()) for link in paragraph.iter("a")) in range(1, len(text) // 2):
        top, names = paragraph, [paragraph.get("class")]
        while (parent := top.getparent()) is not None and parent.tag == "div":
            alone = top.getprevious() is None and top.getnext() is None
            if not alone or f"{parent.text or ''}{top.tail or ''}".strip():
                break
            top = parent
            names += [top.get("class"), top.get("id")]
        name = " ".join(filter(None, names))
        if top is not paragraph and not THREAD.search(name):
            top.tag = "p"
            top.set("class", name)
            paragraph.drop_tag()
            for element in list(top.iter("div")):
                element.drop_tag()


def _loose_characters(tree: Any) -> int:
    """Count the characters of a page's text that no link, script or label holds."""
    count = 0
    for element in tree.iter():
        if (text := element.text) and len(text) > _LABEL and element.tag not in _NO_TEXT:
            count += len(text.strip())
        if (tail := element.tail) and len(tail) > _LABEL:
            count += len(tail.strip())
    return count


def _extracted(tree: Any, fast: bool, precision: bool = False, recall: bool = False) -> str:
    from trafilatura import bare_extraction

    found: Any = bare_extraction(tree, options=_settings(fast, precision, recall))
    return (found.text or "") if found else ""


@cache
def _settings(fast: bool, precision: bool, recall: bool) -> Any:
    """Return settings of the extractor, which takes them from a file for each page otherwise."""
    from trafilatura.settings import Extractor

    return Extractor(output_format="python", comments=False, tables=True, fast=fast, precision=precision, recall=recall)


def _no_article(text: str, tree: Any, marks: Marks) -> str | None:
    """Say why a text is none of an article: not found, a few words, or teasers under linked headlines."""
    lines = [_BULLET.sub("", line).strip() for line in text.split("\n")]
    lines = [line for line in lines if line]
    if sum(len(line.split()) for line in lines) < _FEW_WORDS and not any(_END.search(line) for line in lines):
        return "a few words and no sentence"
    if len(text.split()) < _NOTICE_WORDS and any(
        _NOT_FOUND.search(part) for part in (marks.window_title or "", *marks.headings, *marks.subheadings)
    ):
        return "the page says that it was not found"
    texts = (link.text_content() if len(link) else link.text or "" for link in tree.iter("a"))
    links = {" ".join(text.split()) for text in texts}
    linked = [line in links for line in lines]
    if linked.count(True) < _FEW_LINKS or 3 * linked.count(True) < len(lines):
        return None
    prose = [not link and len(line.split()) >= _FEW_WORDS for line, link in zip(lines, linked, strict=True)]
    if any(one and other for one, other in pairwise(prose)):
        return None
    return "a list of links to other pages"


def _keys(lines: Iterable[str]) -> list[str]:
    """Return the keys of lines."""
    return [_key(line) for line in lines]


def without_titles(text: str, titles: Collection[str]) -> tuple[str, int]:
    """Cut the lines above the first running text, or near the top, that repeat the page's title, and count them.

    The title is kept as metadata.
    """
    lines = text.split("\n")
    running = next((number for number, line in enumerate(lines) if len(line.split()) >= _RUNNING_WORDS), 0)
    head = lines[: max(_HEAD_LINES, running)]
    repeated = {number for number, key in enumerate(_keys(head)) if key in titles and head[number].strip()}
    kept = [line for number, line in enumerate(lines) if number not in repeated]
    return "\n".join(kept).strip("\n") if repeated else text, len(repeated)
