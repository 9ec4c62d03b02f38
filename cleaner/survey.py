"""What a corpus says about its lines: in how many documents of its site each one stands.

Counting is lossy counting (Manku and Motwani, "Approximate Frequency Counts over Data Streams", VLDB 2002): lines that
are too rare to matter are forgotten bucket by bucket, so memory stays bounded however many documents there are, and a
count falls short of the truth by at most ``ERROR`` of the site's documents.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cleaner.view import View

ERROR = 0.002
# Rarer lines are left out of a finished survey; rules ask for far more.
MIN_SHARE = 0.01
MIN_DOCUMENTS = 3
MAX_KEY = 300


@dataclass
class _Site:
    """Counts of one site: key to documents seen and the most that may have been missed."""

    documents: int = 0
    counts: dict[str, list[int]] = field(default_factory=dict)

    def add(self, keys: Iterable[str]) -> None:
        width = int(1 / ERROR)
        bucket = self.documents // width
        self.documents += 1
        for key in keys:
            found = self.counts.get(key)
            if found is None:
                self.counts[key] = [1, bucket]
            else:
                found[0] += 1
        if self.documents % width == 0:
            self.counts = {key: found for key, found in self.counts.items() if sum(found) > bucket + 1}


@dataclass(frozen=True)
class Survey:
    """Shares of a site's documents that carry a folded line; sites with few documents say nothing.

    ``sites`` maps a host (or the empty string for pages of no known host) to its number of documents and the counts
    of its frequent lines.
    """

    sites: Mapping[str, tuple[int, Mapping[str, int]]]

    def count(self, site: str | None) -> tuple[int, Mapping[str, int]]:
        """Return documents and line counts of a site."""
        return self.sites.get(site or "", (0, {}))

    def to_record(self) -> dict[str, object]:
        """Return the survey as plain data for JSON, lines by count and then by spelling."""
        return {
            "survey": 1,
            "sites": {
                site: {
                    "documents": documents,
                    "lines": dict(sorted(lines.items(), key=lambda item: (-item[1], item[0]))),
                }
                for site, (documents, lines) in sorted(self.sites.items())
            },
        }

    @classmethod
    def from_record(cls, record: Mapping[str, object]) -> "Survey":
        """Read what ``to_record`` wrote; raises ValueError for anything else."""
        sites = record.get("sites") if isinstance(record, Mapping) and record.get("survey") == 1 else None
        if not isinstance(sites, Mapping):
            raise ValueError("not a survey; make one with cleaner survey CORPUS -o survey.json")
        try:
            return cls({str(site): (int(found["documents"]), dict(found["lines"])) for site, found in sites.items()})
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"not a whole survey ({error}); make it again") from error


class Surveyor:
    """Counts documents one by one."""

    def __init__(self) -> None:
        """Start with nothing counted."""
        self._sites: dict[str, _Site] = {}

    def add(self, text: str, site: str | None = None) -> None:
        """Count the lines of one document, each once: a refrain within one poem is one line."""
        keys = {key for key in View.of(text).keys if key and len(key) <= MAX_KEY}
        self._sites.setdefault(site or "", _Site()).add(keys)

    def survey(self) -> Survey:
        """Return what was counted, without the lines that are rare."""
        return Survey(
            {
                name: (
                    site.documents,
                    {
                        key: count
                        for key, (count, _) in site.counts.items()
                        if count >= max(MIN_DOCUMENTS, MIN_SHARE * site.documents)
                    },
                )
                for name, site in self._sites.items()
            }
        )
