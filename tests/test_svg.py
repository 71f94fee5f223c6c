"""Drawings as drawing programs write them: what is left of them, and that their words are painted everywhere."""

import io
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from press import layout, pictures
from press.model import Picture
from press.pictures import Unfit
from tests.test_pictures import svg

ROOT = Path(__file__).parent.parent
DRAWINGS = ROOT / "tests" / "drawings"
LAYOUTS = layout.load(ROOT / "layouts", ROOT / "fonts")
A4 = LAYOUTS["a4"]
FACES = tuple(face.data for face in A4.faces)
FAMILIES = (A4.fonts.body, *A4.fonts.others)
WORDS = {
    "arabic": "الركبة اليسرى كل ٨ ساعات",
    "drawio": "Your doctor The pharmacy",
    "illustrator": "Take one tablet",
    "inkscape": "Wash your hands for 20 seconds",
    "libreoffice": "Keep your leg raised",
    "powerpoint": "Before food 8 am After food CO2 5 m2 a",
}


def read(name: str) -> Picture:
    return pictures.read(f"{name}.svg", (DRAWINGS / f"{name}.svg").read_bytes())


def drawn(inside: str, attributes: str = "") -> etree._Element:
    """What is made of a drawing of 300 by 100."""
    data = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100" {attributes}>{inside}</svg>'
    return etree.fromstring(pictures.read("a.svg", data.encode()).data)


def first(inside: str, attributes: str = "") -> dict[str, str]:
    """The attributes of the first element of a drawing."""
    return {str(key): str(value) for key, value in drawn(inside, attributes)[0].attrib.items()}


def ink(picture: Picture, faces: tuple[bytes, ...] = FACES) -> bytes:
    return pictures.png(pictures.lettered(picture, FAMILIES), faces, 400)


@pytest.mark.parametrize("name", WORDS)
def test_what_drawing_programs_write_is_read_with_its_words(name: str) -> None:
    assert "".join(pictures.words(read(name)).split()) == "".join(WORDS[name].split())


@pytest.mark.parametrize("name", WORDS)
def test_every_word_is_painted_in_a_font_of_the_layout(name: str) -> None:
    picture = read(name)
    whole = ink(picture)
    for number in range(len(etree.fromstring(picture.data).findall(".//{*}text"))):
        root = etree.fromstring(picture.data)
        text = root.findall(".//{*}text")[number]
        text.getparent().remove(text)  # type: ignore[union-attr]  # a text stands in a drawing
        fewer = Picture(name, picture.media_type, etree.tostring(root), picture.width, picture.height)
        assert ink(fewer) != whole, pictures.words(picture)


@pytest.mark.parametrize("name", WORDS)
def test_nothing_that_a_drawing_program_notes_is_left(name: str) -> None:
    data = read(name).data
    for mark in (
        b"Somebody",
        b"inkscape",
        b"adobe",
        b"mxfile",
        b"<!",
        b"class",
        b"font-family",
        b"<style",
        b"MyriadPro",
    ):
        assert mark not in data


@pytest.mark.parametrize(
    "fonts",
    ["", "font-family='Arial, Helvetica'", "font-family='sans-serif'", "style='font: 20px Nowhere'", "class='t'"],
)
def test_words_in_any_font_or_none_look_the_same(fonts: str) -> None:
    style = "<style>.t { font-family: 'Comic Sans MS' !important; font-size: 20px }</style>"
    one, other = (
        pictures.read("a.svg", svg(f"{style}<text x='9' y='50' {font}>Left knee</text>"))
        for font in (f"{fonts} font-size='20'", "font-size='20' font-family='Inter'")
    )
    assert ink(one) == ink(other) != ink(other, ())


