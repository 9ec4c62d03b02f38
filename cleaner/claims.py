"""From rules to claims: which lines each rule wants, after conditions, block ends and guards.

Conditions on other rules' claims are settled in rounds: every round looks only at what the round before claimed, so
the order of rules cannot matter; claims only ever join, so the rounds end.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cleaner.blocks import Landmarks, block_extent
from cleaner.folding import fold
from cleaner.guards import refusal
from cleaner.keys import key_of
from cleaner.lazy import remembered
from cleaner.matchers import Context, Hit
from cleaner.model import Finding, Kind, Severity
from cleaner.plan import NOTHING, Meeting, Plan
from cleaner.rule import Rule, Where
from cleaner.view import View
from cleaner.zones import PARTS, zone_mask

MAX_ROUNDS = 12
# Features that take a search of the whole text: they are asked for only where a rule hits something.
_DEAR = frozenset({"mentioned"})


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
class _Board:
    """The hits that stand so far, rule by rule, and the claims that they make."""

    view: View
    plan: Plan
    hits: dict[str, Sequence[Hit]] = field(default_factory=dict)
    claims: dict[str, list[Claim]] = field(default_factory=dict)
    refusals: dict[str, list[Finding]] = field(default_factory=dict)
    _held: dict[str, int] = field(default_factory=dict)

    def put(self, rule: Rule, hits: Sequence[Hit]) -> None:
        """Let hits of a rule stand; what a block or a guarded rule claims is only known after ``settle``."""
        self.hits[rule.id] = hits
        if not rule.end and not rule.guard.is_close:
            self.claims[rule.id] = [Claim(rule, at, at, start, end, values) for at, start, end, values in hits]
            self._held.pop(rule.id, None)

    def settle(self) -> None:
        """Find where blocks end, and let guards speak."""
        rules = [rule for rule in map(self.plan.by_id.__getitem__, self.hits) if rule.end or rule.guard.is_close]
        if not rules:
            return
        hits = ((self.plan.by_id[name], [hit.at for hit in hits]) for name, hits in self.hits.items())
        landmarks = Landmarks.of(hits, self.plan.asked_by_ends)
        for rule in rules:
            self._settle_one(rule, landmarks)

    def _settle_one(self, rule: Rule, landmarks: Landmarks) -> None:
        claims, refusals = [], []
        for hit in self.hits[rule.id]:
            last, unresolved = block_extent(self.view, rule, hit.at, landmarks) if rule.end else (hit.at, False)
            claim = Claim(rule, hit.at, last, hit.start, hit.end, hit.values, unresolved)
            if why := refusal(self.view, rule.guard, hit.at, last, claim.whole):
                message = f"{rule.message}: left in place, {why}"
                refusals.append(claim.finding(self.view, "warning", "refused", message))
            else:
                claims.append(claim)
        self.claims[rule.id], self.refusals[rule.id] = claims, refusals
        self._held.pop(rule.id, None)

    def holders(self) -> dict[str, int]:
        """Return the lines that rules and groups claim whole, as masks (see ``View.mask``), where conditions ask."""
        found: dict[str, int] = {}
        for rule_id, claims in self.claims.items():
            if names := self.plan.names[rule_id]:
                mask = self._held.get(rule_id)
                if mask is None:
                    places = [at for c in claims if c.start is None for at in range(c.first, c.last + 1)]
                    mask = self._held[rule_id] = self.view.mask_at(places)
                for name in names:
                    found[name] = found.get(name, 0) | mask
        return found

    def hits_of(self) -> dict[str, frozenset[int]]:
        """Return the lines that rules and groups hit whole, as far as some matcher asks for them."""
        found: dict[str, set[int]] = {}
        for rule_id, hits in self.hits.items():
            for name in self.plan.names[rule_id]:
                found.setdefault(name, set()).update([hit.at for hit in hits if hit.start is None])
        return {name: frozenset(places) for name, places in found.items()}

    def captured(self) -> dict[str, dict[str, frozenset[int]]]:
        """Return the folded values captured for each field that is asked for, and the lines that each was read from."""
        values: dict[str, dict[str, frozenset[int]]] = {}
        asked = self.plan.captured
        for rule_id, claims in self.claims.items():
            for claim in claims if not asked.isdisjoint(self.plan.by_id[rule_id].capture) else ():
                for name, value in claim.captures(self.view):
                    if name not in asked:
                        continue
                    found, key = values.setdefault(name, {}), _key(value)
                    found[key] = found.get(key, frozenset()) | {claim.first}
        return values


def find_claims(view: View, plan: Plan) -> Claims:
    """Return every claim of the planned rules on ``view``."""
    meeting = plan.meet(view)
    board = _Board(view, plan)
    waiting: list[Rule] = []
    protected: set[int] = set()
    for rule in meeting.rules():
        if rule.where.needs_claims:
            waiting.append(rule)
        elif hits := _standing(meeting, rule):
            if rule.protects:
                protected.update(hit.at for hit in hits)
            else:
                board.put(rule, hits)
    waiting += plan.later
    cut = (hits for rule_id, hits in board.hits.items() if plan.by_id[rule_id].fix != "none")
    taken = frozenset([hit.at for hits in cut for hit in hits if hit.start is None])
    context = Context({}, taken, board.hits_of())
    settled: dict[str, Sequence[Hit]] = {}
    holders: Mapping[str, int] = {}
    board.settle()
    for _ in range(MAX_ROUNDS):
        if plan.captured:
            context = Context(board.captured(), context.taken, context.hits)
        before, holders = holders, board.holders()
        changed = {name for name in {**before, **holders} if before.get(name) != holders.get(name)}
        grown = False
        undecided: list[Rule] = []
        for rule in waiting:
            # What a matcher finds changes from round to round only where it asks for captured values.
            where, changes = rule.where, rule.matcher.captured
            beside = view.everything
            if where.names:
                # What no condition lets stand need not be looked for, nor what stood the round before.
                same = not changes and changed.isdisjoint(where.names)
                beside = 0 if same else _beside(view, where, holders)
            if not beside:
                undecided.append(rule)
                continue
            if rule.id not in settled or changes:
                settled[rule.id] = _standing(meeting, rule, context)
            if hits := settled[rule.id]:
                grown |= _grow(board, rule, hits, beside)
            if changes or (hits and where.names):
                undecided.append(rule)
        waiting = undecided
        if not grown:
            break
        board.settle()
    claims = tuple([claim for rule_id in sorted(board.hits) for claim in board.claims[rule_id]])
    refusals = tuple([finding for rule_id in sorted(board.refusals) for finding in board.refusals[rule_id]])
    return Claims(claims, frozenset(protected), refusals)


def _grow(board: _Board, rule: Rule, hits: Sequence[Hit], beside: int) -> bool:
    """Let those hits of a rule stand that a mask of lines holds; tell whether any is new."""
    before = board.hits.get(rule.id, ())
    if len(hits) <= len(before):
        return False
    rank = board.view.rank
    # A line once claimed stays claimed: that is what makes the rounds end.
    joined = {*before, *[hit for hit in hits if beside >> rank[hit.at] & 1]}
    if len(joined) == len(before):
        return False
    board.put(rule, sorted(joined, key=lambda hit: hit.at))
    return True


def _standing(meeting: Meeting, rule: Rule, context: Context = NOTHING) -> Sequence[Hit]:
    """Return the hits that stand where the rule wants them, as far as no other rule's claims matter."""
    view, where = meeting.view, rule.where
    if not meeting.may_hit(rule, context):
        return ()
    if not (where.is_bound or where.alone or where.sole):
        return meeting.hits(rule, context)
    mask = view.everything
    if rule.id in meeting.found:  # what is asked of few lines is cheap
        mask = view.mask_at([hit.at for hit in meeting.found[rule.id]])
    if where.is_bound:
        mask = _stands(view, where, mask)
    hits = meeting.hits(rule, context, None if where.alone else mask) if mask else ()
    if not hits:
        return ()
    if not _DEAR.isdisjoint(where.lacks) and (mask := mask & view.mask_at([hit.at for hit in hits])):
        for name in _DEAR.intersection(where.lacks):
            mask = view.lacking(name, mask)
    if where.alone and len(hits) > 1:
        own = view.mask_at(hit.at for hit in hits)
        mask &= ~(own << 1 | own >> 1)
    rank = view.rank
    standing = [hit for hit in hits if mask >> rank[hit.at] & 1]
    if where.sole and len({view.keys[hit.at] for hit in standing}) > 1:
        return ()
    return standing


