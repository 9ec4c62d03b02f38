"""The engine: claims to removals, pass after pass until nothing more is claimed.

A second cleaning of the result would start where the last pass ended, and that pass claimed nothing: this is why
cleaning twice changes nothing more.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cleaner.claim import Claim
from cleaner.claims import find_claims
from cleaner.metadata.captures import Capture
from cleaner.model import Embedded, Finding, Line, Removal
from cleaner.plan import Plan
from cleaner.resolve import absorb_blanks, remaining, resolve
from cleaner.view import View

MAX_PASSES = 16


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the engine found out about a document, before metadata is made of the captures."""

    removals: tuple[Removal, ...]
    captures: tuple[Capture, ...]
    embedded: tuple[Embedded, ...]
    findings: tuple[Finding, ...]


def run(view: View, text: str, plan: Plan, *, unsafe: bool = False) -> Outcome:
    """Apply the planned rules to a view of ``text`` until they claim nothing more; ``unsafe`` applies all rules."""
    everything = view.lines
    owner: dict[int, str] = {}
    cut_parts: dict[int, list[tuple[int, int, str]]] = {}
    captures: list[Capture] = []
    embedded: list[Embedded] = []
    findings: dict[tuple[str, str, int], Finding] = {}
    for _ in range(MAX_PASSES):
        found = find_claims(view, plan)
        if not found.claims and not found.refusals:
            break
        cutting = [c for c in found.claims if _cuts(c, unsafe)]
        cut = resolve(view, cutting, found.protected)
        for finding in (*found.refusals, *_remarks(view, cut.winners), *_shadows(view, cut.shadowed)):
            findings.setdefault((finding.rule, finding.kind, finding.first_line), finding)
        reading = [c for c in found.claims if c.rule.capture and not _cuts(c, unsafe) and c.first not in cut.owners]
        for claim in sorted((*cut.winners, *reading), key=lambda c: (c.first, c.start or 0, c.rule.id)):
            captures += (_capture(view, claim, name, value) for name, value in claim.captures(view))
        if not cut.owners and not cut.parts:
            break
        embedded += [article for claim in cut.winners if (article := _embedded(view, claim))]
        owners = absorb_blanks(view, cut.owners)
        for at, claim in owners.items():
            owner[view.lines[at].number] = claim.rule.id
        for claim in cut.trims:
            if claim.start is not None and claim.end is not None:
                cut_parts.setdefault(view.lines[claim.first].number, []).append((claim.start, claim.end, claim.rule.id))
        view = View(remaining(view, owners, cut.parts), view.survey)
    # What looked like a headline and was cut as something else later on was none.
    captures = [c for c in captures if c.field != "title" or not c.guess or c.line not in owner]
    removals = _removals(text, everything, view.lines, owner, cut_parts) if owner or cut_parts else ()
    unique = {(c.field, c.value, c.rule_id, c.line): c for c in sorted(captures, key=lambda c: c.guess)}
    return Outcome(removals, tuple(unique.values()), tuple(embedded), tuple(findings.values()))


def _cuts(claim: Claim, unsafe: bool) -> bool:
    return claim.rule.fix == "safe" or (unsafe and claim.rule.fix == "unsafe")


def _capture(view: View, claim: Claim, field: str, value: str) -> Capture:
    """Say where in the document a captured value stands; one of several lines stands in all lines of the claim."""
    line = view.lines[claim.first]
    found = line.text.find(value, claim.start - line.start if claim.start is not None else 0)
    start, end = line.start + found, line.start + found + len(value)
    if found < 0:
        start, end = line.start, view.lines[claim.last].end
    return Capture(field, value, claim.rule.id, line.number, start, end, claim.rule.guess)


def _remarks(view: View, winners: Sequence[Claim]) -> list[Finding]:
    reason = "running text follows and nothing shows that the article had ended; it was kept"
    return [
        claim.finding(view, "info", "unresolved", f"{claim.rule.message}: {reason}")
        for claim in winners
        if claim.unresolved
    ]


def _shadows(view: View, shadowed: Sequence[tuple[Claim, Claim]]) -> list[Finding]:
    return [
        loser.finding(view, "off", "shadowed", f"{winner.rule.id} claims the same lines and is preferred")
        for loser, winner in shadowed
    ]


def _embedded(view: View, claim: Claim) -> Embedded | None:
    """Return the other article that a block holds, or None where the block is only a list."""
    inside = [at for at in range(claim.first + 1, claim.last + 1) if not view.blank[at]]
    if not claim.rule.embedded or not any(view.prose[at] for at in inside):
        return None
    title = None
    if view.teaser[inside[0]]:
        title = view.lines[inside[0]].text.strip()
        inside = inside[1:]
    lines = view.lines[inside[0] : inside[-1] + 1]
    text = "\n".join(line.text for line in lines)
    return Embedded(title, text, lines[0].number, lines[-1].number)


def _removals(
    text: str,
    before: Sequence[Line],
    after: Sequence[Line],
    owner: dict[int, str],
    cut_parts: dict[int, list[tuple[int, int, str]]],
) -> tuple[Removal, ...]:
    """Write down what is missing between the lines that are left; lines of one rule that touch are one removal.

    Every kept line but the last keeps its own newline, so that kept text and removals give the document back.
    """
    kept = {line.number: line for line in after}
    last_kept = after[-1].number if after else 0
    spans: list[tuple[int, int, str, int]] = []
    for line in before:
        end_of_line = min(line.end + 1, len(text))
        if line.number not in kept:
            spans.append((line.start, end_of_line, owner[line.number], line.number))
            continue
        spans += [(start, end, rule, line.number) for start, end, rule in sorted(cut_parts.get(line.number, ()))]
        if line.number == last_kept and end_of_line > line.end and line.number < before[-1].number:
            following = before[line.number]
            spans.append((line.end, end_of_line, owner[following.number], following.number))
    merged: list[tuple[int, int, str, int, int]] = []
    for start, end, rule, number in spans:
        if merged and merged[-1][1] == start and merged[-1][2] == rule:
            merged[-1] = merged[-1][0], end, rule, merged[-1][3], number
        elif end > start:
            merged.append((start, end, rule, number, number))
    return tuple([Removal(rule, start, end, first, last, text[start:end]) for start, end, rule, first, last in merged])
