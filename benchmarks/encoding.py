"""Print how much damaged text is repaired, beside ftfy alone, and what clean text costs.

Usage: python benchmarks/encoding.py [recovery] [placement] [headings] [cost]

All damage is made here, from ``benchmarks/lines.txt``, which was written for this purpose. A share says how many
whole lines, runs of four words and single words come back exactly. ftfy runs with ``uncurl_quotes=False`` and
``normalization=None``; its defaults recover less. Costs are ratios of processor time within one run: each work takes
its turn in every round, and the least of its rounds counts, over several passes, as other work on the machine slows
some down more than others.
"""

import argparse
import html
import itertools
import quopri
import random
import re
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import quote

import ftfy
import ftfy.fixes
from false_changes import clean_lines

from cleaner.repair import repair_text
from cleaner.repair.hosts import host
from cleaner.repair.shown import NAMES as UTF8_HOSTS
from cleaner.repair.windows1256 import NAMES as WINDOWS_HOSTS

LINES = (Path(__file__).parent / "lines.txt").read_text(encoding="utf-8").split("\n")[:-1]
CLEAN = "نشر البيان مساء أمس"
# Languages whose clean text is timed, and what is no running text in a catalogue.
LANGUAGES = frozenset(
    [
        "ar",
        "cs",
        "de",
        "el",
        "en_GB",
        "es",
        "fa",
        "fi",
        "fr",
        "he",
        "hi",
        "hu",
        "it",
        "ja",
        "ka",
        "ko",
        "lt",
        "lv",
        "nl",
        "pl",
        "pt_BR",
    ]
)
LANGUAGES |= frozenset(["ro", "ru", "sv", "ta", "th", "tr", "uk", "vi", "zh_CN", "bn"])
CODE = re.compile(r"[%&\\=<>_{}|*\t]|  |^\s")
PAGES, PASSES = 100, 5  # clean pages of each language, and passes over the languages, far apart in time
Damage = Callable[[str], str | None]
Counts = tuple[str, str, str]


def fragments() -> list[str]:
    return [" ".join(words[at : at + 4]) for words in map(str.split, LINES) for at in range(0, len(words) - 3, 4)]


def words() -> list[str]:
    found = {word for line in LINES for word in line.split() if len(re.findall(r"[^\W\d_]", word)) > 1}
    return sorted(found)


def ftfy_alone(text: str) -> str:
    return ftfy.fix_text(text, uncurl_quotes=False, normalization=None)


def ours(text: str) -> str:
    return repair_text(text).text


# -- damage


def misread(name: str, lost: bool = False, source: str = "utf-8") -> Damage:
    page = host(name)

    def damage(text: str) -> str | None:
        try:
            raw = text.encode(source)
        except UnicodeEncodeError:
            return None
        if lost and not page.holes.intersection(raw):
            return None
        return "".join("\ufffd" if lost and byte in page.holes else page.table[byte] for byte in raw)

    return damage


def chain(*steps: Damage) -> Damage:
    def damage(text: str) -> str | None:
        current: str | None = text
        for step in steps:
            current = current if current is None else step(current)
        return current

    return damage


def uncurled(name: str) -> Damage:
    def damage(text: str) -> str | None:
        shown = misread(name)(text) or ""
        changed = ftfy.fixes.uncurl_quotes(shown)
        return changed if changed != shown else None

    return damage


def escaped(form: Callable[[str], str]) -> Damage:
    return lambda text: "".join(form(character) if ord(character) > 127 else character for character in text)


def quoted_printable(text: str) -> str:
    return quopri.encodestring(text.encode()).decode()


def surrogates(encoding: str) -> Damage:
    def damage(text: str) -> str | None:
        try:
            return text.encode(encoding).decode("ascii", "surrogateescape")
        except UnicodeEncodeError:
            return None

    return damage


