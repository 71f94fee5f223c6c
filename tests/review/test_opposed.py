"""Changes of whose, when, where and how firmly, where no number changes, in the languages that the press knows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from press.model import Box, BoxKind, Leaflet
from press.review.changes import Change, Topic, compare
from tests.review.test_changes import a4
from tests.review.test_numbers import holding, says, told, words


def told_in(sample: Leaflet, language: str, old: str, new: str) -> list[Change]:
    strings = a4().strings_for(language)
    assert strings
    was, now = (replace(holding(sample, *says("Rest.", text, "Rest.")), language=language) for text in (old, new))
    return [change for change in compare(was, now, strings).changes if change.topic is not Topic.ABOUT]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Use it in the evening.", "Use it at noon."),
        ("Swallow it after breakfast.", "Swallow it before breakfast."),
        ("Put it on your left hand.", "Put it on your right hand."),
        ("Raise the dose every week.", "Reduce the dose every week."),
        ("Raise it by 2 mg.", "Lower it by 2 mg."),
        ("Use 2 mg every night.", "Use 2 mg every other night."),
        ("Come on weekdays.", "Come every day."),
        ("Ring us if you bleed.", "Ring us unless you bleed."),
        ("Store it in the freezer.", "Store it out of the freezer."),
        ("Most people sleep well.", "Few people sleep well."),
        ("Aged 7 and over.", "Aged 7 and under."),
        ("No more than 3 mg, or less.", "No more than 3 mg, or more."),
        ("Use 3 mg tds.", "Use 3 mg bd."),
        ("Use 3 MU.", "Use 3 mU."),
        ("Vitamin B3 helps.", "Vitamin B1 helps."),
        ("It is stage IIIa.", "It is stage IIIb."),
        ("A minimum of 3 mg.", "A maximum of 3 mg."),
        ("Swallow a couple of tablets.", "Swallow a few tablets."),
        ("Come at quarter to ten.", "Come at quarter past ten."),
        ("It lasts for weeks.", "It lasts for months."),
        ("Stop it 3 days before the scan.", "Stop it 3 days before the surgery."),
        ("Codeine: 3 tablets.", "Aspirin: 3 tablets."),
        ("The white pill is 3 mg.", "The brown pill is 3 mg."),
        ("Put the white pill in first, then the brown pill.", "Put the brown pill in first, then the white pill."),
        ("Take the cap off before you shake it.", "Shake it before you take the cap off."),
    ],
)
def test_whose_when_and_where_are_told_as_numbers_are_also_where_none_changes(
    sample: Leaflet, old: str, new: str
) -> None:
    for before, after in ((old, new), (new, old)):
        (change,) = told_in(sample, "en", before, after)
        assert (change.topic, change.was, change.now) == (Topic.NUMBERS, before, after)
        assert change.detail


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        ("ar", "استعمل قرصين كل يوم.", "استعمل ثلاثة أقراص كل يوم."),
        ("ar", "استعمل 3 مل صباحا.", "استعمل 3 مل مساء."),
        ("ar", "استعمله قبل الأكل.", "استعمله بعد الأكل."),
        ("ar", "قرص للطفل وقرصان للبالغ.", "قرصان للطفل وقرص للبالغ."),
        ("cy", "Defnyddiwch dair tabled.", "Defnyddiwch bedair tabled."),
        ("cy", "Defnyddiwch ef yn y bore.", "Defnyddiwch ef yn y nos."),
        ("cy", "Defnyddiwch 3 ml i blentyn.", "Defnyddiwch 3 ml i oedolyn."),
    ],
)
def test_they_are_told_in_other_languages_too(sample: Leaflet, language: str, old: str, new: str) -> None:
    for before, after in ((old, new), (new, old)):
        (change,) = told_in(sample, language, before, after)
        assert change.topic is Topic.NUMBERS
        assert change.detail


@pytest.mark.parametrize(
    ("language", "old", "new"),
    [
        ("en", "You may swim.", "You may not swim."),
        ("en", "You need a coat.", "You need no coat."),
        ("en", "You must rest.", "You may rest."),
        ("ar", "اسبح كل مرة.", "لا تسبح كل مرة."),
        ("cy", "Nofiwch heddiw.", "Peidiwch nofio heddiw."),
    ],
)
def test_what_is_denied_or_no_longer_so_is_told_as_a_warning(
    sample: Leaflet, language: str, old: str, new: str
) -> None:
    for before, after in ((old, new), (new, old)):
        (change,) = told_in(sample, language, before, after)
        assert change.topic is Topic.WARNINGS
        assert change.detail


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("It usually lasts 3 days.", "It normally lasts 3 days."),
        ("It lasts 3 days, as a rule.", "It takes 3 days, as a rule."),
        ("Ask your nurse.", "Ask your doctor."),
        ("You can swim in it.", "You may swim in it."),
        ("You get 3 ML of it.", "You get 3 ml of it."),
        ("The team is kind.", "The staff are kind."),
    ],
)
def test_what_says_the_same_in_other_words_is_wording(sample: Leaflet, old: str, new: str) -> None:
    assert {change.topic for change in told_in(sample, "en", old, new)} <= {Topic.WORDING}


def test_of_which_side_effect_a_number_is_counts(sample: Leaflet) -> None:
    old, new = (
        holding(sample, Box(BoxKind.SIDE_EFFECT, words(name), says("4 in 100 people"))) for name in ("Rash", "Fits")
    )
    found = [change for change in told(old, new) if change.topic is Topic.NUMBERS]
    assert [change.detail for change in found] == ["of “Rash” → of “Fits”"]
