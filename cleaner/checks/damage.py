"""Checks for damaged text: what was misread, lost, or left over from another format."""

import re
from collections.abc import Iterator

from cleaner.checks.model import Edit, Hit, PageText, unescape
from cleaner.repair.losses import find_losses

_ENTITY = "HTML entity decoded"
_TAGS = (
    "a|abbr|article|aside|b|blockquote|body|br|button|center|cite|code|dd|del|div|dl|dt|em|figcaption|figure|font|footer|"
    "form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|label|li|link|main|meta|nav|noscript|object|ol|option|p|picture|"
    "pre|s|script|section|select|small|source|span|strong|style|sub|sup|svg|table|tbody|td|th|thead|title|tr|u|ul|video"
)
_MARKUP = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>\n]*)?/?>|<!--|-->|<!doctype\b|<!\[CDATA\[|\]\]>", re.IGNORECASE)


def invalid_utf8(page: PageText) -> Iterator[Hit]:
    """Find files that are not UTF-8.

    The message names the encoding that the bytes were read in. The fix writes the file as UTF-8; it is safe where the
    old bytes could be had back from the new ones, and unsafe where some were broken and are now U+FFFD.
    """
    if page.whole_file and (page.encoding != "utf-8" or not page.lossless):
        broken = "has bytes that are not UTF-8" if page.encoding == "utf-8" else f"is {page.encoding}, not UTF-8"
        yield Hit(0, 0, f"the file {broken}", (Edit(0, 0, ""),), "safe" if page.lossless else "unsafe")


def mojibake(page: PageText) -> Iterator[Hit]:
    """Find lines that were read in a wrong encoding.

    UTF-8 read as windows-1256 or another code page, windows-1256 read as Latin, and chains of these. Only what can be
    undone is reported, so the fix is safe; lost letters are text/replacement-character and text/question-marks.
    """
    for at, mended in page.mended.items():
        start, end = page.lines[at]
        line = page.line(at)
        first = next((n for n, (a, b) in enumerate(zip(line, mended, strict=False)) if a != b), 0)
        message = "letters were read in a wrong encoding"
        yield Hit(start + first, end, message, (Edit(start, end, mended),), "safe")


def replacement_character(page: PageText) -> Iterator[Hit]:
    """Find U+FFFD, which stands where letters were lost.

    No fix: fetch or decode the page again.
    """
    yield from _losses(page, "quality/replacement-character")


def question_marks(page: PageText) -> Iterator[Hit]:
    """Find words that became question marks.

    An encoder that did not know the letters wrote ``????`` for them. No fix: fetch or decode the page again.
    """
    yield from _losses(page, "quality/lost-bytes")


def _losses(page: PageText, rule: str) -> Iterator[Hit]:
    if "\ufffd" not in page.text and "??" not in page.text:
        return
    for at, start, line in page.sound_lines():
        for finding in find_losses(line):
            if finding.rule == rule:
                yield Hit(start + finding.column - 1, page.lines[at][1], finding.message)


def entity(page: PageText) -> Iterator[Hit]:
    """Find HTML entities that stand for text: ``&quot;``, ``&#1575;``, also doubled ones.

    Entities inside markup, code and links stay unreported. The fix decodes them.
    """
    yield from _escapes(page, True)


def escape(page: PageText) -> Iterator[Hit]:
    r"""Find other escapes of Arabic text: ``\u0627``, ``%u0627``, percent-encoding.

    Links and code keep theirs. The fix decodes them.
    """
    yield from _escapes(page, False)


def _escapes(page: PageText, entities: bool) -> Iterator[Hit]:
    for at in page.suspects:
        if at in page.mended:
            continue
        line = page.line(at)
        decoded, details = unescape(line)
        if decoded != line and (entities if _ENTITY in details else not entities):
            start, end = page.lines[at]
            first = next((n for n, (a, b) in enumerate(zip(line, decoded, strict=False)) if a != b), 0)
            what = "an HTML entity stands" if entities else "an escape stands"
            yield Hit(start + first, end, f"{what} where text should", (Edit(start, end, decoded),), "safe")


def markup(page: PageText) -> Iterator[Hit]:
    """Find HTML remains: tags, comments, CDATA.

    Signs of comparison and tags that HTML does not know stay unreported. No fix: extract the page again.
    """
    if "<" not in page.text and "-->" not in page.text and "]]>" not in page.text:
        return
    for start, end in page.lines:
        found = _MARKUP.findall(page.text, start, end)
        if found:
            first = _MARKUP.search(page.text, start, end)
            assert first is not None
            more = f" and {len(found) - 1} more" if len(found) > 1 else ""
            yield Hit(first.start(), end, f"HTML remains: {first[0][:40]}{more}")
