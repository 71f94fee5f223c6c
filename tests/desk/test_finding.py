"""A clinic finds a leaflet, has it made, and asks whether its paper is still good."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest

from press import imprint, pipeline
from press.desk import finding, look, room
from press.desk.errands import Errand
from press.desk.visit import LANGUAGES, Words, own_name, strings
from press.layout import MOST_CELLS, MOST_LINES, Reading
from press.pipeline import Outcome, Wishes
from press.problems import Place, Problem
from tests.desk.conftest import Browser, page, said

KNEE = "/leaflet/knee/2025-06/en-GB"


def titles(browser: Browser, query: str) -> list[str]:
    return [each.text_content().strip() for each in page(browser.get(f"/?{query}")).xpath("//li/h2")]


def test_leaflets_are_found_by_words_titles_topics_and_codes(browser: Browser) -> None:
    assert titles(browser, "q=KNEE+after") == ["Looking after your knee"]
    assert titles(browser, "q=hip") == ["Your new hip", "Looking after your knee"]  # a title with the word comes first
    assert titles(browser, "q=no-such-word") == []
    card = browser.desk.office.card("hip", "2024", "en-GB")
    assert card
    code = browser.desk.office.catalogue().code(card)
    assert titles(browser, f"q={code.lower().replace('-', ' ')}") == ["Your new hip"]


def test_a_leaflet_is_found_in_its_language_which_has_its_own_name(browser: Browser) -> None:
    found = page(browser.get("/?language=cy"))
    assert found.xpath("//li/h2//@lang") == ["cy"]
    assert found.xpath("//option[@value='cy']/text()") == ["Cymraeg"]


def test_drafts_are_found_only_where_they_are_asked_for(browser: Browser) -> None:
    assert len(titles(browser, "every=yes")) > len(titles(browser, ""))


def test_a_document_is_chosen_made_downloaded_and_there_at_once_the_next_time(browser: Browser) -> None:
    errand = browser.through(browser.post(f"{KNEE}/make/text"))
    assert (errand.faults, len(errand.documents)) == ([], 1)
    assert browser.desk.errands._hand
    assert browser.desk.errands._hand.daemon  # a desk that is closed waits for nobody
    assert browser.get(f"/document/{errand.documents[0].sha256[:32]}/page/1").status_code == 404  # it has no pages
    again = browser.post(f"{KNEE}/make/text")
    link = page(again).xpath("//a[contains(@href, 'download')]/@href")[0]
    document = browser.get(link)
    assert document.headers["content-disposition"] == 'attachment; filename="knee-text.txt"'
    assert "knee" in document.text
    assert "default-src 'none'" in document.headers["content-security-policy"]
    assert "Plain text" in said(browser.get(KNEE))


def test_what_is_chosen_as_usual_is_the_usual_document(browser: Browser) -> None:
    layout = browser.desk.office.layouts["large-print"]
    usual = {"size": f"{layout.type.body:g}", "paper": "white", "spacing": f"{layout.type.line_height:g}"}
    (made,) = browser.through(browser.post(f"{KNEE}/make/large-print", **usual)).documents
    assert made.reading == Reading()
    (wished,) = browser.through(browser.post(f"{KNEE}/make/large-print", **usual, bold="yes")).documents
    assert wished.reading == Reading(bold=True)
    shown = page(browser.get(KNEE)).xpath("//ul[@class='documents']//strong")
    assert len({each.text_content() for each in shown}) == 2


def test_a_page_can_be_come_back_to_with_what_was_asked_and_a_form_s_answer_cannot(browser: Browser) -> None:
    def back(response: httpx.Response) -> set[str]:
        return set(page(response).getroottree().xpath("//input[@name='back']/@value"))

    assert back(browser.get("/?q=knee")) == {"/?q=knee"}
    assert back(browser.get(KNEE)) == {KNEE}
    assert back(browser.post(f"{KNEE}/make/large-print", size="999")) == {"/"}


def test_where_nobody_can_be_had_to_make_a_document_that_is_said(browser: Browser) -> None:
    def crew(_: int) -> pipeline.Crew:
        raise pipeline.NoCrew("The cluster does not answer.")

    office: Any = browser.desk.office
    office.crew = crew
    errand = browser.through(browser.post(f"{KNEE}/make/text"))
    assert (errand.faults, errand.documents) == (["The cluster does not answer."], [])


def test_what_may_be_wished_of_braille_is_what_layouts_may_have() -> None:
    ends = {name: (values[0], values[-1]) for name, values in finding.CELLS.items()}
    assert ends == {"grade": (1, 2), "cells": MOST_CELLS, "lines": MOST_LINES, "sides": (1, 2)}


def test_a_reader_wishes_are_in_the_document_with_the_clinics_name(browser: Browser) -> None:
    clinic = browser.desk.office.catalogue().clinics[0].id
    wishes = {"size": "24", "paper": "yellow", "font": "", "spacing": "1.5", "bold": "yes", "clinic": clinic}
    errand = browser.through(browser.post(f"{KNEE}/make/large-print", **wishes))
    assert errand.faults == []
    made = next(each for each in errand.documents if each.format == "pdf")
    assert (made.size, made.clinic, made.reading.paper, made.reading.bold) == (24, clinic, "yellow", True)
    assert "Ready to print" in said(browser.get(KNEE))
    called = "Large print, 24 point, yellow, 1.5 times the size of the print, all text in bold"
    assert called in said(browser.get(KNEE))
    shown = browser.get(f"/document/{made.sha256[:32]}/page/1")
    assert (shown.headers["content-type"], shown.content[:4]) == ("image/png", b"\x89PNG")
    assert browser.get(f"/document/{made.sha256[:32]}/page/999").status_code == 404


def test_what_a_layout_does_not_offer_is_refused_beside_its_field(browser: Browser) -> None:
    answer = browser.post(f"{KNEE}/make/large-print", size="1000", paper="white")
    assert answer.status_code == 422
    assert page(answer).xpath("//*[@role='alert']//a/@href") == ["#size"]


def test_a_page_of_braille_is_chosen_by_its_grade_cells_lines_and_sides(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Wishes] = []
    begin = browser.desk.errands.ask

    def ask(person: str, title: str, steps: list[Wishes], **more: Any) -> Errand:
        asked.extend(steps)
        return begin(person, title, [], **more)

    monkeypatch.setattr(browser.desk.errands, "ask", ask)
    wrong = browser.post(f"{KNEE}/make/braille", grade="3", cells="5", lines="x", sides="2")
    assert page(wrong).xpath("//*[@role='alert']//a/@href") == ["#grade", "#cells", "#lines"]
    assert browser.post(f"{KNEE}/make/text", cells="30").status_code == 422
    assert not asked
    assert browser.post(f"{KNEE}/make/braille", grade="1", cells="32", lines="25", sides="2").status_code == 200
    (reading,) = asked[0].readings
    assert (reading.grade, reading.cells, reading.lines, reading.sides) == (1, 32, 25, 2)


def test_large_print_shows_a_line_at_each_size(browser: Browser) -> None:
    shown = page(browser.get(f"{KNEE}/make/large-print"))
    sizes = browser.desk.office.layouts["large-print"].type.sizes
    assert shown.xpath("//span[starts-with(@class, 'pt')]/@class") == [f"pt{size:g}" for size in sizes]


def test_all_formats_of_a_leaflet_come_as_one_file(browser: Browser) -> None:
    errand = browser.over(browser.desk.errands.ask("", "Knee", []))
    errand.documents += browser.through(browser.post(f"{KNEE}/make/text")).documents
    with zipfile.ZipFile(io.BytesIO(browser.get(f"/errand/{errand.id}/zip").content)) as whole:
        assert whole.namelist() == ["knee-text.txt"]


def test_nothing_that_was_changed_by_hand_is_given_out(browser: Browser) -> None:
    errand = browser.through(browser.post(f"{KNEE}/make/text"))
    made = errand.documents[0]
    file = browser.desk.office.output / made.path
    file.chmod(0o600)
    file.write_text("Take two.", encoding="utf-8")
    assert browser.get(f"/document/{made.sha256[:32]}").status_code == 404


def test_a_code_says_whether_its_paper_is_still_good(browser: Browser) -> None:
    library = browser.desk.office.library()
    edition = next(each for each in library.editions if (each.topic, each.name) == ("knee", "2025-06"))
    answer = said(browser.get(f"/code?code={imprint.code(edition).lower()}"))
    assert imprint.code(edition) in answer
    assert "hand it out" in answer
    assert edition.title in answer
    assert "This code is not ours" in said(browser.get("/code?code=7K4X-9FM3-R6TB"))


def test_what_was_not_said_to_be_another_leaflets_is_not_there(browser: Browser) -> None:
    for address in (
        "/leaflet/knee/1999/en-GB",
        "/leaflet/..%2f../x/y",
        f"{KNEE}/make/nothing",
        "/errand/x",
        "/document/x",
    ):
        assert browser.get(address).status_code == 404


def test_an_errand_is_told_as_it_goes_on(browser: Browser) -> None:
    errand = browser.through(browser.post(f"{KNEE}/make/text"))
    news = browser.get(f"/errand/{errand.id}/events")
    assert news.headers["content-type"].startswith("text/event-stream")
    assert news.text == 'data: {"made": 1, "total": 1, "over": true}\n\n'


def test_what_cannot_be_made_is_said_in_sentences(browser: Browser) -> None:
    asking = page(browser.get(f"{KNEE}/make/text")).xpath("//input[@name='token']/@value")
    file = browser.desk.office.folder / "knee" / "2025-06.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "\nsurprise: here\n", encoding="utf-8")
    told = browser.client.post(f"{KNEE}/make/text", data={"token": asking[0]})
    assert (told.url.path, "surprise" in said(told)) == ("/broken", True)
    for languages in ((), ("en-GB",)):
        wishes = Wishes(topics=("knee",), languages=languages, edition="2025-06", layouts=("text",))
        errand = browser.over(browser.desk.errands.ask("", "Knee", [wishes]))
        assert [fault.partition(":")[0] for fault in errand.faults] == ["knee 2025-06 en-GB"]
        assert "surprise" in said(browser.get(f"/errand/{errand.id}"))


def test_the_desk_speaks_the_same_in_all_its_languages() -> None:
    english = strings("en")
    for language in LANGUAGES:
        words = strings(language)
        assert list(words) == list(english)
        for key, text in words.items():
            assert sorted(_braces(text)) == sorted(_braces(english[key])), key


def _braces(text: str) -> list[str]:
    return [part.partition("}")[0] for part in text.split("{")[1:]]


WITH_WORDS = sorted(set(Path("press/desk/templates").glob("*.html")) - {Path("press/desk/templates/macros.html")})


@pytest.mark.parametrize("template", WITH_WORDS, ids=lambda path: path.stem)
def test_no_page_says_a_word_that_is_not_among_the_strings(template: Path) -> None:
    text = re.sub(r"\{[{%].*?[}%]\}", "", template.read_text(encoding="utf-8"), flags=re.DOTALL)
    outside = re.sub(r"<(script|style).*?</\1>|<[^>]*>", " ", text, flags=re.DOTALL)
    assert not re.findall(r"[A-Za-z]{3,}", outside)


def test_pages_are_in_the_language_that_is_asked_for_and_then_in_the_one_that_is_chosen(browser: Browser) -> None:
    assert page(browser.get("/", **{"accept-language": "cy-GB,en;q=0.5"})).get("lang") == "cy"
    answer = browser.post("/language", page="/", language="cy", back="/code")
    assert (answer.url.path, page(answer).get("lang")) == ("/code", "cy")
    away = browser.post("/language", page="/", language="en", back="//example.org")
    assert (away.url.host, page(away).get("lang")) == ("localhost", "en")


def test_only_what_is_made_of_an_edition_is_offered_and_no_two_things_under_one_name(browser: Browser) -> None:
    names = [each.text_content() for each in page(browser.get(KNEE)).xpath("//li/h3")]
    assert len(set(names)) == len(names)
    assert {"Recording", "Talking book", "E-book", "Large print"} <= set(names)
    assert "Easy Read" not in names
    assert browser.get(f"{KNEE}/make/easy-read").status_code == 404


def test_whoever_finds_nothing_in_use_is_told_of_drafts_that_have_the_words(browser: Browser) -> None:
    draft = next(card for card in browser.desk.office.catalogue().cards if card.name == "2026-01")
    answer = page(browser.get("/?q=knee"))
    (link,) = answer.xpath("//main//a[contains(@href, 'every=yes')]/@href")
    assert draft.title in titles(browser, link.partition("?")[2])
    assert not page(browser.get("/?q=knee&every=yes")).xpath("//main//a[contains(@href, 'every=yes')]")


def test_an_easy_read_edition_is_listed_as_one_and_not_as_its_language() -> None:
    assert own_name("en-GB-simple") == "English (Easy Read)"
    assert own_name("cy-simple") == "Cymraeg (Hawdd ei Ddeall)"


def test_pages_of_braille_are_not_said_to_be_printed_on_a4(browser: Browser) -> None:
    errand = browser.through(browser.post(f"{KNEE}/make/text"))
    braille = replace(errand.documents[0], layout="braille", format="brf", pages=22)
    assert look.printing(braille, browser.desk.office.layouts, Words("en")) == ""


def test_what_a_leaflet_is_too_long_for_is_said_and_not_offered(browser: Browser) -> None:
    """By its words alone it is certain; where only its pages show it, it is remembered."""
    long, short = f"{KNEE}/make/dl", "/leaflet/hip/2024/en-GB/make/dl"
    links = page(browser.get(short.partition("/make")[0])).xpath("//main//a/@href")
    assert short in links
    file = browser.desk.office.folder / "knee" / "2025-06.yaml"
    text = file.read_text(encoding="utf-8")
    more = "\n".join(["      Rest for a while when it hurts, and walk a little each day.\n"] * 200)
    file.write_text(text.replace("    body: |\n", f"    body: |\n{more}\n", 1), encoding="utf-8")
    shown = browser.get(KNEE)
    assert long not in page(shown).xpath("//main//a/@href")
    assert "This leaflet is too long for it: at least " in said(shown)
    assert "too long for it" in said(browser.get(long))
    asked = browser.post(long, short)
    assert (asked.status_code, "too long for it" in said(asked)) == (422, True)


def test_what_only_its_pages_show_to_be_too_long_is_remembered(browser: Browser) -> None:
    office = browser.desk.office
    card = office.card("hip", "2024", "en-GB")
    assert card
    layout = office.layouts["dl"]
    assert not room.too_long(office, card, layout)
    told = Problem(
        "too-long", Place("hip/2024"), "The leaflet is about 20 words too long for the 6 panels of `dl`.", ""
    )
    (order,) = pipeline.plan(office.catalogue(), office.layouts, Wishes(topics=("hip",), layouts=("dl",)))
    room.remember(office, Outcome(order, (), built=False, problems=(told,)))
    assert room.too_long(office, card, layout) == "about 20"
    assert "about 20 words have no room" in said(browser.get("/leaflet/hip/2024/en-GB"))


def test_the_desk_has_a_sign_of_its_own_among_a_browsers_tabs(browser: Browser) -> None:
    (sign,) = page(browser.get("/")).xpath("//link[@rel='icon']/@href")
    assert browser.get(sign).headers["content-type"] == "image/svg+xml"


def test_of_a_booklet_the_sheets_are_to_be_printed_and_the_pages_to_be_read(browser: Browser) -> None:
    errand = browser.through(browser.post(f"{KNEE}/make/booklet"))
    links = page(browser.get(f"/errand/{errand.id}")).xpath("//a[@target='_blank']")
    opened = [" ".join(link.text_content().split()) for link in links]
    assert [each.startswith("Open to print") for each in opened] == ["sheets to print" in each for each in opened]
    assert any("sheets to print" in each for each in opened)


def test_of_very_many_leaflets_the_first_are_listed_and_all_when_asked_for(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = page(browser.get("/?every=yes")).xpath("//ul[@class='cards']/li//a/@href")
    monkeypatch.setattr("press.desk.finding.LISTED", 2)
    some = browser.get("/?every=yes")
    assert page(some).xpath("//ul[@class='cards']/li//a/@href") == whole[:2]
    assert f"{len(whole)} leaflets The first 2 are listed." in said(some)
    (every,) = page(some).xpath("//a[starts-with(., 'List all')]/@href")
    assert page(browser.get(every)).xpath("//ul[@class='cards']/li//a/@href") == whole
    assert "are listed" not in said(browser.get("/?q=hip&every=yes"))
