"""Bytes to text: marks, wide encodings, UTF-8, Arabic and other code pages, and what is no text."""

import codecs
from contextlib import suppress
from importlib.metadata import version

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.decode import Decoded, decode
from cleaner.errors import DecodeError

ARABIC = (
    "أعلنت البلدية أن الحديقة العامة ستفتح أبوابها غدا، وقال المدير إن الدخول مجاني.\n"
    "وحضر الافتتاح عدد كبير من سكان الحي، ثم غنت الفرقة ثلاث أغنيات قديمة.\n"
)
OTHERS = {
    "cp1251": "Городской совет сообщил, что новый парк откроется завтра утром для всех жителей.\n" * 3,
    "koi8-r": "Городской совет сообщил, что новый парк откроется завтра утром для всех жителей.\n" * 3,
    "cp1252": "Le conseil a annoncé que le nouveau parc ouvrira demain à tous les élèves de l’école.\n" * 3,
    "cp1250": "Miejska rada ogłosiła, że nowy park będzie otwarty jutro rano; zażółć gęślą jaźń.\n" * 3,
    "cp1253": "Το δημοτικό συμβούλιο ανακοίνωσε ότι το νέο πάρκο θα ανοίξει αύριο για όλους.\n" * 3,
    "cp1254": "Belediye meclisi yeni parkın yarın sabah açılacağını ve girişin ücretsiz olduğunu söyledi.\n" * 3,
    "cp1255": "העירייה הודיעה כי הגן החדש ייפתח מחר בבוקר לכל התושבים והכניסה חופשית.\n" * 3,
}


@pytest.mark.parametrize(
    "name",
    ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "windows-1256", "iso-8859-6", "mac-arabic"],
)
def test_arabic(name: str) -> None:
    found = decode(ARABIC.encode(name))
    assert found.text == ARABIC
    assert codecs.lookup(found.encoding) == codecs.lookup(name)
    assert found.repairs == ()


# The detector tells Central European and Turkish text from Western since this release only.
OLD_CHARDET = int(version("chardet").split(".")[0]) < 7


@pytest.mark.parametrize("name", OTHERS)
def test_other_code_pages(name: str) -> None:
    if OLD_CHARDET and name in ("cp1250", "cp1254"):
        pytest.skip("needs chardet 7")
    assert decode(OTHERS[name].encode(name)).text == OTHERS[name]


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_byte_order_marks(mark: bytes, name: str) -> None:
    found = decode(mark + ARABIC.encode(name))
    assert (found.text, found.encoding) == (ARABIC, name)
    assert [(repair.step, repair.count) for repair in found.repairs] == [("bom", 1)]


def test_empty() -> None:
    assert decode(b"") == Decoded("", "utf-8", ())


def test_line_ends_stay() -> None:
    assert decode(b"a\r\nb\rc").text == "a\r\nb\rc"


def test_forced_encoding() -> None:
    assert decode(ARABIC.encode("cp1256"), encoding="cp1256").text == ARABIC
    assert decode(b"\xc7", encoding="latin-1").text == "Ç"
    assert decode(codecs.BOM_UTF8 + b"a", encoding="utf-8") == decode(codecs.BOM_UTF8 + b"a")


@pytest.mark.parametrize("name", ["nope", "hex", "rot13", "", "\0", "undefined"])
def test_forced_encoding_that_is_none(name: str) -> None:
    with pytest.raises(DecodeError, match="--encoding"):
        decode(b"abc", encoding=name)


def test_forced_encoding_that_does_not_fit() -> None:
    with pytest.raises(DecodeError, match="not utf-8 at byte 0"):
        decode(b"\xff", encoding="utf-8")


def test_hint_is_believed_when_the_bytes_agree() -> None:
    assert decode("à".encode("cp1252"), hint="windows-1252").text == "à"
    assert decode("дом".encode("koi8-r"), hint="koi8-r").text == "дом"


def test_hint_that_lies() -> None:
    assert decode(ARABIC.encode("cp1256"), hint="iso-8859-1").encoding == "windows-1256"
    assert decode(ARABIC.encode(), hint="windows-1252").text == ARABIC
    assert decode(ARABIC.encode("cp1256"), hint="no-such-charset").text == ARABIC
    assert decode(ARABIC.encode("cp1256"), hint="utf-8").text == ARABIC


def test_a_few_broken_bytes() -> None:
    found = decode(ARABIC.encode()[:-3] + b"\xff\n" + ARABIC.encode())
    assert found.encoding == "utf-8"
    assert found.text.count("\ufffd") == 1
    assert [repair.step for repair in found.repairs] == ["bytes"]


def test_a_passage_in_another_encoding() -> None:
    passage = "وقال المدير إن الدخول مجاني"
    found = decode(ARABIC.encode() + passage.encode("cp1256") + b"\n" + ARABIC.encode())
    assert found.text == ARABIC + passage + "\n" + ARABIC
    assert [repair.step for repair in found.repairs] == ["mojibake"]


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06",
        b"PK\x03\x04\x14\0\0\0\x08\0\x21\x5b\xd3\x99",
        b"\x1f\x8b\x08\0\0\0\0\0\0\x03\x4b\x4c\x4a\x06\0\xc2\x41\x24\x35",
        b"abc\0def",
        bytes(range(256)),
    ],
)
def test_binary_is_no_text(data: bytes) -> None:
    with pytest.raises(DecodeError, match=r"tried \(.*utf-8.*\).*--encoding NAME"):
        decode(data)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=60), st.none() | st.sampled_from(["utf-8", "cp1256", "utf-16", "x", "hex"]))
def test_random_bytes_raise_nothing_else(data: bytes, hint: str | None) -> None:
    with suppress(DecodeError):
        decode(data, hint=hint).text.encode("utf-8")


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_utf8_comes_back(text: str) -> None:
    assert decode(text.encode()).text == text.removeprefix("\ufeff")
