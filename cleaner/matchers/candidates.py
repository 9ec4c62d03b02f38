"""Which lines may be a page's own headline, by their form and by what stands beside them."""

import re

from cleaner.features import COLUMNS, DASHED, LATIN, LISTED, NUMBER
from cleaner.lazy import remembered
from cleaner.matchers import Context
from cleaner.metadata.lexicon import folded_words
from cleaner.metadata.names import is_agency, is_city, is_outlet, is_person
from cleaner.metadata.persons import may_be_person
from cleaner.metadata.sections import is_section
from cleaner.view import View
from cleaner.zones import head

MIN_WORDS = 2
MAX_WORDS = 40
LONE_WORDS = 4
KICKER_WORDS = 6
CAPTION_WORDS = 14
PATH_WORDS = 6
_TICKER = "عاجل"
SLOGAN_LINES = 5
SITE_WORDS = 3
# Groups of rules whose lines stand right below a short headline.
SHORT_HEADER = ("date", "byline")
# The name of a site and, behind a mark, what it is: ``Voice of the valley - the first paper of the town``.
_SLOGAN = re.compile(
    r".{2,30}?(?: ?\.\.+ ?| [-|] ?)(?:ال)?(?:موقع|بوابه|صحيفه|جريده|شبكه|وكاله|منبر|موسوعه|محرك|مجله"
    r"|مدونه|منتدي|منتديات|قناه|اذاعه|اول)(?: |$)"
    r"|(?:اول|اكبر) (?:موقع|صحيفه|جريده|وكاله|مجله|بوابه|شبكه) "
    r"|(?:موقع|بوابه|صحيفه|جريده|شبكه|وكاله|مجله|مدونه|منتديات) \S+(?: \S+)? ?(?:\.\.+|[-|]) ?\S"
)
# Words that open a kicker: what stands above a headline says when, where or how.
_KICKER_OPENERS = folded_words(
    """
    بعد قبل خلال عقب وسط رغم برغم بالرغم بحضور بمشاركة برعاية بمناسبة بسبب بهدف بالصور بالفيديو بالأرقام بالأسماء
    لأول للمرة للعام لليوم على في ضمن مع بين منذ تزامنا تحت أثناء حول نحو إثر احتجاجا دعما تنفيذا استعدادا در پس
    با همزمان گزارش
    """
)
# Lines that tell when or how rather than what: a label with a time, times of a ticker, a step of a path.
_NO_HEADLINE = re.compile(
    r"(?:تم )?(?:(?:ال)?نشر|نشرت|تاريخ|اخر تحديث|تحديث|published|updated|publie|mis a jour|انتشار)[ :/(-].*"
    r"\d{1,2}[:h]\d{2}"
    r"|[/>\\]|\d{1,2}[:.]\d{2} |(?:[^:]{2,20}: ?\d[^:]{0,12}(?:-|\||$)){2}"
)


def may_be_headline(view: View, context: Context, at: int) -> bool:
    """Tell whether no rule hits a line and nothing in its form speaks against a headline."""
    flags, text = view.features[at].flags, view.lines[at].text
    return (
        (LONE_WORDS <= view.words[at] <= MAX_WORDS or _is_short(view, context, at))
        and at not in context.taken
        and not flags & (LISTED | NUMBER | COLUMNS)
        and not (flags & DASHED and not view.prose[at])
        and not (flags & LATIN and view.latin[at])
        and not text.rstrip().endswith((".", ":", "\N{ARABIC COMMA}", ","))
        and not view.stamped(at)
        and not _is_masthead(view, at)
        and not _beside_link(view, at)
        and not _is_slogan(view, at)
        and not _is_caption(view, at)
        and not _NO_HEADLINE.match(view.features[at].folded)
        and not _is_credit(text)
    )


def is_kicker(view: View, at: int) -> bool:
    """Tell what stands above a headline and says when, where or how."""
    key = view.keys[at]
    return is_ticker(view, at) or (view.words[at] <= KICKER_WORDS and key.partition(" ")[0] in _KICKER_OPENERS)


def is_ticker(view: View, at: int) -> bool:
    """Tell breaking news, which may be any page's and gives way to another candidate."""
    return view.keys[at].startswith(_TICKER)


def _is_short(view: View, context: Context, at: int) -> bool:
    """Tell a headline of two or three words: a day or a byline stands right below, and it is no name and no label.

    It opens the page, or stands below the label of a section, or is printed twice; else it may be a word of a menu.
    """
    if not MIN_WORDS <= view.words[at] < LONE_WORDS or not held(context, view.following(at), SHORT_HEADER):
        return False
    text, above = view.lines[at].text, view.previous(at)
    if above is not None and not view.repeated[at] and not is_section(view.lines[above].text):
        return False
    return not (is_section(text) or may_be_person(text) or is_outlet(text) or is_city(text))


def _is_masthead(view: View, at: int) -> bool:
    """Tell whether a line of a few words opens another line of the header, as the name of a site does."""
    if view.words[at] >= LONE_WORDS:
        return False
    return any(view.keys[other].startswith(f"{view.keys[at]} ") for other in head(view) if other != at)


def _is_slogan(view: View, at: int) -> bool:
    """Tell whether a line names a site and says of what kind it is, among the first lines of the page."""
    return view.rank[at] < SLOGAN_LINES and _SLOGAN.match(view.features[at].folded) is not None


def _is_caption(view: View, at: int) -> bool:
    """Tell the sentence of a caption, by its credit in brackets, and the path of a page, by its strokes."""
    line = view.features[at]
    sentence = line.words > CAPTION_WORDS and line.folded.endswith(")")
    return sentence or (" / " in line.folded and line.words <= PATH_WORDS)


@remembered
def _is_credit(text: str) -> bool:
    """Tell whether a line is an agency's or a paper's name, or an author's or a photographer's beside a house's."""
    _, stroke, who = text.rpartition("/")
    author, bar, house = text.partition("|")
    signed = is_person(author) and len(house.split()) <= SITE_WORDS
    return is_agency(text) or bool(stroke and is_person(who)) or bool(bar and signed)


def _beside_link(view: View, at: int) -> bool:
    return any(near is not None and view.link[near] for near in (view.previous(at), view.following(at)))


def held(context: Context, at: int | None, names: tuple[str, ...]) -> bool:
    """Tell whether there is a line at ``at`` that one of these rules or groups hits."""
    return at is not None and any(at in context.hits.get(name, ()) for name in names)
