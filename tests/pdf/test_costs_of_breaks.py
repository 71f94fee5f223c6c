"""What each end of a page costs, by what stands before it and after it."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from types import SimpleNamespace
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest

from press.pagination import Hurt, emptiness
from press.writers import breaks, flaws, paging, typeset
from press.writers.booklets import Sheets
from press.writers.breaks import Flow, Unit
from press.writers.typeset import looking

LINE = 10.0
ITEMS = "<li><p>a.</p></li>"
ROW, RECORD = "<tr>c</tr>", "<div><dt>a</dt><dd>b.</dd></div>"
ROWS = f"<caption>a</caption><thead>b</thead><tbody>{ROW * 4}</tbody>"


def units(element: Element, *around: Element) -> Iterator[Unit]:
    """A unit for each line of what has text or is a picture; a stroke stands between two lines."""
    holders = (*around, element)
    lines = (element.text or "").split("/") if element.text or element.tag == "img" else []
    for place, text in enumerate(lines):
        yield Unit(0, text, place, len(lines), holders, 0, LINE, 0, LINE, 0, forced=False)
    for child in element:
        yield from units(child, *holders)


def flow(markup: str) -> Flow:
    return Flow(list(units(fromstring(f"<body>{markup}</body>"))), 100, 100, ("not",), last=True)  # noqa: S314  # our own


def alone(top: float = 0, high: float = LINE, *, forced: bool = False, margin: float = 0) -> Unit:
    """A paragraph of one line."""
    bottom = top + high
    return Unit(0, "a.", 0, 1, (Element("p"),), top, bottom, top, bottom, 0, forced=forced, margin=margin)


@pytest.mark.parametrize(
    ("markup", "costs"),
    [
        # What must not stand without what follows
        ("<p>a.</p><h1>b</h1>", [1000]),
        ("<p>a.</p><h2>b</h2>", [0]),
        *((f"<{heading}>a</{heading}><p>b.</p>", [1000]) for heading in ("h2", "h3", "h4", "h5")),
        ("<h2>a</h2><h3>b</h3>", [1000]),
        ("<p>a:</p><p>b.</p>", [1000]),
        ("<p>a:\N{NO-BREAK SPACE}</p><ul><li><p>b.</p></li></ul>", [1000]),
        ("<p>a:</p><h2>b</h2>", [0]),
        ("<p>a:</p><div><dt>b</dt></div>", [0]),
        ("<div><dt>a</dt><dd>b.</dd></div>", [1000]),
        ("<img/><figcaption>a</figcaption>", [1000]),
        ("<img/><p class='credit'>a</p>", [1000]),
        ("<img/><p class='described'>a</p>", [1000]),
        ("<img/><p>a</p>", [0]),
        ("<figcaption>a</figcaption><p class='credit'>b</p><p class='described'>c</p><p>d</p>", [1000, 1000, 0]),
        ("<p class='credit'>a</p><p class='credit'>b</p>", [0]),
        # Lists, entries and tables
        (f"<ul>{ITEMS * 3}</ul>", [100, 100]),
        (f"<ol>{ITEMS * 5}</ol>", [100, 60, 60, 100]),
        (f"<ul>{ITEMS * 6}</ul>", [40, 6, 6, 6, 40]),
        (f"<ul>{ITEMS * 2}</ul><p>b.</p>", [100, 0]),
        ("<ul><li><p>a.</p><p>b.</p></li></ul>", [100]),
        ("<div><dt>a</dt><dd>b.</dd><dd>c.</dd></div>", [1000, 100]),
        (f"<table>{ROWS.replace(ROW * 4, ROW * 6)}</table>", [1000, 1000, 40, 6, 6, 6, 40]),
        (f"<table>{ROWS}</table>", [1000, 1000, 100, 60, 100]),
        (f"<p class='lead-in'>a</p><dl class='records'>{RECORD * 2}</dl>", [1000, 1000, 100, 1000]),
        (f"<p class='lead-in'>a</p><dl>{RECORD * 2}</dl>", [0, 1000, 0, 1000]),
        ("<p class='lead-in'>a</p><p>b.</p>", [15]),
        ("<p class='lead-in'>a</p><img/>", [0]),
        # What is around both
        *((f"<div class='wide {kind}'><p>a.</p><p>b.</p></div>", [300]) for kind in sorted(breaks._BOXES)),
        ("<div class='box'><p>a.</p></div><div class='box'><p>b.</p></div>", [0]),
        ("<div class='box'><p>a.</p><h3>b</h3></div>", [0]),
        ("<section class='support'><p>a.</p><p>b.</p></section>", [0]),
        ("<section class='support'><section><p>a.</p><p>b.</p></section></section>", [300]),
        ("<section class='support'><div><p>a.</p><p>b.</p></div></section>", [0]),
        ("<section class='about'><p>a.</p><p>b.</p></section>", [130]),
        ("<h2>a</h2><p>b.</p><p>c.</p>", [1000, 40]),
        ("<p>a.</p><p>b.</p><p>c.</p>", [0, 0]),
        # Within a paragraph
        ("<p>a/b</p>", [150 + 15]),
        ("<p>a./b</p>", [150 + 6]),
        ("<p>a/not b</p>", [150 + 400]),
        ("<p>a/b. It is/not c</p>", [150 + 15, 150 + 400]),
        ("<p>a/b/c/d/e.</p>", [1000, 15, 1000, 1000]),
        ("<p>a/b./c/d/e.</p>", [1000, 6, 1000, 1000]),
        ("<p>a/b/c/d/not e.</p>", [1000, 400, 1000, 1000]),
        ("<p>a./b./c./d.</p>", [156, 156, 156]),
        ("<ul><li><p>a./b.</p></li></ul>", [100 + 150 + 6]),
        ("<div class='box'><p>a./b.</p></div>", [300 + 150 + 6]),
        ("<section class='about'><p>a./b.</p></section>", [130 + 150 + 6]),
        *((f"<{tag}>a./b.</{tag}>", [1000]) for tag in ("h1", "h3", "dt", "caption", "figcaption", "tr")),
    ],
)
def test_the_end_of_a_page_costs_what_it_hurts(markup: str, costs: list[float]) -> None:
    assert flow(markup).costs == [0, *costs]


def test_what_fills_a_page_by_itself_has_one() -> None:
    three = [alone(top, 80) for top in (0, 90, 180)]
    plan = breaks.best([Flow(three, 100, 100, (), last=True)])
    assert [(each.before, each.after) for each in plan.breaks] == [(three[0], three[1]), (three[1], three[2])]
    assert (plan.pages, plan.nearer) == (3, ())
    assert plan.cost == pytest.approx(3 * Hurt.PAGE.value + 2 * emptiness(0.2))


@pytest.mark.parametrize(
    ("found", "kinds", "wrong", "cost"),
    [
        ((), (), False, (False, 0, 2)),
        ((flow("<p>a.</p><p>b.</p>"),), (), True, (True, 10, 2)),
        ((), (flaws.Torn,), False, (False, paging._WEIGHTS[flaws.Torn], 2)),
        ((flow("<p>a.</p><p>b.</p>"),), (flaws.Torn,), False, (False, 10, 2)),
        ((flow("<p>a.</p>"),), (flaws.RunsOver,), False, (False, 10 + paging._WEIGHTS[flaws.RunsOver], 2)),
    ],
)
def test_pages_cost_what_is_wrong_with_them_and_what_their_ends_cost(
    found: tuple[Flow, ...], kinds: tuple[type, ...], wrong: bool, cost: tuple[bool, float, int]
) -> None:
    """What is torn apart counts where no ends are planned; else as the end of its page."""
    document: Any = SimpleNamespace(pages=[None, None])
    wrongs: Any = tuple(object.__new__(kind) for kind in kinds)
    assert paging._Attempt(document, (), wrongs, wrong, list(found), Sheets(1)).cost == cost


@pytest.mark.parametrize(("panels", "pages", "over"), [(6, 4, 0), (6, 6, 0), (6, 8, 2), (0, 8, 0)])
def test_what_has_no_room_is_counted_in_pages(
    panels: int, pages: int, over: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, layout = SimpleNamespace(pages=[None] * pages), SimpleNamespace(panels=panels)
    for spilled in (0, 1):
        monkeypatch.setattr(looking, "spilled", lambda _, so_many=spilled: so_many)
        assert typeset._over(file, layout) == over + spilled  # type: ignore[arg-type]  # all that is looked at


def test_a_last_page_with_little_on_it_costs_more_unless_something_comes_after_it() -> None:
    heights = [alone(0), alone(10)]
    long = Flow(heights, 100, 100, (), last=True)
    assert long.page(1, 2) == Hurt.PAGE.value + Hurt.RUNT.value
    assert long.page(0, 2) == Hurt.PAGE.value
    assert Flow(heights, 100, 79, (), last=True).page(1, 2) == Hurt.PAGE.value  # 10 of 79 is an eighth and more
    assert Flow(heights, 100, 100, (), last=False).page(1, 2) == Hurt.PAGE.value


def test_margins_come_down_to_a_share_and_cost_by_how_much() -> None:
    made = [alone(0), alone(20, margin=10), alone(40, margin=10)]
    assert Flow(made, 50.2, 50.2, (), last=True).nearer(0, 3) == 0
    near = Flow(made, 47, 47, (), last=True)
    share = 1 - (50 - 47 * 0.998 + 47 * 0.004) / 20
    assert near.nearness(0, 3) == pytest.approx(share)
    assert near.nearer(0, 3) == pytest.approx(Hurt.NEARER.value * (1 - share) / 0.25)
    assert Flow(made, 44, 44, (), last=True).nearer(0, 3) == inf
    assert Flow(made, 1, 1, (), last=True).nearer(0, 1) == 0  # what is alone on a page has to have it
    assert Flow(made, 47, 47, (), last=True, nearest=0.9).nearer(0, 3) == inf


@pytest.mark.parametrize(("gap", "share"), [(0, 1), (0.5, 1), (0.96, 1), (1.2, 0.8), (2, 0.75)])
def test_between_paragraphs_a_blank_line_stays_one(gap: float, share: float) -> None:
    assert breaks.nearest(gap) == pytest.approx(share)


def test_flows_begin_where_the_layout_has_a_page_begin() -> None:
    made = [alone(forced=forced) for forced in (False, False, True, False)]
    found = breaks.flows(made, 50, 100, ("not",), 0.8)
    assert [list(each.units) for each in found] == [made[:2], made[2:]]
    assert [(each.first, each.room, each.last, each.nearest) for each in found] == [
        (50, 100, False, 0.8),
        (100, 100, True, 0.8),
    ]
