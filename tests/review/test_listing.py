"""What the catalogue lists and looks through, without building any document."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from press.model import Standing
from press.problems import Grade, OfDocument, OfLibrary, OfTopic, Place, Problem
from press.reader import Catalogue
from press.review.catalogue import finding, listing, page
from press.review.catalogue.listing import (
    LARGE,
    LISTENED,
    MACHINES,
    PRINT,
    TOUCHED,
    UNSEEN,
    ListedDocument,
    ListedEdition,
    Made,
)
from press.review.due import due
from press.store.manifest import Record
from press.store.record import Entry

ON = datetime.date(2026, 11, 30)
NOTHING: Mapping[str, tuple[str, ...]] = {}


def _record(job: str, clinic: str = "", **of: object) -> Record:
    """A document of the knee, at a path like ``knee/2025-06/knee-a4-14pt.pdf``."""
    path = f"knee/2025-06/knee-{job}"
    told = {"topic": "knee", "edition": "2025-06", "language": "en-GB", "code": "K", "layout": "", "size": 14}
    told |= {"clinic": clinic, "format": path.rpartition(".")[2], "path": path, "job": path, "part": "", "parts": 1}
    told |= {"sha256": "", "bytes": 2_345, "pages": 2, "sheets": 1, "grams": 0, "postage": "", "cost": 0, "filled": 0}
    told |= {"title": "Knee", "last_review": "", "next_review": "", "made_of": {}}
    return Record(**(told | of))  # type: ignore[arg-type]  # as the tests give them


def _listed(
    catalogue: Catalogue, *records: Record, behind: Mapping[str, tuple[str, ...]] = NOTHING, problems: object = ()
) -> tuple[ListedEdition, ...]:
    """The editions of the sample's catalogue, that of the knee with these documents."""
    key = ("knee", "2025-06", "en-GB")
    made = Made({key: records}, behind, {key: "first.webp"}, {key: ("OLD-1", "OLD-2", "OLD-1")})
    found = due(catalogue.cards, ON, 90)
    return listing.editions(catalogue, made, found, problems, ON)  # type: ignore[arg-type]  # problems


def _knee(listed: tuple[ListedEdition, ...]) -> ListedEdition:
    (found,) = [each for each in listed if listing.place(each.card) == ("knee", "2025-06", "en-GB")]
    return found


@pytest.mark.parametrize(
    ("record", "label", "need"),
    [
        (_record("a4-14pt.pdf"), "A4, 14 pt, PDF", PRINT),
        (_record("a4-columns-12pt.pdf"), "A4 columns, 12 pt, PDF", PRINT),
        (_record("a4-15.5pt.pdf", size=15.5), "A4, 15.5 pt, PDF", PRINT),
        (_record("a4-16pt.pdf", size=16), "A4, 16 pt, PDF", LARGE),
        (_record("large-print-24pt-yellow-bold.docx", size=24), "Large print, 24 pt yellow bold, Word", LARGE),
        (_record("large-print-24pt.pdf", size=24, part="volume-2"), "Large print, 24 pt, PDF, volume 2", LARGE),
        (_record("booklet-12pt.pdf", part="imposed"), "Booklet, 12 pt, PDF, imposed", PRINT),
        (_record("dl-riverside.pdf", "riverside"), "Dl, PDF", PRINT),
        (_record("web.html", size=16), "Web page", UNSEEN),
        (_record("epub.epub"), "EPUB e-book", UNSEEN),
        (_record("text.txt"), "Plain text", UNSEEN),
        (_record("data.json"), "Data", MACHINES),
        (_record("braille.brf"), "Braille (BRF)", TOUCHED),
        (_record("braille-grade-1.svg"), "Braille grade 1, picture of braille", TOUCHED),
        (_record("audio.mp3", seconds=9.5), "Audio, recording (MP3)", LISTENED),
        (_record("talking-book.epub", seconds=1), "Talking book, EPUB e-book", LISTENED),
        (_record("old.odt"), "Old, odt", PRINT),
    ],
)
def test_a_document_is_called_what_it_is_and_stands_under_who_needs_it(record: Record, label: str, need: str) -> None:
    found = listing._document(record, {})
    assert (found.label, found.need, found.behind, found.clinic) == (label, need, "", record.clinic)


@pytest.mark.parametrize(
    ("length", "said"),
    [(0, "1 kB"), (1_999, "1 kB"), (999_999, "999 kB"), (1_000_000, "1.0 MB"), (2_449_000, "2.4 MB")],
)
def test_a_document_says_how_much_it_is(length: int, said: str) -> None:
    assert listing._document(_record("web.html", bytes=length), {}).size == said


