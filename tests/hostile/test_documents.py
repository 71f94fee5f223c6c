"""What is allowed to be said is said as it was written, and nothing in a document does anything by itself."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from html import unescape
from pathlib import Path
from typing import Any, cast

import pikepdf
import pytest
from click.testing import CliRunner
from jinja2.exceptions import SecurityError
from lxml import etree

from press import layout, manuscript, pipeline, spreadsheet
from press.cli import main
from press.layout import Layouts
from press.model import Leaflet, Library, Standing
from press.pipeline import Job
from press.problems import Refused
from press.review import agenda
from press.review.changes import compare, page
from press.review.due import Due, Item
from press.writers import html
from tests.building import read
from tests.hostile.case import EDITION, LIBRARY, text
from tests.hostile.test_refused import ROOT

LINK = "https://example.org/?a=%22onclick=%22x&b='c'"
MARKUP = 'Sm{ith} & Sons\' "Best" > 1 < 2 {{ 7*7 }} {% raw %} ${x} =1+1 */ -->'
"""What no rule refuses, because somebody may mean it."""
_LAYOUTS = {"a4": "pdf", "large-print": "docx", "web": "html"}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """An edition and a clinic that say in each text what looks like markup."""
    folder = tmp_path_factory.mktemp("library") / "leaflets"
    (folder / "knees").mkdir(parents=True)
    (folder / "clinics").mkdir()
    quoted = "'" + MARKUP.replace("'", "''") + "'"
    (folder / "library.yaml").write_text(LIBRARY, encoding="utf-8")
    (folder / "clinics" / "river.yaml").write_text(f"name: {quoted}\naddress: [{quoted}]\n", encoding="utf-8")
    body = MARKUP.replace("{", "\\{").replace("*", "\\*")
    said = text(f"{body}\n\nRead [about knees]({LINK}) today.").decode()
    said = said.replace("title: Knees", f"title: {quoted}").replace("About knees.", quoted)
    (folder / "knees" / EDITION).write_text(said, encoding="utf-8")
    library, problems = read(folder)
    assert not problems
    return library


@pytest.fixture(scope="module")
def layouts() -> Layouts:
    return layout.load(ROOT / "layouts", ROOT / "fonts")


def made(library: Library, layouts: Layouts, name: str) -> bytes:
    """The document in a layout; its own check has found in it every word of the leaflet, and no more."""
    leaflet = Leaflet(library.editions[0], library.clinics[0])
    documents, _ = pipeline.make(Job(leaflet, layouts[name], _LAYOUTS[name]))
    return documents[0].data


def found(tree: etree._Element, path: str) -> list[Any]:
    return cast("list[Any]", tree.xpath(path))


def test_a_web_page_shows_markup_as_words_and_runs_nothing(library: Library, layouts: Layouts) -> None:
    tree = etree.fromstring(made(library, layouts, "web"), etree.HTMLParser())
    assert MARKUP.split() == "".join(found(tree, "//h1//text()")).split()
    scripts = found(tree, "//script")
    assert {script.get("type") for script in scripts} == {"application/ld+json"}
    assert not any(name.startswith("on") for element in tree.iter(etree.Element) for name in map(str, element.attrib))
    assert {address for address in found(tree, "//@href") if address[0] != "#"} == {LINK}
    loaded = found(tree, "//@src | //@action | //@data | //@formaction | //link/@href")
    assert all(address.startswith("data:") for address in loaded)


def test_a_word_file_carries_nothing_active_and_no_link_but_the_authors(library: Library, layouts: Layouts) -> None:
    with zipfile.ZipFile(io.BytesIO(made(library, layouts, "large-print"))) as archive:
        parts = {name: archive.read(name).decode(errors="replace") for name in archive.namelist()}
    assert not [name for name in parts if re.search(r"vba|macro|activeX|embeddings|oleObject|\.bin", name)]
    targets = (re.findall(r'Target="([^"]*)" TargetMode="External"', part) for part in parts.values())
    assert {unescape(target) for found in targets for target in found} == {LINK}
    fields = {
        field.split()[0]
        for part in parts.values()
        for field in re.findall(r"<w:instrText[^>]*>([^<]*)<", part)
        if field.strip()
    }
    assert fields <= {"TOC", "PAGE", "PAGEREF", "NUMPAGES", "REF", "HYPERLINK", "STYLEREF", "SECTIONPAGES"}


def test_a_pdf_has_no_action_but_links_and_no_attachment(library: Library, layouts: Layouts) -> None:
    with pikepdf.open(io.BytesIO(made(library, layouts, "a4"))) as document:
        clicked = [
            value.get("/A")
            for value in document.objects
            if isinstance(value, pikepdf.Dictionary) and value.get("/Subtype") == "/Link"
        ]
        assert {str(action.S) for action in clicked if action is not None} <= {"/URI", "/GoTo"}
        assert {str(action.URI) for action in clicked if action is not None and "/URI" in action} == {LINK}
        assert not {"/OpenAction", "/AA"} & set(document.Root.keys())
        assert not {"/JavaScript", "/EmbeddedFiles"} & set(document.Root.get("/Names", pikepdf.Dictionary()).keys())


def test_the_report_of_changes_shows_markup_as_words(library: Library, layouts: Layouts) -> None:
    edition = library.editions[0]
    strings = layouts.strings_for("en-GB")
    assert strings
    new = replace(edition, title=f"{MARKUP} now")
    shown = etree.fromstring(page.write(compare(edition, new, strings)), etree.HTMLParser())
    assert f"{MARKUP} now" in "".join(map(str, shown.itertext()))
    assert not found(shown, "//script")


STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝"]
"""What makes a spreadsheet take a cell for a formula (OWASP, "CSV injection")."""


@pytest.mark.parametrize("start", STARTS)
def test_no_cell_of_what_is_due_is_a_formula(start: str) -> None:
    formula = f"{start}cmd|'/C calc'!A0"
    item = Item((Standing.OVERDUE,), "leaflet", "knees", formula, "2025", "en-GB", date(2025, 1, 1), -5, f"{start}1")
    text = agenda.FORMS["csv"](Due(date(2026, 1, 1), (item,), ()))
    _, row = csv.reader(io.StringIO(text, newline=""))
    assert (row[3], row[7], row[8]) == (f"'{formula}", "-5", f"'{start}1")
    assert not any(cell.startswith(tuple(STARTS)) for cell in row if cell != "-5")


@pytest.mark.parametrize("start", STARTS)
def test_no_cell_of_a_workbook_is_a_formula(start: str) -> None:
    rows: list[spreadsheet.Row] = [
        ("topic", "age"),
        (f"{start}1+1", -11.5),
        ("https://example.org", 3),
        ("knees", None),
    ]
    with zipfile.ZipFile(io.BytesIO(spreadsheet.as_xlsx(rows, datetime(2026, 1, 1)))) as book:  # noqa: DTZ001
        parts = {name: etree.fromstring(book.read(name)) for name in book.namelist() if name.endswith(".xml")}
        assert not [name for name in book.namelist() if "vba" in name or "external" in name.lower()]
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert not found(sheet, "//*[local-name()='f' or local-name()='hyperlink']")
    armed, *others = (found(sheet, f"//*[@r='{cell}']")[0] for cell in ("A2", "A1", "A3", "A4"))
    styles = found(parts["xl/styles.xml"], "//*[local-name()='cellXfs']/*")
    assert armed.get("t") == "s"
    assert styles[int(armed.get("s"))].get("quotePrefix") == "1"  # it stays text when somebody edits the cell
    assert not any(styles[int(cell.get("s"))].get("quotePrefix") for cell in others)


def test_a_leaflet_puts_no_formula_into_the_table_of_readability(tmp_path: Path) -> None:
    folder = tmp_path / "leaflets"
    (folder / "knees").mkdir(parents=True)
    (folder / "library.yaml").write_text(LIBRARY, encoding="utf-8")
    said = text("=1+1 is a sum that somebody has put into the words of this leaflet.").decode()
    (folder / "knees" / EDITION).write_text(said, encoding="utf-8")
    file = tmp_path / "readability.csv"
    CliRunner().invoke(main, ["check", "--library", str(folder), "--table", str(file)], catch_exceptions=False)
    cells = [cell for row in csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))) for cell in row]
    assert any(cell.startswith("'=1+1 is") for cell in cells)
    assert not any(cell.startswith(tuple(STARTS)) for cell in cells)


def test_what_a_calendar_says_cannot_break_out_of_its_line() -> None:
    item = Item(
        (Standing.OVERDUE,),
        "leaflet",
        "knees",
        "Knees\r\nEND:VEVENT\r\nATTACH:file:///etc/passwd",
        due=date(2025, 1, 1),
    )
    lines = agenda.FORMS["ics"](Due(date(2026, 1, 1), (item,), ())).splitlines()
    assert sum(line.startswith("END:VEVENT") for line in lines) == 1
    assert not any(line.startswith("ATTACH") for line in lines)


def test_templates_have_no_way_out_of_their_sandbox(library: Library, layouts: Layouts) -> None:
    escape = "{{ ''.__class__.__mro__[1].__subclasses__() }}"
    web = replace(layouts["web"], templates={**layouts["web"].templates, "page.html": escape})
    strings = web.strings_for("en-GB")
    assert strings
    with pytest.raises(SecurityError):
        html.write(manuscript.compose(Leaflet(library.editions[0], None), strings), web)


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/hostname",
        "https://example.org/a.png",
        "ftp://example.org/a",
        "//example.org/a.png",
        "../library.yaml",
    ],
)
def test_a_layout_that_reaches_outside_makes_no_pdf(library: Library, layouts: Layouts, address: str) -> None:
    outside = layouts["a4"].templates["print.css"] + f"\nbody {{ background: url('{address}') }}\n"
    reaching = replace(layouts["a4"], templates={**layouts["a4"].templates, "print.css": outside})
    with pytest.raises(Refused, match="layouts/a4"):
        made(library, Layouts({"a4": reaching}), "a4")
