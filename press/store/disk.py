"""What reaches the disk, in an order that neither a crash nor a loss of power turns into half a file.

A file is written beside its place and moved there whole. What has to outlive a loss of power is on
the disk before the next step: a file's bytes before its name, a name before what relies on it.
"""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import mkstemp

from press.programs import system


def read(file: Path) -> bytes:
    """A file's bytes; none where it is not there."""
    try:
        with file.open("rb", buffering=0) as whole:  # it is read in one go
            return whole.read()
    except FileNotFoundError:
        return b""


def publish(target: Path, data: bytes, beside: Path | None = None) -> None:
    """Put a file in its place whole, or not at all.

    It is written in its own folder or in ``beside``, on the same disk, and then moved. Raises
    OSError, and leaves the earlier one, if it cannot be.
    """
    place = beside or target.parent
    place.mkdir(parents=True, exist_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    file, name = mkstemp(dir=place, prefix=".")
    try:
        with open(file, "wb") as new:  # noqa: PTH123  # it is open already
            write(new.fileno(), data)
        Path(name).chmod(0o644)
        os.replace(name, target)  # noqa: PTH105
    except BaseException:
        Path(name).unlink()
        raise
    system.keep_names(target.parent)


def append(file: Path, line: bytes) -> None:
    """Add a line to a file, and to the disk."""
    with file.open("ab") as end:
        new = end.tell() == 0
        write(end.fileno(), line)
    if new:
        system.keep_names(file.parent)


def write(file: int, data: bytes) -> None:
    """Write all of some bytes to an open file, and have the disk keep them."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(file, rest) :]
    os.fsync(file)
