"""Prose with other texts in the place of its own: what stands around them stays."""

from __future__ import annotations

import pytest

from press import prose
from press.problems import Problem
from press.prose import References, dialect, texts
from press.prose.texts import Leaf
from press.source import Value

EACH = """\
Take **one** a day.

## When to call

- One:
  - inner
- Two

3. Three
4. Four

Table: What to take

| Day | Dose |
|---|---|
| 1 \\| 2 | 5 mg |

::: urgent Call 999
You cannot breathe.

- Chest pain
:::

::: quote What people say
I did not think so.

It did, within 3 weeks.
-- Alex
:::

::: quote Others
-- Bea
:::

![](figure:knee)

![](passage:hours)

Table\\: none"""


def test_each_kind_of_text_is_told_and_what_is_around_it_comes_back() -> None:
    found: list[Leaf] = []

    def say(leaf: Leaf) -> str:
        found.append(leaf)
        return leaf.text

    assert texts.rewritten(EACH, say) == EACH
    assert [(leaf.kind, leaf.text, leaf.row) for leaf in found if not leaf.warns] == [
        ("paragraph", "Take **one** a day.", 0),
        ("heading", "When to call", 2),
        ("item", "One:", 4),
        ("item", "inner", 5),
        ("item", "Two", 6),
        ("item", "Three", 8),
        ("item", "Four", 9),
        ("caption", "What to take", 11),
        *(("cell", cell, 13) for cell in ("Day", "Dose")),
        *(("cell", cell, 15) for cell in ("1 | 2", "5 mg")),
        ("heading", "What people say", 23),
        ("paragraph", "I did not think so.", 24),
        ("paragraph", "It did, within 3 weeks.", 26),
        ("speaker", "Alex", 26),
        ("heading", "Others", 30),
        ("speaker", "Bea", 31),
        ("paragraph", "Table\\: none", 38),
    ]
    assert [leaf.text for leaf in found if leaf.warns] == ["Call 999", "You cannot breathe.", "Chest pain"]


@pytest.mark.parametrize("start", ["- a", "+ a", "= a", "# a", "> a", "::: a", "12. a", "3) a", "Table: a", "1."])
def test_a_text_that_begins_like_a_block_of_another_kind_stays_a_text(start: str) -> None:
    kinds = [node.type for node in dialect.parser().parse(texts.rewritten("One", lambda _: start))]
    assert kinds == ["paragraph_open", "inline", "paragraph_close"]


@pytest.mark.parametrize("heading", ["Vitamin C", "Ward C#", "Ward C #", "Ward C ##", "#", "Ward C \\#"])
def test_no_sign_of_a_heading_is_taken_for_its_end(heading: str) -> None:
    text = texts.rewritten("## One", lambda _: heading)
    assert [each.content for each in dialect.parser().parse(text) if each.type == "inline"] == [text[3:]]
    assert text.replace("\\", "") == f"## {heading}".replace("\\", "")


@pytest.mark.parametrize("start", ["-", "+", "=", "#", ">", "*", "•", ":::", "12.", "3)", "Table:", "|"])
def test_no_line_of_a_long_text_begins_like_a_block_of_its_own(start: str) -> None:
    words = ["word " * 19 + "wor", start, "word " * 30]
    lines = texts.rewritten("One", lambda _: " ".join(words).strip()).split("\n")
    assert len(lines) > 1 and not [line for line in lines if line.startswith(start)]


@pytest.mark.parametrize(
    "text", ["[Ward 7]: /call\n**us**", "Call\n*us*\n---\nNow", "Call\n*us*\n===", "<div>\n*a*\n</div>", "[a]: b\n> c"]
)
def test_nothing_is_a_heading_a_reference_or_html_that_only_looks_like_it(text: str) -> None:
    found = dialect.parser().parse(text)
    assert not {token.type for token in found} & {"heading_open", "html_block"}
    said = "".join(token.content for token in found)
    assert [word for word in text.replace(">", " ").replace("---", " ").split() if word not in said] == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("![](passage:hours)", "A shared passage cannot stand here."),
        ("![](figure:knee)", "A figure cannot stand in a description."),
    ],
)
def test_where_no_figure_has_a_place_it_is_said_of_what_it_is(text: str, says: str) -> None:
    problems: list[Problem] = []
    made = prose.draft(Value("a.yaml", 0, problems, scalar=text), frozenset()).blocks(References({}, frozenset(), {}))
    assert (made, [problem.message for problem in problems]) == ((), [says])
