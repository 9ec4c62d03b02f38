"""Settings: ``[tool.cleaner]`` in pyproject.toml, or cleaner.toml, the nearest upwards.

Every key has a default and a description; a key that is not known is an error that names the closest one.
"""

import difflib
import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, ValidationError, field_validator

from cleaner.errors import SettingsError
from cleaner.model import Severity

FILES = ("cleaner.toml", "pyproject.toml")
PACKED = ("", ".gz", ".zst", ".bz2", ".xz")
Level = Literal["error", "warning", "info"]


class Settings(BaseModel):
    """What a project says about its corpus; options of the command line win over it."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=lambda name: name.replace("_", "-"),
                              validate_by_name=True)  # fmt: skip

    rules: tuple[str, ...] = Field((), description="Rule files or folders beside the bundled rules.")
    isolated: StrictBool = Field(False, description="Use only the rules named above.")
    site: str | None = Field(None, description="Host to take the pages for, so that its site rules apply.")
    encoding: str | None = Field(None, description="Read every page in this encoding.")
    include: tuple[str, ...] = Field(
        (*(f"*.{kind}{packed}" for kind in ("txt", "jsonl", "ndjson") for packed in PACKED), "*.parquet"),
        description="Files of a folder to look at, in any case; where some are text, those of many pages are left out.",
    )
    exclude: tuple[str, ...] = Field(
        (), description="Files to leave out, also when they are named on the command line."
    )
    text_field: str | None = Field(None, description="Field of JSONL and Parquet records that holds the text.")
    languages: tuple[str, ...] = Field((), description="Languages (ISO 639) that pages may be in; none for any.")
    select: tuple[str, ...] = Field((), description="Report only these rules, checks, sets or kinds.")
    ignore: tuple[str, ...] = Field((), description="Never report these rules, checks, sets or kinds.")
    per_file_ignores: Mapping[str, tuple[str, ...]] = Field(
        {}, description="For files of a pattern, what not to report."
    )
    severity: Mapping[str, Severity] = Field(
        {}, description="Severity of rules, checks, sets or kinds, instead of theirs."
    )
    fail_on: Level = Field("error", description="Least severity that makes the exit code 1.")
    near_duplicate: float = Field(
        0.8, ge=0, le=1, description="Least share of a text found in another; 0 for no search."
    )
    max_bytes: int = Field(500_000, gt=0, description="Size from which a file is named and not read.")
    baseline: str | None = Field(None, description="File of known findings, which are not reported.")
    cache: StrictBool = Field(True, description="Remember what was found in files that do not change.")
    cache_dir: str = Field(".cleaner_cache", description="Folder of the cache.")

    @field_validator("encoding")
    @classmethod
    def _known_encoding(cls, name: str | None) -> str | None:
        try:
            # codecs.lookup would also take what makes no text, such as hex.
            " ".encode("utf-8" if name is None else name)
        except (LookupError, ValueError):
            raise ValueError(f"{name!r} is no encoding; names are like utf-8, windows-1256") from None
        return name


DEFAULTS = Settings.model_validate({})


@dataclass(frozen=True, slots=True)
class Loaded:
    """Settings, the file they come from (None for defaults alone), and the folder that their paths start from."""

    settings: Settings
    source: Path | None
    root: Path


def load_settings(start: Path, named: Path | None = None) -> Loaded:
    """Return the settings of ``named``, or of the nearest file at or above the folder ``start``.

    Paths in settings are taken from the folder of their file. Raises SettingsError.
    """
    if named is not None:
        return Loaded(_read(named, required=True) or DEFAULTS, named, named.resolve().parent)
    for folder in (start.resolve(), *start.resolve().parents):
        for name in FILES:
            path = folder / name
            if path.is_file() and (settings := _read(path)) is not None:
                return Loaded(settings, path, folder)
    return Loaded(DEFAULTS, None, start.resolve())


def changed(loaded: Loaded, options: Mapping[str, Any]) -> Loaded:
    """Return settings with the options that were given (not None, not empty) in place of the file's."""
    given = {name: value for name, value in options.items() if value is not None and value != ()}
    return Loaded(loaded.settings.model_copy(update=given), loaded.source, loaded.root)


def matches(path: str, patterns: Iterable[str]) -> bool:
    """Tell whether a path (below the settings' folder, with ``/``) fits one of some patterns.

    ``*`` and ``?`` stay within a name, ``**`` crosses folders; a pattern without ``/`` fits a name at any depth, and a
    pattern that fits a folder fits all that is in it.

    >>> matches("raw/2024/a.txt", ["raw"]), matches("raw/a.txt", ["*.txt"]), matches("raw/2024/a.txt", ["raw/*.txt"])
    (True, True, False)
    """
    return any(_compiled(pattern).match(path) for pattern in patterns)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    pattern = pattern.removeprefix("./").rstrip("/")
    anywhere = "/" not in pattern
    out = ""
    for part in re.findall(r"\*\*/|\*\*|\*|\?|[^*?]+", pattern):
        out += {"**/": "(?:[^/]+/)*", "**": ".*", "*": "[^/]*", "?": "[^/]"}.get(part, re.escape(part))
    return re.compile(rf"(?s:{'(?:.*/)?' if anywhere else ''}{out}(?:/.*)?)\Z")


def _read(path: Path, required: bool = False) -> Settings | None:
    """Return the settings in a file; None for a pyproject.toml that has none."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: is not TOML: {error}") from error
    table = ""
    if path.name == "pyproject.toml":
        table = "[tool.cleaner] "
        tool = data.get("tool")
        found = tool.get("cleaner") if isinstance(tool, dict) else None
        if found is None and not required:
            return None
        data = {} if found is None else found
    if not isinstance(data, dict):
        raise SettingsError(f"{path}: tool.cleaner is a table, [tool.cleaner]")
    try:
        return Settings.model_validate(data, by_alias=True, by_name=False)
    except ValidationError as error:
        raise SettingsError("\n".join(f"{path}: {table}{_explain(fault)}" for fault in error.errors())) from None


def _explain(fault: Any) -> str:
    key = ".".join(str(part) for part in fault["loc"] if not isinstance(part, int))
    if fault["type"] == "extra_forbidden":
        known = [field.alias or name for name, field in Settings.model_fields.items()]
        return f"unknown key {key!r}{did_you_mean(key, known) or '; known keys: ' + ', '.join(known)}"
    if fault["type"] == "literal_error":
        expected = re.findall(r"'([^']*)'", fault["ctx"]["expected"])
        hint = did_you_mean(str(fault["input"]), expected) or f"; one of {', '.join(expected)}"
        return f"{key}: {fault['input']!r} is no value{hint}"
    if fault["type"] == "value_error":
        return f"{key}: {fault['ctx']['error']}"
    return f"{key}: {fault['msg'].lower()}"


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return ``; did you mean 'x'?`` for the closest known name, or nothing."""
    close = difflib.get_close_matches(name, list(known), 1)
    return f"; did you mean {close[0]!r}?" if close else ""


def below(root: Path, path: str) -> str:
    """Return a path as patterns and baselines write it: from the settings' folder, with ``/``."""
    return os.path.relpath(os.path.abspath(path), root).replace(os.sep, "/")
