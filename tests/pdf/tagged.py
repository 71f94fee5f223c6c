"""PDFs with tags that are written by hand, and what is said of them."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from press import transcript

HELVETICA = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)


class Tag:
    """An element with its words, elements in it, and entries of its own (``Alt``, ``Lang``, …)."""

    def __init__(self, role: str, *kids: Tag | str, **entries: Any) -> None:
        self.role, self.kids, self.entries = role, kids, entries


class Page:
    """A file of one page, its elements painted one below the other."""

    def __init__(self, *tags: Tag, font: Dictionary = HELVETICA, before: bytes = b"") -> None:
        self.pdf = pikepdf.new()
        self.pdf.add_blank_page()
        self.page = self.pdf.pages[0].obj
        self.painted: list[bytes] = [before]
        self.owners: list[Any] = []
        self.page.Resources = Dictionary(Font=Dictionary(F=font))
        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root.K = Array([self.element(tag) for tag in tags])
        root.ParentTree = Dictionary(Nums=Array([0, Array(self.owners)]))
        self.page.StructParents = 0
        if tags:
            self.pdf.Root.StructTreeRoot = root
        self.page.Contents = self.pdf.make_stream(b"\n".join(self.painted))

    def element(self, tag: Tag) -> Any:
        entries: Any = {key: String(value) if isinstance(value, str) else value for key, value in tag.entries.items()}
        made = self.pdf.make_indirect(Dictionary(S=Name("/" + tag.role), Pg=self.page, **entries))
        made.K = Array([self.content(kid, made) if isinstance(kid, str) else self.element(kid) for kid in tag.kids])
        return made

    def content(self, words: str, owner: Any) -> int:
        number = len(self.owners)
        self.owners.append(owner)
        self.painted.append(b"/P <</MCID %d>> BDC %s EMC" % (number, text(words.encode("cp1252"), 800 - 14 * number)))
        return number

    def said(self) -> list[str]:
        data = io.BytesIO()
        self.pdf.save(data)
        return list(transcript.read(data.getvalue(), "a.pdf").lines())[1:]


def text(codes: bytes, y: float = 30, x: float = 50, size: float = 10) -> bytes:
    return b"BT /F %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET" % (size, x, y, codes)
