"""Every room of the desk has its pages in it."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import cast

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from press import desk
from tests.desk.conftest import Browser

ROOMS = sorted(path.stem for path in Path(desk.__path__[0]).glob("*.py") if "\nPAGES:" in path.read_text("utf-8"))


def test_rooms_with_pages_are_found() -> None:
    assert {"approving", "clinics", "cycling", "editing", "fetching", "finding", "signing_in"} <= set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
def test_each_page_of_a_room_may_be_asked_for(browser: Browser, room: str) -> None:
    routes = {
        (method, route.path)
        for route in cast(Starlette, browser.client.app).routes
        if isinstance(route, Route)
        for method in route.methods or ()
    }
    pages = {(method, path) for method, path, *_ in import_module(f"press.desk.{room}").PAGES}
    assert pages
    assert pages <= routes
