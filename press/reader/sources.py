"""What a translation was made from, in a file beside it that `translate` writes.

edition: "2026-11"
language: "en-GB"
passages:
  - key: "section.1.1"
    fingerprint: "0f3a9c1be2d4"
    text: "Take **two** tablets a day."
    progress: "untranslated"           (only where it is not done)
"""

from __future__ import annotations

from collections.abc import Iterator

from press.manuscript.passages import digest
from press.model import Progress, SourcePassage, TranslatedFrom
from press.reader import shapes
from press.reader.record import Record
from press.source import Value

SUFFIX = ".source.yaml"
_PROGRESS = {progress.value: progress for progress in Progress}


def read(value: Value) -> Iterator[TranslatedFrom]:
    """What a translation was made from. A passage that was changed by hand is a problem."""
    record = Record.of(value, shape=shapes.SOURCE)
    edition, language = record.date("edition"), record.language("language")
    passages = tuple(_passage(item) for item in record.items("passages"))
    if edition and language and passages:
        yield TranslatedFrom(str(edition), language, passages)


def of_library(value: Value) -> tuple[SourcePassage, ...]:
    """What `library.cy.yaml` was translated from. A passage that was changed by hand is a problem."""
    record = Record.of(value, shape=shapes.LIBRARY_SOURCE)
    record.language("language")
    return tuple(_passage(item) for item in record.items("passages"))


def _passage(item: Value) -> SourcePassage:
    of = Record.of(item)
    key, text, fingerprint = ((of[name].scalar or "") if name in of else "" for name in ("key", "text", "fingerprint"))
    if fingerprint and digest(text) != fingerprint:
        message = "This passage was changed after it was written, so nobody can tell what was translated."
        item.fault("source-altered", message, "Let `translate confirm` write the file anew.", words=text)
    return SourcePassage(key, text, of.flag("warns"), _PROGRESS.get(of.choice("progress"), Progress.DONE))
