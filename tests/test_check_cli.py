"""``cleaner check`` as a user and a CI run it: findings, exit codes, odd files, fixes, baseline, cache."""

import json
import os
import re
import shutil
import stat
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from tests.conftest import PROSE, ROOT
from tests.test_clean_cli import cleaner, one_line

DIRTY = f"{PROSE[0]}\n\n{PROSE[1]}\n\n{PROSE[2]}\n\nاقرأ أيضاً:\n\nافتتاح السوق القديم\n"
CLEAN = f"{PROSE[0]}\n\n{PROSE[1]}\n\n{PROSE[2]}\n"
OTHER = f"{PROSE[3]}\n\n{PROSE[4]}\n"
Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def check(tmp_path: Path) -> Run:
    def run(*args: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        return cleaner("check", *args, stdin=stdin, cwd=tmp_path)

    return run


def findings(run: subprocess.CompletedProcess[bytes]) -> list[tuple[str, int, str]]:
    assert b"Traceback" not in run.stderr, run.stderr.decode()
    return [(f["path"], f["lines"][0], f["rule"]) for f in map(json.loads, run.stdout.splitlines())]


def last_line(run: subprocess.CompletedProcess[bytes]) -> str:
    return run.stderr.decode().rstrip("\n").split("\n")[-1]


def write(tmp_path: Path, **pages: str) -> None:
    for name, text in pages.items():
        (tmp_path / f"{name}.txt").write_bytes(text.encode())


def test_chrome_is_found_and_nothing_is_changed(tmp_path: Path, check: Run) -> None:
    write(tmp_path, dirty=DIRTY, clean=OTHER)
    run = check(".", "--output-format", "jsonl")
    assert findings(run) == [("./dirty.txt", 7, "ar/read-also")]
    assert run.returncode == 1
    assert last_line(run) == (
        "cleaner: 2 pages checked, 1 error, 1 fixable with --fix: exit 1, because there is an error"
    )
    assert (tmp_path / "dirty.txt").read_bytes() == DIRTY.encode()


def test_a_clean_corpus_exits_0_and_says_so(tmp_path: Path, check: Run) -> None:
    write(tmp_path, clean=CLEAN)
    run = check("clean.txt")
    assert (run.returncode, run.stdout) == (0, b"")
    assert last_line(run) == "cleaner: 1 page checked, no findings: exit 0"


@pytest.mark.parametrize(("fail_on", "code"), [(None, 0), ("error", 0), ("warning", 1), ("info", 1)])
def test_fail_on_decides_the_exit_code(tmp_path: Path, check: Run, fail_on: str | None, code: int) -> None:
    write(tmp_path, page=CLEAN + "عادت المـــكتبة.\n")
    run = check("page.txt", *(["--fail-on", fail_on] if fail_on else []))
    assert run.returncode == code
    assert f"exit {code}" in last_line(run)


def test_the_seeds(shared: Path, check: Run) -> None:
    run = check(shared / "seeds", "--output-format", "jsonl", "--ignore", "text/no-final-newline")
    found = [(Path(path).name[:3], rule) for path, _, rule in findings(run)]
    assert {name for name, rule in found if not rule.startswith(("text/", "corpus/"))} == {"000", "001", "002", "003"}
    assert [rule for name, rule in found if name == "004"] == []
    assert [name for name, rule in found if rule == "corpus/near-duplicate"] in (["000"], ["001"])
    assert run.returncode == 1


def test_the_cleaned_seeds(shared: Path, tmp_path: Path, check: Run) -> None:
    pages = sorted((shared / "seeds").glob("*.txt"))
    assert cleaner("clean", *pages, "-o", tmp_path / "out").returncode == 0
    run = check("out", "--output-format", "jsonl")
    assert run.returncode == 0, run.stdout.decode()
    assert {rule for _, _, rule in findings(run)} == {"corpus/near-duplicate"}


# What could not be checked is never clean.
NOTHING = [
    (["nowhere"], "nowhere: no such file or folder"),
    (["empty"], "no pages to check; looked for *.txt"),
    ([], "no pages to check: name files or folders"),
    (["page.txt", "--rules", "empty"], "no rule files"),
    (["page.txt", "--isolated"], "--isolated leaves no rules"),
    (["page.txt", "--rules", "bad.yaml"], "bad.yaml:1:1: unknown key 'rulez'; did you mean 'rules'?"),
    (["page.txt", "--select", "ar/read-alos"], "did you mean 'ar/read-also'?"),
    (["page.txt", "--ignore", "text/crfl"], "did you mean 'text/crlf'?"),
    (["page.txt", "--encoding", "klingon"], "klingon"),
    (["page.txt", "--unsafe-fixes"], "give it with --fix or --diff"),
    (["page.txt", "--stdin-filename", "x"], "give - as the only path"),
    (["-", "page.txt"], "checks one page from stdin"),
    (["page.txt", "--config", "none.toml"], "none.toml: cannot be read"),
    (["page.txt", "--baseline", "none.json"], "none.json: cannot be read"),
    (["page.txt", "--baseline", "page.txt"], "is no baseline"),
    (["--explain", "text/crfl"], "did you mean 'text/crlf'?"),
    (["record.json"], "no pages to check"),
]  # fmt: skip


@pytest.mark.parametrize(("args", "message"), NOTHING, ids=[" ".join(args) for args, _ in NOTHING])
def test_what_cannot_be_checked_is_exit_2_and_one_line(
    tmp_path: Path, check: Run, args: list[str], message: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "record.json").write_text("{}")
    (tmp_path / "bad.yaml").write_text("rulez: []\ncleaner: 1\nset: mine\nrules: []\n")
    write(tmp_path, page=CLEAN)
    run = check(*args)
    assert run.returncode == 2
    assert message in run.stderr.decode()
    assert "Traceback" not in run.stderr.decode()
    if "bad.yaml" not in args:
        one_line(run)


def test_files_that_are_not_what_they_seem(tmp_path: Path, check: Run) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    (folder / "binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)))
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(200_000_000)
    os.mkfifo(folder / "pipe.txt")
    (folder / "dangling.txt").symlink_to("nowhere")
    (folder / "loop.txt").symlink_to("loop.txt")
    (folder / "device.txt").symlink_to("/dev/zero")
    (folder / "new\nline.txt").write_text(DIRTY)
    (folder / "folder.txt").mkdir()
    started = time.monotonic()
    run = check("odd", "--output-format", "jsonl")
    assert time.monotonic() - started < 60
    assert findings(run) == [
        ("odd/binary.txt", 1, "file/not-text"),
        ("odd/dangling.txt", 1, "file/unreadable"),
        ("odd/device.txt", 1, "file/not-regular"),
        ("odd/huge.txt", 1, "file/too-large"),
        ("odd/loop.txt", 1, "file/unreadable"),
        ("odd/new\nline.txt", 7, "ar/read-also"),
        ("odd/pipe.txt", 1, "file/not-regular"),
    ]
    assert run.returncode == 1
    assert "1 page checked, 6 could not be read" in last_line(run)
    # The same, remembered: what could not be read is said again.
    assert check("odd", "--output-format", "jsonl").stdout == run.stdout
    concise = check("odd", "--output-format", "concise").stdout.decode()
    assert len(concise.splitlines()) == 7
    assert "odd/new\N{SYMBOL FOR LINE FEED}line.txt:7:1" in concise
    (folder / "new\nline.txt").unlink()
    run = check("odd")
    assert run.returncode == 2
    assert "none could be read, nothing was checked: exit 2" in last_line(run)


@pytest.mark.parametrize("output_format", ["full", "concise", "json", "jsonl", "github", "sarif", "junit"])
def test_a_name_that_is_no_utf8_is_no_trouble(tmp_path: Path, check: Run, output_format: str) -> None:
    with open(os.fsencode(tmp_path) + b"/\xff.txt", "wb") as file:
        file.write(DIRTY.encode())
    run = check(".", "--output-format", output_format)
    assert run.returncode == 1, run.stderr.decode()
    run.stdout.decode("utf-8")
    assert "ar/read-also" in run.stdout.decode()
    assert any(name in run.stdout.decode() for name in ("\\xff.txt", "\\udcff.txt", "%FF.txt"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_a_file_without_permission(tmp_path: Path, check: Run) -> None:
    write(tmp_path, closed=CLEAN, open=CLEAN)
    (tmp_path / "closed.txt").chmod(0)
    (tmp_path / "folder").mkdir(mode=0)
    assert findings(check(".", "--output-format", "jsonl")) == [
        ("./closed.txt", 1, "file/unreadable"),
        ("./folder", 1, "file/unreadable"),
    ]


def test_one_line_of_half_a_megabyte_ends(tmp_path: Path, check: Run) -> None:
    write(tmp_path, long=(PROSE[0] + " ") * 2_600 + "\n")  # 490,000 bytes
    started = time.monotonic()
    assert check("long.txt").returncode == 0
    assert time.monotonic() - started < 60


def test_select_and_ignore_take_ids_sets_groups_and_kinds(tmp_path: Path, check: Run) -> None:
    write(tmp_path, page=DIRTY.rstrip("\n"))
    both = ["ar/read-also", "text/no-final-newline"]
    for args, expected in [
        ([], both),
        (["--select", "text"], both[1:]),
        (["--select", "strip"], both[:1]),
        (["--select", "ar/read-also,text"], both),
        (["--ignore", "ar"], both[1:]),
        (["--ignore", "related"], both[1:]),
        (["--ignore", "quality", "--ignore", "strip"], []),
    ]:
        assert [rule for *_, rule in findings(check("page.txt", "--output-format", "jsonl", *args))] == expected, args


def test_settings_of_the_project_hold_and_exclude_wins_over_named_files(tmp_path: Path, check: Run) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "dirty.txt").write_text(DIRTY)
    write(tmp_path, page=DIRTY, one=OTHER.rstrip("\n"))
    (tmp_path / "cleaner.toml").write_text(
        'exclude = ["raw"]\nfail-on = "error"\n'
        '[per-file-ignores]\n"page.txt" = ["strip", "text/bom"]\n"none/*.txt" = ["text"]\n'
        '[severity]\n"text/no-final-newline" = "info"\n"settings" = "warning"\n'
    )
    run = check(".", "raw/dirty.txt", "--output-format", "jsonl")
    rows = [json.loads(line) for line in run.stdout.splitlines()]
    assert [(Path(row["path"]).name, row["rule"], row["severity"]) for row in rows] == [
        ("one.txt", "text/no-final-newline", "info"),
        ("cleaner.toml", "settings/unused-ignore", "warning"),
        ("cleaner.toml", "settings/unused-ignore", "warning"),
    ]
    assert "'text/bom' silences nothing in 'page.txt'" in rows[1]["message"] + rows[2]["message"]
    assert run.returncode == 0
    run = check("raw/dirty.txt")
    assert run.returncode == 2
    assert "exclude leaves out raw" in one_line(run)
    # A run over one file cannot know what the others hold.
    assert findings(check("page.txt", "--output-format", "jsonl")) == []


def test_a_hook_may_be_given_files_that_are_all_left_out(tmp_path: Path, check: Run) -> None:
    write(tmp_path, raw=DIRTY)
    (tmp_path / "cleaner.toml").write_text('exclude = ["raw.txt"]\n')
    (tmp_path / "package.json").write_text("{}")
    (tmp_path / "empty").mkdir()
    for args, code in [(["raw.txt", "package.json"], 0), (["nowhere.txt"], 2), (["empty"], 2)]:
        assert check(*args).returncode == 2
        run = check(*args, "--pass-with-no-pages")
        assert run.returncode == code
        assert f"exit {code}" in one_line(run) or code


def test_severity_off_is_silence_and_severity_of_rules_is_theirs(tmp_path: Path, check: Run) -> None:
    write(tmp_path, page=DIRTY)
    (tmp_path / "cleaner.toml").write_text('[severity]\n"ar/read-also" = "off"\n')
    assert check("page.txt").returncode == 0
    (tmp_path / "cleaner.toml").write_text("")
    rule = "cleaner: 1\nset: mine\nrules:\n  - id: market\n    message: m\n    line: [افتتاح السوق القديم]\n    severity: {}\n    examples: {{strip: [افتتاح السوق القديم], keep: [افتتاح السوق القديم اليوم]}}\n"  # noqa: E501
    for severity, count in (("warning", 1), ("off", 0)):
        (tmp_path / "mine.yaml").write_text(rule.format(severity), "utf-8")
        run = check("page.txt", "--rules", "mine.yaml", "--isolated", "--output-format", "jsonl")
        assert [json.loads(line)["severity"] for line in run.stdout.splitlines()] == ["warning"] * count
        assert run.returncode == 0


def test_fix_writes_what_cleaning_keeps_and_names_the_file(tmp_path: Path, check: Run) -> None:
    page = tmp_path / "page.txt"
    page.write_bytes(b"\xef\xbb\xbf" + DIRTY.replace("\n", "\r\n").encode().rstrip())
    page.chmod(0o640)
    run = check("page.txt", "--fix")
    assert run.returncode == 1
    assert "fixed page.txt" in run.stderr.decode()
    assert "1 file changed" in last_line(run)
    assert page.read_text("utf-8") == CLEAN
    assert stat.S_IMODE(page.stat().st_mode) == 0o640
    again = check("page.txt", "--fix")
    assert again.returncode == 0
    assert "no findings: exit 0" in last_line(again)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".cleaner_cache", "page.txt"]


def test_only_what_is_reported_is_fixed_and_unsafe_fixes_must_be_asked_for(tmp_path: Path, check: Run) -> None:
    write(tmp_path, page=DIRTY.replace("\n", "\r\n") + "مـــكتبة")
    page = tmp_path / "page.txt"
    assert check("page.txt", "--fix", "--select", "text/no-final-newline").returncode == 1
    assert page.read_bytes() == (DIRTY.replace("\n", "\r\n") + "مـــكتبة\r\n").encode()
    check("page.txt", "--fix", "--ignore", "strip")
    assert page.read_text("utf-8") == DIRTY + "مـــكتبة\n"
    check("page.txt", "--fix", "--unsafe-fixes", "--ignore", "strip")
    assert page.read_text("utf-8") == DIRTY + "مكتبة\n"


def test_diff_shows_and_changes_nothing(tmp_path: Path, check: Run) -> None:
    write(tmp_path, page=DIRTY, clean=OTHER)
    run = check(".", "--diff")
    assert run.returncode == 1
    assert "1 file would be changed" in last_line(run)
    lines = run.stdout.decode().split("\n")
    assert lines[:2] == ["--- ./page.txt", "+++ ./page.txt"]
    assert "-اقرأ أيضاً:" in lines
    assert not [line for line in lines if line.startswith("+") and not line.startswith("+++")]
    assert (tmp_path / "page.txt").read_bytes() == DIRTY.encode()


def test_what_must_not_be_written_is_refused(tmp_path: Path, check: Run) -> None:
    write(tmp_path, target=DIRTY, closed=DIRTY + "\n" + OTHER, hard=DIRTY + OTHER + "ثم\n")
    (tmp_path / "link.txt").symlink_to("target.txt")
    (tmp_path / "closed.txt").chmod(0o444)
    os.link(tmp_path / "hard.txt", tmp_path / "hard.bak")
    before = {path: path.read_bytes() for path in tmp_path.glob("*.???")}
    run = check("link.txt", "closed.txt", "hard.txt", "--fix", "--output-format", "concise")
    assert run.returncode == 1
    shown = run.stdout.decode()
    assert "link.txt:1:1: error file/write-refused is a symbolic link to target.txt; fix that file" in shown
    assert "closed.txt:1:1: error file/write-refused is read-only" in shown
    assert "hard.txt:1:1: error file/write-refused has other hard links" in shown
    assert {path: path.read_bytes() for path in tmp_path.glob("*.???")} == before
    assert (tmp_path / "link.txt").is_symlink()


def test_a_file_that_changes_while_it_is_fixed_is_left_alone(tmp_path: Path) -> None:
    from cleaner.inspection.reading import Bytes, read_file
    from cleaner.inspection.writing import replace_file

    page = tmp_path / "page.txt"
    page.write_text("one")
    old = read_file(str(page), 100)
    assert isinstance(old, Bytes)
    page.write_text("two, by another program")
    assert "changed while it was read" in str(replace_file(str(page), old, b"three"))
    assert page.read_text() == "two, by another program"


def test_a_record_beside_its_text_is_checked(tmp_path: Path, check: Run) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "page.txt").write_text(DIRTY)
    assert cleaner("clean", "in", "-o", "out", cwd=tmp_path).returncode == 0
    assert check("out").returncode == 0
    record = tmp_path / "out" / "page.json"
    data = json.loads(record.read_text("utf-8"))
    data["metadata"]["date"] = "2199-01-01"
    record.write_text(json.dumps(data, indent=2), "utf-8")
    (tmp_path / "out" / "page.txt").write_text(CLEAN + OTHER)
    for path in ("out", "out/page.json", "out/page.txt"):
        found = findings(check(path, "--output-format", "jsonl"))
        assert [(path, rule) for path, _, rule in found] == [
            ("out/page.json", "record/text-differs"),
            ("out/page.json", "record/future-date"),
        ]
    record.write_text("[")
    assert [rule for *_, rule in findings(check("out", "--output-format", "jsonl"))] == ["record/unreadable"]


def test_duplicates_and_languages(tmp_path: Path, check: Run) -> None:
    write(tmp_path, a=CLEAN, b=CLEAN.replace("أ", "ا"), c="The library will open its doors again early next month.\n")
    run = check(".", "--language", "ar", "--output-format", "concise")
    shown = run.stdout.decode()
    assert "./b.txt:1:1: error corpus/duplicate the same text as ./a.txt" in shown
    assert "./c.txt:1:1: error text/language the page is in 'en', expected 'ar'" in shown
    assert len(shown.splitlines()) == 2


def test_stdin_with_a_name(tmp_path: Path, check: Run) -> None:
    (tmp_path / "cleaner.toml").write_text('exclude = ["raw"]\n[per-file-ignores]\n"old/*" = ["strip"]\n')
    run = check("-", "--stdin-filename", "new/a.txt", "--output-format", "concise", stdin=DIRTY.encode())
    assert run.returncode == 1
    assert run.stdout.decode().startswith("new/a.txt:7:1: error ar/read-also ")
    assert check("-", "--stdin-filename", "old/a.txt", stdin=DIRTY.encode()).returncode == 0
    assert check("-", "--stdin-filename", "raw/a.txt", stdin=DIRTY.encode()).returncode == 0
    assert check("-", stdin=DIRTY.encode()).returncode == 1
    assert check("-", stdin=b"\x00\x01\x02").returncode == 2


def test_colours_and_isolates(tmp_path: Path, check: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, page=DIRTY)
    for name, value, coloured in [("NO_COLOR", "", False), ("FORCE_COLOR", "1", True), ("NO_COLOR", "1", False)]:
        monkeypatch.setenv(name, value)
        shown = check("page.txt").stdout.decode()
        assert ("\x1b[" in shown) is coloured
        assert not re.search("[\u2066-\u2069]", shown)
    monkeypatch.delenv("FORCE_COLOR")
    shown = _on_a_terminal([sys.executable, "-m", "cleaner", "check", "page.txt"], tmp_path)
    assert "\u2068افتتاح السوق القديم\u2069" in shown.replace("\x1b[0m", "")


def _on_a_terminal(command: list[str], cwd: Path) -> str:
    import pty

    main, side = pty.openpty()
    env = os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm"}
    process = subprocess.Popen(command, stdout=side, stderr=side, stdin=side, cwd=cwd, env=env)
    os.close(side)
    shown = b""
    try:
        while part := os.read(main, 65536):
            shown += part
    except OSError:
        pass  # the other side is closed
    process.wait(timeout=60)
    os.close(main)
    return shown.decode()


def test_statistics_count_by_rule(tmp_path: Path, check: Run) -> None:
    write(tmp_path, a=DIRTY, b=DIRTY.rstrip("\n") + " ثم", c=OTHER.rstrip("\n"))
    lines = check(".", "--statistics", "--ignore", "corpus").stdout.decode().splitlines()
    assert [line.split()[:2] for line in lines] == [["2", "ar/read-also"], ["2", "text/no-final-newline"]]


def test_json_and_jsonl_follow_their_schema(tmp_path: Path, check: Run) -> None:
    schema = json.loads((ROOT / "cleaner/findings/findings.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    write(tmp_path, a=DIRTY, b=CLEAN, c="")
    for args in (["."], ["b.txt"], [".", "--fix"]):
        data = json.loads(check(*args, "--output-format", "json").stdout)
        jsonschema.validate(data, schema)
    item = schema["properties"]["findings"]["items"]
    lines = check(".", "--output-format", "jsonl").stdout.splitlines()
    assert lines
    for line in lines:
        jsonschema.validate(json.loads(line), item)


def test_the_schema_on_disk_is_the_one_of_this_version() -> None:
    run = cleaner("config", "schema", "findings")
    assert run.stdout == (ROOT / "cleaner/findings/findings.schema.json").read_bytes()


COMMAND = re.compile(
    r"::(error|warning|notice) file=[^:,\n]*,line=\d+,endLine=\d+(,col=\d+)?,title=[^:,\n]*::(?:[^%\r\n]|%25|%0A|%0D)*"
)


def test_github_lines_are_workflow_commands(tmp_path: Path, check: Run) -> None:
    (tmp_path / "a:b,c%\n.txt").write_text(DIRTY.rstrip("\n") + " 100%")
    lines = check(".", "--output-format", "github").stdout.decode().split("\n")[:-1]
    assert len(lines) == 2
    for line in lines:
        assert COMMAND.fullmatch(line), line
    assert lines[0].startswith("::error file=a%3Ab%2Cc%25%0A.txt,line=7,endLine=9,title=ar/read-also::")


@pytest.mark.skipif("SARIF_SCHEMA" not in os.environ, reason="the schema is not here, see CONTRIBUTING.md")
def test_sarif_follows_the_published_schema(tmp_path: Path, check: Run) -> None:
    schema = json.loads(Path(os.environ["SARIF_SCHEMA"]).read_text("utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)
    (tmp_path / "clean").mkdir()
    (tmp_path / "clean" / "a.txt").write_text(OTHER)
    write(tmp_path, a=DIRTY, b=CLEAN + "مـــكتبة \x0b", c="", d=DIRTY, binary="\0\1\2")
    (tmp_path / "a.json").write_text("[")
    (tmp_path / "rows.jsonl").write_text('{"id": "\\u0001", "text": ""}\n{\n')
    (tmp_path / "dangling.txt").symlink_to("nowhere")
    (tmp_path / "new\nline %20.txt").write_text(DIRTY)
    with open(os.fsencode(tmp_path) + b"/\xff.txt", "wb") as file:
        file.write(DIRTY.encode())
    (tmp_path / "cleaner.toml").write_text('[per-file-ignores]\n"none/*" = ["text"]\n[severity]\ntext = "info"\n')
    for paths in (["."], ["rows.jsonl", tmp_path / "a.txt"], ["clean"]):
        log = json.loads(check(*paths, "--output-format", "sarif").stdout)
        assert [error.message for error in validator.iter_errors(log)] == []
    log["runs"][0]["tool"]["driver"]["rules"] = [{"name": "without an id"}]
    assert not validator.is_valid(log)


def test_sarif_says_what_code_hosts_need(tmp_path: Path, check: Run) -> None:
    (tmp_path / "صفحة 1.txt").write_text(DIRTY.rstrip("\n"))
    log = json.loads(check(".", "--output-format", "sarif").stdout)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert ids == ["ar/read-also", "text/no-final-newline"]
    assert [run["tool"]["driver"]["rules"][r["ruleIndex"]]["id"] for r in run["results"]] == [
        r["ruleId"] for r in run["results"]
    ]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "%D8%B5%D9%81%D8%AD%D8%A9%201.txt"
    assert (place["region"]["startLine"], place["region"]["endLine"]) == (7, 9)
    assert all(r["level"] in ("error", "warning", "note") and r["message"]["text"] for r in run["results"])


def test_junit_is_xml_with_a_failure_for_each_error(tmp_path: Path, check: Run) -> None:
    write(tmp_path, a=DIRTY, b=OTHER, c="مـــكتبة \x0b\n")
    suite = ET.fromstring(check(".", "--output-format", "junit").stdout)[0]
    cases = suite.findall("testcase")
    assert int(suite.attrib["tests"]) == len(cases) == 3
    assert int(suite.attrib["failures"]) == sum(case.find("failure") is not None for case in cases) == 2
    assert cases[1].find("system-out") is not None


def test_the_baseline_lets_nothing_new_in(tmp_path: Path, check: Run) -> None:
    def baseline(*args: str) -> subprocess.CompletedProcess[bytes]:
        return cleaner("baseline", *args, cwd=tmp_path)

    write(tmp_path, a=DIRTY, b=OTHER)
    (tmp_path / "cleaner.toml").write_text('baseline = "known.json"\n')
    assert baseline("create", ".").returncode == 0
    entries = json.loads((tmp_path / "known.json").read_text())["findings"]
    assert [(entry["path"], entry["rule"], entry["count"]) for entry in entries] == [("a.txt", "ar/read-also", 1)]
    run = check(".")
    assert (run.returncode, run.stdout) == (0, b"")
    assert "1 known from the baseline" in last_line(run)

    # It moves in the file, and the file gets another name: still known.
    (tmp_path / "a.txt").write_text(f"{PROSE[4]}\n\n{DIRTY}")
    assert check(".").returncode == 0
    (tmp_path / "new").mkdir()
    (tmp_path / "a.txt").rename(tmp_path / "new" / "z.txt")
    assert check(".").returncode == 0
    # A copy is new, as the first one is still there.
    (tmp_path / "new" / "copy.txt").write_text(DIRTY)
    assert len([rule for *_, rule in findings(check(".", "--output-format", "jsonl")) if rule == "ar/read-also"]) == 1
    (tmp_path / "new" / "copy.txt").unlink()

    # Cleaned: the entry is stale, named, and pruned; a run over another file says nothing of it.
    (tmp_path / "new" / "z.txt").write_text(CLEAN)
    run = check(".", "--output-format", "concise")
    assert run.returncode == 0
    assert run.stdout.startswith(b"known.json:1:1: ")
    assert "warning baseline/stale a.txt: ar/read-also: no longer found (1)" in run.stdout.decode()
    assert "gone: a.txt: ar/read-also (1)" in baseline("prune", ".").stdout.decode()
    assert json.loads((tmp_path / "known.json").read_text())["findings"] == []
    assert check(".").stdout == b""


def test_pruning_keeps_what_holds_under_its_new_name(tmp_path: Path) -> None:
    write(tmp_path, a=DIRTY, b=OTHER)
    cleaner("baseline", "create", ".", cwd=tmp_path)
    (tmp_path / "a.txt").rename(tmp_path / "c.txt")
    run = cleaner("baseline", "prune", ".", cwd=tmp_path)
    assert run.stdout == b""
    entries = json.loads((tmp_path / "cleaner-baseline.json").read_text())["findings"]
    assert [entry["path"] for entry in entries] == ["c.txt"]


def test_a_second_run_reads_no_text(tmp_path: Path, check: Run) -> None:
    write(tmp_path, a=DIRTY, b=OTHER)
    time.sleep(0.1)
    first = check(".")
    code = (
        "import sys, os, cleaner.inspection.running as r, cleaner.cli.main as m\n"
        "def refuse(*args): raise AssertionError('a page was read')\n"
        "r.read_file = refuse\nm.main(sys.argv[1:])"
    )
    command = [sys.executable, "-c", code, "check", "."]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    again = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, timeout=60)
    assert (again.returncode, again.stdout) == (first.returncode, first.stdout)
    (tmp_path / "a.txt").write_text(DIRTY)  # the same text, but touched: it is read, not examined
    assert b"a page was read" in subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, timeout=60).stderr


def test_the_cache_sees_every_change(tmp_path: Path, check: Run) -> None:
    write(tmp_path, a=CLEAN)
    assert check("a.txt").returncode == 0
    mine = tmp_path / "mine.yaml"
    mine.write_text(
        f"cleaner: 1\nset: mine\nrules:\n  - id: x\n    message: m\n    line: ['{PROSE[2]}']\n"
        f"    examples: {{strip: ['{PROSE[2]}'], keep: [نعم]}}\n",
        "utf-8",
    )
    assert check("a.txt", "--rules", "mine.yaml").returncode == 1
    assert check("a.txt").returncode == 0
    assert check("a.txt", "--language", "fa").returncode == 1
    known = (tmp_path / "a.txt").stat()
    (tmp_path / "a.txt").write_bytes(CLEAN.encode().replace(b"\n\n", b"\r\n"))
    os.utime(tmp_path / "a.txt", ns=(known.st_atime_ns, known.st_mtime_ns))  # size and time of change as before
    assert check("a.txt", "--no-cache").returncode == check("a.txt").returncode == 1


def test_an_edited_program_remembers_nothing(tmp_path: Path) -> None:
    for name in ("cleaner", "rules"):
        shutil.copytree(ROOT / name, tmp_path / "code" / name, ignore=shutil.ignore_patterns("__pycache__"))
    write(tmp_path, a="")
    command = [sys.executable, "-m", "cleaner", "check", "a.txt"]

    def shown() -> str:
        env = os.environ | {"PYTHONPATH": str(tmp_path / "code"), "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, timeout=60).stdout.decode()

    assert "the page is empty" in shown()
    check = tmp_path / "code" / "cleaner" / "checks" / "content.py"
    check.write_text(check.read_text("utf-8").replace("the page is empty", "the page is void"), "utf-8")
    assert "the page is void" in shown()


def test_a_limit_that_is_lowered_holds_for_what_is_remembered(tmp_path: Path, check: Run) -> None:
    write(tmp_path, a=CLEAN)
    time.sleep(0.1)
    assert check("a.txt").returncode == check("a.txt").returncode == 0
    (tmp_path / "cleaner.toml").write_text("max-bytes = 20\n")
    assert check("a.txt").returncode == 2


def test_a_damaged_cache_and_no_place_for_one_cost_nothing(tmp_path: Path, check: Run) -> None:
    write(tmp_path, a=DIRTY)
    (tmp_path / ".cleaner_cache").mkdir()
    (tmp_path / ".cleaner_cache" / "check-2.sqlite3").write_bytes(b"no database" * 1000)
    expected = check("a.txt", "--no-cache").stdout
    assert check("a.txt").stdout == check("a.txt").stdout == expected
    (tmp_path / "cleaner.toml").write_text('cache-dir = "a.txt/under-a-file"\n')
    assert check("a.txt").stdout == expected


def test_runs_at_once_and_processes_find_what_one_does(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number:02}.txt").write_text(
            f"صفحة {number}\n\n{DIRTY}" if number % 2 else f"{OTHER}\nصفحة {number}"
        )
    args = [sys.executable, "-m", "cleaner", "check", ".", "--output-format", "jsonl"]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    runs = [
        subprocess.Popen([*args, *more], cwd=tmp_path, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for more in ([], ["-j", "2"], [])
    ]
    shown = [run.communicate(timeout=300) for run in runs]
    assert {run.returncode for run in runs} == {1}, shown
    assert len({out for out, _ in shown}) == 1
    assert len(shown[0][0].splitlines()) >= 40
    again = subprocess.run([*args, "-j", "2"], cwd=tmp_path, env=env, capture_output=True, timeout=300)
    assert again.stdout == shown[0][0]


def test_config_show_prints_what_holds_as_toml(tmp_path: Path) -> None:
    import tomllib

    (tmp_path / "cleaner.toml").write_text('ignore = ["text/crlf"]\n[per-file-ignores]\n"a*" = ["ar"]\n')
    run = cleaner("config", "show", cwd=tmp_path)
    shown = tomllib.loads(run.stdout.decode())
    assert shown["ignore"] == ["text/crlf"]
    assert shown["per-file-ignores"] == {"a*": ["ar"]}
    assert shown["fail-on"] == "error"
    assert str(tmp_path / "cleaner.toml") in run.stdout.decode()
    data = json.loads(cleaner("config", "show", "--json", cwd=tmp_path).stdout)
    assert data["settings"] == shown | {"site": None, "encoding": None, "baseline": None, "text-field": None}
    assert "ignore" in json.loads(cleaner("config", "schema", "settings").stdout)["properties"]


def test_checks_are_listed_and_explained() -> None:
    listed = cleaner("check", "--list").stdout.decode()
    assert "corpus/near-duplicate       warning  Find pages most of whose text stands in a longer page." in listed
    assert "CRLF" in cleaner("check", "--explain", "text/crlf").stdout.decode()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_get_completion(shell: str) -> None:
    env = os.environ | {"_CLEANER_COMPLETE": f"{shell}_source", "PYTHONPATH": str(ROOT)}
    run = subprocess.run([sys.executable, "-m", "cleaner"], env=env, capture_output=True, timeout=60)
    assert b"_CLEANER_COMPLETE" in run.stdout
    words = {
        "COMP_WORDS": "cleaner che",
        "COMP_CWORD": "che" if shell == "fish" else "1",
        "_CLEANER_COMPLETE": f"{shell}_complete",
    }
    run = subprocess.run([sys.executable, "-m", "cleaner"], env=env | words, capture_output=True, timeout=60)
    assert b"check" in run.stdout


@pytest.mark.parametrize("command", ["check", "baseline", "baseline create", "baseline prune", "config", "config show",
                                     "config schema"])  # fmt: skip
def test_every_command_has_help_with_an_example(command: str) -> None:
    run = cleaner(*command.split(), "--help")
    assert run.returncode == 0
    assert "Example" in run.stdout.decode()
    assert f"cleaner {command}" in run.stdout.decode()


def test_the_formats_offered_are_those_that_are_there() -> None:
    from cleaner.cli.check import FORMATS
    from cleaner.findings import FORMATS as WRITERS

    assert list(WRITERS) == list(FORMATS)


@pytest.mark.parametrize("pause", [0, 0.2], ids=["waited-for", "handed-over"])  # where the loss is first seen
def test_a_killed_process_ends_the_run_in_one_line(tmp_path: Path, pause: float) -> None:
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text(f"{PROSE[0]} {number}\n", "utf-8")
    code = (
        "import os, time, cleaner.cli.main as m\n"
        "import cleaner.inspection.running as running\n"
        "from cleaner.inspection.examining import Examiner\n"
        "read = running.read_file\n"
        f"running.read_file = lambda *parts: time.sleep({pause}) or read(*parts)\n"
        "Examiner.examine = lambda *parts: os._exit(9)\n"  # as the kernel ends a process for want of memory
        "m.main(['check', '.', '-j', '2', '--no-cache'])"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    run = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert run.returncode == 2
    assert "a process that examined pages was killed" in run.stderr
    assert "Traceback" not in run.stderr
