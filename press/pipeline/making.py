"""Makes documents and checks them, in memory: what a worker does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache

from press import formats, imprint, manuscript
from press.formats import FORMATS, Pages, Setting
from press.layout import AS_IT_IS, Cover, Layout, Logo, Strings
from press.manuscript import Certificate, Manuscript, dividing, heights, room
from press.manuscript.fitting import fit, listed
from press.model import Leaflet, figures
from press.pipeline.planning import Job
from press.problems import Grade, Place, Problem, Refused, about, errors, summed, waived
from press.programs import system

KEPT = 24
"""How many manuscripts are kept for what is made of them next: those of all drafts that are laid out together."""


@dataclass(frozen=True)
class Document:
    """A file that a job makes: ``part`` is its name among several, and empty for the only one.

    ``certificate`` is of the words that it has been found to say.
    ``pages`` is 0 where the format has none, ``seconds`` where nothing is heard; ``sheets`` and ``filled`` are those
    of a Record.
    """

    part: str
    data: bytes
    pages: int
    certificate: Certificate
    sheets: int = 0
    filled: int = 0
    seconds: float = 0

    def path(self, job: str) -> str:
        """Where it goes below the output folder, if its job is at the path ``job``."""
        stem, dot, suffix = job.rpartition(".")
        return f"{stem}-{self.part}{dot}{suffix}" if self.part else job


@dataclass(frozen=True)
class Made:
    """What came of a job, after ``seconds`` of work; without documents if it was refused.

    ``code`` is the one that stands on every page.
    """

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]
    seconds: float = 0
    code: str = ""


Clock = Callable[[], float]
"""Gives the seconds since some moment. A document never learns them."""


def make_all(jobs: Sequence[Job], clock: Clock) -> list[Made]:
    """Make the documents of some jobs, with one call of LibreOffice for all that ask it.

    Nothing is raised: one job that goes wrong stops no other.
    """
    start = clock()
    numbers = _page_numbers(jobs)
    shared = (clock() - start) / len(jobs)
    return [_made(job, numbers.get(job, ()), clock, shared) for job in jobs]


def _made(job: Job, numbers: tuple[Pages, ...], clock: Clock, shared: float) -> Made:
    start = clock()
    try:
        documents, problems = make(job, numbers)
    except Refused as refused:
        return Made((), refused.problems, shared + clock() - start)
    except MemoryError:
        return Made((), (_too_large(job),), shared + clock() - start)
    except Exception as error:
        return Made((), (_failed(job, error),), shared + clock() - start)
    if FORMATS[job.format].drafted and not numbers:
        problems += (_without_numbers(job),)
    return Made(documents, problems, shared + clock() - start, imprint.code(job.leaflet.edition))


def make(job: Job, numbers: tuple[Pages, ...] = ()) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Make the documents of a job, and what their checks found that stops nothing.

    ``numbers`` are the page numbers for each document, or empty. Raises Refused if one of them
    cannot be made, or if its check finds an error that is not waived.
    """
    file_format = formats.opened(job.format)
    documents: list[Document] = []
    problems: list[Problem] = []
    for number, (part, script) in enumerate(_parts(job).items()):
        data = file_format.write(script, job.layout, numbers[number] if numbers else {})
        pages = file_format.pages(data)
        sheets, blank = job.layout.sheets(pages), job.layout.blank(pages)
        certificate = manuscript.certify(script)
        seconds = round(file_format.seconds(data), 1)
        documents.append(Document(part, data, pages, certificate, sheets, seconds=seconds))
        problems += _named(file_format.check(data, script, job.layout), documents[-1], job)
        if file_format.folded and job.layout.imposed:
            folded = file_format.folded.write(data, script, job.layout)
            documents.append(Document(_folded(part), folded, file_format.pages(folded), certificate, sheets, blank))
            problems += _named(file_format.folded.check(folded, data), documents[-1], job)
    problems += summed(_drawings(job))
    problems = list(waived(problems, _waivers(job)))
    if errors(problems):
        raise Refused(problems)
    problems += [_too_long(job, document) for document in documents if document.pages > job.layout.most_pages > 0]
    return tuple(documents), about(job.subject, problems)


def _named(problems: Iterable[Problem], document: Document, job: Job) -> Iterator[Problem]:
    """What was found in a document, as problems of the file that it would become."""
    path = document.path(job.path)
    for problem in about(replace(job.subject, document=path), problems):
        yield replace(problem, place=replace(problem.place, file=path))


