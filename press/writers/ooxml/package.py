"""The package: parts, their relations and content types, in a zip that is the same every time."""

from __future__ import annotations

import io
import re
import zipfile
from html import escape

from press.writers.ooxml.markup import DECLARATION

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_OUTSIDE = ' TargetMode="External"'
_DEFAULTS = {
    "jpeg": "image/jpeg",
    "odttf": "application/vnd.openxmlformats-officedocument.obfuscatedFont",
    "png": "image/png",
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "svg": "image/svg+xml",
    "xml": "application/xml",
}
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OVERRIDES = {
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "word/document.xml": f"{_WORD}.document.main+xml",
    "word/fontTable.xml": f"{_WORD}.fontTable+xml",
    "word/numbering.xml": f"{_WORD}.numbering+xml",
    "word/settings.xml": f"{_WORD}.settings+xml",
    "word/styles.xml": f"{_WORD}.styles+xml",
    "word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
}
_SMALL = 1024
"""Bytes, below which compression costs more time than it saves room."""
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


class Relations:
    """The relations of one part, numbered as they are asked for; a target is related once."""

    def __init__(self) -> None:
        self.ids: dict[tuple[str, str, bool], str] = {}

    def to(self, kind: str, target: str, *, external: bool = False) -> str:
        """The id of the relation of this kind (``image``, ``hyperlink``) to a part or an address."""
        return self.ids.setdefault((kind, target, external), f"rId{len(self.ids) + 1}")

    def xml(self) -> str:
        entries = (
            f'<Relationship Id="{name}" Type="{kind if kind == _CORE else f"{_RELATION}/{kind}"}"'
            f' Target="{escape(target)}"{_OUTSIDE if external else ""}/>'
            for (kind, target, external), name in self.ids.items()
        )
        namespace = "http://schemas.openxmlformats.org/package/2006/relationships"
        return f'{DECLARATION}<Relationships xmlns="{namespace}">{"".join(entries)}</Relationships>'


class Package:
    """A Word file in the making."""

    def __init__(self) -> None:
        self.parts: dict[str, bytes] = {}
        self.document = Relations()
        """The relations of ``word/document.xml``."""

    def add(self, name: str, data: str | bytes) -> None:
        """Add a part that no relation of the document's leads to, or one related already."""
        self.parts[name] = data.encode() if isinstance(data, str) else data

    def relate(self, kind: str, name: str, data: str | bytes) -> str:
        """Add a part under ``word/`` and return the id of the document's relation to it."""
        self.add(f"word/{name}", data)
        return self.document.to(kind, name)

    def save(self) -> bytes:
        """The file's bytes: parts by name, behind the two that a reader looks for first."""
        roots = Relations()
        roots.to("officeDocument", "word/document.xml")
        roots.to(_CORE, "docProps/core.xml")
        head = {
            "[Content_Types].xml": self._content_types().encode(),
            "_rels/.rels": roots.xml().encode(),
            "word/_rels/document.xml.rels": self.document.xml().encode(),
        }
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
            for name, data in [*head.items(), *sorted(self.parts.items())]:
                entry = zipfile.ZipInfo(name, _FIRST_DAY)
                entry.create_system = 0
                stored = name.endswith((".png", ".jpeg")) or len(data) < _SMALL
                entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
                archive.writestr(entry, data)
        return buffer.getvalue()

    def _content_types(self) -> str:
        ends = {name.rpartition(".")[2] for name in self.parts} | {"rels", "xml"}
        defaults = "".join(f'<Default Extension="{end}" ContentType="{_DEFAULTS[end]}"/>' for end in sorted(ends))
        overrides = "".join(
            f'<Override PartName="/{name}" ContentType="{_content_type(name)}"/>'
            for name in sorted(self.parts)
            if name.endswith(".xml")
        )
        return (
            f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f"{defaults}{overrides}</Types>"
        )


def _content_type(name: str) -> str:
    """That of a part of XML; those of headers and footers are numbered."""
    return _OVERRIDES.get(name) or f"{_WORD}.{re.sub(r'^word/|[0-9]*[.]xml$', '', name)}+xml"
