"""Putting right what checks found: edits to the text of a page until nothing more is to be done."""

from collections.abc import Callable
from dataclasses import dataclass

from cleaner.checks.model import Edit, FixKind
from cleaner.inspection.examining import Examination, Examiner, apply_edits

_PASSES = 12


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
    encoding = found.page.encoding
    if any(hit.rule == "text/invalid-utf8" and chosen(hit.rule, hit.hit.fix) for hit in found.hits):
        encoding = "utf-8"
    elif not found.page.lossless:
        return Fixed(before, None, data)  # writing it back would lose the bytes that could not be read
    text = before
    for _ in range(_PASSES):
        edits = _edits(found, chosen)
        changed = apply_edits(text, edits)
        if changed == text:
            break
        text = changed
        found = examiner.examine(text.encode("utf-8"))
    try:
        new = text.encode(encoding)
    except UnicodeEncodeError:
        return Fixed(before, None, data)  # the encoding has no such letters, and it is to stay
    return Fixed(before, text if new != data else None, new)


def _edits(found: Examination, chosen: Callable[[str, FixKind], bool]) -> list[Edit]:
    """Return the edits to make in one pass: damage first, then characters, then chrome.

    Edits of one pass never overlap: what touches a line that another edit changes waits for the next pass.
    """
    edits: list[Edit] = []
    taken: list[tuple[int, int]] = []
    for hit in found.hits:
        if not hit.hit.edits or not chosen(hit.rule, hit.hit.fix):
            continue
        span = min(edit.start for edit in hit.hit.edits), max(edit.end for edit in hit.hit.edits)
        if any(span[0] < end and start < span[1] for start, end in taken):
            continue
        taken.append(span)
        edits += hit.hit.edits
    return edits
