"""Work on batches in processes that may die: order is kept, and only the document that killed one is lost.

Each worker writes the number of the document it is at, and since when, into memory shared with the parent. When a
worker dies or a document takes too long, the parent knows which it was, starts another worker, and has the batch done
again without that document.
"""

import ctypes
import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

Fate = dict[int, str]
"""Documents of a batch that must not be tried again, by their number in it, and what happened to each."""
Work = Callable[[Any, Fate, Callable[[int], None]], Any]
"""Does a batch: the batch, the documents to leave out, and what to call with a document's number before it and with
a negative one after it."""

_BEFORE = -1  # the number of a document while none has begun
_TRIES = 3  # of a batch whose worker dies before any document has begun
_LOOK = 0.5  # seconds between looks at the clock


@dataclass
class _Task:
    number: int
    batch: Any
    lost: Fate = field(default_factory=dict)
    tries: int = 0


class _Worker:
    """A process, the parent's end of its pipe, and the memory in which it tells where it is."""

    def __init__(self, work: Work) -> None:
        self.at = multiprocessing.RawArray(ctypes.c_double, 2)
        self.pipe, theirs = multiprocessing.Pipe()
        self.task: _Task | None = None
        self.process = multiprocessing.Process(target=_serve, args=(work, theirs, self.pipe, self.at), daemon=True)
        self.process.start()
        theirs.close()

    def give(self, task: _Task) -> None:
        self.at[0], self.at[1] = _BEFORE, time.monotonic()
        self.task = task
        self.pipe.send((task.batch, task.lost))

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _serve(work: Work, pipe: Connection, parents: Connection, at: Any) -> None:
    # The parent decides what an interruption means; a worker that heard it too would leave a traceback.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parents.close()  # so that the pipe ends here when the parent is gone
    # Where memory runs out on Linux, this process goes and not the one that knows what it was at.
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("800")

    def begin(number: int) -> None:
        if number >= 0:
            at[0], at[1] = number, time.monotonic()

    while True:
        try:
            batch, lost = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            answer: tuple[bool, Any] = True, work(batch, lost, begin)
        except Exception as error:
            import traceback

            answer = False, f"{type(error).__name__}: {error}\n{traceback.format_exc()}"
        try:
            pipe.send(answer)
        except (BrokenPipeError, OSError):
            return


def done_in_order(
    batches: Iterator[T], work: Work, workers: int, time_limit: float | None = None
) -> Iterator[tuple[T, Any]]:
    """Yield every batch with what ``work`` made of it, in order; raises RuntimeError for an error in ``work``.

    At most four batches a worker are held, done or waiting. ``time_limit`` is in seconds for each document.
    """
    crew = [_Worker(work) for _ in range(workers)]
    todo: deque[_Task] = deque()
    done: dict[int, tuple[T, Any]] = {}
    read = given = 0
    more = True
    try:
        while True:
            while more and len(todo) < workers and read - given < 4 * workers:
                try:
                    todo.append(_Task(read, next(batches)))
                    read += 1
                except StopIteration:
                    more = False
            for worker in crew:
                if worker.task is None and todo:
                    _hand(worker, todo.popleft(), crew, work, todo)
            while given in done:
                yield done.pop(given)
                given += 1
            busy = {worker.pipe: worker for worker in crew if worker.task is not None}
            if not busy:
                if not more and not todo and given == read:
                    return
                continue
            ready = wait(list(busy), _LOOK)
            for worker in list(busy.values()):
                task = worker.task
                assert task is not None
                late = time_limit is not None and time.monotonic() - worker.at[1] > time_limit
                if worker.pipe in ready:
                    try:
                        good, made = worker.pipe.recv()
                    except (EOFError, OSError):
                        _replace(worker, crew, work, todo, _death(worker))
                        continue
                    if not good:
                        raise RuntimeError(f"a worker failed: {made}")
                    worker.task = None
                    done[task.number] = task.batch, made
                elif late and worker.at[0] != _BEFORE:
                    _replace(worker, crew, work, todo, f"took more than {time_limit:g} seconds; raise --time-limit")
    finally:
        for worker in crew:
            worker.stop()


def _hand(worker: _Worker, task: _Task, crew: list[_Worker], work: Work, todo: deque[_Task]) -> None:
    try:
        worker.give(task)
    except (BrokenPipeError, OSError):
        _replace(worker, crew, work, todo, "its worker was gone")


def _death(worker: _Worker) -> str:
    worker.process.join(5)
    code = worker.process.exitcode
    if code is not None and code < 0:
        name = signal.Signals(-code).name if -code in set(signal.Signals) else str(-code)
        memory = ", most often for want of memory" if -code == signal.SIGKILL else ""
        return f"the process that cleaned it was killed ({name}{memory})"
    return f"the process that cleaned it ended (code {code})"


def _replace(worker: _Worker, crew: list[_Worker], work: Work, todo: deque[_Task], why: str) -> None:
    """Start another worker in place of one, and put its task first in the line, without the document it was at."""
    task, number = worker.task, int(worker.at[0])
    worker.stop()
    crew[crew.index(worker)] = _Worker(work)
    assert task is not None
    if number == _BEFORE:
        task.tries += 1
        if task.tries >= _TRIES:
            raise RuntimeError(f"workers die before they begin: {why}")
    elif number in task.lost:
        raise RuntimeError(f"workers die at a document that is not even tried: {why}")
    else:
        task.lost[number] = why
    todo.appendleft(task)
