"""Takes documents through all stages, and publishes those that pass.

A document is written beside its place and moved there whole, so that a file in ``output/`` is
either the earlier one or the new one. One that fails leaves the earlier one as it was.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache as once
from pathlib import Path
from tempfile import NamedTemporaryFile

from press import cache, manuscript, office
from press.cache import Record
from press.fit import fit
from press.layout import Face, Layout, Reading
from press.manuscript import Manuscript
from press.model import Clinic, Edition, Leaflet, Library, Standing
from press.problems import Grade, Place, Problem, Refused, errors, nearest

MANIFEST = "manifest.json"


Pages = Mapping[str, int]
"""The page, from 1, of each place that a document refers to by its page."""


@dataclass(frozen=True)
class Drafts:
    """How a format learns page numbers: a draft is laid out by LibreOffice, which knows them.

    ``export`` is LibreOffice's filter; ``write`` makes a draft; ``pages`` reads the numbers from the
    draft's PDF, and is empty if they cannot be told.
    """

    export: str
    write: Callable[[Manuscript, Layout], bytes]
    pages: Callable[[Manuscript, bytes], Pages]


@dataclass(frozen=True)
class Format:
    """How documents of a format are written, checked and counted in pages (0: it has none)."""

    write: Callable[[Manuscript, Layout, Pages], bytes]
    check: Callable[[bytes, Manuscript, Layout], tuple[Problem, ...]]
    pages: Callable[[bytes], int]
    drafts: Drafts | None = None


def _pdf() -> Format:
    from press.checks import pdf as check
    from press.writers import pdf

    return Format(lambda script, layout, _: pdf.write(script, layout), check.check, check.pages)


def _docx() -> Format:
    from press.checks import word as check
    from press.writers import word

    drafts = Drafts(word.EXPORT, lambda script, layout: word.write(script, layout, word.drafted(script)), word.numbered)
    return Format(
        word.write,
        lambda data, script, layout: check.check(data, script, layout.type.least),
        lambda _: 0,
        drafts,
    )


def _html() -> Format:
    from press.checks import html as check
    from press.writers import html

    return Format(
        lambda script, layout, _: html.write(script, layout),
        lambda data, script, _: check.check(data, script),
        lambda _: 0,
    )


FORMATS = {"pdf": once(_pdf), "docx": once(_docx), "html": once(_html)}
"""Each opened at first use: the library behind a format is loaded only where it is wanted."""
DRAFTED = frozenset({"docx"})
"""The formats that have drafts, known without opening them."""


@dataclass(frozen=True)
class Wishes:
    """What to build; an empty tuple wishes for all.

    ``edition`` empty: the current ones. ``conformance`` empty: as each layout has it. ``readings``
    are how readers wish to read, ``profiles`` the names of such wishes in the layouts.
    """

    topics: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()
    clinics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    edition: str = ""
    conformance: str = ""
    readings: tuple[Reading, ...] = ()
    profiles: tuple[str, ...] = ()


class Unknown(Exception):
    """Raised with a sentence when a wish names something that is not there."""


@dataclass(frozen=True, eq=False)
class Job:
    """One document to make."""

    leaflet: Leaflet
    layout: Layout
    format: str

    @property
    def path(self) -> str:
        """Where it goes below the output folder."""
        edition, clinic = self.leaflet.edition, self.leaflet.clinic
        folder = f"{edition.name}.{edition.language}" if edition.translated else edition.name
        name = f"{edition.topic}-{self.layout.name}"
        if len(self.layout.type.sizes) > 1:
            name += f"-{self.layout.type.body:g}pt"
        if self.layout.reading.suffix:
            name += f"-{self.layout.reading.suffix}"
        if clinic:
            name += f"-{clinic.id}"
        return f"{edition.topic}/{folder}/{name}.{self.format}"

    @property
    def place(self) -> Place:
        return Place(self.path)


@dataclass(frozen=True)
class Outcome:
    """What became of one job: built, unchanged (neither data nor errors), or refused."""

    job: Job
    record: Record | None
    built: bool
    problems: tuple[Problem, ...] = ()


def plan(library: Library, layouts: dict[str, Layout], wishes: Wishes) -> tuple[Job, ...]:
    """The documents that a wish stands for. Raises Unknown if it names what is not there."""
    editions = _editions(library, wishes)
    clinics = _clinics(library, wishes)
    chosen = [layouts[known(name, layouts, "layout")] for name in wishes.layouts] or list(layouts.values())
    adapted = [layout.read(reading, wishes.conformance) for layout in chosen for reading in _readings(layout, wishes)]
    if not adapted:
        raise Unknown("No layout offers this. " + " ".join(map(_offer, chosen)))
    return tuple(
        Job(Leaflet(edition, clinic), layout, file_format)
        for edition in editions
        for clinic in clinics
        for layout in adapted
        for file_format in layout.makes
    )


def _editions(library: Library, wishes: Wishes) -> list[Edition]:
    topics = dict.fromkeys(edition.topic for edition in library.editions)
    for topic in wishes.topics:
        known(topic, topics, "topic")
    of_topics = [edition for edition in library.editions if not wishes.topics or edition.topic in wishes.topics]
    languages = dict.fromkeys(edition.language for edition in of_topics)
    for language in wishes.languages:
        known(language, languages, "language")
    spoken = [edition for edition in of_topics if not wishes.languages or edition.language in wishes.languages]
    if not wishes.edition:
        return [edition for edition in spoken if edition.standing is Standing.CURRENT]
    known(wishes.edition, dict.fromkeys(edition.name for edition in spoken), "edition")
    return [edition for edition in spoken if edition.name == wishes.edition]


def _clinics(library: Library, wishes: Wishes) -> list[Clinic | None]:
    if not wishes.clinics:
        return [None]
    by_id = {clinic.id: clinic for clinic in library.clinics}
    if wishes.clinics == ("all",):
        return list(by_id.values())
    return [by_id[known(clinic, by_id, "clinic")] for clinic in wishes.clinics]


def _readings(layout: Layout, wishes: Wishes) -> list[Reading]:
    """The wishes that a layout offers; with none at all, the layout as it is."""
    wished = [*wishes.readings, *(layout.profiles[name] for name in wishes.profiles if name in layout.profiles)]
    if not wishes.readings and not wishes.profiles:
        return [Reading()]
    return [reading for reading in wished if layout.offers(reading)]


def _offer(layout: Layout) -> str:
    """What a reader may wish of a layout, in a sentence."""
    ways = {
        "sizes": [f"{size:g}" for size in layout.type.sizes],
        "papers": list(layout.papers),
        "fonts": list(layout.families),
        "spacings": [f"{spacing:g}" for spacing in layout.spacings],
        "profiles": list(layout.profiles),
    }
    return f"{layout.name} has " + "; ".join(f"{way} {', '.join(names)}" for way, names in ways.items() if names) + "."


def known(name: str, names: Iterable[str], what: str) -> str:
    """The name, if it is one of the names. Raises Unknown with the nearest one if not."""
    names = list(names)
    if name not in names:
        raise Unknown(f"There is no {what} `{name}`. {nearest(name, names)}")
    return name


def make(job: Job, pages: Pages) -> tuple[bytes, tuple[Problem, ...]]:
    """Make one document: its bytes, and the warnings of its check.

    Raises Refused if it cannot be made, or if its check finds an error.
    """
    script = _script(job)
    file_format = FORMATS[job.format]()
    data = file_format.write(script, job.layout, pages)
    problems = file_format.check(data, script, job.layout)
    if errors(problems):
        raise Refused(problems)
    return data, problems


def _script(job: Job) -> Manuscript:
    strings = job.layout.strings_for(job.leaflet.edition.language)
    if strings is None:
        hint = f"Add layouts/strings/{job.leaflet.edition.language}.yaml."
        raise Refused([Problem("strings", job.place, "The layouts have no words in this language.", hint)])
    return fit(manuscript.compose(job.leaflet, strings), job.layout)


def build(jobs: Iterable[Job], output: Path) -> Iterator[Outcome]:
    """Build what has changed, one document after the other; the manifest last."""
    records = cache.load(_read(output / MANIFEST))
    keyed = [(job, cache.key(job.leaflet, job.layout, job.format, _tools(job))) for job in jobs]
    fresh = {job for job, key in keyed if not _unchanged(records.get(job.path), key, output)}
    numbers = _page_numbers([job for job, _ in keyed if job in fresh])
    try:
        for job, key in keyed:
            if job not in fresh:
                yield Outcome(job, records[job.path], built=False)
                continue
            outcome = _built(job, key, output, numbers.get(job, {}))
            if outcome.record:
                records[job.path] = outcome.record
            yield outcome
    finally:
        _publish(output / MANIFEST, cache.dump(records.values()))


def _unchanged(before: Record | None, key: str, output: Path) -> bool:
    return before is not None and before.key == key and cache.sha256(_read(output / before.path)) == before.sha256


def _tools(job: Job) -> str:
    """What beside the leaflet and the layout's own fonts has a say in a document."""
    return office.version() + _fonts_digest(job.layout.every_face) if job.format in DRAFTED else ""


