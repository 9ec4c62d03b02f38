"""A run as a whole: order, workers that die, time limits, interruption, going on after kill -9."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cleaner import Cleaner, RuleSet, pipeline
from cleaner.alarm import Alarm, TooLongError
from cleaner.pipeline import Failure, done_batches, results
from cleaner.sources import batches_of, find_inputs
from cleaner.workers import done_in_order
from tests.conftest import PROSE, ROOT
from tests.test_clean_cli import cleaner, one_line

RULES = """cleaner: 1
set: mine
rules:
  - {id: share, message: share, line: [شارك], examples: {strip: [شارك], keep: [شارك الجميع]}}
"""
KILLS = int(os.environ.get("CLEANER_KILLS", "3"))


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(RULES, "utf-8")
    return path


@pytest.fixture
def quick(rules: Path) -> Cleaner:
    return Cleaner(RuleSet.load(rules, bundled=False))


def rows(path: Path, count: int) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for n in range(count):
            text = f"شارك\n\n{PROSE[n % 5]}\n\n{PROSE[(n + n // 5) % 5]}"
            file.write(json.dumps({"id": f"doc-{n}", "text": text, "n": n}, ensure_ascii=False) + "\n")
    return path


def started(*args: Any) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "cleaner", *map(str, args)]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, stderr=subprocess.PIPE, env=env, start_new_session=True)


def written(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_order_is_kept_whatever_is_done_first() -> None:
    def work(batch: int, lost: dict[int, str], begin: Any) -> int:
        time.sleep(0.02 if batch % 3 == 0 else 0)
        return batch * batch

    assert list(done_in_order(iter(range(20)), work, 2)) == [(n, n * n) for n in range(20)]


def test_an_error_in_the_work_is_an_error_here() -> None:
    def work(batch: int, lost: dict[int, str], begin: Any) -> int:
        raise ZeroDivisionError("here")

    with pytest.raises(RuntimeError, match="ZeroDivisionError: here"):
        list(done_in_order(iter(range(3)), work, 2))


@pytest.fixture
def deadly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a page that says DIE kill the process, and one that says SLEEP take for ever."""
    true = pipeline.clean_page

    def clean_page(cleaner: Any, page: Any, mode: Any = "balanced") -> Any:
        if b"DIE" in bytes(page.content, "utf-8") if isinstance(page.content, str) else b"DIE" in page.content:
            os.kill(os.getpid(), signal.SIGKILL)
        if (page.content if isinstance(page.content, str) else page.content.decode()).startswith("SLEEP"):
            while True:
                time.sleep(0.01)
        return true(cleaner, page, mode)

    monkeypatch.setattr(pipeline, "clean_page", clean_page)


@pytest.mark.skipif(sys.platform != "linux", reason="workers take over the patched module by fork")
@pytest.mark.usefixtures("deadly")
@pytest.mark.parametrize("lines", [True, False], ids=["rows", "files"])
def test_a_worker_that_dies_loses_only_the_document_that_killed_it(lines: bool, quick: Cleaner, tmp_path: Path) -> None:
    texts = [*PROSE[:3], "DIE", *PROSE[3:5], "SLEEP", "DIE again", *PROSE]
    folder = tmp_path / "in"
    folder.mkdir()
    if lines:
        body = "".join(json.dumps({"text": text}) + "\n" for text in texts)
        (folder / "rows.jsonl").write_text(body, "utf-8")
    else:
        for number, text in enumerate(texts):
            (folder / f"{number:02}.txt").write_text(text, "utf-8")
    found = [
        result
        for done in done_batches(quick, batches_of(find_inputs([folder])), 2, time_limit=6.0, finish=list)
        for result in done
    ]
    assert [number for number, result in enumerate(found) if isinstance(result, Failure)] == [3, 6, 7]
    assert [result.text for result in found if not isinstance(result, Failure)] == [t for t in texts if t in PROSE]
    told = [result.message for result in found if isinstance(result, Failure)]
    assert "SIGKILL" in told[0]
    assert "took more than 6 seconds" in told[1]
    assert ("rows.jsonl:4" if lines else "03.txt") in told[0]


@pytest.mark.usefixtures("deadly")
def test_the_time_limit_holds_without_workers_too(quick: Cleaner, tmp_path: Path) -> None:
    for number, text in enumerate((PROSE[0], "SLEEP", PROSE[1])):
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
    batches = batches_of(find_inputs([tmp_path], "txt"))
    found = [result for done in done_batches(quick, batches, time_limit=3.0, finish=list) for result in done]
    assert [isinstance(result, Failure) for result in found] == [False, True, False]
    assert signal.getsignal(signal.SIGALRM) is signal.SIG_DFL


@pytest.mark.parametrize("lines", [True, False], ids=["rows", "files"])
def test_a_limit_that_ends_between_documents_breaks_nothing(lines: bool, quick: Cleaner, tmp_path: Path) -> None:
    if lines:
        rows(tmp_path / "rows.jsonl", 60)
    else:
        for number in range(60):
            (tmp_path / f"{number}.txt").write_text(PROSE[number % 5], "utf-8")
    quick.clean(PROSE[0])
    for limit in (1e-6, 2e-5, 1e-4, 3e-4, 1e-3, 2e-3, 4e-3):
        batches = batches_of(find_inputs([tmp_path]))
        found = [result for done in done_batches(quick, batches, time_limit=limit, finish=list) for result in done]
        assert len(found) == 60


