import io
import re
from base64 import b64decode, b64encode
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import html as parser
from PIL import Image

from press import layout
from press.checks import html as check
from press.checks.html.reach import style_faults
from press.layout import Layout
from press.manuscript import Manuscript, compose
from press.manuscript.fitting import fit
from press.model import Block, Figure, Leaflet, Link, Paragraph, Picture, Strong, Table, Term, Text, TopicReference
from press.writers import html
from tests.conftest import Golden
from tests.strategies import leaflets

ROOT = Path(__file__).parent.parent


@cache
def loaded() -> Layout:
    return layout.load(ROOT / "layouts", ROOT / "fonts")["web"]


@pytest.fixture
def web() -> Layout:
    return loaded()


@pytest.fixture
def script(sample: Leaflet, web: Layout) -> Manuscript:
    strings = web.strings_for("en-GB")
    assert strings
    return fit(compose(sample, strings), web)


def rules(page: str, script: Manuscript) -> set[str]:
    return {problem.rule for problem in check.check(page.encode(), script)}


def test_the_page_says_what_the_leaflet_says_and_breaks_no_rule(script: Manuscript, web: Layout) -> None:
    assert check.check(html.write(script, web), script) == ()


def test_the_page_reads_as_it_did(script: Manuscript, web: Layout, golden: Golden) -> None:
    page = parser.document_fromstring(html.write(script, web).decode())
    for image in page.iter("img"):
        image.set("src", image.get("src", "").partition(";")[0])
    (main,) = page.iter("main")
    golden(ROOT / "tests" / "html" / "page.html", parser.tostring(main, encoding="unicode") + "\n")


def test_the_page_says_of_itself_and_looks_as_it_did(script: Manuscript, web: Layout, golden: Golden) -> None:
    page = html.write(script, web).decode()
    head = re.sub("base64,[\\w+/=]+", "base64,…", page.partition("<body")[0])
    golden(ROOT / "tests" / "html" / "head.html", head + "\n")


def test_no_word_breaks_at_its_hyphen_but_addresses_may(script: Manuscript, web: Layout) -> None:
    address = Link((Text("example.org/self-care"),), "https://example.org/self-care")
    page = _with(script, web, Paragraph((Text("a well-known x-ray of 3-4 "), address)))
    assert '<span class="whole">well-known</span>' in page
    assert '<span class="whole">x-ray</span>' in page
    assert '<span class="whole">self-care' not in page


def test_no_line_breaks_within_a_quantity(script: Manuscript, web: Layout) -> None:
    page = _with(script, web, Paragraph((Text("375–500\N{NO-BREAK SPACE}mg & 5 mg/kg, well-being"),)))
    assert (
        '<p><span class="whole">375–500\N{NO-BREAK SPACE}mg</span> &amp; 5 <span class="whole">mg/kg</span>,'
        ' <span class="whole">well-being</span></p>' in page
    )


def test_no_line_breaks_where_a_part_of_a_quantity_is_stressed(script: Manuscript, web: Layout) -> None:
    words = (Text("Take 5–"), Strong((Text("10"),)), Text("\N{NO-BREAK SPACE}mg now"))
    page = _with(script, web, Paragraph(words))
    assert '<p>Take <span class="whole">5–<strong>10</strong>\N{NO-BREAK SPACE}mg</span> now</p>' in page


@pytest.mark.parametrize(("size", "share"), [(12, 60.0), (28, 50.0)])
def test_a_footer_has_room_for_the_code_at_every_size(script: Manuscript, size: float, share: float) -> None:
    """At 28 pt a code takes more than half of the line, and it never breaks: it stands below the title."""
    large = layout.load(ROOT / "layouts", ROOT / "fonts")["large-print"].at(size)
    css = html.style_sheet(script, large, "print.css", numbers={})
    widths = [float(width) for width in re.findall(r"width: ([\d.]+)%", css)][:2]
    assert sum(widths) == pytest.approx(100)
    assert widths[0] == pytest.approx(share, abs=5)


def test_markup_in_content_stays_text(script: Manuscript, web: Layout) -> None:
    page = _with(script, web, Paragraph((Text("<script>alert('&')</script>"),)))
    assert "&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;" in page
    assert "<script>" not in page


@pytest.mark.parametrize(("bold", "weight"), [(True, 700), (False, 400)])
def test_who_wishes_for_heavy_letters_gets_them(script: Manuscript, web: Layout, bold: bool, weight: int) -> None:
    layout = replace(web, reading=replace(web.reading, bold=bold))
    assert html.look_of(script, layout)["weight"] == weight


