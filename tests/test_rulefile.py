"""Rule files: what is refused and where, what strings stay, the schema, lint."""

import json
from pathlib import Path

import pytest

from cleaner.errors import RuleFileError, SettingsError
from cleaner.rulefile import RuleSet, bundled_folder
from cleaner.rulefile.bench import lay_out
from cleaner.rulefile.lint import lint
from cleaner.rulefile.loader import parse_rule_file
from cleaner.rulefile.schema import rule_file_schema, schema_text

HEAD = "cleaner: 1\nset: t\nrules:\n"


def rule(matcher: str = "line: [Share this page]", more: str = "", name: str = "one") -> str:
    keep = "Share this page with nobody, she said."
    more = "".join(f"    {line}\n" for line in more.splitlines())
    return (
        f"  - id: {name}\n    message: A test\n    {matcher}\n{more}"
        f"    examples: {{strip: [Share this page], keep: ['{keep}']}}\n"
    )


def save(folder: Path, text: str, name: str = "mine.yaml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


START = "start: [Share this page]"
REFUSED = {
    "malformed": (HEAD + "  - id: [one\n", "mine.yaml:5:1: not valid YAML: "),
    "tab": ("cleaner: 1\n\tset: t\n", "mine.yaml:2:1: not valid YAML: "),
    "unknown rule key": (
        HEAD + rule(more="capturre: {title: line}"),
        "mine.yaml:7:5: one: unknown key 'capturre'; did you mean 'capture'?",
    ),
    "unknown file key": ("cleaner: 1\nset: t\nlanguage: ar\n", "mine.yaml:3:1: unknown key 'language'; "),
    "unknown key deep inside": (
        HEAD + rule(START, "end:\n  - {while: [teaser], max_line: 3}"),
        "mine.yaml:8:27: one: unknown key 'max_line'; did you mean 'max_lines'?",
    ),
    "unknown where key": (
        HEAD + rule(more="where: {zones: head}"), "mine.yaml:7:13: one: unknown key 'zones'; did you mean 'zone'?",
    ),
    "unknown value": (
        HEAD + rule(more="where: {zone: heads}"),
        "mine.yaml:7:13: one: 'heads' is no value of 'zone'; did you mean 'head'?",
    ),
    "duplicate key": (
        HEAD + rule(more="message: Again"), "mine.yaml:7:5: the key 'message' stands here twice; keep one",
    ),
    "duplicate id": (HEAD + rule() + rule(), "mine.yaml:8:5: the rule 'one' stands here twice; rename one"),
    "unknown reference": (
        HEAD + rule(more="where: {after: [nowhere]}"), "mine.yaml:7:13: one: no rule or group is called 'nowhere'",
    ),
    "bad pattern": (HEAD + rule(r"regex: ['(\w)\1']"), "mine.yaml:6:5: one: pattern refused by RE2"),
    "look-ahead": (HEAD + rule("regex: ['(?=a)b']"), "mine.yaml:6:5: one: pattern refused by RE2"),
    "bad selector": (HEAD + rule("css: ['div[']"), "mine.yaml:6:5: one: not a CSS selector"),
    "bad xpath": (HEAD + rule("xpath: ['//div[']"), "mine.yaml:6:5: one: not an XPath expression"),
    "bad hole": (HEAD + rule("line: ['By {who:nobody}']"), "mine.yaml:6:5: one: unknown hole type 'nobody'"),
    "four holes": (
        HEAD + rule("line: ['{a:num} {b:num} {c:num} {d:num}']"), "mine.yaml:6:5: one: 4 holes in",
    ),
    "two matchers": (HEAD + rule(more="regex: [a]"), "mine.yaml:4:5: one: a rule has exactly one matcher of "),
    "keep that leans on a neighbour": (
        HEAD + rule("keep: [Share this page]", "where: {after: [one]}"),
        "mine.yaml:4:5: one: a rule that protects lines cannot ask for 'after': what it asks for may be cut",
    ),
    "protection that leans on a neighbour": (
        HEAD + rule("shape: {has: [teaser]}", "fix: protect\nwhere: {over: [one]}"),
        "mine.yaml:4:5: one: a rule that protects lines cannot ask for 'over': what it asks for may be cut",
    ),
    "no matcher": (HEAD + rule("severity: info"), "mine.yaml:4:5: one: a rule has exactly one matcher of "),
    "missing examples": (
        HEAD + "  - id: one\n    message: m\n    line: [a b]\n", "mine.yaml:4:5: one: the key 'examples' is missing",
    ),
    "no keep example": (
        HEAD + "  - id: one\n    message: m\n    line: [a b]\n    examples: {strip: [a b]}\n",
        "mine.yaml:7:5: one: the key 'keep' is missing",
    ),
    "start without end": (HEAD + rule(START), "mine.yaml:4:5: one: a 'start' rule needs 'end'"),
    "end without start": (
        HEAD + rule(more="end: [{to: end}]"), "mine.yaml:4:5: one: 'end' belongs to 'start'",
    ),
    "two ways to end": (
        HEAD + rule(START, "end: [{to: end, while: [teaser]}]"),
        "mine.yaml:7:11: one: an end has either 'to' or 'while'",
    ),
    "needs too new": ("cleaner: 1\nset: t\nneeds: '>=99'\nnew_key: 1\n", "mine.yaml:3:1: needs cleaner >=99, this is "),
    "needs not a version": ("cleaner: 1\nset: t\nneeds: soon\n", "mine.yaml:3:1: 'needs' is written like"),
    "extends unknown set": (
        "cleaner: 1\nset: t\nextends: [klingon]\nrules:\n" + rule(), "mine.yaml:3:11: no rule set 'klingon' to extend",
    ),
    "zero rules": ("cleaner: 1\nset: t\nrules: []\n", "no rules: "),
    "not a mapping": ("- a\n- b\n", "mine.yaml:1:1: a rule file is a mapping"),
    "empty file": ("", "mine.yaml:1:1: a rule file is a mapping"),
    "wrong format version": ("cleaner: 2\nset: t\n", "mine.yaml:1:1: "),
    "capture without a hole": (
        HEAD + rule("line: ['By {who:name}']", "capture: {author: whom}"),
        "mine.yaml:6:5: one: capture author: no template",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_file_is_refused_with_its_place(name: str, tmp_path: Path) -> None:
    text, message = REFUSED[name]
    path = save(tmp_path, text)
    with pytest.raises(RuleFileError) as caught:
        RuleSet.load(path)
    assert message in str(caught.value)
    if message.startswith("mine.yaml:"):
        assert str(caught.value).startswith(f"{tmp_path}/mine.yaml:")


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    path = save(tmp_path, HEAD + rule(more="colour: red") + rule(more="where: {zone: up}", name="two"))
    with pytest.raises(RuleFileError) as caught:
        RuleSet.load(path)
    first, second = str(caught.value).splitlines()
    assert "one: unknown key 'colour'" in first
    assert "two: 'up' is no value of 'zone'" in second


def test_strings_stay_strings() -> None:
    text = HEAD + rule("line: [no, 12:30, 2024-01-02, on, 1_000, 0x1f, ~x, 'null']")
    parsed = parse_rule_file(text, "mine.yaml")
    assert parsed.spec.rules[0].line == ["no", "12:30", "2024-01-02", "on", "1_000", "0x1f", "~x", "null"]
    assert [t.literals[0] for t in RuleSet.of([parsed]).all[0].matcher.templates][:3] == ["no", "12:30", "2024-01-02"]  # type: ignore[attr-defined]


def test_one_string_stands_for_a_list_of_one() -> None:
    assert parse_rule_file(HEAD + rule("line: Share this page"), "mine.yaml").spec.rules[0].line == ["Share this page"]


def test_an_id_in_two_files_is_refused(tmp_path: Path) -> None:
    save(tmp_path, HEAD + rule(), "a.yaml")
    save(tmp_path, HEAD + rule(), "b.yaml")
    with pytest.raises(RuleFileError, match=r"b\.yaml:4:5: the rule 't/one' stands in .*a\.yaml too"):
        RuleSet.load(tmp_path)


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_no_rule_file_is_an_error(name: str, tmp_path: Path) -> None:
    with pytest.raises(RuleFileError, match=r"no such rule file|no rule files"):
        RuleSet.load(tmp_path / name)


def test_bytes_that_are_not_utf8_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_bytes(b"cleaner: 1\nset: \xe1\n")
    with pytest.raises(RuleFileError, match="not UTF-8"):
        RuleSet.load(path)


def test_the_hash_follows_what_rules_say_and_not_how_files_are_laid_out(tmp_path: Path) -> None:
    plain = RuleSet.load(save(tmp_path, HEAD + rule(), "a.yaml"))
    commented = RuleSet.load(save(tmp_path, "# why\n" + HEAD + rule(), "b.yaml"))
    other = RuleSet.load(save(tmp_path, HEAD + rule("line: [Share that page]"), "c.yaml"))
    assert plain.hash == commented.hash != other.hash


# The schema


def test_the_committed_schema_is_the_generated_one() -> None:
    committed = bundled_folder() / "rules.schema.json"
    assert committed.read_text("utf-8") == schema_text(), "run: cleaner rules schema > rules/rules.schema.json"


def test_the_schema_says_what_the_models_say() -> None:
    schema = rule_file_schema()
    rules = schema["$defs"]["RuleSpec"]
    assert rules["additionalProperties"] is False
    assert {tuple(way["required"]) for way in rules["oneOf"]} >= {("line",), ("start",), ("regex",), ("same_as",)}
    assert rules["properties"]["line"]["anyOf"] == [{"type": "string"}, {"items": {"type": "string"}, "type": "array"}]
    assert schema["$defs"]["EndSpec"]["properties"].keys() == {"to", "while", "if_after", "max_lines", "headlines"}
    assert '"null"' not in json.dumps(schema)


# The files that are checked, and those beside them


def test_files_under_test_stand_beside_the_bundled_ones(tmp_path: Path) -> None:
    path = save(tmp_path, HEAD + rule())
    bench = lay_out([path])
    assert [file.name for file in bench.targets] == [str(path)]
    assert {file.spec.set for file in bench.beside} >= {"ar"}
    assert lay_out([path], isolated=True).beside == ()
    extending = save(tmp_path, f"extends: ar\n{HEAD}{rule()}")
    assert {file.spec.set for file in lay_out([extending], isolated=True).beside} == {"ar"}


def test_a_bundled_file_may_be_named_itself() -> None:
    path = bundled_folder() / "ar" / "related.yaml"
    bench = lay_out([path])
    assert len(bench.files) == len(lay_out([]).files)
    assert bench.rules().hash == RuleSet.bundled().hash


def test_isolated_without_files_leaves_nothing() -> None:
    with pytest.raises(SettingsError):
        lay_out([], isolated=True)


# Lint: (rules, expected "line:column: level: check", in order)

LINT = {
    "clean": (rule(), []),
    "schema": (rule(more="wear: {}"), ["7:5: error: schema"]),
    "pattern": (rule("regex: ['(']"), ["6:5: error: pattern"]),
    "reference": (rule(more="where: {after: [gone]}"), ["7:13: error: schema"]),
    "twice in a rule": (rule("line: [Share this page, ' share  THIS page : ']"), ["6:29: warning: duplicate"]),
    "twice in two rules": (
        rule() + rule(name="two"), ["7:24: warning: overlap", "10:12: error: duplicate", "11:24: warning: overlap"],
    ),
    "twice, one place narrower": (
        rule() + rule(more="where: {zone: tail}", name="two"),
        ["7:24: warning: overlap", "10:12: warning: duplicate", "12:24: warning: overlap"],
    ),
    "twice, never at one place": (
        rule(more="where: {zone: head}") + rule(more="where: {after_body: 1}", name="two"), [],
    ),
    "twice, one above and one below": (
        rule(more="where: {zone: top}") + rule(more="where: {zone: tail}", name="two"), [],
    ),
    "twice, one only reads": (rule() + rule(more="fix: none", name="two"), []),
    "one word": (rule("line: [Share this page, Share, 'Source: {x:name}']"), ["6:29: warning: one-word"]),
    "one word in its place": (rule("line: [Share this page, Share]", "where: {zone: tail}"), []),
    "one word with a guard": (rule("line: [Share this page, Share]", "guard: {next: bullet}"), []),
    "one word with a guard that cannot strike": (rule("line: [Share]", "guard: {max_lines: 1}"),
        ["6:12: warning: one-word"]),
    "one word accepted": (rule("line: [Share]", "accept: {one-word: No article has such a line.}"), []),
    "another doubt accepted": (rule("line: [Share]", "accept: {overlap: No article has such a line.}"),
        ["6:12: warning: one-word", "7:14: warning: accept"]),
    "an error is not accepted": (rule() + rule(more="accept: {duplicate: It is the very same rule.}", name="two"),
        ["7:24: warning: overlap", "10:12: error: duplicate", "12:24: warning: overlap"]),
    "a doubt of statistics accepted": (rule(more="accept: {idle: Seen on pages elsewhere.}"), []),
    "no doubt that lint knows": (rule(more="accept: {length: It is as long as it is.}"), ["7:14: error: schema"]),
    "a reason that says nothing": (rule(more="accept: {one-word: fine}"), ["7:14: error: schema"]),
    "one word kept": (rule("keep: [Share]"), []),
    "catch-all": (rule("regex: ['.*']"), ["6:13: error: catch-all"]),
    "catch-all in disguise": (rule(r"regex: ['[\s\S]+']"), ["6:13: error: catch-all"]),
    "open end": (rule("regex: ['share.*']"), ["6:13: warning: catch-all"]),
    "open end in its place": (rule("regex: ['share.*']", "where: {zone: tail}"), []),
    "open start in its place": (rule("regex: ['.*share']", "where: {zone: tail}"), ["6:13: warning: catch-all"]),
    "open start": (rule("regex: ['^.+ share']"), ["6:13: warning: catch-all"]),
    "anchored": (rule("regex: ['share [a-z]+ page']"), []),
    "escaped dot": (rule(r"regex: ['share this page\.*']"), []),
    "word boundary": (rule(r"regex: ['share\b this page']"), ["6:13: warning: word-boundary"]),
    "letters that folding changes": (rule("regex: ['\u0623\u062e\u0628\u0627\u0631']"), ["6:13: warning: never-hits"]),
    "bidi": (rule('line: ["Share\\u200f this page"]'), ["6:12: error: invisible"]),
    "zero width": (rule('line: ["Sh\\u200bare this page"]'), ["6:12: error: invisible"]),
    "non-joiner is spelling": (rule('line: ["\u0645\u06cc\u200c\u062e\u0648\u0627\u0646 \u0645\u0627"]'), []),
    "overlap": (
        rule() + rule("line: ['Share {x:text}']", name="two"), ["7:24: warning: overlap", "11:24: warning: overlap"],
    ),
    "capture of nothing": (rule(more="capture: {author: who}"), ["7:15: error: capture"]),
    "capture of a block": (rule(more="capture: {tags: block}"), ["7:15: warning: capture"]),
    "capture of a line": (rule(more="capture: {section: line}"), []),
    "capture of a named group": (rule("regex: ['by (?P<who>[a-z]+)']", "capture: {author: who}"), []),
    "capture of no group": (rule("regex: ['by [a-z]+']", "capture: {author: who}"), ["7:15: error: capture"]),
    "block without cases": (rule(START, "end: [{to: end}]"), ["4:5: warning: no-cases"]),
    "no template": (rule("line: []"), ["6:5: error: empty"]),
}  # fmt: skip


@pytest.mark.parametrize("name", LINT)
def test_lint(name: str, tmp_path: Path) -> None:
    text, expected = LINT[name]
    path = save(tmp_path, HEAD + text)
    found = [str(finding).removeprefix(f"{path}:") for finding in lint(lay_out([path], isolated=True))]
    where = [":".join(line.split(":")[:4]) for line in found]
    assert where == expected, found


@pytest.mark.parametrize(
    ("head", "count"), [("lang: de", 0), ("lang: [nl, ca]", 3), ("lang: []", 0), ("site: {hosts: [a.example]}", 0)]
)
def test_other_languages_and_sites_may_use_the_same_words(head: str, count: int, tmp_path: Path) -> None:
    save(tmp_path, f"lang: ca\n{HEAD}{rule()}", "a.yaml")
    save(tmp_path, f"{head}\n{HEAD.replace('set: t', 'set: u')}{rule()}", "b.yaml")
    assert len(lint(lay_out([tmp_path], isolated=True))) == count


@pytest.mark.parametrize(
    ("keep", "found"), [("Share that page", []), ("Share it", ["no-sentence"]), ("Print that page", ["no-sentence"])]
)
def test_a_keep_example_opens_a_sentence_with_the_words_of_the_rule(
    keep: str, found: list[str], tmp_path: Path
) -> None:
    line = "line: [Share this page]"
    text = f"  - id: one\n    message: A test\n    {line}\n    examples: {{strip: [Share this page], keep: [{keep}]}}\n"
    path = save(tmp_path, HEAD + text)
    assert [finding.check for finding in lint(lay_out([path], isolated=True))] == found


def test_lint_goes_on_after_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    save(tmp_path, "cleaner: [", "a.yaml")
    save(tmp_path, HEAD + rule(more="wear: {}"), "b.yaml")
    save(tmp_path, HEAD + rule("line: [Share]", name="three"), "c.yaml")
    found = [(Path(f.place).name, f.check) for f in lint(lay_out([tmp_path], isolated=True))]
    assert [check for _, check in found] == ["schema", "schema", "one-word"]
    assert found[1][0] == "b.yaml:7:5"


def test_the_bundled_rules_have_no_lint_errors() -> None:
    assert [str(finding) for finding in lint(lay_out([])) if finding.level == "error"] == []


def test_the_bundled_rules_leave_no_doubt() -> None:
    assert [str(finding) for finding in lint(lay_out([]))] == []
