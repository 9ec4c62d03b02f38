"""Pages of HTML per second beside trafilatura with metadata, on the same bytes; CPU time of one process.

usage: python benchmarks/html_speed.py [FOLDER] [--pages N] [--rounds N]

FOLDER holds .html or .html.gz (default: ../shared/html-benchmark/html). Every way is run on a page before the next,
and counts with its fastest of all rounds, so that other work on the machine falls on all alike. The floor is lxml's
parse of the same bytes. "extraction" is what makes text and metadata of markup; "whole" adds repairs and text rules.
"""

import argparse
import gzip
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path

from lxml import html
from trafilatura import bare_extraction

from cleaner import Cleaner
from cleaner.api import decode_markup
from cleaner.extraction import Mode, extract
from cleaner.pipeline import clean_page
from cleaner.sources.page import Page
from cleaner.view import View

PAGES = Path(__file__).resolve().parents[2] / "shared" / "html-benchmark" / "html"
MODES: tuple[Mode, ...] = ("balanced", "fast", "precision", "recall")


def ways(cleaner: Cleaner) -> dict[str, Callable[[bytes], object]]:
    """Return what is measured, by name."""
    blank = View.of("")

    def extraction(page: bytes, mode: Mode) -> object:
        return extract(decode_markup(page).text, lambda host: cleaner.rules.for_view(blank, host).selectors, None, mode)

    def whole(page: bytes, mode: Mode) -> object:
        return clean_page(cleaner, Page("page", page, "page.html", markup=True), mode)

    made: dict[str, Callable[[bytes], object]] = {
        "floor: lxml parse": lambda page: html.fromstring(page),
        "trafilatura": lambda page: bare_extraction(page, with_metadata=True),
        "trafilatura fast": lambda page: bare_extraction(page, with_metadata=True, fast=True),
    }
    for mode in MODES:
        made[f"extraction, {mode}"] = lambda page, mode=mode: extraction(page, mode)  # type: ignore[misc]
    for mode in MODES[:2]:
        made[f"whole, {mode}"] = lambda page, mode=mode: whole(page, mode)  # type: ignore[misc]
    return made


def read(folder: Path, most: int) -> list[bytes]:
    """Return pages spread over a folder."""
    paths = sorted(path for path in folder.rglob("*") if path.name.endswith((".html", ".htm", ".html.gz")))
    step = max(1, len(paths) // most)
    opened = ((path, path.read_bytes()) for path in paths[::step][:most])
    return [gzip.decompress(data) if path.suffix == ".gz" else data for path, data in opened]


def measured(pages: list[bytes], rounds: int) -> dict[str, float]:
    """Return the seconds that each way takes for all pages."""
    found = ways(Cleaner())
    best = {name: [float("inf")] * len(pages) for name in found}
    for _ in range(rounds):
        for number, page in enumerate(pages):
            for name, way in found.items():
                start = time.process_time()
                way(page)
                best[name][number] = min(best[name][number], time.process_time() - start)
    return {name: sum(times) for name, times in best.items()}


def main() -> int:
    """Print ratios."""
    options = argparse.ArgumentParser()
    options.add_argument("folder", nargs="?", type=Path, default=PAGES)
    options.add_argument("--pages", type=int, default=60)
    options.add_argument("--rounds", type=int, default=5)
    given = options.parse_args()
    logging.disable(logging.CRITICAL)
    pages = read(given.folder, given.pages)
    if not pages:
        print(f"{given.folder}: no .html or .html.gz in it", file=sys.stderr)
        return 2
    times = measured(pages, given.rounds)
    floor, balanced, fast = (times[name] for name in ("floor: lxml parse", "trafilatura", "trafilatura fast"))
    size = sum(map(len, pages)) / len(pages) / 1000
    print(f"{len(pages)} pages of {size:.0f} kB, fastest of {given.rounds} rounds")
    print(f"{'':24}{'pages/s':>9}{'x floor':>9}{'speed of trafilatura':>22}{'of its fast mode':>18}")
    for name, seconds in times.items():
        rate = f"{len(pages) / seconds:9,.0f}{seconds / floor:9.1f}"
        print(f"{name:24}{rate}{balanced / seconds:21.2f}x{fast / seconds:17.2f}x")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
