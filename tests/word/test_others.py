"""Word files that others made, as a screen reader says them: each word is said, or named as left out."""

from __future__ import annotations

import io
import zipfile

import pytest

from press import transcript
from press.checks import word
from press.problems import Refused
from tests.word.by_hand import p, root, said, t, word_file, zipped

BOX = "<w:txbxContent>{}</w:txbxContent>"
IN_BOTH_WAYS = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:docPr id="1" name="Box"/>'
    f"<a:graphic><wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp></a:graphic></wp:inline></w:drawing></mc:Choice>"
    f"<mc:Fallback><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)


def control(inside: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def field(code: str, result: str) -> str:
    """A field as Word writes it, over five runs."""
    codes = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in code.split("|"))
    begin, middle, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"{begin}{codes}{middle}{result}{end}"


# Where the parts are


def test_the_body_is_the_part_that_the_package_names_wherever_it_lies() -> None:
    heading = root(
        "styles", '<w:style w:styleId="H"><w:name w:val="H"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    )
    data = word_file(p("Rest.", properties='<w:pStyle w:val="H"/>'), {"styles": heading}, main="word/document2.xml")
    assert said(data) == ["Heading 2: Rest."]


def test_a_strict_file_is_read_like_any_other() -> None:
    data = word_file(
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Rest.</w:t></w:r></w:p>'
        "<w:p><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></w:p>",
        {"numbering": numbering(level(0, "decimal", "%1."))},
    )
    strict = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode()
            for kind in ("wordprocessingml", "officeDocument", "drawingml"):
                text = text.replace(
                    f"http://schemas.openxmlformats.org/{kind}/2006/", f"http://purl.oclc.org/ooxml/{kind}/"
                )
            strict[name] = text.encode()
    assert b"schemas.openxmlformats.org/wordprocessingml" not in strict["word/document.xml"]
    assert said(zipped(strict)) == ["List of 1 item", "  1. Rest.", "[equation: x]"]


def test_a_package_that_holds_no_document_is_refused_with_what_it_may_be() -> None:
    data = word_file("")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = b"<workbook/>"
    with pytest.raises(Refused, match="it may be a spreadsheet or slides"):
        said(zipped(parts))
    del parts["word/document.xml"]
    with pytest.raises(Refused, match="names no other that holds its words"):
        said(zipped(parts))


def test_an_old_or_locked_file_is_refused_with_what_to_do() -> None:
    with pytest.raises(Refused, match=r"save it as \.docx"):
        transcript.read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old.docx")


# Words in all places


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ("<w:smartTag><w:r><w:t>Ely</w:t></w:r></w:smartTag>", "Ely"),
        ("<w:customXml><w:r><w:t>Ely</w:t></w:r></w:customXml>", "Ely"),
        ('<w:dir w:val="rtl"><w:r><w:t>Ely</w:t></w:r></w:dir>', "Ely"),
        ('<w:moveTo w:id="1"><w:r><w:t>Ely</w:t></w:r></w:moveTo>', "Ely"),
        (control(t("Ely")), "Ely"),
        ('<w:fldSimple w:instr=" PAGE "><w:r><w:t>7</w:t></w:r></w:fldSimple>', "7"),
        ('<w:fldSimple w:instr=" HYPERLINK &quot;https://a.org&quot; "><w:r><w:t>our page</w:t></w:r></w:fldSimple>', "[link: our page]"),
        (field(' HYPERLINK |"https://a.org" ', t("our ") + t("page")), "[link: our page]"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "✓"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>5 mg</w:t></w:r>', "≥5 mg"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:cr/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>", "a b c-d"),
        ("<w:r><w:ruby><w:rt><w:r><w:t>jing</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>京</w:t></w:r></w:rubyBase></w:ruby></w:r>", "京(jing)"),
        ('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>', "[checkbox: ticked]"),
        ('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData></w:fldChar></w:r>', "[checkbox: not ticked]"),
        ('<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="am"/><w:listEntry w:val="pm"/></w:ddList></w:ffData></w:fldChar></w:r>', "[choice: pm, of am, pm]"),
        ('<w:r><w:pict><v:shape alt="A knee"><v:imagedata/></v:shape></w:pict></w:r>', "[picture: A knee]"),
        ("<w:r><w:pict><v:shape><v:imagedata/></v:shape></w:pict></w:r>", "[picture without a description]"),
        ('<w:r><w:pict><v:shape><v:textpath string="Draft"/></v:shape></w:pict></w:r>', "Draft"),
        ('<w:r><w:drawing><wp:inline><wp:docPr id="1" title="A knee"/></wp:inline></w:drawing></w:r>', "[picture: A knee]"),
        ('<w:r><w:drawing><wp:inline><wp:docPr id="1"/><a:t>In a shape</a:t></wp:inline></w:drawing></w:r>', "In a shape"),
    ],
)  # fmt: skip
def test_words_are_said_wherever_they_stand_in_a_line(runs: str, expected: str) -> None:
    assert said(word_file(p(runs))) == [expected]