@pytest.mark.parametrize(
    ("said", "size"),
    [
        ("width='100mm' height='50mm'", (377.95, 188.98)),
        ("width='10cm' height='5cm'", (377.95, 188.98)),
        ("width='4in' height='2in'", (384, 192)),
        ("width='72pt' height='36pt'", (96, 48)),
        ("width='90' height='30px'", (90, 30)),
        ("width='6pc' height='2PC'", (96, 32)),
        ("width='100%' height='100%'", (300, 100)),
        ("width='100%'", (300, 100)),
        ("width='auto' height='auto'", (300, 100)),
        ("width='150'", (150, 50)),
        ("height='20mm'", (226.77, 75.59)),
        ("", (300, 100)),
    ],
)
def test_a_drawing_is_as_large_as_it_says_or_as_its_view_box(said: str, size: tuple[float, float]) -> None:
    data = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100" {said}/>'.encode()
    picture = pictures.read("a.svg", data)
    assert (round(picture.width, 2), round(picture.height, 2)) == size
    root = etree.fromstring(picture.data)
    assert float(root.get("width", "")) == pytest.approx(picture.width, rel=1e-5)
    assert root.get("viewBox") == ("0 -25 300 150" if round(size[0] / size[1]) == 2 else "0 0 300 100")


def test_a_drawing_without_a_view_box_shows_all_of_itself() -> None:
    data = b'<svg xmlns="http://www.w3.org/2000/svg" width="1in" height="0.5in"/>'
    assert etree.fromstring(pictures.read("a.svg", data).data).get("viewBox") == "0 0 96 48"


@pytest.mark.parametrize(
    ("style", "said"),
    [
        ("<rect fill='red'/>", {"fill": "#ff0000"}),
        ("<rect fill='red' style='fill: rgb(0, 0, 255)'/>", {"fill": "#0000ff"}),
        ("<rect style='fill: light-dark(#fff, var(--dark, #000))'/>", {"fill": "#ffffff"}),
        ("<rect style='fill: var(--accent, hsl(120 100% 50%))'/>", {"fill": "#00ff00"}),
        ("<rect style='fill: rgba(0,0,0,0.5); fill-opacity: 0.5'/>", {"fill": "#000000", "fill-opacity": "0.25"}),
        ("<rect fill='#123456 icc-color(x, 1)'/>", {"fill": "#123456"}),
        ("<rect fill='url(#gone) green'/>", {"fill": "#008000"}),
        ("<rect fill='url(#gone)'/>", {}),
        ("<rect fill='no-such-colour'/>", {}),
        ("<rect style='stroke: currentcolor; color: blue'/>", {"stroke": "currentColor", "color": "#0000ff"}),
        ("<rect style='marker: none'/>", {"marker-start": "none", "marker-mid": "none", "marker-end": "none"}),
        ("<text style='font: italic bold 12pt/1.2 Arial'/>", {"font-size": "16", "font-weight": "700"}),
        ("<text font-size='large'/>", {"font-size": "18"}),
        ("<text font-size='2em'/>", {"font-size": "32"}),
        ("<text font-size='150%'/>", {"font-size": "24"}),
        ("<text style='white-space: pre'/>", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}),
        ("<g style='transform: translate(3px, 4px) rotate(5deg)'/>", {"transform": "translate(3, 4) rotate(5)"}),
        ("<g data-cell-id='1' class='x' role='img' aria-label='Somebody'/>", {}),
        ("<g style='fill: initial; mix-blend-mode: multiply'/>", {}),
    ],
)
def test_styles_become_what_all_who_draw_understand(style: str, said: dict[str, str]) -> None:
    assert first(style) == said


@pytest.mark.parametrize(
    ("rules", "fill"),
    [
        ("rect { fill: red }", "#ff0000"),
        ("* { fill: red }", "#ff0000"),
        (".a { fill: red } rect { fill: blue }", "#ff0000"),
        ("#b { fill: red } .a { fill: blue }", "#ff0000"),
        (".a { fill: red !important } #b { fill: blue }", "#ff0000"),
        (".a { fill: blue } .a { fill: red }", "#ff0000"),
        (".a.c { fill: red } .a { fill: blue }", "#ff0000"),
        ("g rect { fill: red } rect { fill: blue }", "#ff0000"),
        ("g > rect { fill: red } rect { fill: blue }", "#ff0000"),
        (":root rect { fill: red }", "#ff0000"),
        ("svg > rect { fill: blue } rect { fill: red }", "#ff0000"),
        ("circle, rect { fill: red }", "#ff0000"),
        (".other { fill: blue }", "#00ff00"),
        ("@font-face { font-family: x; src: url(data:font/woff2;base64,AA) } rect { fill: red }", "#ff0000"),
        ("@media (prefers-color-scheme: dark) { rect { fill: blue } } rect { fill: red }", "#ff0000"),
        ("<!-- rect { fill: red } -->", "#ff0000"),
    ],
)
def test_a_style_sheet_is_written_to_the_elements_that_it_names(rules: str, fill: str) -> None:
    data = f"<style><![CDATA[{rules}]]></style><g><rect id='b' class='a c' fill='#00ff00'/></g>"
    (group,) = drawn(data)
    assert group[0].get("fill") == fill


