"""Prose: what is accepted comes out as it was written, and nothing is lost on the way."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from press import prose, risks
from press.model import (
    Block,
    Blocks,
    Box,
    BoxKind,
    CrossReference,
    Description,
    Emphasis,
    Figure,
    Foreign,
    Inline,
    Item,
    Link,
    List,
    Paragraph,
    Section,
    Strong,
    Table,
    Term,
    Text,
    TopicReference,
    Words,
    plain,
)
from press.problems import Problem
from press.prose import References, dialect, forms
from press.source import Value

REFERENCES = References({"a": "a"}, frozenset({"b"}), {"c": "https://example.org/c"})


def parsed(text: str, *, literal: bool = True) -> tuple[Blocks, tuple[Section, ...], list[Problem]]:
    problems: list[Problem] = []
    draft = prose.draft(Value("body.md", 0, problems, scalar=text, literal=literal), frozenset())
    blocks, sections = draft.body(REFERENCES, {row: f"row-{row}" for row in draft.headings}, {})
    return blocks, sections, problems


@pytest.mark.parametrize(
    ("indent", "count", "told"), [(0, 2, []), (3, 2, ["list-indent"]), (4, 1, ["list"]), (5, 1, ["list"])]
)
def test_a_sign_of_a_list_too_far_in_is_told(indent: int, count: int, told: list[str]) -> None:
    blocks, _, problems = parsed(f"Rest at home\n{' ' * indent}- or in bed")
    assert (len(blocks), [problem.rule for problem in problems]) == (count, told)


def test_a_heading_that_cannot_stand_there_is_told_with_all_else_that_is_wrong_with_it() -> None:
    _, _, problems = parsed("# Rest [here](nowhere) now")
    assert {problem.rule for problem in problems} == {"heading", "link-kind", "link-words"}


# What is written comes out


@st.composite
def runs(draw: DrawFn) -> str:
    """Letters with any marks among them, and single spaces."""
    letters = st.text("abé1" + string.punctuation + "“–½", min_size=1, max_size=6)
    return " ".join(draw(st.lists(letters, min_size=1, max_size=4)))


@st.composite
def words(draw: DrawFn) -> Words:
    """Words, every other one marked."""
    out: list[Inline] = [Text(draw(runs()))]
    for _ in range(draw(st.integers(0, 2))):
        inside = (Text(f"a {draw(runs())}"),)
        marked: list[Inline] = [
            Strong(inside),
            Emphasis(inside),
            Link(inside, "https://example.org/x?a=(b)&c=d"),
            CrossReference(inside, "a"),
            TopicReference(inside, "c", "https://example.org/c"),
            Term(inside, "b"),
            Foreign(inside, "cy"),
        ]
        out += [Text(" "), draw(st.sampled_from(marked)), Text(f" {draw(runs())}")]
    return tuple(_merged(out))


def _merged(inlines: list[Inline]) -> Iterator[Inline]:
    """The same inlines, with no two texts side by side."""
    text = ""
    for inline in inlines:
        if isinstance(inline, Text):
            text += inline.text
            continue
        yield from (Text(text), inline)
        text = ""
    yield Text(text)


def lists(levels: int = 2) -> SearchStrategy[List]:
    inner = st.just(()) if levels == 1 else st.just(()) | lists(levels - 1).map(lambda inside: (inside,))
    items = st.builds(lambda one, rest: Item((Paragraph(one), *rest)), words(), inner)
    many = st.lists(items, min_size=1, max_size=3).map(tuple)
    return st.builds(List, many) | st.builds(List, many, st.just(True), st.integers(0, 20))


@st.composite
def tables(draw: DrawFn) -> Table:
    row = st.tuples(words(), words())
    return Table(draw(words()), draw(row), tuple(draw(st.lists(row, min_size=1, max_size=3))))


@st.composite
def boxes(draw: DrawFn) -> Box:
    kind = draw(st.sampled_from([kind for kind in BoxKind if kind not in risks.KINDS]))
    inside = (draw(st.builds(Paragraph, words())), draw(st.one_of(lists(), tables(), st.builds(Paragraph, words()))))
    return Box(kind, draw(words()), inside, draw(words()) if kind is BoxKind.QUOTE else ())


def marked(words: Words) -> str:
    return "".join(map(_marked, words))


def _marked(inline: Inline) -> str:
    match inline:
        case Text(text):
            return re.sub(rf"[{re.escape(string.punctuation)}]", r"\\\g<0>", text)
        case Strong(inside):
            return f"**{marked(inside)}**"
        case Emphasis(inside):
            return f"*{marked(inside)}*"
        case Link(inside, address):
            return f"[{marked(inside)}]({address})"
        case CrossReference(inside, target):
            return f"[{marked(inside)}](#{target})"
        case TopicReference(inside, topic):
            return f"[{marked(inside)}](topic:{topic})"
        case Term(inside, entry):
            return f"[{marked(inside)}](term:{entry})"
        case Foreign(inside, language):
            return f"[{marked(inside)}](lang:{language})"
        case _:
            raise AssertionError(inline)


def written(blocks: Blocks) -> str:
    return "\n".join(f"{line}\n" for block in blocks for line in [_written(block)])


def _written(block: Block) -> str:
    match block:
        case Paragraph(inside):
            return marked(inside).replace(" [", "\n[")
        case List():
            return "\n".join(_items(block))
        case Table(caption, head, rows):
            lines = ["| " + " | ".join(map(marked, row)) + " |" for row in (head, *rows)]
            return "\n".join([f"Table: {marked(caption)}\n", lines[0], "|---|---|", *lines[1:]])
        case Box(kind, heading, inside, said):
            by = f"\n-- {marked(said)}\n" if said else ""
            return f"::: {kind.value} {marked(heading)}\n{written(inside)}{by}:::"
        case Figure() | Description():
            raise AssertionError(block)


def _items(block: List) -> Iterator[str]:
    for number, item in enumerate(block.items, block.start):
        bullet = f"{number}. " if block.numbered else "- "
        first, *rest = (_written(inside) for inside in item.blocks)
        yield (bullet + "\n\n".join([first, *rest])).replace("\n", "\n" + " " * len(bullet))


def _separate(blocks: list[Block]) -> Blocks:
    """Blocks with a paragraph between any two: lists side by side would be one."""
    return tuple(inner for block in blocks for inner in (block, Paragraph((Text("a"),))))


@given(st.lists(st.one_of(st.builds(Paragraph, words()), lists(), tables(), boxes()), min_size=1, max_size=3))
def test_what_is_written_comes_out_as_it_was_written(blocks: list[Block]) -> None:
    expected = _separate(blocks)
    found, sections, problems = parsed(written(expected))
    assert not problems
    assert found == expected
    assert not sections


# Nothing is lost

ALPHABET = "aab *_`<>[]()!#|-+:\\~&;.=1'\n\n"
NEVER_A_MARK = re.compile(r"[^ab&;='<>`~+]")


def texts(blocks: Blocks) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(inside):
                yield plain(inside)
            case List(items):
                for item in items:
                    yield from texts(item.blocks)
            case Table(caption, head, rows):
                yield from map(plain, (caption, *head, *(cell for row in rows for cell in row)))
            case Box(_, heading, inside, said):
                yield from (plain(heading), *texts(inside), plain(said))
            case Figure() | Description():
                raise AssertionError(block)


@given(st.text(ALPHABET, min_size=1, max_size=60))
@example("a *b* a\n- a\n- b")
@example("### a\na\n\n#### b\nb")
@example("\\<a\\> & b; 'a' = b ~ a\n+1")
@example("[a](#a)")
def test_what_is_accepted_keeps_every_letter_in_its_place(text: str) -> None:
    blocks, sections, problems = parsed(text)
    if not problems:
        found = [*texts(blocks)]
        for section in sections:
            found += [plain(section.heading), *texts(section.blocks)]
            for inner in section.sections:
                found += [plain(inner.heading), *texts(inner.blocks)]
        targets = re.sub(r"\]\(#a\)", "]", text)
        assert NEVER_A_MARK.sub("", "".join(found)) == NEVER_A_MARK.sub("", targets)


@given(st.text(min_size=1, max_size=40) | st.text(ALPHABET, max_size=200))
def test_no_text_stops_the_reader(text: str) -> None:
    parsed(text)


def test_marks_nested_without_end_are_refused() -> None:
    _, _, problems = parsed("*a **b " * 500 + "b** a*" * 500)
    assert {problem.rule for problem in problems} == {"nesting"}


# Lines


def test_a_problem_names_the_line_of_its_words() -> None:
    text = "One\ntwo **three** <b> four\n\n- a\n- b\n  [c](#x)\n\n  - `d`\n"
    _, _, problems = parsed(text)
    assert [(problem.place.line, problem.rule) for problem in problems] == [
        (2, "html"),
        (6, "unknown-anchor"),
        (8, "code"),
    ]


def test_a_folded_text_is_placed_where_it_starts() -> None:
    _, _, problems = parsed("One\n\n<b>", literal=False)
    assert [problem.place.line for problem in problems] == [0]


def test_the_same_mark_twice_in_a_paragraph_is_one_problem() -> None:
    _, _, problems = parsed("| a | b |\n|---|\n| 1 | 2 |\n| 3 | 4 |")
    assert len(problems) == 1


# Forms


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("What are skin metastases?", "what-are-skin-metastases"),
        ("It’s 5 o'clock", "its-5-oclock"),
        ("Crème brûlée – ŵyn", "creme-brulee-wyn"),
        ("Łódź", "łodz"),
        ("الم الركبة", "الم-الركبة"),
        ("घुटने का दर्द", "घुटने-का-दर्द"),
        ("???", ""),
    ],
)
def test_a_slug_keeps_letters_of_any_script_and_drops_latin_accents(words: str, slug: str) -> None:
    assert forms.slug(words) == slug
    assert forms.slug(slug) == slug


@pytest.mark.parametrize(
    "tag", ["en", "en-GB", "zh-Hans", "zh-Hant-HK", "es-419", "sl-rozaj", "de-CH-1996", "en-x-plain"]
)
def test_a_language_tag_is_well_formed(tag: str) -> None:
    assert forms.is_language(tag)


@pytest.mark.parametrize(
    "tag", ["", "e", "english", "EN", "en-gb", "en_GB", "en-", "-GB", "en-GB-GB", "zh-hans", "en GB"]
)
def test_a_language_tag_is_refused(tag: str) -> None:
    assert not forms.is_language(tag)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "http://www.example.org:8080/a/b?c=d#e",
        "https://bücher.example/ü",
        "https://a-b.example.org/",
    ],
)
def test_a_web_address_is_well_formed(address: str) -> None:
    assert forms.is_web_address(address)


NOT_ADDRESSES = """
    example.org //example.org ftp://example.org https:// https://x https://-a.org https://a.org/<b>
    https://user@example.org javascript:alert(1) https://example..org