def test_a_topic_without_an_address_is_named_and_not_linked(script: Manuscript, web: Layout) -> None:
    page = _with(script, web, Paragraph((TopicReference((Text("hips"),), "hip"), Text(" and more"))))
    assert "<p>hips and more</p>" in page


def _with(script: Manuscript, web: Layout, *blocks: Block) -> str:
    part = script.parts[0]
    section = replace(part.section, blocks=(*blocks, *part.section.blocks))
    return html.write(replace(script, parts=(replace(part, section=section), *script.parts[1:])), web).decode()


REACHING = (
    '<META HTTP-EQUIV="Refresh" content="1; URL=https://example.org/">',
    '<form action="https://example.org/"><input name="a"></form>',
    '<p style="background: url(https://example.org/a)"></p>',
    '<p style="background: u\\72 l(https://example.org/a)"></p>',
    '<svg><image href="https://example.org/a"/></svg>',
    '<svg><use xlink:href="https://example.org/a#b"/></svg>',
    "<svg><style>a { b: c }</style></svg>",
    '<!--><img src="https://example.org/a" alt="">-->',
    '<img src="data:image/png;base64,AA==" srcset="https://example.org/a 2x" alt="">',
    '<img src="data:text/html,a" alt="">',
    '<picture><source srcset="https://example.org/a"><img src="data:image/png;base64,AA==" alt=""></picture>',
    '<picture><source srcset="data:image/png;base64,AA==, https://example.org/a 2x"></picture>',
    '<picture><source srcset="https://example.org/a"></picture>',
    '<a href="https://example.org/" ping="https://example.org/a">a</a>',
    '<button formaction="https://example.org/">a</button>',
    '<video poster="https://example.org/a"></video>',
    '<base href="https://example.org/">',
    '<math href="https://example.org/a"></math>',
    '<link rel="preconnect" href="https://example.org/">',
    '<p background="https://example.org/a"></p>',
    '<noscript><img src="https://example.org/a" alt=""></noscript>',
    '<template><img src="https://example.org/a" alt=""></template>',
    '<script type="speculationrules">{}</script>',
)
"""What loads, sends or runs something in a browser, or may where another parser sees nothing."""
STYLES = (
    'body { background: image-set("https://example.org/a" 1x) }',
    'body { background: -webkit-image-set("https://example.org/a" 1x) }',
    "body { background: u\\72l(https://example.org/a) }",
    'body { background: src("https://example.org/a") }',
    "body { background: URL(HTTPS://example.org/a) }",
    'body { background: url( "https://example.org/a" ) }',
    "body { background: url(a.png) }",
    "body { --a: url(https://example.org/a) }",
    "@media print { @import 'a.css'; }",
    "@IMPORT 'a.css';",
    "@\\69mport 'a.css';",
    "/* */@import/**/'a.css';",
    "@namespace url(https://example.org/);",
    "@font-face { font-family: A; src: url(https://example.org/a) }",
    "body { background: url(https://example.org/a b) }",
    "body { background: element(#a) }",
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (' width="320"', ' width="321"'),
        (' width="320"', ' width="320" style="max-width: 40mm"'),
        ("figure img { display", "@media screen { p img { background: white } } figure img { display"),
        ("figure img { display", "p, .a img { width: auto; max-height: 9em } figure img { display"),
        ("figure img { display", "p img { width: 9em; height: 9em; object-fit: scale-down } figure img { display"),
        ("figure img { display", "p { width: 9em; height: 9em } figure img { display"),
    ],
)
def test_a_page_may_show_pictures_in_any_size(script: Manuscript, web: Layout, old: str, new: str) -> None:
    page = html.write(script, web).decode()
    assert old in page
    assert rules(page.replace(old, new), script) == set()


