"""Examining many pages in order, in one process or several, leaving out those that are remembered."""

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from cleaner import __version__
from cleaner.checks import DATED, UNREAD
from cleaner.checks.corpus import Sketch
from cleaner.checks.model import PageFinding
from cleaner.errors import DecodeError
from cleaner.inspection.cache import Cache
from cleaner.inspection.choosing import about
from cleaner.inspection.examining import Examiner
from cleaner.inspection.reading import Bytes, Unread, read_file, signature_of
from cleaner.inspection.targets import Target
from cleaner.settings import Loaded

_CHUNK = 16
_NOTHING = Sketch("", ())
Result = tuple[tuple[PageFinding, ...], Sketch]
Start = Callable[[bytes, bytes | None], Callable[[], Result]]


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found in one page, before anything is chosen."""

    target: Target
    findings: tuple[PageFinding, ...]
    sketch: Sketch

    @property
    def read(self) -> bool:
        """Whether the page could be read at all."""
        return not any(finding.rule in UNREAD for finding in self.findings)


@dataclass(frozen=True)
class Run:
    """One run over some pages: what is looked for, with which settings, and how."""

    examiner: Examiner
    loaded: Loaded
    jobs: int = 1
    watch: Callable[[Iterator[Examined], int], Iterator[Examined]] = lambda pages, total: pages

    def cache(self) -> Cache | None:
        """Open the cache of the project, if it is wanted and can be had."""
        settings = self.loaded.settings
        if not settings.cache:
            return None
        cleaner = self.examiner.cleaner
        context = (__version__, cleaner.rules.hash, repr((self.examiner.languages, cleaner.site, cleaner.encoding)))
        return Cache.open(self.loaded.root / settings.cache_dir, context)

    def examined(self, targets: Sequence[Target]) -> Iterator[Examined]:
        """Examine every page, in order."""
        cache = self.cache()
        try:
            with _starter(self.examiner, self.jobs if len(targets) > _CHUNK else 1) as start:
                begun = (self._one(target, cache, start) for target in targets)
                yield from self.watch(_in_order(begun), len(targets))
        finally:
            if cache is not None:
                cache.close()

    def _one(self, target: Target, cache: Cache | None, start: Start) -> Callable[[], Examined]:
        """Begin with one page and return what gives the result: what is remembered needs no examining."""
        signatures = [signature_of(target.path), signature_of(target.record)]
        if cache and signatures[0] and (entry := cache.by_signature(target.path, signatures)):
            found = Examined(target, *entry)
            return lambda: found
        read_at = time.time_ns()
        most = self.loaded.settings.max_bytes
        data = read_file(target.path, most)
        if isinstance(data, Unread):
            unread = Examined(target, (about(data.check, data.message),), _NOTHING)
            return lambda: unread
        record = read_file(target.record, 16 * most) if signatures[1] else None
        beside = record.data if isinstance(record, Bytes) else None
        key = cache.key(data.data, beside) if cache else b""
        signatures = [data.signature, record.signature if isinstance(record, Bytes) else None]
        if cache and not isinstance(record, Unread) and (entry := cache.by_key(key)):
            cache.remember(target.path, signatures, read_at, key, None)
            known = Examined(target, *entry)
            return lambda: known
        result = start(data.data, beside)
        unread_record = (
            (about("record/unreadable", f"the record {record.message}"),) if isinstance(record, Unread) else ()
        )

        def finish() -> Examined:
            findings, sketch = result()
            if cache and not unread_record and not any(finding.rule in DATED for finding in findings):
                cache.remember(target.path, signatures, read_at, key, (findings, sketch))
            return Examined(target, (*findings, *unread_record), sketch)

        return finish


def _in_order(started: Iterator[Callable[[], Examined]]) -> Iterator[Examined]:
    """Yield results in order while later ones are under way."""
    waiting: deque[Callable[[], Examined]] = deque()
    for finish in started:
        waiting.append(finish)
        if len(waiting) > 4 * _CHUNK:
            yield waiting.popleft()()
    while waiting:
        yield waiting.popleft()()


_examiner: list[Examiner] = []


def _adopt(examiner: Examiner) -> None:
    _examiner.append(examiner)


def _examine_here(data: bytes, record: bytes | None) -> Result:
    return _examine(_examiner[0], data, record)


@contextmanager
def _starter(examiner: Examiner, jobs: int) -> Iterator[Start]:
    """Give what begins to examine a page, here or in another process."""

    def now(data: bytes, record: bytes | None) -> Callable[[], Result]:
        found = _examine(examiner, data, record)
        return lambda: found

    if jobs <= 1:
        yield now
        return
    with ProcessPoolExecutor(jobs, initializer=_adopt, initargs=(examiner,)) as pool:
        try:
            yield lambda data, record: pool.submit(_examine_here, data, record).result
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _examine(examiner: Examiner, data: bytes, record: bytes | None) -> Result:
    try:
        found = examiner.examine(data, record)
    except DecodeError as error:
        return (about("file/not-text", f"is {error}"),), _NOTHING
    return found.findings(), found.sketch


def examine_bytes(run: Run, target: Target, data: bytes) -> Examined:
    """Examine a page that is not in a file; nothing is remembered."""
    most = run.loaded.settings.max_bytes
    if len(data) > most:
        return Examined(target, (about("file/too-large", f"is over {most:,} bytes (max-bytes)"),), _NOTHING)
    return Examined(target, *_examine(run.examiner, data, None))
