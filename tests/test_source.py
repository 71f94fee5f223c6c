"""YAML in which every value knows its line, and no fault hides another."""

from __future__ import annotations

import pytest

from press import source
from press.problems import Place, Problem
from press.shape import COLOUR, TEXT, Form, Key, Number, Shape, needed
from press.source import MAX_BYTES, MAX_DEPTH, Value, folded


def read(text: str) -> tuple[Value, list[tuple[str, int]]]:
    """The value of a text, and the rule and line of each problem."""
    problems: list[Problem] = []
    value = source.read(text.encode(), "x.yaml", problems)
    return value or Value("x.yaml", 0, problems), [(problem.rule, problem.place.line) for problem in problems]


def keys(required: str, optional: str = "", form: Form = TEXT) -> Shape:
    """A shape with these keys, each of which holds the same."""
    wanted = {key: needed(form, "") for key in required.split()}
    return Shape({**wanted, **{key: Key(form, "") for key in optional.split()}})


def rules(value: Value) -> list[tuple[str, int]]:
    return [(problem.rule, problem.place.line) for problem in value.problems]


def test_every_value_knows_its_line() -> None:
    value, problems = read("a: 1\nb:\n  - two\n  - c: |\n      three\n\n# note\nd: >-\n  four\n")
    assert not problems
    assert value.mapping is not None
    assert value.keys == {"a": 1, "b": 2, "d": 8}
    two, inner = value.mapping["b"].items()
    assert (two.line, inner.line) == (3, 4)
    assert inner.mapping is not None
    three, four = inner.mapping["c"], value.mapping["d"]
    assert (three.line, three.literal, three.scalar) == (4, True, "three\n")
    assert (four.line, four.literal, four.scalar) == (8, False, "four")


@pytest.mark.parametrize("scalar", ["2016", "2022-06", "2022-06-09", "no", "on", "0808", "1e3", "1_000", "12:30:45"])
def test_a_scalar_stays_as_it_was_typed(scalar: str) -> None:
    value, problems = read(f"a: {scalar}")
    assert not problems
    assert value.record(keys("a"))["a"].text() == scalar


@pytest.mark.parametrize("null", ["", "~", "null", "Null", "NULL"])
def test_a_null_counts_as_left_out(null: str) -> None:
    value, _ = read(f"a: {null}\nb: x")
    assert set(value.record(keys("b", "a"))) == {"b"}
    assert not value.problems
    value.record(keys("a", "b"))
    assert rules(value) == [("missing-key", 1)]


@pytest.mark.parametrize("text", ['"null"', "'~'", "nothing", "None"])
def test_a_word_is_not_a_null(text: str) -> None:
    value, _ = read(f"a: {text}")
    assert value.record(keys("a"))["a"].text()
    assert not value.problems


def test_white_space_is_folded_but_special_spaces_stay() -> None:
    assert folded("  one \n\t two\r\nthree\N{NO-BREAK SPACE}  four\N{THIN SPACE}\n") == (
        "one two three\N{NO-BREAK SPACE} four\N{THIN SPACE}"
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: &x 1\nb: *x", [("alias", 1), ("alias", 2)]),
        ("a: !!str 1", [("tag", 1)]),
        ("a: !include x", [("tag", 1)]),
        ("a: 1\n---\nb: 2", [("documents", 2)]),
        ("a: 1\nb: 2\na: 3", [("duplicate-key", 3)]),
        ("[a, b]: 1", [("key", 1)]),
        ("", [("empty", 0)]),
        ("# only a note", [("empty", 0)]),
        ("a: [", [("yaml", 1)]),
        ("a: 'x", [("yaml", 1)]),
        ("a: b: c", [("yaml", 1)]),
        ("a: 1\n b: 2", [("yaml", 2)]),
        ("a: \a", [("character", 1)]),
    ],
)
def test_what_is_more_than_plain_yaml_is_refused(text: str, problem: list[tuple[str, int]]) -> None:
    assert read(text)[1] == problem


def test_a_tab_gets_a_hint_of_its_own() -> None:
    problems: list[Problem] = []
    source.read(b"a:\n\tb: 1", "x.yaml", problems)
    assert [(problem.place.line, problem.hint) for problem in problems] == [(2, "Use spaces in place of tabs.")]


def test_every_fault_of_a_file_is_found_in_one_go() -> None:
    value, problems = read("a: &x 1\na: 2\nb: !t 3")
    assert problems == [("alias", 1), ("duplicate-key", 2), ("tag", 3)]
    value.record(keys("c"))
    assert [rule for rule, _ in rules(value)[3:]] == ["unknown-key", "unknown-key", "missing-key"]


