"""Fingerprints, codes and what a sign-off is worth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press import imprint
from press.imprint import CHECK_LETTERS, SYMBOLS
from press.model import (
    Box,
    Clinic,
    Contact,
    CrossReference,
    Edition,
    Entry,
    Figure,
    GlossaryEntry,
    Leaflet,
    Link,
    Paragraph,
    PartialDate,
    Picture,
    RelatedTopic,
    Review,
    Section,
    Signature,
    SignatureKind,
    SignOff,
    Standing,
    Table,
    Term,
    Text,
    TopicReference,
)
from tests.building import read

Body = st.text(SYMBOLS, min_size=11, max_size=11)


def as_they_were() -> tuple[Edition, ...]:
    """The library's editions, whose words are those that were signed and printed."""
    library, _ = read(Path(__file__).parent.parent / "leaflets")
    return library.editions


def test_fingerprints_are_those_that_earlier_sign_offs_were_made_for() -> None:
    found = {f"{edition.topic} {edition.name}": imprint.fingerprint(edition)[:12] for edition in as_they_were()}
    assert (
        found.items()
        >= {
            "breast-cancer-recurrence 2024-06": "7722f057b0f0",
            "skin-metastases 2016": "ecedefcb02b3",
            "skin-metastases 2022-06": "a4cddcf8e054",
        }.items()
    )


def test_what_a_patient_reads_changes_the_fingerprint(sample: Leaflet) -> None:
    edition = sample.edition
    others = [
        replace(edition, title="Looking after your hip"),
        replace(edition, summary=(*edition.summary, Text("."))),
        replace(edition, sections=edition.sections[1:]),
        replace(edition, contacts=(replace(edition.contacts[0], phone="01632 960 009"), *edition.contacts[1:])),
        replace(edition, glossary=edition.glossary[1:]),
        replace(edition, review=replace(edition.review, next=PartialDate(2030))),
    ]
    assert len({imprint.fingerprint(each) for each in (edition, *others)}) == 1 + len(others)


def test_what_no_patient_reads_leaves_the_fingerprint(sample: Leaflet) -> None:
    edition = sample.edition
    others = [
        replace(edition, standing=Standing.SUPERSEDED),
        replace(edition, keywords=("knee", "joint")),
        replace(edition, abbreviations=tuple(reversed(edition.abbreviations))),
        replace(edition, sections=(replace(edition.sections[0], id="other"), *edition.sections[1:])),
        replace(edition, contacts=tuple(replace(each, checked=PartialDate(2026)) for each in edition.contacts)),
        replace(edition, related=tuple(replace(each, title="Renamed") for each in edition.related)),
        replace(edition, review=replace(edition.review, approved_by="Somebody else")),
    ]
    assert {imprint.fingerprint(each) for each in (edition, *others)} == {imprint.fingerprint(edition)}


NOT_READ: dict[type[Any], str] = {
    Edition: (
        "standing keywords owner contacts_apart passages_apart translated signatures answers comments waivers file "
        "source behind behind_printed differences lexicon untold passages as_signed publisher_id"
    ),
    Review: "status approved_by",
    Section: "id",
    Entry: "anchor",
    Figure: "id review again",
    Picture: "name width height",
    Contact: "id checked signed changed",
    GlossaryEntry: "id",
    RelatedTopic: "title online",
    TopicReference: "online",
    CrossReference: "target within",
    Term: "entry",
    Link: "",
    Clinic: "",
    Box: "",
    Table: "",
}


@pytest.mark.parametrize("kind", NOT_READ)
def test_what_is_a_digest_of_what_patients_read_is_this(kind: type[Any]) -> None:
    """Where a field is read that no patient sees, a sign-off is void for nothing; where one is not read that they see,
    one stands that is void."""
    names = [each.name for each in fields(kind)]
    thing = kind(**{name: b"" if name == "original" else "as it was" for name in names})

    def told(value: object) -> list[bytes]:
        found: list[bytes] = []
        imprint._read(value, found.append)
        return found

    same = [name for name in names if told(replace(thing, **{name: "otherwise"})) == told(thing)]
    assert sorted(same) == sorted(NOT_READ[kind].split())


