"""The same corpus through every way in and every way out gives the same texts."""

import bz2
import functools
import gzip
import http.server
import json
import lzma
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cleaner import Cleaner
from cleaner.pipeline import Finish, done_batches, run
from cleaner.sinks import SINKS
from cleaner.sources import batches_of, find_inputs
from tests.conftest import PROSE
from tests.test_clean_cli import PAGE
from tests.test_sinks import rows
from tests.test_sources import warc, zstd

PAGES = {
    name: f"{PAGE}\n{text}"
    for name, text in zip(("plain", "with space", "صفحة أولى", "a.b-c", "Ünïcode"), PROSE, strict=False)
}
PACKS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstd,
}
LINES = "".join(json.dumps({"id": name, "text": text}) + "\n" for name, text in PAGES.items()).encode()
OUT = {"txt": "out", "jsonl": "out.jsonl", "jsonl.gz": "out.jsonl.gz", "jsonl.zst": "out.jsonl.zst",
       "parquet": "out.parquet", "dolma": "out"}  # fmt: skip


@pytest.fixture(scope="module")
def wanted(cleaner: Cleaner) -> dict[str, str]:
    texts = {name: cleaner.clean(text).text for name, text in PAGES.items()}
    assert all(len(texts[name]) < len(PAGES[name]) for name in PAGES)
    return texts


def sent(cleaner: Cleaner, source: Path | str, form: str, target: Path, workers: int = 1) -> dict[str, str]:
    """Clean a source into a folder or file, and read the texts back, by id."""
    sink = SINKS[form.partition(".")[0]](target, False, 0)
    sink.check([])
    batches = batches_of(find_inputs([source]))
    summary = run(done_batches(cleaner, batches, workers, finish=Finish(sink.encode)), sink)
    assert summary.failures == []
    if form == "txt":
        records = [json.loads(path.read_bytes()) for path in target.rglob("*.json")]
        return {record["id"]: record["text"] for record in records}
    if form == "dolma":
        spans = {row["id"]: row["attributes"] for row in rows(target / "attributes/cleaner/part.jsonl.gz")}
        return {row["id"]: cut(row["text"], spans[row["id"]]) for row in rows(target / "documents/part.jsonl.gz")}
    return {record["id"]: record["text"] for record in rows(target)}


def cut(text: str, attributes: dict[str, Any]) -> str:
    for start, end, _ in reversed(attributes["cleaner__removed"]):
        text = text[:start] + text[end:]
    return text


def made(kind: str, folder: Path) -> Path:
    """Write the pages in a format; return where they are."""
    folder.mkdir()
    form, _, packing = kind.partition(".")
    pack = PACKS[f".{packing}" if packing else ""]
    if form == "txt":
        for name, text in PAGES.items():
            (folder / f"{name}.txt{kind[3:]}").write_bytes(pack(text.encode()))
    elif form == "jsonl":
        (folder / f"rows.{kind}").write_bytes(pack(LINES))
    elif form == "wet":
        pytest.importorskip("fastwarc")
        records = [warc("conversion", "text/plain", text.encode(), f"https://example.com/{n}")
                   for n, text in enumerate(PAGES.values())]  # fmt: skip
        (folder / f"crawl.{kind}").write_bytes(b"".join(map(pack, records)))
    else:
        pa = pytest.importorskip("pyarrow")
        from pyarrow import parquet

        table = pa.Table.from_pylist([{"id": name, "text": text} for name, text in PAGES.items()])
        parquet.write_table(table, folder / "rows.parquet")
    return folder


@pytest.mark.parametrize(
    "kind", [f"{form}{pack}" for form in ("txt", "jsonl") for pack in PACKS] + ["parquet", "wet.gz"]
)
def test_every_way_in(kind: str, cleaner: Cleaner, wanted: dict[str, str], tmp_path: Path) -> None:
    found = sent(cleaner, made(kind, tmp_path / "in"), "jsonl", tmp_path / "out.jsonl")
    if kind.startswith("wet"):  # its records have ids of their own
        assert sorted(found.values()) == sorted(wanted.values())
    else:
        assert found == wanted


@pytest.mark.parametrize("form", OUT)
def test_every_way_out(form: str, cleaner: Cleaner, wanted: dict[str, str], tmp_path: Path) -> None:
    if form in ("parquet", "jsonl.zst"):
        pytest.importorskip("pyarrow" if form == "parquet" else "zstandard")
    source = made("txt", tmp_path / "in")
    for workers in (1, 2):
        assert sent(cleaner, source, form, tmp_path / str(workers) / OUT[form], workers) == wanted
        if form == "txt":
            texts = {
                path.name[:-4]: path.read_text("utf-8") for path in (tmp_path / str(workers) / "out").glob("*.txt")
            }
            assert texts == {name: text + "\n" for name, text in wanted.items()}


@pytest.fixture
def address(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Serve the folder ``in`` on this machine; gives the address of a name in it, by protocol."""
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(tmp_path / "in"))
    handler.log_message = lambda *args: None  # type: ignore[attr-defined]
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def of(protocol: str) -> str:
        if protocol == "http":
            pytest.importorskip("aiohttp")
            return f"http://127.0.0.1:{server.server_port}/rows.jsonl.gz"
        if protocol == "file":
            return f"file://{tmp_path}/in"
        memory = pytest.importorskip("fsspec").filesystem("memory")
        for path in (tmp_path / "in").iterdir():
            memory.pipe(f"/{tmp_path.name}/{path.name}", path.read_bytes())
        return f"memory://{tmp_path.name}/*.gz"

    yield of
    server.shutdown()


@pytest.mark.parametrize("protocol", ["file", "memory", "http"])
@pytest.mark.parametrize("kind", ["jsonl.gz", "txt.gz"])
def test_every_address(
    protocol: str, kind: str, address: Callable[[str], str], cleaner: Cleaner, wanted: dict[str, str], tmp_path: Path
) -> None:
    pytest.importorskip("fsspec")
    if (protocol, kind) == ("http", "txt.gz"):
        pytest.skip("a web server lists no files")
    made(kind, tmp_path / "in")
    assert sent(cleaner, address(protocol), "jsonl", tmp_path / "out.jsonl") == wanted
