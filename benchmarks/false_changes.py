"""List every change that repair makes to clean text, over the message catalogues of installed packages.

Usage: python benchmarks/false_changes.py [--each N] [FOLDER...]   (default: /usr/share/locale)

Repairs of damage (escapes, mojibake, ftfy) are listed one by one, to be read: a catalogue may hold real damage, as
some do. Normalisation (no-break spaces, NFC and the like), which is meant for clean text too, is counted by step.
"""

import argparse
import gettext
import random
from collections import Counter, defaultdict
from pathlib import Path

from cleaner.repair import repair_text

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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("folders", nargs="*", type=Path, default=[Path("/usr/share/locale")])
    parser.add_argument("--each", type=int, default=0, help="at most this many lines of a language, 0 for all")
    options = parser.parse_args()
    rng = random.Random(1)
    steps: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    changed = 0
    for language, lines in clean_lines(options.folders).items():
        if options.each and len(lines) > options.each:
            lines = rng.sample(lines, options.each)
        languages[language] = len(lines)
        for line in lines:
            repaired = repair_text(line)
            steps.update({repair.step for repair in repaired.repairs})
            if DAMAGE & {repair.step for repair in repaired.repairs}:
                changed += 1
                what = ", ".join(repair.detail for repair in repaired.repairs if repair.step in DAMAGE)
                print(f"{language}\t{what}\t{line!r}\t{repaired.text!r}")
    print(f"\n{sum(languages.values()):,} lines of {len(languages)} languages; {changed} with damage repaired")
    print(", ".join(f"{language} {count}" for language, count in languages.most_common()))
    for step, count in steps.most_common():
        print(f"{step:20s} {count}")


if __name__ == "__main__":
    main()
