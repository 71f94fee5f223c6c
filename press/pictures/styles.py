"""The styles of a drawing: CSS that drawing programs write, for each element by its kind, class or id.

Selectors of kinds, classes and ids, and those of what stands within something, are understood; all others
are refused. Whatever would load something is refused too, however it is written: what is read are the tokens
of CSS Syntax 3, in which escapes and comments hide nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import tinycss2
from lxml import etree

from press.pictures.unfit import Unfit

MAX_SHEET = 200_000
"""Characters of all style sheets of a drawing."""
_DEEPEST = 30
"""Brackets within each other."""
_LONGEST = 5
"""Elements that a selector may name within each other."""
_MOST_TRIED = 500_000
"""How often a selector is held against an element."""
_NEITHER_READ_NOR_DRAWN = frozenset({"charset", "namespace", "font-face", "keyframes", "-webkit-keyframes", "page"})
_LOADING = frozenset({"url", "src", "image", "image-set", "-webkit-image-set", "element", "cross-fade"})
_BRACKETS = re.compile(r"[(\[{)\]}]")
_AS_ATTRIBUTES = "Export it again with presentation attributes in place of styles."
OUTSIDE = "refers to something outside itself"

Declared = dict[str, tuple[str, bool]]
"""Values by the names of their properties, and whether each is said to be important."""


@dataclass(frozen=True, slots=True)
class Compound:
    """What one element has to be: of a kind (empty: any), with an id and classes; ``inside`` directly."""

    kind: str
    ids: tuple[str, ...]
    classes: tuple[str, ...]
    directly: bool

    def fits(self, element: etree._Element) -> bool:
        """Whether an element is of that kind."""
        return (
            (not self.kind or etree.QName(element).localname == self.kind)
            and all(element.get("id") == name for name in self.ids)
            and set(self.classes) <= set(element.get("class", "").split())
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds for elements that a selector names, outermost first."""

    selector: tuple[Compound, ...]
    declared: Declared

    @property
    def weight(self) -> tuple[int, int, int]:
        """Selectors Level 4, 17."""
        parts = self.selector
        return (
            sum(len(part.ids) for part in parts),
            sum(len(part.classes) for part in parts),
            sum(bool(part.kind) for part in parts),
        )


class Sheet:
    """All style sheets of a drawing."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._rules: dict[str, list[tuple[int, Rule]]] = defaultdict(list)
        """Each rule under what its innermost element has: an id, a class or a kind."""
        self._left = _MOST_TRIED
        whole = [text for text in texts if text.strip()]
        if sum(map(len, whole)) > MAX_SHEET:
            raise Unfit(f"has style sheets of more than {MAX_SHEET} characters", _AS_ATTRIBUTES)
        rules = [rule for text in whole for rule in _rules(text)]
        for number, rule in enumerate(rules):
            self._rules[_key(rule.selector[-1])].append((number, rule))

    def declared(self, element: etree._Element) -> Declared:
        """What the style sheets say of an element, the strongest last."""
        names = [etree.QName(element).localname, f"#{element.get('id')}", ""]
        names += [f".{name}" for name in element.get("class", "").split()]
        found = [each for name in dict.fromkeys(names) for each in self._rules.get(name, ())]
        fitting = [each for each in found if self._fits(each[1].selector, element)]
        said: Declared = {}
        for _, rule in sorted(fitting, key=lambda each: (each[1].weight, each[0])):
            merge(said, rule.declared)
        return said

    def _fits(self, selector: tuple[Compound, ...], element: etree._Element) -> bool:
        """Whether the last of a selector is the element, and each one before stands around the next."""
        self._left -= 1
        if self._left < 0:
            raise Unfit("has more styles than can be tried on its elements", _AS_ATTRIBUTES)
        *outer, innermost = selector
        if not innermost.fits(element):
            return False
        if not outer:
            return True
        around = element.getparent()
        if innermost.directly:
            return around is not None and self._fits(tuple(outer), around)
        return any(self._fits(tuple(outer), each) for each in element.iterancestors())


def merge(said: Declared, more: Mapping[str, tuple[str, bool]]) -> None:
    """Add declarations that win over those before, unless these are important."""
    for name, (value, important) in more.items():
        if important or not said.get(name, ("", False))[1]:
            said[name] = value, important


def declarations(text: str) -> Declared:
    """What a ``style`` attribute says. Raises Unfit if it would load something."""
    if not text.strip():
        return {}
    _check_depth(text)
    return _declared(tinycss2.parse_blocks_contents(text, skip_comments=True, skip_whitespace=True))


def check_contained(text: str) -> None:
    """Raises Unfit if a value would make a reader of CSS load something."""
    if "(" in text or "\\" in text:
        _check_depth(text)
        _check_pieces(tinycss2.parse_component_value_list(text, skip_comments=True))


def _key(innermost: Compound) -> str:
    if innermost.ids:
        return f"#{innermost.ids[0]}"
    return f".{innermost.classes[0]}" if innermost.classes else innermost.kind


def _check_depth(text: str) -> None:
    depth = 0
    for match in _BRACKETS.finditer(text):
        depth += 1 if match[0] in "([{" else -1
        if depth > _DEEPEST:
            raise Unfit(f"has a style with more than {_DEEPEST} brackets within each other", _AS_ATTRIBUTES)


def _rules(text: str) -> Iterator[Rule]:
    _check_depth(text)
    for node in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        if node.type == "at-rule":
            _check_at_rule(node)
        elif node.type == "qualified-rule":
            contents = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            declared = _declared(contents)
            for selector in _selectors(node.prelude) if declared else ():
                yield Rule(selector, declared)


def _check_at_rule(node: Any) -> None:
    """Fonts are the layout's, and paper is never dark; all other rules with an @ are refused."""
    if node.lower_at_keyword in _NEITHER_READ_NOR_DRAWN:
        _check_pieces([each for each in node.content or () if not _is_data(each)])
        return
    condition = tinycss2.serialize(node.prelude).lower()
    if node.lower_at_keyword == "media" and "prefers-color-scheme" in condition and "dark" in condition:
        return
    if node.lower_at_keyword == "import":
        raise Unfit(OUTSIDE, "Take `@import` out of its <style>.")
    raise Unfit(f"has a style with @{node.at_keyword[:40]}, which is not understood", _AS_ATTRIBUTES)


