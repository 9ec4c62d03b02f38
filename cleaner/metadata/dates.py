"""Dates as pages state them, read into ISO 8601; a false date is worse than none."""

import re
from datetime import date, datetime

from cleaner.folding import fold
from cleaner.metadata.calendars import to_day
from cleaner.metadata.relative import count_back, read_distance
from cleaner.metadata.stamps import Stamp, Token, find_stamps, read_clock, read_tokens

_LONGEST = 120
_RELATIVE = re.compile("منذ|قبل|أمس|امس|اليوم|البارحة|پیش|امروز|دیروز|پہلے|آج|\\bago\\b|\\btoday\\b|\\byesterday\\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_SENTENCE_END = tuple(".!?\N{ARABIC QUESTION MARK}\N{ARABIC FULL STOP}")
_STRONG = "|-,:(.l"
_FILLERS = frozenset("lcwhz&|-,/.:()")
_STAMP_TYPES = frozenset("dymtwzapgejqhlc&|-,/.:()")
_PAST = frozenset(fold(word) for word in ("الماضي", "الماضى", "الفائت", "المنصرم", "last", "dernier"))
_SPARE_WORDS = 4
_YEARLESS = re.compile(r"(?P<day>(?:d&)?d)[/.,-]?c?(?P<month>m[/(.-]{0,2}m?\)?)")
_PAST_MONTH = re.compile(r"(?P<month>m[/(-]?m?\)?)x")


def parse_date(text: str, reference: date | datetime | None = None) -> str | None:
    """Return the date that a short or labelled line states, in ISO 8601, or None.

    The time is added where stated, and a month alone stays a month. A time zone is not converted. Distances
    (``منذ ساعتين``) and days without a year need ``reference``, the moment from which the page speaks; days after
    it are refused, and so is a date that a sentence only mentions.

    >>> parse_date("الإثنين 17 حزيران/ يونيو 2024 - 07:01 م")
    '2024-06-17T19:01'
    >>> parse_date("11 ذو الحجة 1445 هـ")
    '2024-06-17'
    >>> parse_date("منذ يومين", date(2025, 1, 22))
    '2025-01-20'
    >>> parse_date("31 فبراير 2024") is None
    True
    """
    text = text.strip()
    if not 0 < len(text) <= _LONGEST:
        return None
    if reference is not None and (told := _relative(text, reference)):
        return told
    if not _DIGIT.search(text) and reference is None:
        return None
    tokens = read_tokens(text)
    stamp = next(find_stamps(tokens), None)
    if stamp is None:
        return _without_year(tokens, reference) if reference else None
    if not _stands_alone(tokens, stamp) or (_spare(tokens, stamp) and text.endswith(_SENTENCE_END)):
        return None
    return _not_later(stamp, reference)


def find_date(text: str) -> tuple[int, int, str] | None:
    """Return the first date stated in a header line as start, end and ISO 8601, whatever stands around it.

    >>> find_date("كمال زاخرالخميس 19 ديسمبر 2024")
    (9, 30, '2024-12-19')
    """
    if not _DIGIT.search(text):
        return None
    tokens = read_tokens(text)
    for stamp in find_stamps(tokens):
        return tokens[stamp.first].start, tokens[stamp.last - 1].end, stamp.isoformat()
    return None


def is_stamp(text: str) -> bool:
    """Say whether a line is a date, a time or a distance in time, with or without its label, and nothing else.

    >>> is_stamp("تاريخ النشر: 17/06/2024"), is_stamp("قبل 19 دقيقة"), is_stamp("19")
    (True, True, False)
    """
    if len(text) > _LONGEST or not (_DIGIT.search(text) or _RELATIVE.search(text)):
        return False
    tokens = read_tokens(text)
    types = {token.type for token in tokens}
    if types <= _STAMP_TYPES:
        if "t" in types or ("d" in types and "m" in types):
            return True
        stamp = next(find_stamps(tokens), None)
        if stamp:
            return True
    return _distance(tokens) is not None


def _relative(text: str, reference: date | datetime) -> str | None:
    if not _RELATIVE.search(text):
        return None
    tokens = read_tokens(text)
    distance = _distance(tokens)
    told = count_back(reference, *distance) if distance else None
    if told is None:
        return None
    if isinstance(told, datetime):
        return told.isoformat(timespec="minutes")[:16]
    clock = read_clock(tokens)
    return f"{told.isoformat()}T{clock:%H:%M}" if clock else told.isoformat()


def _distance(tokens: list[Token]) -> tuple[str, int] | None:
    """Read a line that is a distance and nothing else but a label before it or a time of day behind it."""
    words = [token for token in tokens if token.type not in "|-,/.:()"]
    while words and words[0].type == "l":
        words.pop(0)
    clock = next((at for at, token in enumerate(words) if token.type == "t"), len(words))
    if any(token.type not in "tpagzhc" for token in words[clock:]):
        return None
    return read_distance(" ".join(token.text for token in words[:clock] if token.type != "h" or clock == len(words)))


def _without_year(tokens: list[Token], reference: date | datetime) -> str | None:
    """Read ``17 يونيو`` and ``في يونيو الماضي`` as the last such day or month before the reference."""
    words = [token for token in tokens if token.type not in _FILLERS or token.type == "&"]
    types = "".join(token.type for token in words)
    named = [token.word for token in words if token.type == "m" and token.word]
    if not named or len(set(named)) > 1 or named[0].calendar != "gregorian":
        return None
    today = reference.date() if isinstance(reference, datetime) else reference
    month = named[0].number
    if re.fullmatch("(?:d&)?dmm?", types):
        day = int(words[0].text)
        for year in (today.year, today.year - 1):
            found = to_day("gregorian", year, month, day)
            if found and found <= today:
                return found.isoformat()
    if re.fullmatch("mm?x", types) and words[-1].text in _PAST:
        return f"{today.year if month < today.month else today.year - 1:04}-{month:02}"
    return None


def _spare(tokens: list[Token], stamp: Stamp) -> int:
    outside = tokens[: stamp.first] + tokens[stamp.last :]
    return sum(token.type not in _FILLERS for token in outside)


def _stands_alone(tokens: list[Token], stamp: Stamp) -> bool:
    """Say whether few words stand beside the stamp, and those set apart from it as no sentence would."""
    spare = _spare(tokens, stamp)
    if not spare:
        return True
    if spare > _SPARE_WORDS or stamp.day is None:
        return False
    inside = {token.type for token in tokens[stamp.first : stamp.last]}
    before = tokens[stamp.first - 1].type if stamp.first else "|"
    after = tokens[stamp.last].type if stamp.last < len(tokens) else "|"
    return bool(inside & {"w", "t"}) or (before in _STRONG and after in _STRONG)


def _not_later(stamp: Stamp, reference: date | datetime | None) -> str | None:
    iso = stamp.isoformat()
    if reference is None:
        return iso
    today = reference.date() if isinstance(reference, datetime) else reference
    return iso if iso[:10] <= today.isoformat()[: len(iso[:10])] else None
