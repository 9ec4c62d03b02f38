"""Faults outside the program: full and closed streams, alphabets too small, names in odd case, what cannot be read."""

import bz2
import gzip
import json
import lzma
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from cleaner.inspection.targets import find_targets
from cleaner.settings import load_settings
from tests.conftest import PROSE, ROOT
from tests.test_clean_cli import cleaner, one_line

PAGE = f"{PROSE[0]}\n\n{PROSE[1]}\n\n{PROSE[2]}\n"
OTHER = f"{PROSE[3]}\n\n{PROSE[4]}\n"
READING = ["clean - < a.txt", "clean a.txt --diff", "check .", "check --list", "rules list", "rules list --json",
           "rules show ar/read-also", "explain a.txt", "explain a.txt --format json", "config show", "--help",
           "clean --help", "--version"]  # fmt: skip
Run = subprocess.CompletedProcess[bytes]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(PAGE + "اقرأ أيضاً:\n\nافتتاح السوق القديم\n", "utf-8")
    return tmp_path


def shell(command: str, folder: Path, **variables: str) -> Run:
    """Run a command line with redirections, which only a shell can make; Python's buffers are as users have them."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    env |= {"PYTHONPATH": str(ROOT), "COLUMNS": "120", **variables}
    line = f"{shlex.quote(sys.executable)} -m cleaner {command}"
    return subprocess.run(["sh", "-c", line], capture_output=True, cwd=folder, env=env, timeout=300)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("command", READING)
def test_a_full_output_is_told_in_one_line(folder: Path, command: str, unbuffered: str) -> None:
    run = shell(f"{command} > /dev/full", folder, PYTHONUNBUFFERED=unbuffered)
    assert one_line(run) == "cleaner: the output cannot be written: No space left on device"
    assert run.returncode == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("command", ["check a.txt", "check nope", "check --nope", "clean a.txt --dry-run"])
def test_a_full_stderr_leaves_the_exit_code(folder: Path, command: str) -> None:
    assert shell(f"{command} 2> /dev/full", folder).returncode == 2


@pytest.mark.skipif(os.name != "posix", reason="a limit of the shell")
def test_a_limit_of_file_size_is_told_in_one_line(folder: Path) -> None:
    (folder / "a.txt").write_text(PAGE * 9, "utf-8")
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    line = f"ulimit -f 1; {shlex.quote(sys.executable)} -m cleaner explain a.txt > out"
    run = subprocess.run(["sh", "-c", line], capture_output=True, cwd=folder, env=env, timeout=300)
    assert one_line(run) == "cleaner: the output cannot be written: File too large"
    assert run.returncode == 2


@pytest.mark.parametrize("command", ["clean -", "check -", "explain -"])
def test_a_closed_stdin_is_told_in_one_line(folder: Path, command: str) -> None:
    run = shell(f"{command} <&-", folder)
    assert one_line(run) == "cleaner: stdin is closed; give a page there, or name a file"
    assert run.returncode == 2


@pytest.mark.skipif(os.name != "posix", reason="nohup leaves stdin so")
def test_a_stdin_open_for_writing_is_told_in_one_line(folder: Path) -> None:
    run = shell("clean - 0> out", folder)
    assert one_line(run) == "cleaner: stdin, or the output, cannot be used: Bad file descriptor"
    assert run.returncode == 2


@pytest.mark.parametrize("command", READING)
def test_a_closed_stdout_is_told_in_one_line(folder: Path, command: str) -> None:
    run = shell(f"{command} >&-", folder)
    assert one_line(run) == "cleaner: the output cannot be written: stdout is closed; send it to a file or a pipe"
    assert run.returncode == 2


@pytest.mark.parametrize(
    ("command", "code"), [("clean a.txt --dry-run", 0), ("check a.txt", 1), ("check nope", 2), ("check --nope", 2)]
)
def test_a_closed_stderr_leaves_output_and_exit_code(folder: Path, command: str, code: int) -> None:
    whole, closed = shell(command, folder), shell(f"{command} 2>&-", folder)
    assert (closed.returncode, closed.stdout) == (whole.returncode, whole.stdout)
    assert closed.returncode == code


def test_what_is_written_with_closed_streams_is_as_ever(folder: Path) -> None:
    assert shell("clean a.txt -o open", folder).returncode == 0
    assert shell("clean a.txt -o closed <&- >&- 2>&-", folder).returncode == 0
    for name in ("a.txt", "a.json"):
        assert (folder / "closed" / name).read_bytes() == (folder / "open" / name).read_bytes()


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_letters_that_the_output_cannot_hold_are_escaped(folder: Path, encoding: str) -> None:
    run = shell("explain a.txt", folder, PYTHONIOENCODING=encoding)
    assert (run.returncode, run.stderr) == (0, b"")
    assert PROSE[0].encode("ascii", "backslashreplace") in run.stdout


def test_letters_of_a_diff_are_escaped(folder: Path) -> None:
    run = shell("clean a.txt --diff", folder, PYTHONIOENCODING="latin-1")
    assert run.returncode == 0
    assert PROSE[0].encode("ascii", "backslashreplace") in run.stdout


def test_a_way_to_write_letters_that_is_asked_for_holds(folder: Path) -> None:
    run = shell("explain a.txt", folder, PYTHONIOENCODING="latin-1:xmlcharrefreplace")
    assert PROSE[0].encode("ascii", "xmlcharrefreplace") in run.stdout


def test_cleaned_text_is_bytes_whatever_the_locale(folder: Path) -> None:
    run = shell("clean - < a.txt", folder, PYTHONIOENCODING="ascii")
    assert run.stdout.startswith(PROSE[0].encode())


def checked(run: Run) -> set[str]:
    """Return the names of the files with a finding."""
    return {json.loads(line)["path"] for line in run.stdout.splitlines()}


def test_check_reads_the_files_that_clean_reads(tmp_path: Path) -> None:
    for name in ("A.TXT", "b.txt", ".x.txt", "deep/C.Txt", ".hidden/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(PAGE.encode().replace(b"\n", b"\r\n"))
    run = cleaner("check", ".", "--output-format", "jsonl", "--select", "text/crlf", cwd=tmp_path)
    assert checked(run) == {"./A.TXT", "./b.txt", "./.x.txt", "./deep/C.Txt"}
    (tmp_path / "cleaner.toml").write_text('include = ["*.TXT"]\nexclude = ["deep", ".x.txt"]\n')
    run = cleaner("check", ".", "--output-format", "jsonl", "--select", "text/crlf", cwd=tmp_path)
    assert checked(run) == {"./A.TXT", "./b.txt"}


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    (tmp_path / "rows.jsonl").write_text(json.dumps({"text": PAGE}) + "\nbroken\n", "utf-8")
    return tmp_path


SILENCERS = [
    ([], 'per-file-ignores = {"rows.jsonl" = ["%s"]}'),
    (["--ignore", "%s"], ""),
    ([], 'severity = {"%s" = "off"}'),
]


@pytest.mark.parametrize("name", ["record", "quality"])
@pytest.mark.parametrize(("options", "settings"), SILENCERS)
def test_what_could_not_be_read_is_named_whatever_is_chosen(
    rows: Path, options: list[str], settings: str, name: str
) -> None:
    (rows / "cleaner.toml").write_text(settings.replace("%s", name))
    options = [option.replace("%s", name) for option in options]
    run = cleaner("check", "rows.jsonl", "--select", "text/crlf", "--output-format", "concise", *options, cwd=rows)
    assert run.stdout.decode().startswith("rows.jsonl:2:1: error record/unreadable cannot be read: not JSON")
    assert run.returncode == 1


@pytest.mark.parametrize(("options", "settings"), SILENCERS)
def test_the_id_of_the_check_leaves_it_out(rows: Path, options: list[str], settings: str) -> None:
    (rows / "cleaner.toml").write_text(settings.replace("%s", "record/unreadable"))
    options = [option.replace("%s", "record/unreadable") for option in options]
    run = cleaner("check", "rows.jsonl", *options, cwd=rows)
    assert (run.returncode, run.stdout) == (0, b"")
    assert one_line(run) == "cleaner: 1 page checked, 1 could not be read, no findings: exit 0"


def test_files_that_could_not_be_read_are_named_whatever_is_chosen(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(OTHER, "utf-8")
    (tmp_path / "gone.txt").symlink_to("nowhere")
    run = cleaner("check", ".", "--ignore", "file,quality", "--output-format", "concise", cwd=tmp_path)
    assert run.stdout.decode().startswith("./gone.txt:1:1: error file/unreadable")
    assert run.returncode == 1
    run = cleaner("check", ".", "--ignore", "file/unreadable", cwd=tmp_path)
    assert (run.returncode, run.stdout) == (0, b"")


def test_a_record_beside_a_page_may_be_ignored_with_its_set(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE, "utf-8")
    (tmp_path / "a.json").write_text("[]")
    assert cleaner("check", "a.txt", cwd=tmp_path).returncode == 1
    assert cleaner("check", "a.txt", "--ignore", "record", cwd=tmp_path).returncode == 0


def test_a_rule_is_drafted_from_a_file_that_is_there(tmp_path: Path) -> None:
    run = cleaner("rules", "new", "--from", "nope.txt:1", cwd=tmp_path)
    assert one_line(run) == "cleaner: nope.txt: no such file; check the path"
    assert run.returncode == 2


@pytest.mark.parametrize("text", ["Read {name} also\n", "Read } also\n\nA headline\n", "\u200f\nRead {name} also\n"])
def test_no_rule_is_drafted_from_a_heading_with_braces(tmp_path: Path, text: str) -> None:
    (tmp_path / "page.txt").write_text(text, "utf-8")
    run = cleaner("rules", "new", "--from", f"page.txt:1-{text.count(chr(10))}", cwd=tmp_path)
    assert "braces open holes in a rule" in one_line(run)
    assert (run.returncode, run.stdout) == (2, b"")


def test_a_rule_drafted_with_braces_below_its_heading_passes_its_own_test(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("Read these pages\n\n- A {good} headline\n- Another headline\n", "utf-8")
    run = cleaner("rules", "new", "--from", "page.txt:1-4", cwd=tmp_path)
    (tmp_path / "mine.yaml").write_bytes(b"cleaner: 1\nset: mine\nlang: [en]\nrules:\n" + run.stdout)
    assert cleaner("rules", "test", "mine.yaml", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize("encoding", ["nope", "hex", ""])
@pytest.mark.parametrize(("name", "table"), [("cleaner.toml", ""), ("pyproject.toml", "[tool.cleaner]")])
def test_an_unknown_encoding_is_named_with_file_and_key(folder: Path, name: str, table: str, encoding: str) -> None:
    (folder / name).write_text(f'{table}\nencoding = "{encoding}"\n')
    run = cleaner("check", "a.txt", cwd=folder)
    where = f"{folder / name}: {table + ' ' if table else ''}encoding: {encoding!r} is no encoding; "
    assert one_line(run) == f"cleaner: {where}names are like utf-8, windows-1256"
    assert run.returncode == 2


def test_a_known_encoding_in_the_settings_holds(folder: Path) -> None:
    (folder / "cleaner.toml").write_text('encoding = "windows-1256"\n')
    (folder / "a.txt").write_bytes(PAGE.encode("windows-1256"))
    assert b"1 page checked" in cleaner("check", "a.txt", cwd=folder).stderr


def test_check_reads_the_files_of_a_folder_that_clean_reads(tmp_path: Path) -> None:
    for name, pack in (("a.txt.gz", gzip.compress), ("b.txt.bz2", bz2.compress), ("c.txt.xz", lzma.compress)):
        (tmp_path / name).write_bytes(pack(PROSE[0].encode()))
    assert {target.name for target in find_targets([str(tmp_path)], load_settings(tmp_path))} == {
        "a.txt.gz", "b.txt.bz2", "c.txt.xz"
    }  # fmt: skip
