"""Dates as pages state them, read into ISO 8601; a false date is worse than none."""

import re
from datetime import date, datetime

from cleaner.folding import fold
from cleaner.metadata.relative import count_back, read_distance, words_of_distance
from cleaner.metadata.stamps import PUNCTUATION, Stamp, Token, find_recent, find_stamps, read_clock, read_tokens
from cleaner.metadata.vocabulary import single_words

_LONGEST = 120
_LONGEST_HEADER = 400
_DIGIT = re.compile(r"\d")
_DISTANCE = re.compile("منذ|قبل|[أا]مس|اليوم|البارحة|امروز|دیروز|آج|לפני|today|yesterday|hier", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_END = (".", "!", "?", "\N{ARABIC QUESTION MARK}", "\N{ARABIC FULL STOP}")

# Token types that may stand beside a date without making it part of a sentence.
_FILLERS = frozenset(f"lcwhz&{PUNCTUATION}")
_STAMP_TYPES = _FILLERS | frozenset("dymtapbioegjq")
# What sets a date apart from the words beside it.
_BREAKS = frozenset("|-,:()l")
_SPARE_WORDS = 4
_UNKNOWN_WORDS = 2


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
    if not text or len(text) > _LONGEST or not (_DIGIT.search(text) or reference is not None):
        return None
    tokens = read_tokens(text)
    stamp = next(find_stamps(tokens), None)
    if reference is not None:
        if told := _count_back(tokens, reference):
            return told
        today = reference.date() if isinstance(reference, datetime) else reference
        stamp = stamp or next(find_recent(tokens, today), None)
        if stamp and stamp.day > today.isoformat():
            return None
    return stamp.isoformat() if stamp and _stands_alone(tokens, stamp, text) else None


def find_date(text: str) -> tuple[int, int, str] | None:
    """Return the first date stated in a header line as start, end and ISO 8601, whatever stands around it.

    >>> find_date("كمال زاخرالخميس 19 ديسمبر 2024")
    (9, 30, '2024-12-19')
    """
    if len(text) > _LONGEST_HEADER or not _DIGIT.search(text):
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
    if len(text) > _LONGEST or not (_DIGIT.search(text) or _DISTANCE.search(text)):
        return False
    # Most lines with a number are prose; two words that no date has settle it before any offset is counted.
    unknown = 0
    for word in _WORD.findall(fold(text)):
        unknown += word not in single_words() and word not in words_of_distance()
        if unknown > _UNKNOWN_WORDS:
            return False
    tokens = read_tokens(text)
    if _distance(tokens):
        return True
    types = {token.type for token in tokens}
    if types <= _STAMP_TYPES and ("t" in types or {"d", "m"} <= types):
        return True
    return any(
        all(token.type in _STAMP_TYPES for token in tokens[: stamp.first] + tokens[stamp.last :])
        for stamp in find_stamps(tokens)
    )


def _count_back(tokens: list[Token], reference: date | datetime) -> str | None:
    distance = _distance(tokens)
    told = count_back(reference, *distance) if distance else None
    if isinstance(told, datetime):
        return told.replace(tzinfo=None).isoformat(timespec="minutes")
    if told is None:
        return None
    clock = read_clock(tokens)
    return f"{told.isoformat()}T{clock:%H:%M}" if clock else told.isoformat()


def _distance(tokens: list[Token]) -> tuple[str, int] | None:
    """Read a line that is a distance and nothing else, but for a label before it or a time of day behind it."""
    spoken = [token for token in tokens if token.type not in PUNCTUATION]
    while spoken and spoken[0].type == "l":
        spoken.pop(0)
    clock = next((at for at, token in enumerate(spoken) if token.type == "t"), len(spoken))
    if any(token.type not in "tapbigzhc" for token in spoken[clock:]):
        return None
    if clock and clock < len(spoken) and spoken[clock - 1].type == "h":
        spoken.pop(clock - 1)
        clock -= 1
    return read_distance(" ".join(token.text for token in spoken[:clock]))


def _stands_alone(tokens: list[Token], stamp: Stamp, text: str) -> bool:
    """Say whether few words stand beside the stamp, and those set apart from it as no sentence would."""
    spare = sum(token.type not in _FILLERS for token in tokens[: stamp.first] + tokens[stamp.last :])
    if not spare:
        return True
    if spare > _SPARE_WORDS or stamp.is_vague or text.endswith(_SENTENCE_END):
        return False
    if "@" in text:  # a quoted post, signed with its own date
        return False
    if any(token.type in "wt" for token in tokens[stamp.first : stamp.last]):
        return True
    before = stamp.first == 0 or tokens[stamp.first - 1].type in _BREAKS
    return before and (stamp.last == len(tokens) or tokens[stamp.last].type in _BREAKS)
