"""Invented text that rules are tried on: paragraphs of an article, and headlines as sites promote them."""

import re
from collections.abc import Mapping, Sequence

# Languages written in the Arabic script that news corpora hold.
ARABIC_SCRIPT = frozenset({"ar", "fa", "ur", "ps", "ckb", "ug", "sd"})
_ARABIC_LETTER = re.compile("[\u0620-\u064a\u066e-\u06d3]")

ARABIC_PROSE = (
    "افتتحت بلدية الميناء صباح أمس سوقاً جديدة للأسماك على الرصيف القديم بعد أعمال ترميم دامت ثلاث سنوات، وحضر "
    "الافتتاح مئات الصيادين الذين قدموا من القرى القريبة مع عائلاتهم.",
    "ويأمل التجار أن تعيد السوق الحياة إلى الحي الذي هجره كثير من أهله، إذ تضم المباني المرممة مخازن مبردة وورشاً "
    "لإصلاح الشباك وقاعة يتعلم فيها الشبان صناعة القوارب الخشبية.",
)
LATIN_PROSE = (
    "The harbour council opened a new fish market on the old quay yesterday morning after three years of repairs, and "
    "several hundred fishermen came with their families from the villages along the coast.",
    "Traders hope that the market will bring life back to a quarter that many people had left, since the restored "
    "halls hold cold stores, workshops for nets and a room where boat building is taught.",
)
HEADLINES: Mapping[str, tuple[str, ...]] = {
    "ar": (
        "جسر النهر يعود إلى العمل",
        "مزارعو الوادي يستعدون لموسم الزيتون رغم تأخر الأمطار ونقص العمال في القرى البعيدة",
    ),
    "fa": (
        "پل رودخانه دوباره باز شد",
        "کشاورزان دره با وجود دیر رسیدن باران خود را برای فصل زیتون آماده می کنند",
    ),
    "ur": (
        "دریا کا پل دوبارہ کھل گیا",
        "وادی کے کسان بارش میں تاخیر کے باوجود زیتون کے موسم کی تیاری میں مصروف ہیں",
    ),
    "en": (
        "River bridge opens to traffic again",
        "Valley farmers make ready for the olive season although the rain is late and hands are few",
    ),
    "fr": (
        "Le pont du fleuve rouvre enfin",
        "Les fermiers de la vallée préparent la saison des olives malgré le retard des pluies",
    ),
}


def is_arabic_script(text: str) -> bool:
    """Tell whether a text holds a letter of the Arabic script."""
    return _ARABIC_LETTER.search(text) is not None


def prose_like(text: str) -> tuple[str, str]:
    """Return two long paragraphs in the script of ``text``."""
    return ARABIC_PROSE if is_arabic_script(text) else LATIN_PROSE


def prose_for(languages: Sequence[str], text: str) -> tuple[str, str]:
    """Return two long paragraphs for a rule file of these languages; where it names none, in the script of ``text``."""
    if not languages:
        return prose_like(text)
    return ARABIC_PROSE if ARABIC_SCRIPT.intersection(languages) else LATIN_PROSE


def headlines_for(rule_set: str, heading: str) -> tuple[str, ...]:
    """Return headlines to stand under a heading: in the language its rule set is named for, else in its script."""
    return HEADLINES.get(rule_set) or HEADLINES["ar" if is_arabic_script(heading) else "en"]
