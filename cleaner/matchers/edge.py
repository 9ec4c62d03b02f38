"""``prefix`` and ``suffix``: chrome glued to the first or last words of a line, only at a sentence edge."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from cleaner.folding import FoldName, fold_with_offsets
from cleaner.matchers import Context, Hit, Triggers
from cleaner.template import HOLES, Template
from cleaner.view import View

# What may stand before glued chrome: the end of a sentence, or a zero typed for a full stop.
_SENTENCE_EDGE = re.compile(r"[.?!:\"')\]|]$|[^\d\s]0$|^$")
_MAX_SUFFIX = 400
_MAX_PREFIX = 120


@dataclass(frozen=True)
class SuffixMatcher:
    """Claims the end of a line, from a template that follows a sentence end to the end of the line."""

    templates: tuple[Template, ...]
    fold: FoldName = "arabic"

    needs_context: ClassVar[bool] = False
    triggers: ClassVar[Triggers | None] = None

    def find(self, view: View, context: Context) -> Iterator[Hit]:
        """Yield one hit for each line that ends in glued chrome; a line that is chrome alone is left to ``line``."""
        for at, line in enumerate(view.folded(self.fold)):
            for template in self.templates:
                hit = self._match(template, view, at, line)
                if hit:
                    yield hit
                    break

    def _match(self, template: Template, view: View, at: int, line: str) -> Hit | None:
        opening = template.literals[0]
        start = line.rfind(opening) if opening else -1
        if start <= 0 or len(line) - start > _MAX_SUFFIX or not _SENTENCE_EDGE.search(line[:start].rstrip(" -*")):
            return None
        if line[start - 1].isalnum():
            return None
        rest = line[start:].rstrip(" .:")
        text = view.lines[at].text
        offsets = fold_with_offsets(text, self.fold)[1]
        spans = template.match(rest, lambda a, b: text[offsets[start + a] : offsets[start + b - 1] + 1])
        if spans is None:
            return None
        values = tuple((name, text[offsets[start + a] : offsets[start + b - 1] + 1].strip()) for name, a, b in spans)
        kept = len(text[: offsets[start]].rstrip())
        base = view.lines[at].start
        return Hit(at, base + kept, view.lines[at].end, values)


@dataclass(frozen=True)
class PrefixMatcher:
    """Claims the start of a line up to the end of a template, where words follow and the line is running text."""

    templates: tuple[Template, ...]
    fold: FoldName = "arabic"

    needs_context: ClassVar[bool] = False
    triggers: ClassVar[Triggers | None] = None

    def find(self, view: View, context: Context) -> Iterator[Hit]:
        """Yield one hit for each line of running text that starts with glued chrome."""
        for at, line in enumerate(view.folded(self.fold)):
            if not view.prose[at]:
                continue
            for template in self.templates:
                end, values = self._match(template, view, at, line)
                if end:
                    yield Hit(at, view.lines[at].start, view.lines[at].start + end, values)
                    break

    def _match(self, template: Template, view: View, at: int, line: str) -> tuple[int, tuple[tuple[str, str], ...]]:
        """Return the offset in the line where the body starts (0 for no match) and the hole values."""
        text = view.lines[at].text
        place = 0
        offsets: tuple[int, ...] = ()
        values = []
        for index, literal in enumerate(template.literals):
            if index == 0:
                if not line.startswith(literal):
                    return 0, ()
                place = len(literal)
                continue
            found = line.find(literal, place + 1, _MAX_PREFIX)
            if found < 0 or not literal:
                return 0, ()
            offsets = offsets or fold_with_offsets(text, self.fold)[1]
            hole = template.holes[index - 1]
            value = text[offsets[place] : offsets[found - 1] + 1].strip()
            if not HOLES[hole.type](line[place:found].strip(), value):
                return 0, ()
            values.append((hole.name, value))
            place = found + len(literal)
        offsets = offsets or fold_with_offsets(text, self.fold)[1]
        while place < len(line) and line[place] in " :-":
            place += 1
        return (offsets[place], tuple(values)) if place < len(line) else (0, ())
