"""Features that a line has by the other lines of its page: headlines of other articles, verses, captions in pairs."""

import pytest

from cleaner.view import View

TEXT = (
    "عاد القطار القديم إلى المحطة بعد توقف دام عشرين عاماً.",
    "وقال سكان المدينة إن صوت القطار أعاد إليهم ذكريات الطفولة.",
    "وامتلأت عربات القطار كلها قبل موعد الرحلة الأولى بساعتين كاملتين.",
)
NEWS = (
    "وزير الصحة: حملة تطعيم جديدة في المدارس",
    "ارتفاع أسعار القمح 5% في الأسواق العالمية",
    "الأهلي يستعد لمواجهة منافسه على اللقب",
    "أمطار غزيرة تغمر شوارع «بنغازي»",
    "جامعة تمنح الباحثين منحاً سنوية",
    "تحذير من موجة حر تستمر 3 أيام",
)
OWN = "عودة القطار القديم إلى محطة المدينة"
RHYMED = (
    "يا قطار الليل خذني", "نحو أيامي وبيتي", "حيث كان النهر صبحا", "ضاحكا يسمع صوتي",
    "وعصافير الحقول", "تحتمي من طول صمتي", "كلما جئت إليها", "طار منها نصف وقتي",
)  # fmt: skip
LABELS = ("رئيس التحرير", "سمير الحلبي") * 4
LONG = " ".join([*NEWS, "افتتاح معرض الكتاب بمشاركة عشر دول"])
TITLE = (
    "صور.. القطار القديم يعود إلى محطة المدينة وسكان القرى البعيدة يستقبلونه بالورد.. "
    "والسائق: انتظرت هذا اليوم عشرين عاماً كاملة مع أبناء قريتي"
)


def told(feature: str, *lines: str) -> str:
    """Return one mark for each line: x where it has the feature."""
    found = getattr(View.of("\n".join(lines)), feature)
    return "".join("x" if has else "." for has in found)


@pytest.mark.parametrize(
    ("lines", "marks"),
    [
        pytest.param((*NEWS, *TEXT), "xxxxxx...", id="above the text"),
        pytest.param((*TEXT, *NEWS), "...xxxxxx", id="below the text"),
        pytest.param((*NEWS, OWN, *TEXT), "xxxxxx....", id="the page's own headline stays"),
        pytest.param((OWN, *NEWS, *TEXT), "..........", id="a list that opens with what the text is about"),
        pytest.param((*NEWS[:4], *TEXT), ".......", id="too short a list"),
        pytest.param((*NEWS, *TEXT[:2]), "........", id="too short a text"),
        pytest.param((*(line.rstrip("»") + "،" for line in NEWS), *TEXT), ".........", id="lines that pause"),
        pytest.param((*("و" + line for line in NEWS), *TEXT), ".........", id="lines that go on"),
        pytest.param((LONG, *TEXT), "x...", id="a ticker in one line"),
        pytest.param((LONG + ".", *TEXT), "....", id="a sentence"),
        pytest.param((" ".join(TEXT).replace(".", ""), *TEXT), "....", id="a paragraph about the same"),
        pytest.param((*RHYMED, *TEXT), "...........", id="a poem"),
    ],
)
def test_headlines_of_other_articles(lines: tuple[str, ...], marks: str) -> None:
    assert told("foreign", *lines) == marks


@pytest.mark.parametrize(
    ("lines", "marks"),
    [
        pytest.param(RHYMED, "xxxxxxxx", id="every second line rhymes"),
        pytest.param(("الديوان", "عدد الأبيات: 4", *RHYMED), "..xxxxxxxx", id="below labels"),
        pytest.param(RHYMED[:6], "......", id="too few to tell"),
        pytest.param(LABELS, "........", id="labels that come again"),
        pytest.param(NEWS, "......", id="headlines"),
        pytest.param(("وَقَفتُ عَلى", "الجِسرِ القَديمِ أُسائِلُه", "وَكانَ لَنا", "بَيتٌ عَلى الضِّفَّةِ"), "xxxx", id="vowel signs"),
    ],
)
def test_verses(lines: tuple[str, ...], marks: str) -> None:
    assert told("verse", *lines) == marks


CAPTION = "ركاب على رصيف المحطة"


@pytest.mark.parametrize(
    ("lines", "marks"),
    [
        pytest.param((TEXT[0], CAPTION, CAPTION, TEXT[1]), ".xx.", id="a pair"),
        pytest.param((TEXT[0], CAPTION, CAPTION, NEWS[2], NEWS[2], TEXT[1]), ".xxxx.", id="two pairs"),
        pytest.param((TEXT[0], CAPTION, CAPTION), ".xx", id="at the end"),
        pytest.param((TEXT[0], CAPTION, CAPTION, CAPTION, TEXT[1]), ".....", id="three of a kind"),
        pytest.param((TEXT[0], CAPTION, CAPTION, RHYMED[0], TEXT[1]), ".....", id="a refrain among verses"),
        pytest.param((TEXT[0], "عد بي", "عد بي", TEXT[1]), "....", id="too short"),
        pytest.param((CAPTION, CAPTION, TEXT[1]), "...", id="above the text"),
    ],
)
def test_pairs(lines: tuple[str, ...], marks: str) -> None:
    assert told("twin", *lines) == marks


@pytest.mark.parametrize(
    ("lines", "marks"),
    [
        pytest.param((TITLE, "12 أغسطس 2023", TEXT[0]), "..x", id="a day below it"),
        pytest.param((TITLE, "كتب: حسن فاروق", TITLE, TEXT[0]), "...x", id="printed again"),
        pytest.param((TITLE, TEXT[0]), "xx", id="nothing that tells"),
        pytest.param((TITLE + ".", "12 أغسطس 2023", TEXT[0]), "x.x", id="a sentence"),
    ],
)
def test_headlines_as_long_as_paragraphs(lines: tuple[str, ...], marks: str) -> None:
    assert told("prose", *lines) == marks


FIRST, SECOND, THIRD = "حكاية السكة", "ركاب اليوم الأول", "ما بعد الرحلة"


@pytest.mark.parametrize(
    ("lines", "marks"),
    [
        pytest.param((FIRST, SECOND, FIRST, TEXT[0], SECOND, TEXT[1]), "xx....", id="above running text"),
        pytest.param(
            ("1 " + FIRST, "2 " + SECOND, "3 " + THIRD, FIRST, "• سكة", SECOND, "• ركاب", THIRD, TEXT[0], TEXT[1]),
            "xxx.......",
            id="above lists, in the same order",
        ),
        pytest.param(
            (FIRST, SECOND, THIRD, TEXT[0], FIRST, SECOND, THIRD, "يا قطار", TEXT[1]), ".........", id="a chorus"
        ),
        pytest.param((FIRST, SECOND, TEXT[0], FIRST, "• سكة", SECOND, "• ركاب", TEXT[1]), "........", id="only two"),
    ],
)
def test_tables_of_contents(lines: tuple[str, ...], marks: str) -> None:
    assert told("announced", *lines) == marks
