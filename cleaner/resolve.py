"""From claims to cuts: the overlap policy, in one place.

1. Protected lines are never cut; a block that meets one ends above it. 2. A longer claim absorbs the claims inside
it, with their captures. 3. Of equal ranges the more specific rule wins (site, language, generic; then safe before
unsafe; then id) and the others are shadowed. 4. Claims that overlap in part are cut together.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from cleaner.claim import Claim
from cleaner.model import Line
from cleaner.view import View


@dataclass(frozen=True, slots=True)
class Cut:
    """What one view loses: the owner of each line cut whole, the part of each line kept, and the claims that won."""

    owners: Mapping[int, Claim]
    parts: Mapping[int, tuple[int, int]]
    trims: tuple[Claim, ...]
    winners: tuple[Claim, ...]
    shadowed: tuple[tuple[Claim, Claim], ...]


def _preference(claim: Claim) -> tuple[int, int, int, str]:
    return (-(claim.last - claim.first), -claim.rule.rank, claim.rule.fix != "safe", claim.rule.id)


def resolve(view: View, claims: Iterable[Claim], protected: frozenset[int]) -> Cut:
    """Settle which claim takes which line; the result does not depend on the order of ``claims``."""
    whole = sorted(filter(None, (_clip(c, protected) for c in claims if c.whole)), key=_preference)
    owners: dict[int, Claim] = {}
    winners: list[Claim] = []
    shadowed: list[tuple[Claim, Claim]] = []
    for claim in whole:
        if claim.first == claim.last:
            outer = owners.get(claim.first)
        else:
            outer = next((w for w in winners if w.first <= claim.first and claim.last <= w.last), None)
        if outer is not None:
            if (outer.first, outer.last) == (claim.first, claim.last):
                shadowed.append((claim, outer))
            continue
        winners.append(claim)
        for at in range(claim.first, claim.last + 1):
            owners.setdefault(at, claim)
    parts: dict[int, tuple[int, int]] = {}
    trims: list[Claim] = []
    for claim in sorted((c for c in claims if not c.whole), key=lambda c: (c.first, c.start, _preference(c))):
        if claim.first in owners or claim.first in protected:
            continue
        line = view.lines[claim.first]
        start, end = parts.get(claim.first, (line.start, line.end))
        if claim.start == start and claim.end is not None and claim.end < end:
            parts[claim.first] = (claim.end, end)
        elif claim.end == end and claim.start is not None and claim.start > start:
            parts[claim.first] = (start, claim.start)
        else:
            continue
        trims.append(claim)
    return Cut(owners, parts, tuple(trims), (*winners, *trims), tuple(shadowed))


def _clip(claim: Claim, protected: frozenset[int]) -> Claim | None:
    for at in range(claim.first, claim.last + 1) if protected else ():
        if at in protected:
            return claim._replace(last=at - 1) if at > claim.first else None
    return claim


def absorb_blanks(view: View, owners: Mapping[int, Claim]) -> dict[int, Claim]:
    """Give the blank lines that cutting leaves over to the claims beside them.

    Above the first and below the last kept line nothing blank stays where something was cut; between two kept lines
    the longest stretch of blank lines stays and the others go.
    """
    full = dict(owners)
    kept = [at for at in view.shown if at not in owners]
    edges = [-1, *kept, len(view)]
    for above, below in pairwise(edges):
        gap = range(above + 1, below)
        cut = [at for at in gap if at in owners]
        if not cut:
            continue
        stretches: list[list[int]] = []
        for at in gap:
            if at in owners:
                continue
            if stretches and stretches[-1][-1] == at - 1:
                stretches[-1].append(at)
            else:
                stretches.append([at])
        stays = max(stretches, key=len, default=[]) if above >= 0 and below < len(view) else []
        for stretch in stretches:
            if stretch is not stays:
                for at in stretch:
                    nearest = min(cut, key=lambda place: (abs(place - at), place))
                    full[at] = owners[nearest]
    return full


def remaining(view: View, owners: Mapping[int, Claim], parts: Mapping[int, tuple[int, int]]) -> tuple[Line, ...]:
    """Return the lines that are left, partly cut ones shortened."""
    left = []
    for at, line in enumerate(view.lines):
        if at in owners:
            continue
        if at in parts:
            start, end = parts[at]
            line = Line(line.number, start, end, line.text[start - line.start : end - line.start])
        left.append(line)
    return tuple(left)
