"""Which findings are reported, at which severity: select, ignore, per-file ignores, severities of the project."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import get_args

from cleaner.checks import CHECKS
from cleaner.checks.model import PageFinding
from cleaner.errors import SettingsError
from cleaner.inspection.outcome import about, shown
from cleaner.model import Kind, Severity
from cleaner.rule import Rule
from cleaner.settings import Loaded, below, did_you_mean, matches


class Choice:
    """The choices of a project; keeps count of the per-file ignores that were of use."""

    def __init__(self, loaded: Loaded, rules: Iterable[Rule]) -> None:
        """Check that every name in the settings is one; raises SettingsError that names the closest."""
        self.loaded = loaded
        settings = loaded.settings
        self.select, self.ignore = frozenset(settings.select), frozenset(settings.ignore)
        self.severity = settings.severity
        self.per_file = {pattern: frozenset(names) for pattern, names in settings.per_file_ignores.items()}
        self.groups = {rule.id: rule.group for rule in rules}
        self.used: set[tuple[str, str]] = set()
        known = {*self.groups, *self.groups.values(), *CHECKS, *get_args(Kind)} - {""}
        known |= {name.partition("/")[0] for name in (*self.groups, *CHECKS)}
        given = {
            "select": self.select,
            "ignore": self.ignore,
            "severity": frozenset(self.severity),
            "per-file-ignores": frozenset().union(*self.per_file.values()),
        }
        where = f"{loaded.source}: " if loaded.source else ""
        for key, names in given.items():
            for name in sorted(names - known):
                hint = did_you_mean(name, known) or "; see cleaner rules list and cleaner check --list"
                raise SettingsError(f"{where}{key}: no rule, check, set or kind is called {name!r}{hint}")

    def reported(self, finding: PageFinding, name: str, read: bool = True) -> PageFinding | None:
        """Return a finding in the file called ``name`` at its severity here, or None where it is not to be reported.

        A page that could not be read (``read`` is false) is reported whatever ``select`` says, and only the id of the
        check leaves it out: silence would pass for clean.
        """
        names = self._names(finding)
        if read and self.select and names.isdisjoint(self.select) and "file" not in names:
            return None
        silencing = names if read else frozenset({finding.rule})
        if not silencing.isdisjoint(self.ignore):
            return None
        for pattern, ignored in self.per_file.items():
            if not silencing.isdisjoint(ignored) and matches(name, (pattern,)):
                self.used |= {(pattern, used) for used in silencing & ignored}
                return None
        severity = self._severity(finding, silencing)
        if severity == finding.severity:
            return finding
        return None if severity == "off" else replace(finding, severity=severity)

    def _severity(self, finding: PageFinding, silencing: frozenset[str]) -> Severity:
        """Return the severity by the most exact name that the settings give one: id, then group, kind, set.

        Only ``silencing`` names can turn a finding off.
        """
        order = (finding.rule, self.groups.get(finding.rule, ""), finding.kind, finding.rule.partition("/")[0])
        given = ((name, self.severity[name]) for name in order if name in self.severity)
        return next((level for name, level in given if level != "off" or name in silencing), finding.severity)

    def _names(self, finding: PageFinding) -> frozenset[str]:
        group = self.groups.get(finding.rule) or finding.rule
        return frozenset((finding.rule, finding.rule.partition("/")[0], group, finding.kind))

    def unused(self, paths: Sequence[str]) -> Iterator[PageFinding]:
        """Yield a finding for each per-file ignore of no use, of those whose files all lie below ``paths``."""
        given = [below(self.loaded.root, path) for path in paths]
        for pattern, ignored in self.per_file.items():
            if any(_covers(path, pattern) for path in given):
                for name in sorted(ignored):
                    if (pattern, name) not in self.used:
                        message = f"per-file-ignores: {name!r} silences nothing in {pattern!r}; take it out"
                        yield about("settings/unused-ignore", message, shown(self.loaded.source))


def _covers(path: str, pattern: str) -> bool:
    """Tell whether all files that a pattern can fit lie at or below a path."""
    if path == ".":
        return True
    if "/" not in pattern:
        return False
    fixed = pattern.partition("*")[0].partition("?")[0]
    return fixed.startswith(path.rstrip("/") + "/")


def rank_by_place(findings: Iterable[PageFinding]) -> tuple[PageFinding, ...]:
    """Return findings in the order of files and places."""
    return tuple(sorted(findings, key=lambda finding: finding.order))


def documentation(rules: Iterable[Rule]) -> Mapping[str, str]:
    """Return the first line of documentation of every rule and check."""
    return {rule.id: rule.message for rule in rules} | {check.id: check.summary for check in CHECKS.values()}
