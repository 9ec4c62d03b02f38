"""Keyword blocks: split only where the page gives a separator, never on spaces."""

import re
from itertools import takewhile

from cleaner.folding import fold

_SEPARATORS = re.compile(r"\s*[،,|;؛\n•]\s*|\s+[-–]\s+")
_HASH = re.compile(r"#([^\s#]+(?: [^\s#،,|]+)*)")
_NUMBER = re.compile(r"(?:^|(?<=\s))([0-9٠-٩۰-۹]{1,2})(?=\s)")
_EDGES = " \t\u00a0\u200f\u200e.:#*\"'"
MAX_WORDS = 6
# What a line below the last keyword opens with: calls and headings of the foot of a page.
_CALL = re.compile(
    "(?:المزيد|للمزيد|تابع|شارك|اقرا|اشترك|حمل |انضم|اترك|اكتب |اضف |تعليقات|التعليقات|اخبار ذات|ذات صله"
    "|مقالات ذات|مواضيع ذات|الاكثر|نسخ |طباعه|ارسال|جميع الحقوق|المقال التالي|المقال السابق|اعلان"
    "|نشر في|اخر الاخبار|قد يعجبك|read more|share|follow)"
)


def split_tags(raw: str) -> tuple[str, ...]:
    """Return the tags of a keyword block in page order, each once after folding; empty where nothing separates them.

    Running numbers separate too, as in ``first 2 second 3 third``; then the last piece may carry unseparated words
    and is dropped where it is longer than a tag.

    >>> split_tags("مصر، السودان")
    ('مصر', 'السودان')
    >>> split_tags("نيل 2 سد النهضة 3 القاهرة")
    ('نيل', 'سد النهضة', 'القاهرة')
    >>> split_tags("مصر السودان")
    ()

    A line that calls to follow or to read more ends the list.

    >>> split_tags("مصر\\nالسودان\\nالمزيد في اقتصاد")
    ('مصر', 'السودان')
    """
    raw = "\n".join(takewhile(lambda line: not _CALL.match(fold(line)), raw.split("\n")))
    first, _, below = raw.strip(_EDGES).partition("\n")
    if below and _SEPARATORS.search(first.rstrip("،,;؛ ")):
        # A line that lists them lists them all.
        raw = first
    text = raw.strip(_EDGES)
    if text.count("#") + raw.startswith("#") > 1 or (raw.strip().startswith("#")):
        pieces = [match[1].replace("_", " ") for match in _HASH.finditer(raw)]
    else:
        pieces = _numbered(text) or _SEPARATORS.split(text)
        if len(pieces) == 1 and len(fold(text).split(" ")) > 1:
            return ()
    tags: dict[str, str] = {}
    for piece in pieces:
        tag = piece.strip(_EDGES)
        if tag and len(tag.split()) <= 2 * MAX_WORDS:
            tags.setdefault(fold(tag), tag)
    return tuple(tags.values())


def _numbered(text: str) -> list[str]:
    """Split at rising small numbers; needs two of them, so that a number inside a tag splits nothing."""
    marks: list[re.Match[str]] = []
    for match in _NUMBER.finditer(text):
        number = int(match[1])
        if number > (int(marks[-1][1]) if marks else 0):
            marks.append(match)
    if len(marks) < 2 or int(marks[0][1]) > 2 or int(marks[-1][1]) > len(marks) + 3:
        return []
    edges = [0, *(edge for match in marks for edge in match.span(1)), len(text)]
    pieces = [text[start:end].strip() for start, end in zip(edges[::2], edges[1::2], strict=True)]
    if len(pieces[-1].split()) > MAX_WORDS:
        pieces.pop()
    return [piece for piece in pieces if piece]
