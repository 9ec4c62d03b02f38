"""JSON lines: one record a line; a batch is some whole lines, parsed where it is cleaned."""

import json
from collections.abc import Container, Iterator
from typing import Any, BinaryIO

import orjson

from cleaner.sources.opening import opened
from cleaner.sources.page import Batch, Fields, Input, Page, Unreadable, page_of_record

_BATCH_BYTES = 256 << 10
_LONGEST_LINE = 256 << 20  # bytes; a line of more is a damaged file, and would fill the memory
_TOO_LONG = b"\0a line of more than 256 MB\n"
_BOM = b"\xef\xbb\xbf"


def jsonl_batches(found: Input, fields: Fields) -> Iterator[Batch]:
    """Yield batches of lines, as they are; raises ReadError."""
    with opened(found) as file:
        first = 1
        while data := file.read(_BATCH_BYTES):
            if not data.endswith(b"\n"):
                data += _rest_of_line(file)
            yield Batch((found,), fields, data.removeprefix(_BOM) if first == 1 else data, first)
            first += data.count(b"\n")


def _rest_of_line(file: BinaryIO) -> bytes:
    line = file.readline(_LONGEST_LINE)
    if len(line) < _LONGEST_LINE or line.endswith(b"\n"):
        return line
    while (rest := file.readline(_LONGEST_LINE)) and not rest.endswith(b"\n"):
        pass
    return _TOO_LONG


def jsonl_pages(batch: Batch, skip: Container[int] = ()) -> Iterator[Page | Unreadable]:
    """Yield a page for each line that is not blank; one without an id gets the file's and its line number."""
    found, location = batch.inputs[0], batch.inputs[0].location
    at = -1
    for number, line in enumerate(batch.data.split(b"\n"), batch.first):
        if not line or line.isspace():
            continue
        at += 1
        place = f"{location}:{number}"
        if at in skip:
            yield Unreadable(place, f"{place}: left out")
            continue
        if line.endswith(_TOO_LONG[:-1]):
            yield Unreadable(place, f"{place}: {_TOO_LONG[1:-1].decode()}; leave it out")
            continue
        try:
            record = _parsed(line)
        except (ValueError, RecursionError) as error:
            yield Unreadable(place, f"{place}: not JSON: {error}")
            continue
        if isinstance(record, dict):
            yield page_of_record(record, batch.fields, f"{found.id}-{number}", place)
        else:
            yield Unreadable(place, f"{place}: not a record: a line must hold one JSON object")


def _parsed(line: bytes) -> Any:
    """Parse a line; what Python's own writer puts out and the standard forbids (NaN, half a surrogate pair) is read."""
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError as error:
        try:
            return json.loads(line)
        except (ValueError, RecursionError):
            raise error from None
