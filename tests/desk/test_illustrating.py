"""An editor adds a picture, with what it says; what is wrong is said beside its field, and nothing is written."""

from __future__ import annotations

import io
from pathlib import Path

import httpx2 as httpx
from PIL import Image

from press import reader
from press.model import Figure, figures
from tests.desk.conftest import Browser, said

KNEE = "/edit/knee/2025-06/en-GB/picture"
TOLD = {"says": "words", "alt": "A knee that is bent, seen from the side", "section": "1"}
OURS = {**TOLD, "whose": "ours"}


def png() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (400, 300), "#204060").save(data, "PNG")
    return data.getvalue()


def sent(browser: Browser, name: str, data: bytes, **fields: str) -> httpx.Response:
    return browser.send(KNEE, {"file": (name, data)}, **fields)


def found(browser: Browser) -> dict[str, Figure]:
    office = browser.desk.office
    (edition,) = (each for each in reader.open(office.folder, office.layouts).library().editions if _is(each.file))
    return {figure.id: figure for figure in figures(edition.sections)}


def _is(file: str) -> bool:
    return file == "knee/2025-06"


def kept(browser: Browser) -> dict[str, bytes]:
    folder: Path = browser.desk.office.folder
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_a_picture_is_added_with_what_it_says_and_whose_it_is(browser: Browser) -> None:
    answer = sent(browser, "Bent Knée (1).PNG", png(), **TOLD, caption="Bend it", credit="A. Maker", licence="CC0")
    assert "The words are in the leaflet" in said(answer)
    figure = found(browser)["bent-knee-1"]
    assert (figure.alt, figure.picture.name) == (TOLD["alt"], "bent-knee-1.png")
    assert figure.credit
    assert figure.credit.licence == "CC0"


def test_nothing_is_added_without_words_for_those_who_cannot_see_it_or_without_its_maker(browser: Browser) -> None:
    before = kept(browser)
    assert "to people who cannot see it" in said(sent(browser, "a.png", png(), **{**OURS, "alt": ""}))
    assert "whom to name" in said(sent(browser, "a.png", png(), **TOLD))
    for wrong in ({"alt": "a.png"}, {"section": "99"}, {"section": "x"}):
        assert sent(browser, "a.png", png(), **{**OURS, **wrong}).status_code == 422
    for name, data in (("a.exe", png()), ("a.png", b"no picture"), ("a.svg", b"<svg><script/></svg>"), ("a.png", b"")):
        assert sent(browser, name, data, **OURS).status_code == 422
    assert kept(browser) == before


def test_a_second_picture_of_one_name_gets_another_id_and_a_file_in_the_way_stays(browser: Browser) -> None:
    assert sent(browser, "a.png", png(), **OURS).status_code == 200
    assert sent(browser, "a.png", png(), **OURS).status_code == 200
    assert {"a", "a-2"} <= found(browser).keys()
    other = browser.desk.office.folder / "knee" / "b.png"
    other.write_bytes(b"of somebody")
    assert sent(browser, "b.png", png(), **OURS).status_code == 422
    assert other.read_bytes() == b"of somebody"


def test_a_picture_that_tells_nothing_has_no_words(browser: Browser) -> None:
    assert sent(browser, "line.png", png(), **{**OURS, "says": "nothing", "caption": "No"}).status_code == 200
    assert found(browser)["line"].decorative
