"""What a translation was made from, as the file beside it keeps it (see `press.reader.sources`)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from press.manuscript.passages import digest
from press.model import Progress, Segment, SourcePassage, TranslatedFrom

HEADER = (
    "# Written by `translate`: what this translation was made from. A passage that is changed by hand is an error.\n"
)


def source(
    edition: str, language: str, segments: Iterable[Segment], progress: Mapping[str, Progress]
) -> TranslatedFrom:
    """The passages of an edition as they are, for a translation that is made of them; ``progress`` is how far each is,
    by its key; what is not in it is done."""
    passages = (
        SourcePassage(each.key, each.text, each.warns, progress.get(each.key, Progress.DONE)) for each in segments
    )
    return TranslatedFrom(edition, language, tuple(passages))


def written(made_from: TranslatedFrom) -> str:
    """The file of what a translation was made from."""
    edition = f"edition: {json.dumps(made_from.edition)}\n" if made_from.edition else ""
    head = f"{edition}language: {json.dumps(made_from.language)}\npassages:\n"
    return HEADER + head + "".join(map(_entry, made_from.passages))


def _entry(passage: SourcePassage) -> str:
    facts = {"key": passage.key, "fingerprint": digest(passage.text), "text": passage.text}
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in facts.items()]
    if passage.warns:
        lines.append("warns: true")
    if passage.progress is not Progress.DONE:
        lines.append(f"progress: {passage.progress.value}")
    return "  - " + "\n    ".join(lines) + "\n"
