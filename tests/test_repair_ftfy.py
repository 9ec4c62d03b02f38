"""The gate before ftfy, proved again for the release that is installed."""

import random
from importlib.metadata import version

import ftfy
import pytest
from ftfy.badness import BADNESS_RE, MOJIBAKE_CATEGORIES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaner.repair import ftfy_step, repair_text
from cleaner.repair.hosts import host
from cleaner.repair.screen import suspects
from cleaner.repair.shown import NAMES

CONFIG = ftfy.TextFixerConfig(**ftfy_step.CONFIG)  # type: ignore[arg-type]


def expand(inside: str) -> list[str]:
    """Return the characters of the inside of a regex class."""
    found: list[str] = []
    at = 0
    while at < len(inside):
        last = inside[at + 2] if inside[at + 1 : at + 2] == "-" and at + 2 < len(inside) else inside[at]
        found += map(chr, range(ord(inside[at]), ord(last) + 1))
        at += 1 if last == inside[at] else 3
    return found


POOLS: list[list[str]] = [
    [character for inside in MOJIBAKE_CATEGORIES.values() for character in expand(inside)],
    list("ŒœÂÃÎÐØÙàвЂ√≈‚óÄ°²³β€ā"),
    sorted({character for name in NAMES.values() for character in host(name).table[128:]}),
    [chr(number) for number in range(32, 127)],
    [chr(number) for number in range(0x600, 0x700)],
    [chr(number) for number in range(0x370, 0x460)],
    [chr(number) for number in range(0x1EA0, 0x1EFA)],
    list("\u200b\u200c\u200d\u200e\u202a\u202c\u2066\u2069\xa0\xad\ufeff\ufffd\x85\x92\x1b\ud83d\udca9"),
    list("«»“”‘’…–— "),
]


def strings(seed: int, count: int) -> list[str]:
    rng = random.Random(seed)
    found = []
    for _ in range(count):
        pools = rng.choices(POOLS, k=rng.randint(1, 4))
        found.append("".join(rng.choice(rng.choice(pools)) for _ in range(rng.randint(1, 14))))
    return found


def test_gate_is_exact_for_the_installed_ftfy() -> None:
    assert version("ftfy") in ftfy_step.KNOWN_VERSIONS, "compare the gate with this release, then add it"
    passed = 0
    for text in strings(1, 30_000):
        if not ftfy_step.would_change(text):
            passed += 1
            assert ftfy.fix_text(text, CONFIG) == text
    assert passed > 10_000


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.from_regex(BADNESS_RE, fullmatch=True))
def test_gate_opens_for_whatever_ftfy_changes_of_what_it_finds_bad(text: str) -> None:
    assert not ftfy_step._harmless().fullmatch(text)
    assert ftfy_step.would_change(text) or ftfy.fix_text(text, CONFIG) == text


@pytest.mark.parametrize("line", ["bakış”tan önce", "lygiai »čia« dar", "Řízení „Ž“ – ŽÁDNÉ"])
def test_what_no_code_page_shows_of_utf8_stays_without_ftfy(line: str) -> None:
    assert not ftfy_step._harmless().fullmatch(line)
    assert not ftfy_step.would_change(line)
    assert ftfy.fix_text(line, CONFIG) == line


def test_an_unknown_release_turns_the_gate_off(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not ftfy_step.would_change("très clair")
    ftfy_step.gate_is_known.cache_clear()
    monkeypatch.setattr(ftfy_step, "KNOWN_VERSIONS", frozenset({"0.0"}))
    try:
        assert ftfy_step.would_change("très clair")
        assert not ftfy_step.would_change("plain")
        assert repair_text("نص سليم\nplain").text == "نص سليم\nplain"
        assert suspects("plain\nنص", gated=False) == [(6, 8)]
    finally:
        ftfy_step.gate_is_known.cache_clear()


@pytest.mark.parametrize("text", ["“quoted”", "ﬁne", "ＡＢＣ（）", "e\u0301", "a &lt; b", "x\u2028y"])
def test_configuration_leaves_alone(text: str) -> None:
    assert ftfy.fix_text(text, CONFIG) == text


def test_very_long_lines_go_to_ftfy() -> None:
    assert ftfy_step.would_change("é" * 1_000_000)
