"""Segments: the texts of an edition that a translator translates, each with a key that is the same in all languages.

    title                  Taking your medicine
    section.1.heading      How to take it
    section.1.1            Take **two** tablets a day.       (the first text of the first section)
    figure.pills.alt       A box of pills

Not among them is what is the same in all languages: addresses, dates, references, the credits of pictures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from press.content.warnings import WARNING, WARNING_HEADING
from press.model import Segment
from press.prose import texts
from press.source import Value, folded

LONGEST_ALT = 250
"""In characters, of what stands for a picture (see `press.reader.alt`)."""
_LINES = ("title", "subtitle", "summary")
_FIGURE = ("alt", "caption")

Say = Callable[[Segment], str]


def segments(value: Value) -> tuple[Segment, ...]:
    """The segments of an edition's file, in the order in which they are read."""
    found: list[Segment] = []

    def collect(segment: Segment) -> str:
        found.append(segment)
        return segment.text

    for _ in said(value, collect):
        pass
    return tuple(found)


def said(value: Value, say: Say) -> Iterator[tuple[str, str]]:
    """The parts of an edition's file that hold segments, each by its key (``section.1.body``, ``title``), with what
    ``say`` gives for each segment in its place."""
    whole = _mapping(value)
    for key in _LINES:
        yield from _line(whole, key, key, key, say)
    for number, inner in enumerate(_items(whole.get("keywords")), 1):
        yield from _text(inner, f"keyword.{number}", "keyword", say)
    for number, inner in enumerate(_items(whole.get("sections")), 1):
        yield from _section(_mapping(inner), f"section.{number}", say)
    for name, inner in _mapping(whole.get("figures")).items():
        yield from _figure(_mapping(inner), name, say)
    for kind, key in (("abbreviation", "abbreviations"), ("term", "glossary")):
        for name, inner in _mapping(whole.get(key)).items():
            yield f"{kind}.{name}.name", say(Segment(f"{kind}.{name}.name", kind, folded(name), line=inner.line))
            yield from _text(inner, f"{kind}.{name}", "meaning", say, under=name)
    for number, inner in enumerate(_items(_mapping(whole.get("review")).get("changes")), 1):
        yield from _text(inner, f"change.{number}", "change", say)


def _section(of: dict[str, Value], key: str, say: Say) -> Iterator[tuple[str, str]]:
    heading = _plain(of.get("heading"))
    yield from _line(of, "heading", f"{key}.heading", "heading", say)
    yield from _prose(of.get("body"), key, heading, say)


def _figure(of: dict[str, Value], name: str, say: Say) -> Iterator[tuple[str, str]]:
    for key in _FIGURE:
        yield from _line(of, key, f"figure.{name}.{key}", key, say)
    yield from _prose(of.get("long_description"), f"figure.{name}.long", _plain(of.get("caption")), say)


def _prose(value: Value | None, key: str, under: str, say: Say) -> Iterator[tuple[str, str]]:
    """A text with blocks in it: its segments are numbered; headings within it are those of what follows them."""
    if value is None or value.scalar is None:
        return
    number, heading = 0, under

    def spoken(leaf: texts.Leaf) -> str:
        nonlocal number, heading
        number += 1
        heading = leaf.text if leaf.kind == "heading" and not leaf.warns else heading
        alarming = leaf.warns or bool(WARNING.search(leaf.text) or WARNING_HEADING.search(f"{under} {heading}"))
        line = value.line + 1 + leaf.row if value.literal else value.line
        segment = Segment(f"{key}.{number}", leaf.kind, leaf.text, under, alarming, line=line, markdown=True)
        return say(segment) if leaf.text else ""

    yield f"{key}.body", texts.rewritten(value.scalar, spoken)


def _line(of: dict[str, Value], name: str, key: str, kind: str, say: Say) -> Iterator[tuple[str, str]]:
    if name in of:
        yield from _text(of[name], key, kind, say, limit=LONGEST_ALT if kind == "alt" else 0)


def _text(value: Value, key: str, kind: str, say: Say, *, under: str = "", limit: int = 0) -> Iterator[tuple[str, str]]:
    if text := _plain(value):
        warns = bool(WARNING.search(text))
        yield key, say(Segment(key, kind, text, under, warns, line=value.line, limit=limit))


def _plain(value: Value | None) -> str:
    return folded(value.scalar) if value and value.scalar and not value.null else ""


def _mapping(value: Value | None) -> dict[str, Value]:
    return value.mapping if value and value.mapping else {}


def _items(value: Value | None) -> list[Value]:
    return value.sequence if value and value.sequence else []
