"""What a build puts on record: in the output folder each document, in the library each code."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from press.imprint import LEDGER
from press.pipeline import Output
from press.store import ledger, manifest, record
from press.store.folder import Folder


@dataclass(frozen=True, slots=True)
class Clerk:
    """What a record says besides the documents: the program's version, and when (``now`` gives the time in UTC)."""

    version: str
    now: Callable[[], datetime.datetime]

    def timestamp(self) -> str:
        return f"{self.now():%Y-%m-%dT%H:%M:%SZ}"


class Recorder:
    """Puts on record what is published, and notes its codes in the library; ``problems`` say if that cannot be."""

    def __init__(self, folder: Path, output: Output, clerk: Clerk) -> None:
        self.output, self.clerk = output, clerk
        self.library = Folder(folder)
        given, unread = ledger.read(self.library)
        self.problems = list(unread)
        self.known = {(text.code, text.topic, text.edition, text.language) for text in given}
        if not self.library.holds(LEDGER):  # an earlier version of the program has kept none
            self._note(record.read(output.files)[0], "")

    def put(self, documents: Sequence[manifest.Record]) -> str:
        """Put documents on record; the hash of the record's last line. Raises OSError if they cannot be."""
        when = self.clerk.timestamp()
        self._note(documents, when)
        return record.add(self.output.files, documents, self.clerk.version, when)

    def _note(self, texts: Iterable[manifest.Record | record.Entry], when: str) -> None:
        found: dict[tuple[str, str, str, str], ledger.Given] = {}
        for text in texts:
            key = text.code, text.topic, text.edition, text.language
            if key not in self.known:
                since = text.when if isinstance(text, record.Entry) else when
                found.setdefault(key, ledger.Given(*key, since))
        if not found:
            return
        self.known |= found.keys()
        try:
            ledger.add(self.library, found.values())
        except OSError as error:
            self.problems = [ledger.unwritten(error)]
