"""Rule files laid out for checking: those under test, and the ones that they work beside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cleaner.errors import RuleFileError, SettingsError
from cleaner.rulefile import RuleSet, bundled_folder, parse_bundled
from cleaner.rulefile.loader import ParsedFile, parse_rule_file
from cleaner.rulefile.reading import read_rule_file, rule_paths


@dataclass(frozen=True, slots=True)
class Bench:
    """``targets`` are the files under test, ``beside`` the others of the set, ``faults`` what made files unreadable."""

    targets: tuple[ParsedFile, ...]
    beside: tuple[ParsedFile, ...]
    faults: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[ParsedFile, ...]:
        """Every file of the set."""
        return (*self.beside, *self.targets)

    def rules(self) -> RuleSet:
        """Compile the set; raises RuleFileError, also for the faults found so far."""
        if self.faults:
            raise RuleFileError("\n".join(self.faults))
        return RuleSet.of(self.files)


def lay_out(paths: Sequence[Path], isolated: bool = False) -> Bench:
    """Read the rule files to check: ``paths``, or the bundled ones where there are none.

    Bundled files stand beside, unless ``isolated``: then only the sets that ``paths`` extend do. A bundled file that
    is named in ``paths`` is taken once. Raises RuleFileError for a path that holds no rule file.
    """
    if not paths and isolated:
        raise SettingsError("--isolated leaves no rules: name rule files")
    if not paths:
        return Bench(parse_bundled(), ())
    found = [file for path in paths for file in rule_paths(path)]
    targets: list[ParsedFile] = []
    faults: list[str] = []
    for file in dict.fromkeys(found):
        try:
            targets.append(parse_rule_file(read_rule_file(file), str(file)))
        except RuleFileError as error:
            faults += str(error).splitlines()
    wanted = {name for file in targets for name in file.spec.extends}
    beside = tuple(
        file for file in _shipped(found) if not isolated or file.spec.set in wanted - {own.spec.set for own in targets}
    )
    faults += _missing_sets(targets, {file.spec.set for file in (*targets, *beside)})
    return Bench(tuple(targets), beside, tuple(faults))


def _shipped(found: Iterable[Path]) -> list[ParsedFile]:
    """Return the bundled files that are not among ``found``."""
    given = {path.resolve() for path in found}
    return [file for file in parse_bundled() if (bundled_folder().parent / file.name).resolve() not in given]


def _missing_sets(targets: Iterable[ParsedFile], known: set[str]) -> list[str]:
    return [
        f"{file.name}:{file.marks.place(('extends', index))}: no rule set {name!r} to extend; "
        f"known sets: {', '.join(sorted(known))}"
        for file in targets
        for index, name in enumerate(file.spec.extends)
        if name not in known
    ]
