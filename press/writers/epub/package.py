"""The package document (EPUB 3.3, 5): what the book is, what it holds, and how accessible it is.

What it says of accessibility is counted in its page (EPUB Accessibility 1.1, 2): pictures without words are not called
described. That it conforms to WCAG is not said: that takes a person who has looked.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence

from lxml import etree

from press.manuscript import Manuscript, told_of_audio
from press.model import PartialDate, plain
from press.writers.epub.content import XHTML, PictureFile
from press.writers.epub.navigation import source
from press.writers.epub.overlay import ACTIVE, clock

_OPF = "http://www.idpf.org/2007/opf"
_DC = "http://purl.org/dc/elements/1.1/"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def package(
    manuscript: Manuscript,
    page: etree._Element,
    pictures: Sequence[PictureFile],
    seconds: float = 0,
    narrator: str = "",
) -> bytes:
    """The package document of a book that has one page and these pictures; ``seconds`` is how long it is heard, 0
    where it has no sound, and ``narrator`` who speaks."""
    root = etree.Element(f"{{{_OPF}}}package", nsmap={None: _OPF, "dc": _DC})  # type: ignore[dict-item]  # None: no prefix
    for key, value in (("version", "3.0"), ("unique-identifier", "id"), (_LANG, manuscript.language)):
        root.set(key, value)
    root.set("dir", manuscript.direction)
    _metadata(metadata := _add(root, "metadata"), manuscript, page, heard=bool(seconds))
    manifest = _add(root, "manifest")
    _add(manifest, "item", id="nav", href="nav.xhtml", **{"media-type": "application/xhtml+xml"}, properties="nav")
    leaflet = _add(manifest, "item", id="leaflet", href="leaflet.xhtml", **{"media-type": "application/xhtml+xml"})
    if seconds:
        leaflet.set("media-overlay", "overlay")
        _add(manifest, "item", id="overlay", href="overlay.smil", **{"media-type": "application/smil+xml"})
        _add(manifest, "item", id="sound", href="audio/leaflet.mp3", **{"media-type": "audio/mpeg"})
        _sound(metadata, seconds, narrator)
    _add(manifest, "item", id="style", href="style.css", **{"media-type": "text/css"})
    for number, picture in enumerate(pictures, 1):
        _add(manifest, "item", id=f"picture-{number}", href=picture.path, **{"media-type": picture.media_type})
    spine = _add(root, "spine")
    spine.set("page-progression-direction", manuscript.direction)
    _add(spine, "itemref", idref="leaflet")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _sound(metadata: etree._Element, seconds: float, narrator: str) -> None:
    """How long the sound is, who speaks, and how what is read is marked (EPUB 3.3, 9.3)."""
    _add(metadata, "meta", property="media:duration", refines="#overlay").text = clock(seconds)
    _meta(metadata, "media:duration", clock(seconds))
    _meta(metadata, "media:narrator", narrator)
    _meta(metadata, "media:active-class", ACTIVE)


def _metadata(metadata: etree._Element, manuscript: Manuscript, page: etree._Element, *, heard: bool) -> None:
    reviewed = manuscript.last_reviewed
    for name, value in (
        ("identifier", _identifier(manuscript)),
        ("title", manuscript.name),
        ("language", manuscript.language),
        ("creator", manuscript.publisher),
        ("publisher", manuscript.publisher),
        ("date", str(reviewed)),
        ("description", plain(manuscript.summary)),
        *(("subject", keyword) for keyword in manuscript.keywords),
    ):
        element = etree.SubElement(metadata, f"{{{_DC}}}{name}")
        element.text = value
        if name == "identifier":
            element.set("id", "id")
    _meta(metadata, "dcterms:modified", _moment(reviewed))
    if manuscript.print_pages:
        _meta(metadata, "pageBreakSource", source(manuscript))
    for name, value in _accessibility(manuscript, page, heard=heard):
        _meta(metadata, f"schema:{name}", value)


def _accessibility(manuscript: Manuscript, page: etree._Element, *, heard: bool) -> Iterator[tuple[str, str]]:
    """What the page is found to have (Schema.org Accessibility Properties for Discoverability Vocabulary)."""
    shown = [image for image in page.iter(f"{{{XHTML}}}img") if image.get("alt")]
    yield "accessMode", "textual"
    if shown:
        yield "accessMode", "visual"
    if heard:
        yield "accessMode", "auditory"
        yield "accessModeSufficient", "auditory"  # all words are read aloud, those for pictures too
    yield "accessModeSufficient", "textual"  # no picture that says something is without words: they have `alt`
    features = ["displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents"]
    features += ["alternativeText"] if shown else []
    features += ["longDescription"] if page.find(f".//{{{XHTML}}}p[@class='described']") is not None else []
    features += ["synchronizedAudioText"] if heard else []
    features += ["pageBreakMarkers", "pageNavigation"] if manuscript.print_pages else []
    yield from (("accessibilityFeature", feature) for feature in sorted(features))
    yield "accessibilityHazard", "none"
    said = ["book_structure", *(["book_pictures"] if shown else []), *(["book_sound"] if heard else [])]
    if all(key in manuscript.strings.texts for key in said):
        checked = [told_of_audio(manuscript)] if heard else []
        yield "accessibilitySummary", " ".join([*(manuscript.strings[key] for key in said), *checked])


def _meta(metadata: etree._Element, name: str, value: str) -> None:
    _add(metadata, "meta", property=name).text = value


def _add(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{_OPF}}}{name}", attributes)


def _identifier(manuscript: Manuscript) -> str:
    """The same in each build of the same words, and another for each clinic and volume (RFC 4122, 4.3)."""
    clinic = manuscript.clinic.id if manuscript.clinic else ""
    parts = ("leaflet-press", manuscript.topic, manuscript.edition, manuscript.language, manuscript.code, clinic)
    return uuid.uuid5(uuid.NAMESPACE_URL, "/".join((*parts, manuscript.volume))).urn


def _moment(date: PartialDate) -> str:
    """The review's day as the package wants it: nobody's clock is asked (EPUB 3.3, 5.5.4)."""
    return f"{date.year:04}-{date.month or 1:02}-{date.day or 1:02}T00:00:00Z"
