"""What layouts have of their own: months of a language, clinics' files, and the colours that others are printed on."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from press import layout
from press.layout import dates
from press.pipeline import strangers
from tests.test_layout import ROOT, edited, refused
from tests.test_leaflets import LAYOUTS

MONTHS = re.compile(r"^months: .*\n", re.MULTILINE)
OWN = "A, B, C, D, E, F, G, H, I, J, K, L"


@pytest.fixture
def layouts(tmp_path: Path) -> Path:
    """The plain text alone, in the languages that the press has, for a test to spoil."""
    for name in ("strings", "shared", "text"):
        shutil.copytree(ROOT / "layouts" / name, tmp_path / "layouts" / name)
    return tmp_path / "layouts"


@pytest.mark.parametrize(
    ("edit", "months"),
    [
        (lambda text: MONTHS.sub(f"months: [{OWN}]\n", text), tuple(OWN.split(", "))),
        (lambda text: MONTHS.sub("", text), dates.months("cy")[:12]),
    ],
    ids=["own", "none"],
)
def test_a_language_has_the_months_that_it_lists_or_else_those_of_unicode(
    layouts: Path, edit: Callable[[str], str], months: tuple[str, ...]
) -> None:
    edited(layouts / "strings" / "cy.yaml", edit)
    strings = layout.load(layouts, ROOT / "fonts").strings_for("cy")
    assert strings
    assert (strings.months, len(months)) == (months, 12)


def test_a_language_of_eleven_months_or_of_none_that_anybody_knows_is_refused(layouts: Path) -> None:
    welsh = layouts / "strings" / "cy.yaml"
    edited(welsh, lambda text: MONTHS.sub(f"months: [{OWN[:-3]}]\n", text))
    assert any("cy.yaml" in line and line.endswith(" strings") for line in refused(layouts))
    edited(welsh, lambda text: MONTHS.sub("", text))
    welsh.rename(welsh.with_name("tlh.yaml"))
    assert any("tlh.yaml" in line and line.endswith(" strings") for line in refused(layouts))


@pytest.mark.parametrize(("folder", "named"), [("text", ["text"]), ("shared", ["data", "text"])])
def test_of_a_clinic_that_nobody_knows_it_is_said_once_for_each_layout_in_whose_files_it_is(
    layouts: Path, folder: str, named: list[str]
) -> None:
    shutil.copytree(ROOT / "layouts" / "data", layouts / "data")
    (layouts / folder / "clinics" / "gone").mkdir(parents=True)
    (layouts / folder / "clinics" / "gone" / "extra.css").write_text("p { color: #000 }", encoding="utf-8")
    found = strangers((), layout.load(layouts, ROOT / "fonts"))
    assert [problem.place.file for problem in found] == [f"layouts/{name}/clinics/gone" for name in named]


def test_a_clinic_s_colour_is_printed_on_paper_on_its_tint_and_on_papers_of_readers() -> None:
    look = replace(LAYOUTS["a4"], papers={"cream": "#FFF8E7"})
    assert look.grounds == {look.colours["paper"], look.colours["tint"], "#FFF8E7"}
    assert len(look.grounds) == 3
    assert LAYOUTS.grounds >= LAYOUTS["a4"].grounds | LAYOUTS["large-print"].grounds


def test_of_layouts_with_as_much_ado_the_first_by_name_is_the_plainest() -> None:
    assert list(LAYOUTS) == sorted(LAYOUTS)
    assert LAYOUTS.plainest("pdf").name == "a4"
    assert LAYOUTS.plainest("docx").name == "large-print"
