"""Credit lines: who wrote, for whom, where and when, in the parts that a page strings together below a headline.

Every part of such a line must be known for what it is; a line with one part that is not is no credit.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from cleaner.folding import fold
from cleaner.lazy import remembered
from cleaner.metadata.agency_names import is_outlet
from cleaner.metadata.cities import is_city
from cleaner.metadata.dates import find_date, is_stamp, parse_date
from cleaner.metadata.hosts import DOMAIN
from cleaner.metadata.lexicon import fold_all, folded_words, read_lexicon
from cleaner.metadata.marks import DASHES, DIGIT, EDGES
from cleaner.metadata.names import are_persons
from cleaner.metadata.persons import is_person, may_be_person
from cleaner.metadata.sections import is_section

_LONGEST = 140
_MAX_PARTS = 6
_MAX_POST_WORDS = 6
_MAX_PART_WORDS = 10


def _names(text: str) -> frozenset[str]:
    return fold_all(" ".join(name.split()) for name in text.split("\N{ARABIC COMMA}"))


# Labels that name who wrote. Behind some of them stands a title as well: those need a mark between label and name.
_LABELS = _names(
    """
    بقلم، كتب، كتبت، كتبه، كتبها، كتبته، بواسطة، كتب بواسطة، كتبت بواسطة، نشر بواسطة، نشرت بواسطة، أضيف بواسطة، نشر
    من قبل، كتب من قبل، من طرف، من قبل، إعداد، اعداد، أعده، أعدها، أعد التقرير، أعدت التقرير، إعداد وتقديم، إعداد
    وتحرير، حوار، حاوره، حاورها، حاورته، حاورتها، أجرى الحوار، أجرت الحوار، أجرى المقابلة، أجرت المقابلة، أجرى
    اللقاء، متابعة، تغطية، رصد، الكاتب، الكاتبة، المؤلف، اسم الكاتب، كاتب المقال، كاتب الخبر، تقرير، تحقيق، استطلاع،
    مرسلة بواسطة، أرسلت بواسطة، كتابة الخبر، كتب الخبر، كتبت الخبر، بواسطة الكاتب، بواسطة الكاتبة، تحرير الخبر، أستاذ
    المادة، إعداد المعلم، إعداد المعلمة، إعداد الأستاذ، إعداد الأستاذة، نص وتصوير، تصوير ونص، كتابة وتصوير، الشيف،
    by، written by، par
    """
)
_MARKED_LABELS = _names(
    "تقرير إخباري، تقرير خاص، تقرير مصور، تحقيق صحفي، نص، شعر، قصة، قصة قصيرة، قصيدة، خاطرة، رأي، مقال، تدوينة، "
    "تحليل، قراءة، الصحفي، الصحافي، المجيب، المجيبة"
)
# What may stand in a credit and names nobody.
_FILLERS = _names("خاص، حصري، متابعات، مراسلنا، مراسلتنا، نشر، في، يوم، بتاريخ، الساعة، نشر في، نشر بتاريخ")
_REPORTERS = folded_words(
    "مراسل مراسلة مراسلنا مراسلتنا مندوب مندوبنا مندوبتنا موفد موفدنا موفدتنا موفدة محرر محررة المحرر المحررة"
)
_LEADERS = tuple(fold_all(("رئيس", "مدير", "عضو")))
_FROM = "من"
_PREPOSITIONS = frozenset({_FROM, "في", "لدي", "و"})
# The number of an issue, and the number alone where a mark parts it from its label.
_ISSUE = re.compile(r"(?:رقم )?العدد(?: ?[:(]? ?\d{1,6})?|\d{3,6}")
_ISSUE_LABELS = fold_all(("العدد", "رقم العدد"))
# Whose pictures they are: the word is the name of a city as well.
_PICTURES = re.compile("صور ?:")
_UPDATE = re.compile("تحديث|تعديل|updated|modified")
# When the page was changed, behind the credit.
_CHANGED = re.compile(r"[\s,\N{ARABIC COMMA}|(-]*(?=[آا]خر (?:تحديث|تعديل))")

_PART = re.compile(
    rf"\s*[|/:;\N{{ARABIC COMMA}},\N{{ARABIC SEMICOLON}}\N{{BULLET}}\N{{BLACK SQUARE}}\N{{BLACK CIRCLE}}*()\[\]]\s*"
    rf"|\s+[{DASHES}]+\s*|\s*[{DASHES[:-1]}]+\s+|\s*[\u00ab\u00bb\"]\s*"
)
# A name that papers of some lands print with one of its parts shortened.
_INITIALLED = re.compile(r"[\u0621-\u064a]{1,2}\. ?[\u0621-\u064a]{3,14}|[\u0621-\u064a]{3,14}\. ?[\u0621-\u064a]\.?")
_SHORT_RANK = re.compile(r"(?:[اأدم]\.? ?){0,3}")


@dataclass(frozen=True, slots=True)
class Credit:
    """What a credit line says, in the page's own spelling; ``author`` spans all names that stand together."""

    author: str | None = None
    source: str | None = None
    date: str | None = None
    section: str | None = None


