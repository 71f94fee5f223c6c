"""What changed between two editions, and how it is shown."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as parser

from press import layout
from press.layout import Layout, Strings
from press.model import Block, Blocks, Box, BoxKind, Edition, Item, Leaflet, List, Paragraph, Section, Text
from press.quantities import Measure, quantities
from press.review.changes import Change, Comparison, Topic, compare, page, tracked
from press.review.changes.passages import flatten
from tests.building import read
from tests.review.conftest import Press, edit
from tests.strategies import sentences

ROOT = Path(__file__).parents[2]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def a4() -> Layout:
    return layout.load(ROOT / "layouts", ROOT / "fonts")["a4"]


def strings() -> Strings:
    found = a4().strings_for("en")
    assert found
    return found


@cache
def skin() -> Comparison:
    library, _ = read(ROOT / "leaflets")
    old, new = (edition for edition in library.editions if edition.topic == "skin-metastases")
    return compare(old, new, strings())


# What is found


def by_hand() -> list[tuple[str, ...]]:
    text = (Path(__file__).parent / "skin-metastases-by-hand.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return [tuple(cell.strip() for cell in line.split("|")) for line in lines]


def is_found(change: Change, topic: str, how: str, was: str, now: str) -> bool:
    words = was.casefold() in change.was.casefold() and now.casefold() in change.now.casefold()
    return (change.topic.name.lower(), change.how) == (topic, how) and words


@pytest.mark.parametrize("line", by_hand(), ids=lambda line: f"{line[0]} {line[2] or line[3]}")
def test_what_a_person_found_is_found(line: tuple[str, ...]) -> None:
    assert any(is_found(change, *line) for change in skin().changes)


@pytest.mark.parametrize("topic", [Topic.NUMBERS, Topic.SECTIONS])
def test_a_person_found_all_that_is_found(topic: Topic) -> None:
    lines = [line for line in by_hand() if line[0] == topic.name.lower()]
    for change in skin().of(topic):
        assert any(is_found(change, *line) for line in lines), change


def test_what_a_list_says_of_the_proportion() -> None:
    (change,) = [change for change in skin().of(Topic.NUMBERS) if "third" in change.now]
    assert change.detail == "proportion: “About a fifth” → “About a third”"
    assert change.where == "What are skin metastases?"


@pytest.mark.parametrize(
    ("text", "measure", "words"),
    [
        ("Take 2.5 mg at night.", Measure.DOSE, "2.5 mg"),
        ("Take one or two tablets.", Measure.DOSE, "one or two tablets"),
        ("Up to 20\N{NO-BREAK SPACE}mg".replace("\N{NO-BREAK SPACE}", " "), Measure.DOSE, "Up to 20 mg"),
        ("It helps 3 in 10 people.", Measure.PROPORTION, "3 in 10"),
        ("It helps about one out of every five.", Measure.PROPORTION, "about one out of every five"),
        ("More than half of people", Measure.PROPORTION, "More than half"),
        ("In 12.5% of people", Measure.PROPORTION, "12.5%"),
        ("It takes half an hour.", Measure.TIME, "half an hour"),
        ("Wait for 6 to 8 weeks.", Measure.TIME, "6 to 8 weeks"),
        ("Use it twice a day.", Measure.TIME, "twice a day"),
        ("Call 0808 800 6000 now.", Measure.PHONE, "0808 800 6000"),
        ("Call 999.", Measure.PHONE, "999"),
        ("Open 9am to 4.30pm.", Measure.HOURS, "9am to 4.30pm"),
        ("Monday to Friday", Measure.HOURS, "Monday to Friday"),
        ("Since 9 June 2022", Measure.DATE, "9 June 2022"),
        ("in 2016", Measure.DATE, "2016"),
        ("There are 3 types.", Measure.NUMBER, "3"),
        ("There are three types.", Measure.NUMBER, "three"),
    ],
)
def test_a_quantity_is_known_for_what_it_is(text: str, measure: Measure, words: str) -> None:
    assert [(found.measure, found.words) for found in quantities(text)] == [(measure, words)]


@pytest.mark.parametrize("text", ["No one knows.", "Once it is over", "a day case", "someone", "the third time", "T4"])
def test_other_words_are_no_quantities(text: str) -> None:
    assert quantities(text) == ()


def edition(sample: Leaflet, *sections: tuple[str, str], **more: object) -> Edition:
    made = tuple(Section(name.lower(), (Text(name),), (Paragraph((Text(words),)),)) for name, words in sections)
    return replace(sample.edition, sections=made, **more)  # type: ignore[arg-type]  # the names are the fields'


ONE, TWO, THREE = ("One", "Rest the knee."), ("Two", "Use ice on it."), ("Three", "Take 20 mg of it.")


def found(old: Edition, new: Edition) -> list[tuple[str, str, str, str]]:
    return [(change.topic.value, change.how, change.was, change.now) for change in compare(old, new, strings()).changes]


def test_nothing_changed_between_an_edition_and_itself(sample: Leaflet) -> None:
    assert found(sample.edition, sample.edition) == []


def test_a_dose_comes_first(sample: Leaflet) -> None:
    new = edition(sample, ("One", "Rest the sore knee."), TWO, ("Three", "Take 30 mg of it."))
    assert found(edition(sample, ONE, TWO, THREE), new) == [
        ("Numbers", "changed", "Take 20 mg of it.", "Take 30 mg of it."),
        ("Wording", "changed", "Rest the knee.", "Rest the sore knee."),
    ]


def test_a_section_that_moved_is_moved_and_its_words_are_not_listed(sample: Leaflet) -> None:
    old, new = edition(sample, ONE, TWO, THREE), edition(sample, THREE, ONE, TWO)
    assert found(old, new) == [("Sections", "moved", "Three", "Three")]


def test_a_section_with_a_new_heading_is_renamed(sample: Leaflet) -> None:
    old = edition(sample, ONE, ("Two", "Use ice on it for a while, and rest."))
    new = edition(sample, ONE, ("Cold", "Use ice on it for a while, and rest."))
    assert found(old, new) == [("Sections", "renamed", "Two", "Cold")]


def test_a_warning_taken_away_is_told_before_other_words(sample: Leaflet) -> None:
    old = edition(sample, ("One", "Do not drive. Rest."), TWO)
    assert found(old, edition(sample, ("One", "Lie down."), TWO)) == [
        ("Warnings and side effects", "removed", "Do not drive.", ""),
        ("Wording", "added", "", "Lie down."),
        ("Wording", "removed", "Rest.", ""),
    ]


def test_a_warning_or_a_number_that_comes_or_goes_with_its_whole_section_is_told_by_itself(sample: Leaflet) -> None:
    more = ("Four", "Do not drive.")
    full, bare = edition(sample, ONE, TWO, THREE, more), edition(sample, ONE, TWO)
    assert found(full, bare) == [
        ("Numbers", "removed", "Take 20 mg of it.", ""),
        ("Warnings and side effects", "removed", "Do not drive.", ""),
        ("Sections", "removed", "Three", ""),
        ("Sections", "removed", "Four", ""),
    ]
    assert [each[:2] for each in found(bare, full)] == [
        ("Numbers", "added"),
        ("Warnings and side effects", "added"),
        ("Sections", "added"),
        ("Sections", "added"),
    ]


def test_words_that_come_out_of_a_warning_are_told_as_one(sample: Leaflet) -> None:
    words = Paragraph((Text("Call us if it swells."),))
    box = Box(BoxKind.URGENT, (Text("Call us"),), (words,))
    old, new = (
        replace(sample.edition, sections=(Section("one", (Text("One"),), blocks),)) for blocks in ((box,), (words,))
    )
    (first, *_) = compare(old, new, strings()).changes
    assert (first.topic, first.how, first.now) == (Topic.WARNINGS, "moved", "Call us if it swells.")
    assert first.detail == "no longer a warning"


def test_new_opening_hours_of_a_contact_are_a_number(sample: Leaflet) -> None:
    contact = replace(sample.edition.contacts[0], hours="Monday to Friday, 9am to 5pm.")
    changes = found(sample.edition, replace(sample.edition, contacts=(contact, *sample.edition.contacts[1:])))
    assert [change[:2] for change in changes] == [("Numbers", "changed")]
    assert "5pm" in changes[0][3]


def test_on_a_terminal_each_change_is_a_line_under_its_part(sample: Leaflet) -> None:
    old = edition(sample, ("One", "Rest the knee. Take 20 mg of it."), TWO, keywords=("a",))
    new = edition(sample, ("One", "Rest the sore knee. Take 30 mg of it. Do not run."), keywords=("b",))
    text = compare(old, new, strings()).readable()
    assert text.splitlines() == [
        "knee: from 2025-06 to 2025-06",
        "",
        "Numbers (1)",
        "  changed  [One] dose: “20 mg” → “30 mg” | Take 30 mg of it.",
        "",
        "Warnings and side effects (1)",
        "  added    [One] “Do not run.”",
        "",
        "Sections (1)",
        "  removed  [the leaflet] “Two”",
        "",
        "Wording (1)",
        "  changed  [One] “Rest the knee.” → “Rest the sore knee.”",
        "",
        "About the edition (1)",
        "  changed  [Title and summary] “Keyword: a” → “Keyword: b”",
    ]


def test_another_level_and_another_id_of_a_section_are_told(sample: Leaflet) -> None:
    inner = Section("two", (Text("Two"),), (Paragraph((Text("Use ice on it."),)),))
    outer = Section("one", (Text("One"),), (Paragraph((Text("Rest the knee."),)),))
    old = replace(sample.edition, sections=(outer, inner))
    deeper = replace(sample.edition, sections=(replace(outer, sections=(inner,)),))
    renamed = replace(sample.edition, sections=(outer, replace(inner, id="ice")))
    details = [
        [(change.how, change.detail) for change in compare(one, other, strings()).of(Topic.SECTIONS)]
        for one, other in ((old, deeper), (deeper, old), (old, renamed))
    ]
    assert details == [
        [("changed", "heading level: 2 → 3")],
        [("changed", "heading level: 3 → 2")],
        [("changed", "id: two → ice")],
    ]


# As tracked changes


def paragraphs(data: bytes, *, accept: bool) -> list[str]:
    """The paragraphs of a Word file when all tracked changes are accepted, or rejected."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
    gone = f"{W}del" if accept else f"{W}ins"
    out = []
    for paragraph in document.iter(f"{W}p"):
        text = "".join(
            "-" if element.tag == f"{W}noBreakHyphen" else element.text or ""
            for element in paragraph.iter(f"{W}t", f"{W}delText", f"{W}noBreakHyphen")
            if not any(parent.tag == gone for parent in element.iterancestors())
        )
        if paragraph.find(f"{W}pPr/{W}rPr/{gone}") is None:
            out.append(text)
        else:
            assert not text
    return out


