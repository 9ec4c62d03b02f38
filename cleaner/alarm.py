"""A time limit for work in this process."""

import signal
import threading
from types import FrameType
from typing import Any

# Seconds until it rings once more: what is raised in a callback of the garbage collector is lost.
_AGAIN = 1.0


class TooLongError(BaseException):
    """Raised where a document takes too long; no ``except Exception`` on the way may stop it."""


class Alarm:
    """Interrupts the work on a document in this process when its time is over; on the main thread only."""

    def __init__(self, seconds: float | None) -> None:
        """Take the seconds that each document has, None for no limit."""
        main = threading.current_thread() is threading.main_thread()
        self.seconds = seconds if main and hasattr(signal, "setitimer") else None
        self._before: Any = None
        self._armed = False

    def __enter__(self) -> "Alarm":
        if self.seconds:
            self._before = signal.signal(signal.SIGALRM, self._ring)
        return self

    def set(self, number: int) -> None:
        """Begin the time of a document; a negative number ends it, and from then on nothing is raised."""
        self._armed = False  # what rings from here to the end belongs to no document
        if self.seconds and number >= 0:
            signal.setitimer(signal.ITIMER_REAL, self.seconds, max(self.seconds, _AGAIN))
            self._armed = True

    def _ring(self, number: int, frame: FrameType | None) -> None:
        if self._armed:
            raise TooLongError(f"took more than {self.seconds:g} seconds; raise --time-limit")

    def __exit__(self, *error: object) -> None:
        self._armed = False
        if self.seconds:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self._before)
