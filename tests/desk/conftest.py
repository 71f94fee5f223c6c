"""The desk in this process, asked as a browser asks it."""

from __future__ import annotations

import datetime
import re
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Thread
from time import perf_counter

import httpx2 as httpx
import pytest
import uvicorn
from lxml import html
from starlette.testclient import TestClient

from press import layout
from press.cli import places
from press.desk import app
from press.desk.app import Desk, Proxy, create
from press.desk.errands import Errand
from press.desk.failures import FILE
from press.desk.office import Answer, Office
from press.desk.people import Person
from press.layout import Layouts
from press.pipeline import Alone
from press.review.recording import Clerk
from tests.conftest import SAMPLE

HOST = "localhost:8010"
NOW = datetime.datetime(2026, 1, 15, 12, tzinfo=datetime.UTC)


class Direct:
    """Reads files in this process: what others send is tried among the hostile files."""

    def call(self, read: Callable[..., Answer], file: Path, *others: object) -> Answer:
        return read(file, *others)


@dataclass
class Browser:
    """Somebody's browser: keeps cookies, and posts forms with what their pages hide in them."""

    desk: Desk
    client: TestClient

    def get(self, address: str, **headers: str) -> httpx.Response:
        return self.client.get(address, headers=headers)

    def post(self, address: str, /, page: str = "", **fields: str) -> httpx.Response:
        """Fill in the form of a page (that at the same address, if none is named), and send it."""
        return self.send(address, {}, page, **fields)

    def send(
        self, address: str, files: Mapping[str, tuple[str, bytes]], /, page: str = "", **fields: str
    ) -> httpx.Response:
        """The same with files."""
        token = re.search(r'name="token" value="(\w+)"', self.get(page or address).text)
        assert token
        return self.client.post(address, data={"token": token[1], **fields}, files=files)

    def through(self, response: httpx.Response) -> Errand:
        """The errand that a page waits for, when it is over."""
        errand = self.desk.errands.find(response.url.path.split("/")[2], "")
        assert errand
        return self.over(errand)

    def over(self, errand: Errand) -> Errand:
        """An errand when it is over."""
        for _ in range(600):
            if errand.over:
                return errand
            self.desk.errands.wait(errand, 0.1)
        raise AssertionError(f"It takes longer than a minute: {errand}")


def page(response: httpx.Response) -> html.HtmlElement:
    return html.fromstring(response.text)


def said(response: httpx.Response) -> str:
    """What a page says, in one line."""
    (main,) = page(response).xpath("//main")
    return " ".join(main.text_content().split())


def filled(text: str) -> dict[str, str]:
    """What the first form of a page holds, as a browser would send it."""
    tree: html.HtmlElement = html.fromstring(text)
    form = tree.xpath("//main//form")[0]
    found = {each.get("name"): each.get("value", "") for each in form.xpath(".//input")}
    return found | {each.get("name"): (each.text or "").removeprefix("\n") for each in form.xpath(".//textarea")}


@pytest.fixture(scope="session")
def layouts() -> Layouts:
    """Those that come with the program, with the fast engine, and without files that LibreOffice lays out."""
    return _loaded(None)


def _loaded(own: Path | None) -> Layouts:
    shipped = places.shipped()
    found = layout.load(shipped / "layouts", shipped / "fonts", own).engined("typst")
    large = replace(found["large-print"], makes=("pdf",))
    return replace(found, by_name={**found.by_name, "large-print": large})


Open = Callable[..., Browser]


@pytest.fixture
def opened(tmp_path: Path, layouts: Layouts, monkeypatch: pytest.MonkeyPatch) -> Open:
    """Opens a desk on a library of its own: see ``tests/sample/leaflets``."""
    monkeypatch.setattr(app, "_PATIENCE", 60)  # a busy machine reads no library in a moment
    folder = Path(shutil.copytree(SAMPLE, tmp_path / "leaflets"))

    def opening(people: Mapping[str, Person] | None = None, proxy: Proxy | None = None) -> Browser:
        clerk = Clerk("1.0", lambda: NOW)

        def crew(documents: int) -> Alone:
            return Alone(perf_counter)

        def load(library: Path) -> Layouts:
            return _loaded(library.parent) if (library.parent / "layouts").exists() else layouts

        office = Office(folder, tmp_path / "out", load, clerk, tmp_path / "keep", crew, Direct, Direct)
        desk = Desk(office, people, proxy)
        client = TestClient(create(desk, [HOST]), base_url=f"http://{HOST}", headers={"origin": f"http://{HOST}"})
        return Browser(desk, client)

    return opening


@pytest.fixture
def browser(opened: Open) -> Browser:
    return opened()


@pytest.fixture
def address(browser: Browser) -> Iterator[str]:
    """The desk as a server on this machine."""
    hosts: set[str] = set()
    config = uvicorn.Config(create(browser.desk, hosts), port=0, log_level="critical", lifespan="off")
    server = uvicorn.Server(config)
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    server.config.loaded_app = create(browser.desk, [f"localhost:{port}"])
    yield f"http://localhost:{port}"
    server.should_exit = True
    thread.join()
    assert not browser.desk.office.keep.read(FILE).decode()
