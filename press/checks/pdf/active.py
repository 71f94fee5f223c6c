"""What a PDF may do when it is opened, turned over or clicked at: run, send, fetch, or open something else.

catalog   OpenAction, AA, Names (JavaScript, EmbeddedFiles), AcroForm (XFA), Outlines → A
pages     AA, Annots → A, AA, PA; and what plays or holds a file
actions   Next: what is done after them
"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Stream

from press.addresses import dangerous
from press.checks.pdf.fault import Fault
from press.checks.pdf.fonts import PdfObject

_WITHIN = frozenset({"/GoTo", "/Thread", "/GoToDp"})
"""Actions that stay within the file (ISO 32000-1, 12.6.4; ISO 32000-2, 12.6.4.6)."""
_TURNING = frozenset({"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"})
_DOES = {
    "/JavaScript": "runs a script",
    "/Launch": "starts a program or opens a file",
    "/SubmitForm": "sends what is filled in",
    "/ImportData": "fetches data from a file",
    "/ResetForm": "empties a form",
    "/GoToR": "opens another file",
    "/GoToE": "opens a file that is embedded",
    "/Hide": "hides or shows parts of the page",
    "/SetOCGState": "hides or shows parts of the page",
    "/Movie": "plays a film",
    "/Sound": "plays a sound",
    "/Rendition": "plays a sound or a film",
    "/RichMediaExecute": "runs what is embedded",
    "/GoTo3DView": "turns a model",
    "/Trans": "changes how pages turn",
}
_PLAYING = frozenset({"/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"})


def faults(document: pikepdf.Pdf) -> Iterator[Fault]:
    """Every action of a file that does more than go to a place in it or to a page on the web."""
    return _Reader(document).faults()


class _Reader:
    """Follows each object once, so that one that leads back to itself ends nowhere else."""

    def __init__(self, document: pikepdf.Pdf) -> None:
        self.document = document
        self._met: set[tuple[int, int]] = set()

    def faults(self) -> Iterator[Fault]:
        root: PdfObject = self.document.Root
        opening = root.get("/OpenAction")
        if isinstance(opening, Dictionary):
            yield from self._actions(opening, 0, "when it is opened", clicked=False)
        yield from self._automatic(root, 0)
        yield from self._names(root)
        base = root.get("/URI")
        if isinstance(base, Dictionary) and dangerous(str(base.get("/Base", ""))):
            yield _led(0, str(base.Base))
        for number, page in enumerate(self.document.pages, 1):
            yield from self._automatic(page.obj, number)
            for annotation in _array(page.obj.get("/Annots")):
                yield from self._annotation(annotation, number)
        yield from self._outlines(root)

    def _names(self, root: PdfObject) -> Iterator[Fault]:
        names = root.get("/Names")
        if isinstance(names, Dictionary):
            if "/JavaScript" in names:
                yield Fault("pdf-active", 0, "", "The file runs a script when it is opened.")
            if "/EmbeddedFiles" in names:
                yield Fault("pdf-embedded", 0, "", "Files are embedded in the file.")
        if _array(root.get("/AF")):
            yield Fault("pdf-embedded", 0, "", "Files are embedded in the file.")
        form = root.get("/AcroForm")
        if isinstance(form, Dictionary):
            if "/XFA" in form:
                yield Fault("pdf-active", 0, "", "The file has a form (XFA) that may run scripts.")
            for field in self._tree(form.get("/Fields"), "/Kids"):
                yield from self._automatic(field, 0)

    def _tree(self, items: PdfObject | None, kids: str) -> Iterator[PdfObject]:
        """The dictionaries of an array and those below them, each once."""
        ahead = list(_array(items))
        while ahead:
            item = ahead.pop()
            if isinstance(item, Dictionary) and self._new(item):
                yield item
                ahead += _array(item.get(kids))

    def _new(self, item: PdfObject) -> bool:
        """Whether an object was not met before; one that stands in another is."""
        number = item.objgen
        if number[0] and number in self._met:
            return False
        self._met.add(number)
        return True

    def _outlines(self, root: PdfObject) -> Iterator[Fault]:
        outlines = root.get("/Outlines")
        ahead = [outlines.get("/First")] if isinstance(outlines, Dictionary) else []
        while ahead:
            item = ahead.pop()
            if isinstance(item, Dictionary) and self._new(item):
                ahead += [item.get("/Next"), item.get("/First")]
                if isinstance(item.get("/A"), Dictionary):
                    yield from self._actions(item.A, 0, "when a bookmark is clicked at", clicked=True)

    def _annotation(self, annotation: PdfObject, page: int) -> Iterator[Fault]:
        if not isinstance(annotation, Dictionary):
            return
        kind = str(annotation.get("/Subtype", "/"))
        if kind in _PLAYING:
            yield Fault("pdf-active", page, kind[1:], "Something on the page plays or runs.")
        elif kind == "/FileAttachment":
            yield Fault("pdf-embedded", page, "", "A file is attached to the page.")
        for key in ("/A", "/PA"):
            if isinstance(annotation.get(key), Dictionary):
                yield from self._actions(annotation[key], page, "when it is clicked at", clicked=True)
        yield from self._automatic(annotation, page)

    def _automatic(self, holder: PdfObject, page: int) -> Iterator[Fault]:
        """What is done when something happens (ISO 32000-1, 12.6.3)."""
        events = holder.get("/AA")
        if isinstance(events, Dictionary):
            for action in events.values():
                if isinstance(action, Dictionary):
                    yield from self._actions(action, page, "without being asked", clicked=False)

    def _actions(self, action: PdfObject, page: int, when: str, *, clicked: bool) -> Iterator[Fault]:
        """An action, and those that follow it."""
        ahead, direct = [action], 0
        while ahead and direct < _MOST_FOLLOWING:
            action = ahead.pop()
            if not isinstance(action, Dictionary) or not self._new(action):
                continue
            direct += not action.objgen[0]
            yield from _one(action, page, when, clicked=clicked)
            following = action.get("/Next")
            ahead += [following] if isinstance(following, Dictionary) else _array(following)


_MOST_FOLLOWING = 100_000
"""Actions one after the other that are no objects of their own."""


def _one(action: PdfObject, page: int, when: str, *, clicked: bool) -> Iterator[Fault]:
    kind = str(action.get("/S", "/"))
    if kind == "/URI":
        address = _text(action.get("/URI", ""))
        if dangerous(address):
            yield _led(page, address)
        elif not clicked:
            yield Fault("pdf-active", page, address, f"The file opens a web page {when}.")
    elif kind == "/Named" and str(action.get("/N")) in _TURNING:
        return
    elif kind not in _WITHIN:
        does = _DOES.get(kind, f"does what this program does not know ({kind[1:] or 'nothing named'})")
        words = _text(action.get("/JS", action.get("/F", action.get("/N", ""))))
        yield Fault("pdf-active", page, words, f"The file {does} {when}.")


def _led(page: int, address: str) -> Fault:
    return Fault("pdf-link-scheme", page, address, "A link leads to a program, a script or a file.")


def _text(value: PdfObject) -> str:
    """What an action names, in words: a text, a script in a stream, or a file."""
    if isinstance(value, Stream):
        return value.read_bytes()[:200].decode("utf-8", "replace")
    if isinstance(value, Dictionary):
        return str(value.get("/UF", value.get("/F", "")))
    return str(value)


def _array(value: PdfObject | None) -> list[PdfObject]:
    return list(value) if isinstance(value, Array) else []
