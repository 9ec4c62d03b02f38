"""Feed random bytes and random text to decoding and repair: nothing but ``DecodeError`` may come out.

Usage: python benchmarks/fuzz.py [-max_total_time=SECONDS] [libFuzzer options]   (needs ``pip install atheris``)
"""

import sys

import atheris

with atheris.instrument_imports(include=["cleaner"]):
    from cleaner.decode import decode
    from cleaner.errors import DecodeError
    from cleaner.repair import repair_text

LEVELS = ("none", "safe", "standard", "search")
NAMES = (None, None, "utf-8", "windows-1256", "iso-8859-6", "utf-16", "cp1252", "no such name", "hex")


def run(data: bytes) -> None:
    source = atheris.FuzzedDataProvider(data)
    level = LEVELS[source.ConsumeIntInRange(0, 3)]
    forced, hint = (NAMES[source.ConsumeIntInRange(0, len(NAMES) - 1)] for _ in range(2))
    if source.ConsumeBool():
        text = source.ConsumeUnicode(400)
    else:
        try:
            text = decode(source.ConsumeBytes(800), forced, hint).text
        except DecodeError:
            return
    once = repair_text(text, level)
    again = repair_text(once.text, level)
    if again.text != once.text or again.repairs:
        raise AssertionError(f"repairing twice changes more at level {level}: {text!r}")


if __name__ == "__main__":
    atheris.Setup(sys.argv, run)
    atheris.Fuzz()
