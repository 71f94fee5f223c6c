"""A script for a voice: figures, signs and capitals in words, and what is said for what."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from press import aloud, digest, reader, transcript
from press.aloud import Said, proof
from press.cli import main
from press.speech import Node, Role, Speech
from tests.strategies import VOCABULARY
from tests.test_leaflets import LAYOUTS


def said(text: str, language: str = "en-GB", **lexicon: str) -> str:
    return "".join(each.spoken for each in aloud.script(text, language, lexicon))


ENGLISH = (
    ("Take 500 mg.", "Take 500 milligrams."),
    ("1 mg", "1 milligram"),
    ("2.5\N{NO-BREAK SPACE}ml", "2 point 5 millilitres"),
    ("0.05 mg", "0 point 0 5 milligrams"),
    ("5 µg or 10 mcg", "5 micrograms or 10 micrograms"),
    ("1,000 mg", "1000 milligrams"),
    ("10 000 people", "10000 people"),
    ("3–5 times", "3 to 5 times"),
    ("5-10 mg", "5 to 10 milligrams"),
    ("5 mg/kg/day", "5 milligrams per kilogram per day"),
    ("12 mmol/L", "12 millimoles per litre"),
    ("½ tablet", "a half tablet"),
    ("1½ tablets", "1 and a half tablets"),
    ("1/2 a glass", "a half a glass"),
    ("≤ 10%", "at most 10 per cent"),
    ("37.5°C", "37 point 5 degrees Celsius"),
    ("120/80 mmHg", "120 over 80 millimetres of mercury"),
    ("0808 800 6000", "zero eight zero eight, eight zero zero, six zero zero zero"),
    ("+44 1632 960 001", "plus four four, one six three two, nine six zero, zero zero one"),
    ("Call 999 or NHS 111.", "Call nine nine nine or N H S one one one."),
    ("999 people", "999 people"),
    ("phone 999 or 112", "phone nine nine nine or one one two"),
    ("111 mg", "111 milligrams"),
    ("9am to 4pm", "9 a m to 4 p m"),
    ("8.30am–4.05pm", "8 30 a m to 4 oh 5 p m"),
    ("at 14:30", "at 14 30"),
    ("12/05/2026", "12 May 2026"),
    ("2026-11-30", "30 November 2026"),
    ("£9.50", "9 pounds 50"),
    ("£1", "1 pound"),
    ("Stage IV, type II", "Stage 4, type 2"),
    ("I see IV drips", "I see I V drips"),
    ("CT and MRI for GPs", "C T and M R I for G Ps"),
    ("vitamin B12", "vitamin B 12"),
    ("help@example.org", "help at example dot org"),
    ("https://www.example.org/knee-pain", "w w w dot example dot org slash knee hyphen pain"),
    ("nhs.uk/a_b", "nhs dot uk slash a underscore b"),
    ("JHW3-KRCD-DJTE", "J H W three, K R C D, D J T E"),
    ("e.g. salt & water", "for example salt and water"),
    ("he/she", "he or she"),
    ("x-ray, well-known, a 24/7 line", "x-ray, well-known, a 24 7 line"),
    ("stage II or IIIa, stages I–III", "stage 2 or 3 A, stages 1 to 3"),
    ("grade III/IV since World War II", "grade 3 or 4 since World War 2"),
    ("At this stage I feel well, at King George VI", "At this stage I feel well, at King George V I"),
    ("blood pressure of 140/90 or more", "blood pressure of 140 over 90 or more"),
    ("inhaler 100/50", "inhaler 100/50"),
    ("20×30 cm, 2 × 5 ml", "20 times 30 centimetres, 2 times 5 millilitres"),
    ("Open 08:30–17:00, 09.00–12.30.", "Open 8 30 to 17 hundred hours, 9 o'clock to 12 30."),
    ("0.30 mg of version 01.02.03", "0 point 3 0 milligrams of version 01 point 0 2.03"),
    ("1 in 10 people in 2022", "1 in 10 people in 2022"),
    ("Do not stop.", "Do not stop."),
)


@pytest.mark.parametrize(("written", "spoken"), ENGLISH)
def test_what_a_voice_would_say_wrongly_is_put_into_words(written: str, spoken: str) -> None:
    assert said(written) == spoken


def test_full_hours_are_said_by_the_clock_up_to_noon_and_by_hundreds_after_it() -> None:
    assert said("At 1:00, 12:00, 13:00.") == "At 1 o'clock, 12 o'clock, 13 hundred hours."


def test_the_lexicon_comes_first_in_any_language_and_only_for_whole_words() -> None:
    own = {"bleomycin": "blee-oh-my-sin", "ECT": "electric treatment"}
    assert said("Bleomycin in ECT, ECTs", **own) == "blee-oh-my-sin in electric treatment, E C Ts"
    assert said("bleomycin 5 mg", "ar", **own) == "blee-oh-my-sin 5 mg"


WELSH = {
    "Cymerwch 500 mg, 5 mg/kg/dydd.": "Cymerwch 500 miligram, 5 miligram fesul cilogram fesul dydd.",
    "2.5 ml, 3–5 diwrnod, ≤ 10%": "2 pwynt 5 mililitr, 3 i 5 diwrnod, dim mwy na 10 y cant",
    "1½ tabled, ½ litr": "1 a hanner tabled, ½ litr",
    "9am i 4pm, 7yh, 12pm, 12yb, 14:30": "9 y bore i 4 y prynhawn, 7 yr hwyr, 12 canol dydd, 12 canol nos, 14 30",
    "Ffoniwch 111 neu 0808 800 6000.": "Ffoniwch un un un neu dim wyth dim wyth, wyth dim dim, chwech dim dim dim.",
    "12/05/2026": "12 Mai 2026",
    "£9.50, CT, cam IV, e.e. halen & dŵr": "9 punt 50, C T, cam 4, er enghraifft halen a dŵr",
    "www.gig.cymru/poen-pen": "w w w dot gig dot cymru blaenslaes poen cysylltnod pen",
}


@pytest.mark.parametrize(
    ("written", "spoken"),
    [("31/01/2026", "31 January 2026"), ("1/12/2026", "1 December 2026"), ("12/13/2026", "12/13/2026")],
)
def test_a_date_in_digits_has_its_month_said_where_there_is_one(written: str, spoken: str) -> None:
    assert said(f"On {written}.") == f"On {spoken}."


OF_ONESELF = (
    *("also", "am", "always", "can", "could", "did", "do", "feel", "felt", "get", "got", "had", "have", "know", "may"),
    *("might", "must", "need", "never", "now", "should", "take", "think", "took", "use", "want", "wanted", "was"),
    *("went", "will", "wish", "would"),
)


@pytest.mark.parametrize("word", OF_ONESELF)
def test_who_speaks_of_oneself_is_no_number_of_a_stage(word: str) -> None:
    assert said(f"At this stage I {word} it.") == f"At this stage I {word} it."
    assert said("At stage I it is small.") == "At stage 1 it is small."


@pytest.mark.parametrize(("written", "spoken"), WELSH.items())
def test_welsh_is_put_into_welsh_words(written: str, spoken: str) -> None:
    assert said(written, "cy") == spoken.replace("½ litr", "hanner litr")


def test_what_is_said_otherwise_than_when_it_was_signed_raises_the_number_of_the_wording() -> None:
    """Whoever changes what is said for what raises `aloud.WORDING`, and puts the new digest here."""
    spoken = [said(written) for written, _ in ENGLISH] + [said(written, "cy") for written in WELSH]
    assert (aloud.WORDING, digest.of("\n".join(spoken))) == (2, "5edc418e634c53ed")


@pytest.mark.parametrize(
    ("written", "spoken", "language", "is_lost"),
    [
        ("5 mg", "5 milligrams", "en", False),
        ("5 mg", "50 milligrams", "en", True),
        ("0.05 mg", "0 point 0 5 milligrams", "en", False),
        ("0.05 mg", "0 point 5 milligrams", "en", True),
        ("9.00am", "9 a m", "en", False),
        ("12/05/2026", "12 May 2026", "en", False),
        ("12/05/2026", "12 June 2026", "en", True),
        ("0808 800", "zero eight zero eight, eight zero", "en", True),
        ("1½", "1 and a half", "en", False),
        ("1½", "1 and a third", "en", True),
        ("¾", "three quarters", "en", False),
        ("IV", "4", "en", False),
        ("IV", "6", "en", True),
        ("0808", "dim wyth dim wyth", "cy", False),
        ("0808", "dim wyth dim saith", "cy", True),
        ("5 mg", "6 mg", "ar", False),  # nobody has said how figures are said in Arabic: they are left to the voice
    ],
)
def test_figures_that_are_lost_are_found(written: str, spoken: str, language: str, is_lost: bool) -> None:
    assert proof.lost(Said(written, spoken), language) is is_lost
    assert not proof.lost(Said(written, spoken, named=True), language)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(VOCABULARY), max_size=12).map(" ".join), st.sampled_from(["en-GB", "cy"]))
def test_whatever_stands_there_its_figures_are_said(text: str, language: str) -> None:
    assert not [each for each in aloud.script(text, language, {}) if proof.lost(each, language)]


@pytest.mark.parametrize(
    ("text", "signs"),
    [("5 mg x 2", ("5 mg", "2")), ("no figures", ()), ("≤ 10%", ("≤", "10%")), ("2026-11-30", ("2026-11-30",))],
)
def test_figures_that_a_voice_says_as_it_likes_are_told(text: str, signs: tuple[str, ...]) -> None:
    assert aloud.unknown(text) == signs


@pytest.mark.parametrize(
    ("said_as", "language", "rule"), [("/ɬan/", "en-GB", "is written ɬ"), ("/kat/", "cy", "of this")]
)
def test_sounds_that_no_voice_knows_are_refused(said_as: str, language: str, rule: str, library_folder: Path) -> None:
    name = "library.yaml" if language == "en-GB" else "library.cy.yaml"
    file = library_folder / name
    own = file.read_text(encoding="utf-8") if file.is_file() else ""
    file.write_text(f"{own}\nlexicon: {{meniscus: {said_as}}}\n", encoding="utf-8")
    problems = reader.open(library_folder, LAYOUTS).problems
    assert [rule in problem.message for problem in problems if problem.rule == "lexicon"] == [True]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(VOCABULARY), max_size=12).map(" ".join))
def test_no_letter_is_left_out_and_every_number_is_said(text: str) -> None:
    found = aloud.script(text, "en-GB", {})
    assert "".join(each.written for each in found) == text
    assert all(each.spoken for each in found)


def test_an_account_counts_what_is_said_for_what() -> None:
    link = Node(Role.LINK, ("01632 960 123",))
    nodes = (
        Node(Role.PARAGRAPH, ("Take 5–", "10", " mg, then 5 mg. Call ", link)),
        Node(Role.PARAGRAPH, (Node(Role.PICTURE, label="A dose of 5 mg"), " 5 mg")),
        Node(Role.ITEM, ("5 mg",), label="1."),
        Node(Role.PARAGRAPH, ("5 mg",), language="cy"),
        Node(Role.PARAGRAPH, ("5 mg",), language="ar"),
    )
    script, account = transcript.put_into_words(Speech("A CT", "en", nodes), {})
    assert list(script.lines()) == [
        "Document “A C T”, language en",
        "Take 5 to 10 milligrams, then 5 milligrams. Call [link: zero one six three two, nine six zero, one two three]",
        "[picture: A dose of 5 milligrams] 5 milligrams",
        "1. 5 milligrams",
        "[cy] 5 miligram",
        "[ar] 5 mg",
    ]
    assert account[Said("5 mg", "5 milligrams")] == 4
    assert account[Said("5–10 mg", "5 to 10 milligrams")] == 1
    assert account[Said("5 mg", "")] == 1  # nobody has said how it is said in Arabic


def test_a_file_in_a_language_without_words_for_figures_says_so_and_lists_them() -> None:
    script, account = transcript.put_into_words(Speech("a", "unknown", (Node(Role.PARAGRAPH, ("5 mg",)),)), {})
    assert list(script.lines())[1].startswith("Note: Figures and signs are put into words where a file says")
    assert account == {Said("5 mg", ""): 1}


def test_the_command_prints_the_script_and_the_account_with_the_library_s_lexicon(
    library_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = library_folder / "library.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "\nlexicon:\n  meniscus: men-is-kus\n", encoding="utf-8")
    page = library_folder.parent / "page.html"
    page.write_text("<html lang='en'><title>Knee</title><p>A meniscus, 5 mg", encoding="utf-8")
    assert reader.lexicons(library_folder)["en-GB"] == {"meniscus": "men-is-kus"}
    monkeypatch.chdir(library_folder)
    done = CliRunner().invoke(main, ["transcript", "--speak", str(page)])
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "Document “Knee”, language en",
        "A men-is-kus, 5 milligrams",
        "",
        "WRITTEN   SAID          TIMES",
        "meniscus  men-is-kus    1",
        "5 mg      5 milligrams  1",
    ]


def test_what_is_no_figure_is_not_lost_and_what_is_one_is() -> None:
    for text in ("At King George VI", "Open 08.30–17.00", "stage II or IIIa", "blood pressure of 140/90"):
        assert not [each for each in aloud.script(text, "en-GB", {}) if proof.lost(each, "en-GB")]
    assert proof.lost(aloud.Said("II or III", "2 or 4"), "en-GB")
    assert proof.lost(aloud.Said("08.30", "8 40"), "en-GB")
