"""Sheets that are printed on both sides, folded and read, on paper as in the files."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest

from press.checks import pdf as check
from press.layout import ENGINES, POINTS_PER_MILLIMETRE, Layout
from press.model import Clinic, Leaflet, Paragraph, Standing, Text, plain
from press.pipeline import foretold
from press.problems import Refused, errors, heeded, waived
from press.programs import verapdf
from press.writers import imposition, pdf
from press.writers.imposition import Placed, Side
from tests.building import read
from tests.pdf.conftest import CLAIMS, ROOT, composed, loaded
from tests.turns import in_turn

SHORT = read(ROOT / "tests" / "short" / "leaflets")[0].editions[0]
LONG = next(one for one in read(ROOT / "leaflets")[0].editions if one.name == "2022-06")


def booklet(conformance: str = "ua-1") -> Layout:
    return replace(loaded()["booklet"], conformance=conformance)


def dl(conformance: str = "ua-1") -> Layout:
    return replace(loaded()["dl"], conformance=conformance)


# Paper


def leaves(sides: Sequence[Side]) -> Iterator[tuple[Placed, Placed]]:
    """The leaves of a stapled booklet, front and back of each, as a reader turns them.

    A sheet flipped on its short edge has the left half of its back behind the right half of its
    front. Folded, its right half comes before all the sheets inside it, and its left half after them.
    """
    sheets = [(sides[at], sides[at + 1]) for at in range(0, len(sides), 2)]
    yield from ((front[1], back[0]) for front, back in sheets)
    yield from ((back[1], front[0]) for front, back in reversed(sheets))


@pytest.mark.parametrize("pages", [4, 8, 20, 40])
def test_a_folded_booklet_is_read_from_the_first_page_to_the_last(pages: int) -> None:
    read = [placed.page for leaf in leaves(imposition.booklet(pages, 148, 0.1)) for placed in leaf]
    assert read == list(range(pages))


def test_a_page_lies_on_the_outer_half_of_its_leaf_and_creeps_to_the_fold() -> None:
    sides = imposition.booklet(20, 148, 0.1)
    assert [(side[0].left, side[0].right, side[1].left, side[1].right) for side in sides] == [(0, 148, 148, 296)] * 10
    creeps = [(side[0].x, 148 - side[1].x) for side in sides]
    assert [left for left, _ in creeps] == pytest.approx([right for _, right in creeps])
    assert [left for left, _ in creeps[:2]] == [0, 0]
    steps = [after[0] - before[0] for before, after in pairwise(creeps[::2])]
    assert steps == pytest.approx([0.157] * 4, abs=0.001)


def test_the_panel_that_folds_in_is_narrower_on_both_its_faces() -> None:
    outside, inside = imposition.thirds(99.667, 2)
    width = outside[-1].right
    assert width == pytest.approx(inside[-1].right) == pytest.approx(297, abs=0.01)
    behind = {(round(width - one.right, 3), round(width - one.left, 3)): one.page for one in outside}
    faces = {one.page: behind[round(one.left, 3), round(one.right, 3)] for one in inside}
    assert faces == {1: 0, 2: 5, 3: 4}
    widths = {one.page: round(one.right - one.left, 3) for one in (*outside, *inside)}
    assert widths == {0: 99.667, 1: 99.667, 2: 99.667, 3: 97.667, 4: 97.667, 5: 99.667}


@pytest.mark.parametrize("pages", [4, 20])
def test_a_booklet_read_from_the_right_is_bound_on_the_right(pages: int) -> None:
    sides = imposition.mirrored(imposition.booklet(pages, 148, 0.1))
    turned = [tuple(reversed(side)) for side in sides]  # as a mirror shows it
    assert [placed.page for leaf in leaves(turned) for placed in leaf] == list(range(pages))
    creeps = [(side[0].x, 148 - side[1].x) for side in sides]
    assert creeps == [pytest.approx((side[0].x, 148 - side[1].x)) for side in imposition.booklet(pages, 148, 0.1)]


def test_panels_read_from_the_right_fold_in_on_the_left() -> None:
    outside, inside = imposition.mirrored(imposition.thirds(99.667, 2))
    assert [one.page for one in outside] == [0, 5, 4]
    assert [(one.page, round(one.left, 2), round(one.right, 2)) for one in inside] == [
        (3, 0, 97.67),
        (2, 97.67, 197.33),
        (1, 197.33, 297.0),
    ]


# Booklets


def halves(imposed: bytes) -> list[tuple[str, str]]:
    """The text of the left and of the right half of each side."""
    with pypdfium2.PdfDocument(imposed) as document:
        found = []
        for page in document:
            width, height = page.get_size()
            text = page.get_textpage()
            left = text.get_text_bounded(0, 0, width / 2, height)
            found.append((left, text.get_text_bounded(width / 2, 0, width, height)))
    return found


def read_on_paper(imposed: bytes) -> list[str]:
    """The text of the pages of a folded booklet."""
    printed = halves(imposed)
    sheets = [(printed[at], printed[at + 1]) for at in range(0, len(printed), 2)]
    before = [text for front, back in sheets for text in (front[1], back[0])]
    return before + [text for front, back in reversed(sheets) for text in (back[1], front[0])]


@pytest.fixture(scope="module")
def pages() -> bytes:
    return pdf.write(composed(Leaflet(LONG), booklet()), booklet())


@pytest.fixture(scope="module")
def imposed(pages: bytes) -> bytes:
    return pdf.booklet(pages, composed(Leaflet(LONG), booklet()), booklet())


def test_the_numbers_on_the_pages_of_a_folded_booklet_count_up(pages: bytes, imposed: bytes) -> None:
    texts, count = read_on_paper(imposed), check.pages(pages)
    assert len(texts) == count + -count % 4
    assert "Secondary" in texts[0]
    numbers = [re.findall(rf"Page (\d+) of {count}", text) for text in texts[1:count]]
    assert numbers == [[str(number)] for number in range(2, count + 1)]


@pytest.mark.parametrize("engine", ENGINES)
def test_the_cover_of_a_booklet_says_when_the_leaflet_is_reviewed_next(engine: str) -> None:
    layout = replace(booklet(), engine=engine)
    manuscript = composed(Leaflet(SHORT), layout)
    data = pdf.write(manuscript, layout)
    with pypdfium2.PdfDocument(data) as document:
        cover, second = (document[number].get_textpage().get_text_bounded() for number in range(2))
    assert manuscript.due in cover and manuscript.code in cover
    assert manuscript.due not in second
    assert not errors(check.check(data, manuscript, layout))
    later = replace(manuscript, next_review=replace(manuscript.next_review, year=2099))
    assert any(fault.rule == "tag-artifact" for fault in check.check(data, later, layout)), "another date is seen"


def test_pages_that_stay_blank_have_lines_for_notes_and_the_last_one_the_helpline() -> None:
    for words in range(0, 1500, 100):  # until three pages stay blank
        manuscript = composed(lengthened(words), booklet())
        data = pdf.write(manuscript, booklet())
        if check.pages(data) % 4 == 1:
            break
    *notes, helpline = read_on_paper(pdf.booklet(data, manuscript, booklet()))[-3:]
    assert [page.split() for page in notes] == [["Notes"], ["Notes"]]
    assert helpline.startswith("Helpline")
    assert "01632 960 100" in " ".join(helpline.split())


def test_the_cover_of_a_booklet_read_from_the_right_lies_on_the_left(pages: bytes) -> None:
    manuscript = replace(composed(Leaflet(LONG), booklet()), direction="rtl")
    (cover, _), (_, second), *_ = halves(pdf.booklet(pages, manuscript, booklet()))
    assert "Skin metastases, their symptoms and" in " ".join(cover.split())
    assert f"Page 2 of {check.pages(pages)}" in second


def test_the_pages_of_inner_sheets_move_to_the_fold(pages: bytes, imposed: bytes) -> None:
    def first(data: bytes, page: int, words: str) -> float:
        with pypdfium2.PdfDocument(data) as document:
            text = document[page].get_textpage()
            found = text.search(words).get_next()
            assert found
            return float(text.get_charbox(found[0])[0])

    alone = first(pages, 8, "Page 9 of")  # on the front of the innermost of five sheets
    half = 148 * POINTS_PER_MILLIMETRE
    assert half + alone - first(imposed, 8, "Page 9 of") == pytest.approx(4 * 0.157 * POINTS_PER_MILLIMETRE, abs=0.05)


def test_imposed_sheets_say_what_the_pages_say_in_the_same_order(pages: bytes, imposed: bytes) -> None:
    assert check.check_imposed(imposed, pages) == ()
    other = pdf.write(composed(Leaflet(SHORT), booklet()), booklet())
    assert [problem.rule for problem in check.check_imposed(imposed, other)] == ["tag-imposed"]


def test_sheets_are_a4_across(imposed: bytes) -> None:
    with pikepdf.open(io.BytesIO(imposed)) as document:
        sizes = {tuple(round(float(edge) / POINTS_PER_MILLIMETRE) for edge in page.mediabox) for page in document.pages}
    assert sizes == {(0, 0, 296, 210)}


def test_a_notice_stands_on_the_pages_that_stay_blank_too() -> None:
    layout = booklet()
    manuscript = composed(Leaflet(replace(SHORT, standing=Standing.DRAFT)), layout)
    texts = read_on_paper(pdf.booklet(pdf.write(manuscript, layout), manuscript, layout))
    assert all("This is a draft." in text for text in texts)


# Panels


@pytest.mark.parametrize(
    ("conformance", "standing", "print_shop"),
    in_turn(4, [*CLAIMS], [Standing.CURRENT, Standing.SUPERSEDED], [False, True]),
)
def test_a_leaflet_in_panels_is_tagged_and_conforms(conformance: str, standing: Standing, *, print_shop: bool) -> None:
    layout = replace(dl(conformance), print_shop=print_shop)
    clinic = Clinic("c", "Riverside Clinic", ("1 Example Street",), "01632 960 001")
    manuscript = composed(Leaflet(replace(SHORT, standing=standing), clinic), layout)
    data = pdf.write(manuscript, layout)
    assert heeded(waived(check.check(data, manuscript, layout), layout.waivers)) == ()
    assert verapdf.check(data, CLAIMS[conformance]) == ()
    assert check.pages(data) == 2


def lengthened(words: int) -> Leaflet:
    """The short leaflet with a paragraph of so many words more."""
    last = SHORT.sections[-1]
    own = [word for block in last.blocks if isinstance(block, Paragraph) for word in plain(block.words).split()]
    more = Paragraph((Text(" ".join((own * words)[:words])),))
    return Leaflet(replace(SHORT, sections=(*SHORT.sections[:-1], replace(last, blocks=(*last.blocks, more)))))


def test_a_leaflet_that_fills_six_panels_is_read_in_their_order() -> None:
    manuscript = composed(lengthened(420), dl())
    data = pdf.write(manuscript, dl())
    assert check.check(data, manuscript, dl()) == ()
    with pypdfium2.PdfDocument(data) as document:
        outside = document[0].get_textpage()
        thirds = [outside.get_text_bounded(at * 281, 0, (at + 1) * 281, 596) for at in range(3)]
    assert "Notes" not in "".join(thirds)
    assert "About this leaflet" in thirds[1] or "About this leaflet" in thirds[0]
    assert plain(manuscript.title).split()[0] in thirds[2]


@pytest.mark.parametrize("words", [600, 900])
def test_a_leaflet_too_long_for_its_panels_is_refused_with_how_many_words_too_many(words: int) -> None:
    with pytest.raises(Refused) as refused:
        pdf.write(composed(lengthened(words), dl()), dl())
    (problem,) = refused.value.problems
    assert (problem.rule, problem.place.file) == ("too-long", "dressing/2026-01")
    found = re.search(r"about (\d+) words too long for the 6 panels of `dl`", problem.message)
    assert found
    assert check.pages(pdf.write(composed(lengthened(words - round(1.5 * int(found[1]))), dl()), dl())) == 2
    with pytest.raises(Refused):
        pdf.write(composed(lengthened(words - round(0.5 * int(found[1]))), dl()), dl())


def test_what_is_too_long_for_panels_for_certain_is_told_before_it_is_laid_out() -> None:
    layouts = (loaded()["a4"], dl())
    assert list(foretold(Leaflet(SHORT), layouts)) == []
    (problem,) = foretold(Leaflet(LONG), layouts)
    assert (problem.rule, problem.place.file) == ("too-long", "skin-metastases/2022-06")
    with pytest.raises(Refused, match=r"about \d+ words too long") as refused:
        pdf.write(composed(Leaflet(LONG), dl()), dl())
    told, found = (int(re.findall(r"(\d+) words", str(each))[0]) for each in (problem, *refused.value.problems))
    assert "at least" in problem.message
    assert 0 < told < found


def test_a_page_is_cut_where_the_next_one_begins_and_at_the_bleed_where_the_sheet_ends() -> None:
    layout = replace(dl(), print_shop=True)
    with pikepdf.open(io.BytesIO(pdf.write(composed(Leaflet(SHORT), layout), layout))) as document:
        for side in document.pages:
            before: list[float] = []
            cuts: list[tuple[float, float]] = []
            for each in pikepdf.parse_content_stream(side):
                if str(each.operator) == "re":
                    before = [float(edge) / POINTS_PER_MILLIMETRE for edge in list(each.operands)]
                elif str(each.operator) == "W" and before[3] > layout.page.height:  # as high as the sheet
                    cuts.append((before[0], before[0] + before[2]))
            assert len(cuts) == 3
            assert (cuts[0][0], cuts[2][1]) == pytest.approx((-3, 297 + 3), abs=0.01)
            assert [left for left, _ in cuts[1:]] == pytest.approx([right for _, right in cuts[:2]], abs=0.01)


def test_thicker_paper_moves_the_pages_further_to_the_fold(pages: bytes) -> None:
    def across(thickness: float) -> str:
        of = booklet()
        of = replace(of, supplies=replace(of.supplies, stationery=replace(of.supplies.stationery, thickness=thickness)))
        with pikepdf.open(io.BytesIO(pdf.booklet(pages, composed(Leaflet(LONG), of), of))) as document:
            moves = (
                float(list(each.operands)[4])
                for each in pikepdf.parse_content_stream(document.pages[8])
                if str(each.operator) == "cm"
            )
            return f"{next(moves) / POINTS_PER_MILLIMETRE:.2f}"

    assert (across(0.1), across(0.3)) == ("0.63", "1.88")


# Print shops


def boxes(data: bytes) -> set[tuple[tuple[int, ...], ...]]:
    """Media, bleed and trim box of each page, in millimetres."""
    with pikepdf.open(io.BytesIO(data)) as document:
        return {
            tuple(
                tuple(round(float(edge) / POINTS_PER_MILLIMETRE) for edge in page.obj[name])
                for name in ("/MediaBox", "/BleedBox", "/TrimBox")
            )
            for page in document.pages
        }


@pytest.mark.parametrize(
    ("name", "width", "height"), [("a4", 210, 297), ("a4-columns", 210, 297), ("booklet", 148, 210), ("dl", 297, 210)]
)
def test_a_print_shop_gets_bleed_and_room_for_crop_marks(name: str, width: int, height: int) -> None:
    layout = replace(loaded()[name], print_shop=True)
    data = pdf.write(composed(Leaflet(SHORT), layout), layout)
    media = (-9, -9, width + 9, height + 9)
    assert boxes(data) == {(media, (-3, -3, width + 3, height + 3), (0, 0, width, height))}


@pytest.mark.referee
@pytest.mark.parametrize(("name", "conformance"), in_turn(4, ["a4", "a4-columns", "booklet", "large-print"], [*CLAIMS]))
def test_what_a_print_shop_gets_conforms_as_the_rest_does(name: str, conformance: str) -> None:
    layout = replace(loaded()[name], print_shop=True, conformance=conformance)
    manuscript = composed(Leaflet(SHORT), layout)
    data = pdf.write(manuscript, layout)
    assert heeded(waived(check.check(data, manuscript, layout), layout.waivers)) == ()
    assert verapdf.check(data, CLAIMS[conformance]) == ()


@pytest.mark.parametrize("name", ["a4", "dl"])
def test_crop_marks_stand_outside_the_bleed_in_line_with_the_cut(name: str) -> None:
    layout = replace(loaded()[name], print_shop=True)
    data = pdf.write(composed(Leaflet(SHORT), layout), layout)
    with pypdfium2.PdfDocument(data) as document:
        image = document[1].render(scale=4).to_pil().convert("L")
    scale = 4 * POINTS_PER_MILLIMETRE

    def dark(x: float, y: float) -> bool:
        return any(
            image.getpixel((round(x * scale) + dx, round(y * scale) + dy)) < 128
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
        )

    width, height = image.width / scale, image.height / scale
    marks = [(9, 1), (1, 9), (width - 9, 1), (width - 1, height - 9), (9, height - 1)]
    assert [dark(x, y) for x, y in marks] == [True] * 5
    assert not any(dark(x, y) for x, y in [(9, 7.5), (7.5, 9), (width - 7.5, height - 9)])


def test_colour_runs_over_the_cut() -> None:
    layout = replace(booklet(), print_shop=True)
    data = pdf.write(composed(Leaflet(SHORT), layout), layout)
    with pypdfium2.PdfDocument(data) as document:
        image = document[0].render(scale=4).to_pil().convert("RGB")
    scale = 4 * POINTS_PER_MILLIMETRE
    accent = tuple(bytes.fromhex(layout.colours["accent"][1:]))
    corner = [image.getpixel((round(x * scale), round(y * scale))) for x, y in ((6.3, 6.3), (158.7 + 1, 6.3))]
    assert corner == [accent, accent]