def _is_data(piece: Any) -> bool:
    """Whether something is loaded from the drawing itself."""
    if piece.type == "function" and piece.lower_name == "url":
        return bool(piece.arguments) and getattr(piece.arguments[0], "value", "").startswith("data:")
    return bool(piece.type == "url" and piece.value.startswith("data:"))


def _declared(nodes: Iterable[Any]) -> Declared:
    said: Declared = {}
    for node in nodes:
        if node.type == "declaration":
            _check_pieces(node.value)
            value = tinycss2.serialize(_lightened(node.value)).strip()
            merge(said, {node.lower_name: (value, node.important)})
        elif node.type in ("at-rule", "qualified-rule"):
            raise Unfit("has a style within a style, which is not understood", _AS_ATTRIBUTES)
    return said


def _check_pieces(tokens: Iterable[Any]) -> None:
    for piece in tokens:
        inner = getattr(piece, "arguments", None) or getattr(piece, "content", None) or ()
        if piece.type == "url" and not piece.value.startswith("#"):
            raise Unfit(OUTSIDE)
        if piece.type == "function" and piece.lower_name in _LOADING:
            named = [each.value for each in piece.arguments if each.type in ("string", "url")]
            if piece.lower_name != "url" or not named or not named[0].startswith("#"):
                raise Unfit(OUTSIDE)
        if piece.type == "at-keyword" and piece.lower_value == "import":
            raise Unfit(OUTSIDE)
        _check_pieces(inner if isinstance(inner, list) else ())


def _lightened(tokens: Iterable[Any]) -> list[Any]:
    """Values with the light one of two colours, and with what stands in for a variable."""
    found: list[Any] = []
    for piece in tokens:
        name = piece.lower_name if piece.type == "function" else ""
        if name not in ("light-dark", "var"):
            found.append(piece)
            continue
        parts = _by_commas(piece.arguments)
        chosen = parts[:1] if name == "light-dark" else parts[1:2]
        if not chosen:
            raise Unfit("has a style with a variable that stands for nothing", _AS_ATTRIBUTES)
        found += _lightened(chosen[0])
    return found


def _by_commas(tokens: Iterable[Any]) -> list[list[Any]]:
    parts: list[list[Any]] = [[]]
    for piece in tokens:
        if piece == "," and len(parts) < 2:
            parts.append([])
        else:
            parts[-1].append(piece)
    return parts


def _selectors(prelude: Iterable[Any]) -> Iterator[tuple[Compound, ...]]:
    found: list[list[Any]] = [[]]
    for piece in prelude:
        if piece == ",":
            found.append([])
        else:
            found[-1].append(piece)
    for tokens in found:
        yield _selector(tokens)


def _selector(tokens: list[Any]) -> tuple[Compound, ...]:
    """What a selector names, from the outside in."""
    compounds: list[Compound] = []
    for directly, part in _compounds(tokens):
        compounds.append(_compound(part, directly=directly))
        if len(compounds) > _LONGEST:
            raise Unfit(f"has a style for more than {_LONGEST} elements within each other", _AS_ATTRIBUTES)
    if not compounds:
        raise _not_understood(tokens)
    return tuple(compounds)


def _compounds(tokens: list[Any]) -> Iterator[tuple[bool, list[Any]]]:
    """The tokens for each element, and whether it stands directly in the one before."""
    part: list[Any] = []
    directly = False
    for piece in tokens:
        if piece.type != "whitespace" and piece != ">":
            part.append(piece)
            continue
        if part:
            yield directly, part
            part, directly = [], False
        directly = directly or piece == ">"
    if part:
        yield directly, part
    elif directly:
        raise _not_understood(tokens)


def _compound(tokens: list[Any], *, directly: bool) -> Compound:
    kind, ids, classes = "", [], []
    at = 0
    while at < len(tokens):
        piece = tokens[at]
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if piece.type == "ident" and not at:
            kind = piece.value
        elif piece == "*" and not at:
            kind = ""
        elif piece.type == "hash":
            ids.append(piece.value)
        elif piece in (".", ":") and following is not None and following.type == "ident":
            if piece == ".":
                classes.append(following.value)
            elif following.lower_value == "root":
                kind = "svg"
            else:
                raise _not_understood(tokens)
            at += 1
        else:
            raise _not_understood(tokens)
        at += 1
    return Compound(kind, tuple(ids), tuple(classes), directly)


def _not_understood(tokens: list[Any]) -> Unfit:
    words = tinycss2.serialize(tokens).strip()[:40]
    return Unfit(f"has a style for “{words}”, which is not understood", _AS_ATTRIBUTES)
