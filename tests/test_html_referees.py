"""What axe-core says of the web pages in a real browser."""

from __future__ import annotations

import html as entities
import json
import re
import subprocess
from pathlib import Path

import pytest

from press import layout, pipeline
from press.model import Edition, Leaflet
from press.pipeline import Job
from tests.building import read

ROOT = Path(__file__).parent.parent
AXE = ROOT / "tests" / "referees" / "node_modules" / "axe-core" / "axe.min.js"
LIBRARY, _ = read(ROOT / "leaflets")
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


PROBE = """
const dark = "@media screen and (prefers-color-scheme: dark)", styles = document.querySelector("style");
const named = found => found.violations.map(each => `${each.id}: ${each.help}`);
const spacing = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }";
const wide = () => document.documentElement.scrollWidth > innerWidth ? ["reflow: the page scrolls sideways"] : [];
const reached = each => { each.focus(); return document.activeElement === each };
async function probe() {
  const found = [...named(await axe.run(OPTIONS)), ...wide()];
  styles.textContent = styles.textContent.replaceAll(dark, "@media screen");
  found.push(...named(await axe.run(OPTIONS)));
  styles.textContent += spacing;
  found.push(...wide());
  for (const button of document.querySelectorAll("button:not([popovertargetaction])")) {
    button.focus();
    button.click();
    const open = document.querySelector(":popover-open");
    if (!open) { found.push(`meaning: ${button.textContent} shows nothing`); continue; }
    if (document.activeElement !== open) found.push(`focus: it does not move into ${button.textContent}`);
    found.push(...wide());
    open.querySelector("button[popovertargetaction]").click();
    if (document.querySelector(":popover-open")) found.push(`meaning: ${button.textContent} stays`);
    if (document.activeElement !== button) found.push(`focus: it does not come back from ${button.textContent}`);
  }
  const all = [...document.querySelectorAll("a, button, [tabindex]")].filter(each => !each.closest("[popover]"));
  found.push(...all.filter(each => !reached(each)).map(each => `keyboard: ${each.textContent}`));
  parent.postMessage(JSON.stringify({width: innerWidth, found}), "*");
}
probe();
"""
"""axe-core in light and in dark; the page stands narrow, with the spacing of WCAG 2.2, 1.4.12; the
keyboard reaches all that can be used, and each word shows its meaning, into which the focus goes, and comes back."""


def violations(page: bytes, width: int, folder: Path) -> list[str]:
    """What is wrong with a page in a frame of that many pixels: axe-core and the probe run in a copy of it."""
    run = PROBE.replace("OPTIONS", json.dumps({"runOnly": RULES}))
    script = f"<script>{AXE.read_text(encoding='utf-8')}</script><script>{run}</script></body>"
    copy = folder / "page.html"
    open_ = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.decode())  # it keeps axe-core out too
    copy.write_text(open_.replace("</body>", script), encoding="utf-8")
    frame = folder / "frame.html"
    told = "addEventListener('message', event => document.title = event.data)"
    inner = f'<iframe src="page.html" style="border: 0" width="{width}" height="900"></iframe>'
    frame.write_text(f"<title></title>{inner}<script>{told}</script>")
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    options += [
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        f"--user-data-dir={folder / 'profile'}",
    ]
    options += ["--window-size=1400,1000", "--virtual-time-budget=20000", "--dump-dom", frame.as_uri()]
    done = subprocess.run(["chromium", *options], capture_output=True, text=True, check=True, timeout=120)
    title = re.search(r"<title>(.*?)</title>", done.stdout, re.DOTALL)
    assert title
    said = json.loads(entities.unescape(title[1]))
    assert said["width"] == width
    return list(said["found"])


def written(edition: Edition) -> bytes:
    web = layout.load(ROOT / "layouts", ROOT / "fonts")["web"]
    (document,), _ = pipeline.make(Job(Leaflet(edition, LIBRARY.clinics[0]), web, "html"))
    return document.data


@pytest.mark.referee
@pytest.mark.parametrize("width", [320, 768, 1280])
@pytest.mark.parametrize(
    "edition", [pytest.param(each, id=f"{each.topic} {each.name} {each.language}") for each in LIBRARY.editions]
)
def test_nothing_is_wrong_in_light_dark_narrow_and_by_keyboard(edition: Edition, width: int, tmp_path: Path) -> None:
    assert violations(written(edition), width, tmp_path) == []


@pytest.mark.referee
def test_axe_sees_what_is_wrong(tmp_path: Path) -> None:
    page = written(LIBRARY.editions[0]).replace(b' alt="', b' data-alt="').replace(b'lang="en-GB"', b"", 1)
    page = page.replace(b"<h1", b'<a tabindex="-1">x</a><button>y</button><p style="width: 900px">z</p><h1', 1)
    found = {found.partition(":")[0] for found in violations(page.replace(b"<a ", b"<a disabled ", 1), 768, tmp_path)}
    assert found >= {"image-alt", "html-has-lang", "reflow", "meaning"}