class _Part(NamedTuple):
    kind: str
    start: int
    end: int


@remembered
def read_credit(text: str) -> Credit | None:
    """Read a line that is a credit and nothing else: every part of it is known, and one speaks for another.

    Beside a person stands a label, a place, a paper or an agency, a post, a section, the day, or a second name: a name
    alone may be anybody's. Without a person the day stands beside the number of the issue, a paper or a section.

    >>> read_credit("القاهرة - كتبت: ليلى النجار")
    Credit(author='ليلى النجار', source=None, date=None, section=None)
    >>> read_credit("القاهرة - ليلى النجار تفوز بالسباق") is None
    True
    """
    if "خر ت" in text and len(text) <= 2 * _LONGEST:
        changed = _CHANGED.search(text)
        if changed and is_stamp(text[changed.end() :]):
            text = text[: changed.start()]
    if not 8 <= len(text) <= _LONGEST or not _may_be(text):
        return None
    day = find_date(text) if DIGIT.search(text) else None
    parts: list[_Part] = []
    for start, end in ((0, day[0]), (day[1], len(text))) if day else ((0, len(text)),):
        for span in _split(text, start, end):
            told = _tell(text, *span)
            if not told or len(parts) == _MAX_PARTS:
                return None
            parts += told
    kinds = {part.kind for part in parts}
    persons = _persons(parts)
    if "other" in kinds and not (persons and "label" in kinds):
        return None
    if persons:
        if _is_caption(text, parts, persons) or not (day or len(parts) > 1 or are_persons(text.strip(EDGES))):
            return None
    elif not day or kinds & {"person", "likely", "label"} or not kinds & {"issue", "source", "section"}:
        return None

    def first(kind: str) -> str | None:
        return next((text[part.start : part.end] for part in parts if part.kind == kind), None)

    author = text[persons[0].start : persons[-1].end] if persons else None
    # A month alone is the issue's, and no day.
    date = text[day[0] : day[1]] if day and len(day[2]) > len("2024-12") else None
    return Credit(author, first("source"), date, first("section"))


def _may_be(text: str) -> bool:
    """Tell at a glance that a line is no credit: nothing in it joins two parts; right only where it says no."""
    folded = fold(text)
    if _UPDATE.search(folded) or _PICTURES.match(folded):
        return False
    if DIGIT.search(folded) or _PART.search(text):
        return True
    words = folded.split(" ")
    joined = _joining()
    return len(words) <= _MAX_POST_WORDS + 2 and any(word in joined or word.startswith("و") for word in words)


@cache
def _joining() -> frozenset[str]:
    """Return the folded words that join a name to another part of a credit without a mark between them."""
    return _posts() | {_FROM} | {word for label in _LABELS for word in label.split(" ")}


def _persons(parts: list[_Part]) -> list[_Part]:
    """Return the parts that name who wrote, if they stand together: known names, or one that may be a name."""
    for kind in ("person", "likely"):
        places = [at for at, part in enumerate(parts) if part.kind == kind]
        if places:
            together = places[-1] - places[0] == len(places) - 1
            guessed = any(part.kind == "likely" for part in parts)
            return parts[places[0] : places[-1] + 1] if together and (len(places) == 1 or not guessed) else []
    return []


