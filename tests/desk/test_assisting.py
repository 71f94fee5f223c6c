"""Accessibility staff keep readers' wishes without a name, and have files of anybody's checked and taken in."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from press import layout, reader, verification
from press.cli import places
from press.desk import assisting
from press.desk.visit import Upload
from press.model import PartialDate
from press.problems import Place, Problem, Refused
from press.programs import scratch
from press.review import altered, importing
from press.store.folder import Folder
from tests.desk.conftest import Browser, page, said
from tests.incoming.files import made

KNEE = "/leaflet/knee/2025-06/en-GB"


def kept(browser: Browser) -> Path:
    return browser.desk.office.folder.parent / "layouts" / "large-print" / "profiles.yaml"


def test_wishes_are_kept_under_a_name_made_of_them_beside_those_that_are_there(browser: Browser) -> None:
    answer = browser.post("/readers", layout="large-print", size="24", paper="cream", bold="yes")
    assert "Kept as 24pt-cream-bold" in said(answer)
    shipped = places.shipped()
    own = layout.load(shipped / "layouts", shipped / "fonts", browser.desk.office.folder.parent)["large-print"].profiles
    before = layout.load(shipped / "layouts", shipped / "fonts", None)["large-print"].profiles
    assert set(own) == {*before, "24pt-cream-bold"}
    assert {name: own[name] for name in before} == dict(before)
    wishes = own["24pt-cream-bold"]
    assert (wishes.size, wishes.paper, wishes.bold) == (24, "cream", True)


def test_what_stands_in_the_file_of_wishes_stays_as_it_is(browser: Browser) -> None:
    kept(browser).parent.mkdir(parents=True)
    kept(browser).write_text("# Ours.\ngiant: {size: 28}  # for the ward", encoding="utf-8")
    browser.post("/readers", layout="large-print", spacing="1.5")
    assert kept(browser).read_text(encoding="utf-8") == (
        "# Ours.\ngiant: {size: 28}  # for the ward\nspacing-1.5: {spacing: 1.5}\n"
    )


def test_wishes_that_are_kept_already_are_not_kept_twice(browser: Browser) -> None:
    answer = browser.post("/readers", layout="large-print", size="28", paper="yellow", bold="yes")
    assert "Kept as giant-yellow" in said(answer)
    assert not kept(browser).exists()


@pytest.mark.parametrize("wishes", [{}, {"size": "1000"}, {"paper": "green\nowner: x"}, {"font": "Comic Sans"}])
def test_what_is_not_offered_cannot_be_kept(browser: Browser, wishes: dict[str, str]) -> None:
    assert browser.post("/readers", "/readers", layout="large-print", **wishes).status_code == 422
    assert not kept(browser).exists()


def test_what_is_wrong_with_wishes_leads_to_the_form_that_was_sent(browser: Browser) -> None:
    answer = browser.post("/readers", layout="large-print", size="1000", bold="yes")
    (link,) = page(answer).xpath("//*[@role='alert']//a/@href")
    assert link == "#large-print-size"
    assert page(answer).xpath("//*[@aria-invalid]/@id") == ["large-print-size"]
    assert page(answer).xpath("//select[option[@selected][@value='yes']]/@id") == ["large-print-bold"]


def test_the_same_wishes_kept_by_two_at_once_stand_in_the_file_once(browser: Browser) -> None:
    wishes = {"layout": "large-print", "size": "24", "paper": "cream"}
    token = page(browser.get("/readers")).xpath("//input[@name='token']/@value")[0]
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: browser.client.post("/readers", data={"token": token, **wishes}), range(6)))
    assert {answer.status_code for answer in answers} == {200}
    assert kept(browser).read_text(encoding="utf-8").count("24pt-cream:") == 1


def test_a_document_is_made_as_a_reader_wishes_whose_wishes_are_kept(browser: Browser) -> None:
    errand = browser.through(browser.post(f"{KNEE}/make/large-print", profile="giant-yellow"))
    assert errand.faults == []
    assert errand.documents[0].reading.name == "giant-yellow"
    assert browser.post(f"{KNEE}/make/large-print", profile="nobody").status_code == 422


# Files of others


def test_a_document_is_checked_and_read_as_a_screen_reader_does(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification, "testify", lambda *_: ())  # other programs are asked in a process of their own
    errand = browser.through(browser.post(f"{KNEE}/make/a4"))
    data = browser.desk.office.held().read(errand.documents[0].path)
    answer = said(browser.send("/files", {"file": ("knee.pdf", data)}))
    assert "Nothing wrong was found" in answer
    assert "Looking after your knee" in answer


def test_a_document_that_was_altered_since_it_was_made_is_told(browser: Browser) -> None:
    errand = browser.through(browser.post(f"{KNEE}/make/text"))
    data = browser.desk.office.held().read(errand.documents[0].path)
    assert "It was altered" not in said(browser.send("/files", {"file": ("knee.txt", data)}))
    assert "It was altered" in said(browser.send("/files", {"file": ("knee.txt", data + b"Take two.\n")}))


def test_a_build_that_begins_leaves_what_the_desk_is_reading_where_it_is() -> None:
    with assisting.laid_down(Upload("letter.docx", b"words")) as path, scratch.folder():
        assert path.read_bytes() == b"words"
    assert not path.exists()


def test_what_is_wrong_with_a_file_of_anybodys_is_said(browser: Browser) -> None:
    answer = browser.send("/files", {"file": ("../../<b>mine</b>.pdf", b"%PDF-1.7 no more than this")})
    assert answer.status_code == 200
    assert "What is wrong: 1" in said(answer)
    assert "<b>mine" not in answer.text


@pytest.mark.parametrize(("name", "data"), [("x.exe", b"MZ"), ("x.pdf", b""), ("x", b"x"), ("", b"")])
def test_what_is_no_file_to_be_read_is_refused_at_its_field(browser: Browser, name: str, data: bytes) -> None:
    answer = browser.send("/files", {"file": (name, data)})
    assert answer.status_code in (400, 422)
    if answer.status_code == 422:
        assert page(answer).xpath("//*[@role='alert']//a/@href") == ["#file"]


def test_text_is_read_aloud_and_not_judged(browser: Browser) -> None:
    answer = said(browser.send("/files", {"file": ("note.txt", b"<script>alert(1)</script> Take one.")}))
    assert "Take one." in answer
    assert "not whether it is accessible" in answer


# Old leaflets


def test_an_old_leaflet_in_word_becomes_a_draft_whose_questions_are_listed(browser: Browser) -> None:
    old = made(lambda word: (word.add_heading("Caring for your elbow", 0), word.add_paragraph("Rest it for two days.")))
    answer = browser.send("/import", {"file": ("elbow.docx", old)}, topic="elbow")
    assert "The draft is in the library: elbow/2026-01" in said(answer)
    assert "in the draft" in said(answer)
    assert page(answer).xpath("//main//a/@href")[1:] == ["/edit/elbow/2026-01/en-GB", "/leaflet/elbow/2026-01/en-GB"]
    draft = browser.desk.office.folder / "elbow" / "2026-01.yaml"
    assert "Rest it for two days." in draft.read_text(encoding="utf-8")
    again = browser.send("/import", {"file": ("elbow.docx", old)}, topic="elbow")
    assert again.status_code == 422
    assert "is there already" in said(again)


@pytest.mark.parametrize("topic", ["../elbow", "El Bow", "con"])
def test_a_topic_is_a_name_and_no_path(browser: Browser, topic: str) -> None:
    before = sorted(browser.desk.office.folder.rglob("*"))
    answer = browser.send("/import", {"file": ("elbow.docx", b"PK")}, topic=topic)
    assert answer.status_code == 422
    assert sorted(browser.desk.office.folder.rglob("*")) == before


def test_nothing_of_what_was_sent_is_kept(browser: Browser, tmp_path: Path) -> None:
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    browser.send("/files", {"file": ("note.txt", b"Mrs Example, born 1950")})
    after = {path for path in tmp_path.rglob("*") if path.is_file()} - before
    assert not [path for path in after if b"Mrs Example" in path.read_bytes()]
    assert reader.open(browser.desk.office.folder, browser.desk.office.layouts).cards


# What is wrong with the form, the file and its words


@pytest.mark.parametrize(("name", "data"), [("", b""), ("elbow.docx", b""), ("elbow.pdf", b"x"), ("elbow", b"x")])
def test_an_old_leaflet_that_is_none_is_refused_at_its_field(browser: Browser, name: str, data: bytes) -> None:
    files = {"file": (name, data)} if name else {}
    answer = browser.send("/import", files, topic="elbow")
    assert answer.status_code == 422
    assert page(answer).xpath("//*[@role='alert']//a/@href") == ["#file"]


def test_what_an_old_leaflet_cannot_be_read_for_is_said_at_its_field(browser: Browser) -> None:
    answer = browser.send("/import", {"file": ("elbow.docx", b"PK no more than this")}, topic="elbow")
    assert answer.status_code == 422
    assert page(answer).xpath("//*[@role='alert']//a/@href") == ["#file"]
    assert not (browser.desk.office.folder / "elbow").exists()


def test_an_old_leaflet_is_taken_in_as_of_this_month_and_without_a_copy_of_its_words(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    def drafted(path: Path, name: str, topic: str, terms: object) -> None:
        asked.extend((path.suffix, name, topic, terms))
        raise Refused([Problem("case", Place(name), "It is wrong.", "Mend it.")])

    monkeypatch.setattr(importing, "drafted", drafted)
    answer = browser.send("/import", {"file": ("Elbow.DOCX", b"PK")})
    assert "It is wrong. Mend it." in said(answer)
    language, glossary = importing.library(browser.desk.office.folder)
    terms = importing.Terms(PartialDate(2026, 1), language, glossary, original=False)
    assert asked == [".docx", "Elbow.DOCX", "", terms]


def _checked(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, found: list[Problem], read: list[Problem], name: str = "a.pdf"
) -> str:
    """What is said of a file in which a check finds these, and its transcript those."""

    def lines(_: Path) -> tuple[str, ...]:
        if read:
            raise Refused(read)
        return ("Rest it.",)

    monkeypatch.setattr(assisting, "_verified", lambda *_: (tuple(found), ("veraPDF",)))
    monkeypatch.setattr(assisting, "_lines", lines)
    return said(browser.send("/files", {"file": (name, b"%PDF")}))


def _wrong(rule: str) -> Problem:
    return Problem(rule, Place("file.pdf"), f"It breaks {rule}.", "Mend it.")


def test_what_a_check_and_a_transcript_find_is_said_and_the_same_not_twice(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, other = _wrong("pdf-unreadable"), _wrong("pdf-secret")
    assert "What is wrong: 1" in _checked(browser, monkeypatch, [broken], [other])
    both = _checked(browser, monkeypatch, [_wrong("alt")], [other])
    assert "What is wrong: 2" in both
    assert "It breaks alt." in both
    assert "It breaks pdf-secret." in both
    assert "What is wrong: 1" in _checked(browser, monkeypatch, [other], [other])
    sound = _checked(browser, monkeypatch, [], [])
    assert "Nothing wrong was found" in sound
    assert "Rest it." in sound
    assert "veraPDF" in sound


def test_a_document_of_ours_as_it_was_made_is_not_looked_for_among_altered_ones(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def check(name: str, words: str, _: object) -> list[Problem]:
        asked.extend((name, words))
        return [_wrong("altered")]

    monkeypatch.setattr(altered, "check", check)
    assert "It breaks altered." in _checked(browser, monkeypatch, [], [], "knee.pdf")
    assert asked == ["knee.pdf", "Rest it."]
    monkeypatch.setattr(altered, "known", lambda *_: True)
    assert "It breaks altered." not in _checked(browser, monkeypatch, [], [])


# Wishes


def test_each_wish_is_kept_as_it_was_said_and_read_so_again(browser: Browser) -> None:
    wishes = {"size": "22", "paper": "cream", "font": "Inter", "spacing": "1.25", "bold": "yes"}
    answer = browser.post("/readers", layout="large-print", **wishes)
    name = "22pt-cream-inter-spacing-1.25-bold"
    assert f"Kept as {name}" in said(answer)
    last = kept(browser).read_text(encoding="utf-8").splitlines()[-1]
    assert last == f'{name}: {{size: 22, paper: cream, font: "Inter", spacing: 1.25, bold: true}}'
    own = browser.desk.office.layouts["large-print"].profiles[name]
    assert (own.size, own.paper, own.font, own.spacing, own.bold) == (22, "cream", "Inter", 1.25, True)
    again = browser.post("/readers", layout="large-print", **wishes)
    assert f"Kept as {name}" in said(again)
    assert kept(browser).read_text(encoding="utf-8").count(f"{name}:") == 1
    assert '"act": "kept wishes", "layout": "large-print"' in browser.desk.office.keep.read("log.jsonl").decode()


@pytest.mark.parametrize("left_out", ["size", "paper", "font", "spacing", "bold"])
def test_wishes_that_differ_in_one_thing_are_others(browser: Browser, left_out: str) -> None:
    wishes = {"size": "22", "paper": "cream", "font": "Inter", "spacing": "1.25", "bold": "yes"}
    browser.post("/readers", layout="large-print", **wishes)
    browser.post("/readers", layout="large-print", **{key: wishes[key] for key in wishes if key != left_out})
    names = [line.partition(":")[0] for line in kept(browser).read_text(encoding="utf-8").splitlines()[-2:]]
    assert len(set(names)) == 2


def test_wishes_that_cannot_be_written_are_said_at_their_form(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Folder, path: str, data: bytes) -> None:
        if path.endswith("profiles.yaml"):
            raise OSError(28, "No space left on device")
        publish(self, path, data)

    publish = Folder.publish
    monkeypatch.setattr(Folder, "publish", full)
    answer = browser.post("/readers", layout="large-print", size="22")
    assert answer.status_code == 422
    assert "No space left on device" in said(answer)
    assert page(answer).xpath("//*[@role='alert']//a/@href") == ["#large-print-size"]


def test_wishes_are_for_layouts_that_let_a_reader_choose(browser: Browser) -> None:
    assert browser.post("/readers", "/readers", layout="nothing", size="22").status_code == 404
    headings = " ".join(each.text_content() for each in page(browser.get("/readers")).xpath("//main//h2"))
    assert "Large print" in headings
    assert "Easy Read" in headings
    assert "Booklet" not in headings
