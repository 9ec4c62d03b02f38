"""From paths on the command line to pages to look at; nothing is opened here."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cleaner.errors import SettingsError
from cleaner.settings import Loaded, below, matches

_RECORD = ".json"


@dataclass(frozen=True, slots=True)
class Target:
    """A page to look at: ``path`` as it is shown, ``name`` as patterns and baselines know it."""

    path: str
    name: str

    @property
    def record(self) -> str:
        """Path of the record that belongs to the page, there or not."""
        return os.path.splitext(self.path)[0] + _RECORD


def find_targets(paths: Iterable[str], loaded: Loaded) -> list[Target]:
    """Return the pages at or below ``paths``, each once, sorted.

    Of a folder, the files that fit ``include``, hidden ones left out; a file that is named is a page whatever its name,
    but a record stands for the text beside it. ``exclude`` holds for all. Raises SettingsError where a path does not
    exist, or nothing is left to look at.
    """
    paths = list(paths)
    found: dict[str, Target] = {}
    for path in paths:
        if os.path.isdir(path):
            names = _walk(path, loaded)
        elif os.path.lexists(path):
            names = _named(path)
        else:
            raise SettingsError(f"{path}: no such file or folder; check the path")
        for name in names:
            target = Target(name, below(loaded.root, name))
            if not matches(target.name, loaded.settings.exclude):
                found.setdefault(os.path.abspath(name), target)
    if not found:
        looked = ", ".join(loaded.settings.include)
        left_out = f"; exclude leaves out {', '.join(loaded.settings.exclude)}" if loaded.settings.exclude else ""
        raise SettingsError(f"{', '.join(paths)}: no pages to check; looked for {looked}{left_out}")
    return sorted(found.values(), key=lambda target: target.path)


def _named(path: str) -> Iterator[str]:
    stem, suffix = os.path.splitext(path)
    if suffix.lower() != _RECORD:
        yield path
    elif os.path.lexists(stem + ".txt"):
        yield stem + ".txt"


def _walk(folder: str, loaded: Loaded) -> Iterator[str]:
    stack = [folder]
    while stack:
        current = stack.pop()
        try:
            entries = list(os.scandir(current))
        except OSError as error:
            raise SettingsError(f"{current}: cannot be listed: {error.strerror}") from error
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                if not matches(below(loaded.root, entry.path), loaded.settings.exclude):
                    stack.append(entry.path)
            elif matches(below(loaded.root, entry.path), loaded.settings.include):
                yield entry.path
