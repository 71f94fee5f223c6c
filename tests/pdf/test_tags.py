"""How the tags come out where laying out makes it hard: over pages, lines and columns, pale, hidden."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import replace

import pikepdf
import pytest
from weasyprint.document import Document

from press import pictures
from press.checks import pdf as check
from press.checks.pdf.content import Pages
from press.checks.pdf.tree import Element, TagTree
from press.layout import Layout
from press.manuscript import Manuscript, fitting
from press.model import (
    Block,
    Box,
    BoxKind,
    CrossReference,
    Emphasis,
    Figure,
    Foreign,
    Inline,
    Item,
    Leaflet,
    Link,
    List,
    Paragraph,
    Section,
    Strong,
    Table,
    Text,
    Words,
)
from press.problems import Refused
from press.writers import paging, pdf
from tests.pdf.conftest import composed
from tests.strategies import A5, in_columns, styled

SENTENCE = "Sometimes cancer cells can spread to the skin. "
ADDRESS = "https://example.org/"


def words(*inlines: Inline | str) -> Words:
    return tuple(Text(inline) if isinstance(inline, str) else inline for inline in inlines)


def paragraph(*inlines: Inline | str) -> Paragraph:
    return Paragraph(words(*inlines))


def bullets(*items: str) -> List:
    return List(tuple(Item((paragraph(item),)) for item in items))


def rows(count: int) -> Table:
    cells = [(words(f"Week {number}"), words("Bend your knee ten times")) for number in range(1, count + 1)]
    return Table(words("What to do"), (words("When"), words("Exercise")), tuple(cells))


class Sheet:
    """A PDF whose first section has some blocks, read back."""

    def __init__(self, sample: Leaflet, layout: Layout, *blocks: Block) -> None:
        last = Section("last", words("The last part"), (Paragraph(words("It is short.")),))
        sections = (Section("first", words("The first part"), blocks), last)
        edition = replace(sample.edition, sections=sections)
        self.manuscript: Manuscript = composed(Leaflet(edition), layout)
        self.layout = layout
        self.data = pdf.write(self.manuscript, layout)
        with pikepdf.open(io.BytesIO(self.data)) as document:
            self.pages = len(document.pages)
            contents = Pages(list(document.pages))
            self.pieces = contents.pieces
            self.root = TagTree(document, contents).root
            links = [one for page in document.pages for one in page.obj.get("/Annots", ())]
            self.links = [str(one.Contents) for one in links]

    def rules(self) -> list[str]:
        """Those that are broken, but for the rules of looks."""
        found = check.check(self.data, self.manuscript, self.layout)
        return [problem.rule for problem in found if not problem.rule.startswith("print-")]

    def all(self, role: str, text: str = "") -> list[Element]:
        return [one for one in self.root.elements() if one.role == role and text in one.words]

    def one(self, role: str, text: str = "") -> Element:
        (found,) = self.all(role, text)
        return found


Make = Callable[..., Sheet]


@pytest.fixture(params=[pytest.param("ua-1", marks=pytest.mark.referee), "ua-2"])
def made(request: pytest.FixtureRequest, sample: Leaflet, a4: Layout) -> Make:
    """Makes a PDF in each flavour; ``css`` is added to the layout's, other names replace its values."""

    def make(*blocks: Block, css: str = "", **values: object) -> Sheet:
        layout = replace(styled(a4, css), conformance=request.param, **values)  # type: ignore[arg-type]
        return Sheet(sample, layout, *blocks)

    return make


def pages_of(element: Element) -> set[int]:
    return {piece.page for inner in element.elements() for piece in inner.pieces}


# Over pages


def test_a_paragraph_that_crosses_a_page_stays_one_paragraph(made: Make) -> None:
    sheet = made(paragraph(SENTENCE * 90), page=A5)
    assert len(pages_of(sheet.one("P", "Sometimes"))) > 2
    assert sheet.rules() == []


