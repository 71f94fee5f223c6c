"""Takes documents through all stages, and publishes those that pass.

A document is written beside its place and moved there whole, so that a file in ``output/`` is
either the earlier one or the new one. One that fails leaves the earlier one as it was.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache as once
from pathlib import Path
from tempfile import NamedTemporaryFile

from press import cache, imprint, manuscript, office, volumes
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
    impose: Callable[[bytes, Manuscript, Layout], tuple[bytes, tuple[Problem, ...]]] | None = None
    """Makes and checks a second document: the first one's pages on the sheets that its layout folds."""


def _pdf() -> Format:
    from press.checks import pdf as check
    from press.writers import pdf

    def impose(data: bytes, script: Manuscript, layout: Layout) -> tuple[bytes, tuple[Problem, ...]]:
        imposed = pdf.booklet(data, script, layout)
        return imposed, check.check_imposed(imposed, data)

    return Format(lambda script, layout, _: pdf.write(script, layout), check.check, check.pages, impose=impose)


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
    ``print_shop`` is whether the layouts of PDFs get bleed and crop marks, and others are left out.
    """

    topics: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()
    clinics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    edition: str = ""
    conformance: str = ""
    readings: tuple[Reading, ...] = ()
    profiles: tuple[str, ...] = ()
    print_shop: bool = False


class Unknown(Exception):
    """Raised with a sentence when a wish names something that is not there."""


@dataclass(frozen=True, eq=False)
class Job:
    """One document to make, or the volumes of one."""

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
        if self.layout.print_shop:
            name += "-print-shop"
        return f"{edition.topic}/{folder}/{name}.{self.format}"

    @property
    def place(self) -> Place:
        return Place(self.path)


@dataclass(frozen=True)
class Document:
    """A file that a job makes: ``part`` is its name among several, and empty for the only one.

    ``pages`` is 0 where the format has none; ``sheets`` and ``filled`` as in a Record.
    """

    part: str
    data: bytes
    pages: int
    sheets: int = 0
    filled: int = 0

    def path(self, job: Job) -> str:
        """Where it goes below the output folder."""
        stem, dot, suffix = job.path.rpartition(".")
        return f"{stem}-{self.part}{dot}{suffix}" if self.part else job.path


@dataclass(frozen=True)
class Outcome:
    """What became of one job: built, unchanged, or refused (without records)."""

    job: Job
    records: tuple[Record, ...]
    built: bool
    problems: tuple[Problem, ...] = ()


def plan(library: Library, layouts: dict[str, Layout], wishes: Wishes) -> tuple[Job, ...]:
    """The documents that a wish stands for. Raises Unknown if it names what is not there."""
    editions = _editions(library, wishes)
    clinics = _clinics(library, wishes)
    chosen = [layouts[known(name, layouts, "layout")] for name in wishes.layouts]
    chosen = chosen or [layout for layout in layouts.values() if not layout.on_request]
    kinds = ("pdf",) if wishes.print_shop else tuple(FORMATS)
    wanted = [
        (layout, reading, kind)
        for layout in chosen
        for reading in _readings(layout, wishes)
        for kind in layout.makes
        if kind in kinds
    ]
    if not wanted:
        raise Unknown("No layout offers this. " + " ".join(map(_offer, chosen)))
    return tuple(
        Job(Leaflet(edition, clinic), _adapted(layout, clinic, reading, wishes), kind)
        for edition in editions
        for clinic in clinics
        for layout, reading, kind in wanted
    )


def _adapted(layout: Layout, clinic: Clinic | None, reading: Reading, wishes: Wishes) -> Layout:
    own = layout.for_clinic(clinic.id if clinic else "")
    return own.read(reading, wishes.conformance, print_shop=wishes.print_shop)


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


def strangers(library: Library, layouts: dict[str, Layout]) -> tuple[Problem, ...]:
    """A warning for each clinic that has its own files in a layout and is none of the library's."""
    clinics = [clinic.id for clinic in library.clinics]
    found = {
        f"layouts/{layout.name}/clinics/{clinic}": clinic for layout in layouts.values() for clinic in layout.clinics
    }
    return tuple(
        Problem(
            "layout-clinic",
            Place(folder),
            f"There is no clinic `{clinic}`, so nobody gets what is here or in layouts/shared/clinics/{clinic}.",
            nearest(clinic, clinics),
            Grade.WARNING,
        )
        for folder, clinic in found.items()
        if clinic not in clinics
    )


