"""How a set of rules meets a document quickly, with the same hits as asking every matcher in turn.

Rules that look at one line by itself are asked through indexes, and what they said of a line is kept in mind for the
next pass and the next page. The matchers stay the definition: a property test holds the two ways equal.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from cleaner.features import FEATURES_OF
from cleaner.indexes import INDEXES, Index, Place
from cleaner.lazy import Memory, lazy
from cleaner.matchers import Context, Hit
from cleaner.matchers.markup import MarkupMatcher
from cleaner.rule import Rule
from cleaner.view import View

NOTHING = Context()
Selectors = tuple[tuple[str, tuple[str, ...]], ...]  # rule id, and the XPath expressions of what it selects


@dataclass(frozen=True)
class Plan:
    """Rules by id, with indexes over what they look for."""

    rules: tuple[Rule, ...]

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> "Plan":
        """Sort rules by id."""
        return cls(tuple(sorted(rules, key=lambda rule: rule.id)))

    def with_rule(self, rule: Rule) -> "Plan":
        """Return the plan with a rule in place of the one of that id; indexes that stay right are shared."""
        known = self.by_id.get(rule.id)
        if known == rule:
            return self
        changed = Plan.of({**self.by_id, rule.id: rule}.values())
        if known is not None and known.matcher == rule.matcher:
            changed.__dict__.update(indexes=self.indexes, looks=self.looks)
        return changed

    def __getstate__(self) -> dict[str, Any]:
        """Leave the indexes out of pickles: compiled automata stay in their process."""
        return {"rules": self.rules}

    @lazy
    def by_id(self) -> Mapping[str, Rule]:
        """Every rule by its id."""
        return {rule.id: rule for rule in self.rules}

    @lazy
    def names(self) -> Mapping[str, tuple[str, ...]]:
        """What conditions of other rules may call each rule, as far as some condition does."""
        asked = {name for rule in self.rules for name in (*rule.where.names, *rule.matcher.names)}
        return self._called(asked)

    def _called(self, asked: Set[str]) -> Mapping[str, tuple[str, ...]]:
        return {rule.id: tuple(name for name in rule.names if name in asked) for rule in self.rules}

    @lazy
    def indexes(self) -> Sequence[Index]:
        """One index for each kind of matcher and fold."""
        groups: dict[tuple[type, Any], list[tuple[str, Any]]] = {}
        for rule in self.rules:
            if self.indexed(rule):
                kind = type(rule.matcher), getattr(rule.matcher, "fold", None)
                groups.setdefault(kind, []).append((rule.id, rule.matcher))
        return [INDEXES[kind](rules, name) for (kind, name), rules in groups.items()]

    @lazy
    def end_names(self) -> Mapping[str, tuple[str, ...]]:
        """What the ends of blocks call each rule, as far as some end asks for it."""
        asked = {name for rule in self.rules for end in rule.end for name in (*end.to, *end.if_after)}
        return self._called(asked)

    @lazy
    def listeners(self) -> Mapping[str, Sequence[Rule]]:
        """By the name of each rule or group the rules whose conditions ask for its claims, and for nothing else."""
        found: dict[str, list[Rule]] = {}
        for rule in self.rules:
            for name in () if rule.captured else dict.fromkeys(rule.where.names):
                found.setdefault(name, []).append(rule)
        return found

    @lazy
    def others(self) -> Sequence[Rule]:
        """The rules whose matchers look at more than one line, whatever other rules hit and claim."""
        return [rule for rule in self.rules if not self.indexed(rule) and not rule.needs_claims]

    @lazy
    def waiting(self) -> Sequence[Rule]:
        """The rules whose matchers look at more than one line, or at what other rules hit, and that wait for those."""
        return [rule for rule in self.rules if not self.indexed(rule) and rule.needs_claims]

    @lazy
    def captured(self) -> frozenset[str]:
        """The fields of which some matcher asks what was captured."""
        return frozenset(name for rule in self.rules for name in rule.matcher.captured)

    @lazy
    def capturing(self) -> frozenset[str]:
        """The rules that capture one of those fields."""
        return frozenset(rule.id for rule in self.rules if not self.captured.isdisjoint(rule.capture))

    @lazy
    def selectors(self) -> Selectors:
        """What the rules for markup select."""
        return tuple((rule.id, rule.matcher.xpaths) for rule in self.rules if isinstance(rule.matcher, MarkupMatcher))

    def indexed(self, rule: Rule) -> bool:
        """Whether the rule is asked through an index."""
        return type(rule.matcher) in INDEXES

    @lazy
    def looks(self) -> Memory[tuple[Place, ...]]:
        """What the indexes find in each line; lines looked at lately are kept in mind."""
        return Memory(lambda text: self._look([text])[0], self._look)

    def _look(self, texts: Sequence[str]) -> list[tuple[Place, ...]]:
        """Ask index after index for all lines: each finds its own tables where the processor has them at hand."""
        lines = FEATURES_OF.of_all(texts)
        found: list[list[Place]] = [[] for _ in lines]
        for index in self.indexes:
            for places, more in zip(found, index.find_all(lines), strict=True):
                if more:
                    places += more
        return [*map(tuple, found)]

    def meet(self, view: View) -> "Meeting":
        """Look at every line; the meeting then answers for each rule."""
        found: dict[str, list[Hit]] = {}
        lines = view.lines
        for at, places in enumerate(self.looks.of_all([line.text for line in lines])):
            for rule_id, start, end, values in places:
                if start is not None and end is not None:
                    start, end = lines[at].start + start, lines[at].start + end
                found.setdefault(rule_id, []).append(Hit(at, start, end, values))
        return Meeting(self, view, found)


@dataclass(frozen=True)
class Meeting:
    """What the rules of a plan hit in a view."""

    plan: Plan
    view: View
    found: Mapping[str, Sequence[Hit]]

    def rules(self, waiting: bool) -> Iterator[Rule]:
        """Return the rules that may hit, of those that wait for other rules or of the rest."""
        by_id = self.plan.by_id
        for rule_id in self.found:
            if (rule := by_id[rule_id]).needs_claims is waiting:
                yield rule
        if rules := self.plan.waiting if waiting else self.plan.others:
            lacking = ~self.view.flags
            yield from [rule for rule in rules if not rule.flags & lacking]

    def hits(self, rule: Rule, context: Context = NOTHING, within: int | None = None) -> Sequence[Hit]:
        """Return the hits of a rule's matcher, in document order, at least those ``within`` a mask of lines."""
        hits = self.found.get(rule.id)
        if hits is None:
            if self.plan.indexed(rule):
                return ()
            mask = self.view.everything if within is None else within
            return tuple(rule.matcher.find_within(self.view, context, mask))
        return [hit for hit in hits if self.view.prose[hit.at]] if rule.matcher.needs_prose else hits
