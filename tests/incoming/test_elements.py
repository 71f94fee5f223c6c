"""What is found in a Word file, element by element (ISO 29500-1, 17)."""

from __future__ import annotations

import pytest

from press.incoming import reading
from press.incoming.found import File, Line
from tests.incoming.files import body
from tests.incoming.test_pages import shown


def found(*blocks: str, original: bool = False) -> File:
    return reading.read(body(*blocks), "a.docx", original=original)


def run(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr><w:lang w:val=''/>{look}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def par(*inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inner)}</w:p>"


def said(*blocks: str) -> list[str]:
    """What a file shows, without the language that all of it has."""
    return [each.replace("<en-US ", "").replace(">", "") for each in shown(found(*blocks).items)]


def complex_field(instruction: str, *results: str) -> str:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    asked = f"<w:r><w:instrText>{instruction[:4]}</w:instrText><w:instrText>{instruction[4:]}</w:instrText></w:r>"
    shows = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    return f'{begin}{asked}{shows}{"".join(results)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


RAISED, LOWERED = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'
CHOICE = (
    "<mc:AlternateContent><mc:Choice Requires='x'>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
)


@pytest.mark.parametrize(
    ("inner", "shows"),
    [
        (run("a", "<w:b/>") + run("b", "<w:b w:val='0'/>") + run("c", "<w:b w:val='off'/>"), "**a**bc"),
        (run("a", "<w:i/>") + run("b", "<w:u w:val='single'/>") + run("c", "<w:u w:val='none'/>"), "_ab_c"),
        (run("a", "<w:rtl/><w:bCs/>") + run("b", "<w:bCs/>") + run("c", "<w:rtl/><w:b/>"), "<ar-SA **a**b<ar-SA c"),
        (run("10") + run("9", RAISED) + run("x", RAISED) + run("2", LOWERED), "10⁹x₂"),
        (run("0123456789+-−", RAISED) + run(" 0123456789+-− ", LOWERED), "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ ₀₁₂₃₄₅₆₇₈₉₊₋₋ "),
        (
            "<w:r><w:t>a</w:t><w:tab/><w:br/><w:noBreakHyphen/><w:softHyphen/><w:cr/><w:ptab/><w:t>b</w:t></w:r>",
            "a\t\n-\n\tb",
        ),
        ('<w:hyperlink w:anchor="z"><w:r><w:t>a</w:t></w:r></w:hyperlink>', "[a](#z)"),
        ("<w:hyperlink><w:r><w:t>a</w:t></w:r></w:hyperlink>", "a"),
        (complex_field('HYPERLINK "https://b.org"', run("a")) + run("b"), "[a](https://b.org)b"),
        (complex_field('HYPERLINK \\l "b"', run("a", '<w:u w:val="single"/>')), "[a](#b)"),
        (complex_field(' hyperlink "b" \\o "\\l"', run("a")), "[a](b)"),
        (complex_field("HYPERLINK", run("a")), "a"),
        (complex_field('REF "x"', run("a")), "a"),
        (complex_field("PAGE", complex_field('HYPERLINK "x"', run("a")), run("b")), "[a](x)b"),
        (complex_field('HYPERLINK "x"', complex_field("PAGE", run("a")), run("b")), "[ab](x)"),
        ('<w:fldSimple w:instr=" HYPERLINK &quot;x&quot; "><w:r><w:t>a</w:t></w:r></w:fldSimple>', "[a](x)"),
        ('<w:fldSimple w:instr=" PAGE "><w:r><w:t>a</w:t></w:r></w:fldSimple>', "a"),
        (f"<w:r>{CHOICE.format('<w:t>a</w:t>', '<w:t>b</w:t>')}</w:r>", "a"),
        (CHOICE.format(run("a"), run("b")), "a"),
        ("<w:smartTag><w:smartTagPr/><w:r><w:t>a</w:t></w:r></w:smartTag>", "a"),
        ("<w:sdt><w:sdtPr><w:r/></w:sdtPr><w:sdtContent><w:r><w:t>a</w:t></w:r></w:sdtContent></w:sdt>", "a"),
        ('<w:r><w:sym w:char="F0B7"/><w:sym w:char="f0FC"/><w:sym w:char="0041"/></w:r>' + run("\uf0b0"), "•✓A°"),
    ],
)
def test_the_words_of_a_paragraph_are_read_with_how_they_look_and_where_they_lead(inner: str, shows: str) -> None:
    assert said(par(inner)) == [shows]


