"""Layouts: how leaflets look. Reads ``layouts/`` and ``fonts/`` once; knows no leaflet."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import product
from pathlib import Path

from press import source
from press.problems import Place, Problem, Refused, errors
from press.source import Value

FORMATS = ("pdf", "docx", "html")
COLOURS = ("paper", "text", "heading", "link", "rule", "accent", "on_accent", "tint", "important", "urgent")
RATIOS = ("title", "subtitle", "section", "subsection", "topic", "small")
CONFORMANCES = ("ua-1", "ua-2")
MIN_CONTRAST = 4.5
STAND_INS = {"Arial": "Arimo"}
"""Fonts that Word has and that may not be shipped, and the family of the same widths in their place."""
_ON_PAPER = ("text", "heading", "link", "accent", "important", "urgent")


@dataclass(frozen=True, eq=False)
class Face:
    """A static TrueType font. ``weight`` is that of OpenType's OS/2 table (400 is regular)."""

    family: str
    weight: int
    file: str
    data: bytes
    characters: frozenset[int]

    def width(self, text: str) -> float:
        """How wide a text is, in ems; a character that the font lacks counts as one em."""
        return sum(self._advances.get(ord(letter), 1.0) for letter in text)

    @cached_property
    def _advances(self) -> Mapping[int, float]:
        from fontTools.ttLib import TTFont

        font = TTFont(io.BytesIO(self.data), lazy=True)
        em, metrics = font["head"].unitsPerEm, font["hmtx"].metrics
        return {code: metrics[glyph][0] / em for code, glyph in font.getBestCmap().items()}


@dataclass(frozen=True, slots=True)
class Page:
    """A page and its margins, in millimetres."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float


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
    def least(self) -> float:
        """The smallest type in points that the layout sets."""
        return min(self.points(name) for name in ("body", *self.ratios))


@dataclass(frozen=True, eq=False)
class Fonts:
    """Font families; ``word`` is named first in Word files, where ``embed`` says whether to carry it.

    ``fallback`` is the family for characters that the others lack.
    """

    body: str
    headings: str
    fallback: str
    word: str
    embed: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """How one reader wishes to read; what is empty or zero is as the layout has it.

    ``size`` in points, ``paper`` one of the layout's papers, ``font`` a family, ``spacing`` a
    multiple of the type size. ``name`` is that of the profile it comes from.
    """

    name: str = ""
    size: float = 0
    paper: str = ""
    font: str = ""
    spacing: float = 0
    bold: bool = False

    @property
    def suffix(self) -> str:
        """What a file's name says of it, size apart."""
        spacing = f"spacing-{self.spacing:g}" if self.spacing else ""
        wishes = (self.paper, self.font, spacing, "bold" if self.bold else "")
        return self.name or "-".join(wish.replace(" ", "-").lower() for wish in wishes if wish)


@dataclass(frozen=True, eq=False)
class Strings:
    """Words that a document prints and no author wrote, in one language."""

    language: str
    texts: Mapping[str, str]
    months: tuple[str, ...]
    counters: tuple[str, ...]
    """Words that hold on to the number after them, as in "stage 3"."""

    def __getitem__(self, key: str) -> str:
        return self.texts[key]


@dataclass(frozen=True, eq=False)
class Layout:
    """One layout as one reader wishes it, with all that its writers need.

    ``makes`` are the formats it makes; ``papers``, ``spacings`` and ``profiles`` what a reader may
    wish for; ``contents_over`` is the number of pages above which a document has a list of
    contents; ``templates`` maps file names to Jinja templates, the shared ones among them;
    ``strings`` maps language tags to strings.
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
    conformance: str
    templates: Mapping[str, str]
    strings: Mapping[str, Strings]
    every_face: tuple[Face, ...]
    papers: Mapping[str, str]
    spacings: tuple[float, ...]
    profiles: Mapping[str, Reading]
    reading: Reading = Reading()

    def at(self, size: float, conformance: str = "") -> Layout:
        """The same layout with another body size, in points, and perhaps another conformance."""
        return self.read(Reading(size=size), conformance)

    def read(self, reading: Reading, conformance: str = "") -> Layout:
        """The layout as a reader wishes it; ``offers`` says whether it can be had."""
        return _read(self, reading, conformance or self.conformance)

    def offers(self, reading: Reading) -> bool:
        """Whether the layout offers everything that a reader wishes."""
        return (
            (not reading.size or reading.size in self.type.sizes)
            and (not reading.paper or reading.paper in self.papers)
            and (not reading.font or reading.font in self.families)
            and (not reading.spacing or reading.spacing in self.spacings)
            and (not reading.bold or bool(self.spacings))
        )

    @property
    def families(self) -> tuple[str, ...]:
        """The font families that a reader may wish for: those with a regular and a bold weight."""
        weights = {(face.family, face.weight) for face in self.every_face}
        whole = {family for family, weight in weights if weight == 400 and (family, 700) in weights}
        return tuple(sorted(whole | {name for name, family in STAND_INS.items() if family in whole}))

    @cached_property
    def faces(self) -> tuple[Face, ...]:
        """The fonts that the layout uses."""
        families = (self.fonts.body, self.fonts.headings, self.fonts.fallback)
        return tuple(face for face in self.every_face if face.family in families)

    def strings_for(self, language: str) -> Strings | None:
        """The strings for a BCP 47 tag, or for the language it starts with."""
        return self.strings.get(language) or self.strings.get(language.split("-")[0])

    @cached_property
    def characters(self) -> frozenset[int]:
        """Every character that the layout's fonts have a glyph for."""
        return frozenset().union(*(face.characters for face in self.faces))


