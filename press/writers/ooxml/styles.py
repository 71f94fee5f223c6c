"""Styles and lists. Styles build on each other: what has the body's size names no size, so that
all text follows when somebody changes Normal in Word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from press.model import BoxKind
from press.writers.ooxml.ground import MILLIMETRE, SINGLE, Ground
from press.writers.ooxml.markup import (
    ARABIC,
    DECLARATION,
    NAMESPACES,
    UNCHANGED,
    Border,
    Frame,
    ParagraphLook,
    RunLook,
    half_points,
    paragraph_properties,
    run_properties,
    twips,
)

BULLETS, NUMBERS = 1, 2
"""The lists that the list styles belong to; a list that starts anew is another one of ``NUMBERS``."""

PAGE_REFERENCE = "PageReference"
TERM = "WordExplained"
"""The style of a page number behind a link."""
ENTRY_GAP = 0.2
"""Between entries of the contents, in gaps."""


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style; ``size`` is a ratio of the layout, ``colour`` one of its colours.

    ``before`` and ``after`` count in gaps; None leaves it to the style that it is based on.
    """

    id: str
    name: str
    look: ParagraphLook = UNCHANGED
    before: float | None = None
    after: float | None = None
    size: str = "body"
    colour: str = ""
    bold: bool = False
    based_on: str = "Normal"
    follows: str = ""


def _paragraph_styles(ground: Ground) -> Iterator[_Style]:
    yield from _front_styles(ground)
    yield from _heading_styles(ground)
    yield from _text_styles(ground)
    for kind in BoxKind:
        frame = ground.box(kind)
        look = ParagraphLook(keep_lines=True, frame=frame, indent=frame.indent)
        yield _Style(f"Box{kind.value.title()}", f"Box {kind.value.title()}", look)
    rule = ground.colours["rule"]
    head = ParagraphLook(frame=Frame(bottom=Border(rule, 1, ground.gap / 4)))
    foot = ParagraphLook(frame=Frame(top=Border(rule, 1, ground.gap / 4)))
    yield _Style("Header", "header", head, after=0.75, size="small")
    yield _Style("HeaderNotice", "Header Notice", after=0.25, size="small", bold=True, colour="urgent")
    yield _Style("Footer", "footer", foot, before=0.5, after=0, size="small")


def _front_styles(ground: Ground) -> Iterator[_Style]:
    accent, urgent = ground.colours["accent"], ground.colours["urgent"]
    top = Border(ground.layout.band or accent, 2.6 * MILLIMETRE, ground.gap / 2)
    side = Border(urgent, 0.6 * MILLIMETRE, ground.gap / 3)
    bar = ground.framed(accent, ground.colours["tint"])
    summary = ParagraphLook(keep_lines=True, frame=bar, indent=bar.indent)
    lines = ParagraphLook(keep_lines=True)
    single = ParagraphLook(keep_next=True, keep_lines=True, line=SINGLE)
    around = Frame(side, side, side, side)
    notice = ParagraphLook(keep_lines=True, frame=around, indent=around.indent)
    entry = ParagraphLook(keep_lines=True, tab=ground.text_width)
    turn = 0.6 * ground.step
    yield _Style("Publisher", "Publisher", ParagraphLook(frame=Frame(top=top)), 0, 0.5, "small", "accent", bold=True)
    yield _Style("Clinic", "Clinic", after=1, size="small", bold=True)
    yield _Style("Notice", "Notice", notice, colour="urgent", bold=True)
    yield _Style("Title", "Title", single, 0.5, 0.5, "title", "heading", bold=True, follows="Subtitle")
    yield _Style("Volume", "Volume", lines, after=0.75, bold=True, follows="Subtitle")
    yield _Style("Subtitle", "Subtitle", lines, after=0.75, follows="Summary")
    yield _Style("Summary", "Summary", summary, after=1.5, follows="Normal")
    yield _Style("TOCHeading", "TOC Heading", single, 1.2, 0.5, colour="heading", bold=True)
    yield _Style("TOC1", "toc 1", entry._replace(indent=(turn, 0, turn)), after=ENTRY_GAP, bold=True)
    yield _Style("TOC2", "toc 2", entry._replace(indent=(ground.step + turn, 0, turn)), after=ENTRY_GAP)


