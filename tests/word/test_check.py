"""Every rule has a file that keeps it and a file that breaks it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import docx
import pytest
from lxml import etree

from press.checks import word as check
from press.checks.word import RULES
from press.manuscript import Manuscript
from tests.word.damage import (
    BLANK,
    DAMAGES,
    DOCUMENT,
    NUMBERING,
    PLAIN,
    STYLES,
    Damage,
    Parts,
    edited,
    packed,
    run,
    unpacked,
)

SMALLEST = 18
COMPARING = {rule.id for rule in RULES if rule.compares}
Full = tuple[bytes, Manuscript]


def rules(data: bytes, manuscript: Manuscript) -> set[str]:
    return {problem.rule for problem in check.check(data, manuscript, SMALLEST)}


def rules_alone(data: bytes) -> set[str]:
    return {problem.rule for problem in check.check_alone(data, "leaflet.docx")}


def test_a_good_file_keeps_every_rule(full: Full) -> None:
    assert check.check(*full, SMALLEST) == ()


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)
def test_damage_is_found(full: Full, damage: Damage) -> None:
    data, manuscript = full
    parts = unpacked(data)
    damage.do(parts)
    assert damage.rule in rules(packed(parts), manuscript)


@pytest.mark.parametrize(
    "damage", [damage for damage in DAMAGES if damage.rule not in COMPARING], ids=lambda damage: damage.name
)
def test_without_the_leaflet_all_is_found_that_needs_no_comparing(full: Full, damage: Damage) -> None:
    parts = unpacked(full[0])
    damage.do(parts)
    assert damage.rule in rules_alone(packed(parts))


def test_a_good_file_keeps_every_rule_without_the_leaflet(full: Full) -> None:
    assert check.check_alone(full[0], "leaflet.docx") == ()


def test_what_compares_is_what_speaks_of_the_leaflet() -> None:
    wanted = {"word-words", "word-foreign", "word-address", "word-notice", "word-code", "word-title", "word-language"}
    wanted |= {"word-picture-proportions", "word-people"}
    assert wanted == COMPARING


def test_every_rule_has_a_file_that_breaks_it() -> None:
    elsewhere = {"word-people"}  # see test_risks
    assert {rule.id for rule in RULES} | {"word-unreadable"} == {damage.rule for damage in DAMAGES} | elsewhere


def test_a_file_cut_short_is_reported_as_one_problem(full: Full) -> None:
    data, manuscript = full
    assert rules(data[:4000], manuscript) == {"word-unreadable"}


def test_a_problem_says_what_why_and_how_to_mend_it(full: Full) -> None:
    data, manuscript = full
    parts = unpacked(data)
    damage = next(damage for damage in DAMAGES if damage.name == "a picture says nothing")
    damage.do(parts)
    problem = next(found for found in check.check(packed(parts), manuscript, SMALLEST) if found.rule == "word-alt")
    assert problem.place.file == "knee/2025-06 (Word)"
    assert problem.place.words.startswith("Picture")
    assert "Microsoft Accessibility Checker" in problem.source
    assert problem.hint == (
        "Describe it in its alternative text, or mark it as decorative (in a leaflet: `alt:`, `decorative: true`)."
    )


@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml", "word/numbering.xml", "word/settings.xml"])
def test_whatever_is_torn_out_of_a_file_it_can_still_be_checked(full: Full, name: str) -> None:
    data, manuscript = full
    parts = unpacked(data)
    count = len(list(etree.fromstring(parts[name]).iter()))
    for place in range(1, count, max(1, count // 40)):
        root = etree.fromstring(parts[name])
        torn = list(root.iter())[place]
        above = torn.getparent()
        assert above is not None
        above.remove(torn)
        check.check(packed({**parts, name: etree.tostring(root)}), manuscript, SMALLEST)


def test_a_file_that_somebody_else_made_is_checked_too(full: Full) -> None:
    made = io.BytesIO()
    document = docx.Document()
    document.add_heading("Another title", 0)
    document.add_paragraph("Another text.", style="List Bullet")
    document.add_table(2, 2)
    document.save(made)
    found = rules(made.getvalue(), full[1])
    assert {"word-words", "word-title", "word-table-head", "word-compatibility", "word-page-number"} <= found


def exactly(height: int) -> Callable[[Parts], None]:
    """Lines of a height, in twentieths of a point, whatever stands in them."""
    new = f'w:line="{height}" w:lineRule="exact"'
    return edited(r'w:line="\d+"( w:lineRule="\w+")?', new, STYLES, 0)


@pytest.mark.parametrize(
    ("swap", "rule", "broken"),
    [
        (run('<w:color w:val="767676"/>'), "word-contrast", False),  # 4.54:1 on white
        (run('<w:color w:val="787878"/>'), "word-contrast", True),  # 4.42:1
        (exactly(414), "word-line-spacing", False),
        (exactly(413), "word-line-spacing", True),
        (edited(r'w:after="\d+"', 'w:after="360"', STYLES, 0), "word-paragraph-spacing", False),
        (edited(r'w:after="\d+"', 'w:after="359"', STYLES, 0), "word-paragraph-spacing", True),
    ],
)
def test_what_is_just_enough_is_enough(full: Full, swap: Callable[[Parts], None], rule: str, broken: bool) -> None:
    data, manuscript = full
    parts = unpacked(data)
    swap(parts)
    assert (rule in rules(packed(parts), manuscript)) is broken


@pytest.mark.parametrize(("halves", "broken"), [(24, False), (23, True)])
def test_a_file_of_nobody_s_layout_may_have_type_of_twelve_points(full: Full, halves: int, broken: bool) -> None:
    parts = unpacked(full[0])
    for name in (DOCUMENT, STYLES, NUMBERING):
        parts[name] = re.sub(rb'(<w:sz(?:Cs)? w:val=")\d+', rb"\g<1>%d" % halves, parts[name])
    assert ("word-type-size" in rules_alone(packed(parts))) is broken


def test_a_blank_paragraph_is_found_by_the_last_words_before_it(full: Full) -> None:
    data, manuscript = full
    parts = unpacked(data)
    before = PLAIN.format("x" * 60 + " and so it ends.")
    edited("<w:body>", f"<w:body>{before}{BLANK}")(parts)
    found = [each for each in check.check(packed(parts), manuscript, SMALLEST) if each.rule == "word-blank"]
    assert found[0].place.words.endswith("x and so it ends.”")


@pytest.mark.parametrize(("cell", "found"), [(BLANK, False), (PLAIN.format("Rest") + BLANK, True)])
def test_a_blank_paragraph_is_in_a_cell_only_where_the_cell_is_empty(full: Full, cell: str, *, found: bool) -> None:
    data, manuscript = full
    parts = unpacked(data)
    edited("<w:body>", f"<w:body><w:tbl><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>")(parts)
    assert ("word-blank" in rules(packed(parts), manuscript)) is found


def test_a_style_may_say_in_words_that_it_is_the_usual_one(full: Full) -> None:
    data, manuscript = full
    parts = unpacked(data)
    edited(r'w:default="1"', 'w:default="true"', STYLES, 0)(parts)
    assert rules(packed(parts), manuscript) == set()