@lru_cache(maxsize=256)
def _read(layout: Layout, reading: Reading, conformance: str) -> Layout:
    own = replace(reading, size=0 if reading.size == layout.type.body else reading.size)
    if (own, conformance) == (Reading(), layout.conformance):
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
        colours["paper"] = layout.papers[reading.paper]
    return replace(layout, type=type_, fonts=fonts, colours=colours, conformance=conformance, reading=reading)


def load(layouts: Path, fonts: Path) -> dict[str, Layout]:
    """Read all layouts, by name. Raises Refused with every fault in them."""
    problems: list[Problem] = []
    faces = _faces(fonts, problems)
    strings = _strings(layouts / "strings", problems)
    shared = _templates(layouts / "shared")
    found = {}
    for file in sorted(layouts.glob("*/layout.yaml")):
        name = file.parent.name
        value = source.read(file.read_bytes(), f"{layouts.name}/{name}/{file.name}", problems)
        if value is None:
            continue
        templates = shared | _templates(file.parent)
        layout = _layout(name, value, templates, strings, faces)
        if layout:
            found[name] = replace(layout, profiles=_profiles(file.with_name("profiles.yaml"), layout, problems))
    if not found and not problems:
        problems.append(
            Problem("no-layouts", Place(str(layouts)), "There is no layout here.", "Add a folder with a layout.yaml.")
        )
    if errors(problems):
        raise Refused(problems)
    return found


def _templates(folder: Path) -> dict[str, str]:
    files = sorted([*folder.glob("*.html"), *folder.glob("*.css")])
    return {file.name: file.read_text(encoding="utf-8") for file in files}


def _layout(
    name: str,
    value: Value,
    templates: Mapping[str, str],
    strings: Mapping[str, Strings],
    faces: tuple[Face, ...],
) -> Layout | None:
    before = len(value.problems)
    keys = value.record(
        ("title", "makes", "page", "type", "fonts", "colours"),
        ("contents_over", "columns", "conformance", "papers", "spacings"),
    )
    if len(value.problems) > before:
        return None
    papers = {name: item.colour() for name, item in keys["papers"].entries()} if "papers" in keys else {}
    layout = Layout(
        name=name,
        title=keys["title"].text(),
        makes=tuple(item.choice(FORMATS) for item in keys["makes"].items()),
        page=_page(keys["page"]),
        type=_type(keys["type"]),
        fonts=_fonts(keys["fonts"], faces),
        colours=_colours(keys["colours"], papers),
        contents_over=int(keys["contents_over"].number(0, 999)) if "contents_over" in keys else 4,
        columns=int(keys["columns"].number(1, 2)) if "columns" in keys else 1,
        conformance=keys["conformance"].choice(CONFORMANCES) if "conformance" in keys else "ua-1",
        templates=templates,
        strings=strings,
        every_face=faces,
        papers=papers,
        spacings=tuple(item.number(1, 3) for item in keys["spacings"].items()) if "spacings" in keys else (),
        profiles={},
    )
    return layout if len(value.problems) == before else None


def _profiles(file: Path, layout: Layout, problems: list[Problem]) -> dict[str, Reading]:
    """Readers' wishes by name, each one that the layout offers."""
    if not file.exists():
        return {}
    value = source.read(file.read_bytes(), f"{file.parent.parent.name}/{layout.name}/{file.name}", problems)
    found = {}
    for name, profile in value.entries() if value else ():
        keys = profile.record((), ("size", "paper", "font", "spacing", "bold"))
        found[name] = Reading(
            name,
            keys["size"].number(6, 72) if "size" in keys else 0,
            keys["paper"].choice(layout.papers) if "paper" in keys else "",
            keys["font"].choice(layout.families) if "font" in keys else "",
            keys["spacing"].number(1, 3) if "spacing" in keys else 0,
            "bold" in keys and keys["bold"].flag(),
        )
        if not layout.offers(found[name]):
            hint = f"Use what {layout.name}/layout.yaml has under `sizes`, `papers` and `spacings`."
            profile.fault("profile", f"The layout does not offer what `{name}` wishes.", hint)
    return found


