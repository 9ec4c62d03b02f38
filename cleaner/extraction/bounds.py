"""What keeps a hostile page from taking all time and memory, and joiners from being lost on the way."""

import re
from html import unescape
from itertools import islice

from cleaner.model import Repair

MOST_CHARACTERS = 2_000_000  # of markup without scripts and styles; news pages have less than a tenth
MOST_TAGS = 40_000  # an ordinary page has 500 to 5,000
_DEEPEST = 60  # tags opened in a row; parsers stop at some depth and would drop the text below
_SHORTEST = 3  # characters of a tag

_INVISIBLE = ("<!--", "-->"), ("<style", "</style"), ("<script", "</script"), ("<svg", "</svg")
_KEPT_SCRIPT = "ld+json"
_TAG_OPENING = re.compile("<(.)", re.DOTALL)
_OPENING = re.compile("<(?!/)")
_DATA_URI = re.compile(r"data:[\w/+.-]{1,60};base64,[A-Za-z0-9+/=\s]{200,}")
_NESTED = re.compile(
    r"(?:<(?!(?:br|hr|img|meta|link|input|source|wbr|col|area|base|embed|param|track|script|style|option)\b)"
    rf"[a-z][^<>]{{0,200}}+>\s*+){{{_DEEPEST},}}+",
    re.IGNORECASE,
)
_JOINERS = ("\u200c", "\u200d")
_JOINER_ENTITY = re.compile("&(?:zwn?j|#820[45]|#[xX]200[cCdD]);")
# Letters that stand for joiners while the extractor, which drops all format characters, is at work: printable, and in
# no page but one about the Tai Le, Tagbanwa or Buhid script (then others of the list are taken).
_STAND_INS = "\u1972\u1973\u1974\u1770\u176e\u1751\u1750\u174f"


def bounded(markup: str) -> tuple[str, tuple[Repair, ...]]:
    """Return markup of bounded size and depth, without null characters, and what was done."""
    repairs = []
    if "\0" in markup:
        nulls = markup.count("\0")
        markup = markup.replace("\0", "")
        repairs.append(Repair("html-null", "null characters removed", nulls))
    crowded = len(markup) > _SHORTEST * MOST_TAGS and markup.count("<") > MOST_TAGS
    if len(markup) > MOST_CHARACTERS or (crowded and _opened(markup) > MOST_TAGS):
        markup = _DATA_URI.sub("", _without_invisible(markup))
    # Tags that only nest are no reason to drop the text below them.
    markup, runs = _without_nesting(markup)
    if runs:
        repairs.append(Repair("html-depth", f"runs of more than {_DEEPEST} opened tags made one", runs))
    if len(markup) > MOST_CHARACTERS:
        left = len(markup) - MOST_CHARACTERS
        repairs.append(Repair("html-size", f"characters of markup cut after {MOST_CHARACTERS}", left))
        markup = markup[:MOST_CHARACTERS]
    if crowded and _opened(markup) > MOST_TAGS:
        at = next(islice(_OPENING.finditer(markup), MOST_TAGS, None)).start()
        repairs.append(Repair("html-size", f"characters of markup cut after {MOST_TAGS} tags", len(markup) - at))
        markup = markup[:at]
    return markup, tuple(repairs)


def _without_nesting(markup: str) -> tuple[str, int]:
    """Make one tag of each run of tags that are only opened, and count the runs.

    No such run holds a closing tag, so the slow pattern is asked only about stretches between those.
    """
    opened = "".join(_TAG_OPENING.findall(markup)).split("/")  # between closing tags, a letter for each tag
    if max(map(len, opened)) < _DEEPEST:
        return markup, 0
    stretches = markup.split("</")
    runs = 0
    for number, stretch in enumerate(stretches):
        if len(stretch) > _DEEPEST * _SHORTEST and stretch.count("<") >= _DEEPEST:
            stretches[number], found = _NESTED.subn("<div>", stretch)
            runs += found
    return ("</".join(stretches) if runs else markup), runs


def _opened(markup: str) -> int:
    return markup.count("<") - markup.count("</")


def _without_invisible(markup: str) -> str:
    """Cut scripts, styles and comments by searching for their ends: linear, whatever they hold."""
    lower = markup.lower()
    if len(lower) != len(markup):  # a few letters change length; then the offsets would not be those of the markup
        lower = markup
    for opening, closing in _INVISIBLE:
        parts: list[str] = []
        low: list[str] = []
        at = 0
        while (start := lower.find(opening, at)) >= 0:
            end = lower.find(closing, start)
            end = len(markup) if end < 0 else end + len(closing)
            keep = opening == "<script" and _KEPT_SCRIPT in lower[start : start + 200]
            parts += (markup[at:start], markup[start:end] if keep else "")
            low += (lower[at:start], lower[start:end] if keep else "")
            at = end
        markup, lower = "".join((*parts, markup[at:])), "".join((*low, lower[at:]))
    return markup


def hide_joiners(markup: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Put letters in place of zero-width joiners, which Persian and emoji need and the extractor would drop."""
    markup = _JOINER_ENTITY.sub(lambda entity: unescape(entity[0]), markup)
    pairs = []
    for joiner in _JOINERS:
        letter = next((letter for letter in _STAND_INS if letter not in markup), None) if joiner in markup else None
        if letter:
            markup = markup.replace(joiner, letter)
            pairs.append((letter, joiner))
    return markup, tuple(pairs)


def show_joiners(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    """Undo ``hide_joiners``."""
    for letter, joiner in pairs:
        text = text.replace(letter, joiner)
    return text
