"""The order of repairs, and the loop that makes repairing twice the same as repairing once."""

import unicodedata

from cleaner.model import Repair
from cleaner.repair.log import Log


def repair(text: str, level: str) -> tuple[str, tuple[Repair, ...]]:
    """Return the repaired text and the repairs made."""
    log = Log()
    if "\ufeff" in text:
        log.add("bom", "byte order mark removed", text.count("\ufeff"))
        text = text.replace("\ufeff", "")
    if "\r" in text:
        log.add("line-breaks", "CRLF or CR to LF", text.count("\r"))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if level != "safe" and not unicodedata.is_normalized("NFC", text):
        log.add("nfc", "composed to NFC")
        text = unicodedata.normalize("NFC", text)
    return text, log.repairs()
