"""What an editor's library is told of: faults of its layouts, and topics that have to be read again for them."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from press import layout
from press.layout import Layouts
from press.lsp.completing import complete
from press.lsp.finding import symbols
from press.lsp.mending import mend
from press.lsp.outline import Outline
from press.lsp.workspace import Places, Workspace
from press.problems import Place, Problem
from tests.conftest import SAMPLE

ROOT = Path(__file__).parents[2]
LAYOUTS = layout.load(ROOT / "layouts", ROOT / "fonts")
TODAY = datetime.date(2026, 11, 1)


def relaid(layouts: Layouts, tmp_path: Path) -> list[str]:
    """The topics that have to be read again once a layout has changed, and the layouts are then these."""
    folder = Path(shutil.copytree(SAMPLE, tmp_path / "leaflets"))
    found = iter((LAYOUTS, layouts))

    def load(unsaved: Mapping[Path, bytes]) -> Layouts:
        return next(found)

    workspace = Workspace(Places(folder, tmp_path / "output", tmp_path, ROOT), load, lambda: TODAY)
    for topic in [*workspace.stale]:
        workspace.read(topic)
    workspace.changed(tmp_path / "layouts" / "a4" / "layout.yaml")
    return sorted(workspace.stale)


STRINGS = LAYOUTS.supplies.strings


@pytest.mark.parametrize(
    ("supplies", "again"),
    [
        (LAYOUTS.supplies, []),
        (replace(LAYOUTS.supplies, strings={**STRINGS, "pl": STRINGS["cy"]}), ["hip", "knee"]),
        (replace(LAYOUTS.supplies, unfinished={"cy": ("phone",)}), ["hip", "knee"]),
    ],
)
def test_topics_are_read_again_where_layouts_have_another_language(
    supplies: layout.Supplies, again: list[str], tmp_path: Path
) -> None:
    assert relaid(replace(LAYOUTS, supplies=supplies), tmp_path) == again


def opened(tmp_path: Path, text: str) -> tuple[Workspace, Path]:
    """A library with a layout of its own, which its author is writing."""
    folder = Path(shutil.copytree(SAMPLE, tmp_path / "leaflets"))
    file = tmp_path / "layouts" / "ward" / "layout.yaml"
    workspace = Workspace(Places(folder, tmp_path / "output", tmp_path, ROOT), lambda _: LAYOUTS, lambda: TODAY)
    workspace.unsaved[file] = text.encode()
    return workspace, file


def test_the_fonts_of_a_layout_are_offered_by_their_families(tmp_path: Path) -> None:
    workspace, file = opened(tmp_path, "fonts:\n  body: ")
    found = complete(workspace, file, 1, 8)
    assert [each.text for each in found.found] == sorted({face.family for face in LAYOUTS.supplies.faces})


@pytest.mark.parametrize(
    ("words", "hint", "offered"),
    [
        ("#005EB8", 'Put it in quotes: "#005EB8".', 'Put "#005EB8" in quotes'),
        ("#FFFF00", "Use #806F00, the nearest that has it.", "Write `#806F00`"),
        ("blue", 'Write it as in "#005EB8".', None),
        ("#FF", 'Write it as in "#005EB8".', None),
    ],
)
def test_a_colour_is_mended_as_its_hint_says(words: str, hint: str, offered: str | None) -> None:
    problem = Problem("colour", Place("riverside.yaml", 1, words), "No colour.", hint)
    assert next((each.title for each in mend(problem, Outline.of(f"accent: {words}"))), None) == offered


def test_the_items_of_a_list_are_symbols_by_their_words() -> None:
    found = {each.name: each for each in symbols(Outline.of("related:\n  - hip\n  - 'knee'\n  -\n"))}
    assert [each.name for each in found["related"].inside] == ["hip", "knee", "…"]
