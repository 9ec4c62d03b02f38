"""Run ftfy, in the configuration that cannot hurt, behind a gate that proves when it would change nothing.

What is switched off, and why:

- ``uncurl_quotes``: curly quotes are bytes of letters in damaged text, and typography in any other;
- ``normalization``: the levels of this package decide that;
- ``unescape_html``, ``fix_line_breaks``, ``remove_control_chars``: done here, with URLs and code left alone and counts;
- ``fix_latin_ligatures``: also takes apart letters of Croatian, Dutch and Afrikaans;
- ``fix_character_width``: Chinese and Japanese punctuation is full width on purpose.

``explain`` stays on because ftfy 6.3 hands its options to ``fix_encoding`` only then.
"""

import re
from functools import cache

from cleaner.repair.hosts import host
from cleaner.repair.log import Log
from cleaner.repair.neighbours import compile_run, inside
from cleaner.repair.shown import NAMES

# The releases whose tables were compared with the gate; any other makes every line go through ftfy.
KNOWN_VERSIONS = frozenset({"6.3.0", "6.3.1"})
CONFIG = {
    "uncurl_quotes": False,
    "normalization": None,
    "unescape_html": False,
    "fix_line_breaks": False,
    "remove_control_chars": False,
    "fix_latin_ligatures": False,
    "fix_character_width": False,
}
_SEGMENT = 1_000_000


@cache
def gate_is_known() -> bool:
    """Tell whether the installed ftfy is a release that the gate was made for."""
    from importlib.metadata import PackageNotFoundError, version  # costs more than the rest of this module

    try:
        return version("ftfy") in KNOWN_VERSIONS
    except PackageNotFoundError:  # pragma: no cover - a broken installation
        return False


@cache
def _harmless() -> re.Pattern[str]:
    """Match, from the start of a line on, what ftfy finds nothing bad in; no match of the whole line proves little.

    Every alternative of ftfy's ``BADNESS_RE`` holds a C1 control, or a sign or capital beside certain others, or one of
    the four Latin letters that it also judges by the ASCII beside them.
    """
    from ftfy import badness

    classes = badness.MOJIBAKE_CATEGORIES

    def some(*names: str) -> str:
        return "".join(classes[name] for name in names)

    others = some("box", "start_punctuation", "end_punctuation", "currency", "numeric", "law")
    signs = classes["bad"] + others
    accented = some("lower_accented", "upper_accented") + "ØÙÂÃÎÐ"
    after_word = f"(?<![{signs}{some('lower_accented', 'lower_common')}].)"
    lead = "ВГРСΒΓΞΟ"
    return compile_run(
        f"^{signs}{classes['upper_accented']}ŒœØÙÂÃÎÐ{lead}Ђ\x80-\x9f\ud800-\udfff\x1b",
        f"[{lead}](?![{signs}°µ][{lead}]|\u045e)",
        f"[ØÙ]{after_word}(?![{signs}{classes['common']}ŸŠ®°µ»])",
        f"[ÂÃÎÐ]{after_word}(?![{signs}{classes['common']}œŠšŸž° ])",
        f"Œ{after_word}(?=[A-Za-z])",
        "œ(?=[A-Za-z])",
        "Ђ(?<!в.)",
        "\x1b(?!\\[)",
        f"[{classes['bad']}](?<![{signs}{accented}{some('lower_common', 'upper_common')}].)(?![{signs}{accented}])",
        f"[{others}](?<![{signs}{accented}вβā].)(?![{signs}{accented}{classes['kaomoji']}´])",
        f"(?![ØÙÂÃÎÐŒ])[{classes['upper_accented']}]{after_word}(?!°)",
    )


@cache
def _misread() -> tuple[re.Pattern[str], ...]:
    """Match whole lines that may be UTF-8, of any script and with losses, as each code page shows it.

    These are the code pages of ftfy, and those in which ``readings`` looks for what must be undone before it.
    """
    from ftfy.chardata import CHARMAP_ENCODINGS

    names = {encoding.removeprefix("sloppy-") for encoding in CHARMAP_ENCODINGS} | {*NAMES.values()}
    patterns = []
    for table in sorted({host(name).table for name in names}):
        lead, follow = inside(table[0xC0:0xF5]), inside(table[0x80:0xC0])
        patterns.append(
            re.compile(f"[\x00-\x7f\ufffd]*+(?:[{lead}][{follow}\ufffd '\"?][\x00-\x7f\ufffd{follow}]*+)++")
        )
    return tuple(patterns)


@cache
def _no_clues() -> re.Pattern[str]:
    """Match, from the start of a line on, what holds no stretch that ftfy takes for UTF-8 in a line of other text."""
    from ftfy.chardata import UTF8_CLUES

    firsts = {count: UTF8_CLUES[f"utf8_first_of_{count + 1}"] for count in (1, 2, 3)}
    rest = UTF8_CLUES["utf8_continuation"]
    some = (f"[{first}](?![{rest}]{{{count}}})" for count, first in firsts.items())
    return compile_run(f"^{''.join(firsts.values())}", *some)


def _shows_utf8(line: str) -> bool:
    """Tell whether there may be misread UTF-8 in ``line``: ftfy changes no other, but for controls and surrogates."""
    return any(pattern.fullmatch(line) for pattern in _misread()) or not _no_clues().fullmatch(line)


def would_change(line: str) -> bool:
    """Tell whether ftfy might change ``line``; False is certain, for a known release."""
    if line.isascii() and "\x1b[" not in line:
        return False
    if not gate_is_known() or len(line) >= _SEGMENT:
        return True
    if _harmless().fullmatch(line):
        return False
    from ftfy.badness import is_bad

    return _ALWAYS.search(line) is not None or (_shows_utf8(line) and is_bad(line))


_ALWAYS = re.compile("[\x80-\x9f\ud800-\udfff]|\x1b\\[")


def run_ftfy(line: str, log: Log) -> str:
    """Return ``line`` as ftfy repairs it."""
    if not would_change(line):
        return line
    if line.startswith(("\u00c2 ", "\u00c3 ")) and not would_change(line[2:]):
        return line  # a word of one letter, as in Welsh, which ftfy takes for damage at the start of a line only
    import ftfy

    fixed = ftfy.fix_text(line, ftfy.TextFixerConfig(**CONFIG))  # type: ignore[arg-type]
    if fixed != line:
        log.add("ftfy", "line repaired by ftfy")
    return fixed
