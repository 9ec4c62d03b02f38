"""``cleaner check`` on files of many pages: JSON lines and Parquet, compressed or not."""

import gzip
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import PROSE, ROOT
from tests.test_clean_cli import cleaner, one_line

Run = Callable[..., subprocess.CompletedProcess[bytes]]
CLEAN = f"{PROSE[0]}\n\n{PROSE[1]}\n\n{PROSE[2]}"
DIRTY = f"{CLEAN}\n\nاقرأ أيضاً:\n\nافتتاح السوق القديم"
OTHER = f"{PROSE[3]}\n\n{PROSE[4]}"
MANY = "; a page has at most 500,000 (max-bytes)"
LINES = (
    json.dumps({"id": "a", "text": DIRTY}),
    "",
    json.dumps({"id": "b", "text": OTHER, "title": "عنوان"}),
    "{broken",
    "[1]",
    '{"id": "c", "other": 1}',
    '{"text": ""}',
    json.dumps({"id": "d", "text": "كلمة " * 200_000}),
    '{"id": "e", "text": "one\\r\\ntwo", "date": "2199-01-01", "title": "one"}',
)
FOUND = [
    (1, "a", 7, "ar/read-also"),
    (4, "", 1, "record/unreadable"),
    (5, "", 1, "record/unreadable"),
    (6, "", 1, "record/unreadable"),
    (7, "rows-7", 1, "text/empty"),
    (8, "d", 1, "file/too-large"),
    (9, "e", 1, "record/future-date"),
    (9, "e", 1, "record/title-in-text"),
    (9, "e", 1, "text/crlf"),
]


