"""What is found in a web page, element by element."""

from __future__ import annotations

import base64

import pytest

from press.incoming import web
from press.incoming.found import File, Frame, Grid, Image, Item, Line
from press.problems import Refused

DATA = f"data:image/png;base64,{base64.b64encode(b'a picture').decode()}"


def found(page: str | bytes) -> File:
    return web.read(page if isinstance(page, bytes) else page.encode(), "a.html")


def shown(items: tuple[Item, ...]) -> list[str]:
    return [_shown(each) for each in items]


def _shown(item: Item) -> str:
    """``**strong**``, ``_emphasised_``, ``[words](address)``, ``<cy words>``; in front a heading's level or a label."""
    match item:
        case Line():
            words = ""
            for span in item.spans:
                text = f"**{span.text}**" if span.bold else span.text
                text = f"_{text}_" if span.emphasised else text
                text = f"[{text}]({span.link})" if span.link else text
                words += f"<{span.language} {text}>" if span.language else text
            mark = f"{'  ' * item.marker.depth}{item.marker.label} " if item.marker else ""
            return f"{'#' * item.level}{' ' if item.level else ''}{mark}{words}"
        case Frame(items):
            return f"[{' / '.join(shown(items))}]"
        case Grid(rows, _, count, ruled):
            cells = (
                " | ".join(f"{' '.join(shown(cell.items))}{'+' if cell.merged else ''}" for cell in row) for row in rows
            )
            return f"{count}{'r' if ruled else ''}: {' // '.join(cells)}"
        case Image(data, media, alt, _, decorative):
            return f"({data.decode()}, {media}, {alt}{', decorative' if decorative else ''})"


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<p>a <b>b</b> <strong>c<i>d</i>e</strong> f</p>", ["a **b** **c**_**d**_**e** f"]),
        ("<p><em>a</em><u>b</u><a href='x'>c</a>d<a>e</a></p>", ["_a__b_[c](x)de"]),
        (
            "<p>a<br>b <span lang='cy'>c<b lang='fr'>d</b></span>e<!-- f -->g<script>h</script>i</p>",
            ["a\nb <cy c><fr **d**>egi"],
        ),
        ("<p lang=cy>a<b>b</b></p>c", ["<cy a><cy **b**>", "c"]),
        ("<ul lang=cy><li>a</li><li lang=fr>b</li></ul>", ["• <cy a>", "• <fr b>"]),
        ("<table lang=cy><tr><td>a</td><td lang=fr>b</td></tr></table>", ["0r: <cy a> | <fr b>"]),
        (
            "<h1>A</h1><h2>B</h2><h3>C</h3><h4>D</h4><h5>E</h5><h6>F</h6>",
            ["# A", "## B", "### C", "#### D", "##### E", "###### F"],
        ),
        ("a \t\r\n b", ["a b"]),
        (
            "<ul><li>a<ol start=4><li>b</li><li>c</li></ol>d</li><li><p>e</p><p>f</p></li></ul>",
            ["• a", "  4. b", "  5. c", "d", "• e", "f"],
        ),
        (
            "<ul><li><ul><li>a</li></ul></li></ul>",
            ["  • a"],
        ),
        ("<ol><li>a</li><li>b</li></ol><ol start=x><li>c</li></ol>", ["1. a", "2. b", "1. c"]),
        (f"<ul><li><img src='{DATA}'>a</li></ul>", ["(a picture, image/png, )", "a"]),
        ("<blockquote>a</blockquote><aside>b<p>c</p></aside>", ["[a]", "[b / c]"]),
        ("<div>a<div>b</div>c</div><span>d <div>e</div> f</span>", ["a", "b", "c", "d ", "e", " f"]),
        (
            "<table><caption>T</caption><tr><th>a</th><th>b</th></tr><tr><td>c</td></tr></table>",
            ["1r: T+ | T+ // **a** | **b** // c | "],
        ),
        ("<table><caption>T</caption></table>", ["0r: T+"]),
        ("<table><tr><td>a</td></tr><tr><th>b</th></tr></table>", ["0r: a // **b**"]),
        ("<table></table>", ["0r: "]),
        (f"<p>a<img src='{DATA}' alt=' B  c '>d</p>", ["a", "(a picture, image/png, B c)", "d"]),
        (
            f"<img src='{DATA}' alt=''><img src='{DATA}'>",
            ["(a picture, image/png, , decorative)", "(a picture, image/png, )"],
        ),
        ("<main>a</main><p>b</p>", ["a"]),
        ("<article>a</article><p>b</p>", ["a"]),
        ("<article>a</article><article>b</article>", ["a", "b"]),
        ("<div role=main>a<nav>b</nav></div>", ["a"]),
        ("<main><header>a</header><form>b</form><div role=banner>c</div>d</main>", ["abd"]),
        ("<nav>a</nav><button>b</button><dialog>c</dialog><div role=search>d</div>e", ["e"]),
        (
            "<div role=contentinfo>a</div><div role=navigation>b</div><div role=dialog>c</div><div role=note>d</div>",
            ["d"],
        ),
        ("<frameset></frameset>", []),
    ],
)
def test_each_element_of_a_page_is_read_as_what_it_is(page: str, said: list[str]) -> None:
    assert shown(found(page).items) == said


