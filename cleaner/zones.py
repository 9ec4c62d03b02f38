"""Zones of a page: above, in and below the article body, found from its lines of running text.

The body is the heaviest cluster of running text and those of at least a third of its weight, with everything
between; a page without running text has no body, and then no line is in any article zone.
"""

from functools import lru_cache

from cleaner.metadata.dates import find_date
from cleaner.view import View

MAX_GAP = 3
MIN_WEIGHT = 0.35
# A page without running text may be a poem or a list of results: only so much of it can be its head.
HEAD_LINES = 5
# So long a line that ends in a colon leads in what the article lists; no headline and no label does.
LEAD_WORDS = 6
# A caption is a sentence of fewer words than most paragraphs have.
CAPTION_WORDS = 12
TITLE_WORDS = 4
# Below the article stand its signature and its tags, and then what other pages are about.
FOOT_LINES = 4
# More lines than these below the last sentence may be a stanza or a list of the article itself.
END_LINES = 3
# Zones of lines that nothing is known of: for them the whole page gives evidence.
PARTS = frozenset({"front", "end"})
# A sentence of the article opens with a conjunction far more often than a label of the site does.
_GOES_ON = ("و", "ثم ", "كما ", "لكن ")


@lru_cache(maxsize=8)
def article(view: View) -> tuple[int, int] | None:
    """Return the first and last position of the article body, or None where there is no running text."""
    clusters: list[list[int]] = []
    rank = view.rank
    for at in view.running:
        if clusters and rank[at] - rank[clusters[-1][-1]] <= MAX_GAP + 1:
            clusters[-1].append(at)
        else:
            clusters.append([at])
    if not clusters:
        return None
    weights = [sum(len(view.lines[at].text) for at in cluster) for cluster in clusters]
    kept = [cluster for cluster, weight in zip(clusters, weights, strict=True) if weight >= MIN_WEIGHT * max(weights)]
    return kept[0][0], kept[-1][-1]


def _opening(view: View) -> int:
    """Return the first line of running text that is no caption: no short sentence above the day and the headline."""
    first, *others = view.running[:2]
    if first == view.shown[0] or view.words[first] >= CAPTION_WORDS or not others:
        return first
    between = range(first + 1, others[0])
    day = next((at for at in between if view.stamped(at) > 1), others[0])
    titled = any(view.words[at] >= TITLE_WORDS and not view.stamped(at) for at in range(day + 1, others[0]))
    return others[0] if titled else first


@lru_cache(maxsize=8)
def _head_end(view: View) -> int:
    """Return the number of shown lines above the article: above running text and what leads in a list, if any."""
    end = view.rank[_opening(view)] if view.running else min(HEAD_LINES, len(view.shown))
    lines = ((rank, view.features[at]) for rank, at in enumerate(view.shown[:end]))
    return next(
        (
            rank
            for rank, line in lines
            if line.words >= LEAD_WORDS and line.folded.endswith(":") and not find_date(line.folded)
        ),
        end,
    )


@lru_cache(maxsize=8)
def head(view: View) -> tuple[int, ...]:
    """Return the shown lines above the article; without running text the first few lines."""
    return view.shown[: _head_end(view)]


@lru_cache(maxsize=8)
def end(view: View) -> frozenset[int]:
    """Return the last lines of a page whose last paragraph ends a sentence, where they are few and end none."""
    if len(view.running) < 2:
        return frozenset()
    last = view.running[-1]
    lines = view.shown[view.rank[last] + 1 :]
    if not 0 < len(lines) <= END_LINES or not view.stopped[last] or any(_may_be_body(view, at) for at in lines):
        return frozenset()
    return frozenset(lines)


def _may_be_body(view: View, at: int) -> bool:
    line = view.features[at]
    ends = view.sentence[at] or view.paused[at] or view.ellipsis[at]
    return ends or view.bullet[at] or view.numbered[at] or line.folded.startswith(_GOES_ON)


@lru_cache(maxsize=32)
def zone_mask(view: View, zone: str) -> int:
    """Return the shown lines of a zone as a bit mask (see ``View.mask``).

    ``head`` and ``tail`` lie above and below all running text, the head above a line that leads in a list too; ``top``
    is the head, or the first few lines of a page without running text. ``opening`` and ``closing`` are the first and
    the last line of running text; ``foot`` are the first few lines below the article. ``front`` is the head of a page
    with two lines of running text or more, but for the line right above them, and ``end`` are the last lines of such a
    page, where they are few and nothing in them reads like a sentence, a list or a verse.
    """
    if zone == "anywhere":
        return view.everything
    if zone == "top":
        return _first(_head_end(view))
    if not view.running:
        return view.everything if zone == "no_article" else 0
    rank = view.rank
    first, last = rank[view.running[0]], rank[view.running[-1]]
    if zone == "head":
        return _first(_head_end(view))
    if zone == "front":
        return _first(first) & ~(view.mask("prose") >> 1) if len(view.running) > 1 else 0
    if zone == "end":
        return view.mask_at(end(view))
    if zone == "tail":
        return view.everything & ~_first(last + 1)
    if zone == "opening":
        return view.having_any(("prose", "ended"), _first(first + 1))
    if zone == "closing":
        return view.having_any(("prose", "ended"), view.everything & ~_first(last))
    body = article(view)
    if body is None or zone == "no_article":
        return 0
    above, through = _first(rank[body[0]]), _first(rank[body[1]] + 1)
    if zone == "before_article":
        return above
    if zone == "after_article":
        return view.everything & ~through
    if zone == "foot":
        return view.everything & _first(rank[body[1]] + 1 + FOOT_LINES) & ~through
    return through & ~above


def _first(lines: int) -> int:
    return (1 << lines) - 1
