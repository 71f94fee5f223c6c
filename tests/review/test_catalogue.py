"""The catalogue: all that was published and all that is due, on one page."""

from __future__ import annotations

import json
import shutil
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from lxml import html as parser
from PIL import Image

from press.review.catalogue import finding
from press.review.catalogue.listing import UNSEEN
from press.review.catalogue.page import own_names
from tests.review.conftest import Press, edit


@pytest.fixture
def built(on: Press, tmp_path: Path) -> Path:
    """The output of a build of everything for the web, and of the hip on paper."""
    web = ("--layout", "web", "--lang", "en-GB")
    assert on("build", *web).code == 0
    assert on("build", *web, "--clinic", "riverside").code == 0
    assert on("build", "hip", "--layout", "a4").code == 0
    return tmp_path / "out"


def catalogue(output: Path) -> Any:
    return parser.document_fromstring((output / "index.html").read_bytes())


def row(output: Path, words: str) -> Any:
    """The edition that has these words in its heading or its topic's, or in what it says first."""
    found = [each for each in catalogue(output).xpath("//div[@class='edition']") if words in _said(each)]
    assert found
    return found[0]


def _said(edition: Any) -> str:
    (topic,) = edition.xpath("ancestor::li[@data-topic]")
    own = edition.xpath("./div/h4/span[@dir]")
    return str((own[0] if own else topic.find("h3")).text_content()).casefold()


def embedded(output: Path, name: str) -> str:
    """What the page carries for its script."""
    (found,) = catalogue(output).xpath(f"//script[@id='{name}']")
    return str(found.text)


def searched(output: Path, word: str) -> set[str]:
    """The topics that a search for a whole word finds."""
    lines = dict(line.split(" ") for line in embedded(output, "words").splitlines())
    numbers, at = set(), 0
    for step in lines.get(word, "").split("."):
        at += int(step, 36) if step else 0
        numbers |= {str(at)} if step else set()
    editions = catalogue(output).xpath("//div[@class='edition']")
    chosen = [each for each in editions if each.get("data-number") in numbers]
    return {each.xpath("ancestor::li[@data-topic]")[0].get("data-topic") for each in chosen}


def test_documents_stand_under_what_the_person_who_asks_needs(on: Press, tmp_path: Path) -> None:
    for more in (("large-print", "--size", "18"), ("a4",), ("text",), ("data",), ("epub",)):
        assert on("build", "hip", "--layout", *more).code == 0
    tree = row(tmp_path / "out", "your new hip")
    needs = [each.text_content() for each in tree.xpath(".//p[@class='need']")]
    lists = [[link.text_content().partition(" of ")[0] for link in each.iter("a")] for each in tree.iter("ul")]
    assert dict(zip(needs, lists, strict=False)) == {
        "Print for a patient": ["A4, 14 pt, PDF"],
        "Print in large letters": ["Large print, 18 pt, Word", "Large print, 18 pt, PDF"],
        "For a screen, a telephone, or to be read aloud: I cannot see print": [
            "EPUB e-book",
            "Plain text",
        ],
        "For other systems": ["Data"],
    }


def test_each_edition_has_its_dates_code_documents_and_state(built: Path) -> None:
    said = " ".join(row(built, "your new hip").text_content().split())
    assert said.startswith("English, edition 2024 Current Code ")
    assert "Reviewed 2024; next review 2027. Not signed off; in question (1 open)." in said
    assert "A4, 14 pt, PDF of Your new hip, 2024 (1 page," in said
    assert "Web page of Your new hip, 2024 for Riverside Knee Clinic (" in said  # for those who run no scripts


def test_what_has_changed_and_what_is_wrong_is_said(on: Press, built: Path, library_folder: Path) -> None:
    edit(library_folder / "hip" / "2024.yaml", "online:", "abbreviations: {ECT: a thing}\nonline:")
    on("build", "hip", "--layout", "web")
    assert "The exercises are new." in row(built, "looking after your knee").text_content()
    assert "No text of this edition uses the abbreviation." in row(built, "your new hip").text_content()


def test_every_link_and_picture_is_there(built: Path) -> None:
    tree = catalogue(built)
    addresses = [link.get("href") for link in tree.xpath("//ul[@class='documents']//a")]  # clinics' without scripts
    assert len(addresses) == 5
    assert all((built / unquote(address)).is_file() for address in addresses)
    (picture,) = [image.get("src") for image in tree.iter("img")]
    with Image.open(built / picture) as image:
        assert image.size == (240, 340)


def test_older_editions_and_drafts_come_last_and_say_so(built: Path) -> None:
    topics = {
        each.get("data-topic"): [
            [edition.get("data-state") for edition in each.xpath(path)]
            for path in ("./div[@class='edition']", "./details/div[@class='edition']")
        ]
        for each in catalogue(built).xpath("//ul[@id='list']/li")
    }
    used = "unsigned|open questions|current"
    assert topics == {"knee": [[used, used], ["draft", "superseded"]], "hip": [[used], []]}


def test_what_is_due_is_listed(built: Path) -> None:
    shown = catalogue(built).xpath("//table[@id='reviews']/tbody/tr[not(@hidden)]")
    rows = {row[0].text: row[1].text for row in shown}
    assert rows == {
        "Helpline": "Overdue",
        "Looking after your knee at home": "Draft",
        "Post room": "Never checked",
    }


