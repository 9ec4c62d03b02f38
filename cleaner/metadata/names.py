"""Names as pages print them: bylines, sources, labels."""

import re

from cleaner.folding import fold

_SPACES = re.compile(r"[\s\u00a0]+")
_EDGES = " \t\u00a0\u200f\u200e:/|،,.-\N{EN DASH}\N{EM DASH}\N{BULLET}*()[]"
_CITY = re.compile(r"\s+[-\N{EN DASH}\N{EM DASH}ـ]+\s+|\s*[|/]\s*")
# Ranks and degrees before a name, as whole words.
_RANK = re.compile(r"^(?:[دأم]\s*\.\s*|(?:الدكتور|الدكتورة|دكتور|دكتورة|الأستاذ|الأستاذة|أستاذ|المهندس|المهندسة|الكاتب|الكاتبة|الشيخ|الإعلامي|الصحفي)\s+)+")
_MAX_NAME = 60


def clean_label(text: str) -> str | None:
    """Return a label or title on one line, without bullets and decoration around it; None where nothing is left."""
    return _SPACES.sub(" ", text).strip(" \u200f\u200e:|\N{BULLET}*").strip() or None


def clean_author(text: str) -> str | None:
    """Return a person's name: rank before it and city after it cut off, None where it cannot be a name.

    >>> clean_author("د. سلمى الراوي - عمّان")
    'سلمى الراوي'
    """
    name = _SPACES.sub(" ", text).strip(_EDGES)
    name = _CITY.split(name)[0].strip(_EDGES)
    name = _RANK.sub("", name).strip(_EDGES)
    if not name or len(name) > _MAX_NAME or any(char.isdigit() for char in name):
        return None
    return name if 1 <= len(fold(name).split(" ")) <= 6 else None


def is_person(text: str) -> bool:
    """Tell whether a short text is a person's name and nothing else."""
    words = fold(_RANK.sub("", text.strip(_EDGES))).split(" ")
    return 2 <= len(words) <= 5 and words[0] in {"احمد", "محمد", "خالد", "حسن"}


def is_agency(text: str) -> bool:
    """Tell whether a short text names a news agency or says that agencies are the source."""
    return fold(text.strip(_EDGES)) in {"واس", "رويترز", "وكالات", "ا ف ب"}
