"""What is true of an edition and is no advice: each of it that changes is told, and how the tracked changes are set."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from press.model import (
    Block,
    Box,
    BoxKind,
    Description,
    Difference,
    Edition,
    Entry,
    Item,
    Leaflet,
    Link,
    List,
    Owner,
    Paragraph,
    PartialDate,
    Section,
    Status,
    Table,
    Text,
    TranslatedFrom,
)
from press.review.changes import Comparison, Topic, compare, page, tracked
from tests.conftest import Golden
from tests.review.test_changes import W, a4, bare, edition, strings

OLD = {"language": "en-GB", "publisher": "Us", "online": "https://example.org/a", "keywords": ("knee",)}
REVIEW: dict[str, Any] = {
    "status": Status.APPROVED,
    "last": PartialDate(2024),
    "next": PartialDate(2027),
    "approved_by": "Lead",
}


def told(sample: Leaflet, **changed: object) -> list[tuple[str, str, str]]:
    """What is told where only this has changed."""
    old = edition(sample, ("One", "Rest."), **OLD, waivers=(), differences=(), owner=None, source=None)
    old = replace(old, review=replace(old.review, **REVIEW, changes=()))
    more = {name: value for name, value in changed.items() if name in old.review.__slots__}
    rest = {name: value for name, value in changed.items() if name not in more}
    new: Edition = replace(old, review=replace(old.review, **more), **rest)  # type: ignore[arg-type]  # the names are the fields'
    return [(change.how, change.was, change.now) for change in compare(old, new, strings()).of(Topic.ABOUT)]


@pytest.mark.parametrize(
    ("changed", "how", "was", "now"),
    [
        ({"publisher": "Them"}, "changed", "Publisher: Us", "Publisher: Them"),
        ({"status": Status.DRAFT}, "changed", "Status: approved", "Status: draft"),
        ({"last": PartialDate(2025, 6)}, "changed", "Last reviewed: 2024", "Last reviewed: 2025-06"),
        ({"next": PartialDate(2028)}, "changed", "Next review: 2027", "Next review: 2028"),
        ({"approved_by": "Matron"}, "changed", "Approved by: Lead", "Approved by: Matron"),
        ({"owner": Owner("Lead", "a@example.org")}, "added", "", "Owner: Lead, a@example.org"),
        ({"source": TranslatedFrom("2024", "pl", ())}, "added", "", "Translated from: 2024 (pl)"),
        (
            {"online": "https://example.org/b"},
            "changed",
            "On the web: https://example.org/a",
            "On the web: https://example.org/b",
        ),
        ({"keywords": ("hip",)}, "changed", "Keyword: knee", "Keyword: hip"),
        ({"changes": ((Text("A new dose."),),)}, "added", "", "What has changed: A new dose."),
        (
            {"changes": ((Text("See "), Link((Text("this"),), "tel:1")),)},
            *("added", "", "What has changed: See this Link to tel:1: “this”"),
        ),
        ({"waivers": (("print-size", "It is a card."),)}, "added", "", "Rule waived: print-size: It is a card."),
        (
            {"differences": (Difference("20 mg", "Sold as 25 mg."),)},
            *("added", "", "Numbers that may differ: 20 mg: Sold as 25 mg."),
        ),
    ],
)
def test_each_fact_of_an_edition_that_changes_is_told(
    sample: Leaflet, changed: dict[str, object], how: str, was: str, now: str
) -> None:
    assert told(sample, **changed) == [(how, was, now)]
    assert told(sample) == []


@pytest.mark.parametrize(("language", "turned"), [("en-GB", False), ("ar", True)])
def test_tracked_changes_run_as_their_language_does(sample: Leaflet, language: str, turned: bool) -> None:
    old = edition(sample, ("One", "Rest."), language=language)
    with zipfile.ZipFile(io.BytesIO(tracked.write(compare(old, old, strings()), a4(), "x"))) as archive:
        styles = etree.fromstring(archive.read("word/styles.xml"))
        relations = archive.read("word/_rels/document.xml.rels").decode()
        names = set(archive.namelist())
    assert (styles.find(f".//{W}bidi") is not None) == turned
    for part in ("styles.xml", "settings.xml", "fontTable.xml", "numbering.xml", "theme/theme1.xml"):
        assert f'Target="{part}"' in relations
        assert f"word/{part}" in names


def says(*texts: str) -> tuple[Block, ...]:
    return tuple(Paragraph((Text(text),)) for text in texts)


def of_each_kind(sample: Leaflet) -> Comparison:
    """A change of each kind in each kind of block."""
    old, new = bare(sample), bare(sample)

    def table(dose: str) -> Table:
        return Table((Text("Doses"),), ((Text("Who"),), (Text("Dose"),)), (((Text("Adults"),), (Text(dose),)),))

    def rest(*texts: str) -> Block:
        return List(tuple(Item(says(text)) for text in texts))

    def box(kind: BoxKind, text: str) -> Block:
        return Box(kind, (Text("Note"),), says(text))

    def section(name: str, *blocks: Block) -> Section:
        return Section(name.lower().replace(" ", "-"), (Text(name),), blocks)

    first = section("Tablets", *says("Take 20 mg at night. Swallow it whole."), table("5 ml"), rest("ice", "heat"))
    then = section("Tablets", *says("Take 25 mg at night. Swallow it whole."), table("50 ml"), rest("heat", "sleep"))
    meaning = Description(
        (
            Entry(
                (Text("MRI"),),
                says("A scan."),
            ),
        )
    )
    other = Description(
        (
            Entry(
                (Text("MRI"),),
                says("A scan with magnets."),
            ),
        )
    )
    old = replace(
        old,
        name="2023",
        sections=(
            section("Gone", *says("This is no longer said. Nor is this.")),
            section("Moves", *says("It stays as it was in all.")),
            first,
            section("Words", meaning, box(BoxKind.IMPORTANT, "Do not drive."), *says("End of it.")),
        ),
    )
    new = replace(
        new,
        name="2025",
        keywords=("knees",),
        sections=(
            then,
            section("Moves", *says("It stays as it was in all.")),
            section("Terms", other, box(BoxKind.NOTE, "Do not drive."), *says("End of it.")),
            Section(
                "new", (Text("New"),), says("Call 0808 800 6000."), (section("Inner", *says("Tell your doctor.")),)
            ),
        ),
    )
    return compare(old, new, strings())


def test_reports_of_a_change_of_each_kind_read_as_they_did(sample: Leaflet, golden: Golden) -> None:
    found = of_each_kind(sample)
    body = page.write(found).decode().partition("<body")[2]
    golden(
        Path(__file__).parent / "changes.txt",
        f"{found.readable()}\n\n{found.json()}\n\n" + "\n<".join(line for line in body.split("<")) + "\n",
    )
