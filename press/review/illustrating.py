"""An edition's YAML with one more picture in it and nothing else changed: comments, order and quotes stay."""

from __future__ import annotations

import json
from dataclasses import dataclass

import yaml
from yaml.nodes import MappingNode, Node, SequenceNode

from press.problems import Misuse
from press.review import wording

_BY_HAND = "The file's figures are written in one line. Add the picture to the file by hand."


@dataclass(frozen=True, slots=True)
class Illustration:
    """A picture to be added: ``id`` as links name it, ``file`` its name beside the edition, ``section`` the number of
    the section at whose end it goes, from 1. ``alt`` is empty for one that tells nothing, ``credit`` for one of the
    publisher's own."""

    id: str
    file: str
    alt: str
    caption: str
    credit: str
    licence: str
    section: int


def headings(text: str) -> tuple[str, ...]:
    """The headings of an edition's sections, in their order; none of what is no YAML."""
    found = {each.key: each.text for each in wording.fields(text) if each.kind == "heading"}
    return tuple(found.values())


def ids(text: str) -> frozenset[str]:
    """The ids of an edition's figures."""
    figures = _figures(text)
    return frozenset(str(key.value) for key, _ in figures.value) if isinstance(figures, MappingNode) else frozenset()


def added(text: str, picture: Illustration) -> str:
    """The YAML with the picture, placed. Raises Misuse where there is no such section, or the figures stand in a
    line."""
    key = f"section.{picture.section}.body"
    body = next((each.text for each in wording.fields(text) if each.key == key), None)
    if body is None:
        raise Misuse("There is no such section any more. Choose another one.")
    placed = "\n\n".join(filter(None, (body, f"![](figure:{picture.id})")))
    return _described(wording.edited(text, {key: placed}), picture)


def _described(text: str, picture: Illustration) -> str:
    figures = _figures(text)
    if figures is None:
        return f"{text.rstrip()}\n\nfigures:\n{_entry(picture, 2)}"
    if not isinstance(figures, MappingNode) or figures.flow_style or not figures.value:
        raise Misuse(_BY_HAND)
    end = _end(text, figures)
    entry = _entry(picture, figures.value[0][0].start_mark.column)
    return text[:end] + "\n" + entry + text[end:].removeprefix("\n")


def _entry(picture: Illustration, column: int) -> str:
    """The lines of a picture, set in to a column."""
    facts: dict[str, object] = {"file": picture.file}
    facts |= {"alt": picture.alt} if picture.alt else {"decorative": True}
    facts["caption"] = picture.caption
    if picture.credit:
        facts["credit"] = {"text": picture.credit} | ({"licence": picture.licence} if picture.licence else {})
    else:
        facts["own"] = True
    lines = [f"{name}: {json.dumps(said, ensure_ascii=False)}" for name, said in facts.items() if said]
    inside = " " * (column + 2)
    return " " * column + f"{picture.id}:\n" + "".join(f"{inside}{line}\n" for line in lines)


def _end(text: str, node: Node) -> int:
    """Where the last words of a value end, before the blank lines and comments that follow."""
    while isinstance(node, MappingNode | SequenceNode) and node.value and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node.start_mark.index + len(text[node.start_mark.index : node.end_mark.index].rstrip())


def _figures(text: str) -> Node | None:
    try:
        whole = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return None
    pairs = whole.value if isinstance(whole, MappingNode) else []
    return next((value for key, value in pairs if key.value == "figures"), None)
