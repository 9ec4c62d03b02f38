"""The datatrove step, on its local executor."""

import gzip
import json
from pathlib import Path

import pytest

from tests.conftest import PROSE
from tests.test_clean_cli import PAGE, TEXT

pytest.importorskip("datatrove")


def test_a_pipeline_runs_the_step(tmp_path: Path) -> None:
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    from cleaner.datatrove import CleanerStep

    (tmp_path / "in").mkdir()
    for number in range(2):
        rows = [{"id": f"{number}-{n}", "text": text} for n, text in enumerate((PAGE, PROSE[0], "شارك"))]
        (tmp_path / "in" / f"{number}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    pipeline = [JsonlReader(str(tmp_path / "in")), CleanerStep(), JsonlWriter(str(tmp_path / "out"))]
    LocalPipelineExecutor(pipeline=pipeline, tasks=2, workers=1, logging_dir=str(tmp_path / "logs")).run()
    made = {}
    for path in (tmp_path / "out").rglob("*.jsonl.gz"):
        for line in gzip.decompress(path.read_bytes()).splitlines():
            row = json.loads(line)
            made[row["id"]] = row
    assert made["0-0"]["text"] == TEXT.rstrip("\n")
    assert made["1-1"]["text"] == PROSE[0]
    assert made["0-0"]["metadata"]["cleaner"]["removed"][0]["rule"] == "ar/print-word"
    stats = json.loads((tmp_path / "logs" / "stats.json").read_text())
    assert stats[1]["stats"]["total"]
