"""The leaflet as data: its shape, its words, and the schema that is published."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from press import interchange, pipeline, transcript
from press.checks import data as check
from press.manuscript import Manuscript, compose
from press.model import Leaflet
from press.pipeline import Job
from press.problems import Refused
from press.writers import data
from tests.conftest import Golden
from tests.test_leaflets import EDITIONS, LAYOUTS, LIBRARY

ROOT = Path(__file__).parent.parent
SCHEMA = ROOT / "docs" / "reference" / "leaflet.schema.json"


@pytest.fixture
def script(sample: Leaflet) -> Manuscript:
    return ready(sample)


def ready(leaflet: Leaflet) -> Manuscript:
    strings = LAYOUTS.strings_for(leaflet.edition.language)
    assert strings
    return compose(leaflet, strings)


def test_the_data_say_what_the_leaflet_says_and_read_as_they_did(script: Manuscript, golden: Golden) -> None:
    found = data.write(script)
    assert check.check(found, script) == ()
    whole = json.loads(found)
    for part in whole["parts"]:
        _without_files(part["section"])
    golden(ROOT / "tests" / "sample" / "knee.json", json.dumps(whole, ensure_ascii=False, indent=1) + "\n")


def _without_files(section: dict[str, object]) -> None:
    text = section["blocks"]
    for block in text if isinstance(text, list) else ():
        if block["type"] == "figure":
            block["data"] = ""


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_leaflet_is_made_as_data(edition: object) -> None:
    for leaflet in (each for each in LIBRARY.editions if each is edition):
        (document,), problems = pipeline.make(Job(Leaflet(leaflet), LAYOUTS["data"], "json"))
        assert problems == ()
        assert json.loads(document.data)["topic"] == leaflet.topic


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("Lift your", "Move your", "data-words"),
        ('"type": "text"', '"type": "words"', "data-shape"),
        ('"version": 1', '"version": 2', "data-facts"),
        ('"next_review": "2', '"next_review": "3', "data-facts"),
        ('"target": "', '"target": "no-', "data-reference"),
        ('"entry": "', '"entry": "no-', "data-reference"),
        ('"data": "', '"data": "", "x": "', "data-shape"),
    ],
)
def test_what_differs_is_found(script: Manuscript, old: str, new: str, rule: str) -> None:
    found = data.write(script).decode()
    assert old in found
    assert rule in {problem.rule for problem in check.check(found.replace(old, new, 1).encode(), script)}


def test_a_picture_without_its_file_is_found(script: Manuscript) -> None:
    whole = json.loads(data.write(script))
    for part in whole["parts"]:
        _without_files(part["section"])
    found = json.dumps(whole, ensure_ascii=False).encode()
    assert {problem.rule for problem in check.check(found, script)} == {"data-picture"}


def test_the_schema_that_is_published_is_that_of_the_program(golden: Golden) -> None:
    golden(SCHEMA, json.dumps(interchange.schema(), ensure_ascii=False, indent=1) + "\n")


def test_other_json_is_refused_in_a_sentence() -> None:
    with pytest.raises(Refused, match="it is not a leaflet as data"):
        transcript.read(b'{"version": 1}', "a.json")
    with pytest.raises(Refused, match="it is not a leaflet as data"):
        transcript.read(b"\xff", "a.json")


def test_a_transcript_of_data_is_that_of_the_web_page_but_for_buttons_and_contents(sample: Leaflet) -> None:
    said = list(transcript.read(data.write(ready(sample)), "a.json").lines())
    assert said[0] == "Document “Looking after your knee”, language en-GB"
    assert any(line.startswith("Table of ") for line in said)
    assert any("[picture: " in line for line in said)
    assert any("[cy" in line or "[fr" in line or "[ar" in line for line in said)
