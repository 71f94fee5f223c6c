"""The rules for print, measured: for each, files that keep it and files that break it.

The files are made by WeasyPrint alone, as somebody else would make them.
"""

from __future__ import annotations

import base64
import io
from functools import cache
from pathlib import Path

import pytest
import weasyprint
from PIL import Image

from press.checks import pdf

FONTS = Path(__file__).parents[2] / "fonts"
SENTENCE = "Rest the knee, raise it and keep it cool until the swelling has gone down again. "
WORDS = SENTENCE * 4


def picture(pixels: int = 600) -> str:
    file = io.BytesIO()
    Image.new("RGB", (pixels, pixels // 2), "#c8d0f0").save(file, "PNG")
    return "data:image/png;base64," + base64.b64encode(file.getvalue()).decode()


PICTURE = picture()
DRAWING = (
    "<img alt='A box' style='width:9cm' src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' "
    "viewBox='0 0 300 60'><rect width='300' height='60' fill='{ground}'/>"
    "<text x='10' y='40' font-size='{size}' fill='{ink}' font-family='Inter'>Knee</text></svg>\">"
)


def drawing(size: int, ink: str = "black", ground: str = "white") -> str:
    return DRAWING.format(size=size, ink=ink.replace("#", "%23"), ground=ground.replace("#", "%23"))


@cache
def made(body: str, css: str = "", page: str = "size: A4; margin: 25mm") -> bytes:
    html = f"""<html lang="en-GB"><head><title>Knee</title><style>
        @font-face {{ font-family: Inter; src: url({FONTS.as_uri()}/inter/Inter-Regular.ttf) }}
        @page {{ {page} }} body {{ font: 14pt/1.3 Inter; margin: 0 }} p {{ margin: 0 0 1.4em }} {css}
        </style></head><body>{body}</body></html>"""
    data: bytes = weasyprint.HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")
    return data


def rules(data: bytes) -> set[str]:
    return {problem.rule for problem in pdf.check_alone(data) if problem.rule.startswith(("print-", "picture-"))}


TWO = f"<p>{WORDS}</p><p>{WORDS}</p>"
NUMBER = "<p style='width: 9em'>{}</p>"
FOLD = "<p style='width:{}em'>Call us on 0808 800 6000 today.</p>"
PUSH = "<div style='height:{}cm'></div>"
BY_CHANCE = "<p>or call 01632 970123,<br>or call 01632 970132,<br>or call 01632 970213,<br>or me.</p>"
LONG_LIST = "<ul>" + "<li><p>Rest.</p></li>" * 3 + "</ul>"

OVERLEAF = "<p style='width:{}em;orphans:1;widows:1'>It can be treated well, but it {} be cured as a rule.</p>"
"""Below 23.8 cm one line has room, and the other goes overleaf."""

CASES: dict[str, tuple[list[tuple[str, ...]], list[tuple[str, ...]]]] = {
    "print-type-size": (
        [(TWO,), (TWO, "p { font-size: 12pt }")],
        [(TWO + "<p style='font-size:9pt'>Small print.</p>",), (TWO + "<h2 style='font-size:8pt'>Small</h2>",)],
    ),
    "print-small-type": (
        [(TWO,), (TWO + "<h1>Larger</h1>",)],
        [(TWO + "<p style='font-size:12pt'>Credit: A. Example</p>",), (TWO + "<p>Water is H<sub>2</sub>O.</p>",)],
    ),
    "print-small-labels": (
        [(TWO + drawing(20),), (TWO + "<p>A</p>" + drawing(17),)],
        [(TWO + drawing(15),), (TWO + drawing(16, "#222"),), (TWO + drawing(7),)],
    ),
    "print-italics": (
        [(TWO,), (TWO + "<strong>Bold</strong>",)],
        [("<p>Not <em>ever</em>.</p>",), ("<p style='font-style:oblique'>Leaning words.</p>",)],
    ),
    "print-underline": (
        [(TWO,), ("<p>Read <a href='https://example.org'>the page</a>.</p><p style='border-bottom:1pt solid'>A</p>",)],
        [("<p>Never <u>do</u> this.</p>",), (TWO, "p { text-decoration: underline }")],
    ),
    "print-capitals": (
        [(TWO,), ("<p>The NHS and the RNIB say so.</p>",)],
        [
            ("<p>REST THE KNEE AND KEEP IT COOL.</p>",),
            ("<p>rest the knee and keep it cool</p>", "p{text-transform:uppercase}"),
        ],
    ),
    "print-alignment": (
        [
            (TWO,),
            (TWO * 2 + BY_CHANCE,),
            ("<h1>Centred heading of the leaflet on knees over two lines or so</h1>", "h1 { text-align: center }"),
        ],
        [(TWO, "p { text-align: justify }"), (TWO, "p { text-align: center }"), (TWO, "p { text-align: right }")],
    ),
    "print-line-length": (
        [(TWO, "p { width: 30em }"), ("<p>A short line.</p>" * 3, "", "size: A3 landscape; margin: 2cm")],
        [(TWO, "p { width: 45em }", "size: A4 landscape; margin: 1cm"), (TWO, "p { font-size: 10pt }")],
    ),
    "print-line-spacing": (
        [(TWO,), (TWO, "p { line-height: 1 }")],
        [(TWO, "p { line-height: 0.9 }"), (TWO + f"<p style='line-height:10pt'>{WORDS}</p>",)],
    ),
    "print-paragraph-spacing": (
        [(TWO,), (TWO, "p { margin: 0; padding-bottom: 16pt }")],
        [(TWO, "p { margin: 0 }"), (TWO, "p { margin: 0 0 0.5em }")],
    ),
    "print-split": (
        [(FOLD.format(20),), (NUMBER.format("We see you on 3&nbsp;June 2026."),)],
        [
            (FOLD.format(9),),
            ("<p style='width:4.4em'>Take 25 mg.</p>",),
            (NUMBER.format("We see you at 11 June."),),
        ],
    ),
    "print-word-split": (
        [(TWO,), (TWO, "p { width: 20em }")],
        [
            (
                TWO
                + "<p style='width:6em;overflow-wrap:anywhere'>electrochemotherapy</p><p>An electrochemotherapy.</p>",
            ),
            (TWO + "<p>A lymphatic.</p><p style='width:4.2em;word-break:break-all'>lymphatic</p>",),
        ],
    ),
    "print-hyphens": (
        [
            (TWO,),
            ("<p style='width:5.5em'>The follow-up</p><p>A follow-up visit.</p>",),
            ("<p style='width:9em'>See example.org/knee-replacement.</p>",),
        ],
        [
            (TWO, "p { hyphens: auto; width: 3.2em }"),
            ("<p style='width:4em'>An electro\N{SOFT HYPHEN}chemotherapy</p>",),
        ],
    ),
    "print-negation": (
        [(PUSH.format(22) + OVERLEAF.format(14, "cannot"),), (PUSH.format(23.8) + OVERLEAF.format(14, "may well"),)],
        [(PUSH.format(23.8) + OVERLEAF.format(14, "cannot"),), (PUSH.format(23.8) + OVERLEAF.format(14, "won’t"),)],
    ),
    "print-stranded": (
        [(PUSH.format(10) + f"<h2>Rest</h2><p>{WORDS}</p>",), (PUSH.format(10) + "<p>Do this:</p>" + LONG_LIST,)],
        [
            (
                PUSH.format(23.6) + f"<h2>Rest</h2><p style='break-before:page'>{WORDS}</p>",
                "h2 { break-after: auto; margin: 0 }",
            ),
            (PUSH.format(20) + "<p>Do this:</p><ul style='break-before:page'><li><p>Rest.</p></li></ul>",),
        ],
    ),
    "print-contrast": (
        [(TWO,), ("<p style='background:#202040;color:white'>White on blue.</p>",), (drawing(40, "white", "#303060"),)],
        [
            ("<p style='color:#999'>Pale.</p>",),
            ("<p style='background:#333'>Black on black.</p>",),
            (drawing(40, "#aaa"),),
        ],
    ),
    "print-over-picture": (
        [(f"<img alt='A' src='{PICTURE}' style='width:9cm'>{TWO}",), (TWO,)],
        [
            (f"<div style='background:url({PICTURE})'><p>{WORDS}</p></div>",),
            (f"<img alt='A' src='{PICTURE}' style='width:9cm'><p style='margin-top:-3cm'>{WORDS}</p>",),
        ],
    ),
    "print-edge": (
        [(TWO,), (TWO, "", "size: A4; margin: 6mm 25mm")],
        [(TWO, "", "size: A4; margin: 25mm 25mm 25mm 2mm"), (TWO, "body { margin-top: -24mm }")],
    ),
    "print-columns": (
        [(TWO, "body { font-size: 18pt }"), (TWO * 3, "body { columns: 2 }")],
        [
            (TWO * 3, "body { font-size: 18pt; columns: 2 }"),
            (TWO * 3, "body { font-size: 16pt; columns: 3 }", "size: A4 landscape"),
        ],
    ),
    "print-page-size": (
        [(TWO, "body { font-size: 18pt }"), (TWO, "", "size: A5")],
        [(TWO, "body { font-size: 18pt }", "size: A5"), (TWO, "body { font-size: 18pt }", "size: A4 landscape")],
    ),
    "picture-resolution": (
        [(f"<img alt='A' src='{PICTURE}' style='width:9cm'>{TWO}",), (TWO,)],
        [
            (f"<img alt='A' src='{picture(100)}' style='width:9cm'>{TWO}",),
            (f"<img alt='A' src='{PICTURE}' style='width:16cm'>",),
        ],
    ),
    "print-nothing": ([(TWO,), ("<p>Rest.</p>",)], [("",), (f"<img alt='A' src='{PICTURE}' style='width:9cm'>",)]),
}
PASS = [pytest.param(rule, case, id=f"{rule} {n}") for rule, (good, _) in CASES.items() for n, case in enumerate(good)]
FAIL = [pytest.param(rule, case, id=f"{rule} {n}") for rule, (_, bad) in CASES.items() for n, case in enumerate(bad)]


@pytest.mark.parametrize(("rule", "case"), PASS)
def test_a_file_that_keeps_a_rule_is_not_said_to_break_it(rule: str, case: tuple[str, ...]) -> None:
    assert rule not in rules(made(*case))


@pytest.mark.parametrize(("rule", "case"), FAIL)
def test_a_file_that_breaks_a_rule_is_said_to(rule: str, case: tuple[str, ...]) -> None:
    assert rule in rules(made(*case))


def test_a_plain_file_breaks_none() -> None:
    assert rules(made(TWO)) == set()


def test_every_rule_for_print_has_two_files_that_keep_it_and_two_that_break_it() -> None:
    assert {rule for rule in pdf.RULES if rule.startswith("print-")} <= set(CASES)
    assert all(len(good) > 1 and len(bad) > 1 for good, bad in CASES.values())


def test_an_empty_file_passes_nothing() -> None:
    (problem,) = [problem for problem in pdf.check_alone(made("")) if problem.rule.startswith("print-")]
    assert problem.rule == "print-nothing"


def test_a_finding_names_the_page_the_words_the_figure_the_source_and_the_mending() -> None:
    data = made(f"{TWO}<p style='break-before:page;font-size:9pt'>Small print.</p>")
    (found,) = [problem for problem in pdf.check_alone(data) if problem.rule == "print-type-size"]
    assert str(found) == (
        "the PDF, page 2: error: Type of 9 pt: the least is 12 pt. [Small print.] "
        "Raise the size of the type (in a layout: its size, or its ratio). (print-type-size; UKAAF G003 (2019))"
    )
