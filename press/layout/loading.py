"""Reads ``layouts/`` and ``fonts/``, with every fault in them."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from press import source
from press.layout import stationery
from press.layout.colour import contrasts
from press.layout.stationery import Stationery
from press.layout.values import (
    FOLDS,
    MIN_CONTRAST,
    STAND_INS,
    Face,
    Fold,
    Fonts,
    Layout,
    Page,
    Reading,
    Strings,
    Type,
    Volumes,
)
from press.problems import Place, Problem, Refused, errors
from press.source import Value

FORMATS = ("pdf", "docx", "html")
COLOURS = ("paper", "text", "heading", "link", "rule", "accent", "tint", "important", "urgent")
RATIOS = ("title", "subtitle", "section", "subsection", "topic", "small")
CONFORMANCES = ("ua-1", "ua-2")
_BRACES = re.compile(r"\{\w+\}")


def load(layouts: Path, fonts: Path) -> dict[str, Layout]:
    """Read all layouts, by name. Raises Refused with every fault in them."""
    problems: list[Problem] = []
    shelf = _Shelf(layouts, _faces(fonts, problems), _strings(layouts / "strings", problems), problems)
    found = {file.parent.name: shelf.layout(file.parent.name) for file in sorted(layouts.glob("*/layout.yaml"))}
    if not found and not problems:
        problems.append(
            Problem("no-layouts", Place(str(layouts)), "There is no layout here.", "Add a folder with a layout.yaml.")
        )
    if errors(problems):
        raise Refused(dict.fromkeys(problems))
    return {name: layout for name, layout in found.items() if layout}


@dataclass(frozen=True)
class _Shelf:
    """The folder of all layouts, and what they share."""

    folder: Path
    faces: tuple[Face, ...]
    strings: Mapping[str, Strings]
    problems: list[Problem]

    @cached_property
    def colours(self) -> Mapping[str, Value]:
        """The colours that every layout has, unless it names its own."""
        value = self.read(self.folder / "shared" / "colours.yaml")
        return value.record((), COLOURS) if value else {}

    @cached_property
    def stationery(self) -> Stationery:
        value = self.read(self.folder / "stationery.yaml")
        return stationery.read(value) if value else Stationery()

    def read(self, file: Path) -> Value | None:
        name = file.relative_to(self.folder.parent).as_posix()
        return source.read(file.read_bytes(), name, self.problems) if file.exists() else None

    def layout(self, name: str) -> Layout | None:
        """A layout, with its profiles and what clinics have of their own in its place."""
        layout = self.made(name, "")
        if layout is None:
            return None
        owners = {folder.name for base in ("shared", name) for folder in (self.folder / base / "clinics").glob("*/")}
        own = {clinic: self.made(name, clinic) for clinic in sorted(owners)}
        profiles = _profiles(self.read(self.folder / name / "profiles.yaml"), layout)
        return replace(layout, profiles=profiles, clinics={clinic: each for clinic, each in own.items() if each})

    def made(self, name: str, clinic: str) -> Layout | None:
        """The layout as its files have it; those of a clinic win over those that they are named after."""
        bases = [self.folder / "shared", self.folder / name]
        folders = [folder for base in bases for folder in (base, base / "clinics" / clinic) if clinic or folder == base]
        templates = {file.name: file.read_text(encoding="utf-8") for folder in folders for file in _templates(folder)}
        value = self.read(next(file for folder in reversed(folders) if (file := folder / "layout.yaml").exists()))
        return _layout(name, value, self, templates) if value else None


def _templates(folder: Path) -> list[Path]:
    return sorted([*folder.glob("*.html"), *folder.glob("*.css")])


def _layout(name: str, value: Value, shelf: _Shelf, templates: Mapping[str, str]) -> Layout | None:
    before = len(value.problems)
    keys = value.record(
        ("title", "makes", "page", "type", "fonts"),
        (
            *("colours", "contents_over", "columns", "column_gap", "conformance", "dark", "fold", "on_request"),
            *("papers", "spacings", "volumes", "waivers", "measure"),
        ),
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
        fonts=_fonts(keys["fonts"], shelf.faces),
        colours=_colours(value, keys.get("colours"), shelf.colours, papers),
        dark=_colours(value, keys["dark"], {}, {}) if "dark" in keys else {},
        contents_over=int(keys["contents_over"].number(0, 999)) if "contents_over" in keys else 4,
        columns=int(keys["columns"].number(1, 2)) if "columns" in keys else 1,
        column_gap=keys["column_gap"].number(0, 100) if "column_gap" in keys else 8,
        conformance=keys["conformance"].choice(CONFORMANCES) if "conformance" in keys else "ua-1",
        fold=_fold(keys["fold"]) if "fold" in keys else None,
        on_request="on_request" in keys and keys["on_request"].flag(),
        templates=templates,
        strings=shelf.strings,
        every_face=shelf.faces,
        papers=papers,
        spacings=tuple(item.number(1, 3) for item in keys["spacings"].items()) if "spacings" in keys else (),
        profiles={},
        volumes=_volumes(keys["volumes"]) if "volumes" in keys else None,
        measure=keys["measure"].number(10, 100) if "measure" in keys else 0,
        waivers={rule: item.text() for rule, item in keys["waivers"].entries()} if "waivers" in keys else {},
        clinics={},
        stationery=shelf.stationery,
    )
    return layout if len(value.problems) == before else None


def _fold(value: Value) -> Fold:
    keys = value.record(("into",), ("tuck",))
    into = keys["into"].choice(FOLDS) if "into" in keys else ""
    return Fold(into, keys["tuck"].number(0, 10) if "tuck" in keys else 2)


def _profiles(value: Value | None, layout: Layout) -> dict[str, Reading]:
    """Readers' wishes by name, each one that the layout offers."""
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


