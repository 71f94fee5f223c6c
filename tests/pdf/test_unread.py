"""How painted words are put together: what stands apart on a page is apart where it is told."""

from __future__ import annotations

import pytest

from press.checks.pdf.content import Run
from press.checks.pdf.unread import _apart, _begins


def run(text: str, x: float, y: float, size: float = 12, page: int = 1) -> Run:
    """Letters of half their size in width."""
    return Run(page, text, (x, y), (x + len(text) * size / 2, y), size, None, 0, slanted=False)


@pytest.mark.parametrize(
    ("other", "apart"),
    [
        (run("th", 12, 500), False),
        (run("th", 12, 503.5), False),  # raised
        (run("th", 12, 503.7), True),
        (run("th", 12, 496.3), True),
        (run("th", 13.7, 500), False),
        (run("th", 13.9, 500), True),
        (run(" th", 99, 400), False),  # brings a space of its own
        (run("th", 12, 500.25, size=0.5), False),  # what has next to no size is as high as a point
    ],
)
def test_letters_are_apart_by_a_gap_or_on_another_line_unless_they_are_raised(other: Run, *, apart: bool) -> None:
    assert _apart(other, run("15", 0, 500)) is apart


@pytest.mark.parametrize(
    ("other", "begins"),
    [
        (run("Rest", 0, 500 - 21.5), False),
        (run("Rest", 0, 500 - 21.7), True),
        (run("Rest", 0, 500, page=2), True),
        (run("Rest", 0, 500, size=13.3), False),
        (run("Rest", 0, 500, size=13.4), True),
    ],
)
def test_a_paragraph_begins_after_more_than_a_line_in_another_size_or_on_another_page(
    other: Run, *, begins: bool
) -> None:
    assert _begins(other, run("15", 0, 500)) is begins
