"""``prefix`` and ``suffix``: chrome glued to the first or last words of a line, only at a sentence edge."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cleaner.folding import FoldName, fold
from cleaner.keys import key_with_offsets
from cleaner.matchers import Context, Hit, Matcher
from cleaner.template import HOLES, Template
from cleaner.view import View

# What may stand before glued chrome: the end of a sentence, or a zero typed for a full stop.
_SENTENCE_EDGE = re.compile(r"[.?!:\"')\]|]$|[^\d\s]0$")
_BEFORE_SUFFIX = " \t\u00a0/*|-\N{EN DASH}\N{EM DASH}\N{BULLET}<>("
_AFTER_PREFIX = " \t\u00a0:/|-\N{EN DASH}\N{EM DASH}\N{ARABIC TATWEEL}.,\N{ARABIC COMMA})\N{RIGHT-TO-LEFT MARK}"
_MAX_SUFFIX = 400
MAX_PREFIX = 120
# Folding may drop characters: so much of the line surely holds a prefix, and a sentence of the body behind it.
_MAX_PREFIX_TEXT = 600

# Start and end of a part of a line, offsets in the line, and the texts of a template's holes.
Part = tuple[int, int, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class SuffixMatcher(Matcher):
    """Claims the end of a line, from a template that follows a sentence end to the end of the line."""

    templates: tuple[Template, ...]
    fold: FoldName = "arabic"

    def find(self, view: View, context: Context) -> Iterator[Hit]:
        """Yield one hit for each line that ends in glued chrome; a line that is chrome alone is left to ``line``."""
        for at, key in enumerate(view.keys_as(self.fold)):
            line = view.lines[at]
            if found := self.match(line.text, key):
                yield Hit(at, line.start + found[0], line.start + found[1], found[2])

    def match(self, text: str, key: str) -> Part | None:
        """Match one line; the first template that does counts."""
        for template in self.templates:
            if template.literals[0] in key and (found := self._match(template, text, key)):
                return found
        return None

    def _match(self, template: Template, text: str, key: str) -> Part | None:
        start = key.rfind(template.literals[0])
        if start <= 0 or len(key) - start > _MAX_SUFFIX or key[start - 1].isalnum():
            return None
        offsets = key_with_offsets(text, self.fold)[1]
        kept = text[: offsets[start]].rstrip(_BEFORE_SUFFIX)
        if not kept or not _SENTENCE_EDGE.search(fold(kept, self.fold)):
            return None

        def original(a: int, b: int) -> str:
            return text[offsets[start + a] : offsets[start + b - 1] + 1].strip()

        spans = template.match(key[start:], original)
        if spans is None:
            return None
        values = tuple((name, original(a, b)) for name, a, b in spans)
        return len(kept), len(text), values


@dataclass(frozen=True)
class PrefixMatcher(Matcher):
    """Claims the start of a line up to the end of a template, where words follow and the line is running text.

    A template ends in a literal, which ends at a space or at punctuation.
    """

    templates: tuple[Template, ...]
    fold: FoldName = "arabic"

    def find(self, view: View, context: Context) -> Iterator[Hit]:
        """Yield one hit for each line of running text that starts with glued chrome."""
        for at, key in enumerate(view.keys_as(self.fold)):
            line = view.lines[at]
            if view.prose[at] and (found := self.match(line.text, key)):
                yield Hit(at, line.start + found[0], line.start + found[1], found[2])

    @property
    def needs_prose(self) -> bool:
        """Yes: words must follow."""
        return True

    def match(self, text: str, key: str) -> Part | None:
        """Match one line; the first template that does counts."""
        head = key[:MAX_PREFIX]
        for template in self.templates:
            if not all(map(head.__contains__, template.literals[1:])):
                continue
            if key.startswith(template.literals[0]) and (found := self._match(template, text, key)):
                return found
        return None

    def _match(self, template: Template, text: str, key: str) -> Part | None:
        spans = []
        place = len(template.literals[0])
        for hole, literal in zip(template.holes, template.literals[1:], strict=True):
            found = key.find(literal, place + 1, MAX_PREFIX) if literal else -1
            if found < 0:
                return None
            spans.append((hole, place, found))
            place = found + len(literal)
        offsets = key_with_offsets(text[:_MAX_PREFIX_TEXT], self.fold)[1]
        values = []
        for hole, start, end in spans:
            value = text[offsets[start] : offsets[end - 1] + 1].strip()
            if not HOLES[hole.type](key[start:end].strip(), value):
                return None
            values.append((hole.name, value))
        if place >= len(key) or (key[place - 1].isalnum() and key[place].isalnum()):
            return None
        rest = text[offsets[place - 1] + 1 :]
        return 0, len(text) - len(rest.lstrip(_AFTER_PREFIX)), tuple(values)