def test_a_list_that_crosses_a_page_stays_one_list(made: Make) -> None:
    items = [f"Item {number}. {SENTENCE}" for number in range(30)]
    sheet = made(bullets(*items), page=A5)
    whole = sheet.one("L", "Item 0.")
    assert len(pages_of(whole)) > 1
    assert [kid.role for kid in whole.children] == ["LI"] * 30
    assert sheet.rules() == []


def test_an_item_and_the_list_within_it_that_cross_a_page_stay_one_item(made: Make) -> None:
    inner = bullets(*[f"Item {number}. {SENTENCE}" for number in range(30)])
    sheet = made(List((Item((paragraph("Ask your nurse if:"), inner)), Item((paragraph("Or rest."),)))), page=A5)
    (outer, _) = sheet.all("L", "Item 0.")
    assert [kid.role for kid in outer.children] == ["LI", "LI"]
    assert len(pages_of(outer.children[0])) > 1
    assert sheet.rules() == []


def test_a_table_that_crosses_pages_stays_one_table_and_its_repeated_heads_are_artifacts(made: Make) -> None:
    sheet = made(rows(60), page=A5)
    table = sheet.one("Table")
    repeated = [piece for piece in sheet.pieces if piece.artifact == ("Pagination", "") and "When" in piece.text]
    assert [kid.role for kid in table.children] == ["Caption", "THead", "TBody"]
    assert len(repeated) == len(pages_of(table)) - 1 > 1
    assert sheet.rules() == []


def test_a_box_that_crosses_a_page_stays_one_section(made: Make) -> None:
    sheet = made(Box(BoxKind.NOTE, words("Good to know"), (paragraph(SENTENCE * 60), bullets("Rest."))), page=A5)
    box = sheet.one("Aside")
    assert len(pages_of(box)) > 1
    assert [kid.role for kid in box.children] == ["H3", "P", "L"]
    assert sheet.rules() == []


# Over lines


def test_words_at_the_ends_of_lines_keep_their_spaces(made: Make) -> None:
    sheet = made(paragraph(SENTENCE * 20))
    assert sheet.one("P", "Sometimes").words == (SENTENCE * 20).strip()


def test_words_on_either_side_of_marked_words_keep_their_spaces(made: Make) -> None:
    marked = (Strong(words("strong")), " ", Emphasis(words("stressed")), " ", Link(words("linked"), ADDRESS), " and ")
    sheet = made(paragraph(*marked * 12, "plain"))
    assert sheet.one("P", "stressed").words == "strong stressed linked and " * 12 + "plain"
    assert sheet.rules() == []


def test_a_no_break_space_between_marked_words_is_kept(made: Make) -> None:
    sheet = made(paragraph(Strong(words("2.5")), " ", Emphasis(words("mg")), " a day"))
    assert sheet.one("P", "mg").words == "2.5\N{NO-BREAK SPACE}mg a day"
    assert sheet.rules() == []


def test_a_link_over_two_lines_is_one_tag_with_two_annotations(made: Make) -> None:
    link = Link(words("the address of a page on the web about breast cancer in the skin"), ADDRESS)
    sheet = made(paragraph("Read about skin metastases on ", link, "."))
    assert sheet.links.count("Website: the address of a page on the web about breast cancer in the skin") == 2
    assert len(sheet.all("Link", "the address")) == 1
    assert sheet.rules() == []


def test_marked_words_in_a_link_do_not_add_to_its_annotations(made: Make) -> None:
    sheet = made(paragraph(Link(words("a ", Strong(words("very ", Emphasis(words("good")))), " page"), ADDRESS)))
    assert sheet.links.count("Website: a very good page") == 1
    assert sheet.rules() == []


OVERLEAF = "#last { break-before: page }"
"""A reference to what stands on the same page has no number."""


