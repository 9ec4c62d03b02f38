"""Persons told from headlines: by the given name and by what must not follow it; the rest of a name is open-class.

Words that are names and ordinary words at once need a second known name beside them.
"""

import re

from cleaner.folding import fold
from cleaner.lazy import remembered
from cleaner.metadata import cities
from cleaner.metadata.lexicon import ALI, PRESENT, is_servant, read_lexicon
from cleaner.metadata.marks import DIGIT, EDGES, MAX_NAME

_MAX_WORDS = 10
_MAX_UNITS = 5
_MAX_GUESSED = 3
_LATIN_RANKS = frozenset({"dr", "prof", "mr", "mrs", "ms", "eng"})
_SHORT_WORD = 4  # letters; abbreviated ranks are no longer
_RANK_LETTERS = frozenset("اأدمقشع")

# Abbreviated ranks: letters with a full stop or a stroke, or a lone dal.
_SHORT_RANK = re.compile(
    r"(?:[اأدم]\.? ?){0,2}[اأدمقشع] ?[./] ?(?=\S\S)|د (?=\S\S)|(?:dr|prof|mr|mrs|ms|eng)\.? ", re.IGNORECASE
)
_INNER_MARK = re.compile("[!\"'()*,./:;<=>?\\[\\]\\\\^_`{|}~@#&+%]")
_TANWEEN = re.compile("[\u064b\u064c\u064d]")
_ARABIC = re.compile("[\u0621-\u064a]")
_LATIN_WORD = re.compile(r"[^\W\d_]\w*(?:['\N{RIGHT SINGLE QUOTATION MARK}\-][^\W\d_]+)*\.?")

_HOUSE = "ال"
_LORD = "السيد "
_FATHERS = frozenset({"ابو", "ام", "ابي"})
_PARTICLES = _FATHERS | {
    "بن",
    "ابن",
    "بنت",
    "ابا",
    "ولد",
    "ود",
    "بو",
    "با",
    "بني",
    "بل",
    "ذو",
    "ايت",
    "دي",
    "دو",
    "فان",
    "فون",
}
_SERVANTS = frozenset({"عبد", "عبيد", "امه"})
_SERVED = frozenset({"ربه", "رب", "مناف", ALI})
_COMPOUND_TAILS = frozenset({"الله", "الدين", "الاسلام", "الحق", "الاله", "العابدين", "الرب", "المسيح", "الرحمن"})
_OF_ASIA = frozenset({"الوسطي", "الصغري", "الجنوبيه", "الشرقيه", "الغربيه", "الشماليه"})
# Names that are prepositions first: in a name they come last, or before another name.
_NAME_LAST = frozenset({"امام", ALI})
_LATIN_PARTICLES = frozenset(
    {"de", "du", "da", "di", "la", "le", "del", "dos", "y", "van", "von", "der", "den", "bin", "ben", "ibn", "bint"}
    | {"al", "el", "abu", "abou", "jr", "jr."}
)


@remembered
def is_person(text: str) -> bool:
    """Tell whether a short text is a person's name and nothing else.

    >>> is_person("د. خالد الحليبي"), is_person("خالد يفوز بالسباق"), is_person("خالد")
    (True, False, False)
    """
    if not 5 <= len(text) <= MAX_NAME + 20 or _TANWEEN.search(text):
        return False
    text = text.strip(EDGES)
    if not _ARABIC.search(text):
        return _is_latin_person(text)
    folded = fold(text).strip(EDGES)
    bare = without_rank(folded)
    persian = "\N{ARABIC LETTER FARSI YEH}" in text
    preposition = "على" in text
    if _is_name(bare, bare != folded, persian, preposition):
        return True
    # One title is a given name as well.
    return folded.startswith(_LORD) and _is_name(folded, False, persian, preposition)


def may_open_person(word: str) -> bool:
    """Tell whether a folded word may be the first of a person's name, a rank before it included.

    Cheap, and right only where it says no.
    """
    lexicon = read_lexicon()
    if word in lexicon.ranks or word in lexicon.latin:
        return True
    if word.isascii() and len(word) > 1:
        return word in _LATIN_RANKS
    if 1 < len(word) <= _SHORT_WORD and word.isalpha() and _ARABIC.match(word):
        return _RANK_LETTERS.issuperset(word) or _may_open(word)
    return len(word) <= _SHORT_WORD or _may_open(word)


def may_be_person(text: str) -> bool:
    """Tell whether a text may be a person's name where the place on the page already speaks for one.

    It opens with a given name or a rank, and two or three words follow that no sentence is needed for.

    >>> may_be_person("سمر سعادة"), may_be_person("سمر تعود إلى القرية"), is_person("سمر سعادة")
    (True, False, False)
    """
    if is_person(text):
        return True
    folded = fold(text.strip(EDGES))
    bare = without_rank(folded)
    lexicon = read_lexicon()
    words = bare.split(" ")
    if (
        not 2 <= len(words) <= _MAX_GUESSED
        or not len(bare) <= MAX_NAME
        or DIGIT.search(bare)
        or _INNER_MARK.search(bare)
    ):
        return False
    given = words[0] in lexicon.given or is_servant(words[0])
    if not given and bare == folded:
        return False
    if words[0] in lexicon.nouns | lexicon.adjectives and words[1] in lexicon.refused:
        return False
    # An adjective with a noun behind it that has an article is no name.
    if words[0] in lexicon.adjectives - lexicon.nouns and words[1].startswith("ال"):
        return False
    rest = words[1:] if given else words
    return all(map(lexicon.may_be_named, rest))


