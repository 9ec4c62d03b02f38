"""Pages and rule files to measure with: invented, drawn by number from a seed, so the same on every machine.

Body text recombines words of the running text of the pages in corpus/: no two body lines are alike, as on the web, and
what is kept in mind of one page does not help with the body of the next. Every second page carries chrome before,
inside and after its text: strip examples of the rules. What captures nothing is furniture, the same on all pages of a
site; dates, names and headlines differ from page to page. Three pages in a hundred are damaged: UTF-8 read as
windows-1256 or latin-1, the whole page or one line. A change of rules or of corpus/ changes what is drawn.
"""

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import orjson
import yaml

from cleaner.folding import fold
from cleaner.repair import repair_text

PROJECT = Path(__file__).resolve().parent.parent
CORPUS, BUNDLED = PROJECT / "corpus", PROJECT / "rules"
SITES = 40
OTHERS = ("en", "fr", "fa", "ur")  # one site in five has one of these languages, the others are Arabic
KINDS = ("clean", "chrome", "damaged")
DAMAGED = (16, 49, 83)  # of each hundred pages
PROSE = 15  # words of a line of the sample pages that is running text
LENGTH = (1500, 3500)  # characters of a page
OWN_LINES = 3  # of a site's furniture, from generated rules
RULES_A_FILE = 25

_EDGES = ".,:;!?\"'()-/|{}\u060c\u061b\u061f\u06d4\u00ab\u00bb\u201c\u201d\u2013\u2014\u2026"
_YEAR, _MINUTE = re.compile(r"\b20[012]\d\b"), re.compile(r"(?<=:)[0-5]\d\b")
_MARKS = {"en": ", .", "fr": ", .", "ur": "\N{ARABIC COMMA} \N{ARABIC FULL STOP}"}  # comma, space, full stop
_NO_LINE = frozenset({"same_as", "repeat", "headline", "css", "xpath", "keep"})
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # strings only, as the rule format has it
_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_SAMPLES = {
    "ar": {"name": "ليلى حمدان", "date": "12 مارس 2024"},
    "fa": {"name": "مریم حسینی", "date": "12 مارس 2024"},
    "ur": {"name": "علی حسن", "date": "12 مارچ 2024"},
    "en": {"name": "Maud Ellery", "date": "12 March 2024"},
    "fr": {"name": "Claire Martin", "date": "12 mars 2024"},
}


@cache
def words(language: str) -> tuple[str, ...]:
    """Return the words of the running text of the sample pages in a language, as often as they stand there."""
    found: list[str] = []
    for path in sorted((CORPUS / language).glob("*.txt")):
        text = path.read_bytes().decode("utf-8", "replace")
        if "\N{REPLACEMENT CHARACTER}" in text or repair_text(text).text != text:  # a damaged page
            continue
        for line in text.split("\n"):
            if len(line.split()) >= PROSE:
                found += [word for part in line.split() if any(map(str.isalnum, word := part.strip(_EDGES)))]
    return tuple(found)


def phrase(rng: random.Random, language: str, least: int, most: int) -> str:
    """Return some words without marks."""
    return " ".join(rng.choices(words(language), k=rng.randint(least, most)))


def sentence(rng: random.Random, language: str) -> str:
    """Return a sentence of 8 to 24 words."""
    clauses = [phrase(rng, language, 4, 12) for _ in range(2)]
    marks = _MARKS.get(language, "\N{ARABIC COMMA} .")
    return marks[:-1].join(clauses) + marks[-1]


def paragraph(rng: random.Random, language: str) -> str:
    """Return one to three sentences."""
    return " ".join(sentence(rng, language) for _ in range(rng.randint(1, 3)))


@dataclass(frozen=True, slots=True)
class Page:
    """One page; ``kind`` is one of ``KINDS``."""

    id: str
    url: str
    text: str
    kind: str

    def line(self) -> bytes:
        """Return the page as a line of JSON."""
        row = {"id": self.id, "url": self.url, "text": self.text}
        return orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE)


