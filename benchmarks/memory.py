"""Peak memory of a run's processes on a small and on a large file: it has to be the same.

usage: python benchmarks/memory.py [MEGABYTES] [JOBS]     (default 2048 and 2; takes a while, so run it with nice)

The pages are many small ones with a few of several megabytes between them, cleaned by a single rule: what is measured
is the run, and the cleaning of one page does not depend on the size of the file. Peaks are ``VmHWM`` of each process.
"""

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

WORDS = "قال مدير المكتبة إن القاعة الجديدة ستفتح أبوابها أمام القراء مطلع الشهر المقبل بعد أعمال صيانة طويلة"
RULES = """cleaner: 1
set: memory
rules:
  - {id: share, message: share, line: [شارك], examples: {strip: [شارك], keep: [شارك الجميع]}}
"""
SMALL = 100  # megabytes
LARGE_PAGE = 4_000_000  # characters of the few large pages
EVERY = 2_000  # pages, one of which is large


def lines() -> Iterator[bytes]:
    number = 0
    while True:
        number += 1
        paragraph = f"{WORDS} {number}.\n"
        length = LARGE_PAGE if number % EVERY == 0 else 20_000
        text = "شارك\n\n" + paragraph * (length // len(paragraph))
        yield json.dumps({"id": f"doc-{number}", "text": text, "n": number}, ensure_ascii=False).encode() + b"\n"


def make(path: Path, megabytes: int) -> int:
    size = count = 0
    with path.open("wb") as file:
        for line in lines():
            file.write(line)
            size += len(line)
            count += 1
            if size >= megabytes * 1_000_000:
                return count
    raise AssertionError


def peak(process: int) -> int:
    """Return the most memory that a process held, in megabytes; 0 where it is gone."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0)


def children(process: int) -> list[int]:
    try:
        return [int(name) for name in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def run(source: Path, rules: Path, output: Path, jobs: int) -> tuple[int, list[int], float]:
    """Clean a file; return the peak of the parent, those of the workers, and the seconds it took."""
    command = [sys.executable, "-m", "cleaner", "clean", str(source), "--format", "jsonl", "-o", str(output),
               "--rules", str(rules), "--isolated", "--normalise", "none", "-j", str(jobs)]  # fmt: skip
    start = time.monotonic()
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    parent = 0
    workers: dict[int, int] = {}
    done = threading.Event()

    def watch() -> None:
        nonlocal parent
        while not done.wait(0.5):
            parent = max(parent, peak(running.pid))
            for child in children(running.pid):
                workers[child] = max(workers.get(child, 0), peak(child))

    watching = threading.Thread(target=watch)
    watching.start()
    code = running.wait()
    done.set()
    watching.join()
    if code:
        raise SystemExit(f"cleaner ended with {code}")
    return parent, list(workers.values()), time.monotonic() - start


def main() -> None:
    large = int(sys.argv[1]) if len(sys.argv) > 1 else 2048
    jobs = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rules = folder / "rules.yaml"
        rules.write_text(RULES, "utf-8")
        for megabytes in (SMALL, large):
            source, output = folder / "rows.jsonl", folder / "out.jsonl"
            count = make(source, megabytes)
            parent, workers, seconds = run(source, rules, output, jobs)
            with output.open("rb") as file:
                assert sum(1 for _ in file) == count, "documents lost"
            shown = ", ".join(f"{one} MB" for one in workers)
            took = f"{megabytes:5} MB, {count:,} pages, {seconds:.0f} s"
            print(f"{took}: parent {parent} MB, workers {shown}", flush=True)
            source.unlink()
            output.unlink()


if __name__ == "__main__":
    main()
