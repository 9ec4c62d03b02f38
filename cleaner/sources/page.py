"""A page as a source hands it on, and the files it comes from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from cleaner.errors import ReadError
from cleaner.model import Metadata


@dataclass(frozen=True, slots=True)
class Page:
    """Bytes or text of one page, where it came from, and what the source already knows about it."""

    id: str
    content: bytes | str
    source: str
    url: str | None = None
    metadata: Metadata | None = None
    markup: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """Which fields of a record hold what; a name that is None is guessed from the usual ones."""

    text: str | None = None
    html: str | None = None
    bytes: str | None = None
    url: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read: ``id`` is its path below the folder that was given, without the suffix, with ``/``.

    ``url`` is set for files that are read through fsspec; ``path`` is then only their name.
    """

    path: Path
    id: str
    format: str
    url: str | None = None

    @property
    def location(self) -> str:
        """Where the file is, as records and messages name it."""
        return self.url or str(self.path)


@dataclass(frozen=True, slots=True)
class Batch:
    """A piece of work: some pages of one file, or some files of one page each.

    ``data`` is what the format's reader makes pages of: bytes for lines, pages for everything else; ``first`` is the
    number of the first record, counted from 1.
    """

    inputs: tuple[Input, ...]
    fields: Fields = Fields()
    data: Any = None
    first: int = 1


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A record of a file that could not be read, and why; the records after it can."""

    source: str
    message: str


Pages = Iterator[Page | Unreadable]


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a regular file; raises ReadError."""
    try:
        if not path.is_file():
            raise ReadError(f"{path}: not a regular file; leave it out")
        return path.read_bytes()
    except OSError as error:
        raise ReadError(f"{path}: cannot be read: {error.strerror}") from error


# Names that published corpora use, the commonest first.
_GUESSES: Mapping[str, tuple[str, ...]] = {
    "html": ("html", "raw_html", "page_html", "markup"),
    "text": ("text", "content", "body", "article", "raw_content", "maintext", "raw_text", "plain_text"),
    "bytes": ("bytes", "raw_bytes", "content_bytes", "data"),
    "url": ("url", "uri", "link", "source_url", "page_url", "warc-target-uri"),
    "id": ("id", "_id", "doc_id", "docid", "document_id", "uuid", "key"),
}
_KNOWN = ("title", "author", "date")


def page_of_record(record: Mapping[str, Any], fields: Fields, fallback_id: str, source: str) -> Page | Unreadable:
    """Make a page of a row: its text, markup or bytes, and its other fields as they are."""
    names = _names(tuple(record), fields)
    kind = next((name for name in ("html", "text", "bytes") if record.get(names[name] or "") is not None), None)
    if kind is None:
        if empty := next((name for name in (names["html"], names["text"], names["bytes"]) if name in record), None):
            return Unreadable(source, f"{source}: the field {empty!r} is null; leave the record out")
        asked = [f"{name!r}" for name in (fields.text, fields.html, fields.bytes) if name]
        missing = f"no field {' or '.join(asked)}" if asked else "no field that looks like text or html"
        shown = ", ".join(map(str, list(record)[:12])) or "none"
        return Unreadable(source, f"{source}: {missing} (it has: {shown}); name one with --text-field or --html-field")
    content = record[names[kind] or ""]
    if kind == "bytes" and isinstance(content, str):
        content = _from_base64(content)
    if not isinstance(content, (str, bytes)):
        return Unreadable(source, f"{source}: the field {names[kind]!r} holds no text; name another with --text-field")
    url, name = record.get(names["url"] or ""), record.get(names["id"] or "")
    url = url if isinstance(url, str) and url else None
    known: dict[str, Any] = {key: value for key in _KNOWN if isinstance(value := record.get(key), str) and value}
    used = {names[kind], *(names[key] for key in ("url", "id")), *known}
    rest = {key: value for key, value in record.items() if key not in used}
    metadata = Metadata(**known, url=url, extra={"input": rest} if rest else {})
    markup = kind == "html" or (kind == "bytes" and _looks_like_markup(content))
    return Page(str(name) if name not in (None, "") else fallback_id, content, source, url, metadata, markup)


@lru_cache(maxsize=256)
def _names(keys: tuple[Any, ...], fields: Fields) -> Mapping[str, str | None]:
    """Return which field of records with these fields holds what; those of a file are nearly always the same."""
    lower = {str(key).lower(): key for key in reversed(keys)}
    names: dict[str, str | None] = {
        name: getattr(fields, name) or next((lower[guess] for guess in guesses if guess in lower), None)
        for name, guesses in _GUESSES.items()
    }
    if fields.text and not fields.html:
        names["html"] = None
    if fields.bytes and not (fields.html or fields.text):
        names["html"] = names["text"] = None
    return names


def _from_base64(text: str) -> bytes | None:
    from base64 import b64decode

    try:
        return b64decode(text, validate=True)
    except ValueError:
        return None


def _looks_like_markup(content: bytes | str) -> bool:
    start = content[:1024] if isinstance(content, str) else content[:1024].decode("latin-1")
    start = start.lstrip("\ufeff\u00ef\u00bb\u00bf \t\r\n").lower()
    return start.startswith("<") and ("<html" in start or "<!doctype" in start or "<head" in start or "<body" in start)
