"""Pictures of layouts, of web pages too, where a browser is there to show them."""

from __future__ import annotations

import io
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from press import pipeline, specimen
from press.model import Leaflet
from press.pipeline import Document, Job
from press.problems import Refused
from press.programs import limits
from tests.test_leaflets import LAYOUTS

PDF = b"%PDF"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles and formats of the leaflets that are made; one without words is refused."""
    asked: list[str] = []

    def make(job: Job) -> tuple[tuple[Document, ...], tuple[()]]:
        asked.append(f"{job.leaflet.edition.title} {job.format}")
        if not job.leaflet.edition.sections:
            raise Refused([])
        return (Document("", PDF, 1, None),), ()  # type: ignore[arg-type]  # no certificate is asked for

    monkeypatch.setattr(pipeline, "make", make)
    monkeypatch.setattr(specimen, "_page", lambda data: data + b" as pixels")
    monkeypatch.setattr(specimen, "_window", lambda data: data + b" in a window")
    return asked


def test_a_picture_is_of_the_first_edition_that_the_layout_takes(sample: Leaflet, made: list[str]) -> None:
    one, other = (replace(sample.edition, title=title) for title in ("One", "Other"))
    editions = [replace(one, sections=()), other, one]
    assert specimen.picture(LAYOUTS["a4"], editions) == b"%PDF as pixels"
    assert specimen.picture(LAYOUTS["web"], editions) == b"%PDF in a window"
    assert made == ["One pdf", "Other pdf", "One html", "Other html"]
    assert specimen.picture(LAYOUTS["a4"], editions[:1]) == b""
    assert specimen.picture(LAYOUTS["text"], editions) == b""


@pytest.mark.parametrize("shows", [True, False])
def test_a_web_page_is_what_a_browser_shows_of_it(monkeypatch: pytest.MonkeyPatch, *, shows: bool) -> None:
    def browse(command: Sequence[str], seconds: float) -> bytes:
        assert (command[0], Path(command[-1].removeprefix("file://")).read_bytes()) == (
            "/usr/bin/chromium",
            b"<p>Rest.",
        )
        (target,) = [option.partition("=")[2] for option in command if option.startswith("--screenshot=")]
        if shows:
            Image.new("RGB", (1_000, 1_300), "white").save(target)
        raise TimeoutError  # a browser may stay where it has shown all

    monkeypatch.setattr(limits, "output_of", browse)
    monkeypatch.setattr(shutil, "which", {"chromium": "/usr/bin/chromium"}.get)
    found = specimen._window(b"<p>Rest.")
    assert bool(found) is shows
    if shows:
        with Image.open(io.BytesIO(found)) as image:
            assert image.size == (600, 780)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert specimen._window(b"<p>Rest.") == b""
