"""A passage's Markdown taken apart for a translator: words, and marks that have to come back, each with its number.

Take **500 mg** with [food](term:food).    Take <1>500 mg</1> with <2>food</2>.
                                           1: ** **    2: [ ](term:food)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from press.model import Segment
from press.prose import forms
from press.prose.markdown import Node, bare, inlines

_ESCAPED = re.compile(r"([\\*_\[\]`<~{}])|&(?=#?\w+;)|\((?=(?:term|topic|lang|figure):)")
_STRONG, _EMPHASIS, _LINK = "strong", "emphasis", "link"
_OPENING = {_STRONG: "**", _EMPHASIS: "*", _LINK: "["}


@dataclass(frozen=True, slots=True)
class Code:
    """Marks around words: ``kind`` is ``strong``, ``emphasis`` or ``link``, ``address`` where a link leads."""

    id: int
    kind: str
    inside: Pieces
    address: str = ""

    @property
    def opening(self) -> str:
        return _OPENING[self.kind]

    @property
    def closing(self) -> str:
        return f"]({self.address})" if self.kind == _LINK else self.opening


Pieces = tuple["str | Code", ...]


def apart(segment: Segment) -> Pieces:
    """The words and marks of a segment, marks numbered from 1 in the order in which they begin."""
    nodes = inlines(segment.text) if segment.markdown else None
    return _pieces(nodes, _Numbers()) if nodes is not None else (segment.text,)


class _Numbers:
    def __init__(self) -> None:
        self.last = 0

    def next(self) -> int:
        self.last += 1
        return self.last


def _pieces(nodes: Sequence[Node], numbers: _Numbers) -> Pieces:
    found: list[str | Code] = []
    for node in nodes:
        if node.kind in ("text", "text_special"):
            piece: str | Code = node.token.content
        elif node.kind in ("softbreak", "hardbreak"):
            piece = " "
        else:
            piece = _code(node, numbers)
        found.append(piece)
    return merged(found)


def _code(node: Node, numbers: _Numbers) -> str | Code:
    number = numbers.next()
    kind = {"strong_open": _STRONG, "em_open": _EMPHASIS, "link_open": _LINK}.get(node.kind, "")
    inside = _pieces(node.inside, numbers)
    address = str(node.token.attrs.get("href", ""))
    if address == "term:":
        address = f"term:{forms.term_id(words(inside))}"
    return Code(number, kind, inside, address) if kind else node.token.content


def words(pieces: Pieces) -> str:
    """The words alone."""
    return "".join(piece if isinstance(piece, str) else words(piece.inside) for piece in pieces)


def together(pieces: Pieces, *, markdown: bool) -> str:
    """Pieces as the text of a segment."""
    if not markdown:
        return words(pieces)
    return "".join(_marked(piece) for piece in pieces)


def _marked(piece: str | Code) -> str:
    if isinstance(piece, str):
        return _ESCAPED.sub(lambda match: "\\" + match[0], piece)
    return f"{piece.opening}{together(piece.inside, markdown=True)}{piece.closing}"


def led(pieces: Pieces, where: Callable[[str], str]) -> Pieces:
    """Pieces with other addresses of links: what ``where`` gives for each."""
    return tuple(
        piece
        if isinstance(piece, str)
        else replace(piece, address=where(piece.address) if piece.address else "", inside=led(piece.inside, where))
        for piece in pieces
    )


def codes(pieces: Pieces) -> Iterator[Code]:
    """The marks of pieces, those within others behind them."""
    for piece in pieces:
        if isinstance(piece, Code):
            yield piece
            yield from codes(piece.inside)


def fault(source: Pieces, target: Pieces, language: str) -> str:
    """What is wrong with the marks of a translation, in a sentence; empty where nothing is.

    Marks of words in the very language of the translation may go.
    """
    wanted, found = (Counter(code.id for code in codes(side)) for side in (source, target))
    own = {code.id for code in codes(source) if code.address.partition("-")[0] == f"lang:{language.partition('-')[0]}"}
    lost = [number for number in (wanted - found).elements() if number not in own]
    extra = list((found - wanted).elements())
    empty = [code.id for code in codes(target) if not words(code.inside).strip()]
    named = {code.id: f"<{code.id}> ({bare(words(code.inside))})" for code in codes(source)}
    if lost:
        return f"It lacks {', '.join(named[number] for number in lost)}."
    if extra:
        return f"It has {', '.join(f'<{number}>' for number in extra)} once too often, or the original has none."
    return f"There are no words in {', '.join(f'<{number}>' for number in empty)}." if empty else ""


def renumbered(source: Pieces, target: Pieces) -> Pieces | None:
    """A translation that somebody wrote by hand, its marks with the numbers of those of the original; None where it has
    not the same marks."""
    free = list(codes(source))
    numbers: dict[int, Code] = {}
    for code in codes(target):
        same = next((each for each in free if _alike(each, code)), None)
        if same is None:
            return None
        free.remove(same)
        numbers[code.id] = same
    return None if free else _with_numbers(target, numbers)


def _alike(one: Code, other: Code) -> bool:
    named = ("term:", "#")
    places = any(one.address.startswith(sign) and other.address.startswith(sign) for sign in named)
    return one.kind == other.kind and (one.address == other.address or places)


def _with_numbers(pieces: Pieces, numbers: dict[int, Code]) -> Pieces:
    return tuple(
        piece if isinstance(piece, str) else replace(numbers[piece.id], inside=_with_numbers(piece.inside, numbers))
        for piece in pieces
    )


# As text, for formats that have no marks of their own

_DEEPEST = 10
_TAG = re.compile(r"<(/?)(\d{1,4})>")


def tagged(pieces: Pieces) -> str:
    """Pieces as one text: ``Take <1>500 mg</1>``."""
    return "".join(
        piece.replace("&", "&amp;").replace("<", "&lt;")
        if isinstance(piece, str)
        else f"<{piece.id}>{tagged(piece.inside)}</{piece.id}>"
        for piece in pieces
    )


class Unbalanced(Exception):
    """Raised with a sentence where marks of a text are not closed as they were opened."""


def code(number: int, inside: Pieces) -> Code:
    """Marks of which no more is known than their number: see `named`."""
    return Code(number, _EMPHASIS, inside)


def numbered(text: str) -> Pieces:
    """The pieces that a text stands for; of its marks no more is known than their numbers. Raises Unbalanced."""
    stack: list[tuple[int, list[str | Code]]] = [(0, [])]
    at = 0
    for match in _TAG.finditer(text):
        _add(stack[-1][1], text[at : match.start()])
        at, number = match.end(), int(match[2])
        if not match[1] and len(stack) > _DEEPEST:
            raise Unbalanced("Marks stand within marks within marks.")
        if not match[1]:
            stack.append((number, []))
        elif stack[-1][0] != number:
            raise Unbalanced(f"</{number}> closes nothing that is open there.")
        else:
            _, inside = stack.pop()
            stack[-1][1].append(code(number, tuple(inside)))
    _add(stack[-1][1], text[at:])
    if len(stack) > 1:
        raise Unbalanced(f"<{stack[-1][0]}> is not closed.")
    return tuple(stack[0][1])


def named(target: Pieces, source: Pieces) -> Pieces:
    """A translation whose marks are those of the original with the same numbers; a number that it has not is kept."""
    known = {code.id: code for code in codes(source)}
    return tuple(
        piece if isinstance(piece, str) else replace(known.get(piece.id, piece), inside=named(piece.inside, source))
        for piece in target
    )


def merged(pieces: Sequence[str | Code]) -> Pieces:
    """Pieces with neighbouring words as one."""
    found: list[str | Code] = []
    for piece in pieces:
        if isinstance(piece, str) and found and isinstance(found[-1], str):
            found[-1] += piece
        else:
            found.append(piece)
    return tuple(found)


def _add(pieces: list[str | Code], text: str) -> None:
    if text:
        pieces.append(text.replace("&lt;", "<").replace("&amp;", "&"))
