"""Headlines of other articles, told by their words: what an article is about comes back in its text, they do not.

Of the words of eight headlines taken from other pages, a page's text repeats 4% as a rule, and at most 15% in nine of
ten cases; of those of a paragraph of its own 44%, and less than 10% in one of twenty.
"""

import re
from collections.abc import Iterator, Sequence

from cleaner.features import ELLIPSIS, LATIN, LISTED, PAUSED, RUNNING, SENTENCE
from cleaner.lines import Lines
from cleaner.stems import long_stems, share_told

# So many lines of running text say what the article is about.
TEXT_LINES = 3
# The share of its words that the text repeats: less for lists of other headlines, more for the article's own, at either
# end of the list and anywhere in it.
STRAY, OWN, SURELY_OWN = 0.12, 0.3, 0.6
# A short list may share no word with the text by chance.
LIST_LINES, LIST_ROOTS = 5, 20
TEASERS, TEASER_ROOTS = 3, 12
RUN_ON_WORDS, RUN_ON_MARKS, WORDS_A_COMMA = 30, 2, 25
FIRST_LINES = 4
# Lists of an article's own, as results and ingredients, use the same words again and again.
DISTINCT = 0.8
# Headlines hold figures, quotations, questions and colons; verses hardly do. Verses open with "and", headlines do not.
MARKED, CONNECTED = 0.25, 0.15
MEAN_WORDS, LEAST_WORDS = (4.5, 16), 3
_LETTERS = 4
# "And", but for nouns of the news that open with the same letter: minister, death, arrival, agency.
_AND = re.compile("و(?!زير|زار|فاه|فيات|فد |صول|كيل|كال|لي |لايه|الي |اشنطن|ضع |قف |ثائق|ثيق|سط |رش|حده |حدات|رد )")
_MARK = re.compile(r"\d|[«»\"“”?]|: ?\S|\.\.+ ?\S")


def foreign(lines: Lines) -> tuple[bool, ...]:
    """Tell which lines are headlines of other articles: lists above and below the text, and tickers above it."""
    found = [False] * len(lines)
    if len(lines.running) >= TEXT_LINES:
        for places in (*_tickers(lines), *_lists(lines)):
            for at in places:
                found[at] = True
    return tuple(found)


def _tickers(lines: Lines) -> Iterator[list[int]]:
    """Yield the first line of running text where it is headlines set one after the other without an end."""
    at, *others = lines.running
    line = lines.features[at]
    if lines.rank[at] >= FIRST_LINES or line.words < RUN_ON_WORDS or line.flags & (SENTENCE | PAUSED | LATIN):
        return
    marked = len(_MARK.findall(line.folded)) >= RUN_ON_MARKS and line.folded.count(",") * WORDS_A_COMMA <= line.words
    if marked and _is_stray(_roots(lines, at), lines.told_at(others), LIST_ROOTS):
        yield [at]


def _lists(lines: Lines) -> Iterator[list[int]]:
    """Yield the lines above and below the running text where they are headlines or break off.

    A list that opens with what the text is about is its own; the page's headline and deck may stand at its end.
    """
    first, last = lines.rank[lines.running[0]], lines.rank[lines.running[-1]]
    for part, is_below in ((lines.shown[:first], False), (lines.shown[last + 1 :], True)):
        broken = is_below and len(part) >= TEASERS and all(lines.features[at].flags & ELLIPSIS for at in part)
        if not broken and not _are_headlines(lines, part):
            continue
        fewest, enough = (TEASERS, TEASER_ROOTS) if broken else (LIST_LINES, LIST_ROOTS)
        told = lines.told_at(lines.running)
        places = list(part)
        while places and share_told(_roots(lines, places[-1]), told) >= OWN:
            places.pop()
        if len(places) < fewest or share_told(_roots(lines, places[0]), told) >= OWN:
            continue
        if _is_stray([root for at in places for root in _roots(lines, at)], told, enough):
            yield [at for at in places if share_told(_roots(lines, at), told) < SURELY_OWN]


def _are_headlines(lines: Lines, places: Sequence[int]) -> bool:
    """Tell by their form whether lines may be headlines."""
    features = [lines.features[at] for at in places]
    if len(features) < LIST_LINES or features[0].flags & LISTED:
        return False
    if any(line.flags & (PAUSED | RUNNING) or line.words < LEAST_WORDS for line in features):
        return False
    least, most = MEAN_WORDS
    marked = sum(_MARK.search(line.folded) is not None for line in features)
    connected = sum(_AND.match(line.folded) is not None for line in features)
    return (
        least <= sum(line.words for line in features) / len(places) <= most
        and marked >= max(2, MARKED * len(places))
        and connected <= CONNECTED * len(places)
    )


def _is_stray(roots: Sequence[str], told: str, least: int) -> bool:
    """Tell whether stems are many, and neither the text nor they themselves repeat them."""
    return len(roots) >= least and len(set(roots)) >= DISTINCT * len(roots) and share_told(roots, told) < STRAY


def _roots(lines: Lines, at: int) -> list[str]:
    return long_stems(lines.features[at].folded, _LETTERS)
