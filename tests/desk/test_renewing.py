"""An editor begins the next edition of a leaflet, and puts it into use when a clinician has signed its words."""

from __future__ import annotations

from press import imprint
from press.model import Standing, Status
from tests.desk.conftest import Browser, said
from tests.desk.test_approving import answered, knee, signed

HIP = "/leaflet/hip/2024/en-GB"
DRAFT = "/leaflet/knee/2026-01/en-GB"


def standing(browser: Browser, topic: str, name: str) -> Standing:
    card = browser.desk.office.card(topic, name, "en-GB")
    assert card
    return card.standing


def test_the_next_edition_is_a_draft_of_the_words_before_and_opens_to_be_edited(browser: Browser) -> None:
    answer = browser.post(f"{HIP}/next", HIP)
    assert answer.url.path == "/edit/hip/2026-01/en-GB"
    assert "Your new hip" in answer.text
    assert "This is the next edition, a draft" in said(answer)
    assert "Edition 2026-01 · English · Draft" in said(answer)
    assert (standing(browser, "hip", "2024"), standing(browser, "hip", "2026-01")) == (Standing.CURRENT, Standing.DRAFT)
    again = browser.post(f"{HIP}/next", HIP)
    assert again.url.path == "/edit/hip/2026-01/en-GB"


def test_a_draft_that_nobody_has_signed_is_not_put_into_use(browser: Browser) -> None:
    answer = browser.post(f"{DRAFT}/publish", DRAFT)
    assert answer.status_code == 422
    assert "No clinician has signed" in said(answer)
    assert knee(browser).review.status is Status.DRAFT


def test_a_draft_that_is_signed_takes_the_place_of_the_edition_before(browser: Browser) -> None:
    answered(browser)
    signed(browser)
    assert browser.post(f"{DRAFT}/publish", DRAFT).status_code == 200
    assert standing(browser, "knee", "2026-01") is Standing.CURRENT
    assert standing(browser, "knee", "2025-06") is Standing.SUPERSEDED
    assert imprint.valid(knee(browser))
    assert "put into use" in browser.desk.office.keep.read("log.jsonl").decode()
    assert "It is no draft" in said(browser.post(f"{DRAFT}/publish", DRAFT))


def test_words_that_changed_after_the_signature_are_not_put_into_use(browser: Browser) -> None:
    answered(browser)
    signed(browser)
    edit = "/edit/knee/2026-01/en-GB"
    browser.post(edit, edit, do="save", title="Your newest knee")
    assert knee(browser).title == "Your newest knee"
    assert browser.post(f"{DRAFT}/publish", DRAFT).status_code == 422
    assert knee(browser).review.status is Status.DRAFT