def _drawings(job: Job) -> Iterable[Problem]:
    """The shapes of a leaflet's drawings that do not stand out, and their words that are cut off."""
    from press.content import drawing

    if FORMATS[job.format].plain:
        return ()  # nothing is drawn
    sections = [*job.leaflet.edition.sections, *(job.leaflet.second.edition.sections if job.leaflet.second else ())]
    found = [drawn for figure in figures(sections) for drawn in figure.drawn]
    fonts = tuple(face.data for face in job.layout.faces)
    families = (job.layout.fonts.body, *job.layout.fonts.others)
    cut = drawing.check_words(found, fonts, families, bold=job.layout.reading.bold)
    return (*drawing.check(found, job.path), *(replace(each, place=Place(job.path)) for each in cut))


@dataclass(frozen=True, slots=True)
class Inspection:
    """What the check of a document finds, and the certificate of the words that it has to say."""

    problems: tuple[Problem, ...]
    certificate: Certificate


def inspect(job: Job, documents: Mapping[str, bytes]) -> dict[str, Inspection]:
    """Check documents that a job has made before, each by its part (`Document.part`).

    Left out are parts that the job would not make today. Raises Refused where it could make none.
    """
    file_format = formats.opened(job.format)
    found = {}
    for part, script in _parts(job).items():
        certificate = manuscript.certify(script)
        if part in documents:
            problems = (*file_format.check(documents[part], script, job.layout), *summed(_drawings(job)))
            found[part] = Inspection(waived(problems, _waivers(job)), certificate)
        if file_format.folded and part in documents and _folded(part) in documents:
            problems = file_format.folded.check(documents[_folded(part)], documents[part])
            found[_folded(part)] = Inspection(waived(problems, _waivers(job)), certificate)
    return found


def _waivers(job: Job) -> dict[str, str]:
    return {**job.layout.waivers, **dict(job.leaflet.edition.waivers)}


def foretold(leaflet: Leaflet, layouts: Iterable[Layout]) -> Iterator[Problem]:
    """What would be refused of a leaflet's documents for certain, told before any is made: a layout that is too
    short for it. Nothing is told of layouts that have no words in its language."""
    for layout in layouts:
        strings = layout.strings_for(leaflet.edition.language)
        if layout.panels and strings:
            script = _worded(leaflet, layout, (strings, None), Setting.PAPER)
            if words := room.overflow(script, layout):
                yield room.too_long(script, layout, f"at least {words}")


def _parts(job: Job) -> dict[str, Manuscript]:
    """What each of a job's documents says, by its part."""
    scripts = _scripts(job)
    return {f"volume-{number}" if len(scripts) > 1 else "": script for number, script in enumerate(scripts, 1)}


def _folded(part: str) -> str:
    return f"{part}-imposed" if part else "imposed"


def _scripts(job: Job) -> tuple[Manuscript, ...]:
    """What a job's documents say: one, or the volumes of one that is too long."""
    leaflet = job.leaflet
    strings = _strings(job, leaflet)
    second = _strings(job, leaflet.second) if leaflet.second else None
    known = FORMATS[job.format]
    return _set(leaflet, job.layout, (strings, second), known.setting, paged=not known.drafted)


def _strings(job: Job, leaflet: Leaflet) -> Strings:
    """The layout's words in the language of a leaflet. Raises Refused where it has none."""
    strings = job.layout.strings_for(leaflet.edition.language)
    if strings is None:
        language = leaflet.edition.language.partition("-")[0]
        hint = f"Write them with: language {language}. Then have layouts/strings/{language}.yaml translated."
        raise Refused([Problem("strings", job.place, "The layouts have no words in this language.", hint)])
    return strings


_Words = tuple[Strings, Strings | None]
"""The strings of a leaflet, and of the one in another language that follows it."""


@lru_cache(maxsize=KEPT)
def _set(
    leaflet: Leaflet, layout: Layout, strings: _Words, setting: Setting, *, paged: bool = False
) -> tuple[Manuscript, ...]:
    """The words of a leaflet, fitted and divided for a layout: the same for its draft and all formats on paper; but
    volumes name each other's pages where their format is ``paged`` by the press. What is printed is divided by what is
    measured of it, so that no format waits for another one's pages."""
    script = _worded(leaflet, layout, strings, setting)
    if setting is Setting.DATA:
        return (script,)
    if setting is Setting.LINES:
        return (listed(script),)
    if setting is Setting.CELLS:
        known = _with_print_pages(script, leaflet, layout, strings)
        volumes = dividing.divide(manuscript.carried(listed(script), known), layout, formats.paginate)
        return tuple(dividing.numbered(volume, layout, formats.paginate) for volume in volumes)
    whole = fit(script, layout)
    if setting is Setting.SCREEN:
        return (_with_print_pages(whole, leaflet, layout, strings),)
    return dividing.divide(whole, layout, heights.paginate, named_by=_paginated if paged else None)


@lru_cache(maxsize=KEPT)
def _paginated(script: Manuscript, layout: Layout) -> tuple[int, Pages]:
    """How many pages a manuscript has, and where its anchors stand: asked of the same volumes by each format."""
    return formats.paginate(script, layout)


