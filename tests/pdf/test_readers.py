"""Readers that are not ours find the same tags and the same text in every leaflet: poppler, pdf.js and pdfminer."""

from __future__ import annotations

import io
import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.psparser import PSLiteral

from press.checks.pdf.content import Pages, Piece
from press.checks.pdf.tree import Element, TagTree
from press.layout import Layout
from press.model import Edition, Leaflet
from press.writers import pdf
from tests.pdf.conftest import CLAIMS, ROOT, composed
from tests.pdf.test_trees import LAYOUTS, LIBRARY

pytestmark = pytest.mark.referee

MAPPED = {"Strong": "Span", "Em": "Span", "Aside": "Sect"}
"""What the file says its own types are to readers that do not know them."""
Line = tuple[int, str, str]
"""Depth, role, text without white space."""


@pytest.fixture(
    params=[
        pytest.param(
            (edition, layout, conformance),
            id=f"{edition.topic} {edition.name} {edition.language} {layout.name} {conformance} {layout.engine}",
        )
        for edition in LIBRARY.editions
        for layout in (*LAYOUTS, replace(LAYOUTS[0], engine="typst"))
        for conformance in CLAIMS
    ],
    scope="module",
)
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    edition: Edition
    layout: Layout
    edition, layout, conformance = request.param
    layout = replace(layout, conformance=conformance)
    path = tmp_path_factory.mktemp("leaflet") / "leaflet.pdf"
    path.write_bytes(pdf.write(composed(Leaflet(edition, LIBRARY.clinics[0]), layout), layout))
    return path


@pytest.fixture
def tags(file: Path) -> Element:
    with pikepdf.open(io.BytesIO(file.read_bytes())) as document:
        return TagTree(document, Pages(list(document.pages))).root.children[0]


def bare(text: str) -> str:
    return "".join(text.split())


def lines(element: Element, depth: int = 0) -> Iterator[Line]:
    yield depth, MAPPED.get(element.role, element.role), ""
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from lines(kid, depth + 1)
        elif text := bare(kid):
            yield depth + 1, "", text


def poppler(file: Path) -> Iterator[Line]:
    """The tags as ``pdfinfo -struct-text`` prints them: roles, and text in quotation marks below them."""
    command = ["pdfinfo", "-struct-text", str(file)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for indent, role, text in re.findall(
        r'^( *)(?:([A-Z]\w*)(?: \(\w+\))?:?|"(.*?)")$', printed, re.MULTILINE | re.DOTALL
    ):
        if role or bare(text):
            yield len(indent) // 2, role, bare(text)


def joined(found: Iterator[Line]) -> list[Line]:
    """The same with pieces of text that follow each other made one, and without the labels in pictures."""
    whole: list[Line] = []
    for depth, role, text in found:
        if text and whole[-1][1] == "Figure":
            continue
        if text and whole[-1][2] and whole[-1][0] == depth:
            whole[-1] = depth, "", whole[-1][2] + text
        else:
            whole.append((depth, role, text))
    return whole


def test_poppler_finds_the_same_tags_and_text(file: Path, tags: Element) -> None:
    assert joined(poppler(file)) == joined(lines(tags))


def pieces(element: Element) -> Iterator[tuple[str, Piece]]:
    """The role and the content of each marked piece, in reading order."""
    own = iter(element.pieces)
    role = MAPPED.get(element.role, element.role)
    if element.role == "Figure":
        yield from ((role, piece) for piece in own)
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from pieces(kid)
            continue
        left = len(kid)
        while left:
            piece = next(own)
            left -= len(piece.text)
            yield role, piece


def test_pdf_js_finds_the_same_tags_and_text_on_every_page(file: Path, tags: Element) -> None:
    script = ROOT / "tests" / "referees" / "tagged-text.mjs"
    printed = subprocess.run(["node", str(script), str(file)], capture_output=True, text=True, check=True).stdout
    (pages,) = json.loads(printed.splitlines()[-1])
    theirs = [
        (role, number, bare(text)) for number, page in enumerate(pages, 1) for role, text in page if role != "Figure"
    ]
    ours = [(role, piece.page, bare(piece.text)) for role, piece in pieces(tags) if role != "Figure"]
    ours.sort(key=lambda found: found[1])
    assert theirs == ours


class _Marks(PDFDevice):
    """What pdfminer reads in each marked piece of a page, in the order of painting: its MCID and its text."""

    def __init__(self) -> None:
        super().__init__(PDFResourceManager())
        self.found: list[tuple[int, str]] = []
        self.open: list[object] = []

    def begin_tag(self, tag: PSLiteral, props: object = None) -> None:
        mcid = props.get("MCID") if isinstance(props, dict) else None
        self.open.append(mcid)
        if isinstance(mcid, int):
            self.found.append((mcid, ""))

    def end_tag(self) -> None:
        self.open.pop()

    def render_string(
        self, textstate: PDFTextState, seq: Iterable[float | bytes], ncs: PDFColorSpace, graphicstate: PDFGraphicState
    ) -> None:
        if textstate.font and any(isinstance(mcid, int) for mcid in self.open):
            codes = (code for part in seq if isinstance(part, bytes) for code in textstate.font.decode(part))
            mcid, text = self.found[-1]
            self.found[-1] = mcid, text + bare("".join(map(textstate.font.to_unichr, codes)))


def test_pdfminer_finds_the_same_text_in_each_piece(file: Path) -> None:
    device = _Marks()
    interpreter = PDFPageInterpreter(device.rsrcmgr, device)
    with file.open("rb") as opened:
        theirs = []
        for page in PDFPage.get_pages(opened):
            device.found = []
            interpreter.process_page(page)
            theirs.append(device.found)
    with pikepdf.open(file) as document:
        ours: list[list[tuple[int, str]]] = [[] for _ in document.pages]
        for piece in Pages(list(document.pages)).pieces:
            if piece.key:
                ours[piece.page - 1].append((piece.key[1], bare(piece.text)))
    assert theirs == ours
