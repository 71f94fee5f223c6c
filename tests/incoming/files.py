"""Word files as strangers make them, in their habits and in raw XML."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.text.paragraph import Paragraph

from press import incoming
from press.incoming import Draft
from press.model import PartialDate

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
TODAY = PartialDate(2026, 11)


def saved(document: WordDocument) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def made(build: Callable[[WordDocument], object]) -> bytes:
    """A Word file that somebody has built from Word's empty one."""
    document = Document()
    build(document)
    return saved(document)


def body(*blocks: str) -> bytes:
    """A Word file whose body is raw XML."""

    def build(document: WordDocument) -> None:
        for number, block in enumerate(blocks):
            document.element.body.insert(number, parse_xml(block.replace(">", f" {NAMESPACES}>", 1)))

    return made(build)


def raw(paragraph: Paragraph, xml: str) -> None:
    """Add raw XML to a paragraph."""
    paragraph._p.append(parse_xml(xml.replace(">", f" {NAMESPACES}>", 1)))


def bold(document: WordDocument, text: str) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.add_run(text).bold = True
    return paragraph


def drafted(data: bytes, name: str = "old.docx", topic: str = "old", *, original: bool = False) -> Draft:
    return incoming.draft(incoming.read(data, name, original=original), name, topic, TODAY, "en-GB")


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()
