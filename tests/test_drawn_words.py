"""Words of a drawing that reach over its edge in a layout's fonts are told, whichever edge it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from press import layout
from press.content import drawing
from press.model import Picture

ROOT = Path(__file__).parent.parent
A4 = layout.load(ROOT / "layouts", ROOT / "fonts")["a4"]
FONTS = tuple(face.data for face in A4.faces)
FAMILIES = (A4.fonts.body, *A4.fonts.others)


def told(text: str, *, bold: bool = False) -> list[str]:
    """What is said of a drawing of 200 by 100 with this text in it."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100" width="200" height="100">'
        f'<rect x="-50" y="-50" width="300" height="200" fill="#005EB8"/>{text}</svg>'
    )
    picture = Picture("knee.svg", "image/svg+xml", svg.encode(), 200, 100)
    return [problem.message for problem in drawing.check_words([picture], FONTS, FAMILIES, bold=bold)]


def words(x: float, y: float, text: str = "Knee cap", size: float = 12) -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}">{text}</text>'


@pytest.mark.parametrize("place", [(10, 50), (1, 20), (145, 50), (10, 98)])
def test_words_within_a_drawing_are_not_told(place: tuple[float, float]) -> None:
    assert told(words(*place)) == []


@pytest.mark.parametrize("place", [(-9, 50), (170, 50), (50, 3), (50, 107)], ids=["left", "right", "top", "bottom"])
def test_words_over_any_edge_are_told(place: tuple[float, float]) -> None:
    assert told(words(*place)) == ["Words of knee.svg reach over its edge, and are cut off."]


def test_a_sliver_is_not_told_and_half_a_letter_is() -> None:
    assert told(words(-2, 50, "IIII")) == []
    assert told(words(-6, 50, "IIII"))


def test_words_that_have_room_but_not_in_bold_are_told_to_who_wishes_for_that() -> None:
    text = words(19, 50, "A knee cap and its bone", 16)
    assert (told(text), bool(told(text, bold=True))) == ([], True)


def test_a_drawing_without_words_has_none_to_cut() -> None:
    assert told("") == []
