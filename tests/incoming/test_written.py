"""Blocks of a draft as Markdown: what is written with a backslash, where links may lead, which marks stay."""

from __future__ import annotations

import io

import pytest
from PIL import Image as Picture
from PIL import ImageFile

from press.incoming import images
from press.incoming.draft import Block, Box, Bullets, Decisions, Entry, Figure, Heading, Paragraph, Spans, Table
from press.incoming.found import Image, Span
from press.incoming.markdown import Writer

CANNOT = "the address of a link that a leaflet cannot have"
STANDS = "it stands in the address of the link"


def written(*spans: str | Span) -> tuple[str, Decisions]:
    decisions = Decisions()
    writer = Writer("en-GB", decisions, {"below": "at-home"})
    return writer.words(tuple(Span(each) if isinstance(each, str) else each for each in spans), "p"), decisions


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a *b* _c_ `d` [e] <f> ~g~ {h} | \\", "a \\*b\\* \\_c\\_ \\`d\\` \\[e\\] \\<f> \\~g\\~ \\{h\\} \\| \\\\"),
        ("R&D &amp; &#65; & x", "R&D \\&amp; \\&#65; & x"),
        ("(term:x) (topic:y) (lang:z) (figure:q)", "\\(term:x) \\(topic:y) \\(lang:z) \\(figure:q)"),
        ("(other:z)", "(other:z)"),
        ("write to a.b@c.org now", "write to [a.b@c.org](mailto:a.b@c.org) now"),
        ("x\u27e63\u27e7 y", "x (note 3) y"),
        ("a \t\n\r b", "a b"),
        ("", ""),
        ("  ", ""),
        ("a\u00ad\u200b\ufffc\ufffd\x07\ue000\U000e0001\ufdd0\u2028\u2029b", "ab"),
        ("\u0646\u0645\u06cc\u200c\u062f", "\u0646\u0645\u06cc\u200c\u062f"),
        ("Z\u200cz", "Zz"),
    ],
)
def test_words_stand_as_they_are_and_signs_of_markdown_with_a_backslash(text: str, said: str) -> None:
    assert written(text)[0] == said


def test_addresses_in_the_words_are_links_whose_schemes_are_told() -> None:
    said, decisions = written("see www.a.org.uk/x, or http://b.org/y. And https://c.org/z)")
    links = "[a.org.uk/x](https://www.a.org.uk/x)", "[b.org/y](https://b.org/y)", "[c.org/z](https://c.org/z)"
    assert said == "see {}, or {}. And {})".format(*links)
    assert decisions.omitted == [(scheme, STANDS, "p") for scheme in ("www.", "http://", "https://")]
    assert decisions.asked == [
        ("The address http://b.org/y is written with https: now. Does it still lead there?", "p"),
    ]


@pytest.mark.parametrize(
    ("words", "address", "said", "omitted", "asked"),
    [
        ("our page", "https://a.org/", "[our page](https://a.org/)", [], 0),
        ("www.a.org/", "https://www.a.org/", "[a.org](https://www.a.org/)", [("www.", STANDS)], 0),
        ("HTTPS://a.org", "https://a.org", "[a.org](https://a.org)", [("HTTPS://", STANDS)], 0),
        ("/", "https://a.org", "[/](https://a.org)", [], 0),
        ("x", " https://a.org/(y) z ", "[x](https://a.org/%28y%29%20z)", [], 0),
        ("x", "HTTP://a.org", "[x](https://a.org)", [], 1),
        ("up", "#below", "[up](#at-home)", [], 0),
        ("up*", "#elsewhere", "up\\*", [], 0),
        ("call", "tel:0808 800-6000", "[call](tel:08088006000)", [], 0),
        ("call", "tel:+44%20808", "[call](tel:+44808)", [], 0),
        ("call", "tel:12", "call", [("tel:12", CANNOT)], 0),
        ("mail", "mailto:a@b.org?subject=x", "[mail](mailto:a@b.org)", [], 0),
        ("mail", "mailto:nobody", "mail", [("mailto:nobody", CANNOT)], 0),
        ("file", "file:///c", "file", [("file:///c", CANNOT)], 0),
        ("a@b.org", "file:///c", "[a@b.org](mailto:a@b.org)", [("file:///c", CANNOT)], 0),
        ("http://a", "file:///c", "a", [("file:///c", CANNOT)], 0),
    ],
)
def test_a_link_leads_where_a_leaflet_can_lead_or_its_address_is_told(
    words: str, address: str, said: str, omitted: list[tuple[str, str]], asked: int
) -> None:
    text, decisions = written(Span(words, link=address))
    assert text == said
    assert [each[:2] for each in decisions.omitted] == omitted
    assert len(decisions.asked) == asked


@pytest.mark.parametrize(
    ("spans", "said"),
    [
        ((Span("Bonjour", language="fr"),), "[Bonjour](lang:fr)"),
        ((Span("Bon*", language="fr-FR"),), "[Bon\\*](lang:fr-FR)"),
        ((Span("Hello", language="en-US"),), "Hello"),
        ((Span("Hello", language="x_y"),), "Hello"),
        ((Span("a ", bold=True), "b"), "**a** b"),
        (("a", Span(" b", bold=True)), "a **b**"),
        ((Span("a", bold=True), Span(" b", bold=True)), "**a b**"),
        ((Span("a", bold=True), " ", Span("b", bold=True)), "**a b**"),
        ((Span("a", emphasised=True),), "*a*"),
        ((Span("a", bold=True, emphasised=True),), "**a**"),
        ((Span("**", bold=True),), "**\\*\\***"),
        ((" ", Span("b", bold=True)), "**b**"),
        ((Span("x!", bold=True), "y"), "x!y"),
        ((Span("x!", emphasised=True), "y"), "x!y"),
        ((Span("https://a.org", bold=True),), "**[a.org](https://a.org)**"),
    ],
)
def test_marks_stay_where_they_read_back(spans: tuple[str | Span, ...], said: str) -> None:
    assert written(*spans)[0] == said


