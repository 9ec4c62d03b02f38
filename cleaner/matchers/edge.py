"""``prefix`` and ``suffix``: chrome glued to the first or last words of a line, only at a sentence edge."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from cleaner.folding import FoldName, fold
from cleaner.keys import key_with_offsets
from cleaner.matchers import Context, Hit
from cleaner.template import HOLES, Template
from cleaner.view import View

# What may stand before glued chrome: the end of a sentence, or a zero typed for a full stop.
_SENTENCE_EDGE = re.compile(r"[.?!:\"')\]|]$|[^\d\s]0$")
_BEFORE_SUFFIX = " \t\u00a0/*|-\N{EN DASH}\N{EM DASH}\N{BULLET}<>("
_AFTER_PREFIX = " \t\u00a0:/|-\N{EN DASH}\N{EM DASH}\N{ARABIC TATWEEL}.,\N{ARABIC COMMA})\N{RIGHT-TO-LEFT MARK}"
_MAX_SUFFIX = 400
_MAX_PREFIX = 120
# Folding may drop characters: so much of the line surely holds a prefix, and a sentence of the body behind it.
_MAX_PREFIX_TEXT = 600


@dataclass(frozen=True)
class SuffixMatcher:
    """Claims the end of a line, from a template that follows a sentence end to the end of the line."""

    templates: tuple[Template, ...]
    fold: FoldName = "arabic"

    needs_context: ClassVar[bool] = False

    def find(self, view: View, context: Context) -> Iterator[Hit]:
        """Yield one hit for each line that ends in glued chrome; a line that is chrome alone is left to ``line``."""
        for at, key in enumerate(view.keys_as(self.fold)):
            for template in self.templates:
                if template.literals[0] in key and (hit := self._match(template, view, at, key)):
                    yield hit
                    break

    def _match(self, template: Template, view: View, at: int, key: str) -> Hit | None:
        start = key.rfind(template.literals[0])
        if start <= 0 or len(key) - start > _MAX_SUFFIX or key[start - 1].isalnum():
            return None
        line = view.lines[at]
        offsets = key_with_offsets(line.text, self.fold)[1]
        kept = line.text[: offsets[start]].rstrip(_BEFORE_SUFFIX)
        if not kept or not _SENTENCE_EDGE.search(fold(kept, self.fold)):
            return None

        def original(a: int, b: int) -> str:
            return line.text[offsets[start + a] : offsets[start + b - 1] + 1].strip()

        spans = template.match(key[start:], original)
        if spans is None:
            return None
        values = tuple((name, original(a, b)) for name, a, b in spans)
        return Hit(at, line.start + len(kept), line.end, values)


@dataclass(frozen=True)
class PrefixMatcher:
    """Claims the start of a line up to the end of a template, where words follow and the line is running text.

    A template ends in a literal, which ends at a space or at punctuation.
    """

    templates: tuple[Template, ...]
    fold: FoldName = "arabic"

    needs_context: ClassVar[bool] = False

    def find(self, view: View, context: Context) -> Iterator[Hit]:
        """Yield one hit for each line of running text that starts with glued chrome."""
        for at, key in enumerate(view.keys_as(self.fold)):
            if not view.prose[at]:
                continue
            for template in self.templates:
                if key.startswith(template.literals[0]) and (hit := self._match(template, view, at, key)):
                    yield hit
                    break

    def _match(self, template: Template, view: View, at: int, key: str) -> Hit | None:
        spans = []
        place = len(template.literals[0])
        for hole, literal in zip(template.holes, template.literals[1:], strict=True):
            found = key.find(literal, place + 1, _MAX_PREFIX) if literal else -1
            if found < 0:
                return None
            spans.append((hole, place, found))
            place = found + len(literal)
        line = view.lines[at]
        offsets = key_with_offsets(line.text[:_MAX_PREFIX_TEXT], self.fold)[1]
        values = []
        for hole, start, end in spans:
            value = line.text[offsets[start] : offsets[end - 1] + 1].strip()
            if not HOLES[hole.type](key[start:end].strip(), value):
                return None
            values.append((hole.name, value))
        if place >= len(key) or (key[place - 1].isalnum() and key[place].isalnum()):
            return None
        rest = line.text[offsets[place - 1] + 1 :]
        body = len(line.text) - len(rest.lstrip(_AFTER_PREFIX))
        return Hit(at, line.start, line.start + body, tuple(values))
