"""Indexes over what the rules of a set look for in one line: they find what asking every matcher in turn finds.

Whole-line literals stand in a dictionary, templates in an index by the word they open with or end in, patterns and
the openings of suffixes in RE2 sets, which run in time linear in the line.
"""

from collections.abc import Mapping
from typing import Any

from cleaner.indexes.edges import PrefixIndex, SuffixIndex
from cleaner.indexes.lines import LineIndex
from cleaner.indexes.patterns import PatternIndex
from cleaner.indexes.place import Index, Place
from cleaner.indexes.words import WordsIndex
from cleaner.matchers.edge import PrefixMatcher, SuffixMatcher
from cleaner.matchers.line import LineMatcher
from cleaner.matchers.pattern import PatternMatcher
from cleaner.matchers.words import WordsMatcher

__all__ = ["INDEXES", "Index", "Place"]

# The index of each kind of matcher that looks at one line by itself.
INDEXES: Mapping[type, Any] = {
    LineMatcher: LineIndex,
    PatternMatcher: PatternIndex,
    SuffixMatcher: SuffixIndex,
    PrefixMatcher: PrefixIndex,
    WordsMatcher: WordsIndex,
}
