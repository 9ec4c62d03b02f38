"""Arrow batches in, Arrow batches out."""

import json
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
        "ar/print-share",
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

    made = clean_batch(pandas.DataFrame({"text": [PAGE]}), cleaner)
    assert list(made["text"]) == [TEXT.rstrip("\n")]


def test_ray_runs_it(cleaner: Cleaner) -> None:
    data = pytest.importorskip("ray.data")
    from cleaner.arrow import clean_batch

    made = data.from_arrow(pa.table(ROWS)).map_batches(partial(clean_batch), batch_format="pyarrow")
    assert {row["text"] for row in made.take_all()} == {TEXT.rstrip("\n"), None, PROSE[2]}
