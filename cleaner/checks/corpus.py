"""Checks over many pages: texts that stand in the corpus twice, whole or for the most part.

Near-duplicates are measured by containment of word shingles: the share of the smaller text's shingles that the larger
one holds. Jaccard similarity would miss a story that another page quotes whole and goes on. Only the shingles whose
checksum is a multiple of SCALE are kept, a sample as in the FracMinHash sketch of Irber et al. (2022): its containment
is that of the full sets but for sampling error.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain
from math import ceil
from zlib import crc32

from cleaner.folding import fold

SHINGLE_WORDS = 5
SCALE = 4
FEWEST_SHINGLES = 12  # in a sketch: a text of about 50 words
_MANY = 255  # what a byte can count
_MORE = 4  # shingles looked up beyond the fewest, so that a page of few in common is not looked at


@dataclass(frozen=True, slots=True)
class Sketch:
    """What duplicates are found by: a hash of the folded words of a text, and some of its shingles.

    The hashes of the shingles are packed, eight bytes each, as a corpus has very many.
    """

    whole: str
    packed: bytes

    @classmethod
    def of(cls, text: str) -> "Sketch":
        """Sketch a clean text; letter shapes, marks, punctuation at word edges and line ends do not count."""
        words = [word for part in fold(text).split() if (word := part.strip("\"'()[].,:;!?-"))]
        if not words:
            return cls("", b"")
        whole = blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        grams = {" ".join(words[at : at + SHINGLE_WORDS]) for at in range(len(words) - SHINGLE_WORDS + 1)}
        coded = (gram.encode("utf-8", "surrogatepass") for gram in grams)
        kept = (blake2b(gram, digest_size=8).digest() for gram in coded if crc32(gram) % SCALE == 0)
        return cls(whole, b"".join(sorted(kept)))

    @property
    def shingles(self) -> Sequence[int]:
        """The hashes."""
        return array("Q", self.packed)

    @property
    def size(self) -> int:
        """How many shingles the sketch holds."""
        return len(self.packed) // 8


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
    # The longest first: a page is compared with those that could hold it, and one that is held need not be indexed.
    long_enough = [at for at, sketch in enumerate(sketches) if sketch.size >= FEWEST_SHINGLES]
    first = {sketches[at].whole: at for at in reversed(long_enough)}
    pages = sorted(first.values(), key=lambda at: (-sketches[at].size, at))
    holders, mask = _holders([sketches[at] for at in pages])
    index: dict[int, list[int]] = defaultdict(list)
    for at in pages:
        least = max(ceil(threshold * sketches[at].size - 1e-9), 1)
        shared = [number for number in sketches[at].shingles if holders[number & mask] > 1]
        if len(shared) >= least:
            # A page that holds this one lacks at most ``lacking`` of these shingles, so that it has more than ``extra``
            # of any lacking + 1 + extra: of the rarest, then, which few pages have.
            lacking = len(shared) - least
            extra = min(lacking + _MORE, least - 1)
            shared.sort(key=lambda number: holders[number & mask])
            rarest = shared[: lacking + 1 + extra]
            seen = Counter(chain.from_iterable(index[number] for number in rarest if number in index))
            candidates = [other for other, count in seen.items() if count > extra]
            own = frozenset(shared)
            common = {other: len(own.intersection(sketches[other].shingles)) for other in candidates}
            best = max(common, key=lambda other: (common[other], -other), default=None)
            if best is not None and common[best] >= least:
                yield Twin(at, best, common[best] / sketches[at].size)
                continue
        for number in shared:
            index[number].append(at)


def _holders(sketches: Sequence[Sketch]) -> tuple[bytearray, int]:
    """Count how many sketches hold each shingle, and return the mask that makes a shingle its place in the counts.

    Shingles may share a place: a count is never too low, and 1 is certain.
    """
    mask = (1 << (4 * sum(sketch.size for sketch in sketches)).bit_length()) - 1
    counts = bytearray(mask + 1)
    for sketch in sketches:
        for number in sketch.shingles:
            place = number & mask
            if counts[place] < _MANY:
                counts[place] += 1
    return counts, mask
