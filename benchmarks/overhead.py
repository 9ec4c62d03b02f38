"""What a run costs around the cleaning: CPU time of a whole job whose cleaning is free, beside a plain copy.

usage: python benchmarks/overhead.py [DOCUMENTS]     (default 4000; prints ratios, compares with nothing)

The plain copy reads and writes the same bytes through the same formats: for JSON lines ``orjson.loads`` and
``orjson.dumps`` of each, for a folder a text read and the two files of its record written. Rounds are interleaved and
the least time of each counts, so that what else the machine does weighs little.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson

from cleaner import Cleaner, RuleSet, pipeline
from cleaner.model import CleanResult, Document, Metadata
from cleaner.sinks import SINKS
from cleaner.sinks.journal import Journal
from cleaner.sources import batches_of, find_inputs
from cleaner.sources.page import Page

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
ROUNDS = 5


def free(cleaner: Cleaner, page: Page, mode: Any = "balanced") -> CleanResult:
    """Take a page as it is."""
    text = page.content if isinstance(page.content, str) else page.content.decode()
    known = page.metadata or Metadata()
    return CleanResult(Document(page.id, text, known, (), page.source), (), known)


def job(source: Path, form: str, target: Path) -> None:
    sink = SINKS[form](target, False, 0)
    sink.check([])
    journal = Journal(sink.journal, "run")
    journal.open(resume=False)
    finish = pipeline.Finish(sink.encode)
    found = pipeline.done_batches(Cleaner(RuleSet([])), batches_of(find_inputs([source])), finish=finish)
    pipeline.run(found, sink, journal=journal)


def copy_lines(source: Path, target: Path) -> None:
    with source.open("rb") as read, target.open("wb") as write:
        for line in read:
            write.write(orjson.dumps(orjson.loads(line), option=orjson.OPT_APPEND_NEWLINE))


def copy_folder(source: Path, target: Path, records: bool) -> None:
    """Copy text files by scandir; with ``records`` each gets a second file that holds it as JSON."""
    target.mkdir()
    for entry in list(os.scandir(source)):
        handle = os.open(entry.path, os.O_RDONLY)
        data = os.read(handle, 1 << 30)
        os.close(handle)
        name = f"{target}/{entry.name}"
        _write(name, data)
        if records:
            body = {"id": entry.name, "source": entry.path, "text": data.decode(), "metadata": Metadata().to_record()}
            _write(name[:-4] + ".json", orjson.dumps(body, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def _write(name: str, data: bytes) -> None:
    handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    os.write(handle, data)
    os.close(handle)


def least(works: dict[str, Callable[[Path], Any]], folder: Path) -> dict[str, float]:
    """Return the least CPU time in seconds of each work over some rounds; each round has a folder of its own."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for number in range(ROUNDS):
        for name, work in works.items():
            place = folder / f"round-{number}-{name.replace(' ', '-')}"
            place.mkdir()
            start = time.process_time()
            work(place)
            times[name].append(time.process_time() - start)
            shutil.rmtree(place)
    return {name: min(taken) for name, taken in times.items()}


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 4000
    pages = [path.read_text("utf-8", "replace") for path in sorted(CORPUS.rglob("*.txt"))]
    pipeline.clean_page = free
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows, texts = folder / "rows.jsonl", folder / "texts"
        texts.mkdir()
        with rows.open("wb") as file:
            for n in range(count):
                text = pages[n % len(pages)]
                row = {"id": f"doc-{n}", "url": f"https://example.com/{n}", "text": text, "score": 0.5}
                file.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))
                (texts / f"doc-{n}.txt").write_text(text, "utf-8")
        spent = least(
            {
                "copy of lines": lambda place: copy_lines(rows, place / "out.jsonl"),
                "job on lines": lambda place: job(rows, "jsonl", place / "out.jsonl"),
                "copy of texts": lambda place: copy_folder(texts, place / "out", False),
                "copy of texts with records": lambda place: copy_folder(texts, place / "out", True),
                "job on a folder": lambda place: job(texts, "txt", place / "out"),
            },
            folder,
        )
    for name, seconds in spent.items():
        print(f"{name:28}{1e6 * seconds / count:8.0f} µs a document")
    print(f"lines: {spent['job on lines'] / spent['copy of lines']:.1f} times a plain copy")
    print(f"folder: {spent['job on a folder'] / spent['copy of texts with records']:.1f} times a plain copy")


if __name__ == "__main__":
    main()