@once
def _fonts_digest(faces: tuple[Face, ...]) -> str:
    return cache.sha256(b"".join(face.data for face in faces))


def _page_numbers(jobs: Iterable[Job]) -> dict[Job, Pages]:
    """The page numbers of the documents whose format asks LibreOffice; one call for each filter."""
    drafted: dict[str, list[tuple[Job, Manuscript, bytes]]] = {}
    for job in jobs:
        drafts = FORMATS[job.format]().drafts
        if drafts and office.version():
            with suppress(Refused):  # it will be refused again, and reported, when it is built
                script = _script(job)
                drafted.setdefault(drafts.export, []).append((job, script, drafts.write(script, job.layout)))
    numbers: dict[Job, Pages] = {}
    for export, batch in drafted.items():
        fonts = [face.data for face in batch[0][0].layout.every_face]
        pdfs = office.laid_out([draft for *_, draft in batch], export, fonts)
        for (job, script, _), pdf in zip(batch, pdfs, strict=True):
            drafts = FORMATS[job.format]().drafts
            if pdf and drafts:
                numbers[job] = drafts.pages(script, pdf)
    return numbers


def _built(job: Job, key: str, output: Path, pages: Pages) -> Outcome:
    try:
        data, problems = make(job, pages)
        _publish(output / job.path, data)
    except Refused as refused:
        return Outcome(job, None, built=False, problems=refused.problems)
    except OSError as error:
        hint = "Make room, or mend the rights of the folder; the earlier file is as it was."
        message = f"The file could not be written: {error.strerror}."
        return Outcome(job, None, built=False, problems=(Problem("write", job.place, message, hint),))
    if FORMATS[job.format]().drafts and not pages:
        problems += (_without_numbers(job),)
    return Outcome(job, _record(job, data, key), built=True, problems=problems)


def _without_numbers(job: Job) -> Problem:
    hint = "Install LibreOffice (Debian: apt-get install libreoffice-writer) and build again."
    return Problem("page-numbers", job.place, "Its contents have no page numbers.", hint, Grade.WARNING)


def _record(job: Job, data: bytes, key: str) -> Record:
    edition, clinic = job.leaflet.edition, job.leaflet.clinic
    return Record(
        topic=edition.topic,
        edition=edition.name,
        language=edition.language,
        layout=job.layout.name,
        size=job.layout.type.body,
        clinic=clinic.id if clinic else "",
        format=job.format,
        path=job.path,
        sha256=cache.sha256(data),
        bytes=len(data),
        pages=FORMATS[job.format]().pages(data),
        title=edition.title,
        last_review=str(edition.review.last),
        next_review=str(edition.review.next),
        key=key,
    )


def _read(file: Path) -> bytes:
    """A file's bytes; none where it is not there."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""


def _publish(target: Path, data: bytes) -> None:
    """Put a file in its place whole, or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=target.parent, prefix=".", delete=False) as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).chmod(0o644)
            Path(file.name).replace(target)
        except BaseException:
            Path(file.name).unlink()
            raise
