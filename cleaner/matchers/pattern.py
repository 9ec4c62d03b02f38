"""``regex``: the escape hatch, a linear-time pattern over one folded line."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import re2

from cleaner.folding import FoldName, fold_with_offsets
from cleaner.matchers import Context, Hit, Matcher
from cleaner.view import View

# Code points; a line of chrome that a pattern describes is short, and RE2 works on a UTF-8 copy of each line.
MAX_LENGTH = 1_000
MAX_MEMORY = 64 << 20


def options_of(memory: int = MAX_MEMORY) -> Any:
    """Return options of RE2 for so many bytes of memory; faults are raised and not logged."""
    options = re2.Options()
    options.log_errors = False
    options.max_mem = memory
    return options


def compile_pattern(pattern: str) -> Any:
    """Compile a pattern of RE2; raises ``re2.error``."""
    return re2.compile(pattern, options_of())


@dataclass(frozen=True)
class PatternMatcher(Matcher):
    """Claims a line that one of the patterns matches from end to end; named groups give the values."""

    patterns: tuple[str, ...]
    fold: FoldName = "arabic"

    def __getstate__(self) -> dict[str, Any]:
        """Leave the compiled patterns out of pickles: they stay in their process."""
        return {"patterns": self.patterns, "fold": self.fold}

    @cached_property
    def compiled(self) -> tuple[Any, ...]:
        """Patterns compiled by RE2, which refuses what cannot run in linear time."""
        return tuple(map(compile_pattern, self.patterns))

    def find(self, view: View, context: Context) -> Iterator[Hit]:
        """Yield one hit for each line matched."""
        for at, line in enumerate(view.folded(self.fold)):
            if not line or len(line) > MAX_LENGTH:
                continue
            for pattern in self.compiled:
                if match := pattern.fullmatch(line):
                    yield Hit(at, values=self.values(match, view.lines[at].text))
                    break

    def values(self, match: Any, text: str) -> tuple[tuple[str, str], ...]:
        """Return the named groups of a match of a folded line, in the page's own spelling (``text``)."""
        spans = {name: match.span(group) for name, group in match.re.groupindex.items() if match.group(group)}
        if not spans:
            return ()
        offsets = fold_with_offsets(text, self.fold)[1]
        return tuple((name, text[offsets[start] : offsets[end - 1] + 1]) for name, (start, end) in spans.items())
