"""Fuzzing of block rules: plant a heading and one headline in a clean article, and want the article back.

A promo in mid-article is where a block can do the most harm: what follows the headline is the article itself.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

from cleaner import engine
from cleaner.matchers.line import LineMatcher
from cleaner.model import CleanResult, Document, Removal
from cleaner.rule import Rule
from cleaner.rulefile.specimens import HEADLINES, headlines_for
from cleaner.ruleset import Rules
from cleaner.view import View

# Plantings handed to a process at once: enough to make little of handing over the rules.
_CHUNK = 250


@dataclass(frozen=True, slots=True)
class Planting:
    """A heading and a headline to stand below ``line`` (from 1) of a clean text."""

    document: str
    line: int
    rule_id: str
    heading: str
    headline: str

    def into(self, clean: str) -> tuple[str, int, int]:
        """Return the planted text and where in it the planted part starts and ends."""
        lines = clean.split("\n")
        start = len("\n".join(lines[: self.line]))
        planted = f"\n{self.heading}:\n{self.headline}"
        return clean[:start] + planted + clean[start:], start, start + len(planted)


@dataclass(frozen=True, slots=True)
class Miss:
    """A planting after which the article did not come back: what of it was lost, what of the planted was left."""

    planting: Planting
    lost: str
    left: str

    @property
    def size(self) -> int:
        """Number of characters that are wrong."""
        return len(self.lost) + len(self.left)


def clean_document(result: CleanResult) -> Document:
    """Return a clean text to plant in, without the blank lines around it: whatever is cut beside them takes them."""
    view = View.of(result.text)
    text = result.text[view.lines[view.shown[0]].start : view.lines[view.shown[-1]].end] if view.shown else ""
    return replace(result.document, text=text)


def headings(rules: Iterable[Rule]) -> tuple[tuple[str, str], ...]:
    """Return (rule id, heading) for every heading that opens a block and that cleaning cuts.

    Of spellings that fold alike the first is taken: rules cannot tell them apart.
    """
    found: dict[tuple[str, tuple[str, ...]], str] = {}
    for rule in rules:
        if rule.kind == "start" and rule.fix == "safe" and isinstance(rule.matcher, LineMatcher):
            for template in rule.matcher.templates:
                if template.whole:
                    found.setdefault((rule.id, template.literals), template.source.strip(" :"))
    return tuple((rule_id, heading) for (rule_id, _), heading in found.items())


def plantings(document: Document, rules: Rules, only: frozenset[str] = frozenset()) -> Iterator[Planting]:
    """Yield every planting in a clean document: each heading and headline below each line that is not blank.

    ``only`` names rules, by id, group or set; where it is empty, sets named for another language are left out.
    """
    view = View.of(document.text)
    language = document.metadata.language
    foreign = HEADLINES.keys() - {language} if language in HEADLINES else frozenset[str]()
    chosen = []
    for rule in rules.for_view(view, document.metadata.hostname).rules:
        rule_set = rule.id.partition("/")[0]
        if only.intersection((*rule.names, rule_set)) if only else rule_set not in foreign:
            chosen.append(rule)
    for at in view.shown:
        for rule_id, heading in headings(chosen):
            for headline in headlines_for(rule_id.partition("/")[0], heading):
                yield Planting(document.id, view.lines[at].number, rule_id, heading, headline)


def try_planting(document: Document, rules: Rules, planting: Planting) -> Miss | None:
    """Clean the planted text; return what went wrong, or None where the clean text came back exactly."""
    text, start, end = planting.into(document.text)
    view = View.of(text)
    removals = engine.run(view, text, rules.for_view(view, document.metadata.hostname)).removals
    if _without(text, removals, 0, len(text)) == document.text:
        return None
    lost = "".join(_taken(text, removals, 0, start)) + "".join(_taken(text, removals, end, len(text)))
    left = _without(text, removals, start, end)
    return Miss(planting, lost.strip() or ("" if left.strip() else lost), left.strip())


def try_all(
    documents: Mapping[str, Document], rules: Rules, tried: Sequence[Planting], workers: int = 1
) -> Iterator[Miss | None]:
    """Try plantings in the documents of their ids, in order; with ``workers`` above 1, in as many processes."""
    attempt = partial(_attempt, documents, rules)
    if workers <= 1:
        yield from map(attempt, tried)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(attempt, tried, chunksize=_CHUNK)


def _attempt(documents: Mapping[str, Document], rules: Rules, planting: Planting) -> Miss | None:
    return try_planting(documents[planting.document], rules, planting)


def spread(items: Sequence[Planting], limit: int | None) -> Sequence[Planting]:
    """Return at most ``limit`` of the items, evenly spread, the same at every call."""
    if limit is None or len(items) <= limit:
        return items
    return [items[at * len(items) // limit] for at in range(limit)]


def _taken(text: str, removals: Iterable[Removal], start: int, end: int) -> Iterator[str]:
    for removal in removals:
        yield text[max(start, removal.start) : max(start, min(end, removal.end))]


def _without(text: str, removals: Iterable[Removal], start: int, end: int) -> str:
    kept, at = [], start
    for removal in removals:
        if removal.end > start and removal.start < end:
            kept.append(text[at : max(at, removal.start)])
            at = max(at, min(end, removal.end))
    return "".join([*kept, text[at:end]])
