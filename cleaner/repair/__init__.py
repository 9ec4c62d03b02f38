"""Repair damaged text and normalise it, logging each change; clean text of any language is left alone."""

from dataclasses import dataclass
from typing import Literal

from cleaner.model import Finding, Repair
from cleaner.repair.ftfy_step import gate_is_known
from cleaner.repair.losses import find_losses
from cleaner.repair.screen import clean_until
from cleaner.repair.steps import repair

Level = Literal["none", "safe", "standard", "search"]


@dataclass(frozen=True, slots=True)
class Repaired:
    """A repaired text, the repairs made, and findings for what could not be repaired."""

    text: str
    repairs: tuple[Repair, ...]
    findings: tuple[Finding, ...]


def repair_text(text: str, level: Level = "standard") -> Repaired:
    """Repair the damage in ``text`` and normalise it to ``level``.

    ``none`` changes nothing; ``safe`` undoes damage (mojibake, escapes, control characters, line ends, no-break
    spaces, joiners and bidi controls of no effect); ``standard`` also composes presentation forms and marks (NFC)
    and drops soft hyphens; ``search`` also drops tatweel, unifies Persian letter shapes in Arabic documents and
    expands ligatures. Repairing a repaired text changes nothing more.

    Line numbers and columns of the findings count from 1, in code points of the returned text.
    """
    if level not in ("none", "safe", "standard", "search"):
        raise ValueError(f"unknown level {level!r}: use none, safe, standard or search")
    clean = clean_until(text) if level in ("safe", "standard") and gate_is_known() else 0
    if level == "none" or (clean == len(text) and level != "search"):
        return Repaired(text, (), find_losses(text))
    repaired, repairs = repair(text, level, clean)
    return Repaired(repaired, repairs, find_losses(repaired))
