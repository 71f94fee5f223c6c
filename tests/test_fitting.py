from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from press import layout
from press.layout import POINTS_PER_MILLIMETRE, Layout, Layouts, Ruler, Strings
from press.manuscript import compose, fitting, heights, on_paper, section_texts
from press.manuscript.fitting import as_list, column_widths, fit
from press.model import Block, Box, BoxKind, Description, Item, Leaflet, List, Paragraph, Section, Table, Text, plain
from press.writers import html
from press.writers.typeset import blocks
from press.writers.word import document

ROOT = Path(__file__).parent.parent
TABLE = Table(
    (Text("Types of recurrence"),),
    ((Text("Type"),), (Text("Is it in the breast?"),), (Text("Treatment"),)),
    (
        ((Text("Local"),), (Text("Yes"),), (Text("Surgery"),)),
        ((Text("Secondary"),), (Text("No"),), (Text("Electrochemotherapy"),)),
    ),
)


@pytest.fixture(scope="module")
def shipped() -> Layouts:
    return layout.load(ROOT / "layouts", ROOT / "fonts")


@pytest.fixture(scope="module")
def large(shipped: Layouts) -> Layout:
    return shipped["large-print"]


def kinds(sample: Leaflet, layout: Layout, *blocks: Table | Box) -> list[type]:
    """The types of the blocks that a first section with these blocks has after fitting."""
    strings = layout.strings_for("en-GB")
    assert strings
    manuscript = compose(sample, strings)
    part = replace(manuscript.parts[0], section=replace(manuscript.parts[0].section, blocks=blocks))
    fitted = fit(replace(manuscript, parts=(part,)), layout).parts[0].section.blocks
    return [type(block) for block in (fitted[0].blocks if isinstance(fitted[0], Box) else fitted)]


@pytest.mark.parametrize(("size", "wanted"), [(16, [Table]), (18, [Table]), (24, [Paragraph, Description])])
def test_a_table_becomes_a_list_at_the_size_where_its_words_do_not_fit(
    sample: Leaflet, large: Layout, size: float, wanted: list[type]
) -> None:
    assert kinds(sample, large.at(size), TABLE) == wanted


def test_columns_have_their_longest_words_and_what_is_left_goes_to_long_cells(shipped: Layouts) -> None:
    a4 = shipped["a4"]
    cells = ("Type", "Take it with food twice a day")
    table = Table((Text("Doses"),), tuple((Text(cell),) for cell in cells), (tuple((Text(cell),) for cell in cells),))
    ems = a4.column * POINTS_PER_MILLIMETRE / a4.type.body
    first, second = column_widths(table, a4)
    padding = 1.4  # of a cell on both its sides, as the templates set it
    assert first == pytest.approx(fitting._fitter(a4).longest((Text("Type"),)) + padding)
    assert second == pytest.approx(ems - first)


def test_a_table_is_measured_with_its_caption_and_its_head(sample: Leaflet, shipped: Layouts) -> None:
    a4 = shipped["a4"]
    strings = a4.strings_for("en-GB")
    assert strings
    script = compose(sample, strings)

    def height(table: Table) -> float:
        return heights._Scale(script, a4).height((table,), 400, 0)

    without = replace(TABLE, caption=())
    taller = replace(TABLE, head=(*TABLE.head[:2], (Text("Treatment that is offered most often " * 4),)))
    line = a4.type.body * a4.type.line_height
    assert height(TABLE) == pytest.approx(height(without) + line)
    assert height(taller) > height(TABLE) + line


def test_a_table_in_a_box_is_fitted_too(sample: Leaflet, large: Layout) -> None:
    box = Box(BoxKind.NOTE, (Text("Note"),), (TABLE,))
    assert kinds(sample, large.at(28), box) == [Paragraph, Description]


def test_a_word_too_long_for_its_column_is_measured_in_the_layout_s_font(sample: Leaflet, large: Layout) -> None:
    long = replace(TABLE, head=TABLE.head[:2], rows=(((Text("a"),), (Text("M" * 30),)),))
    short = replace(long, rows=(((Text("a"),), (Text("i" * 30),)),))
    assert kinds(sample, large, long) == [Paragraph, Description]
    assert kinds(sample, large, short) == [Table]


@pytest.mark.parametrize(("rows", "wanted"), [(3, [Paragraph, Description]), (4, [Table])])
def test_a_table_whose_rows_stay_together_but_do_not_fit_a_page_becomes_a_list(
    sample: Leaflet, large: Layout, rows: int, wanted: list[type]
) -> None:
    row = ((Text("a"),), (Text("Ask your nurse what to do. " * 16),))
    assert kinds(sample, large, replace(TABLE, head=TABLE.head[:2], rows=(row,) * rows)) == wanted


