"""The stage that an example is tried on: what a matcher must see around one line to be able to hit it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle, islice

from cleaner.folding import fold
from cleaner.keys import key_of
from cleaner.matchers import Context
from cleaner.matchers.markup import MarkupMatcher
from cleaner.matchers.shape import ShapeMatcher
from cleaner.rule import Rule
from cleaner.rulefile.models import RuleSpec
from cleaner.rulefile.specimens import ARABIC_PROSE, prose_like
from cleaner.view import View


def hits(rule: Rule, spec: RuleSpec, example: str) -> bool:
    """Tell whether the matcher of a rule, without the rule's conditions, hits a line of its own.

    What a kind needs to know is made up from the rule's strip examples: the value captured before for ``same_as``
    and ``opens_with`` (all but the last word), the survey for ``repeat``, the rest of the run for ``shape``. For
    ``css`` and ``xpath`` the example is a piece of HTML in which an element must be found.
    """
    if isinstance(rule.matcher, MarkupMatcher):
        return _finds(rule.matcher.xpaths, example)
    view, context, at = _stage(rule, spec, example)
    return any(hit.at == at for hit in rule.matcher.find(view, context))


def _stage(rule: Rule, spec: RuleSpec, example: str) -> tuple[View, Context, int]:
    strips = spec.examples.strip
    if isinstance(rule.matcher, ShapeMatcher):
        return _run(rule.matcher, strips, example)
    if spec.headline is not None and spec.headline.echoed:
        # Below a line of the site, and above a text that holds the words of the strip examples.
        view = View.of("\n".join(["*", example, f"{' '.join(strips)} {prose_like(example)[0]}"]))
        return view, Context(hits=_ByAnyName(frozenset({2}))), 1
    if spec.headline is not None:
        # Above running text, with a line right below that rules know: the evidence that a headline asks for.
        below = frozenset({1})
        return View.of(f"{example}\n{prose_like(example)[0]}"), Context(taken=below, hits=_ByAnyName(below)), 0
    keys = [key_of(fold(strip)) for strip in strips]
    if spec.opens_with is not None:
        keys = [key.rpartition(" ")[0] for key in keys]
    field: str = spec.same_as or spec.opens_with or ""
    captured = {field: {key: frozenset[int]() for key in keys}}
    return View.of(example, (100, dict.fromkeys(keys, 100))), Context(captured=captured), 0


def _run(matcher: ShapeMatcher, strips: Sequence[str], example: str) -> tuple[View, Context, int]:
    """Stand the example in an Arabic article, at the head of as long a run as the shape asks for."""
    above, below = ARABIC_PROSE
    run = [example, *islice(cycle(strips), matcher.run - 1)]
    if {"doubled", "twin"} & {*matcher.has}:
        run.insert(0, strips[0])
    head, tail = [above], [] if matcher.to_end else [below]
    if "announced" in matcher.has:
        tail = [below, *(line for strip in strips for line in (strip, above))]
    if "apart" in matcher.has:
        head, tail = [above, below, ""], [""]
    if {"foreign", "verse"} & {*matcher.has}:
        run = [example, *(strip for strip in strips if strip != example)]
        head, tail = [], [above, below, f"{above} {below}"]
        if "ellipsis" in matcher.has:
            head, tail = tail, head
    if "joined" in matcher.has:
        head, tail = [above, "", below, ""], [strips[0]]
    copies = strips if {"repeated", "echoed"} & {*matcher.has} else ()
    held = frozenset(range(len(head), len(head) + len(run)))
    view = View.of("\n".join([*head, *run, *tail, *copies]))
    return view, Context(hits=_ByAnyName(held)), len(head)


class _ByAnyName(Mapping[str, frozenset[int]]):
    """Lines that are held by whatever rule or group a matcher asks for."""

    def __init__(self, lines: frozenset[int]) -> None:
        self.lines = lines

    def __getitem__(self, name: str) -> frozenset[int]:
        return self.lines

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def _finds(xpaths: Sequence[str], snippet: str) -> bool:
    from lxml import etree, html

    tree = html.document_fromstring(f"<html><body>{snippet}</body></html>")
    return any(bool(etree.XPath(path)(tree)) for path in xpaths)


def literals(spec: RuleSpec) -> Iterator[tuple[str, int, str]]:
    """Yield key, index and text of every template or pattern of a rule."""
    for key in ("line", "start", "keep", "prefix", "suffix", "regex"):
        for index, text in enumerate(getattr(spec, key) or ()):
            yield key, index, text
