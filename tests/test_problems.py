"""Problems: how they are told, counted and waived, whoever has found them."""

from __future__ import annotations

import pytest

from press import problems
from press.problems import (
    Exit,
    Grade,
    Kept,
    OfClinic,
    OfDocument,
    OfFile,
    OfLibrary,
    OfTopic,
    Place,
    Problem,
    Refused,
    Rule,
)

KNEE = OfTopic("knee", "2026-01", "en-GB")
FAULT = Problem("a-rule", Place("a.pdf", words="Rest", page=2), "It is wrong.", "Mend it.", source="UA 7.1")


def test_the_exit_codes_are_those_of_the_manual() -> None:
    assert [(each.name, each.value) for each in Exit] == [("OK", 0), ("REFUSED", 1), ("USAGE", 2)]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        (Place("a.yaml"), "a.yaml"),
        (Place("a.yaml", 3), "a.yaml:3"),
        (Place("a.pdf", page=1), "a.pdf, page 1"),
        (Place("a.pdf", 3, "words", 1), "a.pdf:3, page 1"),
    ],
)
def test_a_place_says_line_and_page_where_it_has_them(place: Place, said: str) -> None:
    assert str(place) == said


def test_a_problem_says_where_what_how_to_mend_it_and_by_which_rule() -> None:
    assert str(FAULT) == "a.pdf, page 2: error: It is wrong. [Rest] Mend it. (a-rule; UA 7.1)"
    bare = Problem("a-rule", Place("a.yaml"), "It\tis\nwrong.\u202e", "Mend it.", Grade.WARNING)
    assert str(bare) == r"a.yaml: warning: It\tis\nwrong.\u202e Mend it. (a-rule)"
    assert FAULT.as_json() == {
        "rule": "a-rule",
        "message": "It is wrong.",
        "hint": "Mend it.",
        "grade": "error",
        "source": "UA 7.1",
        "place": {"file": "a.pdf", "line": 0, "words": "Rest", "page": 2},
        "subject": {"file": ""},
    }
    assert Kept.of(FAULT).problem() == FAULT


def test_a_rule_is_told_to_machines() -> None:
    rule = Rule("a-rule", "UA 7.1", "It is wrong.", "Mend it.")
    told = {"id": "a-rule", "source": "UA 7.1", "finds": "It is wrong.", "hint": "Mend it."}
    assert rule.as_json() == {**told, "grade": "error"}
    with pytest.raises(TypeError):
        Rule("a-rule", "UA 7.1", "It is wrong.", "Mend it.", Grade.WARNING)  # type: ignore[call-arg]  # that is the point


def test_what_nobody_sees_is_written_as_an_escape_and_what_joins_letters_stays() -> None:
    assert problems.visible("a\u00a0b\u200cc\u200dd\x1b[2J\u200b") == "a\u00a0b\u200cc\u200dd\\x1b[2J\\u200b"
    assert problems.visible_lines("a\n\x1bb") == "a\n\\x1bb"


@pytest.mark.parametrize(
    ("subject", "topic"),
    [(KNEE, KNEE), (OfDocument("a.pdf", KNEE), KNEE), (OfClinic("a"), None), (OfLibrary(), None), (OfFile("a"), None)],
)
def test_a_problem_is_in_an_edition_if_its_subject_is(subject: problems.Subject, topic: OfTopic | None) -> None:
    (problem,) = problems.about(subject, [FAULT])
    assert (problem.subject, problem.topic) == (subject, topic)
    assert problems.about(OfLibrary(), [problem])[0].subject == (OfLibrary() if subject == OfFile() else subject)


def test_errors_stop_a_document_and_what_is_waived_is_heeded_by_nobody() -> None:
    others = [Problem(grade.value, Place("a"), "Wrong.", "Mend it.", grade) for grade in Grade]
    assert [problem.rule for problem in problems.errors(others)] == ["error"]
    assert [problem.rule for problem in problems.heeded(others)] == ["error", "warning", "question"]
    first, *rest = problems.waived(others, {"error": "Known.", "none": ""})
    assert (first.grade, first.hint, rest) == (Grade.WAIVED, "Known.", others[1:])
    refused = Refused(others)
    assert (refused.problems, str(refused)) == (tuple(others), "\n".join(map(str, others)))


def _at(page: int, words: str = "", rule: str = "a-rule", grade: Grade = Grade.ERROR) -> Problem:
    return Problem(rule, Place("a.pdf", words=words, page=page), "It is wrong.", "Mend it.", grade)


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ([], "It is wrong."),
        ([_at(1)], "It is wrong. And 1 more."),
        ([_at(0)], "It is wrong. And 1 more."),
        ([_at(2), _at(2)], "It is wrong. And 2 more: page 2."),
        ([_at(1, "Rest")], "It is wrong. And 1 more: page 1 “Rest”."),
        ([_at(0, "Rest"), _at(3), _at(4)], "It is wrong. And 3 more: “Rest”; page 3; page 4."),
        ([_at(page) for page in (2, 3, 4, 5)], "It is wrong. And 4 more: page 2; page 3; page 4; and others."),
    ],
)
def test_a_rule_that_is_broken_again_and_again_is_told_once_with_the_next_places(
    others: list[Problem], said: str
) -> None:
    alike = _at(1), *others
    other, warned = _at(1, rule="other"), _at(1, grade=Grade.WARNING)
    (first, *rest) = problems.summed([*alike, other, warned])
    assert (first.message, rest) == (said, [other, warned])


def test_a_word_that_is_not_known_gets_the_nearest_or_the_first_that_are() -> None:
    assert problems.nearest("KNE", ["hip", "knee"]) == "Did you mean `knee`?"
    assert problems.nearest("xyz", ["knee", "hip"]) == "Use one of: hip, knee."
    assert problems.nearest("xyz", []) == "There are none."
    names = [f"name-{number:02}" for number in range(22)]
    assert problems.nearest("xyz", names[:20]) == f"Use one of: {', '.join(names[:20])}."
    assert problems.nearest("xyz", names) == f"Use one of: {', '.join(names[:20])} and 2 more."
