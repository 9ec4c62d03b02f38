"""What a run did: counts that can be added up, and the documents that failed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from typing import Any

from cleaner.model import CleanResult, Metadata

_FIELDS = tuple(field.name for field in fields(Metadata) if field.name != "extra")


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
        size = len(result.document.text)
        self.characters_in += size
        self.characters_out += size - sum([len(removal.text) for removal in result.removals])
        self.embedded += len(result.embedded)
        for removal in result.removals:
            self.rules[removal.rule_id] += 1
        for repair in result.document.repairs:
            self.repairs[repair.step] += 1
        for finding in result.findings:
            self.kinds[finding.kind] += 1
        for name in _FIELDS:
            if getattr(result.metadata, name):
                self.metadata[name] += 1
