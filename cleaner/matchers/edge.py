"""``prefix`` and ``suffix``: chrome glued to the first or last words of a line, only at a sentence edge."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cleaner.features import ENDED, features_of
from cleaner.folding import FoldName, fold
from cleaner.holes import opens
from cleaner.keys import first_word, key_with_offsets
from cleaner.matchers import Context, Hit, Matcher
from cleaner.template import Template
from cleaner.view import View

# What may stand before glued chrome: the end of a sentence, or a zero typed for a full stop.
_SENTENCE_EDGE = re.compile(r"[.?!:\"')\]|]$|[^\d\s]0$")
_STARS = "\N{EIGHT TEARDROP-SPOKED PROPELLER ASTERISK}\N{HEAVY ASTERISK}\N{WRITING HAND}\N{BLACK STAR}"
_BEFORE_SUFFIX = " \t\u00a0/*|-\N{EN DASH}\N{EM DASH}\N{BULLET}<>(" + _STARS
_AFTER_PREFIX = " \t\u00a0:/|-\N{EN DASH}\N{EM DASH}\N{ARABIC TATWEEL}.,\N{ARABIC COMMA})\N{RIGHT-TO-LEFT MARK}"
_MAX_SUFFIX = 400
_MAX_SIGNATURE = 90
# The last sentence end, but none behind one or two letters.
_LAST_END = re.compile(
    rf"[^\W\d_]{{3}}[\"')\]\N{{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}}]?[.!?] ?(?:[{_STARS}] ?)?(?=[^.!?]*$)"
)
MAX_PREFIX = 120
# Folding may drop characters: so much of the line surely holds a prefix, and a sentence of the body behind it.
_MAX_PREFIX_TEXT = 600

# Start and end of a part of a line, offsets in the line, and the texts of a template's holes.
Part = tuple[int, int, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class SuffixMatcher(Matcher):
    """Claims the end of a line, from a template that follows a sentence end to the end of the line.

    A template that opens with a hole takes all that follows the last sentence, where that is short and none itself.
    """

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
        start = key.rfind(template.literals[0]) if template.literals[0] else _last_words(text, key)
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


def _last_words(text: str, key: str) -> int:
    """Return where the words behind the last sentence of a line start, or 0."""
    if not features_of(text).flags & ENDED:
        return 0
    found = _LAST_END.search(key, max(0, len(key) - _MAX_SIGNATURE))
    return found.end() if found else 0


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
        head, types = key[:MAX_PREFIX], opens(first_word(key))
        for template in self.templates:
            if not template.may_open(types) or not all(map(head.__contains__, template.literals[1:])):
                continue
            if key.startswith(template.literals[0]) and (found := self._match(template, text, key)):
                return found
        return None

    def _match(self, template: Template, text: str, key: str) -> Part | None:
        offsets: Sequence[int] = ()

        def original(start: int, end: int) -> str:
            nonlocal offsets
            offsets = offsets or key_with_offsets(text[:_MAX_PREFIX_TEXT], self.fold)[1]
            return text[offsets[start] : offsets[end - 1] + 1].strip()

        closing = template.literals[-1]
        found = key.find(closing, 0, MAX_PREFIX)
        while found >= 0:
            end = found + len(closing)
            inside = end < len(key) and key[end - 1].isalnum() and key[end].isalnum()
            spans = None if inside or end >= len(key) else template.match(key[:end], original)
            if spans is not None:
                values = tuple((name, original(a, b)) for name, a, b in spans)
                original(0, end)
                rest = text[offsets[end - 1] + 1 :]
                return 0, len(text) - len(rest.lstrip(_AFTER_PREFIX)), values
            found = key.find(closing, found + 1, MAX_PREFIX) if closing else -1
        return None
