"""Every rule has a file that keeps it and a file that breaks it."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from press import pictures
from press.checks import pdf as check
from press.checks.pdf import fonts
from press.checks.pdf.compare import differences
from press.checks.pdf.content import Pages
from press.checks.pdf.fault import RULES, Fault
from press.checks.pdf.tree import Element
from press.layout import Layout
from press.model import Figure, Item, Leaflet, List, Paragraph, Section, Text
from press.problems import Grade, Problem, errors, heeded, waived
from press.writers import pdf
from tests.conftest import Golden
from tests.pdf.conftest import composed
from tests.pdf.damage import DAMAGES, ONLY_IN_UA_2, Damage, Made, damaged
from tests.turns import in_turn


def rules(made: Made, data: bytes) -> set[str]:
    return {problem.rule for problem in heard(made, data)}


def heard(made: Made, data: bytes) -> tuple[Problem, ...]:
    """What is wrong and not waived by the layout."""
    return heeded(waived(check.check(data, made.manuscript, made.layout), made.layout.waivers))


@pytest.mark.parametrize("flavour", ["ua_1", "ua_2"])
def test_a_good_file_keeps_every_rule(flavour: str, request: pytest.FixtureRequest) -> None:
    made: Made = request.getfixturevalue(flavour)
    assert heard(made, made.data) == ()


SHOWN = 3
"""How many sentences of each damage are kept."""


def sentence(problem: Problem) -> str:
    place = f"page {problem.place.page}" if problem.place.page else "file"
    return f"  {problem.rule}, {place}: {problem.message} [{problem.place.words[:40]}]"


@pytest.mark.referee
def test_damage_is_found_and_said_in_clear_sentences(ua_1: Made, golden: Golden) -> None:
    said: list[str] = []
    for damage in DAMAGES:
        found = heard(ua_1, damaged(ua_1.data, damage.do))
        assert damage.rule in {problem.rule for problem in found}, damage.name
        said += [damage.name, *map(sentence, found[:SHOWN])]
        said += [f"  and {len(found) - SHOWN} more"] if len(found) > SHOWN else []
    golden(Path(__file__).with_name("damage.txt"), "\n".join(said) + "\n")


IN_BOTH = in_turn(5, DAMAGES, ids=[[damage.name for damage in DAMAGES]])


@pytest.mark.parametrize("damage", [*IN_BOTH, *ONLY_IN_UA_2], ids=lambda damage: damage.name)
def test_damage_is_found_in_the_newer_flavour_too(ua_2: Made, damage: Damage) -> None:
    assert damage.rule in rules(ua_2, damaged(ua_2.data, damage.do))


def test_headings_that_are_the_same_are_not_taken_for_one_another(sample: Leaflet, a4: Layout) -> None:
    words = Paragraph((Text("Tell us how you are. " * 60),))
    listed = List((Item((words,)), Item((words,))))
    sections = tuple(
        Section(f"{name}-{at}", (Text(name),), (words,) if at in (3, 4) else (words, listed))
        for at, name in enumerate(["Pain", "Rest", "Food"] * 2)
    )
    manuscript = composed(Leaflet(replace(sample.edition, sections=sections)), a4)
    assert heard(Made(b"", manuscript, a4), pdf.write(manuscript, a4)) == ()


def test_a_file_that_is_only_saved_again_keeps_every_rule(ua_2: Made) -> None:
    assert rules(ua_2, damaged(ua_2.data, lambda _: None)) == set()


def test_a_title_in_the_document_information_that_is_another_is_found(ua_1: Made) -> None:
    def renamed(document: pikepdf.Pdf) -> None:
        document.docinfo["/Title"] = "Untitled"

    assert rules(ua_1, damaged(ua_1.data, renamed)) == {"pdf-title"}


def test_a_file_cut_short_is_reported_as_one_problem(ua_1: Made) -> None:
    assert rules(ua_1, ua_1.data[:3000]) == {"pdf-unreadable"}


def test_a_problem_shows_the_first_eighty_letters_of_its_words() -> None:
    problem = Fault("tag-text", 2, " " + "knee" * 30, "It differs.").problem()
    assert (problem.place.words, problem.place.page) == ("knee" * 20, 2)
    assert Fault("tag-text", 2, "", "It differs.").problem().place.words == ""


def test_every_rule_has_a_file_that_breaks_it() -> None:
    elsewhere = {"pdf-unreadable", "picture-resolution", "picture-words", "tag-imposed", "picture-people"}
    measured = {rule for rule in RULES if rule.startswith("print-")}  # see test_printed
    assert set(RULES) - measured == {damage.rule for damage in (*DAMAGES, *ONLY_IN_UA_2)} | elsewhere


@pytest.mark.parametrize(("pixels", "found"), [(1200, set()), (600, {"picture-resolution"})])
def test_a_picture_too_coarse_for_its_printed_size_is_a_warning(
    sample: Leaflet, a4: Layout, pixels: int, found: set[str]
) -> None:
    file = io.BytesIO()
    Image.new("RGB", (pixels, pixels // 4), "#a3195b").save(file, "PNG")
    figure = Figure("plain", pictures.read("plain.png", file.getvalue()), "A plain field")
    section = Section("field", (Text("Field"),), (figure,))
    manuscript = composed(Leaflet(replace(sample.edition, sections=(section,))), a4)
    problems = heard(Made(b"", manuscript, a4), pdf.write(manuscript, a4))
    assert {problem.rule for problem in problems} == found
    assert not errors(problems)
    assert all("93 dots per inch" in problem.message for problem in problems)


def test_what_is_said_of_a_text_shows_where_it_begins_to_differ() -> None:
    words = "Take one in the morning and one at night, with water and never without food, for as long as you are told."
    wanted, found = (Element("", kids=[Element("P", kids=[text])]) for text in (words, words.replace("never", "ever")))
    (fault,) = differences(wanted, found)
    assert fault.message == (
        "The text is not the leaflet's: it reads “ght, with water and ever without food, for as long” "
        "and should read “ght, with water and never without food, for as lon”."
    )


def test_codes_mean_and_move_what_the_file_says_and_no_more() -> None:
    document = pikepdf.new()
    meaning = b"1 beginbfrange <0003> <0005> <0041> endbfrange 1 beginbfchar <0007> <00660069> endbfchar"
    inner = Dictionary(W=Array([3, 4, 250, 7, Array([500])]), DW=1000, FontDescriptor=Dictionary(ItalicAngle=-12))
    font = Dictionary(Subtype=Name.Type0, BaseFont=Name.Knee, DescendantFonts=Array([inner]))
    font.ToUnicode = document.make_stream(meaning)
    read = fonts.read(font)
    assert read.read(bytes.fromhex("0003 0004 0005 0006 0007")) == ("ABC\N{REPLACEMENT CHARACTER}fi", 3000)
    assert (read.slanted, read.embedded) == (True, False)


def test_a_picture_covers_the_box_that_its_matrix_gives_it() -> None:
    document = pikepdf.new()
    page = document.add_blank_page()
    pixel = document.make_stream(b"\0", Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8)
    page.Resources = Dictionary(XObject=Dictionary(A=pixel))
    page.Contents = document.make_stream(b"q 100 0 0 50 72 700 cm /A Do Q 10 0 0 -10 50 60 cm /A Do")
    pages = Pages(list(document.pages))
    assert [shape.box for shape in pages.shapes[1]] == [(72, 700, 172, 750), (50, 50, 60, 60)]
    assert [round(piece.resolution, 2) for piece in pages.pieces] == [0.72, 7.2]


def test_text_is_measured_on_the_paper_of_its_own_page(ua_1: Made) -> None:
    def cut(document: pikepdf.Pdf) -> None:
        document.pages[2].CropBox = Array([0, 0, 200, 400])

    problems = heard(ua_1, damaged(ua_1.data, cut))
    assert {each.place.page for each in problems if each.rule == "pdf-outside-page"} == {3}


@pytest.mark.parametrize(("tool", "grade"), [("Leaflet Press", Grade.WARNING), ("Another Press", Grade.ERROR)])
def test_what_no_author_can_mend_of_a_file_of_this_press_is_a_warning_alone_too(
    ua_1: Made, tool: str, grade: Grade
) -> None:
    def cut(document: pikepdf.Pdf) -> None:
        document.pages[2].CropBox = Array([0, 0, 200, 400])
        said = document.Root.Metadata.read_bytes().replace(b"Leaflet Press", tool.encode())
        document.Root.Metadata = document.make_stream(said, Type=Name.Metadata, Subtype=Name.XML)

    problems = check.check_alone(damaged(ua_1.data, cut))
    assert {each.grade for each in problems if each.rule == "pdf-outside-page"} == {grade}


def test_marked_content_within_other_marked_content_is_a_stranger_s_own_affair_and_what_is_untagged_is_not(
    ua_1: Made,
) -> None:
    """ISO 32000-1, 14.6.1 allows it; ISO 14289-1, 7.1 asks that all is tagged or an artifact."""

    def nest(document: pikepdf.Pdf) -> None:
        page = document.pages[1]
        stream = page.Contents.read_bytes().replace(b"BDC\n", b"BDC\n/Artifact BMC EMC\n", 1)
        page.Contents = document.make_stream(b"0 0 9 9 re f\n" + stream)

    data = damaged(ua_1.data, nest)
    assert {"tag-content", "tag-unmarked"} <= {each.rule for each in heard(ua_1, data)}
    alone = {each.rule for each in check.check_alone(data)}
    assert "tag-unmarked" in alone and "tag-content" not in alone
