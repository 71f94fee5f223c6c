"""Finished files of strangers, as `verify` and `transcript` are given them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Encryption, Name, Pdf

Parts = dict[str, bytes]
DOCUMENT, STYLES = "word/document.xml", "word/styles.xml"
_NEEDED = ("[Content_Types].xml", "_rels/.rels", DOCUMENT, STYLES)
_W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@dataclass(frozen=True)
class Finished:
    """``name`` says what is wrong; ``spoil`` makes it of a sound file of its ``kind``."""

    name: str
    kind: str
    spoil: Callable[[bytes], bytes]


def _raw(kind: str, name: str, data: bytes) -> Finished:
    return Finished(name, kind, lambda _: data)


def packed(megabytes: int) -> bytes:
    """So many megabytes of nothing (RFC 1950): a block of one of them, again and again."""
    pack = zlib.compressobj(9, wbits=-15)
    block = pack.compress(bytes(1_000_000)) + pack.flush(zlib.Z_FULL_FLUSH)
    return b"\x78\x01" + block * megabytes + b"\x03\x00" + struct.pack(">HH", megabytes * 1_000_000 % 65_521, 1)


# PDF


def _pdf(name: str, do: Callable[[Pdf], None], encryption: Encryption | None = None) -> Finished:
    def spoil(sound: bytes) -> bytes:
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(sound)) as document:
            do(document)
            if encryption:
                document.save(out, encryption=encryption, static_id=True)
            else:
                document.save(out, static_id=True, stream_decode_level=pikepdf.StreamDecodeLevel.none)
        return out.getvalue()

    return Finished(name, ".pdf", spoil)


def _swapped(name: str, old: bytes, new: bytes) -> Finished:
    def spoil(sound: bytes) -> bytes:
        assert old in sound
        return sound.replace(old, new)

    return Finished(name, ".pdf", spoil)


def _painting(name: str, content: bytes) -> Finished:
    """A page with this content."""

    def do(document: Pdf) -> None:
        document.pages[0].Contents = document.make_stream(content)

    return _pdf(name, do)


def _form(document: Pdf, content: bytes, inner: dict[str, pikepdf.Object] | None = None) -> pikepdf.Object:
    return document.make_stream(
        content,
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 9, 9]),
        Resources=Dictionary(XObject=Dictionary(inner or {})),
    )


def _paint(document: Pdf, form: pikepdf.Object) -> None:
    page = document.pages[0]
    page.Resources.XObject = Dictionary(A=form)
    page.Contents = document.make_stream(b"/A Do")


def _paints_itself(document: Pdf) -> None:
    form = _form(document, b"/A Do")
    form.Resources.XObject.A = form
    _paint(document, form)


def _doubled(document: Pdf, times: int, content: bytes) -> None:
    form = _form(document, b"0 0 1 1 re f")
    for _ in range(times):
        form = _form(document, content, {"/A": form})
    _paint(document, form)


def _tree(document: Pdf) -> pikepdf.Object:
    return document.Root.StructTreeRoot


def _element(document: Pdf, kids: object = None) -> pikepdf.Object:
    return document.make_indirect(
        Dictionary({"/Type": Name.StructElem, "/S": Name.P, "/K": Array([]) if kids is None else kids})
    )


def _doubling_tags(document: Pdf) -> None:
    element = _element(document)
    for _ in range(60):
        element = _element(document, Array([element, element]))
    _tree(document).K = element


def _deep_tags(document: Pdf) -> None:
    element = _element(document)
    for _ in range(1_000):
        element = _element(document, element)
    _tree(document).K = element


def _circle(document: Pdf) -> None:
    element = _element(document)
    element.K = Array([element, element])
    _tree(document).K = element


def _parents_circle(document: Pdf) -> None:
    parents = _tree(document).ParentTree
    parents.Kids = Array([parents, parents])


def _nested_lists(document: Pdf) -> None:
    element = _element(document)
    for _ in range(90):
        element = document.make_indirect(Dictionary(Type=Name.StructElem, S=Name.L, K=element))
    _tree(document).K = element


def _kids(value: object) -> Callable[[Pdf], None]:
    def do(document: Pdf) -> None:
        _tree(document).K = value

    return do


def _font(document: Pdf) -> pikepdf.Object:
    fonts = document.pages[0].Resources.Font
    return next(iter(dict(fonts.items()).values()))


def _meaning(ranges: bytes) -> Callable[[Pdf], None]:
    def do(document: Pdf) -> None:
        _font(document).ToUnicode = document.make_stream(b"1 beginbfrange " + ranges + b" endbfrange")

    return do


def _widths(document: Pdf) -> None:
    _font(document).DescendantFonts[0].W = Array([0, 4_000_000_000, 500])


def _described(xmp: bytes) -> Callable[[Pdf], None]:
    def do(document: Pdf) -> None:
        document.Root.Metadata = document.make_stream(xmp, Type=Name.Metadata, Subtype=Name.XML)

    return do


def _title(declared: bytes, said: bytes) -> bytes:
    return (
        declared
        + b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt>'
        b'<rdf:li xml:lang="x-default">'
        + said
        + b"</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>"
    )


LAUGHS = (
    b'<!DOCTYPE a [<!ENTITY a "'
    + b"ha" * 500
    + b'">'
    + b"".join(
        b'<!ENTITY a%d "%s">' % (number, b"&a%d;" % (number - 1) * 20 if number else b"&a;" * 20) for number in range(8)
    )
    + b"]>"
)
STEALS = b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def _bomb(document: Pdf) -> None:
    """400 MB in a few hundred bytes."""
    stream = document.make_stream(b"")
    stream.write(zlib.compress(packed(400)), filter=Array([Name.FlateDecode, Name.FlateDecode]))
    document.pages[0].Contents = stream


def _page(**entries: object) -> Callable[[Pdf], None]:
    def do(document: Pdf) -> None:
        for name, value in entries.items():
            document.pages[0].obj[f"/{name}"] = value

    return do


def _without(name: str) -> Callable[[Pdf], None]:
    def do(document: Pdf) -> None:
        del document.pages[0].obj[name]

    return do


def _root(name: str, value: object) -> Callable[[Pdf], None]:
    def do(document: Pdf) -> None:
        document.Root[name] = value

    return do


def _references(size: int) -> bytes:
    """A PDF whose cross-references are a stream that says it is small."""
    stream = packed(size)
    head = b"<</Type/XRef/Size 9/W[1 4 2]/Root 1 0 R/Filter/FlateDecode/Length %d>>" % len(stream)
    return b"%PDF-1.7\n1 0 obj" + head + b"stream\n" + stream + b"\nendstream endobj\nstartxref\n9\n%%EOF\n"


def _circling_pages(document: Pdf) -> None:
    pages = document.Root.Pages
    pages.Kids = Array([pages, pages])


PDFS: tuple[Finished, ...] = (
    _raw(".pdf", "no bytes", b""),
    _raw(".pdf", "nothing but a head", b"%PDF-1.7\n"),
    _raw(".pdf", "a head and an end", b"%PDF-1.7\n%%EOF\n"),
    _raw(".pdf", "NUL for a PDF", bytes(100_000)),
    _raw(".pdf", "a zip for a PDF", b"PK\x05\x06" + bytes(18)),
    _raw(".pdf", "brackets within brackets", b"%PDF-1.7\n1 0 obj" + b"[" * 1_000_000),
    _raw(".pdf", "a trailer of itself", b"%PDF-1.7\ntrailer<</Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF\n"),
    _raw(".pdf", "cross-references that unpack to 400 MB", _references(400)),
    Finished("half a PDF", ".pdf", lambda sound: sound[: len(sound) // 2]),
    Finished("a PDF behind a megabyte of something else", ".pdf", lambda sound: b"x" * 1_000_000 + sound),
    _swapped("a start of cross-references that is none", b"startxref\n", b"startxref\n9999999999"),
    _swapped("streams of another length", b"/Length ", b"/Length 9"),
    _swapped("no catalog", b"/Root ", b"/Toor "),
    _swapped("a filter that nobody knows", b"/FlateDecode", b"/FlateDecodX"),
    _pdf("a password", lambda _: None, Encryption(owner="a", user="b")),
    _pdf("a password to change it", lambda _: None, Encryption(owner="a", user="")),
    _pdf("pages in a circle", _circling_pages),
    _pdf("no pages", lambda document: document.pages.__delitem__(slice(None))),
    _pdf("a page without paper", _without("/MediaBox")),
    _pdf("a page without content", _without("/Contents")),
    _pdf("a page without resources", _without("/Resources")),
    _pdf("paper of letters", _page(MediaBox=Array([Name.a, Name.b, Name.c, Name.d]))),
    _pdf("paper of two numbers", _page(MediaBox=Array([0, 0]))),
    _pdf("paper larger than a country", _page(MediaBox=Array([0, 0, 10**15, 10**15]))),
    _pdf("notes that are a number", _page(Annots=7)),
    _pdf("a note without a place", _page(Annots=Array([Dictionary(Type=Name.Annot, Subtype=Name.Link)]))),
    _pdf("content that is a number", _page(Contents=7)),
    _pdf("tags of tags of themselves", _circle),
    _pdf("tags that double sixty times", _doubling_tags),
    _pdf("a thousand tags within each other", _deep_tags),
    _pdf("ninety lists within each other", _nested_lists),
    _pdf("tags that are a text", _kids(pikepdf.String("a"))),
    _pdf("tags that are lists of lists", _kids(Array([Array([Array([])])]))),
    _pdf("content of no page", _kids(Array([0, 1, 2**40]))),
    _pdf("a tree of parents in a circle", _parents_circle),
    _pdf("tags that are a number", _root("/StructTreeRoot", 7)),
    _pdf("a catalog of numbers", _root("/MarkInfo", 7)),
    _pdf("a language that is a list", _root("/Lang", Array([]))),
    _pdf("a drawing that paints itself", _paints_itself),
    _pdf("drawings that double forty times", lambda document: _doubled(document, 40, b"/A Do /A Do")),
    _pdf("two hundred drawings within each other", lambda document: _doubled(document, 200, b"/A Do")),
    _painting("a drawing that is not there", b"/Nobody Do"),
    _painting("a font that is not there", b"BT /Nobody 9 Tf (a) Tj ET"),
    _painting("text without a font", b"BT (a) Tj ET"),
    _painting("operators without numbers", b"cm re c Tf Tj Tm Td BDC sc gs Do"),
    _painting("numbers that are words", b"/a /b /c /d re f (x) Tf"),
    _painting("marks that are never closed", b"/P <</MCID 0>> BDC " * 3_000),
    _painting("marks that were never opened", b"EMC " * 3_000),
    _painting("states that are never taken back", b"q " * 20_000),
    _painting("a million things", b"0 0 1 1 re f " * 500_000),
    _painting("lists within lists", b"[" * 20_000),
    _painting("a picture in the text that never ends", b"BI /W 9 /H 9 ID xx"),
    _pdf("content that unpacks to 400 MB", _bomb),
    _pdf("a font that means four billion letters", _meaning(b"<0000> <FFFFFFFF> <0041>")),
    _pdf("a font that means what is no letter", _meaning(b"<0000> <FFFF> <D800>")),
    _pdf("a font that means nothing", _meaning(b"<> <> <>")),
    _pdf("a font with four billion widths", _widths),
    _pdf("metadata that are no XML", _described(b"\xff\xfe<<<")),
    _pdf("metadata with entities that multiply", _described(_title(LAUGHS, b"&a7;"))),
    _pdf("metadata with a file as entity", _described(_title(STEALS, b"&a;"))),
)

# Word


def _word(name: str, do: Callable[[Parts], None]) -> Finished:
    def spoil(sound: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(sound)) as archive:
            parts = {each: archive.read(each) for each in archive.namelist()}
        do(parts)
        return _zipped(parts)

    return Finished(name, ".docx", spoil)


def _zipped(parts: Parts, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method, compresslevel=1) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return out.getvalue()


def _part(name: str, part: str, old: bytes, new: bytes) -> Finished:
    def do(parts: Parts) -> None:
        assert old in parts[part]
        parts[part] = parts[part].replace(old, new, 1)

    return _word(name, do)


def _body(name: str, body: bytes) -> Finished:
    def do(parts: Parts) -> None:
        parts[DOCUMENT] = b"<w:document " + _W + b"><w:body>" + body + b"</w:body></w:document>"

    return _word(name, do)


def _more(name: str, part: str, data: bytes) -> Finished:
    return _word(name, lambda parts: parts.update({part: data}))


def _heavy(parts: Parts) -> None:
    parts["word/custom.xml"] = b"<a>" + b"<b/>" * 6_000_000 + b"</a>"


def _lost(part: str) -> Finished:
    return _word(f"no {part}", lambda parts: parts.__delitem__(part))


def _bare(parts: Parts) -> None:
    for part in parts.keys() - set(_NEEDED):
        del parts[part]


def _declared(declared: bytes, encoding: str = "utf-8") -> Callable[[Parts], None]:
    def do(parts: Parts) -> None:
        text = '<?xml version="1.0"?>' + declared.decode() + f"<w:document {_W.decode()}><w:body><w:p><w:r><w:t>"
        parts[DOCUMENT] = (text + "&a;</w:t></w:r></w:p></w:body></w:document>").encode(encoding)

    return do


def _styles(based: Callable[[int], int], count: int) -> Callable[[Parts], None]:
    def do(parts: Parts) -> None:
        found = b"".join(
            b'<w:style w:type="paragraph" w:styleId="s%d"><w:basedOn w:val="s%d"/></w:style>' % (each, based(each))
            for each in range(count)
        )
        parts[STYLES] = parts[STYLES].replace(b"</w:styles>", found + b"</w:styles>")
        used = b'<w:p><w:pPr><w:pStyle w:val="s%d"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>' % (count - 1)
        parts[DOCUMENT] = parts[DOCUMENT].replace(b"<w:body>", b"<w:body>" + used)

    return do


def _twice(sound: bytes) -> bytes:
    """A part of one name, and another that hides behind it."""
    with zipfile.ZipFile(io.BytesIO(sound)) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    parts["word/documenu.xml"] = parts[DOCUMENT]
    return _zipped(parts).replace(b"documenu", b"document")


def _listed(name: str, offset: int, value: bytes) -> Finished:
    """The zip's own list says something else of its first part (APPNOTE.TXT, 4.3.12)."""

    def spoil(sound: bytes) -> bytes:
        at = sound.index(b"PK\x01\x02") + offset
        return sound[:at] + value + sound[at + len(value) :]

    return Finished(name, ".docx", spoil)


