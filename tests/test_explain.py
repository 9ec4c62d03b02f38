"""``cleaner explain``: the fate of every line, and what is said of it."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cleaner.api import Cleaner
from cleaner.cli.explain import block_around, line_fates, split_place
from cleaner.cli.main import main
from cleaner.errors import ReadError, SettingsError
from cleaner.rulefile import RuleSet

RULES = """\
cleaner: 1
set: en
rules:
  - id: byline
    message: Byline
    line: ["By {who:name}"]
    capture: {author: who}
    landmark: true
    examples: {strip: [By Ada Lovelace], keep: [By that she meant the town.]}
  - id: source
    message: Source line
    line: ["Source: {s:name}"]
    capture: {source: s}
    landmark: true
    examples: {strip: ["Source: Agency"], keep: ["Source: that he did not say."]}
  - id: tags
    message: Keywords
    line: ["Keywords: {t:tags}"]
    capture: {tags: t}
    examples: {strip: ["Keywords: a, b"], keep: [Keywords are words.]}
  - id: glued
    message: Source glued to the last sentence
    suffix: ["(Agency)"]
    examples: {strip: ["The bridge is closed. (Agency)"], keep: [The bridge is closed.]}
  - id: read-also
    message: Read-also block
    start: [Read also]
    embedded: true
    end: [{to: landmark, if_after: [source]}, {while: [teaser, bullet]}]
    examples: {strip: [Read also], keep: [Read also this book.]}
  - id: latest
    message: Latest news
    start: [Latest news]
    end: [{to: end}]
    guard: {max_lines: 2}
    examples: {strip: [Latest news], keep: [Latest news came late.]}
  - id: share
    message: Share bar
    line: [Share this page]
    examples: {strip: [Share this page], keep: [Share this page with me.]}
  - id: share-too
    message: Share bar again
    line: [Share this page]
    examples: {strip: [Share this page], keep: [Share this page with me.]}
"""
PROSE = "The council met on Monday evening to talk about the new bridge over the old river."
MORE = "Work on the bridge is to begin in spring and will take about two years to end."
PAGE = f"""\
By Ada Lovelace
{PROSE}

