"""What cleaning text costs, as multiples of floors that are measured in the same run; nothing is compared with a limit.

usage: python benchmarks/speed.py [--pages N] [--documents N] [--files N] [--rounds N]

All times are CPU time of one process, the fastest of some rounds, floor and cleaner by turns; each round of the first
part takes other pages. Pages and rules are generated (pages.py); the sets of 500 (or the bundled rules and one,
where they are more) and 5,000 rules are all bound to no site, so that every page meets all of them. As many generated
rules are also measured alone: literals, templates, blocks and patterns, none of which looks at the page as a whole.
Prints

- text in memory to record as JSON, beside ``orjson.loads`` and ``orjson.dumps`` of the same lines, for each kind of
  page;
- the whole command from JSON lines to JSON lines and from folder to folder, beside plain_copy.py: in all, and for a
  page more (the time for one page is taken off), with the most memory; from 1,000 pages to --documents, a million if
  you like;
- start-up: rules loaded for the first time and from the cache, beyond the imports, and the first page.

How fast HTML is read, html_speed.py tells; other programs on the same pages, peers.py.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson
from pages import KINDS, Pages, rules_in_all, write_rules
from runner import Cost, Row, measure

from cleaner import Cleaner, RuleSet

HERE = Path(__file__).resolve().parent
CLEANER = (sys.executable, "-m", "cleaner")
COPY = (sys.executable, str(HERE / "plain_copy.py"))
SIZES = (500, 5000)
FIRST_SIZE = 1000
ONE_ROUND = 10_000  # pages from which a command is run once: it is long enough, and the smaller ones show the noise

# A process keeps the peak memory of the one that started it until it has its own: a small one starts the command.
_STARTER = """
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
sys.stderr.buffer.write(done.stderr if done.returncode else b"")
print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024]))
sys.exit(done.returncode)
"""

# Imports all that loading needs (as named by an earlier process), then times the loading and the first page.
_LOADING = """
import contextlib, importlib, json, sys, time
start = time.process_time()
from cleaner import Cleaner, RuleSet
import cleaner.pipeline
for name in json.loads(sys.argv[1]):  # __main__ among them does nothing
    with contextlib.suppress(ImportError):
        importlib.import_module(name)
