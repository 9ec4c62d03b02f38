"""List what the bundled rules take from clean prose, which holds no chrome to take.

Usage: python benchmarks/prose.py [--list] [--around N] [--jobs N] DIR...

Every DIR is a language: a folder of .txt files, one document a file. Prints, for each folder and each rule, the lines
in, the lines removed whole and in part, and their share of the lines; blank lines are not counted. --list also
prints every removed line with its rule, its file and N lines around it, to be read: the notices of a handbook (its
copyright, its licence) are chrome, all other lines are not.

The text comes from Debian packages, unpacked with `apt-get download NAME` and `dpkg -x FILE.deb DIR`, never installed:
manpages, manpages-dev, manpages-{fr,fr-dev,de,es,ru,uk}, debian-reference-{en,fr,de,es,it,pt}, debian-handbook,
installation-guide-amd64, developers-reference and maint-guide with their translations, debian-faq, debian-history,
aptitude-doc-{en,fr,es,ru}, gnome-user-docs, fortunes and fortunes-{de,es,it,ru,br,pl}, texlive-lang-arabic (the texts
of its quran package). A page of HTML or Mallard, or a man page without its tables and displays, makes one document:
its headings, paragraphs and list items, a line each, without its navigation, its table of contents and a man page's
SEE ALSO, which is a list of links. 20 fortunes or 40 verses make one. So do 20 translated messages of eight words or
more, the Arabic and Persian ones of gramps, mediawiki, evolution-common, gnome-control-center-data, kate5-data,
krita-l10n, okular and vlc-l10n, because few handbooks are written in these languages. Fortunes, verses and messages
are no running prose: keep them in folders of their own.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from cleaner import Cleaner


@dataclass(frozen=True)
class Taken:
    """A line that lost characters to a rule, as ``path:number``; ``whole`` if no character that shows is left of it."""

    rule_id: str
    path: Path
    number: int
    whole: bool
    around: str


@cache
def bundled() -> Cleaner:
    return Cleaner()


def taken_lines(path: Path, around: int) -> tuple[int, list[Taken]]:
    """Clean one document; return how many lines it has and those that lost something."""
    result = bundled().clean(path.read_text(encoding="utf-8"))
    lines = result.document.text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    lost: dict[int, str] = {}
    left = list(lines)
    for removal in result.removals:
        for index in range(removal.first_line - 1, removal.last_line):
            start, end = max(removal.start, starts[index]), min(removal.end, starts[index + 1] - 1)
            if result.document.text[start:end].strip():
                lost.setdefault(index, removal.rule_id)
                # Blanks keep the place of what is gone, for the next removal in the same line.
                at = start - starts[index]
                left[index] = left[index][:at] + " " * (end - start) + left[index][at + end - start :]
    taken = [Taken(rule, path, i + 1, not left[i].strip(), quoted(lines, i, around)) for i, rule in lost.items()]
    return sum(bool(line.strip()) for line in lines), taken


def quoted(lines: list[str], index: int, around: int) -> str:
    """Quote a line, marked, with the lines around it."""
    first = max(0, index - around)
    return "\n".join(
        f"    {'-' if number == index else ' '} {line}"
        for number, line in enumerate(lines[first : index + around + 1], first)
    )


def read(folder: Path, around: int, jobs: int) -> Iterator[tuple[int, list[Taken]]]:
    paths = sorted(folder.rglob("*.txt"))
    if jobs == 1:
        yield from (taken_lines(path, around) for path in paths)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(partial(taken_lines, around=around), paths, chunksize=16)


def row(name: str, lines: int, whole: int, part: int) -> str:
    share = f"1 in {lines // (whole + part):,}" if whole + part else "none"
    return f"{name:34s} {lines:9,} {whole:6} {part:6}   {share}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR")
    parser.add_argument("--list", action="store_true", help="print every removed line")
    parser.add_argument("--around", type=int, default=1, metavar="N", help="with this many lines before and after it")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="processes to clean with")
    options = parser.parse_args()
    lines: Counter[str] = Counter()
    taken: list[tuple[str, Taken]] = []
    for folder in options.folders:
        for count, found in read(folder, options.around, options.jobs):
            lines[folder.name] += count
            taken += [(folder.name, line) for line in found]
    if options.list:
        for _, line in sorted(taken, key=lambda pair: pair[1].rule_id):
            print(f"{line.rule_id}\t{line.path}:{line.number}\t{'whole' if line.whole else 'part'}\n{line.around}\n")
    print(f"{'':34s} {'lines':>9s} {'whole':>6s} {'part':>6s}   share")
    folders = Counter((name, line.whole) for name, line in taken)
    for name, count in lines.items():
        print(row(name, count, folders[name, True], folders[name, False]))
    rules = Counter((line.rule_id, line.whole) for _, line in taken)
    print()
    for rule_id in sorted({rule for rule, _ in rules}, key=lambda rule: -rules[rule, True] - rules[rule, False]):
        print(row(rule_id, sum(lines.values()), rules[rule_id, True], rules[rule_id, False]))
    print(row("all", sum(lines.values()), sum(line.whole for _, line in taken), sum(not i.whole for _, i in taken)))


if __name__ == "__main__":
    main()
