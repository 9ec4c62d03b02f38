"""Checks for what a page holds: anything at all, and in which language."""

from collections.abc import Iterator

from cleaner.checks.model import Hit, PageText
from cleaner.folding import fold
from cleaner.metadata.language import detect_language


def empty(page: PageText) -> Iterator[Hit]:
    """Find pages without a visible character.

    Spaces, marks without a letter and byte order marks count as nothing.
    """
    if not fold(page.text).strip():
        yield Hit(0, 0, "the page is empty")


def no_body(page: PageText) -> Iterator[Hit]:
    """Find pages of which cleaning leaves nothing: all of it is chrome."""
    if fold(page.text).strip() and not fold(page.body).strip():
        yield Hit(0, 0, "cleaning leaves nothing of the page")


def language(page: PageText) -> Iterator[Hit]:
    """Find pages in another language than expected.

    Only with the setting ``languages`` (or --language). The language is that of the clean text; a text too short to
    tell is no finding.
    """
    if not page.languages:
        return
    found = detect_language(page.body)
    if found and found not in page.languages:
        yield Hit(0, 0, f"the page is in {found!r}, expected {' or '.join(map(repr, page.languages))}")
