"""``cleaner rules``: what each command prints, and the code it ends with."""

import json
from pathlib import Path

import click
import pytest
import yaml

from cleaner.cli.main import cli, main
from cleaner.cli.rules import command as rules_command
from cleaner.rulefile import RuleSet, bundled_folder
from cleaner.rulefile.bench import lay_out
from cleaner.rulefile.compiling import MATCHERS
from cleaner.rulefile.loader import parse_rule_file
from cleaner.rulefile.models import MATCHER_KEYS
from cleaner.rulefile.scaffold import draft
from cleaner.rulefile.schema import schema_text
from cleaner.rulefile.selftest import run_selftest

RULES = """\
cleaner: 1
set: en
rules:
  - id: read-also
    group: related
    message: Read-also block
    start: [Read also, Watch also]
    end: [{while: [teaser, bullet]}]
    examples: {strip: [Read also], keep: [Read also this book.]}
    cases:
      - name: shown
        text: |
          = The council met on Monday evening to talk about the new bridge.
          - Read also
          - Old ferry sold
  - id: share
    message: Share bar
    line: [Share this page]
    note: Seen on every page.
    where: {after_body: 1}
    examples: {strip: [Share this page], keep: [Share this page with me.]}
  - id: share-too
    message: Share bar again
    line: [Share this page]
    where: {zone: tail}
    examples: {strip: [Share this page], keep: [Share this page with me.]}
  - id: byline
    message: Byline
    line: ["By {who:name}"]
    capture: {author: who}
    fix: none
    severity: info
    examples: {strip: [By Ada Lovelace], keep: [By that she meant the town.]}
  - id: unused
    message: Never there
    line: [Print this page]
    examples: {strip: [Print this page], keep: [Print this page for me.]}
"""
PAGE = """\
By Ada Lovelace
The council met on Monday evening to talk about the new bridge over the old river.

Work on the bridge is to begin in spring and will take about two years to end.
Share this page
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(RULES, "utf-8")
    return path


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus" / "below"
    folder.mkdir(parents=True)
    (folder / "page.txt").write_text(PAGE, "utf-8")
    (folder / "other.txt").write_text(PAGE.replace("Monday", "Friday").replace("Share this page\n", ""), "utf-8")
    return folder.parent


def run(*args: object) -> int:
    with pytest.raises(SystemExit) as caught:
        main([str(arg) for arg in args])
    assert isinstance(caught.value.code, int)
    return caught.value.code


def commands(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], click.Command]]:
    found: list[tuple[tuple[str, ...], click.Command]] = []
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        found.append(((*path, name), command))
        if isinstance(command, click.Group):
            found += commands(command, (*path, name))
    return found


@pytest.mark.parametrize("path", [" ".join(path) for path, _ in commands(cli)])
def test_every_command_has_help_with_an_example(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*path.split(), "--help") == 0
    shown = capsys.readouterr().out
    assert "Example" in shown
    assert f"cleaner {path}" in shown


# test


def test_rules_test_is_good(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("rules", "test", mine, "--isolated") == 0
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "5 rules, 10 examples, 1 cases: no failures" in shown.err


def test_rules_test_tells_failures(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine.write_text(RULES.replace("strip: [Print this page]", "strip: [Print that page]"), "utf-8")
    assert run("rules", "test", mine, "--isolated") == 1
    line = next(n for n, text in enumerate(mine.read_text("utf-8").splitlines(), 1) if "Print that page]" in text)
    told = f"{mine}:{line}:24: en/unused: the rule does not hit its strip example 'Print that page'\n"
    assert capsys.readouterr().out == told


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("cleaner: 1\nset: en\nrules: []\n", "no rules: "),
        (RULES.replace("where: {zone: tail}", "wear: {zone: tail}"), "unknown key 'wear'"),
        (RULES.replace("line: [Print this page]", "regex: ['(']"), "pattern refused by RE2"),
    ],
)
def test_a_file_that_cannot_be_used_is_a_user_fault(
    text: str, message: str, mine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine.write_text(text, "utf-8")
    assert run("rules", "test", mine, "--isolated") == 2
    shown = capsys.readouterr().err
    assert message in shown
    assert len(shown.splitlines()) == 1


@pytest.mark.parametrize("name", ["test", "lint"])
def test_a_missing_path_is_a_user_fault(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("rules", name, "nowhere.yaml") == 2
    assert "nowhere.yaml: no such rule file or folder" in capsys.readouterr().err
    assert run("rules", name, "--isolated") == 2


# lint


def test_rules_lint(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("rules", "lint", mine, "--isolated") == 0
    shown = capsys.readouterr()
    told = f"{mine}:24:12: warning: duplicate: en/share-too: 'Share this page', folded, stands in en/share too"
    assert told in shown.out
    mine.write_text(RULES.replace("id: unused", "idd: unused"), "utf-8")
    assert run("rules", "lint", mine, "--isolated") == 1
    assert f"{mine}:34:5: error: schema: rule 5: unknown key 'idd'; did you mean 'id'?" in capsys.readouterr().out


# fuzz


@pytest.mark.parametrize("jobs", [1, 2])
def test_rules_fuzz_is_good(jobs: int, mine: Path, corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("rules", "fuzz", corpus, "--rules", mine, "--isolated", "-j", jobs) == 0
    shown = capsys.readouterr()
    assert shown.out == ""
    # Two pages of three lines, two headings, two headlines.
    assert "24 of 24 plantings gave the text back: 100.00%" in shown.err


def test_rules_fuzz_tells_misses_shortest_first(mine: Path, corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mine.write_text(RULES.replace("{while: [teaser, bullet]}", "{while: [stamp]}"), "utf-8")
    assert run("rules", "fuzz", corpus, "--rules", mine, "--isolated") == 1
    shown = capsys.readouterr()
    lines = shown.out.splitlines()
    assert lines[0].startswith("below/other:1: en/read-also: Read also: | River bridge")
    sizes = [int(line.split()[1].rstrip(":")) for line in lines if line.startswith("    left")]
    assert sizes == sorted(sizes)
    assert len(sizes) == 24
    assert "0 of 24 plantings gave the text back: 0.00%" in shown.err


def test_rules_fuzz_may_be_limited(mine: Path, corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("rules", "fuzz", corpus, "--rules", mine, "--isolated", "--limit", "5", "--rule", "read-also") == 0
    assert "5 of 5 plantings (of 24) gave the text back" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        (["--rule", "read-alos"], "no rule, set or group 'read-alos'; did you mean 'read-also'?"),
        (["--rule", "share"], "nothing to plant"),
        (["--limit", "0"], "--limit"),
    ],
)
def test_rules_fuzz_says_what_is_wrong(
    extra: list[str], message: str, mine: Path, corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("rules", "fuzz", corpus, "--rules", mine, "--isolated", *extra) == 2
    assert message in capsys.readouterr().err


def test_a_corpus_without_pages_is_a_user_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("fuzz", "stats"):
        assert run("rules", name, tmp_path) == 2
        assert "no pages found" in capsys.readouterr().err
        assert run("rules", name, tmp_path / "gone") == 2
        assert "no such file or folder" in capsys.readouterr().err


# stats


def test_rules_stats(mine: Path, corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("rules", "stats", corpus, "--rules", mine, "--isolated", "--json") == 0
    record = json.loads(capsys.readouterr().out)
    rules = {rule["id"]: rule for rule in record["rules"]}
    total = 2 * len(PAGE) - len("Share this page\n")
    assert (record["documents"], record["characters"]) == (2, total)
    share = rules["en/share"]
    assert (share["documents"], share["removals"], share["characters"]) == (1, 1, len("\nShare this page\n"))
    assert share["share"] == pytest.approx(17 / total)
    assert (rules["en/byline"]["documents"], rules["en/byline"]["captures"]) == (2, 2)
    assert record["dead"] == ["en/read-also", "en/unused"]
    assert record["overlaps"] == [{"winner": "en/share", "shadowed": "en/share-too", "count": 1}]


def test_rules_stats_as_a_table(mine: Path, corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("rules", "stats", corpus, "--rules", mine, "--isolated") == 0
    shown = capsys.readouterr().out
    assert "never hit (2): en/read-also, en/unused" in shown
    assert "en/share  en/share-too  1" in shown
    assert "\x1b" not in shown


def test_rules_stats_checked(mine: Path, corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What never hits and what another rule of the set takes are findings, until the file gives a reason."""
    assert run("rules", "stats", corpus, "--rules", mine, "--isolated", "--check") == 1
    assert capsys.readouterr().err.splitlines() == [
        "en/read-also: never hits (accept: idle)",
        "en/unused: never hits (accept: idle)",
        "en/share-too: en/share takes the same lines, 1 times (accept: shadowed)",
    ]
    for message, doubt in (("Read-also block", "idle"), ("Never there", "idle"), ("Share bar again", "shadowed")):
        reason = f"    accept: {{{doubt}: Another site has it so.}}\n"
        text = mine.read_text("utf-8").replace(f"    message: {message}\n", f"    message: {message}\n{reason}")
        mine.write_text(text, "utf-8")
    assert run("rules", "stats", corpus, "--rules", mine, "--isolated", "--check") == 0
    assert capsys.readouterr().err == ""


