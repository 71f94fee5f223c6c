"""What an operator shows, and how far it reaches."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest
from pikepdf import Array, String

from press.checks.pdf import shown
from press.checks.pdf.fonts import Font

EVEN = cast(Font, SimpleNamespace(read=lambda codes: (codes.decode(), 500.0 * len(codes))))
"""A font all of whose glyphs are half an em wide."""


@pytest.mark.parametrize(
    ("parts", "found", "reach"),
    [
        ([String("ab")], (b"ab", 0, 0), 1000),
        ([-300, String("a"), 20, String("b")], (b"ab", -280, -300), 1280),
        ([-300, String("a"), 800, String("b")], (b"ab", 500, -300), 800),  # the second stands before the first
        ([String("(a"), 2000, String("b)")], (b"(ab)", 2000, 0), 1000),
    ],
)
def test_a_string_reaches_as_far_as_the_furthest_of_its_glyphs(
    parts: list[object], found: tuple[bytes, float, float], reach: float
) -> None:
    assert shown.codes(Array(parts)) == found
    assert shown.furthest(Array(parts), EVEN) == reach
