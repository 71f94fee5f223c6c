"""Where addresses may break on paper, if they are too long for what is left of a line.

An e-mail address that fits a line stays whole; else it breaks after its @ or before a dot. A web address
breaks after a stroke, or before a dot, a hyphen or what else joins its words, so that none of these is
taken for the printer's; the name of its site stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

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
    return Markup("").join(_joined(word, pieces, fits) if pieces else other(word) for word, pieces in in_pieces(text))


def in_pieces(text: str) -> Iterator[tuple[str, list[str]]]:
    """The words and spaces of a text, each with the pieces that it may break into; none for what is no address."""
    for word in re.split(r"([ \N{NO-BREAK SPACE}]+)", text):
        if is_email(word):
            yield word, _AFTER_AT_OR_BEFORE_DOT.split(word)
        else:
            yield word, _in_path(word) if _WEB.fullmatch(word) else []


def is_email(word: str) -> bool:
    """Whether a word is an e-mail address, which stays whole where it fits a line."""
    return _EMAIL.fullmatch(word) is not None


def _joined(address: str, pieces: list[str], fits: Callable[[str], bool]) -> Markup:
    parts = Markup("<wbr>").join(_whole(piece) if fits(piece) else Markup.escape(piece) for piece in pieces)
    stays = is_email(address) and fits(address)
    return Markup('<span class="stays">{}</span>').format(parts) if stays else parts


def _in_path(address: str) -> list[str]:
    """The pieces of a web address; the name of the site is one of them."""
    site = _SITE.match(address)
    end = site.end() if site else 0
    return list(filter(None, (address[:end], *_IN_PATH.split(address[end:]))))


def _whole(piece: str) -> Markup:
    return Markup('<span class="whole">{}</span>').format(piece)
