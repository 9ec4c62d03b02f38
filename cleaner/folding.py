"""The one folding of text for comparison, and the way back to original offsets.

Folding maps every code point on its own to zero or more code points, then turns space runs into one space and
drops spaces at line edges. It never touches ``\\n``, so folding a document and folding its lines agree.
"""

import codecs
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Literal

FoldName = Literal["none", "default", "arabic"]

# Invisible: soft hyphen, Arabic letter mark, zero-width and bidi controls, byte order mark.
_INVISIBLE = (
    "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a"
    "\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)
_TATWEEL = "\N{ARABIC TATWEEL}"
_ALEF = "\N{ARABIC LETTER ALEF}"
_YEH = "\N{ARABIC LETTER YEH}"
_HEH = "\N{ARABIC LETTER HEH}"
_KAF = "\N{ARABIC LETTER KAF}"

_LETTERS = {
    "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}": _ALEF,
    "\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}": _ALEF,
    "\N{ARABIC LETTER ALEF WITH HAMZA BELOW}": _ALEF,
    "\N{ARABIC LETTER ALEF WASLA}": _ALEF,
    "\N{ARABIC LETTER ALEF MAKSURA}": _YEH,
    "\N{ARABIC LETTER FARSI YEH}": _YEH,
    "\N{ARABIC LETTER YEH BARREE}": _YEH,
    "\N{ARABIC LETTER TEH MARBUTA}": _HEH,
    "\N{ARABIC LETTER TEH MARBUTA GOAL}": _HEH,
    "\N{ARABIC LETTER HEH GOAL}": _HEH,
    "\N{ARABIC LETTER HEH DOACHASHMEE}": _HEH,
    "\N{ARABIC LETTER HEH WITH YEH ABOVE}": _HEH,
    "\N{ARABIC LETTER KEHEH}": _KAF,
}
_PUNCTUATION = {
    "\N{ARABIC COMMA}": ",", "\N{ARABIC SEMICOLON}": ";", "\N{ARABIC QUESTION MARK}": "?", "\N{ARABIC FULL STOP}": ".",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"',
    "\u2018": "'", "\u2019": "'", "\u201a": "'",
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2015": "-", "\u2212": "-",
    "\u2026": "...",
}  # fmt: skip
_SPACES = (
    "\t\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002"
    "\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
# Blocks whose members decompose into letters that the other steps fold: Latin with accents, Arabic presentation forms.
_DECOMPOSED = re.compile("[\u00c0-\u024f\u1e00-\u1eff\ufb50-\ufdff\ufe70-\ufefc\uff01-\uff5e]")
_SPACE_RUN = re.compile("  +")
# What pages of Arabic script are written in, in the order in which it finds room on a code page of 256. The null comes
# first: a code page without it is looked up in a dictionary, which is slow.
_FREQUENT = (
    "\0\t\n\r"
    + "".join(map(chr, (*range(0x20, 0x7F), *range(0x621, 0x63B), *range(0x640, 0x656), *range(0x660, 0x66A))))
    + "".join(map(chr, range(0x6F0, 0x6FA)))
    + "\u00a0\u00ab\u00bb\u200c\u200d\u200e\u200f\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\ufeff"
    "\u060c\u061b\u061f\u06d4\u0670\u0671\u0679\u067e\u0686\u0688\u0691\u0698\u06a9\u06af\u06ba\u06be\u06c0\u06c1\u06c3\u06cc\u06d2"
    "àâäçèéêëîïôöùûüÀÂÇÈÉÊËÎÔáíñóú\u00a9\u00ad\u00ae\u00b0\u00b7\u00d7\u201a\u201e\u2039\u203a\u2190\u2192"
    "\u202b\u202c\u25aa\u25cf\u25c6\u2605"
)
_ABSENT = "\ufffe"
_EDGE = re.compile("^ | $", re.MULTILINE)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Me")


@cache
def _marks() -> str:
    """Combining marks that are dropped: Latin accents and every Arabic mark."""
    blocks = (range(0x300, 0x370), range(0x610, 0x61B), range(0x64B, 0x660), (0x670,), range(0x6D6, 0x6EE),
              range(0x8CA, 0x900))  # fmt: skip
    return "".join(chr(code) for block in blocks for code in block if _is_mark(chr(code)))


@cache
def _common(name: FoldName) -> Mapping[str, str]:
    """Map each frequent character that the fold changes to what replaces it."""
    if name == "none":
        return {}
    table = dict.fromkeys(_SPACES, " ")
    if name == "arabic":
        table |= dict.fromkeys(_INVISIBLE + _TATWEEL, "") | dict.fromkeys(_marks(), "")
        table |= _LETTERS | _PUNCTUATION
        for zero in ("\N{ARABIC-INDIC DIGIT ZERO}", "\N{EXTENDED ARABIC-INDIC DIGIT ZERO}"):
            table |= {chr(ord(zero) + digit): str(digit) for digit in range(10)}
    return table


@cache
def _single(char: str, name: FoldName) -> str:
    """Fold one code point to its end; the definition that the fast path is built from."""
    if name == "none":
        return char
    form = unicodedata.normalize("NFKD" if name == "arabic" else "NFKC", char) if _DECOMPOSED.match(char) else char
    table = _common(name)
    folded = "".join(table.get(c, c) for c in form).casefold()
    # A few letters decompose or casefold into others that the table knows; go on until nothing changes.
    while (again := "".join(table.get(c, c) for c in folded).casefold()) != folded:
        folded = again
    return folded


class _Singles(dict[str, str]):
    """Folds of single code points, each worked out when it is first met."""

    def __init__(self, name: FoldName) -> None:
        self.name = name

    def __missing__(self, char: str) -> str:
        self[char] = folded = _single(char, self.name)
        return folded


@cache
def _singles(name: FoldName) -> _Singles:
    return _Singles(name)


class _CodePage:
    """Frequent characters as one byte each: encoding, dropping and decoding them folds a text at C speed."""

    def __init__(self, name: FoldName) -> None:
        folds = {char: _single(char, name) for char in dict.fromkeys(_FREQUENT)}
        page = [char for char, folded in folds.items() if len(folded) <= 1][:256]
        self._bytes: Any = codecs.charmap_build("".join(page).ljust(256, _ABSENT))
        self._dropped = bytes(code for code, char in enumerate(page) if not folds[char])
        self._folded = "".join(folds[char] or " " for char in page).ljust(256, _ABSENT)
        self._spelled_out = [(char, folded) for char, folded in folds.items() if len(folded) > 1]

    def fold(self, text: str) -> str | None:
        """Return the text with each character folded, or None where it holds one that is not on the page."""
        for char, folded in self._spelled_out:
            text = text.replace(char, folded)
        try:
            codes = codecs.charmap_encode(text, "strict", self._bytes)[0]
        except UnicodeEncodeError:
            return None
        return codecs.charmap_decode(codes.translate(None, self._dropped), "strict", self._folded)[0]

    def folds_singly(self, text: str) -> bool:
        """Tell whether every character of the text folds to exactly one."""
        try:
            codes = codecs.charmap_encode(text, "strict", self._bytes)[0]
        except UnicodeEncodeError:
            return False
        return len(codes.translate(None, self._dropped)) == len(text)


_page = cache(_CodePage)


def fold(text: str, name: FoldName = "arabic") -> str:
    """Return ``text`` folded for comparison.

    ``arabic`` drops marks, tatweel, bidi and zero-width characters; unifies alef, yeh, heh and kaf forms,
    presentation forms, accents, digits, quotes, dashes and Arabic punctuation; lowers case. ``default`` keeps
    letters and only lowers case and unifies spaces and forms. ``none`` returns the text as it is.

    >>> fold("إقرأ أيضًا") == fold("اقـرأ ايضاً")
    True
    """
    if name == "none":
        return text
    if text.isascii():
        text = text.lower()
        for char in "\t\r\x0b\x0c\x1c\x1d\x1e\x1f":
            if char in text:
                text = text.replace(char, " ")
    else:
        folded = _page(name).fold(text)
        if folded is None and "\n" in text:  # one rare character slows down its own line alone
            return "\n".join([fold(line, name) for line in text.split("\n")])
        text = "".join(map(_singles(name).__getitem__, text)) if folded is None else folded
    if "  " in text:
        text = _SPACE_RUN.sub(" ", text)
    if text[:1] == " " or text[-1:] == " " or ("\n" in text and ("\n " in text or " \n" in text)):
        text = _EDGE.sub("", text)
    return text


def in_arabic_block(text: str) -> int:
    """Count the code points of the block of Arabic, U+0600 to U+06FF.

    >>> in_arabic_block("قال: yes")
    3
    """
    return text.encode("utf-16-le", "surrogatepass")[1::2].count(6)


def fold_with_offsets(text: str, name: FoldName = "arabic") -> tuple[str, Sequence[int]]:
    """Fold one line and tell where each folded character came from.

    Returns the folded line and, for every code point of it, the offset of its origin in ``text``; the offsets
    never decrease. ``fold_with_offsets(text)[0] == fold(text)`` for text without a newline.
    """
    folded = fold(text, name)
    if len(folded) == len(text) and (name == "none" or text.isascii() or _page(name).folds_singly(text)):
        return folded, range(len(text))
    singles = _singles(name)
    chars: list[str] = []
    offsets: list[int] = []
    for at, original in enumerate(text):
        for char in singles[original]:
            if char == " " and name != "none" and (not chars or chars[-1] == " "):
                continue
            chars.append(char)
            offsets.append(at)
    if name != "none" and chars and chars[-1] == " ":
        chars.pop()
        offsets.pop()
    return "".join(chars), tuple(offsets)
