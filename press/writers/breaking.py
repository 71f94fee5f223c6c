"""Where addresses may break on paper, if they are too long for what is left of a line.

An e-mail address that fits a line stays whole; else it breaks after its @ or before a dot. A web address
breaks after a stroke, or before a dot, a hyphen or what else joins its words, so that none of these is
taken for the printer's; the name of its site stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markupsafe import Markup

_EMAIL = re.compile(r"[(“]?[^\s@/()]+@(?:[\w-]+\.)+[^\W\d_]{2,}[).,;”]*")
_WEB = re.compile(r"[(“]?(?:https?://)?(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#]\S*)?[).,;”]*")
_AFTER_AT_OR_BEFORE_DOT = re.compile(r"(?<=@)|(?=\.[\w-])")
_SITE = re.compile(r"[(“]?(?:https?://)?[^/?#]+/?")
_IN_PATH = re.compile(r"(?<=\w/)(?=[^/\s).])|(?=[.?&#=_%-]\w)")


def breakable(text: str, fits: Callable[[str], bool], other: Callable[[str], Markup]) -> Markup:
    """A text of a link in HTML, its addresses in pieces that stay whole, with places to break between them.

    ``fits`` says whether a piece has room in a line; ``other`` writes what is no address.
    """
    return Markup("").join(
        _pieces(word, fits) if _EMAIL.fullmatch(word) or _WEB.fullmatch(word) else other(word)
        for word in re.split(r"([ \N{NO-BREAK SPACE}]+)", text)
    )


def _pieces(address: str, fits: Callable[[str], bool]) -> Markup:
    email = _EMAIL.fullmatch(address) is not None
    pieces = _AFTER_AT_OR_BEFORE_DOT.split(address) if email else _in_path(address)
    parts = Markup("<wbr>").join(_whole(piece) if fits(piece) else Markup.escape(piece) for piece in pieces)
    return Markup('<span class="stays">{}</span>').format(parts) if email and fits(address) else parts


def _in_path(address: str) -> list[str]:
    """The pieces of a web address; the name of the site is one of them."""
    site = _SITE.match(address)
    end = site.end() if site else 0
    return list(filter(None, (address[:end], *_IN_PATH.split(address[end:]))))


def _whole(piece: str) -> Markup:
    return Markup('<span class="whole">{}</span>').format(piece)
