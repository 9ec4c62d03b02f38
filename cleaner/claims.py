"""From rules to claims: which lines each rule wants, after conditions, block ends and guards.

Conditions on other rules' claims are settled in rounds: every round looks only at what the round before claimed, so
the order of rules cannot matter; claims only ever join, so the rounds end.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from cleaner.blocks import Landmarks, block_extent
from cleaner.folding import fold
from cleaner.guards import refusal
from cleaner.keys import key_of
from cleaner.lazy import remembered
from cleaner.matchers import Context, Hit
from cleaner.model import Finding, Kind, Severity
from cleaner.plan import Plan
from cleaner.rule import Rule, Where
from cleaner.view import View
from cleaner.zones import PARTS, in_zone, is_empty

MAX_ROUNDS = 12


class Claim(NamedTuple):
    """Lines ``first`` to ``last`` (positions in the view) that a rule wants; with ``start`` a part of one line."""

    rule: Rule
    first: int
    last: int
    start: int | None = None
    end: int | None = None
    values: tuple[tuple[str, str], ...] = ()
    unresolved: bool = False

    @property
    def whole(self) -> bool:
        """Whether whole lines are claimed."""
        return self.start is None

    def captures(self, view: View) -> Iterable[tuple[str, str]]:
        """Yield (field, raw value) for each capture of the rule."""
        values = dict(self.values)
        for name, hole in self.rule.capture.items():
            if hole == "line":
                yield name, view.lines[self.first].text.strip()
            elif hole == "block":
                lines = view.lines[self.first + 1 : self.last + 1]
                yield name, "\n".join(line.text.strip() for line in lines if line.text.strip())
            elif hole in values:
                yield name, values[hole]

    def finding(self, view: View, severity: Severity, kind: Kind, message: str) -> Finding:
        """Return what is to be said about this claim, with the place of its lines."""
        first, last = view.lines[self.first].number, view.lines[self.last].number
        return Finding(self.rule.id, severity, kind, first, last, 1, message)


@dataclass(frozen=True, slots=True)
class Claims:
    """What all rules want of a view, the lines that are protected, and what guards refused."""

    claims: tuple[Claim, ...]
    protected: frozenset[int]
    refusals: tuple[Finding, ...]


@dataclass
class _Known:
    """What one round knows: who holds which line, and what matchers may know."""

    holders: dict[str, set[int]] = field(default_factory=dict)
    context: Context = field(default_factory=Context)


def find_claims(view: View, plan: Plan) -> Claims:
    """Return every claim of the planned rules on ``view``."""
    meeting = plan.meet(view)
    board: dict[str, Sequence[Hit]] = {}
    waiting: list[tuple[Rule, Sequence[Hit] | None]] = []
    protected: set[int] = set()
    later: list[Rule] = []
    for rule in meeting.rules():
        if rule.where.zone != "anywhere" and is_empty(view, rule.where.zone):
            continue
        if rule.matcher.needs_context:
            later.append(rule)
            continue
        hits = _standing(view, rule, meeting.hits(rule))
        if not hits:
            continue
        if rule.where.needs_claims:
            waiting.append((rule, hits))
        elif rule.kind == "keep":
            protected.update(hit.at for hit in hits)
        else:
            board[rule.id] = hits
    hits_of = _hits_of(plan, board)
    cut = (hits for rule_id, hits in board.items() if plan.by_id[rule_id].fix != "none")
    taken = frozenset(hit.at for hits in cut for hit in hits if hit.start is None)
    context = Context({}, taken, hits_of)
    for rule in later:
        # What a matcher finds changes from round to round only where it asks for captured values.
        if rule.matcher.needs_captures:
            waiting.append((rule, None))
        elif hits := _standing(view, rule, meeting.hits(rule, context)):
            waiting.append((rule, hits))
    captures = any(settled is None for _, settled in waiting)
    claims, refusals = _claims(view, board, plan)
    for _ in range(MAX_ROUNDS if waiting else 0):
        if captures:
            context = replace(context, captured=_captured(view, claims))
        known = _Known(_holders(plan, claims), context)
        grown = False
        for rule, settled in waiting:
            hits = _standing(view, rule, meeting.hits(rule, context)) if settled is None else settled
            before = board.get(rule.id, ())
            if len(hits) > len(before) and (now := [hit for hit in hits if _beside(view, rule.where, hit.at, known)]):
                # A line once claimed stays claimed: that is what makes the rounds end.
                joined = sorted({*now, *before}, key=lambda hit: hit.at)
                if len(joined) > len(before):
                    board[rule.id] = joined
                    grown = True
        if not grown:
            break
        claims, refusals = _claims(view, board, plan)
    return Claims(claims, frozenset(protected), refusals)


def _hits_of(plan: Plan, board: Mapping[str, Sequence[Hit]]) -> dict[str, frozenset[int]]:
    """Return the lines that rules and groups hit whole, as far as some matcher asks for them."""
    found: dict[str, set[int]] = {}
    for rule_id, hits in board.items():
        for name in plan.names[rule_id]:
            found.setdefault(name, set()).update(hit.at for hit in hits if hit.start is None)
    return {name: frozenset(places) for name, places in found.items()}


def _standing(view: View, rule: Rule, hits: Sequence[Hit]) -> Sequence[Hit]:
    """Return the hits that stand where the rule wants them, as far as no other rule's claims matter."""
    where = rule.where
    if where.alone and len(hits) > 1:
        places = {hit.at for hit in hits}
        hits = [hit for hit in hits if places.isdisjoint((view.previous(hit.at), view.following(hit.at)))]
    standing = [hit for hit in hits if _stands(view, where, hit.at)] if where.is_bound else hits
    if where.sole and len({view.keys[hit.at] for hit in standing}) > 1:
        return ()
    return standing