def without_rank(text: str) -> str:
    """Cut ranks and degrees from the front of a text; what is left may be no name."""
    lexicon = read_lexicon()
    while text:
        short = _SHORT_RANK.match(text)
        if short:
            text = text[short.end() :].lstrip(" /.-")
            continue
        first, _, rest = text.partition(" ")
        if not rest or fold(first.rstrip("/.:")) not in lexicon.ranks:
            break
        text = rest.lstrip(" /.-:")
    return text


def _is_latin_person(text: str) -> bool:
    words = without_rank(text).split(" ")
    if not 2 <= len(words) <= 5 or DIGIT.search(text):
        return False
    lexicon = read_lexicon()
    capitals = 0
    for at, word in enumerate(words):
        low = fold(word)
        if at and low in _LATIN_PARTICLES and at < len(words) - 1:
            continue
        # Only an initial ends in a full stop.
        if not _LATIN_WORD.fullmatch(word) or (word.endswith(".") and len(word) > 2 and low not in _LATIN_PARTICLES):
            return False
        if not word[0].isupper() or low in lexicon.latin_plain or (at and low in cities.single_words()):
            return False
        capitals += 1
    return 2 <= capitals <= 4 and len(words[-1]) > 1 and fold(words[0]).split("-")[0] in lexicon.latin


def _is_name(folded: str, ranked: bool, persian: bool, preposition: bool) -> bool:
    """Tell whether a folded text without marks is a name.

    ``ranked``: a rank stood before it. ``persian``: it is typed with a Persian yeh, which no Arabic preposition is.
    ``preposition``: it has Ali in the spelling of the preposition.
    """
    if not 5 <= len(folded) <= MAX_NAME or DIGIT.search(folded) or _INNER_MARK.search(folded):
        return False
    lexicon = read_lexicon()
    words = folded.split(" ")
    if folded in lexicon.phrases:
        return False
    if "-" in folded:
        words = [part for word in words for part in word.split("-")]
        if words[0] not in lexicon.given or words[1] not in lexicon.given or "" in words:
            return False
    # Most lines are told by their first word.
    if not 2 <= len(words) <= _MAX_WORDS or not _may_open(words[0]):
        return False
    units = _units(words)
    if not units or not 2 <= len(units) <= _MAX_UNITS:
        return False
    (kind, given), rest = units[0], units[1:]
    if kind == "word" and given not in lexicon.given and not is_servant(given):
        return False
    if given == "اسيا" and rest[0][1] in _OF_ASIA:
        return False
    if not all(_may_stand(rest, at, preposition) for at in range(len(rest))):
        return False
    if kind == "word":
        if given == ALI and preposition and not persian:
            # As a preposition would be printed: only a given name right behind it speaks against one.
            return rest[0][0] == "given" or rest[0][1] in lexicon.strong or is_servant(rest[0][1])
        if not ranked and not (given == ALI and persian) and not _is_told(given, rest, preposition):
            return False
    return sum(lexicon.tells(*unit) for unit in rest) >= len(rest) - 2


def _may_open(word: str) -> bool:
    lexicon = read_lexicon()
    known = word in lexicon.given or word in lexicon.compound_heads
    return known or word in _SERVANTS or word in _FATHERS or is_servant(word)


def _may_stand(rest: list[tuple[str, str]], at: int, preposition: bool) -> bool:
    """Tell whether a part behind the given name may be one of a name, where it stands."""
    lexicon = read_lexicon()
    kind, word = rest[at]
    last = at == len(rest) - 1
    if kind != "word" or is_servant(word):
        return True
    if word in _NAME_LAST and (word != ALI or preposition):
        return last or (word == ALI and lexicon.tells(*rest[at + 1]))
    return lexicon.may_follow(word)


def _is_told(given: str, rest: list[tuple[str, str]], preposition: bool) -> bool:
    """Tell whether a given name that is an ordinary word as well is followed by what makes it a name."""
    lexicon = read_lexicon()
    if given in lexicon.adjectives:
        return any(lexicon.tells(*unit) for unit in rest) and not (preposition and rest[-1][1] == ALI)
    if given not in lexicon.nouns or lexicon.tells_plainly(*rest[0]):
        return True
    if rest[0][1] == ALI:
        return len(rest) == 1 and not preposition
    return len(rest) > 1 and rest[0][1] in lexicon.known and lexicon.tells_plainly(*rest[1])


def _units(words: list[str]) -> list[tuple[str, str]] | None:
    """Join words to the parts of a name: ``bin X`` is one and ``Abd al-X`` is one. None where a part is not finished.

    Each part is (kind, word): ``given`` for a compound that is a given name, ``linked`` for what a particle opens,
    ``word`` for the others.
    """
    lexicon = read_lexicon()
    units: list[tuple[str, str]] = []
    at = 0
    while at < len(words):
        word, following = words[at], words[at + 1] if at + 1 < len(words) else ""
        if word in _SERVANTS and (following.startswith("ال") or following in _SERVED):
            units.append(("given", f"{word} {following}"))
            at += 3 if following == "رب" else 2
        elif word in lexicon.compound_heads and following in _COMPOUND_TAILS:
            units.append(("given", f"{word} {following}"))
            at += 2
        elif word in _PARTICLES or (word == _HOUSE and units):
            if not following or (not units and not _is_father(word, following)):
                return None
            if following in _PARTICLES or following in _SERVANTS or following == _HOUSE:
                at += 1
                continue
            if following in lexicon.small or (PRESENT.fullmatch(following) and following not in lexicon.known):
                return None
            units.append(("linked", following))
            at += 2
        elif word in _SERVANTS and not following:
            return None
        else:
            units.append(("word", word))
            at += 1
    return units


def _is_father(word: str, following: str) -> bool:
    return word in _FATHERS and (following in read_lexicon().strong or following == ALI)
