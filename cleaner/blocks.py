"""Where a block ends: the main danger of cutting, since what stands under a heading may be the article itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from cleaner.rule import End, Rule
from cleaner.view import FEATURES, View

# A short line right above running text is its subheading; a promoted headline is longer.
SUBHEADING_WORDS = 7
MIN_HEADLINE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Landmarks:
    """Which rules opened at which line."""

    names: dict[int, frozenset[str]]
    stops: frozenset[int]

    @classmethod
    def of(cls, openings: Iterable[tuple[int, Rule]]) -> Self:
        """Index the lines where rules hit; landmark rules stop blocks."""
        names: dict[int, frozenset[str]] = {}
        stops = set()
        for at, rule in openings:
            names[at] = names.get(at, frozenset()) | frozenset(rule.names)
            if rule.landmark:
                stops.add(at)
        return cls(names, frozenset(stops))

    def named(self, at: int | None, wanted: tuple[str, ...]) -> bool:
        """Whether one of the wanted rules or groups hit that line."""
        return at is not None and not self.names.get(at, frozenset()).isdisjoint(wanted)


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
        last = _while(view, end, at, landmarks)
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


def _while(view: View, end: End, at: int, landmarks: Landmarks) -> int:
    """Take list lines. With running text further down, take only what surely belongs to one list."""
    features = [FEATURES[name](view) for name in end.while_]
    body_follows = any(view.prose[at + 1 :]) or not any(view.prose[:at])
    taken: list[int] = []
    below = view.following(at)
    while below is not None and below not in landmarks.stops and any(feature[below] for feature in features):
        if end.max_lines is not None and len(taken) >= end.max_lines:
            break
        if body_follows and taken and not _same_list(view, taken[0], below):
            break
        taken.append(below)
        below = view.following(below)
    if body_follows and len(taken) > 1 and below is not None and view.prose[below] and _subheading(view, taken[-1]):
        taken.pop()
    return taken[-1] if taken else at


def _same_list(view: View, first: int, at: int) -> bool:
    if view.stamp[at]:
        return True
    if view.bullet[first] or view.bullet[at]:
        return view.bullet[first] and view.bullet[at]
    return view.words[at] >= MIN_HEADLINE_WORDS and not view.sentence[at]


def _subheading(view: View, at: int) -> bool:
    return view.words[at] <= SUBHEADING_WORDS and not view.bullet[at] and not view.stamp[at]
