"""The hooks as a user gets them: installed by pre-commit itself from a clone of this checkout."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.conftest import PROSE, ROOT

pytest.importorskip("pre_commit")

Git = Callable[..., subprocess.CompletedProcess[str]]
DIRTY = f"{PROSE[0]}\n\n{PROSE[1]}\n\n{PROSE[2]}\n\nاقرأ أيضاً:\n\nافتتاح السوق القديم\n"
CLEAN = f"{PROSE[0]}\n\n{PROSE[1]}\n\n{PROSE[2]}\n"
BROKEN = """cleaner: 1
set: mine
rules:
  - id: join
    massage: m
    line: [x]
    examples: {strip: [x], keep: [y z]}
"""
CONFIG = """
repos:
  - repo: {repo}
    rev: {rev}
    hooks:
      - id: cleaner-check
      - id: cleaner-rules
      - id: cleaner-fix
        stages: [manual]
"""


def _git(folder: Path, *args: str, home: Path) -> subprocess.CompletedProcess[str]:
    identity = ("-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main")
    # The hooks run in an environment of their own: nothing of this one may help them.
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PYTHON", "VIRTUAL_ENV"))}
    env = kept | {"PRE_COMMIT_HOME": str(home), "GIT_CONFIG_GLOBAL": os.devnull, "PRE_COMMIT_COLOR": "never"}
    return subprocess.run(["git", *identity, *args], cwd=folder, env=env, capture_output=True, text=True, timeout=600)


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, Path]:
    """A repository with what a clone of this checkout holds, its revision, and a home for pre-commit."""
    folder, home = tmp_path_factory.mktemp("hooks"), tmp_path_factory.mktemp("home")
    for name in ("cleaner", "rules"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, folder)
    for args in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "hooks"]):
        assert _git(folder, *args, home=home).returncode == 0
    return folder, _git(folder, "rev-parse", "HEAD", home=home).stdout.strip(), home


def test_the_hooks_guard_a_repository(hooks: tuple[Path, str, Path], tmp_path: Path) -> None:
    repo, rev, home = hooks
    page, rules = tmp_path / "page.txt", tmp_path / "rules" / "mine.yaml"

    def git(*args: str) -> subprocess.CompletedProcess[str]:
        return _git(tmp_path, *args, home=home)

    def pre_commit(*args: str) -> subprocess.CompletedProcess[str]:
        # Through git, so that its environment is the one that a commit has.
        return git("-c", f"alias.pc=!{sys.executable} -m pre_commit", "pc", *args)

    git("init", "-q")
    (tmp_path / ".pre-commit-config.yaml").write_text(CONFIG.format(repo=repo, rev=rev))
    assert pre_commit("install").returncode == 0
    git("add", "-A")
    first = git("commit", "-m", "settings")
    assert first.returncode == 0, first.stderr

    page.write_text(DIRTY, "utf-8")
    git("add", "-A")
    refused = git("commit", "-m", "dirty")
    assert refused.returncode == 1
    assert "page.txt:7:1: error ar/read-also" in refused.stderr
    assert "exit 1, because there is an error" in refused.stderr
    assert page.read_text("utf-8") == DIRTY

    fixed = pre_commit("run", "cleaner-fix", "--hook-stage", "manual", "--files", "page.txt")
    assert fixed.returncode == 1
    assert "fixed page.txt" in fixed.stdout
    assert page.read_text("utf-8") == CLEAN

    git("add", "-A")
    passed = git("commit", "-m", "clean")
    assert passed.returncode == 0, passed.stderr

    rules.parent.mkdir()
    rules.write_text(BROKEN, "utf-8")
    git("add", "-A")
    broken = git("commit", "-m", "rules")
    assert broken.returncode == 1
    assert "rules/mine.yaml:5:5: join: unknown key 'massage'; did you mean 'message'?" in broken.stderr
    assert git("log", "--format=%s").stdout.split() == ["clean", "settings"]


def test_our_own_hooks_name_commands_that_exist() -> None:
    from cleaner.cli.main import COMMANDS

    offered = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    own = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    assert [hook["id"] for hook in offered] == ["cleaner-check", "cleaner-fix", "cleaner-rules"]
    entries = [hook["entry"] for hook in offered]
    entries += [hook["entry"] for repo in own["repos"] for hook in repo["hooks"]]
    for entry in entries:
        program, command, *rest = entry.split()
        assert program == "cleaner"
        assert command in COMMANDS
        assert all(part == "test" or part.startswith("--") or (ROOT / part).is_dir() for part in rest)
