"""Decode escapes that stand where text should: HTML entities, ``\\u0627``, ``%u0627``, percent and quoted-printable.

URLs, markup and code keep theirs. Only what proves to be Arabic is decoded from the last four; an entity is decoded
whatever it stands for, unless its line holds markup or is about it, so that the entity stands there on purpose.
"""

import binascii
import re
from html import unescape
from html.entities import html5
from urllib.parse import unquote_to_bytes

from cleaner.repair.log import Log
from cleaner.repair.plausibility import evidence

_PROTECTED = r"`[^`\n]+`|(?:https?|ftp)://\S+|\bwww\.\S+|<[A-Za-z/!][^<>\n]*>"
# Entities that pages write without their semicolon, and that no parameter of a link is called.
_BARE = "nbsp|quot|lt|gt|laquo|raquo|ndash|mdash|lsquo|rsquo|ldquo|rdquo|hellip|rlm|lrm|zwnj|zwj|bull|middot|amp"
_ENTITY = re.compile(
    rf"{_PROTECTED}|(&(?:#[0-9]{{2,7}}|#[xX][0-9a-fA-F]{{2,6}}|[A-Za-z][A-Za-z0-9]{{1,30}});"
    rf"|&(?:#[0-9]{{3,7}}(?![0-9])|#[xX][0-9a-fA-F]{{2,6}}(?![0-9a-zA-Z])|(?:{_BARE})(?![A-Za-z0-9=;_(])))"
)
# What text about entities shows: several of XML's five side by side, words of that trade, one alone between quotes or
# brackets, one as a letter of its own, an ampersand at the very end or beside a plain one.
_MENTIONED = re.compile(r"(?<=[\s,\"'(])&(?:amp|lt|gt|quot|apos);(?=[\s,\"').]|$)")
_TRADE = re.compile(
    r"(?i)mpersand|амперсанд|アンパサンド|এম্পা[রৰ]|ମ୍ପର୍ସେଣ୍ଡ|དང་རྟགས|“ve” imi|ऐम्परसेंड|એમપરસંડ"
    r"|\b(?:entit(?!l)\w+|escap(?:ed?|ing)|x?html|xml|markup)\b"
)
_OPEN = "([{<'\"``\u00ab\u00bb\u2018\u201a\u201c\u201d\u201e\u201e\u2039\u300c\u300e\uff08"
_CLOSE = ")]}>'\"`'\u00bb\u00ab\u2019\u2018\u201d\u201d\u201c\u201d\u203a\u300d\u300f\uff09"
_BETWEEN = frozenset(map("".join, zip(_OPEN, _CLOSE, strict=True)))
_TOUCHED = re.compile(r"[\w#&;]")
_BARE_AND = re.compile("&(?![#A-Za-z])")
_END = re.compile(r"[\s.,;)\"'\u00bb\u201d]*$")
# Letters joined to an entity show prose that was escaped; tags, attributes and tags escaped (mail addresses are none)
# show markup.
_JOINED = re.compile(r"[^\W\d_]&(?!lt;|gt;)[A-Za-z]+;|&(?!amp;|lt;|gt;|quot;)[A-Za-z]+;[^\W\d_]")
_TAG = re.compile("<[A-Za-z/!]|[A-Za-z]=[\"'](?=[^\"']*[\"'])")
_ESCAPED_TAG = re.compile(r"&lt;[A-Za-z/!](?![^&\s]*@)")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
_UNIT = re.compile(rf"{_PROTECTED}|(?:\\{{1,2}}|%)u([0-9a-fA-F]{{4}})")
_UNITS = re.compile(r"(?:(?:\\{1,2}|%)u0[678][0-9a-fA-F]{2}){2}")
_ASSIGNED = re.compile(r"[=(\[,]\s*[a-zA-Z]?[\"'/][^\"']*\\u")
_PERCENT = re.compile(rf"{_PROTECTED}|(?<![^\s\"'(\[«،])((?:%[0-9a-fA-F]{{2}}|[A-Za-z0-9_.~+-])+)(?![^\s\"')\]»،])")
_FILE_NAME = re.compile(r"\.[A-Za-z0-9]{2,4}$")
_PRINTED = re.compile("=[89a-fA-F][0-9a-fA-F]=[89a-fA-F][0-9a-fA-F]")
_PRINTED_SPAN = re.compile("=[89a-fA-F][0-9a-fA-F](?:[ -<>-~]|=[0-9a-fA-F]{2})*=[89a-fA-F][0-9a-fA-F]")
_BROKEN = re.compile("=[89a-fA-F][0-9a-fA-F]=\n=[89a-fA-F][0-9a-fA-F]")


