"""The nouns of cleaner: frozen values that every layer shares.

Offsets and lengths count code points of ``Document.text``; line numbers start at 1 and lines end at ``\\n`` only.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

Severity = Literal["error", "warning", "info", "off"]
Kind = Literal["strip", "refused", "unresolved", "shadowed", "repair", "quality"]


@dataclass(frozen=True, slots=True)
class Repair:
    """A change of characters made before any rule ran: which step, what it did, how often."""

    step: str
    detail: str
    count: int


class Line(NamedTuple):
    """A line of a document; ``text`` is ``document.text[start:end]``, without the newline."""

    number: int
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Removal:
    """Characters taken out of a document: ``document.text[start:end] == text``."""

    rule_id: str
    start: int
    end: int
    first_line: int
    last_line: int
    text: str


@dataclass(frozen=True, slots=True)
class Embedded:
    """A whole other article found inside a page; its lines are ``first_line`` to ``last_line`` of the page."""

    title: str | None
    text: str
    first_line: int
    last_line: int


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a reader should know about a document; ``rule`` is a rule id or a check id."""

    rule: str
    severity: Severity
    kind: Kind
    first_line: int
    last_line: int
    column: int
    message: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says about itself; a field that is not stated is None.

    ``date`` is the publication date in ISO 8601, with the time where stated. ``page_date`` is the day that the
    page's own header printed, which says when the page was fetched. ``extra`` holds what has no field of its own: where
    each value came from (``origin``), what disagrees (``also``), ``date_origin``, the raw tags, a caption, the day of
    the last update (``updated``) and, of a page in several, its ``languages``.
    """

    title: str | None = None
    author: str | None = None
    date: str | None = None
    page_date: str | None = None
    section: str | None = None
    source: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    url: str | None = None
    hostname: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    def to_record(self) -> dict[str, Any]:
        """Return the metadata as a plain dict, fields in their documented order."""
        return {
            "title": self.title,
            "author": self.author,
            "date": self.date,
            "page_date": self.page_date,
            "section": self.section,
            "source": self.source,
            "tags": list(self.tags),
            "language": self.language,
            "url": self.url,
            "hostname": self.hostname,
            "extra": dict(self.extra),
        }


@dataclass(frozen=True, slots=True)
class Document:
    """One page as text, after decoding and repairs; ``text`` never changes afterwards."""

    id: str
    text: str
    metadata: Metadata = Metadata()
    repairs: tuple[Repair, ...] = ()
    source: str | None = None

    def with_metadata(self, metadata: Metadata) -> "Document":
        """Return the same page with other metadata."""
        return replace(self, metadata=metadata)


@dataclass(frozen=True, slots=True)
class CleanResult:
    """A cleaned page: what was kept, what was taken and by which rule, what was learned on the way."""

    document: Document
    removals: tuple[Removal, ...]
    metadata: Metadata
    embedded: tuple[Embedded, ...] = ()
    findings: tuple[Finding, ...] = ()
    rules_hash: str = ""

    @property
    def text(self) -> str:
        """The clean text: the document without its removals."""
        if not self.removals:
            return self.document.text
        parts: list[str] = []
        at = 0
        for removal in self.removals:
            parts.append(self.document.text[at : removal.start])
            at = removal.end
        parts.append(self.document.text[at:])
        return "".join(parts)

    def restore(self) -> str:
        """Put every removal back between the kept characters; equals ``document.text``."""
        kept = self.text
        parts: list[str] = []
        taken = at = 0
        for removal in self.removals:
            upto = removal.start - taken
            parts += (kept[at:upto], removal.text)
            taken += len(removal.text)
            at = upto
        parts.append(kept[at:])
        return "".join(parts)

    def to_record(self) -> dict[str, Any]:
        """Return the record that is written beside the text, ready for JSON."""
        from cleaner import __version__

        return {
            "id": self.document.id,
            "source": self.document.source,
            "text": self.text,
            "metadata": self.metadata.to_record(),
            "removed": [
                {
                    "rule": r.rule_id,
                    "start": r.start,
                    "end": r.end,
                    "lines": [r.first_line, r.last_line],
                    "text": r.text,
                }
                for r in self.removals
            ],
            "repairs": [{"step": r.step, "detail": r.detail, "count": r.count} for r in self.document.repairs],
            "embedded": [
                {"title": e.title, "text": e.text, "lines": [e.first_line, e.last_line]} for e in self.embedded
            ],
            "findings": [
                {
                    "rule": f.rule,
                    "kind": f.kind,
                    "severity": f.severity,
                    "lines": [f.first_line, f.last_line],
                    "column": f.column,
                    "message": f.message,
                }
                for f in self.findings
            ],
            "cleaner": {"version": __version__, "rules": self.rules_hash},
        }
