"""A clinician reads the words, answers the questions and signs what was read, and nothing else."""

from __future__ import annotations

import httpx2 as httpx
import pytest

from press import imprint, questions, reader
from press.desk import people
from press.desk.people import Person, Role
from press.model import Answer, Edition, Signature, SignatureKind
from press.reader.catalogue import Shelved
from press.review import choosing
from tests.desk.conftest import Browser, Open, page, said

KNEE = "/approve/knee/2026-01/en-GB"
WHO = {"name": "Dr A. Example", "role": "Clinical lead", "read": "yes"}


def knee(browser: Browser) -> Edition:
    found = reader.open(browser.desk.office.folder, browser.desk.office.layouts).library().editions
    return next(each for each in found if (each.topic, each.name, each.language) == ("knee", "2026-01", "en-GB"))


def hidden(browser: Browser, name: str) -> str:
    (value,) = page(browser.get(KNEE)).xpath(f"//input[@name='{name}']/@value")
    return str(value)


def answered(browser: Browser, answer: str = "yes", **more: str) -> None:
    number = len(questions.answered(knee(browser)))
    given = {f"answer-{each}": answer for each in range(1, number + 1)}
    form = {"asked": hidden(browser, "asked"), "answered_by": WHO["name"], **given, **more}
    assert browser.post(f"{KNEE}/answers", KNEE, **form).status_code == 200


def signed(browser: Browser, **more: str) -> httpx.Response:
    return browser.post(f"{KNEE}/sign", KNEE, **{"signed": hidden(browser, "signed"), **WHO, **more})


def test_what_waits_for_a_signature_is_listed_with_its_open_questions(browser: Browser) -> None:
    assert "Questions open" in said(browser.get("/approve"))
    answered(browser)
    assert "Ready to sign" in said(browser.get("/approve"))


def test_what_has_no_open_question_is_listed_first_and_all_else_by_its_title(browser: Browser) -> None:
    def listed() -> list[str]:
        return [link.text_content() for link in page(browser.get("/approve")).xpath("//main//h3/a | //main//h2/a")]

    before = listed()
    assert len(before) > 1
    assert before == sorted(before, key=str.casefold)
    title = knee(browser).title
    assert before[0] != title
    answered(browser)
    assert listed() == [title, *(each for each in before if each != title)]


def test_numbers_come_first_of_what_changed_and_all_words_are_there(browser: Browser) -> None:
    text = said(browser.get(KNEE))
    edition = knee(browser)
    assert edition.title in text
    headings = [each.text_content().strip() for each in page(browser.get(KNEE)).xpath("//h3")]
    changed = [each for each in headings if each.startswith(("Numbers", "Wording", "Sections", "About"))]
    assert changed[0].startswith("Numbers")


def test_an_edition_is_signed_when_its_questions_are_answered(browser: Browser) -> None:
    refused = signed(browser)
    assert refused.status_code == 422
    assert not knee(browser).signatures
    answered(browser)
    assert signed(browser).status_code == 200
    edition = knee(browser)
    (signature,) = edition.signatures
    assert (signature.name, signature.role, signature.kind) == (WHO["name"], WHO["role"], SignatureKind.CLINICAL)
    assert imprint.valid(edition) == (signature,)


def test_a_no_with_words_is_kept_and_stops_a_clinician(browser: Browser) -> None:
    answered(browser, **{"answer-1": "no", "words-1": "The “knee” comes too late."})
    answers: tuple[Answer, ...] = knee(browser).answers
    assert [(each.yes, each.words) for each in answers if not each.yes] == [(False, "The “knee” comes too late.")]
    assert "The “knee” comes too late." in browser.get(KNEE).text
    assert signed(browser).status_code == 422
    assert not knee(browser).signatures
    answered(browser, "yes")
    assert {each.yes for each in knee(browser).answers} == {True}


def test_a_signature_that_is_sent_twice_is_one(browser: Browser) -> None:
    answered(browser)
    assert signed(browser).status_code == signed(browser).status_code == 200
    assert len(knee(browser).signatures) == 1
    signed(browser, role="Another role")
    assert len(knee(browser).signatures) == 2


def test_nothing_is_said_to_be_signed_that_is_no_leaflet(browser: Browser) -> None:
    assert "Whatever" not in said(browser.get("/approve?done=Whatever"))


def test_a_lay_reader_signs_as_one(browser: Browser) -> None:
    signed(browser, kind="lay")
    signatures: tuple[Signature, ...] = knee(browser).signatures
    assert [each.kind for each in signatures] == [SignatureKind.LAY]


def test_nothing_is_signed_or_answered_if_the_words_have_changed_meanwhile(browser: Browser) -> None:
    answered(browser)
    fingerprint, asked = hidden(browser, "signed"), hidden(browser, "asked")
    file = browser.desk.office.folder / "knee" / "2026-01.yaml"
    edition = knee(browser)
    file.write_text(file.read_text(encoding="utf-8").replace(edition.title, "Another title", 1), encoding="utf-8")
    answer = browser.post(f"{KNEE}/sign", KNEE, signed=fingerprint, **WHO)
    assert answer.status_code == 422
    assert "The words have changed while you read" in said(answer)
    assert not knee(browser).signatures
    changed = browser.post(f"{KNEE}/answers", KNEE, asked=asked.replace(asked[:4], "0000", 1), answered_by="X")
    assert "The words have changed while you read" in said(changed)


