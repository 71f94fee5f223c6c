"""What a colour says is also said by a line or a frame: rendered in grey, and in a reader's own colours."""

from __future__ import annotations

import re
import subprocess
from base64 import b64encode
from itertools import combinations
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from press import layout
from press.layout import Layout
from press.manuscript import compose
from press.model import BoxKind, Leaflet
from press.writers import html
from press.writers.ooxml.ground import ground

ROOT = Path(__file__).parent.parent
LAYOUTS = layout.load(ROOT / "layouts", ROOT / "fonts")
HEIGHT = 160
WORDS = "The same words in each."
_CLEAR = 64
"""Of 255: what anybody sees on grey paper."""
_LEAST = 200
"""Pixels that have to differ so clearly."""
CHROMIUM = ("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run")
FORCED = ("--force-high-contrast", "--force-dark-mode")
PLACE = f".place {{ height: {HEIGHT}px; overflow: hidden; padding: 8px }} body {{ margin: 0 }}"


def page(style: str, inside: list[str], more: str = "") -> str:
    places = "".join(f'<div class="place">{each}</div>' for each in inside)
    return f"<!DOCTYPE html><html><style>{style} {PLACE} {more}</style><body>{places}</body></html>"


def boxes() -> list[str]:
    kinds = [kind.value for kind in (BoxKind.NOTE, BoxKind.IMPORTANT, BoxKind.URGENT)]
    return [f'<aside class="box {kind}"><h3>Words</h3><p>{WORDS}</p></aside>' for kind in kinds]


def terms() -> list[str]:
    return ['<p>a <a class="term" href="#b">word</a> b</p>', "<p>a <span>word</span> b</p>"]


def sheet(sample: Leaflet, of: Layout, name: str, **more: object) -> str:
    strings = of.strings_for("en-GB")
    assert strings
    return html.style_sheet(compose(sample, strings), of, name, **more)


def by_chromium(markup: str, folder: Path, *options: str, count: int) -> list[Image.Image]:
    """What Chromium shows, place by place, in grey."""
    file, shot = folder / "page.html", folder / "page.png"
    file.write_text(markup, encoding="utf-8")
    size = f"--window-size=600,{max(count * (HEIGHT + 16), 600)}"
    command = [*CHROMIUM, f"--user-data-dir={folder / 'profile'}", size, f"--screenshot={shot}", *options]
    subprocess.run([*command, file.as_uri()], capture_output=True, check=True, timeout=120)
    with Image.open(shot) as image:
        grey = image.convert("L")
    return [grey.crop((0, at * (HEIGHT + 16), 600, (at + 1) * (HEIGHT + 16))) for at in range(count)]


def differ(one: Image.Image, other: Image.Image) -> int:
    """How many pixels of two pictures differ clearly."""
    return sum(ImageChops.difference(one, other).histogram()[_CLEAR:])


@pytest.mark.referee
@pytest.mark.parametrize("options", [(), FORCED], ids=["grey", "forced colours"])
def test_boxes_of_a_page_are_told_apart_without_colours(
    sample: Leaflet, tmp_path: Path, options: tuple[str, ...]
) -> None:
    markup = page(sheet(sample, LAYOUTS["web"], "page.css"), boxes())
    for one, other in combinations(by_chromium(markup, tmp_path, *options, count=3), 2):
        assert differ(one, other) > _LEAST
    same = page(sheet(sample, LAYOUTS["web"], "page.css"), [boxes()[0]] * 2)
    one, other = by_chromium(same, tmp_path, *options, count=2)
    assert differ(one, other) == 0


@pytest.mark.referee
@pytest.mark.parametrize("paper", ["white", "yellow"])
def test_boxes_and_terms_on_paper_are_told_apart_in_grey(sample: Leaflet, tmp_path: Path, paper: str) -> None:
    of = LAYOUTS["large-print"].read(layout.Reading(paper=paper))
    style = re.sub(r"@page[^{]*\{(?:[^{}]|\{[^}]*\})*\}", "", sheet(sample, of, "print.css", numbers={}))
    look = f"html {{ background: {of.colours['paper']}; font-size: 18px }}"
    shown = by_chromium(page(style, [*boxes(), *terms()], look), tmp_path, count=5)
    for one, other in combinations(shown[:3], 2):
        assert differ(one, other) > _LEAST
    assert differ(*shown[3:]) > 20


@pytest.mark.referee
def test_a_drawing_is_seen_whatever_a_reader_s_colours_are(tmp_path: Path) -> None:
    shapes = '<rect {}/><path d="M20 50h200v9h-200z"/>'
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100">{shapes}</svg>'
    pictures = [drawn.format('width="300" height="100" fill="#FFF"'), drawn.format('width="0" height="0"')]
    held = [f'<img src="data:image/svg+xml;base64,{b64encode(each.encode()).decode()}">' for each in pictures]
    with_ground, without = by_chromium(page("", held), tmp_path, *FORCED, count=2)
    assert with_ground.getpixel((50, 62)) == 0
    assert with_ground.getpixel((50, 30)) == 255
    assert max(without.tobytes()) < _CLEAR


@pytest.mark.parametrize("rtl", [False, True])
def test_boxes_in_word_have_frames_of_other_widths(rtl: bool) -> None:
    of = ground(LAYOUTS["large-print"], "en-GB", rtl, "")
    note, important, urgent = (of.box(kind) for kind in (BoxKind.NOTE, BoxKind.IMPORTANT, BoxKind.URGENT))
    for lighter, heavier in ((note, important), (important, urgent)):
        for side in ("start", "top", "end", "bottom"):
            assert getattr(lighter, side).width < getattr(heavier, side).width
    assert note.top and important.top
    assert note.top.colour == note.fill
    assert important.top.colour == of.colours["important"]
