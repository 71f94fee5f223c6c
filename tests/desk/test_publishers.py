"""Who publishes is a form: names in each language, logo, colours and cover, put into the files that have them."""

from __future__ import annotations

import io
from pathlib import Path

import httpx2 as httpx
import pytest
import yaml
from PIL import Image

from press.desk.people import Person, Role
from press.layout import Layout
from tests.desk.conftest import Browser, Open, filled, page, said
from tests.desk.test_clinics import beside

LOGO = b'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"><path d="M0 0h60v30H0z"/></svg>'
RINGS = b'<svg xmlns="http://www.w3.org/2000/svg" width="600" height="100"><path d="M0 0h600v100H0z"/></svg>'
BRAND = """\
# Ours since 2024.
colours: {accent: "#00594C"}   # contrast looked at
logo_alt: {en: Breast Care}
logo: ours.svg
"""


@pytest.fixture
def branded(browser: Browser) -> Browser:
    """A desk whose library has a brand already."""
    shelf = browser.desk.office.folder.parent / "layouts"
    shelf.mkdir()
    (shelf / "brand.yaml").write_text(BRAND, encoding="utf-8")
    (shelf / "ours.svg").write_bytes(LOGO)
    return browser


def library(browser: Browser, name: str = "library.yaml") -> str:
    return (browser.desk.office.folder / name).read_text(encoding="utf-8")


def brand(browser: Browser) -> str:
    file = browser.desk.office.folder.parent / "layouts" / "brand.yaml"
    return file.read_text(encoding="utf-8") if file.exists() else ""


def sent(browser: Browser, address: str, files: dict[str, tuple[str, bytes]], **fields: str) -> httpx.Response:
    """Send the form as it is shown, with some of its fields filled in otherwise."""
    shown = filled(browser.get(address).text)
    kept = {name: value for name, value in shown.items() if name not in ("token", "logo", "cover")}
    kept = {name: value for name, value in kept.items() if not name.endswith("_gone")}
    return browser.send(address, files, **{**kept, "do": "save", **fields})


def a4(browser: Browser, publisher: str = "") -> Layout:
    return browser.desk.office.layouts["a4"].for_publisher(publisher)


def test_names_in_each_language_go_into_their_files_and_leave_all_else(browser: Browser) -> None:
    before = library(browser)
    answer = sent(
        browser,
        "/publishers/library",
        {},
        **{"name-en-GB": "Knee & Hip “Service”", "name-cy": "Gwasanaeth", "address-en-GB": "1 High Street\r\nTown"},
    )
    assert "It is saved" in said(answer)
    assert page(answer).xpath("//main//p[@lang='cy']/text()") == ["Gwasanaeth"]
    new = 'publisher: "Knee & Hip “Service”"\naddress: ["1 High Street", "Town"]\n'
    assert library(browser) == before.replace("publisher: Example Health Information\n", new)
    assert yaml.safe_load(library(browser, "library.cy.yaml"))["publisher"] == "Gwasanaeth"
    shared = browser.desk.office.catalogue().shared
    assert shared
    assert (shared.publisher, shared.spoken("cy").publisher) == ("Knee & Hip “Service”", "Gwasanaeth")
    assert brand(browser) == ""


def test_a_logo_colours_and_a_cover_are_in_what_is_made_from_then_on(browser: Browser) -> None:
    files = {"logo": ("Our Logo.SVG", LOGO), "cover": ("rings.svg", RINGS)}
    fields = {"logo_alt-en-GB": "Knee & Hip", "logo_alt-cy": "Pen-glin", "accent": "#00594C", "cover_colour": "#003B32"}
    assert "It is saved" in said(sent(browser, "/publishers/library", files, **fields))
    made = a4(browser)
    assert made.logo
    assert made.cover
    assert (made.logo.alt("cy", ""), made.logo.alt("en-GB", "")) == ("Pen-glin", "Knee & Hip")
    assert (made.cover.colour, made.cover.picture is not None, made.colours["accent"]) == ("#003B32", True, "#00594C")
    listed = browser.get("/publishers")
    assert page(listed).xpath("//main//img/@alt") == ["Knee & Hip"]
    for what in ("logo", "cover"):
        shown = browser.get(f"/publishers/library/{what}")
        assert (shown.headers["content-type"], "sandbox" in shown.headers["content-security-policy"]) == (
            "image/svg+xml",
            True,
        )
    assert browser.get("/publishers/library/secret").status_code == 404


