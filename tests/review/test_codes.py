"""Codes on paper: what they mean, and which to take off the shelves."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from press import imprint
from press.imprint import LEDGER
from press.problems import OfLibrary, OfTopic
from press.review.codes import clashes, coded
from press.store import record
from press.store.record import Entry
from tests.building import read
from tests.review.conftest import Press, edit


def codes(folder: Path) -> dict[str, str]:
    library, _ = read(folder)
    return {edition.file: imprint.code(edition) for edition in library.editions}


def withdraw(folder: Path) -> None:
    edit(folder / "hip" / "2024.yaml", "status: approved", "status: withdrawn")


def test_the_code_of_a_current_edition_is_current(on: Press, library_folder: Path) -> None:
    code = codes(library_folder)["hip/2024"]
    assert on("code", code) == (
        0,
        f"{code}: use, but not signed off. hip 2024 (en-GB) is not signed off; in question (1 open).\n",
        "",
    )
    assert on("code", code.lower().replace("-", " ")).out.startswith(f"{code}: use")


def test_a_code_stands_on_every_page_of_every_document(on: Press, library_folder: Path, tmp_path: Path) -> None:
    on("build", "hip", "--layout", "web")
    page = (tmp_path / "out" / "hip" / "2024" / "hip-web.html").read_text(encoding="utf-8")
    code = codes(library_folder)["hip/2024"]
    assert page.count(code) == 2  # in the part on this leaflet, and in the margin when it is printed


def test_an_older_edition_names_its_successor(on: Press, library_folder: Path) -> None:
    known = codes(library_folder)
    said = on("code", known["knee/2023-01"])
    assert said.code == 1
    assert said.out == (
        f"{known['knee/2023-01']}: do not use. knee 2023-01 (en-GB) is superseded. Use {known['knee/2025-06']}.\n"
    )


def test_drafts_and_withdrawn_editions_are_not_to_be_used(on: Press, library_folder: Path) -> None:
    withdraw(library_folder)
    known = codes(library_folder)
    draft = "do not use. knee 2026-01 (en-GB) is a draft, not approved for patients."
    assert draft in on("code", known["knee/2026-01"]).out
    said = on("code", known["hip/2024"])
    assert said.code == 1
    assert "do not use. hip 2024 (en-GB) is withdrawn." in said.out


def test_a_text_that_was_published_and_changed_is_known_from_the_record(on: Press, library_folder: Path) -> None:
    on("build", "hip", "--layout", "web")
    before = codes(library_folder)["hip/2024"]
    edit(library_folder / "hip" / "2024.yaml", "Walk a little", "Walk a lot")
    after = codes(library_folder)["hip/2024"]
    said = on("code", before)
    assert said.code == 1
    why = "It is an earlier text of hip 2024 (en-GB), which is in use with other words."
    assert said.out == f"{before}: do not use. {why} Use {after}.\n"
    assert on("recall", "hip").out == said.out


@pytest.mark.parametrize("change", ["exchanged", "one wrong", "look-alike", "one missing"])
def test_a_misread_code_is_not_ours_and_the_likely_one_is_named(on: Press, library_folder: Path, change: str) -> None:
    code = codes(library_folder)["hip/2024"]
    letters = code.replace("-", "")
    at = next(n for n in range(10) if letters[n] != letters[n + 1])
    misread = {
        "exchanged": letters[:at] + letters[at + 1] + letters[at] + letters[at + 2 :],
        "one wrong": ("3" if letters[0] != "3" else "4") + letters[1:],
        "look-alike": letters.replace("D", "0").replace("T", "1").replace("G", "6"),
        "one missing": letters[:3] + letters[4:],
    }[change]
    said = on("code", misread)
    if misread == letters:
        pytest.fail("choose a code that has a look-alike")
    assert said.code == 1
    assert "is not ours." in said.out
    assert f"Perhaps it is misread: {code}: use" in said.out


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("hello", "“hello” is not ours."),
        ("hello", "A code has 12 letters and digits (8 on older paper); this has 5."),
        ("", "A code has 12 letters and digits (8 on older paper); this has 0."),
        ("O777-777A", "No code has O there."),
        ("7777-777Y", "Its last letter does not fit the rest, so it was read or typed wrongly."),
    ],
)
def test_what_is_no_code_is_said_why(on: Press, text: str, says: str) -> None:
    said = on("code", text)
    assert said.code == 1
    assert says in said.out


def test_the_address_in_a_qr_code_will_do(on: Press, library_folder: Path) -> None:
    code = codes(library_folder)["hip/2024"]
    said = on("code", f"https://example.org/hip?from=paper&code={code.lower()}#top")
    assert said.code == 0
    assert said.out.startswith(f"{code}: use")


def test_a_sound_code_that_nobody_gave_out_is_said_to_be_that(on: Press) -> None:
    body = "77777777777"
    assert "It could be a code, but none was given out." in on("code", body + imprint.check_letter(body)).out


def test_recall_lists_the_codes_of_older_editions(on: Press, library_folder: Path) -> None:
    known = codes(library_folder)
    said = on("recall", "knee")
    assert said.code == 0
    assert re.findall(r"^\S+", said.out, re.MULTILINE) == [known["knee/2023-01"]]
    assert "no paper of hip" in on("recall", "hip").err
    withdraw(library_folder)
    assert known["hip/2024"] in on("recall", "hip").out


def test_recall_of_an_unknown_topic_names_the_nearest(on: Press) -> None:
    said = on("recall", "kneee")
    assert said.code == 2
    assert "Did you mean `knee`?" in said.err


def shorter(folder: Path) -> dict[str, str]:
    library, _ = read(folder)
    return {edition.file: imprint.earlier(imprint.code(edition)) for edition in library.editions}


def test_a_code_that_was_printed_when_codes_were_shorter_is_known(on: Press, library_folder: Path) -> None:
    before, now = shorter(library_folder), codes(library_folder)
    assert on("code", before["hip/2024"]) == (
        0,
        f"{before['hip/2024']}: use, but not signed off. hip 2024 (en-GB) is not signed off; in question (1 open).\n",
        "",
    )
    said = on("code", before["knee/2023-01"])
    assert said.code == 1
    assert said.out.endswith(f"do not use. knee 2023-01 (en-GB) is superseded. Use {now['knee/2025-06']}.\n")
    assert f"(printed before as {before['knee/2023-01']})" in on("recall", "knee").out


def published(folder: Path, code: str, topic: str) -> None:
    """A line of the record for a text that is gone."""
    entry = Entry("2020-01-01T00:00:00Z", topic, "2020", "en-GB", code, f"{topic}/2020/{topic}.pdf", "0", "1", "")
    folder.mkdir(exist_ok=True)
    (folder / record.FILE).write_text(entry.line, encoding="utf-8")


@pytest.mark.parametrize("length", [codes, shorter])
def test_a_code_that_two_texts_have_is_found_and_both_are_named(
    on: Press, library_folder: Path, tmp_path: Path, length: Callable[[Path], dict[str, str]]
) -> None:
    code = length(library_folder)["hip/2024"]
    published(tmp_path / "out", code, "wrist")
    assert f"hip/2024.yaml: error: It has the same code as wrist 2020 (en-GB). [{code}]" in on("check").err
    said = on("code", code)
    assert said.code == 1
    assert f"{code}: do not use. wrist 2020 (en-GB) is withdrawn." in said.out
    assert "look at the title and the date" in said.out


def test_texts_of_one_edition_and_shorter_codes_that_nobody_printed_are_no_clash(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, _ = read(library_folder)
    (hip,) = [edition for edition in library.editions if edition.topic == "hip"]
    entry = Entry("2020-01-01T00:00:00Z", "hip", "2024", "en-GB", imprint.code(hip), "hip/x.pdf", "0", "1", "")
    assert not list(clashes(coded(library), [entry], "leaflets"))
    monkeypatch.setattr(imprint, "earlier", lambda code: "7777-777A")
    assert not list(clashes(coded(library), [], "leaflets"))
    assert list(clashes(coded(library), [replace(entry, code="7777-777A")], "leaflets"))


def test_a_clash_is_the_newest_texts_of_the_library_or_that_of_the_record(library_folder: Path) -> None:
    library, _ = read(library_folder)
    (hip,) = [edition for edition in library.editions if edition.topic == "hip"]
    entry = Entry("2020-01-01T00:00:00Z", "wrist", "2020", "en-GB", imprint.code(hip), "hip/x.pdf", "0", "1", "")
    (ours,) = clashes(coded(library), [entry], "leaflets")
    (gone,) = clashes((), [entry, replace(entry, topic="hand")], "leaflets")
    assert (ours.subject, str(ours.place.file)) == (OfTopic("hip", "2024", "en-GB"), "leaflets/hip/2024.yaml")
    assert (gone.subject, str(gone.place.file)) == (OfLibrary(), record.FILE)


def test_two_editions_of_the_library_with_one_code_are_found(
    on: Press, library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imprint, "code", lambda edition: "7777-7777-777A")
    assert "(code-twice)" in on("check").err
    assert on("code", "7777 7777 777a").code == 1


def built_and_changed(on: Press, library_folder: Path) -> tuple[str, str]:
    """The code of a text that was published, and that of what came of it."""
    on("build", "hip", "--layout", "web")
    before = codes(library_folder)["hip/2024"]
    edit(library_folder / "hip" / "2024.yaml", "Walk a little", "Walk a lot")
    return before, codes(library_folder)["hip/2024"]


def test_a_code_is_known_after_the_output_folder_has_gone(on: Press, library_folder: Path, tmp_path: Path) -> None:
    before, after = built_and_changed(on, library_folder)
    shutil.rmtree(tmp_path / "out")
    said = on("code", before)
    assert said.code == 1
    assert said.out.startswith(f"{before}: do not use. It is an earlier text of hip 2024 (en-GB)")
    assert f"Use {after}." in said.out
    assert before in on("recall", "hip").out
    assert on("check").code == 0


def test_a_code_is_noted_in_the_library_once(on: Press, library_folder: Path) -> None:
    on("build", "hip", "--layout", "web")
    noted = (library_folder / LEDGER).read_bytes()
    (line,) = noted.splitlines()
    assert json.loads(line)["code"] == codes(library_folder)["hip/2024"]
    on("build", "hip", "--layout", "web", "--force")
    assert (library_folder / LEDGER).read_bytes() == noted


def test_a_library_without_a_ledger_takes_the_codes_from_the_record(
    on: Press, library_folder: Path, tmp_path: Path
) -> None:
    before, _ = built_and_changed(on, library_folder)
    (library_folder / LEDGER).unlink()
    on("build", "hip", "--layout", "web")
    shutil.rmtree(tmp_path / "out")
    assert on("code", before).out.startswith(f"{before}: do not use. It is an earlier text")


def test_a_ledger_that_leads_out_of_the_library_is_left_alone(on: Press, library_folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "theirs"
    other.write_text("theirs\n", encoding="utf-8")
    (library_folder / LEDGER).symlink_to(other)
    said = on("build", "hip", "--layout", "web")
    assert said.code == 1  # the reader refuses the link
    assert "could not be noted in the library" in said.err
    assert other.read_text(encoding="utf-8") == "theirs\n"


def test_lines_of_the_ledger_that_say_nothing_are_told_and_the_others_count(on: Press, library_folder: Path) -> None:
    before, _ = built_and_changed(on, library_folder)
    with (library_folder / LEDGER).open("a", encoding="utf-8") as file:
        file.write('{"code": 1}\n[[[\n[1]\n7\n' + '"' + "x" * 2000 + '"\n')
    said = on("code", before)
    assert "5 of its 6 lines cannot be read." in said.err
    assert said.out.startswith(f"{before}: do not use.")