def said(found: Comparison, *, accept: bool) -> list[str]:
    """What an edition says, and what it does without saying it as far as the other does not."""
    return [side.text for row in found.rows if (side := row[accept])]


def spoken(edition: Edition) -> list[str]:
    return [passage.text for passage in flatten(edition, strings()).passages if not passage.silent]


def bare(sample: Leaflet, *blocks: Block) -> Edition:
    """An edition that says nothing but what is given."""
    nothing = dict.fromkeys(("contacts", "glossary", "related", "references", "alternative_formats", "keywords"), ())
    section = Section("one", (Text("One"),), blocks)
    edition = replace(sample.edition, title="Knees", subtitle="", online="", abbreviations=(), waivers=(), **nothing)  # type: ignore[arg-type]  # all are tuples
    return replace(edition, summary=(Text("All of it."),), sections=(section,))


def test_what_is_accepted_or_rejected_is_as_it_was_typed(sample: Leaflet) -> None:
    def text(words: str) -> Paragraph:
        return Paragraph((Text(words),))

    old = bare(sample, text("Rest. Take 5 mg."), List((Item((text("ice"),)), Item((text("heat"),)))))
    new = bare(sample, text("Take 10 mg."), List((Item((text("heat"),)),), numbered=True), text("That is all."))
    new = replace(new, title="Hips")
    data = tracked.write(compare(old, new, strings()), a4(), "x")
    assert paragraphs(data, accept=False) == [
        *("Knees", "All of it.", "One", "Rest. Take 5 mg.", "List: with bullets", "ice", "heat"),
    ]
    assert paragraphs(data, accept=True) == [
        *("Hips", "All of it.", "One", "Take 10 mg.", "List: numbered from 1", "heat", "That is all."),
    ]


