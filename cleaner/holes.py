"""The types of holes in templates: what each accepts, the folded piece beside the same piece as the page has it."""

import re
from collections.abc import Callable, Mapping

from cleaner.keys import first_word
from cleaner.lazy import remembered
from cleaner.metadata import cities
from cleaner.metadata.agency_names import may_be_agency, may_be_outlet
from cleaner.metadata.cities import is_city
from cleaner.metadata.dates import parse_date
from cleaner.metadata.lexicon import folded_words
from cleaner.metadata.names import clean_author, is_agency, is_outlet, is_person, is_staff
from cleaner.metadata.persons import may_be_person, may_open_person, without_rank
from cleaner.metadata.sections import is_section, may_open_section

_TIME = re.compile(r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?(?:ص|م|صباحا|مساء|am|pm|gmt))?")
_NUMBER = re.compile(r"[\d.,]*\d[\d.,]*")
_SENTENCE_MARK = re.compile(r"[?!;:]|\. |\.\.")
_ASKING = ("?", "!", "\N{ARABIC QUESTION MARK}")
_CLOSING = (".", ":", "\N{ARABIC FULL STOP}")
_WEEKDAYS = folded_words(
    """
    الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت شنبه یکشنبه دوشنبه سه\u200cشنبه چهارشنبه پنجشنبه
    جمعه اتوار پیر منگل بدھ جمعرات ہفتہ sunday monday tuesday wednesday thursday friday saturday dimanche lundi
    mardi mercredi jeudi vendredi samedi
    """
)
_NAME_WORDS = 6
# Words that open a clause: a name does not start with one of them, a sentence does.
_CLAUSE_OPENERS = folded_words(
    """
    إن أن أنه أنها إنه إنها قال قالت أكد أكدت أوضح أوضحت أعلن أعلنت كان كانت هو هي هكذا هذا هذه ذلك التي الذي ما لا
    لم لن قد كل من في على عن إلى أضاف أضافت ذكر ذكرت كشف كشفت يقول تقول سوف حتى ثم لكن بعد قبل the a an that this he
    she it is was
    """
)


# Most characters of what a typed hole takes; the others take any text.
LONGEST = {
    "date": 90, "day": 90, "weekday": 16, "time": 32, "name": 60, "person": 80, "city": 30, "agency": 80, "num": 24,
    "outlet": 80, "paper": 60, "byline": 120, "section": 40, "likely": 40,
}  # fmt: skip


def _is_name(piece: str) -> bool:
    return (
        piece.count(" ") < _NAME_WORDS
        and len(piece) <= LONGEST["name"]
        and piece.partition(" ")[0] not in _CLAUSE_OPENERS
        and not _SENTENCE_MARK.search(piece)
    )


def _is_byline(folded: str, original: str) -> bool:
    """Tell whether a piece names who wrote: ranks in front and several names are well, a sentence is not."""
    bare = without_rank(folded) or folded
    if original.endswith(_ASKING) or any(map(str.isdigit, folded)):
        return False
    if _SENTENCE_MARK.search(bare) or bare.split(" ")[0] in _CLAUSE_OPENERS:
        return False
    return is_agency(original) or is_staff(original) or clean_author(original) is not None


def _is_paper(folded: str, original: str) -> bool:
    """Tell whether a piece may be the name of a paper where one is expected."""
    return "-" not in folded and not (
        is_city(original) or is_section(original) or is_staff(original) or is_person(original)
    )


def _is_likely(folded: str, original: str) -> bool:
    """Tell whether a piece may be the name of a person whose name is not known."""
    return may_be_person(original) and not is_person(original) and not is_section(original)


HOLES: Mapping[str, Callable[[str, str], bool]] = {
    "date": lambda folded, original: parse_date(original) is not None,
    "day": lambda folded, original: len(parse_date(original) or "") == len("2024-12-31"),
    "weekday": lambda folded, original: folded in _WEEKDAYS,
    "time": lambda folded, original: _TIME.fullmatch(folded) is not None,
    "name": lambda folded, original: not original.endswith(_ASKING),
    "person": lambda folded, original: is_person(original),
    "likely": _is_likely,
    "city": lambda folded, original: is_city(original),
    "agency": lambda folded, original: is_agency(original),
    "outlet": lambda folded, original: is_outlet(original),
    "paper": _is_paper,
    "byline": _is_byline,
    "section": lambda folded, original: is_section(original),
    "tags": lambda folded, original: bool(folded),
    "title": lambda folded, original: len(folded.split(" ")) <= 30 and not original.endswith(_CLOSING),
    "text": lambda folded, original: bool(folded),
    "num": lambda folded, original: _NUMBER.fullmatch(folded) is not None,
}


# Whether a piece of a type may open with a folded word, or end in one; where the answer is no the line need not be
# looked at.
OPENERS: Mapping[str, Callable[[str], bool]] = {
    "city": lambda word: word in cities.openers(),
    "person": may_open_person,
    "likely": may_open_person,
    "section": may_open_section,
    "weekday": lambda word: word in _WEEKDAYS,
}


@remembered
def opens(word: str) -> frozenset[str]:
    """Return the types of ``OPENERS`` that a piece which opens with a folded word may be of."""
    return frozenset(kind for kind, opener in OPENERS.items() if opener(word))


CLOSERS: Mapping[str, Callable[[str], bool]] = {
    "city": lambda word: word in cities.closers(),
    "weekday": lambda word: word in _WEEKDAYS,
}

# What it takes to tell a type, least first: where two holes share what is left of a line, the cheaper is asked first.
COST = {kind: cost for cost, kind in enumerate((
    "weekday", "num", "time", "tags", "text", "title", "city", "section", "name", "agency", "outlet", "person",
    "likely", "paper", "byline", "day", "date",
))}  # fmt: skip
_DIGIT = re.compile("[0-9]")
# What a folded piece must show at a glance to be of a type; it spares looking at the page's own text.
GLANCE: Mapping[str, Callable[[str], bool]] = {
    "date": lambda folded: _DIGIT.search(folded) is not None,
    "day": lambda folded: _DIGIT.search(folded) is not None,
    "name": _is_name,
    "paper": _is_name,
    "person": lambda folded: (" " in folded or "-" in folded) and "person" in opens(first_word(folded)),
    "likely": lambda folded: " " in folded and "likely" in opens(first_word(folded)),
    "city": is_city,
    "agency": may_be_agency,
    "outlet": may_be_outlet,
}

# The types that look at the page's own text; for the others it is not worked out.
PRINTED = frozenset(
    {"date", "day", "name", "person", "likely", "city", "agency", "title", "outlet", "paper", "byline", "section"}
)


# Types that few lines are of: a template of them needs no words of its own.
TELLING = frozenset(
    {"date", "day", "weekday", "time", "num", "person", "likely", "agency", "city", "outlet", "section"}
)
