"""Shared parts: invented text to build pages from, and the pages in ``../shared`` where they are."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from cleaner import Cleaner

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("CLEANER_SHARED", ROOT.parent / "shared"))

settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)
settings.register_profile("thorough", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

PROSE = (
    "قال مدير المكتبة إن القاعة الجديدة ستفتح أبوابها أمام القراء مطلع الشهر المقبل بعد أعمال صيانة طويلة.",
    "وأضاف أن عدد الكتب تجاوز عشرة آلاف كتاب، وأن الاشتراك مجاني لطلاب المدارس طوال العام.",
    "شارك أكثر من مئتي متطوع في نقل الكتب من المبنى القديم خلال ثلاثة أيام متتالية.",
    "المصدر الذي تحدث إلينا قال إن الافتتاح الرسمي سيكون بحضور سكان الحي وأطفالهم.",
    "وتابع: كنا ننتظر هذا اليوم منذ عامين، ولم نصدق أن الرفوف ستمتلئ بهذه السرعة.",
    "Library staff said that the new reading room will open its doors to visitors early next month.",
)
SHORT = (
    "رفوف ممتلئة",
    "حلم قديم",
    "أرقام وتواريخ",
    "يا طيرُ غنِّ",
    "- نعم، بالتأكيد",
    "* ما رأيك؟",
    "3 - 1",
    "17",
    "في الحي",
)
CHROME = (
    "الأربعاء 22 يناير 2025", "عرب وعالم", "17-6-2024 | 19:01", "طباعة", "شارك", "الرئيسية", "رياضة", "اقتصاد",
    "إقرأ أيضاً:", "شاهد أيضاً", "مقالات مشابهة", "  • افتتاح معرض الكتاب", "  • سوق الخضر يتسع", "المصدر: وكالة الضفة",
    "كلمات دلالية: كتب، مكتبة، قراءة", "اترك تعليقاً", "الأكثر قراءة", "بقلم/ ليلى النجار", "ليلى النجار",
    "جميع الحقوق محفوظة © صحيفة الضفة", "إعلان", "3 دقائق قراءة", "سكان الحي يفتتحون مكتبة عامة جديدة",
    "اقرأ أيضاً: افتتاح السوق القديم", "تابعونا على فيسبوك", "", "\u00a0", "\u200f",
)  # fmt: skip


@pytest.fixture(scope="session", autouse=True)
def compiled_rules(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep compiled rules in a folder of this run, for the tests and the programs that they start."""
    os.environ["CLEANER_CACHE_DIR"] = str(tmp_path_factory.mktemp("compiled"))


@pytest.fixture(scope="session")
def cleaner() -> Cleaner:
    return Cleaner()


@pytest.fixture(scope="session")
def shared() -> Path:
    if not (SHARED / "seeds").is_dir():
        pytest.skip("the shared pages are not here")
    return SHARED
