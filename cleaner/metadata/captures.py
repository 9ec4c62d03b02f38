"""From captured text to metadata fields: the first value that holds wins, the others are listed."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from cleaner.folding import fold
from cleaner.metadata.dates import find_date, parse_date
from cleaner.metadata.names import clean_author, clean_label, clean_source
from cleaner.metadata.tags import split_tags
from cleaner.model import Metadata

MAX_SECTION_WORDS = 5
_STEP = re.compile(
    r"\s*[/>|\\\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}]\s*"
)


def _date(text: str) -> str | None:
    found = parse_date(text)
    if found is None and (stated := find_date(text)):
        found = stated[2]
    return found


def _day(text: str) -> str | None:
    found = _date(text)
    return found[:10] if found else None


def clean_section(text: str) -> str | None:
    """Return a section label; of a breadcrumb its last part. A label of six words or more is none."""
    label = clean_label(_STEP.split(text.strip())[-1])
    # A lone lower-case Latin word is a slug of the site's software, not a label for readers.
    slug = label is not None and label.isascii() and label.islower() and " " not in label
    return label if label and not slug and len(label.split()) <= MAX_SECTION_WORDS else None


READERS: Mapping[str, Callable[[str], str | None]] = {
    "title": clean_label,
    "author": clean_author,
    "date": _date,
    "page_date": _day,
    "section": clean_section,
    "source": clean_source,
    "caption": clean_label,
}


def merge(captures: Iterable[tuple[str, str, str, int]], given: Metadata) -> Metadata:
    """Make metadata of captures (field, raw text, rule id, line) in the order they are preferred.

    What the caller already knew (``given``) wins over the page's text. ``extra`` gets where each field came from,
    other values found for a field, and the raw text of tags.
    """
    values: dict[str, str] = {}
    origins: dict[str, Any] = {}
    others: dict[str, list[str]] = {}
    tags: tuple[str, ...] = given.tags
    raw_tags: list[str] = []
    for field, raw, rule_id, line in captures:
        if field == "tags":
            found = split_tags(raw)
            raw_tags.append(raw)
            if found and not tags:
                tags = found
                origins["tags"] = {"rule": rule_id, "line": line}
            continue
        value = READERS[field](raw)
        if not value:
            continue
        if field not in values:
            values[field] = value
            origins[field] = {"rule": rule_id, "line": line}
        elif fold(value) != fold(values[field]) and value not in others.setdefault(field, []):
            others[field].append(value)
    extra: dict[str, Any] = dict(given.extra)
    caption = values.pop("caption", None)
    if caption:
        extra["caption"] = caption
    if raw_tags:
        extra["tags_raw"] = raw_tags[0] if len(raw_tags) == 1 else raw_tags
    if origins:
        extra["origin"] = origins
    others = {field: found for field, found in others.items() if found}
    if others:
        extra["also"] = others
    return Metadata(
        title=given.title or values.get("title"),
        author=given.author or values.get("author"),
        date=given.date or values.get("date"),
        page_date=given.page_date or values.get("page_date"),
        section=given.section or values.get("section"),
        source=given.source or values.get("source"),
        tags=tags,
        language=given.language,
        url=given.url,
        hostname=given.hostname,
        extra=extra,
    )
