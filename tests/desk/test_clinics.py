"""A clinic is added by a form: its file is written whole, as the reader wants it, or not at all."""

from __future__ import annotations

from pathlib import Path

import httpx2 as httpx
import pytest

from press import reader
from tests.conftest import SAMPLE
from tests.desk.conftest import Browser, filled, page, said

LOGO = (SAMPLE / "clinics" / "riverside.svg").read_bytes()
WHOLE = {
    "name": "Northside Knee: “first floor” Clinic",
    "address": "Northside Hospital\r\n2 Example Road #4\r\n",
    "phone": "01632 960 002",
    "extension": "42",
    "hours": "Monday to Friday, 9am to 5pm.",
    "email": "knees@example.org",
    "url": "https://example.org/knees",
    "logo_alt": "Northside",
    "accent": "#005EB8",
}
MAKING = "/leaflet/knee/2025-06/en-GB/make/booklet"
ID = "northside-knee-first-floor-clinic"


def files(browser: Browser) -> set[str]:
    return {path.name for path in (browser.desk.office.folder / "clinics").iterdir()}


def beside(answer: httpx.Response) -> dict[str, str]:
    """What is said beside each field of a form."""
    fields = page(answer).xpath("//div[@class='field faulty']")
    return {each.xpath(".//input/@id | .//textarea/@id")[0]: each.xpath("string(p[@class='fault'])") for each in fields}


def test_a_clinic_is_added_with_its_logo_and_can_then_be_chosen(browser: Browser) -> None:
    answer = browser.send("/clinics/new", {"logo": ("our logo.SVG", LOGO)}, do="add", **WHOLE)
    assert "The clinic was added" in said(answer)
    library = reader.open(browser.desk.office.folder, browser.desk.office.layouts)
    clinic = next(each for each in library.clinics if each.id == ID)
    assert clinic.name == WHOLE["name"]
    assert clinic.address == ("Northside Hospital", "2 Example Road #4")
    assert clinic.phone == "01632 960 002 extension 42"
    assert (clinic.logo is not None, clinic.logo_alt, clinic.accent) == (True, "Northside", "#005EB8")
    assert ID in page(browser.get("/leaflet/knee/2025-06/en-GB/make/a4")).xpath("//select[@id='clinic']/option/@value")
    logo = browser.get(f"/clinics/{ID}/logo")
    assert (logo.headers["content-type"], "sandbox" in logo.headers["content-security-policy"]) == (
        "image/svg+xml",
        True,
    )


