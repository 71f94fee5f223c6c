"""The sections of an edition, what a library without its own file is, and scripts without spaces."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from press import reader
from press.layout import Layouts
from press.reader import alt, sections
from tests.sharing import Write


def test_headings_of_one_name_are_numbered_and_none_has_an_id_that_is_taken() -> None:
    words = ("Rest", "Rest", "Rest", "Rest 2", "Knee", "???", "???")
    draft = cast(Any, SimpleNamespace(headings=dict(enumerate(words))))
    found = sections._ids(draft, {"knee": 1})
    assert [*found.values()] == ["rest", "rest-2", "rest-3", "rest-2-2", "knee-2", "section", "section-2"]


def test_the_ids_of_two_texts_of_an_edition_are_told_apart(write: Write) -> None:
    folder = write(knee="### Rest\n\nA.\n\n### Rest\n\nB.")
    (card,) = reader.open(folder, Layouts()).cards
    edition = reader.open(folder, Layouts()).edition(card)
    assert [inner.id for section in edition.sections for inner in section.sections] == ["rest", "rest-2"]


def test_without_the_library_s_own_file_no_edition_can_be_made(write: Write) -> None:
    folder = write(knee="Rest.")
    (folder / "library.yaml").unlink()
    catalogue = reader.open(folder, Layouts())
    assert catalogue.cards == ()
    assert {problem.place.file.rpartition("/")[2] for problem in catalogue.problems} == {"library.yaml"}


def test_scripts_that_are_written_without_spaces_are_these() -> None:
    """Thai and Lao, Burmese, Khmer: how many words a description has is not told by its spaces."""
    ends = ("\u0e00\u0eff", "\u1000\u109f", "\u1780\u17ff")
    assert set("".join(ends)) <= alt._UNSPACED
    assert not set("\u0dff\u0f00\u0fff\u10a0\u177f\u1800") & alt._UNSPACED


def test_a_library_is_read_from_a_folder_that_is_there(tmp_path: Path) -> None:
    assert reader.open(tmp_path, Layouts()).cards == ()


@pytest.mark.parametrize("broken", [False, True])
def test_a_picture_that_no_edition_shows_is_told_where_all_of_them_can_be_read(
    library_folder: Path, *, broken: bool
) -> None:
    shutil.copy(library_folder / "knee" / "bend.svg", library_folder / "knee" / "spare.svg")
    if broken:  # one that cannot be read may show it
        (library_folder / "knee" / "2023-01.yaml").write_text("title: [", encoding="utf-8")
    files = {problem.place.file for problem in reader.open(library_folder, Layouts()).problems}
    assert ("leaflets/knee/spare.svg" in files) is not broken
