"""To a translator and back: XLIFF and PO, marks that cannot be lost, and what is not done."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
import yaml
from lxml import etree

from press.review.translations.xliff import CORE, SIZES
from tests.translations.conftest import Library

POLISH = "pain/2026-01.pl.yaml"
DRAWN = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><title>x</title>'
    '<text x="5" y="20" font-size="12"> Lid <tspan>opens</tspan> here</text></svg>'
)


@pytest.fixture
def job(library: Library, tmp_path: Path) -> Path:
    """The folder with both files of a new translation."""
    said = library.run("translate", "export", "pain", "--to", "pl", "--into", tmp_path)
    assert said.code == 0, said
    return tmp_path


def xliff(folder: Path) -> etree._ElementTree:
    return etree.parse(folder / "pain-2026-01-pl.xlf")


def translate(word: str) -> str:
    """A translation that differs from its original in each word, and in no number."""
    words = re.sub(r"(?<![<\d&/])\b(?!(?:mg|ml|g)\b)([A-Za-z]+)\b(?![>;/.]\S)", r"\1ł", word)
    return words.replace("Juneł", "czerwca")


def translated(folder: Path, but: Callable[[polib.POEntry], None] = lambda _: None) -> Path:
    file = folder / "pain-2026-01-pl.po"
    catalogue = polib.pofile(str(file))
    for entry in catalogue:
        entry.msgstr = translate(entry.msgid)
        but(entry)
    catalogue.save(str(file))
    return file


def test_both_files_hold_every_passage_with_its_place_and_its_room(job: Path) -> None:
    units = xliff(job).findall(f".//{{{CORE}}}unit")
    entries = polib.pofile(str(job / "pain-2026-01-pl.po"))
    names = [unit.get("name") or "" for unit in units]
    assert names == [entry.msgctxt for entry in entries]
    assert len([name for name in names if not name.startswith("string.")]) == 25
    alt = next(unit for unit in units if unit.get("name") == "figure.box.alt")
    assert alt.get(f"{{{SIZES}}}sizeRestriction") == "250"
    notes = [note.text for note in alt.iter(f"{{{CORE}}}note")]
    assert notes[0] and "read aloud" in notes[0]
    assert "At most 250 characters." in notes
    warned = next(entry for entry in entries if "999" in entry.msgid)
    assert warned.comment == "A heading.\nUnder: When to call\nIt warns of harm: be exact."
    taken = next(entry for entry in entries if "500 mg" in entry.msgid)
    assert taken.msgid.startswith("Take <1>500 mg</1> twice a day, with <2>food</2>.")
    assert "<1>: strong words\n<2>: a link to term:food" in taken.comment


def test_xliff_keeps_the_rules_of_its_core(job: Path) -> None:
    root = xliff(job).getroot()
    assert (root.get("version"), root.get("srcLang"), root.get("trgLang")) == ("2.1", "en-GB", "pl")
    units = root.findall(f".//{{{CORE}}}unit")
    assert len({unit.get("id") for unit in units}) == len(units)
    for unit in units:
        order = [etree.QName(child).localname for child in unit]
        assert order == [name for name in ("notes", "originalData", "segment") if name in order], (
            "in the schema's order"
        )
        data = {each.get("id") for each in unit.iter(f"{{{CORE}}}data")}
        marks = list(unit.iter(f"{{{CORE}}}pc"))
        named = {mark.get(end) for mark in marks for end in ("dataRefStart", "dataRefEnd")}
        assert named == data
        assert {mark.get("canDelete") for mark in marks} <= {"no"}
        assert all(mark.get("type") for mark in marks if mark.get("subType"))
        assert len({mark.get("id") for mark in marks}) == len(marks)


def test_the_same_edition_gives_the_same_bytes(library: Library, job: Path, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    library.run("translate", "export", "pain", "--to", "pl", "--into", tmp_path / "again")
    for ending in ("xlf", "po"):
        name = f"pain-2026-01-pl.{ending}"
        assert (job / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


def test_what_comes_back_is_a_draft_that_builds_and_says_the_same_bytes_again(library: Library, job: Path) -> None:
    said = library.run("translate", "import", translated(job))
    assert said.code == 0, said
    assert "a draft of 2026-01 (en-GB), 25 passages, 0 not finished." in said.out
    text = library.text(POLISH)
    assert "status: draft" in text
    assert "      Takeł **500 mg** twiceł" in text
    assert "[foodł](term:foodł)" in text
    assert "(#when-to-call)" in text
    assert '  "foodł": ' in text
    assert library.run("translate", "import", job / "pain-2026-01-pl.po").code == 0
    library.run("translate", "export", "pain", "--to", "pl", "--into", job)
    for ending in ("xlf", "po"):
        assert library.run("translate", "import", job / f"pain-2026-01-pl.{ending}").code == 0
        assert library.text(POLISH) == text


def test_links_to_headings_lead_where_they_led(library: Library, job: Path) -> None:
    library.edit("pain/2026-01.yaml", "(#when-to-call)", "(#at-night)")
    library.run("translate", "export", "pain", "--to", "pl", "--into", job)
    assert library.run("translate", "import", translated(job)).code == 0
    assert "(#atł-nightł)" in library.text(POLISH)


@pytest.mark.parametrize(
    ("was", "now", "fault"),
    [
        ("<1>500 mg</1>", "500 mg", "It lacks <1> (500 mg)."),
        ("<1>500 mg</1>", "<1>500 mg", "<1> is not closed."),
        ("<1>500 mg</1>", "<1>500</1> <1>mg</1>", "It has <1> once too often"),
        ("<1>500 mg</1>", "<1></1> 500 mg", "There are no words in <1>."),
        ("<1>500 mg</1>", "<1>" * 2000 + "500 mg" + "</1>" * 2000, "Marks stand within marks within marks."),
        ("<2>foodł</2>", "<7>foodł</7>", "It lacks <2> (food)."),
    ],
)
def test_a_lost_mark_is_refused_and_nothing_written(
    library: Library, job: Path, was: str, now: str, fault: str
) -> None:
    def spoil(entry: polib.POEntry) -> None:
        assert was in entry.msgstr or "500 mg" not in entry.msgid
        entry.msgstr = entry.msgstr.replace(was, now)

    said = library.run("translate", "import", translated(job, spoil))
    assert said.code == 1
    assert f"In `section.1.1` marks are lost: {fault}" in said.err
    assert not (library.folder / POLISH).exists()


def test_a_passage_longer_than_its_room_is_refused(library: Library, job: Path) -> None:
    def stretch(entry: polib.POEntry) -> None:
        entry.msgstr = "pudełko " * 40 if entry.msgctxt == "figure.box.alt" else entry.msgstr

    said = library.run("translate", "import", translated(job, stretch))
    assert said.code == 1
    assert "`figure.box.alt` has 320 characters, and there is room for 250." in said.err


def test_untranslated_and_doubtful_passages_are_told_and_never_approved(library: Library, job: Path) -> None:
    def leave(entry: polib.POEntry) -> None:
        if entry.msgctxt == "summary":
            entry.msgstr = ""
        if entry.msgctxt == "title":
            entry.flags = ["fuzzy"]

    said = library.run("translate", "import", translated(job, leave))
    assert said.code == 0
    assert "doubtful: title: “Tablets for pain”" in said.out
    assert "untranslated: summary: “How to take your tablets, and when to call us.”" in said.out
    assert "Of its passages 1 are untranslated and 1 doubtful." in library.run("check").err
    library.edit(POLISH, "status: draft", "status: approved")
    said = library.run("check")
    assert said.code == 1
    assert "2 passages of this translation are not finished; the first is doubtful." in said.err
    said = library.run("translate", "confirm", "pain", "--to", "pl")
    assert said.code == 1


def test_words_that_a_translator_has_marked_and_white_space_at_the_ends_do_no_harm(library: Library, job: Path) -> None:
    library.run("translate", "import", translated(job))
    kept = library.text(POLISH)
    library.run("translate", "export", "pain", "--to", "pl", "--into", job)
    file = job / "pain-2026-01-pl.xlf"
    tree = etree.parse(file)
    for target in tree.iter(f"{{{CORE}}}target"):
        mark = etree.Element(f"{{{CORE}}}mrk", id="m", type="term")
        mark.text, target.text = target.text, " "
        target.insert(0, mark)
        target[-1].tail = f"{target[-1].tail or ''} "
    tree.write(file)
    assert library.run("translate", "import", file).code == 0
    assert library.text(POLISH) == kept


def test_a_picture_keeps_what_is_set_of_it_and_its_description_comes_home_as_it_was(
    library: Library, tmp_path: Path
) -> None:
    more = "    review: 2027-01\n    long_description: |\n      The lid is **blue**: lift it.\n\n"
    library.edit("pain/2026-01.yaml", "    own: true\n", f"    own: true\n{more}      - then\n      - wait\n")
    library.run("translate", "export", "pain", "--to", "pl", "--into", tmp_path)
    assert library.run("translate", "import", translated(tmp_path)).code == 0
    figure = yaml.safe_load(library.text(POLISH))["figures"]["box"]
    assert figure["long_description"] == "Theł lidł isł **blueł**: liftł itł.\n\n- thenł\n- waitł\n"
    assert (figure["review"], figure["own"]) == ("2027-01", "true")


def test_a_passage_that_xliff_does_not_call_translated_is_doubtful(library: Library, job: Path) -> None:
    library.run("translate", "import", translated(job))
    library.run("translate", "export", "pain", "--to", "pl", "--into", job)
    file = job / "pain-2026-01-pl.xlf"
    file.write_text(file.read_text(encoding="utf-8").replace(' state="translated"', "", 1), encoding="utf-8")
    assert "doubtful: title:" in library.run("translate", "import", file).out


def test_numbers_that_came_back_otherwise_are_errors(library: Library, job: Path) -> None:
    def slip(entry: polib.POEntry) -> None:
        entry.msgstr = entry.msgstr.replace("500 mg", "50 mg")

    said = library.run("translate", "import", translated(job, slip))
    assert said.code == 1
    assert "it says “50 mg” for “500 mg”" in said.err


def test_a_file_made_from_an_older_source_says_which_passages_to_do_again(library: Library, job: Path) -> None:
    library.edit("pain/2026-01.yaml", "| Children | 1 ml |", "| Children | 2 ml |")
    library.edit("pain/2026-01.yaml", "      - one at 8pm", "      - never two\n      - one at 8pm")
    said = library.run("translate", "import", translated(job))
    assert "doubtful: section.1.11: “2 ml” (it said “1 ml” when it was translated)" in said.out
    assert "untranslated: section.1.3: “never two”" in said.out
    assert "27 passages" not in said.out
    assert "26 passages, 2 not finished" in said.out
    assert "      - oneł atł 8pm" in library.text(POLISH), "what has moved is as it was"


def test_an_export_after_a_change_marks_what_is_to_be_done_again(library: Library, job: Path) -> None:
    library.run("translate", "import", translated(job))
    library.edit("pain/2026-01.yaml", "in a day.", "in one day.")
    said = library.run("translate", "export", "pain", "--to", "pl", "--into", job)
    assert "25 passages of pain 2026-01 for pl; 1 to translate." in said.out
    (entry,) = polib.pofile(str(job / "pain-2026-01-pl.po")).fuzzy_entries()
    assert entry.previous_msgid.endswith("in a day.")
    assert entry.msgid.endswith("in one day.")
    assert entry.msgstr.startswith("Takeł <1>500 mg</1>")


def test_words_that_somebody_has_written_are_not_written_over(library: Library, job: Path) -> None:
    library.run("translate", "import", translated(job))
    library.edit(POLISH, "Tabletsł", "Tabletkił")
    said = library.run("translate", "import", job / "pain-2026-01-pl.po")
    assert said.code == 2
    assert "is there already, and says other words" in said.err
    assert library.run("translate", "import", job / "pain-2026-01-pl.po", "--replace").code == 0
    library.edit(POLISH, "status: draft", "status: approved")
    said = library.run("translate", "import", job / "pain-2026-01-pl.po", "--replace")
    assert said.code == 2
    assert "is no draft" in said.err


def test_what_a_translation_has_of_its_own_stays(library: Library, job: Path) -> None:
    library.run("translate", "import", translated(job))
    library.put(POLISH, library.text(POLISH) + "online: https://example.org/pl/pain\n")
    library.run("translate", "import", job / "pain-2026-01-pl.po", "--replace")
    assert 'online: "https://example.org/pl/pain"' in library.text(POLISH)


def test_the_words_of_a_drawing_are_translated_in_a_drawing_of_their_own(library: Library, tmp_path: Path) -> None:
    library.put("pain/box.svg", DRAWN)
    library.run("translate", "export", "pain", "--to", "pl", "--into", tmp_path)
    keys = [entry.msgctxt for entry in polib.pofile(str(tmp_path / "pain-2026-01-pl.po"))]
    assert [key for key in keys if key.startswith("picture.")] == ["picture.box.1", "picture.box.2", "picture.box.3"]
    said = library.run("translate", "import", translated(tmp_path))
    assert said.code == 0, said
    drawn = library.text("pain/box.pl.svg")
    assert "> Lidł <tspan>opensł</tspan> hereł</text>" in drawn
    assert 'file: "box.pl.svg"' in library.text(POLISH)
    assert library.text("pain/box.svg") == DRAWN


def test_signs_that_markdown_takes_for_its_own_come_back_as_they_were_typed(library: Library, job: Path) -> None:
    def typed(entry: polib.POEntry) -> None:
        if entry.msgctxt == "section.1.2":
            entry.msgstr = "jedna *rano* [a] &lt;b> & c, zob. <1>kiedy</1>"

    assert library.run("translate", "import", translated(job, typed)).code == 0
    assert r"- jedna \*rano\* \[a\] \<b> & c, zob. [kiedy](#when-to-call)" in library.text(POLISH)


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("a.xlf", "<xliff", "It is not XML"),
        ("a.xlf", '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"/>', "It is not XLIFF 2."),
        ("a.xlf", f'<xliff xmlns="{CORE}" version="2.1"/>', "It does not say which leaflet it is of"),
        ("a.po", "nothing", "It is not PO."),
        ("a.po", 'msgid "a"\nmsgstr "b"\n', "It does not say which leaflet it is of"),
        ("a.po", 'msgid ""\nmsgstr "X-Leaflet: pain/2026-01\\nLanguage: ??\\n"\n', "it does not say which language"),
    ],
)
def test_a_file_that_is_no_translation_is_refused_in_a_sentence(
    library: Library, tmp_path: Path, name: str, text: str, why: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    said = library.run("translate", "import", tmp_path / name)
    assert said.code == 2
    assert why in " ".join(said.err.split())


def test_the_strings_of_a_language_that_has_none_go_out_and_come_home_too(library: Library, tmp_path: Path) -> None:
    said = library.run("translate", "export", "pain", "--to", "pl", "--into", tmp_path)
    assert re.search(r"And \d+ strings that no author writes, because pl has none yet\.", said.out)
    file = tmp_path / "pain-2026-01-pl.po"
    catalogue = polib.pofile(str(file))
    by_key = {entry.msgctxt: entry for entry in catalogue}
    by_key["string.phone"].msgstr = "Telefon"
    by_key["string.page_of"].msgstr = "Strona {page} z {pages}"
    by_key["string.see_page"].msgstr = "(strona)"
    assert "A label before a phone number" in by_key["string.phone"].comment
    catalogue.save(str(file))
    said = library.run("translate", "import", file)
    assert said.code == 0, said
    text = (library.folder.parent / "layouts" / "strings" / "pl.yaml").read_text(encoding="utf-8")
    assert '\nphone: "Telefon"\n' in text
    assert '\npage_of: "Strona {page} z {pages}"\n' in text
    assert "\nsee_page:\n" in text, "a lost brace is not translated yet"
    assert "string." not in library.text("pain/2026-01.pl.source.yaml")
