"""A changed module in a process that has imported it as it was: its functions take the code that they have in the
changed source, so that nothing is imported anew.

What runs when a module is imported (a table, a default, the body of a class) is not taken over: it is said so.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

FUNCTION = 0x2
"""The flag of code that is a function's (CO_NEWLOCALS), not a module's or a class's."""
NOT_TAKEN = compile("", "", "exec")
REMEMBERS = type(lru_cache(lambda: None))


class Functions:
    """The functions that there are in a folder's modules, when this is made, and what remembers their results."""

    def __init__(self, folder: Path) -> None:
        self._of: dict[CodeType, list[FunctionType]] = {}
        self._remembered = []
        for each in gc.get_objects():
            if isinstance(each, FunctionType) and each.__code__.co_filename.startswith(f"{folder}/"):
                self._of.setdefault(each.__code__, []).append(each)
            elif isinstance(each, REMEMBERS):
                self._remembered.append(each)

    def take(self, path: Path, before: bytes, after: bytes) -> bool:
        """Give the functions of a module the code that they have in its changed source, and forget all that was
        remembered; whether this is all that the change changes."""
        pairs = dict(_pairs(*(compile(source, str(path), "exec", dont_inherit=True) for source in (before, after))))
        taken = False
        for old, new in pairs.items():
            for each in self._of.get(old, []):
                if len(old.co_freevars) != len(new.co_freevars):
                    return False
                each.__code__ = new
                taken = True
        for remembers in self._remembered:
            remembers.cache_clear()
        return taken and NOT_TAKEN not in pairs


def _pairs(old: CodeType, new: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """The functions in a module's code, each with what it is in the changed code; a pair of `NOT_TAKEN` where what runs
    on import differs."""
    inner = [each for each in old.co_consts if isinstance(each, CodeType)]
    instead = [each for each in new.co_consts if isinstance(each, CodeType)]
    if old.co_flags & FUNCTION:
        yield old, new
    elif _alone(old) != _alone(new):
        yield NOT_TAKEN, NOT_TAKEN
    if [each.co_name for each in inner] == [each.co_name for each in instead]:
        for pair in zip(inner, instead, strict=True):
            yield from _pairs(*pair)


def _alone(code: CodeType) -> tuple[Any, ...]:
    """What code does itself, without the functions and classes in it."""
    held = [None if isinstance(each, CodeType) else (type(each), each) for each in code.co_consts]
    return code.co_code, code.co_names, held