def test_the_code_of_a_field_is_not_said_though_it_has_words_of_a_field_within() -> None:
    inner = field(" REF a ", t("hidden"))
    whole = field(" IF |x|", "").replace(
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        inner + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + t("shown"),
    )
    assert said(word_file(p(whole, " after"))) == ["shown after"]


def test_a_field_without_an_end_hides_nothing() -> None:
    assert said(word_file(p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "Take 5 mg."))) == ["Take 5 mg."]


def test_a_large_first_letter_in_a_paragraph_of_its_own_is_read_with_its_word() -> None:
    dropped = p("T", properties='<w:framePr w:dropCap="drop"/>')
    assert said(word_file(dropped + p("ake it."))) == ["Take it."]


def test_a_text_box_is_said_once_after_its_paragraph_and_in_paragraphs_of_its_own() -> None:
    boxed = IN_BOTH_WAYS.replace("{}", p("Call 999.") + p("Now."))
    assert said(word_file(p("Before.", boxed, " Still before.") + p("After."))) == [
        "Before. Still before.",
        "Call 999.",
        "Now.",
        "After.",
    ]


def test_a_text_box_in_a_text_box_is_said_once() -> None:
    inner = f"<w:r><w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict></w:r>".replace("{}", p("Inner."))
    outer = IN_BOTH_WAYS.replace("{}", p("Outer.", inner))
    assert said(word_file(p("Before.", outer))) == ["Before.", "Outer.", "Inner."]


def test_what_only_another_program_understands_is_read_in_the_way_that_word_shows() -> None:
    both = (
        '<mc:AlternateContent xmlns:x="http://example.org/x"><mc:Choice Requires="x"><w:r><w:t>x</w:t></w:r></mc:Choice>'
        "<mc:Fallback><w:r><w:t>5 mg</w:t></w:r></mc:Fallback></mc:AlternateContent>"
    )
    assert said(word_file(p("Take ", both))) == ["Take 5 mg"]


def test_rows_and_cells_in_content_controls_are_where_they_belong() -> None:
    def cell(words: str) -> str:
        return f"<w:tc>{p(words)}</w:tc>"

    rows = (
        f"<w:tr>{cell('Drug')}{cell('Morning')}{cell('Night')}</w:tr>"
        f"<w:tr>{cell('A')}{control(cell('5 mg'))}{cell('none')}</w:tr>"
        f"{control(f'<w:tr>{cell(str())}<w:customXml>{cell(chr(66))}</w:customXml>{cell(str(3))}</w:tr>')}"
    )
    assert said(word_file(f"<w:tbl>{rows}</w:tbl>")) == [
        "Table of 3 rows and 3 columns",
        "  Drug | Morning | Night",
        "  A | 5 mg | none",
        "   | B | 3",
    ]


def test_merged_and_shifted_cells_do_not_move_others_under_another_heading() -> None:
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("Day")}</w:tc>'
    cells = f"<w:tc>{p('5 mg')}</w:tc>"
    table = f'<w:tbl><w:tr>{wide}{cells}</w:tr><w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>{cells}</w:tr></w:tbl>'
    assert said(word_file(table))[1:] == ["  Day [over 2 columns] | 5 mg", "   |  | 5 mg"]


@pytest.mark.parametrize(("span", "told"), [(1, ""), (2, " [over 2 columns]"), (63, " [over 63 columns]"), (64, "")])
def test_a_cell_is_over_as_many_columns_as_word_can_have(span: int, told: str) -> None:
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{p("Day")}</w:tc>'
    assert said(word_file(f"<w:tbl><w:tr>{wide}<w:tc>{p('5 mg')}</w:tc></w:tr></w:tbl>"))[1:] == [f"  Day{told} | 5 mg"]


def test_lists_and_tables_in_a_cell_keep_their_signs() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{p('a')}</w:tc><w:tc>{p('b')}</w:tc></w:tr></w:tbl>"
    cell = f"<w:tbl><w:tr><w:tc>{item('one')}{item('two')}{inner}{p('end')}</w:tc></w:tr></w:tbl>"
    data = word_file(cell, {"numbering": numbering(level(0, "decimal", "%1)"))})
    assert said(data) == ["Table of 1 row and 1 column", "  1) one 2) two [table: a | b] end"]