def _with_print_pages(script: Manuscript, leaflet: Leaflet, layout: Layout, strings: _Words) -> Manuscript:
    """A manuscript that knows where the pages of the layout's print edition begin, if it has one."""
    if not layout.print_edition:
        return script
    print_edition = layout.print_edition.read(AS_IT_IS, engine=layout.engine)
    return manuscript.with_print_pages(script, _printed(leaflet, print_edition, strings))


@lru_cache(maxsize=KEPT)
def _printed(leaflet: Leaflet, layout: Layout, strings: _Words) -> Sequence[tuple[str, int]]:
    """The words of a print edition with their pages; none of one that is refused or in volumes."""
    try:
        first, *others = _set(leaflet, layout, strings, Setting.PAPER, paged=True)  # as its PDF, which may be next
        return () if others else formats.printed(first, layout)
    except Refused:
        return ()


def _worded(leaflet: Leaflet, layout: Layout, strings: _Words, setting: Setting) -> Manuscript:
    """The words of a leaflet for a layout, as its publisher begins it."""
    kinds, worn = layout.supplies.kinds, (layout.logo, layout.cover)
    return _composed(leaflet, strings, kinds, setting, worn, abreast=layout.abreast)


@lru_cache(maxsize=KEPT)
def _composed(
    leaflet: Leaflet,
    strings: _Words,
    kinds: tuple[str, ...],
    setting: Setting,
    worn: tuple[Logo | None, Cover | None],
    *,
    abreast: bool,
) -> Manuscript:
    """The words of a leaflet: the same for all layouts and sizes. ``worn``: its publisher's logo and cover."""
    logo, cover = worn
    script = manuscript.compose(leaflet, *strings, kinds=kinds, abreast=abreast, logo=logo, cover=cover)
    if setting in (Setting.PAPER, Setting.LINES, Setting.CELLS):
        script = manuscript.on_paper(script, in_full=setting is Setting.LINES)
    return manuscript.reached(script) if setting in (Setting.PAPER, Setting.SCREEN) else script


def _page_numbers(jobs: Sequence[Job]) -> dict[Job, tuple[Pages, ...]]:
    """The page numbers of the documents whose format has drafts, all drafts of a format laid out in one go.

    A job is left out if the numbers of one of its documents cannot be told.
    """
    drafted: dict[str, list[tuple[Job, Manuscript, bytes]]] = {}
    for job in jobs:
        drafts = formats.opened(job.format).drafts
        if drafts and formats.drafter(job.format):
            with suppress(Exception):  # it will go wrong again, and be reported, when it is built
                batch = [(job, script, drafts.write(script, job.layout)) for script in _scripts(job)]
                drafted.setdefault(job.format, []).extend(batch)
    numbers: dict[Job, tuple[Pages, ...]] = {}
    for name, batch in drafted.items():
        drafts = formats.opened(name).drafts
        fonts = [face.data for face in batch[0][0].layout.supplies.faces]
        pdfs = drafts.lay_out([draft for *_, draft in batch], fonts) if drafts else []
        for (job, script, _), pdf in zip(batch, pdfs, strict=True):
            numbers[job] = (*numbers.get(job, ()), drafts.pages(script, pdf) if drafts and pdf else {})
    return {job: pages for job, pages in numbers.items() if all(pages)}


def _too_large(job: Job) -> Problem:
    hint = "Look for a huge list, table or picture in the leaflet, or allow more with --memory."
    return Problem("memory", job.place, "It took more memory to make than a document may, and was given up.", hint)


def _failed(job: Job, error: Exception) -> Problem:
    if isinstance(error, OSError) and not system.shared_library("pango-1.0", 0):
        hint = (
            "Build with `--engine typst`, which does without it, or install it. "
            "Debian: apt-get install libpangoft2-1.0-0 libharfbuzz-subset0; macOS: brew install pango; "
            "Windows, in MSYS2: pacman -S mingw-w64-ucrt-x86_64-pango."
        )
        return Problem("pango", job.place, "Pango, which sets the text of PDFs, is not on this machine.", hint)
    message = f"The program itself failed: {type(error).__name__}: {error}"
    return Problem("program", job.place, message, "Please report it, with this leaflet's file.")


def _too_long(job: Job, document: Document) -> Problem:
    message = f"A volume has {document.pages} pages, more than the {job.layout.most_pages} that the layout allows."
    hint = "Divide the leaflet's longest section into two."
    return Problem("volume-length", Place(document.path(job.path)), message, hint, Grade.WARNING)


def _without_numbers(job: Job) -> Problem:
    hint = "Install LibreOffice (Debian: apt-get install libreoffice-writer) and build again."
    return Problem("page-numbers", job.place, "Its contents have no page numbers.", hint, Grade.WARNING)
