"""What forms of clinics and publishers ask for, and what is read of what a browser sends."""

from __future__ import annotations

from pathlib import Path

import httpx2 as httpx
import pytest

from press.desk import branding, proving
from press.desk.clinics import id_of
from press.desk.visit import Form, Upload, Words
from tests.conftest import SAMPLE
from tests.desk.conftest import Browser, page, said

LOGO = (SAMPLE / "clinics" / "riverside.svg").read_bytes()
EN = Words("en")


def faulty(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 422
    return [each.removeprefix("#") for each in page(answer).xpath("//*[@role='alert']//a/@href")]


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("a.DOCX", ".docx"),
        ("a.b.pdf", ".pdf"),
        ("a", ""),
        ("a.", ""),
        ("a.toolong12", ""),
        ("a.12345678", ".12345678"),
        ("a.p/f", ""),
        ("a.pdf ", ""),
    ],
)
def test_the_kind_of_a_file_is_told_by_how_its_name_ends(name: str, ending: str) -> None:
    assert Upload(name, b"").ending == ending


def test_a_field_is_read_without_the_space_around_it_and_as_empty_where_it_is_not_there() -> None:
    form = Form({"a": ("  one\r\ntwo ", "three")}, {"f": (Upload("", b""), Upload("", b"x"), Upload("b", b""))})
    assert (form.text("a"), form.text("b")) == ("one\ntwo", "")
    assert (form.all("a"), form.all("b")) == (("  one\r\ntwo ", "three"), ())
    assert form.file("f") == Upload("", b"x")
    assert form.file("g") is None
    assert Form({}, {"f": (Upload("b", b""),)}).file("f") == Upload("b", b"")
    assert Form({}, {"f": (Upload("", b""),)}).file("f") is None


def test_how_much_too_long_a_leaflet_is_is_said_as_a_least_where_no_more_is_known() -> None:
    assert EN.too_long("at least 40") == EN("too_long_least", by="40")
    assert EN.too_long("about 40") == EN("too_long", by="about 40")
    assert EN("too_long", by="40") != EN("too_long_least", by="40")
    assert EN.either("bold", "x") == "All text in bold"
    assert EN.either("unheard of", "x") == "x"


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Riverside Breast Clinic", "riverside-breast-clinic"),
        ("  Ysbyty’r Môr – 2 ", "ysbytyr-mor-2"),
        ("???", ""),
        ("x" * 500, "x" * len(id_of("x" * 500))),
    ],
)
def test_an_id_is_made_of_the_letters_of_a_name(name: str, id_: str) -> None:
    assert id_of(name) == id_
    assert len(id_) < 500


@pytest.mark.parametrize(
    ("fields", "files", "at"),
    [
        ({"name": ""}, {}, ["name"]),
        ({"name": "???"}, {}, ["name"]),
        ({"extension": "42"}, {}, ["phone"]),
        ({"extension": "4x", "phone": "01632 960 002"}, {}, ["extension"]),
        ({"extension": "12345678901", "phone": "01632 960 002"}, {}, ["extension"]),
        ({"logo_alt": "North"}, {}, ["logo"]),
        ({}, {"logo": ("logo.svg", LOGO)}, ["logo_alt"]),
        ({}, {"logo": ("logo.svg", b"no picture")}, ["logo", "logo_alt"]),
        ({"logo_alt": "North"}, {"logo": ("logo.exe", LOGO)}, ["logo"]),
        ({"phone": "none", "email": "none"}, {}, ["phone", "email"]),
        ({"accent": "#ffffff"}, {}, ["accent"]),
        ({"accent": "red"}, {}, ["accent"]),
        ({"name": "", "email": "none", "url": "none"}, {}, ["name", "email", "url"]),
    ],
)
def test_each_fault_of_a_clinic_stands_at_its_field(
    browser: Browser, fields: dict[str, str], files: dict[str, tuple[str, bytes]], at: list[str]
) -> None:
    before = {path.name for path in (browser.desk.office.folder / "clinics").iterdir()}
    answer = browser.send("/clinics/new", files, do="add", **{"name": "North clinic", **fields})
    assert faulty(answer) == at
    assert {path.name for path in (browser.desk.office.folder / "clinics").iterdir()} == before


@pytest.mark.parametrize("name", ["logo.svg", "logo.PNG", "logo.jpg", "logo.jpeg"])
def test_a_logo_of_each_kind_is_taken_by_its_name(browser: Browser, name: str) -> None:
    wrong = browser.send("/clinics/new", {"logo": (name, LOGO)}, do="add", name="North", phone="none", logo_alt="North")
    assert "phone" in faulty(wrong)
    assert EN("logo_kind") not in said(wrong)


@pytest.mark.parametrize(("colour", "ratio"), [("#005EB8", True), ("#ffff00", False), ("", False), ("#12345", False)])
def test_looking_at_a_colour_writes_nothing(browser: Browser, colour: str, *, ratio: bool) -> None:
    before = {path.name for path in (browser.desk.office.folder / "clinics").iterdir()}
    answer = browser.post("/clinics/new", do="look", name="North clinic", accent=colour)
    assert answer.status_code == 200
    assert {path.name for path in (browser.desk.office.folder / "clinics").iterdir()} == before
    assert (":1" in said(answer) or " to 1" in said(answer)) or not ratio


def test_a_clinic_that_is_there_already_is_not_written_over(browser: Browser) -> None:
    browser.post("/clinics/new", do="add", name="North clinic")
    answer = browser.post("/clinics/new", do="add", name="North  Clinic", phone="01632 960 002")
    assert faulty(answer) == ["name"]
    assert "north-clinic.yaml" in said(answer)
    file = browser.desk.office.folder / "clinics" / "north-clinic.yaml"
    assert file.read_text(encoding="utf-8") == 'name: "North clinic"\n'


@pytest.mark.parametrize(
    "back", ["https://example.org/", "/due", "/leaflet/a/b/make/c", "/leaflet/a/b/c/make/d?x", "//x"]
)
def test_whoever_adds_a_clinic_is_led_nowhere_but_to_the_leaflet_they_came_from(browser: Browser, back: str) -> None:
    answer = browser.post("/clinics/new", do="add", name="North clinic", back=back)
    assert answer.url.path == "/clinics"


@pytest.mark.parametrize(
    ("file", "keys", "what"),
    [
        ("brand.yaml", ("logo",), "logo"),
        ("brand.yaml", ("publishers", "north", "cover", "picture"), "cover"),
        ("brand.yaml", ("colours", "accent"), ""),
        ("library.yaml", ("logo",), ""),
    ],
)
def test_which_picture_a_key_is_of_is_told_by_its_file_and_its_name(
    file: str, keys: tuple[str, ...], what: str
) -> None:
    assert branding.picture_of((file, keys)) == what


def test_measuring_that_nobody_waits_for_any_more_stops_before_the_next_document(tmp_path: Path) -> None:
    passed = proving.signing(tmp_path)
    passed(0, 3)
    assert (tmp_path / "progress").read_text(encoding="ascii") == "0 4"
    (tmp_path / proving.STOP).touch()
    with pytest.raises(Exception, match=r"^$"):
        passed(1, 3)
    assert (tmp_path / "progress").read_text(encoding="ascii") == "0 4"
