"""What is said of a finished file by a process that is confined: it has to load little but what it reads with."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from press import transcript, verification
from press.problems import Refused
from press.programs.confined import Confined
from press.programs.witnesses import Commands

SHOWN = 2
"""How many sentences of a file are kept."""
LONGEST = 160
"""How many of their letters."""


def verified(file: Path) -> list[str]:
    return [str(problem) for problem in verification.verify(file, Commands())]


def said(file: Path) -> list[str]:
    return list(transcript.read(file.read_bytes(), file.name).lines())


def aborted(_: Path) -> None:
    """Dies as a library in C++ does when it gets no memory."""
    os.write(2, b"terminate called after throwing an instance of 'std::bad_alloc'")
    os.abort()


class Bound(Exception):
    """Holds what cannot come over from another process, and is made of more than its words."""

    def __init__(self, words: str, holder: object) -> None:
        super().__init__(words)
        self.holder = holder


def raising_bound(_: Path) -> None:
    raise Bound("it holds a lambda", lambda: None)


def answering_bound(_: Path) -> object:
    return lambda: None


_read: list[Path] = []


def spent(file: Path) -> list[str]:
    """Fails in a process that has read another file, as Java does where that has left it too little memory."""
    _read.append(file)
    if len(_read) > 1:
        raise RuntimeError("Can't find what is there")
    return [file.name]


def too_deep(file: Path) -> list[str]:
    return too_deep(file)


def refused_by_the_system(file: Path) -> list[str]:
    raise PermissionError(13, "Permission denied", str(file))


def answers(confined: Confined, read: Callable[[Path], list[str]], file: Path) -> list[str]:
    """The lines that come of a file, or the sentences in which it is refused."""
    try:
        found = confined.call(read, file)
    except Refused as refused:
        found = list(map(str, refused.problems))
    return [ascii(line.replace(f"{file.parent}/", ""))[1:-1][:LONGEST] for line in found]


def shown(found: list[str], before: list[str]) -> Iterator[str]:
    """The first lines of what is said, but for what is said of a sound file too."""
    new = [line for line in found if line not in before]
    yield from (f"  {line}" for line in new[:SHOWN])
    if len(new) > SHOWN:
        yield f"  and {len(new) - SHOWN} more"


def itself(file: Path) -> int:
    """Which process reads."""
    return os.getpid()
