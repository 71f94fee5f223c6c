"""Files of others -> drafts, and Word files of ours that were edited -> the same changes in their edition.

An old leaflet becomes a draft that a person looks through:

web            a web page -> what is found in it
package, raw   the file as a package, wherever its parts lie; every text of it, for counting
looks          styles and numbering
words, reading the file -> what is found in it (`found`), in reading order
typed          bullets and numbers that were typed before items
shaping, tables what was found -> the blocks of a leaflet (`draft`), by style and by look
markdown       blocks -> Markdown that reads back as the same words
proposals      reviews, phone numbers, addresses and hours that the text tells
sections       the sections that the headings divide a draft into
images         pictures of a file in a form that a leaflet can have
drafting       all of it -> the YAML of an edition
account        the words of the file and those of the draft, counted apart from each other

What was changed in Word comes home:

returned       the paragraphs of a file that comes back, and which passage each was
printed        what a document of the edition prints, text by text
sources        where each text stands in the YAML, letter by letter
wording        other words for a text, put in word by word
emphasis       what became strong, or a link to elsewhere
merging        all of it -> the YAML with the changes in it, and each change (`edits`)
"""

from __future__ import annotations

from pathlib import PurePath

from press.incoming import reading, web
from press.incoming.drafting import Draft, draft
from press.incoming.found import File, Omission, Question
from press.problems import Place, Problem, Refused
from press.programs import libreoffice

__all__ = ["Draft", "Omission", "Question", "draft", "read"]

WORD, PAGES, OTHERS = (".docx", ".docm", ".dotx", ".dotm"), (".html", ".htm"), (".doc", ".odt", ".rtf")
_BEGINNINGS = {
    ".doc": (bytes.fromhex("d0cf11e0a1b11ae1"), b"{\\rtf", b"PK\3\4", b"<", b"\xef\xbb\xbf<"),
    ".odt": (b"PK\3\4",),
    ".rtf": (b"{\\rtf",),
}
"""With which bytes such files begin: LibreOffice would take any others for bare text."""
SUFFIXES = (*WORD, *PAGES, *OTHERS)
"""How the names of files end that can be read; the last three of them with LibreOffice alone."""


def read(data: bytes, name: str, *, original: bool = False) -> File:
    """What is in a file, whose kind is told by how its ``name`` ends; with ``original`` before its tracked changes.

    Raises Refused, placed in ``name``, if it cannot be read.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix in WORD:
        return reading.read(data, name, original=original)
    if suffix in PAGES:
        return web.read(data, name)
    if suffix not in OTHERS:
        hint = f"Save it as .docx, or name a file in {', '.join(SUFFIXES)}."
        raise Refused([Problem("import-kind", Place(name), "Files of this kind are not read.", hint)])
    if not data.startswith(_BEGINNINGS[suffix]):
        message = f"It is no {suffix} file, whatever its name says."
        raise Refused([Problem("import-kind", Place(name), message, "Open it in Word, and save it as .docx.")])
    converted = libreoffice.as_word(data, suffix)
    if not converted:
        hint = "Install LibreOffice (Debian: apt-get install libreoffice-writer), or save it as .docx in Word."
        raise Refused([Problem("import-kind", Place(name), f"A {suffix} file cannot be read here.", hint)])
    return reading.read(converted, name, original=original)
