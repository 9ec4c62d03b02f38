"""From paths on the command line to files to look at; nothing is opened here."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cleaner.errors import SettingsError
from cleaner.settings import Loaded, below, matches
from cleaner.sources.finding import format_of
from cleaner.sources.opening import COMPRESSIONS

_RECORD = ".json"
MANY = ("jsonl", "parquet")  # formats whose files hold many pages


@dataclass(frozen=True, slots=True)
class Target:
    """A file to look at: ``path`` as it is shown, ``name`` as patterns and baselines know it, and how it is read.

    HTML and web archives are what a corpus is made of, and no corpus: they are read as text, which they are not.
    """

    path: str
    name: str
    root: str = ""
    format: str = "txt"

    @property
    def many(self) -> bool:
        """Whether the file holds many pages, one a row."""
        return self.format in MANY

    @property
    def plain(self) -> bool:
        """Whether the file is text that can be written back in place."""
        return not self.many and not self.path.lower().endswith(COMPRESSIONS)

    @property
    def key(self) -> str:
        """The absolute path."""
        return f"{self.root}/{self.name}"

    @property
    def record(self) -> str:
        """Path of the record that belongs to the page, there or not."""
        return os.path.splitext(self.path)[0] + _RECORD


def find_targets(paths: Iterable[str], loaded: Loaded, maybe_none: bool = False) -> list[Target]:
    """Return the files at or below ``paths``, each once, sorted.

    Of a folder, the files that fit ``include`` in upper or lower case, those in hidden folders left out; where pages
    lie beside files of many pages, only the pages, as the others are notes about them. A file that is named is looked
    at whatever its name, but a record stands for the text beside it. ``exclude`` holds for all. Raises SettingsError
    where a path does not exist, or nothing is left to look at; with ``maybe_none``, that is an empty list where only
    files were named.
    """
    paths = list(paths)
    found: dict[str, Target] = {}
    for path in paths:
        if os.path.isdir(path):
            targets = _pages_first(_walk(path, below(loaded.root, path), loaded))
        elif os.path.lexists(path):
            targets = (target_of(name, loaded) for name in _named(path))
        else:
            raise SettingsError(f"{path}: no such file or folder; check the path")
        for target in targets:
            if not matches(target.name, loaded.settings.exclude):
                found.setdefault(target.name, target)
    if not found and not (maybe_none and not any(map(os.path.isdir, paths))):
        looked = ", ".join(loaded.settings.include)
        left_out = f"; exclude leaves out {', '.join(loaded.settings.exclude)}" if loaded.settings.exclude else ""
        raise SettingsError(f"{', '.join(paths)}: no pages to check; looked for {looked}{left_out}")
    return sorted(found.values(), key=lambda target: target.path)


def target_of(path: str, loaded: Loaded) -> Target:
    """Return the target that a path of a file names."""
    return _target(path, below(loaded.root, path), loaded)


def _target(path: str, name: str, loaded: Loaded) -> Target:
    known = format_of(os.path.basename(name))
    return Target(path, name, str(loaded.root), known if known in MANY else "txt")


def _named(path: str) -> Iterator[str]:
    stem, suffix = os.path.splitext(path)
    if suffix.lower() != _RECORD:
        yield path
    elif os.path.lexists(stem + ".txt"):
        yield stem + ".txt"


def _pages_first(targets: Iterable[Target]) -> Iterable[Target]:
    targets = list(targets)
    return [target for target in targets if not target.many] or targets


def _walk(folder: str, name: str, loaded: Loaded) -> Iterator[Target]:
    include = [pattern.lower() for pattern in loaded.settings.include]
    stack = [(folder, "" if name == "." else f"{name}/")]
    while stack:
        folder, prefix = stack.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError:
            yield _target(folder, prefix.rstrip("/") or ".", loaded)  # reading it will tell why not
            continue
        for entry in entries:
            name = prefix + entry.name
            if entry.is_dir(follow_symlinks=False):
                if not (entry.name.startswith(".") or matches(name, loaded.settings.exclude)):
                    stack.append((entry.path, f"{name}/"))
            elif matches(name.lower(), include):
                yield _target(entry.path, name, loaded)