def test_places_in_a_page_that_links_lead_to_and_where_each_paragraph_stands_are_known() -> None:
    first, second, frame = found("<h2 id=x>A</h2><h3>B</h3><aside>c</aside>").items
    assert isinstance(first, Line)
    assert isinstance(second, Line)
    assert (first.bookmarks, second.bookmarks) == (("x",), ())
    assert [each.place for each in (first, second, frame)] == ["paragraph 1", "paragraph 2", "paragraph 3"]


def test_what_is_not_of_the_leaflet_is_told_once_by_where_it_stands() -> None:
    main = "<main>e<footer>f</footer></main>"
    page = f"<nav>a<header>b</header></nav><div><p>c  d</p>{main}<p> </p></div><footer>g</footer>h"
    assert [(each.text, each.reason, each.place) for each in found(page).omissions] == [
        ("a b", "it stands around the leaflet", "<nav>"),
        ("g", "it stands around the leaflet", "<footer>"),
        ("c d", "it stands beside the leaflet", "the page"),
    ]
    assert found("<p>a</p>b").omissions == ()


def test_a_picture_that_is_not_in_the_page_is_told_and_asked_about() -> None:
    page = found(f"<p>a</p><img src='{'z' * 101}'><img src='data:image/png;base64,=' alt='A knee'><img>")
    assert [(each.text, each.reason, each.place) for each in page.omissions] == [
        ("a picture", f"a picture that is elsewhere ({'z' * 100})", "paragraph 1"),
        ("A knee", "a picture that is elsewhere (data:image/png;base64,=)", "paragraph 1"),
        ("a picture", "a picture that is elsewhere ()", "paragraph 1"),
    ]
    assert len(page.questions) == 3


def test_a_page_tells_its_title_its_language_and_all_its_words() -> None:
    page = found("<html lang=cy><head><title> T  u </title></head><body>a<style>b</style><p>c</p>d</body></html>")
    assert (page.title, page.language, page.words[0].split()) == ("T u", "cy", ["a", "c", "d"])
    page = found("<p>a</p>")
    assert (page.title, page.language) == ("", "")


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("é".encode(), "é"),
        ("<meta charset=latin1>é".encode("latin1"), "é"),
        ("<META CHARSET=latin1>é".encode("latin1"), "é"),
        ("<meta charset=utf-8>é".encode(), "é"),
    ],
)
def test_letters_are_those_that_a_page_says_or_else_utf_8(page: bytes, said: str) -> None:
    assert shown(found(page).items) == [said]


def test_a_page_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "MOST_BYTES", 8)
    assert shown(found("<p>a</p>").items) == ["a"]
    with pytest.raises(Refused, match="more than 0 MB"):
        found("<p>ab</p>")