def known(name: str, names: Iterable[str], what: str) -> str:
    """The name, if it is one of the names. Raises Unknown with the nearest one if not."""
    names = list(names)
    if name not in names:
        raise Unknown(f"There is no {what} `{name}`. {nearest(name, names)}")
    return name


def make(job: Job, numbers: tuple[Pages, ...] = ()) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Make the documents of a job, and the warnings of their checks.

    ``numbers`` are the page numbers for each document, or empty. Raises Refused if one of them
    cannot be made, or if its check finds an error.
    """
    file_format = FORMATS[job.format]()
    scripts = _scripts(job)
    documents: list[Document] = []
    problems: list[Problem] = []
    for number, script in enumerate(scripts):
        data = file_format.write(script, job.layout, numbers[number] if numbers else {})
        problems += file_format.check(data, script, job.layout)
        part = f"volume-{number + 1}" if len(scripts) > 1 else ""
        pages = file_format.pages(data)
        sheets, blank = job.layout.sheets(pages), job.layout.blank(pages)
        documents.append(Document(part, data, pages, sheets))
        if file_format.impose and job.layout.imposed:
            data, found = file_format.impose(data, script, job.layout)
            problems += found
            name = f"{part}-imposed" if part else "imposed"
            documents.append(Document(name, data, file_format.pages(data), sheets, blank))
    if errors(problems):
        raise Refused(problems)
    return tuple(documents), tuple(problems)


def _scripts(job: Job) -> tuple[Manuscript, ...]:
    """What a job's documents say: one, or the volumes of one that is too long."""
    strings = job.layout.strings_for(job.leaflet.edition.language)
    if strings is None:
        hint = f"Add layouts/strings/{job.leaflet.edition.language}.yaml."
        raise Refused([Problem("strings", job.place, "The layouts have no words in this language.", hint)])
    return volumes.divide(fit(manuscript.compose(job.leaflet, strings), job.layout), job.layout)


def build(jobs: Iterable[Job], output: Path) -> Iterator[Outcome]:
    """Build what has changed, one document after the other; the manifest last."""
    records = cache.load(_read(output / MANIFEST))
    earlier: dict[str, list[Record]] = {}
    for record in records.values():
        earlier.setdefault(record.job, []).append(record)
    keyed = [(job, cache.key(job.leaflet, job.layout, job.format, _tools(job))) for job in jobs]
    fresh = {job for job, key in keyed if not _unchanged(earlier.get(job.path, []), key, output)}
    numbers = _page_numbers([job for job, _ in keyed if job in fresh])
    try:
        for job, key in keyed:
            if job not in fresh:
                yield Outcome(job, tuple(earlier[job.path]), built=False)
                continue
            outcome = _built(job, key, output, numbers.get(job, ()))
            if outcome.built:
                for record in earlier.get(job.path, []):
                    del records[record.path]
                records.update((record.path, record) for record in outcome.records)
                _remove(output, {record.path for record in earlier.get(job.path, [])} - records.keys())
            yield outcome
    finally:
        publish(output / MANIFEST, cache.dump(records.values()))


def _unchanged(earlier: Sequence[Record], key: str, output: Path) -> bool:
    """Whether a job's documents are all there, as they were made from the same."""
    return bool(earlier) and all(
        record.key == key
        and record.parts == len(earlier)
        and cache.sha256(_read(output / record.path)) == record.sha256
        for record in earlier
    )


