"""Checks over many pages: texts that stand in the corpus twice, whole or for the most part.

Near-duplicates are measured by containment of word shingles: the share of the smaller text's shingles that the larger
one holds. Jaccard similarity would miss a story that another page quotes whole and goes on. Only shingles whose hash
falls in the lowest 1/SCALE are kept: the FracMinHash sketch of Irber et al. (2022), whose containment is that of the
full sets but for sampling error.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from cleaner.folding import fold

SHINGLE_WORDS = 5
SCALE = 4
FEWEST_SHINGLES = 12  # in a sketch: a text of about 50 words
_LIMIT = 2**64 // SCALE


@dataclass(frozen=True, slots=True)
class Sketch:
    """What duplicates are found by: a hash of the folded words of a text, and some of its shingles."""

    whole: str
    shingles: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "Sketch":
        """Sketch a clean text; letter shapes, marks, punctuation at word edges and line ends do not count."""
        words = [word for part in fold(text).split() if (word := part.strip("\"'()[].,:;!?-"))]
        if not words:
            return cls("", ())
        whole = blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        grams = {" ".join(words[at : at + SHINGLE_WORDS]) for at in range(len(words) - SHINGLE_WORDS + 1)}
        hashes = (
            int.from_bytes(blake2b(gram.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")
            for gram in grams
        )
        return cls(whole, tuple(sorted(number for number in hashes if number < _LIMIT)))


@dataclass(frozen=True, slots=True)
class Twin:
    """Page ``at`` holds the text of page ``other`` (positions), ``share`` of its shingles, 1.0 for the same text."""

    at: int
    other: int
    share: float


def duplicates(sketches: Sequence[Sketch]) -> Iterator[Twin]:
    """Find pages whose clean text is the same as that of a page before them.

    Letter shapes, marks, punctuation and line ends do not count. Every copy but the first is a finding.
    """
    first: dict[str, int] = {}
    for at, sketch in enumerate(sketches):
        if sketch.whole and first.setdefault(sketch.whole, at) != at:
            yield Twin(at, first[sketch.whole], 1.0)


def near_duplicates(sketches: Sequence[Sketch], threshold: float) -> Iterator[Twin]:
    """Find pages most of whose text stands in a longer page.

    The setting ``near-duplicate`` is the least share of the shorter text's word shingles (0.8); 0 turns the check off.
    The share is estimated from a fourth of them, within a few per cent. Texts of fewer than about fifty words are left
    out, and so are exact copies, which are corpus/duplicate.
    """
    seen: set[str] = set()
    index: dict[int, list[int]] = defaultdict(list)
    # The longest first: a page is compared with those that could hold it, and one that is held need not be indexed.
    for at in sorted(range(len(sketches)), key=lambda at: (-len(sketches[at].shingles), at)):
        sketch = sketches[at]
        if sketch.whole in seen or len(sketch.shingles) < FEWEST_SHINGLES:
            continue
        seen.add(sketch.whole)
        shared: dict[int, int] = defaultdict(int)
        for number in sketch.shingles:
            for other in index.get(number, ()):
                shared[other] += 1
        best = max(shared, key=lambda other: (shared[other], -other), default=None)
        if best is not None and threshold and shared[best] >= threshold * len(sketch.shingles):
            yield Twin(at, best, shared[best] / len(sketch.shingles))
            continue
        for number in sketch.shingles:
            index[number].append(at)
