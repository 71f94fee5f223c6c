"""The feed of editions: what is new, and what is not to be handed out any more."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from lxml import etree

from press.model import Card, PartialDate, Standing, Status
from press.review import feed
from press.review.feed import Entry, File
from tests.review.conftest import Press

ATOM = "{http://www.w3.org/2005/Atom}"


def card(topic: str, standing: Standing, last: PartialDate) -> Card:
    return Card(
        topic=topic,
        name="2026",
        language="cy",
        translated=False,
        title=f"About {topic}",
        online=f"https://example.org/{topic}",
        status=Status.APPROVED,
        standing=standing,
        last=last,
        next=PartialDate(2030),
        parts={},
        keywords=("joints",),
        summary="What helps.",
    )


ENTRIES = [
    Entry(card("knee", Standing.CURRENT, PartialDate(2026, 3)), "K", (File("knee/a.pdf", "application/pdf", 9),)),
    Entry(card("hip", Standing.WITHDRAWN, PartialDate(2026, 4, 2)), "H", (File("hip/a.pdf", "application/pdf", 9),)),
    Entry(card("elbow", Standing.SUPERSEDED, PartialDate(2020)), "E", ()),
    Entry(card("toe", Standing.DRAFT, PartialDate(2027)), "T", ()),
]


def told(entries: list[Entry]) -> dict[str, etree._Element]:
    root = etree.fromstring(feed.atom(entries, "A & B"))
    return {entry.findtext(f"{ATOM}title") or "": entry for entry in root.iter(f"{ATOM}entry")}


def test_the_latest_review_comes_first_and_drafts_are_not_told() -> None:
    assert list(told(ENTRIES)) == ["Withdrawn: About hip", "About knee", "Replaced: About elbow"]


def test_of_one_day_topics_and_languages_go_back_through_the_alphabet_whatever_comes_first() -> None:
    def entry(topic: str, language: str) -> Entry:
        one = card(topic, Standing.CURRENT, PartialDate(2026))
        return Entry(replace(one, language=language, title=f"{topic} {language}"), "K", ())

    entries = [entry(*names) for names in (("hip", "en"), ("knee", "cy"), ("hip", "cy"), ("knee", "en"))]
    in_order = ["knee en", "knee cy", "hip en", "hip cy"]
    assert [list(told(each)) for each in (entries, entries[::-1])] == [in_order] * 2


def test_a_current_edition_has_its_documents_and_its_address() -> None:
    entry = told(ENTRIES)["About knee"]
    links = {link.get("rel"): link for link in entry.iter(f"{ATOM}link")}
    assert dict(links["enclosure"].items()) == {
        "rel": "enclosure",
        "href": "knee/a.pdf",
        "type": "application/pdf",
        "length": "9",
    }
    assert links["alternate"].get("href") == "https://example.org/knee"
    assert [each.get("term") for each in entry.iter(f"{ATOM}category")] == ["current", "joints"]
    assert entry.findtext(f"{ATOM}content") == "What helps.\n\nEdition 2026, code K."
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "cy"


def test_what_is_withdrawn_says_so_and_offers_no_document() -> None:
    entry = told(ENTRIES)["Withdrawn: About hip"]
    assert [each.get("term") for each in entry.iter(f"{ATOM}category")] == ["withdrawn", "joints"]
    assert (entry.findtext(f"{ATOM}content") or "").startswith("This leaflet has been withdrawn. Do not hand it out.")
    assert "hip/a.pdf" not in etree.tostring(entry).decode()


def test_dates_are_whole_and_ids_stay_and_differ() -> None:
    """RFC 4287, 3.3 and 4.2.6."""
    entries = told(ENTRIES).values()
    assert [each.findtext(f"{ATOM}updated") for each in entries] == [
        "2026-04-02T00:00:00Z",
        "2026-03-01T00:00:00Z",
        "2020-01-01T00:00:00Z",
    ]
    ids = [each.findtext(f"{ATOM}id") or "" for each in entries]
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", each) for each in ids)
    assert len(set(ids)) == 3
    assert feed.atom(ENTRIES, "A & B") == feed.atom(ENTRIES, "A & B")
    later = [replace(ENTRIES[0], card=replace(ENTRIES[0].card, title="New"))]
    assert told(later)["New"].findtext(f"{ATOM}id") == ids[1]


def test_a_build_leaves_the_feed_beside_the_catalogue(on: Press, tmp_path: Path) -> None:
    assert on("build", "hip", "--layout", "text").code == 0
    found = (tmp_path / "out" / "feed.xml").read_text(encoding="utf-8")
    assert 'href="hip/2024/hip-text.txt" type="text/plain"' in found
