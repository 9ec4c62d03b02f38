"""Where pages come from: files found below the given paths, one module a format.

``FORMATS`` is the registry: a new format is one file and one line here. Reading is lazy; nothing is kept open.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cleaner.errors import ReadError, SettingsError
from cleaner.sources.html import read_html
from cleaner.sources.page import Page
from cleaner.sources.text import read_text

Reader = Callable[["Input"], Iterator[Page]]


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read: ``id`` is its path below the folder that was given, without the suffix, with ``/``."""

    path: Path
    id: str
    format: str


FORMATS: Mapping[str, tuple[tuple[str, ...], Reader]] = {
    "txt": ((".txt",), lambda found: read_text(found.path, found.id)),
    "html": ((".html", ".htm"), lambda found: read_html(found.path, found.id)),
}
_BY_SUFFIX = {suffix: name for name, (suffixes, _) in FORMATS.items() for suffix in suffixes}


def find_inputs(paths: Iterable[Path], input_format: str | None = None) -> list[Input]:
    """Return every readable kind of file at or below ``paths``, sorted by id.

    Raises ReadError for a path that does not exist, SettingsError where no file is found at all or where two files
    would write the same output.
    """
    paths = list(paths)
    found: list[Input] = []
    for path in paths:
        if path.is_dir():
            found += [
                Input(file, file.relative_to(path).with_suffix("").as_posix(), name)
                for file, name in _walk(path, input_format)
            ]
        elif path.exists():
            found.append(Input(path, path.stem, input_format or _BY_SUFFIX.get(path.suffix.lower(), "txt")))
        else:
            raise ReadError(f"{path}: no such file or folder; check the path")
    if not found:
        suffixes = ", ".join(sorted(_BY_SUFFIX))
        raise SettingsError(f"{', '.join(map(str, paths))}: no pages found; looked for files ending in {suffixes}")
    found.sort(key=lambda item: (item.id, str(item.path)))
    return list(_told_apart(found))


def _walk(folder: Path, input_format: str | None) -> Iterator[tuple[Path, str]]:
    suffixes = FORMATS[input_format][0] if input_format else tuple(_BY_SUFFIX)
    stack = [os.fspath(folder)]
    while stack:
        try:
            entries = list(os.scandir(stack.pop()))
        except OSError as error:
            raise ReadError(f"{error.filename}: cannot be listed: {error.strerror}") from error
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                stack.append(entry.path)
            elif entry.name.lower().endswith(suffixes):
                file = Path(entry.path)
                yield file, input_format or _BY_SUFFIX[file.suffix.lower()]


def _told_apart(found: list[Input]) -> Iterator[Input]:
    """Give files of one id ids of their own: the suffix joins the name (``a.html`` beside ``a.txt``), then a number."""
    count: dict[str, int] = {}
    for item in found:
        count[item.id] = count.get(item.id, 0) + 1
    used: set[str] = {item.id for item in found if count[item.id] == 1}
    for item in found:
        name = item.id
        if count[name] > 1:
            stem = name = item.id + item.path.suffix
            number = 2
            while name in used:
                name = f"{stem}-{number}"
                number += 1
            used.add(name)
        yield Input(item.path, name, item.format)


def read_pages(found: Input) -> Iterator[Page]:
    """Read the pages of one file; raises ReadError."""
    return FORMATS[found.format][1](found)
