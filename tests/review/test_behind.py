"""What earlier builds made: it is made anew, or said to be behind, wherever anybody asks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.review.conftest import Press, Said, edit

WEB = ("--layout", "web")
RIVERSIDE = "hip/2024/hip-web-riverside.html"


@pytest.fixture
def output(on: Press, tmp_path: Path) -> Path:
    """The output of builds of the hip: for no clinic and for one."""
    assert on("build", "hip", *WEB).code == 0
    assert on("build", "hip", *WEB, "--clinic", "riverside").code == 0
    return tmp_path / "out"


def changed(library_folder: Path) -> None:
    edit(library_folder / "hip" / "2024.yaml", "Walk a little", "Walk a lot")


def verify(press: Press, output: Path) -> Said:
    return press("verify", "--output", output)


@pytest.mark.referee
def test_a_build_of_a_topic_makes_anew_what_was_ever_made_of_it(
    on: Press, press: Press, output: Path, library_folder: Path
) -> None:
    changed(library_folder)
    said = on("build", "hip", "--jobs", "1")
    assert said.code == 0
    assert f"built  {RIVERSIDE}" in said.out
    assert "Walk a lot" in (output / RIVERSIDE).read_text(encoding="utf-8")
    assert "behind" not in said.out + said.err
    assert on("due", "--on", "2025-01-01").code == 0
    assert verify(press, output).code == 0


@pytest.mark.parametrize("how", [("hip", *WEB), ("hip", *WEB, "--only-asked"), (*WEB, "--only-asked")])
def test_what_is_not_asked_for_is_told_to_be_behind_by_all_that_speak_of_it(
    on: Press, press: Press, output: Path, library_folder: Path, how: tuple[str, ...]
) -> None:
    changed(library_folder)
    said = on("build", *how)
    assert said.code == 1
    assert f"{RIVERSIDE}: error: It is behind: text changed since it was made." in said.err
    assert "0 failed, 1 behind;" in said.out
    assert "Walk a little" in (output / RIVERSIDE).read_text(encoding="utf-8")
    page = (output / "index.html").read_text(encoding="utf-8")
    assert page.count("Do not hand this out: it is behind, text changed since it was made.") == 1
    assert "hip-web.html" in (output / "feed.xml").read_text(encoding="utf-8")
    found = verify(press, output)
    assert (found.code, "It is behind: text changed since it was made." in found.err) == (1, True)
    due = on("due", "--on", "2025-01-01")
    assert due.code == 1
    assert f"Behind in output: do not hand out, build again\n{RIVERSIDE}: text changed" in due.out
    assert due.out.endswith("1 document behind.\n")
    assert json.loads(on("due", "--json").out)["behind"] == {RIVERSIDE: "text changed since it was made"}


def test_due_says_so_before_anything_is_built_again(on: Press, output: Path, library_folder: Path) -> None:
    assert on("due", "--on", "2025-01-01").code == 0
    edit(library_folder / "clinics" / "riverside.yaml", "name: ", "name: The new ")
    assert output.is_dir()
    said = on("due", "--on", "2025-01-01")
    assert said.code == 1
    assert f"{RIVERSIDE}: clinic riverside changed since it was made" in said.out


def test_what_is_built_again_is_behind_no_longer(on: Press, press: Press, output: Path, library_folder: Path) -> None:
    changed(library_folder)
    assert on("build", "hip", *WEB).code == 1
    assert on("build", "hip", *WEB, "--clinic", "riverside").code == 0
    assert verify(press, output).code == 0
    assert "behind" not in (output / "manifest.json").read_text(encoding="utf-8")


@pytest.mark.referee
def test_an_older_edition_is_made_anew_when_it_is_superseded(on: Press, output: Path, library_folder: Path) -> None:
    newer = (library_folder / "hip" / "2024.yaml").read_text(encoding="utf-8")
    text = newer.replace("last: 2024", "last: 2025").replace("next: 2027", "next: 2028")
    (library_folder / "hip" / "2025.yaml").write_text(text, encoding="utf-8")
    said = on("build", "hip", *WEB)
    assert said.code == 1
    assert f"{RIVERSIDE}: error: It is behind: standing changed since it was made. And so are 1 more" in said.err
    assert on("build", "hip", "--jobs", "1").code == 0
    assert "out of date" in (output / RIVERSIDE).read_text(encoding="utf-8")


def test_what_is_refused_is_behind_and_stays_as_it_was(on: Press, output: Path, library_folder: Path) -> None:
    edit(library_folder / "hip" / "2024.yaml", "Walk a little", "[Walk](nowhere:) a lot")
    said = on("build", "hip", "--jobs", "1")
    assert said.code == 1
    assert f"{RIVERSIDE}: error: It is behind: its edition is refused, or has gone." in said.err
    assert "Walk a little" in (output / RIVERSIDE).read_text(encoding="utf-8")


def test_a_document_whose_clinic_has_gone_is_behind_until_it_is_taken_away(
    on: Press, output: Path, library_folder: Path
) -> None:
    (library_folder / "clinics" / "riverside.yaml").unlink()
    for logo in (library_folder / "clinics").glob("riverside.*"):
        logo.unlink()
    said = on("build", "hip", *WEB)
    assert said.code == 1
    assert f"{RIVERSIDE}: error: It is behind: its clinic is refused, or has gone." in said.err
    on("build", "hip", *WEB, "--prune")
    assert not (output / RIVERSIDE).exists()
    assert "behind" not in on("build", "hip", *WEB).err


def test_what_only_looks_otherwise_is_not_behind(on: Press, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("press.store.keys.program", lambda: "another")
    said = on("build", "hip", *WEB)
    assert said.code == 0
    assert "1 built" in said.out
    assert "behind" not in said.out + said.err
    assert output.is_dir()


@pytest.mark.parametrize("what", ["keywords", "lay"])
def test_what_no_patient_reads_makes_nothing_behind(on: Press, output: Path, library_folder: Path, what: str) -> None:
    if what == "keywords":
        edit(library_folder / "hip" / "2024.yaml", "online:", "keywords: [walking]\nonline:")
    else:
        assert on("sign", "hip", "--lay", "--role", "Reader", "--name", "B").code == 0
    assert on("build", "hip", *WEB).code == 0
    assert on("due", "--on", "2025-01-01").code == 0
    assert output.is_dir()


def test_the_feed_offers_no_document_that_is_behind(on: Press, output: Path, library_folder: Path) -> None:
    changed(library_folder)
    on("build", "hip", *WEB, "--clinic", "riverside")
    feed = (output / "feed.xml").read_text(encoding="utf-8")
    assert "Your new hip" in feed
    assert "hip-web.html" not in feed
