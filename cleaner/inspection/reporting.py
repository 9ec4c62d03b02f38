"""From what was found in single pages to the report: choices, duplicates over the corpus, the baseline."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cleaner.checks.corpus import duplicates, near_duplicates
from cleaner.checks.model import PageFinding
from cleaner.findings.report import Report
from cleaner.inspection.baseline import read_baseline, split
from cleaner.inspection.choosing import Choice, documentation, rank_by_place
from cleaner.inspection.examining import in_record
from cleaner.inspection.outcome import Examined, about, shown
from cleaner.inspection.running import Run


def make_report(run: Run, choice: Choice, pages: Sequence[Examined], given: Sequence[str] = ()) -> Report:
    """Choose from what was found, add duplicates, and take out what a baseline holds."""
    settings, root = run.loaded.settings, run.loaded.root
    found: list[PageFinding] = []
    for page in pages:
        for finding in page.outcome.findings:
            beside = in_record(finding.rule) and not finding.row
            path = page.target.record if beside else page.target.path
            kept = choice.reported(finding, page.target.name, page.outcome.read)
            if kept:
                fix = kept.fix if page.target.plain else "none"
                found.append(replace(kept, path=path, fix=fix))
    for finding, page in _twins(pages, settings.near_duplicate):
        kept = choice.reported(finding, page.target.name)
        found += [kept] if kept else []
    found += [kept for finding in choice.unused(given) if (kept := choice.reported(finding, ""))]
    new, known = rank_by_place(found), 0
    if settings.baseline:
        known_file = root / settings.baseline
        parts = split(new, read_baseline(known_file), root, {page.target.name for page in pages})
        file = shown(known_file)
        stale = [
            about("baseline/stale", f"{name}: {rule}: no longer found ({count}); cleaner baseline prune", file)
            for (name, rule, _), count in sorted(parts.stale.items())
        ]
        kept_stale = [kept for finding in stale if (kept := choice.reported(finding, ""))]
        new, known = rank_by_place((*parts.new, *kept_stale)), parts.known
    unread = sum(not page.outcome.read for page in pages)
    return Report(new, len(pages) - unread, unread, settings.fail_on, known,
                  pages=documentation(run.examiner.cleaner.rules.all))  # fmt: skip


def _twins(pages: Sequence[Examined], threshold: float) -> Iterator[tuple[PageFinding, Examined]]:
    sketches = [page.outcome.sketch for page in pages]
    found = [("corpus/duplicate", twin) for twin in duplicates(sketches)]
    if threshold:
        found += [("corpus/near-duplicate", twin) for twin in near_duplicates(sketches, threshold)]
    for rule, twin in found:
        page, other = pages[twin.at], pages[twin.other].place
        exact = rule == "corpus/duplicate"
        message = f"the same text as {other}" if exact else f"{twin.share:.0%} of this text stands in {other}"
        found_here = replace(about(rule, message, page.target.path), fingerprint=page.outcome.sketch.whole[:16])
        yield replace(found_here, record=page.outcome.record, row=page.outcome.row), page
