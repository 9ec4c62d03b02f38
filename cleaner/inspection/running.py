"""Examining many pages in order, in one process or several, leaving out those that are remembered."""

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial

from cleaner.errors import CleanerError, DecodeError
from cleaner.inspection.cache import Cache
from cleaner.inspection.examining import Examiner
from cleaner.inspection.identity import program
from cleaner.inspection.outcome import Examined, Outcome, about, not_read
from cleaner.inspection.reading import Bytes, Unread, read_file, signature_of
from cleaner.inspection.rows import Finish, Outcomes, Start, begin_rows
from cleaner.inspection.targets import Target
from cleaner.settings import Loaded
from cleaner.sources.page import Fields

_AHEAD = 4  # pieces of work a process that may wait
_FEWEST = 16  # files for which processes are worth their start
MOST_UNREADABLE = 100  # rows of a file that are named


@dataclass(frozen=True)
class Run:
    """One run over some pages: what is looked for, with which settings, and how."""

    examiner: Examiner
    loaded: Loaded
    jobs: int = 1
    watch: Callable[[Iterator[Target], int], Iterator[Target]] = lambda targets, total: targets

    def cache(self) -> Cache | None:
        """Open the cache of the project, if it is wanted and can be had."""
        settings = self.loaded.settings
        if not settings.cache:
            return None
        cleaner = self.examiner.cleaner
        context = (program(), cleaner.rules.hash, repr((self.examiner.languages, cleaner.site, cleaner.encoding)))
        return Cache.open(self.loaded.root / settings.cache_dir, context)

    def examined(self, targets: Sequence[Target]) -> Iterator[Examined]:
        """Examine every page, in order."""
        cache = self.cache()
        jobs = self.jobs if len(targets) > _FEWEST or any(target.many for target in targets) else 1
        try:
            with _starter(self.examiner, jobs) as start:
                begun = (
                    (target, finish)
                    for target in self.watch(iter(targets), len(targets))
                    for finish in self._begin(target, cache, start)
                )
                yield from _some_named(_in_order(begun, _AHEAD * jobs if jobs > 1 else 0))
        finally:
            if cache is not None:
                cache.close()

    def _begin(self, target: Target, cache: Cache | None, start: Start) -> Iterator[Finish]:
        settings = self.loaded.settings
        if target.many:
            return begin_rows(target, cache, start, Fields(text=settings.text_field), settings.max_bytes)
        return iter((self._one(target, cache, start),))

    def _one(self, target: Target, cache: Cache | None, start: Start) -> Finish:
        """Begin with a file of one page and return what gives the outcome: what is remembered needs no examining."""
        most = self.loaded.settings.max_bytes
        signatures = [signature_of(target.path), signature_of(target.record)]
        if cache and (seen := signatures[0]) and seen[2] <= most:
            known = cache.by_signature(target.key, signatures)
            if known:
                return partial(tuple, known)
        read_at = time.time_ns()
        data = read_file(target.path, most)
        if isinstance(data, Unread):
            return partial(tuple, [not_read(data.check, data.message)])
        record = read_file(target.record, 16 * most) if signatures[1] else None
        beside = record.data if isinstance(record, Bytes) else None
        if isinstance(record, Unread):
            fault = about("record/unreadable", f"the record {record.message}")
            begun = start(partial(examine_page, data=data.data, record=None))
            return lambda: tuple(replace(page, findings=(*page.findings, fault)) for page in begun())
        if cache is None:
            return start(partial(examine_page, data=data.data, record=beside))
        key = cache.key(data.data, beside)
        cache.remember_file(target.key, [data.signature, record.signature if record else None], read_at, key)
        if entry := cache.by_key(key):
            return partial(tuple, entry)
        return cache.remembering(key, start(partial(examine_page, data=data.data, record=beside)))


def _in_order(begun: Iterator[tuple[Target, Finish]], ahead: int) -> Iterator[Examined]:
    """Yield outcomes in order, while at most ``ahead`` later ones are under way."""
    waiting: deque[tuple[Target, Finish]] = deque()
    for one in begun:
        waiting.append(one)
        if len(waiting) > ahead:
            target, finish = waiting.popleft()
            yield from (Examined(target, outcome) for outcome in finish())
    for target, finish in waiting:
        yield from (Examined(target, outcome) for outcome in finish())


def _some_named(pages: Iterator[Examined]) -> Iterator[Examined]:
    """Of a file with very many rows that cannot be read, name the first ones; the others are counted only."""
    path, count = "", 0
    for page in pages:
        if page.target.path != path:
            path, count = page.target.path, 0
        if page.outcome.row and not page.outcome.read:
            count += 1
            if count == MOST_UNREADABLE:
                more = tuple(replace(f, message=f"{f.message}; more are counted only") for f in page.outcome.findings)
                page = Examined(page.target, replace(page.outcome, findings=more))
            elif count > MOST_UNREADABLE:
                page = Examined(page.target, replace(page.outcome, findings=()))
        yield page


_examiner: list[Examiner] = []


def _adopt(examiner: Examiner) -> None:
    _examiner.append(examiner)


def _here(work: Callable[[Examiner], Outcomes]) -> Outcomes:
    return work(_examiner[0])


@contextmanager
def _starter(examiner: Examiner, jobs: int) -> Iterator[Start]:
    """Give what begins a piece of work, here or in another process."""

    def now(work: Callable[[Examiner], Outcomes]) -> Finish:
        return partial(work, examiner)

    if jobs <= 1:
        yield now
        return
    with ProcessPoolExecutor(jobs, initializer=_adopt, initargs=(examiner,)) as pool:
        try:
            yield lambda work: pool.submit(_here, work).result
        except BrokenProcessPool:  # raised where work is handed over as well as where it is waited for
            reason = "a process that examined pages was killed, most likely for want of memory"
            raise CleanerError(f"{reason}; run again with -j 1, or leave out large files with max-bytes") from None
        finally:
            pool.shutdown(cancel_futures=True)  # waits: a thread left behind would write to a closed pipe at exit


def examine_page(examiner: Examiner, data: bytes, record: bytes | None) -> Outcomes:
    """Examine a file of one page and the record beside it."""
    try:
        found = examiner.examine(data, record)
    except DecodeError as error:
        return (not_read("file/not-text", f"is {error}"),)
    return (Outcome(found.findings(), found.sketch),)


def examine_bytes(run: Run, target: Target, data: bytes) -> Examined:
    """Examine a page that is not in a file; nothing is remembered."""
    most = run.loaded.settings.max_bytes
    if len(data) > most:
        return Examined(target, not_read("file/too-large", f"is over {most:,} bytes (max-bytes)"))
    return Examined(target, *examine_page(run.examiner, data, None))