def test_a_page_that_fails_does_not_stop_the_others(
    mine: Path, corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (corpus / "broken.txt").write_bytes(bytes(range(256)))
    assert run("rules", "stats", corpus, "--rules", mine, "--isolated", "--json") == 1
    shown = capsys.readouterr()
    assert json.loads(shown.out)["documents"] == 2
    assert "failed: " in shown.err
    assert "broken.txt" in shown.err


# list, show


def test_rules_list(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("rules", "list", "--rules", mine, "--isolated", "--json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows[0] == {
        "id": "en/byline", "kind": "line", "group": "", "severity": "info", "fix": "none", "message": "Byline",
    }  # fmt: skip
    assert run("rules", "list", "--select", "related", "--rules", mine, "--isolated") == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0].split() == ["id", "kind", "group", "severity", "fix", "message"]
    assert [line.split()[0] for line in shown[1:]] == ["en/read-also"]


def test_rules_show_a_rule(mine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("share", "en/share"):
        assert run("rules", "show", name, "--rules", mine, "--isolated") == 0
        shown = capsys.readouterr().out
        assert shown.startswith(f"en/share: Share bar\ndefined in {mine}:16:5\n\nSeen on every page.\n")
        assert "kind      line\n" in shown
        assert "\nwhere\n  after_body: 1  (at least so many lines of running text stand above)\n" in shown
        assert "\nexample keep\n  Share this page with me.\n" in shown


def test_rules_show_says_everything_of_every_bundled_rule(capsys: pytest.CaptureFixture[str]) -> None:
    for file in lay_out([]).files:
        for index, spec in enumerate(file.spec.rules):
            from cleaner.rulefile.pages import rule_page

            page = rule_page(file, index)
            for text in (spec.message, *spec.examples.strip, *spec.examples.keep, *(case.name for case in spec.cases)):
                assert text in page


@pytest.mark.parametrize("kind", MATCHER_KEYS)
def test_rules_show_a_kind(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("rules", "show", kind) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"{kind}: a kind of rule\n")
    assert (MATCHERS[kind].matcher.__doc__ or "?").strip().splitlines()[0] in shown
    listed = shown.partition("rules of this kind: ")[2].splitlines()[0].split(", ")
    assert listed == ([rule.id for rule in RuleSet.bundled().all if rule.kind == kind] or ["none"])


@pytest.mark.parametrize(
    ("name", "close"), [("ar/read-alos", "'ar/read-also'"), ("shap", "'shape'"), ("xyzzy", "see cleaner rules list")]
)
def test_rules_show_suggests(name: str, close: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("rules", "show", name) == 2
    assert close in capsys.readouterr().err


# new


def written(entry: str) -> object:
    return parse_rule_file(f"cleaner: 1\nset: t\nrules:\n{entry}", "new.yaml").spec.rules[0]


LINES = (
    "The council met on Monday evening to talk about the new bridge over the old river.",
    "Read also:",
    "\u2022 Old ferry sold \u200f\u00a0for scrap",
    "",
    "\u2022 Town hall \"painted\" \\ #red: 'again'",
    "Work on the bridge is to begin in spring and will take about two years to end.",
    "\u0627\u0642\u0631\u0623 \u0623\u064a\u0636\u0627\u064b:",
    "   ",
    "{braces} would open a hole",
)


def test_rules_new_makes_a_line_rule_of_one_line() -> None:
    entry = draft(LINES, 7, 8, "read-also")
    spec = yaml.safe_load(entry)[0]
    assert (spec["id"], spec["line"]) == ("read-also", [LINES[6]])
    assert written(entry)
    assert "start" not in spec


def test_rules_new_makes_a_block_of_several() -> None:
    entry = draft(LINES, 2, 5, "ads")
    spec = yaml.safe_load(entry)[0]
    assert spec["start"] == ["Read also:"]
    assert spec["end"] == [{"while": ["teaser", "bullet"], "max_lines": 2}]
    assert [line[:1] for line in spec["cases"][0]["text"].splitlines()] == ["=", "-", "-", "-", "="]
    assert "\u200f" not in entry
    assert "Running text inside" not in entry


def test_rules_new_warns_of_running_text_in_a_block() -> None:
    entry = draft(LINES, 5, 7)
    assert "Running text inside: line 6." in entry
    # The blank line above is passed over; the block ends above the running text.
    assert [line[:1] for line in yaml.safe_load(entry)[0]["cases"][0]["text"].splitlines()] == ["=", "-", "=", "=", "="]


@pytest.mark.parametrize(
    ("first", "last"),
    [(a, b) for a in range(1, 10) for b in range(a, 10) if "".join(LINES[a - 1 : b]).strip()],
)
def test_whatever_is_drafted_passes_the_schema(first: int, last: int) -> None:
    assert written(draft(LINES, first, last))


def test_a_draft_passes_its_own_self_test(tmp_path: Path) -> None:
    path = tmp_path / "new.yaml"
    for first, last in ((2, 2), (2, 5), (5, 7), (7, 7)):
        path.write_text("cleaner: 1\nset: t\nrules:\n" + draft(LINES, first, last), "utf-8")
        bench = lay_out([path], isolated=True)
        assert run_selftest(bench.targets, bench.rules()).failures == ()


def test_rules_new_reads_a_page(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = corpus / "below" / "page.txt"
    assert run("rules", "new", "--from", f"{page}:5", "--id", "share-bar") == 0
    assert yaml.safe_load(capsys.readouterr().out)[0]["line"] == ["Share this page"]


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("page.txt", "write it as FILE:A-B"),
        ("page.txt:x", "write it as FILE:A-B"),
        ("page.txt:9-12", "has the lines 1 to"),
        ("page.txt:4-2", "first to last"),
        ("page.txt:0", "has the lines 1 to"),
        ("page.txt:3", "blank"),
        ("gone.txt:3", "gone.txt"),
    ],
)
def test_rules_new_says_what_is_wrong(
    place: str, message: str, corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("rules", "new", "--from", corpus / "below" / place) == 2
    assert message in capsys.readouterr().err


def test_rules_new_wants_a_slug(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("rules", "new", "--from", f"{corpus}/below/page.txt:5", "--id", "Share Bar") == 2
    assert "--id Share Bar" in capsys.readouterr().err


# schema


def test_rules_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("rules", "schema") == 0
    shown = capsys.readouterr().out
    assert shown == schema_text()
    assert json.loads(shown)["properties"]["cleaner"]["const"] == 1


def test_bundled_files_point_editors_to_the_schema() -> None:
    for path in bundled_folder().rglob("*.yaml"):
        first = path.read_text("utf-8").split("\n", 1)[0]
        pointer = first.removeprefix("# yaml-language-server: $schema=")
        assert (path.parent / pointer).resolve() == bundled_folder() / "rules.schema.json", path


def test_unknown_subcommand_is_a_user_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("rules", "tset") == 2
    assert "tset" in capsys.readouterr().err
    assert isinstance(rules_command, click.Group)
