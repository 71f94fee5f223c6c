"""Random leaflets, as the reader could have made them, and random layouts to set them in.

leaflets()            a Leaflet
layouts(loaded)       one of the loaded layouts on another page, at another size, in columns
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy
from PIL import Image

from press import pictures, risks
from press.layout import Layout, Page
from press.model import (
    Block,
    Blocks,
    Box,
    BoxKind,
    Clinic,
    Contact,
    Credit,
    CrossReference,
    Edition,
    Emphasis,
    Figure,
    Foreign,
    GlossaryEntry,
    Inline,
    Item,
    Leaflet,
    Link,
    List,
    Paragraph,
    PartialDate,
    Picture,
    Reference,
    RelatedTopic,
    Review,
    Section,
    Standing,
    Status,
    Strong,
    Table,
    Term,
    Text,
    TopicReference,
    Words,
)

VOCABULARY = tuple(
    """a the of and to in is you may your skin breast cancer treatment doctor nurse ask pain swelling biopsy scan
    affinity office fluffy chemotherapy electrochemotherapy lymphoedema (sometimes) “quoted” don’t ‘quite’ – …
    5 2.5 10:30 9am 50% 2x3 -> <b> &amp; / // a&b < > \\ " ' [sic] {x} #1 * _ +44 £9.50 20\N{NO-BREAK SPACE}mg
    é naïve Ŵyn dŵr fi fl ffi ffl Waffle AV To. Ty, immunohistochemistry
    well-being follow-up and/or (ECT) MRI ECT MRI’s non-ECT""".replace("\n   ", "").split(" ")
)
SHORT = tuple(word for word in VOCABULARY if len(word) < 10)
"""For headings and cells: a long word in large type or a narrow column would reach over the page's edge."""
ABBREVIATIONS = (("ECT", "electrochemotherapy"), ("MRI", "magnetic resonance imaging"))
LANGUAGES = ("cy", "fr", "pl", "de", "en-GB")
TERMS = ("lymph", "nodule")
ANCHORS = ("s0", "s1", "s0-0", "term--lymph")
ADDRESSES = ("https://example.org/a?b=c&d=%20e", "mailto:nurse@example.org", "https://example.org/")


def _png() -> Picture:
    file = io.BytesIO()
    Image.new("RGB", (80, 40), "#a3195b").save(file, "PNG")
    return pictures.read("plain.png", file.getvalue())


def _svg(name: str, width: int, height: int, inside: str) -> Picture:
    start = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
    return pictures.read(name, f"{start}{inside}</svg>".encode())


@cache
def _pictures() -> tuple[Picture, ...]:
    circle = '<circle cx="20" cy="20" r="15" fill="#a3195b" fill-opacity="0.5"/>'
    label = '<text x="5" y="35" font-size="9" font-family="Inter">Label one</text>'
    return (
        _png(),
        _svg("circle.svg", 60, 40, circle),
        _svg("labelled.svg", 200, 90, circle + label),
        _svg("tall.svg", 40, 300, '<rect width="30" height="290"/>'),
    )


# Words


def sentences(longest: int = 12) -> SearchStrategy[str]:
    """Words of the vocabulary with single spaces between them; short ones if they are few."""
    vocabulary = SHORT if longest <= 5 else VOCABULARY
    return st.lists(st.sampled_from(vocabulary), min_size=1, max_size=longest).map(" ".join)


def _pad(inlines: list[Inline], gaps: list[str]) -> Words:
    """Inlines with a space, a comma or nothing between them, and no space at either end."""
    out: list[Inline] = []
    for inline, gap in zip(inlines, gaps, strict=False):
        out += [inline, Text(gap)] if gap else [inline]
    if isinstance(out[-1], Text) and not out[-1].text.strip():
        out.pop()
    return tuple(out)


@st.composite
def words(draw: DrawFn, depth: int = 2, *, links: bool = True, language: str = "en-GB", longest: int = 12) -> Words:
    """Words within a line; ``links`` is whether links may be among them (none stands in a link)."""
    count = draw(st.sampled_from((1, 1, 1, 2, 3, 5)))
    inlines = [draw(_inline(depth, links=links, language=language, longest=longest)) for _ in range(count)]
    gaps = [draw(st.sampled_from((" ", " ", " ", ", ", ""))) for _ in inlines]
    return _pad(inlines, gaps)


