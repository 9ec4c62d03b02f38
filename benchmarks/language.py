"""Measure language detection on the translated messages of installed packages.

usage: python benchmarks/language.py [DIR ...]

Reads gettext catalogues (LANG/LC_MESSAGES/*.mo) and message files (LANG.json, as MediaWiki ships them) below
/usr/share/locale and every DIR, which can be an unpacked package: `apt-get download mediawiki vlc-l10n`, then
`dpkg -x FILE.deb DIR`. Prints, for each language, the share of whole messages and of five-word lines named right.
"""

import gettext
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from cleaner.metadata.language import detect_language

NAMED = ("ar", "fa", "ur", "ps", "ckb", "ug", "he", "en", "fr")
FILE_NAMES = {"ug": ("ug", "ug-arab")}
MOST = 3000
MARKUP = re.compile(
    r"\{\{[^{}]*\}\}|\[\[[^][]*\]\]|<[^<>]*>|https?://\S+|\[\S+|\$\d+|%\S*|[&_~|*#{}\[\]<>=\\/]|\w*[.@]\w+"
)
LETTER = {"he": "[\u05d0-\u05ea]", "en": "[a-zA-Z]", "fr": "[a-zA-Z\u00c0-\u00ff]"}


def read_messages(folder: Path, language: str) -> Iterator[str]:
    for name in FILE_NAMES.get(language, (language,)):
        for path in sorted(folder.rglob(f"{name}.json")):
            content = json.loads(path.read_text(encoding="utf-8"))
            yield from (v for k, v in content.items() if isinstance(v, str) and k != "@metadata")
        for path in sorted(folder.rglob(f"{name}/LC_MESSAGES/*.mo")):
            catalogue = gettext.GNUTranslations(path.open("rb"))._catalog  # type: ignore[attr-defined]
            yield from (v for k, v in catalogue.items() if k and v and v != k)
    if language == "en":
        for path in sorted(folder.rglob("fr/LC_MESSAGES/*.mo")):
            catalogue = gettext.GNUTranslations(path.open("rb"))._catalog  # type: ignore[attr-defined]
            yield from (k for k in catalogue if k and isinstance(k, str))


def is_whole(line: str, language: str) -> bool:
    """Keep a message of eight words or more that is written in the script of its language and in no other."""
    letters = [c for c in line if c.isalpha()]
    own = re.findall(LETTER.get(language, "[\u0620-\u06ff]"), line)
    return len(line.split()) >= 8 and len(own) >= 0.95 * len(letters) >= 0.6 * len(line)


def read_lines(folders: list[Path], language: str) -> list[str]:
    lines = {
        " ".join(MARKUP.sub(" ", message).split()) for folder in folders for message in read_messages(folder, language)
    }
    kept = [line for line in lines if is_whole(line, language)]
    # The order of hashes is a fair sample, and the same on every machine.
    return sorted(kept, key=lambda line: hashlib.sha256(line.encode()).digest())[:MOST]


def cut_short(line: str) -> str:
    words = line.split()
    start = len(line) % (len(words) - 4)
    return " ".join(words[start : start + 5])


def main() -> None:
    folders = [Path("/usr/share/locale"), *map(Path, sys.argv[1:])]
    print(f"{'':4} {'whole':>6} {'right':>6}   {'5 words':>7} {'right':>6}   mistaken for")
    for language in NAMED:
        whole = read_lines(folders, language)
        if not whole:
            print(f"{language:4} no text found")
            continue
        short = [cut_short(line) for line in whole]
        shares = []
        mistaken: Counter[str | None] = Counter()
        for lines in (whole, short):
            named = Counter(detect_language(line) for line in lines)
            shares.append(named.pop(language, 0) / max(1, len(lines)))
            mistaken += named
        print(
            f"{language:4} {len(whole):6} {shares[0]:6.3f}   {len(short):7} {shares[1]:6.3f}   "
            + ", ".join(f"{code} {count}" for code, count in mistaken.most_common(6))
        )


if __name__ == "__main__":
    main()