imported = time.process_time()
rules = RuleSet.load(*sys.argv[2:], bundled=True)
loaded = time.process_time()
Cleaner(rules).clean("one line")
done = time.process_time()
print(json.dumps([imported - start, loaded - imported, done - loaded, sorted(sys.modules)]))
"""


@dataclass(frozen=True, slots=True)
class Usage:
    """CPU seconds and most megabytes of memory of a command."""

    seconds: float
    megabytes: float

    @staticmethod
    def best(found: Sequence["Usage"]) -> "Usage":
        """Return the least time and the most memory."""
        return Usage(min(one.seconds for one in found), max(one.megabytes for one in found))


def used(command: Sequence[str]) -> Usage:
    """Run a command to its end."""
    starter = [sys.executable, "-S", "-E", "-c", _STARTER, *command]
    return Usage(*orjson.loads(subprocess.run(starter, stdout=subprocess.PIPE, check=True).stdout))


def in_memory(sets: dict[str, tuple[Pages, Path, bool]], count: int, rounds: int) -> None:
    """Print what text to record costs beside reading and writing JSON; a set is pages, rules, and whether with ours."""
    print(f"{'text to record, x orjson':36}{'':>12}{'1 MB of JSON':>14}{'a page':>12}")
    first = 0
    for name, (pages, folder, bundled) in sets.items():
        cleaner = Cleaner(RuleSet.load(folder, bundled=bundled))

        def record(row: Row, cleaner: Cleaner = cleaner) -> bytes:
            return orjson.dumps(cleaner.clean(row["text"], row["id"], row["url"]).to_record())

        drawn = list(pages.pages(count, first))  # pages that no other set of rules has met
        first += count
        costs: list[tuple[Cost, float]] = []
        rows: list[tuple[str, Cost, float]] = []
        for kind in KINDS:
            lines = [page.line() for page in drawn if page.kind == kind]
            if len(lines) < rounds:
                continue
            cost, weight = measure(lines, record, rounds), sum(map(len, lines)) / 1e6
            costs.append((cost, weight))
            rows.append((kind, cost, weight))
        floor, way = (sum(getattr(cost, key) * weight for cost, weight in costs) for key in ("floor", "way"))
        print(f"{f'{name}, all pages':36}{way / floor:11.1f}x{'':14}{1e6 * way / count:9.0f} us")
        for kind, cost, weight in rows:
            page = 1e6 * cost.way * weight / cost.pages
            print(f"{f'  {cost.pages} {kind}':36}{cost.ratio:11.1f}x{1e3 * cost.way:11.1f} ms{page:9.0f} us")


def whole_command(pages: Pages, rules: Path, work: Path, documents: int, files: int, rounds: int) -> None:
    """Print what the command costs beside a plain copy, for more and more pages."""
    print(f"\n{'the whole command, x plain copy':36}{'in all':>12}{'a page more':>14}{'a page more':>12}{'memory':>10}")
    options = ("--rules", str(rules))
    base: tuple[Usage, Usage] | None = None
    for size in (1, *_sizes(documents)):
        source = work / "pages.jsonl"
        with source.open("wb") as file:
            file.writelines(page.line() for page in pages.pages(size))
        command = (*CLEANER, "clean", str(source), "--format", "jsonl", "--force", *options)
        ways = ((*COPY, str(source), str(work / "copy.jsonl")), (*command, "-o", str(work / "out.jsonl")))
        found = _by_turns(ways, rounds if size < ONE_ROUND else 1)
        base = _compared(f"JSON lines, {size:,}", size, found, base)
    base = None
    for size in (1, files):
        folder = work / f"txt-{size}"
        folder.mkdir()
        for page in pages.pages(size):
            (folder / f"{page.id.replace('/', '-')}.txt").write_text(page.text, "utf-8", newline="")
        pairs = [_by_turns(_folder_ways(folder, work / f"{size}-{number}", options), 1) for number in range(rounds)]
        copy, clean = (Usage.best([pair[at] for pair in pairs]) for at in (0, 1))
        base = _compared(f"folder to folder, {size:,}", size, (copy, clean), base)


def _sizes(documents: int) -> Iterator[int]:
    size = FIRST_SIZE
    while size < documents:
        yield size
        size *= 10
    yield documents


def _folder_ways(folder: Path, target: Path, options: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    clean = (*CLEANER, "clean", str(folder), "-o", f"{target}-out", *options)
    return (*COPY, str(folder), f"{target}-copy"), clean


def _by_turns(ways: tuple[tuple[str, ...], tuple[str, ...]], rounds: int) -> tuple[Usage, Usage]:
    found = [(used(ways[0]), used(ways[1])) for _ in range(rounds)]
    return Usage.best([pair[0] for pair in found]), Usage.best([pair[1] for pair in found])


def _compared(
    name: str, size: int, found: tuple[Usage, Usage], base: tuple[Usage, Usage] | None
) -> tuple[Usage, Usage]:
    """Print one comparison; return what is taken off from the next."""
    copy, clean = found
    line = f"{name:36}{clean.seconds / copy.seconds:11.1f}x"
    if base is not None and size > 1:
        floor, more = (now.seconds - one.seconds for now, one in zip(found, base, strict=True))
        ratio = f"{more / floor:13.1f}x" if floor > 0 else f"{'-':>14}"
        line += f"{ratio}{1e6 * more / (size - 1):9.0f} us"
    else:
        line += " " * 26
    print(f"{line}{clean.megabytes:7.0f} MB", flush=True)
    return base or found


def start_up(folders: dict[int, Path], rounds: int) -> None:
    """Print what loading costs beyond the imports, and the shortest command."""
    print(f"\n{'start-up, ms':36}{'imports':>12}{'first load':>14}{'from cache':>12}{'first page':>12}")
    sets = {"bundled rules": None, **{f"{rules_in_all(size)} rules": folder for size, folder in folders.items()}}
    for name, folder in sets.items():
        needed = _loading(folder, (), "names").modules
        first, later = [], []
        for number in range(rounds):
            first.append(_loading(folder, needed, str(number)))
            later.append(_loading(folder, needed, str(number)))
        imports, page = min(one.imports for one in later), min(one.page for one in later)
        load, again = min(one.load for one in first), min(one.load for one in later)
        print(f"{name:36}{1e3 * imports:12.0f}{1e3 * load:14.0f}{1e3 * again:12.0f}{1e3 * page:12.0f}", flush=True)
    found = _by_turns(((sys.executable, "-c", "pass"), (*CLEANER, "--help")), rounds)
    floor, shown = (1e3 * usage.seconds for usage in found)
    print(f"cleaner --help: {shown:.0f} ms, {shown / floor:.1f} times python -c pass ({floor:.0f} ms)")


@dataclass(frozen=True, slots=True)
class Loading:
    """CPU seconds of the steps of a start, and the modules that it imported."""

    imports: float
    load: float
    page: float
    modules: Sequence[str]


def _loading(folder: Path | None, needed: Sequence[str], cache: str) -> Loading:
    environment = os.environ | {"CLEANER_CACHE_DIR": str(Path(os.environ["CLEANER_CACHE_DIR"], cache))}
    command = [sys.executable, "-c", _LOADING, orjson.dumps(needed).decode(), *([str(folder)] if folder else [])]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True, env=environment)
    return Loading(*orjson.loads(done.stdout))


def main() -> None:
    """Print all parts."""
    options = argparse.ArgumentParser()
    options.add_argument("--pages", type=int, default=800, help="pages for each rule set, in memory")
    options.add_argument("--documents", type=int, default=2000, help="most pages for the command")
    options.add_argument("--files", type=int, default=500, help="pages from folder to folder")
    options.add_argument("--rounds", type=int, default=4)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        # Compiled rule sets are kept apart, so that what is cached is known.
        os.environ["CLEANER_CACHE_DIR"] = str(work / "cache")
        folders = {size: write_rules(work / f"rules-{size}", size) for size in SIZES}
        # One rule shows what the record costs, whatever the rules.
        alone = {size: write_rules(work / f"alone-{size}", size, alone=True) for size in (*SIZES, 1)}
        pages, others = Pages(folders[SIZES[0]]), Pages(alone[SIZES[0]])
        sets = {f"{rules_in_all(size)} rules": (pages, folder, True) for size, folder in folders.items()}
        sets |= {f"{size:,} alone": (others, folder, False) for size, folder in alone.items()}
        in_memory(sets, given.pages, given.rounds)
        whole_command(pages, folders[SIZES[0]], work, given.documents, given.files, max(2, given.rounds // 2))
        start_up(folders, max(2, given.rounds // 2))


if __name__ == "__main__":
    main()
