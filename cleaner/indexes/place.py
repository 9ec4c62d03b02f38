"""What an index finds, and what indexes of templates have in common."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from cleaner.features import LineFeatures
from cleaner.keys import LONGEST_WORD
from cleaner.template import Template


class Place(NamedTuple):
    """A rule's hit in one line: the whole line, or with ``start`` and ``end`` (offsets in the line) a part of it."""

    rule_id: str
    start: int | None = None
    end: int | None = None
    values: tuple[tuple[str, str], ...] = ()


class Index(Protocol):
    """Finds the rules of one kind that hit a line."""

    def find_all(self, lines: Sequence[LineFeatures]) -> Iterable[Sequence[Place]]:
        """Return for each line at most one place of each rule."""
        ...


def marks_of(templates: Iterable[Template]) -> re.Pattern[str]:
    """Return a pattern that finds the punctuation of the templates."""
    marks = sorted({mark for template in templates for mark in template.marks})
    return re.compile("|".join(map(re.escape, marks)) or "(?!)")


def bounded(word: str, literal: str) -> str:
    """Return the word where the literal shows its other end, and any line that matches has it there; else ''."""
    return word if len(word) < min(len(literal), LONGEST_WORD) else ""