@pytest.mark.parametrize(
    ("wrong", "field", "says"),
    [
        ({"name": ""}, "name", "Write your name."),
        ({"role": " "}, "role", "Write your role."),
        ({"read": ""}, "read", "Read the words, and say that you have."),
        ({"name": "x" * 201}, "name", "This word has 201 characters"),
    ],
)
def test_what_a_signature_lacks_is_said_at_its_field(
    browser: Browser, wrong: dict[str, str], field: str, says: str
) -> None:
    answered(browser)
    answer = signed(browser, **wrong)
    assert page(answer).xpath("//*[@role='alert']//a/@href") == [f"#{field}"]
    assert says in page(answer).xpath("string(//*[@role='alert'])")
    assert not knee(browser).signatures


def test_whoever_has_signed_in_signs_with_their_own_name_and_a_reader_with_none(opened: Open) -> None:
    phrase = "correct horse battery"
    users = {
        "ann": Person("ann", "Dr Ann Example", Role.APPROVER, people.hashed(phrase)),
        "bob": Person("bob", "", Role.READER, people.hashed(phrase)),
    }
    browser = opened(users)
    browser.post("/signin", name="bob", password=phrase)
    token = page(browser.get("/")).xpath("//input[@name='token']/@value")[0]
    for what in ("sign", "answers"):
        assert browser.client.post(f"{KNEE}/{what}", data={"token": token, **WHO}).status_code == 403
    browser.client.cookies.clear()
    browser.post("/signin", name="ann", password=phrase)
    answered(browser)
    signed(browser, name="Somebody Else")
    assert [each.name for each in knee(browser).signatures] == ["Dr Ann Example"]


def test_a_picture_is_shown_as_it_was_made_safe(browser: Browser) -> None:
    address = "/approve/knee/2025-06/en-GB"
    shown = page(browser.get(address)).xpath("//figure/img/@src")
    picture = browser.get(shown[0])
    assert picture.headers["content-type"].startswith("image/")
    assert "sandbox" in picture.headers["content-security-policy"]
    assert browser.get(f"{address}/picture/..%2f..%2fx").status_code == 404


def commented(browser: Browser, address: str, **more: str) -> httpx.Response:
    return browser.post(address, **{"words": "Is 20 minutes not too long?", "name": "Ben Example", **more})


def test_a_comment_on_a_passage_is_a_question_that_stops_a_signature_until_it_is_settled(browser: Browser) -> None:
    answered(browser)
    address = page(browser.get(KNEE)).xpath("//a[@class='say']/@href")[3]
    form = browser.get(address)
    quoted = page(form).xpath("string(//blockquote)").strip()
    assert quoted
    assert commented(browser, address, words="").status_code == 422
    assert commented(browser, address, words="<b>x</b>\u202e").status_code == 422
    assert commented(browser, address).status_code == 200
    (comment,) = knee(browser).comments
    assert (comment.who, comment.words, comment.passage) == ("Ben Example", "Is 20 minutes not too long?", quoted)
    shown = said(browser.get(KNEE))
    assert f"Ben Example says of “{quoted}”: “Is 20 minutes not too long?” Is this settled?" in shown
    assert "Questions open" in said(browser.get("/approve"))
    card = browser.desk.office.card("knee", "2026-01", "en-GB")
    assert card
    assert card.doubts.unanswered == 1
    assert signed(browser).status_code == 422
    answered(browser)
    assert signed(browser).status_code == 200
    assert knee(browser).comments == (comment,)


def test_a_leaflet_takes_many_comments_and_answers_stay_with_them(browser: Browser) -> None:
    answered(browser)
    for number in range(3):
        assert commented(browser, f"{KNEE}/comment", words=f"Number {number}").status_code == 200
    edition = knee(browser)
    assert [(each.id, each.words) for each in edition.comments] == [(f"{n + 1}", f"Number {n}") for n in range(3)]
    assert questions.tally(questions.asked(edition), edition.answers) == (3, 0)


def test_a_comment_that_is_sent_twice_is_one_and_one_more_when_it_was_settled(browser: Browser) -> None:
    address = f"{KNEE}/comment"
    commented(browser, address)
    commented(browser, address)
    assert len(knee(browser).comments) == 1
    answered(browser)
    commented(browser, address)
    assert len(knee(browser).comments) == 2


def test_a_comment_on_words_that_have_gone_is_not_kept(browser: Browser) -> None:
    assert browser.get(f"{KNEE}/comment?about=0123456789abcdef").status_code == 404
    assert commented(browser, f"{KNEE}/comment").status_code == 200
    token = page(browser.get(f"{KNEE}/comment")).xpath("//input[@name='token']/@value")[0]
    lost = browser.client.post(
        f"{KNEE}/comment?about=0123456789abcdef", data={"token": token, "words": "x", "name": "y"}
    )
    assert lost.status_code == 404
    assert len(knee(browser).comments) == 1


def test_what_waits_is_told_by_cards_as_by_what_was_read_in_full(browser: Browser) -> None:
    office = browser.desk.office
    whole = choosing.waiting(office.catalogue().library(), "")
    assert whole
    told = choosing.cards_waiting(office.catalogue().cards)
    assert [(each.topic, each.name, each.language) for each in told] == [
        (each.topic, each.name, each.language) for each in whole
    ]


def test_reading_and_signing_one_leaflet_reads_no_other_in_full(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = browser.desk.office
    office.catalogue()
    asked: list[str] = []
    read = Shelved.read

    def told(shelved: Shelved) -> Edition:
        asked.append(shelved.card.topic)
        return read(shelved)

    monkeypatch.setattr(Shelved, "read", told)
    assert browser.get("/approve").status_code == 200
    assert browser.get("/approve/knee/2026-01/en-GB").status_code == 200
    assert browser.get("/approve/knee/2026-01/en-GB/comment").status_code == 200
    assert set(asked) == {"knee"}
