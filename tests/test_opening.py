"""Every command opens a library and the layouts in the same way."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from press.cli import main, places
from press.layout import Layouts, load
from press.problems import Misuse

ROOT = Path(__file__).parent.parent


def press(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


@pytest.mark.parametrize("command", [("check",), ("list",), ("due",), ("build", "--dry-run"), ("recall", "hip")])
def test_a_character_that_no_font_has_is_refused_by_every_command(
    command: tuple[str, ...], library_folder: Path
) -> None:
    edition = library_folder / "hip" / "2024.yaml"
    edition.write_text(
        edition.read_text(encoding="utf-8").replace("Walk a little", "Walk ꙮ a little"), encoding="utf-8"
    )
    done = press(*command, "--library", library_folder)
    assert done.exit_code == 1
    assert "hip/2024.yaml" in done.output
    assert "U+A66E" in done.output


@pytest.mark.parametrize("name", ["web", "a4", "large-print"])
def test_no_command_needs_a_layout_of_a_certain_name(
    name: str, library_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "layouts", tmp_path / "layouts")
    (tmp_path / "layouts" / name).rename(tmp_path / "layouts" / "ours")
    (tmp_path / "fonts").symlink_to(ROOT / "fonts")
    monkeypatch.setattr(places, "shipped", lambda: tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795255200")
    for command in (
        (
            "changes",
            "knee",
            "2023-01",
            "2025-06",
            "--html",
            tmp_path / "changes.html",
            "--word",
            tmp_path / "changes.docx",
        ),
        ("check", "hip", "--mono"),
        ("list",),
        ("build", "hip", "--dry-run", "--layout", "ours"),
    ):
        done = press(*command, "--library", library_folder)
        assert done.exit_code == 0, done.output


def test_what_belongs_to_no_leaflet_is_set_in_the_plainest_layout_of_its_format() -> None:
    found = load(ROOT / "layouts", ROOT / "fonts")
    assert found.plainest("pdf").name == "a4"
    assert found.plainest("html").name == "web"
    without = Layouts({name: each for name, each in found.items() if name != "a4"})
    assert without.plainest("pdf").name == "large-print"
    with pytest.raises(Misuse, match="No layout makes html"):
        Layouts({"a4": found["a4"]}).plainest("html")
