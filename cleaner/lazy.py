"""Values that are worked out once, when first asked for."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial, wraps
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")
# Lines kept in mind, and the characters of the longest: one line may be a whole file.
REMEMBERED = 4096
LONGEST_REMEMBERED = 4000


class Memory(dict[str, T]):
    """Values by line; when it is full, what was asked for since it was last full is kept and the rest forgotten.

    What the lines of a page give is worked out by ``work_out_all`` in one go: a step done for many lines on end is
    faster than many steps for each.
    """

    def __init__(
        self, work_out: Callable[[str], T], work_out_all: Callable[[Sequence[str]], Iterable[T]] | None = None
    ) -> None:
        self._work_out = work_out
        self._work_out_all = work_out_all or partial(map, work_out)
        self._older: dict[str, T] = {}

    def __missing__(self, text: str) -> T:
        value = self._older[text] if text in self._older else self._work_out(text)
        self._keep(text, value)
        return value

    def of_all(self, texts: Sequence[str]) -> list[T]:
        """Return the values of many lines; those not in mind are worked out together."""
        missing = [text for text in dict.fromkeys(texts) if text not in self]
        if not missing:
            return [*map(self.__getitem__, texts)]
        found = {text: self._older[text] for text in missing if text in self._older}
        new = [text for text in missing if text not in found] if found else missing
        found.update(zip(new, self._work_out_all(new), strict=True))
        known = [found[text] if text in found else self[text] for text in texts]
        for text, value in found.items():
            self._keep(text, value)
        return known

    def _keep(self, text: str, value: T) -> None:
        if len(text) <= LONGEST_REMEMBERED:
            if len(self) >= REMEMBERED:
                self._older = self.copy()
                self.clear()
            self[text] = value


def remembered(work_out: Callable[[str], T]) -> Callable[[str], T]:
    """Keep in mind what a function gave for the lines it was asked about lately; a long line is worked out anew.

    A dictionary's own look-up is twice as fast as a function that looks into a cache.
    """
    return wraps(work_out)(partial(Memory(work_out).__getitem__))


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
