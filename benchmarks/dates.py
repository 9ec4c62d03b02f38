"""Measure date reading: ../shared/dates.tsv, the formats of CLDR, and body lines that state no date of their own.

usage: python benchmarks/dates.py [--missed] [DIR ...]

Body lines are those labelled B in ../shared, and whole messages from the gettext catalogues and LANG.json files
below /usr/share/locale and every DIR (see language.py). dateparser, dateutil and htmldate are measured beside
where they can be imported. What is missing is skipped and said so.
"""

import argparse
import csv
import json
import sys
import warnings
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from babel import Locale, localedata
from babel.dates import format_date, format_datetime

from cleaner.metadata.dates import is_stamp, parse_date

Reader = Callable[[str, datetime | None], str | None]

SHARED = Path(__file__).resolve().parents[2] / "shared"
REFERENCE = datetime(2025, 1, 22, 12)
SPREAD = [date(1990, 1, 1) + timedelta(days=step) for step in range(0, 12800, 97)]
CLOCK = time(19, 1)
DIGITS = {"arab": "٠١٢٣٤٥٦٧٨٩", "arabext": "۰۱۲۳۴۵۶۷۸۹"}
FORMATS = ("short", "medium", "long", "full")
BODY_LINES = 10_000


def other_readers() -> Iterator[tuple[str, Reader]]:
    try:
        import dateparser
    except ImportError:
        print("dateparser: not installed")
    else:

        def by_dateparser(text: str, reference: datetime | None) -> str | None:
            settings = {"RELATIVE_BASE": reference} if reference else {}
            found = dateparser.parse(text, languages=["ar", "fa", "ur", "en", "fr"], settings=settings)
            return found.isoformat(timespec="minutes") if found else None

        yield "dateparser", by_dateparser
    try:
        from dateutil import parser
    except ImportError:
        print("dateutil: not installed")
    else:

        def by_dateutil(text: str, reference: datetime | None) -> str | None:
            try:
                return parser.parse(text, dayfirst=True).isoformat(timespec="minutes")
            except (ValueError, OverflowError):
                return None

        yield "dateutil", by_dateutil
    try:
        from htmldate import find_date as find_in_page
    except ImportError:
        print("htmldate: not installed")
    else:

        def by_htmldate(text: str, reference: datetime | None) -> str | None:
            return find_in_page(f"<html><body><p>{text}</p></body></html>", extensive_search=True)

        yield "htmldate", by_htmldate


def is_right(found: str | None, gold: str | None, exact: bool) -> bool:
    """Compare with the gold; the other tools are held to the day only, as they cannot say what was not stated."""
    if exact or not (found and gold):
        return found == gold
    return found[:10] == gold[:10] if len(gold) >= 10 else found[:7] == gold


def measure_strings(readers: list[tuple[str, Reader]], missed: bool) -> None:
    path = SHARED / "dates.tsv"
    if not path.exists():
        print(f"{path}: missing, skipped")
        return
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    print(f"\n{len(rows)} strings of dates.tsv{'':11} right  wrong value  no value")
    for name, reader in readers:
        for always in (True, False):
            right = wrong = none = 0
            for row in rows:
                gold = None if row["gold"] == "NONE" else row["gold"]
                found = reader(row["string"], REFERENCE if always or row["kind"] == "rel" else None)
                if is_right(found, gold, name == "naqi"):
                    right += 1
                    continue
                wrong, none = (wrong + 1, none) if found else (wrong, none + 1)
                if missed and name == "naqi":
                    print(f"    {row['string']!r}: {found}, not {gold}")
            given = "reference: every row" if always else "reference: rel rows"
            print(f"{name:12} {given:20} {right:7} {wrong:12} {none:9}")


def cldr_texts(day: date, locales: list[str], with_time: bool) -> set[str]:
    """Write a day in every width of the locales, in ASCII digits and in the digits of each locale."""
    texts = set()
    for locale in locales:
        native = str.maketrans("0123456789", DIGITS.get(Locale.parse(locale).default_numbering_system, "0123456789"))
        for width in FORMATS:
            text = (format_datetime(datetime.combine(day, CLOCK), width, locale=locale) if with_time
                    else format_date(day, width, locale))  # fmt: skip
            texts |= {text, text.translate(native)}
    return texts


