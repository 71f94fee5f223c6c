"""The best ends of pages with Typst: planned by what was set, and set as they were planned."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from press.model import Block, Box, BoxKind, Description, Entry, Item, Leaflet, List, Paragraph, Table, Text
from press.writers import typeset
from press.writers.typeset import blocks, ending, looking
from press.writers.typeset.ending import Pages
from press.writers.typeset.leaves import Fragment, Leaf
from press.writers.typeset.mirror import Mirror
from press.writers.typeset.painted import File
from press.writers.typeset.script import Script
from press.writers.typeset.words import Piece, texts
from tests.pdf.conftest import composed
from tests.pdf.test_typeset import look, script

SENTENCE = "You may feel a little sore for some days after it, and that is nothing to worry about. "


def paragraph(count: int) -> Paragraph:
    return Paragraph((Text(SENTENCE * count),))


def pages(*made: Block, size: float = 28) -> tuple[Pages, Script]:
    """The pages of some blocks, one filled after the other."""
    layout = replace(look("large-print").at(size), contents_over=99)
    manuscript = script(*made, layout=layout)
    written = blocks.script(manuscript, layout, with_contents=False)
    file = typeset._settled(written, layout)
    return Pages(written, file, layout, manuscript.strings.negations, Mirror(written)), written


def ended(natural: Pages) -> Pages:
    best = ending.best(
        natural.script,
        natural.file,
        natural.layout,
        natural.negations,
        lambda: typeset._settled(natural.script, natural.layout),
    )
    return replace(natural, file=best)


def items(count: int) -> List:
    return List(tuple(Item((Paragraph((Text(SENTENCE),)),)) for _ in range(count)))


def test_pages_come_out_as_they_were_planned() -> None:
    natural, _ = pages(*(paragraph(2), items(3), paragraph(3)) * 3)
    planned, _ = natural.best()
    found = ended(natural)
    assert found.cost == pytest.approx(planned, rel=0.05)
    assert found.cost < natural.cost - 100
    assert len(found.flows()[0].units) == len(natural.flows()[0].units)


def test_records_come_out_as_they_were_planned() -> None:
    record = Entry((Text("Week 1"),), (paragraph(1), Paragraph((Text("Stop."),))))
    natural, _ = pages(paragraph(2), Description((record,) * 8, records=True), paragraph(1), items(3))
    planned, _ = natural.best()
    assert ended(natural).cost == pytest.approx(planned, rel=0.05)
    ruled = [natural.mirror.padded[each] for each in natural.mirror.padded if each.tag == "div"]
    assert ruled == pytest.approx([0.35 * 28] * 8)


def test_pages_that_cannot_be_better_are_left_alone() -> None:
    natural, written = pages(paragraph(2))
    before = repr(written.data)
    assert ended(natural).file is natural.file
    assert repr(written.data) == before


def test_what_is_worse_when_it_has_been_set_is_taken_back() -> None:
    natural, written = pages(*(paragraph(2), items(3), paragraph(3)) * 3)
    before = repr(written.data)
    asked: list[File] = []

    def settle() -> File:
        asked.append(natural.file)
        return natural.file  # as if nothing could be ended elsewhere

    found = ending.best(written, natural.file, natural.layout, natural.negations, settle)
    assert found is natural.file
    assert asked
    assert repr(written.data) == before


def test_pages_that_never_settle_with_other_ends_stay_as_they_are() -> None:
    natural, written = pages(*(paragraph(2), items(3), paragraph(3)) * 3)
    before = repr(written.data)
    assert ending.best(written, natural.file, natural.layout, natural.negations, lambda: None) is natural.file
    assert repr(written.data) == before


def test_a_mending_with_which_pages_never_settle_is_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    layout = replace(look("large-print").at(28), contents_over=99)
    manuscript = script(*(paragraph(2), items(3), paragraph(3)) * 3, layout=layout)
    tried: list[Script] = []

    def never(written: Script, _: object) -> None:
        tried.append(written)

    monkeypatch.setattr(typeset, "_tried", never)
    written, _ = typeset._set(manuscript, layout, with_contents=False)
    assert tried
    assert written.data == blocks.script(manuscript, layout, with_contents=False).data


def test_a_paragraph_over_many_pages_ends_each_of_them_and_keeps_its_words() -> None:
    long = "It may take a while, and you can do much to help it on its way, such as to rest and to eat and to sleep, "
    natural, _ = pages(Paragraph((Text(long * 20 + "and so on."),)))
    (item,) = (leaf.item for leaf in natural.leaves if leaf.kind == "paragraph" and leaf.text.startswith("It may"))
    words = texts(item["words"])
    for change in natural.best()[1]:
        looking.changed((change,))
    parts = [item["words"], *item["rest"]]
    assert len(parts) == len({unit.page for unit in natural.flows()[0].units if unit.text in words}) > 2
    assert "".join(map(texts, parts)) == words
    assert all(texts(part).endswith(" ") for part in parts[:-1])


def test_a_page_ends_within_a_link_and_both_halves_lead_to_the_same_place() -> None:
    piece: Piece = {"t": "Ask ", "m": 9}
    link: Piece = {"link": 1, "kind": "opens_web", "in": [{"t": "the people of the ward ", "m": 9}]}
    words = [piece, link, {"t": "where you are.", "m": 9}]
    first, second = ending._in_parts(words, [len("Ask the people ")])
    assert first == [piece, {**link, "in": [{"t": "the people ", "m": 9}]}]
    assert second == [{**link, "in": [{"t": "of the ward ", "m": 9}]}, words[2]]
    parts = ending._in_parts(words, [len("Ask "), len("Ask the people "), len("Ask the people of the ward ")])
    assert list(map(texts, parts)) == ["Ask ", "the people ", "of the ward ", "where you are."]
    whole: Piece = {"link": 1, "kind": "opens_phone", "in": [{"whole": [{"t": "01632 960 123", "m": 9}]}]}
    assert ending._in_parts([piece, whole], [len("Ask 01632 ")]) == [[piece, whole]]


def test_a_page_is_as_high_as_its_lowest_part_though_it_is_not_the_last(sample: Leaflet) -> None:
    """The QR code is higher than the words beside it, and its height is no margin of what follows."""
    layout = replace(look("large-print").at(18), contents_over=99)
    manuscript = composed(sample, layout)
    written = blocks.script(manuscript, layout, with_contents=False)
    units = Pages(written, typeset._settled(written, layout), layout, (), Mirror(written)).units()
    coded = max(number for number, unit in enumerate(units) if unit.tag == "img")
    drawn, said, *others = units[coded:]
    assert said.tag == "figcaption"
    assert said.top == pytest.approx(drawn.top)
    assert said.bottom < drawn.bottom - layout.type.body
    assert said.below == pytest.approx(drawn.below)
    following = next(unit for unit in others if unit.tag != "figcaption")
    assert 0 < following.margin == pytest.approx(following.top - drawn.bottom)


def test_a_gap_that_no_page_shows_has_the_padding_of_the_box_that_begins_there() -> None:
    """A box that begins a page, and one of another leaflet that stands below a list."""
    box = Box(BoxKind.NOTE, (Text("Careful"),), (paragraph(1),))
    natural, _ = pages(*(paragraph(1), items(2)) * 3, box, size=18)
    units, overleaf = natural.units(), pages(*(paragraph(1), items(2)) * 6, box, size=18)[0].units()
    first, second = (next(n for n, unit in enumerate(found) if unit.text == "Careful") for found in (units, overleaf))
    assert units[first].page == units[first - 1].page
    assert overleaf[second].page > overleaf[second - 1].page
    gaps = [found[n].top - found[n - 1].bottom for found, n in ((units, first), (overleaf, second))]
    assert gaps[1] == pytest.approx(gaps[0], abs=0.01)


def test_a_box_over_pages_has_its_padding_on_each_of_them_and_comes_out_as_it_was_planned() -> None:
    box = Box(BoxKind.NOTE, (Text("Careful"),), tuple(paragraph(2) for _ in range(9)))
    natural, _ = pages(paragraph(1), box, paragraph(2))
    within = [unit for unit in natural.units() if "aside" in {holder.tag for holder in unit.holders}]
    padding = natural.mirror.padded[within[0].holders[-2]]
    assert {round(unit.top - unit.above, 3) for unit in within} == {round(padding, 3)}
    assert {round(unit.below - unit.bottom, 3) for unit in within} == {round(padding, 3)}
    planned, _ = natural.best()
    assert ended(natural).cost == pytest.approx(planned, abs=5)


def test_margins_that_never_come_down_are_none() -> None:
    table = Table((Text("When"),), ((Text("Day"),), (Text("Dose"),)), (((Text("Monday"),), (Text("1"),)),))
    box = Box(BoxKind.NOTE, (Text("Careful"),), (paragraph(1),))
    units = pages(paragraph(1), table, box, size=18)[0].units()
    found = {(one.tag, other.tag): other.margin for one, other in itertools.pairwise(units)}
    assert found["caption", "thead"] == found["h5", "p"] == 0
    assert found["h2", "p"] > 0


@pytest.mark.parametrize("shown", [["لك ىلع", "هذا:"], ["علىلك", " :هذا"]])
def test_lines_say_what_they_say_in_the_order_of_reading(shown: list[str]) -> None:
    """Painted letters may stand in any order; how many there are says which they are."""
    lines = {20.0 - number: line for number, line in enumerate(shown)}
    item = {"words": [{"t": "\u2067على لك", "m": 9}, {"t": " هذا:\u2069", "m": 9}]}
    leaf = Leaf("paragraph", item, (), [Fragment(0, 0, 30, 10, 10, lines)])
    assert ending._told(leaf) == ["\u2067على لك ", "هذا:\u2069"]
    assert ending._is_told(leaf)
    assert not ending._is_told(replace(leaf, item={"words": [{"t": "على لك أكثر من هذا", "m": 9}]}))


def test_a_gap_that_no_page_shows_is_that_of_others_of_its_kind() -> None:
    natural, _ = pages(*(paragraph(1), paragraph(2)) * 6)
    units = natural.flows()[0].units
    found = [
        (after.top - before.bottom, before.page == after.page)
        for before, after in itertools.pairwise(units)
        if before.tag == after.tag == "p" and before.place == before.lines - 1
    ]
    here, overleaf = ({round(gap, 1) for gap, same in found if same is kind} for kind in (True, False))
    assert len(here) == 1
    assert overleaf == here
