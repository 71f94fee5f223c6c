"""Where each text of an edition stands in its YAML, and other words for it put in there."""

from __future__ import annotations

import pytest

from press.incoming.emphasis import links, strong
from press.incoming.found import Line, Span
from press.incoming.sources import Kind, Source, sources
from press.incoming.wording import Unclear, among, replaced, tokens

TEXT = """title: Your knee
subtitle: "After: an operation"
summary: >-
  What to
  do.
sections:
  - heading: At home
    body: |
      Take **30 mg** of \\*it\\*, and
      read [our page](https://a.org).

      - rest
        - sit
      - walk

      3. wash
         again

      ### More

      Table: Doses

      | Who | Dose |
      |---|---|
      | a | a |

      ::: quote What they say
      It was good.
      It helped.

      -- A patient
      :::

      ::: quote One
      It was fine. -- B
      -- C
      :::

      ::: note Take care
      Now.

      -- D
      :::

      ![](figure:knee)
  - heading: 'It''s'
    body: "No rows"
  - heading: "a\\u0062"
    body: |
      Both ](a and a\\
figures:
  knee:
    file: a.png
    alt: A knee
    caption: The knee
    credit:
      text: Me
    long_description: |
      All of it.
references:
  - text: Book
  - other: No
"""
HOME = "“At home”"
FIXED, ITEM, PARAGRAPH = Kind.FIXED, Kind.ITEM, Kind.PARAGRAPH
EXPECTED = [
    ("Your knee", FIXED, "the title", "Your knee", ""),
    ("After: an operation", FIXED, "the subtitle", '"After: an operation"', ""),
    ("What to do.", FIXED, "the summary", ">-\n  What to\n  do.\n", ""),
    ("At home", FIXED, "the heading “At home”", "At home", ""),
    (
        "Take 30 mg of *it*, and read our page.",
        PARAGRAPH,
        HOME,
        "      Take **30 mg** of \\*it\\*, and\n      read [our page](https://a.org).",
        "",
    ),
    ("rest", ITEM, HOME, "      - rest", "- "),
    ("sit", ITEM, HOME, "        - sit", "- "),
    ("walk", ITEM, HOME, "      - walk", "- "),
    ("wash again", ITEM, HOME, "      3. wash\n         again", "3. "),
    ("More", FIXED, f"a heading under {HOME}", "      ### More", "### "),
    ("Doses", FIXED, f"the caption of a table under {HOME}", "      Table: Doses", "Table: "),
    ("Who", FIXED, f"a cell under {HOME}", "      | Who | Dose |", "| "),
    ("Dose", FIXED, f"a cell under {HOME}", "      | Who | Dose |", "| Who | "),
    ("a", FIXED, f"a cell under {HOME}", "      | a | a |", "| "),
    ("a", FIXED, f"a cell under {HOME}", "      | a | a |", "| a | "),
    ("What they say", FIXED, f"the heading of a box under {HOME}", "      ::: quote What they say", "::: quote "),
    ("It was good. It helped.", PARAGRAPH, HOME, "      It was good.\n      It helped.", ""),
    ("A patient", FIXED, f"who said it, under {HOME}", "      -- A patient", "-- "),
    ("One", FIXED, f"the heading of a box under {HOME}", "      ::: quote One", "::: quote "),
    ("It was fine. -- B", FIXED, HOME, "      It was fine. -- B", ""),
    ("C", FIXED, f"who said it, under {HOME}", "      -- C", "-- "),
    ("Take care", FIXED, f"the heading of a box under {HOME}", "      ::: note Take care", "::: note "),
    ("Now.", PARAGRAPH, HOME, "      Now.", ""),
    ("-- D", PARAGRAPH, HOME, "      -- D", ""),
    ("", FIXED, "the heading “It's”", "'It''s'", ""),
    ("", FIXED, "the heading “ab”", '"a\\u0062"', ""),
    ("Both ](a and a\\", PARAGRAPH, "“ab”", "      Both ](a and a\\", ""),
    ("A knee", FIXED, "the alternative text of the picture knee", "A knee", ""),
    ("The knee", FIXED, "the caption of the picture knee", "The knee", ""),
    ("Me", FIXED, "the credit of the picture knee", "Me", ""),
    ("All of it.", PARAGRAPH, "the description of the picture knee", "      All of it.", ""),
    ("Book", FIXED, "a reference", "Book", ""),
]


def test_each_text_of_an_edition_is_known_by_what_it_is_and_where_its_lines_lie() -> None:
    found = sources(TEXT)
    said = [(each.text, each.kind, each.label, TEXT[each.start : each.end], each.marker) for each in found]
    assert said == EXPECTED
    for each in found:
        lines = TEXT[each.start : each.end]
        assert each.indent == (lines[: len(lines) - len(lines.lstrip(" "))] if each.markdown else "")
        assert each.markdown == (lines.startswith("      ") or each.kind is not FIXED)


@pytest.mark.parametrize("text", ["- a", "a", "title: [a]", "sections:\n  - a", "sections: a\nfigures: b"])
def test_what_is_no_edition_has_no_texts(text: str) -> None:
    assert sources(text) == []


def source(words: str) -> Source:
    return next(each for each in sources(TEXT) if each.text == words)


def after(words: str, new: str, printed: str = "") -> str:
    """The lines of a text with other words in them."""
    of = source(words)
    text = TEXT
    for each in sorted(replaced(of, printed or words, new), key=lambda each: each.start, reverse=True):
        text = text[: each.start] + each.text + text[each.end :]
    return text[of.start : of.end + len(text) - len(TEXT)].strip()


