"""Which tests reach a line of the program, cheaply: each stretch of its functions' statements sets a byte when it runs.

The program is compiled with these marks into a folder of bytecode that `PYTHONPYCACHEPREFIX` names; its source stays
as it is, and processes that a test starts set the same bytes, for they are a file in memory that the environment names.

As a plugin of pytest's (`-p fuzz.marks`, in an environment of `marked`) it writes down after each test which marks it
set and how long it took: a line of JSON, ``[test, [mark, ...], seconds]``, in a file of each worker.
"""

from __future__ import annotations

import ast
import importlib.util
import json
import marshal
import mmap
import os
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import pytest

SET, INTO = "PRESS_MARKS", "PRESS_MARKS_INTO"
"""In the environment: the file whose bytes are set, and the folder into which is written what was."""
_OPENED = f"""
import mmap, os
try:
    with open(os.environ[{SET!r}], "r+b") as file:
        __marks__ = mmap.mmap(file.fileno(), 0)
except (KeyError, OSError):
    __marks__ = bytearray(LENGTH)
"""
_NAME = "__marks__"
_UNCHECKED = (1).to_bytes(4, "little")
"""Bytecode that is taken without a look at its source (PEP 552)."""
Stretch = tuple[str, int, int]
"""A module, as a path within the project, and the first and the last line of some statements that run one after the
other."""


def marked(root: Path, found: Path) -> dict[str, str]:
    """Compile the program with marks, and write down in ``found`` which stretch each is (`marks.json`).

    What the environment has to hold for tests that are to set them.
    """
    prefix = found.resolve() / "bytecode"
    trees: list[tuple[Path, ast.Module]] = []
    stretches: list[Stretch] = []
    for path in sorted((root / "press").rglob("*.py")):
        tree = ast.parse(path.read_bytes())
        marks = Marks(path.relative_to(root).as_posix(), len(stretches))
        marks.visit(tree)
        stretches += marks.stretches
        trees.append((path, tree))
    for path, tree in trees:
        _head(tree, root / "press" / "__init__.py" == path, len(stretches))
        source = importlib.util.source_hash(path.read_bytes())
        code = marshal.dumps(compile(ast.fix_missing_locations(tree), str(path), "exec"))
        file = prefix / path.resolve().relative_to("/").with_suffix(f".{sys.implementation.cache_tag}.pyc")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(importlib.util.MAGIC_NUMBER + _UNCHECKED + source + code)
    (found / "marks.json").write_text(json.dumps(stretches))
    return {"PYTHONPYCACHEPREFIX": str(prefix), INTO: str(found.resolve())}


def _head(tree: ast.Module, first: bool, length: int) -> None:
    """Have a module know the bytes: the package itself opens them, the others have them from it."""
    text = _OPENED.replace("LENGTH", str(length)) if first else f"from press import {_NAME}"
    place = next((at for at, each in enumerate(tree.body) if not _stays_first(each)), len(tree.body))
    tree.body[place:place] = ast.parse(text).body


def _stays_first(node: ast.stmt) -> bool:
    return (isinstance(node, ast.ImportFrom) and node.module == "__future__") or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    )


class Marks(ast.NodeVisitor):
    """Sets marks in the functions of a module: where a body begins, and after each statement that may leave it."""

    def __init__(self, module: str, first: int) -> None:
        self.module, self.first = module, first
        self.stretches: list[Stretch] = []
        self._within = 0

    def visit(self, node: ast.AST) -> None:
        """Mark all bodies that are in a node, from the inside out."""
        function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        self._within += function
        self.generic_visit(node)
        for name in ("body", "orelse", "finalbody"):
            body = getattr(node, name, None)
            if self._within and body and isinstance(body, list) and not isinstance(node, ast.ClassDef):
                body[:] = self._marked(body)
        self._within -= function

    def _marked(self, body: list[ast.stmt]) -> Iterator[ast.stmt]:
        stretch: list[ast.stmt] = []
        for each in [*body, None]:
            if each is not None:
                stretch.append(each)
            if stretch and (each is None or hasattr(each, "body") or hasattr(each, "cases")):
                yield from self._of(stretch)
                stretch = []

    def _of(self, stretch: list[ast.stmt]) -> Iterator[ast.stmt]:
        while stretch and _stays_first(stretch[0]):
            yield stretch.pop(0)
        if stretch:
            number = self.first + len(self.stretches)
            self.stretches.append((self.module, stretch[0].lineno, stretch[-1].end_lineno or 0))
            mark = ast.parse(f"{_NAME}[{number}] = 1").body[0]
            yield ast.copy_location(mark, stretch[0])
            yield from stretch


# The plugin


class _Recorder:
    def __init__(self, into: Path, worker: str) -> None:
        self._lines = (into / f"{worker}.jsonl").open("a", encoding="utf-8")
        length = len(json.loads((into / "marks.json").read_bytes()))
        with NamedTemporaryFile(dir="/dev/shm" if Path("/dev/shm").exists() else None, delete=False) as file:  # noqa: S108  # memory, where there is
            file.write(bytes(length))
            file.flush()
            self._file = Path(file.name)
            self._bytes = mmap.mmap(file.fileno(), length)
        os.environ[SET] = file.name

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, Any, None]:
        self._bytes[:] = bytes(len(self._bytes))
        begun = _worked()
        yield
        taken = round(_worked() - begun, 3)
        marks = _set(self._bytes[:])
        self._lines.write(json.dumps([item.nodeid, marks, taken], separators=(",", ":")) + "\n")
        self._lines.flush()

    def pytest_unconfigure(self) -> None:
        self._file.unlink(missing_ok=True)


def _worked() -> float:
    """For how many seconds a processor has worked for this process and for those that it has waited for: what else the
    machine does makes no test slower."""
    return sum(os.times()[:4])


def _set(marks: bytes) -> list[int]:
    """The numbers of the marks that are set."""
    found, at = [], marks.find(1)
    while at >= 0:
        found.append(at)
        at = marks.find(1, at + 1)
    return found


if INTO in os.environ:
    _recorder = _Recorder(Path(os.environ[INTO]), os.environ.get("PYTEST_XDIST_WORKER", "main"))

    def pytest_configure(config: pytest.Config) -> None:
        """Have each test told of; what the program is told by the environment was said before it is imported."""
        config.pluginmanager.register(_recorder)
