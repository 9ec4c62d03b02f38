"""The report as one HTML file that needs nothing else: no script or style from elsewhere, no network."""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from html import escape
from pathlib import Path
from zlib import crc32

from cleaner import __version__
from cleaner.errors import WriteError
from cleaner.report.gathering import BINS, Gathered
from cleaner.report.style import SCRIPT, STYLE
from cleaner.sinks.atomic import refuse_irregular, write_file
from cleaner.summary import Summary

_START = '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>cleaner: report</title>'
_FIELDS = ("title", "author", "date", "page_date", "section", "source", "tags", "language", "url", "hostname")


def check_report(path: Path, force: bool) -> None:
    """Raise WriteError, before anything is done, for a file that is there and is no report of an earlier run."""
    refuse_irregular(path)
    if path.exists() and not force:
        try:
            with path.open("rb") as file:
                known = file.read(len(_START)) == _START.encode()
        except OSError as error:
            raise WriteError(f"{path}: cannot be written: {error.strerror}; choose another name") from error
        if not known:
            raise WriteError(f"{path}: exists and is no report of an earlier run; choose another name, or --force")


def write_report(path: Path, gathered: Gathered, summary: Summary) -> None:
    """Write the report; raises WriteError."""
    write_file(path, render(gathered, summary).encode("utf-8", "replace"))


def render(gathered: Gathered, summary: Summary) -> str:
    """Return the report as HTML; text of pages is escaped and shown in its own direction."""
    parts = (
        _about(gathered, summary),
        _totals(summary),
        _histogram(gathered),
        _rules(gathered, summary),
        _repairs(summary),
        _metadata(gathered, summary),
        _findings(gathered),
        _documents(gathered),
        _failures(summary),
    )
    return (
        _START + '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{STYLE}</style></head><body><h1>cleaner: report</h1>\n" + "\n".join(filter(None, parts))
        + f"\n<script>{SCRIPT}</script></body></html>\n"
    )  # fmt: skip


def _section(title: str, note: str, body: str) -> str:
    slug = title.lower().replace(" ", "-")
    return f'<section id="{slug}"><h2>{escape(title)}</h2><p class="note">{escape(note)}</p>{body}</section>'


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]], attributes: str = "") -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in rows)
    return f"<table{attributes}><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _about(gathered: Gathered, summary: Summary) -> str:
    note = f"cleaner {__version__}, rules {gathered.rules_hash[:12] or 'unknown'}"
    if gathered.documents < summary.documents:
        note += (
            f". The run went on where an earlier one was cut off: counts are of the whole run; samples, shares, "
            f"findings and documents are of the {gathered.documents:,} documents since"
        )
    return f'<p class="note">{escape(note)}</p>'


def _totals(summary: Summary) -> str:
    taken = summary.characters_in - summary.characters_out
    share = taken / summary.characters_in if summary.characters_in else 0.0
    cards = (
        ("documents", f"{summary.documents:,}"),
        ("characters in", f"{summary.characters_in:,}"),
        ("characters taken", f"{taken:,} ({share:.1%})"),
        ("embedded articles", f"{summary.embedded:,}"),
        ("refused", f"{summary.kinds['refused']:,}"),
        ("unresolved", f"{summary.kinds['unresolved']:,}"),
        ("failed", f"{len(summary.failures):,}"),
    )
    inside = "".join(f"<div><b>{value}</b><span>{name}</span></div>" for name, value in cards)
    return f'<section id="totals" class="cards">{inside}</section>'


def _histogram(gathered: Gathered) -> str:
    most = max(gathered.histogram) or 1
    step = 100 // BINS
    bars = "".join(
        f'<div title="{count:,} documents lost {at * step} to {(at + 1) * step}% of their characters">'
        f'<b>{count:,}</b><i style="height:{85 * count / most:.1f}%"></i><span>{at * step}%</span></div>'
        if count
        else f"<div><i></i><span>{at * step}%</span></div>"
        for at, count in enumerate(gathered.histogram)
    )
    note = "Documents by the share of their characters that was cut."
    return _section("Share removed", note, f'<div class="bars">{bars}</div>')


def _rules(gathered: Gathered, summary: Summary) -> str:
    rows = []
    for rule, hits in sorted(summary.rules.items(), key=lambda item: (-item[1], item[0])):
        rows.append((f"<code {_hue(rule)}>{escape(rule)}</code>", f"{hits:,}", f"{gathered.lines[rule]:,}",
                     f"{gathered.characters[rule]:,}", _samples(gathered.samples.get(rule, []))))  # fmt: skip
    heads = ("rule", "hits", "lines", "characters", "samples")
    return _section("Rules", "What each rule took.", _table(heads, rows, ' class="numbers"'))


