"""Which editions a command means, and what is said where it is not one."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from press import imprint, pipeline
from press.model import Edition, Leaflet, Library, PartialDate, Signature, SignatureKind, Standing
from press.review import choosing
from press.review.choosing import NotPossible

DRAFT, CURRENT, SUPERSEDED, WITHDRAWN = Standing.DRAFT, Standing.CURRENT, Standing.SUPERSEDED, Standing.WITHDRAWN
Made = dict[str, Edition]


@pytest.fixture
def made(sample: Leaflet) -> Made:
    """Editions of a knee and a hip by short names: the topic, the year, the language."""

    def edition(
        topic: str, year: int, standing: Standing, language: str = "en", *, translated: bool = False
    ) -> Edition:
        review = replace(sample.edition.review, last=PartialDate(year, 5))
        found = replace(sample.edition, topic=topic, name=str(year), language=language, translated=translated)
        return replace(found, standing=standing, review=review, signatures=(), as_signed=None)

    return {
        "old": edition("knee", 2020, SUPERSEDED),
        "now": edition("knee", 2024, CURRENT),
        "next": edition("knee", 2026, DRAFT),
        "welsh": edition("knee", 2024, CURRENT, "cy", translated=True),
        "hip": edition("hip", 2023, CURRENT),
        "gone": edition("elbow", 2019, WITHDRAWN, "cy"),
    }


def library(made: Made, *names: str) -> Library:
    return Library(tuple(made[name] for name in names))


def signed(edition: Edition, fingerprint: str = "") -> Edition:
    mark = fingerprint or imprint.fingerprint(edition)
    return replace(edition, signatures=(Signature(SignatureKind.CLINICAL, "Lead", "A", PartialDate(2026), mark),))


def says(call: Callable[[], object]) -> str:
    with pytest.raises(NotPossible) as refused:
        call()
    return str(refused.value)


def test_editions_are_those_of_a_topic_in_the_language_of_its_newest_original(made: Made) -> None:
    found = library(made, "old", "now", "welsh", "hip", "gone")
    assert choosing.editions(found, "knee", "") == (made["old"], made["now"])
    assert choosing.editions(found, "knee", "cy") == (made["welsh"],)
    assert choosing.editions(library(made, "welsh"), "knee", "") == (made["welsh"],)
    assert says(lambda: choosing.editions(found, "toe", "")) == "The topic `toe` has no edition that can be read."
    none = "There is no edition in `pl`. Use one of: cy, en."
    assert says(lambda: choosing.editions(found, "knee", "pl")) == none


@pytest.mark.parametrize(
    ("there", "of", "options"),
    [
        (("old", "now"), "now", ""),
        (("old", "now", "next"), "now", " --edition 2024"),
        (("old", "now", "next"), "next", ""),
        (("now", "welsh"), "now", " --lang en"),
        (("now", "welsh", "next"), "welsh", " --lang cy"),
        (("welsh",), "welsh", " --lang cy"),
        (("now", "welsh", "next"), "now", " --lang en --edition 2024"),
        (("now", "hip", "gone"), "now", ""),
    ],
)
def test_a_command_is_told_so_much_as_tells_its_edition_from_others(
    made: Made, there: tuple[str, ...], of: str, options: str
) -> None:
    assert choosing.options(library(made, *there), made[of]) == options
    assert choosing.tongue(made[of]) == (" --lang cy" if of == "welsh" else "")


def test_the_draft_is_meant_or_else_the_edition_in_use(made: Made) -> None:
    old, now, new = made["old"], made["now"], made["next"]
    for meant in (partial(choosing.to_sign, day=datetime.date(2026, 6, 1)), choosing.to_ask):
        assert meant([old, now, new], "") == new
        assert meant([old, now], "") == now
        assert meant([old, now, new], "2024") == now
        none = "No edition is current or a draft. Say which with --edition."
        assert says(partial(meant, [old, made["gone"]], "")) == none
        two = "There are two drafts at once, 2026 and 2027. Say which with --edition."
        assert says(partial(meant, [new, replace(new, name="2027")], "")) == two
        with pytest.raises(pipeline.Unknown):
            meant([old, now], "2025")


@pytest.mark.parametrize(("day", "early"), [("2024-04-30", True), ("2024-05-01", False)])
def test_nothing_is_signed_before_the_edition_before_it_was_reviewed(made: Made, day: str, early: bool) -> None:
    those = [made["old"], made["now"], made["next"]]
    on = datetime.date.fromisoformat(day)
    if early:
        why = f"It is {day}, before 2024 was reviewed. Set the clock, or give --on."
        assert says(lambda: choosing.to_sign(those, "", on)) == why
    else:
        assert choosing.to_sign(those, "", on) == made["next"]
    assert choosing.to_sign([made["old"]], "2020", on) == made["old"]


def test_what_is_shown_is_in_use_and_what_is_translated_is_original(made: Made) -> None:
    old, now, new = made["old"], made["now"], made["next"]
    assert choosing.to_show([old, now, new], "") == now
    assert choosing.to_show([old, now, new], "2020") == old
    none = "No edition of knee is in use. Say which with --edition: 2020, 2026."
    assert says(lambda: choosing.to_show([old, new], "")) == none
    whole = library(made, "old", "now", "next", "welsh", "gone")
    assert choosing.to_translate(whole, "knee", "") == now
    assert choosing.to_translate(library(made, "old", "next", "welsh"), "knee", "") == new
    assert choosing.to_translate(whole, "knee", "2026") == new
    none = "The topic `toe` has no edition in the library's own language."
    assert says(lambda: choosing.to_translate(whole, "toe", "")) == none
    assert choosing.original(whole, made["welsh"], "") == now
    same = says(lambda: choosing.original(whole, now, ""))
    assert same == f"{now.file}.yaml is in en as well: nothing was translated."


def test_two_editions_are_compared_or_one_with_what_was_signed(made: Made) -> None:
    old, now, new = made["old"], made["now"], made["next"]
    assert choosing.to_compare([old, now, new], "", "") == (now, new)
    assert choosing.to_compare([old, now, new], "", "2024") == (old, now)
    assert choosing.to_compare([old, now, new], "2020", "2026") == (old, new)
    before = replace(old, title="As it was signed")
    lent = replace(old, as_signed=before)
    assert choosing.to_compare([lent], "", "") == (before, lent)
    assert choosing.to_compare([old, replace(now, as_signed=before)], "", "")[0] == old
    assert says(lambda: choosing.to_compare([old], "", "")) == "knee 2020 has no earlier edition to compare it with."


def test_what_has_changed_since_the_signature_is_known_of_shared_passages_alone(made: Made) -> None:
    now = made["now"]
    before = replace(now, title="As it was signed")
    assert choosing.since_signed(replace(now, as_signed=before))[0] == before
    for edition, why in (
        (now, "nobody has signed it off"),
        (signed(now), "nothing has changed since it was signed off"),
        (signed(now, "other"), "more has changed since it was signed off than passages of the library, and what it"),
    ):
        assert says(partial(choosing.since_signed, edition)).startswith(f"knee 2024 (en): {why}")


def test_of_each_topic_and_language_the_draft_waits_or_what_is_in_use_without_a_signature(made: Made) -> None:
    whole = library(made, "hip", "old", "now", "next", "welsh", "gone")
    assert choosing.waiting(whole, "") == (made["hip"], made["welsh"], made["next"])
    assert choosing.waiting(whole, "en") == (made["hip"], made["next"])
    held = Library((signed(made["hip"]), made["next"], replace(made["next"], name="2027"), signed(made["welsh"], "x")))
    assert [edition.topic for edition in choosing.waiting(held, "")] == ["knee"]
