"""Normalise letters: presentation forms, NFC, doubled marks and soft hyphens, and on request what helps searching."""

import re
import unicodedata

from cleaner.repair.log import Log

# FDF0 to FDFF are words and signs of their own, FD3E and FD3F the ornate brackets of the Quran: they stay.
_FORMS = re.compile("[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufd8f\ufd92-\ufdc7\ufe70-\ufe72\ufe74\ufe76-\ufefc]+")
_SPACING_MARK = re.compile("[ \u0640]([\u064b-\u0652\u0670])")
_DOUBLED = re.compile("([\u064b-\u0652\u0670])\\1+")
# What holds no form, no mark and no soft hyphen; a run is several times faster than the searches.
_SIMPLE = re.compile("[^\xad\u064b-\u0652\u0670\ufb50-\ufefc]*+")
_LETTER = "[\u0620-\u063f\u0641-\u064a\u066e-\u066f\u0671-\u06d3\u06d5]"
_MARK = "[\u064b-\u065f\u0670]"
_TATWEEL = re.compile(f"(?<={_LETTER}|{_MARK})\u0640+(?={_MARK}*{_LETTER})")
_LIGATURES = re.compile("[\ufdf0-\ufdfc\ufb00-\ufb06]")
_PERSIAN = str.maketrans(
    {"\N{ARABIC LETTER KEHEH}": "\N{ARABIC LETTER KAF}", "\N{ARABIC LETTER FARSI YEH}": "\N{ARABIC LETTER YEH}"}
)
# Letters at home in Arabic only, and in its neighbours only, which tell whose kaf and yeh a document holds.
_ARABIC_ONLY = re.compile("[\u0629\u0649\u0623\u0625]")
_NEIGHBOURS = re.compile(
    "[\u067e\u0686\u0698\u06af\u0679\u0688\u0691\u06ba\u06be\u06c0-\u06c3\u06d2\u06d3\u0695"
    "\u06b5\u06c6\u06ce\u067c\u0681\u0685\u0689\u0693\u0696\u069a\u06ab\u06bc\u06cd\u06d0]"
)


def compose(line: str, log: Log) -> str:
    """Return ``line`` at level ``standard``."""
    if not _SIMPLE.fullmatch(line):
        line, count = _FORMS.subn(_plain, line)
        log.add("presentation-forms", "run of presentation forms made letters", count)
        log.add("soft-hyphens", "soft hyphen removed", line.count("\xad"))
        line, count = _DOUBLED.subn(r"\1", line.replace("\xad", ""))
        log.add("marks", "doubled mark made single", count)
    if not unicodedata.is_normalized("NFC", line):
        log.add("nfc", "line composed (NFC)")
        line = unicodedata.normalize("NFC", line)
    return line


def _plain(run: re.Match[str]) -> str:
    """Return the letters of a run; a mark that stands on a space or tatweel of its own loses it."""
    return _SPACING_MARK.sub(r"\1", unicodedata.normalize("NFKC", run[0]))


def search_forms(line: str, log: Log, arabic: bool) -> str:
    """Return ``line`` at level ``search``; ``arabic`` says that the document is Arabic, not Persian or Urdu."""
    line, count = _TATWEEL.subn("", line)
    log.add("tatweel", "tatweel inside a word removed", count)
    if arabic and ("\N{ARABIC LETTER KEHEH}" in line or "\N{ARABIC LETTER FARSI YEH}" in line):
        log.add("letters", "Persian kaf or yeh made Arabic", len(re.findall("[\u06a9\u06cc]", line)))
        line = line.translate(_PERSIAN)
    line, count = _LIGATURES.subn(lambda match: unicodedata.normalize("NFKC", match[0]), line)
    log.add("ligatures", "ligature expanded", count)
    return line


def is_arabic(text: str) -> bool:
    """Tell whether a document is Arabic, by the letters that Arabic has and its neighbours have not."""
    return len(_ARABIC_ONLY.findall(text)) > 2 * len(_NEIGHBOURS.findall(text))
