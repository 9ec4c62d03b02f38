"""Where a block ends: the main danger of cutting, since what stands under a heading may be the article itself."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from cleaner.matchers import Hit
from cleaner.rule import End, Rule
from cleaner.view import FEATURES, View

# A short line right above running text is its subheading; a promoted headline is longer.
SUBHEADING_WORDS = 7
MIN_HEADLINE_WORDS = 4
# A cell of a table or the label of a list has no more words.
CELL_WORDS = 2
# So few lines between a read-also heading and the next landmark are its list.
SHORT_RUN = 4


@dataclass(frozen=True, slots=True)
class Landmarks:
    """Which rules opened at which line."""

    names: Mapping[str, set[int]]
    stops: set[int]

    @classmethod
    def of(cls, openings: Iterable[tuple[Rule, Sequence[Hit]]], asked: Mapping[str, tuple[str, ...]]) -> Self:
        """Index the lines where rules hit, by those of their names that are ``asked`` for; landmarks stop blocks."""
        names: dict[str, set[int]] = {}
        stops: set[int] = set()
        for rule, hits in openings:
            asked_for = asked[rule.id]
            places = [hit.at for hit in hits] if rule.landmark or asked_for else ()
            if rule.landmark:
                stops.update(places)
            for name in asked_for:
                names.setdefault(name, set()).update(places)
        return cls(names, stops)

    def named(self, at: int | None, wanted: tuple[str, ...]) -> bool:
        """Whether one of the wanted rules or groups hit that line."""
        return any(at in self.names.get(name, ()) for name in wanted)


def block_extent(view: View, rule: Rule, at: int, landmarks: Landmarks) -> tuple[int, bool]:
    """Return the last position of the block that opens at ``at``, and whether its end is unresolved.

    Running text is taken only where an end's ``if_after`` gives evidence. A heading with running text under it and
    no evidence takes only its list, and is unresolved.
    """
    for end in rule.end:
        if end.if_after and not landmarks.named(view.previous(at), end.if_after):
            continue
        if end.to:
            return _to(view, end, at, landmarks), False
        last = _while(view, rule, end, at, landmarks)
        below = view.following(last)
        open_end = rule.embedded and below is not None and view.prose[below] and below not in landmarks.stops
        return last, open_end
    return at, False


def _to(view: View, end: End, at: int, landmarks: Landmarks) -> int:
    stop = len(view)
    if end.to != ("end",):
        for below in range(at + 1, len(view)):
            if below in landmarks.stops if end.to == ("landmark",) else landmarks.named(below, end.to):
                stop = below
                break
    last = stop - 1
    while last > at and view.blank[last]:
        last -= 1
    return last


def _while(view: View, rule: Rule, end: End, at: int, landmarks: Landmarks) -> int:
    """Take list lines; where the article may go on below, only what surely belongs to one list."""
    features = [FEATURES[name](view) for name in end.while_]
    run: list[int] = []
    below = view.following(at)
    goes_on = False
    while below is not None and below not in landmarks.stops and any(feature[below] for feature in features):
        if end.max_lines is not None and len(run) >= end.max_lines:
            break
        # A headline ends in no full stop and no comma; a short last sentence of the article does, or a verse.
        paused = view.paused[below] and "paused" not in end.while_
        goes_on = (view.stopped[below] or paused) and not view.bullet[below] and "prose" not in end.while_
        if goes_on:
            break
        run.append(below)
        below = view.following(below)
    article_above = not goes_on and view.prose_above[at] > 0 and view.prose_above[at + 1] == len(view.running)
    # Running text further down is another part of the page, as a notice above the comments is.
    article_above |= not goes_on and not rule.embedded and rule.where.zone == "after_article"
    closed = below in landmarks.stops and len(run) <= SHORT_RUN
    if article_above and (closed or not rule.embedded):
        return _first_group(view, end, at, run)[-1] if run else at
    taken = run[:1]
    for place in run[1:]:
        if not _same_list(view, at, taken, place):
            break
        taken.append(place)
    below = view.following(taken[-1]) if taken else None
    listed = view.parted and len(taken) > 1 and taken[-1] - taken[-2] == 1
    if len(taken) > 1 and not listed and below is not None and view.prose[below] and _subheading(view, taken[-1]):
        taken.pop()
    return taken[-1] if taken else at


def _first_group(view: View, end: End, heading: int, run: list[int]) -> list[int]:
    """Return the items up to the first blank line, or word alone, where the first adjoins the heading; else all.

    Behind headlines on end, either may open a list of the article itself.
    """
    if run[0] > heading + 1:
        return run
    headlines = end.headlines and view.words[run[0]] >= MIN_HEADLINE_WORDS
    ends = (n for n in range(1, len(run)) if run[n] > run[n - 1] + 1 or (headlines and _is_cell(view, run[n])))
    return run[: next(ends, len(run))]


def _is_cell(view: View, at: int) -> bool:
    return view.words[at] <= CELL_WORDS and not (view.stamped(at) or view.bullet[at] or view.number[at])


def _same_list(view: View, heading: int, taken: list[int], at: int) -> bool:
    """Tell whether a line surely goes on with the list under ``heading``.

    Bullets go with bullets and dates with anything. A bare line must be long enough for a headline, end no clause,
    and be set apart by blank lines just as the first one is from the heading. Short lines without any between them may
    as well be verse, but where the article's paragraphs are so parted they go with a heading that they adjoin.
    """
    if view.stamped(at):
        return True
    first, last = taken[0], taken[-1]
    if view.bullet[first] or view.bullet[at]:
        return view.bullet[first] and view.bullet[at]
    if view.stopped[at] or view.paused[at] or view.words[at] < MIN_HEADLINE_WORDS or at - last != first - heading:
        return False
    # No verse, no subheading and hardly a clause of a text without stops is so long.
    if at - last == 1 and view.words[at] > SUBHEADING_WORDS and "," not in view.features[at].folded:
        return True
    return not view.sentence[at] and (at - last > 1 or view.parted)


def _subheading(view: View, at: int) -> bool:
    return view.words[at] <= SUBHEADING_WORDS and not view.bullet[at] and not view.stamped(at)
