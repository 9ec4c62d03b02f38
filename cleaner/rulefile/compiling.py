"""From checked rule specs to rules. ``MATCHERS`` is the registry of rule kinds: one line each."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from cleaner.folding import FoldName
from cleaner.matchers import Matcher
from cleaner.matchers.credit import CreditMatcher
from cleaner.matchers.edge import PrefixMatcher, SuffixMatcher
from cleaner.matchers.headline import HeadlineMatcher
from cleaner.matchers.line import LineMatcher
from cleaner.matchers.markup import MarkupMatcher
from cleaner.matchers.opens_with import OpensWithMatcher
from cleaner.matchers.pattern import PatternMatcher
from cleaner.matchers.repeat import RepeatMatcher
from cleaner.matchers.same_as import SameAsMatcher
from cleaner.matchers.shape import ShapeMatcher
from cleaner.matchers.words import WordsMatcher
from cleaner.rule import End, Guard, Rule, Where
from cleaner.rulefile.models import RuleFileSpec, RuleSpec
from cleaner.template import Template, parse_template


class Kind(NamedTuple):
    """A kind of rule: its matcher, whose docstring is the kind's page, and what makes one of a checked rule."""

    matcher: type[Matcher]
    make: Callable[[RuleSpec, FoldName], Matcher]


def _templates(texts: list[str] | None, fold: FoldName, open_end: bool = False) -> tuple[Template, ...]:
    return tuple(parse_template(text, fold, open_end) for text in texts or ())


def _shape(spec: RuleSpec, fold: FoldName) -> Matcher:
    shape = spec.shape
    assert shape is not None
    return ShapeMatcher(
        has=tuple(shape.has),
        lacks=tuple(shape.lacks),
        min_words=shape.min_words,
        max_words=shape.max_words,
        unclaimed=shape.unclaimed,
        run=shape.run,
        holding=tuple(shape.holding),
        at_least=shape.at_least,
        share=shape.share,
        from_held=shape.from_held,
        to_held=shape.to_held,
        to_end=shape.to_end,
        gap=shape.gap,
        breaks=tuple(shape.breaks),
    )


def _words(spec: RuleSpec, fold: FoldName) -> Matcher:
    words = spec.words
    assert words is not None
    return WordsMatcher(
        tuple(words.telling), tuple(words.filling), words.at_least, words.share, words.min_words, words.max_words, fold
    )


def _headline(spec: RuleSpec) -> Matcher:
    assert spec.headline is not None
    return HeadlineMatcher(spec.headline.alone, spec.headline.echoed)


def _repeat(spec: RuleSpec) -> Matcher:
    assert spec.repeat is not None
    return RepeatMatcher(spec.repeat.min_share, spec.repeat.min_documents)


def _pattern(spec: RuleSpec, fold: FoldName) -> Matcher:
    matcher = PatternMatcher(tuple(spec.regex or ()), fold)
    try:
        matcher.compiled  # noqa: B018 - a pattern that RE2 refuses must fail here, not at the first document
    except Exception as error:
        raise ValueError(f"pattern refused by RE2: {error}") from error
    return matcher


def _css(spec: RuleSpec, fold: FoldName) -> Matcher:
    from cssselect import GenericTranslator, SelectorError

    try:
        return MarkupMatcher(tuple(GenericTranslator().css_to_xpath(selector) for selector in spec.css or ()))
    except SelectorError as error:
        raise ValueError(f"not a CSS selector: {error}") from error


def _xpath(spec: RuleSpec, fold: FoldName) -> Matcher:
    from lxml import etree

    for expression in spec.xpath or ():
        try:
            etree.XPath(expression)
        except etree.XPathError as error:
            raise ValueError(f"not an XPath expression: {expression!r}: {error}") from error
    return MarkupMatcher(tuple(spec.xpath or ()))


MATCHERS: Mapping[str, Kind] = {
    "line": Kind(LineMatcher, lambda spec, fold: LineMatcher(_templates(spec.line, fold), fold)),
    "start": Kind(LineMatcher, lambda spec, fold: LineMatcher(_templates(spec.start, fold), fold)),
    "keep": Kind(LineMatcher, lambda spec, fold: LineMatcher(_templates(spec.keep, fold), fold)),
    "prefix": Kind(PrefixMatcher, lambda spec, fold: PrefixMatcher(_templates(spec.prefix, fold, open_end=True), fold)),
    "suffix": Kind(SuffixMatcher, lambda spec, fold: SuffixMatcher(_templates(spec.suffix, fold), fold)),
    "shape": Kind(ShapeMatcher, _shape),
    "words": Kind(WordsMatcher, _words),
    "same_as": Kind(SameAsMatcher, lambda spec, fold: SameAsMatcher(spec.same_as or "")),
    "opens_with": Kind(OpensWithMatcher, lambda spec, fold: OpensWithMatcher(spec.opens_with or "")),
    "repeat": Kind(RepeatMatcher, lambda spec, fold: _repeat(spec)),
    "headline": Kind(HeadlineMatcher, lambda spec, fold: _headline(spec)),
    "credit": Kind(CreditMatcher, lambda spec, fold: CreditMatcher(spec.credit is None or spec.credit.signed)),
    "regex": Kind(PatternMatcher, _pattern),
    "css": Kind(MarkupMatcher, _css),
    "xpath": Kind(MarkupMatcher, _xpath),
}


def compile_rule(spec: RuleSpec, file: RuleFileSpec) -> Rule:
    """Compile one rule of a file; raises ValueError that says what is wrong with its template or pattern."""
    matcher = MATCHERS[spec.matcher].make(spec, file.fold)
    where, guard = spec.where, spec.guard
    holes = {hole.name for template in getattr(matcher, "templates", ()) for hole in template.holes}
    for name, hole in spec.capture.items():
        if hole not in ("line", "block") and holes and hole not in holes:
            raise ValueError(f"capture {name}: no template has a hole {hole!r}")
    return Rule(
        id=f"{file.set}/{spec.id}",
        message=spec.message,
        kind=spec.matcher,
        matcher=matcher,
        where=Where(
            where.zone,
            where.lines,
            where.after_body,
            tuple(where.before),
            tuple(where.after),
            tuple(where.beside),
            tuple(where.over),
            tuple(where.under),
            where.alone,
            where.sole,
            tuple(where.has),
            tuple(where.lacks),
            tuple(where.above),
            tuple(where.below),
        ),
        guard=Guard(guard.max_share, guard.min_body_left, guard.max_lines, tuple(guard.next)),
        end=tuple(
            End(tuple(end.to), tuple(end.while_), tuple(end.if_after), end.max_lines, end.headlines) for end in spec.end
        ),
        capture={str(name): hole for name, hole in spec.capture.items()},
        group=spec.group,
        landmark=spec.matcher == "start" if spec.landmark is None else spec.landmark,
        embedded=spec.embedded,
        guess=spec.guess,
        severity=spec.severity,
        fix=spec.fix,
        rank=2 if file.site is not None else 1 if file.lang else 0,
        accept=frozenset(spec.accept),
    )
