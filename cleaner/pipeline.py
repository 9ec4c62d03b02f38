"""Sources to cleaning to sinks, over many documents; a bad document is a ``Failure``, never the end."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import count, islice
from typing import Any, Literal, TypeVar

from cleaner.alarm import Alarm, TooLongError
from cleaner.api import Cleaner
from cleaner.errors import CleanerError
from cleaner.extraction import NOTICES, Mode
from cleaner.model import CleanResult, Document, Finding, Metadata
from cleaner.sinks import Encode, Sink
from cleaner.sinks.encoding import Record
from cleaner.sinks.journal import Journal
from cleaner.sources import Batch, Input, batches_of, pages_of
from cleaner.sources.page import Page, Unreadable
from cleaner.summary import Failure, Summary
from cleaner.workers import Fate, done_in_order

__all__ = [
    "Failure",
    "Finish",
    "Made",
    "Summary",
    "clean_page",
    "done_batches",
    "left_over",
    "records",
    "results",
    "run",
]

T = TypeVar("T")
EmbeddedMode = Literal["drop", "record", "split"]
Results = list[CleanResult | Failure]
TIME_LIMIT = 120.0  # seconds a document


def clean_page(cleaner: Cleaner, page: Page, mode: Mode = "balanced") -> CleanResult:
    """Clean one page of a source; ``mode`` is for pages of HTML. Raises DecodeError."""
    if not page.markup:
        document = cleaner.document(page.content, page.id, page.url, page.metadata)
        return cleaner.clean_document(replace(document, source=page.source))
    document = cleaner.document_from_html(page.content, page.id, page.url, page.metadata, mode)
    result = cleaner.clean_document(replace(document, source=page.source))
    notices = [
        Finding(repair.step, "warning", "quality", 1, 1, 1, f"{NOTICES[repair.step]} ({repair.detail})")
        for repair in document.repairs
        if repair.step in NOTICES
    ]
    return replace(result, findings=(*result.findings, *notices))


def clean_batch(cleaner: Cleaner, mode: Mode, batch: Batch, lost: Fate, begin: Callable[[int], None]) -> Results:
    """Clean every page of a batch; what fails is told, not raised. ``lost`` are the pages that are not to be tried."""
    if batch.data is None:  # files of one page each
        return [
            _tried_file(cleaner, Batch((found,), batch.fields), mode, number, lost.get(number), begin)
            for number, found in enumerate(batch.inputs)
        ]
    done: Results = []
    pages = pages_of(batch, lost)
    for number in count():
        page = None
        try:
            if number not in lost:
                begin(number)  # before it is parsed, which may be what takes long
            page = next(pages, None)
            result = _tried(cleaner, page, mode, lost.get(number)) if page else None
            begin(-1)
        except (MemoryError, TooLongError) as error:
            begin(-1)
            if page is None:
                return clean_batch(cleaner, mode, batch, {**lost, number: _reason(error)}, begin)
            result = Failure(page.source, f"{page.source}: {_reason(error)}")
        except CleanerError as error:
            begin(-1)
            return [*done, Failure(batch.inputs[0].location, str(error))]
        if result is None:
            return done
        done.append(result)
    raise AssertionError("a count does not end")


def _tried_file(
    cleaner: Cleaner, batch: Batch, mode: Mode, number: int, lost: str | None, begin: Callable[[int], None]
) -> CleanResult | Failure:
    location = batch.inputs[0].location
    if lost:
        return Failure(location, f"{location}: {lost}")
    try:
        begin(number)
        result = _tried(cleaner, next(pages_of(batch)), mode, None)
        begin(-1)
        return result
    except (MemoryError, TooLongError) as error:
        begin(-1)
        return Failure(location, f"{location}: {_reason(error)}")
    except CleanerError as error:
        begin(-1)
        return Failure(location, str(error))


def _tried(cleaner: Cleaner, page: Page | Unreadable, mode: Mode, lost: str | None) -> CleanResult | Failure:
    if lost:
        return Failure(page.source, f"{page.source}: {lost}")
    if isinstance(page, Unreadable):
        return Failure(page.source, page.message)
    try:
        return clean_page(cleaner, page, mode)
    except CleanerError as error:
        return Failure(page.source, f"{page.source}: {error}")
    except (MemoryError, RecursionError, TooLongError) as error:
        return Failure(page.source, f"{page.source}: {_reason(error)}")


def _reason(error: BaseException) -> str:
    if isinstance(error, TooLongError):
        return str(error)
    return f"too large or too deep to clean ({type(error).__name__})"


@dataclass(frozen=True, slots=True)
class Made:
    """What a batch came to: counts, what is to be written, and the results themselves where they are looked at."""

    summary: Summary
    encoded: Any = None
    results: tuple[CleanResult | Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class Finish:
    """Makes of results what a run needs of them, where they are made: little but bytes is sent by a worker.

    ``encode`` is a sink's, None where nothing is written; ``keep`` keeps the results, for a report or a diff.
    """

    encode: Encode | None = None
    embedded: EmbeddedMode = "record"
    with_title: bool = False
    keep: bool = False

    def __call__(self, results: Results) -> Made:
        """Return what is needed of a batch."""
        summary = Summary()
        for result in results:
            summary.add(result)
        kept = tuple(results) if self.keep else ()
        if self.encode is None:
            return Made(summary, None, kept)
        good = [result for result in results if not isinstance(result, Failure)]
        rows = [record for result in good for record in records(result, self.embedded, self.with_title)]
        return Made(summary, self.encode(rows), kept)


def done_batches(
    cleaner: Cleaner,
    batches: Iterator[Batch | Unreadable],
    workers: int = 1,
    mode: Mode = "balanced",
    time_limit: float | None = TIME_LIMIT,
    *,
    finish: Callable[[Results], T],
) -> Iterator[T]:
    """Yield what ``finish`` made of the results of each batch, in order whatever the number of workers.

    ``time_limit`` is in seconds a document. With one worker the work is done here, and the limit holds where Python
    can be interrupted: on the main thread.
    """
    work = partial(_work, cleaner, mode, finish)
    if workers > 1:
        for _, made in done_in_order(batches, work, workers, time_limit):
            yield made
        return
    for batch in batches:
        with Alarm(time_limit) as alarm:
            made = work(batch, {}, alarm.set)
        yield made


def _work(
    cleaner: Cleaner, mode: Mode, finish: Callable[[Results], T], batch: Batch | Unreadable, lost: Fate, begin: Any
) -> T:
    if isinstance(batch, Unreadable):
        return finish([Failure(batch.source, batch.message)])
    return finish(clean_batch(cleaner, mode, batch, lost, begin))


def results(cleaner: Cleaner, inputs: Sequence[Input], workers: int = 1) -> Iterator[CleanResult | Failure]:
    """Yield a result or failure for every page, in the order of ``inputs`` whatever the number of workers."""
    if workers <= 1:
        for found in inputs:  # one by one, so that each is yielded when it is done
            for done in done_batches(cleaner, batches_of([found]), finish=list):
                yield from done
        return
    for done in done_batches(cleaner, batches_of(inputs), workers, finish=list):
        yield from done


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
    found: Iterable[Made],
    sink: Sink | None,
    *,
    seen: Callable[[CleanResult | Failure], None] = lambda result: None,
    journal: Journal | None = None,
    done: Sequence[dict[str, Any]] = (),
) -> Summary:
    """Write what was made of batches to ``sink`` (None: nowhere) and add up the counts; raises WriteError.

    ``seen`` is shown the results that were kept. With a ``journal`` each batch is noted when it is written, and a run
    that is cut off can go on; ``done`` is what an earlier run noted.
    """
    summary = Summary.of([entry["summary"] for entry in done])
    finished = False
    try:
        if sink is not None and done:
            sink.restore([entry["sink"] for entry in done])
        for made in found:
            for result in made.results:
                seen(result)
            summary.join(made.summary)
            if sink is not None:
                sink.write(made.encoded)
                state = sink.checkpoint()
                if journal is not None:
                    journal.note({"summary": made.summary.to_record(), "sink": state})
        if sink is not None:
            if journal is not None:
                journal.note({"summary": Summary().to_record(), "sink": sink.checkpoint(last=True), "end": True})
            sink.close()
        finished = True
    finally:
        if sink is not None and not finished:
            sink.abandon(keep=journal is not None)
        if journal is not None:
            journal.close(keep=not finished)
    return summary


def left_over(batches: Iterator[Batch | Unreadable], done: Sequence[dict[str, Any]]) -> Iterator[Batch | Unreadable]:
    """Return the batches that an earlier run did not get to."""
    return islice(batches, sum(not entry.get("end") for entry in done), None)
