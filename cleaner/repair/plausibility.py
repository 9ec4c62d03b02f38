"""Tell Arabic words from the accidents of a code page, by how likely their letters follow each other."""

import re

from cleaner.repair.bigrams import COSTS, FIRST, LETTERS

_SIDE = len(LETTERS) + 1
_EVEN = 22  # quarter bits that a letter costs when all are alike: 4 * log2(45)
# Letters that differ by language or keyboard only share a row; marks and tatweel do not count.
_FOLD = str.maketrans(
    "\N{ARABIC LETTER KEHEH}\N{ARABIC LETTER FARSI YEH}\N{ARABIC LETTER YEH BARREE}\N{ARABIC LETTER HEH GOAL}"
    "\N{ARABIC LETTER HEH DOACHASHMEE}",
    "\N{ARABIC LETTER KAF}\N{ARABIC LETTER YEH}\N{ARABIC LETTER YEH}\N{ARABIC LETTER HEH}\N{ARABIC LETTER HEH}",
    "\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670",
)
_INDEX = {letter: at for at, letter in enumerate(LETTERS, 1)}
_WORD = re.compile(f"[{LETTERS}]{{2,}}")


def evidence(text: str) -> tuple[float, int]:
    """Return (bits, letters): how much more likely the Arabic words of ``text`` are than chance letters would be.

    Real Arabic gains about 1.5 bits a letter; letters in a random order lose. Words of one letter do not count: they
    are rare in Arabic, and common where other text is shown in an Arabic code page.
    """
    quarter_bits = letters = 0
    for word in _WORD.findall(text.translate(_FOLD)):
        row = 0
        for letter in word:
            column = _INDEX[letter]
            quarter_bits += _EVEN - ord(COSTS[row * _SIDE + column]) + FIRST
            row = column
        quarter_bits += _EVEN - ord(COSTS[row * _SIDE]) + FIRST
        letters += len(word)
    return quarter_bits / 4, letters
