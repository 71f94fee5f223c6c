"""The ends of pages that cost least, over a whole leaflet; measured by the check on the finished file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import inf
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

import pikepdf
import pypdfium2
import pytest

from press import pipeline
from press.checks import pdf as check
from press.checks.pdf.content import Pages as Painted
from press.checks.pdf.ends import Ends, measured
from press.checks.pdf.tree import TagTree
from press.layout import ENGINES, Layout
from press.manuscript import Manuscript
from press.model import Block, Item, Leaflet, List, Paragraph, Section, Text
from press.pagination import Hurt, emptiness, goes_on, says_no
from press.pipeline import Job
from press.writers import booklets, breaks, pdf, typeset
from press.writers.booklets import Sheets
from press.writers.breaks import Unit
from press.writers.typeset.ending import Pages
from press.writers.typeset.mirror import Mirror
from press.writers.typeset.painted import File
from press.writers.typeset.script import Script
from tests.building import read
from tests.pdf.conftest import composed, loaded

SENTENCE = "You may feel a little sore for some days after it. "
NEGATIONS = ("not", "cannot", "-n't")
LINE = 10.0
ROOT = Path(__file__).parents[2]


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


@pytest.fixture(scope="session", params=ENGINES)
def large(request: pytest.FixtureRequest) -> Layout:
    return replace(loaded()["large-print"].at(28), contents_over=99, engine=request.param)


def printed(sample: Leaflet, layout: Layout, *sections: tuple[Block, ...]) -> Ends:
    made = tuple(Section(f"part-{n}", (Text(f"Part {n}"),), blocks) for n, blocks in enumerate(sections, 1))
    manuscript = composed(Leaflet(replace(sample.edition, sections=made, glossary=(), references=())), layout)
    strings = manuscript.strings
    with pikepdf.open(io.BytesIO(pdf.write(manuscript, layout))) as document:
        pages = Painted(list(document.pages))
        reading = TagTree(document, pages)
        return measured(check._sheets(document, pages, reading), reading.root, strings.negations, strings["about"])


def flow(*paragraphs: Sequence[str], room: float, tag: str = "p") -> breaks.Flow:
    """Paragraphs of lines, ten pixels each, with ten between paragraphs."""
    body, units, top = Element("body"), list[Unit](), 0.0
    for lines in paragraphs:
        element = SubElement(body, tag)
        for place, text in enumerate(lines):
            bottom = top + LINE
            edges, margin = (top, bottom, top, bottom), LINE if units and not place else 0.0
            units.append(Unit(0, text, place, len(lines), (body, element), *edges, 0, forced=False, margin=margin))
            top = bottom
        top += LINE
    return breaks.Flow(units, room, room, NEGATIONS, last=True)


def ended(plan: breaks.Plan) -> list[str]:
    return [each.before.text for each in plan.breaks]


def test_a_sentence_is_said_to_go_on_and_to_say_no() -> None:
    assert goes_on("It can be treated, but it")
    assert not goes_on("It can be treated.") and not goes_on("(It can be treated.)")
    assert says_no("cannot be cured. We know.", NEGATIONS)
    assert says_no("don’t help. We know.", NEGATIONS)
    assert not says_no("may be cured. We do not know when.", NEGATIONS)


def test_a_short_paragraph_goes_overleaf_whole() -> None:
    lines = ["One", "two", "three", "four."]
    assert ended(breaks.best([flow(["A."], ["B."], lines, room=75)])) == ["B."]


def test_a_longer_paragraph_ends_a_page_where_no_line_stands_alone() -> None:
    lines = [f"line {number} and" for number in range(9)] + ["the last."]
    plan = breaks.best([flow(["A."] * 2, lines, room=120)])
    assert ended(plan) == ["line 6 and"]


def test_no_page_ends_within_a_sentence_that_says_no_overleaf() -> None:
    lines = ["It is", "so.", "It can", "be treated,", "but it", "cannot be", "cured", "today."]
    assert ended(breaks.best([flow(["A."], lines, room=71)])) == ["so."]
    calm = [line.replace("cannot be", "may be") for line in lines]
    assert ended(breaks.best([flow(["A."], calm, room=71)])) == ["but it"]


def test_the_first_page_is_left_shorter_where_later_ones_are_better_for_it() -> None:
    """What fits first leaves a page with one line, and the last two torn; together they cost more."""
    units = flow(["A."], ["B", "b."], ["C", "c", "c."], ["D", "d", "d."], room=71)
    plan = breaks.best([units])
    assert ended(plan) == ["b."] and plan.cost < breaks.Flow.page(units, 0, 3) + Hurt.SHORT.value
    assert plan.cost == pytest.approx(2 * Hurt.PAGE.value + emptiness(1 - 40 / 71))


def test_what_belongs_on_a_page_stands_nearer_to_each_other_where_it_has_room_then() -> None:
    """Three paragraphs and the two margins between them are 90 high: a page of 86 has room then, one of 80 has not."""
    three = ["A", "a."], ["B", "b", "b."], ["C", "c."]
    (page,) = breaks.best([flow(*three, room=86)]).nearer
    assert page.share == pytest.approx(1 - (90 - 86 * 0.998 + 86 * 0.004) / 20)
    assert [unit.text for unit in page.units] == ["A", "a.", "B", "b", "b.", "C", "c."]
    assert breaks.best([flow(*three, room=91)]).nearer == ()
    plan = breaks.best([flow(*three, room=80)])
    assert plan.nearer == () and ended(plan)


def test_a_page_that_is_a_little_too_full_is_no_longer_left_nearly_empty(
    sample: Leaflet, large: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = List(tuple(Item((paragraph(SENTENCE),)) for _ in range(4)))
    blocks: tuple[Block, ...] = (*(paragraph(SENTENCE) for _ in range(5)), items)
    found = printed(sample, large, blocks)
    monkeypatch.setattr(breaks, "NEAREST", 0.9999)  # margins as the layout has them
    spaced = printed(sample, large, blocks)
    assert found.empty == spaced.empty - 1
    assert found.pages < spaced.pages and found.cost < spaced.cost


def test_pages_are_as_they_were_foretold(sample: Leaflet, large: Layout) -> None:
    blocks = (paragraph(SENTENCE * 3), paragraph(SENTENCE * 2), paragraph(SENTENCE * 4))
    found = printed(sample, large, blocks, blocks, blocks)
    assert not {Hurt.SHORT, Hurt.PARTED, Hurt.NEGATION} & found.hurts.keys()
    assert found.empty <= 1


def test_a_short_list_stays_whole_over_pages(sample: Leaflet, large: Layout) -> None:
    items = List(tuple(Item((paragraph(SENTENCE),)) for _ in range(4)))
    found = printed(sample, large, *(((paragraph(SENTENCE * n), items)) for n in (1, 2, 3)))
    assert Hurt.LIST not in found.hurts


@pytest.mark.parametrize("number", [24, 28])
def test_the_facts_about_a_leaflet_stay_in_one_column_with_typst(sample: Leaflet, number: int) -> None:
    look = replace(loaded()["a4-columns"], engine="typst", contents_over=99)
    found = printed(sample, look, tuple(paragraph(SENTENCE * 2) for _ in range(number)))
    assert Hurt.ABOUT not in found.hurts and found.pages == 3


def test_a_title_below_a_notice_and_a_clinic_stands_on_page_1_in_very_large_print(large: Layout) -> None:
    library, _ = read(ROOT / "leaflets")
    edition = next(each for each in library.editions if each.topic == "bring-your-medicines" and each.language == "cy")
    look = loaded()["large-print"].at(28)
    (made, *_), _ = pipeline.make(Job(Leaflet(edition, library.clinics[0]), replace(look, engine=large.engine), "pdf"))
    with pypdfium2.PdfDocument(made.data) as document:
        first = document[0].get_textpage().get_text_bounded()
    assert all(word in first for word in ("Drafft", "Riverside", "Dod â’ch", "ysbyty"))


def test_a_booklet_ends_its_pages_so_that_none_is_left_for_notes() -> None:
    """Of 120 paragraphs 20 have room on a page: six pages, and one for notes; one page more costs less."""
    units = flow(*(["A."] for _ in range(120)), room=391)
    assert breaks.best([units]).pages == booklets.best([units], Sheets(2)).pages == 6
    assert booklets.best([units], Sheets(4, before=1)).pages == 6, "the last of eight is a back cover"
    plan = booklets.best([units], Sheets(4))
    assert plan.pages == 7 and plan.cost < breaks.best([units]).cost + Hurt.NOTES.value
    assert sum(unit.text == "A." for each in plan.breaks for unit in (each.before, each.after)) == 12
    assert booklets.cost([units], Sheets(4)) == breaks.as_they_are([units]).cost + 2 * Hurt.NOTES.value


def test_a_leaflet_that_folds_has_the_best_ends_of_those_that_its_panels_have_room_for() -> None:
    units = flow(*[["It may help, but it", "cannot,", "cannot,", "cannot."]] * 3, room=75)
    assert breaks.best([units]).pages == 3
    for before in (0, 1):
        plan = booklets.best([units], Sheets(2, before, most=before + 2))
        assert plan.pages == 2 and breaks.best([units]).cost < plan.cost < inf
    assert booklets.best([units], Sheets(2, before=1, most=2)).cost == inf


def test_panels_that_are_not_equally_wide_tear_nothing_with_typst(monkeypatch: pytest.MonkeyPatch) -> None:
    library, _ = read(ROOT / "leaflets")
    edition = next(
        each for each in library.editions if each.topic == "bring-your-medicines" and each.language == "en-GB"
    )
    look, set_ = replace(loaded()["dl"], engine="typst"), list[Pages]()

    def laid_out(manuscript: Manuscript, layout: Layout) -> tuple[Script, File]:
        script, file = lay_out(manuscript, layout)
        set_.append(Pages(script, file, layout, manuscript.strings.negations, Mirror(script)))
        return script, file

    lay_out = typeset._laid_out
    monkeypatch.setattr(typeset, "_laid_out", laid_out)
    pipeline.make(Job(Leaflet(edition, library.clinics[0]), look, "pdf"))
    assert len(set_[-1].file.pages) == look.panels
    assert breaks.as_they_are(set_[-1].flows()).cost < Hurt.BOX.value


@pytest.mark.parametrize("engine", ENGINES)
def test_a_list_of_contents_stands_nearer_to_each_other_where_only_so_it_has_room(sample: Leaflet, engine: str) -> None:
    layout = replace(loaded()["a4"], engine=engine, contents_over=1)
    made = tuple(Section(f"part-{n}", (Text(f"Part {n}"),), (paragraph(SENTENCE),)) for n in range(16))
    edition = replace(sample.edition, sections=made, glossary=(), references=())
    manuscript = composed(Leaflet(edition), layout)
    with pypdfium2.PdfDocument(pdf.write(manuscript, layout)) as document:
        first, second = (document[number].get_textpage().get_text_bounded() for number in range(2))
    assert "Contents" in first and manuscript.strings["about"] in first
    assert second.startswith("Part 0")


def test_costs_of_emptiness_grow() -> None:
    assert all(emptiness(less) < emptiness(more) for less, more in pairwise([0, 0.1, 0.2, 0.25, 0.5, 1]))