def test_what_is_there_keeps_its_comments_and_its_order_and_the_alt_text_its_language(branded: Browser) -> None:
    fields = {"logo_alt-en-GB": "Breast Care Service", "logo_alt-cy": "Gofal y Fron", "link": "#112266"}
    assert "It is saved" in said(sent(branded, "/publishers/library", {}, **fields))
    assert brand(branded) == BRAND.replace('"#00594C"}', '"#00594C", "link": "#112266"}').replace(
        "{en: Breast Care}", '{en: "Breast Care Service", "cy": "Gofal y Fron"}'
    )


def test_a_logo_goes_with_its_words_and_its_file_stays(branded: Browser) -> None:
    assert "It is saved" in said(sent(branded, "/publishers/library", {}, logo_gone="yes"))
    assert brand(branded) == BRAND.replace("logo_alt: {en: Breast Care}\nlogo: ours.svg\n", "")
    assert (branded.desk.office.folder.parent / "layouts" / "ours.svg").exists()
    assert a4(branded).logo is None


def test_a_new_logo_is_written_over_no_other(branded: Browser) -> None:
    shelf = branded.desk.office.folder.parent / "layouts"
    (shelf / "publisher-logo.svg").write_bytes(b"somebody else's")
    assert "It is saved" in said(sent(branded, "/publishers/library", {"logo": ("a.svg", LOGO)}))
    assert (shelf / "publisher-logo.svg").read_bytes() == b"somebody else's"
    assert 'logo: "publisher-logo-2.svg"' in brand(branded)


def test_another_publisher_is_added_and_has_a_look_of_its_own(browser: Browser) -> None:
    fields = {"name-en-GB": "Riverside Trust", "name-cy": "Ymddiriedolaeth", "accent": "#7A2A8C"}
    files = {"logo": ("trust.svg", LOGO)}
    answer = sent(browser, "/publishers/new", files, **fields, **{"logo_alt-en-GB": "Riverside"})
    assert "Riverside Trust" in said(answer)
    assert yaml.safe_load(library(browser))["publishers"] == {"riverside-trust": {"name": "Riverside Trust"}}
    assert yaml.safe_load(brand(browser))["publishers"]["riverside-trust"]["logo"] == "riverside-trust-logo.svg"
    assert a4(browser, "riverside-trust").logo
    assert a4(browser).logo is None
    assert browser.get("/publishers/of/riverside-trust/logo").status_code == 200
    again = sent(browser, "/publishers/new", {}, **{"name-en-GB": "Riverside  TRUST"})
    assert "a publisher of this name already" in beside(again)["name-en-GB"]
    changed = sent(browser, "/publishers/of/riverside-trust", {}, **{"name-en-GB": "Riverside and Hill Trust"})
    assert "Riverside and Hill Trust" in said(changed)


def _png(width: int, height: int) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (width, height), "#204060").save(data, "PNG")
    return data.getvalue()


TEXT = b'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"><text>Ours</text></svg>'


