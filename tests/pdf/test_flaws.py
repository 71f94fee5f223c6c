"""What is seen on pages that have been laid out, before anything is painted."""

from __future__ import annotations

import pytest
from weasyprint import HTML

from press.pagination import ENGLISH
from press.writers import flaws
from press.writers.flaws import Flaw, Parted, TooLong, TooWide, Torn

STYLE = """<style>
@page { size: 400px 300px; margin: 20px }
body { margin: 0; font: 20px/25px Inter } p, h2, ul { margin: 0; padding: 0 }
h2 { font-size: 30px; line-height: 50px; break-after: auto }
p { orphans: 1; widows: 1 } img { display: block }
</style>"""
DOT = "data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22%20width=%229%22%20height=%229%22%3E%3C/svg%3E"


def found(body: str) -> list[Flaw]:
    return list(flaws.find(HTML(string=f"{STYLE}<body>{body}").render(), ENGLISH))


def filled(pixels: int) -> str:
    """A picture that leaves so little of the page's 260 pixels."""
    return f"<img src=\"{DOT}\" style='height: {260 - pixels}px'>"


def parted(body: str) -> list[list[str]]:
    return [[leaf.tag for leaf in flaw.leaves] for flaw in found(body) if isinstance(flaw, Parted)]


@pytest.mark.parametrize(
    ("body", "tags"),
    [
        ("<h2>Rest</h2>{break}<p>Sleep.", ["h2", "p"]),
        ("<h2>Rest</h2><p>Do this:</p>{break}<ul><li><p>Sleep.", ["h2", "p", "p"]),
        ("<p>Rest.</p><p>Do this:</p>{break}<ul><li><p>Sleep.", ["p", "p"]),
        ("<ul><li><p>Do this:</p></li>{break}<li><p>And that.", ["p", "p"]),
        ("<dl><dt>Rest</dt>{break}<dd>Sleep.", ["dt", "dd"]),
        ("<figure><img src='" + DOT + "'>{break}<figcaption>A knee", ["img", "figcaption"]),
        ("<p>Rest.</p>{break}<p>Sleep.", None),
        ("<p>Do this:</p>{break}<h2>Rest", None),
        ("<img src='" + DOT + "'>{break}<p>Rest.", None),
    ],
)
def test_what_belongs_together_is_parted_where_a_page_ends_between(body: str, tags: list[str] | None) -> None:
    forced = "<div style='break-before: page'></div>"
    assert parted(body.replace("{break}", forced)) == ([tags] if tags else [])
    assert parted(body.replace("{break}", "")) == []


def test_what_begins_at_the_top_of_the_next_column_is_parted_however_high_that_is() -> None:
    column = "<div style='columns: 2; column-gap: 20px'><h2>Rest</h2><p style='break-before: column'>Sleep.</div>"
    assert parted(column) == [["h2", "p"]]
    beside = "<dl><div style='display: grid; grid-template-columns: 6em 1fr'><dt>Rest</dt><dd>Sleep.</dd></div></dl>"
    assert parted(beside) == []


def test_it_knows_what_stands_before_on_the_same_page() -> None:
    page = "<div style='break-before: page'></div>"
    (alone,) = found(f"<p>Rest.</p>{page}<h2>Sleep</h2>{page}<p>Long.")
    (after,) = found(f"<p>Rest.</p><h2>Sleep</h2>{page}<p>Long.")
    assert isinstance(alone, Parted)
    assert isinstance(after, Parted)
    assert alone.before is None
    assert after.before
    assert after.before.tag == "p"


def test_a_heading_at_the_foot_of_a_column_is_parted_and_cells_beside_each_other_are_not() -> None:
    columns = f"<div style='columns: 2; column-gap: 20px; column-fill: auto'>{filled(50)}<h2>Rest</h2><p>Sleep.</div>"
    assert parted(columns) == [["h2", "p"]]
    assert parted("<table><tr><th>Rest:<td>Sleep.</table>") == []


@pytest.mark.parametrize(("lines", "torn"), [(2, True), (4, True), (5, False)])
def test_a_paragraph_of_four_lines_or_fewer_is_not_torn(lines: int, torn: bool) -> None:
    (*flaw,) = found(f"{filled(25)}<p>{'<br>'.join(['Rest.'] * lines)}")
    assert [type(one) for one in flaw] == [Torn] * torn


@pytest.mark.parametrize(
    ("before", "overleaf", "torn"),
    [
        ("You can go home", "but do not drive.", True),
        ("You can go home", "and drive.", False),
        ("You can go home.", "Do not drive.", False),
    ],
)
def test_a_sentence_that_says_no_overleaf_is_torn_however_long_it_is(before: str, overleaf: str, torn: bool) -> None:
    (*flaw,) = found(f"{filled(25)}<p>{'<br>'.join([before, overleaf, *['Rest.'] * 4])}")
    assert [type(one) for one in flaw] == [Torn] * torn


def test_a_word_wider_than_its_line_is_found_with_its_share_and_its_letters() -> None:
    (wide,) = found("<p>Ask about (" + "i" * 10 + "m" * 30 + ")")
    assert isinstance(wide, TooWide)
    assert 0.5 < wide.share < 0.8
    assert wide.letters == 40
    assert found("<p>Ask about " + "m" * 10) == []


def test_lines_of_too_many_characters_are_found_where_the_page_has_too_many() -> None:
    narrow = "<p style='font-size: 9px'>" + "ill till it is " * 30
    assert [type(flaw) for flaw in found(narrow)] == [TooLong]
    assert found("<p>" + "ill till it is " * 30) == []


def test_lines_of_too_many_characters_are_found_where_a_paragraph_runs_on() -> None:
    narrow = f"<p style='font-size: 9px; line-height: 30px'>{'Mmmmm mmmm ' * 40}{'ill till it is ' * 60}"
    assert [flaw.characters > 70 for flaw in found(narrow) if isinstance(flaw, TooLong)] == [True]


def test_footers_labels_and_heads_that_are_repeated_are_no_leaves() -> None:
    rows = "".join(f"<tr><td>{number}" for number in range(20))
    page = "<style>@page { @bottom-left { content: 'Rest:' } } li { list-style: 'Do:' }</style><ul><li><p>A</ul>"
    document = HTML(string=f"{STYLE}{page}<table><thead><tr><th>Head:<tbody>{rows}</table>").render()
    tags = [(leaf.tag, len(leaf.fragments)) for leaf in flaws._leaves(document)]
    assert tags == [("p", 1), ("th", 1), *[("td", 1)] * 20]
