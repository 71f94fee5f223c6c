"""How an edition stands: one judgement, whoever asks."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from press import imprint
from press.model import (
    Answer,
    Behind,
    Card,
    Edition,
    Leaflet,
    PartialDate,
    Signature,
    SignatureKind,
    Standing,
)
from press.quantities import ENGLISH_MONTHS
from press.questions import ask
from press.reader import Catalogue
from press.standing import judge, spelled

BEFORE, AFTER = datetime.date(2025, 7, 1), datetime.date(2041, 1, 1)


@pytest.fixture
def sound(sample: Leaflet) -> Edition:
    """An edition that is signed, and of which all questions are answered with yes."""
    edition = replace(sample.edition, signatures=(), answers=())
    day = PartialDate(2025, 6, 2)
    answers = tuple(Answer(each.id, True, "Dr A", day, each.fingerprint) for each in ask(edition))
    signature = Signature(SignatureKind.CLINICAL, "Physiotherapist", "Dr A", day, imprint.fingerprint(edition))
    return replace(edition, signatures=(signature,), answers=answers)


def test_an_edition_of_which_nothing_is_amiss_is_to_be_used(sound: Edition) -> None:
    judged = judge(sound, BEFORE)
    assert (judged.standings, judged.usable, judged.verdict, judged.why) == (
        (Standing.CURRENT,),
        True,
        "use",
        "current",
    )


@pytest.mark.parametrize("standing", [Standing.WITHDRAWN, Standing.SUPERSEDED, Standing.DRAFT])
def test_what_is_not_in_use_is_not_to_be_used_whatever_else_holds(sound: Edition, standing: Standing) -> None:
    judged = judge(replace(sound, standing=standing, signatures=()), AFTER)
    assert (judged.standings, judged.usable, judged.verdict) == ((standing,), False, "do not use")


def test_several_hold_at_once_and_the_worst_comes_first(sound: Edition) -> None:
    judged = judge(replace(sound, signatures=(), answers=()), AFTER)
    assert judged.standings == (Standing.UNSIGNED, Standing.QUESTIONS, Standing.OVERDUE)
    assert judged.verdict.startswith("use, but overdue since ")
    assert judged.why.startswith("not signed off; in question (6 open); overdue since ")


def test_words_that_changed_after_they_were_signed_are_not_to_be_used(sound: Edition) -> None:
    judged = judge(replace(sound, title="Knees"), BEFORE)
    assert (judged.worst, judged.verdict) == (Standing.VOID, "do not use")
    assert judged.why == "changed since it was signed off"


def test_a_question_that_was_answered_with_no_is_counted(sound: Edition) -> None:
    first, *others = sound.answers
    judged = judge(replace(sound, answers=(replace(first, yes=False), *others)), BEFORE)
    assert (judged.standings[0], judged.verdict) == (Standing.QUESTIONS, "use, but in question (1 answered with no)")


@pytest.mark.parametrize(("harmful", "verdict"), [(True, "do not use"), (False, "use, but behind the edition that")])
def test_a_translation_that_lacks_what_may_harm_is_not_to_be_used(
    sound: Edition, *, harmful: bool, verdict: str
) -> None:
    judged = judge(replace(sound, behind=Behind(("500 mg became 1000 mg", "a word"), harmful)), BEFORE)
    assert judged.worst is Standing.BEHIND
    assert judged.verdict.startswith(verdict)
    assert judged.why == "behind the edition that it was translated from (500 mg became 1000 mg, and 1 more)"


def test_a_review_is_overdue_after_its_last_day_and_soon_before_it(sound: Edition) -> None:
    due = replace(sound, review=replace(sound.review, next=PartialDate(2027, 6)))
    found = {day: judge(due, day, within=30).worst for day in map(datetime.date.fromisoformat, _DAYS)}
    assert [*found.values()] == [Standing.CURRENT, Standing.SOON, Standing.SOON, Standing.OVERDUE]
    assert judge(due).worst is Standing.CURRENT


_DAYS = ("2027-05-30", "2027-05-31", "2027-06-30", "2027-07-01")


def test_a_card_is_judged_as_its_edition(sample_catalogue: Catalogue) -> None:
    cards: tuple[Card, ...] = sample_catalogue.cards
    for day in (None, BEFORE, AFTER):
        assert [judge(card, day) for card in cards] == [judge(sample_catalogue.edition(card), day) for card in cards]


@pytest.mark.parametrize(
    ("date", "said"),
    [
        (PartialDate(2024), "2024"),
        (PartialDate(2024, 6), "June 2024"),
        (PartialDate(2024, 6, 3), "3 June 2024"),
        *((PartialDate(2024, number), f"{name} 2024") for number, name in enumerate(ENGLISH_MONTHS, 1)),
    ],
)
def test_a_date_is_spelled_as_people_say_it(date: PartialDate, said: str) -> None:
    assert spelled(date) == said
