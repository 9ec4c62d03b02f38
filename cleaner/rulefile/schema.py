"""The JSON Schema of rule files, made from the models, for editors that complete and check YAML."""

import json
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from cleaner.rulefile.models import MATCHER_KEYS, RuleFileSpec

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class _OneOrMany(GenerateJsonSchema):
    """Says that a list of one may be written as the item alone, as the models' validators allow."""

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        inner = super().function_before_schema(schema)
        return {"anyOf": [inner["items"], inner]} if inner.get("type") == "array" else inner


def rule_file_schema() -> dict[str, Any]:
    """Return the schema of a rule file."""
    schema = RuleFileSpec.model_json_schema(schema_generator=_OneOrMany)
    _without_null(schema)
    rule = schema["$defs"]["RuleSpec"]
    rule["oneOf"] = [{"required": [key]} for key in MATCHER_KEYS]
    rule["dependentRequired"] = {"start": ["end"], "end": ["start"]}
    return {"$schema": DIALECT, "title": "cleaner rule file", **{k: v for k, v in schema.items() if k != "title"}}


def schema_text() -> str:
    """Return the schema as the committed copy has it."""
    return json.dumps(rule_file_schema(), indent=2, ensure_ascii=False) + "\n"


def _without_null(part: Any) -> None:
    """Drop the null that stands for a key left out: a key that is written has a value."""
    if isinstance(part, list):
        for item in part:
            _without_null(item)
    if not isinstance(part, dict):
        return
    if "anyOf" in part:
        branches = [branch for branch in part["anyOf"] if branch != {"type": "null"}]
        nested = [inner for branch in branches for inner in branch.get("anyOf", [branch])]
        if len(nested) == 1:
            del part["anyOf"]
            part.update(nested[0])
        else:
            part["anyOf"] = nested
    if part.get("default", ...) is None:
        del part["default"]
    if "properties" in part:
        for value in part["properties"].values():
            value.pop("title", None)
    for value in part.values():
        _without_null(value)
