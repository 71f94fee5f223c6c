"""What a build puts on record: in the output folder each document, in the library each code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from press.cli import terminal
from press.imprint import LEDGER
from press.pipeline import Output
from press.store import ledger, manifest, record
from press.store.folder import Folder


class Recorder:
    """Puts on record what is published, and notes its codes in the library; ``problems`` say if that cannot be."""

    def __init__(self, folder: Path, output: Output) -> None:
        self.output, self.version = output, terminal.version()
        self.library = Folder(folder)
        given, unread = ledger.read(self.library)
        self.problems = list(unread)
        self.known = {(text.code, text.topic, text.edition, text.language) for text in given}
        if not self.library.holds(LEDGER):  # an earlier version of the program has kept none
            self._note(record.read(output.files)[0], "")

    def put(self, documents: Sequence[manifest.Record]) -> str:
        """Put documents on record; the hash of the record's last line. Raises OSError if they cannot be."""
        when = terminal.timestamp()
        self._note(documents, when)
        return record.add(self.output.files, documents, self.version, when)

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