def _is_caption(text: str, parts: list[_Part], persons: list[_Part]) -> bool:
    """Tell the caption of a picture, which names whom it shows and, in brackets behind them, whose picture it is."""
    behind = next((part for part in parts if part.start > persons[-1].end), None)
    return behind is not None and behind.kind == "source" and "(" in text[persons[-1].end : behind.start]


def _split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the spans between the marks that part a credit; a degree stays with the name behind its stroke."""
    spans: list[tuple[int, int]] = []
    at = start
    for mark in [*_PART.finditer(text, start, end), None]:
        stop = mark.start() if mark else end
        piece = text[at:stop].strip(EDGES)
        if mark and mark[0].strip() == "/" and piece and _SHORT_RANK.fullmatch(piece):
            continue
        if mark and mark[0].strip() in ("(", ":") and fold(piece) in _ISSUE_LABELS and text[mark.end() :][:1].isdigit():
            continue
        if piece:
            begin = text.index(piece, at)
            spans.append((begin, begin + len(piece)))
        at = mark.end() if mark else end
    return spans


def _tell(text: str, start: int, end: int) -> tuple[_Part, ...]:
    """Tell what stands between two marks; empty where it is nothing known. A label or a post may touch the name."""
    piece = text[start:end]
    if piece.count(" ") >= _MAX_PART_WORDS:
        return ()
    for kind, told in _KINDS.items():
        if told(piece):
            return (_Part(kind, start, end),)
    words = piece.split(" ")
    folded = [fold(word) for word in words]
    for count in range(1, len(words)):
        head, rest = " ".join(words[:count]), " ".join(words[count:])
        opening, closing = (" ".join(filter(None, part)) for part in (folded[:count], folded[count:]))
        named = opening in _LABELS or opening in _REPORTERS or opening == _FROM
        if named and (is_person(rest) or are_persons(rest)):
            return _Part("label", start, start + len(head)), _Part("person", end - len(rest), end)
        if _is_post(folded[count:]) and is_person(head):
            return _Part("person", start, start + len(head)), _Part("post", end - len(rest), end)
        if closing in _FILLERS and is_city(head):
            return (_Part("place", start, end),)
        if words[count] == _FROM and may_be_person(head) and is_city(" ".join(words[count + 1 :])):
            return _Part("person", start, start + len(head)), _Part("place", end - len(rest), end)
    if len(words) <= _MAX_POST_WORDS and _is_post(folded):
        return (_Part("post", start, end),)
    if may_be_person(piece) or _INITIALLED.fullmatch(fold(piece)):
        return (_Part("likely", start, end),)
    other = len(words) <= 2 and not DIGIT.search(piece) and not _says(folded)
    return (_Part("other", start, end),) if other else ()


_KINDS: Mapping[str, Callable[[str], bool]] = {
    "label": lambda piece: fold(piece) in _LABELS or fold(piece) in _MARKED_LABELS,
    "filler": lambda piece: fold(piece) in _FILLERS,
    "day": lambda piece: DIGIT.search(piece) is not None and parse_date(piece) is not None,
    "issue": lambda piece: _ISSUE.fullmatch(fold(piece)) is not None,
    "person": lambda piece: is_person(piece) or are_persons(piece),
    "place": is_city,
    "source": lambda piece: is_outlet(piece) or DOMAIN.fullmatch(piece) is not None,
    "section": is_section,
}


def _is_post(words: list[str]) -> bool:
    """Tell whether folded words say what a writer is; who leads a house did not write what it prints."""
    if words[0] in _LABELS and len(words) > 1:
        words = words[1:]
    return words[0] in _posts() and not words[0].startswith(_LEADERS) and not _says(words)


def _says(words: list[str]) -> bool:
    """Tell whether folded words hold one that only a sentence has; a place's preposition is none."""
    lexicon = read_lexicon()
    return not all(word in lexicon.known or word in _PREPOSITIONS or lexicon.may_be_named(word) for word in words)


@cache
def _posts() -> frozenset[str]:
    """Return the words that open what is said of a writer."""
    return read_lexicon().descriptions | _REPORTERS
