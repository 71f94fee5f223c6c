"""A YAML file with some of its keys set, added or taken out, and nothing else changed: comments, order, quotes and
line breaks stay."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, SequenceNode

from press.problems import Misuse

Keys = tuple[str, ...]
"""Where a value stands: the keys that lead to it, from the outermost on."""
Said = str | Sequence[str] | None
"""A text, a list of texts, or None for a key that is to go; a mapping that has none left goes too."""
_BY_HAND = "The file is written in a way that only a person can add to. Have it changed by hand."


def keyed(text: str, wanted: Mapping[Keys, Said], order: Sequence[str] = ()) -> str:
    """The YAML with these values in it. A key that is new stands after the nearest one that comes before it in
    ``order``, else at the end of those beside it.

    Raises Misuse where it is no YAML, or written in a way in which that cannot be done (anchors, a key twice).
    """
    mark, text = text[: text.startswith("\ufeff")], text.removeprefix("\ufeff")  # which the parser does not count
    for keys, new in wanted.items():
        expected = data(text)
        if new is None and not _taken_out(expected, keys):
            continue
        if new is not None and not _put(expected, keys, new):
            continue
        text = _without(text, keys) if new is None else _with(text, keys, new, order)
        if data(text) != expected:
            raise Misuse(_BY_HAND)
    return mark + text


def lines(text: str) -> dict[Keys, tuple[int, int]]:
    """The first and the last line of each value of a YAML file, from 1, by the keys that lead to it; none of what is no
    YAML."""
    try:
        return dict(_lines(_composed(text), ()))
    except yaml.YAMLError:
        return {}


def _lines(node: Node | None, keys: Keys) -> Iterator[tuple[Keys, tuple[int, int]]]:
    for key, value in _pairs(node):
        last = value.end_mark.line + (value.end_mark.column > 0)
        yield (*keys, str(key.value)), (key.start_mark.line + 1, max(key.start_mark.line + 1, last))
        yield from _lines(value, (*keys, str(key.value)))


# What the file is to say


def data(text: str) -> dict[str, Any]:
    """What a YAML file says, all of it as texts, in lists and mappings. Raises Misuse where it is no mapping."""
    try:
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        found = yaml.load(text, Loader=loader)  # noqa: S506  # it makes texts, lists and mappings alone
    except yaml.YAMLError:
        raise Misuse(_BY_HAND) from None
    if found in (None, ""):
        return {}
    if not isinstance(found, dict):
        raise Misuse(_BY_HAND)
    return found


def said(text: str, keys: Keys) -> Any:
    """What stands there; None where nothing does."""
    found: Any = data(text)
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    return found


def _put(whole: dict[str, Any], keys: Keys, new: str | Sequence[str]) -> bool:
    """Put a value into what a file says; whether it says something else then."""
    for key in keys[:-1]:
        if not isinstance(whole.get(key), dict):
            whole[key] = {}
        whole = whole[key]
    value = new if isinstance(new, str) else list(new)
    before, whole[keys[-1]] = whole.get(keys[-1]), value
    return before != value


def _taken_out(whole: dict[str, Any], keys: Keys) -> bool:
    """Take a key out of what a file says, and those that have nothing left; whether it was there."""
    inner = whole.get(keys[0])
    if len(keys) > 1 and not (isinstance(inner, dict) and _taken_out(inner, keys[1:])):
        return False
    if keys[0] in whole and not (len(keys) > 1 and inner):
        del whole[keys[0]]
        return True
    return len(keys) > 1


# What is written for it


def _composed(text: str) -> Node | None:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # as the reader has it: the other one takes no tabs
    return yaml.compose(text, Loader=loader)


def _pairs(node: Node | None) -> list[tuple[Node, Node]]:
    return list(node.value) if isinstance(node, MappingNode) else []


def _entry(node: Node | None, key: str) -> tuple[Node, Node] | None:
    return next((pair for pair in _pairs(node) if pair[0].value == key), None)


def _with(text: str, keys: Keys, said: str | Sequence[str], order: Sequence[str]) -> str:
    at = _composed(text)
    if not _pairs(at):
        return f"{text.rstrip()}\n".lstrip() + _block(keys, said, 0)
    for depth, key in enumerate(keys):
        entry = _entry(at, key)
        if not entry:
            return _added(text, at, keys[depth:], said, order)
        inner = entry[1]
        if isinstance(inner, SequenceNode) and not inner.flow_style and not isinstance(said, str):
            return _listed(text, inner, said)
        if depth == len(keys) - 1 or not _pairs(inner):
            return _replaced(text, inner, _flow(keys[depth + 1 :], said))
        at = inner
    return text


def _replaced(text: str, node: Node, new: str) -> str:
    """Another value in the place of one, whatever stands behind it."""
    start = node.start_mark.index
    end = start + len(text[start : node.end_mark.index].rstrip())
    before = "" if text[start - 1] in " [{" else " "
    return text[:start] + before + new + text[end:]


def _listed(text: str, node: SequenceNode, said: Sequence[str]) -> str:
    """A list in lines, of which those change that say something else; what stands behind the others stays."""
    line, there = f"\n{' ' * node.start_mark.column}- ", len(node.value)
    at = _line_end(text, _end(text, node))
    text = text[:at] + "".join(line + _flow((), new) for new in said[there:]) + text[at:]
    if len(said) < there:
        first = text.rfind("\n", 0, node.value[len(said)].start_mark.index)
        text = text[:first] + text[_line_end(text, _end(text, node)) :]
    for item, new in reversed(list(zip(node.value, said, strict=False))):
        text = text if item.value == new else _replaced(text, item, _flow((), new))
    return text


def _line_end(text: str, index: int) -> int:
    found = text.find("\n", index)
    return found if found >= 0 else len(text)


def _flow(keys: Keys, said: str | Sequence[str]) -> str:
    """A value in one line, in braces where keys lead to it."""
    value = json.dumps(said if isinstance(said, str) else list(said), ensure_ascii=False)
    return f"{{{json.dumps(keys[0], ensure_ascii=False)}: {_flow(keys[1:], said)}}}" if keys else value


def _block(keys: Keys, said: str | Sequence[str], column: int) -> str:
    """A value in lines, each key set in further than the one before."""
    key = keys[0] if re.fullmatch(r"[A-Za-z_][\w-]*", keys[0], re.ASCII) else json.dumps(keys[0], ensure_ascii=False)
    inside = f"\n{_block(keys[1:], said, column + 2)}" if keys[1:] else f" {_flow((), said)}\n"
    return f"{' ' * column}{key}:{inside}"


def _added(text: str, beside: Node | None, keys: Keys, said: str | Sequence[str], order: Sequence[str]) -> str:
    """A key that is new, beside others."""
    if not isinstance(beside, MappingNode):
        raise Misuse(_BY_HAND)
    if beside.flow_style:
        end = len(text[: beside.end_mark.index - 1].rstrip().rstrip(","))
        name = json.dumps(keys[0], ensure_ascii=False)
        return f"{text[:end]}, {name}: {_flow(keys[1:], said)}{text[beside.end_mark.index - 1 :]}"
    known = list(order)
    before = known[: known.index(keys[0])] if keys[0] in known else []
    rank = {key: number for number, key in enumerate(before, 1)}
    pairs = _pairs(beside)
    ranked = [pair for pair in pairs if pair[0].value in rank]
    after = max(ranked, key=lambda pair: rank[str(pair[0].value)]) if ranked else pairs[-1]
    end = _line_end(text, _end(text, after[1]))
    return f"{text[:end]}\n{_block(keys, said, pairs[0][0].start_mark.column)}{text[end + 1 :]}"


def _end(text: str, node: Node) -> int:
    """Where the last words of a value end, before the blank lines and comments that follow."""
    while isinstance(node, MappingNode | SequenceNode) and node.value and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node.start_mark.index + len(text[node.start_mark.index : node.end_mark.index].rstrip())


def _without(text: str, keys: Keys) -> str:
    """The text without a key, and without those that have nothing but it."""
    at = _composed(text)
    outer: tuple[Node, Node] | None = None
    braces = False
    for key in keys:
        entry = _entry(at, key)
        if not outer or len(_pairs(at)) > 1:
            outer, braces = entry, isinstance(at, MappingNode) and bool(at.flow_style)
        at = entry[1] if entry else None
    if not outer:
        raise Misuse(_BY_HAND)
    name, value = outer
    if braces:
        return _without_item(text, name, value)
    first = text.rfind("\n", 0, name.start_mark.index) + 1
    return text[:first] + text[_line_end(text, _end(text, value)) + 1 :]


def _without_item(text: str, name: Node, value: Node) -> str:
    """A mapping in braces without one of its keys, and without its comma."""
    start, end = name.start_mark.index, value.end_mark.index
    if after := re.match(r"\s*,\s*", text[end:]):
        return text[:start] + text[end + after.end() :]
    before = re.search(r"\s*,\s*$", text[:start])
    return text[: before.start() if before else start] + text[end:]
