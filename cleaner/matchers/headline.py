"""``headline``: the page's own headline, told from what stands around it above the body."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from cleaner.matchers import Context, Hit, Matcher
from cleaner.matchers.candidates import LONE_WORDS, held, is_kicker, is_ticker, may_be_headline
from cleaner.stems import long_stems, share_told
from cleaner.view import View
from cleaner.zones import head

# Furthest that a headline may stand above the first line of running text, in shown lines.
REACH = 14
NEAR = 6
STRONG = 2
# A headline of so many words does not open another line by chance: the caption below its picture is glued to it.
GLUED_WORDS = 5
LABELS = 3
# The share of its words that the text repeats: .3 to .95 for eight headlines in ten, under .25 for most other lines.
ECHOED, FOREIGN = 0.5, 0.15
ECHO_LINES = 8
ECHO_WORDS = ECHO_LETTERS = 3
# The share of a line's words that are the headline's, where a caption is glued to its copy.
COPIED = 0.6
_GOES_ON = re.compile(r"[\"')\]]? [^\W_]")
# Groups of rules whose lines stand right below a headline, and one that may stand there.
SURE_HEADER = ("date", "byline", "source")
HEADER = (*SURE_HEADER, "page-date")
OPENING = ("section", "nav", "page-date")
FURNITURE = ("share", "caption", "counter", "comments", "follow")
# So many lines may stand above a headline and be kickers; more of them are a list.
KICKERS = 2
# What may stand between a headline and its deck.
BETWEEN = ("notice",)


@dataclass(frozen=True)
class HeadlineMatcher(Matcher):
    """Claims at most one line: the headline above the body.

    A candidate is a line of 4 to 30 words (2 where a day or a byline stands below) above the running text that no
    other rule hits, is no list item and ends no sentence. One that stands twice, or beside a date, a byline or
    another line that rules know, is preferred; among equals the first.

    Without ``alone`` a headline needs such evidence. With it any candidate above running text will do: good enough to
    read a title from, not to cut it, since a lead or a subtitle looks the same and would be next to go. With ``echoed``
    it is one whose words the text repeats, as headlines of other articles, names of sites and slogans do not, in a page
    with a date, a byline or buttons somewhere.
    """

    alone: bool = False
    echoed: bool = False

    @property
    def needs_context(self) -> bool:
        """Yes: a headline is told from what rules hit around it."""
        return True

    @property
    def names(self) -> tuple[str, ...]:
        """The groups of rules that give evidence."""
        return (*HEADER, *FURNITURE, *OPENING, *BETWEEN)

    def find(self, view: View, context: Context) -> Iterator[Hit]:
        """Yield the headline, if any."""
        if self.echoed and not any(context.hits.get(name) for name in (*HEADER, *FURNITURE)):
            return
        found = _candidates(view, context)
        if not found:
            return
        evidence, candidates = dict(found), [*found]
        if len(candidates) > 1 or self.echoed:
            evidence = {at: _with_echo(view, at, *found) for at, found in evidence.items()}
        best = max(candidates, key=lambda at: (*evidence[at], -at))
        if _is_deck(view, context, candidates, best):
            best = candidates[candidates.index(best) - 1]
            evidence[best] = (STRONG, 0)
        best = _without_caption(view, candidates, best)
        if self.echoed:
            if view.rank[best] and _echo(view, best) >= ECHOED:
                yield Hit(best)
        elif evidence[best][0] >= STRONG or (self.alone and view.words[best] >= LONE_WORDS and any(view.prose)):
            yield Hit(_title_of(view, context, [at for at in candidates if view.words[at] >= LONE_WORDS], best))


@lru_cache(maxsize=4)
def _candidates(view: View, context: Context) -> Mapping[int, tuple[int, int]]:
    """Return the evidence for each line that may be the headline, in their order."""
    candidates = [at for at in head(view)[-REACH:] if may_be_headline(view, context, at)]
    return {at: _evidence(view, context, candidates, at) for at in candidates}


def _is_deck(view: View, context: Context, candidates: list[int], at: int) -> bool:
    """Tell a deck, which is body text, from a headline: a shorter candidate stands between it and a section."""
    above = view.previous(at)
    return (
        above is not None
        and above in candidates
        and LONE_WORDS <= view.words[above] < view.words[at]
        and held(context, view.previous(above), ("section", "nav", "page-date", "section-above-deck"))
    )


def _evidence(view: View, context: Context, candidates: list[int], at: int) -> tuple[int, int]:
    """Return strong evidence, which makes a headline, and weak signs, which only settle between candidates."""
    # A page title carries the headline and the name of the site: the headline repeats its beginning.
    copies = [other for other in candidates if _repeats(view.keys[other], view.keys[at])]
    # A caption is often printed twice as well, below the headline.
    below_another = any(
        view.words[other] >= LONE_WORDS and at - NEAR <= other < at and other not in copies for other in candidates
    )
    below = view.following(copies[-1])
    while below is not None and view.doubled[below]:  # a caption, printed twice
        below = view.following(below)
    strong = 2 * (len(copies) > 1 and not below_another)
    furnished = held(context, below, FURNITURE)
    for _ in range(LABELS):  # buttons and counters may stand between
        if below is None or below not in context.taken or held(context, below, HEADER):
            break
        below = view.following(below)
    strong += 2 if held(context, below, HEADER) else furnished
    strong += held(context, view.previous(at), OPENING)
    credit = view.features[at].folded.endswith(")")
    return strong, 2 * (view.words[at] >= LONE_WORDS) - 4 * credit - 2 * is_ticker(view, at)


def _without_caption(view: View, candidates: list[int], best: int) -> int:
    """Return the line above a headline that repeats it and goes on with a few words: those are a caption's."""
    return next(
        (
            at
            for at in candidates
            if at < best
            and view.words[best] * COPIED <= view.words[at]
            and _GOES_ON.match(view.keys[best].removeprefix(view.keys[at]))
            and view.keys[best].startswith(view.keys[at])
        ),
        best,
    )


