"""EPUB 3.3: the leaflet as an e-book, in one zip that is the same every time.

mimetype                 first, and stored as it is (OCF 4.2)
META-INF/container.xml   where the package is
EPUB/package.opf         what there is, in which order, and how accessible it is: `package`
EPUB/nav.xhtml           contents and landmarks: `navigation`
EPUB/leaflet.xhtml       the words, set in the layout's book.html: `content`
EPUB/style.css           the layout's book.css
EPUB/images/             the pictures
EPUB/overlay.smil        what is heard of it when, where it is read aloud: `overlay`
EPUB/audio/leaflet.mp3   the sound
"""

from __future__ import annotations

import io
import zipfile

from press.layout import Layout
from press.manuscript import Manuscript
from press.writers import html
from press.writers.epub import breaks, content, navigation, overlay, package
from press.writers.speaking import narrator

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_MEDIA_TYPE = "application/epub+zip"
_CONTAINER = b"""<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


def write(manuscript: Manuscript, layout: Layout) -> bytes:
    """The leaflet as an EPUB, which loads nothing from outside and runs nothing.

    Where the layout has a voice it is read aloud. Raises Refused where nobody can speak it.
    """
    page, pictures = content.page(manuscript, layout)
    breaks.mark(page, manuscript)
    sound = overlay.overlay(page, manuscript, layout) if layout.voice else None
    speaker = narrator(manuscript.language, layout) if layout.voice else ""
    spoken = {"EPUB/overlay.smil": sound.document, "EPUB/audio/leaflet.mp3": sound.sound} if sound else {}
    files = {
        "META-INF/container.xml": _CONTAINER,
        "EPUB/package.opf": package.package(manuscript, page, pictures, sound.seconds if sound else 0, speaker),
        "EPUB/nav.xhtml": navigation.page(manuscript),
        "EPUB/leaflet.xhtml": content.serialized(page),
        "EPUB/style.css": html.style_sheet(manuscript, layout, "book.css", voice=bool(layout.voice)).encode(),
        **{f"EPUB/{picture.path}": picture.data for picture in pictures},
        **spoken,
    }
    return _zipped(files)


def _zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(_entry("mimetype"), _MEDIA_TYPE, zipfile.ZIP_STORED)
        for name, data in files.items():
            archive.writestr(_entry(name), data, zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    """Without the time, the system and the rights of the one who writes it."""
    info = zipfile.ZipInfo(name, _FIRST_DAY)
    info.create_system = 3
    return info