@st.composite
def _inline(draw: DrawFn, depth: int, *, links: bool, language: str, longest: int) -> Inline:
    kinds = ["text", "text", "text"]
    if depth:
        kinds += ["strong", "emphasis", "foreign"]
    if depth and links:
        kinds += ["link", "phone", "reference", "topic", "term"]
    kind = draw(st.sampled_from(kinds))
    if kind == "text":
        return Text(draw(sentences(longest)))
    if kind == "phone":
        return Link((Text("0808 800 6000"),), "tel:08088006000")
    if kind == "foreign":
        other = draw(st.sampled_from([one for one in LANGUAGES if one != language]))
        return Foreign(draw(words(depth - 1, links=links, language=other, longest=min(longest, 5))), other)
    still = links and kind in ("strong", "emphasis")
    inside = draw(words(depth - 1, links=still, language=language, longest=min(longest, 6)))
    match kind:
        case "strong":
            return Strong(inside)
        case "emphasis":
            return Emphasis(inside)
        case "link":
            return Link(inside, draw(st.sampled_from(ADDRESSES)))
        case "reference":
            return CrossReference(inside, draw(st.sampled_from(ANCHORS)))
        case "topic":
            return TopicReference(inside, "recurrence", draw(st.sampled_from(("", "https://example.org/r"))))
        case _:
            return Term(inside, draw(st.sampled_from(TERMS)))


def labels() -> SearchStrategy[Words]:
    """Words without links, for headings and cells."""
    return words(1, links=False, longest=5)


def names() -> SearchStrategy[Words]:
    """A word or two, for the head of a table: one taller than a page is refused."""
    name = sentences(2).map(Text)
    return st.tuples(name | st.builds(lambda text: Foreign((text,), "cy"), name))


# Blocks


def paragraphs() -> SearchStrategy[Paragraph]:
    return st.builds(Paragraph, words()) | st.builds(Paragraph, words(longest=60))


@st.composite
def lists(draw: DrawFn, levels: int = 2) -> List:
    """A list; some of its items hold a list too."""
    items = []
    for _ in range(draw(st.integers(1, 6))):
        inner = (draw(lists(levels - 1)),) if levels > 1 and draw(st.integers(0, 3)) == 3 else ()
        items.append(Item((draw(paragraphs()), *inner)))
    numbered = draw(st.booleans())
    return List(tuple(items), numbered, draw(st.sampled_from((1, 1, 3))) if numbered else 1)


@st.composite
def tables(draw: DrawFn) -> Table:
    """A table of two or three columns, now and then longer than a page."""
    columns = draw(st.integers(2, 3))
    row = st.tuples(*[words(1, longest=4)] * columns)
    few = draw(st.lists(row, min_size=1, max_size=4))
    rows = few * draw(st.sampled_from((1, 1, 1, 2, 8)))
    return Table(draw(labels()), draw(st.tuples(*[names()] * columns)), tuple(rows))


@st.composite
def figures(draw: DrawFn, name: str) -> Figure:
    picture = draw(st.sampled_from(_pictures()))
    if draw(st.integers(0, 3)) == 0:
        return Figure(name, picture, "")
    credit = draw(st.none() | st.builds(Credit, labels(), st.sampled_from(("", "CC BY-SA 3.0")), st.just(ADDRESSES[0])))
    caption = draw(st.just(()) | labels())
    described = draw(st.just(()) | st.lists(paragraphs(), min_size=1, max_size=2).map(tuple))
    return Figure(name, picture, draw(sentences()), caption, credit, described)


@st.composite
def numbers(draw: DrawFn) -> Block:
    """What a box in numbers ends in: one group, or several of the same size."""
    of = draw(st.sampled_from((2, 10, 45, 100, 250, 10_000)))
    counts = draw(st.lists(st.integers(0, of), min_size=1, max_size=3))
    said = [f"{draw(st.sampled_from(('', 'about ')))}{count} in {of:,} people" for count in counts]
    if len(said) == 1:
        return Paragraph((Text(said[0]),))
    groups = (draw(sentences(3)).replace(":", "") for _ in said)
    return List(
        tuple(Item((Paragraph((Text(f"{group}: {each}"),)),)) for group, each in zip(groups, said, strict=True))
    )


@st.composite
def boxes(draw: DrawFn) -> Box:
    kind = draw(st.sampled_from(BoxKind))
    if kind in risks.KINDS:
        before = draw(st.lists(paragraphs(), max_size=1))
        return Box(kind, draw(labels()), (*before, draw(numbers())))
    inside: Blocks = tuple(draw(st.lists(paragraphs() | lists(), min_size=1, max_size=3)))
    if kind is BoxKind.QUOTE:
        return Box(kind, draw(labels()), inside, draw(labels()))
    if draw(st.integers(0, 3)) == 0:
        inside += (draw(tables()),)
    return Box(kind, draw(labels()), inside)


