"""Finding the files to read, and what each is called in the output."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from cleaner.errors import ReadError, SettingsError
from cleaner.sources.opening import missing_extra, stem_of
from cleaner.sources.page import Input

SUFFIXES: Mapping[str, tuple[str, ...]] = {
    "txt": (".txt",),
    "html": (".html", ".htm", ".xhtml"),
    "jsonl": (".jsonl", ".ndjson"),
    "parquet": (".parquet",),
    "warc": (".warc", ".wet"),
}
PAGE_FORMATS = ("txt", "html")
PassedOver = Callable[[str, str], None]  # is told a path and why it is not read
_BY_SUFFIX = {suffix: name for name, suffixes in SUFFIXES.items() for suffix in suffixes}


def format_of(name: str) -> str | None:
    """Return the format that the name of a file tells, None where it tells none."""
    return _BY_SUFFIX.get(stem_of(name)[1])


def find_inputs(
    paths: Iterable[Path | str], input_format: str | None = None, passed_over: PassedOver = lambda path, reason: None
) -> list[Input]:
    """Return every readable kind of file at or below ``paths``, sorted by id.

    In a folder that holds pages (text, HTML) a collection is read only where ``input_format`` or its own path asks,
    and links to folders are not followed; ``passed_over`` is told of both.

    A path with ``://`` in it is a URL for fsspec; one with ``*`` in it may name many files. Raises ReadError for a
    path that does not exist, SettingsError where no file is found at all.
    """
    paths = list(paths)
    found: list[Input] = []
    for path in paths:
        if isinstance(path, str) and "://" in path:
            found += _remote(path, input_format)
            continue
        path = Path(path)
        if path.is_dir():
            found += _pages_first(_walk(path, input_format, passed_over), passed_over)
        elif path.exists():
            found.append(_input(path, path.name, input_format))
        else:
            raise ReadError(f"{path}: no such file or folder; check the path")
    if not found:
        suffixes = ", ".join(sorted(SUFFIXES[input_format] if input_format else _BY_SUFFIX))
        raise SettingsError(f"{', '.join(map(str, paths))}: no pages found; looked for files ending in {suffixes}")
    found.sort(key=lambda item: (os.fsencode(item.id), os.fsencode(item.location)))
    return list(_told_apart(found))


def _pages_first(below: Iterable[Input], passed_over: PassedOver) -> list[Input]:
    """Leave out collections (jsonl, parquet, warc) that lie beside pages: there they are notes about the pages."""
    below = list(below)
    pages = [found for found in below if found.format in PAGE_FORMATS]
    for found in below if pages else ():
        if found.format not in PAGE_FORMATS:
            passed_over(found.location, f"{found.format} beside pages; name it to read it")
    return pages or below


def _input(path: Path, name: str, input_format: str | None, url: str | None = None) -> Input:
    folder, slash, file = name.rpartition("/")
    stem, suffix = stem_of(file)
    return Input(path, folder + slash + stem, input_format or _BY_SUFFIX.get(suffix, "txt"), url)


def _walk(folder: Path, input_format: str | None, passed_over: PassedOver) -> Iterator[Input]:
    suffixes = SUFFIXES[input_format] if input_format else tuple(_BY_SUFFIX)
    stack = [os.fspath(folder)]
    below = len(os.path.join(stack[0], ""))
    while stack:
        inner = stack.pop()
        try:
            entries = list(os.scandir(inner))
        except OSError as error:
            if inner == os.fspath(folder):
                raise ReadError(f"{inner}: cannot be listed: {error.strerror}") from error
            # It fails like a page that cannot be read, and the others are read.
            yield _input(Path(inner), inner[below:].replace(os.sep, "/"), input_format)
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                stack.append(entry.path)
            elif entry.is_symlink() and entry.is_dir():
                passed_over(entry.path, "a link to a folder; name it to read it")
            elif stem_of(entry.name)[1] in suffixes:
                yield _input(Path(entry.path), entry.path[below:].replace(os.sep, "/"), input_format)


def _remote(url: str, input_format: str | None) -> Iterator[Input]:
    try:
        import fsspec
    except ImportError:
        raise missing_extra(url, "fsspec") from None
    try:
        system, path = fsspec.core.url_to_fs(url)
        if "*" in url:
            names = sorted(system.glob(path))
        elif system.isdir(path):
            names = sorted(name for name in system.find(path) if stem_of(name)[1] in _BY_SUFFIX)
        else:
            yield _input(Path(PurePosixPath(url).name), PurePosixPath(url).name, input_format, url)
            return
    except (ImportError, OSError, ValueError) as error:
        raise ReadError(f"{url}: {error or type(error).__name__}; check the address") from error
    root = str(path).partition("*")[0].rpartition("/")[0] if "*" in url else str(path).rstrip("/")
    for name in names:
        below = name[len(root) :].lstrip("/")
        yield _input(Path(PurePosixPath(name).name), below, input_format, system.unstrip_protocol(name))


def _told_apart(found: list[Input]) -> Iterator[Input]:
    """Give files of one id ids of their own: the suffix joins the name (``a.html`` beside ``a.txt``), then a number."""
    count: dict[str, int] = {}
    for item in found:
        count[item.id] = count.get(item.id, 0) + 1
    used: set[str] = {item.id for item in found if count[item.id] == 1}
    for item in found:
        name = item.id
        if count[name] > 1:
            stem = name = str(PurePosixPath(item.id).parent / PurePosixPath(item.location).name)
            number = 2
            while name in used:
                name = f"{stem}-{number}"
                number += 1
            used.add(name)
        yield replace(item, id=name)