@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [
        ("html-words", '<p class="summary">', '<p class="summary">Indeed. '),
        ("html-words", "<h1>Looking after your knee", "<h1>Looking after your hip"),
        ("html-language", '<html lang="en-GB"', '<html lang="fr"'),
        ("html-language", '<html lang="en-GB"', "<html"),
        ("html-title", "<title>Looking", "<title></title><x>Looking"),
        ("html-title", "<title>Looking after your knee", "<title>Looking after your hip"),
        ("html-headings", "<h3", "<h5"),
        ("html-headings", "<h2", "<h1"),
        ("html-alt", ' alt="', ' data-alt="'),
        ("html-proportions", "width: 100%; height: auto", "width: 100%"),
        ("html-proportions", "width: 100%; height: auto", "width: 100%; height: auto; max-height: 9em"),
        ("html-proportions", "object-fit: contain; ", ""),
        ("html-proportions", "figure img { display", "@media print { p > img { width: 9em } } figure img { display"),
        ("html-proportions", ' width="320"', ' width="300"'),
        ("html-proportions", ' width="320"', ' width="320" style="height: 9em"'),
        ("html-link-words", "<main", '<a href="#leaflet-text"></a><main'),
        ("html-link-target", 'href="#leaflet-text"', 'href="#nowhere"'),
        ("html-link-scheme", 'href="tel:', 'href="javascript:'),
        ("html-id", "<h1", '<h1 id="leaflet-text"'),
        ("html-outside", "<main", "<script>1</script><main"),
        ("html-outside", "<main", '<link rel="stylesheet" href="x.css"><main'),
        ("html-outside", "<style>", "<style>@import 'x.css';"),
        ("html-outside", 'src="data:image/', 'src="https://example.org/'),
        ("html-outside", "<h1", '<h1 onclick="x()"'),
        *(("html-outside", "</main>", f"{reaches}</main>") for reaches in REACHING),
        *(("html-outside", "<style>", f"<style>{reaches}") for reaches in STYLES),
        ("html-outside", "default-src 'none'", "default-src *"),
        ("html-outside", "<head>", "<head><title>Before</title>"),
        ("html-meaning", 'popovertarget="', 'popovertarget="x'),
        ("html-meaning", '--name"><strong>', '--name"><strong>No '),
        ("html-meaning", 'role="dialog"', 'role="note"'),
        ("html-meaning", " autofocus", ""),
        ("html-meaning", 'popovertargetaction="hide"', 'popovertargetaction="show"'),
        ("html-skip", 'href="#leaflet-text"', 'href="#contents"'),
        ("html-skip", '<a class="skip"', '<a href="#contents">Contents</a><a class="skip"'),
        ("html-metadata", '"lastReviewed": "20', '"lastReviewed": "19'),
        ("html-metadata", '"@type": "MedicalWebPage"', '"@type": "Recipe"'),
        ("html-metadata", '{"@context"', '"@context"'),
    ],
)
def test_a_spoilt_page_breaks_its_rule(script: Manuscript, web: Layout, rule: str, old: str, new: str) -> None:
    page = html.write(script, web).decode()
    assert old in page
    assert rule in rules(page.replace(old, new, 1), script)


def test_an_empty_page_breaks_many_rules(script: Manuscript) -> None:
    assert rules("<html><main></main></html>", script) >= {"html-words", "html-language", "html-title", "html-headings"}


@pytest.mark.referee
@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(leaflets())
def test_any_leaflet_s_page_carries_all_its_words_in_order(leaflet: Leaflet) -> None:
    strings = loaded().strings_for("en")
    assert strings
    script = fit(compose(leaflet, strings), loaded())
    assert check.check(html.write(script, loaded()), script) == ()


@pytest.mark.parametrize("other", ["aardvark", "zygote"])
def test_where_a_page_begins_to_differ_both_are_shown(script: Manuscript, web: Layout, other: str) -> None:
    page = html.write(script, web).decode().replace("<h1>Looking after", f"<h1>Looking {other}", 1)
    (problem,) = (each for each in check.check(page.encode(), script) if each.rule == "html-words")
    assert problem.place.words.startswith(f"{other} your knee")
    assert "which says “after your knee" in problem.message


@pytest.mark.parametrize(
    ("style", "held"),
    [
        ("@page { size: 210mm 297mm; @bottom-right { content: counter(page) } }", True),
        ("p { background: url(data:image/png;base64,AA==); width: calc(1em + min(2em, 3%)) }", True),
        ('@font-face { src: url("data:font/woff2;base64,AA==") format("woff2") }', True),
        ("@media (min-width: 40em) { a:not(:hover)::after { content: attr(title) 'url(x)' } }", True),
        ("p { background: url(data:text/css,a) }", False),
        ('p { background: url("") }', False),
    ],
)
def test_a_style_may_hold_what_it_shows_and_load_nothing(style: str, held: bool) -> None:
    assert (not list(style_faults(style))) == held


