"""What stands so far while conditions on other rules' claims are settled: hits, and the claims that they make."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cleaner.blocks import Landmarks, block_extent
from cleaner.claim import Claim
from cleaner.folding import fold
from cleaner.guards import refusal
from cleaner.keys import key_of
from cleaner.lazy import remembered
from cleaner.matchers import Hit
from cleaner.model import Finding
from cleaner.plan import Plan
from cleaner.rule import Rule
from cleaner.view import View


@dataclass(slots=True)
class Board:
    """The hits that stand so far, rule by rule, and the claims that they make."""

    view: View
    plan: Plan
    hits: dict[str, Sequence[Hit]] = field(default_factory=dict)
    claims: dict[str, list[Claim]] = field(default_factory=dict)
    refusals: dict[str, list[Finding]] = field(default_factory=dict)
    _held: dict[str, int] = field(default_factory=dict)
    _unsettled: list[Rule] = field(default_factory=list)

    def put(self, rule: Rule, hits: Sequence[Hit]) -> None:
        """Let hits of a rule stand; what a block or a guarded rule claims is only known after ``settle``."""
        if rule.needs_settling:
            if rule.id not in self.hits:
                self._unsettled.append(rule)
        else:
            self.claims[rule.id] = [Claim(rule, at, at, start, end, values) for at, start, end, values in hits]
            self._held.pop(rule.id, None)
        self.hits[rule.id] = hits

    def grow(self, rule: Rule, hits: Sequence[Hit], beside: int) -> bool:
        """Let those hits of a rule stand that a mask of lines holds; tell whether any is new."""
        before = self.hits.get(rule.id, ())
        if len(hits) <= len(before):
            return False
        rank = self.view.rank
        # A line once claimed stays claimed: that is what makes the rounds end.
        joined = {*before, *[hit for hit in hits if beside >> rank[hit.at] & 1]}
        if len(joined) == len(before):
            return False
        self.put(rule, sorted(joined, key=_place))
        return True

    def settle(self) -> None:
        """Find where blocks end, and let guards speak."""
        if not self._unsettled:
            return
        by_id = self.plan.by_id
        landmarks = Landmarks.of(((by_id[name], hits) for name, hits in self.hits.items()), self.plan.end_names)
        for rule in self._unsettled:
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
        names_of = self.plan.names
        for rule_id, claims in self.claims.items():
            if names := names_of[rule_id]:
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
        names_of = self.plan.names
        for rule_id, hits in self.hits.items():
            if names := names_of[rule_id]:
                places = [hit.at for hit in hits if hit.start is None]
                for name in names:
                    found.setdefault(name, set()).update(places)
        return {name: frozenset(places) for name, places in found.items()}

    def captured(self) -> dict[str, dict[str, frozenset[int]]]:
        """Return the folded values captured for each field that is asked for, and the lines that each was read from."""
        values: dict[str, dict[str, frozenset[int]]] = {}
        asked, capturing = self.plan.captured, self.plan.capturing
        for rule_id, claims in self.claims.items():
            for claim in claims if rule_id in capturing else ():
                for name, value in claim.captures(self.view):
                    if name in asked:
                        found, key = values.setdefault(name, {}), _key(value)
                        found[key] = found.get(key, frozenset()) | {claim.first}
        return values


def _place(hit: Hit) -> int:
    return hit.at


@remembered
def _key(value: str) -> str:
    return key_of(fold(value))
