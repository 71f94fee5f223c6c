"""A translation on its way: each passage with what a translator has to know, and what came back of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from press.layout import Strings
from press.layout.uses import USES
from press.model import Edition, Progress, Segment, SourcePassage, TranslatedFrom
from press.prose import forms
from press.reader import behind
from press.reader import borrowed as lent
from press.review.translations import drawn, inline
from press.review.translations.inline import Pieces

SHARED = "_shared"
"""In place of a topic's name, in the files of a job that is of what all topics share."""
_KINDS = {
    "title": "The title of the leaflet.",
    "subtitle": "The line under the title.",
    "summary": "What the leaflet is about, in a sentence or two. Below the title, and in lists of leaflets.",
    "keyword": "A word that people search for.",
    "heading": "A heading.",
    "paragraph": "A paragraph.",
    "item": "An item of a list.",
    "cell": "A cell of a table: keep it short.",
    "caption": "What stands at a table or a picture.",
    "speaker": "Who said it.",
    "alt": "What the picture shows, read aloud to those who cannot see it.",
    "abbreviation": "A short form, as it stands in the text.",
    "term": "A term that is explained, as people look it up.",
    "meaning": "What the term, or the short form, means in plain words.",
    "change": "What has changed in this edition.",
    "publisher": "Who publishes the leaflets.",
    "contact name": "Whom to turn to.",
    "contact description": "What they are there for.",
    "contact hours": "When they are there: the same hours as in the original.",
    "formats": "How to ask for braille, audio and other languages.",
    "drawing": "Words in a drawing: there is as much room as the original takes.",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A passage: what it says, what a translator has to know (``notes``), and its translation, empty where there is
    none. ``earlier`` is what it said when that translation was made, if it has changed since."""

    segment: Segment
    source: Pieces
    notes: tuple[str, ...]
    target: Pieces = ()
    progress: Progress = Progress.UNTRANSLATED
    earlier: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """All passages of an edition for one language. ``edition`` and ``language`` are those of the original."""

    topic: str
    edition: str
    language: str
    to: str
    units: tuple[Unit, ...]
    file: str = ""

    @property
    def name(self) -> str:
        """What its file is called, without the ending."""
        if self.topic == SHARED:
            return f"library-{self.to}"
        return f"{self.topic}-{self.edition}-{self.to}"


def units(segments: tuple[Segment, ...]) -> tuple[Unit, ...]:
    """The passages of an edition, none of them translated yet."""
    return tuple(Unit(segment, inline.apart(segment), tuple(_notes(segment))) for segment in segments)


def _notes(segment: Segment) -> Iterator[str]:
    yield _KINDS.get(segment.kind, segment.kind)
    if segment.under:
        yield f"Under: {segment.under}"
    if segment.warns:
        yield "It warns of harm: be exact."
    if segment.limit:
        yield f"At most {segment.limit} characters."


def borrowed(edition: Edition, own: tuple[Segment, ...]) -> Iterator[Segment]:
    """What an edition says that does not stand in its file: the library's terms, words of drawings."""
    there = {forms.term_id(segment.text) for segment in own if segment.kind == "term"}
    for entry in edition.glossary:
        if entry.id not in there:
            yield from lent.of_term(entry)
    yield from drawn.segments(edition)


def shared(edition: Edition) -> Iterator[Segment]:
    """What an edition says that many topics share: the library's translations have it, Easy Read has not."""
    for passage in edition.passages:
        yield from lent.of_passage(passage.id, passage.text)


STRING = "string."
"""What the keys of strings begin with: words that no author writes, for a language that has none."""


def strings(english: Strings) -> Iterator[Segment]:
    """The strings that a language needs; what stands in braces is filled in, and takes no room that is known."""
    for key, use in USES.items():
        text = english.texts.get(key, "")
        if text and use.room:
            yield Segment(f"{STRING}{key}", use.where, text, limit=0 if "{" in text else use.room)


def filled(job: Job, made_from: TranslatedFrom, translated: Sequence[Segment]) -> Job:
    """A job with the translation that there is: where the original has changed since, to be looked at again."""
    there = _by_original(made_from, translated)
    were = behind.counterparts(made_from.passages, [unit.segment for unit in job.units])
    return replace(job, units=tuple(_filled(unit, were.get(unit.segment.key), there) for unit in job.units))


def _by_original(made_from: TranslatedFrom, translated: Sequence[Segment]) -> dict[str, Segment]:
    """The passages of a translation by the keys that they have in the original. Terms are named in each language:
    where there are as many, they are taken in their order."""
    found = {segment.key: segment for segment in translated}
    for kind in _NAMED:
        ours = [passage.key for passage in made_from.passages if passage.key.startswith(kind)]
        theirs = [segment for segment in translated if segment.key.startswith(kind)]
        if len(ours) == len(theirs):
            found |= dict(zip(ours, theirs, strict=True))
    return found


_NAMED = ("term.", "abbreviation.", "library.")


def _filled(unit: Unit, was: SourcePassage | None, there: Mapping[str, Segment]) -> Unit:
    """A unit with its translation; ``was`` is what it said when that was made."""
    now = there.get(was.key) if was else None
    if not was or not now or was.progress is Progress.UNTRANSLATED:
        return unit
    target, text = inline.renumbered(unit.source, inline.apart(now)), unit.segment.text
    if target is None:
        return replace(unit, notes=(*unit.notes, f"Its translation so far: {now.text}"), earlier=was.text)
    if was.text != text:
        return replace(unit, target=target, progress=Progress.DOUBTFUL, earlier=was.text)
    return replace(unit, target=target, progress=was.progress)
