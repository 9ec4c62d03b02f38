"""Bit masks over the shown lines of a page: bit n tells of the n-th line that is not blank."""

from collections.abc import Iterable

# Masks of fewer bits are packed bit by bit, which is quadratic in their number, but faster.
_SMALL = 256


def mask(found: Iterable[bool]) -> int:
    """Pack flags into an integer, in time linear in their number."""
    return int("".join(["1" if has else "0" for has in found])[::-1] or "0", 2)


def pack(places: Iterable[int], size: int) -> int:
    """Pack positions below ``size`` into an integer, in time linear in ``size``."""
    if size < _SMALL:
        found = 0
        for place in places:
            found |= 1 << place
        return found
    digits = bytearray(b"0") * size
    for place in places:
        digits[~place] = 49  # "1"
    return int(digits or b"0", 2)


def bits(mask: int) -> list[int]:
    """Return the positions of the bits set in ``mask``, rising."""
    return [at for at, bit in enumerate(bin(mask)[:1:-1]) if bit == "1"] if mask else []
