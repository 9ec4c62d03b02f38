"""Checks for a record (``NAME.json``) beside its text (``NAME.txt``); places are those of the record."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from cleaner.checks.model import Hit, PageText
from cleaner.folding import fold
from cleaner.keys import key_of

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def text_differs(page: PageText) -> Iterator[Hit]:
    """Find records whose text is not the text beside them.

    One of the two was changed alone. Clean the page again, or remove the record.
    """
    text = (page.record or {}).get("text")
    if isinstance(text, str) and text.rstrip("\n") != page.text.removeprefix("\ufeff").rstrip("\n"):
        yield _at(page, "text", "the text of the record is not the text beside it")


def page_date(page: PageText) -> Iterator[Hit]:
    """Find publication dates that are the day in the page's own header.

    That day says when the page was fetched. A date with a time, from a line of its own (``origin``), is more than that
    day, and no finding.
    """
    date, header = _field(page, "date"), _field(page, "page_date")
    if date and header and date[:10] == header[:10] and not (len(date) > len(header) and _stated_apart(page)):
        yield _at(page, "date", f"the publication date {date} is the day in the page's header")


def future_date(page: PageText) -> Iterator[Hit]:
    """Find publication dates that are still to come.

    A day of grace is given for time zones.
    """
    stated = _field(page, "date")
    if stated and _DAY.match(stated) and stated[:10] > (page.today + timedelta(days=1)).isoformat():
        yield _at(page, "date", f"the publication date {stated} is in the future")


def title_in_text(page: PageText) -> Iterator[Hit]:
    """Find records whose title is also a line of the text.

    Then the headline was read and not cut, and the corpus holds it twice.
    """
    title = _field(page, "title")
    if title and key_of(fold(title)) in map(key_of, fold(page.text).split("\n")):
        yield _at(page, "title", "the title is also a line of the text")


def _field(page: PageText, name: str) -> str | None:
    metadata: Any = (page.record or {}).get("metadata")
    value = metadata.get(name) if isinstance(metadata, dict) else None
    return value if isinstance(value, str) else None


def _stated_apart(page: PageText) -> bool:
    """Tell whether the record says that its two dates come from two lines."""
    found: Any = page.record
    for name in ("metadata", "extra", "origin"):
        found = found.get(name) if isinstance(found, dict) else None
    places = [found.get(name) if isinstance(found, dict) else None for name in ("date", "page_date")]
    lines = [place.get("line") if isinstance(place, dict) else None for place in places]
    return None not in lines and lines[0] != lines[1]


def _at(page: PageText, name: str, message: str) -> Hit:
    """Return a hit at the line of the record that holds a key."""
    start = max(page.record_text.find(f'"{name}":'), 0)
    end = page.record_text.find("\n", start)
    return Hit(start, end if end >= 0 else len(page.record_text), message)
