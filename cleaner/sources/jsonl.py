"""JSON lines: one record a line; a batch is some whole lines, parsed where it is cleaned."""

from collections.abc import Iterator
from typing import BinaryIO

import orjson

from cleaner.sources.opening import opened
from cleaner.sources.page import Batch, Fields, Input, Page, Unreadable, page_of_record

_BATCH_LINES = 256
_BATCH_BYTES = 4 << 20
_LONGEST_LINE = 256 << 20  # bytes; a line of more is a damaged file, and would fill the memory


def jsonl_batches(found: Input, fields: Fields) -> Iterator[Batch]:
    """Yield batches of lines, as they are; raises ReadError."""
    with opened(found) as file:
        lines: list[bytes] = []
        size, first, number = 0, 1, 0
        while line := _line(file):
            number += 1
            lines.append(line)
            size += len(line)
            if len(lines) >= _BATCH_LINES or size >= _BATCH_BYTES:
                yield Batch((found,), fields, lines, first)
                lines, size, first = [], 0, number + 1
        if lines:
            yield Batch((found,), fields, lines, first)


def _line(file: BinaryIO) -> bytes:
    line = file.readline(_LONGEST_LINE)
    if len(line) < _LONGEST_LINE or line.endswith(b"\n"):
        return line
    while (rest := file.readline(_LONGEST_LINE)) and not rest.endswith(b"\n"):
        pass
    return b"{a line too long to be read"


def jsonl_pages(batch: Batch) -> Iterator[Page | Unreadable]:
    """Yield a page for each line that is not blank; one without an id gets the file's and its line number."""
    found = batch.inputs[0]
    for number, line in enumerate(batch.data, batch.first):
        if not line.strip():
            continue
        place = f"{found.location}:{number}"
        try:
            record = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            yield Unreadable(place, f"{place}: not JSON: {error}")
            continue
        if isinstance(record, dict):
            yield page_of_record(record, batch.fields, f"{found.id}-{number}", place)
        else:
            yield Unreadable(place, f"{place}: not a record: a line must hold one JSON object")
