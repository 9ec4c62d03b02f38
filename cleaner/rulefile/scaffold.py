"""A first draft of a rule, made from lines of a page: valid YAML that says what its author still has to say."""

import json
import unicodedata
from collections.abc import Iterable, Sequence

from cleaner.rulefile.specimens import is_arabic_script
from cleaner.view import View

SLUG = "new-rule"
_GROW = {True: " وهكذا بدأ حديثه الطويل عن المدينة في ذلك المساء.", False: " was how the long story of the town began."}
_HOLES = "{who:name} {when:date} {day:weekday} {t:time} {n:num} {all:tags} {x:text}"


def draft(lines: Sequence[str], first: int, last: int, slug: str = SLUG, page: str = "the page") -> str:
    """Return a rule entry for lines ``first`` to ``last`` (from 1) of a page: ``line`` for one, ``start`` for more.

    Blank lines at either end of the range are left out. Raises ValueError where nothing else is in it.
    """
    view = View.of("\n".join(lines))
    shown = [at for at in view.shown if first - 1 <= at <= last - 1]
    if not shown:
        raise ValueError(f"lines {first} to {last} are blank")
    texts = [line.text for line in view.lines]
    heading = texts[shown[0]]
    out = [
        f"# From lines {first} to {last} of {page}; paste it under 'rules:' of a rule file.",
        "# Then try it: cleaner rules test FILE",
        f"  - id: {slug}  # a short name of what it is, a-z, 0-9 and hyphens",
        '    group: ""  # its kind of chrome, such as share, related, menu; other rules refer to it by that name',
        '    message: "TODO: what this is, in a few words"',
    ]
    if len(shown) == 1:
        out += [
            f"    # Whole lines, compared after folding. Gaps that vary are written {_HOLES}",
            *_list("line", [_plain(heading)]),
            "    # If only the place tells it from body text:  where: {zone: tail}  (or head, after_article)",
            "    # If it says something about the page:  capture: {author: who}  (or date, source, tags, section)",
        ]
    else:
        out += _block(view, shown)
    out += [
        "    examples:",
        *_list("strip", [heading], "      "),
        "      # Put in a line of real body text that looks most like it; this one is made up.",
        *_list("keep", [_plain(heading).rstrip(" :.") + _GROW[is_arabic_script(heading)]], "      "),
    ]
    if len(shown) > 1:
        out += _case(view, shown)
    return "\n".join(out) + "\n"


def _block(view: View, shown: Sequence[int]) -> list[str]:
    below = shown[1:]
    prose = [view.lines[at].number for at in below if view.prose[at]]
    out = [
        f"    # The heading opens a block. Gaps that vary are written {_HOLES}",
        *_list("start", [_plain(view.lines[shown[0]].text)]),
        "    end:",
    ]
    if prose:
        out += [
            f"      # Running text inside: line {', '.join(map(str, prose))}. A block takes it only on evidence that",
            "      # the article has ended, such as:  - {to: landmark, if_after: [source-line, keywords]}",
        ]
    return [*out, f"      - {{while: [teaser, bullet], max_lines: {len(below)}}}"]


def _case(view: View, shown: Sequence[int]) -> list[str]:
    """Return a case of the block and the lines around it, marked as the draft's ``end`` should cut them."""
    above, below = view.previous(shown[0]), view.following(shown[-1])
    marked = [] if above is None else [("=", view.lines[above].text)]
    taken = True
    for at in shown:
        taken = taken and not view.prose[at]
        marked.append(("-" if taken else "=", view.lines[at].text))
    if below is not None:
        marked.append(("=", view.lines[below].text))
    return [
        "    # Each line of a case is marked: = is kept, - is taken by this rule.",
        "    cases:",
        "      - name: as found",
        "        text: |",
        *(f"          {mark} {_seen(text)}" for mark, text in marked),
    ]


def _list(key: str, items: Iterable[str], indent: str = "    ") -> list[str]:
    return [f"{indent}{key}:", *(f"{indent}  - {_quoted(item)}" for item in items)]


def _plain(text: str) -> str:
    """Return a line as a template has it: what shows of it, without braces, which open holes."""
    return _seen(text.translate({ord(brace): " " for brace in "{}"}))


def _seen(text: str) -> str:
    """Return what shows of a line, with single spaces; what does not show makes no difference to rules."""
    joined = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return " ".join("".join(char if char.isprintable() else " " for char in joined).split())


def _quoted(text: str) -> str:
    """Return a YAML scalar in double quotes, with everything that does not show written as an escape."""
    plain = json.dumps(text, ensure_ascii=False)
    return "".join(char if char.isprintable() else _escape(char) for char in plain)


def _escape(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"
