"""Easy Read: its rules, what it may lack of the edition that it tells, and the picture beside each sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pypdfium2 as pdfium
import pytest

from press import layout, manuscript, pipeline, questions, reader
from press.formats import opened
from press.layout import ENGINES, Layouts
from press.layout.reading import AS_IT_IS
from press.manuscript import Manuscript, Part
from press.manuscript.fitting import fit
from press.model import Edition, Leaflet, figures, plain
from press.pipeline import Wishes
from press.problems import Grade, Problem
from press.review.catalogue import page
from press.writers import units
from press.writers.paging import lay_out
from tests.building import read
from tests.pdf.conftest import ROOT, loaded
from tests.review.conftest import Press, press

__all__ = ["press"]

LEAFLETS = ROOT / "leaflets"
SOURCE = """
title: Your knee
summary: About your knee.
review: {status: draft, last: 2026-11, next: 2028-11}
sections:
  - heading: At home
    body: |
      Take 2 tablets of 500 mg.

      Do not drive.
  - heading: Help
    body: Call us.
contacts: [helpline]
"""
EASY = """
title: Your knee
summary: This is about your knee.
review: {status: draft, last: 2026-11, next: 2028-11}
tells: [at-home]
sections:
  - heading: At home
    body: |
      BODY
figures:
  pills: {file: tablets.svg, alt: Some tablets in a row., own: true}
glossary: {biopsy: A test of your skin.}
"""

Say = Callable[..., tuple[Edition, tuple[Problem, ...]]]


@pytest.fixture
def say(tmp_path: Path) -> Say:
    """An edition in Easy Read with a body, and what is wrong with it."""
    (tmp_path / "knee").mkdir()
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "tablets.svg").write_bytes((LEAFLETS / "pictures" / "tablets.svg").read_bytes())
    contact = "contacts: {helpline: {name: Helpline, phone: 0808 800 6000}}"
    (tmp_path / "library.yaml").write_text(f"publisher: P\nlanguage: en-GB\n{contact}\n")

    def written(*body: str, source: str = SOURCE) -> tuple[Edition, tuple[Problem, ...]]:
        (tmp_path / "knee" / "2026-11.yaml").write_text(source)
        text = EASY.replace("BODY", "\n\n      ".join(body))
        (tmp_path / "knee" / "2026-11.easy.yaml").write_text(text)
        library, problems = read(tmp_path)
        found = tuple(each for each in problems if each.place.file.endswith("easy.yaml"))
        easy = [each for each in library.editions if each.language == "en-GB-simple"]
        return (*easy, *library.editions)[0], tuple(each for each in found if each.rule != "translation-source")

    return written


def rules(found: tuple[Edition, tuple[Problem, ...]]) -> set[str]:
    return {problem.rule for problem in found[1]}


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (["![](figure:pills)", "Take 2 tablets of 500 mg."], ""),
        (["![](figure:none)", "Take 2 tablets of 500 mg."], ""),
        (["![](figure:pills)", "You may have a [biopsy](term:)."], ""),
        (["Take 2 tablets."], "easy-picture"),
        (["![](figure:pills)", "Take 2 tablets.", "Drink water."], "easy-picture"),
        (["![](figure:pills)", "Take 2 tablets. Drink water."], "easy-one-idea"),
        (["![](figure:pills)", "Take 2 tablets, but drink water."], "easy-one-idea"),
        (["![](figure:pills)", "It helps 50% of people."], "easy-percentage"),
        (["![](figure:pills)", "Take two tablets."], "easy-number"),
        (["![](figure:pills)", "Tablets are taken at home."], "easy-active"),
        (["![](figure:pills)", "You may need chemotherapy."], "easy-word"),
        (["![](figure:pills)", "You may need antidisestablishment."], "easy-word"),
        (
            ["![](figure:pills)", "You can take your tablets at home or at work or on the way to your friends."],
            "easy-sentence",
        ),
    ],
)
def test_each_rule_of_easy_read(say: Say, body: list[str], rule: str) -> None:
    assert rules(say(*body)) - {"unused"} == ({rule} if rule else set())


def test_a_sentence_of_15_words_is_allowed_and_one_of_16_is_not(say: Say) -> None:
    words = " ".join(["big"] * 14)
    assert "easy-sentence" not in rules(say("![](figure:pills)", f"It {words}."))
    assert "easy-sentence" in rules(say("![](figure:pills)", f"It {words} big."))


def test_what_the_other_edition_says_and_easy_read_lacks_is_asked_of_a_person(say: Say) -> None:
    edition, _ = say("![](figure:pills)", "Take 2 tablets.")
    asked = {question.id.rpartition("-")[0]: question.text for question in questions.ask(edition)}
    assert "500 mg" in asked["easy-number"]
    assert "Do not drive." in asked["easy-warning"]
    assert "helpline" in asked["easy-contact"]
    assert "“Help”" in asked["easy-section"]


def test_a_number_that_easy_read_has_is_not_asked_for(say: Say) -> None:
    edition, _ = say("![](figure:pills)", "Take 2 tablets of 500 mg.")
    assert not [fact for fact in edition.untold if fact.kind == "number"]


SHARED = """passages:
  call: |
    ::: urgent Call 999 if you bleed for 20 minutes
    Also call if 5% of it is red, however small the place may look to you or to anybody else.
    :::
