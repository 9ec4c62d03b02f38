"""From captured text to values: what a page says of a field, and how each field is read."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cleaner.folding import fold
from cleaner.metadata.dates import find_date, parse_date
from cleaner.metadata.names import clean_author, clean_label, clean_source, clean_title
from cleaner.metadata.tags import split_tags

MAX_SECTION_WORDS = 5
_STEP = re.compile(
    r"\s*[/>|\\\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}]\s*"
)


# Labels of the day on which a page was changed, and of the one on which it came out; folded.
_UPDATE = re.compile(
    "(?:اخر |تم )?ال?تحديث|(?:اخر |تم )?التعديل|عدل في|(?:last )?(?:updated|modified|update)\\b"
    "|(?:derniere? )?mise? a jour|(?:اخرين )?به? ?روز ?رساني|اخرين ويرايش|اپ ?ڈيٹ"
)
_PUBLICATION = re.compile("ال?نشر|نشرت?|published|posted|publie|انتشار|شائع")

# Where a breadcrumb starts, and words that menus have beside their sections.
_NO_SECTION = frozenset(
    fold(word)
    for word in (
        *("الرئيسية", "الصفحة الرئيسية", "الرئيسة", "Home", "Accueil", "خانه", "صفحه نخست", "ہوم"),
        *(
            "اتصل بنا",
            "من نحن",
            "عن الموقع",
            "عن المدونة",
            "تسجيل الدخول",
            "بحث",
            "البحث",
            "القائمة",
            "المزيد",
            "مباشر",
            "إعلانات",
            "إعلان",
            "تبلیغات",
            "اشتہارات",
            "Advertisement",
            "Publicité",
        ),
        *("العربية", "English", "Français", "فارسی", "اردو", "Türkçe", "Español"),
        *("عاجل", "آخر الأخبار", "الأكثر قراءة", "الأرشيف", "أرشيف", "راديو", "فيديو", "صور", "الأقسام", "أعلن معنا"),
    )
)


@dataclass(frozen=True, slots=True)
class Capture:
    """A value that a surviving claim captured: the field, the page's own text, who found it and where.

    ``start`` and ``end`` are offsets in the document's text.
    """

    field: str
    value: str
    rule_id: str
    line: int
    start: int
    end: int
    guess: bool = False

    @property
    def origin(self) -> dict[str, Any]:
        """Where the value came from, as records tell it."""
        told: dict[str, Any] = {"rule": self.rule_id, "line": self.line, "span": [self.start, self.end]}
        return {**told, "guess": True} if self.guess else told


def _date(text: str) -> str | None:
    """Return the day of publication of a line, which is not the day of an update."""
    folded = fold(text)
    if update := _UPDATE.search(folded):
        before, behind = folded[: update.start()], folded[update.end() :]
        published = _PUBLICATION.search(behind)
        return _read_date(before) or (_read_date(behind[published.end() :]) if published else None)
    return _read_date(text)


def _read_date(text: str) -> str | None:
    found = parse_date(text)
    if found is None and (stated := find_date(text)):
        found = stated[2]
    return found


def _day(text: str) -> str | None:
    found = _date(text)
    return found[:10] if found else None


def clean_section(text: str, title: str | None = None) -> str | None:
    """Return a section label; of a breadcrumb its last part that may be one, since some end in the headline.

    A label of six words or more is none, nor is the ``title`` of the page.
    """
    steps = [step for step in _STEP.split(text.strip()) if step]
    if len(steps) > 1 and (len(steps[-1].split()) > MAX_SECTION_WORDS or steps[-1].endswith("...")):
        steps.pop()
    if title and steps and fold(title).startswith(fold(steps[-1].rstrip(" ."))):
        steps.pop()
    label = clean_label(steps[-1]) if steps else None
    if label and fold(label) in _NO_SECTION:
        return None
    # A lone lower-case Latin word is a slug of the site's software, not a label for readers.
    slug = label is not None and label.isascii() and label.islower() and " " not in label
    return label if label and not slug and len(label.split()) <= MAX_SECTION_WORDS else None


READERS: Mapping[str, Callable[[str], Any]] = {
    "title": clean_title,
    "author": clean_author,
    "date": _date,
    "page_date": _day,
    "section": clean_section,
    "source": clean_source,
    "tags": split_tags,
    "caption": clean_label,
    "updated": _read_date,
}
