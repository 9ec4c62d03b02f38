"""What a run did: counts that can be added up, and the documents that failed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from cleaner.model import CleanResult


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be cleaned, and why."""

    source: str
    message: str


@dataclass
class Summary:
    """What a run did, for the table at its end; characters are code points."""

    documents: int = 0
    characters_in: int = 0
    characters_out: int = 0
    embedded: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    metadata: Counter[str] = field(default_factory=Counter)
    repairs: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)

    @classmethod
    def of(cls, parts: Iterable[dict[str, Any]]) -> "Summary":
        """Return the sum of summaries that were noted as plain dicts."""
        whole = cls()
        for part in parts:
            made: dict[str, Any] = {n: Counter(v) if isinstance(v, dict) else v for n, v in part.items()}
            made["failures"] = [Failure(*failure) for failure in part["failures"]]
            whole.join(cls(**made))
        return whole

    def to_record(self) -> dict[str, Any]:
        """Return the counts as a plain dict."""
        failures = [(failure.source, failure.message) for failure in self.failures]
        return {name: getattr(self, name) for name in self.__dataclass_fields__} | {"failures": failures}

    def join(self, other: "Summary") -> None:
        """Add the counts of another summary."""
        for name in self.__dataclass_fields__:
            mine = getattr(self, name)
            if isinstance(mine, Counter):
                mine.update(getattr(other, name))
            else:
                setattr(self, name, mine + getattr(other, name))

    def add(self, result: "CleanResult | Failure") -> None:
        """Count one result."""
        if isinstance(result, Failure):
            self.failures.append(result)
            return
        self.documents += 1
        self.characters_in += len(result.document.text)
        self.characters_out += len(result.text)
        self.embedded += len(result.embedded)
        self.rules.update(removal.rule_id for removal in result.removals)
        self.repairs.update(repair.step for repair in result.document.repairs)
        self.kinds.update(finding.kind for finding in result.findings)
        record = result.metadata.to_record()
        self.metadata.update(name for name, value in record.items() if value and name != "extra")
