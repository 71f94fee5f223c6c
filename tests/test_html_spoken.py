"""What a screen reader says of web pages that others made: all of it is said, or named as left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from press import transcript
from press.programs.confined import Confined
from press.programs.limits import READING
from tests.hostile import reading


def said(body: str, head: str = "") -> list[str]:
    page = f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>T</title>{head}</head><body>{body}'
    return list(transcript.read(page.encode(), "a.html").lines())[1:]


@pytest.mark.parametrize(
    ("spans", "over"),
    [("1", ""), ("2", "over 2 columns"), ("1000", "over 1000 columns"), ("1001", ""), ("-3", ""), ("two", "")],
)
def test_a_cell_says_over_how_many_columns_it_goes_as_far_as_browsers_heed_it(spans: str, over: str) -> None:
    (line,) = [line for line in said(f"<table><tr><td colspan='{spans}'>5 mg<td>a</table>") if "5 mg" in line]
    assert (over in line) and ("over" in line) is bool(over)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<div role="heading" aria-level="3">Doses</div>', "Heading 3: Doses"),
        ('<p role="heading">Doses</p>', "Heading 2: Doses"),
        ('<h3 aria-level="0">Doses</h3>', "Heading 3: Doses"),
        ('<h3 aria-level="99">Doses</h3>', "Heading 99: Doses"),
        ('<h3 aria-level="100">Doses</h3>', "Heading 3: Doses"),
        ('<h6 aria-level="1">Doses</h6>', "Heading 1: Doses"),
        ('<h2 role="nonsense">Doses</h2>', "Heading 2: Doses"),
        ('<h2 aria-label="All doses">Doses</h2>', "Heading 2: All doses"),
        ('<a href="x" aria-label="Read about it">More</a>', "[link: Read about it]"),
        ('<a href="x" aria-labelledby="b a">x</a> <b id="a">it</b> <i id="b">About</i>', "[link: About it] it About"),
        ('<a href="x" title="Home"></a>', "[link: Home]"),
        ("<a>Not a link</a>", "Not a link"),
        ('<span role="link">Go</span>', "[link: Go]"),
        ('<div><span role="button">Go</span></div>', "[button: Go]"),
        ('<input type="submit" value="Send">', "[button: Send]"),
        ('<input type="image" alt="Send">', "[button: Send]"),
        ('<map><area href="x" alt="Ward 5"></map>', "[link: Ward 5]"),
        ('<img src="x" alt="A knee">', "[picture: A knee]"),
        ('<img src="x">', "[picture without a description]"),
        ('<img src="x" title="A knee">', "[picture: A knee]"),
        ('<img src="x" alt="" aria-label="A knee">', "[picture: A knee]"),
        ('<span role="img" aria-label="Star">*</span>', "[picture: Star]"),
        ('<svg role="img" aria-label="A heart"><path/></svg>', "[picture: A heart]"),
        ("<svg><title>A heart</title><path/></svg>", "[picture: A heart]"),
        ("<svg><path/></svg>", "[picture without a description]"),
        ("<svg><text>5 mg</text></svg>", "5 mg"),
        ("<p>Take <del>30</del> <ins>45</ins> mg</p>", "Take [struck out: 30] 45 mg"),
        ("<p>one<br>two</p>", "one two"),
        ("<p>one<!-- not -->two</p>", "onetwo"),
        ('<label for="n">Name</label> <input id="n" value="Ann">', "Name [field: Name: Ann]"),
        ("<label>Name <input></label>", "Name [field: Name]"),
        ('<input placeholder="Your name">', "[field: Your name]"),
        ("<input>", "[field: without a name]"),
        ("<textarea aria-label=Notes>5 mg</textarea>", "[field: Notes: 5 mg]"),
        ('<input type="checkbox" checked aria-label="Agree">', "[checkbox, ticked: Agree]"),
        ('<input type="radio" aria-label="Agree">', "[radio, not ticked: Agree]"),
        ('<div role="checkbox" aria-checked="true">Agree</div>', "[checkbox, ticked: Agree]"),
        ('<select aria-label="Time"><option>am<option>pm</select>', "[choice: Time, of am, pm]"),
        ("<math alttext='x squared'><mi>x</mi></math>", "[equation: x squared]"),
        ("<p>Take <math><mfrac><mn>3</mn><mn>4</mn></mfrac></math> ml</p>", "Take [equation: 3/4] ml"),
        ("<math><mrow><mn>1</mn><mfrac><mn>3</mn><mn>4</mn></mfrac></mrow></math>", "[equation: 1 3/4]"),
        ("<math><msup><mn>10</mn><mrow><mo>-</mo><mn>6</mn></mrow></msup></math>", "[equation: 10^(-6)]"),
        ("<math><msup><mn>10</mn><mn>25</mn></msup></math>", "[equation: 10^25]"),
        ("<math><msup><mi>Na</mi><mo>+</mo></msup></math>", "[equation: Na^+]"),
        ("<math><msub><mi>H</mi><mn>2</mn></msub><mi>O</mi></math>", "[equation: H_2O]"),
        ("<math><msqrt><mi>a</mi><mo>+</mo><mn>1</mn></msqrt></math>", "[equation: √(a+1)]"),
        ("<math><mroot><mi>a</mi><mn>3</mn></mroot></math>", "[equation: 3√a]"),
        ("<math><munderover><mo>∑</mo><mn>1</mn><mi>n</mi></munderover><mi>x</mi></math>", "[equation: ∑_1^nx]"),
        ("<math><mfenced><mi>a</mi><mi>b</mi></mfenced></math>", "[equation: (a,b)]"),
        ("<math><mtable><mtr><mn>1</mn><mn>2</mn></mtr><mtr><mn>3</mn></mtr></mtable></math>", "[equation: 1, 2; 3]"),
        (
            "<math><semantics><mfrac><mi>a</mi><mi>b</mi></mfrac><annotation>a over b</annotation></semantics></math>",
            "[equation: a/b]",
        ),
        ("<math>5 <mi>mg</mi> a day</math>", "[equation: 5 mg a day]"),
        ("<p><ruby>word<rt>said</rt></ruby></p>", "word(said)"),
        ("<p><ruby>word<rp>[</rp><rt>said</rt><rp>]</rp></ruby></p>", "word[said]"),
        ('<p>Say <i lang="cy">bore da</i></p>', "Say [cy: bore da]"),
        ('<p lang="cy">bore da</p>', "[cy] bore da"),
        ("<details><summary>How</summary></details>", "[button: How]"),
    ],
)
def test_each_element_is_said_as_what_it_says_it_is(body: str, expected: str) -> None:
    assert said(body) == [expected]


@pytest.mark.parametrize(
    ("attributes", "items", "labels"),
    [
        ("", "<li>a<li>b", "1. 2."),
        ('start="3"', '<li>a<li value="7">b<li>c', "3. 7. 8."),
        ("reversed", "<li>a<li>b<li>c", "3. 2. 1."),
        ('reversed start="10"', "<li>a<li>b", "10. 9."),
        ('type="a"', "<li>a<li>b", "a. b."),
        ('type="I" start="4"', "<li>a<li>b", "IV. V."),
        ('start="x"', '<li>a<li value="y">b', "1. 2."),
        ("", '<li>a<li type="A">b', "1. B."),
        ("", "<li>a<li hidden>b<li>c", "1. 2."),
    ],
)
def test_items_have_the_numbers_that_browsers_print(attributes: str, items: str, labels: str) -> None:
    lines = said(f"<ol {attributes}>{items}</ol>")
    assert [line.split()[0] for line in lines[1:] if line.startswith("  ")] == labels.split()


def test_lists_and_tables_by_role_are_such_and_those_that_are_none_are_not() -> None:
    assert said('<div role="list"><div role="listitem">a</div></div>') == ["List of 1 item", "  • a"]
    assert said('<ul role="presentation"><li>a</li></ul>') == ["a"]
    assert said('<table role="presentation"><tr><td>a</td></tr></table>') == ["a"]
    by_role = (
        '<div role="table"><div role="rowgroup"><div role="row"><span role="columnheader">Day</span>'
        '<span role="cell">5 mg</span></div></div></div>'
    )
    assert said(by_role) == ["Table of 1 row and 2 columns", "  <Day> | 5 mg"]


def test_a_table_has_its_caption_the_width_of_its_cells_and_all_its_rows() -> None:
    table = (
        '<table><caption>Doses</caption><thead><tr><th colspan="2">Day<th rowspan="3">Note</thead>'
        '<tbody><tr><td lang="cy">un<td>2<tr hidden><td>x</table>'
    )
    assert said(table) == [
        "Doses",
        "Table of 2 rows and 2 columns",
        "  <Day [over 2 columns]> | <Note [over 3 rows]>",
        "  [cy: un] | 2",
        "Left out: hidden words: “x”",
    ]


def test_what_stands_loosely_in_a_list_is_an_item_without_a_sign() -> None:
    assert said("<ul><li>a</li><div>b</div></ul>") == ["List of 2 items", "  • a", "  b"]


@pytest.mark.parametrize(
    ("meaning", "lines"),
    [
        ("<p>A test.<p>Of blood.", ["A test.", "Of blood."]),
        ("<ul><li>a test</ul>", ["List of 1 item", "  • a test"]),
        ("<table><tr><td>a<td>b</table>", ["Table of 1 row and 2 columns", "  a | b"]),
        ("<h4>A test</h4>", ["Heading 4: A test"]),
    ],
)
def test_a_meaning_with_paragraphs_or_other_blocks_keeps_them_apart(meaning: str, lines: list[str]) -> None:
    assert said(f"<dl><dt>INR<dd>{meaning}</dl>") == ["INR", *lines]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<p aria-hidden="true">x</p>', "words that are hidden from screen readers (aria-hidden): “x”"),
        ("<p hidden>x</p>", "hidden words: “x”"),
        ('<p style="Display: None">x</p>', "hidden words: “x”"),
        ('<p style="visibility:hidden">x</p>', "hidden words: “x”"),
        ("<div popover>x</div>", "words that open when they are asked for: “x”"),
        ("<dialog>x</dialog>", "words that open when they are asked for: “x”"),
        ("<div inert>x</div>", "words that are switched off (inert): “x”"),
        ("<svg><title>Knee</title><text>Knee</text><text>bend it</text></svg>", "words in a picture: “bend it”"),
        ("<noscript>x</noscript>", "words for browsers without scripts: “x”"),
        ('<video title="How to bend"></video>', "a film: “How to bend”"),
        ("<iframe></iframe>", "another page in this one"),
        ("<iframe></iframe>" * 2, "another page in this one (2 times)"),
        ('<a href="https://a.org"></a>', "links without words: “https://a.org”"),
        ("<ul>loose</ul>", "words in a place that no reader looks at: “loose”"),
        ("<ul><li>one</li>loose</ul>", "words in a place that no reader looks at: “loose”"),
    ],
)
def test_what_is_not_said_is_named(body: str, expected: str) -> None:
    assert [line for line in said(body) if line.startswith("Left out")] == [f"Left out: {expected}"]


@pytest.mark.parametrize(("count", "more"), [(20, ""), (21, "; and 1 more")])
def test_of_much_that_is_not_said_the_first_is_named_and_the_rest_counted(count: int, more: str) -> None:
    left = [line for line in said("<p hidden>x</p>" * count) if line.startswith("Left out")]
    assert left == [f"Left out: hidden words: {'; '.join(['“x”'] * 20)}{more}"]


def test_an_open_dialog_is_read_and_scripts_and_styles_are_not_words() -> None:
    assert said("<dialog open>x</dialog><script>var a</script><style>p{color:red}</style>") == ["x"]


def test_a_style_sheet_that_may_hide_words_is_told() -> None:
    told = ["Note: A style sheet may hide some of these words, or add others; what it does is not looked at.", "a"]
    assert said("a", "<style>.x { display : none }</style>") == told
    assert said("a", '<link rel="stylesheet" href="x.css">') == told
    assert said("a", "<style>.x { display: block }</style>") == ["a"]


def test_a_page_in_another_encoding_is_read_as_it_says_or_as_browsers_guess() -> None:
    def first(head: bytes, body: bytes) -> str:
        page = b"<html><head>" + head + b"<title>T</title></head><body><p>" + body
        return list(transcript.read(page, "a.htm").lines())[1]

    assert first(b"", "é”".encode("cp1252")) == "é”"
    assert first(b'<meta charset="iso-8859-2">', "ő".encode("iso-8859-2")) == "ő"
    assert first(b'<meta charset="iso-8859-2">', "ő".encode()) == "ő"


def test_a_name_that_many_take_is_cut_and_says_so() -> None:
    body = f'<b id="a">{"x" * 3000}</b><a href="x" aria-labelledby="a">y</a>'
    assert f"[link: {'x' * 2000}… (and 1000 more characters)]" in said(body)[0]
    assert f"[link: {'x' * 2000}]" in said(body.replace("x" * 3000, "x" * 2000))[0]


def test_elements_within_each_other_are_read_as_deep_as_the_parser_goes(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text("<title>T</title><body>" + "<div>" * 240 + "deep", encoding="utf-8")
    with Confined(READING) as confined:
        assert confined.call(reading.said, page)[1:] == ["deep"]