def test_accepted_they_are_the_new_edition_and_rejected_the_old() -> None:
    data = tracked.write(skin(), a4(), "Breast Care")
    for accept in (True, False):
        assert paragraphs(data, accept=accept) == said(skin(), accept=accept)


def _block(kind: str, words: str) -> Block:
    inside = Paragraph((Text(words),))
    if kind == "list":
        return List((Item((inside,)), Item((inside,))))
    return Box(BoxKind.IMPORTANT, (Text("Note"),), (inside,)) if kind == "box" else inside


BLOCKS = st.lists(st.builds(_block, st.sampled_from(("text", "list", "box")), sentences(6)), max_size=5).map(tuple)
SECTIONS = st.lists(st.tuples(st.sampled_from(("One", "Two", "Three")), BLOCKS), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(SECTIONS, SECTIONS)
def test_any_two_editions_come_out_of_it_whole(
    sample: Leaflet, one: list[tuple[str, Blocks]], other: list[tuple[str, Blocks]]
) -> None:
    old, new = (
        replace(
            sample.edition,
            sections=tuple(Section(f"s{n}", (Text(name),), found) for n, (name, found) in enumerate(all_)),
        )
        for all_ in (one, other)
    )
    compared = compare(old, new, strings())
    data = tracked.write(compared, a4(), "A & B")
    for accept, edition in ((False, old), (True, new)):
        assert paragraphs(data, accept=accept) == said(compared, accept=accept)
        rows = [row[accept] for row in compared.rows]
        assert [row.text for row in rows if row and not row.silent] == spoken(edition)


def test_every_tracked_change_has_an_author_a_date_and_a_number_of_its_own() -> None:
    with zipfile.ZipFile(io.BytesIO(tracked.write(skin(), a4(), 'Ann "A" & co'))) as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
    marks = list(document.iter(f"{W}ins", f"{W}del"))
    assert len(marks) > 100
    assert {mark.get(f"{W}author") for mark in marks} == {'Ann "A" & co'}
    assert {mark.get(f"{W}date") for mark in marks} == {"2022-06-01T00:00:00Z"}
    assert len({mark.get(f"{W}id") for mark in marks}) == len(marks)


# As a page, as JSON, on the terminal


def test_the_page_says_without_colour_what_was_added_and_removed() -> None:
    tree: Any = parser.document_fromstring(page.write(skin()))
    first = tree.xpath("//section[1]/ul/li")[0]
    assert "Changed" in first.text_content()
    assert "“About a fifth” → “About a third”" in first.text_content()
    assert [mark.text_content() for mark in first.iter("del", "ins")] == ["[removed:fifth]", "[added:third]"]
    rows = tree.xpath("//tbody/tr")
    assert len(rows) == len(skin().rows)
    assert {row[0].text for row in rows} == {None, "Added", "Removed", "Changed"}


def test_each_row_of_the_page_says_what_happened_to_it(sample: Leaflet) -> None:
    old, new = (
        bare(sample, *(Paragraph((Text(text),)) for text in texts)) for texts in (["Rest it."], ["Rest it now.", "Go."])
    )
    tree: Any = parser.document_fromstring(page.write(compare(old, new, strings())))
    rows = [[cell.text_content() for cell in row] for row in tree.xpath("//tbody/tr")]
    assert rows == [
        ["", "Knees", "Knees"],
        ["", "All of it.", "All of it."],
        ["", "One", "One"],
        ["Changed", "Rest it.", "Rest it[added: now]."],
        ["Added", "", "[added:Go.]"],
    ]


def test_the_page_loads_nothing_and_runs_nothing() -> None:
    tree: Any = parser.document_fromstring(page.write(skin()))
    policy = tree.xpath("string(//head/meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none';")
    assert not list(tree.iter("script", "link", "img", "iframe"))
    assert b"url(" not in page.write(skin())


DIGEST = """
from hashlib import sha256
from press.review.changes import page, tracked
from tests.review.test_changes import a4, skin
found = skin()
reports = page.write(found), tracked.write(found, a4(), "x"), found.json().encode()
print([sha256(data).hexdigest() for data in reports])
"""


@pytest.mark.referee
def test_two_processes_write_the_same_reports() -> None:
    """The order of a set of words is another in each: it goes by a seed."""
    said = set()
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", DIGEST]
        said.add(subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=environment).stdout)
    assert len(said) == 1


