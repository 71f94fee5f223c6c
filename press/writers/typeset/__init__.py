"""The engine that is fast and needs no library of the system: Typst.

words       the words within a line, as marked pieces
dividing    words that are wider than their line
apart       what templates know of a layout; headers, footers, photographs
script      what is laid out
leaves      what stands on its pages
looking     what Typst parted or tore, and how it is set otherwise
ending      the best ends of pages
mirror      blocks as elements of HTML, by which ends are judged
blocks      a manuscript as a template walks it, beside the structure tree of its tags
objects     the PDF that Typst writes, object by object
text        the texts that it paints
painted     its pages
shapes      glyphs that say what they show
marks       what is painted, held against the leaflet and marked
assembling  the file that comes of it
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from press.layout import POINTS_PER_MILLIMETRE, Layout
from press.manuscript import Back, Manuscript, room
from press.problems import Place, Problem, Refused
from press.programs import typesetter
from press.writers.counted import Counted
from press.writers.finishing import finish
from press.writers.structure import FLAVOURS
from press.writers.typeset import blocks, ending, evening, looking
from press.writers.typeset.assembling import assembled, units, written
from press.writers.typeset.marks import Marking
from press.writers.typeset.objects import Unreadable
from press.writers.typeset.painted import File, Page
from press.writers.typeset.script import Script
from press.writers.typeset.shapes import Shapes
from press.writers.typeset.text import Text

_TEMPLATE = "print.typ"
_STEADIER = ("everywhere", "steady")
"""What is set otherwise where pages never settle: page numbers stand also where they are not needed, for one that is
left out may bring back what it told of; then a list of contents begins where all of it has room."""
_MOST_LOOKS = 40
"""How often pages that are not as they should be are set otherwise."""


def write(manuscript: Manuscript, layout: Layout) -> bytes:
    """The pages of a leaflet, tagged, each by itself.

    Raises Refused if text of the leaflet would be painted more or less than once, or if Typst reports a fault in
    the layout.
    """
    try:
        return _written(manuscript, layout)
    except Unreadable as error:
        raise Refused([_fault(layout, f"There is {error} in what Typst painted.")]) from None


def _written(manuscript: Manuscript, layout: Layout) -> bytes:
    file, marking, contents = _MARKED.take(manuscript, layout)
    pdf = assembled(file, contents, marking.shapes, layout)
    finish(pdf, marking.script.tree, marking.positions(), manuscript, layout, f"Typst {typesetter.version()}")
    return written(pdf, layout)


def fillers(manuscript: Manuscript, layout: Layout, notes: int, lines: int, back: Back) -> bytes:
    """Pages without tags: so many with lines for notes, and a back, perhaps on more than one. Raises Refused."""
    script = blocks.fillers(manuscript, layout, notes, lines, back)
    file = _compiled(script, layout)
    marking = _marking(script, file, manuscript, layout)
    return written(assembled(file, marking.bare(file.pages), marking.shapes, layout, marks=False), layout)


def paginate(manuscript: Manuscript, layout: Layout) -> tuple[int, Mapping[str, int]]:
    """How many pages the leaflet has, and on which of them, from 1, each anchor stands."""
    file, marking, _ = _MARKED.look(manuscript, layout)
    return len(file.pages), {anchor: page + 1 for anchor, (page, *_) in marking.positions().items()}


def _marked(manuscript: Manuscript, layout: Layout) -> tuple[File, Marking, list[bytes]]:
    """The pages, and what they paint, marked."""
    script, file = _laid_out(manuscript, layout)
    if layout.panels and len(file.pages) > layout.panels:
        raise Refused([room.over(manuscript, layout, sum(map(_height, file.pages[layout.panels :])))])
    marking = _marking(script, file, manuscript, layout)
    return file, marking, marking.pages(file.pages)


_MARKED = Counted(_marked)


def _laid_out(manuscript: Manuscript, layout: Layout) -> tuple[Script, File]:
    """The pages, with a list of contents if they would be more than the layout allows without one."""
    limit = layout.contents_over
    first = room.guessed_pages(manuscript, layout) > limit
    laid_out = _set(manuscript, layout, with_contents=first)
    pages = len(laid_out[1].pages)
    if (first and pages > limit + 1) or (not first and pages <= limit):
        return laid_out
    other = _set(manuscript, layout, with_contents=not first)
    with_contents, without = (laid_out, other) if first else (other, laid_out)
    return with_contents if len(without[1].pages) > limit else without


def _set(manuscript: Manuscript, layout: Layout, *, with_contents: bool) -> tuple[Script, File]:
    """The pages; set again with what is wrong on them set otherwise, from the first flaw to the last; what does not
    help is taken back."""
    script = blocks.script(manuscript, layout, with_contents=with_contents)
    file = _settled(script, layout)
    if script.data["look"]["abreast"]:
        return script, file
    negations, hopeless = manuscript.strings.negations, set[tuple[int, str, int]]()
    if layout.columns == 1:
        file = ending.best(script, file, layout, negations, lambda: _tried(script, layout))
    flaws = looking.flaws(script, file, negations)
    for _ in range(_MOST_LOOKS):
        ways = ((flaw, number) for flaw in flaws for number in range(len(flaw.ways)))
        flaw, number = next(((flaw, way) for flaw, way in ways if (*flaw.key, way) not in hopeless), (None, 0))
        if flaw is None:
            break
        undo = looking.changed(flaw.ways[number])
        tried = _tried(script, layout)
        found = looking.flaws(script, tried, negations) if tried else []
        if tried and _over(tried, layout) <= _over(file, layout) and looking.helped(flaw, flaws, found):
            file, flaws = tried, found
        else:
            looking.changed(undo)
            hopeless.add((*flaw.key, number))
    if layout.columns > 1:
        file = evening.evened(script, file, layout, negations, lambda: _tried(script, layout))
    return script, file


def _over(file: File, layout: Layout) -> int:
    """How much has no room: pages behind the last panel, and one if text runs off a page."""
    return looking.spilled(file) + (max(0, len(file.pages) - layout.panels) if layout.panels else 0)


def _settled(script: Script, layout: Layout) -> File:
    for name in _STEADIER:
        try:
            return _compiled(script, layout)
        except Refused:
            script.data["look"][name] = True
    return _compiled(script, layout)


def _tried(script: Script, layout: Layout) -> File | None:
    """The pages with what has been changed; None where Typst does not set them so: in all that was seen, because they
    never settle."""
    try:
        return _compiled(script, layout)
    except Refused:
        return None


def _marking(script: Script, file: File, manuscript: Manuscript, layout: Layout) -> Marking:
    shapes = Shapes(lambda font: units(file, font))
    inks = list(script.data["look"]["colours"].values())
    name = f"{manuscript.topic}/{manuscript.edition}"
    around = (layout.bleed + layout.slug) * POINTS_PER_MILLIMETRE
    return Marking(script, inks, shapes, name, rtl=manuscript.direction == "rtl", around=around)


def _compiled(script: Script, layout: Layout) -> File:
    files = {name: text.encode() for name, text in layout.templates.items() if name.endswith(".typ")}
    files[typesetter.MAIN] = files.pop(_TEMPLATE)
    files["data.json"] = json.dumps(script.data, ensure_ascii=False).encode()
    standard = FLAVOURS[layout.conformance].version
    try:
        data, warnings = typesetter.compiled(
            files | script.pictures, tuple(face.data for face in layout.faces), standard
        )
    except typesetter.Failed as failed:
        raise Refused([_fault(layout, failed.message, *failed.hints)]) from None
    if warnings:
        raise Refused([_fault(layout, warning) for warning in warnings])
    return File(data)


def _fault(layout: Layout, words: str, *hints: str) -> Problem:
    hint = " ".join(("Mend the layout's template.", *hints))
    return Problem(
        "layout-engine", Place(f"layouts/{layout.name}", 0, words), "Typst could not do what it was asked.", hint
    )


def _height(page: Page) -> float:
    """How high the text of a page is, in points."""
    levels = [item.y for item in page.items if isinstance(item, Text)]
    return max(levels) - min(levels)
