"""The examples, each on its local executor."""

import gzip
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROSE, ROOT
from tests.test_clean_cli import PAGE, TEXT


def texts_of(folder: Path) -> dict[str, str]:
    """Return the texts that a program wrote, by id, from JSON lines or parquet."""
    rows = []
    for path in folder.rglob("*.jsonl.gz"):
        rows += map(json.loads, gzip.decompress(path.read_bytes()).splitlines())
    if parquet := list(folder.rglob("*.parquet")):
        from pyarrow import parquet as reader

        rows += [row for path in parquet for row in reader.read_table(path).to_pylist()]
    return {row["id"]: row["text"] for row in rows}


@pytest.mark.parametrize("package", ["datatrove", "ray", "pyspark"])
def test_an_example_cleans_a_folder_of_rows(package: str, tmp_path: Path) -> None:
    pytest.importorskip(package)
    pytest.importorskip("pyarrow")
    if package == "pyspark" and not shutil.which("java"):
        pytest.skip("Spark needs Java")
    (tmp_path / "in").mkdir()
    for part in range(2):
        rows = [{"id": f"{part}-{n}", "url": "https://example.com/", "text": t} for n, t in enumerate((PAGE, PROSE[2]))]
        (tmp_path / "in" / f"{part}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    example = ROOT / "examples" / f"with_{package.removeprefix('py')}.py"
    env = os.environ | {"PYTHONPATH": str(ROOT), "PYSPARK_PYTHON": sys.executable, "RAY_AUTH_MODE": "disabled"}
    command = [sys.executable, str(example), str(tmp_path / "in"), str(tmp_path / "out")]
    run = subprocess.run(command, capture_output=True, text=True, env=env, cwd=tmp_path, timeout=600)
    assert run.returncode == 0, run.stderr[-3000:]
    wanted = (TEXT.rstrip("\n"), PROSE[2])
    assert texts_of(tmp_path / "out") == {f"{part}-{n}": text for part in range(2) for n, text in enumerate(wanted)}