def test_what_stands_high_or_low_beside_words_and_what_does_not_show_is_told() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('up')}</w:rt><w:rubyBase>{run('base')}</w:rubyBase></w:ruby></w:r>"
    looks = run("hid", "<w:vanish/>") + run("out", "<w:strike/>") + run("off", "<w:dstrike/>")
    file = found(par(ruby, looks), par(run("shown", "<w:vanish w:val='false'/>")))
    assert [line.text for line in file.items if isinstance(line, Line)] == ["base", "shown"]
    assert [(each.text, each.reason) for each in file.omissions] == [
        ("up", "a reading above the line"),
        ("hid", "hidden in Word"),
        ("outoff", "struck out in Word"),
    ]
    assert [each.text[:7] for each in file.questions] == ["“out” i", "“off” i"]


def test_signs_that_cannot_be_written_and_equations_are_asked_about() -> None:
    signs = '<w:r><w:sym w:char="F0FF" w:font="Wingdings"/><w:sym w:char="F0B7"/></w:r>' + run("\uf0fe\uf0b7")
    equation = "<m:oMath><m:r><m:t>a</m:t></m:r><m:r><m:t>=b</m:t></m:r></m:oMath>"
    file = found(par(signs, run("x"), equation), f"<m:oMathPara>{equation}</m:oMathPara>")
    assert [each.text for each in file.questions] == [
        "A sign of the font Wingdings cannot be written (its code is F0FF): what is it?",
        "A sign of no font cannot be written (its code is F0FE): what is it?",
        *["An equation is written out in one line: is it still right?"] * 2,
    ]
    assert [line.text for line in file.items if isinstance(line, Line)] == [" • •x a=b ", " a=b "]


@pytest.mark.parametrize(
    ("block", "shows"),
    [
        (CHOICE.format(par(run("a")), par(run("b"))), ["a"]),
        (f"<w:customXml>{par(run('a'))}</w:customXml>", ["a"]),
        (f"<w:sdt><w:sdtPr>{par(run('b'))}</w:sdtPr><w:sdtContent>{par(run('a'))}</w:sdtContent></w:sdt>", ["a"]),
        (f"<w:ins w:id='1' w:author='A'>{par(run('a'))}</w:ins>", ["a"]),
        (f"<w:moveTo w:id='1' w:author='A'>{par(run('a'))}</w:moveTo>", ["a"]),
        (f"<w:del w:id='1' w:author='A'>{par(run('a'))}</w:del>", []),
        ("<w:altChunk></w:altChunk>", []),
        (par(run("  ")), []),
    ],
)
def test_blocks_are_read_in_whatever_they_are_wrapped(block: str, shows: list[str]) -> None:
    assert said(block, par(run("z"))) == [*shows, "z"]


def test_blocks_that_are_left_out_are_told() -> None:
    deleted = f"<w:del w:id='1' w:author='A'>{par(run('gone'))}</w:del>"
    file = found(deleted, "<w:altChunk></w:altChunk>")
    assert [(each.text.strip(), each.reason) for each in file.omissions] == [
        ("gone", "deleted in a tracked change"),
        ("a part in another format", "Word takes it in only when it opens the file"),
    ]
    inserted = f"<w:ins w:id='1' w:author='A'>{par(run('new'))}</w:ins>"
    before = found(inserted, deleted, original=True)
    assert [(each.text.strip(), each.reason) for each in before.omissions] == [("new", "inserted in a tracked change")]
    assert [line.text for line in before.items if isinstance(line, Line)] == ["gone"]


def test_tracked_changes_are_counted_and_said_how_they_are_taken() -> None:
    words = [f"<w:{kind} w:id='1' w:author='A'>{run(kind)}</w:{kind}>" for kind in ("ins", "moveTo", "del", "moveFrom")]
    for original, taken, kept in ((False, "as accepted", "insmoveTo"), (True, "as it was before them", "delmoveFrom")):
        file = found(par(*words), original=original)
        question = f"The file has 4 tracked changes, which are taken {taken}. Is that right?"
        assert (file.questions[0].text, file.questions[0].place) == (question, "the whole file")
        assert [line.text for line in file.items if isinstance(line, Line)] == [kept]
    assert found(par(run("a"))).questions == ()


