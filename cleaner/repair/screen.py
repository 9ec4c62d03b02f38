"""Find the lines that may need repair, reading clean text once and fast.

A line is passed over when it holds only characters that no repair can touch as they stand: printable ASCII; letters
of scripts that no damage shows; and letters and signs that damage does show, as long as they stand alone among ASCII,
because every kind of damage shows as neighbours. The rest, however innocent, goes to the repairs, which decide.
"""

import re

from cleaner.repair.escapes import holds_quoted_printable

_PUNCTUATION = "\u00ab\u00bb\u2013\u2014\u2018\u2019\u201c\u201d"
# Latin letters and signs that damage shows beside a few others only, and not as its start.
_QUIET = "\u00fd\u0129\u0131\u0169\u016b\u016f\u0171\u0173\u0175\u0177\u0219\u021b\u02bc\u200e\u200f"
_PLAIN = (
    "\t\n -~"
    # Arabic script, but for three letters that double as second bytes of misread UTF-8, and marks
    "\u060c\u061b\u061f\u0620-\u063f\u0640-\u064a\u0660-\u066f\u0671-\u0678\u067a-\u067d\u067f-\u06bd\u06bf-\u06d5"
    "\u06ee-\u06ff\u0750-\u077f"
    # Hebrew, Vietnamese, Chinese, Japanese, Korean, emoji: in no code page that is looked for, and composed
    "\u05be\u05d0-\u05ea\u05f3\u05f4\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9\u3001-\u3029\u3041-\u3096\u309d-\u30ff"
    "\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e\U0001f300-\U0001faff"
    # small letters of Cyrillic and Greek
    "\u0430-\u044f\u0451\u0454\u0456\u0457\u0458\u0491\u0390\u03ac-\u03ce" + _PUNCTUATION + _QUIET
)
_SMALL = "\u0430-\u044f\u0451\u0454\u0456\u0457\u0458\u0491\u0390\u03ac-\u03ce"
_CAPITALS = (
    "\u0401\u0404\u0406\u0407\u0408\u0410-\u042f\u0490\u0386\u0388-\u038a\u038c\u038e\u038f\u0391-\u03a1\u03a3-\u03ab"
)
# Capitals that start misread UTF-8 (or that ftfy judges by the sign after them), and what may not follow them.
_LEADS = "\u0428\u0429\u042a\u042b\u0412\u0413\u0420\u0421\u03a8\u03a9\u03aa\u03ab\u0392\u0393\u039e\u039f"
_AFTER_LEADS = (
    _PUNCTUATION + _QUIET + ("\u2026\u0401\u0451\u0404\u0454\u0406\u0456\u0407\u0457\u0490\u0491\u0386\u0388-\u038f")
)


def _every_other(*ranges: tuple[int, int]) -> str:
    """Return the letters of blocks in which capital and small letters take turns."""
    return "".join(chr(at) for first, last in ranges for at in range(first, last + 1, 2))


# Accented letters, in the order of case that words have; not A with tilde or circumflex and the OE ligature, which ftfy
# judges by the ASCII after them. Capitals that start misread UTF-8 stand alone.
_LOWER = "\u00df-\u00f6\u00f8-\u00fe\u017a\u017c\u017e\u0219\u021b" + _every_other(
    (0x101, 0x137), (0x13A, 0x148), (0x14B, 0x151), (0x155, 0x177)
)
_UPPER = "\u00c0\u00c1\u00c4-\u00cd\u00d1-\u00d6\u00dc-\u00de\u0179\u017b\u017d\u0218\u021a" + _every_other(
    (0x100, 0x136), (0x139, 0x147), (0x14A, 0x150), (0x154, 0x156), (0x15A, 0x16C), (0x172, 0x176)
)
_LONE = "\u00ce-\u00d0\u00d8-\u00db\u0158\u016e\u0170"
_VIETNAMESE = "\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9"
# What may stand before a letter with an accent, and after it (not after sharp S, which starts misread UTF-8).
_BEFORE = "\u00ab\u2018\u2019\u201c\u201e" + _VIETNAMESE + _QUIET
_AFTER = (
    f"(?:(?![^\x00-\x7f{_VIETNAMESE}{_QUIET}])"
    f"|(?<=[\u00e0-\u00fe\u0101-\u021b])(?<![{_UPPER}])"
    f"[\u00bb\u2013\u2014\u2018\u2019\u201c\u201d\u2026](?![^\x00-\x7f]))"
)
_AFTER_QUOTE = _LOWER + _UPPER + _SMALL + _CAPITALS + "\u05d0-\u05ea"
_SIGNS = "\u00a1-\u00ac\u00ae-\u00bf\u00d7\u00f7\u2010-\u2012\u2015\u201a\u201e\u2020-\u2025\u2030-\u205e\u20a0-\u20bf"
_SYMBOLS = "\u2100-\u2125\u2127-\u2129\u212c-\u2328\u232b-\u27bf"
_MARKS = "\u064b-\u0655\u0670"

