"""Report what cannot be repaired, with its place: replacement characters and letters turned into question marks."""

import re

from cleaner.model import Finding

_REPLACED = re.compile("\ufffd+")
# Words that became question marks: a word of four or more, or two words of two or more side by side.
_QUESTION_MARKS = re.compile(r"(?<![^\s\"'(])(?:\?{2,}(?: \?{2,})+|\?{4,})(?![^\s\"').,:])")


def find_losses(text: str) -> tuple[Finding, ...]:
    """Return a quality finding for each run of lost characters; columns count code points from 1."""
    if "\ufffd" not in text and ("?" not in text or not _holds_two(text)):
        return ()
    findings: list[Finding] = []
    for number, line in enumerate(text.split("\n"), 1):
        if "\ufffd" in line:
            for match in _REPLACED.finditer(line):
                count = match.end() - match.start()
                findings.append(
                    Finding(
                        "quality/replacement-character",
                        "warning",
                        "quality",
                        number,
                        number,
                        match.start() + 1,
                        f"{count} lost character{'s' * (count > 1)} (U+FFFD): fetch or decode the page again",
                    )
                )
        if "??" in line:
            for match in _QUESTION_MARKS.finditer(line):
                findings.append(
                    Finding(
                        "quality/lost-bytes",
                        "warning",
                        "quality",
                        number,
                        number,
                        match.start() + 1,
                        "letters were turned into question marks and cannot be brought back: fetch the page again",
                    )
                )
    return tuple(findings)


def _holds_two(text: str) -> bool:
    """Tell whether two question marks stand side by side, by a search for one, which is far faster."""
    at = text.find("?")
    while at >= 0 and text[at + 1 : at + 2] != "?":
        at = text.find("?", at + 2)
    return at >= 0
