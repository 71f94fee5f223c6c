"""What checks of Word files measure, at the edges of what is allowed, without a file."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from lxml import etree

from press.checks.text import lines
from press.checks.word import access, pictured, printed, schema
from press.checks.word.file import w
from press.speech import Role
from tests.words import known

NONE = etree.Element("none")


def _run(text: str = "Rest", *, linked: bool = False, **properties: str) -> Any:
    return SimpleNamespace(
        text=text, linked=linked, properties={(name, "val"): said for name, said in properties.items()}
    )


def _paragraph(text: str = "Rest", style: str = "Normal", **spacing: str) -> Any:
    of = {("spacing", name): said for name, said in spacing.items() if name != "jc"}
    return SimpleNamespace(text=text, style=style, lines=of | {("jc", "val"): spacing.get("jc", "")})


def _file(*paragraphs: Any, runs: tuple[Any, ...] = (), smallest: float = 12) -> Any:
    more = {"runs": runs, "numbering": NONE, "settings": NONE, "stories": (), "default_style": "Normal"}
    return SimpleNamespace(paragraphs=paragraphs, all_paragraphs=paragraphs, smallest=smallest, **more)


@pytest.mark.parametrize(
    ("spacing", "found"),
    [
        ({}, False),
        ({"line": "240"}, False),
        ({"line": "239"}, True),
        ({"line": "239", "lineRule": "atLeast"}, False),
        ({"line": "276", "lineRule": "exact"}, False),
        ({"line": "275", "lineRule": "exact"}, True),
        ({"line": "240", "lineRule": "exact"}, True),
        ({"line": "13.8pt", "lineRule": "exact"}, False),
    ],
)
def test_lines_have_the_room_of_their_type(spacing: dict[str, str], *, found: bool) -> None:
    assert bool(list(printed._cramped(_file(_paragraph(**spacing))))) is found


def test_a_height_that_is_not_said_is_that_of_one_line() -> None:
    exact = _paragraph(lineRule="exact")
    assert [bool(list(printed._cramped(_file(exact, smallest=size)))) for size in (10, 10.5, 11)] == [False, True, True]


@pytest.mark.parametrize(
    ("after", "before", "found"), [("240", "0", False), ("0", "240", False), ("239", "239", True), ("", "", True)]
)
def test_paragraphs_of_text_have_a_blank_line_between_them(after: str, before: str, *, found: bool) -> None:
    one, other = _paragraph("One", after=after), _paragraph("Other", before=before)
    assert list(printed._crowded(_file(one, other))) == ["One"] * found
    for style in ("Title", "Heading"):
        assert not list(printed._crowded(_file(one, _paragraph("Other", style, before=before))))
        assert not list(printed._crowded(_file(_paragraph("One", style), _paragraph("Other", style))))


@pytest.mark.parametrize(
    ("text", "size", "found"),
    [
        *(("Rest", "24", []), ("Rest", "23", ["11.5 pt: Rest"]), ("   ", "8", [])),
        *(("Physiotherapy", "20", []), ("Physiotherapy", "19", ["9.5 pt: Physiotherapy"])),
        *(("Recurrence", "20", ["10 pt: Recurrence"]), ("Recurrences", "20", [])),
    ],
)
def test_type_is_as_large_as_it_has_to_be(text: str, size: str, found: list[str]) -> None:
    assert list(printed._small(_file(runs=(_run(text, sz=size, szCs="24"),)))) == found
    assert list(printed._small(_file(runs=(_run(text, sz="24", szCs=size),)))) == found


def test_word_s_own_size_is_ten_points() -> None:
    assert list(printed._small(_file(runs=(_run(),)))) == ["10 pt: Rest"]
    assert list(printed._small(_file(runs=(_run(),), smallest=10))) == []


def test_what_is_hard_to_read_is_found_and_what_is_not_is_left() -> None:
    runs: tuple[Any, ...] = (_run("a", u="single"), _run("b", u="none"), _run("c"), _run("d", linked=True, u="single"))
    assert list(printed._underlined(_file(runs=runs))) == ["a"]
    runs = (_run("a", vertAlign="superscript"), _run("b", vertAlign="subscript"), _run("c", vertAlign="baseline"))
    assert list(printed._raised(_file(runs=runs))) == ["a", "b"]
    sides = {side: _paragraph(side, jc=side) for side in ("", "left", "start", "both", "center", "right", "end")}
    assert list(printed._not_left(_file(*sides.values()))) == ["both", "center", "right", "end"]
    shouted = (
        "CALL 999 AT ONCE",
        "A" * 20,
        "A" * 21,
        "CALL THE HELPLINE AT ONCE if",
        "1" * 30,
        "CALL THE WARD AT ONCE, 24 h",
    )
    assert list(printed._shouted(_file(*map(_paragraph, shouted)))) == ["A" * 21]


def test_hyphens_that_word_puts_in_are_found() -> None:
    file = _file(runs=(_run("phys\u00adio"), _run("physio-therapy")))
    assert list(printed._hyphenated(file)) == ["phys\u00adio"]
    for said, found in (("", True), ("1", True), ("true", True), ("0", False), ("false", False)):
        file = _file()
        file.settings = etree.Element(w("settings"))
        etree.SubElement(file.settings, w("autoHyphenation"), {w("val"): said} if said else {})
        assert list(printed._hyphenated(file)) == ["autoHyphenation"] * found
    file = _file()
    file.stories = (etree.fromstring(f'<w:p xmlns:w="{w("p")[1:-2]}"><w:r><w:softHyphen/></w:r></w:p>'),)
    assert list(printed._hyphenated(file)) == ["a soft hyphen"]


ORDER = [line.partition(": ") for line in known("press.checks.word.schema._ORDER")]
PAIRS = [
    (parent, before.split()[0], after.split()[0])
    for parent, _, groups in ORDER
    for before, after in zip(groups.strip("'").split("|"), groups.strip("'").split("|")[1:], strict=False)
]


def _holder(parent: str, *children: str) -> Any:
    tree = etree.Element(w("root"))
    holder = etree.SubElement(tree, w(parent))
    for child in children:
        etree.SubElement(holder, w(child))
    return SimpleNamespace(trees={"document": tree})


@pytest.mark.parametrize("parent", dict.fromkeys(parent for parent, *_ in PAIRS))
def test_elements_stand_in_the_order_that_word_insists_on(parent: str) -> None:
    for _, before, after in (pair for pair in PAIRS if pair[0] == parent):
        assert list(schema.disordered(_holder(parent, before, before, after))) == []
        assert list(schema.disordered(_holder(parent, after, before))) == [f"{parent}: {after} {before}"]
    assert list(schema.disordered(_holder(parent, "stranger"))) == [f"stranger in {parent}"]


@pytest.mark.parametrize(
    ("element", "attribute", "good", "bad"),
    [
        ("color", "val", ["auto", "00FFaa"], ["red", "#00FFAA", "12345", ""]),
        ("shd", "fill", ["auto", "FFFFFF"], ["white"]),
        ("shd", "color", ["auto"], ["black"]),
        ("sz", "val", ["24", "12pt", "1.5cm"], ["-1", "12 pt", "big", "1234567"]),
        ("szCs", "val", ["24"], ["x"]),
        ("spacing", "before", ["0", "240"], ["-1"]),
        ("spacing", "after", ["240"], ["-1"]),
        ("spacing", "line", ["240", "-240", "-1in"], ["x"]),
        ("ind", "left", ["-720", "720"], ["x"]),
        ("ind", "right", ["-1"], ["x"]),
        ("ind", "hanging", ["720", "3mm"], ["-720"]),
        ("outlineLvl", "val", ["0", "9"], ["10", "x"]),
        ("ilvl", "val", ["0", "8"], ["9", "x"]),
        ("numId", "val", ["0", "12"], ["-1", "x"]),
        ("gridCol", "w", ["2000"], ["x"]),
        ("gridSpan", "val", ["2"], ["-2"]),
        ("jc", "val", ["left", "right", "start", "end", "center", "both", "distribute"], ["justify", ""]),
        ("fldChar", "fldCharType", ["begin", "separate", "end"], ["stop"]),
    ],
)
def test_values_are_of_their_type(element: str, attribute: str, good: list[str], bad: list[str]) -> None:
    def found(said: str) -> list[str]:
        tree = etree.Element(w("root"))
        etree.SubElement(tree, w(element), {w(attribute): said})
        return list(schema.out_of_range(SimpleNamespace(trees={"document": tree})))  # type: ignore[arg-type]  # trees alone

    assert [found(said) for said in good] == [[]] * len(good)
    assert [found(said) for said in bad] == [[f"{element} {said}"] for said in bad]


@pytest.mark.parametrize(
    ("width", "height", "ratio"), [("200", "100", 2), ("200", "0", 0), ("0", "100", 0), ("-1", "1", 0), ("x", "100", 0)]
)
def test_a_picture_without_width_or_height_has_no_shape(width: str, height: str, ratio: float) -> None:
    assert pictured._shown(etree.Element("extent", cx=width, cy=height)) == ratio


@pytest.mark.parametrize(("deep", "lists"), [(1, 1), (20, 20), (21, 20), (40, 20)])
def test_lists_in_lists_are_read_as_far_as_anybody_writes_them(deep: int, lists: int) -> None:
    (node,) = lines.blocks("- " * deep + "Rest")
    found = 0
    while node.role is Role.LIST:
        found += 1
        (item,) = node.kids
        (node,) = item.kids  # type: ignore[union-attr, assignment]  # nodes
    assert (found, node.role) == (lists, Role.PARAGRAPH)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        *((words, True) for words in ("here", "click here", "click", "link", "this", "this link", "more")),
        *((words, True) for words in ("read more", "This page", "More.", " ", "https://example.org/a", "TEL:0808")),
        *((words, False) for words in ("This leaflet", "read more about pain", "call 0808", "https://example.org now")),
    ],
)
def test_a_link_says_in_words_where_it_leads(words: str, *, found: bool) -> None:
    link = f'<w:hyperlink w:anchor="a"><w:r><w:t>{words}</w:t></w:r></w:hyperlink>'
    body = f'<w:p xmlns:w="{w("").strip("{}")}">{link}</w:p>'
    file: Any = SimpleNamespace(document=etree.fromstring(body))
    assert list(access._meaningless_links(file)) == [words.strip() or "a"] * found
