"""Names as pages print them: bylines, sources, labels."""

import re
from functools import cache

from cleaner.folding import fold
from cleaner.metadata.agency_names import is_agency, is_outlet
from cleaner.metadata.cities import is_city
from cleaner.metadata.dates import parse_date
from cleaner.metadata.hosts import DOMAIN
from cleaner.metadata.lexicon import folded_words, read_lexicon
from cleaner.metadata.marks import DASHES, DIGIT, EDGES, MAX_NAME
from cleaner.metadata.persons import is_person, without_rank
from cleaner.metadata.sections import is_section

__all__ = [
    "are_persons", "clean_author", "clean_label", "clean_source", "clean_title", "is_agency", "is_city", "is_outlet",
    "is_person", "is_staff",
]  # fmt: skip

_SPACES = re.compile(r"[\s\u00a0\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
_LATIN_AND = re.compile(r"\s+(?:and|et|&)\s+")
_LATIN_NAME = re.compile(
    r"[A-Z\u00c0-\u00de][\w.'’-]*"
    r"(?: [A-Z\u00c0-\u00de][\w.'’-]*| (?:de|du|da|van|von|der|den|la|le|el|al|bin|ben|ibn)){1,3}"
)
_POSTS = folded_words(
    """
    writer reporter correspondent editor staff senior news agency press columnist contributor chief bureau special
    political business sports photographer author producer analyst journalist presenter redaction redacteur
    redactrice journaliste correspondant correspondante envoye envoyee professor fellow director agencies
    """
)
_MAX_AUTHORS = 10
_MAX_RAW = 200

# What stands before an author where a rule hands the whole line over.
_LABELS = (
    "تصوير عدسة بعدسة كتب كتبت كتبها بقلم بريشة تحرير إعداد اعداد أعدها أعده حوار حاوره "
    "حاورته حاورها ترجمة ترجمها تقرير تحقيق مراسلة متابعة رسوم الكاتب الكاتبة المحرر المؤلف نوشته نویسنده "
    "تحریر عکس مصنف photo photos author by par"
)
_LABEL = re.compile(
    rf"^(?:{'|'.join(_LABELS.split())}|photo by|written by)(?:\s*[:/|]\s*|\s+[{DASHES}]+\s+)"
    r"|^(?:بقلم|بعدسة|تحریر|by|par|written by)\s+",
    re.IGNORECASE,
)
# Who signs for a house and is no person: whole bylines, and words that open one.
_STAFF = (
    "خاص متابعات متابعة المحرر المحررون التحرير الإدارة المدير المشرف الموقع الجريدة الصحيفة مراسلنا مراسلونا "
    "admin administrator editor editors staff newsroom webmaster redaction rédaction team desk correspondent "
    "مدیر ادمین تحریریه خبرنگار"
)
_STAFF_HEADS = """
    المحرر المحررة محررنا مراسلنا مندوبنا فريق هيئة أسرة إدارة قسم دائرة مكتب وحدة غرفة لجنة مراسل مراسلو مراسلي
    محرر محررو محررة مندوب مندوبو مدير رئيس مركز شبكة وكالة صحيفة جريدة موقع قناة بوابة مجلة سكرتير كتب كتبت خاص
    متابعات گروه سرویس تحریریه خبرنگار تیم staff news editorial web online our special
"""
_SEPARATOR = re.compile(rf"\s+[{DASHES}]+\s*|\s*[{DASHES[:-1]}]+\s+|\s*[|/\\،,؛;+]\s*|\s+&\s+")
_CUT_TAIL = re.compile(r"\s*[(\[\"«“].*$")
# What stands before a source in a credit.
_CREDIT = re.compile(
    r"^(?:المصدر|المصادر|مصدر|source|منبع|ماخذ) ?[:/|] ?"
    r"|^(?:بواسطة|من طرف|من قبل|published by|posted by|par)(?: ?: ?| )(?=\S{2})"
    r"|^(?:نقلا عن|نقلاً عن|عن|avec l[’']|avec|with|via|به نقل از) ?:? ?(?=\S{2})",
    re.IGNORECASE,
)
_TITLE_SEPARATOR = re.compile(rf"\s+[{DASHES}|\u00ab\u00bb\N{{BULLET}}]+\s+|\s*\|\s*")
_TITLE_WORDS = 3
_QUESTION = re.compile("[?!\N{ARABIC QUESTION MARK}]")


def clean_label(text: str) -> str | None:
    """Return a label or title on one line, without bullets and decoration around it; None where nothing is left."""
    return _SPACES.sub(" ", text).strip(" \u200f\u200e:|\N{BULLET}*").strip() or None


def clean_title(text: str) -> str | None:
    """Return a headline without the name of the site that page titles carry before or behind it.

    With the site's name go the section and the day that stand between the two.

    >>> clean_title("عودة القطار القديم إلى المحطة | صحيفة الضفة")
    'عودة القطار القديم إلى المحطة'
    """
    title = clean_label(text)
    if not title:
        return None
    house, mark, rest = title.partition(" : ")
    bare = rest.lstrip() if mark and is_outlet(house) else title
    ends = list(_TITLE_SEPARATOR.finditer(bare))
    if ends and (is_outlet(last := bare[ends[-1].end() :]) or (len(ends) > 1 and parse_date(last))):
        bare = bare[: ends[-1].start()]
        while len(ends) > 1 and is_section(bare[ends[-2].end() :]):
            ends.pop()
            bare = bare[: ends[-1].start()]
    elif ends and is_outlet(bare[: ends[0].start()]):
        bare = bare[ends[0].end() :]
    return bare.strip() if len(bare.split()) >= _TITLE_WORDS else title


def is_staff(text: str) -> bool:
    """Tell whether a byline names the house or a post in it, and no person.

    >>> is_staff("فريق التحرير"), is_staff("Staff Reporter"), is_staff("ليلى النجار")
    (True, True, False)
    """
    words = fold(text.strip(EDGES)).removeprefix("la ").split(" ")
    whole, heads = _staff()
    return (len(words) == 1 and words[0] in whole) or (len(words) > 1 and words[0] in heads and not is_person(text))


@cache
def _staff() -> tuple[frozenset[str], frozenset[str]]:
    return folded_words(_STAFF), folded_words(_STAFF_HEADS)


def clean_source(text: str) -> str | None:
    """Return the name of a source without brackets and punctuation around it; quotes stay where they are a pair.

    >>> clean_source("(رويترز):"), clean_source('"النهار"')
    ('رويترز', '"النهار"')
    """
    name = _CREDIT.sub("", _SPACES.sub(" ", text).strip(EDGES)).strip(EDGES)
    for opening, closing in ("()", "[]"):
        missing = name.count(opening) - name.count(closing)
        if missing:
            name = f"{name}{closing}" if missing == 1 else name.replace(closing, "")
    for opening, closing in ('""', "''", "\u00ab\u00bb", "\u201c\u201d"):
        if name.count(opening) != name.count(closing) or (opening == closing and name.count(opening) % 2):
            name = name.strip(opening + closing)
    name = name.strip()
    place, _, who = name.partition(" - ")
    if fold(name) in _staff()[0] or (is_city(place) and is_person(who)):
        return None
    return name if any(char.isalnum() for char in name) else None


def clean_author(text: str) -> str | None:
    """Return a person's name: rank before it and city after it cut off, None where it cannot be a name.

    Several authors stay one string, as printed. An agency is no author.

    >>> clean_author("د. سلمى الراوي - عمّان")
    'سلمى الراوي'
    >>> clean_author("أحمد علي وسمر حسن"), clean_author("رويترز")
    ('أحمد علي وسمر حسن', None)
    """
    if len(text) > _MAX_RAW:
        return None
    name = _SPACES.sub(" ", text).strip(EDGES)
    if is_agency(name):
        return None
    name = _CUT_TAIL.sub("", _LABEL.sub("", name)).strip(EDGES)
    name = _pick(name).strip(EDGES)
    bare = without_rank(name).strip(EDGES)
    # One word behind a rank in full may be all there is of the name.
    if bare and (" " in bare or "." in name[:3]):
        name = bare
    if len(name) < 2 or len(name) > MAX_NAME or DIGIT.search(name) or is_agency(name) or is_city(name):
        return None
    if is_staff(name) or DOMAIN.fullmatch(name):
        return None
    words = fold(name).split(" ")
    several = " و" in name or _SEPARATOR.search(name) is not None
    if len(words) > (_MAX_AUTHORS if several else 6) or not (is_person(name) or _is_silent(name, words)):
        return None
    return name


def _pick(name: str) -> str:
    """Return the stretch of a byline that holds its authors, without cities, agencies and what is said of them."""
    spans: list[tuple[int, int]] = []
    start = 0
    for separator in _SEPARATOR.finditer(name):
        # A degree is written with a stroke as well: it belongs to what follows.
        if separator[0].strip() == "/" and separator.start() - start <= 3:
            continue
        spans.append((start, separator.start()))
        start = separator.end()
    spans = [span for span in [*spans, (start, len(name))] if name[slice(*span)].strip(EDGES)]
    if len(spans) < 2:
        return name
    pieces = [name[slice(*span)] for span in spans]
    persons = [at for at, piece in enumerate(pieces) if is_person(piece) or are_persons(piece) or _is_signed(piece)]
    if persons:
        until = persons[0]
        while until + 1 in persons:
            until += 1
        return name[spans[persons[0]][0] : spans[until][1]]
    for piece in pieces:
        if not (is_city(piece) or is_agency(piece) or fold(piece).split(" ")[0] in read_lexicon().descriptions):
            return piece
    return ""


def _is_signed(text: str) -> bool:
    """Tell whether a text of a byline is one or more names in Latin letters: words with capitals, none of a post."""
    names = [name for name in _LATIN_AND.split(text.strip(EDGES)) if name]
    posts = any(is_staff(name) or not _POSTS.isdisjoint(fold(name).split(" ")) for name in names)
    return bool(names) and not posts and all(_LATIN_NAME.fullmatch(name) for name in names)


def are_persons(text: str) -> bool:
    """Tell whether a text joins names of persons by an and."""
    words = text.split(" ")
    for at, word in enumerate(words):
        if at and word.startswith("و") and is_person(" ".join(words[:at])):
            rest = " ".join([word[1:], *words[at + 1 :]]).strip()
            if is_person(rest) or are_persons(rest):
                return True
    return False


def _is_silent(name: str, words: list[str]) -> bool:
    """Tell whether a byline that is no plain name holds no word that only a sentence has."""
    return not (_QUESTION.search(name) or any(word in read_lexicon().sayings for word in words))
