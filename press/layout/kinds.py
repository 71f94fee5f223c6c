"""What people may have a leaflet as, by what the layouts make of it without being asked: on paper, in large print, …"""

from __future__ import annotations

from collections.abc import Iterable

from press.layout.values import LARGE_PRINT, Layout

KINDS = ("print", "large_print", "word", "web_page", "e_book", "plain_text", "audio")
"""In the order in which a leaflet names them; ``kind_`` and one of these is the key of a string."""
_OF_FORMATS = {
    "docx": "word",
    "html": "web_page",
    "epub": "e_book",
    "txt": "plain_text",
    "mp3": "audio",
    "opus": "audio",
}


def kinds(layouts: Iterable[Layout]) -> tuple[str, ...]:
    """The kinds that some layouts make, of `KINDS`; data are for programs, and so are none of them."""
    found = {
        kind for layout in layouts if not (layout.on_request or layout.easy_read == "alone") for kind in _made(layout)
    }
    return tuple(kind for kind in KINDS if kind in found)


def _made(layout: Layout) -> Iterable[str]:
    if "pdf" in layout.makes:
        yield "large_print" if layout.type.body >= LARGE_PRINT else "print"
    yield from (_OF_FORMATS[name] for name in layout.makes if name in _OF_FORMATS)


def named(names: Iterable[str], language: str) -> str:
    """What one may choose of, as a language lists it: ``print, large print or a web page`` (CLDR)."""
    from babel.lists import format_list

    from press.layout.dates import locale

    known = locale(language)
    return format_list(list(names), style="or", locale=known) if known else ", ".join(names)
