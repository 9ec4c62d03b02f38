"""What decides the findings beside the pages and the rules: this program's own files, and the libraries it asks."""

import os
import sys
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version

from cleaner import __version__

_LIBRARIES = ("chardet", "ftfy", "google-re2", "py3langid")
_NO_CODE = ("__pycache__", "rules")  # rules have a hash of their own


@cache
def program() -> str:
    """Return a hash of the program; it costs a few milliseconds, and an edited checkout needs no new version."""
    digest = blake2b(digest_size=16)
    libraries = [(name, _version(name)) for name in _LIBRARIES]
    digest.update(repr((__version__, sys.version, libraries)).encode())
    folder = os.path.dirname(sys.modules["cleaner"].__file__ or "")
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name not in _NO_CODE)
        for name in sorted(names):
            with open(os.path.join(place, name), "rb") as file:
                data = file.read()
            digest.update(f"\0{os.path.relpath(place, folder)}/{name}\0{len(data)}\0".encode())
            digest.update(data)
    return digest.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
