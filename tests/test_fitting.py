from dataclasses import replace
from pathlib import Path

import pytest

from press import layout
from press.layout import Layout
from press.manuscript import compose
from press.manuscript.fitting import as_list, fit
from press.model import Box, BoxKind, Description, Leaflet, Paragraph, Table, Text, plain

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
def large() -> Layout:
    return layout.load(ROOT / "layouts", ROOT / "fonts")["large-print"]


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