@pytest.mark.parametrize("before", ["See ", "See the pages of this leaflet in which we tell "])
@pytest.mark.parametrize("after", [".", " and rest", ""])
def test_the_page_number_after_a_reference_stands_off_from_the_words_around_it(
    made: Make, before: str, after: str
) -> None:
    reference = CrossReference(words("what there is to know about the last part"), "last")
    sheet = made(paragraph(before, reference, after or Strong(words("!"))), css=f"p {{ width: 75mm }} {OVERLEAF}")
    words_after = after or "!"
    text = f"{before}what there is to know about the last part (page\N{NO-BREAK SPACE}2){words_after}"
    assert sheet.one("P", "See").words == text
    assert sheet.rules() == []


@pytest.mark.referee
def test_a_reference_whose_words_end_in_a_space_does_not_run_into_what_follows(made: Make) -> None:
    reference = CrossReference(words(Emphasis(words("in the last part, "))), "last")
    for width in range(40, 60, 4):
        sheet = made(paragraph("See ", reference, " and rest"), css=f"p {{ width: {width}mm }} {OVERLEAF}")
        assert sheet.one("P", "See").words == "See in the last part, (page\N{NO-BREAK SPACE}2) and rest"


def test_a_long_word_is_painted_whole(made: Make) -> None:
    word = "electrochemotherapy" * 3
    sheet = made(paragraph(f"Ask about {word} soon."))
    assert sheet.one("P", word).words == f"Ask about {word} soon."
    assert sheet.rules() == []


def test_a_word_that_reaches_over_the_edge_of_the_page_is_found(made: Make) -> None:
    whole = "p { overflow-wrap: normal !important; hyphens: none !important }"
    assert made(paragraph("electrochemotherapy" * 6), css=whole).rules() == ["pdf-outside-page"]


# In columns, pale, hidden


def test_two_columns_are_read_one_after_the_other(sample: Leaflet, a4: Layout) -> None:
    numbered = [paragraph(f"Paragraph {number}. {SENTENCE * 3}") for number in range(20)]
    sheet = Sheet(sample, in_columns(a4), *numbered, rows(5), bullets("One", "Two"))
    begun = [element.words.partition(".")[0] for element in sheet.all("P", "Paragraph")]
    assert begun == [f"Paragraph {number}" for number in range(20)]
    assert sheet.rules() == []


PALE = ("p", "li", ".box", "td", "a", "figure", "section")


@pytest.mark.parametrize("css", [", ".join(PALE), *(pytest.param(css, marks=pytest.mark.referee) for css in PALE)])
def test_pale_parts_are_tagged_like_others(made: Make, sample: Leaflet, css: str) -> None:
    box = Box(BoxKind.NOTE, words("Good to know"), (paragraph("Rest."),))
    more = sample.edition.sections[1].blocks
    sheet = made(
        paragraph("Read ", Link(words("this"), ADDRESS), "."),
        bullets("One"),
        rows(2),
        box,
        *more,
        css=f"{css} {{ opacity: 0.7 }}",
    )
    assert sheet.rules() == []


def test_content_of_a_transparent_group_is_in_the_tags_by_its_stream(made: Make) -> None:
    sheet = made(paragraph("Pale words"), css=".body p { opacity: 0.7 }")
    with pikepdf.open(io.BytesIO(sheet.data)) as document:
        tag = document.get_object(sheet.one("P", "Pale words").number, 0)
        assert tag.K[0].Stm.Subtype == "/Form"


@pytest.mark.parametrize(
    ("css", "rule"),
    [
        (".summary { display: none }", "not-painted"),
        (".summary { position: fixed }", "painted-twice"),
        *(
            pytest.param(css, "not-painted", marks=pytest.mark.referee)
            for css in (
                ".summary { visibility: hidden }",
                ".summary { font-size: 0 }",
                "figure { visibility: hidden }",
                ".summary { text-transform: uppercase }",
            )
        ),
        (".summary { width: 60mm; max-lines: 1; block-ellipsis: auto }", "not-painted"),
    ],
)
def test_a_layout_that_hides_or_changes_words_is_refused(made: Make, sample: Leaflet, css: str, rule: str) -> None:
    with pytest.raises(Refused) as refused:
        made(*sample.edition.sections[1].blocks, css=css, page=A5, contents_over=0)
    assert rule in {problem.rule for problem in refused.value.problems}


