from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator

from press import pictures
from press.checks import word as check
from press.layout import Layout, Reading
from press.manuscript import Kind, Manuscript, Part, passages, reached
from press.model import (
    Block,
    Box,
    BoxKind,
    CrossReference,
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
    plain,
)
from press.writers import word
from press.writers.ooxml.ground import ground
from press.writers.ooxml.markup import bookmark
from press.writers.word import document
from tests.conftest import Golden
from tests.strategies import leaflets
from tests.word.conftest import ROOT, composed, loaded

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"
SIZES = (16, 18, 20, 22, 24, 28)


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.namelist()


def words(*inlines: str | Inline) -> Words:
    return tuple(Text(inline) if isinstance(inline, str) else inline for inline in inlines)


def paragraph(*inlines: str | Inline) -> Paragraph:
    return Paragraph(words(*inlines))


def items(*texts: str) -> tuple[Item, ...]:
    return tuple(Item((paragraph(text),)) for text in texts)


def holding(script: Manuscript, *blocks: Block, **changes: object) -> Manuscript:
    """The sample with one section, of these blocks."""
    section = Section("only", words("Only"), blocks)
    return replace(script, parts=(Part(Kind.BODY, section),), **changes)  # type: ignore[arg-type]  # fields by name


def paragraphs(data: bytes) -> list[etree._Element]:
    return list(part(data).iter(f"{W}p"))


def value(element: etree._Element, path: str, name: str = "val") -> str:
    """An attribute of what is found at a path such as ``pPr/spacing``; empty if it is not there."""
    found = element.find("/".join(f"{W}{step}" if step else "" for step in path.split("/")))
    return "" if found is None else found.get(f"{W}{name}", "")


def style(element: etree._Element) -> str:
    found = element.find(f"{W}pPr/{W}pStyle")
    return "Normal" if found is None else found.get(f"{W}val", "")


def text(element: etree._Element) -> str:
    return "".join(found.text or "-" for found in element.iter(f"{W}t", f"{W}noBreakHyphen"))


def saying(data: bytes, said: str) -> etree._Element:
    """The paragraph whose text starts with these words."""
    return next(found for found in paragraphs(data) if text(found).startswith(said))


def outline(element: etree._Element) -> Iterator[str]:
    """A document as lines that a person can read: style, then the text with what is special in it."""
    for found in element.iter(f"{W}p", f"{W}tbl", f"{W}tr"):
        if found.tag != f"{W}p":
            yield etree.QName(found).localname
            continue
        number = found.find(f"{W}pPr/{W}numPr/{W}numId")
        listed = "" if number is None else f" list {number.get(f'{W}val')}"
        yield f"{style(found)}{listed} | " + "".join(map(_shown, found.iter()))


def _shown(element: etree._Element) -> str:
    match etree.QName(element).localname:
        case "t" | "instrText":
            return element.text or ""
        case "noBreakHyphen":
            return "\N{NON-BREAKING HYPHEN}"
        case "rStyle" | "lang":
            return f"<{element.get(f'{W}val')}>"
        case "hyperlink":
            return f"<link {element.get(f'{W}anchor') or 'outside'}>"
        case "bookmarkStart":
            name = element.get(f"{W}name", "")
            return "" if passages.marked(name) else f"<#{name}>"  # around each passage, and shown in test_merging
        case "fldChar":
            return f"<{element.get(f'{W}fldCharType')}>"
        case "docPr":
            return f"<picture: {element.get('descr')}>"
        case "tab" if not element.attrib:
            return "\t"
        case _:
            return ""


# The document as a whole


def test_the_document_reads_as_it_did(full: tuple[bytes, Manuscript], golden: Golden) -> None:
    golden(ROOT / "tests" / "word" / "document.txt", "\n".join(outline(part(full[0]))) + "\n")


def test_the_markup_is_what_it_was(script: Manuscript, large_print: Layout, golden: Golden) -> None:
    small = holding(script, paragraph("A ", Strong(words("few")), " words."), clinic=None)
    document = part(word.write(small, large_print))
    etree.indent(document)
    golden(ROOT / "tests" / "word" / "document.xml", etree.tostring(document, encoding="unicode") + "\n")


