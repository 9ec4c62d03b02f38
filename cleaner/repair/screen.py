"""Find the lines that may need repair, reading clean text once and fast.

Damage shows as neighbours that no language puts side by side, or as characters that no text holds. Small letters, and
letters that no code page has, are neither, whatever stands beside them: clean text is passed over at the speed of one
character class. The rest, which is rare, is passed over where its neighbours cannot be damage. Whatever is not passed
over, however innocent, goes to the repairs, which decide; tests hold this screen against what they look for.
"""

import re
from collections.abc import Iterable

from cleaner.repair.escapes import holds_quoted_printable
from cleaner.repair.neighbours import compile_run


def _every_other(*ranges: tuple[int, int]) -> str:
    """Return the letters of blocks in which capital and small letters take turns."""
    return "".join(chr(at) for first, last in ranges for at in range(first, last + 1, 2))


# Small letters with accents; not eth and y with diaeresis, which misread UTF-8 starts with on DOS and on the Mac.
_SMALL_LATIN = "\u00df-\u00ef\u00f1-\u00f6\u00f8-\u00fe\u017a\u017c\u017e\u0219\u021b" + _every_other(
    (0x101, 0x137), (0x13A, 0x148), (0x14B, 0x151), (0x155, 0x177)
)
_SMALL = "\u0430-\u045f\u0491\u03ac-\u03ce"  # Cyrillic and Greek
# Latin, Cyrillic, Hebrew, Armenian, Devanagari, Bengali, Gurmukhi, Gujarati, Tamil, Telugu, Kannada, Malayalam,
# Georgian, Ethiopic, kana, Chinese, Korean, wide forms, emoji: in no code page that is looked for, and composed.
_OTHER = (
    "\u0180-\u0191\u0193-\u0217\u021c-\u02af\u02bc\u1e00-\u1eff\u200e\u200f\u0460-\u0482\u048a-\u048f\u0492-\u052f"
    "\u05be\u05d0-\u05ea\u05f3\u05f4\u0531-\u058a\u0900-\u093b\u093d-\u0950\u0955-\u0957\u0960-\u09bb\u09bd-\u09c6"
    "\u09c8-\u09db\u09de\u09e0-\u09fd\u0a01-\u0a32\u0a34\u0a35\u0a37-\u0a3b\u0a3d-\u0a58\u0a5c\u0a5f-\u0abb\u0abd-\u0aff"
    "\u0b82-\u0b91\u0b93-\u0bc5\u0bc8-\u0c3b\u0c3d-\u0c45\u0c47-\u0c54\u0c57-\u0cbb\u0cbd\u0cbe\u0cc0-\u0cc5"
    "\u0cc7-\u0cc9\u0ccb-\u0d3a\u0d3d-\u0d45\u0d48-\u0d7f\u10a0-\u10ff\u1200-\u135c\u1360-\u137c\u1c90-\u1cbf"
    "\u2d00-\u2d2d\u3000-\u3029\u3030-\u3096\u309b-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\ufe0e\ufe0f\uff01-\uff9d"
    "\U0001f300-\U0001faff"
)
# Letters that NFC joins with the vowel sign after them, and dots that it joins with some letters.
_FIRSTS = "\u09c7\u0b92\u0bc6\u0bc7\u0c46\u0cbf\u0cc6\u0cca\u0d46\u0d47"
_SECONDS = "\u09be\u09d7\u0bbe\u0bd7\u0c56\u0cc2\u0cd5\u0cd6\u0d3e\u0d57"
_NUKTAS, _INDIC = "\u093c\u09bc\u0a3c\u0abc\u0cbc", "\u0904-\u0939\u0985-\u09b9\u0a05-\u0a39\u0a85-\u0ab9\u0c85-\u0cb9"
# Dots and viramas of India, which NFC puts before other marks, as it puts those of Arabic before those of Thai.
_FIRST_MARKS = _NUKTAS + "\u094d\u09cd\u0a4d\u0acd\u0bcd\u0c4d\u0ccd\u0d4d"
_MARKS = _FIRST_MARKS + "\u064b-\u0655\u0670"
_THAI = " \u0e01-\u0e37\u0e3f-\u0e5b"
# Arabic script, but for three letters that double as second bytes of misread UTF-8, and marks.
_ARABIC = (
    "\u060c\u061b\u061f\u0620-\u063f\u0640-\u064a\u0660-\u066f\u0671-\u0678\u067a-\u067d\u067f-\u06bd\u06bf-\u06d5"
    "\u06ee-\u06ff\u0750-\u077f"
)
# Spaces, hyphens, signs and arrows of no code page; the dash and the apostrophe, which damage shows with others only.
_TYPE = (
    "\u2014\u2019\u2002-\u200a\u2010-\u2012\u202f\u2032-\u2038\u203b-\u2043\u2045-\u205e\u20ad-\u20bf\u2190-\u2201"
    "\u2322-\u2328\u232b-\u24ff\u25a1-\u25c9\u25cb-\u27bf"
)
_ASCII = "\t\n -$'-\\[\\]-~"  # but for the signs that escapes start with
_PLAIN = _ASCII + _SMALL_LATIN + _SMALL + _OTHER + _ARABIC + _TYPE

