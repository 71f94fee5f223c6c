"""What nobody has foreseen: written down with what was asked, for whoever looks after the desk."""

from __future__ import annotations

import secrets
import traceback
from threading import Lock

from press.review.recording import Clerk
from press.store.folder import Folder

FILE, OLDER = "failures.log", "failures.older.log"
MOST = 1_000_000
"""Bytes of the file; what is longer is put aside, in place of what was put aside before."""


class Failures:
    """A file in the desk's own folder, of text that people read."""

    def __init__(self, keep: Folder, clerk: Clerk) -> None:
        self._keep, self._clerk = keep, clerk
        self._lock = Lock()

    def note(self, doing: str, error: BaseException) -> str:
        """Write down what failed, while what was done ("GET /due"), and where in the program; the number to find it by.

        It raises nothing: where the disk takes nothing, the number is empty.
        """
        number = secrets.token_hex(4)
        trace = "".join(traceback.format_exception(error))
        text = f"{self._clerk.timestamp()} {number} {doing}\n{trace}\n".encode("utf-8", "backslashreplace")
        try:
            with self._lock, self._keep.locked():
                if len(whole := self._keep.read(FILE)) > MOST:
                    self._keep.publish(OLDER, whole)
                    self._keep.remove(FILE)
                self._keep.append(FILE, text)
        except OSError:
            return ""
        return number