def test_a_style_attribute_wins_over_a_sheet_unless_that_is_important() -> None:
    sheet = "<style>rect {{ fill: blue{} }}</style><rect style='fill: red'/>"
    assert first(sheet.format("")) == {"fill": "#ff0000"}
    assert first(sheet.format(" !important")) == {"fill": "#0000ff"}


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ("<style>/* */@import/* */'https://example.org/a.css';</style>", "outside itself"),
        ("<style>rect { fill: url(/**/https://example.org/a) }</style>", "outside itself"),
        ("<style>rect { background: \\75rl(https://example.org) }</style>", "outside itself"),
        ("<style>rect { background: IMAGE-SET('a.png' 1x) }</style>", "outside itself"),
        ("<style>@font-face { src: url(https://example.org/a.woff) }</style>", "outside itself"),
        ("<rect style='fill: url(https://example.org/a)'/>", "outside itself"),
        ("<rect mask='url( &quot;a.svg#b&quot; )'/>", "outside itself"),
        ("<style>rect:nth-child(2) { fill: red }</style>", "“rect:nth-child”|which is not understood"),
        ("<style>a b c d e f { fill: red }</style>", "more than 5 elements within each other"),
        (f"<style>{'g ' * 20_000}{{ fill: red }}</style>", "more than 5 elements within each other"),
        (f"<style>rect {{ fill: {'(' * 50_000} }}</style>", "more than 30 brackets"),
        (f"<rect style='fill: {'(' * 40}'/>", "more than 30 brackets"),
        (f"<style>{'g{fill:red}' * 20_000}</style>", "more than 200000 characters"),
        (f"<style>{'g *{fill:red}' * 9_000}</style>{'<g><g/></g>' * 900}", "more styles than can be tried"),
        ("<style>@media print { rect { fill: red } }</style>", "@media, which is not understood"),
        ("<style>rect { circle { fill: red } }</style>", "style within a style"),
        ("<style>rect { fill: var(--a) }</style>", "variable that stands for nothing"),
        (f"<rect fill='{'a' * 3_000}'/>", "fill of more than 2000 characters"),
        ("<g>" * 60 + "</g>" * 60, "more than 60 elements within each other"),
        ("".join(f"<g id='a{n}'><use href='#a{n + 1}'/></g>" for n in range(50)), "60 elements within each other"),
        ("<linearGradient id='a' href='#b'/><linearGradient id='b' href='#a'/>", "gradient that is taken from itself"),
    ],
)
def test_what_would_load_or_take_for_ever_is_unfit(inside: str, reason: str) -> None:
    with pytest.raises(Unfit, match=reason):
        drawn(inside)


@pytest.mark.parametrize("key", ["width", "height", "viewBox"])
@pytest.mark.parametrize("digits", ["1" * 100_000, "1" * 100_000 + "x", "." + "1" * 100_000, "1e" + "1" * 100_000])
def test_a_size_of_too_many_digits_is_unfit(key: str, digits: str) -> None:
    data = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" {key}="{digits}"/>'
    data = data.replace(f'{key}="9" ', "") if key != "viewBox" else data
    with pytest.raises(Unfit, match=f"{key} of more than 100 characters"):
        pictures.read("a.svg", data.encode())


TYPED = """<?xml version="1.0"?>
<!DOCTYPE svg{}>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>{}</text></svg>"""


