"""Names as pages print them: bylines, sources, labels.

A person's name is told by its given name and by what must not follow it; the rest of it is open-class. Words that
are names and ordinary words at once need a second known name beside them.
"""

import re
from functools import cache

from cleaner.folding import fold
from cleaner.metadata import agencies, cities, given_names
from cleaner.metadata.cities import is_city

__all__ = ["clean_author", "clean_label", "clean_source", "is_agency", "is_city", "is_person"]

_SPACES = re.compile(r"[\s\u00a0\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+")
_EDGES = " \t\u00a0\u200f\u200e:/|،,.-\N{EN DASH}\N{EM DASH}\N{ARABIC TATWEEL}\N{BULLET}*()[]"
_MAX_NAME = 60
_MAX_WORDS = 10
_MAX_UNITS = 5
_MAX_SOURCE = 80

# Abbreviated ranks: a letter with a full stop or a stroke, or a lone dal.
_SHORT_RANK = re.compile(r"(?:[ادم]\.? ?){0,2}[ادمقشع] ?[./] ?(?=\S\S)|د (?=\S\S)|(?:dr|prof|mr|mrs|ms|eng)\.? ", re.IGNORECASE)
_RANKS = """
الدكتور الدكتورة دكتور دكتورة الدكاترة الأستاذ الأستاذة أستاذ أستاذة الاستاذ البروفيسور البروفسور بروفيسور بروفسور المهندس المهندسة مهندس
الكاتب الكاتبة كاتب الصحفي الصحفية الصحافي الصحافية الإعلامي الإعلامية الزميل الزميلة المحرر المصور المصورة المراسل الشاعر الشاعرة الأديب
الأديبة الروائي الروائية الناقد الناقدة المفكر المؤرخ الباحث الباحثة الفنان الفنانة المخرج المترجم المترجمة المحامي المحامية القاضي المستشار المستشارة
الشيخ الشيخة الحاج الحاجة السيد السيدة الأخ الأخت الأب القس القمص القسيس المطران الأنبا البابا الخوري الأرشمندريت الإمام العلامة الداعية القارئ
الفريق اللواء لواء العميد عميد العقيد عقيد المقدم مقدم الرائد النقيب نقيب الملازم المشير الركن السفير السفيرة النائب النائبة الطبيب الطبيبة
الخبير الخبيرة الدبلوماسي السياسي الكابتن الأميرال الطالب الطالبة المدون المدونة سماحة فضيلة آية الله حجة الإسلام آیت‌الله دکتر مهندس استاد آقای خانم ڈاکٹر پروفیسر مولانا
"""  # fmt: skip
# What stands before an author where a rule hands the whole line over.
_LABEL = re.compile(
    r"^(?:تصوير|عدسة|بعدسة|كتبت?|كتبها|بقلم|بريشة|تحرير|إعداد|اعداد|أعدها|أعده|حوار|حاوره|حاورته|حاورها|ترجمة|ترجمها|تقرير|تحقيق|مراسلة|متابعة|رسوم"
    r"|الكاتب|الكاتبة|المحرر|المؤلف|نوشته|نویسنده|تحریر|عکس|مصنف|photos?|photo by|written by|author|by|par|propos recueillis par)"
    r"\s*(?:[:/|]|\s[-\N{EN DASH}\N{EM DASH}ـ]+\s)\s*|^(?:بقلم|بعدسة|تحریر|by|par|written by)\s+",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s+[-\N{EN DASH}\N{EM DASH}ـ]+\s*|\s*[-\N{EN DASH}\N{EM DASH}]+\s+|\s*[|/\\]\s*|\s*[،,؛;]\s*|\s+&\s+|\s*\+\s*")
_CUT_TAIL = re.compile(r"\s*(?:[(\[].*|[\"«“].*)$")
# Nouns that open what is said of an author behind the name.
_DESCRIPTIONS = """
كاتب كاتبة صحفي صحفية صحافي صحافية باحث باحثة أستاذ أستاذة أكاديمي أكاديمية محام محامي محامية إعلامي إعلامية رئيس رئيسة مدير مديرة
مراسل مراسلة خبير خبيرة شاعر شاعرة ناقد ناقدة محلل محللة عضو ناشط ناشطة
"""
_DIGIT = re.compile(r"\d")
_INNER_MARK = re.compile("[!\"'()*,./:;<=>?\\[\\]\\\\^_`{|}~@#&+%]")
_TANWEEN = re.compile("[\u064b\u064c\u064d]")
_WORD = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile("[\u0621-\u064a]")

_PRESENT = re.compile("[يت][^ا]..+|س[يت]...+|[يت]ا...+")
_PAST = re.compile(
    "(?!ال)..+[^اويال]ت|...+وا|(?!ال)...+(?:ها|هم|كم)|(?!ال)....+نا|ا.ت..|است....*|ان..ل|مي[شك]..+|نمي..+|(?!ال)...+يه|ال....+(?:يات|تين|ائي?ه)"
)
_JOINED = re.compile("(?:وال|بال|كال|فال|لل|لا|بان)...+")
_NISBA = re.compile("ال...+ي")
_PARTICLE_FIRST = frozenset({"بن", "ابن", "بنت", "ال", "ابو", "ابي", "ابا", "ام", "ولد", "بو", "با", "بني", "بل", "ذو", "ايت", "لا", "ان", "دي", "دو", "لو", "فان", "فون"}) - {"ال", "لا", "ان", "لو"}  # noqa: E501
_HOUSE = "ال"
_SERVANTS = frozenset({"عبد", "عبيد", "امه"})
_COMPOUND_TAILS = frozenset({"الله", "الدين", "الاسلام", "الحق", "الاله", "العابدين", "الرب", "المسيح", "الرحمن"})
_COMPOUND_HEADS = """
نور صلاح علاء عز سيف شمس جمال ضياء بدر تقي خير محيي محي حسام عماد شرف فخر قمر كمال نجم زين تاج بهاء نصر جاد سعد حسب فضل عطا عطاء فتح رزق
هبة ضيف حبيب نعمة شهاب سراج صفي جلال برهان معز مجد ركن نظام لسان ولي رشيد ناصر حجة أسد ذبيح آية روح أمان شكر خلف جار عون عوض لطف فرج سند حمد
"""
_SAID_OF_ASIA = frozenset({"الوسطي", "الصغري", "الجنوبيه", "الشرقيه", "الغربيه", "الشماليه", "والمحيط"})
_NATIONS = """
المصري اللبناني السوري الشامي العراقي المغربي الجزائري التونسي الليبي السوداني اليمني العماني الكويتي القطري البحريني السعودي الإماراتي الأردني
الفلسطيني العربي التركي الكردي الهندي الروسي الصيني الخليجي الشرقي الجنوبي الشمالي الحقيقي العالي الأخضر الملكي الأهلي الثاني الماضي الآتي الباقي النادي
التالي الكافي الوادي الشافي الشعبي الوطني
"""
# Names that are months or feasts first.
_SEASONS = frozenset({"رمضان", "شعبان", "رجب", "عيد", "ميلاد"})
_NAME_LAST = frozenset({"امام", "علي"})
_LATIN_PARTICLES = frozenset("de du da di la le van von der den bin ben ibn al el abu abou bint del dos dr. jr jr. y".split())
_LATIN_WORD = re.compile(r"(?:[^\W\d_][\w]*(?:['\N{RIGHT SINGLE QUOTATION MARK}\-][^\W\d_]+)*\.?)")
_LATIN_PLAIN = frozenset(
    """
    the a an of in on at to for from with and or by as is are was were be has have had will would can says say said wins win won buys buy
    makes make takes take gets get goes go calls call tells tell asks ask leads lead dies die killed kills kill arrested named hits hit
    beats beat slams visits visit meets meet signs sign joins join leaves leave returns return faces face plans plan opens open closes
    scores score signs quits quit backs back vows warns warn urges denies admits confirms announces launches launch reveals shows show
    news street st university college school city town times post cup day week year award awards foundation church house hospital museum
    airport bridge park road avenue square centre center hall library theatre theater stadium island islands river lake mountain beach bay
    county state states station festival museum group company inc ltd llc corp bank fund institute team club league tour series season
    episode photo photos image images video videos live update updates more about contact us home story stories read new old big best top
    how why what when where who which this that these those my your his her its our their not no all one two first last next after before
    over under between against into out up down off online today yesterday tomorrow magazine journal review report press media network tv
    app store play market sale deal deals price guide tips music song songs album movie film book books game games science monitor daily
    national international global world africa europe asia america american english french arabic dame baptiste et les des du une
    """.split()
)


def _fold_all(words: str | frozenset[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in (words.split() if isinstance(words, str) else words))


class _Lexicon:
    """The word lists, folded once."""

    def __init__(self) -> None:
        fold_all, names = _fold_all, given_names
        self.small = fold_all(names.SMALL_WORDS)
        self.nouns = fold_all(names.NOUN_NAMES) | fold_all(names.PREPOSITION_NAMES)
        self.adjectives = fold_all(names.ADJECTIVE_NAMES) - self.nouns
        self.given = (fold_all(names.GIVEN_NAMES) | fold_all(names.PREPOSITION_NAMES)) - self.small
        self.strong = self.given - self.nouns - self.adjectives
        self.families = fold_all(names.FAMILY_NAMES)
        self.known = self.given | self.families | fold_all(names.VERB_SHAPED_NAMES)
        self.latin = fold_all(names.LATIN_NAMES)
        self.ranks = fold_all(_RANKS)
        self.compound_heads = fold_all(_COMPOUND_HEADS)
        self.nations = fold_all(_NATIONS)
        self.descriptions = fold_all(_DESCRIPTIONS)
        plain = fold_all(names.PLAIN_WORDS)
        plain |= {f"{word}ه" for word in plain if word.endswith("ي")}
        plain |= {f"ال{word}" for word in plain}
        plain |= {place for city in cities.CITIES if " " not in (place := fold(city))} | cities.names_with_city()
        plain -= {"الخليل", "المدينه", "الريان", "عمان", "تونس"} & self.families | {"الخليل", "الريان"}
        verbs = fold_all(names.PAST_VERBS)
        # A preposition or an and is written onto the noun; an adverb ends in alef.
        joined = {letter + word for letter in "بلوف" for word in plain} | {f"{word}ا" for word in plain}
        titles = self.ranks | self.descriptions
        self.refused = self.small | verbs | ((plain | titles) - self.strong - self.families) | (joined - self.known)
        self.sayings = self.small | (verbs - self.known)

    def may_follow(self, word: str) -> bool:
        """Tell whether a word may stand in a name behind the given name."""
        if word in self.refused:
            return False
        if word in self.known:
            return True
        if len(word) < 3 or len(word) > 14:
            return False
        if word[0] == "و" and (len(word) > 4 or word[1:] in self.given):
            return False
        return not (_PRESENT.fullmatch(word) or _PAST.fullmatch(word) or _JOINED.fullmatch(word))


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
    if text.count("(") > name.count("(") and name.count("(") > name.count(")"):
        name += ")"
    for opening, closing in ("()", "[]"):
        if name.count(opening) != name.count(closing):
            name = f"{name}{closing}" if name.count(opening) == name.count(closing) + 1 else name.replace(closing, "")
    for quotes in ('""', "''", "\u00ab\u00bb", "\u201c\u201d"):
        if (quotes[0] == quotes[1] and name.count(quotes[0]) % 2) or name.count(quotes[0]) != name.count(quotes[1]):
            name = name.strip(quotes)
    name = name.strip(" ")
    return name if any(char.isalnum() for char in name) else None


def clean_author(text: str) -> str | None:
    """Return a person's name: rank before it and city after it cut off, None where it cannot be a name.

    Several authors stay one string, as printed. An agency is no author.

    >>> clean_author("د. سلمى الراوي - عمّان")
    'سلمى الراوي'
    >>> clean_author("أحمد علي وسمر حسن"), clean_author("رويترز")
    ('أحمد علي وسمر حسن', None)
    """
    name = _SPACES.sub(" ", text).strip(_EDGES)
    if is_agency(name):
        return None
    name = _CUT_TAIL.sub("", _LABEL.sub("", name)).strip(_EDGES)
    name = _pick(name).strip(_EDGES)
    bare = _without_rank(name).strip(_EDGES)
    # A rank is only cut from what is still a name of two words, or else it may be the name itself.
    name = bare if bare and (" " in bare or name.startswith(("ا", "أ", "د", "م")) and "." in name[:3]) else name
    if len(name) < 2 or len(name) > _MAX_NAME or _DIGIT.search(name) or is_agency(name) or is_city(name):
        return None
    words = fold(name).split(" ")
    if len(words) > _MAX_WORDS or (len(words) > 6 and not _SEPARATOR.search(name) and " و" not in name):
        return None
    if not is_person(name) and _speaks(name, words):
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
    if not 5 <= len(bare) <= _MAX_NAME or _DIGIT.search(bare) or _INNER_MARK.search(bare):
        return False
    preposition = "\N{ARABIC LETTER ALEF MAKSURA}" if "على" in text.split() else ""
    persian = "\N{ARABIC LETTER FARSI YEH}" in text
    if _is_name(bare, ranked=bare != folded, persian=persian, preposition=bool(preposition)):
        return True
    # Some ranks are given names as well.
    return bare != folded and not _INNER_MARK.search(folded) and _is_name(folded, False, persian, bool(preposition))


def is_agency(text: str) -> bool:
    """Tell whether a short text names a news agency, a paper or a channel, or says that agencies are the source.

    >>> is_agency("(أ ف ب)"), is_agency("رويترز، د ب أ"), is_agency("القاهرة - وكالات")
    (True, True, False)
    """
    if not 2 <= len(text) <= _MAX_SOURCE:
        return False
    pieces = [piece for piece in re.split(r"\s*[+،,/|&]\s*|\s+[-\N{EN DASH}\N{EM DASH}]+\s+", text.strip(_EDGES)) if piece]
    return 0 < len(pieces) <= 5 and all(_is_one_agency(piece) for piece in pieces)


def _plain(text: str) -> str:
    """Fold a source and read through its full stops, brackets and quotes."""
    return " ".join(re.sub("[.()\\[\\]\"'\\-]", " ", fold(text)).split())


def _is_one_agency(piece: str) -> bool:
    lists = _agencies()
    plain = _plain(piece)
    if plain in lists.names:
        # An abbreviation in Latin letters is printed in capitals; else it may be a word.
        return not (plain.isascii() and len(plain) <= 5 and " " not in plain) or plain == "dpa" or piece.upper() == piece
    words = plain.split(" ")
    if words[0] in lists.heads:
        return 2 <= len(words) <= 6 and _can_name(words[1:], lists.other_agencies)
    if words[0] in lists.outlets:
        return 2 <= len(words) <= 5 and _can_name(words[1:], lists.other_outlets)
    if words[-1] in lists.tails and not plain.isascii():
        return 2 <= len(words) <= 3 and _can_name(words[:-1], lists.other_outlets)
    return any(
        word[0] == "و" and _is_one_agency(" ".join(words[:at])) and _is_one_agency(" ".join([word[1:], *words[at + 1 :]]).strip())
        for at, word in enumerate(words)
        if at
    )


def _can_name(words: list[str], others: frozenset[str]) -> bool:
    """Tell whether words behind ``agency`` or ``paper`` name one, rather than saying of what kind it is or what it did."""
    if words[0] in others or _DIGIT.search("".join(words)) and len(words) == 1:
        return False
    lexicon = _lexicon()
    if words[0].endswith(("يه", "ي")) and not words[0].startswith("ال") and words[0] in lexicon.refused | {"عبريه", "يوميه"}:
        return False
    if len(words[0]) > 4 and words[0].endswith("يه") and not words[0].startswith("ال"):
        return False
    return not any(
        word in lexicon.sayings
        or (word not in lexicon.known and not word.startswith("ال") and (_PRESENT.fullmatch(word) or _JOINED.fullmatch(word)))
        for word in words
        if word not in ("اليوم", "الان", "صور")
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
    pieces: list[tuple[int, int]] = []
    start = 0
    for separator in _SEPARATOR.finditer(name):
        # A degree is written with a stroke as well: it belongs to what follows.
        if separator[0].strip() == "/" and len(name[start : separator.start()].strip()) <= 3:
            continue
        pieces.append((start, separator.start()))
        start = separator.end()
    pieces = [(first, last) for first, last in [*pieces, (start, len(name))] if name[first:last].strip(_EDGES)]
    if len(pieces) < 2:
        return name
    texts = [name[first:last] for first, last in pieces]
    persons = [at for at, piece in enumerate(texts) if is_person(piece) or _are_persons(piece)]
    if persons:
        until = persons[0]
        while until + 1 in persons:
            until += 1
        return name[pieces[persons[0]][0] : pieces[until][1]]
    for piece in texts:
        if not is_city(piece) and not is_agency(piece) and fold(piece).split(" ")[0] not in _lexicon().descriptions:
            return piece
    return ""


def _are_persons(text: str) -> bool:
    """Tell whether a text joins two names by an and."""
    words = text.split(" ")
    for at, word in enumerate(words):
        if at and word.startswith("و"):
            rest = " ".join([word[1:], *words[at + 1 :]]).strip()
            if is_person(" ".join(words[:at])) and (is_person(rest) or _are_persons(rest)):
                return True
    return False


def _speaks(name: str, words: list[str]) -> bool:
    """Tell whether a byline that is no plain name holds a word that only a sentence has."""
    sayings = _lexicon().sayings
    return any(word in sayings for word in words) or bool(re.search("[?!\N{ARABIC QUESTION MARK}]", name))


def _is_latin_person(text: str) -> bool:
    words = text.split(" ")
    if not 2 <= len(words) <= 5 or _DIGIT.search(text):
        return False
    lexicon = _lexicon()
    capitals = 0
    for at, word in enumerate(words):
        low = fold(word)
        if not _LATIN_WORD.fullmatch(word) or (word.endswith(".") and len(word) > 2 and low not in _LATIN_PARTICLES):
            return False
        if at and low in _LATIN_PARTICLES and at < len(words) - 1:
            continue
        if not word[0].isupper() or low in _LATIN_PLAIN or (at and low in cities_in_latin()):
            return False
        capitals += 1
    return 2 <= capitals <= 4 and fold(words[0]).split("-")[0] in lexicon.latin and len(words[-1]) > 1


@cache
def cities_in_latin() -> frozenset[str]:
    """Return the folded places of one word in Latin letters."""
    return frozenset(place for city in cities.CITIES if (place := fold(city)).isascii() and " " not in place)


def _units(words: list[str]) -> list[tuple[str, str]] | None:
    """Join words to the parts of a name: ``bin X`` and ``Abd al-X`` are one. None where a part is not finished.

    Each part is (kind, word): ``given`` for a compound that is a given name, ``linked`` for what a particle opens,
    ``word`` for the others.
    """
    lexicon = _lexicon()
    units: list[tuple[str, str]] = []
    at = 0
    while at < len(words):
        word = words[at]
        following = words[at + 1] if at + 1 < len(words) else ""
        if word in _SERVANTS and (following.startswith("ال") or following in ("ربه", "رب", "علي", "مناف", "شمس")):
            units.append(("given", f"{word} {following}"))
            at += 2
        elif following in _COMPOUND_TAILS and word in lexicon.compound_heads:
            units.append(("given", f"{word} {following}"))
            at += 2
        elif word in _PARTICLE_FIRST or (word == _HOUSE and at):
            if not following or (not units and not (word in ("ابو", "ام", "ابي") and following in lexicon.strong)):
                return None
            if following in _PARTICLE_FIRST or following in _SERVANTS or following == _HOUSE:
                units.append(("linked", "")) if not units or units[-1] != ("linked", "") else None
            elif following in lexicon.small or _PRESENT.fullmatch(following) and following not in lexicon.known:
                return None
            else:
                units.append(("linked", following))
                at += 1
            at += 1
        else:
            units.append(("word", word))
            at += 1
    return [unit for unit in units if unit != ("linked", "")]


def _is_name(folded: str, ranked: bool, persian: bool, preposition: bool) -> bool:
    lexicon = _lexicon()
    words = folded.split(" ")
    first = words[0]
    if "-" in folded:
        words = [part for word in words for part in word.split("-")]
        if "" in words or words[0] not in lexicon.given or words[1] not in lexicon.given:
            return False
        first = words[0]
    if not 2 <= len(words) <= _MAX_WORDS or words[-1] in _PARTICLE_FIRST or words[-1] in _SERVANTS:
        return False
    # Most lines are told by their first word.
    if not (first in lexicon.given or first in _SERVANTS or first in ("ابو", "ام", "ابي") or first in lexicon.compound_heads
            or _is_servant(first)):  # fmt: skip
        return False
    units = _units(words)
    if not units or not 2 <= len(units) <= _MAX_UNITS:
        return False
    kind, given = units[0]
    if kind == "word" and given not in lexicon.given and not _is_servant(given):
        return False
    rest = units[1:]
    for at, (kind, word) in enumerate(rest):
        if kind == "word" and not _is_servant(word) and not lexicon.may_follow(word):
            if word in _NAME_LAST and at == len(rest) - 1:
                continue
            return False
        if word in _NAME_LAST and preposition and at < len(rest) - 1 and not _tells(*rest[at + 1], plainly=False):
            return False
    if given == "اسيا" and rest[0][1] in _SAID_OF_ASIA:
        return False
    if units[0][0] == "word":
        if given == "علي" and preposition and first == "علي":
            # As a preposition would be printed: only a given name right behind it speaks against one.
            return rest[0][1] in lexicon.strong or rest[0][0] == "given" or _is_servant(rest[0][1])
        if not ranked and not (given == "علي" and persian):
            if given in lexicon.nouns and not _tells(*rest[0], plainly=True):
                return False
            if given in lexicon.adjectives and not any(_tells(kind, word, plainly=False) for kind, word in rest):
                return False
    told = sum(_tells(kind, word, plainly=False) for kind, word in rest)
    return told >= len(rest) - 2


def _is_servant(word: str) -> bool:
    return len(word) >= 6 and word.startswith("عبدال") or word in ("عبدربه", "عبده")


def _tells(kind: str, word: str, plainly: bool) -> bool:
    """Tell whether a part speaks for a name; ``plainly``: where it is no word that may as well describe a noun."""
    lexicon = _lexicon()
    if kind != "word" or _is_servant(word):
        return True
    if not plainly:
        return word in lexicon.known or (bool(_NISBA.fullmatch(word)) and word not in lexicon.refused)
    if word in lexicon.adjectives or word in lexicon.nations or word in _SEASONS:
        return False
    return word in lexicon.strong or word in lexicon.families or (bool(_NISBA.fullmatch(word)) and word not in lexicon.refused)
