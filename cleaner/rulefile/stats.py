"""What the rules do on a corpus: hits and characters of each, rules that never hit, rules that want the same lines."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from cleaner.model import CleanResult
from cleaner.rule import Rule


@dataclass
class Tally:
    """Counts of one rule; characters are code points."""

    documents: int = 0
    removals: int = 0
    characters: int = 0
    captures: int = 0
    refused: int = 0

    @property
    def idle(self) -> bool:
        """Whether the rule did nothing at all, not even match and be refused."""
        return not (self.documents or self.refused)


@dataclass
class Statistics:
    """Counts of a run over many documents."""

    documents: int = 0
    characters: int = 0
    rules: dict[str, Tally] = field(default_factory=dict)
    overlaps: Counter[tuple[str, str]] = field(default_factory=Counter)
    accepted: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> "Statistics":
        """Start to count for these rules. ``keep`` rules cut nothing that could be counted, so they are left out."""
        counted = [rule for rule in rules if rule.kind != "keep" and rule.severity != "off"]
        return cls(rules={rule.id: Tally() for rule in counted}, accepted={rule.id: rule.accept for rule in counted})

    def add(self, result: CleanResult) -> None:
        """Count one document."""
        self.documents += 1
        self.characters += len(result.document.text)
        hit: set[str] = set()
        for removal in result.removals:
            tally = self._tally(removal.rule_id)
            tally.removals += 1
            tally.characters += len(removal.text)
            hit.add(removal.rule_id)
        for repair in result.document.repairs:
            # Selector rules act before there is text: their cuts are in the log of repairs, under the rule's id.
            if repair.detail in self.rules:
                self.rules[repair.detail].removals += repair.count
                hit.add(repair.detail)
        for origin in result.metadata.extra.get("origin", {}).values():
            if rule_id := origin.get("rule"):
                self._tally(rule_id).captures += 1
                hit.add(rule_id)
        for finding in result.findings:
            if finding.kind == "refused":
                self._tally(finding.rule).refused += 1
            elif finding.kind == "shadowed":
                self._overlap(result, finding.rule, finding.first_line)
                hit.add(finding.rule)
        for rule_id in hit:
            self._tally(rule_id).documents += 1

    @property
    def dead(self) -> tuple[str, ...]:
        """Rules that never hit, by id."""
        return tuple(sorted(rule_id for rule_id, tally in self.rules.items() if tally.idle))

    @property
    def doubts(self) -> tuple[str, ...]:
        """Return what neither the corpus nor a reason in the rule file explains.

        Every rule is to hit somewhere, and no two rules of one set are to claim the same lines; where rules of
        different sets do, the one that is more specific is meant to win.
        """
        idle = [
            f"{rule_id}: never hits (accept: idle)" for rule_id in self.dead if "idle" not in self._reasons(rule_id)
        ]
        rivals = [
            f"{loser}: {winner} takes the same lines, {count} times (accept: shadowed)"
            for (winner, loser), count in sorted(self.overlaps.items())
            if winner.partition("/")[0] == loser.partition("/")[0] and "shadowed" not in self._reasons(loser)
        ]
        return (*idle, *rivals)

    def _reasons(self, rule_id: str) -> frozenset[str]:
        return self.accepted.get(rule_id, frozenset())

    def share(self, rule_id: str) -> float:
        """Return the share of the corpus's characters that a rule took."""
        return self.rules[rule_id].characters / self.characters if self.characters else 0.0

    def to_record(self) -> dict[str, Any]:
        """Return everything as plain data for JSON."""
        return {
            "documents": self.documents,
            "characters": self.characters,
            "rules": [
                {"id": rule_id, "documents": tally.documents, "removals": tally.removals,
                 "characters": tally.characters, "share": self.share(rule_id), "captures": tally.captures,
                 "refused": tally.refused}
                for rule_id, tally in self.ranked()
            ],
            "dead": list(self.dead),
            "overlaps": [
                {"winner": winner, "shadowed": loser, "count": count}
                for (winner, loser), count in sorted(self.overlaps.items(), key=lambda item: (-item[1], item[0]))
            ],
        }  # fmt: skip

    def ranked(self) -> list[tuple[str, Tally]]:
        """Return the rules, those that took most first."""
        return sorted(self.rules.items(), key=lambda item: (-item[1].characters, -item[1].documents, item[0]))

    def _tally(self, rule_id: str) -> Tally:
        return self.rules.setdefault(rule_id, Tally())

    def _overlap(self, result: CleanResult, loser: str, line: int) -> None:
        owners = [r.rule_id for r in result.removals if r.first_line <= line <= r.last_line and r.rule_id != loser]
        if owners:
            self.overlaps[owners[0], loser] += 1
