"""Lengths in drawings, and drawings that only a bitmap shows as browsers do."""

from __future__ import annotations

import pytest

from press import pictures
from press.pictures import look


@pytest.mark.parametrize(
    ("said", "pixels"),
    [
        ("3", 3),
        ("3px", 3),
        ("3pt", 4),
        ("3pc", 48),
        ("3in", 288),
        ("25.4mm", 96),
        ("2.54cm", 96),
        ("101.6q", 96),
        ("1.5e1", 15),
        (".5IN", 48),
    ],
)
def test_a_length_is_in_pixels_of_css(said: str, pixels: float) -> None:
    assert look.length(said) == pytest.approx(pixels)


def drawn(inside: str) -> bool:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30">{inside}</svg>'
    return pictures.only_as_bitmap(pictures.read("knee.svg", svg.encode()))


@pytest.mark.parametrize("words", ["الركبة", "घुटना", "হাঁটু", "kne\N{COMBINING ACUTE ACCENT}e", "ગોઠણ"])
def test_scripts_whose_letters_join_or_change_places_are_shown_by_a_bitmap(words: str) -> None:
    assert drawn(f'<text x="5" y="20" font-size="9">{words}</text>')


@pytest.mark.parametrize("words", ["Knee", "Colano", "колено", "膝"])
def test_letters_that_stand_alone_are_shown_as_they_are(words: str) -> None:
    assert not drawn(f'<text x="5" y="20" font-size="9">{words}</text>')
