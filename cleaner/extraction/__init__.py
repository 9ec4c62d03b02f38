"""From HTML to text: selectors cut chrome, the tree is made ready, trafilatura extracts, markup tells the rest.

What the extractor leaves out is logged as a repair and never passed off as a removal.
"""

from collections.abc import Callable
from dataclasses import replace

from cleaner.extraction.body import Mode, body_of, without_titles
from cleaner.extraction.bounds import bounded, hide_joiners, show_joiners
from cleaner.extraction.facts import read_facts
from cleaner.extraction.frames import frame_body, join_chunks, join_updates
from cleaner.extraction.marks import read_marks
from cleaner.extraction.paragraphs import open_customs, wrap_loose_text
from cleaner.extraction.parsing import parse
from cleaner.extraction.prepare import cut_selected, empty_scripts, shorten_attributes, unfold_tables
from cleaner.extraction.titles import heading_keys
from cleaner.model import Metadata, Repair
from cleaner.plan import Selectors

__all__ = ["NOTICES", "NO_ARTICLE", "Mode", "extract"]

NO_ARTICLE = "html-no-article"
NOTICES = {
    NO_ARTICLE: "no article in this page: its text is left empty",
    "html-size": "page too large: only its beginning was read",
}
"""Repair steps of this package that a reader of findings should hear of, and what to say."""


def extract(
    markup: str, selectors_for: Callable[[str | None], Selectors], url: str | None = None, mode: Mode = "balanced"
) -> tuple[str, Metadata, tuple[Repair, ...]]:
    """Return text, metadata and the log of what was left out.

    ``selectors_for`` gives what ``css`` and ``xpath`` rules select on a host (None where it is not known). ``mode``
    weighs text lost against chrome left. A page that cannot be parsed or that holds no article gives an empty text and
    an ``html-no-article`` step; time and memory are bounded whatever the page is.
    """
    markup, repairs = bounded(markup)
    markup, joiners = hide_joiners(markup)
    tree = parse(markup)
    if tree is None:
        return "", Metadata(url=url), (*repairs, Repair(NO_ARTICLE, "no markup that can be parsed", 1))
    shorten_attributes(tree)
    marks = read_marks(tree)
    facts, linked = read_facts(tree, marks, url)
    titles = heading_keys(marks, facts.title)
    known = _shown(facts, joiners)
    empty_scripts(tree)
    before = len(tree.text_content())
    repairs += cut_selected(tree, selectors_for(known.hostname))
    unfold_tables(tree)
    open_customs(marks.customs)
    wrap_loose_text(tree)
    join_chunks(tree)
    join_updates(tree)
    frame_body(tree)
    text, reason = body_of(tree, mode, linked.body, marks)
    text, repeated = without_titles(text, titles)
    text = show_joiners(text, joiners)
    if repeated:
        repairs += (Repair("html-title", "lines that repeat the title, left out of the text", repeated),)
    if reason:
        repairs += (Repair(NO_ARTICLE, reason, 1),)
    left = Repair("html-extraction", "characters of page text outside the extract", max(0, before - len(text)))
    return text, known, (*repairs, left)


def _shown(known: Metadata, joiners: tuple[tuple[str, str], ...]) -> Metadata:
    """Put the joiners back into what was read from the markup."""
    return replace(
        known,
        title=known.title and show_joiners(known.title, joiners),
        author=known.author and show_joiners(known.author, joiners),
        section=known.section and show_joiners(known.section, joiners),
        tags=tuple(show_joiners(tag, joiners) for tag in known.tags),
    )
