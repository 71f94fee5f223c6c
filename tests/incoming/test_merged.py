"""What a file that came back says, passage by passage, against its edition: in memory, without a Word file between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from press.incoming import reading
from press.incoming.edits import Merged, Sort, State
from press.incoming.found import File, Frame, Image, Item, Line, Question, Span
from press.incoming.merging import merge
from press.manuscript import Manuscript
from press.manuscript.passages import normal
from tests.incoming.test_merging import KNEE, composed, edition, written

Items = list[Item]
TAKE = "Take 30 mg of the drug, and read our page about an MRI (magnetic resonance imaging)."


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Manuscript:
    return composed(edition(tmp_path_factory.mktemp("knee")))


@pytest.fixture(scope="module")
def file(script: Manuscript) -> File:
    return reading.read(written(script), "a.docx")


@pytest.fixture
def back(script: Manuscript, file: File) -> Callable[..., Merged]:
    """What comes of a file whose items somebody has changed."""

    def merged(change: Callable[[Items], object], text: str = KNEE, **more: object) -> Merged:
        items = list(file.items)
        change(items)
        return merge(replace(file, items=tuple(items), **more), file, text, script)  # type: ignore[arg-type]  # as File's

    return merged


def at(items: Sequence[Item], text: str) -> int:
    return next(number for number, each in enumerate(items) if isinstance(each, Line) and normal(each.text) == text)


def retyped(items: Items, text: str, new: str) -> None:
    """Other words, which look as the first of the old ones did."""
    line = items[at(items, text)]
    assert isinstance(line, Line)
    items[at(items, text)] = replace(line, spans=(Span(new),))


def typed(items: Items, behind: str, *texts: str, marker: bool = False) -> None:
    """New paragraphs behind another, items where that is one."""
    before = items[at(items, behind)]
    assert isinstance(before, Line)
    new = [Line((Span(text),), "paragraph 9", marker=before.marker if marker else None) for text in texts]
    items[at(items, behind) + 1 : at(items, behind) + 1] = new


def told(result: Merged) -> list[tuple[Sort, str, State]]:
    return [(edit.sort, edit.where, edit.state) for edit in result.edits]


HOME, HAND = "“At home”", State.BY_HAND


def test_nothing_that_was_not_changed_is_told(back: Callable[..., Merged]) -> None:
    result = back(lambda items: None)
    assert (result.text, result.edits, result.comments) == (KNEE, (), ())


def test_comments_alone_of_all_questions_are_told(back: Callable[..., Merged]) -> None:
    asked = (Question("A. commented: “why?”", "a comment by A."), Question("Is it?", "paragraph 3"))
    assert back(lambda items: None, questions=asked).comments == ("A. commented: “why?”",)


@pytest.mark.parametrize(
    ("behind", "marker", "lines"),
    [
        ("rest", True, "      - rest\n      - New *one\\*\n"),
        ("rest", False, "      - rest\n\n      New *one\\*\n"),
        ("wash", True, "      1. wash\n      2. New *one\\*\n"),
        ("Every day:", False, "      Every day:\n\n      New *one\\*\n"),
    ],
)
def test_what_is_new_stands_behind_what_it_was_typed_behind(
    behind: str, lines: str, back: Callable[..., Merged], *, marker: bool
) -> None:
    result = back(lambda items: typed(items, behind, "New *one*", marker=marker))
    assert lines.replace("*one", "\\*one") in result.text
    (edit,) = result.edits
    assert (edit.sort, edit.where, edit.before, edit.after) == (
        Sort.ADDED,
        f"behind “{behind}”, {HOME}",
        "",
        "New *one*",
    )
    assert (edit.state, edit.tracked, edit.note) == (State.APPLIED, False, "")


def test_two_paragraphs_behind_one_keep_their_order_and_a_long_one_is_named_by_its_beginning(
    back: Callable[..., Merged],
) -> None:
    result = back(lambda items: typed(items, TAKE, "First.", "Second."))
    assert [edit.where for edit in result.edits] == [f"behind “{TAKE[:39]}…”, {HOME}"] * 2
    assert result.text.index("First.") < result.text.index("Second.")


@pytest.mark.parametrize(
    ("behind", "where", "note"),
    [
        ("At home", "behind the heading “At home”", "It does not stand behind a paragraph"),
        ("Us", "behind the library", "It does not stand behind a paragraph"),
    ],
)
def test_what_is_new_behind_a_heading_or_the_librarys_words_is_left_to_a_person(
    behind: str, where: str, note: str, back: Callable[..., Merged]
) -> None:
    result = back(lambda items: typed(items, behind, "New."))
    assert told(result) == [(Sort.ADDED, where, HAND)]
    assert result.edits[0].note.startswith(note)
    assert result.text == KNEE


def test_what_stands_above_all_is_behind_what_the_edition_has_not(back: Callable[..., Merged]) -> None:
    result = back(lambda items: items.insert(0, Line((Span("New."),), "paragraph 1")))
    assert told(result) == [(Sort.ADDED, "behind what the edition has not", HAND)]


def test_what_is_new_behind_what_has_to_be_changed_by_hand_may_have_been_a_part_of_it(
    back: Callable[..., Merged],
) -> None:
    def change(items: Items) -> None:
        retyped(items, TAKE, TAKE.replace("magnetic", "magical"))
        typed(items, TAKE.replace("magnetic", "magical"), "New.")

    result = back(change)
    assert told(result)[::2] == [(Sort.CHANGED, HOME, HAND), (Sort.ADDED, f"behind {HOME}", HAND)]
    assert result.edits[2].note == "What it stands behind has to be changed by hand: perhaps it was a part of that."


@pytest.mark.parametrize(
    ("gone", "states"),
    [
        (["rest"], [State.APPLIED]),
        (["rest", "sleep"], [State.APPLIED] * 2),
        (["At work", "Go back when you can."], [HAND] * 2),
        (["At home"], [HAND]),
        (["Go back when you can."], [HAND]),
    ],
)
def test_what_was_taken_out_goes_where_it_stands_alone(
    gone: list[str], states: list[State], back: Callable[..., Merged]
) -> None:
    def change(items: Items) -> None:
        for text in gone:
            del items[at(items, text)]

    result = back(change)
    assert [(edit.sort, edit.before, edit.state) for edit in result.edits] == [
        (Sort.REMOVED, text, state) for text, state in zip(gone, states, strict=True)
    ]
    for text, state in zip(gone, states, strict=True):
        assert (text in result.text) == (state is HAND)


def test_what_stands_under_what_is_left_is_told_to_go_with_it(back: Callable[..., Merged]) -> None:
    def change(items: Items) -> None:
        del items[at(items, "At work") : at(items, "Go back when you can.") + 1]

    notes = [edit.note for edit in back(change).edits]
    assert notes == [
        "It cannot be taken out alone: look what stands with it.",
        "What stands above it was taken out too: take both out together.",
    ]


def test_without_the_code_of_today_nobody_knows_who_took_something_out(back: Callable[..., Merged]) -> None:
    result = back(lambda items: items.pop(at(items, "rest")), furniture=("Your knee",))
    assert told(result) == [(Sort.REMOVED, HOME, State.CONFLICT)]
    assert result.text == KNEE


@pytest.mark.parametrize(
    ("text", "behind", "state", "lines"),
    [
        ("rest", "sleep", State.APPLIED, "      - walk for 10 minutes\n      - sleep\n      - rest\n"),
        ("sleep", "Every day:", HAND, "      - rest\n      - walk for 10 minutes\n      - sleep\n"),
        ("wash", "dry", HAND, "      1. wash\n      2. dry\n"),
    ],
)
def test_what_was_moved_stands_behind_what_is_alike_or_is_told(
    text: str, behind: str, state: State, lines: str, back: Callable[..., Merged]
) -> None:
    def change(items: Items) -> None:
        line = items.pop(at(items, text))
        items.insert(at(items, behind) + 1, line)

    result = back(change)
    assert [(edit.sort, edit.before, edit.state) for edit in result.edits] == [(Sort.MOVED, text, state)]
    assert lines in result.text


def test_a_box_around_a_passage_changes_nothing_and_words_in_it_come_home(back: Callable[..., Merged]) -> None:
    def change(items: Items) -> None:
        retyped(items, "rest", "rest well")
        items[at(items, "rest well")] = Frame((items[at(items, "rest well")],), "a box")

    result = back(change)
    assert told(result) == [(Sort.CHANGED, HOME, State.APPLIED)]
    assert "      - rest well\n" in result.text


def test_words_of_the_library_are_told_with_whose_they_are(back: Callable[..., Merged]) -> None:
    result = back(lambda items: retyped(items, "Helpline", "Help"))
    assert told(result) == [(Sort.CHANGED, "contact line", State.LIBRARY)]
    result = back(lambda items: items.pop(at(items, "Helpline")))
    assert told(result) == [(Sort.REMOVED, "contact line", State.LIBRARY)]
    assert back(lambda items: items.pop(at(items, "Published by"))).edits == ()


def test_pictures_that_were_pasted_in_are_told_and_a_decorative_one_or_a_logo_is_not(
    back: Callable[..., Merged],
) -> None:
    def image(alt: str, *, decorative: bool = False) -> Image:
        return Image(b"", "image/png", alt, "paragraph 1", decorative)

    def change(items: Items) -> None:
        items.insert(0, image("A logo"))
        items += [image("A knee"), image(""), image("", decorative=True), Frame((image("A hip"),), "a box")]

    result = back(change)
    assert [(edit.where, edit.after, edit.state) for edit in result.edits] == [
        ("a picture", "A knee", HAND),
        ("a picture", "A hip", HAND),
        ("a picture", "a picture without an alternative text", HAND),
    ]


def test_of_a_passage_that_the_edition_has_otherwise_today_both_are_shown(
    tmp_path: Path, file: File, back: Callable[..., Merged]
) -> None:
    text = KNEE.replace("Every day:", "Each day:").replace("title: Your knee", "title: The knee")
    now = composed(edition(tmp_path, text))
    items = list(file.items)
    retyped(items, "Every day:", "Every night:")
    retyped(items, "Your knee", "My knee")
    result = merge(replace(file, items=tuple(items)), file, text, now)
    assert [(edit.where, edit.before, edit.after, edit.state) for edit in result.edits] == [
        ("the title", "The knee", "My knee", State.CONFLICT),
        (HOME, "Each day:", "Every night:", State.CONFLICT),
    ]
    assert result.text == text


def looking(items: Items, text: str, *spans: Span, **more: object) -> None:
    """A passage whose words look otherwise."""
    line = items[at(items, text)]
    assert isinstance(line, Line)
    items[at(items, text)] = replace(line, spans=spans, **more)  # type: ignore[arg-type]  # as Line's


PAGE = Span("our page", link="https://example.org/a")
STRONG, LINK = f"strong words under {HOME}", f"a link under {HOME}"


@pytest.mark.parametrize(
    ("bold", "between", "page", "edits"),
    [
        ("30 mg", " of the drug, and read ", PAGE, []),
        ("30 mg of", " the drug, and read ", PAGE, [(STRONG, "30 mg", "30 mg of", HAND)]),
        ("", "30 mg of the drug, and read ", PAGE, [(STRONG, "30 mg", "", HAND)]),
        (
            "30 mg",
            " of the drug, and read ",
            Span("our page", link="https://example.org/b"),
            [(LINK, "https://example.org/a", "https://example.org/b", State.APPLIED)],
        ),
        ("30 mg", " of the drug, and read ", Span("our page"), [(LINK, "https://example.org/a", "", HAND)]),
    ],
)
def test_other_strong_words_and_links_of_a_passage_are_told(
    bold: str, between: str, page: Span, edits: list[tuple[str, str, str, State]], back: Callable[..., Merged]
) -> None:
    rest = Span(" about an MRI (magnetic resonance imaging).")
    spans = Span("Take "), Span(bold, bold=True), Span(between), page, rest
    result = back(lambda items: looking(items, TAKE, *spans))
    assert [(edit.where, edit.before, edit.after, edit.state) for edit in result.edits] == edits


def test_of_other_words_it_is_told_that_they_are_strong_where_none_were(back: Callable[..., Merged]) -> None:
    result = back(lambda items: looking(items, "rest", Span("rest "), Span("well", bold=True)))
    assert [(edit.where, edit.after) for edit in result.edits] == [(HOME, "rest well"), (STRONG, "well")]
    rest = Span(" of the drug, and read "), PAGE, Span(" about an MRI (magnetic resonance imaging).")
    result = back(lambda items: looking(items, TAKE, Span("Take "), Span("40 mg", bold=True), *rest))
    assert [(edit.where, edit.state) for edit in result.edits] == [(HOME, State.APPLIED)]


def test_an_item_that_is_none_any_more_is_told_unless_it_became_a_heading(back: Callable[..., Merged]) -> None:
    result = back(lambda items: looking(items, "rest", Span("rest"), marker=None))
    assert [(edit.sort, edit.where, edit.state) for edit in result.edits] == [(Sort.CHANGED, HOME, HAND)]
    assert result.edits[0].note.startswith("It is no item of a list any more")
    assert back(lambda items: looking(items, "rest", Span("rest"), marker=None, level=2)).edits == ()


def test_an_edit_is_told_to_be_tracked_where_the_words_before_it_are_those_of_the_edition(
    script: Manuscript, file: File
) -> None:
    items = list(file.items)
    retyped(items, "rest", "rest well")
    changed = replace(file, items=tuple(items))
    assert [edit.tracked for edit in merge(changed, file, KNEE, script).edits] == [True]
    assert [edit.tracked for edit in merge(changed, changed, KNEE, script).edits] == [False]


def test_a_volume_lacks_the_other_parts_without_a_word_but_not_what_stands_in_each(back: Callable[..., Merged]) -> None:
    def second(items: Items) -> None:
        del items[at(items, "At home") : at(items, "At work")]
        items.insert(2, Line((Span("Volume 2 of 2"),), "paragraph 3", style="volume", bookmarks=("volume",)))

    def without(text: str) -> Callable[[Items], None]:
        def change(items: Items) -> None:
            second(items)
            del items[at(items, text)]

        return change

    assert [edit for edit in back(second).edits if edit.sort is Sort.REMOVED] == []
    for text, where in (("What to do after an operation.", "the summary"), ("Go back when you can.", "“At work”")):
        gone = [edit for edit in back(without(text)).edits if edit.sort is Sort.REMOVED]
        assert [(edit.where, edit.before) for edit in gone] == [(where, text)]
