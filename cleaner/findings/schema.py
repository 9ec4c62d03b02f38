"""The JSON Schema of the json format, made from the types that it is written from."""

from typing import Any, get_args

import orjson

from cleaner.checks.model import FixKind
from cleaner.model import Kind, Severity

_ID = "https://json-schema.org/draft/2020-12/schema"


def schema_text() -> str:
    """Return the schema as it stands in ``findings.schema.json``."""
    return orjson.dumps(_schema(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def _schema() -> dict[str, Any]:
    count = {"type": "integer", "minimum": 0}
    line = {"type": "integer", "minimum": 1}
    severities = [severity for severity in get_args(Severity) if severity != "off"]
    finding = _object({
        "path": _text("Path of the page, or of its record, as it was given; bytes that are no UTF-8 as escapes."),
        "record": _text("Id of the record in a file of many, else empty."),
        "row": count | {"description": "Number of that record in its file (of a line, in JSON lines), from 1; else 0."},
        "rule": _text("Id of the rule or check."),
        "severity": {"enum": severities},
        "kind": {"enum": list(get_args(Kind)), "description": "strip: chrome that cleaning cuts; quality: a check."},
        "lines": {"type": "array", "prefixItems": [line, line], "minItems": 2, "maxItems": 2,
                  "description": "First and last line of the page or record, from 1."},
        "column": line | {"description": "Column of the first line, from 1, in code points."},
        "message": _text("What is the matter."),
        "text": _text("The head of the text that the finding is about; empty for findings about the whole file."),
        "fix": {"enum": list(get_args(FixKind)), "description": "Whether --fix or --unsafe-fixes puts it right."},
        "fingerprint": _text("Hash of the folded text, which stays when the text moves."),
    })  # fmt: skip
    return {
        "$schema": _ID,
        "title": "Findings of cleaner check --output-format json; of jsonl, each line is one of the findings",
        **_object({
            "version": _text("Version of cleaner."),
            "checked": count | {"description": "Pages that were read."},
            "unread": count | {"description": "Pages that could not be read."},
            "known": count | {"description": "Findings that the baseline holds."},
            "changed": {"type": "array", "items": {"type": "string"}, "description": "Files that were fixed."},
            "findings": {"type": "array", "items": finding},
            "statistics": {"type": "object", "additionalProperties": count, "description": "Findings by rule."},
            "summary": _text("The last line of the other formats."),
            "exit_code": {"enum": [0, 1, 2]},
        }),
    }  # fmt: skip


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _text(description: str) -> dict[str, Any]:
    return {"type": "string", "description": description}
