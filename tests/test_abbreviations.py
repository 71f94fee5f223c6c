"""Abbreviations: spelled out once, in words that the author may have typed already, and tagged from then on."""

import pytest

from press.manuscript.abbreviations import Abbreviations
from press.model import Abbreviation, Emphasis, Foreign, Link, Strong, Term, Text, Words, plain

KNOWN = (
    ("MRI", "magnetic resonance imaging"),
    ("GP", "general practitioner"),
    ("ECG", "electrocardiogram"),
    ("CT", "computerised tomography"),
    ("A&E", "accident and emergency"),
    ("NSAID", "non-steroidal anti-inflammatory drug"),
)


def setter(language: str = "en-GB") -> Abbreviations:
    return Abbreviations(KNOWN, language)


def first(*words: str | Words, language: str = "en-GB") -> Words:
    """Words that are met first, as they are set."""
    parts = tuple(part for each in words for part in ((Text(each),) if isinstance(each, str) else each))
    return setter(language).tagged(parts, expand=True)


def shown(words: Words) -> str:
    """The words with what a screen reader says in place of an abbreviation in square brackets."""
    parts = []
    for inline in words:
        match inline:
            case Abbreviation(text, expansion):
                parts.append(f"{text}[{expansion}]")
            case Text(text):
                parts.append(text)
            case _:
                parts.append(shown(inline.words))
    return "".join(parts)


@pytest.mark.parametrize(
    "typed",
    [
        ((Strong((Text("magnetic resonance imaging"),)), Text(" (MRI) scan")),),
        ((Strong((Text("Magnetic resonance imaging"),)), Text(" (MRI) scan")),),
        ((Emphasis((Text("magnetic resonance imaging"),)), Text(" ("), Strong((Text("MRI"),)), Text(") scan")),),
        ((Term((Text("general practitioner"),), "general-practitioner"), Text(" (GP).")),),
        ((Link((Text("general practitioner"),), "https://example.org"), Text(" (GP).")),),
        ("magnetic-resonance imaging (MRI)",),
        ("MRI (magnetic resonance imaging) does not hurt.",),
        ("Two electrocardiograms (ECGs) are taken.",),
        ("MRI is short for magnetic resonance imaging.",),
    ],
)
def test_words_that_stand_beside_it_are_not_said_a_second_time(typed: tuple[str | Words, ...]) -> None:
    words = first(*typed)
    before = "".join(each if isinstance(each, str) else plain(each) for each in typed)
    assert plain(words) == before
    assert shown(words) == before, "it is tagged as well, and so said twice"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("An MRI scan.", "An MRI (magnetic resonance imaging) scan."),
        ("GPs can ask.", "GPs (general practitioners) can ask."),
        ("Ask your GP’s team.", "Ask your GP’s (general practitioner’s) team."),
        ("Two GPs’ letters", "Two GPs’ (general practitioners’) letters"),
        ("A scan (MRI) first", "A scan (MRI, magnetic resonance imaging) first"),
        ("A CT-guided biopsy", "A CT-guided (computerised tomography) biopsy"),
        ("In A&E, ask", "In A&E (accident and emergency), ask"),
        ("Two CTs", "Two CTs (computerised tomographies)"),
        ("NSAIDs help.", "NSAIDs (non-steroidal anti-inflammatory drugs) help."),
    ],
)
def test_the_first_one_is_spelled_out_and_said_once(typed: str, printed: str) -> None:
    assert shown(first(typed)) == printed


def test_from_then_on_it_is_tagged_with_its_ending_behind_it() -> None:
    hand = setter()
    hand.tagged((Text("A general practitioner (GP) knows you."),), expand=True)
    assert shown(hand.tagged((Text("Ask GPs, your GP’s nurse or a GP."),), expand=True)) == (
        "Ask GP[general practitioner]s, your GP[general practitioner]’s nurse or a GP[general practitioner]."
    )


def test_a_heading_tags_and_leaves_spelling_out_to_the_text() -> None:
    hand = setter()
    assert shown(hand.tagged((Text("Your MRI"),), expand=False)) == "Your MRI[magnetic resonance imaging]"
    assert shown(hand.tagged((Text("An MRI"),), expand=True)) == "An MRI (magnetic resonance imaging)"


def test_a_heading_that_spells_it_out_has_said_it() -> None:
    hand = setter()
    assert shown(hand.tagged((Text("Magnetic resonance imaging (MRI)"),), expand=False)).endswith("(MRI)")
    assert shown(hand.tagged((Text("An MRI"),), expand=True)) == "An MRI[magnetic resonance imaging]"


def test_other_words_are_no_abbreviations() -> None:
    assert shown(first("ACTION, GPst and ECGx")) == "ACTION, GPst and ECGx"


def test_words_in_another_language_are_not_spelled_out_in_this_one() -> None:
    welsh = Foreign((Text("sgan MRI"),), "cy")
    assert first((welsh,)) == (welsh,)


def test_an_ending_is_that_of_english_alone() -> None:
    assert shown(first("GPs", language="cy")) == "GPs (general practitioner)"


def test_a_name_that_strong_words_tear_apart_stays_as_it_is_typed() -> None:
    assert plain(first((Strong((Text("M"),)), Text("RI scan")))) == "MRI scan"
