"""Count the repairs of one text, in the order of their first use."""

from dataclasses import dataclass, field

from cleaner.model import Repair


@dataclass(slots=True)
class Log:
    """A running tally of repairs."""

    counts: dict[tuple[str, str], int] = field(default_factory=dict)

    def add(self, step: str, detail: str, count: int = 1) -> None:
        """Count ``count`` more repairs of this kind."""
        if count:
            key = (step, detail)
            self.counts[key] = self.counts.get(key, 0) + count

    def merge(self, other: "Log") -> None:
        """Count what ``other`` counted."""
        for (step, detail), count in other.counts.items():
            self.add(step, detail, count)

    def story(self) -> str:
        """Return the first misreading undone, or nothing."""
        return next((detail for step, detail in self.counts if step == "mojibake"), "")

    def repairs(self) -> tuple[Repair, ...]:
        """Return the tally as values."""
        return tuple(Repair(step, detail, count) for (step, detail), count in self.counts.items())
