"""Sources to cleaning to sinks, over many documents; a bad document is a ``Failure``, never the end."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Literal

from cleaner.api import Cleaner
from cleaner.errors import CleanerError, DecodeError
from cleaner.model import CleanResult, Document, Metadata
from cleaner.sinks import Record, Sink
from cleaner.sources import Input, read_pages
from cleaner.sources.page import Page

EmbeddedMode = Literal["drop", "record", "split"]
CHUNK = 32


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be cleaned, and why."""

    source: str
    message: str


@dataclass
class Summary:
    """What a run did, for the table at its end; characters are code points."""

    documents: int = 0
    characters_in: int = 0
    characters_out: int = 0
    embedded: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    metadata: Counter[str] = field(default_factory=Counter)
    repairs: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)

    def add(self, result: CleanResult) -> None:
        """Count one result."""
        self.documents += 1
        self.characters_in += len(result.document.text)
        self.characters_out += len(result.text)
        self.embedded += len(result.embedded)
        self.rules.update(removal.rule_id for removal in result.removals)
        self.repairs.update(repair.step for repair in result.document.repairs)
        self.kinds.update(finding.kind for finding in result.findings)
        record = result.metadata.to_record()
        self.metadata.update(name for name, value in record.items() if value and name != "extra")


def clean_page(cleaner: Cleaner, page: Page) -> CleanResult:
    """Clean one page of a source; raises DecodeError."""
    if not page.markup:
        document = cleaner.document(page.content, page.id, page.url, page.metadata)
    else:
        document = cleaner.document_from_html(page.content, page.id, page.url)
    return cleaner.clean_document(replace(document, source=page.source))


def clean_inputs(cleaner: Cleaner, inputs: Sequence[Input]) -> list[CleanResult | Failure]:
    """Clean every page of some files; what fails is told, not raised."""
    done: list[CleanResult | Failure] = []
    for found in inputs:
        try:
            done += [clean_page(cleaner, page) for page in read_pages(found)]
        except DecodeError as error:
            done.append(Failure(str(found.path), f"{found.path}: {error}"))
        except CleanerError as error:
            done.append(Failure(str(found.path), str(error)))
    return done


def results(cleaner: Cleaner, inputs: Sequence[Input], workers: int = 1) -> Iterator[CleanResult | Failure]:
    """Yield a result or failure for every page, in the order of ``inputs`` whatever the number of workers."""
    chunks = [inputs[at : at + CHUNK] for at in range(0, len(inputs), CHUNK)]
    if workers <= 1 or len(chunks) == 1:
        for found in inputs:
            yield from clean_inputs(cleaner, [found])
        return
    with ProcessPoolExecutor(min(workers, len(chunks))) as pool:
        waiting: deque[Future[list[CleanResult | Failure]]] = deque()
        try:
            for chunk in chunks:
                waiting.append(pool.submit(clean_inputs, cleaner, chunk))
                if len(waiting) > 2 * workers:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def records(result: CleanResult, embedded: EmbeddedMode = "record", with_title: bool = False) -> Iterator[Record]:
    """Yield the record of a result, and with ``split`` one for every embedded article, linked to its parent."""
    record = result.to_record()
    if with_title and result.metadata.title:
        record["text"] = f"{result.metadata.title}\n\n{record['text']}"
    if embedded != "record":
        record["embedded"] = []
    yield record
    if embedded != "split":
        return
    for number, article in enumerate(result.embedded, 1):
        known = Metadata(
            title=article.title,
            language=result.metadata.language,
            url=result.metadata.url,
            hostname=result.metadata.hostname,
            extra={"parent": result.document.id, "lines": [article.first_line, article.last_line]},
        )
        part = Document(f"{result.document.id}.embedded-{number}", article.text, known, (), result.document.source)
        yield CleanResult(part, (), known, rules_hash=result.rules_hash).to_record()


def run(
    found: Iterable[CleanResult | Failure],
    sink: Sink | None,
    *,
    embedded: EmbeddedMode = "record",
    with_title: bool = False,
    seen: Callable[[CleanResult | Failure], None] = lambda result: None,
) -> Summary:
    """Send every result to ``sink`` (None writes nothing) and count it; raises WriteError, leaving nothing half-done."""
    summary = Summary()
    try:
        for result in found:
            seen(result)
            if isinstance(result, Failure):
                summary.failures.append(result)
                continue
            summary.add(result)
            if sink is not None:
                for record in records(result, embedded, with_title):
                    sink.write(record)
        if sink is not None:
            sink.close()
    except BaseException:
        if sink is not None:
            sink.abandon()
        raise
    return summary
