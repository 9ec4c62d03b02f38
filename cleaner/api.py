"""The library: ``clean(text).text``, or a ``Cleaner`` with rules and options of your own."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice
from typing import Literal

from cleaner import engine
from cleaner.decode import Decoded, decode
from cleaner.errors import DecodeError
from cleaner.metadata.hosts import host_of
from cleaner.metadata.language import detect_language, mixed_languages
from cleaner.metadata.merging import join, merge
from cleaner.model import CleanResult, Document, Metadata, Repair
from cleaner.repair import repair_text
from cleaner.repair.losses import find_losses
from cleaner.rulefile import RuleSet
from cleaner.ruleset import Rules
from cleaner.survey import Survey
from cleaner.view import View

Level = Literal["none", "safe", "standard", "search"]
_CHUNK = 64
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_TAG = re.compile(rb"<(?:!doctype|html|head|body|div|p|a|span|meta|title|table)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Cleaner:
    """Cleans pages with a set of rules; holds no state, so one serves for any number of pages.

    ``unsafe`` also applies rules marked unsafe; ``normalise`` is the level of repairs; ``encoding`` forces how bytes
    are read; ``site`` is the host to take pages for whose URL is not known; ``survey`` is what a pass
    over the corpus counted (see ``Surveyor``).
    """

    rules: Rules = field(default_factory=RuleSet.bundled)
    unsafe: bool = False
    normalise: Level = "standard"
    encoding: str | None = None
    site: str | None = None
    survey: Survey | None = None

    def clean(
        self, page: str | bytes, id: str | None = None, url: str | None = None, metadata: Metadata | None = None
    ) -> CleanResult:
        """Clean one page of text or bytes; raises DecodeError for bytes that are no text."""
        return self.clean_document(self.document(page, id, url, metadata))

    def document(
        self, page: str | bytes, id: str | None = None, url: str | None = None, metadata: Metadata | None = None
    ) -> Document:
        """Decode and repair a page: everything that changes characters, before any rule runs."""
        repairs: tuple[Repair, ...] = ()
        if isinstance(page, bytes):
            decoded = decode(page, self.encoding)
            page, repairs = decoded.text, decoded.repairs
        repaired = repair_text(page, self.normalise)
        known = metadata or Metadata()
        url = url or known.url
        host = host_of(url) or known.hostname or self.site
        known = replace(known, url=url, hostname=host, language=known.language or detect_language(repaired.text))
        return Document(id or "", repaired.text, known, (*repairs, *repaired.repairs))

    def document_from_html(
        self,
        markup: str | bytes,
        id: str | None = None,
        url: str | None = None,
        metadata: Metadata | None = None,
        mode: Literal["balanced", "precision", "recall", "fast"] = "balanced",
    ) -> Document:
        """Extract the text of an HTML page, then repair it; what the extractor drops is logged as a repair.

        ``metadata`` that the caller knows wins over what the markup says; ``extra`` tells where they differ.
        ``precision`` would sooner lose text than keep chrome, ``recall`` the other way round, ``fast`` runs the
        extractor once. Raises DecodeError.
        """
        from cleaner.extraction import extract

        repairs: tuple[Repair, ...] = ()
        if isinstance(markup, bytes):
            decoded = decode_markup(markup, self.encoding)
            markup, repairs = decoded.text, decoded.repairs
        blank = View.of("")
        found = extract(markup, lambda host: self.rules.for_view(blank, host or self.site).selectors, url, mode)
        document = self.document(found[0], id, url, join(metadata or Metadata(), found[1]))
        return replace(document, repairs=(*repairs, *found[2], *document.repairs))

    def clean_document(self, document: Document) -> CleanResult:
        """Apply the rules to a document that is decoded and repaired."""
        host = document.metadata.hostname
        view = View.of(document.text, self.survey.count(host) if self.survey else None)
        rules = self.rules.for_view(view, host)
        outcome = engine.run(view, document.text, rules, unsafe=self.unsafe)
        metadata = merge(outcome.captures, document.metadata)
        findings = (*outcome.findings, *find_losses(document.text))
        result = CleanResult(document, outcome.removals, metadata, outcome.embedded, findings, self.rules.hash)
        if languages := mixed_languages(result.text):
            extra = {**metadata.extra, "languages": list(languages)}
            return replace(result, metadata=replace(metadata, extra=extra))
        return result

    def map(self, pages: Iterable[str | bytes], workers: int = 1) -> Iterator[CleanResult]:
        """Clean many pages, lazily and in order; with ``workers`` above 1, in as many processes."""
        if workers <= 1:
            yield from map(self.clean, pages)
            return
        from concurrent.futures import ProcessPoolExecutor

        source = iter(pages)
        with ProcessPoolExecutor(workers) as pool:
            waiting = [pool.submit(self._clean_all, chunk) for chunk in _chunks(source, 2 * workers)]
            while waiting:
                yield from waiting.pop(0).result()
                waiting += [pool.submit(self._clean_all, chunk) for chunk in _chunks(source, 1)]

    def _clean_all(self, pages: list[str | bytes]) -> list[CleanResult]:
        return [self.clean(page) for page in pages]


def declared_charset(markup: bytes) -> str | None:
    """Return the charset that an HTML page declares in its first 2,048 bytes, as browsers look for it."""
    found = _CHARSET.search(markup[:2048])
    return found[1].decode("ascii") if found else None


def decode_markup(markup: bytes, encoding: str | None = None) -> Decoded:
    """Decode a page of HTML as browsers do: null bytes and broken ones never make it unreadable.

    Raises DecodeError only for bytes without any tag.
    """
    declared = declared_charset(markup)
    nulls = markup.count(0) if b"\0" in markup else 0
    # UTF-16 has them at even places or at odd ones; what strays into a page stands at both.
    stray = nulls and 0 < markup[::2].count(0) < nulls
    if stray and 4 * nulls < len(markup) and not markup.startswith((b"\xff\xfe", b"\xfe\xff")):
        markup = markup.replace(b"\0", b"")
    try:
        return decode(markup, encoding, declared)
    except DecodeError:
        markup = markup.replace(b"\0", b"")
        if encoding is not None or not _TAG.search(markup[:65_536]):
            raise
    text = markup.decode("utf-8", "replace")
    return Decoded(text, "utf-8", (Repair("bytes", "bytes that are not UTF-8 made U+FFFD", text.count("\ufffd")),))


def _chunks(source: Iterator[str | bytes], most: int) -> Iterator[list[str | bytes]]:
    for _ in range(most):
        chunk = list(islice(source, _CHUNK))
        if not chunk:
            return
        yield chunk


@cache
def _bundled() -> Cleaner:
    return Cleaner()


def clean(page: str | bytes, id: str | None = None, url: str | None = None) -> CleanResult:
    """Clean one page with the bundled rules.

    >>> clean("خبر قصير.\\n\\nمقالات ذات صلة").text
    'خبر قصير.'
    """
    return _bundled().clean(page, id, url)
