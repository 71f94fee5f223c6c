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
    """Sign the hip, of which one question is open."""
    return on("sign", "hip", *WHO, "--despite", "It was read aloud in the meeting", *more)


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
    edit(library_folder / "library.yaml", "contacts:", "signatures: {contacts: together}\ncontacts:")
    sign(on)
    edit(library_folder / "library.yaml", "01632 960 000", "01632 960 009")
    assert "sign-off-void" in on("check", "hip").err


def test_a_new_phone_number_leaves_the_words_signed_where_contacts_are_apart(
    on: Press, library_folder: Path, tmp_path: Path
) -> None:
    edit(library_folder / "hip" / "2024.yaml", "online:", "contacts: [helpline]\nonline:")
    sign(on)
    edit(library_folder / "library.yaml", "01632 960 000", "01632 960 009")
    assert on("check", "hip", "--strict").code == 0
    said = page(on, tmp_path, "--strict")
    assert VOID not in said
    assert "Clinical lead" in said
    edit(library_folder / "hip" / "2024.yaml", "contacts: [helpline]", "contacts: [helpline, post]")
    assert "sign-off-void" in on("check", "hip").err


def test_a_signature_made_with_the_contacts_holds_where_they_are_apart_and_not_the_other_way(
    on: Press, library_folder: Path
) -> None:
    edit(library_folder / "hip" / "2024.yaml", "online:", "contacts: [helpline]\nonline:")
    library = library_folder / "library.yaml"
    edit(library, "contacts:", "signatures: {contacts: together}\ncontacts:")
    sign(on)
    edit(library, "together", "apart")
    assert on("check", "hip", "--strict").code == 0
    (library_folder / "hip" / "2024.signed.yaml").unlink()
    sign(on)
    edit(library, "contacts: apart", "contacts: together")
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
    assert on("sign", "hip", "--role", name, "--name", name, "--despite", name).code == 0
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
    why = ("--despite", "Seen")
    assert "signed knee 2026-01 (en-GB)" in on("sign", "knee", *WHO, *why).out
    assert "signed knee 2025-06 (en-GB)" in on("sign", "knee", "--edition", "2025-06", *WHO, *why).out
    assert "signed knee 2025-06 (cy)" in on("sign", "knee", "--lang", "cy", *WHO, *why).out
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
        *("--role", "Lead", "--despite", "Seen"),
    ]
    signing = [subprocess.Popen([*command, "--name", f"Doctor {number}"], stdout=-1) for number in range(8)]
    assert [process.wait(timeout=120) for process in signing if process.communicate()] == [0] * 8
    text = (library_folder / "hip" / "2024.signed.yaml").read_text(encoding="utf-8")
    assert text.count("signatures:") == 1
    assert sorted(re.findall(r'name: "Doctor (\d)"', text)) == list("01234567")
    catalogue = reader.open(library_folder, Layouts())
    assert not [problem for problem in catalogue.problems if "signed" in problem.place.file]


# Questions


def answer(library_folder: Path, said: str) -> None:
    """Answer all questions of the hip."""
    file = library_folder / "hip" / "2024.review.yaml"
    text = file.read_text(encoding="utf-8")
    text = text.replace("answer: null", f"answer: {said}").replace("who: null", "who: Dr A")
    file.write_text(text.replace("date: null", "date: 2026-11-20"), encoding="utf-8")


def test_open_questions_stop_a_clinician_until_they_are_answered_with_yes(on: Press, library_folder: Path) -> None:
    said = on("sign", "hip", *WHO)
    assert said.code == 2
    assert "hip 2024 (en-GB) has questions: 1 not answered. See them with: questions hip." in said.err
    assert not (library_folder / "hip" / "2024.signed.yaml").exists()
    on("questions", "hip")
    answer(library_folder, "no")
    assert "1 answered with no" in on("sign", "hip", *WHO).err
    edit(library_folder / "hip" / "2024.review.yaml", "answer: no", "answer: yes")
    assert on("sign", "hip", *WHO).code == 0
    assert "despite" not in (library_folder / "hip" / "2024.signed.yaml").read_text(encoding="utf-8")


def test_why_it_was_signed_all_the_same_is_kept_and_sealed(on: Press, library_folder: Path) -> None:
    sign(on)
    signed = library_folder / "hip" / "2024.signed.yaml"
    assert 'despite: "It was read aloud in the meeting"' in signed.read_text(encoding="utf-8")
    edit(signed, "read aloud", "answered")
    assert "signature-altered" in on("check", "hip").err


def test_a_reason_that_says_nothing_is_none(on: Press) -> None:
    said = on("sign", "hip", *WHO, "--despite", " ")
    assert (said.code, "Say why it is signed all the same." in said.err) == (2, True)


