"""The formats: which there are, and all that the press can do in each.

A new format is a line in `FORMATS`, a module here that says what it can do (see `Format`), a writer, a check, and
their cases. Whatever asks which formats there are asks here.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Protocol

from press.layout import Layout
from press.manuscript import Manuscript, tables_of
from press.problems import OfLayout, Place, Problem, Rule, nearest
from press.programs import espeak, lame, liblouis, libreoffice, opusenc, piper, system
from press.programs.witnesses import Commands, Testimony, Witness
from press.speech import Speech

Pages = Mapping[str, int]
"""The page, from 1, of each place that a document refers to by its page."""


@dataclass(frozen=True)
class Drafts:
    """How a format learns page numbers: a draft is laid out by LibreOffice, which knows them.

    ``write`` makes a draft; ``lay_out`` makes PDFs of drafts, with these fonts, in one go (empty bytes for one that
    cannot be converted); ``pages`` reads the numbers from the draft's PDF, and is empty if they cannot be told.
    """

    write: Callable[[Manuscript, Layout], bytes]
    lay_out: Callable[[Sequence[bytes], Sequence[bytes]], list[bytes]]
    pages: Callable[[Manuscript, bytes], Pages]


@dataclass(frozen=True)
class Folded:
    """How a second document is written and checked: the first one's pages on the sheets that its layout folds.

    ``rule`` is the id of the rule that it keeps; the others are kept by the pages.
    """

    write: Callable[[bytes, Manuscript, Layout], bytes]
    check: Callable[[bytes, bytes], tuple[Problem, ...]]
    rule: str


class Format(Protocol):
    """All that can be done in a format. Each is a module of this package, and is given out by `opened`."""

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that its documents keep."""

    @property
    def drafts(self) -> Drafts | None:
        """How page numbers are learnt; None where they are not asked for."""

    @property
    def folded(self) -> Folded | None:
        """How folded sheets are made; None where none are."""

    def write(self, script: Manuscript, layout: Layout, pages: Pages) -> bytes:
        """A document. Raises Refused where it cannot be made."""

    def check(self, data: bytes, script: Manuscript, layout: Layout) -> tuple[Problem, ...]:
        """What is wrong with a document beside its manuscript."""

    def check_alone(self, data: bytes) -> tuple[Problem, ...]:
        """What is wrong with a file, whoever made it; asked of formats that are `Known.alone`."""

    def testify(self, file: Path, commands: Commands) -> Iterator[Testimony]:
        """What other programs say of a file. Raises Refused where a command gives no report."""

    def unasked(self, commands: Commands) -> Iterator[Witness]:
        """The programs that ought to be asked of a file beside our own checks, and are not installed."""

    def speech(self, data: bytes) -> Speech:
        """What a screen reader says of a file. Raises ValueError where it cannot be read."""

    def pages(self, data: bytes) -> int:
        """How many pages a document has; 0 where the format has none."""

    def seconds(self, data: bytes) -> float:
        """How long a document is heard; 0 where it is not."""


class Setting(enum.Enum):
    """How a manuscript is made ready for a format."""

    PAPER = "paper"
    """Fitted to a page, where each link leads printed after its words: no link can be followed."""
    SCREEN = "screen"
    """Fitted to a page or a screen, where links are followed."""
    LINES = "lines"
    """In lines of letters and nothing else: each table is a list, addresses are typed in full."""
    CELLS = "cells"
    """In braille: each table is a list, where a link leads is typed after its words; divided by its own pages."""
    DATA = "data"
    """As it is."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a format without loading the libraries behind it.

    ``name`` is the ending of its files, ``label`` what people call it, ``article`` what they call one file of it;
    ``media_type`` what programs call it.
    ``drafted`` is whether it has `Drafts`; ``alone`` whether a file can be checked without its leaflet;
    ``heard`` whether it is sound;
    ``printed`` whether a print shop takes it; ``setting`` how a manuscript is made ready for it.
    """

    name: str
    label: str
    article: str
    module: str
    media_type: str
    drafted: bool = False
    alone: bool = False
    printed: bool = False
    setting: Setting = Setting.PAPER
    heard: bool = False

    @property
    def plain(self) -> bool:
        """Whether it has neither page nor type of its own."""
        return self.setting in (Setting.LINES, Setting.CELLS, Setting.DATA)


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_HEARD = Setting.LINES
"""Nobody can follow a link that is heard: where it leads is said."""

FORMATS: Mapping[str, Known] = {
    known.name: known
    for known in (
        Known("pdf", "PDF", "a PDF", "pdf", "application/pdf", alone=True, printed=True),
        Known("docx", "Word", "a Word file", "word", _WORD, drafted=True, alone=True),
        Known("html", "web page", "a web page", "html", "text/html", setting=Setting.SCREEN),
        Known("epub", "EPUB e-book", "an e-book", "epub", "application/epub+zip", alone=True, setting=Setting.SCREEN),
        Known("txt", "plain text", "plain text", "text", "text/plain", setting=Setting.LINES),
        Known("brf", "braille (BRF)", "braille", "braille", "text/vnd.brf", alone=True, setting=Setting.CELLS),
        Known(
            "pef", "braille (PEF)", "braille as PEF", "pef", "application/x-pef+xml", alone=True, setting=Setting.CELLS
        ),
        Known("svg", "picture of braille", "a picture of braille", "dots", "image/svg+xml", setting=Setting.CELLS),
        Known("mp3", "recording (MP3)", "a recording", "mp3", "audio/mpeg", alone=True, setting=_HEARD, heard=True),
        Known(
            "opus",
            "recording (Opus)",
            "a recording as Opus",
            "opus",
            "audio/ogg",
            alone=True,
            setting=_HEARD,
            heard=True,
        ),
        Known("json", "data", "a leaflet as data", "data", "application/json", setting=Setting.DATA),
    )
}
"""Every format, by its name."""


