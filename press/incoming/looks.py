"""Styles and numbering: how a paragraph looks, and what Word prints before it (ISO 29500-1, 17.7 and 17.9)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from press.incoming.found import Marker

Element = etree._Element
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFF = ("0", "false", "off", "none")
_HEADING = re.compile(r"heading ([1-9])")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_COUNT = re.compile("[0-9]{1,20}")
MOST = 32_767
"""The largest number that Word counts to (ISO 29500-1, 17.9.25)."""
_UNCOUNTED = ("bullet", "none")


def w(name: str) -> str:
    return f"{{{W}}}{name}"


def value(holder: Element | None, name: str, attribute: str = "val") -> str:
    """The attribute of a property; empty where there is none."""
    found = holder.find(w(name)) if holder is not None else None
    return found.get(w(attribute), "") if found is not None else ""


def count(text: str) -> int | None:
    """A number that a file gives, at most the largest that Word has; None for what is none."""
    return min(int(text), MOST) if _COUNT.fullmatch(text) else None


def switch(holder: Element | None, name: str) -> bool | None:
    """Whether a property is on; None where it is not said."""
    found = holder.find(w(name)) if holder is not None else None
    return None if found is None else found.get(w("val"), "1").lower() not in _OFF


@dataclass(frozen=True, slots=True)
class Style:
    """A style: its name in lower case, what it goes on from, and its properties."""

    name: str
    base: str
    paragraph: Element | None
    run: Element | None


class Styles:
    """The styles of a file, by id."""

    def __init__(self, tree: Element | None) -> None:
        found = tree.findall(w("style")) if tree is not None else []
        self._by_id = {style.get(w("styleId"), ""): _style(style) for style in found}
        default = (style.get(w("styleId"), "") for style in found if _is_default(style))
        self.default = next(default, "")
        defaults = tree.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}") if tree is not None else None
        self._defaults = defaults
        self.language = value(defaults, "lang")

    def chain(self, style: str) -> Iterator[Style]:
        """A style and those that it goes on from, the nearest first."""
        seen = set[str]()
        while style in self._by_id and style not in seen:
            seen.add(style)
            yield self._by_id[style]
            style = self._by_id[style].base

    def name(self, style: str) -> str:
        return next((each.name for each in self.chain(style)), style.lower())

    def runs(self, direct: Element | None, paragraph: str) -> list[Element]:
        """Where the look of a run is said, what wins first: itself, its style, its paragraph's, the file's."""
        own = value(direct, "rStyle")
        chained = [style.run for of in (own, paragraph or self.default) for style in self.chain(of)]
        return [each for each in (direct, *chained, self._defaults) if each is not None]

    def paragraphs(self, direct: Element | None, style: str) -> list[Element]:
        chained = (each.paragraph for each in self.chain(style or self.default))
        return [each for each in (direct, *chained) if each is not None]

    def level(self, direct: Element | None, style: str) -> int:
        """The level of a heading, from 1; 0 for what is none."""
        for each in self.chain(style):
            if match := _HEADING.fullmatch(each.name):
                return int(match[1])
        outline = next((found for each in self.paragraphs(direct, style) if (found := value(each, "outlineLvl"))), "")
        level = count(outline)
        return level + 1 if level is not None and level < 9 else 0


def _style(style: Element) -> Style:
    name = value(style, "name").lower()
    return Style(name, value(style, "basedOn"), style.find(w("pPr")), style.find(w("rPr")))


def _is_default(style: Element) -> bool:
    return style.get(w("type")) == "paragraph" and style.get(w("default"), "0") not in _OFF


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    start: int


@dataclass(slots=True)
class Numbering:
    """The lists of a file, and how far Word has counted in each."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, tree: Element | None) -> Numbering:
        found = cls()
        if tree is None:
            return found
        kinds = {each.get(w("abstractNumId"), ""): _levels(each) for each in tree.findall(w("abstractNum"))}
        for num in tree.findall(w("num")):
            name, kind = num.get(w("numId"), ""), value(num, "abstractNumId")
            levels = ((count(each.get(w("ilvl"), "0")), each) for each in num.findall(w("lvlOverride")))
            own = {depth: each for depth, each in levels if depth is not None}
            changed = {depth: _levels(each).get(depth) for depth, each in own.items()}
            found.levels[name] = {**kinds.get(kind, {}), **{depth: new for depth, new in changed.items() if new}}
            found.abstract[name] = kind
            starts = {depth: count(value(each, "startOverride")) for depth, each in own.items()}
            found.restarts[name] = {depth: start for depth, start in starts.items() if start is not None}
        return found

    def marker(self, name: str, depth: int) -> Marker | None:
        """What stands before the next paragraph of a list; None where nothing does."""
        level = self.levels.get(name, {}).get(depth)
        if level is None or name == "0":
            return None
        counts = self.counts.setdefault(self.abstract[name], {})
        for at, start in self.restarts.pop(name, {}).items():
            counts[at] = start - 1
        for deeper in [at for at in counts if at > depth]:
            del counts[deeper]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        if level.form in _UNCOUNTED:
            return Marker(depth, 0, level.text) if level.form == "bullet" and level.text else None
        label = re.sub(r"%([1-9])", lambda match: self._counted(name, counts, int(match[1]) - 1), level.text)
        number = counts[depth]
        return Marker(depth, max(number, 1), label, plain=label.strip("().") == str(number))

    def _counted(self, name: str, counts: dict[int, int], depth: int) -> str:
        level = self.levels[name].get(depth)
        number = counts.get(depth, level.start if level else 1)
        return written(number, level.form if level else "decimal")


def _levels(holder: Element) -> dict[int, _Level]:
    found = {}
    for level in holder.findall(w("lvl")):
        depth, start = count(level.get(w("ilvl"), "")), count(value(level, "start"))
        if depth is not None:
            text = value(level, "lvlText")
            found[depth] = _Level(value(level, "numFmt") or "decimal", text, 1 if start is None else start)
    return found


def written(number: int, form: str) -> str:
    """A number as Word writes it (ISO 29500-1, 17.18.59)."""
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters if form == "lowerLetter" else letters.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4000:
        roman = ""
        for worth, sign in _ROMAN:
            roman, number = roman + sign * (number // worth), number % worth
        return roman if form == "lowerRoman" else roman.upper()
    return f"{number:02}" if form == "decimalZero" else str(number)
