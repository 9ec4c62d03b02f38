"""Rule files: reading, checking, and compiling to rules."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from cleaner import __version__
from cleaner.errors import RuleFileError
from cleaner.rulefile.compiling import compile_rule
from cleaner.rulefile.models import RuleFileSpec
from cleaner.rulefile.yamlmarks import Marked, Path, load_marked
from cleaner.ruleset import RuleFile

_VERSION = re.compile(r"\s*(>=|==|>|<=|<)\s*(\d+(?:\.\d+)*)\s*")


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """A rule file that passed the schema, before its rules are compiled."""

    name: str
    spec: RuleFileSpec
    marks: Marked


def parse_rule_file(text: str, name: str) -> ParsedFile:
    """Check one rule file against the format; raises RuleFileError that lists every fault, one a line."""
    marks = load_marked(text, name)
    if not isinstance(marks.data, dict):
        raise RuleFileError(f"{name}:1:1: a rule file is a mapping with the keys cleaner, set and rules")
    _check_version(marks, name)
    try:
        spec = RuleFileSpec.model_validate(marks.data)
    except ValidationError as error:
        raise RuleFileError("\n".join(_faults(error, marks, name))) from None
    seen: dict[str, int] = {}
    for index, rule in enumerate(spec.rules):
        if rule.id in seen:
            place = marks.place(("rules", index, "id"))
            raise RuleFileError(f"{name}:{place}: the rule {rule.id!r} stands here twice; rename one")
        seen[rule.id] = index
    return ParsedFile(name, spec, marks)


def compile_file(parsed: ParsedFile) -> RuleFile:
    """Compile a parsed file; raises RuleFileError with the place of a bad template, pattern or selector."""
    rules = []
    for index, spec in enumerate(parsed.spec.rules):
        try:
            rules.append(compile_rule(spec, parsed.spec))
        except ValueError as error:
            place = parsed.marks.place(("rules", index, spec.matcher))
            raise RuleFileError(f"{parsed.name}:{place}: {spec.id}: {error}") from None
    site = parsed.spec.site
    return RuleFile(
        name=parsed.name,
        set=parsed.spec.set,
        rules=tuple(rules),
        hosts=tuple(site.hosts) if site else (),
        seen=tuple(site.seen) if site else (),
        at_least=site.at_least if site else 1,
        bound=site is not None,
        extends=tuple(parsed.spec.extends),
        disable=tuple(parsed.spec.disable),
    )


def _check_version(marks: Marked, name: str) -> None:
    """Check ``needs`` before the schema, so that a newer format says so and not what it does not know."""
    needs = marks.data.get("needs")
    if not needs:
        return
    place = marks.place(("needs",))
    match = _VERSION.fullmatch(needs) if isinstance(needs, str) else None
    if match is None:
        raise RuleFileError(f"{name}:{place}: 'needs' is written like '>=0.1'")
    have, want = ([int(part) for part in version.split(".")] for version in (__version__, match[2]))
    width = max(len(have), len(want))
    have += [0] * (width - len(have))
    want += [0] * (width - len(want))
    good = {">=": have >= want, "==": have == want, ">": have > want, "<=": have <= want, "<": have < want}[match[1]]
    if not good:
        raise RuleFileError(f"{name}:{place}: needs cleaner {needs}, this is {__version__}; upgrade with pip")


def _faults(error: ValidationError, marks: Marked, name: str) -> Iterable[str]:
    for fault in error.errors():
        path = tuple(part for part in fault["loc"])
        place = marks.place(path)
        yield f"{name}:{place}: {_where(marks.data, path)}{_explain(fault, path)}"


def _where(data: Any, path: Path) -> str:
    """Name the rule a fault is in."""
    if len(path) >= 2 and path[0] == "rules" and isinstance(path[1], int):
        rule = data["rules"][path[1]]
        name = rule.get("id") if isinstance(rule, dict) else None
        return f"{name or 'rule ' + str(path[1] + 1)}: "
    return ""


def _explain(fault: Any, path: Path) -> str:
    key = path[-1] if path else ""
    if fault["type"] == "extra_forbidden":
        known = _known_keys(path[:-1])
        close = difflib.get_close_matches(str(key), known, 1)
        hint = f"; did you mean {close[0]!r}?" if close else f"; known keys: {', '.join(known)}"
        return f"unknown key {key!r}{hint}"
    if fault["type"] == "missing":
        return f"the key {key!r} is missing"
    if fault["type"] == "literal_error":
        expected = fault["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        close = difflib.get_close_matches(str(fault["input"]), expected, 1)
        hint = f"did you mean {close[0]!r}?" if close else f"one of {', '.join(expected)}"
        return f"{fault['input']!r} is no value of {key!r}; {hint}"
    message = fault["msg"].removeprefix("Value error, ")
    return f"{key}: {message}" if isinstance(key, str) and key and key != "rules" else message


def _known_keys(path: Path) -> list[str]:
    model: Any = RuleFileSpec
    for part in path:
        if isinstance(part, int):
            continue
        field = next((f for n, f in model.model_fields.items() if part in (n, f.alias)), None)
        model = _model_of(field.annotation) if field else None
        if model is None:
            return []
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_of(annotation: Any) -> Any:
    if hasattr(annotation, "model_fields"):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _model_of(argument)
        if found is not None:
            return found
    return None
