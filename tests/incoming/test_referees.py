"""Every leaflet comes home from Word unchanged, at each size and from another word processor."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from press import manuscript
from press.incoming import reading
from press.incoming.merging import merge
from press.manuscript import Manuscript
from press.model import Leaflet
from tests.building import read
from tests.incoming.test_merging import LAYOUTS, ROOT, written

pytestmark = pytest.mark.referee
SIZES = (16, 18, 28)


def editions() -> Iterator[tuple[str, str, Manuscript]]:
    """Every edition of the library in all languages: its name, its YAML, and what it says."""
    library, _ = read(ROOT / "leaflets")
    for edition in library.editions:
        strings = LAYOUTS.strings_for(edition.language)
        assert strings
        text = (ROOT / "leaflets" / f"{edition.file}.yaml").read_text(encoding="utf-8")
        yield edition.file, text, manuscript.compose(Leaflet(edition), strings)


def unchanged(data: bytes, text: str, script: Manuscript) -> bool:
    file = reading.read(data, "x")
    result = merge(file, file, text, script)
    return (result.text, result.edits) == (text, ())


@pytest.mark.parametrize("size", SIZES)
def test_no_byte_of_any_edition_changes_at_any_size(size: float) -> None:
    assert [name for name, text, script in editions() if not unchanged(written(script, size=size), text, script)] == []


def test_no_byte_changes_where_libreoffice_has_saved_the_file_anew(tmp_path: Path) -> None:
    found = {name.replace("/", "-"): (text, script) for name, text, script in editions()}
    for name, (_, script) in found.items():
        (tmp_path / f"{name}.docx").write_bytes(written(script))
    files = sorted(map(str, tmp_path.glob("*.docx")))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(tmp_path / "anew"), *files]
    subprocess.run(command, check=True, capture_output=True)
    anew = {name: (tmp_path / "anew" / f"{name}.docx").read_bytes() for name in found}
    assert [name for name, given in found.items() if not unchanged(anew[name], *given)] == []
