"""What users hand in and name as output by mistake: everything is read that can be, and nothing is lost."""

import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cleaner import Cleaner
from cleaner.decode import decode
from cleaner.errors import ReadError
from cleaner.extraction.facts import read_facts
from cleaner.extraction.marks import read_marks
from cleaner.extraction.parsing import parse
from cleaner.sinks.folder import safe_name
from cleaner.sources import find_inputs, read_pages
from tests.conftest import PROSE, ROOT

BAD_ADDRESSES = ("http://[x/", "http://[abc]/", "//[x", "http://\u2100.com")


def run(*args: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "cleaner", *map(str, args)]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(command, capture_output=True, cwd=cwd, env=env, timeout=300)


def refused(done: subprocess.CompletedProcess[bytes], *words: str) -> bool:
    said = done.stderr.decode()
    assert "Traceback" not in said
    assert all(word in said for word in words), said
    return done.returncode == 2


def rows(path: Path, *records: object) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return path


@pytest.mark.parametrize("url", BAD_ADDRESSES)
def test_an_address_that_is_none_names_no_host(cleaner: Cleaner, url: str) -> None:
    assert cleaner.clean(PROSE[0], url=url).metadata.hostname is None


@pytest.mark.parametrize("url", BAD_ADDRESSES)
def test_markup_that_names_such_an_address_is_read(url: str) -> None:
    markup = f'<html><head><meta property="og:url" content="{url}"><link rel="canonical" href="{url}"></head></html>'
    tree = parse(markup)
    assert read_facts(tree, read_marks(tree), None)[0].hostname is None


def test_one_bad_record_does_not_end_a_run(tmp_path: Path) -> None:
    source = rows(tmp_path / "u.jsonl", {"text": "a"}, {"text": "b", "url": "http://[x/"}, {"text": "c"})
    done = run("clean", source, "--format", "jsonl", "-o", tmp_path / "out.jsonl")
    assert done.returncode == 0, done.stderr.decode()
    assert len((tmp_path / "out.jsonl").read_bytes().splitlines()) == 3


@pytest.mark.parametrize("command", ["clean", "survey"])
def test_what_is_passed_over_is_named(tmp_path: Path, command: str) -> None:
    folder, elsewhere = tmp_path / "pages", tmp_path / "elsewhere"
    folder.mkdir(), elsewhere.mkdir()
    (folder / "a.txt").write_text(PROSE[0], "utf-8")
    rows(folder / "notes.jsonl", {"text": PROSE[1]})
    (folder / "link").symlink_to(elsewhere)
    done = run(command, folder, "-o", tmp_path / "out")
    said = done.stderr.decode()
    assert done.returncode == 0, said
    assert "notes.jsonl: jsonl beside pages" in said
    assert "link: a link to a folder" in said


def test_a_folder_that_cannot_be_listed_fails_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "a.txt").write_text(PROSE[0], "utf-8")
    scandir = os.scandir

    def closed(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    found = find_inputs([tmp_path])
    assert [item.id for item in found] == ["a", "closed"]
    with pytest.raises(ReadError, match="closed: not a regular file"):
        list(read_pages(found[1]))


@pytest.mark.parametrize("name", ["page.txt", "rows.jsonl"])
@pytest.mark.parametrize("kept", [0.5, 0.99])
def test_zstd_that_was_cut_off_is_not_whole(tmp_path: Path, name: str, kept: float) -> None:
    zstandard = pytest.importorskip("zstandard")
    text = "\n".join(json.dumps({"text": f"{number} {number * 7919 % 104729}"}) for number in range(5000))
    packed = zstandard.ZstdCompressor().compress(text.encode())
    path = tmp_path / f"{name}.zst"
    path.write_bytes(packed[: int(kept * len(packed))])
    (found,) = find_inputs([path])
    messages = []
    try:
        messages = [page.message for page in read_pages(found) if hasattr(page, "message")]
    except ReadError as error:
        messages = [str(error)]
    assert any("cut off" in message for message in messages)
    path.write_bytes(packed)
    assert not any(hasattr(page, "message") for page in read_pages(found))


@pytest.mark.parametrize("option", ["-o", "--report"])
def test_an_input_is_never_written_over(tmp_path: Path, option: str) -> None:
    source = rows(tmp_path / "in.jsonl", {"text": PROSE[0]})
    before = source.read_bytes()
    output = () if option == "-o" else ("-o", tmp_path / "out.jsonl")
    assert refused(run("clean", source, "--format", "jsonl", "--force", *output, option, source), "lies in the input")
    assert refused(run("survey", source, "-o", source, "--force"), "lies in the input")
    assert source.read_bytes() == before


def test_a_report_takes_the_place_of_reports_only(tmp_path: Path) -> None:
    source = rows(tmp_path / "in.jsonl", {"text": PROSE[0]})
    report = tmp_path / "notes.html"
    report.write_text("my notes", "utf-8")
    asked = ("clean", source, "--format", "jsonl", "-o", tmp_path / "out.jsonl", "--report", report)
    assert refused(run(*asked), "no report of an earlier run")
    assert not (tmp_path / "out.jsonl").exists()
    assert run(*asked, "--force").returncode == 0
    assert run(*asked).returncode == 0
    assert refused(run(*asked[:-1], tmp_path), "not a regular file")


def test_a_survey_takes_the_place_of_surveys_only(tmp_path: Path) -> None:
    source = rows(tmp_path / "in.jsonl", {"text": PROSE[0]})
    notes = rows(tmp_path / "notes.json", {"a": 1}, {"b": 2})
    assert refused(run("survey", source, "-o", notes), "exists and is no survey")


def test_a_survey_goes_on_behind_a_broken_record(tmp_path: Path) -> None:
    source = tmp_path / "s.jsonl"
    source.write_text('{"text":"a"}\nbroken\n{"text":"b"}\n', "utf-8")
    done = run("survey", source, "-o", tmp_path / "s.json")
    assert done.returncode == 1
    assert "2 documents counted, 1 failed" in done.stderr.decode()
    assert done.stderr.decode().count("s.jsonl:2") == 1


def test_nothing_but_files_is_written(tmp_path: Path) -> None:
    source = rows(tmp_path / "in.jsonl", {"text": PROSE[0]})
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    link = tmp_path / "link.jsonl"
    link.symlink_to(tmp_path / "elsewhere.jsonl")
    for force in ((), ("--force",)):
        asked = ("clean", source, "--format", "jsonl", *force, "-o")
        assert refused(run(*asked, pipe), "not a regular file")
        assert refused(run(*asked, link), "a link; name the file itself")
        assert refused(run(*asked, "s3://bucket/out.jsonl", cwd=tmp_path), "only local files")
        assert refused(run(*asked, "file:///tmp/out.jsonl", cwd=tmp_path), "only local files")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "link.jsonl", "pipe"]


