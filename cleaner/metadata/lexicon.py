"""The words that names are made of and those that no name holds, folded once, and the forms of Arabic words."""

import re
from collections.abc import Iterable
from functools import cache

from cleaner.folding import fold
from cleaner.lazy import lazy
from cleaner.metadata import cities, given_names

# Forms of folded words. The present begins with yeh or teh, the future with seen before it.
PRESENT = re.compile("[يت][^ا].+|س[يت]...+|[يت]ا...+")
# The past of a woman and of many, words with a pronoun behind, derived verbs and their nouns, adjectives.
_NO_NAME = re.compile(
    "(?!ال)..+[^اويال]ت|...+وا|(?!ال)...+(?:ها|هم|كم)|(?!ال)....+نا|ا.ت..|است....*|ان..ل|مي[شك]..+|نمي..+"
    "|(?!ال)...+يه|ال....+(?:يات|تين|ائي?ه)|م....+ا"
)
# A preposition or an and before the article.
JOINED = re.compile("(?:وال|بال|كال|فال|لل|لا|بان)...+")
_NISBA = re.compile("ال...+ي")

ALI = "علي"
# Names that are months or feasts first.
_SEASONS = frozenset({"رمضان", "شعبان", "رجب", "عيد", "ميلاد"})
# Families that are called as a place is.
_PLACE_NAMES = frozenset({"الخليل", "الريان"})


def fold_all(words: Iterable[str]) -> frozenset[str]:
    """Return the words folded."""
    return frozenset(fold("\n".join(words)).split("\n"))


def folded_words(text: str) -> frozenset[str]:
    """Return the words of a list, folded."""
    return frozenset(fold(text).split())


def is_servant(word: str) -> bool:
    """Tell whether a folded word is a whole ``Abd al-X`` in one."""
    return (len(word) >= 6 and word.startswith("عبدال")) or word in ("عبدربه", "عبده")


class Lexicon:
    """The word lists, folded once."""

    def __init__(self) -> None:
        names = given_names
        self.small = fold_all(names.SMALL_WORDS)
        self.nouns = fold_all(names.NOUN_NAMES) | {ALI}
        self.adjectives = fold_all(names.ADJECTIVE_NAMES) - self.nouns
        self.given = (fold_all(names.GIVEN_NAMES) | {ALI}) - self.small
        self.strong = self.given - self.nouns - self.adjectives
        self.families = fold_all(names.FAMILY_NAMES)
        self.known = self.given | self.families | fold_all(names.VERB_SHAPED_NAMES)
        self.latin = fold_all(names.LATIN_NAMES)
        self.latin_plain = names.LATIN_PLAIN_WORDS
        self.ranks = fold_all(names.RANKS)
        self.descriptions = fold_all(names.DESCRIPTIONS)
        self.compound_heads = fold_all(names.COMPOUND_HEADS)
        self.phrases = fold_all(names.PHRASES)
        self.kinds = fold_all(names.KINDS)

    @lazy
    def verbs(self) -> frozenset[str]:
        """Verbs in the past."""
        return fold_all(given_names.PAST_VERBS)

    @lazy
    def refused(self) -> frozenset[str]:
        """The words that no name holds."""
        plain = set(fold_all(given_names.PLAIN_WORDS))
        plain |= {f"{word}ه" for word in plain if len(word) > 2}
        plain |= {f"ال{word}" for word in plain | (self.nouns - {ALI})}
        plain |= cities.single_words() - _PLACE_NAMES
        # A preposition or an and is written onto the noun, and an adverb ends in alef.
        joined = {letter + word for letter in "بلوف" for word in plain} | {f"{word}ا" for word in plain}
        nouns = (plain | self.ranks | self.descriptions) - self.strong - self.families
        nouns -= {word for word in self.known if word.startswith("ال")}
        return self.small | self.verbs | nouns | (joined - self.known)

    @lazy
    def sayings(self) -> frozenset[str]:
        """The words that only sentences hold."""
        return self.small | (self.verbs - self.known)

    def may_follow(self, word: str) -> bool:
        """Tell whether a word may stand in a name behind the given name."""
        if word in self.refused:
            return False
        if word in self.known:
            return True
        if not 3 <= len(word) <= 14 or (word[0] == "و" and (len(word) > 4 or word[1:] in self.given)):
            return False
        return not (PRESENT.fullmatch(word) or _NO_NAME.fullmatch(word) or JOINED.fullmatch(word))

    def may_be_named(self, word: str) -> bool:
        """Tell whether a word may stand in a name where one is expected: a noun may, what only sentences hold not."""
        if word in self.known:
            return True
        if word in self.sayings or not 3 <= len(word) <= 14:
            return False
        return not (PRESENT.fullmatch(word) or JOINED.fullmatch(word))

    def tells(self, kind: str, word: str) -> bool:
        """Tell whether a part speaks for a name."""
        if kind != "word" or is_servant(word) or word in self.known:
            return True
        return _NISBA.fullmatch(word) is not None and word not in self.refused

    def tells_plainly(self, kind: str, word: str) -> bool:
        """Tell whether a part speaks for a name even behind a noun, which it does not describe."""
        if kind != "word" or is_servant(word):
            return True
        if word in self.adjectives or word in self.kinds or word in _SEASONS:
            return False
        if word in self.strong or word in self.families:
            return True
        return _NISBA.fullmatch(word) is not None and word not in self.refused


@cache
def read_lexicon() -> Lexicon:
    """Return the word lists, folded when they are first asked for."""
    return Lexicon()