def _volumes(value: Value) -> Volumes | None:
    keys = value.record(("size", "pages"))
    return Volumes(keys["size"].number(6, 72), int(keys["pages"].number(2, 999))) if len(keys) == 2 else None


def _fonts(value: Value, faces: tuple[Face, ...]) -> Fonts:
    families = sorted({face.family for face in faces})
    keys = value.record(("body", "headings", "word"), ("embed",))
    body, headings = (keys[key].choice(families) if key in keys else "" for key in ("body", "headings"))
    word = keys["word"].text() if "word" in keys else ""
    others = tuple(family for family in families if family != body and family not in STAND_INS.values())
    return Fonts(body, headings, (body, *others), word, "embed" in keys and keys["embed"].flag())


def _colours(
    layout: Value, own: Value | None, shared: Mapping[str, Value], papers: Mapping[str, str]
) -> Mapping[str, str]:
    """The colours; each that text is printed in has to stand out from every paper, and from tint."""
    keys = {**shared, **(own.record((), COLOURS) if own else {})}
    for name in COLOURS:
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
    english = {key: item.scalar or "" for key, item in values["en"].entries()}
    for language, value in values.items():
        keys = value.record(english)
        months = tuple(item.text() for item in keys.pop("months").items()) if "months" in keys else ()
        counters = tuple(item.text() for item in keys.pop("counters").items()) if "counters" in keys else ()
        alphabet = tuple(keys.pop("alphabet").text().split()) if "alphabet" in keys else ()
        texts = {key: item.text() for key, item in keys.items()}
        for key, text in texts.items():
            if text and sorted(_BRACES.findall(text)) != sorted(_BRACES.findall(english[key])):
                message = f"`{key}` has not the same words in braces as the English."
                keys[key].fault("strings", message, f"Write it as in “{english[key]}”.", words=text)
        if len(months) != 12:
            value.fault("strings", "There are not twelve months.", "List the twelve under `months`.")
        found[language] = Strings(language, texts, months, counters, alphabet)
    return found


def _faces(folder: Path, problems: list[Problem]) -> tuple[Face, ...]:
    from fontTools.ttLib import TTFont, TTLibError

    faces = []
    for file in sorted(folder.glob("*/*.ttf")):
        data = file.read_bytes()
        place = Place(f"{folder.name}/{file.parent.name}/{file.name}")
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
    return tuple(faces)