_OTHER_ENDS = {"htm": "html", "xhtml": "html"}


@cache
def opened(name: str) -> Format:
    """A format, with the libraries behind it. Raises KeyError where there is none of this name."""
    found: Format = import_module(f"{__name__}.{FORMATS[name].module}").FORMAT
    return found


def drafter(name: str) -> str:
    """The version of LibreOffice, where the format has drafts; empty where it has none, or nobody to lay them out."""
    return libreoffice.version() if FORMATS[name].drafted else ""


def brailler(name: str) -> str:
    """The version of liblouis, where the format is braille; empty where it is not, or liblouis is not installed."""
    return liblouis.version() if FORMATS[name].setting is Setting.CELLS else ""


def speakers(layout: Layout) -> str:
    """The versions of what makes the sound of a layout; empty where it makes none, or they are not installed."""
    return ", ".join(filter(None, (_speaker(layout), lame.version(), opusenc.version()))) if layout.voice else ""


def _speaker(layout: Layout) -> str:
    """The program that speaks, with the voices that it is given."""
    if not layout.voice or layout.voice.program != "piper":
        return espeak.version()
    given = (f"{speaker.name} {piper.digest(speaker.file)}" for _, speaker in layout.voice.speakers)
    return " ".join(filter(None, (piper.version(), *given)))


def transcriber(name: str, layout: Layout, language: str) -> str:
    """liblouis with the tables that it is given for braille in a language, or what speaks and makes sound of it; empty
    for what is neither."""
    strings = layout.strings_for(language)
    if layout.voice:
        return f"{_speaker(layout)}, {opusenc.version() if name == 'opus' else lame.version()}"
    if FORMATS[name].setting is not Setting.CELLS or not strings:
        return ""
    return f"{liblouis.version()}: {', '.join(dict.fromkeys(tables_of(strings, layout)))}"


def paginate(script: Manuscript, layout: Layout) -> tuple[int, Pages]:
    """How many pages a manuscript has on paper in a layout, and on which of them, from 1, each anchor stands."""
    from press.writers import braille, pdf  # not loaded for what is never divided

    return braille.paginate(script, layout) if layout.braille else pdf.paginate(script, layout)


def printed(script: Manuscript, layout: Layout) -> list[tuple[str, int]]:
    """The words of a print edition, each with its page, from 1. Raises Refused where it cannot be laid out."""
    from press.checks.pdf import words  # as above
    from press.formats import pdf

    return words.by_page(pdf.WRITTEN.look(script, layout))


def printable(layout: Layout) -> Layout:
    """A layout that names no engine, with one that does without Pango where that is not on this machine."""
    if layout.engine or system.shared_library("pango-1.0", 0):
        return layout
    return replace(layout, engine="typst")


def of_file(name: str, *, alone: bool = False) -> Known | None:
    """The format of a file, by the ending of its name; ``alone``: one of those that are checked without a leaflet."""
    end = Path(name.lower()).suffix.removeprefix(".")
    known = FORMATS.get(_OTHER_ENDS.get(end, end))
    return known if known and (known.alone or not alone) else None


def refusal(*, alone: bool = False) -> tuple[str, str]:
    """What a file is not that is of none of the formats, in a sentence, and what to name in its place."""
    those = [known for known in FORMATS.values() if known.alone or not alone]
    first, *others = [known.article for known in those]
    message = f"It is neither {' nor '.join([first, *others])}"
    return message, f"Name a file in {' or '.join(f'.{known.name}' for known in those)}."


def unknown(layouts: Iterable[Layout]) -> Iterator[Problem]:
    """The formats that layouts are to make and nobody can, or not without a page."""
    for layout in layouts:
        for name in layout.makes:
            place = Place(f"layouts/{layout.name}/layout.yaml", words=name)
            if name not in FORMATS:
                message = f"There is no format `{name}`."
                yield Problem("format", place, message, nearest(name, FORMATS), subject=OfLayout(layout.name))
            elif layout.plain and not FORMATS[name].plain:
                message = f"The layout makes `{name}`, and has no page, type and fonts to set it in."
                hint = "Add `page`, `type` and `fonts`: copy them from the nearest layout."
                yield Problem("missing-key", place, message, hint, subject=OfLayout(layout.name))
            elif FORMATS[name].setting is Setting.CELLS and not layout.braille:
                message = f"The layout makes `{name}`, and has no page of braille."
                hint = "Add `braille: {grade: 2, cells: 40, lines: 25}`, or other numbers."
                yield Problem("missing-key", place, message, hint, subject=OfLayout(layout.name))
            elif FORMATS[name].heard and not layout.voice:
                message = f"The layout makes `{name}`, and has nobody who speaks."
                hint = "Add `voice: {program: espeak-ng, rate: 150}`."
                yield Problem("missing-key", place, message, hint, subject=OfLayout(layout.name))
