"""What checks of PDFs measure, at the edges of what is allowed, without a file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from itertools import islice
from types import SimpleNamespace
from typing import Any, cast

import pikepdf
import pytest
from pikepdf import Array, Name, String

from press.checks.pdf import active, catalog, encodings, printed, words
from press.checks.pdf.fault import OF_THE_PRESS, RULES, Fault
from press.problems import Grade
from tests.pdf.test_active import SCRIPT, Made, action

PAGE = (0.0, 0.0, 100.0, 200.0)


def _boxed(*box: float, points: tuple[tuple[float, float], ...] = ((50, 50),), role: str = "Figure") -> list[str]:
    figure = SimpleNamespace(role=role, page=1, box=box, attributes={}, pieces=[SimpleNamespace(points=points)])
    tree = SimpleNamespace(elements=lambda: [figure])
    return [fault.message for fault in catalog._figures(cast(Any, tree), [PAGE])]


@pytest.mark.parametrize("box", [(0, 0, 100, 200), (40, 40, 60, 60), (50, 50, 60, 60)])
def test_a_figure_s_box_may_reach_to_the_edges_of_its_page(box: tuple[float, ...]) -> None:
    assert _boxed(*box) == []
    assert _boxed(role="P") == []


@pytest.mark.parametrize(
    "box",
    [
        *((-1, 40, 60, 60), (40, -1, 60, 60), (40, 40, 101, 60), (40, 40, 60, 201), (60, 40, 60, 60), (40, 60, 60, 60)),
        *((60, 40, 40, 60), (40, 60, 60, 40), (40, 40, 60), (10, 10, 20, 20)),
    ],
)
def test_a_box_that_is_not_on_the_page_or_not_where_the_figure_is_is_found(box: tuple[float, ...]) -> None:
    assert _boxed(*box) == ["The box of this figure is not where the figure is."]
    assert _boxed() == ["This figure has no box."]


def test_half_of_a_figure_may_stand_out_of_its_box() -> None:
    assert _boxed(40, 40, 60, 60, points=((50, 50), (90, 90))) == []
    assert len(_boxed(40, 40, 60, 60, points=((50, 50), (90, 90), (91, 91)))) == 1


@pytest.mark.parametrize("name", ["/MacRomanEncoding", "/WinAnsiEncoding"])
def test_an_encoding_has_the_letters_of_ascii_and_its_space(name: str) -> None:
    known = dict(encodings._base({}, name))
    assert "".join(known[code] for code in range(32, 127)) == "".join(map(chr, range(32, 127)))
    assert (min(known), max(known)) == (32, 255)
    assert known[0x8E] == {"/MacRomanEncoding": "é", "/WinAnsiEncoding": "Ž"}[name]
    assert known[0xCA if name == "/MacRomanEncoding" else 0xA0] == " "


def test_each_word_is_on_the_page_where_it_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    def pieces(_: object) -> Iterator[tuple[str, int]]:
        yield from [("one ", 1), ("two th", 2), ("ree", 3), (" ", 3), ("four", 4), ("", 5), (" five", 5)]

    document = SimpleNamespace(pages=[])
    monkeypatch.setattr(pikepdf, "open", lambda _: nullcontext(document))
    monkeypatch.setattr(words, "TagTree", lambda *_: SimpleNamespace(root=None))
    monkeypatch.setattr(words, "Pages", lambda _: None)
    monkeypatch.setattr(words, "_pieces", pieces)
    assert words.by_page(b"") == [("one", 1), ("two", 2), ("three", 2), ("four", 4), ("five", 5)]


@pytest.mark.parametrize("rule", sorted(OF_THE_PRESS))
def test_what_no_author_can_mend_stops_a_stranger_s_file_alone(rule: str) -> None:
    fault = Fault(rule, 2, "words", "It is so.")
    assert (fault.problem(own=True).grade, fault.problem(own=False).grade) == (Grade.WARNING, RULES[rule].grade)


def test_what_follows_an_action_and_is_none_is_passed_over_and_a_ring_is_gone_through_once() -> None:
    made = Made()
    first, second = (made.pdf.make_indirect(action("Named", N=Name.NextPage)) for _ in range(2))
    first.Next, second.Next = (
        Array([1, String("x"), second, SCRIPT]),
        Array([first, action("URI", URI=String("https://a.org"))]),
    )
    made.root.OpenAction = first
    found = islice(active.faults(made.pdf), 10)
    assert sorted(fault.message for fault in found) == [
        "The file opens a web page when it is opened.",
        "The file runs a script when it is opened.",
    ]


def _lines(*bases: float, page: int = 1, size: float = 10) -> list[Any]:
    return [SimpleNamespace(base=base, page=page, size=size, text="Rest", words="Rest") for base in bases]


@pytest.mark.parametrize(
    ("first", "second", "role", "found"),
    [
        ((100, 88), (66, 54), "Sect", False),  # a blank line between them
        ((100, 88), (76, 64), "Sect", True),
        ((100, 88), (76, 64), "LBody", False),
        ((100, 88), (88, 76), "Sect", False),  # side by side
        ((100, 88), (100, 88), "Sect", False),  # in the next column
    ],
)
def test_paragraphs_that_follow_each_other_down_a_page_have_a_gap(
    first: tuple[float, ...], second: tuple[float, ...], role: str, *, found: bool
) -> None:
    holder = SimpleNamespace(role=role)
    blocks = [
        SimpleNamespace(role="P", holder=holder, lines=_lines(*bases), page=1, text="Rest", words="Rest")
        for bases in (first, second)
    ]
    assert bool(list(printed._crowded(cast(Any, SimpleNamespace(blocks=blocks)), cast(Any, None)))) is found


@pytest.mark.parametrize(
    ("texts", "sizes", "mixed"),
    [
        (("Rest", "Rest"), (10, 10.5), False),
        (("Rest", "Rest"), (10, 10.75), True),
        (("Rest", "استرح"), (10, 10), True),
        (("استرح", "استرح"), (10, 10), False),
        (("استرح", "5"), (10, 10), True),
        (("Rest", "5"), (10, 10), False),
    ],
)
def test_lines_of_two_scripts_or_sizes_may_move_within_their_room(
    texts: tuple[str, str], sizes: tuple[float, float], *, mixed: bool
) -> None:
    lines = [SimpleNamespace(text=text, size=size) for text, size in zip(texts, sizes, strict=True)]
    assert printed._mixed(*cast(Any, lines)) is mixed
