"""Records as JSON bytes, whatever characters they hold."""

from typing import Any

import orjson

from cleaner.sinks.atomic import printable_name

Record = dict[str, Any]


def dumps(record: Record, indent: bool = False) -> bytes:
    """Return a record as JSON with a newline; lone surrogates, which JSON cannot hold, become ``\\xNN`` or U+FFFD."""
    option = orjson.OPT_APPEND_NEWLINE | orjson.OPT_NON_STR_KEYS | (orjson.OPT_INDENT_2 if indent else 0)
    try:
        return orjson.dumps(record, option=option, default=_plain)
    except TypeError:
        return orjson.dumps(_sound(record), option=option, default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, (bytes, bytearray, memoryview)):
        from base64 import b64encode

        return b64encode(value).decode("ascii")
    if isinstance(value, (set, frozenset)):
        return sorted(value, key=str)
    return str(value)


def _sound(value: Any) -> Any:
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            try:
                return printable_name(value)
            except UnicodeEncodeError:
                return value.encode("utf-8", "replace").decode()
        return value
    if isinstance(value, dict):
        return {_sound(key): _sound(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_sound(item) for item in value]
    if isinstance(value, int) and not -(1 << 63) <= value < 1 << 64:
        return str(value)
    return value