def _page(value: Value) -> Page:
    keys = value.record(("width", "height", "top", "right", "bottom", "left"))
    return Page(**{key: item.number(0, 1200) for key, item in keys.items()}) if len(keys) == 6 else Page(*[0] * 6)


def _type(value: Value) -> Type:
    keys = value.record(("body", "smallest", "sizes", "line_height", "gap", "ratios"))
    if len(keys) < 6:
        return Type(1, 1, (), 1, 1, {})
    ratios = {key: item.number(0.5, 5) for key, item in keys["ratios"].record(RATIOS).items()}
    sizes = tuple(item.number(6, 72) for item in keys["sizes"].items())
    body, smallest = keys["body"].number(6, 72), keys["smallest"].number(6, 72)
    if min(body, *sizes) * min(ratios.values(), default=1) < smallest - 0.01:
        keys["ratios"].fault("type-size", f"Some type is smaller than {smallest:g} pt.", "Raise the ratio, or `body`.")
    return Type(body, smallest, sizes, keys["line_height"].number(1, 3), keys["gap"].number(0, 3), ratios)


def _fonts(value: Value, faces: tuple[Face, ...]) -> Fonts:
    families = sorted({face.family for face in faces})
    keys = value.record(("body", "headings", "word"), ("embed",))
    body, headings = (keys[key].choice(families) if key in keys else "" for key in ("body", "headings"))
    word = keys["word"].text() if "word" in keys else ""
    return Fonts(body, headings, body, word, "embed" in keys and keys["embed"].flag())


def _colours(value: Value, papers: Mapping[str, str]) -> Mapping[str, str]:
    """The colours; each that text is printed in has to stand out from every paper, and from tint."""
    keys = value.record(COLOURS)
    colours = {key: item.colour() for key, item in keys.items()}
    grounds = {**{name: colours.get(name, "") for name in ("paper", "tint")}, **papers}
    for name, (ground, colour) in product(_ON_PAPER, grounds.items()):
        own = colours.get(name)
        if own and colour and contrast(own, colour) < MIN_CONTRAST:
            keys[name].fault(
                "contrast",
                f"`{name}` on `{ground}` has a contrast of {contrast(own, colour):.1f}:1 (WCAG 1.4.3).",
                f"Choose a colour with at least {MIN_CONTRAST}:1.",
            )
    return colours


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours given as ``#RRGGBB``, from 1 to 21 (WCAG 2.2, 1.4.3)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it, from 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _strings(folder: Path, problems: list[Problem]) -> dict[str, Strings]:
    """All languages' strings; each has to have the keys that the English ones have."""
    found: dict[str, Strings] = {}
    values: dict[str, Value] = {}
    for file in sorted(folder.glob("*.yaml")):
        value = source.read(file.read_bytes(), f"{folder.parent.name}/strings/{file.name}", problems)
        if value:
            values[file.stem] = value
    if "en" not in values:
        hint = "Add layouts/strings/en.yaml."
        problems.append(Problem("strings", Place(str(folder)), "The English strings are missing.", hint))
        return found
    wanted = [key for key, _ in values["en"].entries()]
    for language, value in values.items():
        keys = value.record(wanted)
        months = tuple(item.text() for item in keys.pop("months").items()) if "months" in keys else ()
        counters = tuple(item.text() for item in keys.pop("counters").items()) if "counters" in keys else ()
        texts = {key: item.text() for key, item in keys.items()}
        if len(months) != 12:
            value.fault("strings", "There are not twelve months.", "List the twelve under `months`.")
        found[language] = Strings(language, texts, months, counters)
    return found


def _faces(folder: Path, problems: list[Problem]) -> tuple[Face, ...]:
    from fontTools.ttLib import TTFont, TTLibError

    faces = []
    for file in sorted(folder.glob("*/*.ttf")):
        data = file.read_bytes()
        place = Place(f"{folder.name}/{file.parent.name}/{file.name}")
        try:
            font = TTFont(io.BytesIO(data), lazy=True)
            names, weight = font["name"], font["OS/2"].usWeightClass
            family = names.getDebugName(16) or names.getDebugName(1)
            characters = frozenset(font.getBestCmap())
        except (TTLibError, KeyError, AttributeError, TypeError):
            problems.append(Problem("font", place, "This is not a TrueType font.", "Put a static TrueType file here."))
            continue
        if "fvar" in font:
            message = "This is a variable font, which would make two builds differ."
            problems.append(Problem("font", place, message, "Put its static weights here."))
        faces.append(Face(family, weight, place.file, data, characters))
    return tuple(faces)