def _samples(found: list[tuple[str, str]]) -> str:
    """Return what a rule took: the first sample, and the others behind it."""
    shown = [
        f'<p dir="{direction(text)}">{escape(text)} <small><bdi>{escape(name)}</bdi></small></p>'
        for name, text in found
    ]
    if len(shown) < 2:
        return "".join(shown)
    return f"{shown[0]}<details><summary>{len(shown) - 1} more</summary>{''.join(shown[1:])}</details>"


def direction(text: str) -> str:
    """Return the direction of a text, rtl or ltr, by most of its letters."""
    kinds = Counter(map(unicodedata.bidirectional, text[:5000]))
    return "rtl" if kinds["R"] + kinds["AL"] > kinds["L"] else "ltr"


def _hue(rule: str) -> str:
    """Return the style that gives a rule a colour of its own, the same wherever it is named."""
    return f'class="rule" style="--hue:{crc32(rule.encode()) % 360}"'


def _repairs(summary: Summary) -> str:
    rows = [(f"<code>{escape(name)}</code>", f"{count:,}") for name, count in summary.repairs.most_common()]
    if not rows:
        return ""
    note = "What was mended before any rule ran, and what extraction left out."
    return _section("Repairs", note, _table(("what", "times"), rows, ' class="numbers narrow"'))


def _metadata(gathered: Gathered, summary: Summary) -> str:
    whole = summary.documents or 1
    rows = [
        (name, f"{summary.metadata[name]:,}", f'<meter value="{summary.metadata[name] / whole:.3f}"></meter> '
         f"{summary.metadata[name] / whole:.0%}")
        for name in _FIELDS
    ]  # fmt: skip
    languages = ", ".join(f"{name} {count:,}" for name, count in gathered.languages.most_common(12))
    note = "Documents for which a field is known." + (f" Languages: {languages}." if languages else "")
    return _section("Metadata", note, _table(("field", "documents", "share"), rows, ' class="coverage"'))


def _findings(gathered: Gathered) -> str:
    if not gathered.findings:
        return ""
    kinds = sorted({finding.kind for _, finding in gathered.findings})
    options = "".join(f"<option>{kind}</option>" for kind in kinds)
    rows = []
    for name, finding in gathered.findings:
        rows.append(
            f'<tr data-kind="{finding.kind}"><td>{finding.kind}</td><td><code>{escape(finding.rule)}</code></td>'
            f'<td><bdi dir="auto">{escape(name)}</bdi>:{finding.first_line}</td>'
            f'<td><bdi dir="auto">{escape(finding.message)}</bdi></td></tr>'
        )
    left = f"<p>and {gathered.findings_left:,} more, not shown</p>" if gathered.findings_left else ""
    body = (
        f'<p><select id="kind"><option value="">every kind</option>{options}</select> '
        '<input id="words" type="search" placeholder="rule, document or words"> <output id="shown"></output></p>'
        '<table id="found"><thead><tr><th>kind</th><th>rule</th><th>place</th><th>what</th></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>{left}"
    )
    note = "What rules wanted and guards refused, blocks without an end, doubts about a page."
    return _section("Findings", note, body)


def _documents(gathered: Gathered) -> str:
    if not gathered.changed:
        return ""
    shown = []
    for item in sorted(gathered.changed, key=lambda one: (-one.share, one.id)):
        marked = "".join(
            f'<del {_hue(rule)} title="{escape(rule)}">{escape(text)}</del>' if rule else escape(text)
            for text, rule in item.pieces
        )
        taken = Counter(rule for _, rule in item.pieces if rule)
        legend = " ".join(f"<code {_hue(rule)}>{escape(rule)}</code>" for rule in taken)
        shown.append(
            f'<details><summary>{item.share:.0%} <bdi dir="auto">{escape(item.id)}</bdi></summary>'
            f'<p class="legend">{legend}</p>'
            f'<pre dir="{direction("".join(text for text, _ in item.pieces))}">{marked}</pre></details>'
        )
    note = (
        "The documents that lost the largest share. What was cut has the colour of its rule; point at it to see which."
    )
    return _section("Most changed", note, "".join(shown))


def _failures(summary: Summary) -> str:
    rows = [(f'<bdi dir="auto">{escape(failure.message)}</bdi>',) for failure in summary.failures[:1000]]
    return _section("Failed", "Documents that could not be cleaned.", _table(("what",), rows)) if rows else ""
