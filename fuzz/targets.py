"""What is fuzzed. Each target takes any bytes; whatever it raises is a fault of the program.

Those made with Hypothesis turn the bytes into structure, so that coverage guides what is drawn.
"""

from __future__ import annotations

import hashlib
import io
import re
import struct
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from copy import deepcopy
from functools import cache
from pathlib import Path

import pikepdf
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image

from press import layout, manuscript, pictures, pipeline, transcript
from press import reader as reading
from press.checks import braille as braille_check
from press.checks import pdf as pdf_check
from press.checks import word as word_check
from press.model import Leaflet
from press.pipeline import Job
from press.problems import Refused
from press.programs import verapdf

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "tests" / "sample" / "leaflets"
SOUND = (SAMPLE / "hip" / "2024.yaml").read_bytes()
_KEYS = ("title", "summary", "review", "sections", "figures", "glossary", "contacts", "heading", "body", "status", "x")
_PIECES = (
    *("- ", "1. ", "> ", "### ", "#### ", "::: note A\n", ":::\n", "|a|b|\n|-|-|\n", "Table: A\n\n", "\n\n", "\n", " "),
    *("**", "*", "_", "`", "[a](", "](#b)", "](term:)", "](topic:hip)", "](tel:1)", "![](figure:a)", "<", "&lt;"),
    *("\\", "|", "-- a", "{"),
)


_BLOCKS = """\
title: Knees
summary: About knees.
review: {status: approved, last: 2025-01, next: 2027-01}
sections:
  - heading: First
    body: |
      **Walk** a [little](#second).

      - one
      - two

      Table: Days

      |a|b|
      |-|-|
      |c|d|
  - heading: Second
    body: |
      ::: note Well
      See [us](https://example.org).
      :::
"""
_EMBOSSED = (
    b"TAKE #E MG\r\n\f",
    '<pef xmlns="http://www.daisy.org/ns/2008/pef"><page><row>⠁</row></page></pef>'.encode(),
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><g class="page"><path d="M15 15h0"/></g></svg>',
)
_TOKEN = re.compile(rb"/[\w#+-]+|\d+ 0 R|-?[\d.]+|<<|>>|[\[\]]|\(.*?\)|<[0-9A-Fa-f]+>|\w+")


@cache
def _library() -> Path:
    """A library of one topic, in memory where the machine has such a folder."""
    memory = Path("/dev/shm")  # noqa: S108  # nobody else relies on what is there
    folder = Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None)) / "leaflets"
    (folder / "knee").mkdir(parents=True)
    (folder / "library.yaml").write_text("publisher: Us\nlanguage: en-GB\n", encoding="utf-8")
    return folder


def reader(data: bytes) -> None:
    """The bytes as an edition's file."""
    (_library() / "knee" / "2025-01.yaml").write_bytes(data)
    catalogue = reading.open(_library(), layout.Layouts())
    catalogue.library()
    for problem in catalogue.problems:
        assert problem.message
        assert problem.hint
        assert "\n" not in str(problem)


def svg(data: bytes) -> None:
    """The bytes as a drawing, read and then made into a bitmap."""
    try:
        picture = pictures.read("a.svg", data)
    except pictures.Unfit:
        return
    assert pictures.words(pictures.read("a.svg", picture.data)) == pictures.words(picture)  # it can be read again
    pictures.only_as_bitmap(picture)
    pictures.png(pictures.lettered(picture, ("Inter",)), (), 50)


def bitmap(data: bytes) -> None:
    """The bytes as a photograph."""
    try:
        picture = pictures.read("a.png", data)
    except pictures.Unfit:
        return
    assert pictures.read("a.png", picture.data) == picture  # nothing is left to take out


@cache
def _documents() -> tuple[bytes, bytes, manuscript.Manuscript, layout.Layout]:
    """A PDF in which only fonts and colours are packed, a Word file, and what the PDF was made of."""
    (_library() / "knee" / "2025-01.yaml").write_text(_BLOCKS, encoding="utf-8")
    library = reading.open(_library(), layout.Layouts()).library()
    layouts = layout.load(ROOT / "layouts", ROOT / "fonts")
    leaflet = Leaflet(library.editions[0], None)
    made = {kind: pipeline.make(Job(leaflet, layouts["large-print"], kind))[0][0].data for kind in ("pdf", "docx")}
    plain = io.BytesIO()
    with pikepdf.open(io.BytesIO(made["pdf"])) as document:
        for item in document.objects:
            if isinstance(item, pikepdf.Stream) and not {"/Length1", "/N"} & {*item.keys()}:  # no font, no colours
                item.write(item.read_bytes())
        apart = pikepdf.ObjectStreamMode.disable
        document.save(plain, compress_streams=False, object_stream_mode=apart, deterministic_id=True)
    strings = layouts.strings_for("en-GB")
    assert strings
    return plain.getvalue(), made["docx"], manuscript.compose(leaflet, strings), layouts["large-print"]


@cache
def _tokens() -> tuple[list[tuple[int, int]], list[bytes]]:
    """Where each token of the PDF stands, and those that there are."""
    found = list(_TOKEN.finditer(_documents()[0]))
    return [match.span() for match in found], sorted({match[0] for match in found})


@cache
def _parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(_documents()[1])) as archive:
        return {name: archive.read(name) for name in sorted(archive.namelist()) if not name.endswith(".odttf")}


def word(data: bytes) -> None:
    """A Word file of which one part has changed, which the first byte names.

    From 128 on, all others are that part; after 255 they are the whole file.
    """
    first = data[0] if data else 0
    if first == 255:
        _alone(data[1:], "a.docx")
        return
    parts = dict(_parts())
    name = sorted(parts)[first % len(parts)]
    parts[name] = data[1:] if first > 127 else _rearranged(parts[name], data[1:])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    _alone(packed.getvalue(), "a.docx")


