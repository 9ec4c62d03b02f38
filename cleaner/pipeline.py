"""Sources to cleaning to sinks, over many documents; a bad document is a ``Failure``, never the end."""

import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from types import FrameType
from typing import Any, Literal

from cleaner.api import Cleaner
from cleaner.errors import CleanerError
from cleaner.extraction import NOTICES, Mode
from cleaner.model import CleanResult, Document, Finding, Metadata
from cleaner.sinks import Record, Sink
from cleaner.sinks.journal import Journal
from cleaner.sources import Batch, Input, batches_of, pages_of
from cleaner.sources.page import Page, Unreadable
from cleaner.summary import Failure, Summary
from cleaner.workers import Fate, done_in_order

__all__ = ["Failure", "Summary", "clean_page", "done_batches", "left_over", "records", "results", "run"]

EmbeddedMode = Literal["drop", "record", "split"]
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


Results = list[CleanResult | Failure]


def clean_batch(cleaner: Cleaner, mode: Mode, batch: Batch, lost: Fate, begin: Callable[[int], None]) -> Results:
    """Clean every page of a batch; what fails is told, not raised. ``lost`` are the pages that are not to be tried."""
    done: Results = []
    if len(batch.inputs) > 1:
        for number, found in enumerate(batch.inputs):
            begin(number)
            one = replace(batch, inputs=(found,))
            if number in lost:
                done.append(Failure(found.location, f"{found.location}: {lost[number]}"))
            else:
                done += clean_batch(cleaner, mode, one, {}, lambda within: None)
        return done
    found = batch.inputs[0]
    begin(0)
    if 0 in lost and batch.data is None:
        return [Failure(found.location, f"{found.location}: {lost[0]}")]
    try:
        for number, page in enumerate(pages_of(batch)):
            begin(number)
            if isinstance(page, Unreadable):
                done.append(Failure(page.source, page.message))
            elif number in lost:
                done.append(Failure(page.source, f"{page.source}: {lost[number]}"))
            else:
                done.append(_tried(cleaner, page, mode))
            begin(-1)
    except _TooLongError as error:
        done.append(Failure(found.location, f"{found.location}: {error}"))
    except CleanerError as error:
        done.append(Failure(found.location, str(error)))
    return done


def _tried(cleaner: Cleaner, page: Page, mode: Mode) -> CleanResult | Failure:
    try:
        return clean_page(cleaner, page, mode)
    except CleanerError as error:
        return Failure(page.source, f"{page.source}: {error}")
    except (MemoryError, RecursionError) as error:
        return Failure(page.source, f"{page.source}: too large or too deep to clean ({type(error).__name__})")
    except _TooLongError as error:
        return Failure(page.source, f"{page.source}: {error}")


class _TooLongError(BaseException):
    """Raised where a document takes too long; no ``except Exception`` on the way may stop it."""


def done_batches(
    cleaner: Cleaner,
    batches: Iterator[Batch | Unreadable],
    workers: int = 1,
    mode: Mode = "balanced",
    time_limit: float | None = TIME_LIMIT,
) -> Iterator[Results]:
    """Yield what became of each batch, in order whatever the number of workers; ``time_limit`` in seconds a document.

    With one worker the work is done here, and the limit holds where Python can be interrupted: on the main thread.
    """
    work = partial(_clean_work, cleaner, mode)
    if workers > 1:
        for _, made in done_in_order(batches, work, workers, time_limit):
            yield made
        return
    for batch in batches:
        with _Alarm(time_limit) as alarm:
            made = work(batch, {}, alarm.set)
        yield made


def _clean_work(cleaner: Cleaner, mode: Mode, batch: Batch | Unreadable, lost: Fate, begin: Any) -> Results:
    if isinstance(batch, Unreadable):
        return [Failure(batch.source, batch.message)]
    return clean_batch(cleaner, mode, batch, lost, begin)


class _Alarm:
    """Interrupts the work on a document in this process when its time is over."""

    def __init__(self, seconds: float | None) -> None:
        main = threading.current_thread() is threading.main_thread()
        self.seconds = seconds if main and hasattr(signal, "setitimer") else None
        self._before: Any = None

    def __enter__(self) -> "_Alarm":
        if self.seconds:
            self._before = signal.signal(signal.SIGALRM, self._ring)
        return self

    def set(self, number: int) -> None:
        if self.seconds:
            signal.setitimer(signal.ITIMER_REAL, self.seconds if number >= 0 else 0)

    def _ring(self, number: int, frame: FrameType | None) -> None:
        raise _TooLongError(f"took more than {self.seconds:g} seconds; raise --time-limit")

    def __exit__(self, *error: object) -> None:
        if self.seconds:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self._before)


def results(cleaner: Cleaner, inputs: Sequence[Input], workers: int = 1) -> Iterator[CleanResult | Failure]:
    """Yield a result or failure for every page, in the order of ``inputs`` whatever the number of workers."""
    if workers <= 1:
        for found in inputs:  # one by one, so that each is yielded when it is done
            for done in done_batches(cleaner, batches_of([found])):
                yield from done
        return
    for done in done_batches(cleaner, batches_of(inputs), workers):
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
    found: Iterable[Results],
    sink: Sink | None,
    *,
    embedded: EmbeddedMode = "record",
    with_title: bool = False,
    seen: Callable[[CleanResult | Failure], None] = lambda result: None,
    journal: Journal | None = None,
    done: Sequence[dict[str, Any]] = (),
) -> Summary:
    """Send the results of batches to ``sink`` (None writes nothing) and count them; raises WriteError.

    With a ``journal`` each batch is noted when it is written, and a run that is cut off can go on; ``done`` is what
    an earlier run noted.
    """
    summary = Summary.of([entry["summary"] for entry in done])
    finished = False
    try:
        if sink is not None and done:
            sink.restore([entry["sink"] for entry in done])
        for results in found:
            part = Summary()
            for result in results:
                seen(result)
                part.add(result)
                if sink is not None and not isinstance(result, Failure):
                    for record in records(result, embedded, with_title):
                        sink.write(record)
            summary.join(part)
            if sink is not None:
                state = sink.checkpoint()
                if journal is not None:
                    journal.note({"summary": part.to_record(), "sink": state})
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
