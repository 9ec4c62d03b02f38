"""What one way through texts costs beside reading and writing them as JSON; runs in an environment of its own.

usage: python benchmarks/runner.py WAY PAGES.jsonl [--rounds N] [--rules FOLDER]     (peers.py runs it)

The floor is ``orjson.loads`` and ``orjson.dumps`` of each line. Each round takes other pages, since a program may keep
in mind what it has seen, and runs floor and way one after the other; the fastest round counts. A way gets text in
memory and gives text in memory. Only cleaner also makes its record and puts it into JSON, which is part of its job.
Prints one JSON object. Imports nothing but the standard library, orjson and the peer.
"""

import argparse
import gc
import html
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import Any

import orjson

Row = Mapping[str, str]
Way = Callable[[Row], object]  # the text, the record as JSON, or None for a page that is dropped

LANGUAGE = "ar"  # of four pages in five; filters ask for one
STOP_WORDS = ["من", "في", "على", "إلى", "أن", "عن", "التي", "الذي", "هذا", "ما", "لا", "كان"]


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of CPU for a megabyte of JSON lines, and what became of the pages."""

    floor: float
    way: float
    pages: int
    dropped: int
    changed: int

    @property
    def ratio(self) -> float:
        """How many times the floor."""
        return self.way / self.floor


def measure(lines: Sequence[bytes], way: Way, rounds: int) -> Cost:
    """Run floor and way over the lines, a share of them each round; the first page of all warms up."""
    way(orjson.loads(lines[0]))
    floors, ways = [], []
    dropped = changed = 0
    for number in range(rounds):
        batch = lines[number::rounds]
        megabytes = sum(map(len, batch)) / 1e6
        rows = [orjson.loads(line) for line in batch]
        done: list[object] = []
        floors.append(_seconds(lambda line: orjson.dumps(orjson.loads(line)), batch, []) / megabytes)
        ways.append(_seconds(way, rows, done) / megabytes)
        for row, made in zip(rows, done, strict=True):
            text = orjson.loads(made)["text"] if isinstance(made, bytes) else made
            dropped += text is None
            changed += text is not None and text != row["text"]
    return Cost(min(floors), min(ways), len(lines), dropped, changed)


def _seconds(work: Callable[[Any], object], items: Sequence[Any], done: list[object]) -> float:
    gc.collect()
    start = time.process_time()
    done += map(work, items)
    return time.process_time() - start


def _cleaner(rules: str | None) -> Way:
    from cleaner import Cleaner, RuleSet

    cleaner = Cleaner(RuleSet.load(rules, bundled=True) if rules else RuleSet.bundled())
    return lambda row: orjson.dumps(cleaner.clean(row["text"], row["id"], row["url"]).to_record())


def _datatrove(*steps: Any) -> Way:
    from datatrove.data import Document

    def way(row: Row) -> str | None:
        document = Document(text=row["text"], id=row["id"])
        for step in steps:
            verdict = step.filter(document)
            if not (verdict[0] if isinstance(verdict, tuple) else verdict):
                return None
        return str(document.text)

    return way


def _c4() -> Way:
    from datatrove.pipeline.filters import C4QualityFilter

    return _datatrove(C4QualityFilter(language=LANGUAGE))


def _fineweb() -> Way:
    from datatrove.pipeline.filters import FineWebQualityFilter

    return _datatrove(FineWebQualityFilter(language=LANGUAGE))


def _gopher_quality() -> Way:
    from datatrove.pipeline.filters import GopherQualityFilter

    return _datatrove(GopherQualityFilter(stop_words=STOP_WORDS, language=LANGUAGE))


def _gopher_repetition() -> Way:
    from datatrove.pipeline.filters import GopherRepetitionFilter

    return _datatrove(GopherRepetitionFilter(language=LANGUAGE))


def _datatrove_ftfy() -> Way:
    from datatrove.pipeline.formatters import FTFYFormatter

    step = FTFYFormatter()
    return lambda row: step.format(row["text"])


def _justext() -> Way:
    from justext import get_stoplist, justext

    stop_words = get_stoplist("Arabic")

    def way(row: Row) -> str:
        body = "".join(f"<p>{html.escape(line)}</p>" for line in row["text"].split("\n"))
        paragraphs = justext(f"<html><body>{body}</body></html>", stop_words)
        return "\n".join(part.text for part in paragraphs if not part.is_boilerplate)

    return way


def _ftfy() -> Way:
    from ftfy import fix_text

    return lambda row: fix_text(row["text"])


def _clean_text() -> Way:
    from cleantext import clean

    return lambda row: clean(row["text"], to_ascii=False, lower=False)


def _hojichar() -> Way:
    from hojichar import Compose, document_filters

    names = ("DocumentNormalizer", "DocumentLengthFilter", "SingleCharacterRepetitionFilter", "DiscardTooShortLines",
             "DiscardTooManyEndingEllipsis", "CharRepetitionRatioFilter", "MaskPersonalInformation")  # fmt: skip
    steps = Compose([getattr(document_filters, name)() for name in names])
    return lambda row: steps(row["text"]) or None  # a dropped page comes back as an empty string


# What can be measured, by name: the distribution that it comes in, and what makes it.
WAYS: Mapping[str, tuple[str, Callable[[], Way]]] = {
    "datatrove C4 quality filter": ("datatrove", _c4),
    "datatrove FineWeb quality filter": ("datatrove", _fineweb),
    "datatrove Gopher quality filter": ("datatrove", _gopher_quality),
    "datatrove Gopher repetition filter": ("datatrove", _gopher_repetition),
    "datatrove ftfy step": ("datatrove", _datatrove_ftfy),
    "jusText": ("jusText", _justext),
    "ftfy alone": ("ftfy", _ftfy),
    "clean-text": ("clean-text", _clean_text),
    "HojiChar": ("hojichar", _hojichar),
}
OURS = "cleaner"


def main() -> None:
    """Print what a way costs."""
    options = argparse.ArgumentParser()
    options.add_argument("way", choices=[*WAYS, OURS])
    options.add_argument("pages")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--rules")
    given = options.parse_args()
    with open(given.pages, "rb") as file:
        lines = file.readlines()
    distribution, make = WAYS.get(given.way, ("naqi", lambda: _cleaner(given.rules)))
    cost = measure(lines, make(), given.rounds)
    found = {**asdict(cost), "version": version(distribution)}
    sys.stdout.buffer.write(orjson.dumps(found, option=orjson.OPT_APPEND_NEWLINE))


if __name__ == "__main__":
    main()
