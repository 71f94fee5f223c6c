"""What is set and is no words of the leaflet's text: the look, headers and footers, photographs."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from press.layout import POINTS_PER_MILLIMETRE, Layout
from press.manuscript import Manuscript, direction
from press.model import Picture
from press.problems import Place, Problem, Refused
from press.writers.elements import Node
from press.writers.typeset.script import Item
from press.writers.typeset.words import Marks, Piece, Scribe, spoken


def looks(scribe: Scribe, look: Mapping[str, Any], manuscript: Manuscript, layout: Layout) -> Item:
    """What a template knows of the layout: the values of ``layout.yaml``, and the texts of headers and footers."""
    page, foot, fold = layout.page, look["footer"], layout.fold
    small = layout.type.points("small")
    line = replace(scribe, room=(page.width - page.left - page.right) * POINTS_PER_MILLIMETRE / small)
    before, between, after = around(manuscript.strings["page_of"])
    return {
        "page": {name: getattr(page, name) for name in ("width", "height", "top", "right", "bottom", "left")},
        **{key: look[key] for key in ("top", "bottom", "line_height", "gap", "line", "direction")},
        "grounded": look["grounded"],
        **{key: look[key] for key in ("weight", "columns", "column_gap", "bleed", "slug", "points")},
        "abreast": layout.abreast and layout.columns > 1,
        "fonts": {
            "body": [layout.fonts.body, *layout.fonts.others],
            "headings": [layout.fonts.headings, *layout.fonts.others],
        },
        "colours": dict(look["colours"]),
        "band": look["band"],
        "tuck": fold.tuck if fold and layout.panels else 0,
        "panels": layout.panels,
        "facing": bool(fold) and not layout.panels,
        "language": spoken(manuscript.language),
        "footer": {
            **{key: getattr(foot, key) for key in ("above", "share", "over", "under")},
            "title": unmarked(line, foot.title),
            "volume": unmarked(line, foot.volume),
        },
        "page_of": {"before": before, "between": between, "after": after},
        "everywhere": False,
        "steady": False,
        "code": manuscript.code,
        "due": unmarked(line, manuscript.due),
        "notice": unmarked(line, manuscript.notice),
    }


def refuse_other_way(language: str, manuscript: Manuscript) -> None:
    """Refuse a second language that runs from the other side: margins, marks and edges are the page's here."""
    if direction(language) != manuscript.direction:
        place = Place(f"{manuscript.topic}/{manuscript.edition}", words=language)
        message = "Typst sets no leaflet in two languages of which one runs from right to left and one from left."
        hint = "Build it with --engine weasyprint."
        raise Refused([Problem("engine-direction", place, message, hint)])


def around(text: str) -> tuple[str, str, str]:
    """What stands before, between and after the two numbers of ``Page {page} of {pages}``."""
    before, _, rest = text.partition("{page}")
    between, _, after = rest.partition("{pages}")
    return before, between, after


def unmarked(scribe: Scribe, text: str) -> list[Piece]:
    """The pieces of a text that belongs to no element."""
    return [] if not text else _without_marks(replace(scribe, marks=Marks()).text(text, Node("")))


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