@pytest.mark.parametrize(
    ("declared", "text", "said"),
    [
        ("", "a", "a"),
        (' PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"', "a", "a"),
        (' SYSTEM "file:///etc/passwd"', "a", "a"),
        (" [<!ENTITY a 'b c'>]", "&a;&a;", "b cb c"),
        (" [\n<!ENTITY a 'b'>\n<!ENTITY aa 'c'>\n]", "&aa;&a;", "cb"),
    ],
)
def test_a_document_type_of_plain_names_is_put_in_place(declared: str, text: str, said: str) -> None:
    picture = pictures.read("a.svg", TYPED.format(declared, text).encode())
    assert pictures.words(picture) == said
    assert b"DOCTYPE" not in picture.data


@pytest.mark.parametrize(
    ("declared", "text", "lines"),
    [
        (" [<!ENTITY a SYSTEM 'file:///etc/passwd'>]", "&a;", "line 2"),
        (" [\n<!ENTITY a 'b'>\n<!ENTITY c '&a;&a;'>\n]", "&c;", "lines 2 to 5"),
        (" [\n<!ENTITY % a 'b'>\n]", "", "lines 2 to 4"),
        (" [\n<!ENTITY a '&#60;g/>'>\n]", "", "lines 2 to 4"),
        (" [\n<!ATTLIST svg onload CDATA 'x'>\n]", "", "lines 2 to 4"),
        (f" [<!ENTITY a '{'b' * 300}'>]", "", "line 2"),
    ],
)
def test_of_other_document_types_it_says_which_lines_to_delete(declared: str, text: str, lines: str) -> None:
    with pytest.raises(Unfit, match="declares more than plain names") as refused:
        pictures.read("a.svg", TYPED.format(declared, text).encode())
    assert f"in {lines} of the file" in refused.value.hint


def test_names_that_are_used_too_often_and_those_not_declared_are_refused() -> None:
    with pytest.raises(Unfit, match="more than 10000 times"):
        pictures.read("a.svg", TYPED.format(" [<!ENTITY a 'b'>]", "&a;" * 10_001).encode())
    with pytest.raises(Unfit, match="well-formed"):
        pictures.read("a.svg", TYPED.format("", "&a;").encode())


HTML = '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">Left <b>knee</b></p></foreignObject>'


def test_of_a_switch_the_part_that_can_be_drawn_is_taken() -> None:
    assert pictures.words(pictures.read("a.svg", svg(f"<switch>{HTML}<text>Left knee</text></switch>"))) == "Left knee"
    empty = '<switch><g requiredFeatures="x"/><text>Text is not SVG</text></switch>'
    assert pictures.words(pictures.read("a.svg", svg(empty))) == ""
    needy = '<switch><text requiredExtensions="x">No</text><text>Yes</text></switch>'
    assert pictures.words(pictures.read("a.svg", svg(needy))) == "Yes"


@pytest.mark.parametrize("plain", ["<text>Left k...</text>", "", '<image href="data:image/png;base64,AA"/>'])
def test_words_that_only_formatted_text_says_are_not_lost(plain: str) -> None:
    with pytest.raises(Unfit, match="“Leftknee”") as refused:
        drawn(f"<switch>{HTML}{plain}</switch>")
    assert "untick Formatted Text" in refused.value.hint


def test_lowered_letters_go_down_and_what_follows_up_again() -> None:
    (text,) = drawn("<text font-size='40'>CO<tspan baseline-shift='sub' font-size='26'>2</tspan> out</text>")
    assert [(part.text, part.get("dy")) for part in text] == [("2", "8"), (" out", "-8")]
    (text,) = drawn("<text font-size='10'>m<tspan style='baseline-shift: super'>2</tspan><tspan>a</tspan></text>")
    assert [(part.text, part.get("dy")) for part in text] == [("2", "-4"), ("a", "4")]