def test_results_are_lazy(quick: Cleaner, tmp_path: Path) -> None:
    def inputs() -> Iterator[Any]:
        yield from find_inputs([rows(tmp_path / "a.jsonl", 10)])
        raise AssertionError("asked for more than was needed")

    found = results(quick, inputs())  # type: ignore[arg-type]
    assert getattr(next(found), "text", None) == f"{PROSE[0]}\n\n{PROSE[0]}"


OUTPUTS = {
    "folder": ("txt", "out", ()),
    "jsonl": ("jsonl", "out.jsonl", ()),
    "shards": ("jsonl", "out.jsonl.gz", ("--shard-size", "1")),
    "zstd": ("jsonl", "out.jsonl.zst", ("--shard-size", "1")),
    "parquet": ("parquet", "out.parquet", ("--shard-size", "1")),
    "dolma": ("dolma", "out", ("--shard-size", "1")),
}


@pytest.mark.parametrize("output", OUTPUTS)
def test_killed_at_any_moment_a_run_goes_on_to_the_same_bytes(output: str, rules: Path, tmp_path: Path) -> None:
    if output in ("zstd", "parquet"):
        pytest.importorskip("zstandard" if output == "zstd" else "pyarrow")
    form, name, more = OUTPUTS[output]
    source = tmp_path / "in"
    source.mkdir()
    for number in range(12):
        rows(source / f"{number:02}.jsonl", 100)
    common = ["clean", source, "--rules", rules, "--isolated", "--normalise", "none", "--format", form, *more]
    assert cleaner(*common, "-o", tmp_path / "whole" / name).returncode == 0
    chance = random.Random(output)
    out = tmp_path / "cut" / name
    cut_off = 0
    for kill in range(KILLS):
        before = noted(tmp_path / "cut")
        running = started(*common, "-o", out, "--resume", "-j", 1 + kill % 2)
        upto = before + chance.randrange(1, 4)  # batches; in the first the run itself begins
        while running.poll() is None and noted(tmp_path / "cut") < upto:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.1))
        running.kill()
        running.communicate()
        cut_off += running.returncode != 0
    run = cleaner(*common, "-o", out, "--resume")
    assert run.returncode == 0, run.stderr.decode()
    assert "1,200" in run.stderr.decode()
    assert written(tmp_path / "cut") == written(tmp_path / "whole")
    assert cut_off > KILLS // 2, "most runs were quicker than what should have killed them"


def noted(folder: Path) -> int:
    """Return how many lines the journal of a run has."""
    return sum(path.read_bytes().count(b"\n") for path in folder.rglob(".*run.json"))


def test_interrupted_a_run_says_so_and_goes_on(rules: Path, tmp_path: Path) -> None:
    source = rows(tmp_path / "rows.jsonl", 4000)
    common = ["clean", source, "--rules", rules, "--isolated", "--normalise", "none", "--format", "jsonl"]
    out = tmp_path / "out.jsonl"
    running = started(*common, "-o", out, "-j", 2)
    while not list(tmp_path.glob(".*.part")) and running.poll() is None:
        time.sleep(0.02)
    time.sleep(0.3)
    os.killpg(running.pid, signal.SIGINT)
    error = running.communicate(timeout=60)[1].decode()
    if running.returncode == 0:
        pytest.skip("the run was quicker than the interruption")
    assert running.returncode == 130
    assert "Traceback" not in error
    assert "--resume" in error
    assert not out.exists()
    assert cleaner(*common, "-o", out, "--resume").returncode == 0
    assert len(out.read_bytes().splitlines()) == 4000
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_another_run_is_not_resumed(rules: Path, tmp_path: Path) -> None:
    source = rows(tmp_path / "rows.jsonl", 5)
    common = [
        "clean",
        source,
        "--rules",
        rules,
        "--isolated",
        "--format",
        "jsonl",
        "-o",
        tmp_path / "out.jsonl",
        "--resume",
    ]
    (tmp_path / ".out.jsonl.run.json").write_text('{"run":"of something else"}\n{"summary":{},"sink":{}}\n')
    run = cleaner(*common)
    assert run.returncode == 2
    assert "other inputs, rules or options" in one_line(run)
    assert run.returncode == 2
    (tmp_path / ".out.jsonl.run.json").unlink()
    assert cleaner(*common).returncode == 0  # nothing to go on with is no fault


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_odd_names_survive(rules: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    names = [b"with space", "صفحة أولى".encode(), b"bad\xff", b"x" * 251]
    for name in names:
        (folder / os.fsdecode(name + b".txt")).write_text(PROSE[0], "utf-8")
    (folder / "broken.txt").symlink_to("nowhere")
    os.mkfifo(folder / "pipe.txt")
    for _ in range(2):
        run = cleaner("clean", folder, "-o", tmp_path / "out", "--rules", rules, "--isolated")
        assert run.returncode == 1, run.stderr.decode()
        told = run.stderr.decode().split("failed: ")[1:]
        assert ["broken.txt: cannot be read" in told[0], "pipe.txt: not a regular file" in told[1]] == [True, True]
    texts = [os.fsencode(path.name)[:-4] for path in (tmp_path / "out").glob("*.txt")]
    assert {*names[:3]} < {*texts}
    assert len(texts) == 4


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_what_rings_in_vain_rings_again() -> None:
    class Deaf:
        def __del__(self) -> None:
            time.sleep(0.2)  # what is raised here is lost

    def work(alarm: Alarm) -> None:
        alarm.set(0)
        Deaf()
        time.sleep(5)

    with Alarm(0.05) as alarm, pytest.raises(TooLongError):
        work(alarm)
