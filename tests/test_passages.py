"""Passages that stand once in the library and in many leaflets; and those that say nearly the same in several."""

from __future__ import annotations

from pathlib import Path

import pytest

from press import imprint, reader
from press.layout import Layouts
from press.model import Box, Edition, Paragraph, SourcePassage, plain
from press.problems import Grade, Problem
from press.reader import Catalogue, borrowed
from press.review import alike
from press.review.translations import common
from tests.building import read
from tests.sharing import EDITION, LIBRARY, Write


def _editions(folder: Path) -> dict[str, Edition]:
    return {edition.topic: edition for edition in read(folder)[0].editions}


def _rules(folder: Path) -> set[str]:
    return {problem.rule for problem in read(folder)[1]}


def test_a_passage_stands_in_each_leaflet_that_names_it(write: Write) -> None:
    found = _editions(write(knee="Before.\n\n![](passage:call-us)\n\nAfter.", hip="![](passage:call-us)"))
    (section,) = found["knee"].sections
    kinds = [type(block) for block in section.blocks]
    assert kinds == [Paragraph, Paragraph, Box, Paragraph]
    assert [entry.term for entry in found["hip"].glossary] == ["fever"]


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("![](passage:call-you)", "unknown-passage"),
        ("![](passage:unclean)", "heading"),
        ("- one\n- ![](passage:call-us)", "picture"),
    ],
)
def test_what_is_no_passage_is_refused(write: Write, body: str, rule: str) -> None:
    assert rule in _rules(write(knee=body))


def test_a_passage_that_changes_changes_the_code_of_each_leaflet_that_prints_it(write: Write) -> None:
    bodies = {"knee": "![](passage:call-us)", "hip": "Nothing of it."}
    before = {topic: imprint.code(each) for topic, each in _editions(write(**bodies)).items()}
    changed = write(LIBRARY.replace("38", "39"), **bodies)
    after = {topic: imprint.code(each) for topic, each in _editions(changed).items()}
    assert before["knee"] != after["knee"]
    assert before["hip"] == after["hip"]


def _catalogue(folder: Path, remembered: bytes = b"") -> Catalogue:
    return reader.open(folder, Layouts(), remembered, "program")


def test_a_leaflet_is_read_again_when_a_passage_of_it_has_changed(write: Write) -> None:
    folder = write(knee="![](passage:call-us)")
    memory = _catalogue(folder).memory()
    (card,) = _catalogue(folder, memory).cards
    assert "passage call-us" in card.parts
    write(LIBRARY.replace("38", "39"))
    (after,) = _catalogue(folder, memory).cards
    assert card.parts["passage call-us"] != after.parts["passage call-us"]
    assert card.parts["text"] == after.parts["text"]


def test_a_passage_goes_to_a_translator_and_comes_back(write: Write) -> None:
    folder = write(knee="![](passage:call-us)")
    (folder / "library.cy.yaml").write_text(
        "passages:\n  call-us: |\n    Ffoniwch ni os oes [gwres](term:fever) dros 38 gradd.\n"
    )
    shared = _catalogue(folder).shared
    assert shared
    job = common.job(shared, "cy")
    keys = [unit.segment.key for unit in job.units if unit.segment.key.startswith("passage.call-us")]
    assert keys == ["passage.call-us.1", "passage.call-us.2", "passage.call-us.3"]
    assert "Ffoniwch ni os oes" in common.written(shared, job)


def test_marks_of_a_passage_come_back_and_lead_to_the_term_as_it_is_called_there(write: Write) -> None:
    folder = write(knee="![](passage:call-us)")
    (folder / "library.cy.yaml").write_text(
        "glossary: {gwres: Tymheredd uchel.}\n"
        "passages:\n  call-us: |\n    Ffoniwch ni os oes [gwres](term:) dros 38 gradd.\n\n"
        "    ::: urgent Ffoniwch 999\n    Ni allwch anadlu.\n    :::\n"
    )
    shared = _catalogue(folder).shared
    assert shared
    then = borrowed.segments(shared)
    job = common.job(shared, "cy", tuple(SourcePassage(each.key, each.text) for each in then))
    assert "[gwres](term:gwres)" in common.written(shared, job)
    assert "::: urgent Ffoniwch 999" in common.written(shared, job)


def test_a_translation_of_a_passage_with_another_number_is_refused(write: Write) -> None:
    folder = write(knee="![](passage:call-us)")
    (folder / "library.cy.yaml").write_text("passages: {call-us: Ffoniwch ni os oes gwres dros 39 gradd a 999.}\n")
    assert "translation-numbers" in _rules(folder)


def test_a_welsh_leaflet_has_the_welsh_passage(write: Write) -> None:
    folder = write(knee="![](passage:call-us)")
    (folder / "library.cy.yaml").write_text("passages: {call-us: Ffoniwch 999 os oes gwres dros 38 gradd.}\n")
    (folder / "knee" / "2026-11.cy.yaml").write_text(
        EDITION.replace("TOPIC", "Y pen-glin").replace("BODY", "![](passage:call-us)")
    )
    welsh = next(each for each in read(folder)[0].editions if each.language == "cy")
    (block,) = welsh.sections[0].blocks
    assert isinstance(block, Paragraph)
    assert plain(block.words).startswith("Ffoniwch 999")


# Alike


def _alike(folder: Path) -> list[Problem]:
    return list(alike.check(_catalogue(folder), "leaflets"))


def test_passages_whose_numbers_differ_come_first(write: Write) -> None:
    same = "Bring somebody to keep you company on the day."
    found = _alike(
        write(
            knee=f"{same}\n\nTake 2 tablets of 500 mg with food every morning.",
            hip=f"{same}\n\nTake 2 tablets of 250 mg with food every morning.",
        )
    )
    assert [(each.rule, each.grade) for each in found] == [
        ("alike-numbers", Grade.WARNING),
        ("alike", Grade.QUESTION),
    ]
    assert "“250 mg” there, “500 mg” here" in found[0].message
    assert "says the same" in found[1].message


def test_passages_whose_words_differ_come_before_those_that_are_the_same(write: Write) -> None:
    same = "Bring somebody to keep you company on the day."
    like = "Please ring the ward if you have a question about your operation or your tablets {}."
    found = _alike(write(knee=f"{same}\n\n{like.format('now')}", hip=f"{same}\n\n{like.format('soon')}"))
    assert [each.rule for each in found] == ["alike", "alike"]
    assert "says nearly the same in other words: “Please ring" in found[0].message
    assert "says the same: “Bring" in found[1].message


def test_short_passages_those_of_one_topic_and_those_that_differ_are_not_alike(write: Write) -> None:
    assert not _alike(
        write(
            knee="Take it with food.\n\nCall us any day if you have questions.\n\nCall us any day if you have more.",
            hip="Take it with food.\n\nThe nurse puts a dressing on the wound and tells you what comes next.",
        )
    )
