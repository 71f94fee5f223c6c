"""Sign-offs: bound to what a patient reads, and void when that changes."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from press import reader
from press.layout import Layouts
from press.store import folder as store
from tests.review.conftest import Press, Said, edit, full

ROOT = Path(__file__).parents[2]

WHO = ("--role", "Clinical lead", "--name", 'Dr A. "Ann" Example: MD')
VOID = "This leaflet has changed since it was approved."


def sign(on: Press, *more: object) -> Said:
    return on("sign", "hip", *WHO, *more)


def page(on: Press, tmp_path: Path, *more: str) -> str:
    assert on("build", "hip", "--layout", "web", *more).code == 0
    return (tmp_path / "out" / "hip" / "2024" / "hip-web.html").read_text(encoding="utf-8")


def test_an_approved_edition_that_nobody_has_signed_is_a_warning(on: Press) -> None:
    said = on("check", "hip")
    assert said.code == 0
    assert "leaflets/hip/2024.yaml: warning: The edition is approved, but nobody has signed it off." in said.err


def test_strict_makes_it_an_error_and_builds_nothing_of_it(on: Press, tmp_path: Path) -> None:
    assert on("check", "hip", "--strict").code == 1
    said = on("build", "hip", "--layout", "web", "--strict")
    assert said.code == 1
    assert "hip/2024.yaml: error: The edition is approved, but nobody has signed it off." in said.err
    assert not (tmp_path / "out" / "hip").exists()


def test_the_catalogue_lists_what_strict_does_not_build(on: Press, tmp_path: Path) -> None:
    assert "0 documents: 0 built" in on("build", "--layout", "web", "--strict").out
    assert "Your new hip" in (tmp_path / "out" / "index.html").read_text(encoding="utf-8")


def test_a_signature_is_kept_beside_the_edition_and_holds(on: Press, library_folder: Path, tmp_path: Path) -> None:
    said = sign(on)
    assert said.code == 0
    assert "signed hip 2024, code " in said.out
    assert on("check", "hip", "--strict").code == 0
    text = (library_folder / "hip" / "2024.signed.yaml").read_text(encoding="utf-8")
    assert 'name: "Dr A. \\"Ann\\" Example: MD"' in text
    assert 'date: "2026-11-21"' in text
    assert VOID not in page(on, tmp_path, "--strict")


def test_the_document_says_in_which_role_it_was_signed_and_not_by_whom(on: Press, tmp_path: Path) -> None:
    assert "Approved by" not in page(on, tmp_path)
    sign(on)
    signed = page(on, tmp_path)
    assert "Clinical lead" in signed
    assert "Example: MD" not in signed


def test_changed_words_make_it_void_in_check_in_due_and_in_the_document(
    on: Press, library_folder: Path, tmp_path: Path
) -> None:
    sign(on)
    edit(library_folder / "hip" / "2024.yaml", "Walk a little", "Walk a lot")
    assert "The words have changed since the edition was signed off" in on("check", "hip").err
    assert "changed since it was signed off" in on("due").out
    assert VOID in page(on, tmp_path)
    assert on("build", "hip", "--layout", "web", "--strict").code == 1


def test_a_phone_number_in_the_library_is_read_by_patients_too(on: Press, library_folder: Path) -> None:
    edit(library_folder / "hip" / "2024.yaml", "online:", "contacts: [helpline]\nonline:")
    sign(on)
    edit(library_folder / "library.yaml", "01632 960 000", "01632 960 009")
    assert "sign-off-void" in on("check", "hip").err


def test_comments_line_breaks_and_the_status_leave_it_valid(on: Press, library_folder: Path) -> None:
    edition = library_folder / "hip" / "2024.yaml"
    edit(edition, "status: approved", "status: draft")
    said = sign(on)
    assert "It is a draft still: write `status: approved` in hip/2024.yaml" in said.out
    edit(edition, "status: draft", "status: approved   # by the board")
    edit(edition, "Walk a little every day. Read", "Walk a little\n      every day. Read")
    assert on("check", "hip", "--strict").code == 0


def test_signing_again_makes_it_valid_again_and_keeps_the_first(on: Press, library_folder: Path) -> None:
    sign(on)
    edit(library_folder / "hip" / "2024.yaml", "Walk a little", "Walk a lot")
    sign(on)
    assert on("check", "hip", "--strict").code == 0
    assert (library_folder / "hip" / "2024.signed.yaml").read_text(encoding="utf-8").count("- kind:") == 2


@pytest.mark.parametrize("name", ["A\nB\t C", "Dr *Ann* _Example_ <b>", "Сестра Ёлка", "null", "'\"\\: #", " x "])
def test_whoever_signs_may_be_called_anything(on: Press, name: str) -> None:
    assert on("sign", "hip", "--role", name, "--name", name).code == 0
    assert on("check", "hip", "--strict").code == 0


def test_an_editor_that_ends_no_last_line_does_no_harm(on: Press, library_folder: Path) -> None:
    sign(on)
    signed = library_folder / "hip" / "2024.signed.yaml"
    signed.write_text(signed.read_text(encoding="utf-8").rstrip(), encoding="utf-8")
    sign(on, "--lay")
    assert on("check", "hip", "--strict").code == 0


def test_lay_readers_sign_beside_a_clinician_and_not_in_place(on: Press, library_folder: Path) -> None:
    sign(on, "--lay")
    assert "nobody has signed it off" in on("check", "hip").err
    sign(on)
    edit(library_folder / "hip" / "2024.yaml", "Walk a little", "Walk a lot")
    assert "The words have changed since lay readers read them." in on("check", "hip").err


def test_what_lay_readers_signed_holds_until_the_words_change(on: Press, library_folder: Path) -> None:
    void = "The words have changed since lay readers read them."
    sign(on)
    assert void not in on("check", "hip").err
    sign(on, "--lay")
    assert void not in on("check", "hip").err
    edit(library_folder / "hip" / "2024.yaml", "Walk a little", "Walk a lot")
    assert void in on("check", "hip").err
    sign(on, "--lay")
    assert void not in on("check", "hip").err


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("Clinical lead", "Chief", "signature-altered"),
        ("2026-11-21", "2025-11-21", "signature-altered"),
        ("fingerprint: ", "fingerprint: 0", "signature-altered"),
        ('kind: "clinical"', 'kind: "vet"', "choice"),
        ("    role:", "    rule:", "unknown-key"),
        ("signatures:", "signed:", "unknown-key"),
    ],
)
def test_a_signature_file_edited_by_hand_is_found_with_its_line(
    on: Press, library_folder: Path, old: str, new: str, rule: str
) -> None:
    sign(on)
    edit(library_folder / "hip" / "2024.signed.yaml", old, new)
    said = on("check", "hip")
    assert said.code == 1
    assert any(
        line.startswith("leaflets/hip/2024.signed.yaml:") and f"({rule})" in line for line in said.err.splitlines()
    )
    assert on("check", "hip", "--strict").code == 1


def test_an_altered_signature_makes_the_sign_off_void_in_the_document(
    on: Press, library_folder: Path, tmp_path: Path
) -> None:
    sign(on)
    edit(library_folder / "hip" / "2024.signed.yaml", "Clinical lead", "Chief")
    assert on("build", "hip", "--layout", "web").code == 1
    assert VOID in (tmp_path / "out" / "hip" / "2024" / "hip-web.html").read_text(encoding="utf-8")


def test_a_signature_of_another_edition_is_none_of_this_one(on: Press, library_folder: Path) -> None:
    sign(on)
    signed = library_folder / "hip" / "2024.signed.yaml"
    signed.rename(library_folder / "knee" / "2025-06.signed.yaml")
    assert "signature-altered" in on("check", "knee").err


def test_a_signature_file_without_its_edition_is_a_stray(on: Press, library_folder: Path) -> None:
    sign(on)
    signed = library_folder / "hip" / "2024.signed.yaml"
    signed.rename(library_folder / "hip" / "2023.signed.yaml")
    assert "leaflets/hip/2023.signed.yaml" in on("check", "hip").err


def test_with_a_draft_it_is_the_draft_that_is_signed(on: Press, library_folder: Path) -> None:
    assert "signed knee 2026-01" in on("sign", "knee", *WHO).out
    assert "signed knee 2025-06" in on("sign", "knee", "--edition", "2025-06", *WHO).out
    assert "signed knee 2025-06" in on("sign", "knee", "--lang", "cy", *WHO).out
    assert (library_folder / "knee" / "2025-06.cy.signed.yaml").is_file()


def test_of_two_drafts_at_once_none_is_signed_by_chance(on: Press, library_folder: Path) -> None:
    draft = library_folder / "knee" / "2026-01.yaml"
    text = draft.read_text(encoding="utf-8").replace("2026-01", "2026-03")
    draft.with_name("2026-03.yaml").write_text(text, encoding="utf-8")
    said = on("sign", "knee", *WHO)
    assert said.code == 2
    assert "There are two drafts at once, 2026-01 and 2026-03. Say which with --edition." in said.err
    assert not list(library_folder.rglob("*.signed.yaml"))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("hop", *WHO), "There is no topic `hop`. Did you mean `hip`?"),
        (("hip", *WHO, "--edition", "2025"), "There is no edition `2025`."),
        (("hip", "--role", "Lead"), "Missing option '--name'"),
        (("hip", "--role", " ", "--name", "A"), "Say who signs, and in which role."),
        (("knee", *WHO, "--on", "2020-01-01"), "It is 2020-01-01, before 2025-06 was reviewed."),
    ],
)
def test_who_cannot_sign_is_told_why(on: Press, library_folder: Path, arguments: tuple[str, ...], says: str) -> None:
    said = on("sign", *arguments)
    assert said.code == 2
    assert says in " ".join(said.err.split())
    assert not list(library_folder.rglob("*.signed.yaml"))


def test_nothing_refused_is_signed(on: Press, library_folder: Path) -> None:
    edit(library_folder / "hip" / "2024.yaml", "summary:", "sumary:")
    said = sign(on)
    assert said.code == 1
    assert "Did you mean `summary`?" in said.err
    assert not list(library_folder.rglob("*.signed.yaml"))


@pytest.mark.parametrize(
    ("who", "says"),
    [
        (("--role", "Lead\x1b[31m", "--name", "A"), "The role: This character cannot be printed. [U+001B"),
        (
            ("--role", "Lead", "--name", "A\N{RIGHT-TO-LEFT OVERRIDE}B"),
            "The name: This character cannot be printed. [U+202E",
        ),
        (("--role", "Lead", "--name", "A\x00B"), "The name: This character cannot be printed. [U+0000"),
        (("--role", "L " * 101, "--name", "A"), "The role has 201 characters, more than 200."),
        (("--role", "x" * 101, "--name", "A"), "This word has 101 characters"),
        (("--role", "Lead", "--name", "\U0001f9b4"), "No font here has this character."),
        (("--role", "Lead", "--name", " \t"), "Say who signs, and in which role."),
    ],
)
def test_who_signs_goes_through_what_every_line_goes_through(
    on: Press, library_folder: Path, who: tuple[str, ...], says: str
) -> None:
    said = on("sign", "hip", *who)
    assert said.code == 2
    assert says in " ".join(said.err.split())
    assert not (library_folder / "hip" / "2024.signed.yaml").exists()


def test_a_name_with_what_cannot_be_seen_in_a_file_of_signatures_is_found(on: Press, library_folder: Path) -> None:
    sign(on)
    edit(library_folder / "hip" / "2024.signed.yaml", "Clinical lead", "Clinical \N{RIGHT-TO-LEFT OVERRIDE}lead")
    assert "hip/2024.signed.yaml:4: error: This character cannot be printed. [U+202E" in on("check", "hip").err


def test_a_signature_for_which_there_is_no_room_leaves_those_that_are_there(
    on: Press, library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign(on)
    before = {path: path.read_bytes() for path in library_folder.rglob("*") if path.is_file()}
    monkeypatch.setattr(store, "_write", full)
    said = sign(on, "--lay")
    assert said.code == 2
    assert "hip/2024.signed.yaml: No space left on device." in said.err
    assert {path: path.read_bytes() for path in library_folder.rglob("*") if path.is_file()} == before


def test_a_file_of_signatures_that_is_a_link_is_neither_followed_nor_written_over(
    on: Press, library_folder: Path, tmp_path: Path
) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious\n", encoding="utf-8")
    link = library_folder / "hip" / "2024.signed.yaml"
    link.symlink_to(victim)
    assert sign(on).code != 0
    assert victim.read_text(encoding="utf-8") == "precious\n"
    assert link.is_symlink()


def test_eight_who_sign_at_once_are_all_there_one_after_the_other(library_folder: Path) -> None:
    command = [
        sys.executable,
        str(ROOT / "build.py"),
        "sign",
        "hip",
        "--library",
        str(library_folder),
        "--role",
        "Lead",
    ]
    signing = [subprocess.Popen([*command, "--name", f"Doctor {number}"], stdout=-1) for number in range(8)]
    assert [process.wait(timeout=120) for process in signing if process.communicate()] == [0] * 8
    text = (library_folder / "hip" / "2024.signed.yaml").read_text(encoding="utf-8")
    assert text.count("signatures:") == 1
    assert sorted(re.findall(r'name: "Doctor (\d)"', text)) == list("01234567")
    catalogue = reader.open(library_folder, Layouts())
    assert not [problem for problem in catalogue.problems if "signed" in problem.place.file]