@st.composite
def blocks(draw: DrawFn, name: str, most: int) -> Blocks:
    """Blocks of a section, not many more than ``most``; ``name`` makes the ids of its figures unique."""
    kinds = st.one_of(paragraphs(), paragraphs(), lists(), tables(), boxes())
    found: list[Block] = draw(st.lists(kinds, max_size=most))
    if draw(st.integers(0, 4)) == 0:
        found.insert(draw(st.integers(0, len(found))), draw(figures(f"picture-{name}")))
    return tuple(found)


@st.composite
def sections(draw: DrawFn, name: str, levels: int, most: int) -> Section:
    """A section with others in it, of so many levels in all, and of so many blocks in each."""
    count = draw(st.sampled_from((0, 0, 1, 2))) if levels > 1 else 0
    if name == "s0":
        count = max(count, 1)
    inner = tuple(draw(sections(f"{name}-{number}", levels - 1, most)) for number in range(count))
    return Section(name, draw(labels()), draw(blocks(name, most)), inner)


# Leaflets


@st.composite
def leaflets(draw: DrawFn, *, short: bool = False) -> Leaflet:
    """One leaflet, made for a clinic or for none; of a page or two if it is ``short``."""
    standing = draw(st.sampled_from((Standing.CURRENT, Standing.CURRENT, Standing.DRAFT, Standing.SUPERSEDED)))
    count, levels, most = (2, 1, 1) if short else (draw(st.integers(2, 3)), 3, 4)
    body = tuple(draw(sections(f"s{number}", levels, most)) for number in range(count))
    changes = draw(st.lists(words(longest=8), max_size=2).map(tuple))
    edition = Edition(
        topic="skin",
        name="2022-06",
        language="en-GB",
        title=draw(sentences(5)),
        subtitle=draw(st.just("") | sentences(5)),
        summary=draw(words(1, longest=20)),
        review=Review(Status.APPROVED, PartialDate(2022, 6), PartialDate(2024, 6, 9), "Clinical lead", changes),
        standing=standing,
        publisher="Breast Care Information Service",
        sections=body,
        keywords=("skin", "<ECT> & more"),
        glossary=tuple(GlossaryEntry(term, f"{term} nodes", draw(words(longest=8))) for term in TERMS),
        abbreviations=ABBREVIATIONS,
        contacts=(Contact("helpline", "Helpline", draw(words(1)), "0808 800 6000", "Monday to Friday, 9am to 4pm"),),
        related=(RelatedTopic("r", draw(sentences(5)), ADDRESSES[0]), RelatedTopic("s", "Lymphoedema")),
        references=tuple(
            draw(st.lists(st.builds(Reference, words(1), st.sampled_from(("", ADDRESSES[0]))), max_size=2))
        ),
        alternative_formats=draw(words(1)),
        online="https://www.example.org/skin/",
    )
    clinic = Clinic(
        "c",
        "Riverside Clinic",
        ("1 Example Street", "Anytown"),
        "01632 960 001",
        logo=_pictures()[2],
        logo_alt="Riverside",
    )
    return Leaflet(edition, draw(st.sampled_from((None, clinic, replace(clinic, logo=None, logo_alt="")))))


# Layouts

A5 = Page(148, 210, 15, 14, 20, 14)
B5 = Page(176, 250, 18, 18, 22, 18)
A4 = Page(210, 297, 20, 25, 27, 25)


@st.composite
def layouts(draw: DrawFn, loaded: Mapping[str, Layout], conformance: str, *, narrow: bool = True) -> Layout:
    """A PDF layout on a page from A5 to A4, in one column or two; columns narrower than its own only if ``narrow``."""
    names = sorted(name for name, layout in loaded.items() if "pdf" in layout.makes and not layout.panels)
    layout = loaded[draw(st.sampled_from(names))]
    layout = layout.at(draw(st.sampled_from(layout.type.sizes)))
    page = draw(st.sampled_from((A5, B5, A4))) if layout.type.body < 18 else A4
    if narrow and draw(st.integers(0, 3)) == 0 and layout.type.body < 16 and layout.columns == 1:
        layout = in_columns(layout)
    return replace(
        layout,
        page=page,
        conformance=conformance,
        contents_over=draw(st.sampled_from((0, 4, 99))),
    )


def in_columns(layout: Layout) -> Layout:
    """A layout whose text runs in two columns."""
    return replace(layout, columns=2, column_gap=6)


def styled(layout: Layout, css: str) -> Layout:
    """A layout with more CSS for its pages."""
    style = layout.templates["print.css"] + "\n" + css
    return replace(layout, templates={**layout.templates, "print.css": style})