def damages() -> Iterable[tuple[str, Damage]]:
    for name, codec in UTF8_HOSTS.items():
        yield f"UTF-8 as {name}", misread(codec)
    for name, codec in UTF8_HOSTS.items():
        if host(codec).holes:
            yield f"  its holes lost: {name}", misread(codec, lost=True)
    for name, codec in UTF8_HOSTS.items():
        if host(codec).table[0x84] == "\N{DOUBLE LOW-9 QUOTATION MARK}":
            yield f"  its quotes uncurled: {name}", uncurled(codec)
    for name, codec in WINDOWS_HOSTS.items():
        yield f"windows-1256 as {name}", misread(codec, source="cp1256")
    yield "UTF-8 in surrogate escapes", surrogates("utf-8")
    yield "windows-1256 in surrogate escapes", surrogates("cp1256")
    yield "entities, decimal", escaped(lambda c: f"&#{ord(c)};")
    yield "entities, hexadecimal", escaped(lambda c: f"&#x{ord(c):X};")
    yield "entities, doubled", escaped(lambda c: html.escape(f"&#{ord(c)};"))
    yield "entities, no semicolon", escaped(lambda c: f"&#{ord(c)}")
    yield "backslash-u", escaped(lambda c: f"\\u{ord(c):04x}")
    yield "percent-u", escaped(lambda c: f"%u{ord(c):04X}")
    yield "percent, every word", lambda text: " ".join(map(quote, text.split(" ")))
    yield "percent, whole line", quote
    yield "quoted-printable", quoted_printable


# -- tables


def share(items: list[str], damage: Damage, repair: Callable[[str], str]) -> str:
    done = total = 0
    for item in items:
        damaged = damage(item)
        if damaged is not None and damaged != item:
            total += 1
            done += repair(damaged) == ours(item)
    return f"{done / total:.3f}" if total else "  -  "


def row(title: str, damage: Damage, sets: tuple[list[str], ...]) -> None:
    mine = " ".join(share(items, damage, ours) for items in sets)
    theirs = " ".join(share(items, damage, ftfy_alone) for items in sets)
    print(f"{title:40s} {mine}   {theirs}", flush=True)


def recovery() -> None:
    sets = (LINES, fragments(), words())
    print(f"{len(LINES)} lines, {len(sets[1])} runs of four words, {len(sets[2])} words")
    print(f"{'damage':40s} {'lines four  word':17s}   ftfy alone")
    for title, damage in damages():
        row(title, damage, sets)
    print("\nchains of two, the outer misreading named: mean and worst over 12 inner ones")
    few = (LINES[::4], fragments()[::12], words()[::40])
    for outer in UTF8_HOSTS.values():
        rows = [
            [share(items, chain(misread(inner), misread(outer)), ours) for items in few]
            for inner in UTF8_HOSTS.values()
        ]
        columns = [[float(value) for value in column] for column in zip(*rows, strict=True)]
        means = " ".join(f"{sum(column) / len(column):.3f}" for column in columns)
        print(f"{outer:40s} {means}   worst {' '.join(f'{min(column):.3f}' for column in columns)}", flush=True)
    print("\nchains of three")
    few = (LINES[::10], fragments()[::30], words()[::90])
    for codec in UTF8_HOSTS.values():
        row(f"{codec} three times", chain(*[misread(codec)] * 3), few)
    for names in itertools.islice(itertools.permutations(UTF8_HOSTS.values(), 3), 0, None, 110):
        row(" > ".join(names), chain(*map(misread, names)), few)
    print("\nwindows-1256 misread, then UTF-8 misread")
    for codec in WINDOWS_HOSTS.values():
        row(f"{codec} > cp1252", chain(misread(codec, source="cp1256"), misread("cp1252")), sets)


