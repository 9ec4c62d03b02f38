"""Rule files: the bundled ones and a user's own, as one checked rule set.

What reads and checks them is imported late: a set that the cache holds needs neither.
"""

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from cleaner.errors import RuleFileError
from cleaner.rulefile.compiled import recall
from cleaner.rulefile.reading import bundled_folder, read_rule_file, rule_paths
from cleaner.ruleset import Rules

if TYPE_CHECKING:
    from cleaner.rulefile.loader import ParsedFile

__all__ = ["RuleSet", "bundled_folder", "parse_bundled"]


@cache
def _read_bundled() -> tuple[tuple[str, str], ...]:
    folder = bundled_folder()
    return tuple((f"rules/{path.relative_to(folder).as_posix()}", read_rule_file(path)) for path in rule_paths(folder))


@cache
def parse_bundled() -> "tuple[ParsedFile, ...]":
    """Read and check the bundled rule files, once."""
    from cleaner.rulefile.loader import parse_rule_file

    return tuple(parse_rule_file(text, name) for name, text in _read_bundled())


_BUNDLED: dict[type, Any] = {}


class RuleSet(Rules):
    """A checked set of rules, ready to clean with."""

    @classmethod
    def bundled(cls) -> Self:
        """Return the rules that ship with cleaner."""
        # Bundled rules never change while a program runs; every Cleaner shares them.
        if cls not in _BUNDLED:
            said = f"bundled {cls.__qualname__}"
            _BUNDLED[cls] = recall(_read_bundled(), said, cls, lambda: cls.of(parse_bundled()))
        made: Self = _BUNDLED[cls]
        return made

    @classmethod
    def load(cls, *paths: str | PathLike[str], bundled: bool = False) -> Self:
        """Load rule files or folders, with the bundled sets that they extend, or all of them where ``bundled``.

        Raises RuleFileError, whose message starts with ``file:line:column``.
        """
        texts = tuple((str(found), read_rule_file(found)) for path in paths for found in rule_paths(Path(path)))
        if not texts and not bundled:
            raise RuleFileError("no rule files given; name a .yaml file or a folder, or use the bundled rules")
        said = f"load {cls.__qualname__} {bundled}"
        return recall((*_read_bundled(), ("", ""), *texts), said, cls, lambda: cls._load(texts, bundled))

    @classmethod
    def _load(cls, texts: Sequence[tuple[str, str]], bundled: bool) -> Self:
        from cleaner.rulefile.loader import parse_rule_file

        files = [parse_rule_file(text, name) for name, text in texts]
        own = {file.spec.set for file in files}
        known = {file.spec.set for file in parse_bundled()}
        for file in files:
            for index, name in enumerate(file.spec.extends):
                if name not in own | known:
                    place = file.marks.place(("extends", index))
                    choices = ", ".join(sorted(known))
                    raise RuleFileError(f"{file.name}:{place}: no rule set {name!r} to extend; bundled sets: {choices}")
        wanted = known if bundled else _extended(files) - own
        shipped = [file for file in parse_bundled() if file.spec.set in wanted] if wanted else []
        return cls.of((*shipped, *files))

    @classmethod
    def of(cls, parsed: "Sequence[ParsedFile]") -> Self:
        """Compile parsed files to one set; raises RuleFileError for ids used twice and names of no rule."""
        from cleaner.rulefile.loader import compile_file

        _check_names(parsed)
        digest = hashlib.sha256()
        for said in sorted(file.spec.model_dump_json() for file in parsed):
            digest.update(said.encode())
        rules = cls(
            tuple(sorted(map(compile_file, parsed), key=lambda file: (file.set, file.name))), digest.hexdigest()
        )
        if not rules.all:
            raise RuleFileError("no rules: " + (", ".join(f.name for f in parsed) or "no rule files") + " hold none")
        return rules


def _extended(files: "Iterable[ParsedFile]") -> set[str]:
    """Return the sets that files extend, and those that these extend in turn."""
    found: set[str] = set()
    waiting = [name for file in files for name in file.spec.extends]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [more for file in parse_bundled() if file.spec.set == name for more in file.spec.extends]
    return found


def _check_names(parsed: "Sequence[ParsedFile]") -> None:
    """Check that ids are used once, and that conditions name rules or groups that exist."""
    home: dict[str, str] = {}
    names: set[str] = set()
    for file in parsed:
        for index, rule in enumerate(file.spec.rules):
            full = f"{file.spec.set}/{rule.id}"
            if full in home:
                place = file.marks.place(("rules", index, "id"))
                raise RuleFileError(f"{file.name}:{place}: the rule {full!r} stands in {home[full]} too; rename one")
            home[full] = file.name
            names |= {full, rule.id, rule.group}
    for file in parsed:
        for index, rule in enumerate(file.spec.rules):
            references: list[tuple[tuple[str | int, ...], list[str]]] = [
                (("where", key), getattr(rule.where, key)) for key in ("before", "after", "beside", "over", "under")
            ]
            if rule.shape is not None:
                references.append((("shape", "holding"), rule.shape.holding))
            for number, end in enumerate(rule.end):
                references += [(("end", number, "if_after"), end.if_after), (("end", number, "to"), end.to)]
            for path, wanted in references:
                for name in wanted:
                    if name not in names and name not in ("landmark", "end"):
                        place = file.marks.place(("rules", index, *path))
                        raise RuleFileError(f"{file.name}:{place}: {rule.id}: no rule or group is called {name!r}")
