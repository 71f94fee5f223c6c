"""What nobody should do to a desk: ended at any moment, sent what unpacks without end, or sent it drop by drop."""

from __future__ import annotations

import asyncio
import io
import shutil
import zipfile
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Event, Timer

import httpx2 as httpx
import pytest

from press.desk import app
from press.desk.office import _Confined
from press.desk.safety import HEADERS
from press.problems import Refused
from press.programs.confined import Confined
from press.programs.limits import Limits, ended_when
from press.review import wording
from tests.conftest import SAMPLE
from tests.desk.conftest import HOST, Browser, filled, said
from tests.desk.serving import served

EDIT = "/edit/knee/2025-06/en-GB"


def test_whoever_sends_a_form_drop_by_drop_is_told_that_it_takes_too_long(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "_SECONDS", 0.05)
    application = app.create(browser.desk, [HOST])
    sent: list[dict[str, object]] = []

    async def receive() -> dict[str, object]:
        await asyncio.sleep(0.02)
        return {"type": "http.request", "body": b"x", "more_body": True}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    headers = [(b"host", HOST.encode()), (b"origin", f"http://{HOST}".encode())]
    headers += [(b"content-type", b"application/x-www-form-urlencoded")]
    scope = {"type": "http", "method": "POST", "path": "/language", "headers": headers, "client": ("127.0.0.1", 1)}
    scope |= {"query_string": b"", "scheme": "http", "server": ("localhost", 8010), "http_version": "1.1"}
    asyncio.run(application(scope, receive, send))  # type: ignore[arg-type]  # looser than ASGI's
    assert sent[0]["status"] == 408
    assert {name.decode() for name, _ in sent[0]["headers"]} >= set(HEADERS)  # type: ignore[attr-defined]


def bomb(name: str) -> bytes:
    """An archive of a few kilobytes in which a file of 2 GB is packed."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as whole:
        whole.writestr("[Content_Types].xml", "<Types/>")
        with whole.open(name, "w", force_zip64=True) as inner:
            for _ in range(2000):
                inner.write(bytes(1_000_000))
    return data.getvalue()


@pytest.mark.referee
@pytest.mark.parametrize("page", ["/files", "/import", "/return"])
def test_what_unpacks_without_end_is_refused_in_words_and_the_desk_goes_on(browser: Browser, page: str) -> None:
    office = browser.desk.office
    office.confined = _Confined(partial(Confined, Limits(20, 500_000_000)), 2)
    for name, inner in (("a.docx", "word/document.xml"), ("b.epub", "OPS/a.xhtml")):
        answer = browser.send(page, {"file": (name, bomb(inner))})
        assert answer.status_code in (200, 422)
        assert "The program itself failed" not in answer.text
        assert said(answer)
    assert browser.get("/").status_code == 200


DELAYS = (0.11, 0.34, 0.53, 0.78, 1.02)
"""Seconds after which a desk is killed: each in another part of what it does when something is saved."""


@pytest.mark.referee
def test_a_desk_that_is_killed_at_any_moment_leaves_each_file_as_it_was_or_as_it_was_to_be(tmp_path: Path) -> None:
    library = Path(shutil.copytree(SAMPLE, tmp_path / "leaflets"))
    file = library / "knee" / "2025-06.yaml"
    titles = {wording.fields(file.read_text(encoding="utf-8"))[0].text}
    for delay in DELAYS:
        with served(library, tmp_path / "out") as (process, address):
            headers = {"origin": address}
            with httpx.Client(base_url=address, headers=headers, timeout=60, follow_redirects=True) as client:
                page, timer = client.get(EDIT).text, Timer(delay, process.kill)
                timer.start()
                with suppress(httpx.TransportError):
                    while True:
                        titles.add(title := f"Caring for your knee, {len(titles)}")
                        page = client.post(EDIT, data={**filled(page), "do": "save", "title": title}).text
        found = wording.fields(file.read_text(encoding="utf-8"))
        assert found[0].text in titles
        assert len(found) > 10
    with served(library, tmp_path / "out") as (_, address):
        page = httpx.get(f"{address}{EDIT}", timeout=60).text
        assert filled(page)["title"] in titles


def _unwanted(file: Path) -> str:
    with ended_when(file.exists, 0.02):
        file.touch()  # nobody waits any more
        Event().wait()
    raise AssertionError


def test_work_that_nobody_waits_for_any_more_is_ended_in_the_middle(tmp_path: Path) -> None:
    with Confined(Limits(60)) as confined, pytest.raises(Refused):
        confined.call(_unwanted, tmp_path / "stop")


def test_a_process_that_no_other_has_begun_is_not_ended(tmp_path: Path) -> None:
    with ended_when(tmp_path.exists, 0.001):
        Event().wait(0.05)


def _lost(folder: Path) -> bytes:
    return (folder / "lost.txt").read_bytes()


def test_what_is_missing_in_the_process_that_may_be_ended_is_named(tmp_path: Path) -> None:
    with Confined(Limits(60)) as confined, pytest.raises(Refused, match=r"No such file or directory \(lost\.txt\)"):
        confined.call(_lost, tmp_path)
