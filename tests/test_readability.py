"""How hard a leaflet is to read: what is measured and found, and what `check` says of it."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from press import pictures
from press.cli import main
from press.content.readability import Readability, Score, measure
from press.model import (
    Box,
    BoxKind,
    Contact,
    Edition,
    Figure,
    Foreign,
    GlossaryEntry,
    Item,
    List,
    Paragraph,
    Reference,
    Section,
    Table,
    Term,
    Text,
)
from tests.test_manuscript import edition
from tests.test_pictures import svg

EASY = "The cat sat on the mat by the door and then it ran."
HARD = "Intermittent administration of medication necessitates considerable organisation beforehand."


def words(text: str) -> tuple[Text]:
    return (Text(text),)


def said(*texts: str, **more: object) -> Readability:
    return measure(edition(*map(words, texts), **{"summary": (), **more}))


def score(*texts: str, **more: object) -> Score:
    found = said(*texts, **more).whole.score
    assert found
    return found


def sentences(*texts: str) -> list[str]:
    return [sentence.text for sentence in said(*texts).whole.sentences]


def listed(lead: str, *items: str) -> Edition:
    block = List(tuple(Item((Paragraph(words(item)),)) for item in items))
    return edition(summary=(), sections=(Section("signs", words("Signs"), (Paragraph(words(lead)), block)),))


def medical(*texts: str, **more: object) -> list[str]:
    return [word.text for word in said(*texts, **more).whole.medical_words]


# The reading age


def test_the_reading_age_is_five_more_than_the_mean_of_three_grades() -> None:
    found = score(*[EASY] * 5)
    assert found.words == 65
    assert found.flesch_kincaid == pytest.approx(0.39 * 13 + 11.8 * 1 - 15.59)
    assert found.smog == pytest.approx(3.1291)
    assert found.fog == pytest.approx(0.4 * 13)
    assert found.age == pytest.approx((found.flesch_kincaid + found.smog + found.fog) / 3 + 5)


def test_long_words_and_long_sentences_make_a_text_harder() -> None:
    easy = score(*[EASY] * 5)
    longer = score(*[f"{EASY[:-1]} and {EASY}"] * 5)
    harder = score(*[HARD] * 8)
    assert easy.age < longer.age < harder.age


def test_a_text_of_fewer_than_fifty_words_has_no_reading_age() -> None:
    assert said(*[EASY] * 3).whole.score is None
    assert said(*[EASY] * 4).whole.score


def test_terms_that_the_glossary_explains_do_not_count() -> None:
    term, mark = "electrochemotherapy", Text(" is done with the cat on the mat by the door.")
    entry = GlossaryEntry(term, "Electrochemotherapy", words("A treatment."))
    marked = [(Term(words("Electrochemotherapies"), term), mark)] * 3 + [(Text(f"So {term}"), mark)] * 3
    explained = measure(edition(*marked, summary=(), glossary=(entry,))).whole.score
    bare = measure(edition(*[(mark,)] * 3, *[(Text("So"), mark)] * 3, summary=())).whole.score
    assert explained == bare
    assert score(*[f"So {term}{mark.text}"] * 6).age > 3 + score(*[f"So{mark.text}"] * 6).age


def test_abbreviations_and_words_of_another_language_do_not_count() -> None:
    welsh = (Text(EASY), Text(" "), Foreign(words("llwyddiannus iawn"), "cy"))
    assert measure(edition(*[welsh] * 5, summary=())).whole.score == score(*[EASY] * 5)
    ours = {"abbreviations": (("ALL", "acute lymphoblastic leukaemia"),)}
    assert score(*[f"ALL {EASY}"] * 5, **ours) == score(*[EASY] * 5)
    assert score(*[f"All {EASY}"] * 5, **ours).words == 70


def test_only_prose_is_measured() -> None:
    figure = Figure(
        "cat",
        pictures.read("cat.svg", svg()),
        "A cat.",
        words("A cat on a mat"),
        None,
        (Paragraph(words("See it sit.")),),
    )
    table = Table(words("Times"), (words("Day"), words("Hour")), ((words("Monday"), words("Nine")),))
    box = Box(BoxKind.NOTE, words("A heading"), (Paragraph(words("Call us.")),))
    inner = Section("inner", words("More"), (figure, table, box))
    found = measure(
        edition(
            summary=words("About cats."),
            sections=(Section("outer", words("Cats"), (Paragraph(words("They sit.")),), (inner,)),),
            contacts=(Contact("helpline", "Helpline", words("Ask about cats.")),),
            references=(Reference(words("A book on cats. 2008.")),),
        )
    )
    assert [(sentence.place, sentence.text) for sentence in found.whole.sentences] == [
        ("Summary", "About cats."),
        ("Cats", "They sit."),
        ("Cats › More", "See it sit."),
        ("Cats › More", "Call us."),
    ]
    assert [(section.heading, section.words) for section in found.sections] == [("Summary", 2), ("Cats", 7)]


@pytest.mark.parametrize("language", ["cy", "ar", "fr"])
def test_a_text_in_another_language_has_no_score_but_its_long_sentences_are_found(language: str) -> None:
    long = " ".join(["gair"] * 21) + "."
    found = said(*[EASY] * 5, long, "Metastases are treated.", language=language)
    assert not found.scored
    assert found.whole.score is None
    assert [sentence.text for sentence in found.whole.long_sentences] == [long]
    assert found.whole.worst(1)[0].text == long
    assert not found.whole.passive_sentences
    assert not found.whole.medical_words


# Sentences


@pytest.mark.parametrize(
    "text",
    [
        "Ask Dr. A. Example.",
        "Take paracetamol 1.5 mg, e.g. at 9 a.m. on Monday.",
        "It takes half an hour, i.e. 30 minutes.",
        "Is it safe?",
    ],
)
def test_a_full_stop_within_a_sentence_does_not_end_it(text: str) -> None:
    assert sentences(f"{text} Then rest.") == [text, "Then rest."]


def test_a_lead_in_goes_on_into_the_first_item_of_its_list() -> None:
    found = measure(listed("You feel ill. You may have:", "a rash", "a high temperature")).whole
    assert [sentence.text for sentence in found.sentences] == [
        "You feel ill.",
        "You may have: a rash",
        "a high temperature",
    ]
    whole = measure(listed("Then:", "Call us.", "Lie down.")).whole
    assert [sentence.text for sentence in whole.sentences] == ["Then:", "Call us.", "Lie down."]


def test_a_lead_in_without_a_list_stands_for_itself() -> None:
    assert sentences("See this:", "Then rest.") == ["See this:", "Then rest."]
    assert sentences("See this:") == ["See this:"]


def test_sentences_of_more_than_twenty_words_are_long() -> None:
    found = said(" ".join(["so"] * 20) + ".", " ".join(["now"] * 21) + ".").whole
    assert [(sentence.words, sentence.text[:3]) for sentence in found.long_sentences] == [(21, "now")]


def test_paragraphs_of_more_than_three_sentences_are_long() -> None:
    found = said("One. Two. Three.", "Rest now. Go home. Call us. Eat well.").whole
    assert [(paragraph.figure, paragraph.place) for paragraph in found.long_paragraphs] == [(4, "First")]


def test_the_worst_sentences_come_first_and_short_ones_are_not_among_them() -> None:
    hardest = (
        "Intermittent administration of medication necessitates considerable preliminary organisation by specialists."
    )
    found = said("Multidisciplinary rehabilitation.", EASY, f"{HARD[:-1]} by many people.", hardest).whole
    assert [sentence.text for sentence in found.worst(2)] == [hardest, f"{HARD[:-1]} by many people."]


# Wording


@pytest.mark.parametrize(
    ("sentence", "passive"),
    [
        ("You will be seen by a nurse.", "be seen"),
        ("The drug is usually injected.", "is usually injected"),
        ("It was not found.", "was not found"),
        ("A nurse will see you.", ""),
        ("You are tired and worried.", ""),
        ("You need to be in bed.", ""),
        ("The skin is red.", ""),
        ("This swelling is called a seroma.", ""),
        ("You have had treatment.", ""),
    ],
)
def test_a_form_of_be_before_a_participle_looks_passive(sentence: str, passive: str) -> None:
    assert [found.passive for found in said(sentence).whole.passive_sentences] == ([passive] if passive else [])


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("You have nephritis.", ["nephritis"]),
        ("The tumour is malignant and the lesions bleed.", ["malignant", "lesions"]),
        ("A sore kidney (nephritis) may hurt.", []),
        ("This is called nephritis.", []),
        ("It is known as a chronic nephritis.", []),
        ("(Nephritis) may hurt.", ["nephritis"]),
        ("Have an MRI at the NHS.", ["MRI"]),
        ("A scan with magnets (MRI) takes an hour.", []),
        ("Take paracetamol or bleomycin.", []),
        ("The diagnosis moves your sympathy.", []),
        ("Programmes, photographs and chronicles are long.", []),
    ],
)
def test_medical_words_are_found_where_no_plain_word_comes_before_them(sentence: str, found: list[str]) -> None:
    assert medical(sentence) == found


def test_a_medical_word_that_was_explained_is_known_from_then_on() -> None:
    assert medical("Thrombosis hurts.", "Blood clots (thrombosis) hurt.", "Thrombosis can be treated.") == [
        "thrombosis"
    ]
    assert said("Nodules.", "A nodule.", "Small lumps (nodules).", "Nodules.").whole.medical_words[0].figure == 1


def test_a_medical_word_comes_with_plain_ones_where_there_are_some() -> None:
    assert said("The sternum hurts.").whole.medical_words[0].plainer == "breastbone"


def test_terms_and_abbreviations_that_are_explained_are_no_findings() -> None:
    entry = GlossaryEntry("biopsy", "punch biopsy", words("A test."))
    assert medical("You have a punch biopsy.", glossary=(entry,)) == []
    assert medical("You have a biopsy.", glossary=(entry,)) == ["biopsy"]
    assert medical("You have an MRI.", abbreviations=(("MRI", "magnetic resonance imaging"),)) == []


# The command line


def check(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["check", *map(str, arguments)], catch_exceptions=False)


def test_check_of_a_topic_says_its_reading_age_in_a_line() -> None:
    line, room, summary = check("skin-metastases").stdout.splitlines()
    assert line.startswith("skin-metastases 2022-06 (en-GB): reading age 11 (")
    assert "0 sentences over 20 words" in line
    assert "words too long for the 6 panels of `dl`" in room
    assert summary.startswith("7 editions fit to build")


def test_check_ranks_leaflets_and_says_which_have_no_reading_age() -> None:
    found = check("--readability")
    *lines, _ = found.stdout.splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "breast-cancer-recurrence 2024-06 (en-GB)",
        "skin-metastases 2022-06 (en-GB)",
        "bring-your-medicines 2026-11 (en-GB)",
        "bring-your-medicines 2026-11 (en-GB-simple)",
        "bring-your-medicines 2026-11 (ar)",
        "bring-your-medicines 2026-11 (cy)",
    ]
    assert all("no reading age (the formulas are for English)" in line for line in lines[-2:])
    assert found.exit_code == 0


def test_check_of_a_topic_quotes_what_is_hard_to_read() -> None:
    said = check("breast-cancer-recurrence", "--readability").stdout
    assert "\n  Treatment: reading age 11, 553 words\n" in said
    assert "not explained: electrochemotherapy, 1 time" in said
    assert "worst (grade 8, 19 words): “Sometimes cancer cells leave the first" in said


def test_what_is_hard_to_read_is_never_an_error(library_folder: Path) -> None:
    file = library_folder / "hip" / "2024.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("  body: |\n", f"  body: |\n      {HARD} {HARD} {HARD} {HARD}\n\n", 1), encoding="utf-8"
    )
    found = check("hip", "--readability", "--library", library_folder)
    assert "over 3 sentences (4)" in found.stdout
    assert "0 errors" in found.stdout
    assert found.exit_code == 0


def test_json_is_of_problems_alone_and_the_table_is_written_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "readability.csv"
    assert isinstance(json.loads(check("skin-metastases", "--json", "--readability", "--table", file).stdout), list)
    assert file.exists()


def test_the_table_has_a_row_for_each_section(tmp_path: Path) -> None:
    file = tmp_path / "readability.csv"
    assert f"{file}: 26 sections\n" in check("--table", file).stderr
    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8-sig"))))
    ages = [float(row["reading age of the leaflet"] or 0) for row in rows]
    assert ages == sorted(ages, reverse=True)
    row = next(row for row in rows if (row["topic"], row["section"]) == ("skin-metastases", "Electrochemotherapy"))
    assert (row["words"], row["sentences over 20 words"], row["which words"]) == ("941", "0", "metastases")
    assert row["worst sentence"].endswith("(intratumorally).")


def test_the_table_may_be_a_workbook(tmp_path: Path) -> None:
    file = tmp_path / "readability.XLSX"
    assert f"{file}: 12 sections\n" in check("bring-your-medicines", "--table", file).stderr
    with zipfile.ZipFile(file) as book:
        strings = etree.fromstring(book.read("xl/sharedStrings.xml"))
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert "worst sentence" in {str(text) for text in strings.itertext()}
    assert sheet.xpath("count(//*[local-name()='row'])") == 13


def test_a_table_that_cannot_be_written_is_refused_in_a_sentence(tmp_path: Path) -> None:
    wrong = check("--table", tmp_path / "readability.ods")
    assert (wrong.exit_code, "ends in .csv or .xlsx" in wrong.stderr) == (2, True)
    lost = check("skin-metastases", "--table", tmp_path / "none" / "readability.csv")
    assert (lost.exit_code, "could not be written" in lost.stderr) == (2, True)
