"""Strip boilerplate from web news text by rule, Arabic first, and give back every character taken.

Public names are imported on first use, so that ``import cleaner`` and ``cleaner --help`` stay quick.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_PUBLIC = {
    "Cleaner": "cleaner.api",
    "clean": "cleaner.api",
    "RuleSet": "cleaner.rulefile",
    "repair_text": "cleaner.repair",
    "parse_date": "cleaner.metadata.dates",
    "Survey": "cleaner.survey",
    "Surveyor": "cleaner.survey",
    "CleanResult": "cleaner.model",
    "Document": "cleaner.model",
    "Finding": "cleaner.model",
    "Metadata": "cleaner.model",
    "Removal": "cleaner.model",
    "CleanerError": "cleaner.errors",
    "DecodeError": "cleaner.errors",
}

__all__ = ["__version__", *_PUBLIC]


def __getattr__(name: str) -> Any:
    if name in _PUBLIC:
        return getattr(import_module(_PUBLIC[name]), name)
    raise AttributeError(f"module 'cleaner' has no attribute {name!r}")
