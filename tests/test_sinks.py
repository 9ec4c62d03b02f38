"""Every way out: formats, shards, names, and going on after a run that was cut off."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cleaner import Cleaner
from cleaner.errors import WriteError
from cleaner.pipeline import records
from cleaner.sinks import SINKS
from cleaner.sinks.dolma import uncut
from cleaner.sinks.folder import safe_name
from cleaner.sinks.jsonl import jsonl_sink
from cleaner.sinks.sharded import first_line
from tests.conftest import PROSE

FILES = {"jsonl": "out.jsonl", "jsonl.gz": "out.jsonl.gz", "jsonl.zst": "out.jsonl.zst", "parquet": "out.parquet"}


@pytest.fixture(scope="module")
def made(cleaner: Cleaner) -> list[dict[str, Any]]:
    pages = (f"شارك\n\n{PROSE[n % 5]}\n\n{PROSE[(n + 1) % 5]}\n\nمقالات مشابهة\n\n  • سوق {n}\n" for n in range(6))
    return [record for n, page in enumerate(pages) for record in records(cleaner.clean(page, id=f"page-{n}"))]


def many(made: list[dict[str, Any]], count: int = 30) -> list[dict[str, Any]]:
    return [{**made[n % len(made)], "id": f"page-{n}"} for n in range(count)]


def sink_for(name: str, folder: Path, shard_bytes: int = 0) -> Any:
    if name in ("parquet", "jsonl.zst"):
        pytest.importorskip("pyarrow" if name == "parquet" else "zstandard")
    return SINKS[name.partition(".")[0]](folder / FILES.get(name, name), False, shard_bytes)


def written(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def rows(path: Path) -> Iterator[dict[str, Any]]:
    if path.suffix == ".parquet":
        from pyarrow import parquet

        yield from parquet.read_table(path).to_pylist()
        return
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    elif path.suffix == ".zst":
        import zstandard

        data = zstandard.ZstdDecompressor().stream_reader(data, read_across_frames=True).read()
    yield from map(json.loads, data.splitlines())


@pytest.mark.parametrize("name", [*FILES])
def test_every_format_holds_the_same_records(name: str, made: list[dict[str, Any]], tmp_path: Path) -> None:
    sink = sink_for(name, tmp_path)
    sink.check([])
    for record in made:
        sink.write(sink.encode([record]))
        sink.checkpoint()
    sink.write(sink.encode([]))
    sink.close()
    assert list(written(tmp_path)) == [FILES[name]]
    found = list(rows(tmp_path / FILES[name]))
    if name == "parquet":
        for row in found:
            row["metadata"]["extra"] = json.loads(row["metadata"]["extra"])
    assert found == made
    again = sink_for(name, tmp_path)
    again.check([])  # its own output may be written again
    again.abandon()


def test_dolma_keeps_the_text_and_tells_the_spans(made: list[dict[str, Any]], tmp_path: Path) -> None:
    sink = sink_for("dolma", tmp_path / "out")
    sink.check([])
    sink.write(sink.encode(made))
    sink.close()
    documents = list(rows(tmp_path / "out/dolma/documents/part.jsonl.gz"))
    attributes = list(rows(tmp_path / "out/dolma/attributes/cleaner/part.jsonl.gz"))
    for record, document, spans in zip(made, documents, attributes, strict=True):
        assert document["text"] == uncut(record)
        assert record["removed"]
        cut = [document["text"][start:end] for start, end, _ in spans["attributes"]["cleaner__removed"]]
        assert cut == [removal["text"] for removal in record["removed"]]


@pytest.mark.parametrize("name", [*FILES, "dolma"])
@pytest.mark.parametrize("shard_bytes", [0, 6000])
def test_a_run_cut_off_anywhere_goes_on_to_the_same_bytes(
    name: str, shard_bytes: int, made: list[dict[str, Any]], tmp_path: Path
) -> None:
    batches = [many(made)[at : at + 4] for at in range(0, 28, 4)]

    def write(folder: Path, states: list[Any], upto: int, resume: bool = False) -> Any:
        sink = sink_for(name, folder, shard_bytes)
        sink.check([], resume)
        if resume:
            sink.restore(states)
        for batch in batches[len(states) : upto]:
            sink.write(sink.encode(batch))
            states.append(sink.checkpoint())
        return sink

    whole = write(tmp_path / "whole", [], len(batches))
    whole.close()
    for upto in (1, 3, 5, 7):
        folder = tmp_path / str(upto)
        states: list[Any] = []
        broken = write(folder, states, upto)
        if upto < len(batches):
            broken.write(broken.encode(batches[upto][:2]))  # never noted
        broken.abandon(keep=True)
        rest = write(folder, states, len(batches), resume=True)
        last = rest.checkpoint(last=True)
        rest.close()
        if upto == 5:  # killed after the end was noted and done
            again = sink_for(name, folder, shard_bytes)
            again.check([], True)
            again.restore([*states, last])
            again.close()
        assert written(folder) == written(tmp_path / "whole")


def test_shards_are_of_the_size_asked_for_and_old_ones_go(made: list[dict[str, Any]], tmp_path: Path) -> None:
    for count, shards in ((30, None), (4, 1)):
        sink = jsonl_sink(tmp_path / "out.jsonl", shard_bytes=5000)
        sink.check([])
        for record in many(made, count):
            sink.write(sink.encode([record]))
            sink.checkpoint()
        sink.close()
        names = sorted(path.name for path in tmp_path.iterdir())
        assert names[0] == "out-00000.jsonl"
        assert len(names) == shards or (shards is None and len(names) > 3)
        assert sum(len(list(rows(tmp_path / name))) for name in names) == count


def test_what_no_run_wrote_is_left_alone(made: list[dict[str, Any]], tmp_path: Path) -> None:
    (tmp_path / "out-00003.jsonl").write_text("my notes\n")
    with pytest.raises(WriteError, match="--force"):
        jsonl_sink(tmp_path / "out.jsonl", shard_bytes=5000).check([])
    (tmp_path / "out.jsonl.gz").write_bytes(b"\x1f\x8bnothing")
    with pytest.raises(WriteError, match="--force"):
        jsonl_sink(tmp_path / "out.jsonl.gz").check([])


def test_records_of_one_id_get_names_of_their_own(made: list[dict[str, Any]], tmp_path: Path) -> None:
    for _ in range(2):
        sink = SINKS["txt"](tmp_path / "out", False, 0)
        sink.check([])
        sink.write(sink.encode([made[0], made[0], {**made[0], "id": "PAGE-0"}]))
        sink.close()
        names = sorted(path.stem for path in (tmp_path / "out").glob("*.txt"))
        assert names == ["PAGE-0-3", "page-0", "page-0-2"]  # apart where a file system takes both cases for one, too


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "https://example.com/a?b=c",
        "a\0b",
        "..",
        "",
        "ص" * 300,
        "a/" + "b" * 400,
        "bad\udcff",
        "half\ud83d",
        ".cleaner-run.json",
    ],
)
def test_any_id_becomes_a_file_below_the_folder(name: str, made: list[dict[str, Any]], tmp_path: Path) -> None:
    sink = SINKS["txt"](tmp_path / "out", False, 0)
    for _ in range(2):
        sink = SINKS["txt"](tmp_path / "out", False, 0)
        sink.check([])
        sink.write(sink.encode([{**made[0], "id": name}]))
        sink.close()
    (text,) = [path for path in (tmp_path / "out").rglob("*") if path.suffix == ".txt"]
    assert text.read_text("utf-8") == made[0]["text"] + "\n"
    json.loads((tmp_path / "out" / f"{safe_name(name)}.json").read_bytes())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


def test_the_first_line_of_a_compressed_file(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(gzip.compress(b"one\ntwo\n"))
    assert first_line(tmp_path / "a.gz") == b"one\n"
