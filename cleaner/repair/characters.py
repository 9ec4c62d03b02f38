"""Take out characters that damage left behind: controls, no-break spaces, joiners and bidi controls of no effect."""

import re

from cleaner.repair.log import Log

_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u206a-\u206f\ufff9-\ufffc\ufffe\uffff]")
# C1 controls after ASCII, Arabic or signs, so that they are no second byte of a misread letter.
_C1 = re.compile("(?<![^\x00-\x7f\u0600-\u06ff\u2000-\u206f])[\x80-\x9f]+")
_NO_C1 = re.compile("[^\x80-\x9f]*+")
_SHARED = b"\x80\x82\x84\x85\x86\x87\x89\x8b\x91\x92\x93\x94\x95\x96\x97\x99\x9b"
_LATIN_LETTERS, _LATIN = b"\x8a\x8c\x8e\x9a\x9c\x9e\x9f", re.compile("[A-Za-z\u00c0-\u024f]")
_ZERO_WIDTH = re.compile("[\u200b-\u200d\u2060]")
_ANY = re.compile("[\x00-\x08\x0e-\x1f\x7f-\xa0\u200b-\u200d\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc\ufffe\uffff]")
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\u2028\u2029]")
# A joiner acts on the letter before it; with none there, or repeated, or (the non-joiner) at the end of an Arabic word,
# it does nothing. A zero-width space breaks words in Khmer, Thai and Bengali, and means nothing in Arabic and Latin.
_ARABIC = "\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c9"
_JOINERS = re.compile(
    "(?:(?<=^)|(?<=[\\s!-@\\[-`{-~\u060c\u061b\u061f\u00ab\u00bb]))[\u200c\u200d]+"
    "|(?<=\u200c)\u200c+|(?<=\u200d)\u200d+"
    f"|(?<=[{_ARABIC}])\u200c+(?=[\\s\u060c\u061b\u061f.,:;!?)\u00ab\u00bb]|$)"
    f"|(?<=[{_ARABIC}])[\u200b\u2060]+|[\u200b\u2060]+(?=[{_ARABIC}])"
    "|(?:(?<=^)|(?<=[ -~]))[\u200b\u2060]+(?=[ -~]|$)"
)
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_POP, _POP_ISOLATE = "\N{POP DIRECTIONAL FORMATTING}", "\N{POP DIRECTIONAL ISOLATE}"


def join_lines(text: str, log: Log) -> str:
    """Return ``text`` with every kind of line end as one newline."""
    if "\r" in text or "\x0b" in text or "\x0c" in text or "\u2028" in text or "\u2029" in text:
        text, count = _BREAKS.subn("\n", text)
        log.add("line-breaks", "line end made LF", count)
    return text


def read_controls(line: str, log: Log) -> str:
    """Return ``line`` with C1 controls as the signs of windows-1252 that they are in text taken for ISO 8859.

    Only signs that all Windows code pages share, and letters of Latin words: in other text they would be a guess. Those
    beside what may be other bytes of a misread letter stay, the rest carry nothing and go.
    """

    if _NO_C1.fullmatch(line):
        return line

    def read(match: re.Match[str]) -> str:
        beside = line[: match.start()][-1:] + line[match.end() :][:1]
        known = _SHARED + _LATIN_LETTERS if _LATIN.search(beside) else _SHARED
        signs = match[0].encode("latin-1")
        kept = bytes(sign for sign in signs if sign in known)
        log.add("controls", "C1 control read as windows-1252", len(kept))
        log.add("controls", "control character removed", len(signs) - len(kept))
        return kept.decode("cp1252")

    return _C1.sub(read, line)


def clean_characters(line: str, log: Log) -> str:
    """Return ``line`` without characters that carry nothing."""
    if not _ANY.search(line):
        return line
    if "\ufeff" in line:
        log.add("bom", "byte order mark removed", line.count("\ufeff"))
        line = line.replace("\ufeff", "")
    line, count = _CONTROLS.subn("", line)
    log.add("controls", "control character removed", count)
    if "\xa0" in line:
        log.add("spaces", "no-break space made a space", line.count("\xa0"))
        line = line.replace("\xa0", " ")
    if _ZERO_WIDTH.search(line):
        line, count = _JOINERS.subn("", line)
        log.add("joiners", "joiner of no effect removed", count)
    if _BIDI.search(line):
        line = _pair_bidi(line, log)
    return line


def _pair_bidi(line: str, log: Log) -> str:
    """Drop embeddings, overrides and isolates that are not closed in their line, and closers of nothing."""
    opened: list[tuple[int, str]] = []
    unpaired: set[int] = set()
    for match in _BIDI.finditer(line):
        at, char = match.start(), match[0]
        if char == _POP:
            if opened and opened[-1][1] == _POP:
                opened.pop()
            else:
                unpaired.add(at)
        elif char == _POP_ISOLATE:
            while opened and opened[-1][1] != _POP_ISOLATE:
                unpaired.add(opened.pop()[0])
            if opened:
                opened.pop()
            else:
                unpaired.add(at)
        else:
            opened.append((at, _POP_ISOLATE if char >= "\u2066" else _POP))
    unpaired.update(at for at, _ in opened)
    log.add("bidi", "unpaired bidi control removed", len(unpaired))
    return "".join(char for at, char in enumerate(line) if at not in unpaired) if unpaired else line
