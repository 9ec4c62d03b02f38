"""A compiled rule and the conditions it carries; what rule files become."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from cleaner.features import flags_of
from cleaner.lazy import lazy
from cleaner.matchers import Matcher
from cleaner.model import Severity

Zone = Literal[
    "anywhere", "top", "head", "tail", "before_article", "in_article", "after_article", "no_article", "opening",
    "closing", "foot", "front", "end",
]  # fmt: skip
Fix = Literal["safe", "unsafe", "none", "protect"]


@dataclass(frozen=True)
class Where:
    """Where a line must stand for a rule to claim it; every condition that is set must hold.

    ``head`` is above the first line of running text, ``tail`` below the last, ``top`` the head or the first few lines
    of a page without running text; ``opening`` and ``closing`` are the first and the last line of running text,
    ``foot`` the few lines below the article, ``front`` the head without the line right above the text, ``end`` a few
    last lines that do not read like the article; ``lines`` counts shown lines from the top (from the bottom with
    ``zone: tail``); ``after_body`` counts lines of running text above. ``before``, ``after`` and ``beside`` name rules
    or groups that must have claimed the next, the previous, or either line; ``over`` and ``under`` such that must have
    claimed some line further down, further up in the same zone; with ``alone`` neither neighbour may match the rule too
    (a name, not a list of names), with ``sole`` no other line of the zone may; ``has`` names features that the line
    itself must have, ``lacks`` such that it must not have; ``above`` and ``below`` name features, one of which the
    previous, the next shown line must have.
    """

    zone: Zone = "anywhere"
    lines: int | None = None
    after_body: int = 0
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    over: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    alone: bool = False
    sole: bool = False
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()

    @lazy
    def is_set(self) -> bool:
        """Whether there is any condition but on what other rules claim."""
        return self.is_bound or self.alone or self.sole

    @lazy
    def is_bound(self) -> bool:
        """Whether it matters where a line stands, whatever other rules claim."""
        return bool(
            self.zone != "anywhere"
            or self.lines is not None
            or self.after_body
            or self.has
            or self.lacks
            or self.above
            or self.below
        )

    @lazy
    def names(self) -> tuple[str, ...]:
        """The rules and groups whose claims matter."""
        return (*self.before, *self.after, *self.beside, *self.over, *self.under)


@dataclass(frozen=True, slots=True)
class Guard:
    """What stops a rule that matched; a guard that strikes is reported, never silent.

    ``max_share`` (of the document's running text, in characters) and ``min_body_left`` (lines of it) count for
    claims that take running text; ``max_lines`` counts shown lines; ``next`` names the feature that the next shown
    line must have.
    """

    max_share: float = 0.7
    min_body_left: int = 2
    max_lines: int | None = None
    next: tuple[str, ...] = ()

    @property
    def is_close(self) -> bool:
        """Whether the guard may strike for a claim of one line."""
        return self.max_lines == 0 or bool(self.next)


@dataclass(frozen=True, slots=True)
class End:
    """One way for a block to end; the first of a rule whose condition holds is taken.

    ``to`` runs up to the next landmark, to a line of a rule or group, or to the end of the document. ``while_``
    takes lines as long as they have one of the features. ``if_after`` asks that one of these rules or groups
    claimed the line above the block's start: evidence that the article has ended. A list of ``headlines`` also ends at
    a word alone, which is of a table or heads a list of the article itself.
    """

    to: tuple[str, ...] = ()
    while_: tuple[str, ...] = ()
    if_after: tuple[str, ...] = ()
    max_lines: int | None = None
    headlines: bool = False


@dataclass(frozen=True)
class Rule:
    """One rule, ready to match.

    What a ``guess`` captures counts only where no other rule captured the field. ``rank`` is 2 for a site's rule, 1
    for a language's, 0 for a generic one. With ``fix`` ``protect`` no rule may cut the lines it hits. ``accept`` names
    the doubts about the rule that its file gives reasons for.
    """

    id: str
    message: str
    kind: str
    matcher: Matcher
    where: Where = Where()
    guard: Guard = Guard()
    end: tuple[End, ...] = ()
    capture: Mapping[str, str] = field(default_factory=dict)
    group: str = ""
    landmark: bool = False
    embedded: bool = False
    guess: bool = False
    severity: Severity = "error"
    fix: Fix = "safe"
    rank: int = 0
    accept: frozenset[str] = frozenset()

    @lazy
    def needs_claims(self) -> bool:
        """Whether what this rule claims depends on what other rules claimed."""
        return bool(self.where.names) or self.matcher.needs_context

    @lazy
    def captured(self) -> tuple[str, ...]:
        """The fields of which the matcher asks what was captured."""
        return self.matcher.captured

    @lazy
    def flags(self) -> int:
        """The flags that some line must have for this rule to claim anything (see ``features``)."""
        return self.matcher.flags | flags_of(self.where.has)

    @lazy
    def needs_settling(self) -> bool:
        """Whether what a hit claims depends on the lines below it."""
        return bool(self.end) or self.guard.is_close

    @property
    def protects(self) -> bool:
        """Whether no rule may cut the lines that this one hits."""
        return self.kind == "keep" or self.fix == "protect"

    @lazy
    def names(self) -> tuple[str, ...]:
        """What conditions of other rules may call this one: its id, its id without the set, its group."""
        return tuple(name for name in (self.id, self.id.rpartition("/")[2], self.group) if name)