"""


@pytest.mark.parametrize("address", ["", "https://a b.org", *NOT_ADDRESSES.split()])
def test_a_web_address_is_refused(address: str) -> None:
    assert not forms.is_web_address(address)


_STARTS = (
    "- ",
    "* ",
    "+ ",
    "-",
    "1. ",
    "2. ",
    "",
    "> ",
    "---",
    "- - -",
    "### ",
    "| a | b |",
    "|---|---|",
    "::: note ",
    ":::",
)
_LINES = st.builds(str.__add__, st.sampled_from(_STARTS), st.sampled_from(("", "words", "_words_")))


@given(lines=st.lists(st.tuples(st.integers(0, 9), _LINES), max_size=8))
@example(lines=[(0, "- item"), (2, "words"), (6, "- item"), (0, "- item")])
@example(lines=[(0, "words"), (0, "- ")])
def test_paragraphs_end_where_commonmark_ends_them(lines: list[tuple[int, str]]) -> None:
    """The rule that is there for speed changes nothing."""
    text = "\n".join(" " * indent + line for indent, line in lines)
    slower = dialect.parser()
    slower.block.ruler.disable("plain")
    quick, slow = ([(token.type, token.map) for token in each.parse(text)] for each in (dialect.parser(), slower))
    assert quick == slow


@pytest.mark.parametrize("kind", ["draft", "said", "line"])
@pytest.mark.parametrize(
    "odd", ["\N{ZERO WIDTH SPACE}", "\N{RIGHT-TO-LEFT OVERRIDE}", "\x07", "\N{LINEAR B SYLLABLE B008 A}"]
)
def test_no_text_has_a_character_that_cannot_be_seen_or_printed(kind: str, odd: str) -> None:
    printable = frozenset(map(ord, string.printable))
    for text, faults in ((f"A. {odd}Example", 1), ("A. Example", 0)):
        problems: list[Problem] = []
        getattr(prose, kind)(Value("library.yaml", 0, problems, scalar=text), printable)
        assert len(problems) == faults