def test_a_mark_of_the_byte_order_is_no_part_of_the_text() -> None:
    value, problems = read("\ufeffa: 1")
    assert not problems
    assert set(value.record(keys("a"))) == {"a"}


def test_a_file_that_is_too_large_or_too_deep_is_refused() -> None:
    assert read("#" * (MAX_BYTES + 1))[1] == [("file-size", 0)]
    assert read("- " * MAX_DEPTH + "a")[1] == []
    assert read("- " * (MAX_DEPTH + 1) + "a")[1] == [("depth", 1)]


@pytest.mark.parametrize(("length", "shown"), [(199, 199), (200, 200), (201, 199)])
def test_what_is_wrong_is_shown_as_far_as_anybody_reads_it(length: int, shown: int) -> None:
    problems: list[Problem] = []
    source.Value("a.yaml", 3, problems).fault("rule", "It is wrong.", "Mend it.", words="x" * length)
    assert problems[0].place == Place("a.yaml", 3, "x" * shown + "…" * (length > 200))


def test_an_unknown_key_gets_the_nearest_known_one() -> None:
    value, _ = read("sumary: x\ncolour: y")
    value.record(keys("summary", "title"))
    assert [(problem.place.line, problem.hint) for problem in value.problems[:2]] == [
        (1, "Did you mean `summary`?"),
        (2, "Use one of: summary, title."),
    ]


def test_values_of_the_wrong_kind_are_refused_and_read_as_empty() -> None:
    value, _ = read("a: [1]\nb: x\nc: ''\nd: 'true'")
    a, b, c, d = (value.record(keys("a b c d"))[key] for key in "abcd")
    said = (a.text(), b.items(), list(b.entries()), b.record(keys("")), c.text(), d.flag())
    assert said == ("", [], [], {}, "", True)
    assert rules(value) == [("text", 1), ("list", 2), ("mapping", 2), ("mapping", 2), ("empty", 3)]


@pytest.mark.parametrize(("text", "number"), [("1", 1.0), ("2.5", 2.5), ("10", 10.0)])
def test_a_number_within_bounds_is_read(text: str, number: float) -> None:
    value, _ = read(f"a: {text}")
    assert value.record(keys("a", form=Number(1, 10)))["a"].number() == number
    assert not value.problems


@pytest.mark.parametrize("text", ["0.9", "11", "nan", "inf", "one", "[1]"])
def test_a_number_out_of_bounds_is_refused(text: str) -> None:
    value, _ = read(f"a: {text}")
    assert value.record(keys("a", form=Number(1, 10)))["a"].number() == 1
    assert rules(value) == [("number", 1)]


@pytest.mark.parametrize(
    "text", ["a: #2E7D32", "b: x\na:   #2e7d32  # ours\n", "a: #2E7D32\nb: 1", "{b: 1,\na: #2E7D32\n}"]
)
def test_a_colour_without_quotes_is_one_fault_at_its_line(text: str) -> None:
    value, _ = read(text)
    (line,) = (number for number, each in enumerate(text.splitlines(), 1) if "#2" in each)
    found = value.record(Shape({"a": needed(COLOUR, ""), "b": Key(TEXT, "")}))
    assert found["a"].colour() == "#2E7D32"
    assert rules(value) == [("colour", line)]
    assert value.problems[0].hint.startswith('Write "#2')


@pytest.mark.parametrize("text", ["a: {b: #2E7D32, c: 1}\nd: 1\n", "a: {b: #2E7D32}", "a: [#2E7D32, '#005EB8']\n"])
def test_a_colour_without_quotes_in_braces_is_one_fault_at_its_line(text: str) -> None:
    assert read(text)[1] == [("colour", 1)]


def test_a_comment_behind_nothing_is_no_colour() -> None:
    value, problems = read("a: #added\nb: #2E7D32 is our green\nc: 'x' #2E7D32\n")
    assert not problems
    assert set(value.record(keys("", "a b c"))) == {"c"}
    assert not value.problems


def test_colours_choices_and_flags_are_read_or_refused() -> None:
    value, _ = read("a: '#005eb8'\nb: draft\nc: false\nd: blue\ne: darft\nf: yes\ng: '#fff'")
    a, b, c, d, e, f, g = (value.record(keys("a b c d e f g"))[key] for key in "abcdefg")
    assert (a.colour(), b.choice(["draft", "final"]), c.flag()) == ("#005EB8", "draft", False)
    assert not value.problems
    assert (d.colour(), e.choice(["draft", "final"]), f.flag(), g.colour()) == ("", "", False, "")
    assert rules(value) == [("colour", 4), ("choice", 5), ("flag", 6), ("colour", 7)]