@dataclass(frozen=True, slots=True)
class Chrome:
    """A strip example of a rule: where it stands, and whether a list of headlines follows."""

    text: str
    place: str
    heading: bool
    own: bool

    def lines(self, rng: random.Random, language: str) -> list[str]:
        """Return the line, and below a heading what a site lists there."""
        following = rng.randint(2, 5) if self.heading else 0
        return [self.text, *(phrase(rng, language, 4, 8) for _ in range(following))]


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages of a site share."""

    language: str
    header: tuple[Chrome, ...]
    inside: tuple[Chrome, ...]
    footer: tuple[Chrome, ...]
    gap: str


class Pages:
    """Pages by number. The chrome is strip examples of the bundled rules, with some of the rule files in ``own``."""

    def __init__(self, own: Path, seed: int = 7) -> None:
        self.seed = seed
        self.fixed: dict[str, list[Chrome]] = {}
        self.varying: dict[str, list[Chrome]] = {}
        for folder in (BUNDLED, own):
            for file in rule_files(folder):
                for rule in file["rules"]:
                    if _NO_LINE.isdisjoint(rule):
                        home = self.varying if "capture" in rule else self.fixed
                        for language in _listed(file.get("lang", "ar")):
                            home.setdefault(language, []).extend(_chrome(rule, own=folder == own))
        self.sites = [self._site(number) for number in range(SITES)]

    def _site(self, number: int) -> Site:
        rng = random.Random(f"{self.seed}-site-{number}")
        language = OTHERS[number // 5 % len(OTHERS)] if number % 5 == 4 else "ar"

        def drawn(count: int, *places: str, own: bool = False) -> tuple[Chrome, ...]:
            found = [chrome for chrome in self.fixed[language] if chrome.place in places and chrome.own == own]
            return tuple(rng.sample(found, min(count, len(found))))

        return Site(
            language,
            drawn(rng.randint(2, 6), "before", "anywhere"),
            drawn(2, "inside", "anywhere"),
            drawn(rng.randint(3, 8), "after", "anywhere") + drawn(OWN_LINES, "after", "anywhere", own=True),
            rng.choice(("\n", "\n\n")),
        )

    def page(self, number: int) -> Page:
        """Return a page; the same number gives the same page."""
        rng = random.Random(f"{self.seed}-page-{number}")
        damaged = number % 100 in DAMAGED
        at = rng.randrange(SITES)
        while damaged and self.sites[at].language == "en":  # ASCII is the same in every encoding
            at = rng.randrange(SITES)
        kind = "damaged" if damaged else "chrome" if number % 2 else "clean"
        text = self._text(rng, self.sites[at], bool(number % 2))
        name = f"site-{at:02}/{number:07}"
        return Page(name, f"https://site-{at:02}.example/{number}", damage(rng, text) if damaged else text, kind)

    def pages(self, count: int, first: int = 0) -> Iterator[Page]:
        """Yield pages in a row."""
        return map(self.page, range(first, first + count))

    def _text(self, rng: random.Random, site: Site, chrome: bool) -> str:
        language = site.language
        headline = phrase(rng, language, 5, 9)
        before = after = inside = []
        if chrome:
            before = [*_laid(rng, language, site.header), headline, *self._varying(rng, language, "before", 2)]
            inside = _laid(rng, language, (rng.choice(site.inside),))
            after = [*self._varying(rng, language, "after", 1), *_laid(rng, language, site.footer)]
        elif rng.random() < 0.5:
            before = [headline]
        length = rng.randint(*LENGTH) - sum(map(len, (*before, *inside, *after)))
        body = [paragraph(rng, language) for _ in range(3)]
        while sum(map(len, body)) < length:
            body.append(paragraph(rng, language))
        if inside:
            body.insert(rng.randrange(2, len(body)), "\n".join(inside))
        return "\n".join((*before, site.gap.join(body), *after))

    def _varying(self, rng: random.Random, language: str, place: str, most: int) -> list[str]:
        found = [chrome for chrome in self.varying[language] if chrome.place == place and not chrome.own]
        return [_redated(rng, chrome.text) for chrome in rng.sample(found, min(most, len(found)))]


def damage(rng: random.Random, text: str) -> str:
    """Return text whose UTF-8 bytes were read as another encoding: all of it, or one line."""
    encoding = rng.choice(("cp1256", "latin-1"))
    lines = text.split("\n")
    longest = max(range(len(lines)), key=lambda at: len(lines[at]))
    for at in range(len(lines)) if rng.random() < 0.5 else (longest,):
        lines[at] = lines[at].encode("utf-8").decode(encoding)
    return "\n".join(lines)


def _chrome(rule: Mapping[str, Any], own: bool) -> Iterator[Chrome]:
    where = rule.get("where", {})
    if where.get("zone") in ("top", "head", "before_article"):
        place = "before"
    elif where.get("zone") in ("tail", "after_article") or "after_body" in where:
        place = "after"
    else:
        place = "anywhere" if rule.keys().isdisjoint(("start", "prefix", "suffix")) else "inside"
    return (Chrome(text, place, "start" in rule, own) for text in _listed(rule["examples"]["strip"]))


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _laid(rng: random.Random, language: str, chrome: Iterable[Chrome]) -> list[str]:
    return [line for part in chrome for line in part.lines(rng, language)]


def _redated(rng: random.Random, text: str) -> str:
    text = _YEAR.sub(str(rng.randint(2005, 2025)), text)
    return _MINUTE.sub(f"{rng.randrange(60):02}", text)


# Rules


def rule_files(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield what the rule files below a folder say, as they say it."""
    for path in sorted(folder.rglob("*.yaml")):
        yield yaml.load(path.read_text("utf-8"), _Loader)


