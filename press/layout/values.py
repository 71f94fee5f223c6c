"""What a layout is: its page, type, fonts and colours, and what a reader may wish of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from press.layout.brand import Cover, Logo
from press.layout.colour import nearest
from press.layout.faces import Face, Ruler
from press.layout.paper import BLEED, PAGES_OF_A_BOOKLET_SHEET, POINTS_PER_MILLIMETRE, SLUG, Fold, Page, within
from press.layout.reading import AS_IT_IS, Braille, Reading, Voice, but_for
from press.layout.strings import Strings
from press.layout.supplies import Supplies

LARGE_PRINT = 16
"""Points from which print is large (UKAAF G003)."""
MIN_CONTRAST = 4.5
"""Of all letters to what they are printed on, whatever their size (WCAG 2.2, 1.4.3)."""
_BETWEEN = 8
"""Millimetres between two languages that stand side by side, at least."""
STAND_INS = {"Arial": "Arimo"}
"""Fonts that Word has and that may not be shipped, and the family of the same widths in their place."""


@dataclass(frozen=True, eq=False)
class Type:
    """Type sizes. ``body`` and ``smallest`` in points; the ``ratios`` are multiples of the body's.

    ``line_height`` is a multiple of the type size; ``gap``, between paragraphs, of the line.
    """

    body: float
    smallest: float
    sizes: tuple[float, ...]
    line_height: float
    gap: float
    ratios: Mapping[str, float]

    def points(self, name: str) -> float:
        """The size in points of ``body`` or of a ratio's name, rounded to half points."""
        ratio = 1.0 if name == "body" else self.ratios[name]
        return round(self.body * ratio * 2) / 2

    @property
    def apart(self) -> float:
        """How far paragraphs are apart, in sizes of the type."""
        return self.gap * self.line_height

    @property
    def least(self) -> float:
        """The smallest type in points that the layout sets."""
        return min(self.points(name) for name in ("body", *self.ratios))


@dataclass(frozen=True, eq=False)
class Fonts:
    """Font families; ``word`` is named first in Word files, where ``embed`` says whether to carry it.

    ``others`` are the families for characters that the first two lack, other scripts among them:
    the first that has a character is taken.
    """

    body: str
    headings: str
    others: tuple[str, ...]
    word: str
    embed: bool


WHITE = "#FFFFFF"
"""No ink."""
NO_PAGE = Page(210, 297, 0, 0, 0, 0)
NO_TYPE = Type(12, 12, (), 1, 1, {})
NO_FONTS = Fonts("", "", (), "", embed=False)
"""What a plain layout has, whose documents have no look of their own."""


@dataclass(frozen=True, slots=True)
class Volumes:
    """When a leaflet is divided: from ``size`` points on, into volumes of at most ``pages`` pages."""

    size: float
    pages: int


