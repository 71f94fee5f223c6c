"""Web pages of strangers become drafts of the leaflet in them; what stands around it is said to be left out."""

from __future__ import annotations

import pytest
import yaml

from press.problems import Refused
from tests.incoming.files import drafted

PAGE = """<!doctype html><html lang="en"><head><title>Knees | A hospital</title><style>p {}</style></head><body>
<header>A hospital</header><nav><a href="/">Home</a></nav><div class="crumbs">You are here</div>
<main><h1>Your knee</h1><p>What to do after an <strong>operation</strong>.</p>
<h2>At home</h2><p>Take care:</p>
<ul><li>rest<ul><li>in bed</li></ul></li><li>read <a href="https://example.org/a">our page</a></li></ul>
<ol start="3"><li>wash</li><li>dry</li></ol>
<table><caption>Doses</caption><tr><th>Who</th><th>Dose</th></tr><tr><td>Child</td><td>5 ml</td></tr></table>
<aside><h3>Important</h3><p>Call 999 if you bleed.</p></aside>
<img src="knee.png" alt="A knee"><p>Ward 5<br>Riverside</p></main>
<footer>Reviewed June 2024</footer><script>var x = 1</script></body></html>"""


def test_a_page_is_read_in_order() -> None:
    (section,) = yaml.safe_load(drafted(PAGE.encode(), "page.html").text)["sections"]
    assert section == {
        "heading": "At home",
        "body": "Take care:\n\n- rest\n  - in bed\n- read [our page](https://example.org/a)\n\n3. wash\n4. dry\n\n"
        "Table: Doses\n\n| Who | Dose |\n|---|---|\n| Child | 5 ml |\n\n"
        "::: important Important\nCall 999 if you bleed.\n:::\n\nWard 5\n\nRiverside\n",
    }


def test_what_stands_around_the_leaflet_is_left_out_and_said() -> None:
    draft = drafted(PAGE.encode(), "page.html")
    assert {each.text: each.reason for each in draft.left_out} == {
        "A hospital": "it stands around the leaflet",
        "Home": "it stands around the leaflet",
        "Reviewed June 2024": "it stands around the leaflet",
        "You are here": "it stands beside the leaflet",
        "A knee": "a picture that is elsewhere (knee.png)",
    }
    assert draft.placed + 9 == draft.words


def test_a_page_without_main_content_is_read_whole() -> None:
    page = "<body><h1>Your knee</h1><p>What to do at home.</p><p>Rest.</p></body>"
    assert "Rest." in drafted(page.encode(), "page.html").text


@pytest.mark.parametrize("data", [b"", b"   ", b"<!-- -->"])
def test_what_is_no_page_is_refused(data: bytes) -> None:
    with pytest.raises(Refused, match="no web page"):
        drafted(data, "page.html")


def test_a_page_too_deep_to_be_read_whole_is_refused() -> None:
    with pytest.raises(Refused, match="so deep"):
        drafted(b"<div>" * 3000 + b"x" + b"</div>" * 3000, "page.html")
