"""The words of an edition, or of the library, as fields to be edited, and the YAML with other words in them and
nothing else changed.

Only the letters of a changed value are replaced: comments, order, quotes and line breaks around it stay as they are.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from press.review import paragraphs

_LINES = ("title", "subtitle", "summary")
_FIGURE = ("alt", "caption", "long_description")
_PROSE = ("body", "long_description")
_CONTACT = ("name", "description", "phone", "hours", "email", "url")
_NULL = "tag:yaml.org,2002:null"


@dataclass(frozen=True, slots=True)
class Field:
    """A value of a file: ``key`` as in ``section.2.body``; ``kind`` is its last part, ``under`` what it belongs to (a
    section's number, the id of a figure or a contact, a word that is explained). ``line`` and ``last`` are its lines
    in the file, from 1; ``prose`` is whether it is Markdown in paragraphs, each of which is one line of ``text``."""

    key: str
    kind: str
    under: str
    text: str
    line: int
    last: int

    @property
    def prose(self) -> bool:
        return self.kind in _PROSE


def fields(text: str) -> tuple[Field, ...]:
    """The values of an edition's YAML that hold its words, in the order of reading; none of what is no YAML."""
    return tuple(
        Field(key, kind, under, _shown(node, kind), node.start_mark.line + 1, _last(node))
        for key, kind, under, node in _found(text)
    )


def _said(node: ScalarNode) -> str:
    return "" if node.tag == _NULL else node.value.rstrip("\n")


def _shown(node: ScalarNode, kind: str) -> str:
    return paragraphs.joined(_said(node)) if kind in _PROSE else _said(node)


def _last(node: ScalarNode) -> int:
    """The last line of a value: that before the one on which a block of lines ends."""
    end = node.end_mark
    return max(node.start_mark.line, end.line - (end.column == 0)) + 1


def edited(text: str, changes: Mapping[str, str]) -> str:
    """The YAML with other texts, by the keys of their fields; what is not among them stays letter by letter."""
    every = _found(text)
    found = [(node, changes[key], kind) for key, kind, _, node in every if key in changes]
    width = _width(text, [node for _, kind, _, node in every if kind in _PROSE])
    for node, said, kind in sorted(found, key=lambda each: -each[0].start_mark.index):
        said = said.replace("\r\n", "\n").strip("\n")
        if said == _shown(node, kind):
            continue
        start, end = node.start_mark.index, node.end_mark.index
        if kind in _PROSE:
            new = _block(text, node, said, width)
        else:
            new = _folded(text, node, said, width) if node.style == ">" and said.strip() else _line(said)
        text = text[:start] + new + text[_trimmed(text, start, end) :]
    return text


def _width(text: str, nodes: Sequence[ScalarNode]) -> int:
    """How long lines of prose are in the file, where its paragraphs stand in several; else 0."""
    wrapped = [paragraphs.width(_said(node)) + _inside(text, node) for node in nodes if paragraphs.width(_said(node))]
    return max(wrapped, default=0)


def _line(said: str) -> str:
    """A text in one line; one that is empty says that there is none."""
    return json.dumps(" ".join(said.split()), ensure_ascii=False) if said.strip() else "null"


def _trimmed(text: str, start: int, end: int) -> int:
    """Where a value ends, without the line breaks and empty lines that a block of lines takes in after it."""
    return start + len(text[start:end].rstrip())


def _inside(text: str, node: ScalarNode) -> int:
    """How far the lines of a block are set in: further than its key."""
    line = text.rfind("\n", 0, node.start_mark.index) + 1
    return len(text[line:]) - len(text[line:].lstrip(" -")) + 2


def _folded(text: str, node: ScalarNode, said: str, width: int) -> str:
    """A text in lines that are read as one (`>-`), as that which it replaces."""
    head, _, rest = text[node.start_mark.index : node.end_mark.index].partition("\n")
    inside = " " * (len(rest) - len(rest.lstrip(" ")))
    words = " ".join(said.split())
    there = max((len(each) for each in rest.split("\n")), default=0)
    lines = textwrap.wrap(
        words,
        max(width, there, 60),
        break_long_words=False,
        break_on_hyphens=False,
        initial_indent=inside,
        subsequent_indent=inside,
    )
    return "\n".join((head, *lines))


def _block(text: str, node: ScalarNode, said: str, width: int) -> str:
    """A text as a block of lines, set in further than its key; in lines as long as those of the file."""
    inside = " " * _inside(text, node)
    said = paragraphs.broken(said, _said(node), width and max(20, width - len(inside)))
    lines = "\n".join(inside + each.rstrip() if each.strip() else "" for each in said.split("\n"))
    return f"|\n{lines}"


@lru_cache(8)
def _found(text: str) -> tuple[tuple[str, str, str, ScalarNode], ...]:
    """The values of a text, each with its key, kind and what it belongs to; those of the latest texts are remembered,
    as the same is asked for with each letter that is typed."""
    return tuple(_values(text))


def _values(text: str) -> Iterator[tuple[str, str, str, ScalarNode]]:
    try:
        whole = _mapping(yaml.compose(text, Loader=yaml.SafeLoader))
    except yaml.YAMLError:
        return
    for name in _LINES:
        yield from _field(whole, name, name, "")
    for number, inner in enumerate(_items(whole.get("sections")), 1):
        for name in ("heading", "body"):
            yield from _field(_mapping(inner), name, f"section.{number}.{name}", str(number))
    for id_, inner in _mapping(whole.get("figures")).items():
        for name in _FIGURE:
            yield from _field(_mapping(inner), name, f"figure.{id_}.{name}", id_)
    for id_, inner in _mapping(whole.get("contacts")).items():
        for name in _CONTACT:
            yield from _field(_mapping(inner), name, f"contact.{id_}.{name}", id_)
    glossary = _mapping(whole.get("glossary"))
    for term in glossary:
        yield from _field(glossary, term, f"term.{'-'.join(term.split())}.meaning", term)


def _field(of: Mapping[str, Node], name: str, key: str, under: str) -> Iterator[tuple[str, str, str, ScalarNode]]:
    node = of.get(name)
    if isinstance(node, ScalarNode):
        yield key, key.rpartition(".")[2], under, node


def _mapping(node: Node | None) -> dict[str, Node]:
    pairs = node.value if isinstance(node, MappingNode) else []
    return {str(key.value): value for key, value in pairs}


def _items(node: Node | None) -> list[Node]:
    return node.value if isinstance(node, SequenceNode) else []
