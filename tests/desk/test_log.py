"""The log says who did what to which leaflet, each act with all that tells it from another."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from press import imprint
from press.model import figures
from press.pipeline import Wishes
from tests.desk.conftest import Browser, filled, page
from tests.desk.test_approving import KNEE as APPROVE
from tests.desk.test_approving import answered, hidden, knee, signed
from tests.desk.test_illustrating import OURS, png
from tests.desk.test_illustrating import sent as illustrated
from tests.desk.test_mending import mended, spoil
from tests.desk.test_settling import EDIT as ELBOW
from tests.desk.test_settling import taken_in

LEAFLET = "/leaflet/knee/2025-06/en-GB"
HIP = "/leaflet/hip/2024/en-GB"


def last(browser: Browser) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(browser.desk.office.keep.read("log.jsonl").decode().splitlines()[-1])
    assert found.pop("when") == "2026-01-15T12:00:00Z"
    assert found.pop("who") == "at this machine"
    return found


def _answered(browser: Browser) -> dict[str, str]:
    form = {"asked": hidden(browser, "asked"), "answered_by": "Dr A", "answer-1": "yes"}
    browser.post(f"{APPROVE}/answers", APPROVE, **form)
    return {"act": "answered questions", "edition": "knee/2026-01", "by": "Dr A", "answers": "1"}


def _signed(browser: Browser) -> dict[str, str]:
    answered(browser)
    assert signed(browser, name="Dr A", role="Clinical lead").status_code == 200
    facts = {"by": "Dr A", "role": "Clinical lead", "kind": "clinical", "fingerprint": imprint.signed(knee(browser))}
    return {"act": "signed", "edition": "knee/2026-01", **facts}


def _commented(browser: Browser) -> dict[str, str]:
    browser.post(f"{APPROVE}/comment", f"{APPROVE}/comment", words="Too long.", name="Dr A")
    return {"act": "commented", "edition": "knee/2026-01", "by": "Dr A"}


def _clinic(browser: Browser) -> dict[str, str]:
    browser.post("/clinics/new", name="North clinic", do="add")
    return {"act": "added a clinic", "clinic": "north-clinic"}


def _begun(browser: Browser) -> dict[str, str]:
    browser.post(f"{HIP}/next", HIP)
    return {"act": "began an edition", "edition": "hip/2026-01 (en-GB)"}


def _edited(browser: Browser) -> dict[str, str]:
    edit = LEAFLET.replace("leaflet", "edit")
    browser.client.post(edit, data=filled(browser.get(edit).text) | {"title": "Your knee", "do": "save"})
    return {"act": "edited", "edition": "knee/2025-06"}


def _settled(browser: Browser) -> dict[str, str]:
    taken_in(browser)
    shown = browser.get(ELBOW)
    one = page(shown).xpath("//button[@name='settled']/@value")[0]
    browser.client.post(f"{ELBOW}/settled", data=filled(shown.text) | {"settled": one})
    return {"act": "settled a question", "edition": "elbow/2026-01"}


def _mended(browser: Browser) -> dict[str, str]:
    sound = spoil(browser)
    shown = mended(browser)
    browser.client.post(shown.url.path, data=filled(shown.text) | {"text": sound, "do": "save"})
    return {"act": "mended", "file": "knee/2025-06.yaml"}


def _pictured(browser: Browser) -> dict[str, str]:
    illustrated(browser, "a.png", png(), **OURS)
    return {"act": "added a picture", "edition": "knee/2025-06", "picture": "a.png"}


def _wished(browser: Browser) -> dict[str, str]:
    browser.post("/readers", layout="large-print", size="22")
    return {"act": "kept wishes", "layout": "large-print", "wishes": "22pt"}


def _asked(browser: Browser) -> dict[str, str]:
    browser.through(browser.post(f"{LEAFLET}/make/text"))
    return {"act": "asked for documents", "topic": "knee", "edition": "2025-06", "language": "en-GB"}


def _stopped(browser: Browser) -> dict[str, str]:
    errand = browser.over(browser.desk.errands.ask("", "Knee", []))
    browser.post(f"/errand/{errand.id}/stop", "/")
    return {"act": "stopped", "errand": "Knee"}


@pytest.mark.parametrize(
    "act",
    [
        _answered,
        _signed,
        _commented,
        _clinic,
        _begun,
        _edited,
        _settled,
        _mended,
        _pictured,
        _wished,
        _asked,
        _stopped,
    ],
)
def test_the_log_says_all_of_what_was_done(browser: Browser, act: Callable[[Browser], dict[str, str]]) -> None:
    assert act(browser) == last(browser)


def test_a_build_is_of_all_that_is_in_use_topic_by_topic_and_in_the_log(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    begin = browser.desk.errands.ask

    def ask(person: str, title: str, steps: list[Wishes], **more: Any) -> object:
        asked.extend((person, title, steps, more))
        return begin(person, title, [])

    monkeypatch.setattr(browser.desk.errands, "ask", ask)
    taken_in(browser)  # a draft alone
    answer = browser.post("/build", "/due")
    steps = [Wishes(topics=("hip",)), Wishes(topics=("knee",))]
    assert asked == ["", "Make anew what has changed", steps, {"back": "/due", "whole": True}]
    assert answer.url.path.startswith("/errand/")
    assert last(browser) == {"act": "started a build", "topics": "2"}


def test_each_picture_is_its_own(browser: Browser) -> None:
    editions = browser.desk.office.library("knee").editions
    edition = next(each for each in editions if (each.name, each.language) == ("2025-06", "en-GB"))
    known = {each.id: each.picture.data for each in figures(edition.sections)}
    assert len(known) > 1
    shown = {id_: browser.get(f"/approve/knee/2025-06/en-GB/picture/{id_}") for id_ in known}
    assert {id_: each.content for id_, each in shown.items()} == known
    assert {each.headers["content-type"] for each in shown.values()} == {"image/svg+xml"}


def test_leaflets_are_searched_by_each_of_the_words_and_in_one_language(browser: Browser) -> None:
    def titles(query: str) -> list[str]:
        return [each.text_content().strip() for each in page(browser.get(f"/?{query}")).xpath("//li/h2")]

    card = browser.desk.office.card("hip", "2024", "en-GB")
    assert card
    assert card.title in titles(f"q={card.words.split()[0]}")
    assert titles("q=hip+no-such-word") == []
    assert titles("q=H%C3%ADP")[0] == "Your new hip"
    welsh, both = titles("language=cy"), titles("")
    assert 0 < len(welsh) < len(both)
    assert titles("language=fr") == []
    code = browser.desk.office.catalogue().code(card)
    assert titles(f"q={code}&language=cy") == ["Your new hip"]