# Notes and comments


def notes(kind: str, noun: str, *bodies: str, more: str = "") -> dict[str, str]:
    inside = "".join(f'<w:{noun} w:id="{at}"{more}>{body}</w:{noun}>' for at, body in enumerate(bodies, 1))
    return {kind: root(kind, f'<w:{noun} w:id="0" w:type="separator">{p("—")}</w:{noun}>{inside}')}


def test_footnotes_are_marked_where_they_stand_and_said_after_all() -> None:
    marks = [f'<w:r><w:footnoteReference w:id="{number}"/></w:r>' for number in (2, 1)]
    data = word_file(
        p("Take it.", marks[0], " Rest.", marks[1]), notes("footnotes", "footnote", p("First."), p("Second."))
    )
    assert said(data) == ["Take it. [footnote 1] Rest. [footnote 2]", "Footnote 1: Second.", "Footnote 2: First."]


def test_endnotes_and_comments_are_said_too_with_who_wrote_them() -> None:
    parts = notes("endnotes", "endnote", p("A source.")) | notes(
        "comments", "comment", p("Is it 5?"), more=' w:author="Ann"'
    )
    body = p("Take 5 mg.", '<w:r><w:endnoteReference w:id="1"/></w:r>', '<w:r><w:commentReference w:id="1"/></w:r>')
    assert said(word_file(body, parts)) == [
        "Take 5 mg. [endnote 1] [comment 1]",
        "Endnote 1: A source.",
        "Comment 1, by Ann: Is it 5?",
    ]


def test_a_note_that_nothing_refers_to_is_said_as_such() -> None:
    data = word_file(p("Take it."), notes("footnotes", "footnote", p("Lost.")))
    assert said(data) == ["Take it.", "Footnote that nothing refers to: Lost."]


# Numbers


def level(depth: int, form: str, text: str, more: str = "", start: str = "1") -> str:
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return root("numbering", f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}')


