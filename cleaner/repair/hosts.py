"""The code pages that Arabic text is misread in, as tables that give every byte back.

Decoders meet bytes that their code page leaves undefined in two ways: browsers pass them through as the control
character of the same number, others write U+FFFD. ``encode`` undoes both: a passed byte comes back as itself, a lost
one as byte 1A (SUBSTITUTE), as in the "sloppy" codecs of ftfy, whose import would cost more than these tables.
"""

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

LOST = 0x1A


@dataclass(frozen=True, slots=True)
class Host:
    """One code page: ``name`` as reports show it, ``table`` the character of every byte, ``holes`` the lost bytes."""

    name: str
    table: str
    holes: frozenset[int]

    def encode(self, text: str) -> bytes:
        """Return the bytes that were misread as ``text``; raises UnicodeEncodeError where no byte reads so."""
        return codecs.charmap_encode(text, "strict", _encoding_map(self.table))[0]

    def char_class(self, numbers: Iterable[int]) -> str:
        """Return the inside of a regex character class for these bytes as this code page shows them."""
        return "".join(re.escape(self.table[number]) for number in numbers)


@cache
def host(name: str) -> Host:
    """Return the code page called ``name`` in Python."""
    every = bytes(range(256))
    strict = every.decode(name, "replace")
    holes = frozenset(at for at in range(128, 256) if strict[at] == "\ufffd")
    table = "".join(chr(at) if at in holes else strict[at] for at in range(256))
    return Host(name, table[:LOST] + "\ufffd" + table[LOST + 1 :], holes)


@cache
def _encoding_map(table: str) -> dict[int, int]:
    return codecs.charmap_build(table)  # type: ignore[return-value]
