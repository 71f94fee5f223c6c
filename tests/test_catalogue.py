"""Reading only what has changed comes to the same as reading everything."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from press import reader, source
from press.layout import Layouts
from press.layout.values import MIN_CONTRAST
from press.model import GlossaryEntry, Leaflet, Paragraph, Section, Text, figures
from press.problems import Problem
from press.reader import Catalogue, shared
from press.reader.catalogue import _words
from tests.building import printing
from tests.conftest import SAMPLE

Change = Callable[[Path], object]


def edited(file: str, old: str, new: str) -> Change:
    def edit(library: Path) -> None:
        text = (library / file).read_text(encoding="utf-8")
        assert old in text
        (library / file).write_text(text.replace(old, new), encoding="utf-8")

    return edit


LIBRARY = (SAMPLE / "library.yaml").read_text(encoding="utf-8")
HELPLINE = LIBRARY[LIBRARY.index("  helpline:") : LIBRARY.index("  post:")]
POST = LIBRARY[LIBRARY.index("  post:") : LIBRARY.index("glossary:")]

CHANGES: dict[str, Change] = {
    "nothing": lambda library: None,
    "a comment": edited("hip/2024.yaml", "title:", "# seen\ntitle:"),
    "an edition's words": edited("hip/2024.yaml", "Walk a little", "Rest a little"),
    "an edition's title": edited("hip/2024.yaml", "title: ", "title: New "),
    "a contact": edited("library.yaml", "Helpline", "Line"),
    "the order of contacts": edited("library.yaml", f"{HELPLINE}{POST}", f"{POST}{HELPLINE}"),
    "the publisher": edited("library.yaml", "publisher: ", "publisher: New "),
    "a broken library file": edited("library.yaml", "publisher:", "publsher:"),
    "no library file": lambda library: (library / "library.yaml").unlink(),
    "an edition gone": lambda library: (library / "hip" / "2024.yaml").unlink(),
    "a broken edition": edited("hip/2024.yaml", "title:", "tittle:"),
    "an edition withdrawn": edited("hip/2024.yaml", "approved", "withdrawn"),
    "a file that nothing reads": lambda library: (library / "hip" / "notes.txt").touch(),
    "a picture broken": lambda library: next(library.glob("*/*.svg")).write_text("<svg"),
    "a picture gone": lambda library: next(library.glob("*/*.svg")).unlink(),
    "a picture changed": lambda library: next(library.glob("knee/*.svg")).write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    ),
}


def seen(catalogue: Catalogue) -> object:
    """All that a catalogue says, codes and editions in full."""
    told = [(catalogue.code(card), catalogue.edition(card)) for card in catalogue.cards]
    return catalogue.cards, catalogue.clinics, catalogue.problems, told


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_is_remembered_does_not_change_what_is_read(library_folder: Path, change: Change) -> None:
    memory = reader.open(library_folder, Layouts()).memory()
    change(library_folder)
    again = reader.open(library_folder, Layouts(), remembered=memory)
    anew = reader.open(library_folder, Layouts())
    assert seen(again) == seen(anew)
    assert again.memory() == anew.memory()


def test_what_has_not_changed_is_not_parsed(library_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = reader.open(library_folder, Layouts()).memory()
    CHANGES["an edition's words"](library_folder)
    parsed: list[str] = []
    read = source.read

    def counted(data: bytes, file: str, problems: list[Problem]) -> source.Value | None:
        parsed.append(file)
        return read(data, file, problems)

    monkeypatch.setattr(source, "read", counted)
    again = reader.open(library_folder, Layouts(), remembered=memory)
    assert all(map(again.code, again.cards))
    clinics = {"leaflets/clinics/riverside.yaml", "leaflets/clinics/riverside.cy.yaml"}
    shared = {"leaflets/library.yaml", "leaflets/library.cy.yaml", *clinics}
    assert set(parsed) == {*shared, "leaflets/hip/2024.yaml"}


@pytest.mark.parametrize("memory", [b"", b"{", b"[]", b'{"circumstances": "x"}', b"\xff"])
def test_a_memory_that_cannot_be_read_is_none(library_folder: Path, memory: bytes) -> None:
    again = reader.open(library_folder, Layouts(), remembered=memory)
    assert seen(again) == seen(reader.open(library_folder, Layouts()))


def test_a_memory_of_another_program_or_other_fonts_is_none(library_folder: Path) -> None:
    memory = reader.open(library_folder, Layouts(), program="old").memory()
    assert reader.open(library_folder, Layouts(), remembered=memory, program="new").memory() != memory
    narrow = reader.open(library_folder, printing(frozenset(map(ord, "abc"))), remembered=memory)
    assert narrow.problems


def test_a_card_names_what_the_edition_borrows(library_folder: Path) -> None:
    cards = {(card.name, card.language): card for card in reader.open(library_folder, Layouts()).cards}
    knee = cards["2025-06", "en-GB"]
    assert sorted(knee.parts) == [
        "address hip",
        "contact helpline",
        "contact post",
        "language",
        "lexicon",
        "picture bend.svg",
        "picture wave.svg",
        "publisher",
        "said",
        "signatures",
        "standing",
        "term synovial-fluid",
        "text",
        "topic hip",
        "translation",
    ]


def test_another_order_of_contacts_is_another_piece_of_what_prints_them(library_folder: Path) -> None:
    def parts() -> dict[str, str]:
        card = next(one for one in reader.open(library_folder, Layouts()).cards if "contact post" in one.parts)
        return dict(card.parts)

    before = parts()
    CHANGES["the order of contacts"](library_folder)
    assert {name for name, part in parts().items() if part != before[name]} == {"contact helpline", "contact post"}


def test_a_memory_is_kept_as_it_is_while_nothing_changes(library_folder: Path) -> None:
    memory = reader.open(library_folder, Layouts()).memory()
    assert reader.open(library_folder, Layouts(), remembered=memory).remembered == memory
    shutil.rmtree(library_folder / "hip")
    assert reader.open(library_folder, Layouts(), remembered=memory).remembered == b""


def test_a_search_finds_an_edition_by_what_it_says_and_not_by_its_ids(sample: Leaflet) -> None:
    paragraph = Paragraph((Text("Rest, rest 250 times a_day or so."),))
    sections = (Section("secret", (Text("Knee bends"),), (paragraph,)),)
    glossary = (GlossaryEntry("hidden", "Lymph node", (Text("A swelling"),)),)
    edition = replace(sample.edition, sections=sections, glossary=glossary)
    assert _words(edition) == "250 bends day knee lymph node rest swelling times"
    (figure, *_) = figures(sample.edition.sections)
    shown = replace(edition, sections=(replace(sections[0], blocks=(replace(figure, alt="A wave"),)),), glossary=())
    assert "wave" in _words(shown).split()
    assert not {figure.id, figure.picture.name.rpartition(".")[2]} & set(_words(shown).split())


@pytest.mark.parametrize(("measured", "kept"), [(MIN_CONTRAST, True), (MIN_CONTRAST - 0.01, False)])
def test_a_clinic_s_colour_has_to_have_the_contrast_of_text(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch, measured: float, *, kept: bool
) -> None:
    monkeypatch.setattr(shared, "contrast", lambda *_: measured)
    catalogue = reader.open(library_folder, printing(grounds=frozenset({"#FFFFFF"})))
    assert ("accent" not in {problem.rule for problem in catalogue.problems}) is kept
