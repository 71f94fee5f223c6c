"""What only a person can tell: asked, answered, and asked again only for what has changed."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from press import reader
from press.layout import Layouts
from press.model import Answer, Edition, Leaflet, PartialDate, Section, Table, Text, Untold
from press.questions import ask, open_questions
from tests.test_cli import press


def answered(file: Path, *, answer: str = "yes") -> None:
    """Answer every open question."""
    text = file.read_text(encoding="utf-8").replace("answer: null", f"answer: {answer}")
    text = text.replace("who: null", "who: Dr A. Example").replace("date: null", "date: 2026-11-21")
    file.write_text(text, encoding="utf-8")


def asked(library: Path) -> tuple[Path, set[str]]:
    """Write the questions of the sample topic; their file, and the ids of those that are open."""
    code, said, _ = press("questions", "knee", "--edition", "2025-06", "--lang", "en-GB", "--library", library)
    assert code == 0
    return library / "knee" / "2025-06.review.yaml", set(re.findall(r"^([a-z0-9-]+): ", said, re.MULTILINE))


def test_pictures_colours_order_and_words_are_asked_about(library_folder: Path) -> None:
    _, found = asked(library_folder)
    assert found == {
        "order",
        "alt-bend",
        "colour-bend",
        "cells-what-is-wrong-1",
        "word-cartilage",
        "word-synovial-fluid",
    }


UNTOLD = (
    (Untold("number", "Take 2 tablets.", "2"), "Easy Read leaves out the number 2: “Take 2 tablets.”"),
    (Untold("warning", "Call 999."), "This is a warning, and Easy Read has to give it: “Call 999.”"),
    (Untold("contact", "Helpline"), "Easy Read does not name somebody to turn to: “Helpline”."),
    (Untold("section", "Doses"), "Easy Read does not say that it tells the section “Doses”."),
)


def test_of_easy_read_each_fact_that_it_may_lack_is_asked_about_by_itself(sample: Leaflet) -> None:
    edition = replace(sample.edition, untold=tuple(fact for fact, _ in UNTOLD))
    found = [question for question in ask(edition) if question.id.startswith("easy-")]
    assert [each.text for each in found] == [
        f"{says} Do its readers have all that they need of it?" for _, says in UNTOLD
    ]
    assert [each.id.rpartition("-")[0] for each in found] == [f"easy-{fact.kind}" for fact, _ in UNTOLD]
    changed = (replace(UNTOLD[0][0], number="3"), replace(UNTOLD[1][0], words="Call 111."))
    marks = {each.fingerprint for each in (*found, *ask(replace(edition, untold=changed)))}
    assert marks >= {each.fingerprint for each in found}
    assert len(marks - {each.fingerprint for each in ask(replace(edition, untold=()))}) == len(UNTOLD) + len(changed)


def test_open_questions_are_listed_by_check_and_due_until_they_are_answered(library_folder: Path) -> None:
    file, _ = asked(library_folder)
    for command in (("check", "knee"), ("due", "--on", "2026-01-01")):
        _, said, problems = press(*command, "--library", library_folder)
        assert "knee/2025-06.yaml: question: A person must look: 6 open questions." in said + problems
    answered(file)
    code, said, problems = press("check", "knee", "--library", library_folder)
    assert (code, "2025-06.yaml: question" in problems) == (0, False)
    assert "0 errors" in said


def test_only_what_has_changed_is_asked_again(library_folder: Path) -> None:
    file, _ = asked(library_folder)
    answered(file)
    edition = library_folder / "knee" / "2025-06.yaml"
    text = edition.read_text(encoding="utf-8")
    assert "marked by a red dot" in text
    edition.write_text(text.replace("marked by a red dot", "marked with a red dot"), encoding="utf-8")
    assert asked(library_folder)[1] == {"alt-bend"}
    assert file.read_text(encoding="utf-8").count("Dr A. Example") == 6  # one of them in the file's own example


CHANGES: tuple[tuple[str, str, str, set[str]], ...] = (
    ("knee/2025-06.yaml", "marked by a red dot", "marked with a red dot", {"alt-bend"}),
    ("knee/bend.svg", "</svg>", "<g/></svg>", {"alt-bend", "colour-bend"}),
    ("knee/2025-06.yaml", "cartilage: The smooth", "cartilage: The soft", {"word-cartilage"}),
    ("knee/2025-06.yaml", "heading: ", "heading: Now, ", {"order"}),
    ("knee/2025-06.yaml", "| Sprain | Sore", "| Sprain | Sorer", {"cells-what-is-wrong-1"}),
    ("knee/2025-06.yaml", "| What helps |", "| What may help |", {"cells-what-is-wrong-1"}),
    ("knee/2025-06.yaml", "can wear thin", "may wear thin", set()),
)


@pytest.mark.parametrize(("name", "old", "new", "again"), CHANGES)
def test_each_thing_that_changes_is_asked_about_anew_and_nothing_else(
    library_folder: Path, name: str, old: str, new: str, again: set[str]
) -> None:
    before = knee(library_folder)
    day = PartialDate(2026, 11, 21)
    answers = tuple(Answer(question.id, True, "A", day, question.fingerprint) for question in ask(before))
    assert not open_questions(replace(before, answers=answers))
    changed = library_folder / name
    text = changed.read_text(encoding="utf-8")
    assert old in text
    changed.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert {question.id for question in open_questions(replace(knee(library_folder), answers=answers))} == again


def knee(library: Path) -> Edition:
    editions = reader.open(library, Layouts()).library().editions
    return next(edition for edition in editions if edition.file == "knee/2025-06")


def test_an_answer_after_open_questions_counts(library_folder: Path) -> None:
    file, open_ones = asked(library_folder)
    text = file.read_text(encoding="utf-8")
    for key, value in (("answer", "yes"), ("who", "Dr A. Example"), ("date", "2026-11-21")):
        before, _, after = text.rpartition(f"{key}: null")
        text = f"{before}{key}: {value}{after}"
    file.write_text(text, encoding="utf-8")
    assert asked(library_folder)[1] == open_ones - {"word-synovial-fluid"}


def test_a_no_is_a_warning_with_who_said_it(library_folder: Path) -> None:
    file, _ = asked(library_folder)
    answered(file, answer="no")
    problems = press("check", "knee", "--library", library_folder)[2]
    assert "warning: Dr A. Example answered no on 2026-11-21: Can the picture" in problems


def test_an_answer_without_a_name_is_refused_with_its_line(library_folder: Path) -> None:
    file, _ = asked(library_folder)
    text = file.read_text(encoding="utf-8").replace("answer: null", "answer: perhaps", 1)
    file.write_text(text.replace("answer: null", "answer: yes", 1), encoding="utf-8")
    code, _, problems = press("check", "knee", "--library", library_folder)
    assert code == 1
    assert re.search(r"2025-06.review.yaml:\d+: error: `perhaps` is not known here", problems)
    assert "does not say by whom and when" in problems


def test_answers_change_no_document_and_no_code(library_folder: Path, tmp_path: Path) -> None:
    options = ("--layout", "web", "--library", library_folder, "--output", tmp_path / "out")
    assert press("build", "knee", *options)[0] == 0
    answered(asked(library_folder)[0])
    assert "0 built" in press("build", "knee", *options)[1]


COMMENT = """comments:
  - id: "1"
    who: Ben Example
    date: 2026-11-20
    words: Is the second step not the third?