@pytest.fixture
def check(tmp_path: Path) -> Run:
    def run(*args: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return cleaner("check", *args, stdin=stdin, cwd=tmp_path)

    return run


def findings(run: subprocess.CompletedProcess[bytes]) -> list[tuple[int, str, int, str]]:
    assert b"Traceback" not in run.stderr, run.stderr.decode()
    return [(f["row"], f["record"], f["lines"][0], f["rule"]) for f in map(json.loads, run.stdout.splitlines())]


def last_line(run: subprocess.CompletedProcess[bytes]) -> str:
    return run.stderr.decode().rstrip("\n").split("\n")[-1]


def jsonl(*texts: str) -> bytes:
    return b"".join(json.dumps({"id": f"p{at}", "text": text}).encode() + b"\n" for at, text in enumerate(texts))


@pytest.mark.parametrize("name", ["rows.jsonl", "rows.ndjson", "rows.jsonl.gz"])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_each_record_is_a_page(tmp_path: Path, check: Run, name: str, jobs: str) -> None:
    data = "\n".join(LINES).encode()
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    run = check(name, "--output-format", "jsonl", "-j", jobs)
    assert sorted(findings(run)) == FOUND
    assert run.returncode == 1
    assert "4 pages checked, 4 could not be read" in last_line(run)
    assert check(name, "--output-format", "jsonl").stdout == run.stdout


def test_a_record_is_named_by_its_line_and_id(tmp_path: Path, check: Run) -> None:
    (tmp_path / "rows.jsonl").write_bytes("\n".join(LINES).encode())
    lines = check("rows.jsonl", "--output-format", "concise").stdout.decode().split("\n")
    assert lines[0].startswith("rows.jsonl:1:1: error ar/read-also [a, line 7] ")
    assert "rows.jsonl:4:1: error record/unreadable cannot be read: not JSON" in lines[1]
    assert lines[3].endswith("it has: id, other)")
    assert lines[5] == f"rows.jsonl:8:1: error file/too-large [d, line 1] is 1,800,000 bytes{MANY}"
    github = check("rows.jsonl", "--output-format", "github").stdout.decode()
    assert github.startswith("::error file=rows.jsonl,line=1,endLine=1,col=1,title=ar/read-also::[a, line 7] ")
    (found, *_) = json.loads(check("rows.jsonl", "--output-format", "sarif").stdout)["runs"][0]["results"]
    assert found["locations"][0]["physicalLocation"]["region"]["startLine"] == 1
    assert found["locations"][0]["logicalLocations"] == [{"name": "a", "kind": "record"}]


def test_what_cleaning_writes_is_clean(tmp_path: Path, check: Run) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(DIRTY, "utf-8")
    for name in ("out.jsonl", "out.parquet"):
        if name.endswith("parquet"):
            pytest.importorskip("pyarrow")
        assert cleaner("clean", "in", "--format", name.split(".")[1], "-o", name, cwd=tmp_path).returncode == 0
        assert "1 page checked, no findings: exit 0" in last_line(check(name))


def test_parquet_rows_are_pages(tmp_path: Path, check: Run) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    rows = {"id": [f"p{at}" for at in range(300)], "body": [f"صفحة {at}\n\n{OTHER}" for at in range(300)]}
    rows["body"][299] = DIRTY
    parquet.write_table(pyarrow.table(rows), tmp_path / "rows.parquet")
    args = ("rows.parquet", "--output-format", "jsonl", "--ignore", "corpus")
    run = check(*args, "-j", "2")
    assert findings(run) == [(300, "p299", 7, "ar/read-also")]
    assert "300 pages checked" in last_line(run)
    assert check(*args).stdout == run.stdout
    assert findings(check(*args, "--text-field", "id")) != findings(run)
    (tmp_path / "rows.parquet").write_bytes(b"PAR1 no table")
    assert findings(check(*args)) == [(0, "", 1, "file/unreadable")]


def test_a_field_may_be_named(tmp_path: Path, check: Run) -> None:
    (tmp_path / "rows.jsonl").write_text(json.dumps({"text": CLEAN, "story": DIRTY}))
    args = ("rows.jsonl", "--output-format", "jsonl")
    assert findings(check(*args)) == []
    assert [rule for *_, rule in findings(check(*args, "--text-field", "story"))] == ["ar/read-also"]
    (tmp_path / "cleaner.toml").write_text('text-field = "story"\n')
    assert [rule for *_, rule in findings(check(*args))] == ["ar/read-also"]


def test_only_text_is_fixed(tmp_path: Path, check: Run) -> None:
    data = jsonl(DIRTY, OTHER, DIRTY + " ثم")
    (tmp_path / "rows.jsonl").write_bytes(data)
    (tmp_path / "page.txt.gz").write_bytes(gzip.compress((OTHER + " نعم\r\n").encode()))
    for option in ("--fix", "--diff"):
        run = check("rows.jsonl", "page.txt.gz", option, "--output-format", "concise")
        assert run.returncode == 1
        refused = "error file/write-refused is no plain text, and only that is fixed in place; clean it again"
        if option == "--fix":
            assert [line.split(":")[0] for line in run.stdout.decode().split("\n") if refused in line] == [
                "page.txt.gz",
                "rows.jsonl",
            ]
    assert (tmp_path / "rows.jsonl").read_bytes() == data
    assert "fixable" not in last_line(check("rows.jsonl", "page.txt.gz"))
    assert "- checks one page of plain text" in one_line(check("-", "--stdin-filename", "a.jsonl", stdin=data))


def test_duplicates_are_found_across_files(tmp_path: Path, check: Run) -> None:
    (tmp_path / "rows.jsonl").write_bytes(jsonl(OTHER, CLEAN, CLEAN))
    (tmp_path / "z.txt").write_text(CLEAN + "\n")
    shown = check("rows.jsonl", "z.txt", "--output-format", "concise").stdout.decode().splitlines()
    assert shown == [
        "rows.jsonl:3:1: error corpus/duplicate [p2, line 1] the same text as rows.jsonl:2",
        "z.txt:1:1: error corpus/duplicate the same text as rows.jsonl:2",
    ]


def test_beside_pages_they_are_notes_and_alone_they_are_the_corpus(tmp_path: Path, check: Run) -> None:
    (tmp_path / "rows.jsonl").write_bytes(jsonl(DIRTY))
    assert findings(check(".", "--output-format", "jsonl")) == [(1, "p0", 7, "ar/read-also")]
    (tmp_path / "page.txt").write_text(OTHER + "\n")
    assert findings(check(".", "--output-format", "jsonl")) == []
    assert len(findings(check(".", "rows.jsonl", "--output-format", "jsonl"))) == 1


def test_odd_files_of_rows_end_in_findings(tmp_path: Path, check: Run) -> None:
    os.mkfifo(tmp_path / "pipe.jsonl")
    (tmp_path / "dangling.jsonl").symlink_to("nowhere")
    (tmp_path / "empty.jsonl").write_bytes(b"")
    (tmp_path / "binary.jsonl").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(jsonl(OTHER) * 50)[:-40])
    (tmp_path / "bad.jsonl").write_text("{\n" * 300)
    started = time.monotonic()
    run = check(".", "--output-format", "jsonl")
    assert time.monotonic() - started < 60
    rows = [json.loads(line) for line in run.stdout.splitlines()]
    by_name = {Path(row["path"]).name: row["rule"] for row in rows if Path(row["path"]).name != "bad.jsonl"}
    assert by_name == {
        "binary.jsonl": "record/unreadable",
        "cut.jsonl.gz": "file/unreadable",
        "dangling.jsonl": "file/unreadable",
        "empty.jsonl": "text/empty",
        "pipe.jsonl": "file/not-regular",
    }
    bad = [row for row in rows if Path(row["path"]).name == "bad.jsonl"]
    assert len(bad) == 100
    assert bad[-1]["message"].endswith("; more are counted only")
    assert "1 page checked, 313 could not be read" in last_line(run)
    assert check("bad.jsonl").returncode == 2