@pytest.mark.parametrize("name", ["o.jsonl.bz2", "o.jsonl.xz", "o.parquet.gz"])
def test_a_name_says_what_is_in_the_file(tmp_path: Path, name: str) -> None:
    kind = name.split(".")[1]
    if kind == "parquet":
        pytest.importorskip("pyarrow")
    source = rows(tmp_path / "in.jsonl", {"text": PROSE[0]})
    assert refused(run("clean", source, "--format", kind, "-o", tmp_path / name), "nothing is written as")


def test_ids_that_are_file_and_folder_at_once(tmp_path: Path) -> None:
    source = rows(tmp_path / "in.jsonl", *({"id": name, "text": name} for name in ("x", "x.txt/y", "x.json/y", "z")))
    done = run("clean", source, "-o", tmp_path / "out")
    assert done.returncode == 0, done.stderr.decode()
    assert len([*(tmp_path / "out").rglob("*.txt")]) == 4
    assert safe_name("a.b/x.txt") == "a.b/x.txt"


def test_pages_of_archives_are_unpacked(tmp_path: Path) -> None:
    pytest.importorskip("fastwarc")
    body = gzip.compress(f"<html><body><p>{PROSE[0]}</p></body></html>".encode())
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\n"
    http += b"Content-Length: %d\r\n\r\n" % len(body) + body
    head = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
    head += b"WARC-Target-URI: http://example.com/\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
    head += b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n" % len(http)
    (tmp_path / "c.warc").write_bytes(head + http + b"\r\n\r\n")
    (found,) = find_inputs([tmp_path / "c.warc"])
    (page,) = read_pages(found)
    assert PROSE[0].encode() in page.content


def test_a_null_in_a_text_is_no_other_encoding() -> None:
    text = PROSE[0] + "\0" + PROSE[1]
    assert decode(text.encode()).text == text
    assert "\0" not in Cleaner().clean(text.encode()).text


def test_a_record_without_its_text_says_so(tmp_path: Path) -> None:
    source = rows(tmp_path / "in.jsonl", {"id": "1", "text": None})
    (page,) = read_pages(*find_inputs([source]))
    assert page.message.endswith("the field 'text' is null; leave the record out")


def test_the_readme_holds_what_it_promises(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    (rules,) = re.findall(r"```yaml\n(# mine\.yaml\n.*?)```", readme, re.DOTALL)
    (tmp_path / "mine.yaml").write_text(rules, "utf-8")
    for command in ("test", "lint"):
        done = run("rules", command, tmp_path / "mine.yaml")
        assert done.returncode == 0, done.stdout + done.stderr
    ignored = re.search(r"--ignore (\S+)`", readme)
    assert ignored
    (tmp_path / "a.txt").write_text(PROSE[0], "utf-8")
    assert run("clean", tmp_path / "a.txt", "--ignore", ignored[1], "--dry-run").returncode == 0




def test_records_above_damage_in_an_archive_are_read(tmp_path: Path) -> None:
    pytest.importorskip("fastwarc")
    body = PROSE[0].encode()
    head = b"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
    head += b"WARC-Date: 2024-01-01T00:00:00Z\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n" % len(body)
    (tmp_path / "c.wet").write_bytes(2 * (head + body + b"\r\n\r\n") + b"what is no record\r\n\r\n")
    *pages, damage = read_pages(*find_inputs([tmp_path / "c.wet"]))
    assert [page.content for page in pages] == [body, body]
    assert "no readable web archive" in damage.message
