"""A passage is shown and typed in paragraphs, and kept in the file in lines as long as those it has."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.review import paragraphs, wording

ROOT = Path(__file__).parents[2]
FILE = """\
title: Your knee
summary: >-
  This leaflet is for you if your knee hurts. It says what helps, and when to ask somebody who
  knows about knees.   # no comment, but words
sections:
  - heading: At home   # as it was
    body: |
      Rest your knee for two days. Then walk
      a little further every day, as far as
      it does not hurt.

      - Put something cold on it for ten
        minutes, with a cloth between.
      - Take it up.

      ::: important
      Do not bend it by force, and
      do not stop.
      :::
"""
TYPED = """\
Rest your knee for two days. Then walk a little further every day, as far as it does not hurt.

- Put something cold on it for ten minutes, with a cloth between.
- Take it up.

::: important
Do not bend it by force, and do not stop.
:::"""


def body(text: str) -> str:
    return next(each.text for each in wording.fields(text) if each.kind == "body")


def test_a_paragraph_is_shown_in_one_line_whatever_lines_its_file_has() -> None:
    assert body(FILE) == TYPED


def test_what_is_not_changed_keeps_its_lines_and_what_is_stands_in_lines_as_long_as_theirs() -> None:
    said = TYPED.replace("two days", "three or four days, or longer")
    new = wording.edited(FILE, {"section.1.body": said})
    assert body(new) == said
    lines = (
        "      Rest your knee for three or four days,\n      or longer. Then walk a little further\n"
        "      every day, as far as it does not hurt.\n"
    )
    old = FILE[FILE.index("      Rest your") : FILE.index("\n      - Put")]
    assert new == FILE.replace(old, lines)


def test_an_item_that_is_added_is_set_in_under_its_own_mark() -> None:
    said = TYPED.replace("- Take it up.", "- Take it up.\n- Put it on a chair whenever you sit down for long.")
    new = wording.edited(FILE, {"section.1.body": said})
    assert "      - Put it on a chair whenever you sit\n        down for long.\n" in new
    assert body(new) == said


def test_a_summary_that_is_folded_stays_so() -> None:
    said = "This leaflet is for you if your knee hurts, or your hip, or your ankle, or anything else that bends."
    new = wording.edited(FILE, {"summary": said})
    folded = (
        "  This leaflet is for you if your knee hurts, or your hip, or your ankle, or anything else\n  that bends.\n"
    )
    assert f"summary: >-\n{folded}sections:" in new
    assert next(each.text for each in wording.fields(new) if each.key == "summary") == said


@pytest.mark.parametrize(
    "text",
    [
        "A line\\\nand the next stays one.",
        "A line  \nand the next stays one.",
        "| a | b |\n|---|---|\n| c | d |",
        "### A heading\nand words",
        "    code\n    of lines",
        "1. one\n2. two",
        "![](figure:knee)\n",
        "::: important\n:::",
        "a\n::: b",
        "- a\n\n  b\n\n  - c\n- d",
        "",
    ],
)
def test_ends_of_lines_that_say_something_stay(text: str) -> None:
    assert paragraphs.joined(text) == text
    assert paragraphs.broken(text, "", 10) == text


def test_a_line_is_never_broken_where_its_next_would_begin_something_else() -> None:
    text = "It was in the year 2024 - not in 2025. One can see this at 3. of the list"
    for width in range(20, 60):
        found = paragraphs.broken(text, "", width)
        assert paragraphs.joined(found) == text


def test_every_leaflet_and_what_all_share_is_the_same_after_it_was_shown_and_typed() -> None:
    for file in sorted((ROOT / "leaflets").rglob("*.yaml")):
        text = file.read_text(encoding="utf-8")
        for each in wording.fields(text):
            assert wording.edited(text, {each.key: each.text}) == text
            if each.prose:
                assert paragraphs.joined(paragraphs.broken(each.text, "", 60)) == each.text


def test_a_word_with_a_hyphen_or_longer_than_a_line_is_not_broken() -> None:
    text = "Rest it well and come to a follow-up visit soon"
    assert paragraphs.broken(text, "", 34) == "Rest it well and come to a\nfollow-up visit soon"
    long = "https://example.org/an/address/of/a/page"
    assert paragraphs.broken(f"See {long} soon", "", 20) == f"See\n{long}\nsoon"


def test_a_file_whose_paragraphs_stand_in_one_line_keeps_that() -> None:
    text = "sections:\n- heading: A\n  body: |\n    " + "word " * 40 + "end\n"
    new = wording.edited(text, {"section.1.body": "new " * 60 + "end"})
    assert "    " + "new " * 60 + "end\n" in new
