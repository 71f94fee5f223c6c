"""What is tried against the flaws of pages, and pages that came out right by it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pypdfium2
import pytest
from weasyprint import HTML

from press import pictures
from press.checks import pdf as check
from press.layout import Layout
from press.model import Block, Box, BoxKind, Figure, Item, Leaflet, List, Paragraph, Section, Text
from press.pagination import ENGLISH
from press.problems import Grade, heeded, waived
from press.writers import flaws, paging, pdf
from press.writers.flaws import TooWide
from press.writers.mending import Capped, Mender, Styled, apply, keep, sizes
from tests.pdf.conftest import composed, loaded

LONG = "oesophagogastroduodenoscopy"
SENTENCE = "You may feel a little sore for some days after it. "


def paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def bullets(*texts: str) -> List:
    return List(tuple(Item((paragraph(text),)) for text in texts))


class Made:
    """A leaflet with one section of these blocks, printed: its words by pages, its warnings."""

    def __init__(self, sample: Leaflet, layout: Layout, *blocks: Block, **more: object) -> None:
        sections = (Section("visit", (Text("Your visit"),), blocks),)
        edition = replace(sample.edition, sections=sections, **{"references": (), **more})  # type: ignore[arg-type]
        manuscript = composed(Leaflet(edition), layout)
        self.data = pdf.write(manuscript, layout)
        self.problems = heeded(waived(check.check(self.data, manuscript, layout), layout.waivers))
        with pypdfium2.PdfDocument(self.data) as document:
            self.pages = [page.get_textpage().get_text_bounded() for page in document]

    def together(self, *words: str) -> bool:
        return any(all(word in page for word in words) for page in self.pages)


@pytest.fixture(scope="session")
def large() -> Layout:
    return loaded()["large-print"].at(28)


@pytest.mark.parametrize("size", [18, 22, 28])
def test_a_title_gets_smaller_until_its_longest_word_fits(sample: Leaflet, size: float) -> None:
    made = Made(sample, loaded()["large-print"].at(size), paragraph("Rest."), title=LONG.capitalize())
    assert made.problems == ()
    assert LONG.capitalize() in made.pages[0]


def test_a_word_that_is_longer_than_any_line_is_divided_and_said_whole(sample: Leaflet, large: Layout) -> None:
    word = f"{LONG}phobia"
    made = Made(sample, large, paragraph(f"We offer {word} here."))
    assert made.problems == ()
    assert f"'We offer {word} here.'" in check.outline(made.data)
    assert "\N{HYPHEN}" not in check.outline(made.data)
    assert word not in "".join(made.pages)


def test_a_language_without_a_dictionary_has_the_word_broken_anywhere_and_a_warning(
    sample: Leaflet, large: Layout
) -> None:
    made = Made(sample, large, paragraph("cyf" * 15), language="cy")
    assert {(problem.rule, problem.grade) for problem in made.problems} == {("print-word-split", Grade.WARNING)}


@pytest.mark.parametrize("before", range(0, 12, 2))
def test_a_lead_in_stays_with_its_list_wherever_the_page_ends(sample: Leaflet, a4: Layout, before: int) -> None:
    filling: list[Block] = [paragraph(f"Line {number}.") for number in range(before)]
    inner = Item((paragraph("If you have any of these, call us at once:"), bullets(SENTENCE * 2, SENTENCE)))
    blocks = (*filling, paragraph("Before you come:"), List((inner, Item((paragraph("Then:"),)), inner)))
    assert Made(sample, a4, *blocks).problems == ()


def test_a_drawing_below_much_text_is_not_made_so_small_that_its_words_cannot_be_read(
    sample: Leaflet, large: Layout
) -> None:
    label = '<text x="5" y="60" font-size="36" font-family="Inter">The knee</text>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="400" viewBox="0 0 1000 400">{label}</svg>'
    figure = Figure("knee", pictures.read("knee.svg", svg.encode()), "A knee, from the side.", (Text(SENTENCE * 8),))
    assert not [problem for problem in Made(sample, large, figure).problems if problem.rule == "print-type-size"]


@pytest.mark.parametrize("kind", [BoxKind.URGENT, BoxKind.QUOTE])
def test_a_box_longer_than_the_page_starts_below_its_heading_and_runs_on(
    sample: Leaflet, large: Layout, kind: BoxKind
) -> None:
    attribution = (Text("Somebody"),) if kind is BoxKind.QUOTE else ()
    box = Box(kind, (Text("Call 999"),), (bullets(*[SENTENCE] * 9),), attribution)
    made = Made(sample, large, box)
    assert made.problems == ()
    assert made.together("Your visit", "Call 999")


def test_a_short_paragraph_stays_whole_at_each_place_of_a_page(sample: Leaflet, a4: Layout) -> None:
    text = "It can be treated in many ways, and most people live well with it for a long time, but it cannot be cured."
    for before in range(10, 16):
        made = Made(
            sample, a4, *[paragraph(f"Line {number}.") for number in range(before)], paragraph(f"{text} {text}")
        )
        assert made.together("It can be treated", "cannot be cured")


# What is tried


def mender(body: str) -> tuple[Mender, tuple[flaws.Flaw, ...]]:
    document = HTML(string=f"<style>@page {{ size: 300px }} body {{ font-size: 20px }}</style><body>{body}").render()
    return Mender(document._html.etree_element, 15), flaws.find(document, ENGLISH)


def test_a_heading_gets_smaller_first_and_no_smaller_than_the_body() -> None:
    hand, (wide,) = mender(f"<h2 style='font-size: 40px'>{LONG}</h2>")
    first, *others = hand.ways(wide)
    assert first == Capped("section", 15)
    assert all(isinstance(way, Styled) for way in others)
    hand, (wide,) = mender(f"<h2 style='font-size: 20px'>{LONG}{LONG}</h2>")
    assert not any(isinstance(way, Capped) for way in hand.ways(wide))


def test_the_order_of_headings_stays_the_order_of_their_sizes() -> None:
    assert sizes([Capped("section", 20), Capped("title", 30), Capped("topic", 22)]) == {
        "title": 30, "section": 20, "subsection": 20, "topic": 20,
    }  # fmt: skip
    assert sizes([Capped("subtitle", 20)]) == {"subtitle": 20}


def test_a_compound_breaks_at_its_own_hyphens_before_a_word_is_divided() -> None:
    hand, (wide,) = mender("<p>Some <span class='whole'>mmmmmmmmmm-mmmmmmmmmm</span>")
    assert isinstance(wide, TooWide)
    styles = [way.style for way in hand.ways(wide) if isinstance(way, Styled)]
    assert [style.partition(":")[0] for style in styles] == ["white-space", "hyphens", "overflow-wrap"]
    *_, anywhere = (way for way in hand.ways(wide) if isinstance(way, Styled))
    assert sorted(hand.numbers[element] for element in (wide.leaf.element, *wide.leaf.element)) == [*anywhere.numbers]


def test_declarations_are_added_to_those_of_the_element() -> None:
    root = HTML(string="<p style='color: red'>A</p>").etree_element
    number = [element.tag for element in root.iter()].index("p")
    apply([Styled((number,), "hyphens: auto"), Styled((number,), "break-inside: auto"), Capped("title", 9)], root)
    assert root.find(".//p").get("style") == "color: red; hyphens: auto; break-inside: auto"


def test_paragraphs_that_end_in_a_colon_hold_on_to_the_next() -> None:
    root = HTML(string="<p>A:</p><p>B</p><p>C:</p><h2>D:</h2><p>E:").etree_element
    keep(root)
    assert [bool(element.get("style")) for element in root.iter() if element.tag == "p"] == [True, False, False, False]


@pytest.mark.referee
def test_of_all_that_was_tried_the_pages_with_the_fewest_flaws_are_taken(
    sample: Leaflet, a4: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[tuple[tuple[bool, float, int], object]] = []
    look = paging._Press._try

    def noted(*args: object, **more: object) -> object:
        attempt = look(*args, **more)  # type: ignore[arg-type]
        tried.append((attempt.cost, attempt.document))
        return attempt

    monkeypatch.setattr(paging._Press, "_try", noted)
    blocks: list[Block] = [paragraph("Before you come:"), bullets(*["Then:"] * 60)]
    document, _ = paging.lay_out(
        composed(Leaflet(replace(sample.edition, sections=(Section("s", (), tuple(blocks)),))), a4), a4
    )
    costs = [cost for cost, _ in tried]
    assert len(costs) <= 2 * (paging._MOST_MENDINGS + 2)
    assert document in [made for cost, made in tried if cost == min(costs)]
    assert any(before > after for before, after in pairwise([cost for _, cost, _ in costs]))
