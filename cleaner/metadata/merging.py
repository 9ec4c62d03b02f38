"""One value for each field, of all that a page says: what is stated before what is guessed, the others beside it."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from cleaner.folding import fold
from cleaner.metadata.captures import READERS, Capture, clean_section
from cleaner.metadata.names import is_agency
from cleaner.model import Metadata

_INITIALLED = re.compile(r"(\w{3,})(?: \w{3,})?[. ]{1,2}\w\.?")
FIELDS = ("title", "author", "page_date", "date", "section", "source", "tags")
# What captures tell that is no field of its own.
_BESIDE = ("caption", "updated")
_OWN = ("origin", "also", "date_guess", "date_origin")
# Origin of what the caller or the record of the source knew beforehand.
GIVEN: Mapping[str, Any] = {"given": True}


@dataclass(frozen=True, slots=True)
class Statement:
    """A value that somebody gives for a field, and who: a rule, a key of the markup, or a caller."""

    value: Any
    origin: Mapping[str, Any]

    @property
    def guess(self) -> bool:
        """Whether the value was found, rather than named for what it is."""
        return bool(self.origin.get("guess"))

    def to_record(self) -> dict[str, Any]:
        """Return the statement as a plain dict."""
        value = list(self.value) if isinstance(self.value, tuple) else self.value
        return {"value": value, **self.origin}


def merge(captures: Iterable[Capture], given: Metadata) -> Metadata:
    """Make metadata of what was known before (by the caller, from the markup) and what the page's text says.

    For each field the first that holds of: known or stated in the markup, stated in the text, guessed from the
    markup, guessed from the text. ``extra["origin"]`` tells where each came from; ``extra["also"]`` lists the values
    that disagree, with their origins; ``extra["date_origin"]`` says whether the date is stated or guessed.
    """
    captures = tuple(captures)
    captured = {capture.field for capture in captures}
    if "author" in captured:
        captured.add("source")  # an agency may sign
    told_of = [field for field in FIELDS if field in captured or given.extra or getattr(given, field)]
    if not told_of and not captured:
        return given
    extra = {key: value for key, value in given.extra.items() if key not in _OWN}
    values: dict[str, Any] = {}
    origins: dict[str, Any] = {}
    also: dict[str, Any] = {}
    for field in told_of:
        known = list(_known(field, given))
        # A breadcrumb may end in the headline, which is read before.
        reader = partial(clean_section, title=values.get("title")) if field == "section" else READERS[field]
        read = list(_read(field, captures, reader))
        if field == "date" and (today := values.get("page_date")):
            # The page cannot tell of a day after the one on which it was printed.
            read = [statement for statement in read if statement.value[:10] <= today]
        # Sorting keeps the order of those that are alike: markup before text, the text from top to bottom.
        told = sorted((*known, *read), key=lambda statement: statement.guess)
        if not told:
            continue
        chosen = _sharpened(field, told)
        values[field] = chosen.value
        origins[field] = dict(chosen.origin)
        others = _others(field, chosen, told)
        if others:
            also[field] = [other.to_record() for other in others]
        if field == "date":
            extra["date_origin"] = "guessed" if chosen.guess else "stated"
    for field in filter(captured.__contains__, _BESIDE):
        if value := next((text for c in captures if c.field == field and (text := READERS[field](c.value))), None):
            extra[field] = value
    raw = [capture.value for capture in captures if capture.field == "tags"]
    if raw:
        extra["tags_raw"] = raw[0] if len(raw) == 1 else raw
    if origins:
        extra["origin"] = origins
    if also:
        extra["also"] = also
    return replace(given, **values, extra=extra)


def join(known: Metadata, found: Metadata) -> Metadata:
    """Return what a source knows about a page, completed by what its markup says; what differs is told in ``extra``."""
    extra = {**found.extra, **known.extra}
    origin = dict(found.extra.get("origin", {}))
    also: dict[str, Any] = {}
    values: dict[str, Any] = {}
    for field in FIELDS:
        mine, theirs = getattr(known, field), getattr(found, field)
        values[field] = mine or theirs
        if mine and (stated := origin.pop(field, None)) is not None and not _agree(field, mine, theirs):
            also[field] = [Statement(theirs, stated).to_record()]
    extra["origin"], extra["also"] = origin, also
    names = ("language", "url", "hostname")
    values |= {name: getattr(known, name) or getattr(found, name) for name in names}
    return Metadata(**values, extra={key: value for key, value in extra.items() if value not in ({}, None)})


def _known(field: str, given: Metadata) -> Iterator[Statement]:
    """Yield what is known of a field before the text is read."""
    value = getattr(given, field)
    if value:
        yield Statement(value, given.extra.get("origin", {}).get(field, GIVEN))
    for other in given.extra.get("also", {}).get(field, ()):
        yield Statement(other["value"], {key: told for key, told in other.items() if key != "value"})
    if field == "date" and (guess := given.extra.get("date_guess")):
        yield Statement(guess, {"markup": "page", "guess": True})


def _read(field: str, captures: Iterable[Capture], reader: Callable[[str], Any]) -> Iterator[Statement]:
    """Yield what the text says of a field, in page order. An agency that signs as the author is the source."""
    for capture in captures:
        if capture.field == field:
            if value := reader(capture.value):
                yield Statement(value, capture.origin)
        elif field == "source" and capture.field == "author" and is_agency(capture.value):
            yield Statement(reader(capture.value), capture.origin)


def _sharpened(field: str, told: list[Statement]) -> Statement:
    """Return the preferred statement; one of its rank that says the same in full is taken for it.

    So does a day with its time, and a name of which the other shortens a part.
    """
    chosen = told[0]
    if field == "author" and (initialled := _INITIALLED.fullmatch(str(chosen.value))):
        opening = fold(initialled[1])
        named = (other for other in told if fold(str(other.value)).startswith(f"{opening} ") and "." not in other.value)
        return next((other for other in named if other.guess == chosen.guess), chosen)
    if field == "date":
        same = (
            other for other in told if other.guess == chosen.guess and str(other.value).startswith(f"{chosen.value}T")
        )
        return next(same, chosen)
    return chosen


def _others(field: str, chosen: Statement, told: list[Statement]) -> list[Statement]:
    """Return the statements that disagree with the chosen one, each value once."""
    others: list[Statement] = []
    for statement in told:
        # What a rule only guessed is no objection to what was known before.
        if statement.guess and "rule" in statement.origin and "rule" not in chosen.origin:
            continue
        if not any(_agree(field, known.value, statement.value) for known in (chosen, *others)):
            others.append(statement)
    return others


def _agree(field: str, one: Any, other: Any) -> bool:
    """Tell whether two values of a field say the same, though one may say less."""
    if field == "tags":
        return {fold(tag) for tag in one} == {fold(tag) for tag in other}
    if "date" in field:
        return str(one).startswith(str(other)) or str(other).startswith(str(one))
    return fold(str(one)) == fold(str(other))
