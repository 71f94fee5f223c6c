"""A passage that leaflets share is read with all that carry it, and signed once for them."""

from __future__ import annotations

import json

import pytest

from press import imprint, reader
from press.model import Edition, SignOff
from tests.desk.conftest import Browser, filled, page, said

PASSAGE = "/passages/call-us/en-GB"
WHO = {"name": "Dr A. Example", "role": "Clinical lead", "read": "yes"}


@pytest.fixture
def shared(browser: Browser) -> Browser:
    """A library whose hip and knee leaflets carry a passage; the hip's is signed."""
    folder = browser.desk.office.folder
    for name in ("hip/2024.yaml", "knee/2025-06.yaml"):
        text = (folder / name).read_text(encoding="utf-8")
        at = text.index("body: |\n") + len("body: |\n")
        indent = len(text[at:]) - len(text[at:].lstrip(" "))
        (folder / name).write_text(f"{text[:at]}{' ' * indent}![](passage:call-us)\n\n{text[at:]}", encoding="utf-8")
    library = folder / "library.yaml"
    more = "passages:\n  call-us: |\n    Call us if you are **worried** after 3 days.\n"
    library.write_text(library.read_text(encoding="utf-8") + more, encoding="utf-8")
    return browser


def hip(browser: Browser) -> Edition:
    found = reader.open(browser.desk.office.folder, browser.desk.office.layouts).library().editions
    return next(each for each in found if each.topic == "hip")


def signed(browser: Browser, **more: str) -> str:
    return said(browser.client.post(PASSAGE, data={**filled(browser.get(PASSAGE).text), **WHO, **more}))


def test_passages_are_listed_with_who_has_signed_them(shared: Browser) -> None:
    assert "Call us" in said(shared.get("/approve"))
    assert "Not signed by itself" in said(shared.get("/approve"))
    signed(shared)
    assert "Signed by Dr A. Example, Clinical lead" in said(shared.get("/approve"))


def test_a_passage_is_shown_as_it_is_printed_with_all_leaflets_that_carry_it(shared: Browser) -> None:
    shown = shared.get(PASSAGE)
    assert page(shown).xpath("string(//h1)") == "Call us"
    assert "Call us if you are worried after 3 days." in said(shown)
    links = page(shown).xpath("//main//a[starts-with(@href, '/approve/')]/@href")
    assert {each.split("/")[2] for each in links} == {"hip", "knee"}


def test_a_signature_of_a_passage_makes_those_of_its_leaflets_hold_again(shared: Browser) -> None:
    approve = f"/approve/hip/{hip(shared).name}/en-GB"
    number = len(page(shared.get(approve)).xpath("//legend[starts-with(@id, 'question-')]"))
    answers = {f"answer-{each}": "yes" for each in range(1, number + 1)}
    if number:
        shared.post(
            f"{approve}/answers",
            approve,
            answered_by="Dr A",
            asked=filled(shared.get(approve).text)["asked"],
            **answers,
        )
    (words,) = page(shared.get(approve)).xpath("//input[@name='signed']/@value")
    assert shared.post(f"{approve}/sign", approve, signed=str(words), **WHO).status_code == 200
    assert imprint.sign_off(hip(shared)) is SignOff.VALID
    library = shared.desk.office.folder / "library.yaml"
    library.write_text(library.read_text(encoding="utf-8").replace("3 days", "5 days"), encoding="utf-8")
    assert imprint.sign_off(hip(shared)) is SignOff.VOID
    assert "is signed" in signed(shared)
    assert imprint.sign_off(hip(shared)) is SignOff.VALID
    log = (shared.desk.office.kept / "log.jsonl").read_text(encoding="utf-8").splitlines()
    (told,) = [line for line in map(json.loads, log) if "signed a passage" in line.values()]
    about = {"passage": "call-us (en-GB)", "by": "Dr A. Example", "role": "Clinical lead"}
    assert about.items() <= told.items()


def test_words_that_changed_while_they_were_read_are_not_signed(shared: Browser) -> None:
    answer = signed(shared, signed="0" * 64)
    assert "changed while you read" in answer
    assert not (shared.desk.office.folder / "passages.signed.yaml").exists()


def test_nobody_signs_without_a_name_a_role_and_having_read_it(shared: Browser) -> None:
    fields = filled(shared.get(PASSAGE).text)
    answer = shared.client.post(PASSAGE, data={**fields, "name": "", "role": "", "read": ""})
    assert answer.status_code == 422
    assert {each.get("id") for each in page(answer).xpath("//*[@aria-invalid='true']")} == {"name", "role", "read"}


@pytest.mark.parametrize("address", ["/passages/call-them/en-GB", "/passages/call-us/cy"])
def test_what_no_leaflet_carries_has_no_page(shared: Browser, address: str) -> None:
    assert shared.get(address).status_code == 404


def test_passages_that_are_signed_with_each_leaflet_have_no_page(shared: Browser) -> None:
    library = shared.desk.office.folder / "library.yaml"
    text = library.read_text(encoding="utf-8") + "signatures: {passages: together}\n"
    library.write_text(text, encoding="utf-8")
    assert shared.get(PASSAGE).status_code == 404
    assert "Passages that leaflets share" not in said(shared.get("/approve"))


def test_a_passages_signature_that_is_sent_twice_is_one(shared: Browser) -> None:
    signed(shared)
    signed(shared)
    file = shared.desk.office.folder / "passages.signed.yaml"
    assert file.read_text(encoding="utf-8").count("fingerprint") == 1
