"""Where the body is: chunks of one body, entries of a live page, and a body without a name."""

import re
from typing import Any

_PROSE_WORDS = 15
_MOST_TEXT = 0.8  # of a page's running text
_NAMED = re.compile("article|content|story|post|entry|text|body|main|blog|news|detail", re.IGNORECASE)
THREAD = re.compile("comment|reply|replies|respon", re.IGNORECASE)


def join_chunks(tree: Any) -> None:
    """Join an article body that a page holds in several containers alike, with advertisements between them.

    Only containers of one path and class inside one ``<article>`` are joined, and only where they hold most of the
    page's paragraphs: appended articles and threads of comments stay apart.
    """
    held: dict[Any, list[int]] = {}
    for paragraph in tree.iter("p"):
        parent = paragraph.getparent()
        if parent is not None and parent.tag in ("div", "section") and (size := _words(paragraph)) >= _PROSE_WORDS:
            held.setdefault(parent, []).append(size)
    groups: dict[tuple[Any, ...], list[tuple[int, int]]] = {}
    for element, sizes in held.items():
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
    for parent in {article.getparent(): None for article in tree.iter("article")}:
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


def frame_body(tree: Any) -> None:
    """Call the element that holds most of the running text an article, where the page names no such element.

    Without a name to go by the extractor would collect paragraphs only, and leave out the lists and subheads between.
    """
    if any(True for _ in tree.iter("article", "main")):
        return
    weights: dict[Any, int] = {}
    total = 0
    for paragraph in tree.iter("p"):
        words = _words(paragraph)
        if words >= _PROSE_WORDS and next(paragraph.iterancestors("li", "aside", "footer", "nav"), None) is None:
            total += words
            for step in paragraph.iterancestors("div", "section", "center"):
                weights[step] = weights.get(step, 0) + words
    # Dictionaries keep their order: of those with the same weight the innermost came first.
    framed = [step for step, words in weights.items() if words >= _MOST_TEXT * total]
    names = (f"{step.get('class')} {step.get('id')} {step.get('itemprop')}" for step in weights)
    if framed and not any(map(_NAMED.search, names)):
        min(framed, key=weights.__getitem__).tag = "article"


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
    return len(element.text_content().split())


def _place(element: Any) -> tuple[Any, ...]:
    return tuple((step.tag, step.get("class")) for step in (element, *element.iterancestors()))


def _article_of(element: Any) -> Any:
    return next(element.iterancestors("article"), None)
