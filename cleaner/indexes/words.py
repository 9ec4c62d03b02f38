"""An index of rules for lines that are made of the words of a vocabulary."""

from collections.abc import Iterable, Sequence

from cleaner.features import LineFeatures
from cleaner.folding import FoldName
from cleaner.indexes.place import Place
from cleaner.matchers.words import WordsMatcher
from cleaner.stems import iterate_words, stem


class WordsIndex:
    """All rules for lines that are made of the words of a vocabulary."""

    def __init__(self, rules: Sequence[tuple[str, WordsMatcher]], name: FoldName) -> None:
        """Put the vocabularies of ``rules`` (rule id, matcher), which read lines under one fold, together."""
        self._fold = name
        self._rules = rules
        self._known = frozenset(root for _, matcher in rules for root in matcher.vocabulary)
        self._most = max(matcher.max_words for _, matcher in rules)
        self._others = max(matcher.others(matcher.max_words) for _, matcher in rules)

    def find_all(self, lines: Sequence[LineFeatures]) -> Iterable[Sequence[Place]]:
        """Return the rules that claim a line."""
        return [self._find(line) if 0 < line.words <= self._most else () for line in lines]

    def _find(self, line: LineFeatures) -> Sequence[Place]:
        # Most lines open with a word that no vocabulary has.
        others = self._others
        roots: list[str] = []
        for word in iterate_words(line.folded_as(self._fold)):
            root = stem(word[0])
            if root not in self._known:
                others -= 1
                if others < 0:
                    return ()
            roots.append(root)
        return [
            Place(rule_id)
            for rule_id, matcher in self._rules
            if line.words <= matcher.max_words and matcher.is_made_of_them(roots)
        ]
