"""The language of a text: letters and small words first, a small offline model where they do not tell."""

import codecs
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from math import log
from typing import Any

from cleaner.folding import in_arabic_block

# Code point ranges of the two scripts that settle more than the model does; any other letter is the model's.
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_HEBREW = re.compile("[\u05d0-\u05ea]")
_EITHER = re.compile(f"{_ARABIC.pattern}|{_HEBREW.pattern}")
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"://|www\.|@")
_SAMPLE = 4000
# The model reads a letter at a time, in Python.
_MODEL_SAMPLE = 600
# So many words, from all over a text, tell the languages of Arabic script apart.
_LETTER_SAMPLE = 120
_FEWEST_LETTERS = 6
# A text is in Arabic script where so large a part of it, spaces and digits included, is of its block.
_MOSTLY = 0.6
_PROSE_WORDS = 10
_LARGE_SHARE = 0.1

_SHARED = "ابتجخدرزسشغفقلمنو"
_ARABIC_ONLY = "ثحذصضطظع"
# What each language writes, hamza carriers of loanwords included. A letter speaks for the languages that have it,
# the louder the fewer they are, and against the others.
_ALPHABETS = {
    "ar": _SHARED + _ARABIC_ONLY + "هكيةىءآأإؤئ",
    "fa": _SHARED + _ARABIC_ONLY + "هپچژگکیءآأؤئۀ",
    "ur": _SHARED + _ARABIC_ONLY + "ہھپچژگکیےۓںٹڈڑۂءآأؤئ",
    "ps": _SHARED + _ARABIC_ONLY + "هپچژگګکیيېۍئټډړږښڼځڅۀءآأؤ",
    "ckb": _SHARED + "حع" + "ھهپچژگکیێۆەڕڵڤئ",
    "ug": _SHARED + "ھپچژگڭكيىېەۇۆۈۋئ",
    "sd": _SHARED + _ARABIC_ONLY + "هھپچگڪکيئءآٻڀٺٿٽڃڄڇڌڊڏڍڙڦڳڱڻ",
}
_WORDS = {
    "ar": "في من على إلى أن التي الذي هذا هذه ما لا عن مع كان هو هي أو بين ثم قد كل لم",
    "fa": "در به از که این را با است برای آن یک تا خود بر می نمی شد شده شود کرد کند است های ها و هم",
    "ur": "کے کی میں ہے اور سے کا کو نے پر ہیں یہ کہ اس بھی تھا گیا",
    "ps": "د په او چې له ته کې سره یې دې شي نه کول دی",
    "ckb": "لە بە و بۆ کە لەگەڵ ئەم بەڵام ئەو دەکات نییە",
    "ug": "ۋە بىلەن بۇ ئۈچۈن بىر شۇ",
    "sd": "جي جو جا ۾ ۽ کي تي آهي سان",
}
# Letters of another keyboard that a language is also typed with: they say nothing for it or against it.
_TYPED = {"ar": "یک", "fa": "يكة", "ur": "يكه", "ps": "ك", "ckb": "يك"}
# What the model may answer: the languages of news pages, without the small kin that it finds in short lines.
_MODELLED = (
    "af am az be bg bn bs ca cs da de el en es et eu fi fr gl gu ha hi hr hu hy id is it ja ka kk km kn ko ku ky lo lt "
    "lv mk ml mn mr ms mt my ne nl no or pa pl pt ro ru si sk sl so sq sr sv sw ta te tg th tk tl tr uk uz vi zh"
)
_ABSENT = -1.5
_THE = "ال"
_SMALL_ENGLISH = "the and of to that for with was said his from by at has have were are will in is it"
_ENGLISH = frozenset(_SMALL_ENGLISH.split())
_OWN_FRENCH, _SMALL_FRENCH = (
    "et est une du dans pour avec sur aux ce ces cette qui ont été",
    "le la les de des un en que par au à il elle a",
)
_FRENCH_ONLY = frozenset(_OWN_FRENCH.split())
_FRENCH = _FRENCH_ONLY.union(_SMALL_FRENCH.split())
_LATIN_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
# Marks, digits, punctuation: signs that say nothing of the language.
_TYPOGRAPHY = "\u00a0\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026"
_ARABIC_SIGNS = "".join(map(chr, (*range(0x64B, 0x656), *range(0x660, 0x66A), 0x640, 0x670, 0x60C, 0x61B, 0x61F))) + (
    _TYPOGRAPHY + "\u00a9\u00ab\u00ae\u00b0\u00b7\u00bb\u200c\u200d\u200e\u200f\u202b\u202c"
)
_PERSIAN_SIGNS = "".join(map(chr, range(0x6F0, 0x6FA))) + "\u06d4"
_PLAIN_WORDS = 30
# One character in so many may be none of ASCII: in an English text, and in one that is of ASCII for the rest.
_SOME_FOREIGN, _FEW_FOREIGN = 200, 1000
_WORDS_AN_ARTICLE = 12  # an Arabic text has its article on one word in so many at least
_SMALL_WORD = 2.0
_ARTICLE = 1.0