def item(words: str, depth: int = 0, list_id: int = 1) -> str:
    return p(words, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')


@pytest.mark.parametrize(
    ("form", "labels"),
    [
        ("decimal", "1. 2. 3."),
        ("lowerLetter", "a. b. c."),
        ("upperLetter", "A. B. C."),
        ("lowerRoman", "i. ii. iii."),
        ("upperRoman", "I. II. III."),
        ("ordinal", "1st. 2nd. 3rd."),
        ("decimalZero", "01. 02. 03."),
        ("russianLower", "а. б. в."),
        ("hindiNumbers", "१. २. ३."),
        ("unheardOf", "1. 2. 3."),
    ],
)
def test_numbers_are_said_in_the_form_that_word_prints(form: str, labels: str) -> None:
    data = word_file("".join(map(item, "xyz")), {"numbering": numbering(level(0, form, "%1."))})
    assert [line.split()[0] for line in said(data)[1:]] == labels.split()


@pytest.mark.parametrize(
    ("form", "start", "label"),
    [("lowerLetter", 27, "aa"), ("lowerRoman", 1994, "mcmxciv"), ("ordinal", 112, "112th"), ("ordinal", 22, "22nd"), ("upperRoman", 4000, "4000"), ("lowerLetter", 0, "0"), ("decimalEnclosedParen", 4, "(4)")],
)  # fmt: skip
def test_large_numbers_are_said_as_word_writes_them(form: str, start: int, label: str) -> None:
    data = word_file(item("x"), {"numbering": numbering(level(0, form, "%1", start=str(start)))})
    assert said(data)[1] == f"  {label} x"


def test_a_number_may_hold_those_of_the_levels_above_and_begins_anew_below_them() -> None:
    parts = {"numbering": numbering(level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", more="<w:isLgl/>"))}
    body = item("a") + item("b", 1) + item("c", 1) + item("d") + item("e", 1)
    assert said(word_file(body, parts)) == [
        "List of 2 items",
        "  I. a",
        "    List of 2 items",
        "      1.1 b",
        "      1.2 c",
        "  II. d",
        "    List of 1 item",
        "      2.1 e",
    ]


def test_a_level_that_never_begins_anew_counts_on() -> None:
    levels = level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)", more='<w:lvlRestart w:val="0"/>')
    body = item("a") + item("b", 1) + item("c") + item("d", 1)
    assert [line.strip() for line in said(word_file(body, {"numbering": numbering(*levels)}))][-1] == "b) d"


def test_lists_of_one_kind_count_on_until_one_begins_anew() -> None:
    nums = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>{override}</w:num>'
        for number, override in (
            (1, ""),
            (2, ""),
            (3, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'),
        )
    )
    parts = {"numbering": numbering(level(0, "decimal", "%1."), nums=nums)}
    body = item("a") + p("Between.") + item("b", list_id=2) + item("c", list_id=3) + item("d", list_id=3) + item("e")
    assert said(word_file(body, parts)) == [
        "List of 1 item",
        "  1. a",
        "Between.",
        "List of 4 items",
        "  2. b",
        "  7. c",
        "  8. d",
        "  9. e",
    ]


def test_a_list_may_give_a_level_a_form_of_its_own() -> None:
    nums = f'<w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">{level(0, "lowerLetter", "%1)")}</w:lvlOverride></w:num>'
    assert said(word_file(item("x"), {"numbering": numbering(level(0, "decimal", "%1."), nums=nums)}))[1] == "  a) x"


def test_a_style_gives_a_paragraph_its_number_at_the_level_that_is_tied_to_it() -> None:
    styles = root(
        "styles",
        '<w:style w:styleId="A"><w:name w:val="A"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/></w:style>',
    )
    levels = level(0, "decimal", "%1."), level(1, "lowerLetter", "(%2)", more='<w:pStyle w:val="B"/>')
    body = p("a", properties='<w:pStyle w:val="A"/>') + p("b", properties='<w:pStyle w:val="B"/>')
    assert said(word_file(body, {"styles": styles, "numbering": numbering(*levels)})) == [
        "List of 1 item",
        "  1. a",
        "    List of 1 item",
        "      (a) b",
    ]


def test_the_number_of_a_heading_is_said_with_it_and_makes_it_no_list() -> None:
    styles = root(
        "styles",
        '<w:style w:styleId="H"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>',
    )
    numbers = '<w:pStyle w:val="H"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    data = word_file(
        p("Rest", properties=numbers), {"styles": styles, "numbering": numbering(level(0, "decimal", "Part %1:"))}
    )
    assert said(data) == ["Heading 1: Part 1: Rest"]


def test_bullets_of_two_kinds_are_one_list_and_numbers_after_bullets_another() -> None:
    nums = "".join(f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>' for at in (1, 2, 3))
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{level(0, form, text)}</w:abstractNum>'
        for at, form, text in ((1, "bullet", "-"), (2, "bullet", "*"), (3, "decimal", "%1."))
    )
    data = word_file(
        item("a") + item("b", list_id=2) + item("c", list_id=3), {"numbering": root("numbering", kinds + nums)}
    )
    assert said(data) == ["List of 2 items", "  • a", "  • b", "List of 1 item", "  1. c"]


# Equations


@pytest.mark.parametrize(
    ("equation", "expected"),
    [
        ("<m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>", "(a+b)/2"),
        ("<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>", "x^2"),
        ("<m:sSub><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sub><m:r><m:t>i</m:t></m:r></m:sub></m:sSub>", "x_i"),
        ("<m:rad><m:deg/><m:e><m:r><m:t>x</m:t></m:r></m:e></m:rad>", "√x"),
        ('<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub><m:r><m:t>i</m:t></m:r></m:sub><m:sup/><m:e><m:r><m:t>x</m:t></m:r></m:e></m:nary>', "∑_i x"),
        ('<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e><m:r><m:t>x</m:t></m:r></m:e><m:e><m:r><m:t>y</m:t></m:r></m:e></m:d>', "[x|y]"),
        ("<m:m><m:mr><m:e><m:r><m:t>1</m:t></m:r></m:e><m:e><m:r><m:t>2</m:t></m:r></m:e></m:mr><m:mr><m:e><m:r><m:t>3</m:t></m:r></m:e></m:mr></m:m>", "1, 2; 3"),
        ("<m:func><m:fName><m:r><m:t>log </m:t></m:r></m:fName><m:e><m:r><m:t>x</m:t></m:r></m:e></m:func>", "log x"),
        ('<m:acc><m:accPr><m:chr m:val="̂"/></m:accPr><m:e><m:r><m:t>x</m:t></m:r></m:e></m:acc>', "x̂"),
        ("<m:limLow><m:e><m:r><m:t>lim</m:t></m:r></m:e><m:lim><m:r><m:t>n</m:t></m:r></m:lim></m:limLow>", "lim_n"),
    ],
)  # fmt: skip
def test_an_equation_is_said_on_one_line(equation: str, expected: str) -> None:
    assert said(word_file(p(f"<m:oMathPara><m:oMath>{equation}</m:oMath></m:oMathPara>"))) == [
        f"[equation: {expected}]"
    ]


# What is left out is named


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p("Take ", '<w:del w:id="1"><w:r><w:delText>30</w:delText></w:r></w:del>', "45 mg."), "words that a tracked change took out: “30”"),
        (p("Take ", '<w:moveFrom w:id="1"><w:r><w:t>30</w:t></w:r></w:moveFrom>', "45 mg."), "words that a tracked change moved away: “30”"),
        (p("Take 45 mg.", t("a secret", "<w:vanish/>")), "hidden words: “a secret”"),
        (p("Take 45 mg.") + '<w:altChunk r:id="x"/>', "a file that was put into this one"),
        (p("Take 45 mg.") + '<w:subDoc r:id="x"/>', "a document of which this one is made"),
        (p("Take 45 mg.", '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'), "an object made by another program (Excel.Sheet.12)"),
        (p("Take 45 mg.") + "<w:tbl><w:r><w:t>lost</w:t></w:r></w:tbl>", "words in a place that no reader looks at: “lost”"),
    ],
)  # fmt: skip
def test_what_is_not_said_is_named(body: str, expected: str) -> None:
    lines = said(word_file(body))
    assert lines[0] == "Take 45 mg."
    assert lines[-1] == f"Left out: {expected}"
    assert sum("Left out" in line for line in lines) == 1