@pytest.mark.referee
def test_a_table_whose_head_does_not_fit_a_page_is_refused(made: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitting, "FILLED", 9)  # or it becomes a list
    table = replace(rows(2), head=(words("When"), words(SENTENCE * 30)))
    with pytest.raises(Refused) as refused:
        made(table, page=A5)
    assert {problem.rule for problem in refused.value.problems} == {"not-painted"}


# What the author wrote


def test_the_labels_in_a_decorative_drawing_are_decoration(made: Make) -> None:
    label = '<text x="5" y="35" font-size="9" font-family="Inter">Good luck</text>'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 40">{label}</svg>'
    sheet = made(Figure("luck", pictures.read("luck.svg", drawing.encode()), alt=""))
    assert any("luck" in piece.text and piece.artifact for piece in sheet.pieces)
    assert sheet.rules() == []


def test_words_of_the_leaflets_own_language_within_foreign_words_say_so(made: Make) -> None:
    sheet = made(paragraph(Foreign(words("Croeso i ", Foreign(words("everybody"), "en-GB")), "cy"), "."))
    assert [span.attributes.get("Lang") for span in sheet.all("Span", "everybody")] == ["cy", "en-GB"]


def test_a_numbered_list_is_numbered_from_where_the_author_began(made: Make) -> None:
    items = tuple(Item((paragraph(text),)) for text in ("Stand", "Walk"))
    sheet = made(List(items, numbered=True, start=3))
    assert [label.words for label in sheet.one("L", "Stand").elements() if label.role == "Lbl"] == ["3.", "4."]


@pytest.mark.parametrize(("limit", "contents"), [(0, True), (1, True), (99, False)])
def test_there_are_contents_only_where_there_are_more_pages_than_the_layout_says(
    made: Make, limit: int, contents: bool
) -> None:
    sheet = made(paragraph(SENTENCE * 60), contents_over=limit)
    assert bool(sheet.all("TOC")) is contents
    assert sheet.rules() == []


Lay = Callable[[paging._Press, Mapping[str, int]], Document]


def test_page_numbers_that_come_out_wrong_are_put_right(made: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    lay: Lay = paging._Press.laid_out
    given: list[Mapping[str, int]] = []

    def once_wrong(press: paging._Press, numbers: Mapping[str, int]) -> Document:
        given.append(numbers or {"last": 7})
        return lay(press, given[-1])

    monkeypatch.setattr(paging._Press, "laid_out", once_wrong)
    sheet = made(paragraph(SENTENCE * 60), contents_over=0)
    assert len(given) == 2
    assert sheet.rules() == []


def test_page_numbers_that_never_come_out_right_are_refused(made: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    lay: Lay = paging._Press.laid_out
    monkeypatch.setattr(paging._Press, "laid_out", lambda press, _: lay(press, {"last": 7}))
    with pytest.raises(Refused) as refused:
        made(paragraph("Rest."), contents_over=0)
    assert [problem.rule for problem in refused.value.problems] == ["page-numbers"]


def test_one_wrong_page_number_among_right_ones_is_refused(made: Make) -> None:
    reference = CrossReference(words("the last part"), "last")
    one_wrong = 'li a.reference::after { content: " (page 7)" !important }'
    with pytest.raises(Refused) as refused:
        made(List((Item((paragraph(reference),)),)), paragraph(reference), css=one_wrong)
    assert [problem.rule for problem in refused.value.problems] == ["page-numbers"]
