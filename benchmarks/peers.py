"""Cleaner beside other programs on the same pages, each in an environment of its own: how many times the floor.

usage: python benchmarks/peers.py [--pages N] [--rounds N] [--envs FOLDER] [--only NAME ...]

Pages and rules are generated (pages.py). Every program is installed with pip into an environment below --envs, which is
kept for the next time, and runs there on one process (runner.py): CPU time beside ``orjson.loads`` and ``orjson.dumps``
of the same lines, measured in that process. A program that cannot be installed or run is listed with the reason.

datatrove's filters are asked for Arabic: they cut words with spaCy's blank Arabic pipeline, which needs no download;
its tokenizers for other languages may need models of stanza or nltk. Filters give up a page at the first failed test,
so one that drops many pages seems fast. jusText gets each line as a paragraph of HTML.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson
from pages import Pages, rules_in_all, write_rules
from runner import OURS, WAYS

RUNNER = Path(__file__).resolve().with_name("runner.py")
RULES = 500
# What pip installs for each distribution, where its name alone is not enough.
NEEDS: Mapping[str, tuple[str, ...]] = {
    "datatrove": ("datatrove[processing]", "spacy"),
    "jusText": ("jusText", "lxml_html_clean"),
}


class MissingError(Exception):
    """A program that cannot be measured here, and why."""


def environment(folder: Path, distribution: str) -> Path:
    """Return the Python of the environment that holds a distribution; makes it the first time."""
    home = folder / distribution.lower()
    python, done = home / "bin" / "python", home / ".installed"
    if not done.exists():
        venv.create(home, with_pip=True, clear=True)
        install = [str(python), "-m", "pip", "install", "-q", "orjson", *NEEDS.get(distribution, (distribution,))]
        run(install, "cannot be installed")
        done.touch()
    return python


def run(command: list[str], fault: str, ours: bool = False) -> bytes:
    """Run a command and return what it prints; raises MissingError with the last line of its complaint."""
    apart = {key: value for key, value in os.environ.items() if ours or key != "PYTHONPATH"}
    apart |= {"HF_HUB_OFFLINE": "1"}
    done = subprocess.run(command, capture_output=True, env=apart, check=False)
    if done.returncode:
        complaint = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise MissingError(f"{fault}: {complaint[-1] if complaint else f'exit code {done.returncode}'}")
    return done.stdout


def measured(name: str, pages: Path, rounds: int, envs: Path, rules: Path) -> dict[str, Any]:
    """Return what the runner found out about one way; raises MissingError."""
    ours = name == OURS
    python = sys.executable if ours else str(environment(envs, WAYS[name][0]))
    command = [python, str(RUNNER), name, str(pages), "--rounds", str(rounds)]
    found: dict[str, Any] = orjson.loads(run(command + (["--rules", str(rules)] if ours else []), "cannot run", ours))
    return found


def table(results: Mapping[str, dict[str, Any] | str]) -> Iterator[str]:
    """Yield the lines of a table in Markdown, the cheapest first, then what could not be measured."""
    shown: list[tuple[float, str]] = []
    for name, found in results.items():
        if isinstance(found, str):
            shown.append((float("inf"), f"| {name} | not measured: {found} | | | |"))
            continue
        ratio, pages = found["way"] / found["floor"], found["pages"]
        label = f"**cleaner, {rules_in_all(RULES)} rules**" if name == OURS else name
        shares = f"{found['changed'] / pages:.0%} | {found['dropped'] / pages:.0%}"
        shown.append((ratio, f"| {label} {found['version']} | {ratio:.1f} | {1000 * found['way']:.1f} | {shares} |"))
    yield "| | times reading and writing JSON | ms of CPU for 1 MB | pages changed | pages dropped |"
    yield "|---|--:|--:|--:|--:|"
    yield from (line for _, line in sorted(shown))


def main() -> None:
    """Print the table."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
    options = argparse.ArgumentParser()
    options.add_argument("--pages", type=int, default=600)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--envs", type=Path, default=cache / "cleaner-peers", help="where the environments are kept")
    options.add_argument("--only", nargs="+", choices=[*WAYS, OURS], default=[*WAYS, OURS], metavar="NAME")
    given = options.parse_args()
    results: dict[str, dict[str, Any] | str] = {}
    with tempfile.TemporaryDirectory() as name:
        rules = write_rules(Path(name, "rules"), RULES)
        pages = Path(name, "pages.jsonl")
        pages.write_bytes(b"".join(page.line() for page in Pages(rules).pages(given.pages)))
        size = pages.stat().st_size / 1e6
        for way in given.only:
            print(f"measuring {way} ...", file=sys.stderr, flush=True)
            try:
                results[way] = measured(way, pages, given.rounds, given.envs, rules)
            except MissingError as error:
                results[way] = str(error)
    print(f"{given.pages} pages, {size:.1f} MB of JSON lines; CPU time, fastest of {given.rounds} rounds\n")
    print("\n".join(table(results)))


if __name__ == "__main__":
    main()