def measure_formats(readers: list[tuple[str, Reader]], missed: bool, with_time: bool) -> None:
    families: dict[str, list[str]] = {"ar": [], "fa": [], "ur": []}
    for locale in sorted(localedata.locale_identifiers()):
        families.get(locale.split("_")[0], []).append(locale)
    print(f"\nCLDR formats{' with a time' if with_time else ''} over {len(SPREAD)} days; all, then each language")
    for name, reader in readers:
        shares = []
        total = total_right = 0
        for family, locales in families.items():
            right = count = 0
            # The other tools are slow: a day in twenty is enough to tell.
            for day in SPREAD if name == "naqi" else SPREAD[::20]:
                gold = f"{day}T{CLOCK:%H:%M}" if with_time else day.isoformat()
                for text in cldr_texts(day, locales, with_time):
                    found = reader(text, None)
                    good = is_right(found, gold, name == "naqi")
                    count, right = count + 1, right + good
                    if missed and name == "naqi" and not good:
                        print(f"    {family} {text!r}: {found}, not {gold}")
            shares.append(f"{family} {right / count:.4f} of {count}")
            total, total_right = total + count, total_right + right
        print(f"{name:12} {total_right / total:.4f} of {total:5} | " + " | ".join(shares))


def body_lines(folders: list[Path]) -> Iterator[tuple[str, str]]:
    for base in (SHARED / "dev", SHARED / "seeds"):
        if not (base / "gold.jsonl").exists():
            continue
        for row in map(json.loads, (base / "gold.jsonl").read_text(encoding="utf-8").splitlines()):
            for path in sorted(base.rglob(f"{row['id']}*.txt")):
                lines = path.read_text(encoding="utf-8").split("\n")
                labelled = zip(row["labels"], lines, strict=False)
                yield from (("labelled", line) for label, line in labelled if label == "B")
    gold = SHARED / "html-benchmark" / "ground-truth.json"
    if gold.exists():
        for page in json.loads(gold.read_text(encoding="utf-8")).values():
            yield from (("benchmark", line) for line in page["articleBody"].split("\n"))
    sys.path.insert(0, str(Path(__file__).parent))
    from language import read_lines

    for language in ("ar", "fa", "ur", "fr", "en", "ps", "he"):
        yield from ((f"messages {language}", line) for line in read_lines(folders, language))


def measure_body(folders: list[Path], missed: bool) -> None:
    lines = list(dict.fromkeys((origin, line.strip()) for origin, line in body_lines(folders) if line.strip()))
    origins = {origin: sum(1 for other, _ in lines if other == origin) for origin, _ in lines}
    print(f"\n{len(lines)} body lines ({', '.join(f'{origin} {count}' for origin, count in origins.items())})")
    if len(lines) < BODY_LINES:
        print(f"fewer than {BODY_LINES}: give a directory with more text")
    questions: list[tuple[str, Callable[[str], object]]] = [
        ("parse_date", parse_date),
        ("parse_date with a reference", lambda line: parse_date(line, REFERENCE)),
        ("is_stamp", is_stamp),
    ]
    for name, ask in questions:
        found = [(line, value) for _, line in lines if (value := ask(line))]
        print(f"{name:28} {len(found)} values")
        if missed:
            for line, value in found:
                print(f"    {line[:120]!r}: {value}")


def main() -> None:
    warnings.simplefilter("ignore")
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folders", nargs="*", type=Path)
    options.add_argument("--missed", action="store_true", help="show what was read wrong")
    given = options.parse_args()
    readers: list[tuple[str, Reader]] = [("naqi", parse_date), *other_readers()]
    measure_strings(readers, given.missed)
    for with_time in (False, True):
        measure_formats(readers, given.missed, with_time)
    measure_body([Path("/usr/share/locale"), *given.folders], given.missed)


if __name__ == "__main__":
    main()
