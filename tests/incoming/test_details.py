"""Small things in files of strangers that would be lost or joined unseen."""

from __future__ import annotations

import base64
import io

import pytest
import yaml
from docx.document import Document as WordDocument
from PIL import Image

from press import incoming
from tests.incoming.files import TODAY, W, body, drafted, made

BLOCKS = (
    *("address", "article", "aside", "blockquote", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption"),
    *("figure", "li", "p", "pre", "section", "summary"),
)


def page(inner: str) -> str:
    """The body of the one section of a page."""
    text = drafted(f"<body><main><h1>Your knee</h1><h2>At home</h2>{inner}</main></body>".encode(), "a.html").text
    return str(yaml.safe_load(text)["sections"][0]["body"])


def test_words_behind_bold_ones_and_links_stay() -> None:
    said = page('<p>Take <b>two</b> tablets <i>a day</i>, <a href="https://a.org/">as said</a> here.</p>')
    assert said == "Take **two** tablets *a day*, [as said](https://a.org/) here.\n"


def test_words_behind_bold_ones_within_emphasised_ones_stay() -> None:
    assert page("<p>Take <em>two <b>big</b> tablets</em> now.</p>") == "Take *two* **big** *tablets* now.\n"


@pytest.mark.parametrize("tag", BLOCKS)
def test_no_two_blocks_of_a_page_run_into_each_other(tag: str) -> None:
    said = page(f"<div>Rest at home.<{tag}>Wash each day.</{tag}>Drink water.</div>")
    for one, other in (("home.", "Wash"), ("day.", "Drink")):
        assert "\n" in said[said.index(one) : said.index(other)]


@pytest.mark.parametrize(
    "tag", ["script", "style", "template", "noscript", "svg", "iframe", "object", "video", "audio"]
)
def test_what_a_page_does_not_show_is_no_words_of_it(tag: str) -> None:
    assert page(f"<p>Rest.</p><{tag}>hidden</{tag}><p>Wash.</p>") == "Rest.\n\nWash.\n"


def rows(*texts: tuple[str, ...]) -> bytes:
    def build(document: WordDocument) -> None:
        table = document.add_table(len(texts), len(texts[0]), "Table Grid")
        for row, cells in zip(table.rows, texts, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text, *more = text.split("\n")
                for each in more:
                    cell.add_paragraph(each)

    return made(build)


@pytest.mark.parametrize(("name", "label"), [("Phone", "Phone:"), *((each, each) for each in ("A:", "B?", "C.", "D!"))])
def test_a_name_that_ends_a_sentence_gets_no_colon(name: str, label: str) -> None:
    text = drafted(rows((name, "01632 960 001"), ("Ward", "5"))).text
    assert f"- **{label}** 01632 960 001\n" in text


@pytest.mark.parametrize("end", [".", ";", ":", "!", "?", ","])
def test_paragraphs_of_a_cell_that_end_with_a_sign_are_joined_without_another(end: str) -> None:
    text = drafted(rows((f"Rest{end}\nThen walk", "5"), ("Ward\nWest", "6"))).text
    assert f"Rest{end} Then walk" in text
    assert "Ward; West" in text


@pytest.mark.parametrize(("style", "printed", "told"), [("lowerLetter", "a)", True), ("decimal", "1.", False)])
def test_the_label_of_an_item_in_a_cell_is_told_where_a_leaflet_writes_another(
    style: str, printed: str, told: bool
) -> None:
    def build(document: WordDocument) -> None:
        table = document.add_table(2, 2, "Table Grid")
        for cell, text in zip([each for row in table.rows for each in row.cells], "abcd", strict=True):
            cell.text = f"word {text}"
        table.cell(1, 1).paragraphs[0].style = "List Number"
        for level in document.part.numbering_part.element.iter(f"{{{W}}}lvl"):
            level.find(f"{{{W}}}numFmt").set(f"{{{W}}}val", style)
            level.find(f"{{{W}}}lvlText").set(f"{{{W}}}val", printed.translate({ord("a"): "%1", ord("1"): "%1"}))

    draft = drafted(made(build))
    assert "1. word d" in draft.text
    assert [(each.text, each.reason) for each in draft.left_out] == [(printed, "the label of an item in a cell")] * told


def test_a_picture_too_large_to_be_shown_is_left_out_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    file = io.BytesIO()
    Image.new("RGB", (40, 30)).save(file, "PNG")
    for most, kept in ((1200, 1), (1199, 0)):
        monkeypatch.setattr("press.incoming.images.MOST_PIXELS", most)
        file.seek(0)
        draft = drafted(made(lambda document: document.add_picture(file)))
        assert (len(draft.pictures), [each.text for each in draft.left_out]) == (
            kept,
            ["a picture (image/png)"] * (not kept),
        )


def test_words_left_out_for_one_reason_at_one_place_are_one_entry() -> None:
    deleted = "".join(
        f'<w:del w:id="{n}" w:author="A"><w:r><w:delText>{n} mg </w:delText></w:r></w:del>' for n in (1, 2)
    )
    kept = "<w:r><w:t>Rest.</w:t></w:r>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r>"
    draft = drafted(body(f"<w:p>{kept}{deleted}{hidden}</w:p>", f"<w:p>{kept}{deleted}</w:p>"))
    assert [each.text.strip() for each in draft.left_out] == ["1 mg 2 mg", "unseen", "1 mg 2 mg"]


@pytest.mark.parametrize("shown", ["drawing", "pict", "object"])
def test_of_two_forms_the_first_that_shows_anything_is_taken(shown: str) -> None:
    choice = f'<mc:Choice Requires="wps"><w:{shown}><w:p><w:r><w:t>shown</w:t></w:r></w:p></w:{shown}></mc:Choice>'
    empty = '<mc:Choice Requires="w14"><w:tab/></mc:Choice>'
    other = "<mc:Fallback><w:t>instead</w:t></mc:Fallback>"
    run = f"<w:r><mc:AlternateContent>{empty}{choice}{other}</mc:AlternateContent></w:r>"
    assert "instead" not in drafted(body(f"<w:p><w:r><w:t>Rest.</w:t></w:r>{run}</w:p>")).text


@pytest.mark.parametrize(("mode", "kept"), [("RGBA", "RGBA"), ("LA", "RGBA"), ("RGB", "RGB"), ("L", "RGB")])
def test_what_is_clear_in_a_picture_of_another_kind_stays_clear(mode: str, kept: str) -> None:
    file = io.BytesIO()
    Image.new(mode, (40, 30)).save(file, "TIFF")
    file.seek(0)
    (data,) = drafted(made(lambda document: document.add_picture(file))).pictures.values()
    assert Image.open(io.BytesIO(data)).mode == kept


@pytest.mark.parametrize(
    "words",
    [
        *("Review", "Reviewed", "Last reviewed", "Last review on", "Issue", "Issued", "Produced", "Published"),
        *("Updated", "Written", "Version", "Date", "Version date:", "Issued in"),
    ],
)
def test_a_date_is_known_by_the_word_before_it(words: str) -> None:
    draft = incoming.proposals.propose([f"{words} June 2021"], TODAY)
    assert (str(draft.last), draft.next) == ("2021-06", None)


@pytest.mark.parametrize(
    "words",
    [
        "Next review",
        "Next reviewed",
        "Review due",
        "Review by",
        "Due for review",
        "To be reviewed",
        "Next review date:",
    ],
)
def test_a_review_to_come_is_known_by_the_words_before_it(words: str) -> None:
    draft = incoming.proposals.propose([f"{words} June 2028"], TODAY)
    assert (draft.last, str(draft.next)) == (None, "2028-06")


@pytest.mark.parametrize("first", ["th", "td"])
def test_all_rows_of_heads_of_a_table_in_a_page_are_its_head_and_no_row_below_them(first: str) -> None:
    heads = "<tr><th>Who</th><th>Dose</th></tr><tr><th>Age</th><th>in ml</th></tr>"
    last = "" if first == "th" else "<tr><th>Adult</th><th>10</th></tr>"
    said = page(f"<table>{heads}<tr><{first}>Child</{first}><td>5</td></tr>{last}</table>")
    below = "| **Child** | 5 |\n" if first == "th" else "| Child | 5 |\n| **Adult** | **10** |\n"
    rows = f"| Who – Age | Dose – in ml |\n|---|---|\n{below}"
    assert said == f"Table: At home\n\n{rows}"


@pytest.mark.parametrize("headed", [True, False])
def test_it_is_asked_whether_a_row_that_does_not_stand_out_has_the_heads_of_a_table(headed: bool) -> None:
    def build(document: WordDocument) -> None:
        table = document.add_table(2, 3, "Table Grid")
        for row, texts in zip(table.rows, (("Who", "Dose", "When"), ("Child", "5 ml", "At night")), strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.paragraphs[0].add_run(text).bold = headed and text in ("Who", "Dose", "When")

    draft = drafted(made(build))
    assert "| Who | Dose | When |" in draft.text
    asked = [question.text for question, _ in draft.questions if "taken for the heads" in question.text]
    assert len(asked) == (not headed)


@pytest.mark.parametrize(
    ("heads", "said"),
    [
        (("Drug", ""), "**Drug**\n\n**Aspirin**\n\n- 5 mg\n\n**Ibuprofen**\n\n- 10 mg\n"),
        (("", "Dose"), "**Aspirin**\n\n- **Dose:** 5 mg\n\n**Ibuprofen**\n\n- **Dose:** 10 mg\n"),
    ],
)
def test_the_heads_that_there_are_stay_where_a_table_becomes_a_list(heads: tuple[str, str], said: str) -> None:
    cells = "".join(f"<tr><td>{name}</td><td>{dose}</td></tr>" for name, dose in (("Aspirin", 5), ("Ibuprofen", 10)))
    markup = f"<tr><th>{heads[0]}</th><th>{heads[1]}</th></tr>{cells.replace('</td></tr>', ' mg</td></tr>')}"
    assert page(f"<table>{markup}</table>") == said


def test_a_merged_cell_of_a_table_that_only_lays_out_is_read_once() -> None:
    def build(document: WordDocument) -> None:
        document.add_paragraph("Your knee.")
        table = document.add_table(3, 2)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "Rest for a day."
        for row, text in zip(table.rows[1:], ("Left.", "Right."), strict=True):
            for cell in row.cells:
                cell.text = text
                cell.add_paragraph("More.")

    said = yaml.safe_load(drafted(made(build)).text)["sections"][0]["body"]
    assert said.count("Rest for a day.") == 1
    assert (said.count("Left."), said.count("Right."), said.count("More.")) == (2, 2, 4)


def test_of_lists_within_lists_within_lists_the_deepest_join_those_around_them_and_this_is_asked_about() -> None:
    inner = "<ul><li>Rest<ul><li>Sit{}</li><li>Lie</li></ul></li></ul>"
    frame = "<body><main><h1>Your knee</h1><h2>At home</h2>{}</main></body>"
    told = []
    for deepest in ("", "<ul><li>On a chair</li></ul>"):
        draft = drafted(frame.format(inner.format(deepest)).encode(), "a.html")
        told.append([question.text for question, _ in draft.questions if "levels" in question.text])
    assert told == [[], ["A list has more than two levels; the deeper ones were put together."]]
    assert "- Rest\n  - Sit\n  - On a chair\n  - Lie\n" in yaml.safe_load(draft.text)["sections"][0]["body"]


@pytest.mark.parametrize("title", ["Your tablets", "Table 1: Doses"])
def test_a_line_that_stands_out_before_a_table_is_its_heading_or_its_caption_and_one_that_ends_the_file_is_neither(
    title: str,
) -> None:
    def build(document: WordDocument) -> None:
        document.add_heading("Your knee", 0)
        document.add_paragraph("What to do after an operation.")
        document.add_heading("At home", 1)
        document.add_paragraph("Rest for a day.")
        document.add_paragraph().add_run(title).bold = True
        table = document.add_table(2, 3, "Table Grid")
        for row in table.rows:
            for cell in row.cells:
                cell.paragraphs[0].add_run("Aspirin").bold = True
        document.add_paragraph().add_run("With best wishes").bold = True

    text = drafted(made(build)).text
    assert ("### Your tablets" in text) == (title == "Your tablets")
    assert ("### Table" in text, "Table: **Table 1: Doses**" in text) == (False, title != "Your tablets")
    assert "**With best wishes**" in text


def test_a_box_with_a_picture_and_words_that_are_no_caption_is_a_box_and_the_picture_stands_behind_it() -> None:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "#336699").save(file, "PNG")
    picture = f'<img alt="A knee" src="data:image/png;base64,{base64.b64encode(file.getvalue()).decode()}">'
    box = "::: important Important\nImportant: call us at once\n:::\n\n![](figure:picture-1)"
    for words, said in (("Important: call us at once", box), ("Figure 1: The knee", "![](figure:picture-1)")):
        assert page(f"<p>Rest.</p><aside>{picture}<p>{words}</p></aside>") == f"Rest.\n\n{said}\n"


def test_what_a_contact_needs_is_told_where_the_draft_begins() -> None:
    said = ("Call us on 01632 960 001, Mon-Fri 9am-5pm, or write to ward5@example.org.",)
    draft = drafted(made(lambda document: [document.add_paragraph(each) for each in ("Your knee.", *said)]))
    notes = [line for line in draft.text.splitlines() if line.startswith("# Found in the file")]
    assert notes == [
        "# Found in the file, for a contact in library.yaml: phone numbers: 01632 960 001",
        "# Found in the file, for a contact in library.yaml: e-mail addresses: ward5@example.org",
        "# Found in the file, for a contact in library.yaml: hours: Mon-Fri 9am-5pm",
    ]