TAKE, PAGE = "Take 30 mg of *it*, and read our page.", "read [our page](https://a.org)."
AND = f"of \\*it\\*, and\n      {PAGE}"


@pytest.mark.parametrize(
    ("words", "new", "said"),
    [
        (TAKE, TAKE.replace("30", "40"), f"Take **40 mg** {AND}"),
        (TAKE, TAKE.replace("30 mg", "50 ml"), f"Take **50 ml** {AND}"),
        (TAKE, f"Now: {TAKE}", f"Now: Take **30 mg** {AND}"),
        (TAKE, f"{TAKE} Now_", f"Take **30 mg** {AND} Now\\_"),
        (TAKE, TAKE.removeprefix("Take "), f"**30 mg** {AND}"),
        ("a", "b*", "| b\\* | a |"),
        ("wash again", "wash it", "3. wash\n         it"),
        ("wash again", "bath", "3. bath"),
        ("wash again", "wash them again", "3. wash\n         them again"),
        ("Your knee", "Your old knee", "Your old knee"),
        ("What to do.", "What to do now.", ">-\n  What to\n  do now."),
    ],
)
def test_other_words_are_put_in_between_the_marks(words: str, new: str, said: str) -> None:
    assert after(words, new) == said


@pytest.mark.parametrize(
    ("words", "printed", "new", "why"),
    [
        (TAKE, "", TAKE.replace("mg of", "ml"), "It goes over the beginning or the end"),
        ("Your knee", "", "Your 'knee'", "Its new words have signs that YAML takes"),
        ("Your knee", "", "Your #1 knee", "Its new words have signs that YAML takes"),
        ("rest", "rest (lying down)", "rest (sitting down)", "It touches words that the press adds"),
        ("rest", "(now) rest", "(then) rest", "It touches words that the press adds"),
        ("", "It's", "It is", "Its words stand in the file in a way"),
    ],
)
def test_what_cannot_be_put_in_word_by_word_says_why(words: str, printed: str, new: str, why: str) -> None:
    with pytest.raises(Unclear, match=why):
        after(words, new, printed)


def test_words_beside_those_that_the_press_adds_are_put_in_where_it_is_known() -> None:
    assert after("rest", "rest well (lying down)", "rest (lying down)") == "- rest well"
    assert after("rest", "(lying down) now rest", "(lying down) rest") == "- now rest"


@pytest.mark.parametrize(
    ("few", "many", "are"),
    [
        ("a b", "a x b", True),
        ("b a", "a x b", False),
        ("a b", "a b c d", True),
        ("a b", "a b c d e", False),
        ("a c", "a b", False),
    ],
)
def test_words_stand_among_others_in_their_order_and_are_no_small_part_of_them(
    few: str, many: str, *, are: bool
) -> None:
    assert among(tokens(few), tokens(many)) is are


# Links and strong words

LINKED = """title: A
sections:
  - heading: B
    body: |
      See [one](https://a.org), [two](https://b.org), [it](topic:knee), [0808](tel:0808) and **strong \\* [c](#d)**.
"""


def line(*spans: Span, heavy: bool = False) -> Line:
    return Line(spans, "paragraph 1", heavy=heavy)


ONE, TWO, KNEE = (
    Span("one", link="https://a.org"),
    Span("two", link="https://b.org"),
    Span("it", link="https://knee.org"),
)


@pytest.mark.parametrize(
    ("spans", "gone", "new", "made"),
    [
        ([ONE, TWO, KNEE], [], [], 0),
        ([ONE, Span("two", link="https://c.org")], ["https://b.org"], ["https://c.org"], 1),
        ([ONE, Span("two", link="mailto:a@b.org")], ["https://b.org"], ["mailto:a@b.org"], 1),
        ([ONE, Span("two", link="https://c.org/(x)")], ["https://b.org"], ["https://c.org/(x)"], 0),
        ([ONE, Span("two", link="https://c")], ["https://b.org"], ["https://c"], 0),
        ([ONE], ["https://b.org"], [], 0),
        ([ONE, TWO, Span("new", link="https://c.org")], [], ["https://c.org"], 0),
        ([ONE, TWO, Span(" ", link="https://c.org"), Span("x", link="#d"), Span("y", link="tel:1")], [], [], 0),
        (
            [Span("one", link="https://c.org"), Span("two", link="https://d.org")],
            ["https://a.org", "https://b.org"],
            ["https://c.org", "https://d.org"],
            0,
        ),
    ],
)
def test_where_links_lead_is_compared_and_one_that_took_the_place_of_one_is_put_in(
    spans: list[Span], gone: list[str], new: list[str], made: int
) -> None:
    (*_, paragraph) = sources(LINKED)
    found = links(LINKED, paragraph, line(*spans))
    assert (found[0], found[1], len(found[2])) == (gone, new, made)
    for each in found[2]:
        assert (LINKED[each.start : each.end], each.text) == (gone[0], new[0])


def test_strong_words_are_those_between_the_marks_and_telephone_numbers() -> None:
    (title, *_, paragraph) = sources(LINKED)
    bold = line(Span("See "), Span("0808", bold=True), Span("strong", bold=True))
    assert strong(LINKED, paragraph, bold) == ("0808 strong c", "0808 strong")
    assert strong(LINKED, title, bold) == ("", "")
    assert strong(LINKED, paragraph, line(Span("a", bold=True), heavy=True)) == ("", "")
    heading = source("More")
    assert strong(TEXT, heading, bold) == ("", "")
