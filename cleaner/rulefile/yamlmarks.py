"""YAML with strings only, no duplicate keys, and the place of every node.

Plain YAML reads ``no`` as False, ``12:30`` as 750 and dates as dates; a rule file means what it says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from cleaner.errors import RuleFileError

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Line and column, both from 1."""

    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Marked:
    """Plain data (dicts, lists, strings, None) and where each part of it stands in the file."""

    data: Any
    places: Mapping[Path, Place]

    def place(self, path: Path) -> Place:
        """Return the place of a part, or of the nearest part around it that has one."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(1, 1))


def load_marked(text: str, name: str) -> Marked:
    """Read one YAML document; raises RuleFileError with ``name:line:column``."""
    places: dict[Path, Place] = {}
    try:
        node = yaml.compose(text, Loader=_loader())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"{mark.line + 1}:{mark.column + 1}" if mark else "1:1"
        raise RuleFileError(f"{name}:{place}: not valid YAML: {error.problem or error.context}") from error
    except (yaml.YAMLError, RecursionError) as error:
        reason = str(error).splitlines()[0] if str(error) else "nested too deeply"
        raise RuleFileError(f"{name}:1:1: not valid YAML: {reason}") from error
    return Marked(_plain(node, (), places, name) if node is not None else None, places)


def _loader() -> Any:
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _plain(node: Any, path: Path, places: dict[Path, Place], name: str) -> Any:
    places.setdefault(path, Place(node.start_mark.line + 1, node.start_mark.column + 1))
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            place = Place(key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if not isinstance(key_node, yaml.ScalarNode):
                raise RuleFileError(f"{name}:{place}: a key must be plain text")
            key = key_node.value
            if key in found:
                raise RuleFileError(f"{name}:{place}: the key {key!r} stands here twice; keep one")
            places[(*path, key)] = place
            found[key] = _plain(value_node, (*path, key), places, name)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, index), places, name) for index, item in enumerate(node.value)]
    if node.tag == "tag:yaml.org,2002:null" and node.style is None:
        return None
    return node.value