def test_bookmarks_belong_to_the_next_words_that_there_are() -> None:
    def mark(name: str) -> str:
        return f'<w:bookmarkStart w:id="1" w:name="{name}"></w:bookmarkStart>'

    file = found(mark("one"), par(mark("two")), par(mark("three"), run("a")), par(run("b")))
    marks = [(line.text, line.bookmarks) for line in file.items if isinstance(line, Line)]
    assert marks == [("a", ("three", "two", "one")), ("b", ())]


BORDER = '<w:{} w:val="single"/>'


@pytest.mark.parametrize(
    ("properties", "boxed"),
    [
        ("", False),
        (f"<w:pBdr>{BORDER.format('top')}{BORDER.format('bottom')}</w:pBdr>", True),
        (f"<w:pBdr>{BORDER.format('left')}{BORDER.format('right')}</w:pBdr>", True),
        (f"<w:pBdr>{BORDER.format('bottom')}</w:pBdr>", False),
        (f"<w:pBdr>{BORDER.format('top')}<w:bottom w:val='none'/><w:left w:val='nil'/></w:pBdr>", False),
        ("<w:shd w:val='clear' w:fill='FFCC00'/>", True),
        ("<w:shd w:val='clear' w:fill='FFFFFF'/>", False),
        ("<w:shd w:val='clear' w:fill='auto'/>", False),
    ],
)
def test_a_paragraph_with_two_lines_around_it_or_a_ground_is_set_off(properties: str, *, boxed: bool) -> None:
    (line,) = found(par(run("a"), properties=properties)).items
    assert isinstance(line, Line)
    assert line.boxed is boxed


def test_the_size_of_a_paragraph_is_that_of_its_largest_words() -> None:
    sizes = [run("a", "<w:sz w:val='24'/>"), run("b", "<w:sz w:val='33'/>"), run("c", "<w:sz w:val='20'/>")]
    (line,) = found(par(*sizes, run("d", "<w:rtl/><w:sz w:val='80'/><w:szCs w:val='30'/>"))).items
    assert isinstance(line, Line)
    assert line.size == 16.5


# Tables


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{par(run(text) if text else '')}</w:tc>"


def table(*rows: str, properties: str = "") -> str:
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


HEAD, DOWN = "<w:trPr><w:tblHeader/></w:trPr>", "<w:vMerge/>"


@pytest.mark.parametrize(
    ("grid", "shows"),
    [
        (table(HEAD + cell("a"), HEAD + cell("b"), cell("c"), HEAD + cell("d")), "2: a // b // c // d"),
        (table(cell("a") + cell("b", "<w:gridSpan w:val='2'/>"), cell("c")), "0: a | b+ | b+ // c |  | "),
        (table("<w:trPr><w:gridBefore w:val='2'/></w:trPr>" + cell("a")), "0:  |  | a"),
        (table(cell("a", "<w:vMerge w:val='restart'/>"), cell("", DOWN), cell("", DOWN)), "0: a // a+ // a+"),
        (table(cell("a"), cell("b", DOWN)), "0: a // b"),
        (table(cell("", DOWN)), "0: "),
        (table(cell("a"), cell("b") + cell("", DOWN)), "0: a |  // b | "),
        (
            f"<w:tbl><w:sdt><w:sdtContent><w:tr><w:customXml>{cell('a')}</w:customXml></w:tr></w:sdtContent></w:sdt></w:tbl>",
            "0: a",
        ),
        (
            table(
                f"<w:ins w:id='1' w:author='A'>{cell('a')}</w:ins>", f"<w:del w:id='1' w:author='A'>{cell('b')}</w:del>"
            ),
            "0: a // b",
        ),
        (table(cell("a"), properties="<w:tblBorders><w:insideV w:val='single'/></w:tblBorders>"), "0r: a"),
        (table(cell("a"), properties="<w:tblBorders><w:top w:val='nil'/><w:end w:val='none'/></w:tblBorders>"), "0: a"),
        (table(cell("a", "<w:tcBorders><w:start w:val='single'/></w:tcBorders>")), "0r: a"),
        (table(cell("a"), properties="<w:tblStyle w:val='TableGrid'/>"), "0r: a"),
    ],
)
def test_the_rows_and_cells_of_a_table_are_read_however_they_are_merged_and_wrapped(grid: str, shows: str) -> None:
    assert said(grid) == [shows]


def test_what_is_wrong_in_a_row_is_told_by_the_row() -> None:
    file = found(table(cell("a"), cell("b") + f"<w:tc><w:p>{run('c', '<w:vanish/>')}</w:p></w:tc>"))
    assert [(each.text, each.place) for each in file.omissions] == [("c", "paragraph 3")]
