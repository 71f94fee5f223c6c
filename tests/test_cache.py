import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from press import cache, layout
from press.cache import Record
from press.layout import Layout
from press.model import (
    Clinic,
    Edition,
    Leaflet,
    Paragraph,
    PartialDate,
    Review,
    Section,
    Standing,
    Status,
    Strong,
    Text,
)

ROOT = Path(__file__).parent.parent
REVIEW = Review(Status.APPROVED, PartialDate(2026), PartialDate(2027))
SECTION = Section("a", (Text("A"),), (Paragraph((Text("one "), Strong((Text("two"),)))),))
EDITION = Edition(
    "knee", "2026", "en-GB", "Knees", (Text("About."),), REVIEW, Standing.CURRENT, "The service", (SECTION,)
)
LEAFLET = Leaflet(EDITION)


@pytest.fixture(scope="module")
def a4() -> Layout:
    return layout.load(ROOT / "layouts", ROOT / "fonts")["a4"]


def test_the_same_things_give_the_same_key(a4: Layout) -> None:
    again = layout.load(ROOT / "layouts", ROOT / "fonts")["a4"]
    assert cache.key(LEAFLET, a4, "pdf") == cache.key(replace(LEAFLET), again, "pdf")


def test_a_key_is_the_same_in_another_process(a4: Layout) -> None:
    code = (
        "from tests.test_cache import *\n"
        "print(cache.key(LEAFLET, layout.load(ROOT / 'layouts', ROOT / 'fonts')['a4'], 'pdf'))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-c", code]
    printed = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert printed.stdout.strip() == cache.key(LEAFLET, a4, "pdf")


@pytest.mark.parametrize(
    "other",
    [
        Leaflet(EDITION, Clinic("river", "River")),
        Leaflet(replace(EDITION, title="Knee")),
        Leaflet(replace(EDITION, standing=Standing.SUPERSEDED)),
        Leaflet(replace(EDITION, review=replace(REVIEW, next=PartialDate(2027, 1)))),
        Leaflet(replace(EDITION, keywords=("knee",))),
        Leaflet(replace(EDITION, sections=(replace(SECTION, blocks=(Paragraph((Text("one two"),)),)),))),
        Leaflet(replace(EDITION, sections=(SECTION, replace(SECTION, id="b")))),
    ],
)
def test_any_change_of_the_leaflet_changes_the_key(a4: Layout, other: Leaflet) -> None:
    assert cache.key(other, a4, "pdf") != cache.key(LEAFLET, a4, "pdf")


def test_any_change_of_the_layout_changes_the_key(a4: Layout) -> None:
    others = [
        a4.at(16),
        a4.at(14, "ua-2"),
        replace(a4, templates={**a4.templates, "print.css": ""}),
        replace(a4, colours={**a4.colours, "accent": "#000000"}),
        replace(a4, every_face=a4.faces[1:]),
    ]
    keys = {cache.key(LEAFLET, each, "pdf") for each in [a4, *others]} | {cache.key(LEAFLET, a4, "html")}
    assert len(keys) == len(others) + 2


def test_a_value_of_an_unknown_kind_cannot_slip_out_of_the_key(a4: Layout) -> None:
    with pytest.raises(TypeError, match="set"):
        cache.key(replace(LEAFLET, edition=replace(EDITION, title={"x"})), a4, "pdf")  # type: ignore[arg-type]  # the fault


def test_a_manifest_comes_back_as_it_was() -> None:
    made = ("pdf", "a/b.pdf", "a/b.pdf", "", 1, "0", 1, 2, 1, 5.0, "Letter", 0.9, 0)
    record = Record("knee", "2026", "cy", "7K4X", "a4", 14, "", *made, "Pen-glin ŵ", "2026", "2027", "k")
    other = replace(record, path="a/a.pdf")
    assert cache.load(cache.dump([record, other])) == {"a/b.pdf": record, "a/a.pdf": other}


@pytest.mark.parametrize("broken", [b"", b"{", b"[]", b'{"documents": [{"topic": 1}]}', b"\xff"])
def test_a_manifest_that_cannot_be_read_counts_as_empty(broken: bytes) -> None:
    assert cache.load(broken) == {}
