"""Whoever waits for documents hears how it goes on, and gets just what was made, under a name that tells it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from starlette.requests import Request

from press.desk import fetching, people
from press.desk.errands import Errand
from press.desk.fetching import Shown
from press.desk.slips import State
from press.desk.visit import Visit, Words
from tests.desk.conftest import Browser, page, said
from tests.desk.test_looking import KNEE as RECORD

KNEE = "/leaflet/knee/2025-06/en-GB"


def visit(browser: Browser, id_: str = "") -> Visit:
    request = Request({"type": "http", "path_params": {"id": id_}})
    return Visit(browser.desk, request, people.SOMEBODY, "", Words("en"))


def news(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, errand: Errand, goes_on: Callable[[int], None]
) -> list[dict[str, Any]]:
    """What a page hears of an errand that goes on, look after look."""
    looks: list[float] = []

    async def sleep(seconds: float) -> None:
        looks.append(seconds)
        goes_on(len(looks))

    (events,) = (answers for _, address, answers, _ in fetching.PAGES if address.endswith("/events"))
    response: Any = events(visit(browser, errand.id))

    async def heard() -> list[str]:
        return [each async for each in response.body_iterator]

    with monkeypatch.context() as patched:
        patched.setattr(asyncio, "sleep", sleep)
        told = asyncio.run(heard())
    return [json.loads(each.removeprefix("data: ")) for each in told]


def test_a_page_that_waits_hears_of_what_changes_and_now_and_again_that_the_desk_is_there(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    errand = browser.over(browser.desk.errands.ask("", "Knee", []))
    errand.state, errand.total = State.RUNNING, 2
    monkeypatch.setattr(fetching, "_LOOK", 1)
    monkeypatch.setattr(fetching, "_BEAT", 3)

    def goes_on(look: int) -> None:
        if look == 2:
            errand.made, errand.changed = 1, errand.changed + 1
        if look == 9:
            errand.made, errand.state = 2, State.DONE

    told = news(browser, monkeypatch, errand, goes_on)
    assert [each["made"] for each in told] == [0, 1, 1, 1, 2]
    assert [each["over"] for each in told] == [False, False, False, False, True]
    assert {each["total"] for each in told} == {2}


def test_a_document_has_its_size_in_units_that_people_know(browser: Browser) -> None:
    sizes = {1: "1 kB", 1_999: "1 kB", 2_000: "2 kB", 999_999: "999 kB", 1_000_000: "1.0 MB", 2_550_000: "2.5 MB"}
    for count, told in sizes.items():
        assert Shown.of(replace(RECORD, bytes=count), visit(browser)).size == told


def test_a_document_has_its_clinics_name_and_that_of_one_which_is_gone_its_id(browser: Browser) -> None:
    clinic = browser.desk.office.catalogue().clinics[0]
    assert Shown.of(replace(RECORD, clinic=clinic.id), visit(browser)).clinic == clinic.name != clinic.id
    assert Shown.of(replace(RECORD, clinic="gone"), visit(browser)).clinic == "gone"
    assert Shown.of(RECORD, visit(browser)).clinic == ""


def test_what_is_printed_as_it_is_are_pdfs_but_for_the_pages_of_a_booklet(browser: Browser) -> None:
    told = {
        (layout, format_, part): Shown.of(
            replace(RECORD, layout=layout, format=format_, part=part), visit(browser)
        ).prints
        for layout, format_, part in (
            ("a4", "pdf", ""), ("a4", "docx", ""), ("booklet", "pdf", ""), ("booklet", "pdf", "imposed"),
        )
    }  # fmt: skip
    assert [key for key, prints in told.items() if prints] == [("a4", "pdf", ""), ("booklet", "pdf", "imposed")]


def test_too_much_for_one_file_is_said_and_what_was_altered_is_left_out(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    errand = browser.through(browser.post(f"{KNEE}/make/text"))
    (made,) = errand.documents
    zipped = f"/errand/{errand.id}/zip"
    monkeypatch.setattr(fetching, "MOST_ZIPPED", made.bytes)
    answer = browser.get(zipped)
    assert answer.headers["content-disposition"] == 'attachment; filename="leaflets.zip"'
    assert answer.headers["content-type"] == "application/zip"
    assert b"knee-text.txt" in answer.content
    monkeypatch.setattr(fetching, "MOST_ZIPPED", made.bytes - 1)
    assert "Download them one by one." in said(browser.get(zipped))
    monkeypatch.undo()
    errand.documents[0] = replace(made, sha256="0" * 64)
    assert b"knee-text.txt" not in browser.get(zipped).content


def test_a_document_is_shown_or_downloaded_as_what_it_is(browser: Browser) -> None:
    (text,) = browser.through(browser.post(f"{KNEE}/make/text")).documents
    (web,) = browser.through(browser.post(f"{KNEE}/make/web")).documents
    shown = browser.get(f"/document/{text.sha256[:32]}")
    assert shown.headers["content-disposition"] == 'inline; filename="knee-text.txt"'
    assert shown.headers["content-type"] == "text/plain; charset=utf-8"
    assert browser.get(f"/document/{web.sha256[:32]}").headers["content-type"] == "text/html; charset=utf-8"
    for none in (text.sha256[:31], text.sha256[:33], text.sha256, f"{text.sha256[:31]}g", "0" * 32):
        assert browser.get(f"/document/{none}").status_code == 404


def test_only_pages_of_pdfs_are_pictures_and_one_page_is_always_the_same(browser: Browser) -> None:
    (pdf,) = browser.through(browser.post(f"{KNEE}/make/a4")).documents
    address = f"/document/{pdf.sha256[:32]}"
    shown = browser.get(f"{address}/page/1")
    assert (shown.headers["content-type"], shown.content[1:4]) == ("image/png", b"PNG")
    assert "immutable" in shown.headers["cache-control"]
    for none in ("0", "x", "1x", "-1", "999", "000001"):
        assert browser.get(f"{address}/page/{none}").status_code == 404
    document = browser.get(address)
    assert document.headers["content-security-policy"] == "frame-ancestors 'none'"
    assert document.headers["content-type"] == "application/pdf"


def test_of_a_long_build_whose_documents_are_is_said_and_of_one_leaflet_is_not(browser: Browser) -> None:
    errand = browser.through(browser.post(f"{KNEE}/make/text"))
    (made,) = errand.documents

    def names(*documents: object) -> str:
        errand.documents[:] = [replace(made, **dict(each)) for each in documents]  # type: ignore[call-overload]
        return said(browser.get(f"/errand/{errand.id}"))

    alone: dict[str, str] = {}
    other = {"language": "cy", "title": "Eich pen-glin"}
    assert f"{made.title}: Plain text" not in names(alone, {"clinic": "riverside"})
    assert f"{made.title}: Plain text" in names(alone, other)
    assert f"{made.title}: Plain text" in names(alone, {"edition": "2024"})
    assert f"{made.title}: Plain text" in names(alone, {"topic": "hip"})
    assert not page(browser.get(f"/errand/{errand.id}")).xpath("//main//img")