def test_comments_layout_and_order_of_keys_leave_the_fingerprint(library_folder: Path) -> None:
    def found() -> str:
        library, _ = read(library_folder)
        return next(imprint.fingerprint(edition) for edition in library.editions if edition.topic == "hip")

    before = found()
    file = library_folder / "hip" / "2024.yaml"
    title, _, rest = file.read_text(encoding="utf-8").partition("\n")
    assert title.startswith("title:")
    file.write_text(f"# Looked at by the office\n{rest.rstrip()}\n\n{title}   # moved\n", encoding="utf-8")
    assert found() == before


@given(Body, st.integers(0, 10), st.sampled_from(SYMBOLS))
def test_one_wrong_symbol_changes_the_check_letter(body: str, place: int, symbol: str) -> None:
    other = body[:place] + symbol + body[place + 1 :]
    assert (imprint.check_letter(other) == imprint.check_letter(body)) == (other == body)


@given(Body)
def test_two_symbols_in_each_other_s_place_change_the_check_letter(body: str) -> None:
    for place, (one, other) in enumerate(pairwise(body)):
        swapped = body[:place] + other + one + body[place + 2 :]
        assert (imprint.check_letter(swapped) == imprint.check_letter(body)) == (one == other)


def _earlier(edition: Edition) -> str:
    return imprint.earlier(imprint.code(edition))


@pytest.mark.parametrize(("code", "groups"), [(imprint.code, 3), (_earlier, 2)])
def test_a_code_is_made_of_groups_of_four(sample: Leaflet, code: Callable[[Edition], str], groups: int) -> None:
    found = code(sample.edition).split("-")
    assert [len(group) for group in found] == [4] * groups
    letters = "".join(found)
    body, letter = letters[:-1], letters[-1]
    assert set(body) <= set(SYMBOLS)
    assert letter == imprint.check_letter(body)
    assert letter in CHECK_LETTERS


def test_a_million_codes_are_very_likely_all_different() -> None:
    """The birthday bound, as the documents tell it."""
    codes = len(SYMBOLS) ** (imprint.LENGTHS[0] - 1)
    assert 1 / 1_950 < 1_000_000**2 / 2 / codes < 1 / 1_850


def test_the_code_of_words_that_were_printed_before_is_what_it_was() -> None:
    found = {_earlier(edition) for edition in as_they_were()}
    assert found >= {"6YET-EWKC", "6DEA-6AFC"}


def signed(edition: Edition, fingerprint: str, kind: SignatureKind = SignatureKind.CLINICAL) -> Edition:
    signature = Signature(kind, "Lead", "A. Example", PartialDate(2025, 6, 9), fingerprint)
    return replace(edition, signatures=(signature,))


@pytest.mark.parametrize("kind", SignatureKind)
def test_a_sign_off_holds_for_the_words_that_it_was_made_for(sample: Leaflet, kind: SignatureKind) -> None:
    clinical = kind is SignatureKind.CLINICAL
    edition = signed(sample.edition, imprint.fingerprint(sample.edition), kind)
    assert imprint.sign_off(edition) is (SignOff.VALID if clinical else SignOff.NONE)
    assert imprint.sign_off(replace(edition, title="Knees")) is (SignOff.VOID if clinical else SignOff.NONE)


def test_fingerprints_of_passages_and_contacts_are_those_that_were_signed() -> None:
    passage = imprint.of_passage((Paragraph((Text("Rest."),)),), (GlossaryEntry("a", "A", (Text("b"),)),))
    contact = imprint.of_contact(Contact("helpline", "Helpline", phone="01632 960 001"))
    assert (passage[:12], contact[:12]) == ("2a52b26308fa", "4d48d42424fe")
