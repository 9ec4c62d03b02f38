"""List every change that repair makes to clean text, over the message catalogues of installed packages.

Usage: python benchmarks/false_changes.py [--each N] [FOLDER...]   (default: /usr/share/locale)

Repairs of damage (escapes, mojibake, ftfy) are listed one by one, to be read, each with what explains it: a catalogue
may hold real damage, as some do.

- ``escaped``: every entity of the message was decoded, as the programs that show it do;
- ``misread``: what changed, read in windows-1252 again, gives the damaged text back: it was UTF-8.

Anything else is ``UNEXPLAINED``, and makes the exit code 1. Read last over the catalogues of Debian 12 (2,912,542 lines
in 198 languages): 1,057 escaped, all of them messages in Pango markup or twice escaped, and 61 misread, 53 of them the
Norwegian Nynorsk catalogue of gettext. Normalisation (no-break spaces, NFC and the like), which is meant for clean text
too, is counted by step.
"""

import argparse
import gettext
import html
import random
import sys
from collections import Counter, defaultdict
from pathlib import Path

import ftfy.bad_codecs

from cleaner.repair import repair_text

ftfy.bad_codecs.ok()
DAMAGE = {"escapes", "mojibake", "ftfy"}
SKIPPED = ("@quot", "@boldquot")  # English with terminal escapes put in on purpose


def clean_lines(folders: list[Path]) -> dict[str, list[str]]:
    """Return the distinct lines of each language."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for folder in folders:
        for path in sorted(folder.rglob("LC_MESSAGES/*.mo")):
            language = path.parts[-3]
            if language.endswith(SKIPPED):
                continue
            try:
                with path.open("rb") as stream:
                    catalogue = gettext.GNUTranslations(stream)
            except (OSError, UnicodeError, ValueError, IndexError):
                continue
            for key, text in catalogue._catalog.items():  # type: ignore[attr-defined]
                if key:
                    found[language].update(dict.fromkeys(text.split("\n")))
    return {language: list(lines) for language, lines in sorted(found.items())}


def explain(line: str, repaired: str) -> str:
    """Return what explains a repair of ``line``, as far as a program can tell."""
    plain = html.unescape(line)
    if plain != line and repaired == repair_text(plain).text:
        return "escaped"
    words = zip(line.split(), repaired.split(), strict=False)
    changed = [(old, new) for old, new in words if old != new]
    if changed and all(new.encode().decode("sloppy-windows-1252") == old for old, new in changed):
        return "misread"
    return "UNEXPLAINED"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("folders", nargs="*", type=Path, default=[Path("/usr/share/locale")])
    parser.add_argument("--each", type=int, default=0, help="at most this many lines of a language, 0 for all")
    options = parser.parse_args()
    rng = random.Random(1)
    steps: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    explained: Counter[str] = Counter()
    for language, lines in clean_lines(options.folders).items():
        if options.each and len(lines) > options.each:
            lines = rng.sample(lines, options.each)
        languages[language] = len(lines)
        for line in lines:
            repaired = repair_text(line)
            steps.update({repair.step for repair in repaired.repairs})
            if DAMAGE & {repair.step for repair in repaired.repairs}:
                why = explain(line, repaired.text)
                explained[why] += 1
                what = ", ".join(repair.detail for repair in repaired.repairs if repair.step in DAMAGE)
                print(f"{why}\t{language}\t{what}\t{line!r}\t{repaired.text!r}")
    repairs = f"{explained.total()} with damage repaired"
    print(f"\n{sum(languages.values()):,} lines of {len(languages)} languages; {repairs}")
    print(", ".join(f"{why} {count}" for why, count in explained.most_common()))
    print(", ".join(f"{language} {count}" for language, count in languages.most_common()))
    for step, count in steps.most_common():
        print(f"{step:20s} {count}")
    sys.exit(bool(explained["UNEXPLAINED"]))


if __name__ == "__main__":
    main()