{MORE} (Agency)
Read also
Old ferry sold for scrap
{MORE}
{PROSE}
Keywords: bridge, river
Share this page
Latest news
Town hall painted
Mayor on holiday
Source: Agency
Read also
Old ferry sold for scrap
{PROSE}
"""
# Line: fate, rules.
FATES = {
    1: ("removed", ("en/byline",)),
    2: ("kept", ()),
    3: ("kept", ()),
    4: ("part removed", ("en/glued",)),
    5: ("removed", ("en/read-also",)),
    6: ("removed", ("en/read-also",)),
    7: ("kept", ()),
    8: ("kept", ()),
    9: ("removed", ("en/tags",)),
    10: ("removed", ("en/share",)),
    11: ("kept", ()),
    12: ("kept", ()),
    13: ("kept", ()),
    14: ("removed", ("en/source",)),
    15: ("removed", ("en/read-also",)),
    16: ("removed", ("en/read-also",)),
    17: ("embedded", ("en/read-also",)),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mine.yaml").write_text(RULES, "utf-8")
    (tmp_path / "page.txt").write_text(PAGE, "utf-8")
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def run(*args: str) -> int:
    with pytest.raises(SystemExit) as caught:
        main(["explain", *args, "--rules", "mine.yaml", "--isolated"])
    assert isinstance(caught.value.code, int)
    return caught.value.code


def explained(capsys: pytest.CaptureFixture[str], *args: str) -> Any:
    assert run(*args, "--format", "json") == 0
    return json.loads(capsys.readouterr().out)


def test_the_fate_of_each_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = explained(capsys, "page.txt")["lines"]
    assert {line["number"]: (line["fate"], tuple(line["rules"])) for line in lines} == FATES
    assert [line["text"] for line in lines] == PAGE.splitlines()
    assert lines[3]["kept"] == MORE
    assert all((line["kept"] == line["text"]) == (line["fate"] == "kept") for line in lines if line["text"])


def test_what_was_read_and_where(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = {line["number"]: line["captures"] for line in explained(capsys, "page.txt")["lines"]}
    rest = {"guess": False, "preferred": True}
    assert lines[1] == [{"field": "author", "value": "Ada Lovelace", "origin": "en/byline", "line": 1, **rest}]
    assert lines[9] == [{"field": "tags", "value": ["bridge", "river"], "origin": "en/tags", "line": 9, **rest}]
    assert lines[14] == [{"field": "source", "value": "Agency", "origin": "en/source", "line": 14, **rest}]
    assert not any(found for number, found in lines.items() if number not in (1, 9, 14))


def test_findings_stand_at_their_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = {line["number"]: line["findings"] for line in explained(capsys, "page.txt")["lines"]}
    kinds = {number: [(found["kind"], found["rule"]) for found in here] for number, here in lines.items() if here}
    assert kinds == {
        5: [("unresolved", "en/read-also")],
        10: [("shadowed", "en/share-too")],
        11: [("refused", "en/latest")],
    }
    assert "the rule allows 2" in lines[11][0]["message"]


def test_plain_text_in_a_pipe(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("page.txt") == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == "page.txt: 17 lines, 7 kept, 8 removed, 1 part removed, 1 embedded"
    assert shown[1] == " 1  removed       en/byline     By Ada Lovelace"
    assert shown[2] == "      read: author = Ada Lovelace (en/byline)"
    assert f"      kept: {MORE}" in shown
    assert "      shadowed en/share-too: en/share claims the same lines and is preferred" in shown
    assert any(line.startswith("      refused en/latest: lines 11 to ") for line in shown)
    assert " 3  kept" in shown
    assert "\x1b" not in "".join(shown)
    assert not {"\u2067", "\u2068", "\u2069"}.intersection("".join(shown))


@pytest.mark.parametrize(
    ("line", "numbers"), [(2, [2]), (5, [5, 6]), (6, [5, 6]), (9, [9]), (11, list(range(11, 18))), (16, [15, 16, 17])]
)
def test_one_line_and_its_block(
    line: int, numbers: list[int], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = explained(capsys, f"page.txt:{line}")["lines"]
    assert [found["number"] for found in shown] == numbers


def test_a_line_is_shown_without_the_summary(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("page.txt:2") == 0
    assert capsys.readouterr().out == f"2  kept            {PROSE}\n"


def test_repairs_are_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "page.txt").write_bytes(b"\xef\xbb\xbf" + PAGE.replace("\n", "\r\n").encode())
    assert run("page.txt") == 0
    assert "\nrepaired " in capsys.readouterr().out
    assert explained(capsys, "page.txt")["repairs"]


def test_stdin(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, count in (("-", 17), ("-:5", 2)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
        with pytest.raises(SystemExit, match="0"):
            main(["explain", "--rules", "mine.yaml", "--isolated", "--format", "json", "--", name])
        assert len(json.loads(capsys.readouterr().out)["lines"]) == count


@pytest.mark.parametrize(
    ("given", "file", "line"),
    [
        ("page.txt", "page.txt", None),
        ("page.txt:12", "page.txt", 12),
        ("a:b.txt", "a:b.txt", None),
        ("a:b.txt:7", "a:b.txt", 7),
        ("a:12", "a:12", None),
        ("a:12:3", "a:12", 3),
        (r"C:\news\page.txt", r"C:\news\page.txt", None),
        (r"C:\news\page.txt:4", r"C:\news\page.txt", 4),
        ("-", "-", None),
        ("-:9", "-", 9),
    ],
)
def test_a_place_is_split(given: str, file: str, line: int | None, folder: Path) -> None:
    if file != "-":
        (folder / file).write_text(PAGE, "utf-8")
    assert split_place(given) == (file, line)


@pytest.mark.parametrize("given", ["gone.txt", "gone.txt:3", "page.txt:", "page.txt:x", "page.txt:\u0663"])
def test_no_such_file(given: str, folder: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        split_place(given)


@pytest.mark.parametrize(
    ("more", "count", "last"),
    [((), 1, "first"), (("--id", "b"), 3, "share"), (("--id", "rows-3", "--text-field", "other"), 1, "else")],
)
def test_a_page_of_a_file_of_many(
    more: tuple[str, ...], count: int, last: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [{"id": "a", "text": "first"}, {"id": "b", "text": "one\ntwo\nshare"}, {"other": "else"}]
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    lines = explained(capsys, "rows.jsonl", *more)["lines"]
    assert (len(lines), lines[-1]["text"]) == (count, last)


def test_a_page_that_is_not_in_the_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "rows.jsonl").write_text('not json\n{"id": "a", "text": "x"}\n', "utf-8")
    assert run("rows.jsonl", "--id", "c") == 2
    assert capsys.readouterr().err == "cleaner: rows.jsonl: no page with the id c\n"
    assert run("rows.jsonl") == 2
    assert "rows.jsonl:1: not JSON" in capsys.readouterr().err


def test_a_folder_is_no_page(folder: Path) -> None:
    with pytest.raises(SettingsError, match="is a folder"):
        split_place(str(folder))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("gone.txt:3", "cleaner: gone.txt: no such file; check the path\n"),
        ("page.txt:18", "cleaner: page.txt has the lines 1 to 17; there is no line 18\n"),
        ("page.txt:0", "cleaner: page.txt has the lines 1 to 17; there is no line 0\n"),
    ],
)
def test_a_mistake_ends_in_one_line(given: str, message: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(given) == 2
    assert capsys.readouterr() == ("", message)


def test_an_empty_page(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "page.txt").write_bytes(b"")
    assert [line["fate"] for line in explained(capsys, "page.txt")["lines"]] == ["kept"]


def test_control_characters_do_not_reach_a_terminal(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "page.txt").write_text(f"{PROSE}\x1b]0;title\x07\x9b2J\n", "utf-8")
    assert run("page.txt", "--normalise", "none") == 0
    assert not {"\x1b", "\x07", "\x9b"}.intersection(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("environment", "colour", "isolates"),
    [({}, False, False), ({"FORCE_COLOR": "1"}, True, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, True)],
)
def test_colours_and_isolates_are_for_terminals(
    environment: dict[str, str], colour: bool, isolates: bool, folder: Path
) -> None:
    bare = {name: value for name, value in os.environ.items() if name not in ("FORCE_COLOR", "NO_COLOR", "TERM")}
    command = [sys.executable, "-m", "cleaner", "explain", "page.txt", "--rules", "mine.yaml", "--isolated"]
    given = bare | {"TERM": "xterm", "PYTHONIOENCODING": "utf-8"} | environment
    shown = subprocess.run(command, env=given, capture_output=True, check=True).stdout.decode()
    assert ("\x1b[31m" in shown) == colour
    assert ("\u2068By Ada Lovelace\u2069" in shown) == isolates


@pytest.mark.parametrize("end", ["", "\n", "\n\n", "\n \n"])
@pytest.mark.parametrize("start", ["", "\n", " \n\n"])
def test_fates_add_up_to_the_clean_text(start: str, end: str, folder: Path) -> None:
    result = Cleaner(RuleSet.load("mine.yaml")).clean(start + PAGE.rstrip("\n") + end)
    fates = line_fates(result)
    shown = [fate.kept for fate in fates if fate.fate in ("kept", "part removed")]
    assert "\n".join(shown).split() == result.text.split()
    assert len(shown) == len(result.text.rstrip("\n").split("\n"))
    for fate in fates:
        first, last = block_around(result, fate.number)
        assert first <= fate.number <= last