@pytest.mark.parametrize(
    ("words", "page"),
    [
        ("a (", '<span class="joined">(<B>).</span>'),
        ("a ", "<B>"),
        ("", '<span class="joined"><B>,</span>'),
        ("“", '<span class="joined">“<B>”;</span>'),
    ],
)
def test_no_line_ends_between_a_term_and_the_punctuation_beside_it(
    script: Manuscript, web: Layout, words: str, page: str
) -> None:
    entry = script.terms[0].anchor.removeprefix("term--")
    before, after = page.removeprefix('<span class="joined">').removesuffix("</span>").split("<B>")
    said = (Text(words), Term((Text("scan"),), entry), Text(f"{after} b"))
    found = re.sub(r"<button[^>]*>scan</button>", "<B>", _with(script, web, Paragraph(said)))
    assert f"<p>{words.removesuffix(before) if before else words}{page} b</p>" in found


def test_a_page_with_a_picture_that_is_seen_through_breaks_a_rule(script: Manuscript, web: Layout) -> None:
    def image(colour: str) -> str:
        file = io.BytesIO()
        Image.new("RGBA", (60, 40), colour).save(file, "PNG")
        return f'<img alt="A knee" src="data:image/png;base64,{b64encode(file.getvalue()).decode()}">'

    page = html.write(script, web).decode()
    assert "html-ground" not in rules(page, script)
    for see_through, wanted in (("#FFFFFF", False), ("#000000A0", True)):
        spoilt = page.replace("<h1", f"{image(see_through)}<h1", 1)
        assert ("html-ground" in rules(spoilt, script)) == wanted
    drawn = b64encode(
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h5v5"/></svg>'
    ).decode()
    spoilt = page.replace("<h1", f'<img alt="A" src="data:image/svg+xml;base64,{drawn}"><h1', 1)
    assert "html-ground" in rules(spoilt, script)


def test_a_picture_that_is_seen_through_is_laid_on_white(script: Manuscript, web: Layout) -> None:
    file = io.BytesIO()
    Image.new("RGBA", (60, 40), "#00000000").save(file, "PNG")
    figure = Figure("knee", Picture("knee.png", "image/png", file.getvalue(), 60, 40), "A knee.")
    page = _with(script, web, figure)
    found = re.search(r'src="data:image/png;base64,([^"]+)" alt="A knee."', page)
    assert found
    with Image.open(io.BytesIO(b64decode(found[1]))) as image:
        assert (image.mode, image.getpixel((5, 5))) == ("RGB", (255, 255, 255))


def test_a_cell_of_a_table_knows_the_name_of_its_column(script: Manuscript, web: Layout) -> None:
    head, cells = ((Text("Type"),), (Text("Where?"),), (Text("How"),)), ((Text("a"),), (Text("b"),), (Text("c"),))
    page = _with(script, web, Table((Text("Types"),), head, (cells,)))
    assert '<td role="cell" data-head="Where?">b</td>' in page
    assert '<td role="cell" data-head="How:">c</td>' in page


def test_a_page_that_is_printed_says_where_links_lead_unless_they_show_it(script: Manuscript, web: Layout) -> None:
    address = "https://example.org/self-care/"
    said = (Link((Text("example.org/self-care"),), address), Text(" "), Link((Text("our page"),), address))
    page = _with(script, web, Paragraph(said))
    assert f'<a href="{address}" class="shown" title=' in page
    assert f'<a href="{address}" title="Website: our page">our page</a>' in page
    assert 'a[href^="http"]:not(.shown)::after { content: " (" attr(href) ")"' in page


def test_words_and_links_that_run_the_other_way_say_so(sample: Leaflet, web: Layout) -> None:
    call = Link((Text("01632 960 001"),), "tel:01632960001")
    inside = (Text("خذ ibuprofen 5 mg. اتصل "), call, Text(" أو "), Strong((Text("NHS 111"),)), Text(" الآن"))
    section = replace(sample.edition.sections[0], blocks=(Paragraph(inside),), sections=())
    strings = web.strings_for("ar")
    assert strings
    turned = compose(Leaflet(replace(sample.edition, language="ar", sections=(section,))), strings)
    page = html.write(turned, web).decode().replace("\u00a0", " ")
    for words in ("ibuprofen 5 mg", "01632 960 001", "NHS 111"):
        assert re.search(f'<(?:span|a [^>]*) dir="ltr"[^>]*>(?:<[^>]*>)*{words}', page), words


def test_regions_of_one_name_are_told_apart(script: Manuscript, web: Layout) -> None:
    head, rows = ((Text("Dose"),), (Text("When"),)), (((Text("1"),), (Text("2"),)),)
    page = _with(script, web, *(Table((Text(name),), head, rows) for name in ("Doses", "Doses", "Other", "Doses")))
    names = re.findall(r'role="region" aria-label="([^"]*)"', page)
    assert [name for name in names if name[:2] in ("Do", "Ot")] == ["Doses", "Doses (2)", "Other", "Doses (3)"]