def _heading_styles(ground: Ground) -> Iterator[_Style]:
    """Headings have the size of Normal, whatever a reader makes of it: Word knows no size relative to another's.

    They are told by weight, colour, space and lines.
    """
    over = Frame(top=Border(ground.colours["accent"], 2.25, ground.gap / 3))
    under = Frame(bottom=Border(ground.colours["rule"], 0.75, ground.gap / 6))
    frames = {1: over, 2: under}
    for level, (before, after) in {1: (1.6, 0.5), 2: (1.2, 0.45), 3: (1.1, 0.4), 4: (1.1, 0.4)}.items():
        look = ParagraphLook(
            keep_next=True, keep_lines=True, line=SINGLE, outline=level - 1, frame=frames.get(level, Frame())
        )
        name = f"heading {level}"
        yield _Style(f"Heading{level}", name, look, before, after, colour="heading", bold=True, follows="Normal")
    for level in (2, 3, 4):
        # In a box, under a heading of the level before.
        yield _Style(f"BoxHeading{level}", f"Box Heading {level}", before=0, after=0.3, based_on=f"Heading{level}")


def _text_styles(ground: Ground) -> Iterator[_Style]:
    keep = ParagraphLook(keep_next=True, keep_lines=True)
    lines = ParagraphLook(keep_lines=True)
    yield _Style("LeadIn", "Lead-in", keep, after=0.5, follows="ListBullet")
    for name, number in (("Bullet", BULLETS), ("Number", NUMBERS)):
        yield _Style(f"List{name}", f"List {name}", lines._replace(number=(number, 0)), after=0.35)
        yield _Style(f"List{name}2", f"List {name} 2", lines._replace(number=(number, 1)), after=0.35)
    for level, suffix in ((1, ""), (2, " 2")):
        look = ParagraphLook(indent=(ground.listed(level), 0, 0))
        yield _Style(f"ListContinue{suffix.strip()}", f"List Continue{suffix}", look, after=0.35)
    yield _Style("DefinitionTerm", "Definition Term", keep, after=0, bold=True, follows="Definition")
    yield _Style("Definition", "Definition", lines, after=0.75, follows="DefinitionTerm")
    over = Frame(top=Border(ground.colours["rule"], 0.75, ground.gap / 4))
    row, cells = keep._replace(frame=over), lines._replace(indent=(ground.body * 1.2, 0, 0))
    yield _Style("RecordName", "Record Name", row, after=0.15, colour="heading", bold=True, follows="Record")
    yield _Style("Record", "Record", cells, after=0.6, follows="RecordName")
    yield _Style("Picture", "Picture", keep._replace(line=SINGLE), after=0.4)
    yield _Style("Caption", "caption", lines, after=0.3, bold=True)
    yield _Style("PictureCredit", "Picture Credit", lines, after=0.3, size="small")
    yield _Style("TableText", "Table Text", after=0)
    yield _Style("TableHeading", "Table Heading", bold=True, based_on="TableText")


def styles(ground: Ground) -> str:
    fonts = "".join(f' w:{script}="{ground.family}"' for script in ("ascii", "hAnsi", "eastAsia"))
    sizes = f'<w:sz w:val="{half_points(ground.body)}"/><w:szCs w:val="{half_points(ground.body * ARABIC)}"/>'
    defaults = (
        f'<w:rFonts{fonts} w:cs="{ground.complex_family}"/>{sizes}'
        f'<w:lang w:val="{ground.language}" w:eastAsia="{ground.language}" w:bidi="{ground.language}"/>'
    )
    spacing = paragraph_properties(ParagraphLook(line=ground.line), ground.rtl)
    look, bold = ParagraphLook(bidi=ground.rtl or None), ground.layout.reading.bold
    normal = _Style("Normal", "Normal", look, after=1, colour="text", bold=bold, based_on="")
    return (
        f"<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{defaults}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault>{spacing}</w:pPrDefault></w:docDefaults>"
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1"'
        ' w:defQFormat="0" w:count="376"/>'
        + _paragraph_style(normal, ground).replace('w:type="paragraph"', 'w:type="paragraph" w:default="1"')
        + "".join(_paragraph_style(style, ground) for style in _paragraph_styles(ground))
        + _character_styles(ground)
        + _table_styles(ground)
        + "</w:styles>"
    )


_BUILT_IN = frozenset(
    {"Normal", "Title", "Subtitle", "TOC Heading", "toc 1", "toc 2", "header", "footer", "caption"}
    | {"Strong", "Emphasis", "Hyperlink", "FollowedHyperlink"}
    | {f"heading {level}" for level in (1, 2, 3, 4)}
    | {f"List {kind}{level}" for kind in ("Bullet", "Number", "Continue") for level in ("", " 2")}
)


def _custom(name: str) -> str:
    """Styles that Word does not bring are marked as somebody's own."""
    return "" if name in _BUILT_IN else ' w:customStyle="1"'