def test_parts_of_a_drawing_have_names_of_their_own() -> None:
    group = "<g id='C:\\Somebody'/>"
    root = drawn(f"{group}<rect id='not-used'/><use href='#C:\\Somebody'/><use href='#gone'/><rect fill='url(#x)'/>")
    assert [element.get("id") for element in root] == ["a", None, None, None, None]
    assert [element.get("{http://www.w3.org/1999/xlink}href") for element in root] == [None, None, "#a", None, None]


def test_an_arrow_that_reaches_out_of_its_frame_stays_whole() -> None:
    head = '<marker id="m" style="overflow:visible"><path d="M0 0 5-5-9 0 5 5Z"/></marker>'
    marker = next(drawn(head + '<path d="M20 50H90" marker-end="url(#m)"/>').iter("{*}marker"))
    assert marker.get("overflow") == "visible"


def test_places_in_millimetres_and_inches_are_those_of_pixels() -> None:
    (rect,) = drawn('<rect x="1in" y="25.4mm" width="72pt" height="50%"/>').iter("{*}rect")
    assert [rect.get(name) for name in ("x", "y", "width", "height")] == ["96", "96", "96", "50%"]
    (text,) = drawn('<text x="1in 2in" y="10" font-size="10mm">ab</text>').iter("{*}text")
    assert text.get("x") == "96 192"


@pytest.mark.parametrize(
    ("said", "box"),
    [
        ('width="600" height="100"', "-150 0 600 100"),
        ('width="300" height="300" preserveAspectRatio="none"', "0 -100 300 300"),
        ('width="150.01" height="50"', "0 0 300 100"),
    ],
)
def test_all_that_is_seen_of_a_drawing_is_its_view_box(said: str, box: str) -> None:
    """So that its ground reaches from edge to edge."""
    assert drawn("<circle cx='50' cy='50' r='40'/>", said).get("viewBox") == box


def test_of_a_file_in_another_encoding_it_says_what_to_do() -> None:
    for data in (b'<?xml version="1.0" encoding="ISO-8859-1"?><svg/>', "<svg>é</svg>".encode("latin-1")):
        with pytest.raises(Unfit) as refused:
            pictures.read("a.svg", data)
        assert "save it as UTF-8" in refused.value.hint


def test_an_arrow_has_no_arrows() -> None:
    root = drawn("<marker id='m'><path marker-end='url(#m)' d='M0 0h9'/></marker><path marker-end='url(#m)' d='M0 0'/>")
    assert root[0][0].get("marker-end") is None
    assert root[1].get("marker-end") == "url(#a)"


def test_words_between_comments_and_notes_stay() -> None:
    assert pictures.words(pictures.read("a.svg", svg("<text>5<!-- x -->0 <title>y</title>mg</text>"))) == "50 mg"


def test_words_from_the_right_start_at_their_right() -> None:
    with Image.open(io.BytesIO(ink(read("arabic")))) as image:
        box = image.convert("L").crop((10, 10, 390, 150)).point(lambda level: 255 * (level < 128)).getbbox()
    assert box
    assert box[2] - box[0] > 150
    assert box[2] > 360


@pytest.mark.parametrize(
    ("inside", "bitmap"),
    [
        ("<text>Knee</text>", False),
        ("<text>Ύδωρ, Вода, Ŵyneb</text>", False),
        ("<text>ركبة</text>", True),
        ("<text>घुटना</text>", True),
        ("<text>e\u0301</text>", True),
        ("<text writing-mode='vertical-rl'>Knee</text>", True),
        ("<linearGradient/>", True),
        ("<mask/>", True),
        ("<text><textPath>Knee</textPath></text>", True),
    ],
)
def test_what_a_page_cannot_draw_right_is_a_bitmap(inside: str, bitmap: bool) -> None:
    assert pictures.only_as_bitmap(pictures.read("a.svg", svg(inside))) is bitmap


def test_a_photograph_has_no_words_and_is_no_drawing() -> None:
    out = io.BytesIO()
    Image.new("RGB", (4, 3)).save(out, "PNG")
    picture = pictures.read("a.png", out.getvalue())
    assert pictures.words(picture) == ""
    assert not pictures.only_as_bitmap(picture)
    assert pictures.lettered(picture, FAMILIES) is picture
