"""An edition's file in another language: the original's, with a translation in place of each of its texts.

Addresses, pictures, contacts and references are those of the original; its sections keep their ids, so that links
lead where they led. It is a draft: nobody has approved its words.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from press.model import Segment
from press.prose import forms
from press.reader import segments
from press.reader.record import Record
from press.reader.sections import take_apart
from press.review.translations import inline
from press.review.translations.inline import Pieces
from press.source import Value, read

KEPT = ("online", "differences")
"""What a translation has of its own."""
_VERBATIM = ("contacts", "related", "references", "waivers")
_QUOTED = ("file", "credit", "decorative", "own", "review")


@dataclass(frozen=True, slots=True)
class Dates:
    """When the translation was reviewed, which names it, and when next."""

    last: str
    next: str


@dataclass(frozen=True, slots=True)
class Translation:
    """What stands in place of an original. ``texts`` are the translations by the keys of the segments; what is not
    among them stays as it is. ``head`` is the comment at the top; ``drawings`` are the files to show in place of
    others, and ``kept`` what a translation has of its own: where it is on the web, why its numbers differ."""

    texts: Mapping[str, Pieces]
    dates: Dates
    head: str
    drawings: Mapping[str, str]
    kept: Mapping[str, Value]


def edition(original: Value, translation: Translation) -> str:
    """The YAML of a translation."""
    first = _Writer(original, translation, {})
    return replace(first, ids=_new_ids(original, first.text())).text()


def _new_ids(original: Value, translated: str) -> dict[str, str]:
    """The ids of headings within sections, which are made of their words, and what they are in the translation."""
    made = read(translated.encode(), original.file, [])
    ids = [tuple(_ids(value)) for value in (original, made) if value]
    return dict(zip(*ids, strict=False)) if len(ids) == 2 else {}


def _ids(value: Value) -> Iterator[str]:
    whole = Record(value, value.mapping or {}, frozenset())
    for section in take_apart(whole):
        yield from section.ids.values()


@dataclass(frozen=True, slots=True)
class _Writer:
    original: Value
    translation: Translation
    ids: Mapping[str, str]

    def text(self) -> str:
        return f"# {self.translation.head}\n" + "\n".join(self.lines()) + "\n"

    def lines(self) -> Iterator[str]:
        said = dict(segments.said(self.original, self.say))
        for key in ("title", "subtitle", "summary"):
            if key in said:
                yield f"{key}: {_quoted(said[key])}"
        keywords = [_quoted(text) for key, text in said.items() if key.startswith("keyword.")]
        if keywords:
            yield f"keywords: [{', '.join(keywords)}]"
        yield from self.review(said)
        yield from self.sections(said)
        yield from self.figures(said)
        yield from self.named(said, "abbreviations", "abbreviation")
        yield from self.glossary(said)
        for key in _VERBATIM:
            if key in self.whole:
                yield f"{key}: {_dumped(self.whole[key])}"
        for key, value in self.translation.kept.items():
            yield f"{key}: {_dumped(value)}"

    @property
    def whole(self) -> Mapping[str, Value]:
        return self.original.mapping or {}

    def review(self, said: Mapping[str, str]) -> Iterator[str]:
        yield "review:"
        yield "  status: draft"
        yield f"  last: {_quoted(self.translation.dates.last)}"
        yield f"  next: {_quoted(self.translation.dates.next)}"
        changes = [_quoted(text) for key, text in said.items() if key.startswith("change.")]
        if changes:
            yield f"  changes: [{', '.join(changes)}]"

    def sections(self, said: Mapping[str, str]) -> Iterator[str]:
        yield "sections:"
        record = Record(self.original, dict(self.whole), frozenset())
        for number, section in enumerate(take_apart(record), 1):
            yield f"  - heading: {_quoted(said[f'section.{number}.heading'])}"
            yield f"    id: {_quoted(section.id)}"
            yield "    body: |"
            yield from _block(said[f"section.{number}.body"], 6)

    def figures(self, said: Mapping[str, str]) -> Iterator[str]:
        figures = self.whole["figures"].mapping if "figures" in self.whole else None
        if figures:
            yield "figures:"
        for name, value in (figures or {}).items():
            yield f"  {_quoted(name)}:"
            of = value.mapping or {}
            for key in _QUOTED:
                if key in of:
                    yield f"    {key}: {self.drawn(of[key]) if key == 'file' else _dumped(of[key])}"
            for key in ("alt", "caption"):
                if f"figure.{name}.{key}" in said:
                    yield f"    {key}: {_quoted(said[f'figure.{name}.{key}'])}"
            if f"figure.{name}.long.body" in said:
                yield "    long_description: |"
                yield from _block(said[f"figure.{name}.long.body"], 6)

    def drawn(self, file: Value) -> str:
        return _quoted(self.translation.drawings.get(file.scalar or "", file.scalar or ""))

    def named(self, said: Mapping[str, str], key: str, kind: str) -> Iterator[str]:
        """Names, each with what it means."""
        names = [name.removesuffix(".name") for name in said if name.startswith(f"{kind}.") and name.endswith(".name")]
        if names:
            yield f"{key}:"
        for name in names:
            yield f"  {_quoted(said[f'{name}.name'])}: {_quoted(said.get(name, ''))}"

    def glossary(self, said: Mapping[str, str]) -> Iterator[str]:
        """The edition's own terms, and those of the library, of which no other language need have the same."""
        own = list(self.named(said, "glossary", "term"))
        texts = {key: _quoted(inline.words(pieces)) for key, pieces in self.translation.texts.items()}
        keys = [key for key in texts if key.startswith("library.") and f"{key}.name" in texts]
        others = [f"  {texts[f'{key}.name']}: {texts[key]}" for key in keys]
        yield from own or (["glossary:"] if others else [])
        yield from others

    # Texts

    def say(self, segment: Segment) -> str:
        pieces = self.translation.texts.get(segment.key)
        if pieces is None:
            pieces = inline.apart(segment)
        return inline.together(inline.led(pieces, self.where), markdown=segment.markdown)

    def where(self, address: str) -> str:
        """Where a link leads in the translation: to the term or heading that has another name there."""
        scheme, _, target = address.partition(":")
        if scheme == "term":
            return f"term:{self.term(target)}"
        return f"#{self.ids.get(address[1:], address[1:])}" if address.startswith("#") else address

    def term(self, entry: str) -> str:
        for key, pieces in self.translation.texts.items():
            name = key.removesuffix(".name")
            if key.endswith(".name") and name.startswith(("term.", "library.")):
                known = name.partition(".")[2]
                if forms.term_id(known) == entry:
                    return forms.term_id(inline.words(pieces))
        return entry


def _block(text: str, indent: int) -> Iterator[str]:
    for line in text.split("\n"):
        yield f"{' ' * indent}{line}".rstrip()


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _dumped(value: Value) -> str:
    """A value on one line, its texts in quotes."""
    if value.mapping is not None:
        return "{" + ", ".join(f"{_quoted(key)}: {_dumped(inner)}" for key, inner in value.mapping.items()) + "}"
    if value.sequence is not None:
        return f"[{', '.join(map(_dumped, value.sequence))}]"
    return "null" if value.null else _quoted(value.scalar or "")
