"""Read and write pages as ``cleaner clean`` does, and do nothing between: the floor of the whole command.

usage: python benchmarks/plain_copy.py PAGES.jsonl COPY.jsonl | FOLDER COPY     (speed.py runs it)

A folder of .txt files makes NAME.txt and NAME.json for each.
"""

import os
import sys

import orjson


def copy_lines(source: str, target: str) -> None:
    with open(source, "rb") as lines, open(target, "wb") as out:
        for line in lines:
            out.write(orjson.dumps(orjson.loads(line), option=orjson.OPT_APPEND_NEWLINE))


def copy_folder(source: str, target: str) -> None:
    os.mkdir(target)
    with os.scandir(source) as entries:
        for entry in entries:
            with open(entry.path, "rb") as file:
                text = file.read().decode("utf-8")
            stem = os.path.join(target, entry.name.removesuffix(".txt"))
            with open(stem + ".txt", "wb") as file:
                file.write(text.encode("utf-8"))
            with open(stem + ".json", "wb") as file:
                file.write(orjson.dumps({"id": entry.name, "text": text}, option=orjson.OPT_INDENT_2))


if __name__ == "__main__":
    (copy_folder if os.path.isdir(sys.argv[1]) else copy_lines)(*sys.argv[1:])
