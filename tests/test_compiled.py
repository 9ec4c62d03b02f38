"""Compiled rule sets between runs: what is stale or broken is made anew, and never trusted."""

import os
from pathlib import Path

import pytest

from cleaner.rulefile import RuleSet, compiled

FILE = (
    "cleaner: 1\nset: mine\nrules:\n  - id: one\n    message: a share bar\n    line: [{0}]\n"
    "    examples: {{strip: [{0}], keep: [other words]}}\n"
)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLEANER_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


def literals(rules: RuleSet) -> list[str]:
    return [template.literals[0] for rule in rules.all for template in rule.matcher.templates]  # type: ignore[attr-defined]


def load(folder: Path, text: str) -> RuleSet:
    path = folder / "mine.yaml"
    path.write_text(FILE.format(text), "utf-8")
    return RuleSet.load(path)


def test_a_second_run_reads_no_rule_file_again(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load(tmp_path, "share this")
    assert len(list(cache.iterdir())) == 1
    monkeypatch.setattr(RuleSet, "_load", None)
    second = load(tmp_path, "share this")
    assert second == first
    assert literals(second) == ["share this"]


def test_a_changed_rule_file_is_read_anew(cache: Path, tmp_path: Path) -> None:
    load(tmp_path, "share this")
    assert literals(load(tmp_path, "share that")) == ["share that"]
    assert len(list(cache.iterdir())) == 2


def test_changed_code_reads_rule_files_anew(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(tmp_path, "share this")
    monkeypatch.setattr(compiled, "_code", lambda: ("another",))
    load(tmp_path, "share this")
    assert len(list(cache.iterdir())) == 2


@pytest.mark.parametrize("damage", [b"", b"short", None])
def test_a_broken_entry_is_made_anew(cache: Path, tmp_path: Path, damage: bytes | None) -> None:
    whole = load(tmp_path, "share this")
    entry = next(cache.iterdir())
    good = entry.read_bytes()
    entry.write_bytes(good.replace(b"share this", b"share thus") if damage is None else damage)
    assert load(tmp_path, "share this") == whole
    assert entry.read_bytes() == good


def test_an_entry_of_another_kind_is_made_anew(cache: Path, tmp_path: Path) -> None:
    whole = load(tmp_path, "share this")
    entry = next(cache.iterdir())
    compiled._write(entry, compiled.pickle.dumps({"not": "rules"}))
    assert load(tmp_path, "share this") == whole


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="there are no owners here")
def test_what_another_user_wrote_is_not_read(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(tmp_path, "share this")
    monkeypatch.setattr(os, "getuid", lambda: -1)
    assert compiled._read(next(cache.iterdir())) is None


def test_a_place_that_cannot_be_written_costs_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("CLEANER_CACHE_DIR", str(tmp_path / "file"))
    assert literals(load(tmp_path, "share this")) == ["share this"]


def test_an_empty_name_turns_it_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEANER_CACHE_DIR", "")
    assert compiled.folder() is None
    assert literals(load(tmp_path, "share this")) == ["share this"]


def test_old_entries_go(cache: Path, tmp_path: Path) -> None:
    for number in range(compiled._MOST + 3):
        load(tmp_path, f"share {number}")
    assert len(list(cache.iterdir())) == compiled._MOST


def test_faults_are_said_each_time(cache: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("cleaner: 1\nset: mine\nrules: [{id: one, lin: [x]}]\n")
    for _ in range(2):
        with pytest.raises(Exception, match="unknown key 'lin'"):
            RuleSet.load(tmp_path / "mine.yaml")