def _stands(view: View, where: Where, at: int) -> bool:
    if where.zone != "anywhere" and not in_zone(view, where.zone, at):
        return False
    if where.lines is not None:
        rank = view.rank[at]
        if (len(view.shown) - 1 - rank if where.zone == "tail" else rank) >= where.lines:
            return False
    if where.after_body and not _after_body(view, at, where.after_body):
        return False
    if where.lacks and view.has(at, where.lacks):
        return False
    if where.has and not view.has_all(at, where.has):
        return False
    if where.above and not view.has(view.previous(at), where.above):
        return False
    return not where.below or view.has(view.following(at), where.below)


def _beside(view: View, where: Where, at: int, known: _Known) -> bool:
    """Tell whether other rules hold the lines that the conditions name."""
    if where.over and not any(held > at for held in _holding(view, where, where.over, known)):
        return False
    if where.under and not any(held < at for held in _holding(view, where, where.under, known)):
        return False
    if where.after and not _held(known, view.previous(at), where.after):
        return False
    if where.before and not _held(known, view.following(at), where.before):
        return False
    return (
        not where.beside
        or _held(known, view.previous(at), where.beside)
        or _held(known, view.following(at), where.beside)
    )


def _after_body(view: View, at: int, lines: int) -> bool:
    """Count running text above; a page that has none (a poem, results) counts other lines, five for one."""
    if view.running:
        return view.prose_above[at] >= lines
    return view.rank[at] >= 5 * lines


def _holding(view: View, where: Where, names: tuple[str, ...], known: _Known) -> Iterator[int]:
    """Yield the lines in the condition's zone that rules or groups of these names hold."""
    zone = "anywhere" if where.zone in PARTS else where.zone
    for name in names:
        for held in known.holders.get(name, ()):
            if zone == "anywhere" or in_zone(view, zone, held):
                yield held


def _held(known: _Known, at: int | None, names: tuple[str, ...]) -> bool:
    return at is not None and any(at in known.holders.get(name, ()) for name in names)


def _claims(
    view: View, board: Mapping[str, Sequence[Hit]], plan: Plan
) -> tuple[tuple[Claim, ...], tuple[Finding, ...]]:
    """Turn hits into claims: find where blocks end, and let guards speak."""
    pairs = [(plan.by_id[name], hit) for name, hits in sorted(board.items()) for hit in hits]
    landmarks = Landmarks.of((hit.at, rule) for rule, hit in pairs)
    claims, refusals = [], []
    for rule, hit in pairs:
        last, unresolved = block_extent(view, rule, hit.at, landmarks) if rule.end else (hit.at, False)
        claim = Claim(rule, hit.at, last, hit.start, hit.end, hit.values, unresolved)
        why = refusal(view, rule.guard, hit.at, last, claim.whole) if last > hit.at or rule.guard.is_close else None
        if why:
            refusals.append(claim.finding(view, "warning", "refused", f"{rule.message}: left in place, {why}"))
        else:
            claims.append(claim)
    return tuple(claims), tuple(refusals)


def _holders(plan: Plan, claims: Iterable[Claim]) -> dict[str, set[int]]:
    holders: dict[str, set[int]] = {}
    for claim in claims:
        if claim.whole:
            for name in plan.names[claim.rule.id]:
                holders.setdefault(name, set()).update(range(claim.first, claim.last + 1))
    return holders


@remembered
def _key(value: str) -> str:
    return key_of(fold(value))


def _captured(view: View, claims: Iterable[Claim]) -> dict[str, dict[str, frozenset[int]]]:
    values: dict[str, dict[str, frozenset[int]]] = {}
    for claim in claims:
        for name, value in claim.captures(view) if claim.rule.capture else ():
            found = values.setdefault(name, {})
            key = _key(value)
            found[key] = found.get(key, frozenset()) | {claim.first}
    return values
