"""Equations of a Word file (OMML, ISO/IEC 29500-1, 22.1) on one line, as a calculator would have them typed."""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.word.file import Element, local

MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_DEEPEST = 60
"""Within each other; what stands deeper is read without its form."""


_FORMS = frozenset({"f", "limUpp", "limLow", "rad", "nary", "bar", "acc", "sSup", "sSub", "sSubSup", "sPre"})


def linear(equation: Element, depth: int = 0) -> str:
    """What an equation says: `(a + b)/2`, `x^2`, `√(x)`."""
    if depth > _DEEPEST:
        return "".join(text.text or "" for text in equation.iter(m("t")))
    return "".join(_part(kid, depth + 1) for kid in equation.iterchildren("*"))


def m(name: str) -> str:
    """A name of OMML."""
    return f"{{{MATH}}}{name}"


def _part(element: Element, depth: int) -> str:
    name = local(element)
    if element.tag == m("t"):
        return element.text or ""
    if name.endswith("Pr"):
        return ""
    if name == "d":
        return _bracketed(element, depth)
    if name in ("m", "eqArr"):
        return "; ".join(_rows(element, depth))
    if name not in _FORMS:
        return linear(element, depth)
    said = {local(kid): linear(kid, depth) for kid in element.iterchildren("*") if not local(kid).endswith("Pr")}
    return _formed(name, element, said)


def _formed(name: str, element: Element, said: dict[str, str]) -> str:
    base = said.get("e", "")
    match name:
        case "f":
            return f"{_held(said.get('num', ''))}/{_held(said.get('den', ''))}"
        case "limUpp" | "limLow":
            return f"{base}_{_held(said.get('lim', ''))}"
        case "rad":
            return f"{said.get('deg', '')}√{_held(base)}"
        case "nary":
            return f"{_property(element, 'chr', '∫')}{_scripts(said)} {base}"
        case "bar" | "acc":
            return base + _property(element, "chr", "\N{COMBINING OVERLINE}")
        case _:
            return base + _scripts(said)


def _scripts(said: dict[str, str]) -> str:
    low, high = said.get("sub", ""), said.get("sup", "")
    return (f"_{_held(low)}" if low else "") + (f"^{_held(high)}" if high else "")


def _held(words: str) -> str:
    """In brackets, unless it is one word."""
    return words if words.isalnum() else f"({words})"


def _bracketed(element: Element, depth: int) -> str:
    inside = _property(element, "sepChr", "|").join(linear(kid, depth) for kid in element.iterchildren(m("e")))
    return f"{_property(element, 'begChr', '(')}{inside}{_property(element, 'endChr', ')')}"


def _rows(element: Element, depth: int) -> Iterator[str]:
    for row in element.iterchildren(m("mr"), m("e")):
        cells = list(row.iterchildren(m("e")))
        yield ", ".join(linear(cell, depth) for cell in cells) if cells else linear(row, depth)


def _property(element: Element, name: str, default: str) -> str:
    """A character that the properties of an element name; an empty one is none."""
    found = element.find(f"{m(local(element) + 'Pr')}/{m(name)}")
    return default if found is None else found.get(m("val"), "")
