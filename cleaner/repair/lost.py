"""Fill in bytes that a misreading lost, where only one letter can have stood there; mark the others as lost.

Bytes are lost in two ways: a decoder writes U+FFFD for a byte that its code page leaves undefined, or a later program
makes curly quotes straight, which are the second bytes of letters. For some, living languages know one letter only.
A lost feh may have been a vowel mark and a lost qaf a doubling mark, which stand here and there in text without other
marks: these two letters are filled in only where no mark can stand, and a feh also deep in a word that looks more like
Arabic with it than without, as the vowel marks are rare there.
"""

import re

from cleaner.repair.hosts import Host
from cleaner.repair.plausibility import evidence

_FEH, _QAF = "\N{ARABIC LETTER FEH}", "\N{ARABIC LETTER QAF}"
_ALEF, _LAM = "\N{ARABIC LETTER ALEF}", "\N{ARABIC LETTER LAM}"
_ARTICLE = _ALEF + _LAM
# (code page, lead byte) -> the letter that an undefined byte after it stood for.
_HOLES = {("cp1252", 0xD9): _FEH, ("cp1254", 0xD9): _FEH, ("cp1251", 0xDA): "\N{ARABIC LETTER JEH}"}
_URDU_HOLES = {
    ("cp1252", 0xDB): "\N{ARABIC LETTER HEH GOAL}",
    ("cp1254", 0xDB): "\N{ARABIC LETTER HEH GOAL}",
}
# (lead byte, straight quote) -> the letter whose second byte was a curly or low quote.
_QUOTES = {(0xD9, "'"): _QAF, (0xD9, '"'): _LAM}
_URDU_QUOTES = {
    (0xDA, "'"): "\N{ARABIC LETTER RREH}",
    (0xDB, "'"): "\N{ARABIC LETTER YEH BARREE}",
    (0xDB, '"'): "\N{ARABIC FULL STOP}",
}
_URDU = re.compile(b"\xd9\xb9|\xda[\x88\xba]|\xdb[\x81\x92]")  # tteh, ddal, noon ghunna, heh goal, yeh barree
_PERSIAN = re.compile(b"\xdb\x8c|\xda[\x86\xa9\xaf]|\xd9\xbe")  # Farsi yeh, tcheh, keheh, gaf, peh: of Urdu too
_HAMZA_OR_LAM = re.compile(b'(?<=\xd9\x87)\xd9"(?![\xd8-\xdb])')  # after the heh that ends a Persian word
_VOCALISED = re.compile(b"\xd9[\x8e\x91\x92]")  # fatha, shadda or sukun; others would be lost like letters
# Vowel marks stand after the first letter of a verb, and at the end of words.
_PREFIXES = re.compile("[وفسلب]{0,2}(?:ال)?")
# Bits that a word must gain with a feh; in lines without other marks, none of 5 marks in 1,163 places of news text and
# 3 of 638 marks in 12,509 places of manuals, which spell out many vowels, are then taken for one.
_LEAST_GAIN = 1.0
_LOST = "\ufffd".encode()
_MAYBE = "\U000f0000"  # (private use) before a letter that is still to be told
_TWO = re.compile(b"([\xc2-\xdf])([\x1a'\"])")
_MORE = re.compile(
    b"[\xe0-\xef][\x1a'\"][\x80-\xbf\x1a]|[\xe0-\xef][\x80-\xbf][\x1a'\"]"
    b"|[\xf0-\xf4](?=[\x80-\xbf]{0,2}\x1a)[\x80-\xbf\x1a]{3}"
)
_WORD = re.compile(f"[\\w\u064b-\u065f\u0670\ufffd{_MAYBE}]+")
# An alef here can start a word after its prefixes, and take a vowel; any other lengthens the letter before it.
_STARTS = re.compile("[وفبكلس]{0,3}(?:ال)?ا")
# First letters that are not left doubled when a word is cut in two.
_NEVER_DOUBLED = "وليم"
# Frequent words that are none with a mark in place of the letter.
_CERTAIN = frozenset(
    {
        "وفي",
        "وفيه",
        "وفيها",
        "وفيما",
        "كيف",
        "وكيف",
        "سوف",
        "وسوف",
        "وفق",
        "وفقا",
        "وفاة",
        "نفسه",
        "نفسها",
        "بنفس",
        "مختلف",
        "مختلفة",
        "المختلفة",
        "صحيفة",
        "غرفة",
        "مستشفى",
        "فوق",
        "منطقة",
        "المنطقة",
        "موقع",
        "الموقع",
        "الوقت",
        "طريق",
        "الطريق",
        "السوق",
        "الشرق",
        "حقوق",
        "الحقوق",
        "مقابل",
        "علاقة",
        "العلاقة",
        "علاقات",
        "العلاقات",
        "فقط",
        "فقد",
    }
)


def read_with_losses(page: Host, raw: bytes) -> str:
    """Decode UTF-8 that lost bytes; raises UnicodeDecodeError when it would not be UTF-8 with them either."""
    vocalised = _VOCALISED.search(raw) is not None
    urdu = _URDU.search(raw) is not None
    uncurled = page.table[0x82] == "\N{SINGLE LOW-9 QUOTATION MARK}"

    if uncurled and _PERSIAN.search(raw):
        raw = _HAMZA_OR_LAM.sub(_LOST, raw)

    def two(match: re.Match[bytes]) -> bytes:
        lead, quote = match[1][0], chr(match[2][0])
        if quote in "'\"":
            if not uncurled:
                return match[0]
            told = _QUOTES.get((lead, quote)) or (_URDU_QUOTES.get((lead, quote)) if urdu else None)
        else:
            if not page.holes:
                return match[0]
            told = _HOLES.get((page.name, lead)) or (_URDU_HOLES.get((page.name, lead)) if urdu else None)
        if told is None:
            return _LOST
        return (_MAYBE + told if lead == 0xD9 else told).encode()

    def settle(match: re.Match[str]) -> str:
        word, *doubtful = match[0].split(_MAYBE)
        rest = "".join(doubtful)
        for piece in filter(None, doubtful):
            rest = rest[len(piece) :]
            told = _is_told(word, piece[0], piece[1:] + rest, vocalised)
            word += (piece[0] if told else "\ufffd") + piece[1:]
        return word

    text = _MORE.sub(_LOST, _TWO.sub(two, raw)).decode("utf-8")
    return _WORD.sub(settle, text) if _MAYBE in text else text


def _is_told(before: str, letter: str, after: str, vocalised: bool) -> bool:
    """Tell whether ``letter`` must stand in its word, because no mark can: marks follow letters, and not every letter.

    No word starts with a mark, and none stands on the lam of the article, on an alef that lengthens (but for the
    doubling of a lam, which may stand on the alef after it) or, to double it, on a first letter.
    """
    if not before:
        return bool(after)
    if vocalised or "\ufffd" in before:
        return False
    if letter not in (_FEH, _QAF) or before + letter + after in _CERTAIN:
        return True
    if before == _ARTICLE:
        return len(after) > 1 and after[0] not in "اأإآذتل"
    if letter == _QAF and len(before) == 1:
        return before in _NEVER_DOUBLED
    if before[-1] == _ALEF and not _STARTS.fullmatch(before) and not (letter == _QAF and before[-2] == _LAM):
        return True
    deep = after and len(before) - _PREFIXES.match(before).end() >= 2  # type: ignore[union-attr]
    gain = evidence(before + letter + after)[0] - evidence(before + after)[0]
    return bool(deep) and letter == _FEH and gain >= _LEAST_GAIN
