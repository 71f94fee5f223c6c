"""Where a link may lead: to a page, a mailbox or a phone; not to a program, a script or a file of one's own machine."""

from __future__ import annotations

import re

HARMLESS = frozenset({"http", "https", "mailto", "tel", "sms"})
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_UNHEARD = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\ufeff]+")
"""What programs drop from an address before they follow it (WHATWG URL, 4.4)."""


def dangerous(address: str) -> bool:
    """Whether an address leads to anything but a page, a mailbox, a phone or a place beside the document.

    A path of a network (``\\\\server\\share``, ``//server``) or of a drive counts too: opening it tells another
    machine who one is.
    """
    heard = _UNHEARD.sub("", address)
    scheme = _SCHEME.match(heard)
    if scheme:
        return scheme[1].lower() not in HARMLESS
    return heard.startswith(("\\", "//"))
