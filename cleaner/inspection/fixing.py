"""Putting right what checks found: edits to the text of a page until nothing more is to be done."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from cleaner.checks.model import Edit, FixKind
from cleaner.inspection.examining import Examination, Examiner, apply_edits

_PASSES = 20


@dataclass(frozen=True, slots=True)
class Fixed:
    """A page before and after; ``after`` is None where there is nothing to change."""

    before: str
    after: str | None
    data: bytes


def fix_page(data: bytes, examiner: Examiner, chosen: Callable[[str, FixKind], bool]) -> Fixed:
    """Return a page with the edits that ``chosen`` (rule or check, kind of fix) allows; raises DecodeError.

    Goes on until a pass changes nothing, as a line that was repaired may then match a rule. A page that is not UTF-8
    stays in its encoding unless text/invalid-utf8 is chosen.
    """
    found = examiner.examine(data)
    before = found.page.text
    encoding, mark = found.page.encoding, b""
    if any(hit.rule == "text/invalid-utf8" and chosen(hit.rule, hit.hit.fix) for hit in found.hits):
        encoding = "utf-8"
    elif not found.page.lossless:
        return Fixed(before, None, data)  # writing it back would lose the bytes that could not be read
    else:
        mark = data[: len(data) - len(before.encode(encoding))]
    text = before
    # From here on the page is UTF-8, whatever encoding the settings say that files are in.
    examiner = replace(examiner, cleaner=replace(examiner.cleaner, encoding=None))
    if found.page.encoding != "utf-8" or not found.page.lossless:
        found = examiner.examine(text.encode("utf-8"))
    for _ in range(_PASSES):
        edits = _edits(found, chosen)
        changed = apply_edits(text, edits)
        if changed == text:
            break
        text = changed
        found = examiner.examine(text.encode("utf-8"))
    try:
        new = mark + text.encode(encoding)
    except UnicodeEncodeError:
        return Fixed(before, None, data)  # the encoding has no such letters, and it is to stay
    return Fixed(before, text if new != data else None, new)


def _edits(found: Examination, chosen: Callable[[str, FixKind], bool]) -> list[Edit]:
    """Return the edits to make in one pass: those of checks and, once there are none, all cuts of rules together.

    Cuts are evidence for one another, and are made on repaired text. Edits of one pass do not touch: what touches a
    place that another edit changes waits for the next pass.
    """
    hits = [hit for hit in found.hits if hit.hit.edits and chosen(hit.rule, hit.hit.fix)]
    checks = [hit.hit.edits for hit in hits if hit.kind != "strip"]
    if not checks:
        return [edit for hit in hits for edit in hit.hit.edits]
    edits: list[Edit] = []
    last = -1
    for start, end, wanted in sorted((min(e.start for e in part), max(e.end for e in part), part) for part in checks):
        if start > last:
            last = end
            edits += wanted
    return edits
