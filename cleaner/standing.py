"""Which hits of a rule stand: where a line must be, and beside what, for the rule to claim it."""

from collections.abc import Mapping, Sequence

from cleaner.matchers import Context, Hit
from cleaner.plan import NOTHING, Meeting
from cleaner.rule import Rule, Where
from cleaner.view import View
from cleaner.zones import PARTS, zone_mask

# Features that take a search of the whole text: they are asked for only where a rule hits something.
_DEAR = frozenset({"mentioned"})


def standing(meeting: Meeting, rule: Rule, context: Context = NOTHING) -> Sequence[Hit]:
    """Return the hits that stand where the rule wants them, as far as no other rule's claims matter."""
    view, where = meeting.view, rule.where
    found = meeting.found.get(rule.id)
    if found is None and not rule.matcher.may_find(view, context):
        return ()
    if not where.is_set:
        return meeting.hits(rule, context)
    # What is asked of few lines is cheap.
    mask = view.everything if found is None else view.mask_at([hit.at for hit in found])
    if where.is_bound:
        mask = _bound(view, where, mask)
    hits = meeting.hits(rule, context, None if where.alone else mask) if mask else ()
    if not hits:
        return ()
    if not _DEAR.isdisjoint(where.lacks) and (mask := mask & view.mask_at([hit.at for hit in hits])):
        for name in _DEAR.intersection(where.lacks):
            mask = view.lacking(name, mask)
    if where.alone and len(hits) > 1:
        own = view.mask_at([hit.at for hit in hits])
        mask &= ~(own << 1 | own >> 1)
    rank = view.rank
    stands = [hit for hit in hits if mask >> rank[hit.at] & 1]
    if where.sole and len({view.keys[hit.at] for hit in stands}) > 1:
        return ()
    return stands


def _bound(view: View, where: Where, mask: int) -> int:
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


def beside(view: View, where: Where, holders: Mapping[str, int]) -> int:
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