def test_a_sign_of_an_unknown_font_is_marked_and_named() -> None:
    lines = said(word_file(p("Tick ", '<w:r><w:sym w:font="Odd" w:char="F041"/></w:r>')))
    assert lines == ["Tick [sign]", "Left out: a sign of a font of signs: “F041 of Odd”"]


def test_headers_and_footers_are_named_with_their_words() -> None:
    parts = {"header": root("hdr", p("Ward 5")), "footer": root("ftr", p("Page 1") + p("v2"))}
    assert said(word_file(p("Rest."), parts)) == [
        "Rest.",
        "Left out: what every page has in its footer: “Page 1 v2”",
        "Left out: what every page has in its header: “Ward 5”",
    ]


def test_very_many_and_very_long_words_that_are_left_out_are_named_by_the_first() -> None:
    deleted = "".join(p(f'<w:del w:id="1"><w:r><w:delText>{"x" * 300}</w:delText></w:r></w:del>') for _ in range(25))
    (line,) = said(word_file(deleted))
    assert line.count("x" * 200) == 20
    assert line.endswith("and 100 more characters; and 5 more")


def test_the_namespace_of_the_schema_is_not_changed_in_words() -> None:
    address = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    assert said(word_file(p(f"See {address}"))) == [f"See {address}"]


def test_the_words_of_a_diagram_are_said_once_however_often_it_is_shown() -> None:
    shown = '<w:r><w:drawing><d:relIds xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/diagram" r:dm="p0"/></w:drawing></w:r>'
    data = '<x xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:p><a:t>Sit, </a:t><a:t>then</a:t></a:p><a:p><a:t>rest</a:t></a:p></x>'
    assert said(word_file(p(shown, shown), {"diagramData": data})) == ["Sit, then rest"]


def test_of_styles_that_are_based_on_each_other_without_end_only_the_nearest_hold() -> None:
    def chain(length: int) -> str:
        style = '<w:style w:styleId="S{}"><w:name w:val="S"/><w:basedOn w:val="S{}"/>{}</w:style>'
        heading = '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'
        return root("styles", "".join(style.format(at, at - 1, "" if at else heading) for at in range(length)))

    for length, expected in ((49, "Heading 1: Rest."), (60, "Rest.")):
        data = word_file(p("Rest.", properties=f'<w:pStyle w:val="S{length - 1}"/>'), {"styles": chain(length)})
        assert said(data) == [expected]


def test_lengths_with_units_are_measured_as_lengths() -> None:
    rules = {"word-type-size", "word-line-spacing", "word-value"}

    def broken(size: str, line: str) -> set[str]:
        paragraph = f'<w:p><w:pPr><w:spacing w:line="{line}"/></w:pPr>{t("Rest.", f"""<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>""")}</w:p>'
        return {problem.rule for problem in word.check_alone(word_file(paragraph), "a.docx")} & rules

    assert broken("12pt", "12pt") == broken("24", "240") == broken("0.17in", "4.3mm") == set()
    assert broken("11pt", "11.5pt") == broken("22", "230") == {"word-type-size", "word-line-spacing"}
    assert broken("12ft", "240") == {"word-type-size", "word-value"}
