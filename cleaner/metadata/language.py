"""The language of a text: letters and small words first, a small offline model where they do not tell."""

import re
from collections import Counter
from functools import cache
from math import log

_SCRIPTS = {
    "arabic": re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]"),
    "hebrew": re.compile("[\u05d0-\u05ea]"),
    "other": re.compile(r"[^\W\d_\u0590-\u077f\ufb1d-\ufdff\ufe70-\ufefc]"),
}
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST_LETTERS = 6
_SAMPLE = 4000

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
_MODELLED = frozenset(
    "af az be bg bn bs ca cs da de el en es et eu fi fr gl gu ha hi hr hu hy id is it ja ka kk km kn ko ku ky lo lt lv "
    "mk ml mn mr ms mt my ne nl no or pa pl pt ro ru si sk sl so sq sr sv sw ta te tg th tk tl tr uk uz vi zh am".split()
)
_ABSENT = -1.5
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
    counts = {name: len(letters.findall(sample)) for name, letters in _SCRIPTS.items()}
    script = max(counts, key=lambda name: counts[name])
    if counts[script] < _FEWEST_LETTERS:
        return None
    if script == "arabic":
        return _arabic_script(sample)
    if script == "hebrew":
        return "he"
    import py3langid

    return next((code for code, _ in py3langid.rank(sample) if code in _MODELLED), None)


def score_arabic(sample: str) -> dict[str, float]:
    votes = _letter_votes()
    scores = dict.fromkeys(_ALPHABETS, 0.0)
    for letter, count in Counter(sample).items():
        for code, vote in votes.get(letter, {}).items():
            scores[code] += count * vote
    for word in _WORD.findall(sample):
        for code in _small_words().get(word, ()):
            scores[code] += _SMALL_WORD
        if word.startswith("ال") and len(word) > 3:
            scores["ar"] += _ARTICLE
    return scores


def _arabic_script(sample: str) -> str:
    scores = score_arabic(sample)
    return max(scores, key=lambda code: scores[code])


def mixed_languages(text: str) -> tuple[str, ...]:
    """Return the languages that each fill a good part of the text, the largest first; empty where there is one."""
    sizes: dict[str, int] = {}
    for paragraph in text.split("\n"):
        if len(paragraph) > 60 and (code := detect_language(paragraph)):
            sizes[code] = sizes.get(code, 0) + len(paragraph)
    total = sum(sizes.values())
    large = sorted((code for code, size in sizes.items() if size * 10 >= total), key=lambda code: -sizes[code])
    return tuple(large) if len(large) > 1 else ()
