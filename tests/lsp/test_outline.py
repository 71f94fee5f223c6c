"""What the cursor stands in, in texts that are sound and in those that somebody is typing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.lsp.outline import Outline
from press.lsp.spans import Span, span
from press.problems import Place

TEXT = """\
title: Knees
review: {status: dr, last: 2025}
keywords: [a,
  b]
sections:
  - heading: One
    body: |
      Hello: there
      - item: x

      See [x](term:
  - heading: Two
    id:
contacts:
- helpline
-
figures:
  knee:
    file: k.svg
SPACES
  hip: {file: h.svg, alt: "A, b: {c", }
""".replace("SPACES", "    ")


@pytest.mark.parametrize(
    ("row", "column", "path", "typed", "key"),
    [
        (0, 3, "", "tit", True),
        (0, 9, "title", "Kn", False),
        (1, 10, "review", "s", True),
        (1, 18, "review status", "d", False),
        (3, 3, "keywords 1", "b", False),
        (5, 4, "sections 0", "", False),
        (5, 14, "sections 0 heading", "O", False),
        (8, 10, "sections 0 body", "- it", False),
        (9, 0, "sections 0 body", "", False),
        (10, 19, "sections 0 body", "See [x](term:", False),
        (12, 7, "sections 1 id", "", False),
        (14, 4, "contacts 0", "he", False),
        (19, 4, "figures knee", "", True),
        (19, 2, "figures", "", True),
        (20, 38, "figures hip", "", True),
        (20, 31, "figures hip alt", '"A, b', False),
        (21, 0, "", "", True),
    ],
)
def test_the_cursor_stands_in(row: int, column: int, path: str, typed: str, key: bool) -> None:
    cursor = Outline.of(TEXT).at(row, column)
    assert (" ".join(cursor.path), cursor.typed, cursor.key) == (path, typed, key)
    assert TEXT.split("\n")[row][cursor.column : column] == typed


def test_keys_that_stand_there_are_known_also_behind_the_cursor() -> None:
    assert Outline.of(TEXT).at(21, 0).siblings == {"title", "review", "keywords", "sections", "contacts", "figures"}
    assert Outline.of(TEXT).at(19, 4).siblings == {"file"}


@pytest.mark.parametrize(
    ("text", "path", "siblings"),
    [
        ("review: {status: dr, la", "review", {"status"}),
        ("review: {", "review", set()),
        ("figures: {hip: {file: h.svg, alt: A}, kn", "figures", {"hip"}),
        ("figures: {hip: {file: h.svg, al", "figures hip", {"file"}),
        ("review:\n  status: draft\n  la", "review", {"status"}),
        ("figures:\n  hip:\n    file: h.svg\n    al", "figures hip", {"file"}),
        ("figures: {hip: {file: h.svg},\n  knee: {file: k.svg, al", "figures knee", {"file"}),
    ],
)
def test_keys_that_stand_beside_one_that_is_typed_are_known(text: str, path: str, siblings: set[str]) -> None:
    lines = text.split("\n")
    cursor = Outline.of(text).at(len(lines) - 1, len(lines[-1]))
    assert (" ".join(cursor.path), cursor.siblings, cursor.key) == (path, frozenset(siblings), True)


@given(st.text(alphabet="ab:-[]{}|>'\"# \n,", max_size=60))
def test_no_text_and_no_place_in_it_is_too_odd(text: str) -> None:
    outline = Outline.of(text)
    for row, line in enumerate(outline.lines):
        for column in range(len(line) + 1):
            cursor = outline.at(row, column)
            assert 0 <= cursor.column <= column
            outline.key_at(row, column)


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        (Place("x", 1), Span(0, 0, 0, 12)),
        (Place("x", 0), Span(0, 0, 0, 12)),
        (Place("x", 2, "dr"), Span(1, 17, 1, 19)),
        (Place("x", 7, "there - item"), Span(7, 13, 8, 12)),
        (Place("x", 7, "Hello: the…"), Span(7, 6, 7, 16)),
        (Place("x", 0, "helpline"), Span(14, 2, 14, 10)),
        (Place("x", 1, "helpline"), Span(0, 0, 0, 12)),
        (Place("x", 99, "y"), Span(21, 0, 21, 0)),
    ],
)
def test_a_problem_is_where_its_words_are(place: Place, wanted: Span) -> None:
    assert span(place, TEXT.split("\n")) == wanted
