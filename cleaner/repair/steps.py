"""The order of repairs, and the loop that makes repairing twice the same as repairing once."""

import re

from cleaner.model import Repair
from cleaner.repair.characters import clean_characters, join_lines
from cleaner.repair.escapes import decode_escapes, decode_quoted_printable
from cleaner.repair.forms import compose, is_arabic, search_forms
from cleaner.repair.ftfy_step import gate_is_known, run_ftfy
from cleaner.repair.log import Log
from cleaner.repair.misread import undo_line
from cleaner.repair.surrogates import join_surrogates
from cleaner.repair.windows1256 import undo_words

# Characters that no step below would change or take for damage, whatever stands beside them: printable ASCII, the
# letters, digits and punctuation of Arabic and Persian, and quotes. Escapes are looked for apart.
SAFE = (
    "\t -~\u060c\u061b\u061f\u0621-\u063a\u0640-\u064a\u0660-\u0669\u067e\u0686\u0698\u06a9\u06af\u06cc\u06f0-\u06f9"
    "\u00ab\u00bb\u2013\u2014\u2018\u2019\u201c\u201d\u2026"
)
_SAFE_LINES = re.compile(f"[\n{SAFE}]*+")
_ESCAPES = re.compile(r"&[#A-Za-z]|\\u[0-9a-fA-F]|%u[0-9a-fA-F]|(?:%[0-9a-fA-F]{2}){2}")
_ROUNDS = 12


def repair(text: str, level: str) -> tuple[str, tuple[Repair, ...]]:
    """Return the repaired text and the repairs made."""
    log = Log()
    text = join_lines(text, log)
    if "=D" in text or "=d" in text or "=C" in text or "=c" in text:
        text = decode_quoted_printable(text, log)
    damaged = suspects(text)
    if damaged:
        lines = text.split("\n")
        for at in damaged:
            lines[at] = _repair_line(lines[at], level, log)
        text = "\n".join(lines)
    if level == "search":
        arabic = is_arabic(text)
        text = "\n".join(search_forms(line, log, arabic) for line in text.split("\n"))
    return text, log.repairs()


def suspects(text: str) -> list[int]:
    """Return the numbers (from 0) of the lines that hold anything but safe characters."""
    numbers: list[int] = []
    at = counted = number = 0
    escaped = _ESCAPES if ("&" in text or "\\u" in text or "%" in text) and _ESCAPES.search(text) else None
    if escaped is None and gate_is_known():
        while (stop := _SAFE_LINES.match(text, at).end()) < len(text):  # type: ignore[union-attr]
            number += text.count("\n", counted, stop)
            numbers.append(number)
            counted = text.find("\n", stop)
            if counted < 0:
                break
            at = counted
        return numbers
    safe = re.compile(f"[{SAFE}]*+") if gate_is_known() else re.compile(r"[\t -~]*+")
    for number, line in enumerate(text.split("\n")):
        if not safe.fullmatch(line) or (escaped and escaped.search(line)):
            numbers.append(number)
    return numbers


def _repair_line(line: str, level: str, log: Log) -> str:
    for _ in range(_ROUNDS):
        before = line
        line = decode_escapes(line, log)
        line = join_surrogates(line, log)
        line = undo_line(line, log)
        line = undo_words(line, log)
        line = run_ftfy(line, log)
        line = clean_characters(line, log)
        if level != "safe":
            line = compose(line, log)
        if line == before:
            break
    return line