def decode_escapes(line: str, log: Log) -> str:
    """Return ``line`` with one layer of its escapes decoded; call again until nothing changes."""
    if "&" in line:
        line = _entities(line, log)
    if ("\\u" in line or "%u" in line) and _UNITS.search(line) and not _ASSIGNED.search(line):
        line = _units(line, log)
    if "%" in line:
        line = _percent(line, log)
    return line


def _entities(line: str, log: Log) -> str:
    if len(set(_MENTIONED.findall(line))) > 2:
        return line
    markup = _TAG.search(line) or _ESCAPED_TAG.search(line) or _TRADE.search(line)
    prose = _JOINED.search(line)

    def is_meant(match: re.Match[str], text: str) -> bool:
        """Tell whether an entity stands for itself."""
        if markup:
            return True
        beside = line[: match.start()][-1:] + line[match.end() :][:1]
        if beside in _BETWEEN:
            return True
        if prose or _TOUCHED.search(beside):
            return False
        return text.isalpha() or (text == "&" and bool(_END.match(line, match.end()) or _BARE_AND.search(line)))

    def decode(match: re.Match[str]) -> str:
        entity = match[1]
        if entity is None or (entity[1] != "#" and entity.endswith(";") and entity[1:] not in html5):
            return match[0]
        text = unescape(entity if entity.endswith(";") else entity + ";")
        if not _ARABIC.search(text) and is_meant(match, text):
            return match[0]
        if text in ("\n", "\r"):
            text = " "
        if not text or text < " " or text == "\ufffd":
            return match[0]
        log.add("escapes", "HTML entity decoded")
        return text

    return _ENTITY.sub(decode, line)


def _units(line: str, log: Log) -> str:
    def decode(match: re.Match[str]) -> str:
        if match[1] is None or int(match[1], 16) < 0x80:
            return match[0]
        log.add("escapes", "backslash-u escape decoded" if "\\" in match[0] else "%u escape decoded")
        return chr(int(match[1], 16))

    line = _UNIT.sub(decode, line)
    return re.sub("[\ud800-\udbff][\udc00-\udfff]", _join, line)


def _join(pair: re.Match[str]) -> str:
    return pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le")


def _percent(line: str, log: Log) -> str:
    """Decode the words that are Arabic and, beside one, those of a letter or a dash."""
    found = False

    def decode(match: re.Match[str]) -> str:
        nonlocal found
        escaped = match[1]
        if escaped is None or escaped.count("%") < 2 or _FILE_NAME.search(escaped):
            return match[0]
        raw = unquote_to_bytes(escaped.replace("+", " "))
        text = _arabic(raw)
        if text is None and found:
            text = raw.decode("utf-8", "replace")
        if text is None or "\ufffd" in text or text.isascii() or "\n" in text:
            return match[0]
        found = True
        log.add("escapes", "percent-encoded text decoded")
        return text

    line = _PERCENT.sub(decode, line)
    return _PERCENT.sub(decode, line) if found and "%" in line else line


def holds_quoted_printable(text: str) -> bool:
    """Tell whether there is anything in ``text`` for ``decode_quoted_printable`` to look at."""
    return "=" in text and (_PRINTED.search(text) is not None or _BROKEN.search(text) is not None)


def decode_quoted_printable(text: str, log: Log) -> str:
    """Return ``text`` with the paragraphs that are quoted-printable Arabic decoded, their soft line breaks joined."""
    if not holds_quoted_printable(text):
        return text
    groups: list[str] = []
    for line in text.split("\n"):
        if groups and groups[-1].endswith("="):
            groups[-1] += "\n" + line
        else:
            groups.append(line)
    for at, group in enumerate(groups):
        if group.isascii() and _PRINTED.search(group.replace("=\n", "")):
            groups[at] = _printed(group, log)
        elif _PRINTED.search(group):
            groups[at] = _PRINTED_SPAN.sub(lambda span: _printed(span[0], log), group)
    return "\n".join(groups)


def _printed(text: str, log: Log) -> str:
    arabic = _arabic(binascii.a2b_qp(text.encode("ascii")))
    if arabic is None:
        return text
    log.add("escapes", "quoted-printable text decoded")
    return arabic.replace("\r", "")


def _arabic(raw: bytes) -> str | None:
    """Return the Arabic text of ``raw``, in UTF-8 or, when it reads like Arabic, windows-1256."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp1256")
        bits, letters = evidence(text)
        return text if letters >= 4 and bits >= 6 and bits >= 0.4 * letters else None
    return text if len(_ARABIC.findall(text)) >= 2 else None