def test_a_second_run_reads_nothing_and_a_file_that_grew_is_examined_at_its_end(tmp_path: Path, check: Run) -> None:
    page = tmp_path / "rows.jsonl"
    page.write_bytes(jsonl(*(f"صفحة {at}\n\n{OTHER}" for at in range(299)), DIRTY) * 2)
    time.sleep(0.1)
    args = ["check", ".", "--ignore", "corpus"]
    first = cleaner(*args, cwd=tmp_path)
    code = (
        "import sys, cleaner.inspection.rows as r, cleaner.cli.main as m\n"
        "def refuse(*args): raise AssertionError('{0}')\n"
        "r.{0} = refuse\nm.main(sys.argv[1:])"
    )
    env = os.environ | {"PYTHONPATH": str(ROOT)}

    def without(name: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-c", code.format(name), *args]
        return subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, timeout=60)

    again = without("batches_of")
    assert (again.returncode, again.stdout) == (first.returncode, first.stdout)
    os.utime(page)  # touched: read, and not examined
    assert b"batches_of" in without("batches_of").stderr
    assert without("examine_batch").stdout == first.stdout
    page.write_bytes(page.read_bytes() + jsonl(DIRTY))
    grown = cleaner(*args, "--output-format", "jsonl", cwd=tmp_path)
    assert [row for row, *_ in findings(grown)] == [300, 600, 601]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    line = jsonl("كلمة " * 20_000)
    with (tmp_path / "rows.jsonl").open("wb") as file:
        for _ in range(600):  # 132 MB of escapes; each text is too large, and so quick to pass over
            file.write(line)
    code = (
        "import re, sys, cleaner.cli.main as m\n"
        "try: m.main(sys.argv[1:])\n"
        # Not ru_maxrss: that starts with what the program that started this one had.
        "finally: print(re.search(r'VmHWM:\\s*(\\d+)', open('/proc/self/status').read())[1], file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, "check", "rows.jsonl", "--config", "small.toml"]
    (tmp_path / "small.toml").write_text("max-bytes = 1000\n")
    run = subprocess.run(
        command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, timeout=300
    )
    assert b"600 pages given and none could be read" in run.stderr
    assert int(run.stderr.split()[-1]) < 300_000  # KB