# Every branch starts with a class of its own, which is what makes the choice between them fast.
_CLEAN = re.compile(
    f"(?:[{_PLAIN}]++|[{_LOWER}{_UPPER}{_LONE}](?<![^\x00-\x7f].)(?![^\x00-\x7f])"
    f"|[\u064b-\u0650](?![\u064b-\u0650\u0653-\u0655])|\u0651(?![\u064b-\u0651\u0653-\u0655])|\u0652(?![{_MARKS}])"
    f"|[\u067e\u0679\u06be\u2026](?<![\u0637-\u063a].)(?!\u2026)"
    f"|\u200c(?<=[\u0621-\u06d3].)(?=[\u0621-\u06d3])"
    f"|[{_LOWER}{_UPPER}](?<![^\x00-\x7f{_BEFORE}].)[{_LOWER}]*+{_AFTER}"
    f"|[\u0152\u0153](?<![^\x00-\x7f].)(?=[A-Za-z])|\u201e(?<![^\x00-\x7f].)(?![^\x00-\x7f{_AFTER_QUOTE}])"
    f"|(?:[{_CAPITALS}](?<![{_SMALL}].)(?:(?<![{_LEADS}])|(?![{_AFTER_LEADS}])))++"
    f"|[{_SIGNS}{_SYMBOLS}](?<![^\x00-\x7f].)(?![^\x00-\x7f])"
    f"|\u0654(?<=\u0647.)(?![{_MARKS}]))*+"
)
_ASCII = re.compile("[\t\n -~]*+")
# Each starts with a literal, which a search finds fast.
_ESCAPES = {
    "&": re.compile(
        r"&(?:#[0-9xX]|[A-Za-z][A-Za-z0-9]{1,30};|(?:nbsp|quot|amp|[lr]aquo|[lr][sd]quo|[nm]dash)(?![A-Za-z])"
        r"|(?:rlm|lrm|zwn?j|hellip|bull|middot)(?![A-Za-z]))"
    ),
    "\\": re.compile(r"\\u0[678]"),
    "%": re.compile(r"%(?:u0[678]|[0-9a-fA-F]{2}[A-Za-z0-9_.~+-]*%[0-9a-fA-F]{2})"),
}


def is_clean(text: str) -> bool:
    """Tell whether no repair would touch ``text``, up to level ``standard``."""
    return (
        not holds_quoted_printable(text)
        and not any(sign in text and escape.search(text) for sign, escape in _ESCAPES.items())
        and _CLEAN.fullmatch(text) is not None
    )


def suspects(text: str, gated: bool) -> list[int]:
    """Return the numbers (from 0) of the lines to repair; without ``gated`` only plain ASCII is passed over."""
    clean = _CLEAN if gated else _ASCII
    numbers: list[int] = []
    at = counted = number = 0
    while (stop := clean.match(text, at).end()) < len(text):  # type: ignore[union-attr]
        number += text.count("\n", counted, stop)
        numbers.append(number)
        counted = at = text.find("\n", stop)
        if at < 0:
            break
    for sign, escape in _ESCAPES.items():
        if sign in text and escape.search(text):
            lines = enumerate(text.split("\n"))
            numbers = sorted({*numbers, *(at for at, line in lines if sign in line and escape.search(line))})
    return numbers
