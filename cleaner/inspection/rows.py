"""Files of many pages: cut in parts, which are examined and remembered one by one, so that no file is held whole."""

import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from cleaner.errors import CleanerError, DecodeError, ReadError
from cleaner.inspection.cache import Cache
from cleaner.inspection.examining import Examiner
from cleaner.inspection.outcome import Outcome, about, not_read
from cleaner.inspection.reading import Unread, look_at, signature_of, without_place
from cleaner.inspection.targets import Target
from cleaner.sinks.encoding import dumps
from cleaner.sources import Batch, batches_of, pages_of
from cleaner.sources.opening import stem_of
from cleaner.sources.page import Fields, Input, Page, Unreadable

Outcomes = tuple[Outcome, ...]
Finish = Callable[[], Outcomes]
Start = Callable[[Callable[[Examiner], Outcomes]], Finish]


def begin_rows(target: Target, cache: Cache | None, start: Start, fields: Fields, most: int) -> Iterator[Finish]:
    """Begin with the parts of a file one after the other, and yield what gives their outcomes.

    A part is known by its content: of a file that grew or changed, only what is new is examined again.
    """
    name = f"{target.key}\0{fields}\0{most}"
    signature = signature_of(target.path)
    known = cache.parts(name, [signature]) if cache and signature else None
    if cache and known is not None:
        yield from (partial(_remembered, cache, key) for key in known)
        if not known:
            yield _no_rows
        return
    seen = look_at(target.path)
    if isinstance(seen, Unread):
        yield partial(tuple, [not_read(seen.check, seen.message)])
        return
    read_at = time.time_ns()
    keys: list[bytes] = []
    whole = True
    path = Path(target.path)
    for batch in batches_of([Input(path, stem_of(path.name)[0], target.format)], fields):
        if isinstance(batch, Unreadable):
            whole = False
            yield partial(tuple, [not_read("file/unreadable", without_place(batch.message, target.path))])
            continue
        key = cache.key(_content(batch), repr((batch.first, batch.fields, most)).encode()) if cache else b""
        keys.append(key)
        if cache and (outcomes := cache.by_key(key)):
            yield partial(tuple, outcomes)
        else:
            finish = start(partial(examine_batch, batch=batch, most=most))
            yield cache.remembering(key, finish) if cache else finish
    if whole and not keys:
        yield _no_rows
    if cache and whole and [signature_of(target.path)] == [seen]:
        cache.remember_parts(name, [seen], read_at, keys)


def _remembered(cache: Cache, key: bytes) -> Outcomes:
    outcomes = cache.by_key(key)
    if outcomes is None:
        raise ReadError("the cache was changed by another run while it was read; run again")
    return outcomes


def _no_rows() -> Outcomes:
    return (Outcome((about("text/empty", "the file holds no record"),)),)


def _content(batch: Batch) -> bytes:
    data = batch.data
    if isinstance(data, bytes):
        return data
    if isinstance(data, list) and all(isinstance(line, bytes) for line in data):
        return b"".join(data)
    return dumps({"rows": data})


def examine_batch(examiner: Examiner, batch: Batch, most: int) -> Outcomes:
    """Examine the rows of a batch; one that is no page is a finding."""
    location = batch.inputs[0].location
    outcomes = []
    try:
        for page in pages_of(batch):
            row = int(page.source.removeprefix(f"{location}:"))
            if isinstance(page, Unreadable):
                why, _, _ = without_place(page.message, page.source).partition("; name one with")
                found, record = not_read("record/unreadable", f"cannot be read: {why}"), ""
            else:
                found, record = _examine_row(examiner, page, most), page.id
            outcomes.append(found.at(record, row))
    except CleanerError as error:
        outcomes.append(not_read("file/unreadable", without_place(str(error), location)))
    return tuple(outcomes)


def _examine_row(examiner: Examiner, page: Page, most: int) -> Outcome:
    content = page.content if isinstance(page.content, bytes) else page.content.encode("utf-8", "surrogatepass")
    if len(content) > most:
        return not_read("file/too-large", f"is {len(content):,} bytes; a page has at most {most:,} (max-bytes)")
    try:
        found = examiner.examine_row(page)
    except DecodeError as error:
        return not_read("file/not-text", f"is {error}")
    return Outcome(found.findings(), found.sketch)
