"""A page holds all that it shows: pictures in it are let through, and whatever would be fetched is named."""

from __future__ import annotations

import pytest
from lxml import html as parser

from press.checks.html import _read, reach
from press.checks.html.reach import POLICY


def _found(body: str, head: str = "") -> list[str]:
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    page = f"<!DOCTYPE html><html><head>{policy}<title>a</title>{head}</head><body>{body}</body></html>"
    return [words for words, _ in reach.faults(page.encode())]


@pytest.mark.parametrize("kind", ["png", "jpeg", "svg+xml", "PNG"])
def test_a_picture_that_the_page_holds_is_let_through(kind: str) -> None:
    assert _found(f'<img src="data:image/{kind};base64,AAAA" alt="">') == []
    assert _found(f'<picture><source srcset="data:image/{kind};base64,AAAA"></picture>') == []
    assert list(reach.style_faults(f"p {{ background: url(data:image/{kind};base64,AAAA) }}")) == []


@pytest.mark.parametrize(
    "address",
    [
        *("a.png", "//a.org/a.png", "https://a.org/a.png", "", "data:image/gif;base64,AAAA", "data:text/html,x"),
        *("data:image/png;base64,AAAA 2x", "data:image/pngx;base64,AAAA", "xdata:image/png;base64,AAAA"),
    ],
)
def test_a_picture_that_would_be_fetched_is_found(address: str) -> None:
    assert len(_found(f'<img src="{address}" alt="">')) == 1
    assert len(_found(f'<picture><source srcset="{address}"></picture>')) == 1


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_font_that_the_style_holds_is_let_through_and_no_other(quote: str) -> None:
    def style(address: str) -> list[str]:
        return [words for words, _ in reach.style_faults(f"@font-face {{ src: url({quote}{address}{quote}) }}")]

    assert [style(address) for address in ("data:font/woff2;base64,AA", "data:FONT/ttf,AA")] == [[], []]
    for address in ("a.woff2", "data:text/css,AA", "data:image/gif;base64,AA", "data:font/;x"):
        assert style(address) == [f"url({address})"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('<p src="data:image/png;base64,AAAA">a</p>', "p src=data:image/png;base64,AAAA"),
        ('<img srcset="data:image/png;base64,AAAA" alt="">', "img srcset=data:image/png;base64,AAAA"),
        ('<p href="#a">a</p>', "p href=#a"),
        ("<script>x()</script>", "script"),
        ('<iframe title="a"></iframe>', "iframe"),
        ('<p onclick="x()">a</p>', "p onclick=x()"),
        ('<p style="background: url(a.png)">a</p>', "url(a.png)"),
        ('<p style="background: image(a)">a</p>', "image()"),
        ("<style>@import 'a.css'</style>", "@import"),
        ('<meta http-equiv="refresh" content="0">', "meta http-equiv=refresh"),
    ],
)
def test_what_would_load_or_run_is_named(body: str, words: str) -> None:
    assert _found(body) == [words]


def test_links_lead_where_they_lead_and_data_about_the_page_are_no_script() -> None:
    head = '<link rel="canonical" href="https://a.org"><script type="application/ld+json">{}</script>'
    assert _found('<a href="https://a.org">a</a>', head) == []
    assert _found("", '<link rel="stylesheet" href="a.css">') == ["link rel=stylesheet"]


@pytest.mark.parametrize(
    "head",
    [
        "",
        "<title>a</title>",
        '<meta charset="utf-8">',
        '<meta http-equiv="Content-Security-Policy" content="default-src *">',
        f'<title>a</title><meta http-equiv="Content-Security-Policy" content="{POLICY}">',
    ],
)
def test_the_head_begins_with_the_policy_that_lets_nothing_load(head: str) -> None:
    page = f"<!DOCTYPE html><html><head>{head}</head><body>a</body></html>"
    assert "Content-Security-Policy" in [words for words, _ in reach.faults(page.encode())]


@pytest.mark.parametrize("tag", ["a", "abbr", "button", "em", "span", "strong"])
def test_what_stands_within_a_line_parts_no_word(tag: str) -> None:
    paragraph = parser.fromstring(f"<p>Two <{tag}>MRI</{tag}>s</p>")
    assert "".join(_read(paragraph)).split() == ["Two", "MRIs"]


@pytest.mark.parametrize("tag", ["p", "li", "td", "h2", "dt"])
def test_blocks_part_words_and_pictures_say_what_they_show(tag: str) -> None:
    block = parser.fromstring(f'<div>One<{tag}>two</{tag}>three <img alt="four"> <!-- five --></div>')
    assert "".join(_read(block)).split() == ["One", "two", "three", "four"]
