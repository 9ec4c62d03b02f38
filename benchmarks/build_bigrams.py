"""Build ``cleaner/repair/bigrams.py``: how likely one Arabic letter follows another.

Usage: python benchmarks/build_bigrams.py FOLDER... > cleaner/repair/bigrams.py

Each FOLDER is searched for the message catalogues (``LC_MESSAGES/*.mo``) of free software in languages written with
Arabic letters. The table that ships was built from the Debian 12 packages named in ``PACKAGES`` (fetch with
``apt-get download``, unpack with ``dpkg-deb -x FILE FOLDER``), which are under free licences; the table holds counts
of letter pairs only.
"""

import gettext
import re
import sys
from collections import Counter
from collections.abc import Iterator
from math import log2
from pathlib import Path
from textwrap import fill

PACKAGES = (
    "libreoffice-l10n-ar vlc-l10n evolution-common gnome-control-center-data okular kate5-data krita-l10n "
    "libgtk2.0-common xkb-data shared-mime-info libglib2.0-data iso-codes apt"
)
# Text of one language is counted this many times, so that the small catalogues are heard beside the large ones.
WEIGHTS = {"ar": 4, "fa": 2, "ur": 4, "ps": 1}
LETTERS = (
    "\u0621\u0622\u0623\u0624\u0625\u0626\u0627\u0628\u0629\u062a\u062b\u062c\u062d\u062e\u062f\u0630\u0631\u0632"
    "\u0633\u0634\u0635\u0636\u0637\u0638\u0639\u063a\u0641\u0642\u0643\u0644\u0645\u0646\u0647\u0648\u0649\u064a"
    "\u067e\u0686\u0698\u06af\u0679\u0688\u0691\u06ba"
)
# Letters that windows-1256 lacks, or that differ from an Arabic letter by language only.
SAME = {
    "\N{ARABIC LETTER KEHEH}": "\N{ARABIC LETTER KAF}",
    "\N{ARABIC LETTER FARSI YEH}": "\N{ARABIC LETTER YEH}",
    "\N{ARABIC LETTER YEH BARREE}": "\N{ARABIC LETTER YEH}",
    "\N{ARABIC LETTER HEH GOAL}": "\N{ARABIC LETTER HEH}",
    "\N{ARABIC LETTER HEH DOACHASHMEE}": "\N{ARABIC LETTER HEH}",
    "\N{ARABIC LETTER AE}": "\N{ARABIC LETTER HEH}",
    "\N{ARABIC LETTER HEH WITH YEH ABOVE}": "\N{ARABIC LETTER HEH}",
    "\N{ARABIC LETTER TEH MARBUTA GOAL}": "\N{ARABIC LETTER TEH MARBUTA}",
}
MARKS = re.compile("[\u0640\u064b-\u065f\u0670]")


def messages(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield (language, translated text) for every catalogue below ``folder``."""
    for language in WEIGHTS:
        for path in sorted(folder.rglob(f"{language}/LC_MESSAGES/*.mo")):
            try:
                with path.open("rb") as stream:
                    catalogue = gettext.GNUTranslations(stream)
            except (OSError, UnicodeError, IndexError):
                continue
            for key, text in sorted(catalogue._catalog.items(), key=str):  # type: ignore[attr-defined]
                if key:
                    yield language, text


def count(folders: list[Path]) -> Counter[str]:
    """Count letter pairs inside words; a blank stands for the edge of a word."""
    pairs: Counter[str] = Counter()
    words = re.compile(f"[{LETTERS}]+")
    same = str.maketrans(SAME)
    for folder in folders:
        for language, text in messages(folder):
            for word in words.findall(MARKS.sub("", text).translate(same)):
                edged = f" {word} "
                for at in range(len(edged) - 1):
                    pairs[edged[at : at + 2]] += WEIGHTS[language]
    return pairs


def bits(pairs: Counter[str]) -> list[str]:
    """Return the table, a row for each first letter: the cost of each follower in quarter bits, as one character."""
    symbols = " " + LETTERS
    rows = []
    for first in symbols:
        total = sum(pairs[first + second] for second in symbols) + 0.5 * len(symbols)
        costs = (round(-4 * log2((pairs[first + second] + 0.5) / total)) for second in symbols)
        rows.append("".join(chr(35 + min(cost, 56)) for cost in costs))
    return rows


def main() -> None:
    pairs = count([Path(name) for name in sys.argv[1:]])
    print('"""Costs of Arabic letter pairs, made by ``benchmarks/build_bigrams.py``; do not edit.\n')
    print(f"Counted over {sum(pairs.values()):,} weighted letter pairs of Arabic, Persian, Urdu and Pashto")
    print("catalogues in the Debian 12 packages " + fill(PACKAGES, 116, initial_indent=" " * 37).lstrip() + ".")
    print('"""\n')
    print("LETTERS = (")
    for at in range(0, len(LETTERS), 18):
        print('    "' + "".join(f"\\u{ord(letter):04x}" for letter in LETTERS[at : at + 18]) + '"')
    print(")")
    print("# A row for the edge of a word and for each letter, a column likewise: quarter bits above FIRST.")
    print(f"FIRST = {35}")
    print("COSTS = (")
    rows = bits(pairs)
    for at in range(0, len(rows), 2):
        print("    " + '"' + "".join(rows[at : at + 2]) + '"')
    print(")")


if __name__ == "__main__":
    main()
