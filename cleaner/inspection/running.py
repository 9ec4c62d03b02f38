"""Examining many pages in order, in one process or several, leaving out those that are remembered."""

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from cleaner import __version__
from cleaner.checks import DATED
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


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found in one page, before anything is chosen; ``read`` tells whether it could be read at all."""

    target: Target
    findings: tuple[PageFinding, ...]
    sketch: Sketch
    read: bool = True


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
        context = (__version__, cleaner.rules.hash, repr(self.examiner.languages), repr((cleaner.site, cleaner.encoding)))
        return Cache.open(self.loaded.root / settings.cache_dir, context)

    def examined(self, targets: Sequence[Target]) -> Iterator[Examined]:
        """Examine every page, in order."""
        cache = self.cache()
        try:
            yield from self.watch(_in_order(self._started(targets, cache)), len(targets))
        finally:
            if cache is not None:
                cache.close()

    def _started(self, targets: Sequence[Target], cache: Cache | None) -> Iterator[Callable[[], Examined]]:
        if self.jobs <= 1 or len(targets) <= _CHUNK:
            for target in targets:
                yield self._one(target, cache, _run_now(self.examiner))
            return
        with ProcessPoolExecutor(self.jobs, initializer=_adopt, initargs=(self.examiner,)) as pool:
            try:
                for target in targets:
                    yield self._one(target, cache, lambda data, record: pool.submit(_examine_here, data, record).result)
            finally:
                pool.shutdown(wait=False, cancel_futures=True)

    def _one(self, target: Target, cache: Cache | None, start: "Start") -> Callable[[], Examined]:
        """Begin with one page and return what gives the result: what is remembered needs no examining."""
        signatures = [signature_of(target.path), signature_of(target.record)]
        if cache and signatures[0] and (entry := cache.by_signature(target.path, signatures)):
            found = Examined(target, *entry)
            return lambda: found
        read_at = time.time_ns()
        most = self.loaded.settings.max_bytes
        data = read_file(target.path, most)
        if isinstance(data, Unread):
            unread = Examined(target, (about(data.check, data.message),), _NOTHING, read=False)
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
        unread_record = (about("record/unreadable", f"the record {record.message}"),) if isinstance(record, Unread) else ()

        def finish() -> Examined:
            findings, sketch = result()
            if cache and not unread_record and not any(finding.rule in DATED for finding in findings):
                cache.remember(target.path, signatures, read_at, key, (findings, sketch))
            findings = (*findings, *unread_record)
            return Examined(target, findings, sketch, read=not any(f.rule == "file/not-text" for f in findings))

        return finish


Result = tuple[tuple[PageFinding, ...], Sketch]
Start = Callable[[bytes, bytes | None], Callable[[], Result]]


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


def _run_now(examiner: Examiner) -> Start:
    def start(data: bytes, record: bytes | None) -> Callable[[], Result]:
        found = _examine(examiner, data, record)
        return lambda: found

    return start


def _examine(examiner: Examiner, data: bytes, record: bytes | None) -> Result:
    try:
        found = examiner.examine(data, record)
    except DecodeError as error:
        return (about("file/not-text", f"is {error}"),), _NOTHING
    return found.findings(), found.sketch