def _paragraph_style(style: _Style, ground: Ground) -> str:
    spaces = [None if count is None else count * ground.gap for count in (style.before, style.after)]
    look = style.look._replace(before=spaces[0], after=spaces[1])
    size = ground.layout.type.points(style.size)
    sized = style.size != "body" and (size != ground.body or style.based_on.startswith("Heading"))
    letters = RunLook(
        bold=style.bold, colour=ground.colours[style.colour] if style.colour else "", size=size if sized else None
    )
    based_on = f'<w:basedOn w:val="{style.based_on}"/>' if style.based_on else ""
    return (
        f'<w:style w:type="paragraph"{_custom(style.name)} w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'{based_on}<w:next w:val="{style.follows or style.id}"/><w:qFormat/>'
        f"{paragraph_properties(look, ground.rtl)}{run_properties(letters)}</w:style>"
    )


def _character_styles(ground: Ground) -> str:
    link = RunLook(colour=ground.colours["link"], underline="single")
    # Where all is bold, a bold style would undo it (17.7.3).
    strong = RunLook(bold=not ground.layout.reading.bold)
    styles = (
        ("Strong", "Strong", strong),
        ("Emphasis", "Emphasis", strong),
        ("Hyperlink", "Hyperlink", link),
        ("FollowedHyperlink", "FollowedHyperlink", link),
        (TERM, "Word Explained", link._replace(underline="dotted")),
        (PAGE_REFERENCE, "Page Reference", RunLook()),
    )
    font = '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    return f'{font}<w:name w:val="Default Paragraph Font"/></w:style>' + "".join(
        f'<w:style w:type="character"{_custom(title)} w:styleId="{name}"><w:name w:val="{title}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:qFormat/>{run_properties(look)}</w:style>'
        for name, title, look in styles
    )


def _table_styles(ground: Ground) -> str:
    def rule(side: str, colour: str, eighths: int) -> str:
        return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="{ground.colours[colour].lstrip("#")}"/>'

    def margins(across: float, up: float) -> str:
        sides = (("top", up), ("left", across), ("bottom", up), ("right", across))
        return "".join(f'<w:{side} w:w="{twips(points)}" w:type="dxa"/>' for side, points in sides)

    tint = ground.colours["tint"].lstrip("#")
    plain = f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>{margins(5.4, 0)}</w:tblCellMar></w:tblPr>'
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        f"{plain}</w:style>"
        '<w:style w:type="table" w:customStyle="1" w:styleId="LeafletTable"><w:name w:val="Leaflet Table"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        f"<w:tblBorders>{rule('bottom', 'rule', 6)}{rule('insideH', 'rule', 6)}</w:tblBorders>"
        f"<w:tblCellMar>{margins(cell_margin(ground), ground.gap / 3)}</w:tblCellMar></w:tblPr>"
        '<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>'
        f"{rule('bottom', 'accent', 14)}</w:tcBorders>"
        f'<w:shd w:val="clear" w:color="auto" w:fill="{tint}"/></w:tcPr></w:tblStylePr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/></w:style>'
    )


def cell_margin(ground: Ground) -> float:
    """The space at either side of a table's cell."""
    return ground.body * 0.45


# Lists


def numbering(ground: Ground, starts: tuple[tuple[int, int], ...]) -> str:
    """``numbering.xml``, with a numbered list for each level and start in ``starts``."""
    kinds = ((BULLETS, "bullet", ("\N{BULLET}", "\N{EN DASH}")), (NUMBERS, "decimal", ("%1.", "%2.")))
    names = {BULLETS: "ListBullet", NUMBERS: "ListNumber"}
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{kind}"><w:nsid w:val="4C50000{kind}"/>'
        '<w:multiLevelType w:val="multilevel"/>'
        + "".join(_level(ground, level, form, text, names[kind]) for level, text in enumerate(texts))
        + "</w:abstractNum>"
        for kind, form, texts in kinds
    )
    fixed = "".join(f'<w:num w:numId="{kind}"><w:abstractNumId w:val="{kind}"/></w:num>' for kind, _, _ in kinds)
    anew = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{NUMBERS}"/><w:lvlOverride w:ilvl="{level}">'
        f'<w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
        for number, (level, start) in enumerate(starts, NUMBERS + 1)
    )
    return f"{DECLARATION}<w:numbering {NAMESPACES}>{abstract}{fixed}{anew}</w:numbering>"


def _level(ground: Ground, level: int, form: str, text: str, style: str) -> str:
    look = ParagraphLook(indent=(ground.listed(level + 1), 0, ground.step))
    letters = RunLook(bold=True, colour=ground.colours["accent"])
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:pStyle w:val="{style}{level + 1 if level else ""}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f"{paragraph_properties(look, ground.rtl)}{run_properties(letters)}</w:lvl>"
    )
