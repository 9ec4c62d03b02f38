"""The text of an article: which extraction to believe, and when there is no article."""

import re
from collections.abc import Collection
from copy import deepcopy
from itertools import pairwise
from typing import Any, Literal

from cleaner.folding import fold
from cleaner.keys import key_of

Mode = Literal["balanced", "precision", "recall", "fast"]

_TRUSTED_SHARE = 0.5  # of the wider extract; a strict one that kept less has lost a part of the body
_SHORT = 250  # characters; below it the slow methods (readability, jusText) are asked too
_FEW_WORDS = 8
_FEW_LINKS = 5
_HEAD_LINES = 8
_END = re.compile('[.!?\u061f\u06d4\u2026\u3002:"\u201d\u00bb)]\\s*$')
_BULLET = re.compile("^[-*\u2022|\\s]+")


def body_of(tree: Any, mode: Mode) -> tuple[str, str | None]:
    """Return the text of the article in a prepared tree, or an empty text and why there is none."""
    text = _chosen(tree, mode)
    if not text.strip():
        return "", "no text that reads as an article"
    reason = None if mode == "recall" else _no_article(text, tree)
    return ("", reason) if reason else (text, None)


def _chosen(tree: Any, mode: Mode) -> str:
    if mode == "recall":
        return max(_extracted(tree, fast=False, favor_recall=True), _extracted(tree, fast=True), key=len)
    if mode == "fast":
        return _extracted(tree, fast=True)
    strict = _extracted(tree, fast=True, favor_precision=True)
    if mode == "precision" and strict:
        return strict
    wide = _extracted(tree, fast=True)
    text = strict if len(strict) >= _TRUSTED_SHARE * len(wide) else wide
    if len(text) < _SHORT:
        slow = _extracted(tree, fast=False)
        if len(slow) > 2 * len(text):
            return slow
    return text


def _extracted(tree: Any, **options: Any) -> str:
    from trafilatura import bare_extraction

    found: Any = bare_extraction(
        deepcopy(tree), with_metadata=False, include_comments=False, include_tables=True, **options
    )
    return (found.text or "") if found else ""


def _no_article(text: str, tree: Any) -> str | None:
    """Say why a text is none of an article: a few words without a sentence, or teasers under linked headlines."""
    lines = [_BULLET.sub("", line).strip() for line in text.split("\n")]
    lines = [line for line in lines if line]
    if sum(len(line.split()) for line in lines) < _FEW_WORDS and not any(_END.search(line) for line in lines):
        return "a few words and no sentence"
    links = {key_of(fold("".join(link.itertext()).strip())) for link in tree.iter("a")}
    linked = [key_of(fold(line)) in links for line in lines]
    if linked.count(True) < _FEW_LINKS or 3 * linked.count(True) < len(lines):
        return None
    prose = [not link and len(line.split()) >= _FEW_WORDS for line, link in zip(lines, linked, strict=True)]
    if any(one and other for one, other in pairwise(prose)):
        return None
    return "a list of links to other pages"


def without_titles(text: str, titles: Collection[str]) -> tuple[str, int]:
    """Cut the lines near the top that repeat the page's title, and count them; the title is kept as metadata."""
    lines = text.split("\n")
    kept = [
        line for number, line in enumerate(lines)
        if number >= _HEAD_LINES or not line.strip() or key_of(fold(line.strip())) not in titles
    ]  # fmt: skip
    return "\n".join(kept).strip("\n") if len(kept) < len(lines) else text, len(lines) - len(kept)
