"""The main job as a user runs it, and every way to get it wrong."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROSE, ROOT

PAGE = f"شارك\n\n{PROSE[0]}\n\n{PROSE[1]}\n\nمقالات مشابهة\n\n  • افتتاح معرض الكتاب\n"
TEXT = f"{PROSE[0]}\n\n{PROSE[1]}\n"


def cleaner(*args: str | Path, stdin: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "cleaner", *map(str, args)]
    env = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "120"}
    return subprocess.run(command, input=stdin, capture_output=True, cwd=cwd, env=env, timeout=300)


def one_line(run: subprocess.CompletedProcess[bytes]) -> str:
    lines = run.stderr.decode().strip().split("\n")
    assert len(lines) == 1, lines
    assert "Traceback" not in lines[0]
    return lines[0]


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / "one.txt").write_text(PAGE, "utf-8")
    (folder / "deep" / "er" / "صفحة ثانية.txt").write_bytes(PAGE.replace("\n", "\r\n").encode("utf-8-sig"))
    (folder / "deep" / "arabic.txt").write_bytes(PAGE.encode("cp1256", "replace").replace(b"?", b"-"))
    return folder


def test_a_folder_is_cleaned_to_text_and_records(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run = cleaner("clean", pages, "-o", out)
    assert run.returncode == 0, run.stderr.decode()
    assert b"documents" in run.stderr
    assert run.stdout == b""
    assert (out / "one.txt").read_text("utf-8") == TEXT
    assert (out / "deep" / "er" / "صفحة ثانية.txt").read_text("utf-8") == TEXT
    assert (out / "deep" / "arabic.txt").exists()
    record = json.loads((out / "one.json").read_text("utf-8"))
    assert list(record) == [
        "id", "source", "text", "metadata", "removed", "repairs", "embedded", "findings", "cleaner"
    ]  # fmt: skip
    assert record["id"] == "one"
    assert record["source"] == str(pages / "one.txt")
    assert [removal["rule"] for removal in record["removed"]] == ["ar/print-word", "ar/related-list"]
    assert record["removed"][0] == {"rule": "ar/print-word", "start": 0, "end": 6, "lines": [1, 2], "text": "شارك\n\n"}
    assert len(record["cleaner"]["rules"]) == 64
    assert not [path for path in out.rglob("*") if path.name.endswith(".part")]


def test_inputs_are_never_changed(pages: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in pages.rglob("*.txt")}
    cleaner("clean", pages, "-o", tmp_path / "out")
    assert {path: path.read_bytes() for path in pages.rglob("*.txt")} == before


def test_running_again_replaces_only_what_an_earlier_run_wrote(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert cleaner("clean", pages, "-o", out).returncode == 0
    assert cleaner("clean", pages, "-o", out).returncode == 0
    (out / "one.json").write_text("{}")
    run = cleaner("clean", pages, "-o", out)
    assert run.returncode == 2
    assert "no earlier run wrote it" in one_line(run)
    assert "--force" in one_line(run)
    assert cleaner("clean", pages, "-o", out, "--force").returncode == 0


def test_one_bad_page_does_not_stop_the_others(pages: Path, tmp_path: Path) -> None:
    (pages / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)))
    run = cleaner("clean", pages, "-o", tmp_path / "out")
    assert run.returncode == 1
    assert b"picture.txt" in run.stderr
    assert (tmp_path / "out" / "one.txt").exists()
    assert not (tmp_path / "out" / "picture.txt").exists()


def test_no_readable_page_is_a_user_fault(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)))
    run = cleaner("clean", "in", "-o", "out", cwd=tmp_path)
    assert run.returncode == 2
    assert b"no page could be read" in run.stderr


def test_two_jobs_write_what_one_does(tmp_path: Path) -> None:
    pages = tmp_path / "many"
    pages.mkdir()
    for number in range(70):
        (pages / f"{number:03}.txt").write_text(PAGE + f"{PROSE[number % 3]}\n", "utf-8")
    for jobs in ("1", "2"):
        assert cleaner("clean", "many", "-o", f"out{jobs}", "-j", jobs, cwd=tmp_path).returncode == 0
    one, two = (sorted((tmp_path / f"out{jobs}").rglob("*.*")) for jobs in ("1", "2"))
    assert [path.name for path in one] == [path.name for path in two]
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_jsonl_is_one_file(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert cleaner("clean", pages, "--format", "jsonl", "-o", out).returncode == 0
    records = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [record["id"] for record in records] == ["deep/arabic", "deep/er/صفحة ثانية", "one"]
    assert cleaner("clean", pages, "--format", "jsonl", "-o", out).returncode == 0
    out.write_text("my notes\n")
    assert cleaner("clean", pages, "--format", "jsonl", "-o", out).returncode == 2
    assert out.read_text() == "my notes\n"


def test_dry_run_and_diff_write_nothing(pages: Path, tmp_path: Path) -> None:
    run = cleaner("clean", pages, "--dry-run", cwd=tmp_path)
    assert run.returncode == 0
    assert b"nothing written" in run.stderr
    run = cleaner("clean", pages / "one.txt", "--diff", cwd=tmp_path)
    assert run.returncode == 0
    assert "-مقالات مشابهة\t[ar/related-list]" in run.stdout.decode().split("\n")
    assert f" {PROSE[0]}" in run.stdout.decode().split("\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pages"]


def test_stdin_goes_to_stdout(tmp_path: Path) -> None:
    run = cleaner("clean", "-", stdin=PAGE.encode())
    assert run.stdout.decode() == TEXT
    assert run.stderr == b""
    record = json.loads(cleaner("clean", "-", "--format", "jsonl", stdin=PAGE.encode()).stdout)
    assert record["text"] == TEXT.rstrip("\n")


def test_title_on_top_and_embedded_articles_as_documents(tmp_path: Path) -> None:
    page = "\n".join(
        (
            "سكان الحي يفتتحون مكتبة عامة",
            "كتب: حسن فاروق",
            *PROSE[:3],
            "المصدر: وكالة الضفة",
            "إقرأ أيضاً:",
            "سوق السمك يفتح أبوابه",
            PROSE[4],
        )
    )
    (tmp_path / "page.txt").write_text(page, "utf-8")
    run = cleaner("clean", "page.txt", "-o", "out", "--with-title", "--embedded", "split", cwd=tmp_path)
    assert run.returncode == 0, run.stderr.decode()
    assert (tmp_path / "out/page.txt").read_text("utf-8").split("\n")[0] == "سكان الحي يفتتحون مكتبة عامة"
    part = json.loads((tmp_path / "out/page.embedded-1.json").read_text("utf-8"))
    assert part["metadata"]["title"] == "سوق السمك يفتح أبوابه"
    assert part["metadata"]["extra"]["parent"] == "page"
    assert part["text"] == PROSE[4]


def test_same_name_with_two_suffixes_gets_two_outputs(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text(PAGE, "utf-8")
    (tmp_path / "in/a.html").write_text(
        f"<html><body><article><p>{PROSE[0]}</p><p>{PROSE[1]}</p></article></body></html>", "utf-8"
    )
    assert cleaner("clean", "in", "-o", "out", cwd=tmp_path).returncode == 0
    assert sorted(path.name for path in (tmp_path / "out").glob("*.txt")) == ["a.html.txt", "a.txt.txt"]


USER_FAULTS = [
    (["clean", "nowhere", "-o", "out"], "nowhere: no such file or folder"),
    (["clean", "empty", "-o", "out"], "no pages found"),
    (["clean", "pages"], "no output"),
    (["clean", "pages", "-o", "pages"], "lies in the input"),
    (["clean", "pages", "-o", "pages/out"], "lies in the input"),
    (["clean", "pages", "-o", "file.bin"], "is a file"),
    (["clean", "pages", "-o", "out", "--isolated"], "--isolated leaves no rules"),
    (["clean", "pages", "-o", "out", "--rules", "none.yaml"], "none.yaml: no such rule file"),
    (
        ["clean", "pages", "-o", "out", "--rules", "bad.yaml"],
        "bad.yaml:4:5: join: unknown key 'lines'; did you mean 'line'?",
    ),
    (["clean", "pages", "-o", "out", "--rules", "twice.yaml"], "twice.yaml:2:1: the key 'cleaner' stands here twice"),
    (["clean", "pages", "-o", "out", "--rules", "empty"], "no rule files"),
    (["clean", "pages", "-o", "out", "--select", "ar/read-alos"], "did you mean 'ar/read-also'?"),
    (["clean", "pages", "-o", "out", "--encoding", "klingon"], "klingon"),
    (["clean", "-", "pages"], "stdin"),
]  # fmt: skip


@pytest.mark.parametrize(("args", "message"), USER_FAULTS, ids=[" ".join(args) for args, _ in USER_FAULTS])
def test_a_user_fault_ends_in_one_clear_line(args: list[str], message: str, pages: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file.bin").write_bytes(b"")
    (tmp_path / "bad.yaml").write_text(
        "cleaner: 1\nset: mine\nrules:\n  - lines: [x]\n    id: join\n    message: m\n    line: [x]\n"
        "    examples: {strip: [x], keep: [y]}\n"
    )
    (tmp_path / "twice.yaml").write_text("cleaner: 1\ncleaner: 1\nset: mine\nrules: []\n")
    run = cleaner(*args, cwd=tmp_path)
    assert run.returncode == 2, run.stderr.decode()
    assert message in one_line(run)
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_an_output_that_cannot_be_written_is_said_before_anything_is_done(pages: Path, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=stat.S_IRUSR | stat.S_IXUSR)
    run = cleaner("clean", pages, "-o", closed)
    assert run.returncode == 2
    assert "cannot be written" in one_line(run)


def test_a_full_disk_is_one_line_and_nothing_half_written(pages: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    from cleaner.errors import WriteError
    from cleaner.sinks.jsonl import JsonlSink

    sink = JsonlSink(pages / "out.jsonl")
    sink.check([])
    assert sink.file is not None
    sink.file.close()
    sink.file = open("/dev/full", "wb", buffering=0)  # noqa: SIM115
    with pytest.raises(WriteError, match="cannot be written: No space left"):
        sink.write(sink.encode([{"id": "x", "text": "y" * 100_000}]))
    sink.abandon()
    assert not (pages / "out.jsonl").exists()


@pytest.mark.parametrize("command", ["clean", "explain", "rules", "rules list", "rules show", "rules test",
                                     "rules lint",
                                     "rules fuzz", "rules stats", "rules new", "rules schema"])  # fmt: skip
def test_every_command_has_help_with_an_example(command: str) -> None:
    run = cleaner(*command.split(), "--help")
    assert run.returncode == 0
    assert "Example" in run.stdout.decode()
    assert f"cleaner {command.split()[0]}" in run.stdout.decode()


def test_the_lazy_command_list_says_what_the_commands_say() -> None:
    from importlib import import_module

    from cleaner.cli.main import COMMANDS

    for name, (module, line) in COMMANDS.items():
        command = import_module(module).command
        assert command.name == name
        assert (command.help or "").strip().split("\n")[0] == line


def test_help_imports_nothing_heavy() -> None:
    heavy = ("pydantic", "rich", "trafilatura", "babel", "ftfy", "yaml", "re2")
    heavy += ("pyarrow", "fastwarc", "fsspec", "zstandard")
    code = f"import sys, cleaner.cli.main, cleaner.cli.clean; print([n for n in {heavy} if n in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, timeout=60)
    assert run.stdout.strip() == b"[]"
