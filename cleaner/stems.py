"""Light stems of folded words, so that a vocabulary need not list every form of an Arabic word.

The affixes are those of the light stemmers of Arabic retrieval (Larkey, Ballesteros and Connell, "Improving stemming
for Arabic information retrieval", SIGIR 2002), on folded letters, and the pronouns of address that buttons carry.
"""

import re
from collections.abc import Sequence

from cleaner.lazy import remembered

_LEAST = 3  # letters that an affix leaves
_ARTICLES = ("بال", "كال", "ال", "لل", "ل", "ب")
_SUFFIXES = ("كم", "نا", "ها", "هم", "ات", "ون", "ين", "ان", "وا", "ه", "ي", "ك", "ا")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")


@remembered
def stem(word: str) -> str:
    """Return a folded word without conjunction, article, ending and pronoun; at least three letters are left.

    >>> stem("والتعليقات")
    'تعليق'
    """
    if word[0] in "وف" and len(word) > _LEAST + 1:
        word = word[1:]
    for prefix in _ARTICLES:
        if word.startswith(prefix) and len(word) - len(prefix) >= _LEAST:
            word = word[len(prefix) :]
            break
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _LEAST:
            return word[: -len(suffix)]
    return word


@remembered
def stems_of(folded: str) -> tuple[str, ...]:
    """Return the stems of the words of a folded line."""
    return tuple([stem(word) for word in words_of(folded)])


def long_stems(folded: str, least: int) -> list[str]:
    """Return the stems of a folded line that have so many letters, which is enough to tell anything."""
    return [root for root in stems_of(folded) if len(root) >= least]


def share_told(roots: Sequence[str], folded: str) -> float:
    """Return the share of stems that the words of a folded text have; 0 where there are none.

    >>> share_told(["تعليق", "رياض"], "وكانت التعليقات كثيره")
    0.5
    """
    text = f" {folded} "
    return sum([_holds(text, root) for root in roots]) / len(roots) if roots else 0.0


def _holds(text: str, root: str) -> bool:
    """Tell whether a text between spaces holds a word of that stem; only words that the stem is a part of can be."""
    at = text.find(root)
    while at >= 0:
        end = text.index(" ", at)
        if root in map(stem, words_of(text[text.rindex(" ", 0, at) : end])):
            return True
        at = text.find(root, end)
    return False


iterate_words = _WORD.finditer


def words_of(folded: str) -> list[str]:
    """Return the words of a folded line, without digits and marks."""
    return _WORD.findall(folded)
