"""Typst, which lays out pages: a compiler that is given all that it may read, and gives back a PDF or what is wrong.

It gets files by name from memory and the fonts of a layout. It has no folder, no packages and no network: a template
that asks for anything else is refused.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import metadata
from pathlib import Path

import typst

MAIN = "main.typ"
_NO_PACKAGES = "/nonexistent"
_TIME = 0
"""What Typst takes the time to be, in seconds since 1970: the same leaflet gives the same bytes at any time."""


class Failed(Exception):
    """Raised with what Typst says, and what it hints at, where it cannot lay out what it was given."""

    def __init__(self, message: str, hints: tuple[str, ...]) -> None:
        super().__init__(message)
        self.message, self.hints = message, hints


def version() -> str:
    """The version of Typst."""
    return metadata.version("typst")


def compiled(files: Mapping[str, bytes], fonts: tuple[bytes, ...], standard: str) -> tuple[bytes, tuple[str, ...]]:
    """The PDF that ``main.typ`` of some files makes, without tags, and the warnings. Raises Failed.

    ``standard`` is ``1.7`` or ``2.0``.
    """
    try:
        data, warnings = typst.compile_with_warnings(  # type: ignore[call-overload]  # files by name are not in its types
            dict(files),
            format="pdf",
            font_paths=_loaded(fonts),
            pdf_standards=[standard],
            pdf_tags=False,
            package_path=_NO_PACKAGES,
            package_cache_path=_NO_PACKAGES,
            timestamp=_TIME,
        )
    except typst.TypstError as error:
        raise Failed(_place(error), tuple(error.hints)) from None
    return bytes(data), tuple(warning.message for warning in warnings)


def _place(error: typst.TypstError) -> str:
    return f"{error.message} {error.diagnostic}".strip()


@lru_cache(maxsize=4)
def _loaded(fonts: tuple[bytes, ...]) -> typst.Fonts:
    """Fonts that Typst holds in memory. It takes them from files alone, which are gone when it has read them."""
    with tempfile.TemporaryDirectory() as folder:
        for number, font in enumerate(fonts):
            Path(folder, f"{number}.ttf").write_bytes(font)
        found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
        files = {MAIN: _touching(found.fonts())}
        typst.compile(files, format="pdf", font_paths=found)  # type: ignore[call-overload]  # files by name, as above
    return found


def _touching(fonts: Iterable[typst.FontInfo]) -> bytes:
    """A text in each of some fonts: Typst reads a font's file when it is first used."""
    return "".join(f'#text(font: "{font.family}", weight: {font.weight})[a]\n' for font in fonts).encode()
