"""A set of rules, and which of them hold for a document."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from cleaner.folding import fold
from cleaner.keys import key_of
from cleaner.plan import Plan
from cleaner.rule import Rule
from cleaner.view import View


@dataclass(frozen=True)
class RuleFile:
    """One compiled rule file; a ``bound`` one holds only for pages of its site."""

    name: str
    set: str
    rules: tuple[Rule, ...]
    hosts: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()
    at_least: int = 1
    bound: bool = False
    extends: tuple[str, ...] = ()
    disable: tuple[str, ...] = ()

    @cached_property
    def fingerprint(self) -> frozenset[str]:
        """Keys of the lines by which the site is known."""
        return frozenset(key_of(fold(line)) for line in self.seen)

    def holds(self, view: View, hostname: str | None) -> bool:
        """Tell whether the file is for this page: not bound to a site, or the host or enough of its lines are seen."""
        if not self.bound:
            return True
        if hostname and any(_is_host(hostname, host) for host in self.hosts):
            return True
        return bool(self.fingerprint) and len(self.fingerprint.intersection(view.keys)) >= self.at_least


def _is_host(hostname: str, pattern: str) -> bool:
    """``example.com`` is that host and its www; ``.example.com`` is it and every host below."""
    hostname, pattern = hostname.lower().rstrip("."), pattern.lower()
    if pattern.startswith("."):
        return hostname == pattern[1:] or hostname.endswith(pattern)
    return hostname.removeprefix("www.") == pattern.removeprefix("www.")


@dataclass(frozen=True)
class Rules:
    """All rules of a run: ``files`` in any order, ``hash`` a SHA-256 over what they say."""

    files: tuple[RuleFile, ...]
    hash: str = ""
    select: frozenset[str] = frozenset()
    ignore: frozenset[str] = frozenset()

    @cached_property
    def all(self) -> tuple[Rule, ...]:
        """Every selected rule, by id."""
        return tuple(sorted((r for f in self.files for r in f.rules if self._selected(r)), key=lambda rule: rule.id))

    @cached_property
    def generic(self) -> Plan:
        """The rules that hold for every document, with the files that are bound to no site applied."""
        return self._of([file for file in self.files if not file.bound])

    def for_view(self, view: View, hostname: str | None) -> Plan:
        """Return the rules that hold for one document."""
        bound = [file for file in self.files if file.bound and file.holds(view, hostname)]
        return self._of([*(file for file in self.files if not file.bound), *bound]) if bound else self.generic

    def _of(self, files: Sequence[RuleFile]) -> Plan:
        off = {rule_id for file in files for rule_id in file.disable}
        return Plan.of(r for f in files for r in f.rules if self._selected(r) and not _named(r, off))

    def _selected(self, rule: Rule) -> bool:
        return (not self.select or _named(rule, self.select)) and not _named(rule, self.ignore)


def _named(rule: Rule, names: Iterable[str]) -> bool:
    """A rule is named by its id, its set, or its group."""
    names = set(names)
    return not names.isdisjoint((rule.id, rule.id.partition("/")[0], rule.group)) if names else False
