"""What was changed in Word of what is said of pictures, and of references, comes home into the edition."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from press.incoming.edits import Sort, State
from press.manuscript import Manuscript
from tests.incoming.test_merging import KNEE, Change, composed, edited, edition, merged, only, retyped

PICTURES = """figures:
  bend:
    file: bend.svg
    alt: A leg bent at the knee.
    caption: How the knee bends
    long_description: |
      The thigh rises to the knee.
    credit:
      text: Adapted from a drawing of 2020.
      licence: CC BY 4.0
  wave:
    file: bend.svg
    alt: A leg that waves.
    own: true
references:
  - text: Example A. Knees. 2024.
  - text: Example B. Hips. 2025.
"""
TEXT = KNEE.replace("      Then:\n", "      ![](figure:bend)\n\n      ![](figure:wave)\n\n      Then:\n") + PICTURES
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><path d="M0 0h90v30z"/></svg>'


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Manuscript:
    folder: Path = tmp_path_factory.mktemp("knee")
    (folder / "leaflets" / "knee").mkdir(parents=True)
    (folder / "leaflets" / "knee" / "bend.svg").write_text(DRAWING)
    return composed(edition(folder, TEXT))


def redescribed(before: str, after: str) -> Change:
    def change(document: WordDocument) -> None:
        for each in document.element.body.iter(qn("wp:docPr")):
            if each.get("descr") == before:
                each.set("descr", after)

    return change


def test_nothing_changes_where_nothing_was_changed(script: Manuscript) -> None:
    result = merged(edited(script, lambda document: None), script, TEXT)
    assert (result.text, result.edits) == (TEXT, ())


@pytest.mark.parametrize(
    ("before", "after"),
    [("A leg bent at the knee.", "A leg that is bent at the knee."), ("A leg that waves.", "A leg that is waved.")],
)
def test_another_alternative_text_goes_to_its_picture(script: Manuscript, before: str, after: str) -> None:
    result = merged(edited(script, redescribed(before, after)), script, TEXT)
    assert (only(result).sort, only(result).state) == (Sort.CHANGED, State.APPLIED)
    assert result.text == TEXT.replace(f"alt: {before}", f"alt: {after}")


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        ("How the knee", "bends", "is bent"),
        ("The thigh rises", "rises", "falls"),
        ("Example A", "2024", "2023"),
        ("Example B", "Hips", "Elbows"),
    ],
)
def test_other_words_of_a_picture_or_a_reference_go_to_their_place(
    script: Manuscript, words: str, before: str, after: str
) -> None:
    result = merged(edited(script, retyped(words, before, after)), script, TEXT)
    assert (only(result).sort, only(result).state) == (Sort.CHANGED, State.APPLIED)
    assert result.text == TEXT.replace(before, after)


def test_another_credit_goes_to_its_picture(script: Manuscript) -> None:
    def change(document: WordDocument) -> None:
        for run in document.element.body.iter(qn("w:t")):
            run.text = (run.text or "").replace("drawing of 2020", "drawing of 2021")

    result = merged(edited(script, change), script, TEXT)
    assert result.text == TEXT.replace("drawing of 2020", "drawing of 2021")