def test_what_is_asked_for_most_often_comes_first(sample_catalogue: Catalogue) -> None:
    jobs = ("data.json", "braille.brf", "audio.mp3", "web.html", "a4-16pt.pdf", "a4-14pt.pdf")
    sizes = {"a4-16pt.pdf": 16}
    records = [_record(job, size=sizes.get(job, 14), seconds=float(job == "audio.mp3")) for job in jobs]
    knee = _knee(_listed(sample_catalogue, *records, _record("web-riverside.html", "riverside")))
    assert [need for need, _ in knee.groups] == [
        "Print for a patient",
        "Print in large letters",
        "For a screen, a telephone, or to be read aloud: I cannot see print",
        "To listen to: I prefer to listen",
        "To be read by touch: braille",
        "For other systems",
    ]
    assert all(len(documents) == 1 for _, documents in knee.groups)
    assert [document.path for document in knee.for_clinics] == ["knee/2025-06/knee-web-riverside.html"]
    assert knee.formats == "brf html json mp3 pdf"
    assert knee.folder == "knee/2025-06"


def test_an_edition_is_listed_with_its_own_documents_problems_and_codes(sample_catalogue: Catalogue) -> None:
    def problem(message: str, subject: object) -> Problem:
        return Problem("rule", Place("x"), message, "Mend it.", Grade.WARNING, subject=subject)  # type: ignore[arg-type]  # one

    of = OfTopic("knee", "2025-06", "en-GB")
    problems = [
        problem("its own", of),
        problem("its document's", OfDocument("knee/2025-06/knee-web.html", of)),
        problem("another's", OfTopic("knee", "2025-06", "cy")),
        problem("nobody's", OfLibrary()),
    ]
    job = "knee/2025-06/knee-web.html"
    listed = _listed(sample_catalogue, _record("web.html"), behind={job: ("text",)}, problems=problems)
    knee = _knee(listed)
    assert [each.message for each in knee.problems] == ["its own", "its document's"]
    assert knee.codes == " ".join([knee.code.replace("-", ""), "OLD1", "OLD2"])
    assert (knee.picture, knee.documents[0].behind) == ("first.webp", "text changed since it was made")
    (other,) = [each for each in listed if each.card.topic == "hip"]
    assert (other.picture, other.documents, other.earlier, other.folder) == ("", (), (), "")
    used = {listing.place(each.card): (each.used, bool(each.due)) for each in listed}
    assert used == {
        ("hip", "2024", "en-GB"): (True, True),
        ("knee", "2023-01", "en-GB"): (False, False),
        ("knee", "2025-06", "cy"): (True, True),
        ("knee", "2025-06", "en-GB"): (True, True),
        ("knee", "2026-01", "en-GB"): (False, False),
    }
    assert [bool(each.warning) for each in listed] == [not each.judgement.usable for each in listed]


def test_topics_in_use_come_first_by_their_titles_and_editions_in_use_before_others(
    sample_catalogue: Catalogue,
) -> None:
    listed = _listed(sample_catalogue)
    (hip,) = [each for each in listed if each.card.topic == "hip"]
    (draft,) = [each for each in listed if each.card.standing is Standing.DRAFT]

    def titled(edition: ListedEdition, topic: str, title: str) -> ListedEdition:
        return replace(edition, card=replace(edition.card, topic=topic, title=title))

    several = [titled(draft, "a", "Ankle"), titled(hip, "z", "back"), titled(hip, "y", "Arm"), titled(hip, "x", "Back")]
    found = [(each.title, each.id, each.language) for each in listing.topics([*several, *listed])]
    assert found == [
        ("Arm", "y", "en-GB"),
        ("Back", "x", "en-GB"),
        ("back", "z", "en-GB"),
        ("Looking after your knee", "knee", "en-GB"),
        ("Your new hip", "hip", "en-GB"),
        ("Ankle", "a", "en-GB"),
    ]
    (knee,) = [each for each in listing.topics(listed) if each.id == "knee"]
    assert [(each.card.name, each.card.language) for each in knee.editions] == [
        *(("2025-06", "en-GB"), ("2025-06", "cy")),
        *(("2026-01", "en-GB"), ("2023-01", "en-GB")),
    ]
    assert (len(knee.current), len(knee.others)) == (2, 2)


# What the page looks through


