"""Score the bundled rules on labelled pages as if nobody had seen the page's site: a pessimistic estimate.

Usage: python benchmarks/leave_one_site_out.py [--list] [SHARED]   (default: $CLEANER_SHARED, or ../shared)

SHARED holds seeds/, dev/ (gold.jsonl and pages) and tools/score.py, which scores every run. A site is the host of a
page's URL, or the page itself where none is known. Each page is cleaned three times:

- ``all``: with all rules;
- ``rules``: without the rules that do nothing on any page of another site nor in corpus/, where to do something is to
  take characters, alone or beside another rule, to read metadata or, for rules of evidence, to match a line;
- ``phrases``: without the templates and patterns, too, that match no line of those pages. What is left knows of the
  site only what others show as well.

Pessimistic, because a phrase that one of so few sites needs stands on many others; optimistic in one way: what rules
of form ask for was settled with every page in sight. --list prints each line that the last two runs treat otherwise
than the first: the run, page, line, label, what became of it (``left`` or ``taken``), the rule that takes it, and
``rule`` or ``phrase`` if that rule or some phrase of it was dropped, ``-`` if only its evidence was.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson

from cleaner import Cleaner, RuleSet
from cleaner.folding import fold
from cleaner.model import CleanResult
from cleaner.plan import Plan
from cleaner.rule import Rule
from cleaner.ruleset import Rules
from cleaner.view import View

PROJECT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("CLEANER_SHARED", PROJECT.parent / "shared"))
RUNS = ("all", "rules", "phrases")


@dataclass(frozen=True)
class Page:
    """A page with its gold row; those of corpus/ have none."""

    path: Path
    gold: Mapping[str, str]

    @cached_property
    def site(self) -> str:
        return urlsplit(self.gold.get("url") or "").hostname or self.path.stem

    def clean(self, rules: Rules) -> CleanResult:
        return Cleaner(rules).clean(self.path.read_bytes(), id=self.path.stem)


def labelled_pages(shared: Path) -> Iterator[Page]:
    for gold, folder in (("seeds", "seeds"), ("dev", "dev/text")):
        for row in map(json.loads, (shared / gold / "gold.jsonl").read_text(encoding="utf-8").splitlines()):
            yield Page(shared / folder / f"{row['id']}.txt", row)


@dataclass(frozen=True)
class Phrases:
    """Every template and pattern of a set as a rule of its own, to see which of them a page needs."""

    rules: Rules

    @cached_property
    def plan(self) -> Plan:
        parts = ((rule, n, phrase) for rule in self.rules.all for n, phrase in enumerate(phrases_of(rule)))
        return Plan.of(replace(with_phrases(rule, (phrase,)), id=f"{rule.id} {n}") for rule, n, phrase in parts)

    def needed(self, result: CleanResult) -> set[str]:
        """Return the rules that did something on a page, and the phrases that match one of its lines."""
        hits = set(self.plan.meet(View.of(result.document.text)).found)
        evidence = {rule.id for rule in self.rules.all if rule.fix == "none" or rule.kind == "keep"}
        read = (origin.get("rule", "") for origin in result.metadata.extra.get("origin", {}).values())
        owners = {hit.partition(" ")[0] for hit in hits}
        shadowed = (finding.rule for finding in result.findings if finding.kind == "shadowed")
        return hits.union(owners & evidence, (removal.rule_id for removal in result.removals), shadowed, read)

    def without(self, needed: Collection[str], *, each: bool) -> Rules:
        """Leave out the rules that are not needed, and with ``each`` the phrases."""
        kept = [
            replace(file, rules=tuple(left for rule in file.rules if (left := self._left(rule, needed, each))))
            for file in self.rules.files
        ]
        return replace(self.rules, files=tuple(kept))

    def _left(self, rule: Rule, needed: Collection[str], each: bool) -> Rule | None:
        spoken = tuple(phrase for n, phrase in enumerate(phrases_of(rule)) if f"{rule.id} {n}" in needed)
        if rule.id not in needed or (each and phrases_of(rule) and not spoken):
            return None
        return with_phrases(rule, spoken) if each and spoken else rule


def phrases_of(rule: Rule) -> tuple[object, ...]:
    found: tuple[object, ...] = getattr(rule.matcher, "templates", ()) or getattr(rule.matcher, "patterns", ())
    return found


def with_phrases(rule: Rule, phrases: tuple[object, ...]) -> Rule:
    name = "templates" if hasattr(rule.matcher, "templates") else "patterns"
    return replace(rule, matcher=replace(rule.matcher, **{name: phrases}))  # type: ignore[type-var]


def taken(result: CleanResult) -> dict[int, tuple[str, str]]:
    """Return the characters that each line lost, and the last rule that took some of them."""
    lost: dict[int, tuple[str, str]] = {}
    for removal in result.removals:
        # A removal at the end of the page starts with the newline of the line before it.
        first = 1 + result.document.text.count("\n", 0, removal.start)
        for number, piece in enumerate(removal.text.split("\n"), first):
            if fold(piece):
                lost[number] = removal.rule_id, lost.get(number, ("", ""))[1] + piece
    return lost


def differences(page: Page, before: CleanResult, after: CleanResult, dropped: Collection[str]) -> Iterator[str]:
    """Say what lines only one of two runs took."""
    first, second = taken(before), taken(after)
    lines = before.document.text.split("\n")
    for number in sorted(first.keys() | second.keys()):
        old, new = first.get(number, ("", "")), second.get(number, ("", ""))
        if old[1].strip() != new[1].strip():
            what, rule = ("left", old[0]) if len(new[1]) < len(old[1]) else ("taken", new[0])
            partly = any(name.startswith(f"{rule} ") for name in dropped)
            why = "rule" if rule in dropped else "phrase" if partly else "-"
            label, line = page.gold["labels"][number - 1], lines[number - 1].strip()
            yield "\t".join((page.path.stem, str(number), label, what, rule, why, line[:160]))


def score(shared: Path, pages: Iterable[Page], results: Mapping[Path, CleanResult]) -> dict[str, float]:
    """Let the scorer look at the results of one run; figures by name, metadata summed over its fields."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        raw, out = folder / "raw", folder / "out"
        raw.mkdir()
        out.mkdir()
        with (folder / "gold.jsonl").open("wb") as gold:
            for page in pages:
                gold.write(orjson.dumps(page.gold, option=orjson.OPT_APPEND_NEWLINE))
                (raw / page.path.name).symlink_to(page.path.resolve())
                result = results[page.path]
                (out / page.path.name).write_text(result.text + "\n", encoding="utf-8")
                (out / page.path.with_suffix(".json").name).write_bytes(orjson.dumps(result.to_record()))
        gold_and_folders: list[str | Path] = [folder / "gold.jsonl", raw, out]
        command = [sys.executable, shared / "tools" / "score.py", *gold_and_folders, "--json"]
        said: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    metadata = said.pop("metadata")
    fields = {f"{field} {kind}": n for field, counts in metadata.items() for kind, n in sorted(counts.items())}
    totals = sum((Counter(counts) for counts in metadata.values()), Counter[str]())
    return said | {f"metadata {kind}": totals[kind] for kind in ("stated", "found", "wrong", "false")} | fields


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("shared", nargs="?", type=Path, default=SHARED)
    parser.add_argument("--list", action="store_true", help="print every line that the runs differ in")
    options = parser.parse_args()
    rules = RuleSet.bundled()
    phrases = Phrases(rules)
    pages = list(labelled_pages(options.shared))
    results = {"all": {page.path: page.clean(rules) for page in pages}, "rules": {}, "phrases": {}}
    samples = [Page(path, {}).clean(rules) for path in sorted((PROJECT / "corpus").rglob("*.txt"))]
    common = set().union(*map(phrases.needed, samples))
    by_site: defaultdict[str, set[str]] = defaultdict(set)
    for page in pages:
        by_site[page.site] |= phrases.needed(results["all"][page.path])
    for site in by_site:
        needed = common.union(*(needs for other, needs in by_site.items() if other != site))
        for run in RUNS[1:]:
            fewer = phrases.without(needed, each=run == "phrases")
            dropped = by_site[site] - needed
            for page in pages:
                if page.site == site:
                    results[run][page.path] = page.clean(fewer)
                    if options.list:
                        before = results["all"][page.path]
                        for said in differences(page, before, results[run][page.path], dropped):
                            print(f"{run}\t{said}")
    figures = {run: score(options.shared, pages, results[run]) for run in RUNS}
    print(f"\n{'':20s}" + "".join(f"{run:>10s}" for run in RUNS))
    for name in dict.fromkeys(name for said in figures.values() for name in said):
        print(f"{name:20s}" + "".join(f"{figures[run].get(name, 0):>10}" for run in RUNS))


if __name__ == "__main__":
    main()
