"""Verse in short lines, told by its rhyme or by its vowel signs."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from cleaner.features import COLUMNS, LATIN, LISTED, RUNNING
from cleaner.lines import Lines

# So many lines on end; classical verse sets the two halves of a line below each other and rhymes every second.
RUN, RHYMES, SHARE = 8, 4, 0.8
LEAST_WORDS, MOST_WORDS = 2, 10
# Menus and headlines carry no vowel signs, recited texts carry them throughout.
SIGNED_RUN, SIGNS_A_LETTER = 4, 0.25
_NO_VERSE = RUNNING | LISTED | LATIN | COLUMNS
_SIGN = re.compile("[\u064b-\u0652]")
_LETTER = re.compile("[\u0621-\u063a\u0641-\u064a\u0671-\u06d3]")
_END = re.compile(r"[^\w]+$")
_NOT_VERSE = re.compile(r"[\d|<>»«/@+]|: ?\S")


def verse(lines: Lines) -> tuple[bool, ...]:
    """Tell which lines are verses: runs that rhyme line by line or every second line, or that are vocalised."""
    found = [False] * len(lines)
    for run in _runs(lines):
        if _rhymes(lines, run) or _is_signed(lines, run):
            for at in run:
                found[at] = True
    return tuple(found)


def _runs(lines: Lines) -> Iterator[list[int]]:
    """Yield the runs of lines that may be verses: short ones, parted by those that hold what no verse holds."""
    features = lines.features

    def is_short(at: int) -> bool:
        return LEAST_WORDS <= features[at].words <= MOST_WORDS and not features[at].flags & _NO_VERSE

    for run in _stretches(lines.shown, is_short):
        yield from _stretches(run, lambda at: _NOT_VERSE.search(features[at].folded) is None)


def _stretches(places: Sequence[int], holds: Callable[[int], bool]) -> Iterator[list[int]]:
    """Yield the places on end for which something holds, where they are enough for a run."""
    for held, places_on_end in groupby(places, holds):
        if held and len(run := [*places_on_end]) >= SIGNED_RUN:
            yield run


def _rhymes(lines: Lines, run: Sequence[int]) -> bool:
    """Tell whether a run has one rhyme, as poems of one rhyme have; a stanza's last line may differ."""
    if len(run) < RUN:
        return False
    ends = [_END.sub("", lines.features[at].folded).rpartition(" ")[2] for at in run]
    return any(_is_one_rhyme(part) for part in (ends, ends[::2], ends[1::2]))


def _is_one_rhyme(words: Sequence[str]) -> bool:
    """Tell whether the last words of lines rhyme and are not the same few again and again, as labels may be."""
    (_, most), *_ = Counter(word[-1:] for word in words).most_common(1)
    return len(words) >= RHYMES and min(most, len(set(words))) >= SHARE * len(words)


def _is_signed(lines: Lines, run: Sequence[int]) -> bool:
    text = "".join([lines.lines[at].text for at in run])
    signs = len(_SIGN.findall(text))
    return signs > 0 and signs >= SIGNS_A_LETTER * len(_LETTER.findall(text))
