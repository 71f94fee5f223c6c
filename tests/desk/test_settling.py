"""What is to be decided of a leaflet that was taken in stands beside its words until somebody says it is settled."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.review import deciding
from tests.desk.conftest import Browser, filled, page, said

EDIT = "/edit/elbow/2026-01/en-GB"
BODY = "      # Question (nobody): this is no comment\n\n"
DRAFT = """\
# Found in the file: reviewed 2026-01
# Question (the beginning): What is it called?
title: Elbow
summary: Rest it.

review: {status: draft, last: "2026-01", next: "2028-01"}

sections:
  # Question (paragraph 1): “Rest” looks like a heading. Is it?
  # Question (paragraph 2): Is “two” right?
  - heading: Rest
    body: |
      Rest it for two days.

      # Question (nobody): this is no comment

  # Question (a comment in Word): Where is this from?
"""


def test_questions_are_those_that_stand_as_comments_each_with_the_field_below_it() -> None:
    found = [(each.place, each.key) for each in deciding.undecided(DRAFT)]
    assert found == [
        ("the beginning", "title"),
        ("paragraph 1", "section.1.heading"),
        ("paragraph 2", "section.1.heading"),
        ("a comment in Word", ""),
    ]


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_one_question_is_settled_and_all_else_stays(number: int, newline: str) -> None:
    text = DRAFT.replace("\n", newline)
    one = deciding.undecided(text)[number]
    lines = text.split("\n")
    assert one.words in lines.pop(one.line - 1)
    assert deciding.settled(text, one.id) == "\n".join(lines)
    assert deciding.settled(text, "another") == text


def test_what_is_no_yaml_asks_nothing() -> None:
    assert deciding.undecided('a: "\n# Question (x): y?') == ()


def taken_in(browser: Browser) -> Path:
    file: Path = browser.desk.office.folder / "elbow" / "2026-01.yaml"
    file.parent.mkdir()
    file.write_text(DRAFT.replace(BODY, ""), encoding="utf-8")
    return file


def test_an_editor_settles_what_is_asked_and_keeps_what_they_have_typed(browser: Browser) -> None:
    file = taken_in(browser)
    shown = browser.get(EDIT)
    assert "What a person has to decide: 4" in said(shown)
    (beside,) = page(shown).xpath("//div[@class='field'][.//input[@id='title']]/p[@class='note']")
    assert beside.text_content() == "What is it called?"
    buttons = page(shown).xpath("//button[@name='settled']")
    assert {each.get("formaction") for each in buttons} == {f"{EDIT}/settled"}
    typed = {**filled(shown.text), "title": "Your elbow", "settled": buttons[0].get("value")}
    answer = browser.client.post(f"{EDIT}/settled", data=typed)
    assert "What a person has to decide: 3" in said(answer)
    assert "What is it called?" not in file.read_text(encoding="utf-8")
    assert "title: Elbow\n" in file.read_text(encoding="utf-8")
    assert filled(answer.text)["title"] == "Your elbow"
    assert "settled a question" in (browser.desk.office.kept / "log.jsonl").read_text(encoding="utf-8")


def test_enter_in_a_field_settles_nothing(browser: Browser) -> None:
    taken_in(browser)
    first = page(browser.get(EDIT)).xpath("//main//form[.//input[@id='title']]//button")[0]
    assert (first.get("name"), first.get("value")) == ("do", "check")
