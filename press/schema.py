"""Schemas of the YAML that people write (JSON Schema 2020-12), made from the shapes that it is read by.

A schema refuses nothing that the reader takes. What it cannot see the reader alone tells: marks in a text, names of
what is not there, letters that no font has, colours that cannot be read, numbers that differ between languages.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, assert_never

from press.layout import shapes as of_layouts
from press.reader import shapes as of_library
from press.shape import Choice, Entries, Form, Items, Kind, Number, Scalar, Shape

DIALECT = "https://json-schema.org/draft/2020-12/schema"
KINDS: Mapping[str, tuple[Form, str]] = {**of_library.KINDS, **of_layouts.KINDS}
"""The files that there is a schema of, each kind with its shape, and where it lies."""
_WHERE = (
    ("answers", r"leaflets/[^/]+/[^/]+\.review\.yaml"),
    ("", r"leaflets/.*\.(signed|source)\.yaml"),
    ("library", r"leaflets/library\.yaml"),
    ("library-translation", r"leaflets/library\.[^./]+\.yaml"),
    ("clinic", r"leaflets/clinics/[^./]+\.yaml"),
    ("clinic-translation", r"leaflets/clinics/[^./]+\.[^./]+\.yaml"),
    ("edition", r"leaflets/[^/]+/[0-9-]+(\.[^./]+)?\.yaml"),
    ("strings", r"layouts/strings/[^/]+\.yaml"),
    ("brand", r"layouts/brand\.yaml"),
    ("stationery", r"layouts/stationery\.yaml"),
    ("colours", r"layouts/shared/colours\.yaml"),
    ("profiles", r"layouts/[^/]+/profiles\.yaml"),
    ("layout", r"layouts/[^/]+(/clinics/[^/]+)?/layout\.yaml"),
)


def kind(file: str) -> str:
    """The kind of a file by its name, from ``leaflets/`` or ``layouts/`` on; empty where no person writes it."""
    return next((name for name, pattern in _WHERE if re.fullmatch(pattern, file)), "")


_TEXT = ["string", "number", "boolean"]
"""What is typed without quotes is text here, whatever YAML takes it for."""
_MINUS = r"(?!-)(?!.*--)(?!.*-$)"
_PATTERNS = {
    **dict.fromkeys((Kind.TEXT, Kind.LINE, Kind.PROSE), r"[^ \t\r\n]"),
    Kind.DATE: r"^\s*[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?\s*$",
    Kind.WEB_ADDRESS: r"^\s*https?://[^\s<>\"\\^`{|}]+\s*$",
    Kind.EMAIL: r"^\s*[^\s@]+@[^\s@]+\.[^\s@]+\s*$",
    Kind.PHONE: r"[0-9]|[^\x00-\x7f]",
    Kind.LANGUAGE: r"^\s*[a-z]{2,3}(-[A-Za-z0-9]{1,8})*\s*$",
    Kind.ID: rf"^{_MINUS}[^\sA-Z!-,./:-@\[-`{{-~]+$",
    Kind.COLOUR: r"^#[0-9A-Fa-f]{6}$",
}
"""What a text has to match, at the least: the reader looks closer."""
_MEANT = {
    Kind.DATE: "Write YYYY, YYYY-MM or YYYY-MM-DD.",
    Kind.WEB_ADDRESS: "Write a web address whole, as in https://example.org/page.",
    Kind.EMAIL: "Write an email address, as in help@example.org.",
    Kind.PHONE: "Write a phone number, in quotes.",
    Kind.LANGUAGE: "Write a BCP 47 tag, as in cy or en-GB.",
    Kind.ID: "An id has lower-case letters, digits and single hyphens only.",
    Kind.COLOUR: 'Write a colour in quotes, as in "#005EB8".',
}
"""What an editor says in place of the pattern, where it knows how (the language servers of VS Code do)."""
_WORDS = {Kind.WEB_ADDRESS, Kind.EMAIL, Kind.LANGUAGE, Kind.COLOUR}
"""What no number can be."""
_DIGITS = r"^\s*[-+]?([0-9][0-9_]*)?\.?[0-9]*([eE][-+]?[0-9]+)?\s*$"


def schema(kind: str) -> dict[str, Any]:
    """The schema of a kind of file, by its name in `KINDS`."""
    form, title = KINDS[kind]
    return {"$schema": DIALECT, "title": title, **_of(form)}


def _of(form: Form) -> dict[str, Any]:
    """What is said of a value that has to be there."""
    match form:
        case Scalar():
            return _scalar(form)
        case Number():
            number = {"type": "number", "minimum": form.low, "maximum": form.high}
            return {"anyOf": [number, {"type": "string", "pattern": _DIGITS}]}
        case Choice():
            said = [form.about[word] for word in form.words if word in form.about]
            return {"enum": [*form.words], **({"enumDescriptions": said} if len(said) == len(form.words) else {})}
        case Items():
            least = {"minItems": form.least} if form.least else {}
            distinct = {"uniqueItems": True} if form.distinct else {}
            return {"type": "array", "items": _of(form.of), **least, **distinct}
        case Entries():
            return {"type": "object", "additionalProperties": _of(form.of), **_names(form.names)}
        case Shape():
            return _shape(form)
        case _:
            assert_never(form)


def _names(form: Scalar) -> dict[str, Any]:
    return {"propertyNames": {"pattern": _PATTERNS[form.kind]}}


def _scalar(form: Scalar) -> dict[str, Any]:
    if form.kind is Kind.FLAG:
        return {"enum": [True, False, "true", "false"]}
    meant = {"patternErrorMessage": _MEANT[form.kind]} if form.kind in _MEANT else {}
    return {"type": "string" if form.kind in _WORDS else _TEXT, "pattern": _PATTERNS[form.kind], **meant}


def _shape(form: Shape) -> dict[str, Any]:
    keys = {}
    for name, key in form.keys.items():
        own = _of(key.form)
        keys[name] = {"description": key.about, **(own if key.required else _or_null(own))}
    required = [name for name, key in form.keys.items() if key.required]
    together = {name: [other for other in group if other != name] for group in form.together for name in group}
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": keys,
        **({"required": required} if required else {}),
        **({"dependentRequired": together} if together else {}),
        **({"allOf": [*form.also]} if form.also else {}),
    }


def _or_null(own: dict[str, Any]) -> dict[str, Any]:
    """The same, or nothing: a key without a value is left out."""
    match own:
        case {"type": str() as kind}:
            return {**own, "type": [kind, "null"]}
        case {"type": list() as kinds}:
            return {**own, "type": [*kinds, "null"]}
        case {"enum": list() as words}:
            return {**own, "enum": [*words, None]}
        case _:
            return {**own, "anyOf": [*own["anyOf"], {"type": "null"}]}
