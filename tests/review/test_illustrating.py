"""A picture is put into an edition's YAML, and nothing else of it changes."""

from __future__ import annotations

import difflib

import pytest
import yaml

from press.problems import Misuse
from press.review.illustrating import Illustration, added, headings, ids

SUN = Illustration("sun", "sun.png", "A sun: “hot”", "At noon", "A. Maker", "CC BY 4.0", 2)
SECTIONS = """# Ours.
title: Heat
sections:
  - heading: What is heat?
    body: |
      It is warm.
  - heading: What to do   # soon
    body: Drink.
"""
FIGURES = """figures:
    moon:
        file: moon.svg
        alt: >-
            A moon,
            half full

    # What follows is about contacts.
contacts: [helpline]
"""


def lines(before: str, after: str) -> list[str]:
    """The lines that are gone, and those that are new."""
    found = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in found if line[0] in "+-"]


def test_a_picture_goes_to_the_end_of_its_section_and_among_the_figures() -> None:
    before = SECTIONS + FIGURES
    after = added(before, SUN)
    held = yaml.safe_load(after)
    assert held["sections"][1]["body"] == "Drink.\n\n![](figure:sun)\n"
    assert list(held["figures"]) == ["moon", "sun"]
    credit = {"text": "A. Maker", "licence": "CC BY 4.0"}
    assert held["figures"]["sun"] == {"file": "sun.png", "alt": "A sun: “hot”", "caption": "At noon", "credit": credit}
    assert [line for line in lines(before, after) if line.startswith("-")] == ["-     body: Drink."]
    assert after.index("sun.png") < after.index("# What follows")


def test_the_first_picture_of_an_edition_gets_a_place_for_figures() -> None:
    silent = Illustration("sun", "sun.png", "", "", "", "", 1)
    held = yaml.safe_load(added(SECTIONS, silent))
    assert held["figures"] == {"sun": {"file": "sun.png", "decorative": True, "own": True}}
    assert held["sections"][0]["body"] == "It is warm.\n\n![](figure:sun)\n"


def test_two_pictures_follow_each_other() -> None:
    star = Illustration("star", "star.png", "A star", "", "", "", 2)
    after = added(added(SECTIONS + FIGURES, SUN), star)
    assert list(yaml.safe_load(after)["figures"]) == ["moon", "sun", "star"]
    assert yaml.safe_load(after)["sections"][1]["body"] == "Drink.\n\n![](figure:sun)\n\n![](figure:star)\n"
    assert ids(after) == {"moon", "sun", "star"}


def test_what_cannot_be_done_without_touching_more_is_left_to_a_person() -> None:
    with pytest.raises(Misuse, match="by hand"):
        added(SECTIONS + "figures: {moon: {file: moon.svg, decorative: true, own: true}}\n", SUN)
    with pytest.raises(Misuse, match="no such section"):
        added(SECTIONS, Illustration("sun", "sun.png", "A sun", "", "", "", 3))
    assert headings(SECTIONS) == ("What is heat?", "What to do")
