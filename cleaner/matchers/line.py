"""``line``, ``start`` and ``keep``: whole lines equal to a template after folding."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from cleaner.folding import FoldName
from cleaner.keys import key_with_offsets
from cleaner.matchers import Context, Hit, Matcher
from cleaner.template import Template
from cleaner.view import View


@dataclass(frozen=True)
class LineMatcher(Matcher):
    """Claims a line that matches one of the templates from end to end; plain text first, then the first
    template that does gives the values."""

    templates: tuple[Template, ...]
    fold: FoldName = "arabic"

    @cached_property
    def _whole(self) -> frozenset[str]:
        return frozenset(template.literals[0] for template in self.templates if template.whole)

    @cached_property
    def _holed(self) -> tuple[Template, ...]:
        return tuple(template for template in self.templates if not template.whole)

    def find(self, view: View, context: Context) -> Iterator[Hit]:
        """Yield one hit for each matching line."""
        for at, key in enumerate(view.keys_as(self.fold)):
            if not key:
                continue
            if key in self._whole:
                yield Hit(at)
                continue
            for template in self._holed:
                if not key.startswith(template.literals[0]) or not key.endswith(template.literals[-1]):
                    continue
                values = match_line(template, key, view.lines[at].text, self.fold)
                if values is not None:
                    yield Hit(at, values=values)
                    break


def match_line(template: Template, key: str, text: str, fold: FoldName) -> tuple[tuple[str, str], ...] | None:
    """Match a template against the key of a line; return its hole values in the page's own spelling, or None."""
    if template.whole:
        return () if key == template.literals[0] else None
    if not key.startswith(template.literals[0]):
        return None
    offsets: Sequence[int] = ()

    def original(start: int, end: int) -> str:
        nonlocal offsets
        offsets = offsets or key_with_offsets(text, fold)[1]
        return text[offsets[start] : offsets[end] if end < len(offsets) else offsets[end - 1] + 1].strip()

    def as_printed(start: int, end: int) -> str:
        """Give a hole at the end of the line its punctuation back: whether a sentence ends there tells much."""
        return original(start, end) if end < len(key) else text[offsets_of(start) :].strip()

    def offsets_of(start: int) -> int:
        nonlocal offsets
        offsets = offsets or key_with_offsets(text, fold)[1]
        return offsets[start]

    spans = template.match(key, as_printed)
    return None if spans is None else tuple((name, as_printed(start, end)) for name, start, end in spans)