def _remove(output: Path, paths: Iterable[str]) -> None:
    """Remove the volumes that a job no longer makes."""
    for path in paths:
        (output / path).unlink(missing_ok=True)


def _tools(job: Job) -> str:
    """What beside the leaflet and the layout's own fonts has a say in a document."""
    return office.version() + _fonts_digest(job.layout.every_face) if job.format in DRAFTED else ""


@once
def _fonts_digest(faces: tuple[Face, ...]) -> str:
    return cache.sha256(b"".join(face.data for face in faces))


def _page_numbers(jobs: Iterable[Job]) -> dict[Job, tuple[Pages, ...]]:
    """The page numbers of the documents whose format asks LibreOffice; one call for each filter.

    A job is left out if the numbers of one of its documents cannot be told.
    """
    drafted: dict[str, list[tuple[Job, Manuscript, bytes]]] = {}
    for job in jobs:
        drafts = FORMATS[job.format]().drafts
        if drafts and office.version():
            with suppress(Refused):  # it will be refused again, and reported, when it is built
                batch = [(job, script, drafts.write(script, job.layout)) for script in _scripts(job)]
                drafted.setdefault(drafts.export, []).extend(batch)
    numbers: dict[Job, tuple[Pages, ...]] = {}
    for export, batch in drafted.items():
        fonts = [face.data for face in batch[0][0].layout.every_face]
        pdfs = office.laid_out([draft for *_, draft in batch], export, fonts)
        for (job, script, _), pdf in zip(batch, pdfs, strict=True):
            drafts = FORMATS[job.format]().drafts
            if drafts:
                numbers[job] = (*numbers.get(job, ()), drafts.pages(script, pdf) if pdf else {})
    return {job: pages for job, pages in numbers.items() if all(pages)}


def _built(job: Job, key: str, output: Path, numbers: tuple[Pages, ...]) -> Outcome:
    try:
        documents, problems = make(job, numbers)
        for document in documents:
            publish(output / document.path(job), document.data)
    except Refused as refused:
        return Outcome(job, (), built=False, problems=refused.problems)
    except OSError as error:
        hint = "Make room, or mend the rights of the folder; the earlier file is as it was."
        message = f"The file could not be written: {error.strerror}."
        return Outcome(job, (), built=False, problems=(Problem("write", job.place, message, hint),))
    if FORMATS[job.format]().drafts and not numbers:
        problems += (_without_numbers(job),)
    problems += tuple(_too_long(job, document) for document in documents if document.pages > job.layout.most_pages > 0)
    records = tuple(_record(job, document, key, len(documents)) for document in documents)
    return Outcome(job, records, built=True, problems=problems)


def _too_long(job: Job, document: Document) -> Problem:
    message = f"A volume has {document.pages} pages, more than the {job.layout.most_pages} that the layout allows."
    hint = "Divide the leaflet's longest section into two."
    return Problem("volume-length", Place(document.path(job)), message, hint, Grade.WARNING)


def _without_numbers(job: Job) -> Problem:
    hint = "Install LibreOffice (Debian: apt-get install libreoffice-writer) and build again."
    return Problem("page-numbers", job.place, "Its contents have no page numbers.", hint, Grade.WARNING)


def _record(job: Job, document: Document, key: str, documents: int) -> Record:
    edition, clinic = job.leaflet.edition, job.leaflet.clinic
    return Record(
        topic=edition.topic,
        edition=edition.name,
        language=edition.language,
        code=imprint.code(edition),
        layout=job.layout.name,
        size=job.layout.type.body,
        clinic=clinic.id if clinic else "",
        format=job.format,
        path=document.path(job),
        job=job.path,
        part=document.part,
        parts=documents,
        sha256=cache.sha256(document.data),
        bytes=len(document.data),
        pages=document.pages,
        **asdict(job.layout.stationery.run(document.sheets, job.layout.sheet)),
        filled=document.filled,
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


def publish(target: Path, data: bytes) -> None:
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
