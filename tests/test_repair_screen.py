"""The screen before the repairs: passing over text gives what repairing every line gives."""

import re
import unicodedata

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cleaner.repair import repair_text, shown, steps, windows1256
from cleaner.repair.log import Log
from cleaner.repair.screen import clean_until, suspects
from cleaner.repair.steps import repair_line
from tests.test_repair_ftfy import POOLS, strings
from tests.test_repair_properties import SCRAPS, damaged

EVERY = [chr(at) for at in range(0x110000) if not 0xD800 <= at < 0xE000 and unicodedata.category(chr(at)) != "Cn"]
# Letters, marks and signs of clean text, in runs of one script and side by side.
CLEAN = (
    "abcXYZ 019 .,;:!?'\"()-/%&=\\é è ç à ß ä ö ü Ä Ö É Č š ž ř ů ő ğ ı İ ş đ ă â î ț ł ż ą ę ð þ œ Â Ã Ø å ñ "
    "¿ ¡ « » “ ” ‘ ’ "
    "„ – — … € £ ° § № ™ © · × ² ½ ạ ễ ừ ơ ЖВГРСШЫЕОДабвеёіїєґљњћђў ΑΓΕΟΠΨΩαβγέήίόύώΐς "
    "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأؤإئآ ـ "
    "پ چ ژ گ ک ی ۀ ے ٹ ڈ ڑ ں ھ ہ ۃ ە ێ ۆ ڕ ڵ ، ؛ ؟ ٪ ٠ ۵ "
    "\u064b\u064e\u0650\u0651\u0652\u0654\u0670\u200c\u200d\u200e\u200f "
    "אבגד־׳ कनरळमा़्ि ॅ েকাৗয়য় கெொாௗ กุู่้ ี ა ბ ա բ አ の漢字、。ガ 한국 （） 😀\ufe0f\u0300\u0301\u0653\u093c\u09bc\xa0\xad\n"
)
clean = st.text(st.sampled_from(sorted(set(CLEAN))), max_size=14)
pooled = st.lists(st.sampled_from([character for pool in POOLS for character in pool]), max_size=8).map("".join)
lines = st.lists(clean | pooled | damaged() | st.sampled_from(SCRAPS) | st.text(max_size=10), max_size=7)


def is_clean(text: str) -> bool:
    """Tell whether the screen passes over all of a text."""
    return clean_until(text) == len(text)


def every_line(text: str, gated: bool, at: int = 0) -> list[tuple[int, int]]:
    """Suspect every line."""
    ends = [match.start() for match in re.finditer("\n|\\Z", text)]
    return list(zip([0, *(end + 1 for end in ends)], ends, strict=False))


@settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))
@given(lines.map("\n".join), st.sampled_from(["safe", "standard", "search"]))
def test_the_fast_way_and_the_slow_way_agree(text: str, level: str) -> None:
    fast = repair_text(text, level)  # type: ignore[arg-type]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cleaner.repair.clean_until", lambda text: 0)
        patch.setattr(steps, "suspects", every_line)
        assert repair_text(text, level) == fast  # type: ignore[arg-type]


@settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))
@given(lines.map("\n".join))
@example("ط«ظ…")
def test_suspects_are_the_same_from_where_the_text_stopped_being_clean(text: str) -> None:
    assert suspects(text, True, clean_until(text)) == suspects(text, True)


@settings(max_examples=600, deadline=None)
@given(clean)
def test_neighbours_that_are_passed_over_stay(text: str) -> None:
    if is_clean(text):
        assert suspects(text, gated=True) == []
        assert [repair_line(line, "standard", Log()) for line in text.split("\n")] == text.split("\n")


def test_strings_of_odd_characters_that_are_passed_over_stay() -> None:
    passed = [text for text in strings(2, 30_000) if is_clean(text)]
    assert len(passed) > 5_000
    assert [text for text in passed if repair_line(text, "standard", Log()) != text] == []


@pytest.mark.parametrize("pairs", [shown.starts(), windows1256.turns()], ids=["misread", "windows1256"])
def test_every_pair_that_shows_damage_stops_the_screen(pairs: set[tuple[str, str]]) -> None:
    assert [pair for pair in sorted(pairs) if is_clean("".join(pair))] == []


def test_every_character_that_is_passed_over_stays() -> None:
    passed = [character for character in EVERY if is_clean(character)]
    assert len(passed) > 40_000
    changed = [character for character in passed if repair_line(character, "standard", Log()) != character]
    assert changed == []


def test_marks_that_are_passed_over_are_composed_and_in_order() -> None:
    parts = [unicodedata.decomposition(character).split() for character in EVERY]
    seconds = {chr(int(part[1], 16)) for part in parts if len(part) == 2 and not part[0].startswith("<")}
    marks = sorted({character for character in EVERY if unicodedata.combining(character)} | seconds)
    bases = ["", "ا", "ه", "क", "ক", "க", "ก", "a"]
    some = [mark for mark in marks if any(is_clean(base + mark) for base in bases)]
    assert len(some) > 20
    before = [*(base + mark for base in bases for mark in ("", *some)), *EVERY]
    wrong = [
        base + mark
        for base in before
        for mark in some
        if not unicodedata.is_normalized("NFC", base + mark) and is_clean(base + mark)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "line",
    [
        "L’été à l’école : « déjà ! », “œuvre”, Île, État",
        "Größe „Übung“ – mäßig … 20 €, 5 °C",
        "Příliš žluťoučký kůň „úpěl“ ódy",
        "Açıldı, KAPILAR; İstanbul’un ışığı",
        "Được đã ở Đà Nẵng, ý ấy á à",
        "«Городов» 2024 года, в Москве — её",
        "Він у Києві, «Об’єднання»",
        "Τα Νέα της Αθήνας «Ελλάδα», ΑΘΗΝΑ",
        "قال «نعم»، ثم… عاد؟ ذَهَبَ الوَلَدُ",
        "خانه‌ای در کوچه‌ی یاس می‌بینم",
        "वह दिल्ली में है, क़लम",
        "আমি বাংলায় কথা বলি",
        "ผู้ว่าการกรุงเทพฯ กล่าวว่า",
        "ქართული ენა და Հայերեն",
        "漢字かな、カタカナ。「はい」한국어",
        "50% of R&D, a\\b & c = d",
        "مواقع·الأخبار، شروط·البيع والشراء·الآن",
        "הוא אמר: „שלום” ‚ותודה’ • ועוד",
        "每行4×每列：• 无",
        "“Quoted” – “and again” … said the ‘source’",
    ],
)
def test_clean_lines_of_many_languages_are_passed_over(line: str) -> None:
    assert is_clean(line)
    assert is_clean(re.sub("[^\x00-\x7f]", "", line))


@pytest.mark.parametrize("line", ["شرط·ظک", "«شرط·ا»", "قطع·ظ„", "“Quoted”é", "said … “é”à", "•ط·"])
def test_signs_that_damage_may_show_are_looked_at(line: str) -> None:
    assert not is_clean(line)


@pytest.mark.parametrize("line", ["a\x07b", "x\ry", "\x7f", "&amp;", "&#39;", "\\u0627\\u0644", "%D8%A7%D9", "=D8=A7"])
def test_ascii_that_is_looked_at(line: str) -> None:
    assert not is_clean(line)
