"""Plain text: what stands in its lines, and what its check sees."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from press import layout, pipeline, transcript
from press.checks import data as data_check
from press.checks import text as check
from press.manuscript import Manuscript, compose, on_paper
from press.manuscript.fitting import listed
from press.model import Leaflet, Link, Paragraph, Text
from press.pipeline import Job
from press.writers import data, text
from tests.conftest import Golden
from tests.strategies import leaflets
from tests.test_leaflets import EDITIONS, LAYOUTS, LIBRARY

ROOT = Path(__file__).parent.parent


def composed(leaflet: Leaflet) -> Manuscript:
    strings = LAYOUTS.strings_for(leaflet.edition.language)
    assert strings
    return compose(leaflet, strings)


def ready(leaflet: Leaflet) -> Manuscript:
    return listed(on_paper(composed(leaflet), in_full=True))


@pytest.fixture
def script(sample: Leaflet) -> Manuscript:
    return ready(sample)


def with_words(script: Manuscript, *words: str) -> Manuscript:
    part = script.parts[0]
    blocks = tuple(Paragraph((Text(each),)) for each in words)
    section = replace(part.section, blocks=(*blocks, *part.section.blocks))
    return replace(script, parts=(replace(part, section=section), *script.parts[1:]))


def rules(data: bytes, script: Manuscript) -> set[str]:
    return {problem.rule for problem in check.check(data, script)}


def test_the_text_says_what_the_leaflet_says_and_reads_as_it_did(script: Manuscript, golden: Golden) -> None:
    data = text.write(script)
    assert check.check(data, script) == ()
    golden(ROOT / "tests" / "sample" / "knee.txt", data.decode())


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_leaflet_is_made_in_plain_text(edition: object) -> None:
    for leaflet in (each for each in LIBRARY.editions if each is edition):
        (document,), problems = pipeline.make(Job(Leaflet(leaflet), LAYOUTS["text"], "txt"))
        assert problems == ()
        assert document.data.endswith(b"\n")


@settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(leaflets())
def test_whatever_a_leaflet_holds_its_text_and_its_data_pass_their_checks(leaflet: Leaflet) -> None:
    script = ready(leaflet)
    assert check.check(text.write(script), script) == ()
    whole = composed(leaflet)
    assert data_check.check(data.write(whole), whole) == ()


def test_no_line_is_wider_than_72_columns_and_no_quantity_is_broken(script: Manuscript) -> None:
    words = "x" * 66 + " 500 mg of paracetamol, or call us on " + "y" * 30 + " 01632 960 123."
    lines = text.write(with_words(script, words)).decode().splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith("xxx"))
    assert lines[start : start + 3] == [
        "x" * 66,
        "500 mg of paracetamol, or call us on " + "y" * 30,
        "01632 960 123.",
    ]


def test_no_line_begins_with_what_would_be_an_item_or_a_heading(script: Manuscript) -> None:
    own = with_words(script, "a" * 70 + " - dashed", "b" * 60 + " in the 8 years to 12. Then", "c" * 71 + " # hash")
    data = text.write(own)
    assert "\n- dashed" not in data.decode()
    assert check.check(data, own) == ()


def test_a_web_address_is_typed_in_full_and_a_number_as_it_is_read(script: Manuscript) -> None:
    plain = with_words(script, "")
    paragraph = Paragraph(
        (
            Link((Text("our page"),), "https://www.example.org/knee"),
            Text(" or "),
            Link((Text("the ward"),), "tel:01632960009"),
        )
    )
    section = replace(plain.parts[0].section, blocks=(paragraph,))
    own = on_paper(replace(plain, parts=(replace(plain.parts[0], section=section),)), in_full=True)
    assert "our page (https://www.example.org/knee) or the ward (01632960009)" in text.write(own).decode()


def test_words_that_run_the_other_way_are_set_apart(script: Manuscript) -> None:
    arabic = replace(with_words(script, "اتصل على 01632 960 123 الآن"), language="ar")
    assert "على \u206601632 960 123\u2069 الآن" in text.write(arabic).decode()


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (b"knee", b"elbow", "text-words"),
        (b"## ", b"", "text-headings"),
        (b"\n\n", b"\n\n\x1b[31m", "text-encoding"),
        (b"\n\n", b"\n\n\xff", "text-encoding"),
    ],
)
def test_what_differs_is_found(script: Manuscript, old: bytes, new: bytes, rule: str) -> None:
    data = text.write(script)
    assert old in data
    assert rule in rules(data.replace(old, new, 1), script)


def test_a_line_that_is_too_wide_is_found(script: Manuscript) -> None:
    data = text.write(with_words(script, "one " * 40))
    assert rules(data, with_words(script, "one " * 40)) == set()
    assert rules(data.replace(b"one\none", b"one one"), with_words(script, "one " * 40)) == {"text-columns"}


def test_texts_of_others_are_read_by_their_signs() -> None:
    found = b"# Knee\r\n\r\nRest it.\r\nUse ice.\r\n\r\n* one\r\n    3) three\r\n* two\r\n\r\n    set in\r\n"
    assert list(transcript.read(found, "a.txt").lines()) == [
        "Document “Knee”, language unknown",
        "Heading 1: Knee",
        "Rest it. Use ice.",
        "List of 2 items",
        "  • one",
        "    List of 1 item",
        "      3) three",
        "  • two",
        "set in",
    ]
    assert "caf\N{LATIN SMALL LETTER E WITH ACUTE}" in "".join(transcript.read(b"caf\xe9", "a.txt").lines())
    assert "Knee" in "".join(transcript.read("Knee".encode("utf-16"), "a.txt").lines())


def test_a_layout_without_a_page_makes_no_pdf(tmp_path: Path) -> None:
    from press import formats

    own = replace(LAYOUTS["text"], makes=("txt", "pdf"))
    assert [problem.message for problem in formats.unknown([own])] == [
        "The layout makes `pdf`, and has no page, type and fonts to set it in."
    ]
    assert layout.Layouts({"text": own}).characters == frozenset()
    assert LAYOUTS.characters
