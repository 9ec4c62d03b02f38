"""Fill in bytes that a misreading lost, where only one letter can have stood there; mark the others as lost.

Bytes are lost in two ways: a decoder writes U+FFFD for a byte that its code page leaves undefined, or a later program
makes curly quotes straight, which are the second bytes of letters. For either, living languages know one letter that
fits, beside rare vowel marks. Whether it is the letter is told by the word: a wrong letter makes it less like Arabic.
"""

import re

from cleaner.repair.hosts import Host
from cleaner.repair.plausibility import evidence

# (code page, lead byte) -> the letter that an undefined byte after it stood for.
_HOLES = {
    ("cp1252", 0xD9): "\N{ARABIC LETTER FEH}",
    ("cp1254", 0xD9): "\N{ARABIC LETTER FEH}",
    ("cp1251", 0xDA): "\N{ARABIC LETTER JEH}",
}
_URDU_HOLES = {
    ("cp1252", 0xDB): "\N{ARABIC LETTER HEH GOAL}",
    ("cp1254", 0xDB): "\N{ARABIC LETTER HEH GOAL}",
}
# (lead byte, straight quote) -> the letter whose second byte was a curly or low quote.
_QUOTES = {(0xD9, "'"): "\N{ARABIC LETTER QAF}", (0xD9, '"'): "\N{ARABIC LETTER LAM}"}
_URDU_QUOTES = {
    (0xDA, "'"): "\N{ARABIC LETTER RREH}",
    (0xDB, "'"): "\N{ARABIC LETTER YEH BARREE}",
    (0xDB, '"'): "\N{ARABIC FULL STOP}",
}
_URDU = re.compile(b"\xda\xba|\xd9\xb9|\xda\x88|\xdb[\x81\x92]|\xdb\x8c")  # noon ghunna, tteh, ddal, heh, yehs
_PERSIAN_HAMZA = re.compile(b"(?<=\xd9\x87)\xd9\"(?![\xd8-\xdb])")  # on the heh that ends a word
_VOCALISED = re.compile(b"\xd9[\x8e\x92]")  # fatha or sukun; the marks between them would be lost like letters
_LOST = "\ufffd".encode()
_MAYBE = "\U000f0000"  # (private use) before a letter that is still to be told
# Bits by which a letter may make its word worse: in text without other marks, it is that much likelier than a mark.
_DOUBTFUL = 6.0
_TWO = re.compile(b"([\xc2-\xdf])([\x1a'\"])")
_MORE = re.compile(
    b"[\xe0-\xef][\x1a'\"][\x80-\xbf\x1a]|[\xe0-\xef][\x80-\xbf][\x1a'\"]"
    b"|[\xf0-\xf4](?=[\x80-\xbf]{0,2}\x1a)[\x80-\xbf\x1a]{3}"
)
_DOUBT = re.compile(rf"(\w*){_MAYBE}(\w)((?:{_MAYBE}?\w)*)")


def read_with_losses(page: Host, raw: bytes) -> str:
    """Decode UTF-8 that lost bytes; raises UnicodeDecodeError when it would not be UTF-8 with them either."""
    vocalised = _VOCALISED.search(raw) is not None
    urdu = _URDU.search(raw) is not None
    uncurled = page.table[0x82] == "\N{SINGLE LOW-9 QUOTATION MARK}"

    if urdu and uncurled:
        raw = _PERSIAN_HAMZA.sub("\N{ARABIC HAMZA ABOVE}".encode(), raw)

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
        if told is None or (vocalised and lead == 0xD9):
            return _LOST
        return (_MAYBE + told if lead == 0xD9 else told).encode()

    text = _MORE.sub(_LOST, _TWO.sub(two, raw)).decode("utf-8")
    while _MAYBE in text:
        text, count = _DOUBT.subn(_settle, text)
        if not count:
            return text.replace(_MAYBE, "")
    return text


def _settle(match: re.Match[str]) -> str:
    """Keep the first doubtful letter of a word unless the word is far better with a mark in its place."""
    before, letter, after = match[1], match[2], match[3]
    rest = after.replace(_MAYBE, "")
    if before and evidence(before + letter + rest)[0] < evidence(before + rest)[0] - _DOUBTFUL:
        letter = "\ufffd"
    return before + letter + after
