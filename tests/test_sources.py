"""Every way in: formats, compressions, fields, and what cannot be read."""

import bz2
import gzip
import json
import lzma
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest

from cleaner.errors import ReadError, SettingsError
from cleaner.sources import Fields, batches_of, find_inputs, pages_of, read_pages
from cleaner.sources.page import Page, Unreadable
from tests.conftest import PROSE

ROWS = [{"id": f"n/{n}", "url": f"https://example.com/{n}", "text": text, "score": n} for n, text in enumerate(PROSE)]


def lines(rows: list[dict[str, object]] = ROWS) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def pages(path: Path | str, fields: Fields | None = None, input_format: str | None = None) -> list[Page]:
    (found,) = find_inputs([path], input_format)
    pages = list(read_pages(found, fields or Fields()))
    for page in pages:
        if isinstance(page, Unreadable):
            raise ReadError(page.message)
    return pages


def zstd(data: bytes) -> bytes:
    return pytest.importorskip("zstandard").ZstdCompressor().compress(data)


@pytest.mark.parametrize(
    ("suffix", "pack"),
    [("", bytes), (".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress), (".zst", zstd)],
)
def test_compressed_files_are_what_they_hold(tmp_path: Path, suffix: str, pack: Callable[[bytes], bytes]) -> None:
    (tmp_path / f"page.txt{suffix}").write_bytes(pack(PROSE[0].encode()))
    (page,) = pages(tmp_path / f"page.txt{suffix}")
    assert (page.id, page.content) == ("page", PROSE[0].encode())
    (tmp_path / f"rows.jsonl{suffix}").write_bytes(pack(lines()))
    assert [page.content for page in pages(tmp_path / f"rows.jsonl{suffix}")] == list(PROSE)


def test_two_frames_or_members_are_one_file(tmp_path: Path) -> None:
    half = len(ROWS) // 2
    for suffix, pack in ((".gz", gzip.compress), (".zst", zstd)):
        (tmp_path / f"rows.jsonl{suffix}").write_bytes(pack(lines(ROWS[:half])) + pack(lines(ROWS[half:])))
        assert len(pages(tmp_path / f"rows.jsonl{suffix}")) == len(ROWS)


def test_records_keep_their_other_fields(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_bytes(lines())
    page = pages(tmp_path / "rows.jsonl")[1]
    assert (page.id, page.url, page.source) == ("n/1", "https://example.com/1", f"{tmp_path}/rows.jsonl:2")
    assert page.metadata is not None
    assert page.metadata.extra == {"input": {"score": 1}}


def test_fields_can_be_named(tmp_path: Path) -> None:
    row = {
        "text": "no",
        "x": PROSE[0],
        "h": "<p>a</p>",
        "b": b64encode(b"bytes").decode(),
        "u": "https://u.example",
        "i": 7,
    }
    (tmp_path / "rows.jsonl").write_bytes(lines([row]))
    (page,) = pages(tmp_path / "rows.jsonl", Fields(text="x", url="u", id="i"))
    assert (page.content, page.url, page.id, page.markup) == (PROSE[0], "https://u.example", "7", False)
    (page,) = pages(tmp_path / "rows.jsonl", Fields(html="h"))
    assert (page.content, page.markup, page.id) == ("<p>a</p>", True, "rows-1")
    (page,) = pages(tmp_path / "rows.jsonl", Fields(bytes="b"))
    assert page.content == b"bytes"


def test_a_bad_line_is_told_and_the_next_is_read(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_bytes(
        b'{"text": "one"}\n\nnot json\n[1]\n{"other": 1}\n{"text": 3}\n{"text": "two"}'
    )
    (batch,) = batches_of(find_inputs([tmp_path / "rows.jsonl"]))
    assert not isinstance(batch, Unreadable)
    found = list(pages_of(batch))
    assert [page.content for page in found if isinstance(page, Page)] == ["one", "two"]
    told = [page.message for page in found if isinstance(page, Unreadable)]
    assert [message.partition("rows.jsonl:")[2][:1] for message in told] == ["3", "4", "5", "6"]
    assert "--text-field" in told[2]


def test_parquet(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    parquet.write_table(pa.Table.from_pylist(ROWS), tmp_path / "rows.parquet")
    assert [(page.id, page.content) for page in pages(tmp_path / "rows.parquet")] == [
        (r["id"], r["text"]) for r in ROWS
    ]
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 nothing")
    with pytest.raises(ReadError, match="no readable parquet file"):
        pages(tmp_path / "bad.parquet")


def warc(kind: str, content_type: str, body: bytes, url: str, http: bytes = b"") -> bytes:
    block = http + body
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-01-22T10:00:00Z\r\n"
    head += (
        f"WARC-Record-ID: <urn:uuid:{url[-1]}>\r\nContent-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def test_web_archives(tmp_path: Path) -> None:
    pytest.importorskip("fastwarc")
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    lost = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n"
    image = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n"
    kind = "application/http; msgtype=response"
    records = (
        warc("response", kind, f"<p>{PROSE[0]}</p>".encode(), "https://example.com/1", http),
        warc("response", kind, b"<p>gone</p>", "https://example.com/2", lost),
        warc("response", kind, b"png", "https://example.com/3", image),
    )
    (tmp_path / "crawl.warc.gz").write_bytes(b"".join(map(gzip.compress, records)))
    (page,) = pages(tmp_path / "crawl.warc.gz")
    assert (page.id, page.url, page.markup) == ("1", "https://example.com/1", True)
    assert page.content == f"<p>{PROSE[0]}</p>".encode()
    assert page.metadata is not None
    assert page.metadata.extra["fetched"] == "2025-01-22T10:00:00Z"
    (tmp_path / "text.warc.wet").write_bytes(
        warc("conversion", "text/plain", PROSE[1].encode(), "https://example.com/4")
    )
    (page,) = pages(tmp_path / "text.warc.wet")
    assert (page.content, page.markup) == (PROSE[1].encode(), False)


def test_addresses_are_read_through_fsspec(tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec")
    memory = fsspec.filesystem("memory")
    memory.pipe("/crawl/deep/rows.jsonl.gz", gzip.compress(lines()))
    memory.pipe("/crawl/page.txt", PROSE[0].encode())
    assert [page.content for page in pages("memory://crawl/deep/rows.jsonl.gz")] == list(PROSE)
    assert [(found.id, found.format) for found in find_inputs(["memory://crawl"])] == [
        ("deep/rows", "jsonl"),
        ("page", "txt"),
    ]
    with pytest.raises(ReadError, match="cannot be read"):
        pages("memory://crawl/none.txt")


def test_a_file_that_ends_early_is_told_after_what_could_be_read(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl.gz").write_bytes(gzip.compress(lines())[:-20])
    found = list(batches_of(find_inputs([tmp_path / "rows.jsonl.gz"])))
    assert isinstance(found[-1], Unreadable)
    assert "rows.jsonl.gz: cannot be read" in found[-1].message


def test_a_missing_package_is_one_line_with_the_way_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, extra, module in (
        ("a.parquet", "parquet", "pyarrow"),
        ("a.warc", "warc", "fastwarc.warc"),
        ("a.txt.zst", "zstd", "zstandard"),
    ):
        monkeypatch.setitem(sys.modules, module, None)
        (tmp_path / name).write_bytes(b"x")
        with pytest.raises((SettingsError, ReadError), match=rf"pip install 'naqi\[{extra}\]'"):
            pages(tmp_path / name)
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(SettingsError, match=r"naqi\[fsspec\]"):
        find_inputs(["s3://bucket/x.jsonl"])


def test_names_of_every_kind_are_read(tmp_path: Path) -> None:
    names = ["with space.txt", "صفحة أولى.txt", "a.b.c.txt", "x" * 250 + ".txt"]
    for name in names:
        (tmp_path / name).write_bytes(b"text")
    (Path(str(tmp_path)) / "bad\udcff.txt").write_bytes(b"text")
    assert {found.id for found in find_inputs([tmp_path])} == {*(name[:-4] for name in names), "bad\udcff"}


def test_names_that_differ_in_suffix_only_are_told_apart(tmp_path: Path) -> None:
    for name in ("a.txt", "a.html", "a.txt.gz", "b.txt"):
        (tmp_path / name).write_bytes(b"")
    assert [found.id for found in find_inputs([tmp_path])] == ["a.html", "a.txt", "a.txt.gz", "b"]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")
def test_memory_stays_flat_whatever_the_size_of_a_file(tmp_path: Path) -> None:
    row = json.dumps({"text": "x" * 10_000}).encode() + b"\n"
    with (tmp_path / "big.jsonl").open("wb") as file:
        for _ in range(100):
            file.write(row * 100)
    code = (
        "import re, sys; from cleaner.sources import *\n"
        "n = sum(1 for b in batches_of(find_inputs([sys.argv[1]])) for p in pages_of(b))\n"
        # Not ru_maxrss, which starts with what the parent had.
        "print(n, int(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1]) // 1024)"
    )
    run = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    count, megabytes = map(int, run.stdout.split())
    assert count == 10_000
    assert megabytes < 100
