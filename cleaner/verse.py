"""Verse in short lines, told by its rhyme or by its vowel signs."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

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
    """Yield the runs of lines that may be verses."""
    run: list[int] = []
    features = lines.features
    for at in lines.shown:
        line = features[at]
        if LEAST_WORDS <= line.words <= MOST_WORDS and not line.flags & _NO_VERSE:
            run.append(at)
        elif run:
            yield from _parts(lines, run)
            run = []
    yield from _parts(lines, run)


def _parts(lines: Lines, run: Sequence[int]) -> Iterator[list[int]]:
    """Yield the parts of a run of short lines between those that hold what no verse holds."""
    part: list[int] = []
    for at in run if len(run) >= SIGNED_RUN else ():
        if _NOT_VERSE.search(lines.features[at].folded) is None:
            part.append(at)
            continue
        if len(part) >= SIGNED_RUN:
            yield part
        part = []
    if len(part) >= SIGNED_RUN:
        yield part


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
    return _SIGN.search(text) is not None and len(_SIGN.findall(text)) >= SIGNS_A_LETTER * max(
        1, len(_LETTER.findall(text))
    )