def _with_echo(view: View, at: int, strong: int, weak: int) -> tuple[int, int]:
    """Return evidence with what the text says to it: a headline's words come back in its first lines."""
    echo = _echo(view, at)
    return strong + (echo >= ECHOED), weak - 2 * (echo < FOREIGN)


@lru_cache(maxsize=8)
def _told(view: View) -> str:
    """Return the first lines of running text, folded, in one."""
    return view.told_at(view.running[:ECHO_LINES])


@lru_cache(maxsize=64)
def _echo(view: View, at: int) -> float:
    """Return the share of a line's words that the text repeats, 0 for a line of too few words."""
    roots = long_stems(view.features[at].folded, ECHO_LETTERS)
    if len(roots) < ECHO_WORDS or not view.running:
        return 0.0
    return share_told(roots, _told(view))


def _title_of(view: View, context: Context, candidates: list[int], best: int) -> int:
    """Return the headline among the candidates that stand on end with ``best``: kickers above it and decks below.

    The headline is the first of them that is no kicker.
    """
    if best not in candidates:
        return best
    stack = [best]
    told = _echo(view, best) >= ECHOED
    while (above := _above(view, context, stack[0])) in candidates:
        if told and _echo(view, above) < FOREIGN and not is_kicker(view, above):
            break  # the headline of another article
        stack.insert(0, above)
    if len(stack) > KICKERS + 1:
        stack = [best]
    while (below := view.following(stack[-1])) in candidates:
        stack.append(below)
    if any(_repeats(view.keys[one], view.keys[other]) for one in stack for other in stack if one != other):
        return best
    return next((at for at in stack if not is_kicker(view, at)), best)


def _above(view: View, context: Context, at: int) -> int | None:
    """Return the shown line above a line and above what may stand between a headline and its deck."""
    above = view.previous(at)
    while above is not None and held(context, above, BETWEEN):
        above = view.previous(above)
    return above


def _repeats(longer: str, key: str) -> bool:
    if not longer.startswith(key) or longer == key:
        return longer == key
    return longer[len(key)] in "-|" or (longer[len(key)] == " " and key.count(" ") >= GLUED_WORDS)