def test_styles_lists_and_the_looks_of_paragraphs_are_what_they_were(
    full: tuple[bytes, Manuscript], golden: Golden
) -> None:
    found = [line for name in sorted(names(full[0])) for line in _looks(full[0], name)]
    golden(ROOT / "tests" / "word" / "looks.txt", "\n".join(found) + "\n")


def _looks(data: bytes, name: str) -> Iterator[str]:
    """What a part says that is no picture, font or text: a line for each of what it holds."""
    yield f"{name}:"
    if name == "word/document.xml":
        for each in part(data, name).iter(*(f"{W}{kind}Pr" for kind in ("p", "tbl", "tr", "tc", "sect")), EXTENT):
            parent = each.getparent()
            assert parent is not None
            yield f"    {text(parent)[:20]} | {_plain(each)}"
    elif name.endswith((".xml", ".rels")):
        for each in part(data, name):
            yield f"    {_plain(each)}"


def _plain(element: etree._Element) -> str:
    """Markup without what is known of it or counted in it."""
    markup = etree.tostring(element, encoding="unicode", with_tail=False)
    return re.sub(r' xmlns(:\w+)?="[^"]*"|(?<=[</ ])w:|<w:bookmark[^>]*>', "", markup)


@pytest.mark.parametrize("size", SIZES)
def test_a_document_of_every_size_breaks_no_rule(sample: Leaflet, large_print: Layout, size: int) -> None:
    layout = large_print.at(size)
    manuscript = composed(sample, layout)
    assert check.check(word.write(manuscript, layout), manuscript, layout.type.least) == ()


@pytest.mark.referee
@given(leaflet=leaflets(), size=st.sampled_from(SIZES), numbered=st.booleans())
@settings(max_examples=12, deadline=None, phases=[Phase.generate])
def test_a_document_of_any_leaflet_breaks_no_rule(leaflet: Leaflet, size: int, numbered: bool) -> None:
    layout = replace(loaded().at(size), contents_over=0)
    manuscript = composed(leaflet, layout)
    pages = word.drafted(manuscript) if numbered else {}
    found = check.check(word.write(manuscript, layout, pages), manuscript, layout.type.least)
    # What an author writes is for other checks.
    content = {"word-link-words", "word-typed-list", "word-shouting", "word-spaces"}
    assert [problem for problem in found if problem.rule not in content] == []


def test_openxml_audit_finds_nothing(full: tuple[bytes, Manuscript], tmp_path: Path) -> None:
    file = tmp_path / "full.docx"
    file.write_bytes(full[0])
    assert [str(error) for error in OpenXmlValidator().validate(file).errors] == []


