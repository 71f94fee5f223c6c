"""A library that changes under the reader is, after each change, what reading it anew gives."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from press import reader
from press.reader.live import Live
from tests.building import printing
from tests.conftest import SAMPLE

ROOT = Path(__file__).parents[2]

CHANGES = (
    ("hip/2024.yaml", "title: ", "title: Other "),
    ("hip/2024.yaml", "title: ", "title: <b>"),
    ("hip/2024.yaml", "title: ", "tilte: "),
    ("hip/2024.yaml", "title: ", "title: [\n"),
    ("knee/2026-01.yaml", "status: draft", "status: approved"),
    ("knee/2025-06.yaml", "figure:bend", "figure:bent"),
    ("knee/2025-06.yaml", "2.5 mg", "25 mg"),
    ("knee/2025-06.cy.yaml", "title: ", "title: X"),
    ("library.yaml", "cartilage:", "gristle:"),
    ("library.yaml", "  helpline:", "  help:"),
    ("library.yaml", "Free and", "Free, and"),
    ("library.yaml", "language: en-GB", "language: cy"),
    ("library.yaml", "publisher:", "publishers:"),
    ("library.cy.yaml", "publisher:", "publishers:"),
    ("clinics/riverside.yaml", "name:", "nom:"),
)


def same(live: Live, folder: Path, where: object) -> None:
    while live.stale:
        live.read(next(iter(live.stale)))
    wanted = reader.open(folder, printing())
    told = {*live.of_library, *live.of_clinics, *(each for read in live.found.values() for each in read.problems)}
    assert told == {*wanted.problems}, where
    assert live.library() == wanted.library(), where
    assert {card.file: card for card in live.cards()} == {card.file: card for card in wanted.cards}, where


def test_after_each_change_and_its_undoing_it_is_what_reading_anew_gives(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SAMPLE, tmp_path / "leaflets"))
    live = Live(folder, printing(), {})
    same(live, folder, "at first")
    for name, old, new in CHANGES:
        file = folder / name
        text = file.read_text()
        assert old in text, (name, old)
        for now in (text.replace(old, new, 1), text):
            file.write_text(now)
            live.change(file)
            same(live, folder, (name, new))


PASSAGE = """
passages:
  when-to-call: |
    Call us if your wound bleeds.

    Do not wait.
"""
OWN = (
    ("library.yaml", "\ncontacts:", f"{PASSAGE}contacts:"),
    ("skin-metastases", "    body: |\n", "    body: |\n      ![](passage:when-to-call)\n\n"),
    ("library.yaml", "Do not wait.", "Wait for 2 hours."),
    ("library.yaml", "when-to-call:", "when-to-ring:"),
    ("bring-your-medicines/2026-11.easy.yaml", "tells: [what-to-bring", "tells: [what-to-take"),
    ("bring-your-medicines/2026-11.yaml", "medicines", "tablets"),
    ("bring-your-medicines/2026-11.cy.yaml", "title: ", "title: X"),
    ("pictures/bag.svg", "<svg", "<svgs"),
)


def test_passages_easy_read_and_shared_pictures_are_followed_too(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "leaflets", tmp_path / "leaflets"))
    live = Live(folder, printing(), {})
    same(live, folder, "at first")
    for name, old, new in OWN:
        file = folder / name
        file = sorted(file.glob("20*.yaml"))[-1] if file.is_dir() else file
        text = file.read_text()
        assert old in text, (name, old)
        file.write_text(text.replace(old, new, 1))
        live.change(file)
        same(live, folder, (name, new))


def test_a_topic_that_comes_and_goes_is_known_to_the_others(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SAMPLE, tmp_path / "leaflets"))
    live = Live(folder, printing(), {})
    same(live, folder, "at first")
    shutil.move(folder / "hip", tmp_path / "hip")
    live.change(folder / "hip")
    same(live, folder, "gone")
    shutil.move(tmp_path / "hip", folder / "hip")
    live.change(folder / "hip" / "2024.yaml")
    same(live, folder, "back")


def test_a_picture_that_changes_is_looked_at_again(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SAMPLE, tmp_path / "leaflets"))
    live = Live(folder, printing(), {})
    same(live, folder, "at first")
    drawing = folder / "knee" / "bend.svg"
    before = drawing.read_text()
    for text in ("<svg>", before.replace("<svg", "<svg ", 1)):
        drawing.write_text(text)
        live.change(drawing)
        same(live, folder, text[:20])


@pytest.mark.parametrize("text", ["title: x", "", "a: ["])
def test_what_is_not_saved_counts_until_it_is_let_go(tmp_path: Path, text: str) -> None:
    folder = Path(shutil.copytree(SAMPLE, tmp_path / "leaflets"))
    unsaved: dict[Path, bytes] = {}
    live = Live(folder, printing(), unsaved)
    same(live, folder, "at first")
    file = folder / "hip" / "2024.yaml"
    unsaved[file] = text.encode()
    live.change(file)
    live.read("hip")
    assert any(problem.place.file == "leaflets/hip/2024.yaml" for problem in live.found["hip"].problems)
    del unsaved[file]
    live.change(file)
    same(live, folder, "let go")
