"""What was found in a file becomes the blocks of a leaflet: headings, lists, boxes, tables, captions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from press.incoming.draft import Block, Box, Bullets, Decisions, Figure, Heading, Paragraph, Table, plain
from press.incoming.found import Cell, Frame, Grid, Image, Item, Line, Marker, Span
from press.incoming.shaping import Shaper

PLACE = "paragraph 1"
PICTURE = Image(b"", "image/png", "", "paragraph 7")


def line(text: str, *, bold: bool = False, size: float = 12, level: int = 0, style: str = "", **more: object) -> Line:
    return replace(Line((Span(text, bold=bold),), PLACE, style, level, size=size), **more)  # type: ignore[arg-type]  # as the class says


def item(text: str, number: int = 0, depth: int = 0, label: str = "", *, plain: bool = True) -> Line:
    return line(text, marker=Marker(depth, number, label or (f"{number}." if number else "•"), plain))


def cell(*texts: str, bold: bool = False, merged: bool = False) -> Cell:
    return Cell(tuple(line(text, bold=bold) for text in texts), merged)


def grid(*rows: Sequence[str | Cell], heads: int = 0, ruled: bool = True) -> Grid:
    cells = tuple(
        tuple(each if isinstance(each, Cell) else cell(*filter(None, [each])) for each in row) for row in rows
    )
    return Grid(cells, "table 1", heads, ruled)


def shaped(*items: Item) -> tuple[list[Block], Decisions]:
    decisions = Decisions()
    return Shaper(items, decisions).blocks(items), decisions


def shown(blocks: Sequence[Block]) -> list[str]:
    """Blocks, each in a line."""
    return [_shown(block) for block in blocks]


def _shown(block: Block) -> str:
    match block:
        case Paragraph(spans):
            return plain(spans)
        case Heading(level, spans):
            return f"{'#' * level} {plain(spans)}"
        case Bullets(entries, _, numbered, start):
            inner = (f"{plain(each.spans)}{f' ({_shown(each.inner)})' if each.inner else ''}" for each in entries)
            return f"{f'{start}.' if numbered else '-'} {' / '.join(inner)}"
        case Table(caption, rows):
            return f"{plain(caption)}: " + " // ".join(" | ".join(map(plain, row)) for row in rows)
        case Box(kind, heading, blocks):
            return f"[{kind} {heading}: {' / '.join(shown(blocks))}]"
        case Figure(_, name, caption):
            return f"<{name} {caption}>"


TEXT = line("Rest for two days, and then walk about as far as you can without any pain.")


# Headings


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (line("Rest"), TEXT, ["Rest"]),
        (line("Rest", bold=True), TEXT, ["# Rest"]),
        (line("R", bold=True), TEXT, ["R"]),
        (line("Re", bold=True), TEXT, ["# Re"]),
        (line("Rest.", bold=True), TEXT, ["Rest."]),
        (line("Rest;", bold=True), TEXT, ["Rest;"]),
        (line("Rest,", bold=True), TEXT, ["Rest,"]),
        (line("12 - 14", bold=True), TEXT, ["12 - 14"]),
        (line("a" * 100, bold=True), TEXT, ["# " + "a" * 100]),
        (line("a" * 101, bold=True), TEXT, ["a" * 101]),
        (line("Rest", size=13.8), TEXT, ["# Rest"]),
        (line("Rest", size=13.7), TEXT, ["Rest"]),
        (line("RESTED"), TEXT, ["# RESTED"]),
        (line("RESTs1"), TEXT, ["RESTs1"]),
        (line("Rest:", bold=True), item("sit"), ["Rest:"]),
        (line("Rest", bold=True), item("sit"), ["# Rest"]),
        (line("Rest:", bold=True), TEXT, ["# Rest:"]),
        (line("Rest", bold=True), PICTURE, ["# Rest"]),
        (line("Figure 2: Rest", bold=True), PICTURE, ["# Figure 2: Rest"]),
        (line("Rest", bold=True), grid(("a", "b"), ("c", "d"), ("e", "f")), ["# Rest"]),
        (line("Rest", style="title"), TEXT, ["# Rest"]),
        (line("Rest", level=3), TEXT, ["### Rest"]),
        (replace(item("Rest"), spans=(Span("Rest", bold=True),)), TEXT, ["# Rest"]),
        (item("Rest"), TEXT, ["- Rest"]),
    ],
)
def test_a_line_is_a_heading_by_its_style_or_where_it_stands_out_and_something_follows(
    first: Line, second: Item, said: list[str]
) -> None:
    blocks, _ = shaped(TEXT, first, second, TEXT)
    assert shown(blocks[1:2]) == said


def test_lines_that_look_alike_are_no_headings_of_each_other_and_the_last_of_all_is_none() -> None:
    look = line("Doctor A", bold=True)
    assert shown(shaped(TEXT, look, line("Ward 5", bold=True), TEXT)[0])[1:3] == ["Doctor A", "# Ward 5"]
    assert shown(shaped(TEXT, look, line("Ward 5", bold=True, size=16), TEXT)[0])[1:3] == ["## Doctor A", "# Ward 5"]
    assert shown(shaped(TEXT, look, line("Ward 5", bold=True, level=2), TEXT)[0])[1:3] == ["### Doctor A", "## Ward 5"]
    assert shown(shaped(TEXT, look)[0])[1:] == ["Doctor A"]


def test_a_line_as_much_larger_as_is_needed_is_a_heading() -> None:
    text = replace(TEXT, size=20)
    assert shown(shaped(text, line("Rest", size=20 * 1.15), text)[0])[1] == "# Rest"


def test_larger_lines_head_smaller_ones_below_those_that_have_a_style() -> None:
    sized = [
        TEXT,
        line("A", level=2, size=18),
        TEXT,
        line("Be", size=17.5, bold=True),
        TEXT,
        line("Ce", bold=True),
        TEXT,
    ]
    assert [each for each in shown(shaped(*sized)[0]) if each[0] == "#"] == ["## A", "### Be", "#### Ce"]
    sized[1] = line("Ah", size=18)
    assert [each for each in shown(shaped(*sized)[0]) if each[0] == "#"] == ["# Ah", "## Be", "### Ce"]


def test_a_line_that_stands_out_in_a_table_that_only_lays_out_is_a_heading_of_the_first_level() -> None:
    within = Cell((line("Wash", bold=True, size=30), TEXT))
    assert shown(shaped(TEXT, grid((within, Cell((PICTURE,))), ("a", "b")))[0])[1] == "# Wash"


def test_a_guessed_heading_is_asked_about_and_its_number_told() -> None:
    numbered = replace(item("Rest", 1), level=1)
    blocks, decisions = shaped(TEXT, numbered, TEXT, line("Walk", bold=True), TEXT, line("Knee", style="title"), TEXT)
    assert decisions.omitted == [("1.", "the number of a heading, which Word counts", PLACE)]
    assert [question for question, _ in decisions.asked] == [
        "“Walk” looks like a heading, and was taken for one. Is it?"
    ]
    (first, *_) = (block for block in blocks if isinstance(block, Heading))
    assert (first.place, plain(first.spans)) == (PLACE, "Rest")


def test_lines_of_a_paragraph_part_and_those_of_an_item_or_a_heading_do_not() -> None:
    assert shown(shaped(line("one\ntwo\n\nthree"))[0]) == ["one", "two", "three"]
    assert shown(shaped(replace(item(""), spans=(Span("one\ntwo"),)))[0]) == ["- one two"]
    assert shown(shaped(line("one\ntwo", level=1), TEXT)[0])[0] == "# one two"


# Lists

COUNTS = "the label of a list; leaflets count 1, 2, 3"
SIGN = "the sign of an item; leaflets have bullets"
JOINED = "the label of an item that joined a list of another kind"


@pytest.mark.parametrize(
    ("typed", "said", "labels", "asks"),
    [
        ("• rest|• walk", ["- rest / walk"], [], 0),
        ("• rest", ["- rest"], [], 0),
        ("•rest|•walk", ["- rest / walk"], [], 0),
        ("- rest", ["- rest"], [], 1),
        ("→ rest", ["→ rest"], [], 1),
        ("- rest|- walk", ["- rest / walk"], [], 0),
        ("o rest|o walk", ["- rest / walk"], ["o", "o"], 0),
        ("1. rest", ["1. rest"], [], 1),
        ("1. rest|2. walk", ["1. rest / walk"], [], 0),
        ("12) rest|13) walk", ["12. rest / walk"], [], 0),
        ("(1) rest|(2) walk", ["1. rest / walk"], [], 0),
        ("1. rest|3. walk", ["1. rest", "3. walk"], [], 2),
        ("1. a|2. b|1. c|2. d", ["1. a / b", "1. c / d"], [], 0),
        ("• a|1. b|2. c", ["- a", "1. b / c"], [], 0),
        ("1. a|• b|2. c", ["1. a", "- b", "2. c"], [], 2),
        ("a) rest|b) walk", ["1. rest / walk"], ["a)", "b)"], 0),
        ("C. rest|D. walk", ["3. rest / walk"], ["C.", "D."], 0),
        ("h. a|i. b|j. c", ["8. a / b / c"], ["h.", "i.", "j."], 0),
        ("i. a|ii. b|iii. c", ["1. a / b / c"], ["i.", "ii.", "iii."], 0),
        ("v) a|vi) b", ["5. a / b"], ["v)", "vi)"], 0),
        ("IV. a|V. b", ["4. a / b"], ["IV.", "V."], 0),
        ("x. a|xi. b|xii. c", ["10. a / b / c"], ["x.", "xi.", "xii."], 0),
        ("xx. a", ["xx. a"], [], 1),
        ("99 a", ["99 a"], [], 0),
    ],
)
def test_typed_signs_figures_letters_and_roman_numerals_are_lists(
    typed: str, said: list[str], labels: list[str], asks: int
) -> None:
    blocks, decisions = shaped(*map(line, typed.split("|")))
    assert shown(blocks) == said
    assert decisions.omitted == [(label, SIGN if label == "o" else COUNTS, PLACE) for label in labels]
    assert len(decisions.asked) == asks


@pytest.mark.parametrize(
    ("items", "said", "omitted"),
    [
        ([item("a"), item("b", depth=1), item("c", depth=1), item("d")], ["- a (- b / c) / d"], []),
        ([item("a", 1), item("b", 3, 1), item("c", 4, 1), item("d", 2)], ["1. a (3. b / c) / d"], []),
        ([item("a"), item("b", depth=1), item("c", depth=2), item("d")], ["- a (- b / c) / d"], []),
        (
            [item("a"), item("b", 1, 1, "a)", plain=False), item("c", 0, 1, "→", plain=False)],
            ["- a (1. b / c)"],
            [("a)", COUNTS, PLACE), ("→", JOINED, PLACE)],
        ),
        (
            [item("a"), item("b", depth=1), item("c", 1, 2, "i."), item("d", 2, 2, "ii.")],
            ["- a (- b / c / d)"],
            [("i.", JOINED, PLACE), ("ii.", JOINED, PLACE)],
        ),
        ([item("a"), item("b", 1, 1), item("c", 3, 1)], ["- a (1. b / c)"], [("3.", JOINED, PLACE)]),
        ([item("a", 1), item("b", 2), item("c", 1), item("d", 2)], ["1. a / b", "1. c / d"], []),
        ([item("a", 1), item("b", 3)], ["1. a", "3. b"], []),
        ([item("a"), item("b", 1), item("c", 2), item("d")], ["- a", "1. b / c", "- d"], []),
        ([item("a", depth=1), item("b")], ["- a / b"], []),
        ([item("a", depth=2), item("b", depth=1), item("c", depth=2)], ["- a / b (- c)"], []),
        ([item("a", 1), item("x", depth=1), item("b", 2), item("c", 2)], ["1. a (- x) / b", "2. c"], []),
        ([item("a", 0, 0, "→", plain=False)], ["- a"], [("→", SIGN, PLACE)]),
    ],
)
def test_items_make_lists_of_two_levels_that_count_on_and_begin_anew(
    items: list[Line], said: list[str], omitted: list[tuple[str, str, str]]
) -> None:
    blocks, decisions = shaped(*items)
    assert shown(blocks) == said
    assert decisions.omitted == omitted


# Boxes


def box(*items: Item) -> Frame:
    return Frame(items, "box 1")


HERE = line("We are here.")
NO_HEADING, OF_A_KIND = "A box has no heading", "The box “"


@pytest.mark.parametrize(
    ("items", "said", "asked"),
    [
        ([line("Important", bold=True), line("Call us.")], ["[important Important: Call us.]"], []),
        ([line("Call 999 now")], ["[urgent Urgent: Call 999 now]"], [NO_HEADING]),
        ([line("Never run")], ["[important Important: Never run]"], [NO_HEADING]),
        ([HERE], ["[note Note: We are here.]"], [NO_HEADING, OF_A_KIND]),
        ([line("Ward:"), HERE], ["[note Ward: We are here.]"], [OF_A_KIND]),
        ([line("Ward", bold=True), HERE], ["[note Ward: We are here.]"], [OF_A_KIND]),
        ([line("Ward", level=2), HERE], ["[note Ward: We are here.]"], [OF_A_KIND]),
        ([line("Please note"), HERE], ["[note Please note: We are here.]"], [OF_A_KIND]),
        ([line("Warning"), HERE], ["[important Warning: We are here.]"], []),
        ([line("Ward five"), HERE], ["[note Note: Ward five / We are here.]"], [NO_HEADING, OF_A_KIND]),
        ([line("Warning to all"), HERE], ["[important Important: Warning to all / We are here.]"], [NO_HEADING]),
        ([item("Important"), HERE], ["[important Important: - Important / We are here.]"], [NO_HEADING]),
        ([line("a" * 100, bold=True), HERE], [f"[note {'a' * 100}: We are here.]"], [OF_A_KIND]),
        ([line("a" * 101 + ":"), HERE], [f"[note Note: {'a' * 101}: / We are here.]"], [NO_HEADING, OF_A_KIND]),
        ([line(" ".join(["word"] * 250))], [f"[note Note: {' '.join(['word'] * 250)}]"], [NO_HEADING, OF_A_KIND]),
        ([line(" ".join(["word"] * 251))], [" ".join(["word"] * 251)], []),
        ([HERE, box(line("Never"))], ["We are here.", "[important Important: Never]"], [NO_HEADING]),
        ([PICTURE], ["<picture-1 >"], []),
        ([PICTURE, line("Figure 1: A knee")], ["<picture-1 Figure 1: A knee>"], []),
        ([PICTURE, HERE], ["[note Note: We are here.]", "<picture-1 >"], [NO_HEADING, OF_A_KIND]),
        ([line("Important", bold=True), PICTURE], ["Important", "<picture-1 >"], []),
    ],
)
def test_what_is_set_off_is_a_box_with_its_first_line_for_a_heading(
    items: list[Item], said: list[str], asked: list[str]
) -> None:
    blocks, decisions = shaped(box(*items))
    assert shown(blocks) == said
    assert [question[: len(begun)] for (question, _), begun in zip(decisions.asked, asked, strict=True)] == asked
    assert {place for _, place in decisions.asked} <= {"box 1"}


def test_paragraphs_with_a_border_are_one_box_where_the_first_stands_and_a_heading_with_one_is_a_heading() -> None:
    bordered = [line("Stop", boxed=True, bold=True), line("Call us", boxed=True, place="paragraph 9")]
    blocks, _ = shaped(TEXT, *bordered, TEXT)
    assert shown(blocks)[1] == "[important Stop: Call us]"
    assert isinstance(blocks[1], Box)
    assert blocks[1].place == PLACE
    (_, alone, _), _ = shaped(TEXT, bordered[1], TEXT)
    assert isinstance(alone, Box)
    assert alone.place == "paragraph 9"
    assert shown(shaped(TEXT, replace(bordered[0], level=2), TEXT)[0])[1] == "## Stop"


# Pictures and tables

THREE = grid(("a", "b", "c"), ("d", "e", "f"))


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([PICTURE, line("Figure 1: A knee"), line("Photo 2: None")], ["<picture-1 Figure 1: A knee>", "Photo 2: None"]),
        ([PICTURE, line("A knee")], ["<picture-1 >", "A knee"]),
        ([line("Figure 1: A knee"), PICTURE], ["Figure 1: A knee", "<picture-1 >"]),
        ([PICTURE, PICTURE], ["<picture-1 >", "<picture-2 >"]),
        ([line("Table 1: Doses"), THREE], ["Table 1: Doses: a | b | c // d | e | f"]),
        ([THREE, line("Table 1: Doses")], ["Table 1: Doses: a | b | c // d | e | f"]),
        (
            [line("Table 1: Doses"), THREE, line("Table 2: No")],
            ["Table 1: Doses: a | b | c // d | e | f", "Table 2: No"],
        ),
        ([line("Doses"), THREE], ["Doses", ": a | b | c // d | e | f"]),
    ],
)
def test_pictures_and_tables_have_the_captions_beside_them(items: list[Item], said: list[str]) -> None:
    assert shown(shaped(*items)[0]) == said


def heads(*texts: str, merged: bool = False) -> tuple[Cell, ...]:
    return tuple(cell(text, bold=True, merged=merged) for text in texts)


FIRST, ALIST, MERGED = (
    "The first row of a table was taken",
    "A table of two columns without heads",
    "A table has merged",
)
LONG = " ".join(["word"] * 60)
DOUBLE = cell("d", merged=True)


@pytest.mark.parametrize(
    ("table", "said", "asked"),
    [
        (grid(heads("Who", "Dose"), ("Child", "5")), [": Who | Dose // Child | 5"], []),
        (grid(("Who", "Dose"), ("Child", "5"), heads=1), [": Who | Dose // Child | 5"], []),
        (grid(("Who", "Dose"), ("Age", "ml"), ("A", "5"), heads=2), [": Who – Age | Dose – ml // A | 5"], []),
        (grid(("Who", "Dose"), ("Who", "ml"), ("A", "5"), heads=2), [": Who | Dose – ml // A | 5"], []),
        (grid(("Who", ""), ("", "ml"), ("A", "5"), heads=2), [": Who | ml // A | 5"], []),
        (grid(("Who", "Dose"), ("Age", "ml"), heads=2), [": Who | Dose // Age | ml"], []),
        (THREE, [": a | b | c // d | e | f"], [FIRST]),
        (grid("abcdefgh", "ijklmnop"), [": a | b | c | d | e | f | g | h // i | j | k | l | m | n | o | p"], [FIRST]),
        (
            grid("abcdefghi", "jklmnopqr"),
            ["a", "j", "- b: k / c: l / d: m / e: n / f: o / g: p / h: q / i: r"],
            [],
        ),
        (grid(("", "Dose"), ("A", "5"), ("B", "9"), heads=1), ["A", "- Dose: 5", "B", "- Dose: 9"], []),
        (grid(("W", "D", "E"), ("", "5", "6"), ("B", "9", ""), heads=1), ["W", "- D: 5 / E: 6", "B", "- D: 9"], []),
        (grid(("W", "D"), ("A", ""), ("", "9"), heads=1), ["W", "A", "- D: 9"], []),
        (grid(("Phone", "0123"), ("Ward", "5")), ["- Phone: 0123 / Ward: 5"], [ALIST]),
        (grid((cell("Who", bold=True), "Dose"), ("A", "5")), ["- Who: Dose / A: 5"], [ALIST]),
        (grid(("", "0123"), ("Ward", "")), ["- 0123 / Ward"], [ALIST]),
        (grid(("a", "b")), ["a", "b"], []),
        (grid(("Important",), ("Call",)), ["[important Important: Call]"], []),
        (grid(("Important",), ("Call",), ruled=False), ["Important", "Call"], []),
        (grid(("", "")), [], []),
        (grid(heads("Title", "Title", merged=True), heads("W", "D"), ("A", "5")), ["Title: W | D // A | 5"], []),
        (grid(heads("T", "T", merged=True), ("A", "5")), [": T | T // A | 5"], [MERGED]),
        (grid(heads("T", "T", merged=True), ("", "D"), ("A", "5")), ["T", "- D / A: 5"], [ALIST]),
        (grid(("a", "b", "c"), (DOUBLE, DOUBLE, "e")), [": a | b | c // d | d | e"], [MERGED, FIRST]),
        (grid(("", "b", "c"), ("x", DOUBLE, DOUBLE), heads=1), ["x", "- b: d"], [MERGED]),
        (grid("abc", ("d", LONG, "e")), [f": a | b | c // d | {LONG} | e"], [FIRST]),
        (grid("abc", ("d", f"{LONG} word", "e")), ["a", "b", "c", "d", f"{LONG} word", "e"], []),
        (grid("abc", (Cell((line("H", level=2),)), "d", "e")), ["a", "b", "c", "## H", "d", "e"], []),
        (grid("ab", (Cell((PICTURE,)), "d")), ["a", "b", "<picture-1 >", "d"], []),
        (grid((cell("a", "x"), cell("b", "x")), (cell("c", "y"), "d"), ruled=False), list("axbxcyd"), []),
        (grid((cell("a", "x"), "b"), (cell("c", "y"), "d"), ruled=False), ["- a; x: b / c; y: d"], [ALIST]),
        (
            grid((cell("a", "x"), cell("b", "x")), (cell("c", "y"), "d"), ruled=False, heads=1),
            [": a; x | b; x // c; y | d"],
            [],
        ),
        (grid((cell("a", "x"), cell("b", "x")), (cell("c", "y"), "d")), ["- a; x: b; x / c; y: d"], [ALIST]),
        (grid(2 * (cell("a", "x", merged=True),), (cell("c", "y"), "d"), ruled=False), list("axcyd"), []),
        (grid(2 * (cell("a", "x"),), (cell("c", "y"), "d"), ruled=False), list("axaxcyd"), []),
        (
            grid((Cell((item("x"), item("y", 2), item("z", 3))), "b", "c"), "def"),
            [": x; 2. y; 3. z | b | c // d | e | f"],
            [FIRST],
        ),
        (grid((cell("x\ny"), "b", "c"), "def"), [": x y | b | c // d | e | f"], [FIRST]),
    ],
)
def test_a_table_is_a_table_a_list_or_only_how_things_lie(table: Grid, said: list[str], asked: list[str]) -> None:
    blocks, decisions = shaped(table)
    assert shown(blocks) == said
    assert [question[: len(begun)] for (question, _), begun in zip(decisions.asked, asked, strict=True)] == asked


def test_the_head_of_a_column_in_which_nothing_stands_is_told_and_heads_are_strong_no_more() -> None:
    _, decisions = shaped(grid(("W", "D", "E"), ("A", "5", ""), ("", "9", ""), heads=1))
    assert decisions.omitted == [("E", "the head of a column in which nothing stands", "table 1")]
    ((table,), _) = shaped(grid(heads("Who", "Dose"), heads("Child", "5")))
    assert isinstance(table, Table)
    assert [[span.bold for spans in row for span in spans] for row in table.rows] == [[False] * 2, [True] * 2]
