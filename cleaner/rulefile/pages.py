"""Documentation pages: of one rule, from its own file; of a kind of rule, from the docstring of its matcher."""

import inspect
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from cleaner.rulefile.compiling import MATCHERS
from cleaner.rulefile.loader import ParsedFile
from cleaner.rulefile.models import EndSpec, RuleSpec
from cleaner.rulefile.stage import literals

# What the rule does with the lines that its matcher finds, where that is not simply to claim them.
_USES = {
    "start": "The line opens a block, which runs on as `end` says.",
    "keep": "A line that it finds is protected: no rule cuts it.",
}


def kind_page(kind: str, files: tuple[ParsedFile, ...]) -> str:
    """Return the page of a rule kind, and the rules that are of it."""
    matcher = MATCHERS[kind].matcher
    module = inspect.getmodule(matcher)
    assert module is not None
    out = [f"{kind}: a kind of rule", "", inspect.getdoc(module) or "", "", inspect.getdoc(matcher) or ""]
    if kind in _USES:
        out += ["", _USES[kind]]
    if kind == "start":
        out += ["", "end", *_fields(EndSpec)]
    model = _model_of(kind)
    if model is not None:
        out += ["", f"{kind}:", *_fields(model)]
    ids = sorted(f"{file.spec.set}/{rule.id}" for file in files for rule in file.spec.rules if rule.matcher == kind)
    return "\n".join([*out, "", "rules of this kind: " + (", ".join(ids) or "none")]) + "\n"


def rule_page(file: ParsedFile, index: int) -> str:
    """Return the page of one rule."""
    spec = file.spec.rules[index]
    place = file.marks.place(("rules", index, "id"))
    said = spec.model_dump(by_alias=True, exclude_unset=True)
    out = [f"{file.spec.set}/{spec.id}: {spec.message}", f"defined in {file.name}:{place}"]
    if file.spec.site:
        site = file.spec.site
        known = " or known by its lines" if site.seen else ""
        out.append(f"only on pages of {', '.join(site.hosts) or 'a site'}{known}")
    if spec.note:
        out += ["", spec.note.strip()]
    out += ["", *(f"accepted, {doubt}: {reason}" for doubt, reason in spec.accept.items())] if spec.accept else []
    facts = {"kind": spec.matcher, "group": spec.group or "-", "severity": spec.severity, "fix": spec.fix}
    facts |= {key: _value(said[key]) for key in ("landmark", "embedded") if key in said}
    out += ["", *(f"{key:<8}  {value}" for key, value in facts.items())]
    out += ["", *_matcher(spec, said)]
    for number, end in enumerate(said.get("end", []), 1):
        out.append(f"end {number}: {_value(end)}")
    for key in ("where", "guard"):
        if key in said:
            out += [key, *_conditions(getattr(spec, key), said[key])]
    if spec.capture:
        out += ["capture", *(f"  {name}: from {_hole(hole)}" for name, hole in spec.capture.items())]
    for key in ("strip", "keep"):
        out += ["", f"example {key}", *(f"  {text}" for text in getattr(spec.examples, key))]
    for case in spec.cases:
        out += ["", f"case: {case.name}", *(f"  {line}" for line in case.text.rstrip("\n").split("\n"))]
    return "\n".join(out) + "\n"


def _matcher(spec: RuleSpec, said: Mapping[str, Any]) -> Iterator[str]:
    texts = [text for _, _, text in literals(spec)] or list(getattr(spec, spec.matcher) or ())
    if not isinstance(said[spec.matcher], list):
        yield f"{spec.matcher}: {_value(said[spec.matcher])}"
        return
    yield spec.matcher
    yield from (f"  {text}" for text in texts)


def _conditions(part: BaseModel, said: Mapping[str, Any]) -> Iterator[str]:
    for name, field in type(part).model_fields.items():
        if name in said:
            yield f"  {name}: {_value(said[name])}" + (f"  ({field.description})" if field.description else "")


def _fields(model: type[BaseModel]) -> list[str]:
    return [
        f"  {field.alias or name}" + (f": {field.description}" if field.description else "")
        for name, field in model.model_fields.items()
    ]


def _model_of(kind: str) -> type[BaseModel] | None:
    for part in getattr(RuleSpec.model_fields[kind].annotation, "__args__", ()):
        if inspect.isclass(part) and issubclass(part, BaseModel):
            return part
    return None


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_value(part)}" for key, part in value.items()) or "as it stands"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _hole(hole: str) -> str:
    return {"line": "the whole line", "block": "the lines below the heading"}.get(hole, f"{{{hole}}}")
