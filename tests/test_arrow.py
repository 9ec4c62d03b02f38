"""Arrow batches in, Arrow batches out."""

import json
import shutil
import sys
from functools import partial

import pytest

from cleaner import Cleaner
from cleaner.errors import SettingsError
from tests.conftest import PROSE
from tests.test_clean_cli import PAGE, TEXT

pa = pytest.importorskip("pyarrow")

ROWS = {"text": [PAGE, None, PROSE[2]], "url": ["https://example.com/1", None, None], "score": [1, 2, 3]}


def test_rows_keep_their_order_and_their_columns(cleaner: Cleaner) -> None:
    from cleaner.arrow import clean_batch

    made = clean_batch(pa.table(ROWS), cleaner)
    assert made["text"].to_pylist() == [TEXT.rstrip("\n"), None, PROSE[2]]
    assert made["score"].to_pylist() == [1, 2, 3]
    assert json.loads(made["cleaner_metadata"][0].as_py())["hostname"] == "example.com"
    assert [removal["rule"] for removal in json.loads(made["cleaner_removed"][0].as_py())] == [
        "ar/print-word",
        "ar/related-list",
    ]
    again = clean_batch(made, cleaner)
    assert again.column_names == made.column_names
    assert again["text"].to_pylist() == made["text"].to_pylist()


def test_batches_and_markup(cleaner: Cleaner) -> None:
    from cleaner.arrow import clean_batch

    markup = "<html><body><article>" + "".join(f"<p>{text}</p>" for text in PROSE[:3]) + "</article></body></html>"
    batch = pa.RecordBatch.from_pydict({"html": [markup]})
    made = clean_batch(batch, cleaner, html="html")
    assert isinstance(made, pa.RecordBatch)
    assert made.column("text").to_pylist() == ["\n".join(PROSE[:3])]


def test_a_row_that_cannot_be_read_says_why(cleaner: Cleaner) -> None:
    from cleaner.arrow import clean_batch

    made = clean_batch(pa.table({"text": [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256))]}), cleaner)
    assert made["text"].to_pylist() == [None]
    assert "not text in any encoding" in made["cleaner_error"][0].as_py()


def test_a_column_that_is_not_there_is_told(cleaner: Cleaner) -> None:
    from cleaner.arrow import clean_batch

    with pytest.raises(SettingsError, match="no column 'body'"):
        clean_batch(pa.table(ROWS), cleaner, text="body")


def test_pandas_frames_stay_frames(cleaner: Cleaner) -> None:
    pandas = pytest.importorskip("pandas")
    from cleaner.arrow import clean_batch

    frame = pandas.DataFrame({"text": [PAGE, None], "n": pandas.array([1, None], "Int64")}, index=["x", "y"])
    made = clean_batch(frame, cleaner)
    assert made["text"].iloc[0] == TEXT.rstrip("\n")
    assert pandas.isna(made["text"].iloc[1])
    assert list(made.index) == ["x", "y"]
    assert made["n"].dtype == frame["n"].dtype
    assert list(frame["text"]) == [PAGE, frame["text"].iloc[1]]  # what was given is left alone


def test_a_batch_without_rows_keeps_its_kind(cleaner: Cleaner) -> None:
    from cleaner.arrow import COLUMNS, clean_batch

    empty = pa.RecordBatch.from_pylist([], schema=pa.schema([("text", pa.string()), ("score", pa.int32())]))
    made = clean_batch(empty, cleaner)
    assert isinstance(made, pa.RecordBatch)
    assert made.schema.names == ["text", "score", *COLUMNS]
    assert made.schema.field("text").type == pa.string()


def test_what_is_no_batch_is_told(cleaner: Cleaner) -> None:
    from cleaner.arrow import clean_batch

    with pytest.raises(SettingsError, match="batch_format"):
        clean_batch({"text": [PAGE]}, cleaner)
    assert clean_batch(pa.table({"text": [7]}), cleaner)["cleaner_error"].to_pylist() == ["holds no text but int"]


@pytest.mark.parametrize("kind", ["pyarrow", "pandas"])
def test_ray_runs_it(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAY_AUTH_MODE", "disabled")
    ray = pytest.importorskip("ray")
    data = pytest.importorskip("ray.data")
    from cleaner.arrow import clean_batch

    ray.init(num_cpus=2, include_dashboard=False, ignore_reinit_error=True)
    made = data.from_arrow(pa.table(ROWS)).map_batches(partial(clean_batch), batch_format=kind)
    assert {row["text"] for row in made.take_all()} == {TEXT.rstrip("\n"), None, PROSE[2]}


@pytest.mark.parametrize("way", ["mapInArrow", "mapInPandas"])
def test_spark_runs_it(way: str, monkeypatch: pytest.MonkeyPatch) -> None:
    sql = pytest.importorskip("pyspark.sql")
    pytest.importorskip("pandas")
    if not shutil.which("java"):
        pytest.skip("Spark needs Java")
    from cleaner.arrow import COLUMNS, clean_batch

    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    spark = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    rows = spark.createDataFrame(list(zip(*ROWS.values(), strict=True)), "text string, url string, score long")
    schema = "text string, url string, score long, " + ", ".join(f"{name} string" for name in COLUMNS)
    made = getattr(rows, way)(lambda batches: map(clean_batch, batches), schema).collect()
    assert {row["text"] for row in made} == {TEXT.rstrip("\n"), None, PROSE[2]}
    assert sorted(row["score"] for row in made) == ROWS["score"]
