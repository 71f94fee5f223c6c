"""What editions borrow makes their translations behind too: the library's terms and contacts, words in drawings."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest

from tests.review.conftest import Said
from tests.translations.conftest import BOX, Library

TERMS = """\
    description: Call us at any time.
glossary:
  dose: The 5 ml that you take at once.
alternative_formats: Ask us for braille.
"""
WELSH = {
    "publisher": "Y Clinig Poen",
    "contact.desk.name": "Y ddesg",
    "contact.desk.description": "Ffoniwch ni ar unrhyw adeg.",
    "contact.desk.hours": "Dydd Llun i ddydd Gwener, 9am i 5pm",
    "term.dose.name": "dos",
    "term.dose": "Y 5 ml a gymerwch ar unwaith.",
    "formats": "Gofynnwch i ni am braille.",
}


@pytest.fixture
def sharing(library: Library) -> Library:
    """A library with a term and a description of its contact, which is not in Welsh yet."""
    library.put("library.yaml", library.text("library.yaml") + TERMS)
    (library.folder / "library.cy.yaml").unlink()
    return library


def sent_back(library: Library, texts: dict[str, str], *options: str) -> Said:
    """Exports what all topics share, and imports it with these translations."""
    into = library.folder.parent
    assert library.run("translate", "export", "--shared", "--to", "cy", "--into", into).code == 0
    file = polib.pofile(str(into / "library-cy.po"))
    for entry in file:
        entry.msgstr = texts.get(entry.msgctxt or "", entry.msgstr)
    file.save(str(into / "back.po"))
    return library.run("translate", "import", into / "back.po", *options)


def test_what_all_topics_share_goes_out_and_comes_back(sharing: Library) -> None:
    said = sent_back(sharing, WELSH)
    assert said.code == 0, said
    assert "leaflets/library.cy.yaml: 7 passages, 0 not finished." in said.out
    assert sharing.text("library.cy.yaml") == (
        "# Translated from library.yaml.\n"
        'publisher: "Y Clinig Poen"\n'
        "contacts:\n"
        "  desk:\n"
        '    name: "Y ddesg"\n'
        '    description: "Ffoniwch ni ar unrhyw adeg."\n'
        '    hours: "Dydd Llun i ddydd Gwener, 9am i 5pm"\n'
        "glossary:\n"
        '  "dos": "Y 5 ml a gymerwch ar unwaith."\n'
        'alternative_formats: "Gofynnwch i ni am braille."\n'
    )
    again = sent_back(sharing, {})
    assert (again.code, "7 passages, 0 not finished" in again.out) == (0, True)
    assert sharing.run("check").code == 0


def test_other_publishers_go_out_and_come_back_with_the_addresses_that_they_have_there(sharing: Library) -> None:
    own = "address: [1 High Street]\npublishers:\n  trust: {name: The Trust, address: [2 High Street]}\n"
    sharing.put("library.yaml", sharing.text("library.yaml") + own)
    welsh = {**WELSH, "publisher.trust": "Yr Ymddiriedolaeth"}
    assert sent_back(sharing, welsh).code == 0
    named = 'publishers:\n  trust:\n    name: "Yr Ymddiriedolaeth"\n'
    assert named in sharing.text("library.cy.yaml")
    sharing.edit("library.cy.yaml", '    name: "Yr Y', '    address: ["2 Stryd Fawr"]\n    name: "Yr Y')
    sharing.put("library.cy.yaml", sharing.text("library.cy.yaml") + 'address: ["1 Stryd Fawr"]\n')
    sent_back(sharing, {}, "--replace")
    text = sharing.text("library.cy.yaml")
    assert 'address: ["1 Stryd Fawr"]\n' + named + '    address: ["2 Stryd Fawr"]\n' in text
    assert sharing.run("check").code == 0


def test_xliff_of_it_is_the_same_bytes_and_comes_back_too(sharing: Library) -> None:
    told = sharing.run("translate", "export", "--shared", "--to", "cy", "--into", sharing.folder.parent)
    assert "7 passages of library.yaml for cy; 7 to translate.\n" in told.out
    sent_back(sharing, WELSH)
    files = []
    for name in ("one", "other"):
        into = sharing.folder.parent / name
        into.mkdir()
        told = sharing.run("translate", "export", "--shared", "--to", "cy", "--into", into)
        assert "7 passages of library.yaml for cy; 0 to translate.\n" in told.out
        files.append(into / "library-cy.xlf")
    assert files[0].read_bytes() == files[1].read_bytes()
    said = sharing.run("translate", "import", files[0])
    assert (said.code, "7 passages, 0 not finished" in said.out) == (0, True)


def test_what_all_topics_share_says_the_same_numbers_in_both_languages(sharing: Library) -> None:
    sent_back(sharing, WELSH)
    sharing.edit("library.yaml", "Call us at any time.", "Call us from 8am.")
    sharing.edit("library.cy.yaml", "Ffoniwch ni ar unrhyw adeg.", "Ffoniwch ni o 8am.")
    assert " error: " not in sharing.run("check").err
    sharing.edit("library.cy.yaml", "9am i 5pm", "9am i 6pm")
    sharing.edit("library.cy.yaml", "o 8am", "o 7am")
    said = sharing.run("check")
    assert said.code == 1
    assert [line for line in said.err.splitlines() if "library.cy.yaml" in line and " error: " in line][1:]


def test_what_is_not_translated_is_told_and_stays_as_it_was(sharing: Library) -> None:
    said = sent_back(sharing, {"publisher": "Y Clinig Poen"})
    assert "untranslated: contact.desk.name: “The desk”" in said.out
    assert sharing.text("library.cy.yaml") == '# Translated from library.yaml.\npublisher: "Y Clinig Poen"\n'


def test_words_of_somebody_else_are_not_written_over(sharing: Library) -> None:
    sharing.put("library.cy.yaml", "publisher: Rhywun arall\n")
    said = sent_back(sharing, WELSH)
    assert (said.code, "says other words" in said.err) == (2, True)
    assert sharing.text("library.cy.yaml") == "publisher: Rhywun arall\n"
    assert sent_back(sharing, WELSH, "--replace").code == 0


def test_a_contact_that_changes_makes_the_translations_that_print_it_behind(sharing: Library) -> None:
    sent_back(sharing, WELSH)
    sharing.run("translate", "confirm", "pain", "--to", "cy")
    assert "translation-behind" not in sharing.run("check").err
    sharing.edit("library.yaml", "Call us at any time.", "Call us, but not at night.")
    said = sharing.run("check")
    assert "leaflets/library.cy.yaml: warning: It is behind library.yaml" in said.err
    assert "pain/2026-01.cy.yaml: warning: The translation is behind 2026-01 (en-GB)" in said.err
    assert "translation behind" in sharing.run("list").out
    confirmed = sharing.run("translate", "confirm", "--shared", "--to", "cy")
    assert confirmed.code == 0
    assert "library.cy.yaml says what library.yaml says.\n" in confirmed.out
    assert "translation-behind" not in sharing.run("check").err


def test_a_library_term_that_changes_makes_what_uses_it_behind_by_its_numbers(sharing: Library) -> None:
    sent_back(sharing, WELSH)
    for name, old, new in (
        ("2026-01.yaml", "Take **500 mg**", "Take a [dose](term:) of **500 mg**"),
        ("2026-01.cy.yaml", "Cymerwch **500 mg**", "Cymerwch [dos](term:) o **500 mg**"),
    ):
        sharing.edit(f"pain/{name}", old, new)
    assert sharing.run("translate", "confirm", "pain", "--to", "cy").code == 0
    sharing.edit("library.yaml", "The 5 ml", "The 10 ml")
    said = sharing.run("check")
    assert said.err.count("“5 ml” became “10 ml”") == 2  # of library.cy.yaml, and of the edition


def drawn(words: str) -> str:
    return BOX.replace("</svg>", f'<text x="2" y="12" font-size="6">{words}</text></svg>')


def test_words_that_change_in_a_drawing_make_its_translation_behind(library: Library) -> None:
    library.put("pain/box.svg", drawn("Take 5 ml"))
    assert library.run("translate", "confirm", "pain", "--to", "cy").code == 0
    assert "translation-behind" not in library.run("check").err
    library.put("pain/box.svg", drawn("Take 50 ml"))
    assert "Since then “5 ml” became “50 ml”." in library.run("check").err


def test_a_build_that_remembers_sees_what_was_borrowed_change(sharing: Library) -> None:
    sharing.put("pain/box.svg", drawn("Take 5 ml"))
    sent_back(sharing, WELSH)
    sharing.run("translate", "confirm", "pain", "--to", "cy")
    sharing.run("build", "--layout", "text")
    file: Path = sharing.out / "pain" / "2026-01.cy" / "pain-text.txt"
    before = file.read_text(encoding="utf-8")
    sharing.put("pain/box.svg", drawn("Take 50 ml"))
    said = sharing.run("build", "--layout", "text")
    assert "hŷn na’r testun" in file.read_text(encoding="utf-8"), said
    assert "hŷn na’r testun" not in before


def test_a_topic_or_what_all_share_is_named_and_not_both(library: Library) -> None:
    for arguments in (("export", "pain", "--shared"), ("confirm",)):
        said = library.run("translate", *arguments, "--to", "cy")
        assert (said.code, "one of the two" in said.err) == (2, True)