def _stands(view: View, where: Where, mask: int) -> int:
    """Return those lines of a mask (see ``View.mask``) where a rule may claim something, dear features left aside."""
    mask &= zone_mask(view, where.zone)
    if where.lines is not None:
        top = (1 << where.lines) - 1
        mask &= top << max(0, len(view.shown) - where.lines) if where.zone == "tail" else top
    if mask and where.after_body:
        mask &= _below_body(view, where.after_body)
    if mask and where.above:
        mask &= view.having_any(where.above, mask >> 1) << 1
    if mask and where.below:
        mask &= view.having_any(where.below, mask << 1 & view.everything) >> 1
    for name in where.has:
        mask = mask and view.having(name, mask)
    for name in where.lacks:
        if name not in _DEAR:
            mask = mask and view.lacking(name, mask)
    return mask


def _below_body(view: View, lines: int) -> int:
    """Count running text above; a page that has none (a poem, results) counts other lines, five for one."""
    if len(view.running) >= lines:
        return view.everything & -1 << view.rank[view.running[lines - 1]] + 1
    return 0 if view.running else view.everything & -1 << 5 * lines


def _beside(view: View, where: Where, holders: Mapping[str, int]) -> int:
    """Return the lines beside those that other rules hold as the conditions want it, as a mask."""
    mask = view.everything
    within = mask if where.zone in PARTS else zone_mask(view, where.zone)
    if where.over:
        held = _held(holders, where.over) & within
        mask &= (1 << held.bit_length() >> 1) - 1 if held else 0
    if where.under:
        held = _held(holders, where.under) & within
        mask &= -(held & -held) << 1
    if where.after:
        mask &= _held(holders, where.after) << 1
    if where.before:
        mask &= _held(holders, where.before) >> 1
    if where.beside:
        held = _held(holders, where.beside)
        mask &= held << 1 | held >> 1
    return mask


def _held(holders: Mapping[str, int], names: tuple[str, ...]) -> int:
    held = 0
    for name in names:
        held |= holders.get(name, 0)
    return held


@remembered
def _key(value: str) -> str:
    return key_of(fold(value))
