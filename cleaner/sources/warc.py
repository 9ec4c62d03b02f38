"""WARC and WET: web archives; answers that hold HTML or text, and the text records of WET files."""

from collections.abc import Container, Iterator
from typing import Any

from cleaner.errors import ReadError
from cleaner.model import Metadata
from cleaner.sources.opening import missing_extra, opened
from cleaner.sources.page import Batch, Fields, Input, Page

_BATCH_BYTES = 4 << 20
_BATCH_RECORDS = 64
_MOST_BYTES = 64 << 20  # of one record
_HTML = ("text/html", "application/xhtml+xml")


def warc_batches(found: Input, fields: Fields) -> Iterator[Batch]:
    """Yield batches of pages; raises ReadError, SettingsError without the extra."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise missing_extra(found.location, "warc") from None
    wanted = WarcRecordType.response | WarcRecordType.conversion | WarcRecordType.resource
    pages: list[Page] = []
    size, first = 0, 1
    with opened(found) as file:
        try:
            # Crawlers may keep a page as it was sent: in chunks, compressed.
            records = ArchiveIterator(file, record_types=wanted, parse_http=True, auto_decode="all")
            for number, record in enumerate(records, 1):
                page = _page(record, found, number)
                if page is None:
                    continue
                pages.append(page)
                size += len(page.content)
                if len(pages) >= _BATCH_RECORDS or size >= _BATCH_BYTES:
                    yield Batch((found,), fields, tuple(pages), first)
                    first, pages, size = first + len(pages), [], 0
        except (RuntimeError, ValueError, OSError) as error:
            if pages:  # what came before the damage is whole
                yield Batch((found,), fields, tuple(pages), first)
            raise ReadError(f"{found.location}: no readable web archive: {error}") from error
    if pages:
        yield Batch((found,), fields, tuple(pages), first)


def _page(record: Any, found: Input, number: int) -> Page | None:
    headers = record.headers
    kind = (record.http_content_type if record.is_http else headers.get("Content-Type") or "") or ""
    kind = kind.split(";")[0].strip().lower()
    markup = kind in _HTML
    if not markup and not kind.startswith("text/plain"):
        return None
    if record.is_http and record.http_headers is not None and not 200 <= (record.http_headers.status_code or 200) < 300:
        return None
    url = headers.get("WARC-Target-URI")
    name = (headers.get("WARC-Record-ID") or "").strip("<>").removeprefix("urn:uuid:")
    fetched = headers.get("WARC-Date")
    metadata = Metadata(url=url, extra={"fetched": fetched} if fetched else {})
    content = record.reader.read(_MOST_BYTES)
    return Page(name or f"{found.id}-{number}", content, f"{found.location}:{number}", url, metadata, markup)


def warc_pages(batch: Batch, skip: Container[int] = ()) -> Iterator[Page]:
    """Yield the pages of a batch."""
    return iter(batch.data)
