"""What a screen reader says of PDFs that others made: all of it is said, or named as left out."""

from __future__ import annotations

from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from press.checks.pdf import encodings, fonts
from tests.pdf.tagged import Page, Tag, text


def item(label: str, words: str) -> Tag:
    return Tag("LI", Tag("Lbl", label), Tag("LBody", words))


def test_an_empty_replacement_text_over_words_takes_nothing_away_and_is_told() -> None:
    page = Page(Tag("Document", Tag("P", "Take 5 mg."), ActualText=""))
    note, words = page.said()
    assert note == (
        "Note: Some screen readers say nothing of “Take 5 mg.”: the tag around it has an empty replacement text."
    )
    assert words == "Take 5 mg."


def test_a_replacement_text_is_said_in_place_of_words_and_an_empty_one_of_signs() -> None:
    assert Page(Tag("P", Tag("Span", "5mg", ActualText="5 milligrams"))).said() == ["5 milligrams"]
    assert Page(Tag("P", "a", Tag("Span", "***", ActualText=""), "b")).said() == ["ab"]


def test_the_caption_of_a_list_and_what_else_is_in_it_is_said() -> None:
    tags = Tag("L", Tag("Caption", "Steps"), item("1.", "Sit."), Tag("P", "Wait."), item("2.", "Rest."))
    assert Page(tags).said() == ["Steps", "List of 3 items", "  1. Sit.", "  Wait.", "  2. Rest."]


def test_a_list_of_names_with_their_meanings_has_its_caption_and_loses_nothing() -> None:
    tags = Tag("L", Tag("Caption", "Words"), item("biopsy", "a small sample"), Tag("P", "Also:"))
    assert Page(tags).said() == ["Words", "biopsy", "a small sample", "Also:"]


def test_words_straight_in_a_list_or_a_table_are_said_or_named() -> None:
    assert Page(Tag("L", "Loose.", item("1.", "Sit."))).said() == ["Loose.", "List of 1 item", "  1. Sit."]
    table = Tag("Table", Tag("P", "Stray."), Tag("TR", Tag("TD", "5 mg"), Tag("P", "Lost.")))
    assert Page(table).said() == [
        "Table of 1 row and 1 column",
        "  5 mg",
        "Left out: words in tags that no reader looks at: “Stray.”; “Lost.”",
    ]


def test_a_cell_over_several_columns_says_so() -> None:
    wide = Tag("TH", "Day", A=Dictionary(O=Name.Table, ColSpan=2, RowSpan=3))
    assert Page(Tag("Table", Tag("TR", wide))).said()[1] == "  <Day [over 2 columns and 3 rows]>"


def test_the_words_of_a_picture_without_a_description_are_named() -> None:
    assert Page(Tag("Figure", "5 mg", Alt="A dose")).said() == ["[picture: A dose]"]
    assert Page(Tag("Figure", Tag("P", "5 mg"))).said() == [
        "[picture without a description]",
        "Left out: words in tags that no reader looks at: “5 mg”",
    ]
    assert Page(Tag("Figure", "5 mg")).said()[1:] == ["Left out: words in tags that no reader looks at: “5 mg”"]


def test_decoration_and_words_without_a_tag_are_named_once_each() -> None:
    decoration = b"".join(b"/Artifact BMC " + text(b"Page %d" % number) + b" EMC " for number in (1, 2))
    stray = text(b"Stray.") + b" /P <</MCID 9>> BDC " + text(b"Orphan.") + b" EMC"
    assert Page(Tag("P", "Rest."), before=decoration + stray).said() == [
        "Rest.",
        "Left out: what is marked as decoration, such as headers and footers: “Page 1”",
        "Left out: words that are in no tag: “Stray.”",
        "Left out: words that no tag claims: “Orphan.”",
    ]


def test_a_file_without_tags_is_said_as_it_is_painted_and_to_have_none() -> None:
    lines = (
        text(b"Rest", 700, size=20),
        text(b"Take", 670),
        text(b"one.", 670, x=100),
        text(b"Then", 656),
        text(b"More", 600),
    )
    note, *said = Page(before=b" ".join(lines)).said()
    assert note.startswith("Note: The PDF has no tags, so each screen reader guesses")
    assert said == ["Rest", "Take one. Then", "More"]


def test_fields_and_notes_on_the_page_are_named_with_what_they_hold() -> None:
    page = Page(Tag("P", "Rest."))
    parent = page.pdf.make_indirect(Dictionary(T=String("Your name"), V=String("Ann")))
    widgets = [
        page.pdf.make_indirect(Dictionary(Subtype=Name.Widget, **more))
        for more in ({"Parent": parent}, {"TU": String("Ticked?"), "AS": Name.Off}, {})
    ]
    parent.Kids = Array(widgets[:1])
    page.pdf.Root.AcroForm = Dictionary(Fields=Array([parent, *widgets[1:]]))
    page.page.Annots = Array(
        [
            Dictionary(Subtype=Name.Link),
            *widgets,
            Dictionary(Subtype=Name.Text, Contents=String("Check this")),
            Dictionary(Subtype=Name.Stamp),
        ]
    )
    assert page.said() == [
        "Rest.",
        "Left out: a form's field on page 1, “Your name”: “Ann”",
        "Left out: a form's field on page 1, “Ticked?”: “Off”",
        "Left out: a form's field on page 1, without a name, empty",
        "Left out: something on page 1 (Text): “Check this”",
        "Left out: something on page 1 (Stamp)",
    ]