def test_nobody_signs_tomorrow(on: Press, library_folder: Path) -> None:
    said = sign(on, "--on", "2026-11-22")
    assert said.code == 2
    assert "2026-11-22 is still to come: today is 2026-11-21." in said.err
    assert not (library_folder / "hip" / "2024.signed.yaml").exists()


# Several in one act


def test_several_topics_are_signed_in_one_act_or_none(on: Press, library_folder: Path) -> None:
    both = ("sign", "--topic", "hip", "--topic", "knee", "--lang", "en-GB", *WHO)
    said = on(*both)
    assert said.code == 2
    assert "hip 2024 (en-GB) has questions" in said.err
    assert "knee 2026-01 (en-GB) has questions" in said.err
    assert not list(library_folder.glob("*/*.signed.yaml"))
    said = on(*both, "--despite", "Seen")
    assert (said.code, said.out.count("signed ")) == (0, 2)
    assert "signed knee 2026-01 (en-GB), code " in said.out
    assert "signed hip 2024, code " in said.out


def test_all_that_waits_is_signed_but_for_what_has_open_questions(on: Press, library_folder: Path) -> None:
    on("questions", "hip")
    answer(library_folder, "yes")
    said = on("sign", "--due", *WHO)
    assert said.code == 1
    assert [file.parent.name for file in library_folder.glob("*/*.signed.yaml")] == ["hip"]
    assert "Not signed: knee 2026-01 (en-GB) has questions" in said.err
    assert "1 edition signed, 2 not." in said.out
    assert "0 editions signed, 2 not." in on("sign", "--due", *WHO).out


@pytest.mark.parametrize("what", [(), ("hip", "--due"), ("hip", "--contact", "helpline")])
def test_who_signs_says_what(on: Press, what: tuple[str, ...]) -> None:
    said = on("sign", *what, *WHO)
    assert (said.code, "one of the four" in said.err) == (2, True)


def test_hints_name_the_language_and_the_edition_that_are_meant(on: Press) -> None:
    said = on("check", "knee").err
    assert "sign knee --lang cy --role ROLE" in said
    assert "sign knee --lang en-GB --edition 2025-06 --role ROLE" in said
    assert "questions knee --lang en-GB --edition 2025-06." in said


# Contacts


def test_a_contact_has_a_sign_off_of_its_own_by_who_tried_it(on: Press, library_folder: Path) -> None:
    assert "never checked" in on("due").out
    said = on("sign", "--contact", "post", *WHO, "--on", "2026-11-20")
    assert (said.code, "tried post on 2026-11-20." in said.out) == (0, True)
    assert "never checked" not in on("due").out
    assert "2027-11-20" in on("due").out
    edit(library_folder / "library.yaml", "name: Post room", "name: Post desk")
    assert "changed since it was tried" in on("due").out
    assert "library.yaml: warning: The contact `post` has changed since Dr A." in on("check").err
    assert "Did you mean `post`?" in on("sign", "--contact", "pots", *WHO).err


def test_a_sign_off_of_a_contact_that_was_changed_by_hand_is_void(on: Press, library_folder: Path) -> None:
    on("sign", "--contact", "post", *WHO, "--on", "2026-11-20")
    edit(library_folder / "contacts.signed.yaml", "2026-11-20", "2026-11-21")
    assert "signature-altered" in on("check").err
    assert "changed since it was tried" in on("due").out


def test_documents_name_braille_while_its_proof_reader_s_signature_holds(
    on: Press, library_folder: Path, tmp_path: Path
) -> None:
    assert "or braille" not in page(on, tmp_path)
    said = on("sign", "hip", "--braille", "--role", "Transcriber", "--name", "A. Example")
    assert said.code == 0
    assert 'kind: "braille"' in (library_folder / "hip" / "2024.signed.yaml").read_text(encoding="utf-8")
    assert "or braille" in page(on, tmp_path)
    assert "nobody has signed it off" in on("check", "hip").err
    void = "The words have changed since their braille was proof-read"
    assert void not in on("check", "hip").err
    edit(library_folder / "hip" / "2024.yaml", "Your new hip", "Your other hip")
    assert "or braille" not in page(on, tmp_path)
    assert void in on("check", "hip").err


def test_documents_name_a_recording_while_somebody_agrees_to_how_its_words_are_said(
    on: Press, library_folder: Path, tmp_path: Path
) -> None:
    heard = "a recording to listen to"
    assert heard not in page(on, tmp_path)
    assert on("sign", "hip", "--script", "--role", "Listener", "--name", "A. Example").code == 0
    assert heard in page(on, tmp_path)
    file = library_folder / "library.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "\nlexicon: {kneecap: nee-cap}\n", encoding="utf-8")
    assert heard in page(on, tmp_path)  # the leaflet has no such word
    file.write_text(file.read_text(encoding="utf-8").replace("kneecap", "hip"), encoding="utf-8")
    assert heard not in page(on, tmp_path)
    void = "The words, or how they are said, have changed since the script was agreed to"
    assert void in on("check", "hip").err
