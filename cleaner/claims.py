"""From rules to claims: which lines each rule wants, after conditions, block ends and guards.

Conditions on other rules' claims are settled in rounds: every round looks only at what the round before claimed, so
the order of rules cannot matter; claims only ever join, so the rounds end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cleaner.board import Board
from cleaner.claim import Claim
from cleaner.matchers import Context, Hit
from cleaner.model import Finding
from cleaner.plan import Meeting, Plan
from cleaner.rule import Rule
from cleaner.standing import beside, standing
from cleaner.view import View

MAX_ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Claims:
    """What all rules want of a view, the lines that are protected, and what guards refused."""

    claims: tuple[Claim, ...]
    protected: frozenset[int]
    refusals: tuple[Finding, ...]


_NOTHING = Claims((), frozenset(), ())


def find_claims(view: View, plan: Plan) -> Claims:
    """Return every claim of the planned rules on ``view``."""
    meeting = plan.meet(view)
    if not (meeting.found or plan.others or plan.waiting):
        return _NOTHING
    board = Board(view, plan)
    protected: set[int] = set()
    for rule in meeting.rules(waiting=False):
        if hits := standing(meeting, rule):
            if rule.protects:
                protected.update([hit.at for hit in hits])
            else:
                board.put(rule, hits)
    cut = [hits for rule_id, hits in board.hits.items() if plan.by_id[rule_id].fix != "none"]
    taken = frozenset([hit.at for hits in cut for hit in hits if hit.start is None])
    context = Context({}, taken, board.hits_of())
    board.settle()
    _settle_conditions(meeting, board, [*meeting.rules(waiting=True)], context)
    claims = tuple([claim for rule_id in sorted(board.hits) for claim in board.claims[rule_id]])
    refusals = tuple([finding for rule_id in sorted(board.refusals) for finding in board.refusals[rule_id]])
    return Claims(claims, frozenset(protected), refusals)


def _settle_conditions(meeting: Meeting, board: Board, waiting: Sequence[Rule], context: Context) -> None:
    """Let hits of the waiting rules stand, round after round, as far as claims of other rules let them."""
    view, plan = meeting.view, meeting.plan
    settled: dict[str, Sequence[Hit]] = {}
    holders: Mapping[str, int] = {}
    undecided = {rule.id for rule in waiting}
    # What a matcher finds changes from round to round only where it asks for captured values.
    changing = [rule for rule in waiting if rule.captured]
    todo = [*changing, *[rule for rule in waiting if not rule.where.names and not rule.captured]]
    for _ in range(MAX_ROUNDS):
        if changing:
            context = Context(board.captured(), context.taken, context.hits)
        before, holders = holders, board.holders()
        changed = [name for name, mask in holders.items() if before.get(name) != mask]
        changed += before.keys() - holders.keys()
        # What no condition lets stand need not be looked for, nor what stood the round before.
        asked = {rule.id: rule for name in changed for rule in plan.listeners.get(name, ()) if rule.id in undecided}
        grown = False
        for rule in (*todo, *asked.values()):
            near = beside(view, rule.where, holders) if rule.where.names else view.everything
            if not near:
                continue
            if rule.captured or rule.id not in settled:
                settled[rule.id] = standing(meeting, rule, context)
            if hits := settled[rule.id]:
                grown |= board.grow(rule, hits, near)
            elif not rule.captured:
                undecided.discard(rule.id)
        if not grown:
            break
        todo = changing
        board.settle()
