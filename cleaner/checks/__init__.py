"""What ``cleaner check`` looks for beside chrome: one function a check, and the registry of them all.

A new check is one function and one line in ``CHECKS``. The first line of its docstring says what it finds, the rest is
its documentation page. The core reads no files: a check gets a ``PageText`` and yields hits.
"""

from collections.abc import Callable, Mapping
from inspect import cleandoc
from typing import Any

from cleaner.checks import characters, content, corpus, damage, letters, records
from cleaner.checks.model import Check
from cleaner.model import Severity

_FILES = {
    "file/unreadable": """Find files that cannot be read.

        A link that leads nowhere, a file without permission, one that vanished, a folder or a device with the name of a
        page.""",
    "file/not-regular": """Find pages that are no regular files.

        Pipes, sockets and devices may never end; they are named and not opened for reading.""",
    "file/not-text": """Find files that are not text in any encoding tried.

        Pictures, archives and other binary files that carry the name of a page.""",
    "file/too-large": """Find files larger than a page can be.

        The setting ``max-bytes`` (500,000) says how large; such a file is named and not read, so that time and memory
        stay bounded.""",
    "file/write-refused": """Find files that --fix must not write.

        Symbolic links (the fix belongs to the file they lead to), files without write permission, with other hard
        links, and files that changed while they were read.""",
    "record/unreadable": """Find records that cannot be read.

        One beside a text that is no JSON object: clean the page again, or remove the record. A row of a file of many
        pages that holds no page: only ``record/unreadable`` itself, and no other name, leaves it out.""",
    "settings/unused-ignore": """Find entries of ``per-file-ignores`` that silence nothing.

        Only entries whose files were all looked at: give the folder that the pattern starts with.""",
    "baseline/stale": """Find entries of the baseline whose finding is gone.

        Take them out with ``cleaner baseline prune``.""",
}  # fmt: skip


def _check(name: str, severity: Severity, find: Callable[..., Any], on_page: bool = True) -> Check:
    return Check(name, severity, cleandoc(find.__doc__ or ""), find if on_page else None)


_ALL = (
    _check("text/invalid-utf8", "error", damage.invalid_utf8),
    _check("text/mojibake", "error", damage.mojibake),
    _check("text/replacement-character", "error", damage.replacement_character),
    _check("text/question-marks", "warning", damage.question_marks),
    _check("text/entity", "error", damage.entity),
    _check("text/escape", "error", damage.escape),
    _check("text/markup", "error", damage.markup),
    _check("text/bom", "error", characters.byte_order_mark),
    _check("text/crlf", "error", characters.crlf),
    _check("text/no-final-newline", "error", characters.no_final_newline),
    _check("text/control-character", "error", characters.control_character),
    _check("text/bidi-control", "warning", characters.bidi_control),
    _check("text/presentation-form", "warning", letters.presentation_form),
    _check("text/tatweel", "warning", letters.tatweel),
    _check("text/persian-letter", "warning", letters.persian_letter),
    _check("text/mixed-digits", "warning", letters.mixed_digits),
    _check("text/not-nfc", "warning", letters.not_nfc),
    _check("text/empty", "error", content.empty),
    _check("text/no-body", "error", content.no_body),
    _check("text/language", "error", content.language),
    _check("record/text-differs", "error", records.text_differs),
    _check("record/page-date", "warning", records.page_date),
    _check("record/future-date", "error", records.future_date),
    _check("record/title-in-text", "warning", records.title_in_text),
    _check("corpus/duplicate", "error", corpus.duplicates, on_page=False),
    _check("corpus/near-duplicate", "warning", corpus.near_duplicates, on_page=False),
    *(Check(name, "warning" if name.startswith(("settings", "baseline")) else "error", cleandoc(page))
      for name, page in _FILES.items()),
)  # fmt: skip
CHECKS: Mapping[str, Check] = {check.id: check for check in _ALL}
# Checks whose answer depends on the day and not only on the file: never remembered.
DATED = frozenset({"record/future-date"})
# Checks that say that a page was not read.
UNREAD = frozenset({"file/unreadable", "file/not-regular", "file/not-text", "file/too-large"})


def describe_check(name: str) -> str | None:
    """Return the documentation page of a check, or None for a name that is none."""
    check = CHECKS.get(name)
    return None if check is None else f"{check.id}: a check\nseverity  {check.severity}\n\n{check.page}\n"
