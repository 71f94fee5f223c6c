"""Small things in files of strangers that would be lost or joined unseen."""

from __future__ import annotations

import io

import pytest
import yaml
from docx.document import Document as WordDocument
from PIL import Image

from press import incoming
from tests.incoming.files import TODAY, body, drafted, made

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
