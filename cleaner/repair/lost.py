"""Fill in bytes that a misreading lost, where only one letter can have stood there; mark the others as lost."""

import re

from cleaner.repair.hosts import Host

# A lead byte whose next byte was undefined in the code page: the one letter of living languages that fits. Fitting
# marks (kasra, damma) are told from the letter by the line: without fatha and sukun it is not vocalised.
_TOLD = {
    ("cp1252", 0xD9): 0x81,  # feh
    ("cp1254", 0xD9): 0x81,
    ("cp1251", 0xDA): 0x98,  # jeh
}
# Quotes made straight: the low quotes are the second bytes of qaf and lam, the high ones of rare marks.
_STRAIGHT = {0x27: 0x82, 0x22: 0x84}
_LOST = "\ufffd".encode()
_VOCALISED = re.compile(b"\xd9[\x8e\x92]")
_TWO = re.compile(b"([\xc2-\xdf])([\x1a'\"])")
_MORE = re.compile(
    b"[\xe0-\xef][\x1a'\"][\x80-\xbf\x1a]|[\xe0-\xef][\x80-\xbf][\x1a'\"]"
    b"|[\xf0-\xf4](?=[\x80-\xbf]{0,2}\x1a)[\x80-\xbf\x1a]{3}"
)


def mend(page: Host, raw: bytes) -> bytes:
    """Return ``raw`` with each character that lost a byte restored where it can be told, else as U+FFFD."""
    vocalised = _VOCALISED.search(raw) is not None
    uncurled = page.table[0x82] == "\N{SINGLE LOW-9 QUOTATION MARK}"

    def two(match: re.Match[bytes]) -> bytes:
        lead, lost = match[1][0], match[2][0]
        if lost in _STRAIGHT:
            if not uncurled:
                return match[0]
            told = _STRAIGHT[lost] if lead == 0xD9 else None
        else:
            told = _TOLD.get((page.name, lead))
        return _LOST if told is None or vocalised else bytes((lead, told))

    return _MORE.sub(_LOST, _TWO.sub(two, raw))