# Capitals with accents: few stand beside others, or after small letters. Some start misread UTF-8.
_CAPITAL_LATIN = (
    "\u00c0\u00c1\u00c6-\u00cd\u00d1-\u00d3\u00d5\u00d6\u00dc-\u00de\u0100\u0179\u017b\u017d\u0218\u021a"
    + _every_other((0x104, 0x10E), (0x112, 0x136), (0x13B, 0x147), (0x14A, 0x150), (0x154, 0x156))
    + _every_other((0x15A, 0x16C), (0x172, 0x176))
)
# Words in capitals: those of their letters that show no damage side by side, with ASCII after at most three of them.
_CAPITAL_PAIR = "\u00c0-\u00ce\u00d0-\u00d3\u00d5\u00d6\u00d8-\u00dd\u0102\u0110\u0130\u0139" + _every_other(
    (0x10C, 0x10E), (0x112, 0x12E), (0x147, 0x147), (0x14C, 0x150), (0x158, 0x158), (0x168, 0x170)
)
_LATIN_LEADS = "\u00c4\u00c5\u00d4\u0102\u0110\u0139"
_ACCENTED = _SMALL_LATIN + _CAPITAL_LATIN + _LATIN_LEADS
_NO_LETTER = "(?![^\x00-/:-@\\[-^`{-\x7f])"
_ALONE = "(?![^\x00-!#-&(-\x7f])"
_AFTER_SOME = "(?<![^\x00-\x7f\u3000\u00ab\u2018\u2019\u201c\u201e\u2013\u2014].)"
_BEFORE_SMALL = f"(?![^\x00-\x7f{_SMALL_LATIN}{_OTHER}\u00bb\u2019\u201d\u2026])"
_AFTER_CAPITALS = f"(?<![{_SMALL}].)"
_STRANGE = "[^\x00-!#-&(-\x7f\u0621-\u064a]"  # beside Arabic, what may belong to a misread letter
# Escapes start with these signs, and go on like this.
_ENTITY = (
    r"&(?!#[0-9xX]|[A-Za-z][A-Za-z0-9]{1,30};|(?:nbsp|quot|amp|[lg]t|[lr]aquo|[lr][sd]quo|[nm]dash)(?![A-Za-z])"
    r"|(?:rlm|lrm|zwn?j|hellip|bull|middot)(?![A-Za-z]))"
)
_ESCAPES = rf"{_ENTITY}|\\(?!u0[678])|%(?!u0[678]|[0-9a-fA-F]{{2}}[A-Za-z0-9_.~+-]*%[0-9a-fA-F]{{2}})"

