"""Folders for temporary files: nobody else takes one away while it is needed, and none stays for good.

A process that is killed tidies nothing up. So each folder is locked for as long as its process needs it, and whoever
wants one of their own first takes away those that nobody holds.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from press.programs import system

PREFIX = "leaflet-press-"


class _Held(Exception):
    """Raised where a folder is needed by a process that is there."""


@contextmanager
def folder() -> Iterator[Path]:
    """A folder of one's own, which goes at the end with all that lies in it.

    Raises OSError where there is no room for one.
    """
    _tidy()
    while True:
        made = Path(tempfile.mkdtemp(prefix=PREFIX))
        with suppress(_Held), _held(made):
            if made.is_dir():
                try:
                    yield made
                finally:
                    shutil.rmtree(made, ignore_errors=True)
                return
        # another process, which tidied up, was there between the making and the lock


@contextmanager
def _held(made: Path) -> Iterator[bool]:
    """Lock a folder for as long as this process needs it; whether that can be.

    Raises _Held where another process needs it.
    """

    def held() -> None:
        raise _Held

    try:
        handle = os.open(made, os.O_RDONLY)
    except OSError:  # a system that opens no folder, or a folder of somebody else's
        yield False
        return
    try:
        yield system.lock(handle, held)
    finally:
        os.close(handle)


def _tidy() -> None:
    """Take away the folders of processes that were killed before they could do it."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(_Held, OSError), _held(left) as dead:
            if dead and not left.is_symlink():
                shutil.rmtree(left, ignore_errors=True)
