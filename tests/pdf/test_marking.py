"""What a style sheet does to a page's words and pictures is refused where they are not painted once: of bare pages."""

from __future__ import annotations

import pytest
from weasyprint import CSS, HTML

from press.problems import Refused
from press.writers.marking import Plan
from press.writers.mending import keep

PICTURE = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'%3E"
    "%3Crect width='9' height='9'/%3E%3C/svg%3E"
)
BODY = f'<h1>Knees</h1><p class="a">Bend it.</p><figure><img src="{PICTURE}" alt="A knee"></figure><p>Rest.</p>'
TWO_PAGES = "h1 { break-after: page } "
HIDDEN = "The layout hides this part of the leaflet."
LOST, PICTURE_LOST = "This text of the leaflet is not on the pages.", "This picture is not on the pages."
TWICE = "This text stands on the pages more often than in the leaflet."
PICTURE_TWICE = "This picture stands on the pages twice."
UNPAINTED = "This part of the leaflet was not painted."


def painted(css: str) -> Plan:
    """The plan of a page that has been painted. Raises Refused."""
    source = HTML(string=f"<html lang='en'><head><title>T</title></head><body>{BODY}</body></html>")
    keep(source.etree_element)
    document = source.render(stylesheets=[CSS(string=css)])
    plan = Plan(document, document._html.etree_element.find("body"), "knee/2025")
    plan.paint(document)
    document.write_pdf()
    plan.check_painted()
    return plan


@pytest.mark.parametrize("css", ["", TWO_PAGES, ".a { opacity: 0.5 }", "p { float: right }"])
def test_what_stands_on_the_pages_once_is_planned(css: str) -> None:
    assert painted(css).problems == []


@pytest.mark.parametrize(
    ("css", "found"),
    [
        (".a { visibility: hidden }", [(HIDDEN, "Bend it.")]),
        ("img { visibility: hidden }", [(HIDDEN, "A knee")]),
        (".a { display: none }", [(LOST, "Bend it.")]),
        ("img { display: none }", [(PICTURE_LOST, "A knee")]),
        ("figure { display: none } .a { display: none }", [(LOST, "Bend it."), (PICTURE_LOST, "A knee")]),
        (TWO_PAGES + ".a { position: fixed }", [(TWICE, "Bend it.")]),
        (TWO_PAGES + "figure { position: fixed }", [(PICTURE_TWICE, "A knee")]),
        (".a { font-size: 0 }", [(LOST, "Bend it.")]),
        (".a { transform: scale(0) }", [(UNPAINTED, "Bend it.")]),
        ("figure { transform: scale(0) }", [(UNPAINTED, "")]),
    ],
)
def test_what_does_not_is_refused_by_name(css: str, found: list[tuple[str, str]]) -> None:
    with pytest.raises(Refused) as refused:
        painted(css)
    assert [(problem.message, problem.place.words) for problem in refused.value.problems] == found
    assert {problem.place.file for problem in refused.value.problems} == {"knee/2025"}