@pytest.mark.parametrize(
    ("words", "size", "wanted"),
    [
        ("Take no more than 10 000 micrograms", 28, "Take no~more~than~10~000~micrograms"),
        ("No more than 10 000 electrochemotherapies", 28, "No~more~than~10~000 electrochemotherapies"),
        ("No more than 10 000 electrochemotherapies", 12, "No~more~than~10~000~electrochemotherapies"),
    ],
)
def test_a_quantity_is_let_go_where_no_line_has_room_for_it(
    sample: Leaflet, large: Layout, words: str, size: float, wanted: str
) -> None:
    strings = large.strings_for("en-GB")
    assert strings
    edition = replace(sample.edition, summary=(Text(words),))
    summary = fit(compose(replace(sample, edition=edition), strings), large.at(size)).summary
    assert plain(summary).replace("\N{NO-BREAK SPACE}", "~") == wanted


@pytest.mark.parametrize(("kind", "wanted"), [("none", 0), ("box", 1), ("list", 1), ("heading", 1), ("title", 1)])
def test_a_list_a_box_and_large_letters_leave_less_room(sample: Leaflet, large: Layout, kind: str, wanted: int) -> None:
    """A line has just room for the words, and half an em more."""
    strings, words = large.strings_for("en-GB"), (Text("10 000 " + "m" * 25),)
    assert strings
    paragraph = Paragraph(words)
    blocks: dict[str, Block] = {
        "none": paragraph,
        "box": Box(BoxKind.NOTE, (Text("x"),), (paragraph,)),
        "list": List((Item((paragraph,)),)),
    }
    edition = replace(sample.edition, title=plain(words) if kind == "title" else "x")
    manuscript = compose(replace(sample, edition=edition), strings)
    heading = manuscript.title if kind == "heading" else (Text("x"),)
    section = Section("x", words if kind == "heading" else heading, (blocks.get(kind, Paragraph((Text("x"),))),))
    part = replace(manuscript.parts[0], section=compose_section(section, sample, strings))
    ems = (large.ruler(large.fonts.body, bold=True) or Ruler(())).width(
        "10\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}" + "m" * 25
    )
    narrow = replace(
        large,
        page=replace(
            large.page, width=large.page.left + large.page.right + (ems + 0.5) * large.type.body / POINTS_PER_MILLIMETRE
        ),
    )
    fitted = fit(replace(manuscript, parts=(part,)), narrow)
    said = [plain(fitted.title), *section_texts(fitted.parts[0].section, strings)]
    (found,) = [text for text in said if "000" in text]
    assert found.count(" ") == wanted


def compose_section(section: Section, sample: Leaflet, strings: Strings) -> Section:
    edition = replace(sample.edition, sections=(section,))
    return compose(replace(sample, edition=edition), strings).sections[0]


def test_nothing_of_a_table_is_lost_in_the_list() -> None:
    caption, entries = as_list(TABLE)
    assert isinstance(caption, Paragraph)
    assert isinstance(entries, Description)
    said = [plain(caption.words)]
    for entry in entries.entries:
        said += [plain(entry.name), *(plain(block.words) for block in entry.blocks if isinstance(block, Paragraph))]
    assert said == [
        "Types of recurrence",
        *("Type: Local", "Is it in the breast? Yes", "Treatment: Surgery"),
        *("Type: Secondary", "Is it in the breast? No", "Treatment: Electrochemotherapy"),
    ]


def test_the_rows_of_a_table_without_room_are_records_in_every_format(
    sample: Leaflet, shipped: Layouts, large: Layout
) -> None:
    strings = large.strings_for("en-GB")
    assert strings
    room = large.at(28)
    script = compose(sample, strings)
    part = replace(script.parts[0], section=replace(script.parts[0].section, blocks=(TABLE,), sections=()))
    fitted = fit(replace(script, parts=(part,)), room)
    assert on_paper(fitted).parts[0].section.blocks[1] == fitted.parts[0].section.blocks[1]
    assert b'<dl class="records">' in html.write(fitted, shipped["web"])
    data = blocks.script(fitted, room, with_contents=False).data
    assert [block["records"] for block in data["parts"][0]["blocks"][1:]] == [True]
    with ZipFile(BytesIO(document.write(fitted, room))) as file:
        body = file.read("word/document.xml").decode()
    assert (body.count('"RecordName"'), body.count('"Record"')) == (2, 4)


def test_a_list_of_words_is_no_record(sample: Leaflet, shipped: Layouts) -> None:
    strings = shipped.strings_for("en-GB")
    assert strings
    assert b'class="records"' not in html.write(compose(sample, strings), shipped["web"])
