"""Known findings: a corpus that is dirty today may stay so, and nothing new comes in.

An entry is a path, a rule, a hash of the folded text and a count. Line numbers are no part of it, so that moving text
changes nothing; where a file is gone, its entries follow the same text under a new name.
"""

import os
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

import orjson

from cleaner.checks.model import PageFinding
from cleaner.errors import SettingsError
from cleaner.settings import below
from cleaner.sinks.atomic import write_file

_VERSION = 1
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Split:
    """Findings that a baseline does not hold, how many it does, its entries that hold on (under the names that files
    have today), and those that nothing matched.
    """

    new: tuple[PageFinding, ...]
    known: int
    kept: Counter[Key]
    stale: Counter[Key]


def read_baseline(path: Path) -> Counter[Key]:
    """Return the entries of a baseline file; raises SettingsError."""
    try:
        data = orjson.loads(path.read_bytes())
        if data["cleaner-baseline"] != _VERSION:
            raise SettingsError(f"{path}: a baseline of another version; make it anew with cleaner baseline create")
        return Counter({(e["path"], e["rule"], e["text"]): int(e["count"]) for e in data["findings"]})
    except OSError as error:
        raise SettingsError(
            f"{path}: cannot be read: {error.strerror}; make it with cleaner baseline create"
        ) from error
    except (ValueError, KeyError, TypeError):
        raise SettingsError(f"{path}: is no baseline; make it anew with cleaner baseline create") from None


def write_baseline(path: Path, entries: Counter[Key]) -> None:
    """Write entries, sorted, so that a change is a small diff; raises WriteError."""
    rows = [
        {"path": name, "rule": rule, "text": mark, "count": count}
        for (name, rule, mark), count in sorted(entries.items())
        if count > 0
    ]
    data = {"cleaner-baseline": _VERSION, "findings": rows}
    write_file(path, orjson.dumps(data, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def entries_of(findings: Iterable[PageFinding], root: Path) -> Counter[Key]:
    """Return the entries that hold these findings."""
    return Counter(_key(finding, root) for finding in findings)


def split(findings: Iterable[PageFinding], entries: Counter[Key], root: Path, checked: Collection[str]) -> Split:
    """Tell known findings from new ones.

    ``checked`` are the names of the files looked at. Only entries for these, and for files that are gone, can be stale.
    """
    left = entries.copy()
    new: list[PageFinding] = []
    held: Counter[Key] = Counter()
    for finding in findings:
        key = _key(finding, root)
        if left[key] > 0:
            left[key] -= 1
            held[key] += 1
        else:
            new.append(finding)
    gone = {name for name, _, _ in left if not os.path.lexists(root / name)}
    moved: dict[tuple[str, str], list[Key]] = defaultdict(list)
    for key, count in sorted(left.items()):
        if key[0] in gone and key[2]:
            moved[key[1:]] += [key] * count
    still: list[PageFinding] = []
    for finding in new:
        followed = moved.get((finding.rule, finding.fingerprint))
        if followed:
            left[followed.pop(0)] -= 1
            held[_key(finding, root)] += 1
        else:
            still.append(finding)
    stale = Counter({key: count for key, count in left.items() if count > 0 and (key[0] in gone or key[0] in checked)})
    return Split(tuple(still), held.total(), (left - stale) + held, stale)


def _key(finding: PageFinding, root: Path) -> Key:
    name = below(root, finding.path).encode("utf-8", "backslashreplace").decode("utf-8")
    return name, finding.rule, finding.fingerprint
