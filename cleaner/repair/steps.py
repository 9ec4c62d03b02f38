"""The order of repairs, and the loop that makes repairing twice the same as repairing once."""

from cleaner.model import Repair
from cleaner.repair.characters import clean_characters, join_lines
from cleaner.repair.escapes import decode_escapes, decode_quoted_printable
from cleaner.repair.forms import compose, is_arabic, search_forms
from cleaner.repair.ftfy_step import gate_is_known, run_ftfy
from cleaner.repair.log import Log
from cleaner.repair.misread import undo_line
from cleaner.repair.screen import suspects
from cleaner.repair.surrogates import join_surrogates
from cleaner.repair.windows1256 import undo_words

_ROUNDS = 12


def repair(text: str, level: str) -> tuple[str, tuple[Repair, ...]]:
    """Return the repaired text and the repairs made."""
    log = Log()
    text = join_lines(text, log)
    if "=" in text:
        text = decode_quoted_printable(text, log)
    damaged = suspects(text, gate_is_known())
    if damaged:
        lines = text.split("\n")
        for at in damaged:
            lines[at] = _repair_line(lines[at], level, log)
        text = "\n".join(lines)
    if level == "search":
        arabic = is_arabic(text)
        text = "\n".join(search_forms(line, log, arabic) for line in text.split("\n"))
    return text, log.repairs()


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