# The other characters of clean text, the frequent first, as each costs what those before it cost: a class, and what
# must hold around one of it.
_BESIDE = (
    # joiners that join, and three Arabic letters and the ellipsis: misread UTF-8 shows them after others
    ("\u200c", "(?<=[\u0621-\u06d3].)(?=[\u0621-\u06d3])"),
    ("\u067e\u0679\u06be\u2026", "(?<![\u0623-\u0625\u0637-\u063a].)"),
    # Cyrillic and Greek capitals: windows-1256 shows them after small letters, misread UTF-8 before some others
    (
        "\u0400-\u0411\u0416-\u041d\u041f\u0422-\u0427\u042c-\u042f\u0490\u0386\u0388-\u038f\u0391\u0396-\u039d\u03a1-\u03a7",
        _AFTER_CAPITALS,
    ),
    (
        "\u0412-\u0415\u041e\u0420\u0421\u0392-\u0395\u039e-\u03a0",
        f"{_AFTER_CAPITALS}(?![\u00ab\u00bb\u2018\u2019\u201c\u201d\u2026\u0401\u0406\u040b\u040f\u0451-\u0453\u0457\u045b\u045e"
        "\u0386-\u038f\u00ea\u00eb\u00f2\u00f6])",
    ),
    (
        "\u0428-\u042b\u03a8-\u03ab",
        f"{_AFTER_CAPITALS}(?!['\"\u00ab\u00bb\u2013\u2014\u2026\u2018\u2019\u201c\u201d\u0401-\u040f\u0451-\u045f\u0490\u0491\u0386-\u038f])",
    ),
    # signs that NFC orders: Thai
    (_THAI, f"[{_THAI}]*+(?:[\u0e38\u0e39](?<![\u0e48-\u0e4b].)[{_THAI}]*+)*+(?![{_MARKS}])"),
    # quotes and dashes: not within a word with accents
    ("\u00ab\u2018\u201c", f"(?:(?<![{_ACCENTED}].)|(?<=[{_SMALL_LATIN}].){_NO_LETTER})"),
    ("\u00bb\u201d", f"(?![{_SMALL_LATIN}])(?<![\u0432\u03b2\u00e2]\u201d)(?:(?<![{_ACCENTED}].)|{_NO_LETTER})"),
    ("\u201e", f"(?<![^\x00-\x7f{_OTHER}].)"),
    # marks in the order of NFC
    ("\u064b-\u0650", f"(?![{_FIRST_MARKS}\u064b-\u0650\u0653-\u0655])"),
    ("\u0651", f"(?![{_FIRST_MARKS}\u064b-\u0651\u0653-\u0655])"),
    ("\u0652", f"(?![{_MARKS}])"),
    ("\u0654", f"(?<=\u0647.)(?![{_MARKS}\u0e38-\u0e4b])"),
    # vowels of India, which NFC joins; in Bengali they stand in every other word
    (_FIRSTS, f"(?![{_SECONDS}])(?:[{_PLAIN}]*+[{_FIRSTS}](?![{_SECONDS}]))*+"),
    # Latin capitals and letters that ftfy judges by the ASCII after them
    (_CAPITAL_LATIN, _AFTER_SOME + _BEFORE_SMALL),
    (_LATIN_LEADS, f"{_AFTER_SOME}{_BEFORE_SMALL}(?![\u0105\u017c\u017e\u00ea\u00eb\u00f2\u00f6\u2019\u201d\u2026])"),
    ("\u00ce-\u00d0\u00d8-\u00db\u0158\u016e\u0170", _AFTER_SOME + _ALONE),
    ("\u00c2\u00c3\u0152\u0153", f"{_AFTER_SOME}(?=[A-Za-z])"),
    (_CAPITAL_PAIR, f"{_AFTER_SOME}[{_CAPITAL_PAIR}]{{1,2}}(?=[A-Za-z])"),
    ("\u00f0", "(?![\u00e1\u00f2\u00f4])"),
    # signs: among ASCII that is no quote, and letters that no code page has
    ("\u2013", "(?![\u00ec\u00ef\u00fb])"),
    (
        "\u00a1-\u00aa\u00ac\u00ae-\u00ba\u00bc-\u00bf\u00d7\u00f7\u2015\u201a\u2020-\u2025\u2030\u2039\u203a\u2044\u20a0-\u20ac"
        "\u2100-\u2125\u2127-\u2129\u212c-\u218f\u2202-\u2321\u2500-\u25a0\u25ca",
        f"(?<![^\x00-\x7f{_OTHER}].)(?![^\x00-!#-&(-\x7f{_OTHER}])",
    ),
    # a dot between letters: after those that misread UTF-8 starts with, only where its next letter cannot follow
    ("\u00b7", "(?<=[A-Za-z\u0621-\u0636\u0641-\u064a].)(?=[A-Za-z\u0621-\u064a])"),
    ("\u00b7", f"(?<=[\u0637-\u063a].)(?<!{_STRANGE}..)(?=[\u0621-\u064a](?!{_STRANGE}))"),
    # controls of writing direction that are closed in their line
    ("\u202a\u202b\u202d\u202e", f"[{_PLAIN.replace(chr(10), '')}]*+\u202c"),
    # joiners and dots of India
    ("\u200c\u200d", "(?<=[\u0900-\u0d7f].)(?![\u200c\u200d])"),
    (_NUKTAS, f"(?<=[{_INDIC}].)(?<![\u0928\u0930\u0933].)"),
)


# Text without accents, from the start of a line on: quotes and dashes can be no damage there, but for the last, which
# other letters may follow.
_TYPED = "\u00ab\u00bb\u2013\u2018\u201c\u201d\u2026"
_UNACCENTED = f"(?:(?<![^\n])[{_ASCII}{_OTHER}{_TYPE}{_TYPED}]*+(?:(?<![{_TYPED}])|\\Z))?+"

_CLEAN = compile_run(_PLAIN, *(f"[{some}]{beside}" for some, beside in _BESIDE), _ESCAPES, first=_UNACCENTED)
_CLEAN_ASCII = compile_run(_ASCII, _ESCAPES)
# What may need a closer look in ASCII.
_ODD = bytes(at for at in range(128) if not re.match(f"[{_ASCII}]", chr(at)))


def clean_until(text: str) -> int:
    """Return up to where no repair would touch ``text``, to level ``standard``: its length when all of it is clean."""
    if holds_quoted_printable(text):
        return 0
    if text.isascii() and len(text.encode().translate(None, _ODD)) == len(text):
        return len(text)
    return _CLEAN.match(text).end()  # type: ignore[union-attr]


def suspects(text: str, gated: bool, at: int = 0) -> list[tuple[int, int]]:
    """Return start and end of the lines to repair, from ``at`` on; all but plain ASCII where not ``gated``."""
    clean = _CLEAN if gated else _CLEAN_ASCII
    spans: list[tuple[int, int]] = []
    while at >= 0 and (stop := clean.match(text, at).end()) < len(text):  # type: ignore[union-attr]
        at = text.find("\n", stop)
        spans.append((text.rfind("\n", 0, stop) + 1, at if at >= 0 else len(text)))
    return spans


def line_numbers(text: str, spans: Iterable[tuple[int, int]]) -> list[int]:
    """Return the numbers (from 0) of the lines that are ``spans`` of ``text``, in order."""
    counted = number = 0
    numbers: list[int] = []
    for start, _ in spans:
        number += text.count("\n", counted, start)
        numbers.append(number)
        counted = start
    return numbers
