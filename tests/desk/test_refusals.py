"""What cannot be written or is not there is said with its reason, and nothing is left half done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from press.desk.broken import broken
from press.store.editing import Editing
from tests.desk.conftest import Browser, filled, said
from tests.desk.test_approving import KNEE as APPROVE
from tests.desk.test_approving import WHO, hidden
from tests.desk.test_mending import mended, spoil
from tests.desk.test_settling import EDIT as ELBOW
from tests.desk.test_settling import taken_in

EDIT = "/edit/knee/2025-06/en-GB"


def held(browser: Browser) -> dict[str, bytes]:
    folder: Path = browser.desk.office.folder
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*.yaml"))}


def _edit(browser: Browser) -> Callable[[], str]:
    fields = filled(browser.get(EDIT).text) | {"title": "Your knee", "do": "save"}
    return lambda: said(browser.client.post(EDIT, data=fields))


def _mend(browser: Browser) -> Callable[[], str]:
    sound = spoil(browser)
    shown = mended(browser)
    fields = filled(shown.text) | {"text": sound, "do": "save"}
    return lambda: said(browser.client.post(shown.url.path, data=fields))


def _settle(browser: Browser) -> Callable[[], str]:
    taken_in(browser)
    shown = browser.get(ELBOW)
    fields = filled(shown.text) | {"settled": shown.text.partition('name="settled" value="')[2].partition('"')[0]}
    return lambda: said(browser.client.post(f"{ELBOW}/settled", data=fields))


def _answer(browser: Browser) -> Callable[[], str]:
    asked = {"asked": hidden(browser, "asked"), "answered_by": WHO["name"], "answer-1": "yes"}
    return lambda: said(browser.post(f"{APPROVE}/answers", APPROVE, **asked))


def _next(browser: Browser) -> Callable[[], str]:
    return lambda: said(browser.post("/leaflet/hip/2024/en-GB/next", "/leaflet/hip/2024/en-GB"))


def _clinic(browser: Browser) -> Callable[[], str]:
    return lambda: said(browser.post("/clinics/new", name="North clinic", do="add"))


@pytest.mark.parametrize("begun", [_edit, _mend, _settle, _answer, _next, _clinic])
def test_a_full_disk_is_said_by_each_page_that_writes_to_the_library(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, begun: Callable[[Browser], Callable[[], str]]
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    act = begun(browser)
    before = held(browser)
    monkeypatch.setattr(Editing, "write", full)
    answer = act()
    assert "No space left on device" in answer
    assert "failure" not in answer
    assert held(browser) == before


@pytest.mark.parametrize(
    "address",
    [
        "/leaflet/knee/2025-06/fr",
        "/leaflet/knee/2024/en-GB",
        "/leaflet/hip/2025-06/en-GB",
        "/approve/knee/2025-06/fr",
        "/approve/knee/2024/en-GB",
        "/approve/hip/2025-06/en-GB",
        "/approve/knee/2025-06/en-GB/picture/nothing",
        "/edit/knee/2025-06/fr",
        "/passages/nothing/en-GB",
        "/publishers/of/nobody",
        "/publishers/of/nobody/logo",
        "/publishers/library/logo",
        "/mend/nothing",
        "/due/as/pdf",
        "/errand/nothing/events",
        "/errand/nothing/zip",
    ],
)
def test_an_address_of_nothing_has_nothing(browser: Browser, address: str) -> None:
    answer = browser.get(address)
    assert answer.status_code == 404
    assert said(answer)


@pytest.mark.parametrize("page", ["/edit/knee/2025-06/en-GB", "/mend/"])
def test_a_file_that_is_no_text_is_said_to_be_none(browser: Browser, page: str) -> None:
    file = browser.desk.office.folder / "knee" / "2025-06.yaml"
    browser.desk.office.catalogue()
    file.write_bytes(file.read_bytes() + b"\n# \xff\n")
    (one,) = (each for each in broken(browser.desk.office) if each.name.endswith("2025-06.yaml"))
    answer = browser.get(page + one.id if page == "/mend/" else page)
    assert answer.status_code in (200, 422)
    assert "UTF-8" in said(answer)
