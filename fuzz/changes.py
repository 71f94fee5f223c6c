"""What may be changed in a module to see whether the tests notice: one small change at a time.

A comparison at its edge or turned round, `and` for `or`, a condition turned round, a number one more, `True` for
`False`, one of several items or alternatives left out, a statement or a whole `case` left out. Annotations, names of
types, docstrings, decorators, imports and what is meant for type checkers alone are left as they are.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import singledispatch

COMPARED = {
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.In: "not in",
    ast.NotIn: "in",
    ast.Is: "is not",
    ast.IsNot: "is",
}
RECKONED = {ast.Add: "-", ast.Sub: "+", ast.Mult: "//", ast.Div: "*", ast.FloorDiv: "*", ast.Mod: "+", ast.BitOr: "&"}
_OF_A_TYPE = re.compile(r"_?[A-Z][a-z]+(?:[A-Z][a-z]*)*")
_ALTERNATIVES = (re.compile(r"(?<=[|(:])[^|()\[\]\\{}?*+\"']+\|"), re.compile(r"\|[^|()\[\]\\{}?*+\"']+(?=\))"))
"""One of several words in a regular expression, with the bar after it; the last, with the bar before it."""


@dataclass(frozen=True, slots=True)
class Change:
    """Other text in place of what is in ``start`` to ``end`` of a module's bytes; ``line`` is where, from 1."""

    line: int
    start: int
    end: int
    text: str

    def made(self, source: bytes) -> bytes:
        """The module with the change."""
        return source[: self.start] + self.text.encode() + source[self.end :]


def changes(source: bytes) -> list[Change]:
    """All changes of a module, in the order of their lines."""
    module = _Module(source)
    found = [change for node in module.nodes for change in _of(node, module)]
    return sorted(set(found), key=lambda change: (change.line, change.start, change.end, change.text))


class _Module:
    """A module's source, its nodes but for those that are left as they are, and where each lies."""

    def __init__(self, source: bytes) -> None:
        self.source = source
        self.starts = [0]
        for line in source.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.nodes = list(_walk(ast.parse(source)))

    def place(self, node: ast.AST) -> tuple[int, int]:
        """Where a node begins and ends, in bytes."""
        line, column, end_line, end_column = (
            getattr(node, name) for name in ("lineno", "col_offset", "end_lineno", "end_col_offset")
        )
        return self.starts[line - 1] + column, self.starts[end_line - 1] + end_column

    def text(self, node: ast.AST) -> str:
        start, end = self.place(node)
        return self.source[start:end].decode()

    def instead(self, node: ast.AST, text: str) -> Change:
        return Change(node.lineno, *self.place(node), text)  # type: ignore[attr-defined]  # a node that has a place

    def between(self, first: ast.AST, second: ast.AST, text: str) -> Change:
        """Other text between two nodes: an operator; brackets around them stay."""
        start, end = self.place(first)[1], self.place(second)[0]
        there = self.source[start:end].decode()
        before, after = re.match(r"[\s)]*", there), re.search(r"[\s(]*$", there)
        around = (before[0] if before else "") or " ", (after[0] if after else "") or " "
        return Change(first.lineno, start, end, text.join(around))  # type: ignore[attr-defined]  # as above


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """A node and all that is in it, but for what is left as it is."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_comment", "bases", "keywords") and not isinstance(
            node, ast.Call
        ):
            continue
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, ast.AST) and not _kept(inner):
                yield from _walk(inner)


def _kept(node: ast.AST) -> bool:
    """Whether a node is for people, imports or type checkers alone."""
    match node:
        case ast.Import() | ast.ImportFrom() | ast.JoinedStr():
            return True
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")) | ast.Expr(value=ast.Call(func=ast.Name(id="assert_never"))):
            return True
        case ast.Assign(targets=[ast.Name(id="__all__" | "__slots__")]):
            return True
        case ast.Assign(targets=[ast.Name(id=name)], value=value):  # a name for a type: CamelCase, as no other has
            return bool(_OF_A_TYPE.fullmatch(name)) and isinstance(value, ast.Subscript | ast.BinOp)
    return False


@singledispatch
def _of(node: ast.AST, module: _Module) -> Iterator[Change]:
    """The changes of a node itself."""
    return iter(())


@_of.register
def _(node: ast.Compare, module: _Module) -> Iterator[Change]:
    for before, operator, after in zip([node.left, *node.comparators], node.ops, node.comparators, strict=False):
        yield module.between(before, after, COMPARED[type(operator)])


@_of.register
def _(node: ast.BoolOp, module: _Module) -> Iterator[Change]:
    other = "or" if isinstance(node.op, ast.And) else "and"
    for before, after in zip(node.values, node.values[1:], strict=False):
        yield module.between(before, after, other)


@_of.register
def _(node: ast.BinOp, module: _Module) -> Iterator[Change]:
    if type(node.op) in RECKONED:
        yield module.between(node.left, node.right, RECKONED[type(node.op)])


@_of.register
def _(node: ast.UnaryOp, module: _Module) -> Iterator[Change]:
    if isinstance(node.op, ast.Not):
        yield module.instead(node, f"bool({module.text(node.operand)})")


@_of.register
def _(node: ast.If, module: _Module) -> Iterator[Change]:
    yield module.instead(node.test, f"not ({module.text(node.test)})")


@_of.register
def _(node: ast.IfExp, module: _Module) -> Iterator[Change]:
    yield module.instead(node.test, f"not ({module.text(node.test)})")


@_of.register
def _(node: ast.Constant, module: _Module) -> Iterator[Change]:
    match node.value:
        case bool():
            yield module.instead(node, str(not node.value))
        case int() | float():
            yield module.instead(node, repr(node.value + 1))
        case str():
            text = module.text(node)
            start = module.place(node)[0]
            for match in (found for each in _ALTERNATIVES for found in each.finditer(text)):
                at = start + len(text[: match.start()].encode())
                yield Change(node.lineno + text[: match.start()].count("\n"), at, at + len(match[0].encode()), "")


@_of.register(ast.List)
@_of.register(ast.Tuple)
@_of.register(ast.Set)
def _(node: ast.List | ast.Tuple | ast.Set, module: _Module) -> Iterator[Change]:
    loaded = isinstance(getattr(node, "ctx", ast.Load()), ast.Load)
    if loaded and len(node.elts) > 2:  # two may be a pair, which is taken apart
        for before, item in zip(node.elts, node.elts[1:], strict=False):
            yield Change(item.lineno, module.place(before)[1], module.place(item)[1], "")


@_of.register
def _(node: ast.Dict, module: _Module) -> Iterator[Change]:
    for before, item in zip(node.values, node.values[1:], strict=False):
        yield Change(item.lineno, module.place(before)[1], module.place(item)[1], "")


@_of.register
def _(node: ast.Expr, module: _Module) -> Iterator[Change]:
    if not isinstance(node.value, ast.Yield | ast.YieldFrom) or module.text(node).startswith("yield"):
        yield module.instead(node, "pass")


@_of.register(ast.AugAssign)
@_of.register(ast.Raise)
@_of.register(ast.Continue)
@_of.register(ast.Break)
def _(node: ast.AST, module: _Module) -> Iterator[Change]:
    yield module.instead(node, "pass")


@_of.register
def _(node: ast.match_case, module: _Module) -> Iterator[Change]:
    (first, *_), last = node.body, node.body[-1]
    if not isinstance(first, ast.Pass) and not _kept(first):
        yield Change(first.lineno, module.place(first)[0], module.place(last)[1], "pass")
