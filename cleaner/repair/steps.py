"""The order of repairs, and the loop that makes repairing twice the same as repairing once."""

from cleaner.model import Repair
from cleaner.repair.characters import clean_characters, join_lines, read_controls
from cleaner.repair.escapes import decode_escapes, decode_quoted_printable
from cleaner.repair.forms import compose, is_arabic, search_forms
from cleaner.repair.ftfy_step import gate_is_known, run_ftfy, would_change
from cleaner.repair.log import Log
from cleaner.repair.memory import LEAST_LINES, recall
from cleaner.repair.misread import readings, undo_line
from cleaner.repair.screen import line_numbers, suspects
from cleaner.repair.surrogates import join_surrogates
from cleaner.repair.windows1256 import undo_words

# Every round undoes a layer of damage; text with more layers than this is left half repaired.
_ROUNDS = 12


def repair(text: str, level: str, clean: int = 0) -> tuple[str, tuple[Repair, ...]]:
    """Return the repaired text and the repairs made, over and over until nothing changes.

    Line ends come first, which is safe: CR and LF are never bytes of a misread letter, unlike the next-line control
    U+0085. What strips or normalises comes last in every line, when no damage is left that it could hide.

    ``clean`` is up to where the text is known to need no repair of lines.
    """
    log = Log()
    for _ in range(_ROUNDS):
        before = text
        text = join_lines(text, log)
        text = decode_quoted_printable(text, log)
        damaged = suspects(text, gate_is_known(), clean if text is before else 0)
        clean = 0
        text = _repair_lines(text, damaged, level, log)
        if level == "search":
            arabic = is_arabic(text)
            text = "\n".join(search_forms(line, log, arabic) for line in text.split("\n"))
        if text == before:
            break
    return text, log.repairs()


def _repair_lines(text: str, damaged: list[tuple[int, int]], level: str, log: Log) -> str:
    """Return ``text`` with the damaged lines repaired and, after them, those that only the others can explain."""
    tried = [(Log(), text[start:end]) for start, end in damaged]
    repaired = [repair_line(line, level, inner) for inner, line in tried]
    if not any(inner.counts for inner, _ in tried):
        return text
    lines = text.split("\n")
    numbers = line_numbers(text, damaged)
    logs = {at: inner for at, (inner, _) in zip(numbers, tried, strict=True)}
    changed = dict(zip(numbers, repaired, strict=True))
    stories = {at: story for at, inner in logs.items() if (story := inner.story())}
    if len(stories) >= LEAST_LINES:
        story, explained = recall(lines, stories)
        for at, line in explained.items():
            logs[at] = Log()
            logs[at].add("mojibake", f"{story}, like most of its document")
            changed[at] = repair_line(line, level, logs[at])
    for inner in logs.values():
        log.merge(inner)
    return "\n".join(changed.get(at, line) for at, line in enumerate(lines))


def repair_line(line: str, level: str, log: Log) -> str:
    """Return one line repaired."""
    for _ in range(_ROUNDS):
        before = line
        line = decode_escapes(line, log)
        line = join_surrogates(line, log)
        line = undo_line(line, log)
        line = read_controls(undo_words(line, log), log)
        if would_change(line):
            line = _undo_mixed(line, log)
            line = run_ftfy(line, log)
        line = clean_characters(line, log)
        if level != "safe":
            line = compose(line, log)
        if line == before:
            break
    return line


def _undo_mixed(line: str, log: Log) -> str:
    """Undo windows-1256 misread, stored as UTF-8 and misread again, before ftfy undoes the half of it that it knows."""
    for name, read in readings(line):
        inner = Log()
        repaired = undo_words(read, inner)
        if repaired != read:
            for (step, detail), count in inner.counts.items():
                log.add(step, f"{detail}, then UTF-8 read as {name}", count)
            return repaired
    return line
