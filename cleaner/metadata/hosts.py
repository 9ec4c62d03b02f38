"""Hosts: that of an address, and what is one."""

import re
from urllib.parse import urlsplit

DOMAIN = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,4}", re.IGNORECASE)


def host_of(url: str | None) -> str | None:
    """Return the host that an address names, in lower case; None where it names none or is no address.

    >>> host_of("https://News.example/1"), host_of("http://[x/")
    ('news.example', None)
    """
    try:
        return urlsplit(url).hostname if url else None
    except ValueError:  # half of an IPv6 address, or signs that look like a slash
        return None