def test_nothing_is_loaded_from_elsewhere(built: Path) -> None:
    text = (built / "index.html").read_text(encoding="utf-8")
    tree = catalogue(built)
    assert not list(tree.iter("link", "iframe", "object"))
    assert {script.get("src") for script in tree.iter("script")} == {None}
    assert "url(" not in text
    assert "@import" not in text


def test_it_is_not_made_again_where_nothing_changed(on: Press, built: Path) -> None:
    before = (built / "index.html").stat().st_mtime_ns
    on("build", "hip", "--layout", "a4")
    assert (built / "index.html").stat().st_mtime_ns == before


def test_another_day_makes_it_anew(on: Press, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(2_000_000_000))
    on("build", "hip", "--layout", "a4")
    assert row(built, "your new hip").get("data-state") == "unsigned|open questions|overdue"


def test_the_picture_of_a_document_that_is_gone_is_taken_away(on: Press, built: Path, library_folder: Path) -> None:
    (before,) = (built / "first-pages").iterdir()
    edit(library_folder / "hip" / "2024.yaml", "Your new hip", "Your other hip")
    on("build", "hip", "--layout", "a4")
    (after,) = (built / "first-pages").iterdir()
    assert before != after


def test_what_authors_write_stays_text(on: Press, built: Path, library_folder: Path) -> None:
    edit(library_folder / "hip" / "2024.yaml", "Your new hip", '"A \'hip\' & \\"joint\\""')
    on("build", "hip", "--layout", "web")
    (title,) = catalogue(built).xpath("//li[@data-topic='hip']/h3")
    assert title.text == "A 'hip' & \"joint\""


def test_a_topic_has_not_the_problems_of_one_whose_name_ends_like_its_own(
    on: Press, library_folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(library_folder / "hip", library_folder / "old-hip")
    edit(library_folder / "old-hip" / "2024.yaml", "sections:", "abbreviations:\n  XYZ: No words\nsections:")
    edit(library_folder / "old-hip" / "2024.yaml", "Your new hip", "Your old hip")
    on("build", "hip", "old-hip", "--layout", "web")
    assert row(tmp_path / "out", "your old hip").xpath(".//summary[contains(., 'problem')]")
    assert not row(tmp_path / "out", "your new hip").xpath(".//summary[contains(., 'problem')]")


def test_languages_are_called_as_they_call_themselves() -> None:
    assert own_names(["cy", "ar", "en-GB", "cy"]) == {"ar": "العربية", "cy": "Cymraeg", "en-GB": "English"}
    assert own_names(["en-GB", "en-US"]) == {"en-GB": "English (United Kingdom)", "en-US": "English (United States)"}
    assert own_names(["zz-Zzzz", "qqq"]) == {"qqq": "qqq", "zz-Zzzz": "zz-Zzzz"}


def test_titles_say_their_language_and_how_they_run(built: Path) -> None:
    (title,) = catalogue(built).xpath("//li[@data-topic='hip']/h3")
    assert (title.get("lang"), title.get("dir")) == ("en-GB", "ltr")


def test_the_words_of_a_leaflet_are_searched(built: Path) -> None:
    assert searched(built, "walk") == {"hip"}
    assert searched(built, "2024") == {"hip"}
    assert searched(built, "xyz") == set()


def test_every_code_that_an_edition_was_given_is_found(on: Press, built: Path, library_folder: Path) -> None:
    before = row(built, "your new hip").get("data-codes").split()
    edit(library_folder / "hip" / "2024.yaml", "Walk a little", "Walk a lot")
    on("build", "hip", "--layout", "web")
    after = row(built, "your new hip").get("data-codes").split()
    assert (len(before), len(after), after[1:]) == (1, 2, before)
    assert row(built, "your new hip").get("data-due") == "2027-12-31"
    assert row(built, "looking after your knee at home").get("data-due") == ""


def test_documents_of_a_clinic_say_whose_they_are(built: Path) -> None:
    tree = row(built, "your new hip")
    assert [each.get("data-clinic") for each in tree.xpath(".//noscript//li")] == ["riverside"]
    clinics = json.loads(embedded(built, "data"))["clinics"]
    ((kind, kilobytes, pages),) = clinics["editions"][tree.get("data-number")]["riverside"]
    assert clinics["kinds"][kind] == ["{topic}-web-{clinic}.html", "Web page", UNSEEN, "html"]
    assert (kilobytes > 1, pages) == (True, 0)


def test_a_code_that_only_the_library_remembers_is_answered(on: Press, built: Path, library_folder: Path) -> None:
    code = row(built, "your new hip").get("data-codes")
    shutil.rmtree(library_folder / "hip")
    (built / "record.jsonl").unlink()
    on("build", "knee", "--layout", "text")
    gone = json.loads(embedded(built, "data"))["gone"]
    assert gone[code].endswith("do not use. hip 2024 (en-GB) is withdrawn.")


def test_the_page_lets_its_own_style_and_script_in_and_nothing_else(built: Path) -> None:
    tree = catalogue(built)
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    script = tree.xpath("//script[not(@type)]")[0].text
    for text in (script, tree.xpath("//style")[0].text):
        assert f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none'; img-src 'self' file:;")
    assert "unsafe" not in policy
    assert not tree.xpath("//*[@style]")


def test_numbers_of_editions_are_steps_in_base_36() -> None:
    assert finding._steps([0, 1, 40, 1337]) == "0.1.13.101"
