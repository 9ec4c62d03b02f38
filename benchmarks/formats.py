"""Documents per second for each format, beside plain read and write of the same; two workers against one.

usage: python benchmarks/formats.py [DOCUMENTS]     (default 400; prints ratios, compares with nothing)
"""

import gzip
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import orjson

from cleaner import Cleaner
from cleaner.pipeline import Finish, done_batches, run
from cleaner.sinks import SINKS
from cleaner.sources import batches_of, find_inputs, read_pages

CORPUS = Path(__file__).resolve().parent.parent / "corpus"


def texts(count: int) -> list[str]:
    pages = [path.read_text("utf-8", "replace") for path in sorted(CORPUS.rglob("*.txt"))]
    return [pages[n % len(pages)] for n in range(count)]


def make_inputs(folder: Path, count: int) -> dict[str, Path]:
    rows = [{"id": f"doc-{n}", "text": text, "url": None} for n, text in enumerate(texts(count))]
    made = {
        "txt": folder / "txt",
        "html": folder / "html",
        "jsonl": folder / "rows.jsonl",
        "jsonl.gz": folder / "rows.jsonl.gz",
    }
    for name in ("txt", "html"):
        made[name].mkdir()
    for row in rows:
        (made["txt"] / f"{row['id']}.txt").write_text(str(row["text"]), "utf-8")
        body = "".join(f"<p>{line}</p>" for line in str(row["text"]).split("\n") if line.strip())
        (made["html"] / f"{row['id']}.html").write_text(f"<html><body><article>{body}</article></body></html>", "utf-8")
    data = b"".join(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE) for row in rows)
    made["jsonl"].write_bytes(data)
    made["jsonl.gz"].write_bytes(gzip.compress(data))
    try:
        import pyarrow as pa
        import zstandard
        from pyarrow import parquet
    except ImportError:
        return made
    made["jsonl.zst"] = folder / "rows.jsonl.zst"
    made["jsonl.zst"].write_bytes(zstandard.ZstdCompressor().compress(data))
    made["parquet"] = folder / "rows.parquet"
    parquet.write_table(pa.Table.from_pylist([{**row, "url": ""} for row in rows]), made["parquet"])
    return made


def timed(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def cleaned(cleaner: Cleaner, path: Path, workers: int = 1) -> Iterator[Any]:
    return done_batches(cleaner, batches_of(find_inputs([path])), workers, finish=list)


def drain(found: Iterator[Any]) -> None:
    for _ in found:
        pass


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    cleaner = Cleaner()
    cleaner.clean("load the rules")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        inputs = make_inputs(folder, count)
        print(f"{'input':12}{'read only, docs/s':>20}{'cleaned, docs/s':>20}{'share of reading':>20}")
        for kind, path in inputs.items():
            plain = timed(lambda path=path: [drain(read_pages(found)) for found in find_inputs([path])])
            full = timed(lambda path=path: drain(cleaned(cleaner, path)))
            print(f"{kind:12}{count / plain:20,.0f}{count / full:20,.0f}{plain / full:20.1%}")
        done = list(cleaned(cleaner, inputs["jsonl"]))
        print(f"\n{'output':12}{'write only, docs/s':>20}")
        names = {"txt": "out", "jsonl": "out.jsonl", "jsonl.gz": "out.jsonl.gz", "jsonl.zst": "out.jsonl.zst",
                 "parquet": "out.parquet", "dolma": "dolma"}  # fmt: skip
        for kind, target in names.items():
            sink = SINKS[kind.partition(".")[0]](folder / "made" / target, False, 0)
            sink.check([])
            finish = Finish(sink.encode)
            print(f"{kind:12}{count / timed(lambda sink=sink, finish=finish: run(map(finish, done), sink)):20,.0f}")
        one = timed(lambda: drain(cleaned(cleaner, inputs["jsonl"], 1)))
        two = timed(lambda: drain(cleaned(cleaner, inputs["jsonl"], 2)))
        print(f"\ntwo workers against one: {one / two:.2f} times as fast")


if __name__ == "__main__":
    main()
