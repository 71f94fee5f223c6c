"""Word files of strangers become drafts that say every word, as the author meant it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from docx.document import Document as WordDocument
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from press import incoming, reader
from press.incoming import Draft, shaping
from press.incoming.account import counted, said
from press.layout import Layouts
from press.model import PartialDate
from press.problems import Refused
from tests.incoming.files import W, body, bold, drafted, made, parts, raw, saved, zipped

Build = Callable[[WordDocument], object]


def bodies(draft: Draft) -> dict[str, str]:
    """The text under each heading."""
    return {each["heading"]: each["body"] for each in yaml.safe_load(draft.text)["sections"]}


def reasons(draft: Draft) -> dict[str, str]:
    return {each.text: each.reason for each in draft.left_out}


def questions(draft: Draft) -> str:
    return "\n".join(question.text for question, _ in draft.questions)


def leaflet(*build: Build) -> bytes:
    """A leaflet with a title and a summary before what is built."""

    def whole(document: WordDocument) -> None:
        document.add_heading("Your knee", 0)
        document.add_paragraph("What to do after an operation on your knee.")
        for each in build:
            each(document)

    return made(whole)


def picture(*, transparent: bool = False) -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGBA" if transparent else "RGB", (40, 30), "#336699").save(file, "PNG")
    file.seek(0)
    return file


def sound(draft: Draft, folder: Path) -> list[str]:
    """What `check` finds in a draft, by rule."""
    library = folder / "leaflets"
    (library / draft.topic).mkdir(parents=True)
    (library / "library.yaml").write_text("publisher: Us\nlanguage: en-GB\n")
    (library / draft.topic / f"{draft.edition}.yaml").write_text(draft.text)
    for name, data in draft.pictures.items():
        (library / draft.topic / name).write_bytes(data)
    return [problem.rule for problem in reader.open(library, Layouts()).problems]


def test_headings_by_style_are_sections_and_sections_within_them(tmp_path: Path) -> None:
    def build(document: WordDocument) -> None:
        document.add_heading("At home", 1)
        document.add_paragraph("Rest.")
        document.add_heading("The first day", 2)
        document.add_paragraph("Sleep.")

    draft = drafted(leaflet(build))
    assert bodies(draft) == {"At home": "Rest.\n\n### The first day\n\nSleep.\n"}
    assert yaml.safe_load(draft.text)["title"] == "Your knee"
    assert yaml.safe_load(draft.text)["summary"] == "What to do after an operation on your knee."
    assert (draft.placed, draft.left_out, draft.questions) == (draft.words, (), ())
    assert sound(draft, tmp_path) == []


@pytest.mark.parametrize("look", ["bold", "large", "capitals"])
def test_a_line_of_its_own_that_stands_out_is_a_heading_and_is_asked_about(look: str) -> None:
    def build(document: WordDocument) -> None:
        paragraph = document.add_paragraph()
        run = paragraph.add_run("PAIN RELIEF" if look == "capitals" else "Pain relief")
        run.bold = look == "bold"
        run.font.size = Pt(16) if look == "large" else None
        document.add_paragraph("Take your tablets with food, as the label says, and rest.")

    draft = drafted(leaflet(build))
    assert bodies(draft) == {"Pain relief": "Take your tablets with food, as the label says, and rest.\n"}
    assert "Pain relief” looks like a heading" in questions(draft) or "PAIN RELIEF” looks like" in questions(draft)


def test_a_short_form_keeps_its_capitals_in_a_heading_that_stood_in_capitals() -> None:
    def build(document: WordDocument) -> None:
        document.add_heading("YOUR MRI SCAN", 1)
        document.add_paragraph("An MRI takes 30 minutes.")

    draft = drafted(leaflet(build))
    assert list(bodies(draft)) == ["Your MRI scan"]
    assert "Does a name or a short form need its capitals?" in questions(draft)


def test_lines_that_all_stand_out_are_no_headings() -> None:
    draft = drafted(leaflet(lambda document: [bold(document, line) for line in ("Ward 5", "Riverside", "Anytown")]))
    assert bodies(draft) == {"Your knee": "**Ward 5**\n\n**Riverside**\n\n**Anytown**\n"}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (("• rest", "• ice"), "- rest\n- ice\n"),
        (("-\trest", "-\tice"), "- rest\n- ice\n"),
        (("1. rest", "2. ice"), "1. rest\n2. ice\n"),
        (("3) rest", "4) ice"), "3. rest\n4. ice\n"),
        (("a) rest", "b) ice"), "1. rest\n2. ice\n"),
        (("1. rest", "3. ice"), "1\\. rest\n\n3\\. ice\n"),
        (("- rest", "walk"), "\\- rest\n\nwalk\n"),
        (("• rest",), "- rest\n"),
        (("o\trest", "o\tice"), "- rest\n- ice\n"),
        (("o rest", "walk"), "o rest\n\nwalk\n"),
        (("\uf0b7\trest", "\uf0b7\tice"), "- rest\n- ice\n"),
        (("✔ rest", "➔ ice"), "- rest\n- ice\n"),
        (("A. rest", "B. ice"), "1. rest\n2. ice\n"),
        (("i) rest", "ii) ice"), "1. rest\n2. ice\n"),
        (("IV. rest", "V. ice", "VI. walk"), "4. rest\n5. ice\n6. walk\n"),
        (("h. rest", "i. ice", "j. walk"), "8. rest\n9. ice\n10. walk\n"),
        (("1. rest", "2. ice", "1. walk", "2. run"), "1. rest\n2. ice\n\n- walk\n- run\n"),
    ],
)
def test_typed_bullets_and_numbers_are_lists_where_they_go_on(
    typed: tuple[str, ...], read: str, tmp_path: Path
) -> None:
    draft = drafted(leaflet(lambda document: [document.add_paragraph(line) for line in typed]))
    assert bodies(draft)["Your knee"] == read
    assert not [each for each in draft.left_out if each.reason.startswith("no place")]
    assert sound(draft, tmp_path) == []


def test_letters_before_items_are_said_to_be_left_out() -> None:
    draft = drafted(leaflet(lambda document: [document.add_paragraph(line) for line in ("a) rest", "b) ice")]))
    assert reasons(draft) == dict.fromkeys(("a)", "b)"), "the label of a list; leaflets count 1, 2, 3")


def test_words_own_lists_nest_and_steps_go_on_after_what_stands_between_them() -> None:
    def build(document: WordDocument) -> None:
        document.add_paragraph("rest", "List Bullet")
        document.add_paragraph("in bed", "List Bullet 2")
        document.add_paragraph("wash", "List Number")
        document.add_paragraph("dry", "List Number")
        document.add_paragraph("Wait for a minute.")
        document.add_paragraph("go", "List Number")

    text = bodies(drafted(leaflet(build)))["Your knee"]
    assert "1. wash\n2. dry\n\nWait for a minute.\n\n3. go\n" in text
    assert text.startswith("- rest\n")


def table(document: WordDocument, *rows: tuple[str, ...], head: bool = True, style: str = "Table Grid") -> None:
    made = document.add_table(len(rows), len(rows[0]), style)
    for at, row in enumerate(rows):
        for cell, text in zip(made.rows[at].cells, row, strict=True):
            cell.paragraphs[0].add_run(text).bold = head and at == 0


def test_a_table_keeps_its_head_and_takes_the_line_above_as_its_caption() -> None:
    def build(document: WordDocument) -> None:
        document.add_paragraph("Table 1: Doses")
        table(document, ("Who", "Dose"), ("Child", "5 ml"), ("Adult", "10 ml"))

    text = bodies(drafted(leaflet(build)))["Your knee"]
    assert text == "Table: Table 1: Doses\n\n| Who | Dose |\n|---|---|\n| Child | 5 ml |\n| Adult | 10 ml |\n"


def test_a_table_whose_corner_is_empty_is_a_list_in_which_each_cell_has_its_head() -> None:
    draft = drafted(leaflet(lambda document: table(document, ("", "Morning", "Night"), ("Aspirin", "5 mg", "10 mg"))))
    assert bodies(draft)["Your knee"] == "**Aspirin**\n\n- **Morning:** 5 mg\n- **Night:** 10 mg\n"


def test_a_table_of_names_and_values_without_a_head_is_a_list() -> None:
    draft = drafted(leaflet(lambda document: table(document, ("Phone", "01632 960 001"), ("Ward", "5"), head=False)))
    assert bodies(draft)["Your knee"] == "- **Phone:** 01632 960 001\n- **Ward:** 5\n"


def test_merged_cells_are_undone_and_asked_about() -> None:
    def build(document: WordDocument) -> None:
        made = document.add_table(3, 2, "Table Grid")
        for row, texts in enumerate((("Drug", "Dose"), ("Aspirin", "5 mg"), ("", "10 mg"))):
            for column, text in enumerate(texts):
                made.cell(row, column).text = text
        made.cell(1, 0).merge(made.cell(2, 0))
        for cell in made.rows[0].cells:
            cell.paragraphs[0].runs[0].bold = True

    draft = drafted(leaflet(build))
    assert "| Aspirin | 5 mg |\n| Aspirin | 10 mg |" in bodies(draft)["Your knee"]
    assert "merged cells" in questions(draft)


def test_a_table_that_only_lays_out_is_read_in_order() -> None:
    def build(document: WordDocument) -> None:
        made = document.add_table(1, 2)
        made.cell(0, 0).paragraphs[0].text = "Left."
        made.cell(0, 1).paragraphs[0].text = "Right."

    assert bodies(drafted(leaflet(build)))["Your knee"] == "Left.\n\nRight.\n"


WARNING = (
    "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Important</w:t></w:r></w:p>"
    "<w:p><w:r><w:t>Call 999 if you bleed.</w:t></w:r></w:p>"
)
BOX = (
    "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><wps:txbx><w:txbxContent>"
    f"{WARNING}</w:txbxContent></wps:txbx></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
    f"{WARNING}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
)


def test_a_text_box_that_is_there_in_two_forms_is_one_box() -> None:
    draft = drafted(body("<w:p><w:r><w:t>Your knee.</w:t></w:r></w:p>", BOX))
    assert "::: important Important\nCall 999 if you bleed.\n:::" in bodies(draft)["old"]
    assert draft.text.count("bleed") == 1
    assert draft.placed == draft.words == 8


@pytest.mark.parametrize(
    "mark",
    [
        "<w:pBdr><w:top w:val='single'/><w:left w:val='single'/><w:bottom w:val='single'/></w:pBdr>",
        "<w:shd w:val='clear' w:fill='FFEECC'/>",
    ],
)
def test_paragraphs_with_lines_around_them_or_a_ground_are_a_box(mark: str) -> None:
    def line(text: str, look: str = "") -> str:
        return f"<w:p><w:pPr>{mark}</w:pPr><w:r>{look}<w:t>{text}</w:t></w:r></w:p>"

    first = "<w:p><w:r><w:t>Your knee.</w:t></w:r></w:p>"
    draft = drafted(body(first, line("Warning", "<w:rPr><w:b/></w:rPr>"), line("Do not drive.")))
    assert "::: important Warning\nDo not drive.\n:::" in bodies(draft)["old"]


def test_a_cell_that_stands_alone_is_a_box() -> None:
    draft = drafted(leaflet(lambda document: table(document, ("Ask your nurse about parking.",), head=False)))
    assert bodies(draft)["Your knee"] == "::: note Note\nAsk your nurse about parking.\n:::\n"
    assert "It was given “Note”".lower() in questions(draft).lower()


# What Word hides, strikes, tracks and calls


TRACKED = (
    "<w:p><w:r><w:t xml:space='preserve'>Take </w:t></w:r>"
    "<w:del w:id='1' w:author='A'><w:r><w:delText>30</w:delText></w:r></w:del>"
    "<w:ins w:id='2' w:author='A'><w:r><w:t>45</w:t></w:r></w:ins>"
    "<w:r><w:t xml:space='preserve'> mg.</w:t></w:r></w:p>"
)


def test_tracked_changes_are_taken_as_accepted_and_the_other_side_is_listed() -> None:
    draft = drafted(body("<w:p><w:r><w:t>Your knee.</w:t></w:r></w:p>", TRACKED))
    assert "Take 45 mg." in draft.text
    assert reasons(draft) == {"30": "deleted in a tracked change"}
    assert "2 tracked changes, which are taken as accepted" in questions(draft)


def test_the_original_is_what_stood_before_the_tracked_changes() -> None:
    draft = drafted(body("<w:p><w:r><w:t>Your knee.</w:t></w:r></w:p>", TRACKED), original=True)
    assert "Take 30 mg." in draft.text
    assert reasons(draft) == {"45": "inserted in a tracked change"}


@pytest.mark.parametrize(("look", "reason"), [("strike", "struck out in Word"), ("vanish", "hidden in Word")])
def test_what_is_struck_out_or_hidden_is_left_out_and_said(look: str, reason: str) -> None:
    text = (
        f"<w:p><w:r><w:t xml:space='preserve'>Take </w:t></w:r><w:r><w:rPr><w:{look}/></w:rPr><w:t>30</w:t></w:r></w:p>"
    )
    draft = drafted(body("<w:p><w:r><w:t>Your knee.</w:t></w:r></w:p>", text))
    assert reasons(draft) == {"30": reason}
    assert "Take 30" not in draft.text


def test_figures_that_stand_high_or_low_stay_so() -> None:
    text = (
        "<w:p><w:r><w:t>10</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>9</w:t></w:r>"
        "<w:r><w:t xml:space='preserve'> of CO</w:t></w:r>"
        "<w:r><w:rPr><w:vertAlign w:val='subscript'/></w:rPr><w:t>2</w:t></w:r></w:p>"
    )
    assert "10⁹ of CO₂" in drafted(body("<w:p><w:r><w:t>Your knee.</w:t></w:r></w:p>", text)).text


def test_a_comment_is_a_question_with_its_authors_name() -> None:
    def build(document: WordDocument) -> None:
        paragraph = document.add_paragraph("Take 30 mg.")
        document.add_comment(paragraph.runs, text="Is this right?", author="Dr A.")

    draft = drafted(leaflet(build))
    assert "Dr A. commented: “Is this right?”" in questions(draft)
    assert "Question (a comment by Dr A.)" in draft.text
    assert reasons(draft) == {"Is this right?": "a comment, which is kept as a question"}


def test_headers_and_footers_are_left_out_and_give_the_review() -> None:
    def build(document: WordDocument) -> None:
        document.sections[0].header.paragraphs[0].text = "Riverside Hospital"
        document.sections[0].footer.paragraphs[0].text = "Reviewed: June 2024. Next review: 06/2026. Call 01632 960 001"

    draft = drafted(leaflet(build, lambda document: document.add_paragraph("Rest well.")))
    assert (draft.edition, draft.proposals.next, draft.proposals.phones) == (
        "2024-06",
        PartialDate(2026, 6),
        ("01632 960 001",),
    )
    assert yaml.safe_load(draft.text)["review"] == {"status": "draft", "last": "2024-06", "next": "2026-06"}
    assert set(reasons(draft).values()) == {
        "in a header; the layouts make their own",
        "in a footer; the layouts make their own",
    }


def test_words_own_contents_are_left_out_with_their_heading() -> None:
    contents = (
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr>"
        "<w:sdtContent><w:p><w:r><w:t>At home</w:t></w:r><w:r><w:tab/><w:t>2</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    draft = drafted(
        body("<w:p><w:r><w:t>Contents</w:t></w:r></w:p>", contents, "<w:p><w:r><w:t>Rest.</w:t></w:r></w:p>")
    )
    assert set(reasons(draft)) == {"Contents", "At home 2"}
    assert draft.words == 5


def test_words_own_contents_in_a_field_alone_are_left_out_too() -> None:
    def character(kind: str) -> str:
        return f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>"

    begin = f'{character("begin")}<w:r><w:instrText>TOC \\o "1-3"</w:instrText></w:r>{character("separate")}'
    entry = "<w:r><w:t>At home</w:t></w:r><w:r><w:tab/><w:t>2</w:t></w:r>"
    draft = drafted(
        body(
            "<w:p><w:r><w:t>Contents</w:t></w:r></w:p>",
            f"<w:p>{begin}{entry}{character('end')}</w:p>",
            "<w:p><w:r><w:t>Rest.</w:t></w:r></w:p>",
        )
    )
    assert set(reasons(draft).values()) == {"Word's own contents; the leaflet makes its own"}
    assert (draft.words, draft.placed, "At home" in draft.text) == (5, 1, False)


def test_the_result_of_a_field_is_read_and_its_instruction_is_not() -> None:
    field = (
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>HYPERLINK \"https://example.org/a\"</w:instrText>"
        "</w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>our page</w:t></w:r><w:r><w:fldChar "
        "w:fldCharType='end'/></w:r><w:r><w:t xml:space='preserve'> tells more.</w:t></w:r></w:p>"
    )
    draft = drafted(body("<w:p><w:r><w:t>Your knee.</w:t></w:r></w:p>", field))
    assert "[our page](https://example.org/a) tells more." in draft.text
    assert draft.words == draft.placed == 6


def test_bare_addresses_become_links_that_the_format_has() -> None:
    draft = drafted(leaflet(lambda document: document.add_paragraph("See www.example.org/a or ask help@example.org.")))
    assert (
        "See [example.org/a](https://www.example.org/a) or ask [help@example.org](mailto:help@example.org)."
        in draft.text
    )


def test_an_equation_is_written_out_and_asked_about() -> None:
    draft = drafted(
        body(
            "<w:p><w:r><w:t>Dose is</w:t></w:r><m:oMath><m:r><m:t>5x</m:t></m:r></m:oMath></w:p>",
            "<w:p><w:r><w:t>Ask.</w:t></w:r></w:p>",
        )
    )
    assert "Dose is 5x" in draft.text
    assert "equation" in questions(draft)


# Pictures


def test_a_picture_without_a_description_is_asked_about_where_it_stands(tmp_path: Path) -> None:
    def build(document: WordDocument) -> None:
        document.add_picture(picture())
        document.add_paragraph("Figure 1: The knee")
        document.add_paragraph("Rest.")

    draft = drafted(leaflet(build))
    figure = yaml.safe_load(draft.text)["figures"]["picture-1"]
    assert figure == {"file": "2026-11-picture-1.png", "caption": "Figure 1: The knee"}
    assert draft.pictures["2026-11-picture-1.png"].startswith(b"\x89PNG")
    lines = draft.text.split("\n")
    asked = {question.text: line for question, line in draft.questions}
    assert lines[asked["What does the picture show? Write it as `alt:`, or `decorative: true`."] - 2].endswith("1.png")
    assert sorted(sound(draft, tmp_path)) == ["alt", "credit"]


def test_a_picture_of_another_kind_becomes_png() -> None:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "#336699").save(file, "BMP")
    file.seek(0)
    draft = drafted(leaflet(lambda document: document.add_picture(file)))
    assert [data[:4] for data in draft.pictures.values()] == [b"\x89PNG"]


def test_a_drawing_of_windows_is_drawn_by_libreoffice_and_else_named(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = parts(leaflet(lambda document: document.add_picture(picture())))
    wmf = bytes.fromhex("d7cdc69a000000000000e803e8036000000000000000") + bytes(200)
    types = whole["[Content_Types].xml"].replace(
        b'Extension="png" ContentType="image/png"', b'Extension="png" ContentType="image/x-wmf"'
    )
    data = zipped({**whole, "[Content_Types].xml": types, "word/media/image1.png": wmf})
    monkeypatch.setattr("press.programs.libreoffice.version", lambda: "")
    assert reasons(drafted(data)) == {"a picture (image/x-wmf)": "a picture of a kind that cannot be read here"}
    monkeypatch.setattr("press.programs.libreoffice.as_png", lambda drawing, suffix: drawing[:4] + suffix.encode())
    assert list(drafted(data).pictures.values()) == [wmf[:4] + b".wmf"]


def test_words_that_the_library_explains_are_proposed() -> None:
    found = incoming.read(leaflet(lambda document: document.add_paragraph("A biopsy, then.")), "x.docx")
    draft = incoming.draft(found, "x.docx", "", PartialDate(2026, 11), "en-GB", ("biopsy", "lymph"))
    assert draft.proposals.terms == ("biopsy",)
    assert "[biopsy](term:)" in draft.text.split("\n", 1)[0]


# Packages


def test_the_main_part_may_lie_anywhere() -> None:
    moved = {
        name.replace("word/document.xml", "word/document2.xml"): content.replace(
            b"word/document.xml", b"word/document2.xml"
        )
        for name, content in parts(leaflet(lambda document: document.add_paragraph("Rest."))).items()
    }
    moved["word/_rels/document2.xml.rels"] = moved.pop("word/_rels/document.xml.rels")
    assert "Rest." in drafted(zipped(moved)).text


def test_a_strict_file_is_read_as_any_other() -> None:
    transitional, strict = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    for_strict = {
        name: content.replace(transitional + b"wordprocessingml/2006/", strict + b"wordprocessingml/").replace(
            transitional + b"officeDocument/2006/relationships", strict + b"officeDocument/relationships"
        )
        for name, content in parts(leaflet(lambda document: document.add_heading("At home", 1))).items()
    }
    assert "At home" in drafted(zipped(for_strict)).text


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        drafted(data)
    (problem,) = refused.value.problems
    assert problem.place.file == "old.docx"
    return problem.message


def test_what_is_no_word_file_is_refused_with_a_sentence() -> None:
    whole = parts(leaflet())
    assert "no Word file" in refusal(b"not a zip")
    assert "password" in refusal(bytes.fromhex("d0cf11e0a1b11ae1") + b"0" * 600)
    assert "not a whole Word file" in refusal(zipped({"a.txt": b""}))
    entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x/>'
    assert "declares a document type" in refusal(zipped({**whole, "word/document.xml": entity}))
    broken = zipped({**whole, "word/document.xml": b"<w:document"})
    assert "not a whole Word file" in refusal(broken)


def test_what_would_unpack_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("press.incoming.package.MOST_BYTES", 100_000)
    assert "would unpack to more" in refusal(zipped({**parts(leaflet()), "word/big.bin": bytes(100_001)}))


def test_a_relationship_to_a_part_that_is_not_there_stops_nothing() -> None:
    whole = parts(leaflet(lambda document: document.add_paragraph("Rest.")))
    rels = "word/_rels/document.xml.rels"
    lost = b'<Relationship Id="rId99" Type="http://x/image" Target="media/none.png"/></Relationships>'
    whole[rels] = whole[rels].replace(b"</Relationships>", lost)
    assert "Rest." in drafted(zipped(whole)).text


# Every word


words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=40)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(words, min_size=1, max_size=6))
def test_whatever_is_typed_reads_back_as_the_same_words(lines: list[str]) -> None:
    from docx import Document

    document = Document()
    document.add_heading("Your knee", 0)
    document.add_paragraph("What to do after it.")
    for line in lines:
        document.add_paragraph(line)
    draft = drafted(saved(document))
    assert [each for each in draft.left_out if each.reason.startswith("no place")] == []
    told = counted(" ".join([*said(draft.text), *(each.text for each in draft.left_out)]))
    assert not set(counted(" ".join(lines))) - set(told)


def test_what_found_no_place_would_be_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("press.incoming.shaping.Shaper.lists", lambda *_: [])
    draft = drafted(leaflet(lambda document: document.add_paragraph("• rest")))
    assert reasons(draft) == {"rest": "no place was found for it"}
    assert draft.placed == draft.words - 1


def test_words_in_another_language_say_so() -> None:
    def build(document: WordDocument) -> None:
        paragraph = document.add_paragraph("Say ")
        raw(paragraph, "<w:r><w:rPr><w:lang w:val='cy-GB'/></w:rPr><w:t>Croeso</w:t></w:r>")

    assert "Say [Croeso](lang:cy-GB)" in drafted(leaflet(build)).text


# Habits


def text_of(*blocks: str) -> Draft:
    return drafted(body("<w:p><w:r><w:t>Your knee.</w:t></w:r></w:p>", *blocks))


def test_inner_items_in_words_own_styles_stand_within_their_item() -> None:
    def build(document: WordDocument) -> None:
        document.add_paragraph("wash", "List Number")
        document.add_paragraph("with soap", "List Bullet 2")
        document.add_paragraph("dry", "List Number")

    assert bodies(drafted(leaflet(build)))["Your knee"] == "1. wash\n   - with soap\n2. dry\n"


def test_the_number_of_an_inner_item_that_joins_bullets_is_listed() -> None:
    def build(document: WordDocument) -> None:
        for words, style in (("rest", "List Bullet"), ("in bed", "List Bullet 2"), ("first", "List Number 3")):
            document.add_paragraph(words, style)

    draft = drafted(leaflet(build))
    assert bodies(draft)["Your knee"] == "- rest\n  - in bed\n  - first\n"
    assert reasons(draft) == {"1.": "the label of an item that joined a list of another kind"}


def test_the_number_of_an_endnote_is_listed_where_a_leaflet_gives_it_another() -> None:
    note = "<w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:endnoteReference w:id='2'/></w:r>"
    draft = text_of(f"<w:p><w:r><w:t>Rest well.</w:t></w:r>{note}</w:p>")
    assert "Rest well. (note 1) (note 2)" in draft.text
    assert reasons(draft) == {"i": "the number of a note; a leaflet counts all of its notes together"}


def test_soft_hyphens_part_no_word() -> None:
    draft = drafted(leaflet(lambda document: document.add_paragraph("Drink cran\u00adberry juice.")))
    assert (draft.placed, "cranberry" in draft.text, draft.left_out) == (draft.words, True, ())


def test_a_sign_that_cannot_be_written_parts_words_and_is_asked_about() -> None:
    sign = "<w:p><w:r><w:t>Pain</w:t><w:sym w:font='Wingdings' w:char='F0EE'/><w:t>call \uf0ee</w:t></w:r></w:p>"
    draft = text_of(sign)
    assert "Pain call" in draft.text
    assert "its code is F0EE" in questions(draft)
    assert draft.placed == draft.words


def test_a_letter_written_as_a_sign_is_counted() -> None:
    draft = text_of("<w:p><w:r><w:t>Take 5 </w:t><w:sym w:font='Symbol' w:char='F06D'/><w:t>g.</w:t></w:r></w:p>")
    assert ("5 μg" in draft.text, draft.left_out) == (True, ())


@pytest.mark.parametrize("code", ["110000", "FFFFFFF", "-1", "x", ""])
def test_a_sign_of_no_code_is_asked_about(code: str) -> None:
    assert "cannot be written" in questions(text_of(f"<w:p><w:r><w:sym w:char='{code}'/><w:t>x</w:t></w:r></w:p>"))


def test_words_from_right_to_left_have_the_language_and_the_look_of_their_own() -> None:
    look = "<w:rPr><w:bCs/><w:rtl/><w:lang w:val='en-GB' w:bidi='ar-SA'/></w:rPr>"
    draft = text_of(f"<w:p><w:r><w:t>It says </w:t></w:r><w:r>{look}<w:t>راحة</w:t></w:r></w:p>")
    assert "[راحة](lang:ar-SA)" in draft.text or "**[راحة](lang:ar-SA)**" in draft.text


def test_the_language_of_a_leaflet_is_that_of_most_of_its_letters() -> None:
    run = "<w:p><w:r><w:rPr><w:lang w:val='cy-GB'/></w:rPr><w:t>{}</w:t></w:r></w:p>"
    draft = drafted(body(run.format("Eich pen-glin a sut i ofalu amdano gartref."), run.format("Gorffwyswch.")))
    assert (yaml.safe_load(draft.text)["language"], "lang:" in draft.text) == ("cy-GB", False)


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    open_ = "<w:pPr><w:rPr><w:del w:id='5' w:author='B'/></w:rPr></w:pPr>"
    first = f"<w:p>{open_}<w:r><w:t xml:space='preserve'>Rest </w:t></w:r></w:p>"
    blocks = first, "<w:p><w:r><w:t>in bed.</w:t></w:r></w:p>"
    assert "Rest in bed." in text_of(*blocks).text
    assert text_of(first.replace("Rest ", "Re"), blocks[1].replace("in bed", "st")).left_out == ()
    file = drafted(body("<w:p><w:r><w:t>Your knee.</w:t></w:r></w:p>", *blocks), original=True)
    assert "Rest\n\n      in bed." in file.text


def test_a_box_of_one_column_keeps_its_heading() -> None:
    draft = drafted(leaflet(lambda document: table(document, ("Warning",), ("Do not drive.",), head=False)))
    assert bodies(draft)["Your knee"] == "::: important Warning\nDo not drive.\n:::\n"


@pytest.mark.parametrize(("words", "capitals"), [("RESTED 1", True), ("REST A", False), ("RESTeD", False)])
def test_six_capitals_look_like_a_heading_and_fewer_like_an_abbreviation(words: str, capitals: bool) -> None:
    assert shaping._capitals(words) is capitals


def test_capitals_in_text_and_in_the_heading_of_a_box_are_set_in_sentence_case_and_asked_about() -> None:
    def build(document: WordDocument) -> None:
        table(document, ("IMPORTANT",), ("Do not drive.",), head=False)
        document.add_paragraph("PLEASE BRING YOUR TABLETS. ASK IF YOU ARE NOT SURE.")

    draft = drafted(leaflet(build))
    text = bodies(draft)["Your knee"]
    assert text == (
        "::: important Important\nDo not drive.\n:::\n\nPlease bring your tablets. Ask if you are not sure.\n"
    )
    assert questions(draft).count("stood in capitals") == 2


def test_a_table_of_two_columns_without_heads_is_asked_about() -> None:
    draft = drafted(leaflet(lambda document: table(document, ("Phone", "1"), ("Ward", "5"), head=False)))
    assert "Is its first row one of heads?" in questions(draft)


@pytest.mark.parametrize(
    ("said", "last", "coming"),
    [
        ("Review date: March 2027", "2026-11", "2027-03"),
        ("Review date: March 2024", "2024-03", "2026-03"),
        ("Reviewed 2024-03", "2024-03", "2026-03"),
        ("Date of issue: 01/02/2023. Review by 05/2027", "2023-02-01", "2027-05"),
        ("Issued June 2020, reviewed 12.06.2024", "2024-06-12", "2026-06-12"),
    ],
)
def test_reviews_are_told_from_each_other(said: str, last: str, coming: str) -> None:
    def build(document: WordDocument) -> None:
        document.sections[0].footer.paragraphs[0].text = said

    review = yaml.safe_load(drafted(leaflet(build)).text)["review"]
    assert (review["last"], review["next"]) == (last, coming)


def test_hours_are_proposed_whole() -> None:
    draft = drafted(leaflet(lambda document: document.add_paragraph("Mon-Fri 9am-5pm, or at night")))
    assert draft.proposals.hours == ("Mon-Fri 9am-5pm",)


def test_a_title_in_another_alphabet_gives_the_topic_the_name_of_the_file() -> None:
    data = made(lambda document: document.add_heading("جراحة الركبة", 0))
    assert drafted(data, "Knee surgery.docx", "").topic == "knee-surgery"


# Hostile files


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "[Content_Types].xml"])
def test_a_document_type_is_refused_in_any_part_and_encoding(part: str, encoding: str) -> None:
    found = parts(leaflet())
    text = f"<!--{'x' * 5000}--><!DOCTYPE x [<!ENTITY a 'b'>]>" + found[part].decode().partition("?>")[2]
    found[part] = f"<?xml version='1.0' encoding='{encoding}'?>{text}".encode(encoding)
    with pytest.raises(Refused, match="declares a document type"):
        drafted(zipped(found))


@pytest.mark.parametrize("data", [b"no picture", b"\x89PNG\r\n\x1a\n", b"<svg/>"])
def test_a_picture_that_is_none_is_left_out_and_said(data: bytes) -> None:
    found = parts(leaflet(lambda document: document.add_picture(picture())))
    (name,) = [name for name in found if "media" in name]
    draft = drafted(zipped({**found, name: data}))
    assert draft.pictures == {}
    assert "a picture (image/png)" in reasons(draft)


def test_a_damaged_part_is_refused_rather_than_passed_over() -> None:
    found = parts(leaflet(lambda document: setattr(document.sections[0].footer.paragraphs[0], "text", "Reviewed")))
    (name,) = [name for name in found if "footer" in name]
    with pytest.raises(Refused, match=r"is damaged|not a whole Word file"):
        drafted(zipped({**found, name: b"<broken"}))


RESTS = "<w:r><w:rPr><w:sz w:val='²'/></w:rPr><w:t>Rest.</w:t></w:r>"


@pytest.mark.parametrize(
    "block",
    [
        f"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='²'/></w:tcPr><w:p>{RESTS}</w:p></w:tc></w:tr></w:tbl>",
        f"<w:p><w:pPr><w:numPr><w:ilvl w:val='²'/><w:numId w:val='1'/></w:numPr></w:pPr>{RESTS}</w:p>",
        f"<w:p><w:pPr><w:outlineLvl w:val='²'/></w:pPr>{RESTS}</w:p>",
    ],
)
def test_numbers_that_are_none_are_passed_over(block: str) -> None:
    assert "Rest." in text_of(block).text


def test_a_list_that_counts_from_two_milliards_is_no_burden() -> None:
    level = (
        "<w:lvl w:ilvl='0'><w:start w:val='2000000000'/><w:numFmt w:val='lowerLetter'/><w:lvlText w:val='%1'/></w:lvl>"
    )
    numbering = (
        f"<w:numbering xmlns:w='{W}'><w:abstractNum w:abstractNumId='0'>{level}</w:abstractNum><w:num w:numId='1'>"
        "<w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='x'/></w:num></w:numbering>"
    )
    item = "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>Rest.</w:t></w:r></w:p>"
    found = parts(body("<w:p><w:r><w:t>Your knee.</w:t></w:r></w:p>", item))
    draft = drafted(zipped({**found, "word/numbering.xml": numbering.encode()}))
    assert max(map(len, reasons(draft))) < 2000


@pytest.mark.parametrize("name", ["x.doc", "x.odt", "x.rtf"])
def test_a_file_that_is_not_what_its_name_says_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="whatever its name says"):
        drafted(b"zzz", name)


def test_the_numbers_of_a_list_right_behind_another_are_listed_and_asked_about() -> None:
    typed = ("1. rest", "2. ice", "1. walk", "2. run")
    draft = drafted(leaflet(lambda document: [document.add_paragraph(line) for line in typed]))
    assert reasons(draft) == {"1. 2.": "the numbers of a list right behind another"}
    assert "put a sentence before it" in questions(draft)


@pytest.mark.parametrize("typed", [("1. rest", "3. ice"), ("- rest", "walk")])
def test_a_line_that_begins_like_an_item_of_no_list_is_asked_about(typed: tuple[str, ...]) -> None:
    draft = drafted(leaflet(lambda document: [document.add_paragraph(line) for line in typed]))
    assert f"“{typed[0]}” begins like an item" in questions(draft)