def test_the_command_writes_all_three(press: Press, tmp_path: Path) -> None:
    files = ("--html", tmp_path / "c.html", "--word", tmp_path / "c.docx")
    done = press("changes", "skin-metastases", *files, "--json")
    assert done.code == 0
    assert json.loads(done.out)["changes"][0] == {
        "topic": "numbers",
        "how": "changed",
        "where": "What are skin metastases?",
        "was": "About a fifth of people with secondary breast cancer get skin metastases.",
        "now": "About a third of people with secondary breast cancer get skin metastases.",
        "detail": "proportion: “About a fifth” → “About a third”",
        "old": {"unit": 1, "place": 17, "line": 0, "lines": 3, "style": "Normal"},
        "new": {"unit": 1, "place": 16, "line": 0, "lines": 1, "style": "Normal"},
        "passages": [],
    }
    assert (tmp_path / "c.html").read_bytes() == page.write(skin())
    assert paragraphs((tmp_path / "c.docx").read_bytes(), accept=True) == said(skin(), accept=True)


def test_without_editions_the_newest_is_compared_with_the_one_before(on: Press) -> None:
    assert on("changes", "knee").out.startswith("knee: from 2025-06 to 2026-01\n")
    assert on("changes", "knee", "2023-01").out.startswith("knee: from 2023-01 to 2026-01\n")
    assert on("changes", "knee", "2023-01", "2025-06").out.startswith("knee: from 2023-01 to 2025-06\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("kne",), "There is no topic `kne`. Did you mean `knee`?"),
        (("knee", "2023", "2025-06"), "There is no edition `2023`. Did you mean `2023-01`?"),
        (("hip",), "hip 2024 has no earlier edition to compare it with."),
        (("knee", "--lang", "cy"), "knee 2025-06 has no earlier edition to compare it with."),
        (("knee", "--html", "/nowhere/c.html"), "The file could not be written"),
    ],
)
def test_what_cannot_be_compared_is_said(on: Press, arguments: tuple[str, ...], says: str) -> None:
    done = on("changes", *arguments)
    assert done.code == 2
    assert says in " ".join(done.err.split())


def test_a_refused_edition_is_not_compared(on: Press, library_folder: Path) -> None:
    edit(library_folder / "knee" / "2023-01.yaml", "summary:", "sumary:")
    done = on("changes", "knee")
    assert done.code == 1
    assert "Did you mean `summary`?" in done.err
