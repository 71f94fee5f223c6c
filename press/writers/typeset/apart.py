"""What is set and is no words of the leaflet's text: headers and footers, photographs."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace

from press.model import Picture
from press.writers.elements import Node
from press.writers.typeset.words import Marks, Piece, Scribe


def around(text: str) -> tuple[str, str, str]:
    """What stands before, between and after the two numbers of ``Page {page} of {pages}``."""
    before, _, rest = text.partition("{page}")
    between, _, after = rest.partition("{pages}")
    return before, between, after


def unmarked(scribe: Scribe, text: str) -> list[Piece]:
    """The pieces of a text that belongs to no element."""
    return _without_marks(replace(scribe, marks=Marks()).text(text, Node("")))


def _without_marks(pieces: list[Piece]) -> list[Piece]:
    return [
        {**piece, "whole": _without_marks(piece["whole"])} if "whole" in piece else {**piece, "m": 0}
        for piece in pieces
    ]


def framed(photograph: Picture) -> bytes:
    """A drawing that holds a photograph: Typst takes files from memory that are text."""
    size = f'width="{photograph.width:g}" height="{photograph.height:g}"'
    data = b64encode(photograph.data).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
        f'<image {size} preserveAspectRatio="none" href="data:{photograph.media_type};base64,{data}"/></svg>'
    ).encode()
