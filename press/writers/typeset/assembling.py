"""A PDF of what Typst painted: its objects as they are, the contents of its pages marked, and fonts of clusters."""

from __future__ import annotations

import io

import pydyf
from fontTools.ttLib import TTFont

from press.layout import POINTS_PER_MILLIMETRE, Layout
from press.writers import imposition
from press.writers.structure import FLAVOURS
from press.writers.typeset.painted import File, Page
from press.writers.typeset.shapes import Made, Shapes
from press.writers.typeset.text import Font


def assembled(file: File, contents: list[bytes], shapes: Shapes, layout: Layout, *, marks: bool = True) -> pydyf.PDF:
    """A PDF of Typst's objects, with other contents on its pages, and crop marks where the layout has them."""
    pdf = pydyf.PDF()
    catalog, pages = pdf.catalog, pdf.pages
    del pdf.objects[1:]
    for raw in file.objects:
        pdf.add_object(raw)
    pdf.objects[1] = pages
    pages.number = 1
    pdf.add_object(catalog)
    catalog["Pages"] = pages.reference
    fonts = b"".join(b"/%b %d 0 R" % (made.name, _added(pdf, made, file)) for made in shapes.made.values())
    resources = {int(page.resources.split()[0]) for page in file.pages}
    for number in resources if fonts else ():
        raw = file.object(number)
        raw.content = raw.content.replace(b"/Font<<", b"/Font<<" + fonts, 1)
    for page, number, content in zip(file.pages, file.page_numbers, contents, strict=True):
        _page(pdf, page, number, content, layout, marks=marks)
    for raw in file.objects:
        if _is_spare(raw.content):
            raw.content = b"null"
        raw.content = raw.content.replace(b"/Interpolate true", b"/Interpolate false", 1)
    catalog["OutputIntents"] = pydyf.Array([_intent(file)])
    return pdf


def _is_spare(content: bytes) -> bool:
    """Whether an object is of what Typst wrote around its pages, and is written anew."""
    kinds = (b"/Type/Annot", b"/Type/Catalog", b"/Type/Metadata", b"/Producer", b"/Creator", b"/CreationDate")
    return any(kind in content[:80] for kind in kinds)


def _intent(file: File) -> pydyf.Dictionary:
    """The output intent (ISO 32000-1, 14.11.5)."""
    name = pydyf.String("sRGB")
    return pydyf.Dictionary(
        {"Type": "/OutputIntent", "OutputConditionIdentifier": name, "Info": name, "DestOutputProfile": file.profile}
    )


def _page(pdf: pydyf.PDF, page: Page, number: int, content: bytes, layout: Layout, *, marks: bool) -> None:
    """A page; its lower left corner, cut, is the origin."""
    bleed, around = (edge * POINTS_PER_MILLIMETRE for edge in (layout.bleed, layout.bleed + layout.slug))
    width, height = page.box[2] - 2 * around, page.box[3] - 2 * around
    parts = [content]
    if around:
        placed = (imposition.Placed(0, 0, 0, width / POINTS_PER_MILLIMETRE),)
        parts = [b"q 1 0 0 1 %.7g %.7g cm" % (-around, -around), content, b"Q"]
        cut = imposition.crop_marks(placed, width, height, bleed, layout.slug * POINTS_PER_MILLIMETRE)
        parts += [cut] if marks else []
    stream = pydyf.Stream([b"\n".join(parts)], compress=True)
    pdf.add_object(stream)
    values = {"Type": "/Page", "Parent": pdf.pages.reference, "Resources": page.resources, "Contents": stream.reference}
    for box, edge in (("MediaBox", around), ("BleedBox", bleed), ("TrimBox", 0)):
        values[box] = pydyf.Array([-edge, -edge, width + edge, height + edge])
    made = pydyf.Dictionary(values)
    made.number = number
    pdf.objects[number] = made
    pdf.pages["Kids"].extend([number, 0, "R"])
    pdf.pages["Count"] += 1


def written(pdf: pydyf.PDF, layout: Layout) -> bytes:
    """The bytes of a PDF."""
    file = io.BytesIO()
    pdf.write(file, version=FLAVOURS[layout.conformance].version, identifier=True, compress=True)
    return file.getvalue()


# Fonts of clusters


def units(file: File, font: Font) -> int:
    """How many units of a font are an em."""
    with TTFont(io.BytesIO(file.object(font.file).stream), lazy=True) as source:
        return int(source["head"].unitsPerEm)


def _added(pdf: pydyf.PDF, made: Made, file: File) -> int:
    """Put a font of clusters into a PDF, and give back the number of its object (ISO 32000-1, 9.7)."""
    clusters, name = made.clusters, b"/" + made.source.name
    outlines = pydyf.Stream([clusters.file(file.object(made.source.file).stream)], compress=True)
    to_unicode = pydyf.Stream([_to_unicode(made)], compress=True)
    descriptor = pydyf.Dictionary(_DESCRIPTOR | {"FontName": name})
    inner = pydyf.Dictionary(_DESCENDANT | {"BaseFont": name, "W": _widths(made)})
    outer = pydyf.Dictionary({"Type": "/Font", "Subtype": "/Type0", "BaseFont": name, "Encoding": "/Identity-H"})
    for item in (outlines, to_unicode, descriptor, inner, outer):
        pdf.add_object(item)
    descriptor["FontFile2"] = outlines.reference
    inner["FontDescriptor"] = descriptor.reference
    outer |= {"DescendantFonts": pydyf.Array([inner.reference]), "ToUnicode": to_unicode.reference}
    return int(outer.number)


def _widths(made: Made) -> pydyf.Array:
    """The widths of a font's glyphs, in thousandths of an em (ISO 32000-1, 9.7.4.3)."""
    advances = made.clusters.advances.values()
    return pydyf.Array([1, pydyf.Array([round(advance * 1000 / made.units, 3) for advance in advances])])


def _to_unicode(made: Made) -> bytes:
    """What a font's glyphs say (ISO 32000-1, 9.10.3)."""
    lines = [f"<{number:04x}> <{text.encode('utf-16-be').hex()}>" for number, text in made.clusters.says.items()]
    parts = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    said = "\n".join(f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar" for part in parts)
    return _CMAP.replace("{said}", said).encode()


_DESCRIPTOR = {
    "Type": "/FontDescriptor",
    "Flags": 4,
    "ItalicAngle": 0,
    "StemV": 80,
    "FontBBox": pydyf.Array([-1000, -1000, 3000, 2000]),
    "Ascent": 1000,
    "Descent": -300,
    "CapHeight": 700,
}
_DESCENDANT = {
    "Type": "/Font",
    "Subtype": "/CIDFontType2",
    "CIDToGIDMap": "/Identity",
    "DW": 0,
    "CIDSystemInfo": pydyf.Dictionary(
        {"Registry": pydyf.String("Adobe"), "Ordering": pydyf.String("Identity"), "Supplement": 0}
    ),
}
_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{said}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
