"""What a report needs of a run, gathered result by result in bounded memory."""

import heapq
from collections import Counter
from dataclasses import dataclass, field

from cleaner.model import CleanResult, Finding
from cleaner.summary import Failure

BINS = 20
_SAMPLES = 5  # of what a rule took
_SAMPLE_CHARACTERS = 160
_DOCUMENTS = 25
_DOCUMENT_CHARACTERS = 20_000
_FINDINGS = 1000
_LEAST_CHARACTERS = 200  # in documents that are shown; in shorter ones any cut is a large share


@dataclass(frozen=True, slots=True, order=True)
class Changed:
    """A document as the report shows it: pieces of its text, each with the rule that took it or None."""

    share: float
    id: str
    pieces: tuple[tuple[str, str | None], ...] = field(compare=False)


@dataclass
class Gathered:
    """Samples and distributions; counts are in the run's summary.

    Of a run that went on where an earlier one was cut off, only what it did itself is here: ``documents`` counts it.
    """

    documents: int = 0
    rules_hash: str = ""
    histogram: list[int] = field(default_factory=lambda: [0] * BINS)
    samples: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    lines: Counter[str] = field(default_factory=Counter)
    characters: Counter[str] = field(default_factory=Counter)
    findings: list[tuple[str, Finding]] = field(default_factory=list)
    findings_left: int = 0
    languages: Counter[str] = field(default_factory=Counter)
    changed: list[Changed] = field(default_factory=list)

    def add(self, result: CleanResult | Failure) -> None:
        """Take note of one result."""
        if isinstance(result, Failure):
            return
        self.documents += 1
        self.rules_hash = result.rules_hash
        self.languages[result.metadata.language or "unknown"] += 1
        name = result.document.id
        for removal in result.removals:
            self.lines[removal.rule_id] += removal.last_line - removal.first_line + 1
            self.characters[removal.rule_id] += len(removal.text)
            kept = self.samples.setdefault(removal.rule_id, [])
            if len(kept) < _SAMPLES:
                text = _shortened(removal.text)
                if text and all(text != other for _, other in kept):
                    kept.append((name, text))
        for finding in result.findings:
            if finding.kind == "strip" or finding.severity == "off":
                continue
            if len(self.findings) < _FINDINGS:
                self.findings.append((name, finding))
            else:
                self.findings_left += 1
        size = len(result.document.text)
        share = sum(len(removal.text) for removal in result.removals) / size if size else 0.0
        self.histogram[min(BINS - 1, int(share * BINS))] += 1
        if share and size >= _LEAST_CHARACTERS:
            self._keep(share, result)

    def _keep(self, share: float, result: CleanResult) -> None:
        if len(self.changed) == _DOCUMENTS and share <= self.changed[0].share:
            return
        item = Changed(share, result.document.id, _pieces(result))
        if len(self.changed) < _DOCUMENTS:
            heapq.heappush(self.changed, item)
        else:
            heapq.heapreplace(self.changed, item)


def _shortened(text: str) -> str:
    text = " ".join(text[: 8 * _SAMPLE_CHARACTERS].split())
    return text if len(text) <= _SAMPLE_CHARACTERS else text[:_SAMPLE_CHARACTERS] + "\N{HORIZONTAL ELLIPSIS}"


def _pieces(result: CleanResult) -> tuple[tuple[str, str | None], ...]:
    text, at = result.document.text[:_DOCUMENT_CHARACTERS], 0
    pieces: list[tuple[str, str | None]] = []
    for removal in result.removals:
        if removal.start >= len(text):
            break
        pieces += [(text[at : removal.start], None), (text[removal.start : removal.end], removal.rule_id)]
        at = removal.end
    pieces.append((text[at:], None))
    if len(result.document.text) > len(text):
        pieces.append(("\n\N{HORIZONTAL ELLIPSIS}", None))
    return tuple(piece for piece in pieces if piece[0])