@cache
def _letter_votes() -> dict[str, dict[str, float]]:
    votes: dict[str, dict[str, float]] = {}
    for letter in set("".join(_ALPHABETS.values())):
        writers = [code for code, alphabet in _ALPHABETS.items() if letter in alphabet]
        votes[letter] = {
            code: log(len(_ALPHABETS) / len(writers)) if code in writers else _ABSENT
            for code in _ALPHABETS
            if letter not in _TYPED.get(code, "")
        }
    return votes


@cache
def _small_words() -> dict[str, tuple[str, ...]]:
    words: dict[str, tuple[str, ...]] = {}
    for code, line in _WORDS.items():
        for word in line.split():
            words[word] = (*words.get(word, ()), code)
    return words


def detect_language(text: str) -> str | None:
    """Return the ISO 639 code of the main language of a text, or None where it has too few letters to tell.

    >>> detect_language("قال الرئيس إن الحكومة ستعلن القرار غدا"), detect_language("این کتاب را دیروز خواندم")
    ('ar', 'fa')
    >>> detect_language("2024 - 19:01") is None
    True
    """
    sample = text[:_SAMPLE]
    if _addressed(sample):
        sample = "\n".join([" ".join(_words(line)) if _addressed(line) else line for line in sample.split("\n")])
    if plain := _plainly(sample):
        return plain
    words = sample.split()
    sample = " ".join(words)
    if in_arabic_block(sample) > max(_PLAIN_WORDS, _MOSTLY * len(sample)):
        return _by_letters(words)
    letters = Counter({char: count for char, count in Counter(sample).items() if char.isalpha()})
    arabic = sum(count for char, count in letters.items() if _ARABIC.match(char))
    hebrew = sum(count for char, count in letters.items() if _HEBREW.match(char))
    other = letters.total() - arabic - hebrew
    if max(arabic, hebrew, other) < _FEWEST_LETTERS:
        return None
    if hebrew > max(arabic, other):
        return "he"
    return _by_letters(words) if arabic >= other else _by_model(sample)


def _plainly(sample: str) -> str | None:
    """Tell the three commonest languages at a glance; None where it takes more than that.

    Arabic is a text of some length without a letter of its neighbours, with its article on every few words; English
    one of ASCII letters but for a foreign name, with its own article on every fifty words and a seventh of it in small
    words that no other language has all of; French one with a sixth in small words, and one in twenty-five its own.
    """
    spaces = sample.count(" ")
    if spaces < _PLAIN_WORDS:
        return None
    if sample.count(" " + _THE) < spaces / _WORDS_AN_ARTICLE:
        if 2 * len(sample.encode("ascii", "ignore")) < len(sample):
            return None
        foreign, sample = _foreign(sample)
        words = sample.lower().split()
        if foreign <= len(sample) / _SOME_FOREIGN and words.count("the") > len(words) / 50:
            return "en" if sum(map(_ENGLISH.__contains__, words)) > len(words) / 7 else None
        own, small = (sum(map(some.__contains__, words)) for some in (_FRENCH_ONLY, _FRENCH))
        return "fr" if own > len(words) / 25 and small > len(words) / 6 else None
    latin = _latin_among_arabic(sample)
    return "ar" if latin is not None and 4 * latin < len(sample) else None


def _foreign(text: str) -> tuple[int, str]:
    """Count the characters that are neither of ASCII nor typography; return the text without the latter too."""
    for mark in _TYPOGRAPHY:
        text = text.replace(mark, " ")
    return len(text) - len(text.encode("ascii", "ignore")), text


@lru_cache(maxsize=2)
def _latin_among_arabic(text: str, neighbours: bool = False) -> int | None:
    """Count the Latin letters of a text; None where it holds a letter that is neither Latin nor Arabic.

    With ``neighbours`` the letters of Persian and Urdu are Arabic too.
    """
    try:
        codes: bytes = codecs.charmap_encode(text, "strict", _arabic_page(neighbours))[0]
    except UnicodeEncodeError:
        return None
    return len(codes) - len(codes.translate(None, _LATIN_LETTERS))


