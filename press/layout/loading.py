"""Reads ``layouts/`` and ``fonts/``, those of the program and a library's own, with every fault in them."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from press import source
from press.layout import brand, languages, shapes, stationery, voices
from press.layout.brand import Brand
from press.layout.colour import contrasts
from press.layout.faces import Face
from press.layout.kinds import kinds
from press.layout.paper import Fold, Page
from press.layout.reading import Braille, Reading
from press.layout.shelf import Layouts
from press.layout.stationery import Stationery
from press.layout.strings import Strings
from press.layout.supplies import Supplies
from press.layout.values import (
    MIN_CONTRAST,
    NO_FONTS,
    NO_PAGE,
    NO_TYPE,
    STAND_INS,
    Fonts,
    Layout,
    Type,
    Volumes,
)
from press.problems import OfLayout, Place, Problem, Refused, about, errors
from press.source import Value

_LAYOUTS = (
    "*.yaml",
    *(f"*{end}" for end in brand.SUFFIXES),
    *(f"*/{inner}*.{end}" for inner in ("", "clinics/*/") for end in ("yaml", "html", "css", "typ")),
)
_FONTS = ("*/*.ttf",)
_OTHER_FONTS = re.compile(r".*\.(?:otf|ttc|otc|woff2?|eot|ttf)", re.IGNORECASE)
_BOLD = 600
"""The least weight that is seen to be bold (semi-bold in OpenType's OS/2 table)."""

Files = dict[str, bytes]
"""What files hold, by their names below a folder: ``a4/layout.yaml``."""


def load(
    layouts: Path, fonts: Path, own: Path | None = None, unsaved: Mapping[Path, bytes] = MappingProxyType({})
) -> Layouts:
    """Read all layouts. Raises Refused with every fault in them.

    ``own`` is a folder that may hold further ``layouts/`` and ``fonts/``: each of its files is read in place of the
    one of the same name, or beside the others; a font in place of the one of the same family and weight.
    ``unsaved`` are texts that an editor holds of files, by their absolute paths: they are read in the files' place.
    """
    problems: list[Problem] = []
    files = _files(layouts, _LAYOUTS, unsaved) | (_files(own / "layouts", _LAYOUTS, unsaved) if own else {})
    faces = [*_faces(fonts, problems), *(_faces(own / "fonts", problems) if own else ())]
    faults: dict[str, list[Problem]] = {name: [] for name, _ in map(_parted, files)}
    folders = (*([own / "layouts"] if own else ()), layouts)
    shelf = _Shelf(files, _latest(faces), *languages.read(files, problems), faults, folders)
    names = sorted(name for name, rest in map(_parted, files) if rest == "layout.yaml")
    found = {name: shelf.layout(name) for name in names}
    for name, own_faults in shelf.faults.items():
        problems += about(OfLayout(name if name in names else ""), own_faults)
    if not found and not problems:
        problems.append(
            Problem("no-layouts", Place(str(layouts)), "There is no layout here.", "Add a folder with a layout.yaml.")
        )
    if errors(problems):
        raise Refused(about(OfLayout(), dict.fromkeys(problems)))
    whole = {name: layout for name, layout in found.items() if layout}
    supplies = replace(shelf.supplies, kinds=kinds(whole.values()))
    supplied = {name: _supplied(layout, supplies) for name, layout in whole.items()}
    return Layouts({name: layout.paged_as(supplied) for name, layout in supplied.items()}, supplies)


def _supplied(layout: Layout, supplies: Supplies) -> Layout:
    """A layout, and what clinics have of it, with what all layouts share once all of them are known."""
    clinics, publishers = (
        {name: _supplied(each, supplies) for name, each in own.items()} for own in (layout.clinics, layout.publishers)
    )
    return replace(layout, supplies=supplies, clinics=clinics, publishers=publishers)


def _files(folder: Path, patterns: Sequence[str], unsaved: Mapping[Path, bytes] = MappingProxyType({})) -> Files:
    """What some files of a folder hold; nothing where there is no such folder."""
    found = sorted(file for pattern in patterns for file in folder.glob(pattern) if file.is_file())
    return {file.relative_to(folder).as_posix(): unsaved.get(file) or file.read_bytes() for file in found}


def _parted(name: str) -> tuple[str, str]:
    """The first folder of a file's name, and the rest: ``a4`` and ``layout.yaml``."""
    first, _, rest = name.partition("/")
    return first, rest


@dataclass(frozen=True)
class _Shelf:
    """The files of all layouts, and what they share."""

    files: Files
    faces: tuple[Face, ...]
    strings: Mapping[str, Strings]
    unfinished: Mapping[str, tuple[str, ...]]
    """By language, the keys of strings that are not translated yet."""
    faults: Mapping[str, list[Problem]]
    """What is wrong with the files of each folder."""
    folders: tuple[Path, ...] = ()
    """Where the files are, those first that win."""

    @cached_property
    def colours(self) -> Mapping[str, Value]:
        """The colours that every layout has, unless it names its own."""
        value = self.read("shared/colours.yaml")
        return value.record(shapes.SHADES) if value else {}

    @cached_property
    def brand(self) -> Brand:
        """What a publisher has in all layouts, if it has anything."""
        value = self.read("brand.yaml")
        beside = {name: data for name, data in self.files.items() if "/" not in name}
        return brand.read(value, self.faces, beside) if value else Brand()

    @cached_property
    def stationery(self) -> Stationery:
        value = self.read("stationery.yaml")
        return stationery.read(value) if value else Stationery()

    @cached_property
    def supplies(self) -> Supplies:
        return Supplies(self.faces, self.strings, self.stationery, self.unfinished)

    def read(self, name: str) -> Value | None:
        if name not in self.files:
            return None
        return source.read(self.files[name], f"layouts/{name}", self.faults[_parted(name)[0]])

    def layout(self, name: str) -> Layout | None:
        """A layout, with its profiles, and what publishers and clinics have of their own in its place."""
        layout = self.dressed(name, self.brand)
        if layout is None:
            return None
        own = {id_: self.dressed(name, of) for id_, of in self.brand.publishers.items()}
        return replace(layout, publishers={id_: each for id_, each in own.items() if each})

    def dressed(self, name: str, of: Brand) -> Layout | None:
        """A layout in a brand, with its profiles and what clinics have of their own in its place."""
        layout = self.made(name, "", of)
        if layout is None:
            return None
        parts = [file.split("/") for file in self.files]  # of more than three is clinics' alone: see _LAYOUTS
        owners = {part[2] for part in parts if part[0] in ("shared", name) and len(part) > 3}
        own = {clinic: self.made(name, clinic, of) for clinic in sorted(owners)}
        profiles = _profiles(self.read(f"{name}/profiles.yaml"), layout)
        return replace(layout, profiles=profiles, clinics={clinic: each for clinic, each in own.items() if each})

    def made(self, name: str, clinic: str, of: Brand) -> Layout | None:
        """The layout as its files have it; those of a clinic win over those that they are named after."""
        bases = "shared", name
        folders = [folder for base in bases for folder in (base, *([f"{base}/clinics/{clinic}"] if clinic else ()))]
        templates = {file: text for folder in folders for file, text in self.templates(folder)}
        files = (f"{folder}/layout.yaml" for folder in reversed(folders))
        value = self.read(next(file for file in files if file in self.files))
        return _layout(name, value, self, of, templates) if value else None

    def templates(self, folder: str) -> Iterator[tuple[str, str]]:
        """The templates and style sheets of a folder, each with its name."""
        for file, data in self.files.items():
            base, _, name = file.rpartition("/")
            if base == folder and name.endswith((".html", ".css", ".typ")):
                yield name, data.decode("utf-8")


def _layout(name: str, value: Value, shelf: _Shelf, of: Brand, templates: Mapping[str, str]) -> Layout | None:
    before = len(value.problems)
    plain = not {*(value.mapping or ())} & {*shapes.LOOKS}
    keys = value.record(shapes.LAYOUT)
    if len(value.problems) > before:
        return None
    stocks = {name: item.colour() for name, item in keys["stocks"].entries()} if "stocks" in keys else {}
    papers = {name: item.colour() for name, item in keys["papers"].entries()} if "papers" in keys else {}
    layout = Layout(
        name=name,
        title=keys["title"].text(),
        makes=tuple(item.text() for item in keys["makes"].items()),
        page=NO_PAGE if plain else _page(keys["page"]),
        type=NO_TYPE if plain else _type(keys["type"]),
        fonts=NO_FONTS if plain else _fonts(keys["fonts"], shelf.faces, of.fonts),
        colours=_colours(value, keys.get("colours"), shelf.colours, papers | stocks, of.colours),
        dark=of.darkened(_colours(value, keys["dark"], {}, {}), MIN_CONTRAST) if "dark" in keys else {},
        contents_over=int(keys["contents_over"].number()) if "contents_over" in keys else 4,
        sections_apart="sections_apart" in keys and keys["sections_apart"].flag(),
        columns=int(keys["columns"].number()) if "columns" in keys else 1,
        column_gap=keys["column_gap"].number() if "column_gap" in keys else 8,
        conformance=keys["conformance"].choice() if "conformance" in keys else "ua-1",
        engine=keys["engine"].choice() if "engine" in keys else "",
        fold=_fold(keys["fold"]) if "fold" in keys else None,
        easy_read=keys["easy_read"].choice() if "easy_read" in keys else "never",
        on_request="on_request" in keys and keys["on_request"].flag(),
        templates=templates,
        papers=papers | stocks,
        stocks=frozenset(stocks),
        spacings=tuple(item.number() for item in keys["spacings"].items()) if "spacings" in keys else (),
        profiles={},
        volumes=_volumes(keys["volumes"]) if "volumes" in keys else None,
        measure=keys["measure"].number() if "measure" in keys else 0,
        waivers={rule: item.text() for rule, item in keys["waivers"].entries()} if "waivers" in keys else {},
        clinics={},
        supplies=shelf.supplies,
        plain=plain,
        braille=_braille(keys["braille"]) if "braille" in keys else None,
        voice=voices.read(keys["voice"], [folder / name for folder in shelf.folders]) if "voice" in keys else None,
        pages_of=keys["pages_of"].text() if "pages_of" in keys else "",
        logo=of.logo,
        cover=of.cover,
    )
    if not plain:
        brand.check_cover(shelf.read("brand.yaml"), of.cover, (layout.colours["paper"], *layout.papers.values()))
    return layout if len(value.problems) == before else None


def _fold(value: Value) -> Fold:
    keys = value.record()
    into = keys["into"].choice() if "into" in keys else ""
    return Fold(into, keys["tuck"].number() if "tuck" in keys else 2)


def _braille(value: Value) -> Braille:
    return Braille(**{name: int(item.number()) for name, item in value.record().items()})


def _profiles(value: Value | None, layout: Layout) -> dict[str, Reading]:
    """Readers' wishes by name, each one that the layout offers."""
    found = {}
    for name, profile in value.entries() if value else ():
        keys = profile.record(shapes.PROFILE)
        found[name] = Reading(
            name,
            keys["size"].number() if "size" in keys else 0,
            keys["paper"].choice(layout.papers) if "paper" in keys else "",
            keys["font"].choice(layout.families) if "font" in keys else "",
            keys["spacing"].number() if "spacing" in keys else 0,
            "bold" in keys and keys["bold"].flag(),
            **{key: int(keys[key].number()) for key in shapes.OF_BRAILLE if key in keys},
        )
        if not layout.offers(found[name]):
            hint = f"Use what {layout.name}/layout.yaml has under `sizes`, `papers` and `spacings`."
            profile.fault("profile", f"The layout does not offer what `{name}` wishes.", hint)
    return found


def _page(value: Value) -> Page:
    keys = value.record()
    return Page(**{key: item.number() for key, item in keys.items()}) if len(keys) == 6 else Page(*[0] * 6)


def _type(value: Value) -> Type:
    keys = value.record()
    if len(keys) < 6:
        return Type(1, 1, (), 1, 1, {})
    ratios = {key: item.number() for key, item in keys["ratios"].record().items()}
    sizes = tuple(item.number() for item in keys["sizes"].items())
    body, smallest = keys["body"].number(), keys["smallest"].number()
    if min(body, *sizes) * min(ratios.values(), default=1) < smallest - 0.01:
        keys["ratios"].fault("type-size", f"Some type is smaller than {smallest:g} pt.", "Raise the ratio, or `body`.")
    return Type(body, smallest, sizes, keys["line_height"].number(), keys["gap"].number(), ratios)


def _volumes(value: Value) -> Volumes | None:
    keys = value.record()
    return Volumes(keys["size"].number(), int(keys["pages"].number())) if len(keys) == 2 else None


def _fonts(value: Value, faces: tuple[Face, ...], own_fonts: Mapping[str, str]) -> Fonts:
    families = sorted({face.family for face in faces})
    keys = value.record()
    body, headings = (keys[key].choice(families) if key in keys else "" for key in ("body", "headings"))
    word = keys["word"].text() if "word" in keys else ""
    body, headings, word = (
        own_fonts.get(key) or own for key, own in (("body", body), ("headings", headings), ("word", word))
    )
    others = tuple(family for family in families if family != body and family not in STAND_INS.values())
    for family in sorted({body, headings} - {""}):
        _check_weights(value, family, faces)
    return Fonts(body, headings, (body, *others), word, "embed" in keys and keys["embed"].flag())


def _check_weights(value: Value, family: str, faces: tuple[Face, ...]) -> None:
    """Report a family in which strong words, or headings, would look like all others."""
    weights = {face.weight for face in faces if face.family == family}
    for there, name, weight in ((max(weights) >= _BOLD, "bold", 700), (min(weights) < _BOLD, "regular", 400)):
        if not there:
            message = f"The font `{family}` has no {name} in fonts/, so that strong words would look like all others."
            hint = f"Put a static TrueType file of its {name} (weight {weight}) beside the other."
            value.fault("font", message, hint, words=family)


def _colours(
    layout: Value,
    own: Value | None,
    shared: Mapping[str, Value],
    papers: Mapping[str, str],
    branded: Mapping[str, Value] = MappingProxyType({}),
) -> Mapping[str, str]:
    """The colours, those of a brand before the layout's.

    Each that text is printed in has to stand out from every paper, and from tint.
    """
    keys = {**shared, **(own.record(shapes.SHADES) if own else {}), **branded}
    for name in shapes.COLOURS:
        if name not in keys:
            hint = "Add it to shared/colours.yaml, or to the layout's `colours`."
            (own or layout).fault("missing-key", f"The colour `{name}` is missing.", hint, words=name)
    colours = {key: item.colour() for key, item in keys.items()}
    for name, ground, ratio in contrasts(colours, papers):
        if ratio < MIN_CONTRAST:
            keys[name].fault(
                "contrast",
                f"`{name}` on `{ground}` has a contrast of {ratio:.1f}:1 (WCAG 1.4.3).",
                f"Choose a colour with at least {MIN_CONTRAST}:1.",
            )
    return colours


def _latest(faces: Sequence[Face]) -> tuple[Face, ...]:
    """The last of each family and weight, in the order of the families' names."""
    latest = {(face.family, face.weight): face for face in faces}
    return tuple(sorted(latest.values(), key=lambda face: _parted(face.file.removeprefix("fonts/"))))


def _not_taken(folder: Path) -> Iterator[Problem]:
    """What is wrong with font files that nobody would read."""
    for path in sorted(folder.glob("**/*")):
        name = path.relative_to(folder).as_posix()
        if not _OTHER_FONTS.fullmatch(name) or not path.is_file():
            continue
        if path.suffix != ".ttf":
            message = f"A font that ends in `{path.suffix}` is not read: not all formats could carry it."
            yield Problem("font", Place(f"fonts/{name}"), message, "Put a static TrueType file (.ttf) here.")
        elif name.count("/") != 1:
            message = "A font lies in a folder of its family, and this does not, so it is not read."
            hint = f"Move it to fonts/<family>/{path.name}, with its licence beside it."
            yield Problem("font", Place(f"fonts/{name}"), message, hint)


def _faces(folder: Path, problems: list[Problem]) -> list[Face]:
    from fontTools.ttLib import TTFont, TTLibError

    faces = []
    problems += _not_taken(folder)
    for name, data in _files(folder, _FONTS).items():
        place = Place(f"fonts/{name}")
        try:
            font = TTFont(io.BytesIO(data), lazy=True)
            font.setGlyphOrder([""] * font["maxp"].numGlyphs)  # nobody asks for names, which cost the most to read
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
    return faces
