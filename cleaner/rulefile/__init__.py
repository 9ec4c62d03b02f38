"""Rule files on disk: the bundled ones and a user's own, as one checked rule set."""

import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from os import PathLike
from pathlib import Path
from typing import Self

from cleaner.errors import RuleFileError
from cleaner.rulefile.loader import ParsedFile, compile_file, parse_rule_file, read_rule_file, rule_paths
from cleaner.ruleset import Rules


def bundled_folder() -> Path:
    """Return the folder of the rule files that ship with cleaner."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "rules"
    return inside if inside.is_dir() else package.parent / "rules"


@cache
def parse_bundled() -> tuple[ParsedFile, ...]:
    """Read and check the bundled rule files, once."""
    folder = bundled_folder()
    return tuple(
        parse_rule_file(read_rule_file(path), f"rules/{path.relative_to(folder).as_posix()}")
        for path in rule_paths(folder)
    )


def parse_paths(paths: Iterable[str | PathLike[str]]) -> tuple[ParsedFile, ...]:
    """Read and check rule files and folders of them; raises RuleFileError."""
    return tuple(
        parse_rule_file(read_rule_file(found), str(found)) for path in paths for found in rule_paths(Path(path))
    )


class RuleSet(Rules):
    """A checked set of rules, ready to clean with."""

    @classmethod
    def bundled(cls) -> Self:
        """Return the rules that ship with cleaner."""
        return cls.of(parse_bundled())

    @classmethod
    def load(cls, *paths: str | PathLike[str], bundled: bool = False) -> Self:
        """Load rule files or folders, with the bundled sets that they extend, or all of them where ``bundled``.

        Raises RuleFileError, whose message starts with ``file:line:column``.
        """
        files = list(parse_paths(paths))
        if not files and not bundled:
            raise RuleFileError("no rule files given; name a .yaml file or a folder, or use the bundled rules")
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
    def of(cls, parsed: Sequence[ParsedFile]) -> Self:
        """Compile parsed files to one set; raises RuleFileError for ids used twice and names of no rule."""
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


def _extended(files: Iterable[ParsedFile]) -> set[str]:
    """Return the sets that files extend, and those that these extend in turn."""
    found: set[str] = set()
    waiting = [name for file in files for name in file.spec.extends]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [more for file in parse_bundled() if file.spec.set == name for more in file.spec.extends]
    return found


def _check_names(parsed: Sequence[ParsedFile]) -> None:
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