def test_a_word_is_found_in_the_text_of_an_edition_and_in_what_it_is_called(sample_catalogue: Catalogue) -> None:
    one, *_, last = _listed(sample_catalogue)
    words = replace(
        one.card, words="rest walk", title="A-Hip", subtitle="Second edition", keywords=("joint_pain",), summary="Why?"
    )
    other = replace(last, card=replace(last.card, words="walk"))
    lines = finding.words([replace(one, card=words), other]).splitlines()
    assert lines == sorted(lines)
    found = dict(line.split(" ") for line in lines)
    assert found["walk"] == "0.1"
    for word in ("rest", "a", "hip", "joint", "pain", "why", "2024", "second", "edition"):
        assert found[word] == "0"


def test_documents_of_clinics_are_told_by_kinds(sample_catalogue: Catalogue) -> None:
    records = [
        _record("web-riverside.html", "riverside", pages=0),
        _record("web-hill.html", "hill", pages=0, bytes=9_000),
        _record("a4-14pt-hill.pdf", "hill"),
        _record("a4-14pt-hill-hill.pdf", "hill"),
        _record("web.html"),
    ]
    why = {"knee/2025-06/knee-web-hill.html": ("text",), "knee/2025-06/knee-a4-14pt-hill.pdf": ("text",)}
    knee = _knee(_listed(sample_catalogue, *records, behind=why))
    hip = _listed(sample_catalogue)[0]
    assert finding.clinics([hip, knee]) == {
        "kinds": [
            ("{topic}-web-{clinic}.html", "Web page", UNSEEN, "html"),
            ("{topic}-a4-14pt-{clinic}.pdf", "A4, 14 pt, PDF", PRINT, "pdf"),
            ("knee-a4-14pt-hill-hill.pdf", "A4, 14 pt hill, PDF", PRINT, "pdf"),
        ],
        "reasons": ["text changed since it was made"],
        "editions": {1: {"hill": [[0, 9, 0, 0], [1, 2, 2, 0], [2, 2, 2]], "riverside": [[0, 2, 0]]}},
    }


def _given(code: str, topic: str, edition: str, language: str = "en-GB") -> Entry:
    return Entry("", topic, edition, language, code, "", "", "", "")


def test_codes_are_told_by_edition_and_those_of_none_name_the_one_to_use(sample_catalogue: Catalogue) -> None:
    texts = [
        _given("AA-1", "knee", "2025-06"),
        _given("AA-2", "knee", "2025-06"),
        _given("AA-1", "knee", "2025-06"),
        _given("CC-1", "knee", "2025-06", "cy"),
        _given("DD-1", "knee", "2001"),
        _given("EE-1", "wrist", "2001"),
        _given("FF-1", "hip", "2024", "cy"),
    ]
    assert finding.given(texts) == {
        ("knee", "2025-06", "en-GB"): ["AA-1", "AA-2"],
        ("knee", "2025-06", "cy"): ["CC-1"],
        ("knee", "2001", "en-GB"): ["DD-1"],
        ("wrist", "2001", "en-GB"): ["EE-1"],
        ("hip", "2024", "cy"): ["FF-1"],
    }
    (current,) = [
        sample_catalogue.code(card)
        for card in sample_catalogue.cards
        if (card.topic, card.language, card.standing) == ("knee", "en-GB", Standing.CURRENT)
    ]
    assert finding.gone(texts, sample_catalogue) == {
        "DD1": f"DD-1: do not use. knee 2001 (en-GB) is superseded. Use {current}.",
        "EE1": "EE-1: do not use. wrist 2001 (en-GB) is withdrawn.",
        "FF1": "FF-1: do not use. hip 2024 (cy) is withdrawn.",
    }


def test_what_the_page_carries_is_short_and_ends_no_element() -> None:
    said = page._embedded({"ق": "</script>", "a": [1]})
    assert said == '{"ق":"\\u003c/script>","a":[1]}'
    assert json.loads(said) == {"ق": "</script>", "a": [1]}


def test_easy_read_is_told_from_the_language_that_it_is_in() -> None:
    assert page.own_names(["en-GB-simple", "en-GB"]) == {"en-GB": "English", "en-GB-simple": "English, Easy Read"}


@pytest.mark.parametrize(("count", "listed"), [(3_000, True), (3_001, False)])
def test_more_documents_of_clinics_than_a_page_can_list_are_in_their_folders(
    sample_catalogue: Catalogue, count: int, *, listed: bool
) -> None:
    hip = _listed(sample_catalogue)[0]
    document = ListedDocument("hip/2024/hip-web-hill.html", "Web page", "html", "hill", 1, 0, UNSEEN)
    editions = [replace(hip, documents=(document,) * count)]
    found = due((), ON, 90)
    text = page.write(page.Page(editions, (), found, {}, 90, "0" * 64)).decode()
    assert ("There are too many" in text) is not listed
    assert len(re.findall(r'<li data-clinic="hill">', text)) == count * listed