def test_a_clinic_needs_no_more_than_a_name(browser: Browser) -> None:
    assert browser.post("/clinics/new", do="add", name="Hilltop").status_code == 200
    assert "hilltop.yaml" in files(browser)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "???"}, "name"),
        ({"phone": "ring us"}, "phone"),
        ({"phone": "", "extension": "42"}, "phone"),
        ({"extension": "4x"}, "extension"),
        ({"email": "nobody"}, "email"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"accent": "#FFFF00"}, "accent"),
        ({"accent": "blue"}, "accent"),
        ({"logo_alt": "Northside"}, "logo"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_written(
    browser: Browser, wrong: dict[str, str], field: str
) -> None:
    before = files(browser)
    answer = browser.post("/clinics/new", do="add", **{**WHOLE, "logo_alt": "", **wrong})
    assert answer.status_code == 422
    assert list(beside(answer)) == [field]
    shown = page(answer)
    assert f"#{field}" in shown.xpath("//*[@role='alert']//a/@href")
    assert shown.xpath("//title/text()")[0].startswith("Error: ")
    assert shown.xpath("//input[@id='hours']/@value") == [WHOLE["hours"]]
    assert files(browser) == before


def test_all_that_is_wrong_is_told_at_once_in_the_order_of_the_page(browser: Browser) -> None:
    wrong = {"name": " ", "phone": "ring us", "extension": "4x", "email": "nobody", "url": "example", "accent": "blue"}
    answer = browser.send("/clinics/new", {"logo": ("logo.txt", b"none")}, do="add", **{**WHOLE, **wrong})
    assert list(beside(answer)) == ["name", "phone", "extension", "email", "url", "logo", "accent"]
    links = page(answer).xpath("//*[@role='alert']//a/@href")
    assert links == [f"#{name}" for name in beside(answer)]


@pytest.mark.parametrize(
    ("name", "data"),
    [("logo.svg", b"<svg"), ("logo.png", b"GIF89a"), ("logo.exe", LOGO), ("../../logo", LOGO)],
)
def test_a_logo_that_is_no_picture_is_refused_at_its_field(browser: Browser, name: str, data: bytes) -> None:
    before = files(browser)
    answer = browser.send("/clinics/new", {"logo": (name, data)}, do="add", **WHOLE)
    assert list(beside(answer)) == ["logo"]
    assert files(browser) == before


def test_a_clinic_that_is_there_is_not_written_over(browser: Browser) -> None:
    browser.post("/clinics/new", do="add", name="Riverside!")
    before = (browser.desk.office.folder / "clinics" / "riverside.yaml").read_bytes()
    answer = browser.post("/clinics/new", do="add", name="Riverside")
    assert answer.status_code == 422
    assert "riverside.yaml" in beside(answer)["name"]
    assert (browser.desk.office.folder / "clinics" / "riverside.yaml").read_bytes() == before


def test_a_colour_shows_its_contrast_before_anything_is_written(browser: Browser) -> None:
    before = files(browser)
    pale = browser.post("/clinics/new", do="look", name="", accent="#FFFF00")
    assert pale.status_code == 200
    assert "4.5 to 1 is needed" in said(pale)
    better = page(pale).xpath("//rect/@fill")
    assert better[0] == "#FFFF00"
    assert "It can be read on every paper" in said(browser.post("/clinics/new", do="look", name="", accent=better[1]))
    assert files(browser) == before


def test_a_clinics_words_are_shown_as_words(browser: Browser) -> None:
    name = "<script>alert(1)</script> Clinic"
    browser.post("/clinics/new", do="add", name=name)
    for address in ("/clinics", "/leaflet/knee/2025-06/en-GB/make/a4"):
        assert "<script>alert" not in browser.get(address).text


def test_the_log_says_who_added_it(browser: Browser) -> None:
    browser.post("/clinics/new", do="add", name="Hilltop")
    log = Path(browser.desk.office.keep.root / "log.jsonl").read_text(encoding="utf-8")
    assert '"act": "added a clinic", "clinic": "hilltop"' in log


@pytest.mark.parametrize("fields", [{"do": "look", "accent": "#005EB8"}, {"do": "add", "accent": "not a colour"}])
def test_whoever_sees_the_form_again_is_told_to_choose_the_logo_again(browser: Browser, fields: dict[str, str]) -> None:
    given = {"name": "Hilltop", "logo_alt": "Hilltop"} | fields
    answer = browser.send("/clinics/new", {"logo": ("logo.svg", LOGO)}, **given)
    assert beside(answer)["logo"] == "Error: A page cannot keep a file. Choose it again."


def test_a_long_name_is_a_name_and_gives_a_file_a_shorter_one(browser: Browser) -> None:
    name = "The Breast Cancer Outpatient Clinic of Northside Hospital, Second Floor"
    assert browser.post("/clinics/new", do="add", name=name).status_code == 200
    assert name in [clinic.name for clinic in browser.desk.office.catalogue().clinics]


def test_whoever_misses_their_clinic_as_they_make_a_leaflet_comes_back_to_it_with_the_clinic_chosen(
    browser: Browser,
) -> None:
    (missing,) = page(browser.get(MAKING)).xpath("//a[starts-with(@href, '/clinics/new')]/@href")
    wrong = browser.client.post("/clinics/new", data={**filled(browser.get(missing).text), "name": "", "do": "add"})
    added = browser.client.post("/clinics/new", data={**filled(wrong.text), "name": "Hilltop", "do": "add"})
    assert added.url.path == MAKING
    assert page(added).xpath("//select[@id='clinic']/option[@selected]/@value") == ["hilltop"]
    assert "The clinic was added" in said(added)


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example/make/a4", f"{MAKING}?x=", f"{MAKING}/../../.."]
)
def test_a_new_clinic_leads_nowhere_else(browser: Browser, back: str) -> None:
    fields = {**filled(browser.get("/clinics/new").text), "name": "Hilltop", "do": "add", "back": back}
    assert browser.client.post("/clinics/new", data=fields).url.path == "/clinics"
