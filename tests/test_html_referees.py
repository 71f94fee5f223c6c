"""What axe-core says of the web pages in a real browser."""

from __future__ import annotations

import html as entities
import json
import re
import subprocess
from pathlib import Path

import pytest

from press import layout, pipeline, reader
from press.model import Edition, Leaflet
from press.pipeline import Job

ROOT = Path(__file__).parent.parent
AXE = ROOT / "tests" / "referees" / "node_modules" / "axe-core" / "axe.min.js"
LIBRARY, _ = reader.read(ROOT / "leaflets")
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def violations(page: bytes, width: int, folder: Path) -> list[str]:
    """The rules that a page breaks in a window of that many pixels: axe-core runs in a copy of it."""
    run = f"axe.run({{runOnly: {json.dumps(RULES)}}}).then(found => document.title = JSON.stringify(found.violations))"
    script = f"<script>{AXE.read_text(encoding='utf-8')}</script><script>{run}</script></body>"
    copy = folder / "page.html"
    copy.write_text(page.decode().replace("</body>", script), encoding="utf-8")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    options += [
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        f"--user-data-dir={folder / 'profile'}",
    ]
    options += [f"--window-size={width},900", "--virtual-time-budget=20000", "--dump-dom", copy.as_uri()]
    done = subprocess.run(["chromium", *options], capture_output=True, text=True, check=True, timeout=120)
    title = re.search(r"<title>(.*?)</title>", done.stdout, re.DOTALL)
    assert title
    return [f"{found['id']}: {found['help']}" for found in json.loads(entities.unescape(title[1]))]


def written(edition: Edition) -> bytes:
    web = layout.load(ROOT / "layouts", ROOT / "fonts")["web"]
    (document,), _ = pipeline.make(Job(Leaflet(edition, LIBRARY.clinics[0]), web, "html"))
    return document.data


@pytest.mark.referee
@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize("edition", [pytest.param(each, id=f"{each.topic} {each.name}") for each in LIBRARY.editions])
def test_axe_finds_no_violation(edition: Edition, width: int, tmp_path: Path) -> None:
    assert violations(written(edition), width, tmp_path) == []


@pytest.mark.referee
def test_axe_sees_what_is_wrong(tmp_path: Path) -> None:
    page = written(LIBRARY.editions[0]).replace(b' alt="', b' data-alt="').replace(b'lang="en-GB"', b"", 1)
    assert {found.partition(":")[0] for found in violations(page, 768, tmp_path)} >= {"image-alt", "html-has-lang"}
