"""Values that are worked out once, when first asked for."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")
# Lines kept in mind, and the characters of the longest: one line may be a whole file.
REMEMBERED = 4096
LONGEST_REMEMBERED = 4000


def remembered(work_out: Callable[[str], T]) -> Callable[[str], T]:
    """Keep in mind what a function gave for the lines it was asked about lately; a long line is worked out anew."""
    kept = lru_cache(maxsize=REMEMBERED)(work_out)

    @wraps(work_out)
    def recall(text: str) -> T:
        return kept(text) if len(text) <= LONGEST_REMEMBERED else work_out(text)

    return recall


class lazy(Generic[T]):  # noqa: N801 - a decorator, named like property
    """``functools.cached_property`` without the lock that Python 3.11 takes, which costs more than most values here."""

    def __init__(self, work_out: Callable[[Any], T]) -> None:
        self._work_out = work_out
        self.__doc__ = work_out.__doc__

    def __set_name__(self, kind: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, owner: None, kind: type) -> "lazy[T]": ...
    @overload
    def __get__(self, owner: object, kind: type) -> T: ...
    def __get__(self, owner: object | None, kind: type) -> "lazy[T] | T":
        if owner is None:
            return self
        value = owner.__dict__[self._name] = self._work_out(owner)
        return value