"""


def test_a_comment_is_asked_about_until_somebody_says_that_it_is_settled(library_folder: Path) -> None:
    file, _ = asked(library_folder)
    answered(file)
    with file.open("a", encoding="utf-8") as written:
        written.write(COMMENT)
    assert "question: A person must look: 1 open question." in press("check", "knee", "--library", library_folder)[2]
    assert asked(library_folder)[1] == {"comment-1"}
    answered(file)
    assert "2025-06.yaml: question" not in press("check", "knee", "--library", library_folder)[2]
    assert asked(library_folder)[1] == set()
    assert COMMENT.splitlines()[1].strip() in file.read_text(encoding="utf-8")


def test_two_comments_with_one_id_are_refused(library_folder: Path) -> None:
    file, _ = asked(library_folder)
    with file.open("a", encoding="utf-8") as written:
        written.write(COMMENT + COMMENT.partition("\n")[2].replace("Ben", "Eve"))
    code, _, problems = press("check", "knee", "--library", library_folder)
    assert (code, "Two comments have the same id" in problems) == (1, True)


def test_of_many_empty_cells_five_are_named_and_the_others_counted(library_folder: Path) -> None:
    def asked_of(empty: int) -> str:
        rows = tuple(((Text(f"Row {number}"),), ()) for number in range(empty))
        table = Table((Text("Doses"),), ((Text("Who"),), (Text("Dose"),)), ((*rows, ((Text("All"),), (Text("5 mg"),)))))
        section = Section("s", (Text("One"),), (table,))
        return next(each.text for each in ask(replace(knee(library_folder), sections=(section,))) if "cells" in each.id)

    assert "meant to be empty? Row 0: Dose; Row 1: Dose; Row 2: Dose; Row 3: Dose; Row 4: Dose. They" in asked_of(5)
    assert "Row 4: Dose; and 2 more. They" in asked_of(7)


def test_answers_that_were_given_before_are_still_those_of_the_same_things(library_folder: Path) -> None:
    """Were a fingerprint reckoned otherwise, every answer of every library would be open again."""
    edition = replace(knee(library_folder), sections=(Section("s", (Text("One"),), ()),), glossary=())
    assert [(question.id, question.fingerprint) for question in ask(edition)] == [("order", "3eaa2331f3b8135d")]