# What codes say


def simple(**more: Any) -> Dictionary:
    return Dictionary(**({"Subtype": Name.Type1, "BaseFont": Name.Helvetica} | more))


def differing(*items: Any, **more: Any) -> Dictionary:
    return Dictionary(Differences=Array(items), **more)


@pytest.mark.parametrize(
    ("font", "codes", "expected"),
    [
        (simple(Encoding=Name.WinAnsiEncoding), b"\x80\x95\xe9\xa0\xad\x81", "€•é -•"),
        (simple(Encoding=Name.MacRomanEncoding), b"\x8e\xa5\xca", "é• "),
        (simple(Encoding=Name.StandardEncoding), b"A\xae\x27", "Aﬁ’"),
        (simple(), b"A\xae", "Aﬁ"),
        (simple(BaseFont=Name.Symbol), b"\xb3a", "≥α"),
        (simple(BaseFont=Name.ZapfDingbats), b"4", "\ufffd"),
        (simple(Encoding=differing(65, Name.eacute, Name.fi, 90, Name.uni2265)), b"ABZC", "éﬁ≥C"),
        (simple(Encoding=differing(65, Name.g27, BaseEncoding=Name.WinAnsiEncoding)), b"AB", "\ufffdB"),
        (simple(Encoding=differing(255, Name.A, Name.B)), b"\xff", "A"),
        (simple(FontDescriptor=Dictionary(Flags=32)), b"A", "A"),
        (simple(FontDescriptor=Dictionary(Flags=4)), b"A", "\ufffd"),
        (simple(FontDescriptor=Dictionary(Flags=32, FontFile=1)), b"A", "\ufffd"),
        (simple(FontDescriptor=Dictionary(Flags=4), Encoding=Name.WinAnsiEncoding), b"A", "A"),
    ],
)
def test_a_simple_font_without_a_map_is_read_by_its_encoding(font: Dictionary, codes: bytes, expected: str) -> None:
    assert fonts.read(font).read(codes)[0] == expected


def test_a_font_of_three_types_is_read_by_the_names_of_its_glyphs() -> None:
    font = Dictionary(Subtype=Name.Type3, FontMatrix=Array([0.01, 0, 0, 0.01, 0, 0]), Encoding=differing(1, Name.A))
    assert fonts.read(font).read(b"\1B")[0] == "A\ufffd"


@pytest.mark.parametrize(("encoding", "expected"), [("UniJIS-UTF16-H", "é京"), ("Identity-H", "\ufffd\ufffd")])
def test_a_composite_font_whose_codes_are_unicode_needs_no_map(encoding: str, expected: str) -> None:
    font = Dictionary(Subtype=Name.Type0, DescendantFonts=Array([Dictionary()]), Encoding=Name("/" + encoding))
    assert fonts.read(font).read("é京".encode("utf-16-be"))[0] == expected


def test_a_map_goes_before_an_encoding() -> None:
    font, document = simple(Encoding=Name.WinAnsiEncoding), pikepdf.new()
    font.ToUnicode = document.make_stream(b"beginbfchar <41> <0042> endbfchar")
    assert fonts.read(font).read(b"AC")[0] == "BC"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (b"beginbfchar <01> <0041> <02> <0042> endbfchar", {b"\1": "A", b"\2": "B"}),
        (b"beginbfrange <0001> <0002> <0041> endbfrange", {b"\0\1": "A", b"\0\2": "B"}),
        (b"beginbfrange <01> <03> [<0066><00660069> <0041>] endbfrange", {b"\1": "f", b"\2": "fi", b"\3": "A"}),
        (b"beginbfchar <0 1> <00 41> <02> <41> endbfchar", {b"\1": "A", b"\2": "A"}),
        (b"beginbfchar <01> <D83DDE00> endbfchar", {b"\1": "\U0001f600"}),
        (b"beginbfrange <01> <09> <> endbfrange", {}),
        (b"beginbfrange <01> <02> <DBFFDFFF> endbfrange", {b"\1": "\U0010ffff"}),
        (b"begincodespacerange <00> <FF> endcodespacerange beginbfchar <01> <0041> endbfchar", {b"\1": "A"}),
        (b"beginbfchar <01> endbfchar beginbfchar <02> <0042> endbfchar", {b"\2": "B"}),
        (b"<01> <0041> ] [ <02>", {}),
        (b"beginbfchar <01> [<02> <0042> endbfchar", {b"\1": "\2"}),
    ],
)
def test_a_map_is_read_in_all_its_forms_and_what_is_broken_left(written: bytes, expected: dict[bytes, str]) -> None:
    assert dict(encodings.mapped(written)) == expected


def test_letters_of_a_font_that_does_not_say_what_they_are_are_counted() -> None:
    font = simple(BaseFont=Name.ZapfDingbats)
    said = Page(Tag("P", "44"), font=font).said()
    assert said[1:] == [
        "Left out: 2 letters that nobody can tell, as the font does not say what they are: ZapfDingbats"
    ]