def _rearranged(part: bytes, data: bytes) -> bytes:
    """XML of which some elements have taken something of others: a byte says what, two and two more of which."""
    root = etree.fromstring(part)
    for what, at, of in struct.iter_unpack(">BHH", data[: len(data) // 5 * 5]):
        elements = list(root.iter(etree.Element))
        one, other = elements[at % len(elements)], elements[of % len(elements)]
        around = one.getparent()
        match what % 5:
            case 0:
                one.tag = other.tag
            case 1:
                one.append(deepcopy(other))
            case 2 if around is not None:
                around.remove(one)
            case 3:
                one.attrib.update(other.attrib)
            case _:
                one.attrib.clear()
                one.text = other.text
        if len(elements) > 2000:
            break
    return etree.tostring(root)


def _alone(data: bytes, name: str) -> None:
    """What `verify` and `transcript` do with a file of this name, but for the programs that they ask."""
    if name.endswith(".docx"):
        word_check.check_alone(data, name)
    elif name.endswith(".pdf"):
        pdf_check.check_alone(data)
    with suppress(Refused):
        list(transcript.read(data, name).lines())


def page(data: bytes) -> None:
    """The bytes as a web page."""
    _alone(data, "a.html")


def pdf(data: bytes) -> None:
    """A PDF of which some tokens have become others: two bytes say which, two more what.

    Where the first byte is odd, all that follow the fourth stand in place of the one token.
    """
    spoiled, _, script, look = _documents()
    places, tokens = _tokens()
    steps = struct.iter_unpack(">HH", data[: len(data) // 4 * 4])
    changed = {places[at % len(places)]: tokens[what % len(tokens)] for at, what in steps}
    if data[:1] and data[0] % 2:
        changed = dict.fromkeys([*changed][:1], data[4:])
    for (begin, end), token in sorted(changed.items(), reverse=True):
        spoiled = spoiled[:begin] + token + spoiled[end:]
    pdf_check.check(spoiled, script, look)
    _alone(spoiled, "a.pdf")
    verapdf.claims(spoiled)


_scalars = st.sampled_from(["", "a", "2025-01", "approved", "~", "true", "#b", '"a: b"', "'", "!x", "*a", "&a b", "é"])
_values = st.recursive(
    _scalars,
    lambda inner: (
        st.lists(inner, max_size=4).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(st.sampled_from(_KEYS), inner, max_size=5).map(
            lambda found: "{" + ", ".join(f"{key}: {value}" for key, value in found.items()) + "}"
        )
    ),
    max_leaves=20,
)


def embossed(data: bytes) -> None:
    """Files of braille, as anybody may give them."""
    for read in (braille_check.brf, braille_check.pef, braille_check.dots):
        with suppress(ValueError):
            read(data)


@settings(database=None)
@given(st.dictionaries(st.sampled_from(_KEYS), _values, max_size=8))
def structure(found: dict[str, str]) -> None:
    """YAML that is well-formed or nearly so, with the keys of an edition anywhere."""
    reader("\n".join(f"{key}: {value}" for key, value in found.items()).encode())


@settings(database=None)
@given(st.lists(st.sampled_from(_PIECES) | st.text(max_size=5), max_size=40))
def prose(pieces: list[str]) -> None:
    """Marks of the prose in any order."""
    body = "".join(pieces).replace("\n", "\n      ")
    reader(SOUND.partition(b"sections:")[0] + f"sections:\n  - heading: A\n    body: |\n      {body}\n".encode())


def _photographs() -> list[bytes]:
    """Small ones of each kind, with what a camera writes."""
    found = []
    about = Image.Exif()
    about[0x0112] = 6
    for kind, mode in (("PNG", "RGBA"), ("PNG", "I;16"), ("PNG", "P"), ("JPEG", "RGB"), ("JPEG", "CMYK")):
        data = io.BytesIO()
        Image.new(mode, (3, 2)).save(data, kind, exif=about)
        found.append(data.getvalue())
    return found


def _named(found: Iterable[Path]) -> list[bytes]:
    return [path.read_bytes() for path in sorted(found)]


def _noise(count: int) -> list[bytes]:
    """Bytes of no meaning, the same each time: without them a fuzzer takes long to try many changes at once."""
    return [hashlib.shake_256(bytes([number])).digest(number % 60) for number in range(count)]


TARGETS: dict[str, tuple[Callable[[bytes], None], Callable[[], list[bytes]]]] = {
    "reader": (reader, lambda: _named(SAMPLE.rglob("*.yaml"))),
    "structure": (lambda data: _drawn(structure, data), list),
    "prose": (lambda data: _drawn(prose, data), list),
    "svg": (svg, lambda: _named([*SAMPLE.rglob("*.svg"), *(ROOT / "tests" / "drawings").glob("*.svg")])),
    "bitmap": (bitmap, _photographs),
    "page": (page, lambda: [(ROOT / "tests" / "html" / "page.html").read_bytes()]),
    "word": (word, lambda: [bytes([number % 128]) + noise for number, noise in enumerate(_noise(140))]),
    "pdf": (pdf, lambda: _noise(40)),
    "embossed": (embossed, lambda: list(_EMBOSSED)),
}
"""Each target, and what it begins with."""


def _drawn(test: Callable[[], None], data: bytes) -> None:
    test.hypothesis.fuzz_one_input(data)  # type: ignore[attr-defined]  # Hypothesis adds it