"""
LENDS = SOURCE.replace("sections:", "sections:\n  - heading: In need\n    body: |\n      ![](passage:call)\n", 1)


def test_a_shared_passage_in_easy_read_keeps_its_rules(say: Say, tmp_path: Path) -> None:
    with (tmp_path / "library.yaml").open("a") as library:
        library.write(SHARED)
    _, problems = say("![](figure:none)", "![](passage:call)", source=LENDS)
    found = {each.rule: each.message for each in problems if each.grade is Grade.ERROR}
    assert found.keys() == {"easy-percentage", "easy-sentence"}
    assert all(message.startswith("In the passage `call` of library.yaml: ") for message in found.values())


def test_what_a_shared_passage_of_the_other_edition_says_is_asked_of_easy_read(say: Say, tmp_path: Path) -> None:
    with (tmp_path / "library.yaml").open("a") as library:
        library.write(SHARED)
    without, _ = say("![](figure:pills)", "Rest.", source=LENDS)
    asked = {(each.kind, each.number) for each in without.untold}
    assert {("number", "20 minutes"), ("number", "999")} <= asked
    assert any(each.kind == "warning" and "bleed" in each.words for each in without.untold)
    memory = reader.open(tmp_path, Layouts(), b"", "program").memory()
    (tmp_path / "library.yaml").write_text((tmp_path / "library.yaml").read_text().replace("20 minutes", "30 minutes"))
    cards = reader.open(tmp_path, Layouts(), memory, "program").cards
    (card,) = [each for each in cards if each.language == "en-GB-simple"]
    assert card.questions != questions.asked(without)


def test_easy_read_is_behind_when_a_shared_passage_of_the_other_edition_changes(
    say: Say, press: Press, tmp_path: Path
) -> None:
    library = tmp_path / "library.yaml"
    library.write_text(library.read_text() + SHARED)
    say("![](figure:pills)", "Rest.", source=LENDS)
    assert press("translate", "confirm", "knee", "--to", "en-GB-simple", "--library", tmp_path).code == 0
    assert say("![](figure:pills)", "Rest.", source=LENDS)[0].behind is None
    library.write_text(library.read_text().replace("20 minutes", "30 minutes"))
    behind = say("![](figure:pills)", "Rest.", source=LENDS)[0].behind
    assert behind
    assert "20 minutes" in behind.changes[0]


def test_the_answer_to_a_question_holds_only_for_the_words_it_was_about(say: Say) -> None:
    before, _ = say("![](figure:pills)", "Take 2 tablets.")
    after, _ = say("![](figure:pills)", "Take 2 tablets.", source=SOURCE.replace("500 mg", "250 mg"))
    numbers = [{each for each in questions.asked(one) if "number" in each[0]} for one in (before, after)]
    assert not numbers[0] & numbers[1]


def test_a_section_that_is_not_there_cannot_be_told(say: Say) -> None:
    found = say("![](figure:pills)", "Take 2 tablets.", source=SOURCE.replace("At home", "In bed"))
    assert "easy-tells" in rules(found)


def test_easy_read_of_nothing_is_refused(say: Say, tmp_path: Path) -> None:
    say("![](figure:pills)", "Take 2 tablets.")
    (tmp_path / "knee" / "2026-11.yaml").unlink()
    _, problems = read(tmp_path)
    assert "easy-source" in {problem.rule for problem in problems}


def _script(look: layout.Layout) -> Manuscript:
    library, _ = read(LEAFLETS)
    edition = next(each for each in library.editions if each.language == "en-GB-simple")
    strings = look.strings_for(edition.language)
    assert strings
    leaflet = Leaflet(edition)
    return manuscript.compose(leaflet, strings)


@pytest.mark.parametrize(("name", "kind"), [("easy-read", "docx"), ("web", "html"), ("epub", "epub")])
def test_each_picture_stands_beside_its_sentence(name: str, kind: str) -> None:
    look = loaded()[name]
    script = _script(look)
    data = opened(kind).write(script, look, {})
    assert not opened(kind).check(data, script, look)
    if kind == "html":
        assert data.decode().count('<div class="pictured">') == 14


@pytest.mark.parametrize(("language", "wanted"), [("en-GB-simple", {"easy-read", "web", "epub", "text", "data"})])
def test_easy_read_is_made_in_its_own_layouts_and_no_other(language: str, wanted: set[str]) -> None:
    from press import reader

    catalogue = reader.open(LEAFLETS, loaded())
    orders = pipeline.plan(catalogue, loaded(), Wishes(edition="2026-11", topics=("bring-your-medicines",)))
    made = {order.layout.name for order in orders if order.card.language == language}
    others = {order.layout.name for order in orders if order.card.language != language}
    assert made == wanted
    assert "easy-read" not in others


def test_the_catalogue_says_which_of_two_english_editions_is_easy_read() -> None:
    names = page.own_names(["en-GB", "en-GB-simple", "cy"])
    assert names == {"cy": "Cymraeg", "en-GB": "English", "en-GB-simple": "English, Easy Read"}


def test_a_picture_may_stand_beside_several_sentences_and_is_asked_about_once(say: Say) -> None:
    edition, problems = say("![](figure:pills)", "Take 2 tablets.", "![](figure:pills)", "Take 2 more.")
    assert not [each for each in problems if each.rule.startswith("easy")]
    assert [figure.anchor for figure in figures(edition.sections)] == ["figure--pills", "figure--pills--2"]
    asked = [question.id for question in questions.ask(edition)]
    assert len(asked) == len(set(asked))


def test_no_page_ends_between_a_picture_and_its_sentence() -> None:
    look = loaded()["easy-read"]
    document, _ = lay_out(_script(look), look)
    pages = [unit.page for unit in units.read(document)[0] if unit.element.get("class") == units.PICTURED]
    assert len(pages) == 14, "one that a page ends within is there twice"
    assert len(set(pages)) > 1


def test_in_a_box_of_a_word_file_a_picture_stands_in_the_paragraph_of_its_sentence() -> None:
    look = loaded()["easy-read"]
    with ZipFile(BytesIO(opened("docx").write(_script(look), look, {}))) as package:
        text = package.read("word/document.xml").decode()
    (paragraph,) = [each for each in text.split("</w:p>") if "Do not stop taking a medicine" in each]
    assert "<w:drawing>" in paragraph
    assert "w:pBdr" in paragraph


def test_in_a_word_file_a_sentence_hangs_beside_its_picture_and_both_stay_on_a_page() -> None:
    look = loaded()["easy-read"]
    with ZipFile(BytesIO(opened("docx").write(_script(look), look, {}))) as package:
        text = package.read("word/document.xml").decode()
    beside = [each for each in text.split("</w:p>") if "<w:drawing>" in each and ' w:right="0" w:hanging=' in each]
    assert len(beside) > 5
    for each in beside:
        indent = re.search(r'<w:ind w:left="(\d+)" w:right="0" w:hanging="(\d+)"/>', each)
        wide = re.search(r'<wp:extent cx="(\d+)"', each)
        assert indent and wide and "<w:keepLines/>" in each and '<w:textAlignment w:val="center"/>' in each
        assert re.search("</w:drawing></w:r>(?:<w:bookmarkEnd [^>]+>)?<w:r><w:tab/></w:r>.*<w:t", each)
        assert int(indent[1]) == int(indent[2]) > int(wide[1]) / 635  # from its picture's end on


@pytest.mark.parametrize("engine", ENGINES)
def test_each_section_of_easy_read_begins_a_page(engine: str) -> None:
    look = loaded()["easy-read"].read(AS_IT_IS, engine=engine)
    script = _script(look)
    first, second = script.sections[:2]
    short = replace(script, parts=tuple(_short(part) for part in script.parts))
    with pdfium.PdfDocument(opened("pdf").write(fit(short, look), look, {})) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    (begun,) = [text for text in pages if plain(second.heading) in text]
    assert plain(first.heading) not in begun
    assert "Get support" in begun, "what is no topic goes on below"


def _short(part: Part) -> Part:
    """A section with its first two blocks alone: two such would have room on one page."""
    return replace(part, section=replace(part.section, blocks=part.section.blocks[:2]))


def test_each_section_of_easy_read_begins_a_page_in_word() -> None:
    look = loaded()["easy-read"]
    with ZipFile(BytesIO(opened("docx").write(_script(look), look, {}))) as package:
        text = package.read("word/document.xml").decode()
    begun = [each for each in text.split("</w:p>") if "<w:pageBreakBefore" in each]
    assert ["When you are with us" in each for each in begun] == [True]
