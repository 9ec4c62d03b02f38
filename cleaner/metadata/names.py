"""Names as pages print them: bylines, sources, labels.

A person's name is told by its given name and by what must not follow it; the rest of it is open-class. Words that
are names and ordinary words at once need a second known name beside them.
"""

import re
from collections.abc import Iterable
from functools import cache

from cleaner.folding import fold
from cleaner.metadata import agencies, cities, given_names
from cleaner.metadata.cities import is_city

__all__ = ["clean_author", "clean_label", "clean_source", "is_agency", "is_city", "is_person"]

_SPACES = re.compile(r"[\s\u00a0\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
_DASHES = "-\N{EN DASH}\N{EM DASH}\N{ARABIC TATWEEL}"
_EDGES = " \t\u00a0\u200f\u200e:/|،,.*()[]\N{BULLET}" + _DASHES
_MAX_NAME = 60
_MAX_AUTHORS = 10
_MAX_WORDS = 10
_MAX_UNITS = 5
_MAX_SOURCE = 80
_MAX_RAW = 200

# Abbreviated ranks: letters with a full stop or a stroke, or a lone dal.
_SHORT_RANK = re.compile(
    r"(?:[اأدم]\.? ?){0,2}[اأدمقشع] ?[./] ?(?=\S\S)|د (?=\S\S)|(?:dr|prof|mr|mrs|ms|eng)\.? ", re.IGNORECASE
)
# What stands before an author where a rule hands the whole line over.
_LABELS = (
    "تصوير عدسة بعدسة كتب كتبت كتبها بقلم بريشة تحرير إعداد اعداد أعدها أعده حوار حاوره "
    "حاورته حاورها ترجمة ترجمها تقرير تحقيق مراسلة متابعة رسوم الكاتب الكاتبة المحرر المؤلف نوشته نویسنده "
    "تحریر عکس مصنف photo photos author by par"
)
_LABEL = re.compile(
    rf"^(?:{'|'.join(_LABELS.split())}|photo by|written by)(?:\s*[:/|]\s*|\s+[{_DASHES}]+\s+)"
    r"|^(?:بقلم|بعدسة|تحریر|by|par|written by)\s+",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(rf"\s+[{_DASHES}]+\s*|\s*[{_DASHES[:-1]}]+\s+|\s*[|/\\،,؛;+]\s*|\s+&\s+")
_AGENCY_SEPARATOR = re.compile(rf"\s*[+،,/|&]\s*|\s+[{_DASHES}]+\s+")
_CUT_TAIL = re.compile(r"\s*[(\[\"«“].*$")
_DIGIT = re.compile(r"\d")
_QUESTION = re.compile("[?!\N{ARABIC QUESTION MARK}]")
_INNER_MARK = re.compile("[!\"'()*,./:;<=>?\\[\\]\\\\^_`{|}~@#&+%]")
_SOURCE_MARK = re.compile("[.()\\[\\]\"'\\-]")
_TANWEEN = re.compile("[\u064b\u064c\u064d]")
_ARABIC = re.compile("[\u0621-\u064a]")
_LATIN_WORD = re.compile(r"[^\W\d_]\w*(?:['\N{RIGHT SINGLE QUOTATION MARK}\-][^\W\d_]+)*\.?")

# Forms of folded words. The present begins with yeh or teh, the future with seen before it.
_PRESENT = re.compile("[يت][^ا].+|س[يت]...+|[يت]ا...+")
_SHE_DID = re.compile("(?!ال)..+[^اويال]ت")
# The past of a woman and of many, words with a pronoun behind, derived verbs and their nouns, adjectives.
_NO_NAME = re.compile(
    "(?!ال)..+[^اويال]ت|...+وا|(?!ال)...+(?:ها|هم|كم)|(?!ال)....+نا|ا.ت..|است....*|ان..ل|مي[شك]..+|نمي..+"
    "|(?!ال)...+يه|ال....+(?:يات|تين|ائي?ه)|م....+ا"
)
# A preposition or an and before the article.
_JOINED = re.compile("(?:وال|بال|كال|فال|لل|لا|بان)...+")
_NISBA = re.compile("ال...+ي")

_HOUSE = "ال"
_LORD = "السيد "
_ALI = "علي"
_FATHERS = frozenset({"ابو", "ام", "ابي"})
_PARTICLES = _FATHERS | {
    "بن",
    "ابن",
    "بنت",
    "ابا",
    "ولد",
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
_SERVED = frozenset({"ربه", "رب", "مناف", _ALI})
_COMPOUND_TAILS = frozenset({"الله", "الدين", "الاسلام", "الحق", "الاله", "العابدين", "الرب", "المسيح", "الرحمن"})
_OF_ASIA = frozenset({"الوسطي", "الصغري", "الجنوبيه", "الشرقيه", "الغربيه", "الشماليه"})
# Names that are months or feasts first.
_SEASONS = frozenset({"رمضان", "شعبان", "رجب", "عيد", "ميلاد"})
# Names that are prepositions first: in a name they come last, or before another name.
_NAME_LAST = frozenset({"امام", _ALI})
# Words that a paper may be called, and a person may not.
_PAPER_WORDS = frozenset({"اليوم", "الان", "صور"})
# Families that are called as a place is.
_PLACE_NAMES = frozenset({"الخليل", "الريان"})
_LATIN_PARTICLES = frozenset(
    {"de", "du", "da", "di", "la", "le", "del", "dos", "y", "van", "von", "der", "den", "bin", "ben", "ibn", "bint"}
    | {"al", "el", "abu", "abou", "jr", "jr."}
)


def _fold_all(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


class _Lexicon:
    """The word lists, folded once."""

    def __init__(self) -> None:
        names = given_names
        verbs = _fold_all(names.PAST_VERBS)
        self.small = _fold_all(names.SMALL_WORDS)
        self.nouns = _fold_all(names.NOUN_NAMES) | {_ALI}
        self.adjectives = _fold_all(names.ADJECTIVE_NAMES) - self.nouns
        self.given = (_fold_all(names.GIVEN_NAMES) | {_ALI}) - self.small
        self.strong = self.given - self.nouns - self.adjectives
        self.families = _fold_all(names.FAMILY_NAMES)
        self.known = self.given | self.families | _fold_all(names.VERB_SHAPED_NAMES)
        self.latin = _fold_all(names.LATIN_NAMES)
        self.latin_plain = names.LATIN_PLAIN_WORDS
        self.ranks = _fold_all(names.RANKS)
        self.descriptions = _fold_all(names.DESCRIPTIONS)
        self.compound_heads = _fold_all(names.COMPOUND_HEADS)
        self.phrases = _fold_all(names.PHRASES)
        self.kinds = _fold_all(names.KINDS)
        plain = set(_fold_all(names.PLAIN_WORDS))
        plain |= {f"{word}ه" for word in plain if len(word) > 2}
        plain |= {f"ال{word}" for word in plain | (self.nouns - {_ALI})}
        plain |= cities.single_words() - _PLACE_NAMES
        # A preposition or an and is written onto the noun, and an adverb ends in alef.
        joined = {letter + word for letter in "بلوف" for word in plain} | {f"{word}ا" for word in plain}
        nouns = (plain | self.ranks | self.descriptions) - self.strong - self.families
        nouns -= {word for word in self.known if word.startswith("ال")}
        self.refused = self.small | verbs | nouns | (joined - self.known)
        self.sayings = self.small | (verbs - self.known)

    def may_follow(self, word: str) -> bool:
        """Tell whether a word may stand in a name behind the given name."""
        if word in self.refused:
            return False
        if word in self.known:
            return True
        if not 3 <= len(word) <= 14 or (word[0] == "و" and (len(word) > 4 or word[1:] in self.given)):
            return False
        return not (_PRESENT.fullmatch(word) or _NO_NAME.fullmatch(word) or _JOINED.fullmatch(word))

    def tells(self, kind: str, word: str) -> bool:
        """Tell whether a part speaks for a name."""
        if kind != "word" or _is_servant(word) or word in self.known:
            return True
        return _NISBA.fullmatch(word) is not None and word not in self.refused

    def tells_plainly(self, kind: str, word: str) -> bool:
        """Tell whether a part speaks for a name even behind a noun, which it does not describe."""
        if kind != "word" or _is_servant(word):
            return True
        if word in self.adjectives or word in self.kinds or word in _SEASONS:
            return False
        if word in self.strong or word in self.families:
            return True
        return _NISBA.fullmatch(word) is not None and word not in self.refused


@cache
def _lexicon() -> _Lexicon:
    return _Lexicon()


class _Agencies:
    """Agencies and what opens or closes their names, folded once."""

    def __init__(self) -> None:
        self.names = frozenset(_plain(name) for name in agencies.AGENCIES)
        self.heads = _fold_all(agencies.AGENCY_HEADS)
        self.outlets = _fold_all(agencies.OUTLET_HEADS)
        self.tails = _fold_all(agencies.OUTLET_TAILS)
        self.other_agencies = _fold_all(agencies.OTHER_AGENCIES)
        self.other_outlets = _fold_all(agencies.OTHER_OUTLETS)


@cache
def _agencies() -> _Agencies:
    return _Agencies()


def clean_label(text: str) -> str | None:
    """Return a label or title on one line, without bullets and decoration around it; None where nothing is left."""
    return _SPACES.sub(" ", text).strip(" \u200f\u200e:|\N{BULLET}*").strip() or None


def clean_source(text: str) -> str | None:
    """Return the name of a source without brackets and punctuation around it; quotes stay where they are a pair.

    >>> clean_source("(رويترز):"), clean_source('"النهار"')
    ('رويترز', '"النهار"')
    """
    name = _SPACES.sub(" ", text).strip(_EDGES)
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
    name = _SPACES.sub(" ", text).strip(_EDGES)
    if is_agency(name):
        return None
    name = _CUT_TAIL.sub("", _LABEL.sub("", name)).strip(_EDGES)
    name = _pick(name).strip(_EDGES)
    bare = _without_rank(name).strip(_EDGES)
    # One word behind a rank in full may be all there is of the name.
    if bare and (" " in bare or "." in name[:3]):
        name = bare
    if len(name) < 2 or len(name) > _MAX_NAME or _DIGIT.search(name) or is_agency(name) or is_city(name):
        return None
    words = fold(name).split(" ")
    several = " و" in name or _SEPARATOR.search(name) is not None
    if len(words) > (_MAX_AUTHORS if several else 6) or not (is_person(name) or _is_silent(name, words)):
        return None
    return name


def is_person(text: str) -> bool:
    """Tell whether a short text is a person's name and nothing else.

    >>> is_person("د. خالد الحليبي"), is_person("خالد يفوز بالسباق"), is_person("خالد")
    (True, False, False)
    """
    if not 5 <= len(text) <= _MAX_NAME + 20 or _TANWEEN.search(text):
        return False
    text = text.strip(_EDGES)
    if not _ARABIC.search(text):
        return _is_latin_person(text)
    folded = fold(text).strip(_EDGES)
    bare = _without_rank(folded)
    persian = "\N{ARABIC LETTER FARSI YEH}" in text
    preposition = "على" in text
    if _is_name(bare, bare != folded, persian, preposition):
        return True
    # One title is a given name as well.
    return folded.startswith(_LORD) and _is_name(folded, False, persian, preposition)


def is_agency(text: str) -> bool:
    """Tell whether a short text names a news agency, a paper or a channel, or says that agencies are the source.

    >>> is_agency("(أ ف ب)"), is_agency("رويترز، د ب أ"), is_agency("القاهرة - وكالات")
    (True, True, False)
    """
    if not 2 <= len(text) <= _MAX_SOURCE:
        return False
    pieces = [piece for piece in _AGENCY_SEPARATOR.split(text.strip(_EDGES)) if piece]
    return 0 < len(pieces) <= 5 and all(_is_one_agency(piece) for piece in pieces)


def _plain(text: str) -> str:
    """Fold a source and read through its full stops, brackets and quotes."""
    return " ".join(_SOURCE_MARK.sub(" ", fold(text)).split())


def _is_one_agency(piece: str) -> bool:
    lists = _agencies()
    plain = _plain(piece)
    if plain in lists.names:
        # An abbreviation in Latin letters is printed in capitals; else it may be a word.
        short = plain.isascii() and len(plain) <= 5 and " " not in plain
        return not short or plain == "dpa" or piece.upper() == piece
    words = plain.split(" ")
    if words[0] in lists.heads:
        return 2 <= len(words) <= 6 and _can_name_source(words[1:], lists.other_agencies)
    if words[0] in lists.outlets:
        return 2 <= len(words) <= 5 and _can_name_source(words[1:], lists.other_outlets)
    if words[-1] in lists.tails and not plain.isascii():
        return 2 <= len(words) <= 3 and _can_name_source(words[:-1], lists.other_outlets)
    for at, word in enumerate(words):
        if at and word[0] == "و":
            rest = " ".join([word[1:], *words[at + 1 :]]).strip()
            if rest and _is_one_agency(" ".join(words[:at])) and _is_one_agency(rest):
                return True
    return False


def _can_name_source(words: list[str], others: frozenset[str]) -> bool:
    """Tell whether words behind ``agency`` or ``paper`` name one, rather than say of what kind it is or what it did."""
    lexicon = _lexicon()
    first = words[0]
    if first in others or not any(char.isalpha() for char in first):
        return False
    # Without an article an adjective tells the kind.
    kind = first.endswith("يه") or (first.endswith("ي") and first in lexicon.refused)
    if kind and len(first) > 4 and not first.startswith("ال"):
        return False
    return not any(
        word in lexicon.small - _PAPER_WORDS
        or _PRESENT.fullmatch(word)
        or _JOINED.fullmatch(word)
        or _SHE_DID.fullmatch(word)
        for word in words
        if word not in lexicon.known
    )


def _without_rank(text: str) -> str:
    """Cut ranks and degrees from the front of a text; what is left may be no name."""
    lexicon = _lexicon()
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
    spans = [span for span in [*spans, (start, len(name))] if name[slice(*span)].strip(_EDGES)]
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
        if not (is_city(piece) or is_agency(piece) or fold(piece).split(" ")[0] in _lexicon().descriptions):
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
    return not (_QUESTION.search(name) or any(word in _lexicon().sayings for word in words))


def _is_latin_person(text: str) -> bool:
    words = _without_rank(text).split(" ")
    if not 2 <= len(words) <= 5 or _DIGIT.search(text):
        return False
    lexicon = _lexicon()
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


def _is_servant(word: str) -> bool:
    return (len(word) >= 6 and word.startswith("عبدال")) or word in ("عبدربه", "عبده")


def _is_name(folded: str, ranked: bool, persian: bool, preposition: bool) -> bool:
    """Tell whether a folded text without marks is a name.

    ``ranked``: a rank stood before it. ``persian``: it is typed with a Persian yeh, which no Arabic preposition is.
    ``preposition``: it has Ali in the spelling of the preposition.
    """
    if not 5 <= len(folded) <= _MAX_NAME or _DIGIT.search(folded) or _INNER_MARK.search(folded):
        return False
    lexicon = _lexicon()
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
    if kind == "word" and given not in lexicon.given and not _is_servant(given):
        return False
    if given == "اسيا" and rest[0][1] in _OF_ASIA:
        return False
    if not all(_may_stand(rest, at, preposition) for at in range(len(rest))):
        return False
    if kind == "word":
        if given == _ALI and preposition and not persian:
            # As a preposition would be printed: only a given name right behind it speaks against one.
            return rest[0][0] == "given" or rest[0][1] in lexicon.strong or _is_servant(rest[0][1])
        if not ranked and not (given == _ALI and persian) and not _is_told(given, rest, preposition):
            return False
    return sum(lexicon.tells(*unit) for unit in rest) >= len(rest) - 2


def _may_open(word: str) -> bool:
    lexicon = _lexicon()
    known = word in lexicon.given or word in lexicon.compound_heads
    return known or word in _SERVANTS or word in _FATHERS or _is_servant(word)


def _may_stand(rest: list[tuple[str, str]], at: int, preposition: bool) -> bool:
    """Tell whether a part behind the given name may be one of a name, where it stands."""
    lexicon = _lexicon()
    kind, word = rest[at]
    last = at == len(rest) - 1
    if kind != "word" or _is_servant(word):
        return True
    if word in _NAME_LAST and (word != _ALI or preposition):
        return last or (word == _ALI and lexicon.tells(*rest[at + 1]))
    return lexicon.may_follow(word)


def _is_told(given: str, rest: list[tuple[str, str]], preposition: bool) -> bool:
    """Tell whether a given name that is an ordinary word as well is followed by what makes it a name."""
    lexicon = _lexicon()
    if given in lexicon.adjectives:
        return any(lexicon.tells(*unit) for unit in rest) and not (preposition and rest[-1][1] == _ALI)
    if given not in lexicon.nouns or lexicon.tells_plainly(*rest[0]):
        return True
    if rest[0][1] == _ALI:
        return len(rest) == 1 and not preposition
    return len(rest) > 1 and rest[0][1] in lexicon.known and lexicon.tells_plainly(*rest[1])


def _units(words: list[str]) -> list[tuple[str, str]] | None:
    """Join words to the parts of a name: ``bin X`` is one and ``Abd al-X`` is one. None where a part is not finished.

    Each part is (kind, word): ``given`` for a compound that is a given name, ``linked`` for what a particle opens,
    ``word`` for the others.
    """
    lexicon = _lexicon()
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
            if following in lexicon.small or (_PRESENT.fullmatch(following) and following not in lexicon.known):
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
    return word in _FATHERS and (following in _lexicon().strong or following == _ALI)