def placement() -> None:
    print("a damaged line in a page of ten clean ones; a damaged span of four words in a clean line")
    spans = fragments()
    for title, damage in damages():
        pages = spanned = page_total = span_total = 0
        for at, line in enumerate(LINES):
            damaged = damage(line)
            if damaged is not None and damaged != line:
                page_total += 1
                before, after = LINES[at - 5 : at] or LINES[:5], LINES[at + 1 : at + 6]
                pages += ours("\n".join([*before, damaged, *after])) == ours("\n".join([*before, line, *after]))
        for span in spans:
            damaged = damage(span)
            if damaged is not None and damaged != span and "\n" not in damaged:
                span_total += 1
                spanned += ours(f"{CLEAN}: «{damaged}» {CLEAN}") == ours(f"{CLEAN}: «{span}» {CLEAN}")
        print(f"{title:40s} {pages / max(page_total, 1):.3f} {spanned / max(span_total, 1):.3f}", flush=True)


def headings() -> None:
    print("one or two words as a line of their own, in a page of six damaged lines")
    short = words()[::4] + [" ".join(line.split()[:2]) for line in LINES]
    for title, damage in damages():
        done = total = 0
        for at, heading in enumerate(short):
            body = [LINES[(at + step) % len(LINES)] for step in range(6)]
            parts = [damage(line) for line in (*body[:3], heading, *body[3:])]
            if None not in parts and parts[3] != heading:
                total += 1
                done += ours("\n".join(map(str, parts))).split("\n")[3:4] == ours(heading).split("\n")
        print(f"{title:40s} {done / max(total, 1):.3f}", flush=True)


def least(*works: Callable[[], object], rounds: int) -> list[float]:
    """Return the least processor time of each work, in seconds, over rounds in which they take turns."""
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, times in zip(works, taken, strict=True):
            start = time.process_time()
            work()
            times.append(time.process_time() - start)
    return [min(times) for times in taken]


def clean_pages() -> dict[str, list[str]]:
    """Return clean pages by language: our own lines and, where catalogues are installed, their longer messages."""
    rng = random.Random(1)
    pages = {"ours": [ours("\n".join(rng.sample(LINES, 30))) for _ in range(PAGES)]}
    for language, lines in clean_lines([Path("/usr/share/locale")]).items():
        wide = language[:2] in ("zh", "ja", "ko")
        prose = [line for line in lines if len(line) >= (15 if wide else 40) and not CODE.search(line)]
        prose = [line for line in rng.sample(prose, min(len(prose), 3000)) if ours(line) == line]
        if language in LANGUAGES and len(prose) >= 150:
            pages[language] = ["\n".join(rng.sample(prose, 30)) for _ in range(PAGES)]
    return pages


def cost() -> None:
    print("clean pages: repair / (decode + split), microseconds a page, ftfy / repair")
    every = clean_pages()
    times: dict[str, list[float]] = {}
    for _ in range(PASSES):
        for language, pages in every.items():
            data = [page.encode() for page in pages]
            found = least(
                lambda data=data: [raw.decode().split("\n") for raw in data],  # type: ignore[misc]
                lambda pages=pages: [repair_text(page) for page in pages],  # type: ignore[misc]
                rounds=30,
            )
            times[language] = list(map(min, found, times.get(language, found)))
    for language, pages in every.items():
        few = pages[:20]
        times[language] += [time * len(pages) / 20 for time in least(lambda: [*map(ftfy_alone, few)], rounds=3)]  # noqa: B023
        print_costs(language, *times[language])
    print_costs("all", *map(sum, zip(*times.values(), strict=True)))


def print_costs(title: str, base: float, repair: float, reference: float) -> None:
    print(f"{title:8s} {repair / base:6.2f} {repair / PAGES * 1e6:8.1f} {reference / repair:8.0f}", flush=True)


PARTS: dict[str, Callable[[], None]] = {
    "recovery": recovery,
    "placement": placement,
    "headings": headings,
    "cost": cost,
}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=PARTS, metavar="PART", help=", ".join(PARTS))
    for name in parser.parse_args().parts or PARTS:
        PARTS[name]()
        print()
