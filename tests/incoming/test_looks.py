"""Styles and numbering of a Word file: what a paragraph is by its style, and what Word counts before it."""

from __future__ import annotations

import pytest
from lxml import etree

from press.incoming.found import Marker
from press.incoming.looks import MOST, Numbering, Styles, count, written
from tests.incoming.files import W


def tree(inner: str, name: str) -> etree._Element:
    return etree.fromstring(f'<w:{name} xmlns:w="{W}">{inner}</w:{name}>')


@pytest.mark.parametrize(
    ("number", "form", "said"),
    [
        (1, "lowerLetter", "a"),
        (26, "upperLetter", "Z"),
        (27, "lowerLetter", "aa"),
        (53, "upperLetter", "AAA"),
        (0, "lowerLetter", "0"),
        (1, "lowerRoman", "i"),
        (4, "lowerRoman", "iv"),
        (2888, "lowerRoman", "mmdccclxxxviii"),
        (1994, "upperRoman", "MCMXCIV"),
        (449, "lowerRoman", "cdxlix"),
        (3999, "upperRoman", "MMMCMXCIX"),
        (4000, "lowerRoman", "4000"),
        (0, "upperRoman", "0"),
        (7, "decimalZero", "07"),
        (12, "decimalZero", "12"),
        (3, "decimal", "3"),
    ],
)
def test_numbers_are_written_as_word_writes_them(number: int, form: str, said: str) -> None:
    assert written(number, form) == said


@pytest.mark.parametrize(
    ("text", "number"), [("7", 7), ("32767", MOST), ("99999", MOST), ("", None), ("-1", None), ("x", None)]
)
def test_a_number_of_a_file_is_at_most_the_largest_that_word_has(text: str, number: int | None) -> None:
    assert count(text) == number


def level(depth: int, form: str, text: str, start: str = "") -> str:
    begins = f'<w:start w:val="{start}"/>' if start else ""
    counted = f'<w:numFmt w:val="{form}"/>' if form else ""
    return f'<w:lvl w:ilvl="{depth}">{begins}{counted}<w:lvlText w:val="{text}"/></w:lvl>'


FIRST = "".join(
    [
        level(0, "decimal", "%1.", "1"),
        level(1, "lowerLetter", "%1.%2)"),
        level(2, "bullet", "-", "3"),
        level(3, "none", "x"),
        level(4, "", "(%5)"),
        level(5, "bullet", ""),
        level(6, "decimal", "%7/%9", "0"),
    ]
)
NUMBERING = f"""
<w:abstractNum w:abstractNumId="1">{FIRST}</w:abstractNum>
<w:abstractNum w:abstractNumId="2">{level(0, "lowerRoman", "%1", "5")}</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/>
<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1.", "8")}</w:lvlOverride></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="0"><w:abstractNumId w:val="2"/></w:num>
"""


def test_word_counts_on_in_lists_of_one_kind_and_anew_below_what_counts_on() -> None:
    numbering = Numbering.of(tree(NUMBERING, "numbering"))

    def printed(*asked: tuple[str, int]) -> list[Marker | None]:
        return [numbering.marker(name, depth) for name, depth in asked]

    assert printed(("1", 0), ("1", 0), ("1", 1), ("1", 1), ("1", 0), ("1", 1)) == [
        Marker(0, 1, "1."),
        Marker(0, 2, "2."),
        Marker(1, 1, "2.a)", plain=False),
        Marker(1, 2, "2.b)", plain=False),
        Marker(0, 3, "3."),
        Marker(1, 1, "3.a)", plain=False),
    ]
    assert printed(("1", 2), ("1", 3), ("1", 4), ("1", 5), ("1", 6)) == [
        Marker(2, 0, "-"),
        None,
        Marker(4, 1, "(1)"),
        None,
        Marker(6, 1, "0/1", plain=False),
    ]
    assert printed(("2", 0), ("2", 0), ("1", 0), ("3", 0)) == [
        Marker(0, 4, "4."),
        Marker(0, 5, "5."),
        Marker(0, 6, "6."),
        Marker(0, 7, "G.", plain=False),
    ]
    assert printed(("4", 0), ("4", 0)) == [Marker(0, 5, "v", plain=False), Marker(0, 6, "vi", plain=False)]
    assert printed(("0", 0), ("9", 0), ("1", 8)) == [None, None, None]
    assert Numbering.of(None).marker("1", 0) is None


def test_an_inner_item_before_any_outer_one_counts_that_from_its_beginning() -> None:
    assert Numbering.of(tree(NUMBERING, "numbering")).marker("1", 1) == Marker(1, 1, "1.a)", plain=False)


STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="cy"/><w:b/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="character" w:default="1" w:styleId="Letters"><w:name w:val="Letters"/></w:style>
<w:style w:type="paragraph" w:styleId="Other"><w:name w:val="Other"/></w:style>
<w:style w:type="paragraph" w:default="1" w:styleId="Plain"><w:name w:val="Normal"/><w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="Heading 2"/><w:basedOn w:val="Plain"/></w:style>
<w:style w:type="paragraph" w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="H2"/>
<w:pPr><w:outlineLvl w:val="4"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Out"><w:name w:val="Out"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Nine"><w:name w:val="Nine"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Round"><w:name w:val="Round"/><w:basedOn w:val="Robin"/></w:style>
<w:style w:type="paragraph" w:styleId="Robin"><w:name w:val="Robin"/><w:basedOn w:val="Round"/></w:style>
"""


def test_a_style_goes_on_from_others_whose_name_or_outline_makes_a_heading() -> None:
    styles = Styles(tree(STYLES, "styles"))
    direct = tree('<w:outlineLvl w:val="7"/>', "pPr")
    assert (styles.default, styles.language) == ("Plain", "cy")
    levels = {name: styles.level(None, name) for name in ("H2", "Mine", "Out", "Nine", "Plain", "Round", "None")}
    assert levels == {"H2": 2, "Mine": 2, "Out": 1, "Nine": 0, "Plain": 0, "Round": 0, "None": 0}
    assert (styles.level(direct, "Plain"), styles.level(direct, "Out"), styles.level(direct, "H2")) == (8, 8, 2)
    assert [style.name for style in styles.chain("Mine")] == ["mine", "heading 2", "normal"]
    assert [style.name for style in styles.chain("Round")] == ["round", "robin"]
    assert (styles.name("Mine"), styles.name("None Such")) == ("mine", "none such")


def test_the_look_of_words_is_said_by_themselves_first_then_by_their_styles_and_by_the_file() -> None:
    styles = Styles(tree(STYLES, "styles"))
    direct = tree('<w:rStyle w:val="Plain"/>', "rPr")
    assert [[child.tag.rpartition("}")[2] for child in each] for each in styles.runs(direct, "")] == [
        ["rStyle"],
        ["i"],
        ["i"],
        ["lang", "b"],
    ]
    assert [len(styles.runs(None, name)) for name in ("", "Other", "H2")] == [2, 1, 2]
    assert len(Styles(None).runs(None, "")) == 0
    assert [len(styles.paragraphs(None, name)) for name in ("", "Mine", "Out")] == [0, 1, 1]
