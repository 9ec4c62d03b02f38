"""Where the head of a page ends: at running text, or at the line that leads in a list."""

import pytest

from cleaner.masks import bits
from cleaner.view import View
from cleaner.zones import head, zone_mask

HEADLINE = "أسماء الفرسان في سباق المدينة"
DATE = "12 أغسطس 2023"
PROSE = "عاد القطار القديم إلى المحطة بعد توقف دام عشرين عاماً."
QUESTION = "هل يعود القطار القديم إلى محطة المدينة هذا الصيف بعد توقف دام عشرين عاماً كاملة؟"
LEAD = "وصل اليوم إلى المدينة فرسان السباق، وهم:"


@pytest.mark.parametrize(
    ("lines", "length"),
    [
        ((HEADLINE, DATE, PROSE), 2),
        ((HEADLINE, DATE, LEAD, "حسن فاروق", PROSE), 2),
        ((HEADLINE, DATE, LEAD, "حسن فاروق"), 2),
        ((HEADLINE, DATE, "شارك الخبر:", "حسن فاروق", PROSE), 4),
        ((HEADLINE, DATE, "آخر تحديث للصفحة:", PROSE), 3),
        (("سطر",) * 7, 5),
        ((LEAD, PROSE), 0),
        ((PROSE, LEAD), 0),
    ],
    ids=["prose", "lead-in", "lead-in without prose", "label", "longer label", "no prose", "only lead-in", "below"],
)
def test_the_head_ends_at_running_text_or_a_lead_in(lines: tuple[str, ...], length: int) -> None:
    view = View.of("\n".join(lines))
    assert len(head(view)) == length
    assert [view.shown[rank] for rank in bits(zone_mask(view, "top"))] == list(range(length))


@pytest.mark.parametrize(
    ("lines", "length"),
    [
        ((QUESTION, DATE, PROSE), 2),
        ((QUESTION, "القاهرة - حسن فاروق", PROSE), 2),
        (("ثقافة", QUESTION, DATE, PROSE), 3),
        ((QUESTION, PROSE), 0),
        ((PROSE, DATE, PROSE), 0),
        ((PROSE, QUESTION, DATE, PROSE), 0),
        ((QUESTION, DATE, PROSE, DATE, PROSE, DATE, PROSE), 0),
    ],
    ids=["day", "credit", "section", "text", "sentence", "below text", "diary"],
)
def test_a_headline_may_ask(lines: tuple[str, ...], length: int) -> None:
    assert len(head(View.of("\n".join(lines)))) == length
