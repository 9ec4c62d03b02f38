"""What a rule looks for: one frozen dataclass a file, each with ``find(view, context)``.

``MATCHERS`` of ``rulefile/compiling.py`` is the registry: a new kind is one file here and one line there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from cleaner.view import View


class Hit(NamedTuple):
    """A place a matcher found: a line, or with ``start`` and ``end`` a part of it (document offsets).

    ``values`` are the texts of a template's holes, as the page has them.
    """

    at: int
    start: int | None = None
    end: int | None = None
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """What a matcher may know of other rules; one is equal to itself alone.

    ``captured`` holds, for each field captured so far, its folded values and the lines each was read from; ``taken``
    the lines that rules without conditions on other rules hit, which does not change from round to round, and
    ``hits`` the same lines by the id and group of the rule.
    """

    captured: Mapping[str, Mapping[str, frozenset[int]]] = field(default_factory=dict)
    taken: frozenset[int] = frozenset()
    hits: Mapping[str, frozenset[int]] = field(default_factory=dict)


class Matcher(Protocol):
    """Looks at a view and tells what it found; matchers inherit the answers that most of them give."""

    def find(self, view: View, context: Context) -> Iterable[Hit]:
        """Return hits in document order."""
        ...

    def may_find(self, view: View, context: Context) -> bool:
        """Tell at a glance whether ``find`` may find anything; right only where it says no."""
        return True

    def find_within(self, view: View, context: Context, within: int) -> Iterable[Hit]:
        """Return the hits of ``find``; those outside a mask of lines (see ``View.mask``) are not needed."""
        return self.find(view, context)

    @property
    def needs_context(self) -> bool:
        """Whether ``find`` looks at the context."""
        return False

    @property
    def flags(self) -> int:
        """The flags that some line must have for ``find`` to find anything (see ``features``)."""
        return 0

    @property
    def captured(self) -> tuple[str, ...]:
        """The fields of which ``find`` asks the context what was captured, which grows from round to round."""
        return ()

    @property
    def needs_prose(self) -> bool:
        """Whether only lines of running text can be hit."""
        return False

    @property
    def names(self) -> tuple[str, ...]:
        """The rules and groups whose hits ``find`` asks the context for."""
        return ()