def test_two_processes_write_the_same_bytes() -> None:
    script = (
        "import sys, hashlib\n"
        "from press import layout\n"
        "from pathlib import Path\n"
        "from press.model import Leaflet\n"
        "from press.writers import word\n"
        "from tests.word.conftest import ROOT, composed, loaded\n"
        "from tests.building import read\n"
        "library, _ = read(ROOT / 'tests/sample/leaflets')\n"
        "large = layout.load(ROOT / 'layouts', ROOT / 'fonts')['large-print'].at(24)\n"
        "for edition in library.editions:\n"
        "    if large.strings_for(edition.language):\n"
        "        data = word.write(composed(Leaflet(edition, library.clinics[0]), large), large)\n"
        "        print(hashlib.sha256(data).hexdigest())\n"
    )
    seeds = [
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert seeds[0] == seeds[1] != ""


def test_the_zip_names_no_day_and_no_system(full: tuple[bytes, Manuscript]) -> None:
    with zipfile.ZipFile(io.BytesIO(full[0])) as archive:
        entries = archive.infolist()
    assert {(entry.date_time, entry.create_system) for entry in entries} == {((1980, 1, 1, 0, 0, 0), 0)}
    assert entries[0].filename == "[Content_Types].xml"


def test_another_library_can_read_it(full: tuple[bytes, Manuscript]) -> None:
    data, manuscript = full
    document = docx.Document(io.BytesIO(data))
    about = document.core_properties
    assert (about.title, about.language, about.author) == ("Looking after your knee", "en-GB", manuscript.publisher)
    assert about.subject == plain(manuscript.summary)
    assert about.keywords == "knee, pain, exercise"
    assert about.created.date().isoformat() == "2025-06-09"
    headings = [found.text for found in document.paragraphs if found.style and found.style.name == "Heading 1"]
    assert headings == [plain(section.heading) for section in manuscript.sections]
    assert len(document.tables) == 1
    assert len(document.inline_shapes) == 7


# Sizes and looks


def test_a_reader_can_have_bold_letters_on_cream_paper(script: Manuscript, large_print: Layout) -> None:
    layout = large_print.read(Reading(paper="cream", bold=True))
    data = word.write(script, layout)
    assert value(part(data), "background", "color") == layout.colours["paper"].lstrip("#")
    assert part(data, "word/settings.xml").find(f"{W}displayBackgroundShape") is not None
    styles = {found.get(f"{W}styleId"): found for found in part(data, "word/styles.xml").iter(f"{W}style")}
    assert styles["Normal"].find(f"{W}rPr/{W}b") is not None
    assert styles["Strong"].find(f"{W}rPr/{W}b") is None
    assert check.check(data, script, layout.type.least) == ()


def test_lines_are_never_closer_than_single(script: Manuscript, large_print: Layout) -> None:
    def line(spacing: float) -> str:
        styles = part(word.write(script, large_print.read(Reading(spacing=spacing))), "word/styles.xml")
        return value(styles, "docDefaults/pPrDefault/pPr/spacing", "line")

    assert line(1.0) == "240"
    assert line(1.5) == str(round(240 * 1.5 / 1.15))


def test_an_embedded_font_is_the_layouts_own(full: tuple[bytes, Manuscript], large_print: Layout) -> None:
    data = full[0]
    table = part(data, "word/fontTable.xml")
    faces = [face for face in large_print.supplies.faces if face.family == large_print.fonts.body]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for face, font in zip(
            sorted(faces, key=lambda face: face.weight), table.iter(f"{W}embedRegular", f"{W}embedBold"), strict=True
        ):
            hidden = archive.read(f"word/fonts/font{1 if face.weight == 400 else 2}.odttf")
            key = bytes.fromhex(font.get(f"{W}fontKey", "").strip("{}").replace("-", ""))[::-1] * 2
            assert bytes(a ^ b for a, b in zip(hidden[:32], key, strict=True)) + hidden[32:] == face.data


def test_no_font_is_carried_unless_the_layout_says_so(script: Manuscript, large_print: Layout) -> None:
    assert not [name for name in names(word.write(script, large_print)) if name.endswith(".odttf")]


# Contents and page numbers


def test_a_short_document_has_no_contents(script: Manuscript, large_print: Layout) -> None:
    assert not list(part(word.write(holding(script, paragraph("Short.")), large_print)).iter(f"{W}sdt"))


def test_what_stands_on_the_front_page_takes_room_of_the_contents(script: Manuscript, large_print: Layout) -> None:
    empty = {"publisher": "", "notice": "", "volume": "", "logo": None, "clinic": None, "cover": None}
    bare = replace(script, subtitle=(), summary=(), **empty)  # type: ignore[arg-type]  # fields by name
    body = ground(large_print, "en-GB", rtl=False, accent="")
    picture = pictures.read(
        "a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    )

    def high(**more: object) -> float:
        return document._Document(replace(bare, **more), body, {})._front_height()  # type: ignore[arg-type]  # fields by name

    title = high()
    line = body.layout.type.points("title") * 1.15
    assert title == pytest.approx(line + body.gap / 2, rel=0.1)
    assert high(logo=picture) == title + body.body * document._LOGO
    assert high(clinic=script.clinic) == title + 2 * body.body * document._LOGO
    assert high(cover=picture) == title + document._STRIP
    for more in ("publisher", "notice", "volume"):
        assert title < high(**{more: "Words"}) < high(**{more: "Words " * 40})
    for more in ("subtitle", "summary"):
        assert title < high(**{more: words("Words")}) < high(**{more: words("Words " * 40)})


def test_contents_without_known_pages_are_links_without_numbers(script: Manuscript, large_print: Layout) -> None:
    data = word.write(script, replace(large_print, contents_over=0))
    codes = [found.text for found in part(data).iter(f"{W}instrText")]
    assert [code.split()[0] for code in codes if code] == ["TOC"]
    entries = [text(found) for found in paragraphs(data) if style(found) == "TOC1"]
    assert entries == [plain(section.heading) for section in script.sections]


def test_known_pages_stand_in_the_contents_and_behind_cross_references(script: Manuscript, large_print: Layout) -> None:
    pages = dict.fromkeys(word.drafted(script), 7)
    data = word.write(script, replace(large_print, contents_over=0), pages)
    assert text(saying(data, "What you can do")) == "What you can do7"
    said = text(saying(data, "Doctors in Wales")).replace("\N{NO-BREAK SPACE}", " ")
    assert said.endswith("See the drawing (page 7) and what you can do (page 7).")
    assert check.check(data, script, large_print.type.least) == ()


def test_a_draft_has_a_number_for_everything_that_is_referred_to(script: Manuscript) -> None:
    anchors = word.drafted(script)
    assert {"what-is-wrong", "signs-of-wear", "figure--bend", "described--bend", "part--about"} <= anchors.keys()
    assert "figure--wave" not in anchors


@pytest.mark.parametrize("size", SIZES)
def test_contents_fit_on_one_page(script: Manuscript, large_print: Layout, size: int) -> None:
    """Lines of a size, by the layout's own line height; no more than a page of them."""
    layout = replace(large_print.at(size), contents_over=0)
    entries = [found for found in paragraphs(word.write(script, layout)) if style(found).startswith("TOC")]
    height = (layout.page.height - layout.page.top - layout.page.bottom) * 72 / 25.4
    assert len(entries) * size * layout.type.line_height <= height


# Blocks


def test_every_numbered_list_starts_anew(script: Manuscript, large_print: Layout) -> None:
    blocks = (List(items("a", "b"), numbered=True), paragraph("then"), List(items("c"), numbered=True, start=5))
    data = word.write(holding(script, *blocks), large_print)
    numbers = [found.get(f"{W}val") for found in part(data).iter(f"{W}numId")]
    assert numbers == ["3", "3", "4"]
    numbering = part(data, "word/numbering.xml")
    starts = {
        found.get(f"{W}numId"): value(found, "lvlOverride/startOverride")
        for found in numbering.iter(f"{W}num")
        if found.find(f"{W}lvlOverride") is not None
    }
    assert starts == {"3": "1", "4": "5"}


def test_bullets_belong_to_their_styles(script: Manuscript, large_print: Layout) -> None:
    inner = List(items("inner"))
    data = word.write(holding(script, List((Item((paragraph("outer"), inner)),))), large_print)
    assert [style(saying(data, said)) for said in ("outer", "inner")] == ["ListBullet", "ListBullet2"]
    assert not list(part(data).iter(f"{W}numPr"))


def test_a_lead_in_stays_with_its_list_and_the_list_has_a_gap_behind_it(
    script: Manuscript, large_print: Layout
) -> None:
    data = word.write(holding(script, paragraph("These:"), List(items("a", "b")), paragraph("After.")), large_print)
    assert style(saying(data, "These:")) == "LeadIn"
    assert [value(saying(data, said), "pPr/spacing", "after") for said in ("a", "b")] == ["", "450"]


def test_a_box_is_styled_paragraphs_and_its_list_is_framed_too(script: Manuscript, large_print: Layout) -> None:
    box = Box(BoxKind.NOTE, words("Bring"), (paragraph("These:"), List(items("glasses"))))
    data = word.write(holding(script, box), large_print)
    assert not list(part(data).iter(f"{W}tbl"))
    assert [style(saying(data, said)) for said in ("Bring", "These:", "glasses")] == [
        "BoxHeading2",
        "BoxNote",
        "ListBullet",
    ]
    assert saying(data, "glasses").find(f"{W}pPr/{W}pBdr/{W}left") is not None


def test_two_boxes_of_one_kind_do_not_run_together(script: Manuscript, large_print: Layout) -> None:
    boxes = (Box(BoxKind.NOTE, words(name), (paragraph(f"{name} words"),)) for name in ("One", "Two"))
    data = word.write(holding(script, *boxes), large_print)
    fills = {value(saying(data, name), "pPr/shd", "fill") for name in ("One", "Two")}
    assert len(fills) == 2


def test_columns_have_room_for_their_longest_words(script: Manuscript, large_print: Layout) -> None:
    table = Table(words("Days"), (words("Day"), words("Open")), ((words("Wednesday"), words("9am " * 40)),))
    layout = large_print.at(28)
    data = word.write(holding(script, table), layout)
    widths = [int(found.get(f"{W}w", "0")) / 20 for found in part(data).iter(f"{W}gridCol")]
    bold = layout.ruler("Arimo", bold=True)
    assert bold
    assert widths[0] > bold.width("Wednesday") * 28
    assert sum(widths) <= (layout.page.width - layout.page.left - layout.page.right) * 72 / 25.4 + 0.1


def test_a_picture_is_stored_once_as_drawing_and_as_bitmap(script: Manuscript, large_print: Layout) -> None:
    figure = next(block for block in script.sections[1].blocks if type(block).__name__ == "Figure")
    data = word.write(holding(script, figure, figure, clinic=None), large_print)
    assert [name for name in names(data) if "media" in name] == ["word/media/picture1.png", "word/media/picture1.svg"]


@pytest.mark.parametrize(("size", "high"), [(40, 0.6 * 683.15), (30, 540), (24, 662.66), (18, 662.66)])
def test_a_tall_drawing_has_six_tenths_of_a_page_or_what_its_labels_need_beside_what_is_said_of_it(
    script: Manuscript, large_print: Layout, size: int, high: float
) -> None:
    text = f'<text y="40" font-size="{size}">a</text>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 900">{text}</svg>'
    picture = pictures.read("leg.svg", svg.encode())
    layout = large_print.at(18)
    data = word.write(holding(script, Figure("leg", picture, "A leg.", ()), clinic=None), layout)
    (extent,) = [int(found.get("cy", "0")) / 12_700 for found in part(data).iter(EXTENT)][-1:]
    assert ground(layout, "en-GB", rtl=False, accent="").text_height == pytest.approx(683.15, abs=0.01)
    assert extent == pytest.approx(high, abs=0.5)


def test_a_drawing_that_fills_its_page_leaves_room_for_its_caption_and_its_credit(
    script: Manuscript, large_print: Layout
) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 900"><text y="40" font-size="18">a</text></svg>'
    layout, picture = large_print.at(18), pictures.read("leg.svg", svg.encode())

    def high(figure: Figure) -> float:
        data = word.write(holding(script, figure, clinic=None), layout)
        return [int(found.get("cy", "0")) / 12_700 for found in part(data).iter(EXTENT)][-1]

    bare = Figure("leg", picture, "A leg.", ())
    captioned = replace(bare, caption=words("A leg, seen from the side."))
    longer = replace(bare, caption=words("A leg, seen from the side. " * 6))
    body = layout.type.body
    assert 0.7 * body < high(bare) - high(captioned) < 3 * body
    assert 4 * body < high(bare) - high(longer) < 9 * body


def test_what_follows_a_table_has_space_before_it(script: Manuscript, large_print: Layout) -> None:
    table = Table(words("Days"), (words("Day"),), ((words("Monday"),),))
    data = word.write(holding(script, table, paragraph("After.")), large_print)
    assert value(saying(data, "After."), "pPr/spacing", "before") == "450"


# Words within a line


def test_words_do_not_break_at_their_hyphens_but_addresses_may(script: Manuscript, large_print: Layout) -> None:
    address = Link(words("example.org/self-care"), "https://example.org/self-care")
    data = word.write(holding(script, paragraph("A well-known x-ray: ", address)), large_print)
    assert len(list(saying(data, "A well").iter(f"{W}noBreakHyphen"))) == 2
    assert "example.org/self-care" in text(saying(data, "A well"))


def test_a_link_says_its_words_as_its_tooltip(script: Manuscript, large_print: Layout) -> None:
    inner = Link(words("the ", Strong(words("<NHS>")), " page"), "https://example.org/?a=1&b=2")
    data = word.write(holding(script, paragraph(inner)), large_print)
    link = next(part(data).iter(f"{W}hyperlink"))
    assert link.get(f"{W}tooltip") == "the <NHS> page"
    assert b"https://example.org/?a=1&amp;b=2" in zipfile.ZipFile(io.BytesIO(data)).read("word/_rels/document.xml.rels")


def test_words_that_mean_markup_stay_words(script: Manuscript, large_print: Layout) -> None:
    said = "</w:t> & \"quoted\" 'too' ]]>"
    data = word.write(holding(script, paragraph(said)), large_print)
    assert text(saying(data, "</w:t>")) == said


def test_a_leaflet_from_right_to_left(script: Manuscript, large_print: Layout) -> None:
    arabic = "\N{ARABIC LETTER SEEN}\N{ARABIC LETTER LAM}\N{ARABIC LETTER ALEF}\N{ARABIC LETTER MEEM}"
    table = Table(words(arabic), (words(arabic),), ((words(arabic),),))
    box = Box(BoxKind.NOTE, words(arabic), (paragraph(arabic, " ", Foreign(words("NHS"), "en-GB")),))
    manuscript = holding(
        script, table, box, language="ar", direction="rtl", title=words(arabic), subtitle=(), summary=words(arabic)
    )
    data = word.write(manuscript, large_print)
    styles = part(data, "word/styles.xml")
    normal = next(found for found in styles.iter(f"{W}style") if found.get(f"{W}default") == "1")
    note = next(found for found in styles.iter(f"{W}style") if found.get(f"{W}styleId") == "BoxNote")
    assert normal.find(f"{W}pPr/{W}bidi") is not None
    assert int(value(note, "pPr/pBdr/right", "sz")) > int(value(note, "pPr/pBdr/left", "sz"))
    document = part(data)
    assert document.find(f".//{W}sectPr/{W}bidi") is not None
    assert document.find(f".//{W}bidiVisual") is not None
    runs = {text(run): run.find(f"{W}rPr/{W}rtl") is not None for run in document.iter(f"{W}r")}
    assert runs[arabic]
    assert not runs["NHS"]
    sizes = [int(value(styles, f"docDefaults/rPrDefault/rPr/{size}")) for size in ("sz", "szCs")]
    assert sizes[1] > sizes[0]
    assert check.check(data, manuscript, large_print.type.least) == ()


def test_words_in_another_language_are_marked(script: Manuscript, large_print: Layout) -> None:
    hebrew = "\N{HEBREW LETTER SHIN}\N{HEBREW LETTER LAMED}"
    manuscript = holding(script, paragraph("Hello ", Foreign(words(hebrew), "he"), " ", Foreign(words("croeso"), "cy")))
    data = word.write(manuscript, large_print)
    runs = {text(run): run for run in part(data).iter(f"{W}r")}
    assert value(runs[hebrew], "rPr/lang", "bidi") == "he"
    assert runs[hebrew].find(f"{W}rPr/{W}rtl") is not None
    assert value(runs["croeso"], "rPr/lang") == "cy"
    assert check.check(data, manuscript, large_print.type.least) == ()


def test_strong_words_in_a_heading_are_not_set_lighter(script: Manuscript, large_print: Layout) -> None:
    """Two bold styles undo each other in Word."""
    section = Section("only", words("Only ", Strong(words("two"))), ())
    data = word.write(replace(script, parts=(Part(Kind.BODY, section),)), large_print)
    assert not list(saying(data, "Only two").iter(f"{W}rStyle"))


def test_a_heading_is_set_smaller_where_a_word_of_it_would_break(script: Manuscript, large_print: Layout) -> None:
    section = Section("only", words("Oesophagogastroduodenoscopies " * 2), ())
    layout = large_print.at(28)
    data = word.write(replace(script, parts=(Part(Kind.BODY, section),)), layout)
    size = int(value(next(saying(data, "Oesophago").iter(f"{W}r")), "rPr/sz")) / 2
    bold = layout.ruler("Arimo", bold=True)
    assert bold
    room = (layout.page.width - layout.page.left - layout.page.right) * 72 / 25.4
    assert 0.8 * layout.type.body < size < layout.type.body
    assert bold.width("Oesophagogastroduodenoscopies") * size < room
    assert "word-type-size" not in {problem.rule for problem in check.check(data, script, layout.type.least)}


def test_no_word_is_so_long_that_letters_become_smaller_than_a_reader_asked_for(
    script: Manuscript, large_print: Layout
) -> None:
    long = words("Pseudopseudohypoparathyroidism-pneumonoultramicroscopic-silicovolcanoconiosis")
    box = Box(BoxKind.IMPORTANT, long, (Paragraph(long),))
    table = Table(long, (long, long), ((long, words("5 mg")),))
    section = Section("only", long, (box, table))
    layout = large_print.at(28)
    written = replace(script, title=long, parts=(Part(Kind.BODY, section),), contents_heading="")
    data = word.write(written, layout)
    sizes = {int(size.get(f"{W}val", "0")) / 2 for size in part(data).iter(f"{W}sz")}
    assert layout.type.body * 0.8 <= min(sizes) < layout.type.body
    assert "word-type-size" not in {problem.rule for problem in check.check(data, written, layout.type.least)}


# Bookmarks


@given(st.lists(st.text(min_size=1, max_size=80), unique=True, max_size=30))
def test_every_anchor_has_a_bookmark_of_its_own_that_word_takes(anchors: list[str]) -> None:
    marks = [bookmark(anchor) for anchor in anchors]
    assert len({mark.lower() for mark in marks}) == len(anchors)
    assert all(len(mark) <= 40 and mark[0].isalpha() and mark.isidentifier() and mark.isascii() for mark in marks)


def test_a_plain_anchor_keeps_its_words() -> None:
    assert bookmark("term--lymph-nodes") == "term__lymph_nodes"


def test_a_link_to_a_section_with_a_long_id_arrives(script: Manuscript, large_print: Layout) -> None:
    long = "what-happens-" * 8 + "then"
    section = Section(long, words("Then"), (paragraph(CrossReference(words("to itself"), long)),))
    manuscript = replace(script, parts=(Part(Kind.BODY, section),))
    assert check.check(word.write(manuscript, large_print), manuscript, large_print.type.least) == ()


def test_headings_have_the_size_of_normal_whatever_that_becomes(script: Manuscript, large_print: Layout) -> None:
    styles = part(word.write(script, large_print), "word/styles.xml")
    sized = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style") if style.find(f"{W}rPr/{W}sz") is not None}
    assert sized == {"Title"}
    assert value(styles, "docDefaults/rPrDefault/rPr/sz") == "36"
    over = {style.get(f"{W}styleId"): style.find(f"{W}pPr/{W}pBdr/{W}top") for style in styles.iter(f"{W}style")}
    assert over["Heading1"] is not None
    assert over["Heading2"] is None


def test_marks_of_lists_have_room_inside_the_margin_where_lines_run_from_the_right(large_print: Layout) -> None:
    left, right = (ground(large_print, "ar", rtl, "") for rtl in (False, True))
    assert left.listed(1) == left.step
    assert right.listed(1) - right.step > 1.2 * right.body
    assert (left.listed(0), right.listed(0)) == (0, 0)
    assert right.listed(2) - right.listed(1) == pytest.approx(right.step)


def test_a_clinic_s_phone_number_stands_below_its_name(sample: Leaflet, large_print: Layout) -> None:
    script = reached(composed(sample, large_print))
    data = word.write(script, large_print)
    assert check.check(data, script, large_print.type.least) == ()
    lines = ["".join(map(str, paragraph.itertext())).strip() for paragraph in part(data).iter(f"{W}p")]
    assert sample.clinic
    below = lines[lines.index(sample.clinic.name) + 1]
    assert below == f"Phone: {sample.clinic.phone}".replace(" 960 ", "\N{NO-BREAK SPACE}960\N{NO-BREAK SPACE}")