WORD: tuple[Finished, ...] = (
    _raw(".docx", "no bytes", b""),
    _raw(".docx", "an old Word file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5_000)),
    _raw(".docx", "a zip of nothing", b"PK\x05\x06" + bytes(18)),
    Finished(
        "a zip of five thousand parts", ".docx", lambda _: _zipped({f"word/{n}.xml": b"" for n in range(5_000)}, 0)
    ),
    Finished("half a Word file", ".docx", lambda sound: sound[: len(sound) // 2]),
    Finished("a Word file with one bit turned", ".docx", lambda sound: sound[:999] + b"x" + sound[1000:]),
    Finished("a part twice", ".docx", _twice),
    _listed("a part that says it is smaller", 24, struct.pack("<I", 10)),
    _listed("a part of 300 MB", 24, struct.pack("<I", 300_000_000)),
    _listed("a part behind a password", 8, b"\1\0"),
    _listed("a part packed in a way of its own", 10, b"\x63\0"),
    _word("six million elements", _heavy),
    _more("a part that leads out", "../../../../tmp/evil.xml", b"<a/>"),
    _more("a part at a path", "/etc/evil.xml", b"<a/>"),
    _more("a part on another disk", "C:\\evil.xml", b"<a/>"),
    _more("macros", "word/vbaProject.bin", b"Sub AutoOpen()"),
    *(_lost(part) for part in ("[Content_Types].xml", "_rels/.rels", DOCUMENT, STYLES, "word/settings.xml")),
    _word("nothing but what is needed", _bare),
    _word("a document with a file as entity", _declared(STEALS)),
    _word("a document with entities that multiply", _declared(LAUGHS.replace(b"ENTITY a7", b"ENTITY b"))),
    _word("a document with a file as entity in UTF-16", _declared(STEALS, "utf-16")),
    _part("a document that is not closed", DOCUMENT, b"</w:body>", b""),
    _part("a document without a body", DOCUMENT, b"w:body>", b"w:nobody>"),
    _part(
        "a template from elsewhere",
        "word/_rels/document.xml.rels",
        b"</Relationships>",
        b'<Relationship Id="t" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="https://example.org/a.dotm" TargetMode="External"/></Relationships>',
    ),
    _part(
        "a relation that leads out",
        "word/_rels/document.xml.rels",
        b"</Relationships>",
        b'<Relationship Id="t" Type="x/image" Target="../../../../etc/passwd"/></Relationships>',
    ),
    _word("styles in a circle", _styles(lambda each: 1 - each, 2)),
    _word("a style of itself", _styles(lambda each: each, 1)),
    _word("fifteen hundred styles that follow each other", _styles(lambda each: each - 1, 1_500)),
    _body("nothing in it", b""),
    _body("elements within elements", b"<w:sdt>" * 100_000 + b"</w:sdt>" * 100_000),
    _body("eighty tables within each other", b"<w:tbl><w:tr><w:tc>" * 80 + b"</w:tc></w:tr></w:tbl>" * 80),
    _body(
        "numbers without end",
        b'<w:p><w:pPr><w:numPr><w:ilvl w:val="inf"/><w:numId w:val="1e999"/></w:numPr><w:spacing w:line="nan"/></w:pPr><w:r><w:rPr><w:sz w:val="inf"/></w:rPr><w:t>a</w:t></w:r></w:p>',
    ),
    _body(
        "a cell over a billion columns",
        b'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>',
    ),
    _body("paragraphs of another language of XML", b'<p xmlns="urn:a"><r><t>a</t></r></p><a:p xmlns:a="urn:b"/>'),
    _body("fields that are never closed", b'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>' * 2_000),
    _body("a word of a million letters", b"<w:p><w:r><w:t>" + b"x" * 1_000_000 + b"</w:t></w:r></w:p>"),
)

# Web pages

PAGES: tuple[Finished, ...] = (
    _raw(".html", "no bytes", b""),
    _raw(".html", "nothing but white space", b" \n"),
    _raw(".html", "a program", bytes(range(256)) * 50),
    _raw(".html", "a hundred thousand divisions", b"<div>" * 100_000 + b"a"),
    _raw(".html", "two hundred tables within each other", b"<table><tr><td>" * 200 + b"a"),
    _raw(".html", "two hundred lists within each other", b"<ol><li>" * 200 + b"a"),
    _raw(".html", "a list that starts at a word", b"<ol start=x><li>a</ol>"),
    _raw(".html", "a list that starts at the end", b"<ol start=" + b"9" * 5_000 + b"><li>a</ol>"),
    _raw(".html", "entities of their own", LAUGHS + b"<p>&a7;"),
    _raw(".html", "a file as entity", STEALS + b"<p>&a;"),
    _raw(".html", "a terminal's escape", b"<p>a\x1b[31m\x1b]0;owned\x07b"),
    _raw(".html", "a title of a million letters", b"<title>" + b"x" * 1_000_000),
)
CASES = (*PDFS, *WORD, *PAGES)
