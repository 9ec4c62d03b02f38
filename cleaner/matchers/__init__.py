"""What a rule looks for: one frozen dataclass a file, each with ``find(view)`` and ``triggers``.

``MATCHERS`` is the registry: a new kind is one file and one line here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from cleaner.view import View


@dataclass(frozen=True, slots=True)
class Hit:
    """A place a matcher found: a line, or with ``start`` and ``end`` a part of it (document offsets).

    ``values`` are the texts of a template's holes, as the page has them.
    """

    at: int
    start: int | None = None
    end: int | None = None
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Triggers:
    """Necessary conditions for a hit: a whole-line key or the first word of a line; None means always try."""

    keys: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


class Matcher(Protocol):
    """Looks at a view and tells what it found."""

    def find(self, view: View, captured: Mapping[str, frozenset[str]]) -> Iterator[Hit]:
        """Yield hits in document order; ``captured`` holds the folded values of each field captured so far."""
        ...

    @property
    def triggers(self) -> Triggers | None:
        """What a document must hold for this matcher to hit; None where that cannot be told."""
        ...
