"""A text in Markdown -> its blocks, and the words in them, as a tree."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

DEEPEST = 30
TOO_DEEP = "too_deep"
"""The kind of a node whose inside is not within it, but follows it."""

_WORTH_PARSING = re.compile(r"[\\*_\[ ](?:(?<! )|\n)")


@dataclass(slots=True)
class Node:
    """A token with all that stands within it; ``row`` is that of the text on which it starts."""

    kind: str
    token: Token
    row: int
    inside: list[Node] = field(default_factory=list)


@cache
def _parser() -> MarkdownIt:
    from press.prose import dialect  # the library behind it is slow to load; a text that is known needs none

    return dialect.parser()


def blocks(text: str) -> list[Node]:
    """The blocks of a text; the words in them are not yet taken apart (see `inlines`)."""
    return _nested(_parser().parse(text))


def inlines(content: str) -> list[Node] | None:
    """The words of a block's ``content``; None where it is nothing but text."""
    if not _WORTH_PARSING.search(content):
        return None
    parser = _parser()
    return _nested(parser.inline.parse(content, parser, {}, []))


def bare(content: str) -> str:
    """The text of a block's ``content`` without its marks."""
    nodes = inlines(content)
    return content if nodes is None else "".join(map(_bare, nodes))


def _bare(node: Node) -> str:
    if node.kind == "softbreak":
        return " "
    return node.token.content + "".join(map(_bare, node.inside))


def _nested(tokens: list[Token]) -> list[Node]:
    root: list[Node] = []
    stack = [root]
    for token in tokens:
        if token.nesting < 0:
            stack.pop()
            continue
        node = Node(token.type, token, token.map[0] if token.map else 0)
        stack[-1].append(node)
        if token.nesting > 0 and len(stack) > DEEPEST:
            node.kind = TOO_DEEP
            stack.append(stack[-1])
        elif token.nesting > 0:
            stack.append(node.inside)
    return root