def rules_in_all(count: int) -> int:
    """Return how many rules ``write_rules`` makes of a count: the bundled ones alone may be more."""
    return max(count, _bundled() + 1)


def _bundled() -> int:
    return sum(len(file["rules"]) for file in rule_files(BUNDLED))


def write_rules(folder: Path, count: int, seed: int = 7, alone: bool = False) -> Path:
    """Write generated rules, so many, or so many that they are ``count`` with the bundled ones; return the folder.

    The files of a larger set start with those of a smaller one. What stands ``alone`` names no bundled set.
    """
    folder.mkdir(parents=True)
    missing = count if alone else rules_in_all(count) - _bundled()
    for number, first in enumerate(range(0, missing, RULES_A_FILE)):
        rng = random.Random(f"{seed}-rules-{number}")
        language = OTHERS[number // 5 % len(OTHERS)] if number % 5 == 4 else "ar"
        rules = [_rule(rng, language, f"rule-{at}") for at in range(min(RULES_A_FILE, missing - first))]
        made = {"cleaner": 1, "set": f"generated-{number:03}", "lang": [language], "rules": rules}
        if not alone:
            made["extends"] = ["ar"]
        path = folder / f"{number:03}.yaml"
        path.write_text(yaml.dump(made, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000), "utf-8")
    return folder


_WHERE: Sequence[Mapping[str, object]] = ({}, {}, {"zone": "head"}, {"zone": "tail"}, {"after_body": 1})


def _rule(rng: random.Random, language: str, name: str) -> dict[str, object]:
    kind = rng.choices(list(_MAKERS), [share for share, _ in _MAKERS.values()])[0]
    matcher, texts, strip = _MAKERS[kind][1](rng, language)
    made: dict[str, object] = {"id": name, "message": f"Generated: {kind}", matcher: texts}
    if matcher == "start":
        made["end"] = [{"while": ["teaser", "bullet"], "max_lines": 8}]
    if matcher in ("line", "start", "regex") and (where := rng.choice(_WHERE)):
        made["where"] = where
    made["examples"] = {"strip": [strip], "keep": [sentence(rng, language)]}
    return made


Made = tuple[str, list[str], str]  # the key of the matcher, its texts, and a line that it hits


def _literals(rng: random.Random, language: str) -> list[str]:
    return [phrase(rng, language, 2, 4) for _ in range(rng.randint(1, 8))]


def _filled(rng: random.Random, language: str, template: str) -> str:
    sample = _SAMPLES[language]
    filled = template.replace("{n:num}", str(rng.randint(2, 9999))).replace("{x:text}", phrase(rng, language, 2, 5))
    return filled.replace("{x:name}", sample["name"]).replace("{x:date}", sample["date"])


def _line(rng: random.Random, language: str) -> Made:
    texts = _literals(rng, language)
    return "line", texts, rng.choice(texts)


def _template(rng: random.Random, language: str) -> Made:
    forms = ("{}: {{x:name}}", "{}: {{x:text}}", "{} {{x:date}}", "{{n:num}} {}", "{} {{x:text}} {}", "{} ({{n:num}})")
    texts = [
        rng.choice(forms).format(phrase(rng, language, 2, 3), phrase(rng, language, 1, 2))
        for _ in range(rng.randint(1, 5))
    ]
    return "line", texts, _filled(rng, language, rng.choice(texts))


def _start(rng: random.Random, language: str) -> Made:
    texts = _literals(rng, language)
    return "start", texts, rng.choice(texts)


def _prefix(rng: random.Random, language: str) -> Made:
    forms = ("{} -", "{} ({{x:name}}) -", "{{x:name}} - {}:")
    texts = [rng.choice(forms).format(phrase(rng, language, 2, 3)) for _ in range(rng.randint(1, 3))]
    return "prefix", texts, f"{_filled(rng, language, rng.choice(texts))} {sentence(rng, language)}"


def _suffix(rng: random.Random, language: str) -> Made:
    forms = ("{}", "{}: {{x:name}}", "{} {{x:text}} {}")
    texts = [
        rng.choice(forms).format(phrase(rng, language, 2, 4), phrase(rng, language, 2, 3))
        for _ in range(rng.randint(1, 4))
    ]
    return "suffix", texts, f"{sentence(rng, language)} {_filled(rng, language, rng.choice(texts))}"


def _escaped(folded: str) -> str:
    return re.escape(folded).replace("\\ ", " ")


def _pattern(rng: random.Random, language: str) -> Made:
    one, two, three, four = (_escaped(fold(phrase(rng, language, 1, 2))) for _ in range(4))
    digits = str(rng.randint(1, 999))
    forms = (
        (rf"(?:{one}|{two}|{three}) {four}", f"{two} {four}"),
        (rf"{one} \d{{1,4}} {two}(?: {three})?", f"{one} {digits} {two} {three}"),
        (rf"{one} {two} .{{2,60}} {three}", f"{one} {two} {phrase(rng, language, 2, 4)} {three}"),
        (rf"(?:(?:{one}|{two}|{three})[ ,|/+-]*){{2,8}}", f"{one} | {two} | {three}"),
        (rf"{one} {two}[:/-] ?[^.]{{2,80}}", f"{one} {two}: {phrase(rng, language, 2, 4)}"),
    )
    pattern, strip = rng.choice(forms)
    return "regex", [pattern], strip.replace("\\", "")


def _keep(rng: random.Random, language: str) -> Made:
    texts = [phrase(rng, language, 3, 6) for _ in range(rng.randint(1, 3))]
    return "keep", texts, rng.choice(texts)


# Kinds of generated rules, with their share in percent: about that of the bundled rules, with more of the rare ones.
_MAKERS: Mapping[str, tuple[int, Callable[[random.Random, str], Made]]] = {
    "literals": (40, _line),
    "template": (20, _template),
    "start": (12, _start),
    "prefix": (4, _prefix),
    "suffix": (6, _suffix),
    "pattern": (14, _pattern),
    "keep": (4, _keep),
}
