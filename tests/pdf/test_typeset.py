"""The engine Typst: what it lays out is the leaflet's, and it is given nothing but that."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache

import pikepdf
import pypdfium2
import pytest
from PIL import Image
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from press import pictures
from press.checks import pdf as check
from press.checks.pdf.content import Pages
from press.layout import ENGINES, POINTS_PER_MILLIMETRE, Layout, Reading
from press.manuscript import Kind, Manuscript, Part, reached
from press.model import (
    Block,
    Box,
    BoxKind,
    Contact,
    Figure,
    Foreign,
    Item,
    Leaflet,
    Link,
    List,
    Paragraph,
    Picture,
    Section,
    Standing,
    Strong,
    Table,
    Text,
    Words,
    figures,
)
from press.problems import Refused, heeded, waived
from press.programs import typesetter
from press.writers import pdf
from press.writers.typeset import blocks
from press.writers.typeset.apart import framed
from press.writers.typeset.painted import File
from tests.pdf.conftest import LONG_WORD, ROOT, composed, full, loaded
from tests.test_manuscript import edition


def look(name: str, **more: object) -> Layout:
    return replace(loaded()[name], engine="typst", **more)  # type: ignore[arg-type]


def script(*blocks: Block, layout: Layout, **more: object) -> Manuscript:
    sections = (Section("rest", (Text("Rest"),), blocks),)
    return composed(Leaflet(edition(sections=sections, **more)), layout)


def found(data: bytes, manuscript: Manuscript, layout: Layout) -> list[str]:
    return [str(problem) for problem in heeded(waived(check.check(data, manuscript, layout), layout.waivers))]


@pytest.mark.parametrize("conformance", ["ua-1", "ua-2"])
def test_a_leaflet_with_all_there_is_has_the_tags_that_it_asks_for(sample: Leaflet, conformance: str) -> None:
    made = full(sample, look("a4", conformance=conformance))
    assert found(made.data, made.manuscript, made.layout) == []


def test_a_head_that_is_printed_again_is_no_second_head(sample: Leaflet) -> None:
    data = full(sample, look("a4")).data
    with pikepdf.open(io.BytesIO(data)) as document:
        streams = [page.Contents.read_bytes() for page in document.pages]
    assert any(b"/Artifact <</Type /Pagination>> BDC" in stream for stream in streams)
    assert check.outline(data).count("'Exercise'") == 1


@pytest.mark.parametrize("name", ["booklet", "dl", "a4-columns", "large-print"])
@pytest.mark.parametrize("shop", [False, True])
def test_every_layout_can_be_had_for_a_print_shop_too(name: str, shop: bool) -> None:
    layout = look(name).read(Reading(), "ua-2", print_shop=shop)
    written = script(Paragraph((Text("Rest for a week."),)), layout=layout)
    data = pdf.write(written, layout)
    assert found(data, written, layout) == []
    with pikepdf.open(io.BytesIO(data)) as document:
        page = document.pages[0]
        assert (float(page.mediabox[0]) < 0) is shop
        assert [float(edge) for edge in page.trimbox[:2]] == [0, 0]


def test_a_booklet_is_imposed_with_its_tags_and_the_names_that_each_page_gives_its_fonts() -> None:
    layout = look("booklet")
    written = script(*[Paragraph((Text(f"Rest for {week} weeks. " * 40),)) for week in range(2, 9)], layout=layout)
    data = pdf.write(written, layout)
    sheets = pdf.booklet(data, written, layout)
    assert check.check_imposed(sheets, data) == ()
    seen = pypdfium2.PdfDocument(sheets)
    text = " ".join(page.get_textpage().get_text_range() for page in seen)
    assert "Rest for 8\N{NO-BREAK SPACE}weeks." in text
    assert ("Notes" in text) == (len(pypdfium2.PdfDocument(data)) % 4 != 0)


def test_a_notice_and_the_code_stand_on_every_page() -> None:
    layout = look("a4")
    written = script(Paragraph((Text("Rest. " * 900),)), layout=layout, standing=Standing.SUPERSEDED)
    data = pdf.write(written, layout)
    assert found(data, written, layout) == []
    for page in pypdfium2.PdfDocument(data):
        assert written.notice in " ".join(page.get_textpage().get_text_range().split())


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", ["a4", "booklet"])
def test_a_clinic_s_phone_number_stands_on_the_cover(sample: Leaflet, engine: str, name: str) -> None:
    layout = replace(loaded()[name], engine=engine)
    written = reached(composed(sample, layout))
    data = pdf.write(written, layout)
    assert found(data, written, layout) == []
    cover = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    assert "01632 960 001" in cover.replace("\N{NO-BREAK SPACE}", " ")


def test_words_are_data_and_never_markup() -> None:
    words = '#panic() *bold* $x$ <label> @ref `raw` "quoted" ~ \\ // no comment [x] https://example.org -- ...'
    layout = look("a4")
    written = script(Paragraph((Text(words), Strong((Text(" = head"),)))), layout=layout)
    data = pdf.write(written, layout)
    assert found(data, written, layout) == []
    assert words in check.outline(data).replace("\\'", "'").replace("\\\\", "\\")


def test_a_word_wider_than_its_line_is_divided_by_the_rules_of_its_language_and_its_heading_made_smaller() -> None:
    layout = look("large-print").at(28)
    blocks = (
        Paragraph((Text(f"Words before {LONG_WORD} and after."),)),
        Box(BoxKind.NOTE, (Text(LONG_WORD),), (List((Item((Paragraph((Text(LONG_WORD),)),)),)),)),
        Paragraph(
            (Link((Text("www.example.org/a-path/with-many/parts-that/are-wider/than-it"),), "https://example.org"),)
        ),
        Paragraph((Text("0123456789" * 8),)),
    )
    written = script(*blocks, layout=layout, title=LONG_WORD)
    data = pdf.write(written, layout)
    assert found(data, written, layout) == []
    with pikepdf.open(io.BytesIO(data)) as document:
        paint = b"".join(page.Contents.read_bytes() for page in document.pages)
    hyphens = check.outline(data).count("\N{SOFT HYPHEN}")
    assert hyphens == 0
    assert paint.count(b"/Artifact <</Type /Layout>> BDC") > 0


@pytest.mark.parametrize("apart", [" ", ""])
def test_any_number_of_letters_of_one_font_may_be_used(apart: str) -> None:
    """Typst writes the codes of glyphs from the 128th on in another kind of string (ISO 32000-1, 7.3.4.3)."""
    layout = look("a4")
    face = next(face for face in layout.faces if face.family == layout.fonts.body)
    letters = [letter for letter in map(chr, range(0xC0, 0x460)) if letter.isalpha() and ord(letter) in face.characters]
    assert len(letters) > 300
    lines = [apart.join(letters[start : start + 12]) for start in range(0, len(letters), 12)]
    written = script(*(Paragraph((Text(line),)) for line in lines), layout=layout)
    data = pdf.write(written, layout)
    assert found(data, written, layout) == []
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
    assert [letter for letter in letters if letter not in text] == []


def test_marks_above_arabic_letters_are_said_with_them() -> None:
    words = "هَذِهِ مُسَوَّدَة (لِلْمُسْتَشْفَى) لا"
    layout = look("a4")
    written = script(Paragraph((Text(words),)), layout=layout, language="ar")
    data = pdf.write(written, layout)
    assert found(data, written, layout) == []
    assert words in check.outline(data)


def test_each_word_of_arabic_is_found_by_a_reader_that_is_not_ours() -> None:
    layout = look("a4")
    written = script(Paragraph((Text("أحضر كل ما تتناوله أو تستعمله"),)), layout=layout, language="ar")
    text = pypdfium2.PdfDocument(pdf.write(written, layout))[0].get_textpage().get_text_range()
    assert "أحضر كل ما تتناوله أو تستعمله" in text


def test_a_hyphen_is_not_printed_twice_where_a_line_ends_in_polish() -> None:
    layout = look("booklet")
    words = (Foreign((Text("biało-czerwony " * 40),), "pl"),)
    written = script(Paragraph(words), layout=layout)
    assert found(pdf.write(written, layout), written, layout) == []


def test_a_photograph_is_held_once_and_printed_in_proportion() -> None:
    photograph = io.BytesIO()
    Image.linear_gradient("L").resize((300, 120)).convert("RGB").save(photograph, "PNG")
    picture = pictures.read("knee.png", photograph.getvalue())
    layout = look("a4")
    data = pdf.write(
        script(Figure("one", picture, "A knee."), Figure("two", picture, "The knee."), layout=layout), layout
    )
    with pikepdf.open(io.BytesIO(data)) as document:
        (image,) = [
            item for item in document.objects if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
        ]
        assert not image.get("/Interpolate", False)
    printed = [found for page in pypdfium2.PdfDocument(data) for found in page.get_objects([FPDF_PAGEOBJ_IMAGE])]
    assert len(printed) == 2
    for each in printed:
        left, bottom, right, top = each.get_bounds()
        assert right - left == pytest.approx(2.5 * (top - bottom), rel=0.01)


@pytest.mark.parametrize("shown", ['y="28" font-size="30"', 'transform="scale(.215108397)" y="130" font-size="139"'])
def test_the_letters_of_a_drawing_are_printed(shown: str) -> None:
    # The second is painted in points, as the words of the leaflet itself are.
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 30"><text {shown}>XXXXX</text></svg>'
    layout = look("a4")
    figure = Figure("one", pictures.read("knee.svg", svg.encode()), "A knee.")
    pages = [
        page.render(scale=0.5).to_pil().convert("L")
        for written in (script(figure, layout=layout), script(replace(figure, picture=_blank(figure)), layout=layout))
        for page in pypdfium2.PdfDocument(pdf.write(written, layout))
    ]
    assert len(pages) == 2
    lettered, blank = (sum(page.histogram()[:100]) for page in pages)
    assert lettered > 2 * blank


def _blank(figure: Figure) -> Picture:
    data = re.sub(b"<text.*</text>", b'<path d="M1 1h1v1z"/>', figure.picture.data)
    return replace(figure.picture, data=data)


def test_two_builds_are_the_same_bytes() -> None:
    layout = look("a4")
    written = script(Paragraph((Text("Rest for a week."),)), layout=layout)
    assert pdf.write(written, layout) == pdf.write(written, layout)


@pytest.mark.parametrize("number", ["01632-960-001", "01632-960-001 extension 42"])
def test_a_number_in_larger_type_is_not_broken_where_it_has_room(number: str) -> None:
    contacts = (Contact("ward", "Ward 7", phone=number), Contact("line", "Helpline", phone=number))
    layout = look("a4")
    said = str(blocks.script(script(layout=layout, contacts=contacts), layout, with_contents=False).data)
    assert said.count("'in': [{'whole': [{'t': '01632-960-001'") == 2
    assert said.count("'size': 'subsection'") == 1


def test_pages_are_as_large_as_their_paper() -> None:
    made, _ = typesetter.compiled({typesetter.MAIN: b"#set page(width: 100pt, height: 200pt)\n#rect()"}, (), "1.7")
    assert [page.box for page in File(made).pages] == [(0, 0, 100, 200)]


# What a template may not do


@cache
def _written() -> Manuscript:
    return script(Paragraph((Text("Rest for a week."),)), layout=look("a4"))


def refusal(**templates: str) -> str:
    layout = look("a4")
    own = {f"{name}.typ": text for name, text in templates.items()}
    with pytest.raises(Refused) as refused:
        pdf.write(_written(), replace(layout, templates={**layout.templates, **own}))
    return "\n".join(map(str, refused.value.problems))


def test_nothing_tells_when_a_file_was_made() -> None:
    layout = look("a4")
    data = pdf.write(script(Paragraph((Text("Rest the knee."),)), layout=layout), layout)
    with pikepdf.open(io.BytesIO(data)) as document:
        dictionaries = [each for each in document.objects if isinstance(each, pikepdf.Dictionary)]
        assert len(dictionaries) > 20
        dated = [each for each in dictionaries if "/CreationDate" in each or "/ModDate" in each or "/Creator" in each]
        assert [each.objgen for each in dated] == [document.trailer.Info.objgen]
    made, _ = typesetter.compiled({typesetter.MAIN: b"#rect()"}, (), "1.7")
    assert b"D:19700101000000Z" in made


def test_a_template_that_leaves_words_out_is_refused() -> None:
    said = refusal(front='#import "opening.typ": *\n#let front(items) = masthead(items)')
    assert "This text of the leaflet is not on the pages. [Knees]" in said
    assert {line.partition(" error: ")[0] for line in said.splitlines()} == {"knee/2026-11:"}
    assert "not-painted" in said


def test_a_template_that_prints_words_twice_is_refused() -> None:
    twice = '#import "opening.typ": *\n#let front(items) = { masthead(items); opening(items); opening(items) }'
    assert "painted-twice" in refusal(front=twice)


def test_a_template_that_hides_words_is_refused() -> None:
    hidden = '#import "opening.typ": *\n#let front(items) = { masthead(items); hide(opening(items)) }'
    assert "not-painted" in refusal(front=hidden)


def test_a_template_with_words_of_its_own_is_refused() -> None:
    assert "Typst could not do what it was asked." in refusal(extra="#let extra(body) = [Own words] + body")


def test_a_fault_of_a_template_is_named_with_its_line() -> None:
    said = refusal(extra="#let extra(body) = {\n  nobody(body)\n}")
    assert "unknown variable: nobody" in said
    assert "extra.typ:2" in said


@pytest.mark.parametrize(
    "reach",
    [
        f'read("{ROOT}/README.md")',
        'read("../README.md")',
        'read("/etc/passwd")',
        'image("https://www.example.org/a.png")',
        '{ import "@preview/example:0.1.0": * }',
    ],
)
def test_a_template_reaches_no_file_no_package_and_no_network(reach: str) -> None:
    with pytest.raises(typesetter.Failed):
        typesetter.compiled({typesetter.MAIN: f"#let it = {reach}".encode()}, (), "1.7")


def test_fonts_are_those_of_the_layout_and_no_others() -> None:
    fonts = tuple(face.data for face in loaded()["a4"].faces)
    _, warnings = typesetter.compiled({typesetter.MAIN: b'#set text(font: "DejaVu Sans")\nrest'}, fonts, "1.7")
    assert any("unknown font family" in warning for warning in warnings)


def test_a_layout_that_asks_for_a_font_that_is_not_there_is_refused() -> None:
    assert "unknown font family" in refusal(extra='#let extra(body) = { set text(font: "Nobody"); body }')


def test_a_photograph_is_data_in_a_drawing() -> None:
    drawing = framed(Picture("knee.png", "image/png", b"\x89PNG", 40, 30)).decode()
    assert 'width="40" height="30"' in drawing
    assert re.search(r'href="data:image/png;base64,iVBORw=="', drawing)


def test_a_table_is_set_over_pages_with_its_words_once() -> None:
    rows = tuple(((Text(f"Week {week}"),), (Text("Bend the knee " * 9),)) for week in range(40))
    layout = look("a4")
    written = script(Table((Text("Exercises"),), ((Text("When"),), (Text("What"),)), rows), layout=layout)
    assert found(pdf.write(written, layout), written, layout) == []


def test_columns_before_a_picture_end_at_about_the_same_height(sample: Leaflet) -> None:
    layout = look("a4-columns", contents_over=99)
    pictured = next(section for section in sample.edition.sections if list(figures([section])))
    paragraphs = tuple(Paragraph((Text(f"Paragraph {number} is about knees."),)) for number in range(8))
    sections = (Section("short", (Text("Short"),), paragraphs), pictured)
    written = composed(Leaflet(replace(sample.edition, sections=sections)), layout)
    data = pdf.write(written, layout)
    assert found(data, written, layout) == []
    with pikepdf.open(io.BytesIO(data)) as document:
        starts = [piece.start for piece in Pages(list(document.pages)).pieces if piece.text.startswith("Paragraph ")]
    middle = layout.page.width / 2 * POINTS_PER_MILLIMETRE
    assert [start is not None and start[0] > middle for start in starts] == [False] * 3 + [True] * 5


@pytest.mark.parametrize("engine", ENGINES)
def test_a_part_with_a_picture_among_columns_fills_its_pages_and_keeps_its_boxes_whole(
    engine: str, sample: Leaflet
) -> None:
    layout = replace(look("a4-columns", contents_over=99), engine=engine)
    pictured = next(section for section in sample.edition.sections if list(figures([section])))
    sentence = "In a box of some lines each of them says what the one before it said. "
    box = Box(BoxKind.NOTE, (Text("In all"),), (Paragraph((Text(sentence * 9),)), Paragraph((Text(sentence * 8),))))
    before = tuple(Paragraph((Text(f"Paragraph {number} is about knees."),)) for number in range(11))
    section = replace(pictured, blocks=(*before, box, *pictured.blocks))
    written = composed(Leaflet(replace(sample.edition, sections=(section,))), layout)
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf.write(written, layout))]
    assert "Paragraph 0" in pages[0]
    assert sum("each of them says" in page for page in pages) == 1


def in_two_languages(language: str, words: str) -> Manuscript:
    """A manuscript with a part in a second language, as `press.manuscript.beside` has it."""
    first = script(Paragraph((Text("Rest for a week."),)), layout=look("a4"))
    section = Section("second--leaflet", (Text(words),), (Paragraph((Text(words),)),), language=language)
    return replace(first, parts=(*first.parts, Part(Kind.SECOND, section)))


def test_a_second_language_is_said_in_the_tags_and_begins_on_a_page_of_its_own() -> None:
    layout, written = look("a4"), in_two_languages("cy", "Gorffwyswch")
    data = pdf.write(written, layout)
    assert found(data, written, layout) == []
    assert "Sect Lang='cy'" in check.outline(data)
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    assert "Gorffwyswch" in pages[-1]
    assert "About this leaflet" not in pages[-1]


def test_a_second_language_from_the_other_side_is_refused_with_what_to_do() -> None:
    with pytest.raises(Refused) as refused:
        pdf.write(in_two_languages("ar", "استرح"), look("a4"))
    (problem,) = refused.value.problems
    assert "--engine weasyprint" in problem.hint


TURNED: tuple[tuple[Words, str], ...] = (
    ((Text("خذ 5–10 mg كل يوم"),), "كل 5–10 mg خذ"),
    ((Text("خذ paracetamol كل يوم"),), "كل paracetamol خذ"),
    ((Text("5 mg يوميا"),), "يوميا 5 mg to"),
    ((Text("خذ 500 mg"),), "Say 500 mg خذ"),
    ((Text("اتصل "), Link((Text("01632 960 000"),), "tel:01632960000"), Text(" هنا")), "هنا 01632 960 000 اتصل"),
)


@pytest.mark.parametrize(("arabic", "seen"), TURNED, ids=[seen for _, seen in TURNED])
def test_what_runs_from_the_left_in_a_passage_of_arabic_stands_where_it_is_read(arabic: Words, seen: str) -> None:
    layout = look("a4")
    words = (Text("Say "), Foreign(arabic, "ar"), Text(" to them."))
    written = script(Paragraph(words), layout=layout)
    data = pdf.write(written, layout)
    assert found(data, written, layout) == []
    page = pypdfium2.PdfDocument(data)[0].get_textpage()
    text = page.get_text_range()
    places = [page.get_charbox(text.index(word))[0] for word in seen.split()]
    assert places == sorted(places)
