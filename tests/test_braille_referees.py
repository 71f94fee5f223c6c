"""Braille of the library's leaflets, by liblouis itself."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from press import pipeline
from press.checks import braille as check
from press.layout import Reading, Strings
from press.model import Leaflet, Paragraph, Section, Text
from press.pipeline import Job
from press.problems import Refused, heeded
from press.programs import liblouis
from press.writers.braille.translating import translated
from tests.conftest import Golden
from tests.strategies import leaflets
from tests.test_leaflets import EDITIONS, LAYOUTS, LIBRARY
from tests.test_manuscript import edition

pytestmark = pytest.mark.referee
ROOT = Path(__file__).parent.parent
LOOK = LAYOUTS["braille"].read(Reading(), engine="typst")
READINGS = (Reading(), Reading(grade=1, cells=28, lines=26, sides=2))


@pytest.mark.parametrize("name", ["brf", "pef", "svg"])
@pytest.mark.parametrize("of", EDITIONS)
def test_every_leaflet_is_made_in_braille(of: object, name: str) -> None:
    for leaflet in (each for each in LIBRARY.editions if each is of):
        for reading in READINGS:
            job = Job(Leaflet(leaflet), LAYOUTS["braille"].read(reading, engine="typst"), name)
            documents, problems = pipeline.make(job)
            assert {problem.rule for problem in heeded(problems)} <= {"braille-proof-read"}
            assert documents[0].pages > 5
            assert documents == pipeline.make(job)[0]


@pytest.mark.parametrize("language", ["en", "cy", "ar"])
def test_the_tables_that_the_strings_name_are_there(language: str) -> None:
    strings = LAYOUTS.strings_for(language)
    assert strings
    for table in strings.tables.values():
        assert subprocess.run(["lou_checktable", "--quiet", f"unicode.dis,{table}"], check=False).returncode == 0


def english() -> Strings:
    found = LAYOUTS.strings_for("en-GB")
    assert found
    return found


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("not", "⠝"),
        ("(not)", "⠐⠣⠝⠕⠞⠐⠜"),
        ("0808 800 6000", "⠼⠚⠓⠚⠓⠐⠓⠚⠚⠐⠋⠚⠚⠚"),
        ("2.5 mg", "⠼⠃⠲⠑⠀⠍⠛"),
        ("ward@example.org", "⠺⠜⠙⠈⠁⠑⠭⠁⠍⠏⠇⠑⠲⠕⠗⠛"),
        ("https://example.org", "⠓⠞⠞⠏⠎⠒⠸⠌⠸⠌⠑⠭⠁⠍⠏⠇⠑⠲⠕⠗⠛"),
    ],
)
def test_what_matters_is_written_so_that_it_comes_back(text: str, cells: str) -> None:
    tables = ("en-ueb-g2.ctb", "en-ueb-g1.ctb", "en-ueb-g1.ctb")
    (found,) = translated([text], tables, english().terms, english().negations)
    assert "⠀".join(word.cells for word in found) == cells


def test_the_pages_read_beside_the_print(golden: Golden) -> None:
    """The braille of a leaflet, with what it says beside each line: to be read by people who read neither or both."""
    words = ("Take 2.5 mg twice a day (not 3). Call 01632 960 123.", "It is not a cure: see example.org/knees.")
    of = edition(sections=(Section("first", (Text("What to do"),), tuple(Paragraph((Text(each),)) for each in words)),))
    ((document,), _) = pipeline.make(Job(Leaflet(replace(of, subtitle="Of knees")), LOOK, "brf"))
    lines = [line for page in check.brf(document.data) for line in (*page, "")]
    read = liblouis.backward([[liblouis.Word("", line.strip("⠀"))] for line in lines], "en-ueb-g2.ctb")
    shown = (f"{line:⠀<40} {' '.join(said)}".rstrip("⠀ ") for line, said in zip(lines, read, strict=True))
    golden(ROOT / "tests" / "sample" / "braille.txt", "\n".join(shown) + "\n")


@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(leaflets())
def test_whatever_a_leaflet_holds_its_braille_says_it_or_is_refused_with_the_word(leaflet: Leaflet) -> None:
    try:
        _, problems = pipeline.make(Job(leaflet, LOOK, "brf"))
    except Refused as refused:
        problems = refused.problems
    found = {problem.rule for problem in problems}
    assert found <= {"braille-proof-read", "braille-back", "braille-sign"}, problems