@pytest.mark.parametrize(
    ("files", "fields", "field"),
    [
        ({}, {"name-en-GB": " "}, "name-en-GB"),
        ({}, {"name-en-GB": "Sad \U0001f9ff face"}, "name-en-GB"),
        ({}, {"accent": "#FFFF00"}, "accent"),
        ({}, {"accent": "blue"}, "accent"),
        ({}, {"cover_colour": "#EEEEEE"}, "cover_colour"),
        ({}, {"logo_alt-cy": "Ours"}, "logo"),
        ({"logo": ("a.svg", LOGO)}, {}, "logo_alt-en-GB"),
        ({"logo": ("a.exe", LOGO)}, {"logo_alt-cy": "Ours"}, "logo"),
        ({"logo": ("a.svg", TEXT)}, {"logo_alt-cy": "Ours"}, "logo"),
        ({"logo": ("a.png", _png(40, 20))}, {"logo_alt-cy": "Ours"}, "logo"),
        ({"logo": ("a.svg", b"<svg onload='x'>")}, {"logo_alt-cy": "Ours"}, "logo"),
        ({"cover": ("a.svg", LOGO.replace(b'width="60"', b'width="20"'))}, {}, "cover"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_is_written(
    browser: Browser, files: dict[str, tuple[str, bytes]], fields: dict[str, str], field: str
) -> None:
    before = {path: path.read_bytes() for path in browser.desk.office.folder.parent.rglob("*.yaml")}
    answer = sent(browser, "/publishers/library", files, **fields)
    assert answer.status_code == 422
    assert beside(answer)[field]
    assert {path: path.read_bytes() for path in browser.desk.office.folder.parent.rglob("*.yaml")} == before
    assert not (browser.desk.office.folder.parent / "layouts" / "publisher-logo.svg").exists()


def test_there_is_a_field_for_each_colour_of_a_brand_that_stands_out(browser: Browser) -> None:
    names = page(browser.get("/publishers/library")).xpath("//main//form//input/@name")
    assert {"accent", "heading", "link", "important", "urgent", "cover_colour"} <= set(names)


def test_the_contrast_of_each_colour_is_shown_before_anything_is_saved(browser: Browser) -> None:
    answer = sent(browser, "/publishers/library", {}, do="look", accent="#FFCC00", heading="#003B32", link="nonsense")
    assert "1.3 to 1, and 4.5 to 1 is needed. The nearest colour that has it is #" in said(answer)
    assert "It can be read on every paper" in said(answer)
    assert brand(browser) == ""


def test_what_somebody_else_has_changed_meanwhile_is_shown_and_what_they_did_elsewhere_stays(browser: Browser) -> None:
    shown = filled(browser.get("/publishers/library").text)
    file = browser.desk.office.folder / "library.yaml"
    text = library(browser).replace("Example Health Information", "Another Name")
    file.write_text(text.replace("language: en-GB", "language: en-GB\naddress: [Hill]"), encoding="utf-8")
    kept = {name: value for name, value in shown.items() if name not in ("token", "logo", "cover")}
    answer = browser.post("/publishers/library", **{**kept, "do": "save", "name-en-GB": "My Name"})
    assert "It now says: Another Name" in beside(answer)["name-en-GB"]
    again = filled(answer.text) | {"do": "save"}
    assert again["name-en-GB"] == "My Name"
    assert "It is saved" in said(
        browser.post("/publishers/library", **{k: v for k, v in again.items() if k not in ("token", "logo", "cover")})
    )
    assert yaml.safe_load(library(browser))["publisher"] == "My Name"
    assert yaml.safe_load(library(browser))["address"] == ["Hill"]


def test_a_brand_that_was_broken_by_hand_leaves_the_look_as_it_was_and_editors_are_told(branded: Browser) -> None:
    before = a4(branded)
    file = branded.desk.office.folder.parent / "layouts" / "brand.yaml"
    file.write_text(BRAND.replace("#00594C", "#FFFF00"), encoding="utf-8")
    assert "Somebody has put a fault into the layouts" in said(branded.get("/"))
    assert a4(branded) == before
    file.write_text(BRAND, encoding="utf-8")
    assert "Somebody has put a fault" not in said(branded.get("/"))


def test_a_file_that_cannot_be_added_to_is_said_to_be_for_a_person(branded: Browser) -> None:
    file = branded.desk.office.folder.parent / "layouts" / "brand.yaml"
    file.write_text(BRAND + "logo_alt: {en: Twice}\n", encoding="utf-8")
    answer = branded.get("/publishers/library")
    assert answer.status_code < 500
    answer = branded.post("/publishers/library", "/", do="save", **{"name-en-GB": "X", "logo_alt-cy": "Y"})
    assert answer.status_code == 422


def test_only_editors_change_who_publishes(opened: Open) -> None:
    people = {role.value: Person(role.value, role=role, password="") for role in (Role.READER, Role.APPROVER)}
    browser = opened(people)
    for person in people.values():
        browser.client.cookies.set("desk", browser.desk.seal.session(person))
        assert "Example Health Information" in said(browser.get("/publishers"))
        assert browser.get("/publishers/library").status_code == 403
        assert browser.post("/publishers/library", "/", do="save", **{"name-en-GB": "X"}).status_code == 403
    assert "X" not in library(browser).split()


def test_lines_that_end_as_windows_ends_them_stay_so(browser: Browser) -> None:
    file: Path = browser.desk.office.folder / "library.yaml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    before = file.read_bytes()
    assert "It is saved" in said(sent(browser, "/publishers/library", {}, **{"name-en-GB": "Ours"}))
    assert file.read_bytes() == before.replace(b"Example Health Information", b'"Ours"')