@dataclass(frozen=True, eq=False)
class Layout:
    """One layout as one reader wishes it, with all that its writers need.

    ``volumes`` is None where a leaflet of any length is one document. ``dark`` are the colours for
    readers whose screen is dark, by the same names; there may be none.

    ``measure`` is the most that a line may be wide, in ems of the body; 0: as wide as the page has room.
    ``waivers`` are the rules that its documents may break, by id, each with the reason.

    ``braille`` is the page of a layout that makes braille, None for others; ``voice`` is what speaks in its sound,
    None where it makes none; ``print_edition`` is the layout whose pages its e-books list and its braille tells, by the
    name ``pages_of``.

    ``stocks`` are those of its papers that are of their colour before anything is printed on them.

    ``plain`` is whether it has neither page nor type: its documents look as their reader's program has it.

    ``makes`` are the formats it makes; ``papers``, ``spacings`` and ``profiles`` what a reader may
    wish for; ``contents_over`` is the number of pages above which a document has a list of
    contents; ``column_gap`` is in millimetres; ``easy_read`` is whether it is made of
    editions in Easy Read (never, too, alone: of no others); ``on_request`` is whether it is built only where it
    is asked for by name; ``templates`` maps file names to the templates of both engines, the shared ones among
    them; ``engine`` is what lays out its PDFs, one of `ENGINES`, or empty where nobody has said;
    ``clinics`` maps the ids of clinics to the layout with their own files in it, ``publishers`` those of publishers to
    the layout in their brand; ``logo`` and ``cover`` are those of its publisher, or None; ``supplies`` are what all
    layouts share; ``print_shop`` is whether it has bleed and crop marks.
    """

    name: str
    title: str
    makes: tuple[str, ...]
    page: Page
    type: Type
    fonts: Fonts
    colours: Mapping[str, str]
    contents_over: int
    columns: int
    column_gap: float
    conformance: str
    fold: Fold | None
    on_request: bool
    easy_read: str
    templates: Mapping[str, str]
    papers: Mapping[str, str]
    spacings: tuple[float, ...]
    profiles: Mapping[str, Reading]
    clinics: Mapping[str, Layout]
    supplies: Supplies
    volumes: Volumes | None = None
    dark: Mapping[str, str] = field(default_factory=dict)
    measure: float = 0
    stocks: frozenset[str] = frozenset()
    waivers: Mapping[str, str] = field(default_factory=dict)
    sections_apart: bool = False
    """Whether each section of the text begins a page."""
    reading: Reading = AS_IT_IS
    print_shop: bool = False
    plain: bool = False
    engine: str = ""
    braille: Braille | None = None
    voice: Voice | None = None
    pages_of: str = ""
    print_edition: Layout | None = None
    abreast: bool = False
    logo: Logo | None = None
    cover: Cover | None = None
    publishers: Mapping[str, Layout] = field(default_factory=dict)

    def at(self, size: float, conformance: str = "") -> Layout:
        """The same layout with another body size, in points, and perhaps another conformance."""
        return self.read(Reading(size=size), conformance)

    def read(self, reading: Reading, conformance: str = "", *, print_shop: bool = False, engine: str = "") -> Layout:
        """The layout as a reader wishes it; ``offers`` says whether it can be had."""
        return _read(self, reading, conformance or self.conformance, print_shop, engine or self.engine)

    def side_by_side(self) -> Layout:
        """The layout for two languages, section by section: beside each other in columns, but for large print and what
        is folded, where there is no room and they stand in turn."""
        roomy = self.columns == 1 and not self.fold and self.type.body < LARGE_PRINT
        gap = max(self.column_gap, _BETWEEN)
        return replace(self, abreast=True, columns=2, column_gap=gap) if roomy else replace(self, abreast=True)

    def for_clinic(self, clinic: str) -> Layout:
        """The layout with a clinic's own files in it, if it has any."""
        own = self.clinics.get(clinic, self)
        return _printed(own, own.print_edition.for_clinic(clinic)) if own.print_edition else own

    def for_publisher(self, publisher: str) -> Layout:
        """The layout in the brand of one of a library's publishers; in the library's own for the library's."""
        own = self.publishers.get(publisher, self)
        return _printed(own, own.print_edition.for_publisher(publisher)) if own.print_edition else own

    def paged_as(self, known: Mapping[str, Layout]) -> Layout:
        """The layout with that of its print edition; where there is none of the name, no pages are listed."""
        owns = self.clinics, self.publishers
        clinics, publishers = ({name: each.paged_as(known) for name, each in own.items()} for own in owns)
        printed = known.get(self.pages_of)
        if printed is None and (clinics, publishers) == owns:
            return self  # which another layout's print edition then is
        return replace(self, clinics=clinics, publishers=publishers, print_edition=printed)

    @property
    def band(self) -> str:
        """The colour of a cover, or empty where it is the accent."""
        return self.cover.colour if self.cover else ""

    @property
    def bleed(self) -> float:
        """How far, in millimetres, colour runs over the edge that a print shop cuts."""
        return BLEED if self.print_shop else 0

    @property
    def slug(self) -> float:
        """The room for crop marks outside the bleed, in millimetres."""
        return SLUG if self.print_shop else 0

    def offers(self, reading: Reading) -> bool:
        """Whether the layout offers everything that a reader wishes."""
        return (
            (not reading.size or reading.size in self.type.sizes)
            and (not reading.paper or reading.paper in self.papers)
            and (not reading.font or (reading.font in self.families and not self.plain))
            and (not reading.spacing or reading.spacing in self.spacings)
            and (not reading.bold or bool(self.spacings))
            and (not reading.in_cells or self.braille is not None)
        )

    @property
    def most_pages(self) -> int:
        """The pages that a document may have before it is divided into volumes; 0 for any number."""
        if self.braille:
            return self.braille.pages
        return self.volumes.pages if self.volumes and self.type.body >= self.volumes.size else 0

    @property
    def panels(self) -> int:
        """How many panels a leaflet has to fit into; 0 for any number of pages."""
        return 6 if self.fold and self.fold.into == "thirds" else 0

    @property
    def imposed(self) -> bool:
        """Whether there is a second document, of the sheets that are folded; a print shop makes its own."""
        return bool(self.fold) and not self.panels and not self.print_shop

    def sheets(self, pages: int) -> int:
        """How many sheets so many pages are printed on, on both sides; none of those that are embossed are counted:
        their paper is another."""
        if self.braille:
            return 0
        return -(-pages // self.pages_of_a_sheet)

    @property
    def pages_of_a_sheet(self) -> int:
        """How many pages are printed on a sheet, both sides; of panels those that no fold tells."""
        return PAGES_OF_A_BOOKLET_SHEET if self.fold and not self.panels else 2

    def blank(self, pages: int) -> int:
        """How many pages of a booklet's sheets stay blank."""
        return -pages % PAGES_OF_A_BOOKLET_SHEET

    @property
    def sheet(self) -> tuple[float, float]:
        """Width and height of the sheet that is printed on, in millimetres."""
        width, height = self.page.width, self.page.height
        if self.fold is None:
            return width, height
        return (3 * width - self.fold.tuck if self.panels else 2 * width), height

    @property
    def column(self) -> float:
        """The width of the narrowest column of text, in millimetres."""
        tuck = self.fold.tuck if self.fold and self.panels else 0
        gaps = self.column_gap * (self.columns - 1)
        return (self.page.width - tuck - self.page.left - self.page.right - gaps) / self.columns

    @property
    def text_width(self) -> float:
        """The width of a page's text in millimetres, all its columns: a picture has it to itself."""
        gaps = self.column_gap * (self.columns - 1)
        return self.column * self.columns + gaps

    @property
    def families(self) -> tuple[str, ...]:
        """The font families that a reader may wish for: those with a regular and a bold weight."""
        weights = {(face.family, face.weight) for face in self.supplies.faces}
        whole = {family for family, weight in weights if weight == 400 and (family, 700) in weights}
        return tuple(sorted(whole | {name for name, family in STAND_INS.items() if family in whole}))

    @cached_property
    def faces(self) -> tuple[Face, ...]:
        """The fonts that the layout uses."""
        families = (self.fonts.body, self.fonts.headings, *self.fonts.others)
        return tuple(face for face in self.supplies.faces if face.family in families)

    def ruler(self, family: str, *, bold: bool, weight: int = 0) -> Ruler | None:
        """Measures text of a family, and of the others where it lacks a character; None if it is not there.

        ``weight`` is for text that is neither regular nor bold (CSS Fonts 4, 2.4).
        """
        if not self.face(family, bold=bold, weight=weight):
            return None
        found = (self.face(each, bold=bold, weight=weight) for each in dict.fromkeys((family, *self.fonts.others)))
        return Ruler(tuple(face for face in found if face))

    def face(self, family: str, *, bold: bool = False, weight: int = 0) -> Face | None:
        """The face of a family that is nearest to a weight, or to regular or bold."""
        wanted = weight or (700 if bold else 400)
        faces = [face for face in self.supplies.faces if face.family == family]
        return min(faces, key=lambda face: abs(face.weight - wanted), default=None)

    def coloured(self, accent: str) -> Mapping[str, str]:
        """The colours with a clinic's accent, if it has one, in place of the layout's own."""
        return {**self.colours, "accent": accent} if accent else self.colours

    def darkened(self, accent: str) -> Mapping[str, str]:
        """The colours for a dark screen; a clinic's accent as near as can be read on it."""
        if not accent or not self.dark:
            return self.dark
        return {**self.dark, "accent": nearest(accent, (self.dark["paper"], self.dark["tint"]), MIN_CONTRAST)}

    @property
    def grounds(self) -> frozenset[str]:
        """The colours that an accent is printed on."""
        return frozenset({self.colours["paper"], self.colours["tint"], *self.papers.values()})

    def strings_for(self, language: str) -> Strings | None:
        """The strings for a BCP 47 tag, or for the nearest one that it begins with (RFC 4647, 3.4)."""
        return self.supplies.strings_for(language)

    @cached_property
    def characters(self) -> frozenset[int]:
        """Every character that the layout's fonts have a glyph for."""
        return frozenset().union(*(face.characters for face in self.faces))


@lru_cache(maxsize=256)
def _printed(layout: Layout, edition: Layout) -> Layout:
    """A layout with the pages of this print edition, the same one each time: what is worked out of it is remembered."""
    return layout if layout.print_edition is edition else replace(layout, print_edition=edition)


@lru_cache(maxsize=256)
def _read(layout: Layout, reading: Reading, conformance: str, print_shop: bool, engine: str) -> Layout:
    # A size that was written down is read back as 12.0: the same layout has the same digest.
    reading = replace(reading, size=float(reading.size), spacing=float(reading.spacing))
    own = replace(reading, size=0 if reading.size == layout.type.body else reading.size)
    if layout.braille:
        reading = own = but_for(layout.braille, own)
    as_it_is = Reading(), layout.conformance, layout.print_shop, layout.engine
    if (own, conformance, print_shop, engine) == as_it_is:
        return layout
    type_ = replace(
        layout.type,
        body=reading.size or layout.type.body,
        line_height=reading.spacing or layout.type.line_height,
    )
    fonts = layout.fonts
    if reading.font:
        family = STAND_INS.get(reading.font, reading.font)
        embed = family == reading.font
        fonts = replace(fonts, body=family, headings=family, word=reading.font, embed=embed)
    colours = dict(layout.colours)
    if reading.paper:
        # On coloured stock no ground is printed: what has the colour of white paper gets no ink.
        colours["paper"] = WHITE if reading.paper in layout.stocks else layout.papers[reading.paper]
        if reading.paper != next(iter(layout.papers)):
            colours["tint"] = colours["paper"]  # a tint of another colour would stain it
    return replace(
        layout,
        page=within(layout.page, layout.measure * type_.body / POINTS_PER_MILLIMETRE),
        type=type_,
        fonts=fonts,
        colours=colours,
        conformance=conformance,
        reading=reading,
        braille=layout.braille and layout.braille.wished(reading),
        print_shop=print_shop,
        engine=engine,
        print_edition=layout.print_edition and layout.print_edition.read(AS_IT_IS, engine=engine),
    )
