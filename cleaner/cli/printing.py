"""What commands print: JSON as bytes, and page text that cannot harm a terminal."""

import sys
from typing import Any

# Control characters would act on a terminal, and bidi controls on the lines around; both are shown or left out.
_PICTURES = {code: 0x2400 + code for code in range(0x20) if code != 0x09} | {0x7F: 0x2421}
_CONTROLS = _PICTURES | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
_BIDI = dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
ISOLATE, END_ISOLATE = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


def print_json(data: Any) -> None:
    """Print JSON that a person can read too; bytes, so that any locale will do."""
    import orjson

    sys.stdout.buffer.write(orjson.dumps(data, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    sys.stdout.flush()


def printable(text: str, terminal: bool = False) -> str:
    """Return page text fit to print: control characters as pictures, broken surrogates replaced.

    On a terminal the text is isolated, so that right-to-left lines leave the columns around them alone.
    """
    text = text.translate(_CONTROLS).encode("utf-8", "replace").decode("utf-8")
    return f"{ISOLATE}{text.translate(_BIDI)}{END_ISOLATE}" if terminal and text else text
