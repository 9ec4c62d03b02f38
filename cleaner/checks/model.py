"""The nouns of checks: what a check looks at, what it returns, and what is reported of it.

Offsets count code points of ``PageText.text``, the file's own characters before any repair; line numbers and columns
start at 1, and lines end as editors end them: at LF, CRLF or CR.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Literal

from cleaner.model import Kind, Severity
from cleaner.repair.escapes import decode_escapes
from cleaner.repair.ftfy_step import gate_is_known, run_ftfy
from cleaner.repair.log import Log
from cleaner.repair.misread import undo_line
from cleaner.repair.screen import line_numbers, suspects
from cleaner.repair.surrogates import join_surrogates
from cleaner.repair.windows1256 import undo_words

FixKind = Literal["safe", "unsafe", "none"]
_LINE_END = re.compile("\r\n|\n|\r")
_EXCERPT_LINES, _EXCERPT_WIDTH = 5, 200


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """One replacement of a fix: ``text[start:end]`` becomes ``new``."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a check has something to say; ``edits`` would put it right, ``fix`` says how far to trust them."""

    start: int
    end: int
    message: str
    edits: tuple[Edit, ...] = ()
    fix: FixKind = "none"


@dataclass(frozen=True)
class PageText:
    """One page as checks see it.

    ``text`` keeps a byte order mark and line ends as they are; ``encoding`` is how the bytes were read and
    ``lossless`` whether they can be had back. ``record`` is the parsed record beside the page and ``record_text`` its
    JSON; ``body`` is what cleaning leaves of the page; ``languages`` are those expected, none for any. ``whole_file``
    tells whether the text is a file of its own, and not a row of a larger one.
    """

    text: str
    encoding: str = "utf-8"
    lossless: bool = True
    body: str = ""
    languages: tuple[str, ...] = ()
    record: Mapping[str, Any] | None = None
    record_text: str = ""
    today: date = date(9999, 12, 30)
    whole_file: bool = True

    @cached_property
    def lines(self) -> tuple[tuple[int, int], ...]:
        """Start and end of every line, the line's end left out."""
        spans, start = [], 0
        for end in _LINE_END.finditer(self.text):
            spans.append((start, end.start()))
            start = end.end()
        return (*spans, (start, len(self.text)))

    @cached_property
    def mended(self) -> Mapping[int, str]:
        """Lines (by position) whose letters were misread, as they should read; other checks leave these lines alone."""
        return {at: mended for at in self.suspects if (mended := _mend(self.line(at))) != self.line(at)}

    @cached_property
    def suspects(self) -> tuple[int, ...]:
        """Positions of the lines that a repair might touch."""
        marked = _LINE_END.sub("\n", self.text)
        return tuple(line_numbers(marked, suspects(marked, gate_is_known())))

    def line(self, at: int) -> str:
        """Return the text of a line, by position."""
        start, end = self.lines[at]
        return self.text[start:end]

    def sound_lines(self) -> Iterator[tuple[int, int, str]]:
        """Yield position, start and text of every line whose letters were not misread."""
        for at, (start, end) in enumerate(self.lines):
            if at not in self.mended:
                yield at, start, self.text[start:end]


def _mend(line: str) -> str:
    log = Log()
    return run_ftfy(undo_words(undo_line(join_surrogates(line, log), log), log), log)


def unescape(line: str) -> tuple[str, frozenset[str]]:
    """Return a line with its escapes decoded to the last layer, and the kinds of escape it held."""
    log = Log()
    while (decoded := decode_escapes(line, log)) != line:
        line = decoded
    return line, frozenset(detail for _, detail in log.counts)


Find = Callable[[PageText], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Check:
    """A check: ``page`` is its documentation, ``find`` what it does with one page, None where more is needed."""

    id: str
    severity: Severity
    page: str
    find: Find | None = None

    @property
    def summary(self) -> str:
        """The first line of the documentation."""
        return self.page.strip().split("\n")[0]


@dataclass(frozen=True, slots=True)
class PageFinding:
    """One finding in one file, as every output format reports it.

    ``rule`` is the id of a rule or check; ``fix`` tells whether ``--fix`` puts it right (safe), ``--unsafe-fixes``
    does, or nothing. ``fingerprint`` is a hash of the folded text, which neither moves nor renames change. Of a page
    that is a row of a file, ``row`` is its number from 1 and ``record`` its id; lines are then those of the row's text.
    """

    path: str
    rule: str
    severity: Severity
    kind: Kind
    first_line: int
    last_line: int
    column: int
    message: str
    excerpt: str
    fix: FixKind
    fingerprint: str
    record: str = ""
    row: int = 0

    @property
    def order(self) -> tuple[str, int, int, int, str, str]:
        """What findings are sorted by."""
        return self.path, self.row, self.first_line, self.column, self.rule, self.message

    @property
    def place(self) -> tuple[int, int, int]:
        """First line, last line and column in the file, for those who open it."""
        return (self.row, self.row, 1) if self.row else (self.first_line, self.last_line, self.column)

    @property
    def said(self) -> str:
        """The message, with the place in the row where ``place`` tells only the row."""
        if not self.record:
            return self.message
        line = "" if self.rule.startswith("record/") else f", line {self.first_line}"
        return f"[{self.record}{line}] {self.message}"


@dataclass(frozen=True)
class Places:
    """Finds line and column of offsets in one text."""

    text: str

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each line starts."""
        return (0, *(end.end() for end in _LINE_END.finditer(self.text)))

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


def excerpt_of(text: str) -> str:
    """Return the head of a text to show with a finding: a few lines, none of them long."""
    lines = _LINE_END.sub("\n", text).strip("\n").split("\n")
    shown = [line if len(line) <= _EXCERPT_WIDTH else line[:_EXCERPT_WIDTH] + "…" for line in lines[:_EXCERPT_LINES]]
    return "\n".join(shown + ["…"] * (len(lines) > _EXCERPT_LINES))