def words(text: str) -> Spans:
    return (Span(text),)


def image(name: str) -> Figure:
    return Figure(Image(b"", "image/png", "", "p"), name)


BLOCKS: tuple[tuple[Block, str], ...] = (
    (Paragraph(words("1. not an item"), "p"), "1\\. not an item"),
    (Paragraph(words("word " * 30), "p"), f"{' '.join(['word'] * 20)}\n{' '.join(['word'] * 10)}"),
    (Heading(2, words("Your *knee*"), "p"), "### Your \\*knee\\*"),
    (Bullets((Entry(words("a"), Bullets((Entry(words("i")),), "p", True, 4)), Entry(())), "p"), "- a\n  4. i\n- …"),
    (
        Bullets((Entry(words("word " * 30)), Entry(words("b"))), "p", True, 9),
        f"9. {' '.join(['word'] * 19)}\n   {' '.join(['word'] * 11)}\n10. b",
    ),
    (
        Table(words("Doses"), ((words("a"), words("b\nc")), (words("d"), words("e"))), "p"),
        "Table: Doses\n\n| a | b c |\n|---|---|\n| d | e |",
    ),
    (Box("note", "A|B", (Paragraph(words("in"), "p"),), "p"), "::: note A\\|B\nin\n:::"),
    (image("picture-1"), "![](figure:picture-1)"),
    (image("picture-2"), ""),
)


@pytest.mark.parametrize(("block", "said"), BLOCKS, ids=lambda each: type(each).__name__)
def test_each_block_is_written_as_leaflets_write_it(block: Block, said: str) -> None:
    writer = Writer("en-GB", Decisions(), figures={"picture-1"})
    assert [line.rstrip() for line in writer.block(block).split("\n")] == said.split("\n")


def test_blocks_have_a_blank_line_between_and_a_numbered_list_right_behind_another_has_bullets() -> None:
    decisions = Decisions()
    writer = Writer("en-GB", decisions)

    def steps(start: int, *texts: str, place: str = "p", numbered: bool = True) -> Bullets:
        return Bullets(tuple(Entry(words(text)) for text in texts), place, numbered, start)

    blocks: list[Block] = [
        steps(1, "a"),
        steps(9, "b", "c", place="q"),
        steps(1, "d", place="r"),
        image("none"),
        steps(1, "e"),
    ]
    assert writer.body(blocks) == "1. a\n\n- b\n- c\n\n1. d\n\n1. e"
    assert decisions.omitted == [("9. 10.", "the numbers of a list right behind another", "q")]
    assert [place for _, place in decisions.asked] == ["q"]
    assert writer.body([steps(1, "a", numbered=False), steps(1, "b")]) == "- a\n\n1. b"
    assert writer.body([steps(1, "a"), Paragraph(words("b"), "p"), steps(2, "c")]) == "1. a\n\nb\n\n2. c"


# Pictures


def picture(kind: str, mode: str = "RGB", **more: object) -> bytes:
    file = io.BytesIO()
    Picture.new(mode, (40, 30)).save(file, kind, **more)
    return file.getvalue()


@pytest.mark.parametrize(
    ("kind", "media", "ending"),
    [
        ("PNG", "image/png", ".png"),
        ("PNG", "IMAGE/PNG", ".png"),
        ("JPEG", "image/jpeg", ".jpg"),
        ("JPEG", "image/jpg", ".jpg"),
        ("JPEG", "image/png", ".png"),
    ],
)
def test_a_picture_that_a_leaflet_can_have_stays_as_it_is_and_half_of_one_is_none(
    kind: str, media: str, ending: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint sets it
    data = picture(kind)
    assert images.drawable(data, media) == (data, ending)
    assert images.drawable(data[:60], media) == (b"", "")


def test_a_picture_of_another_kind_is_made_one_with_what_is_clear_in_it() -> None:
    for data, mode in ((picture("GIF", "P", transparency=0), "RGBA"), (picture("BMP"), "RGB")):
        made, ending = images.drawable(data, "image/any")
        with Picture.open(io.BytesIO(made)) as opened:
            assert (opened.format, opened.mode, ending) == ("PNG", mode, ".png")
    assert images.drawable(picture("GIF"), "image/png") == (b"", "")
    assert images.drawable(b"nothing", "image/tiff") == (b"", "")


def test_a_drawing_of_windows_is_drawn_by_its_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("press.programs.libreoffice.as_png", lambda data, ending: data + ending.encode())
    assert images.drawable(b"d", "image/x-wmf") == (b"d.wmf", ".png")
    assert images.drawable(b"d", "image/x-EMF") == (b"d.emf", ".png")
    monkeypatch.setattr("press.programs.libreoffice.as_png", lambda *_: b"")
    assert images.drawable(b"d", "image/x-wmf") == (b"", "")
