"""Names as pages print them: bylines, sources, labels."""

import re

from cleaner.folding import fold
from cleaner.metadata.agency_names import is_agency
from cleaner.metadata.cities import is_city
from cleaner.metadata.lexicon import read_lexicon
from cleaner.metadata.marks import DASHES, DIGIT, EDGES, MAX_NAME
from cleaner.metadata.persons import is_person, without_rank

__all__ = ["clean_author", "clean_label", "clean_source", "is_agency", "is_city", "is_person"]

_SPACES = re.compile(r"[\s\u00a0\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
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
_SEPARATOR = re.compile(rf"\s+[{DASHES}]+\s*|\s*[{DASHES[:-1]}]+\s+|\s*[|/\\،,؛;+]\s*|\s+&\s+")
_CUT_TAIL = re.compile(r"\s*[(\[\"«“].*$")
_QUESTION = re.compile("[?!\N{ARABIC QUESTION MARK}]")


def clean_label(text: str) -> str | None:
    """Return a label or title on one line, without bullets and decoration around it; None where nothing is left."""
    return _SPACES.sub(" ", text).strip(" \u200f\u200e:|\N{BULLET}*").strip() or None


def clean_source(text: str) -> str | None:
    """Return the name of a source without brackets and punctuation around it; quotes stay where they are a pair.

    >>> clean_source("(رويترز):"), clean_source('"النهار"')
    ('رويترز', '"النهار"')
    """
    name = _SPACES.sub(" ", text).strip(EDGES)
    for opening, closing in ("()", "[]"):
        missing = name.count(opening) - name.count(closing)
        if missing:
            name = f"{name}{closing}" if missing == 1 else name.replace(closing, "")
    for opening, closing in ('""', "''", "\u00ab\u00bb", "\u201c\u201d"):
        if name.count(opening) != name.count(closing) or (opening == closing and name.count(opening) % 2):
            name = name.strip(opening + closing)
    name = name.strip()
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
    persons = [at for at, piece in enumerate(pieces) if is_person(piece) or _are_persons(piece)]
    if persons:
        until = persons[0]
        while until + 1 in persons:
            until += 1
        return name[spans[persons[0]][0] : spans[until][1]]
    for piece in pieces:
        if not (is_city(piece) or is_agency(piece) or fold(piece).split(" ")[0] in read_lexicon().descriptions):
            return piece
    return ""


def _are_persons(text: str) -> bool:
    """Tell whether a text joins names by an and."""
    words = text.split(" ")
    for at, word in enumerate(words):
        if at and word.startswith("و") and is_person(" ".join(words[:at])):
            rest = " ".join([word[1:], *words[at + 1 :]]).strip()
            if is_person(rest) or _are_persons(rest):
                return True
    return False


def _is_silent(name: str, words: list[str]) -> bool:
    """Tell whether a byline that is no plain name holds no word that only a sentence has."""
    return not (_QUESTION.search(name) or any(word in read_lexicon().sayings for word in words))
