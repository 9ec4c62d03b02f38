"""What a run of ``cleaner check`` found, as every output format gets it."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from cleaner.checks.model import PageFinding
from cleaner.model import Severity

RANK: Mapping[Severity, int] = {"off": 0, "info": 1, "warning": 2, "error": 3}


@dataclass(frozen=True)
class Report:
    """Findings in order of place; ``checked`` counts pages that were read, ``unread`` those that could not be.

    ``known`` counts findings that a baseline holds, ``changed`` names the files that were fixed (or would be, with
    ``wrote`` false), ``pages`` maps each rule or check to the first line of its documentation.
    """

    findings: tuple[PageFinding, ...]
    checked: int
    unread: int
    fail_on: Severity = "error"
    known: int = 0
    changed: tuple[str, ...] = ()
    wrote: bool = True
    pages: Mapping[str, str] = field(default_factory=dict)

    @property
    def failing(self) -> int:
        """How many findings are at or above ``fail_on``."""
        return sum(RANK[finding.severity] >= RANK[self.fail_on] for finding in self.findings)

    @property
    def exit_code(self) -> int:
        """0 clean, 1 findings at or above ``fail_on`` or files changed, 2 where nothing could be read."""
        if not self.checked:
            return 2
        return 1 if self.failing or self.changed else 0

    @property
    def counts(self) -> Mapping[str, int]:
        """How often each rule or check was found, the most frequent first."""
        found = Counter(finding.rule for finding in self.findings)
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))

    @property
    def summary(self) -> str:
        """One line: what was looked at, what was found, and why the exit code is what it is."""
        if not self.checked:
            return f"{_many(self.unread, 'page')} given and none could be read, nothing was checked: exit 2"
        parts = [f"{_many(self.checked, 'page')} checked"]
        if self.unread:
            parts.append(f"{self.unread:,} could not be read")
        levels = Counter(finding.severity for finding in self.findings)
        names: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "remark"}
        parts += [_many(levels[level], name) for level, name in names.items() if levels[level]] or ["no findings"]
        if self.known:
            parts.append(f"{self.known:,} known from the baseline")
        if self.changed:
            parts.append(f"{_many(len(self.changed), 'file')} {'changed' if self.wrote else 'would be changed'}")
        safe, rest = (sum(finding.fix == kind for finding in self.findings) for kind in ("safe", "unsafe"))
        if safe:
            parts.append(f"{safe:,} fixable with --fix")
        if rest:
            parts.append(f"{rest:,} with --unsafe-fixes")
        return f"{', '.join(parts)}: {self._reason()}"

    def _reason(self) -> str:
        if self.failing:
            what = "an error" if self.fail_on == "error" else f"a finding of severity {self.fail_on} or above"
            return f"exit 1, because there is {what}"
        if self.changed:
            return "exit 1, because files needed a fix"
        return f"exit 0, nothing reaches --fail-on {self.fail_on}" if self.findings else "exit 0"


def _many(count: int, name: str) -> str:
    return f"{count:,} {name}{'' if count == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Display:
    """How text is shown: ``paint`` adds colour to a part, ``show`` makes text of a page fit for where it goes."""

    paint: Callable[[str, str], str] = lambda text, style: text
    show: Callable[[str], str] = lambda text: text