@cache
def _arabic_page(neighbours: bool) -> Any:
    """Return a code page of what Arabic texts hold, with or without the letters that only its neighbours write."""
    signs = "".join(map(chr, range(0x80))) + _ALPHABETS["ar"] + _ARABIC_SIGNS
    letters = dict.fromkeys(signs + (_ALPHABETS["fa"] + _ALPHABETS["ur"] + _PERSIAN_SIGNS) * neighbours)
    return codecs.charmap_build("".join(letters).ljust(256, "\ufffe"))


def _addressed(text: str) -> bool:
    return "@" in text or "://" in text or "www." in text


def _words(text: str) -> list[str]:
    """Return the words of a text without its addresses, which are Latin letters in any language."""
    if not _addressed(text):
        return text.split()
    return [word for word in text.split() if not _ADDRESS.search(word)]


def _by_letters(words: Sequence[str]) -> str:
    sample = " ".join(words[:: -(-len(words) // _LETTER_SAMPLE)])
    scores = dict.fromkeys(_ALPHABETS, 0.0)
    votes = _letter_votes()
    for letter, count in Counter(sample).items():
        for code, vote in votes.get(letter, {}).items():
            scores[code] += count * vote
    for word, count in Counter(_WORD.findall(sample)).items():
        for code in _small_words().get(word, ()):
            scores[code] += _SMALL_WORD * count
        if word.startswith("ال") and len(word) > 3:
            scores["ar"] += _ARTICLE * count
    return max(scores, key=lambda code: scores[code])


def _by_model(sample: str) -> str | None:
    import py3langid

    known = _MODELLED.split()
    return next((str(code) for code, _ in py3langid.rank(sample[:_MODEL_SAMPLE]) if code in known), None)


def mixed_languages(text: str) -> tuple[str, ...]:
    """Return the languages that each fill a tenth of the prose or more, the largest first; empty for one alone.

    Only paragraphs of ten words or more count, so that names, addresses and menus make no page a mixed one.

    >>> mixed_languages("The minister said on Monday that the new law would be sent back\\n"
    ...                 "قال الوزير يوم الاثنين إن القانون الجديد سيعاد إلى البرلمان للتصويت عليه مرة أخرى")
    ('ar', 'en')
    """
    if _is_alike(text) or _is_neighbour(text):
        return ()
    sizes: Counter[str] = Counter()
    unclear: dict[str, list[str]] = {}  # paragraphs by script, which are looked at together: the model is slow
    for paragraph in text.split("\n"):
        size = len(_words(paragraph))
        if size < _PROSE_WORDS:
            continue
        if code := _plainly(paragraph):
            sizes[code] += size
        else:
            unclear.setdefault(_script_of(paragraph), []).append(paragraph)
    if len(sizes) + len(unclear) < 2:
        return ()
    for paragraphs in unclear.values():
        if code := detect_language("\n".join(paragraphs)):
            sizes[code] += sum(len(_words(paragraph)) for paragraph in paragraphs)
    large = tuple(code for code, size in sizes.most_common() if size >= _LARGE_SHARE * sizes.total())
    return large if len(large) > 1 else ()


def _is_neighbour(text: str) -> bool:
    """Tell at a glance that a text is Persian or Urdu: next to no Latin letter, and no tenth of it may be Arabic.

    A paragraph is taken for Arabic only where one word in twelve has the article.
    """
    latin = _latin_among_arabic(text, neighbours=True)
    if latin is None or latin >= _LARGE_SHARE / 2 * len(text):
        return False
    words = sum([size for line in text.split("\n") if (size := len(line.split())) >= _PROSE_WORDS])
    return (_WORDS_AN_ARTICLE + 1) * text.count(" " + _THE) < _LARGE_SHARE * words


def _script_of(paragraph: str) -> str:
    """Return whether Arabic, Hebrew or other letters open most words of a paragraph."""
    if not _EITHER.search(paragraph):
        return "other"
    words = _words(paragraph)
    for script, letter in (("Arabic", _ARABIC), ("Hebrew", _HEBREW)):
        if 2 * sum(letter.match(word) is not None for word in words) > len(words):
            return script
    return "other"


def _is_alike(text: str) -> bool:
    """Tell at a glance that a text is of one language: next to nothing but ASCII, or but Arabic letters."""
    latin = _latin_among_arabic(text)
    if latin is not None and latin < _LARGE_SHARE / 2 * len(text):
        return True
    return text.isascii() or _foreign(text)[0] <= len(text) / _FEW_FOREIGN
