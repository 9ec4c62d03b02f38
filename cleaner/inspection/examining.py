"""One page, from its bytes to everything that checks and rules say of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from hashlib import blake2b
from typing import Any

import orjson

from cleaner.api import Cleaner
from cleaner.checks import CHECKS
from cleaner.checks.chrome import RuleHit, rule_hits
from cleaner.checks.corpus import Sketch
from cleaner.checks.model import Edit, Hit, PageFinding, PageText, Places, excerpt_of
from cleaner.decode import decode
from cleaner.folding import fold
from cleaner.model import Metadata
from cleaner.rule import Rule
from cleaner.sources.page import Page

MOST_OF_ONE = 100
_LONGEST_MARK = 4  # bytes of a byte order mark, which is taken off


@dataclass(frozen=True)
class Examiner:
    """Examines pages with one set of rules; holds no state, so that it can be sent to other processes."""

    cleaner: Cleaner
    languages: tuple[str, ...] = ()
    today: date = field(default_factory=date.today)

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """Every rule by id."""
        return {rule.id: rule for rule in self.cleaner.rules.all}

    def examine(self, data: bytes, record: bytes | None = None) -> "Examination":
        """Examine a page and, where there is one, its record; raises DecodeError for bytes that are no text."""
        parsed, record_text = _parse(record)
        page = replace(page_text(data, self.cleaner.encoding), record=parsed, record_text=record_text)
        found = self._examine(page, Metadata(url=_url(parsed)))
        if record is not None and parsed is None:
            fault = RuleHit("record/unreadable", "error", "quality", Hit(0, 0, "the record is no JSON object"))
            found = replace(found, hits=(*found.hits, fault))
        return found

    def examine_row(self, row: Page) -> "Examination":
        """Examine a page that is a row of a file, its fields being its record; raises DecodeError."""
        content = row.content
        page = PageText(content) if isinstance(content, str) else page_text(content, self.cleaner.encoding)
        return self._examine(replace(page, whole_file=False, record=_record_of(row)), row.metadata or Metadata())

    def _examine(self, page: PageText, known: Metadata) -> "Examination":
        result = self.cleaner.clean(page.text.removeprefix("\ufeff"), metadata=known)
        page = replace(page, body=result.text, languages=self.languages, today=self.today)
        hits = [RuleHit(name, CHECKS[name].severity, "quality", hit) for name, hit in _check(page)]
        hits += rule_hits(page, result, self.rules)
        return Examination(page, tuple(hits), Sketch.of(result.text))


def page_text(data: bytes, encoding: str | None = None) -> PageText:
    """Decode a page, keeping a UTF-8 byte order mark in the text; raises DecodeError."""
    if encoding is None and b"\0" not in data:
        try:
            return PageText(data.decode("utf-8"))
        except UnicodeDecodeError:
            pass
    decoded = decode(data, encoding)
    try:
        again = decoded.text.encode(decoded.encoding)
        lossless = data.endswith(again) and len(data) - len(again) <= _LONGEST_MARK
    except UnicodeError:
        lossless = False
    return PageText(decoded.text, decoded.encoding, lossless)


def _check(page: PageText) -> Iterator[tuple[str, Hit]]:
    for name, check in CHECKS.items():
        if check.find is not None and (page.record is not None or not name.startswith("record/")):
            for hit in check.find(page):
                yield name, hit


def _parse(record: bytes | None) -> tuple[dict[str, Any] | None, str]:
    if record is None:
        return None, ""
    try:
        parsed = orjson.loads(record)
    except orjson.JSONDecodeError:
        return None, ""
    return (parsed, record.decode("utf-8")) if isinstance(parsed, dict) else (None, "")


def _record_of(row: Page) -> Mapping[str, Any]:
    """Return a row as a record of cleaner: one that ``clean`` wrote as it is, of others what is known of the page."""
    known = row.metadata or Metadata()
    others = known.extra.get("input")
    written = others.get("metadata") if isinstance(others, dict) else None
    own = {"title": known.title, "date": known.date}
    return {"metadata": own | written if isinstance(written, dict) else own}


def _url(record: Mapping[str, Any] | None) -> str | None:
    metadata = (record or {}).get("metadata")
    url = metadata.get("url") if isinstance(metadata, dict) else None
    return url if isinstance(url, str) else None


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found in one page."""

    page: PageText
    hits: tuple[RuleHit, ...]
    sketch: Sketch

    def findings(self) -> tuple[PageFinding, ...]:
        """Return the findings, without the path: ``in_record`` tells which of the two files each is in.

        Of a check that says very much about one page, the first MOST_OF_ONE.
        """
        text, record = Places(self.page.text), Places(self.page.record_text)
        counts = Counter(hit.rule for hit in self.hits)
        seen: Counter[str] = Counter()
        findings = []
        for found in self.hits:
            seen[found.rule] += 1
            if seen[found.rule] <= MOST_OF_ONE:
                more = counts[found.rule] - MOST_OF_ONE if seen[found.rule] == MOST_OF_ONE else 0
                finding = _finding(found, record if in_record(found.rule) else text)
                if more > 0:
                    finding = replace(finding, message=f"{finding.message}; and {more:,} more in this page")
                findings.append(finding)
        return tuple(findings)


def _finding(found: RuleHit, places: Places) -> PageFinding:
    hit = found.hit
    line, column = places.place(hit.start)
    last, _ = places.place(hit.end)
    said = places.text[hit.start : hit.end]
    return PageFinding(
        path="",
        rule=found.rule,
        severity=found.severity,
        kind=found.kind,
        first_line=line,
        last_line=last,
        column=column,
        message=hit.message,
        excerpt=excerpt_of(said),
        fix=hit.fix,
        fingerprint=fingerprint(said),
    )


def in_record(rule: str) -> bool:
    """Tell whether a finding of this check is in the record of a page, not in its text."""
    return rule.startswith("record/")


def fingerprint(text: str) -> str:
    """Return a hash of the folded text: 16 hexadecimal digits."""
    return blake2b(fold(text).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """Return ``text`` with edits made; of two that overlap, the one that starts first (then the longer) is made."""
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda e: (e.start, -e.end)):
        if edit.start >= at and (edit.end > edit.start or edit.new):
            parts += (text[at : edit.start], edit.new)
            at = edit.end
    return "".join((*parts, text[at:]))
