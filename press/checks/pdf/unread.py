"""What stands in a PDF and is not read with its tags: decoration, stray words, fields, notes; and files without any."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

import pikepdf
from pikepdf import Array, Dictionary

from press.checks.pdf.content import Key, Pages, Piece, Run
from press.checks.pdf.fonts import PdfObject
from press.checks.pdf.tree import Element
from press.speech import quoted

_UNKNOWN = "\N{REPLACEMENT CHARACTER}"
_DIGITS = re.compile(r"\d+")
_MOST_QUOTED = 20
_DEEPEST = 50
"""How many fields of a form may stand in each other."""
_GAP = 0.15
"""In type sizes: what parts two words."""
_LEADING = 1.8
"""In type sizes: how far lines of one paragraph are apart at most."""


def left_out(document: pikepdf.Pdf, pages: Pages, owners: Mapping[Key, int], untold: Iterable[str]) -> Iterator[str]:
    """What is not read, in words, each kind once."""
    kinds: dict[str, list[str]] = {}
    for piece in pages.pieces:
        if piece.text.strip() and (kind := _kind(piece, owners)):
            kinds.setdefault(kind, []).append(_joined(piece))
    kinds.setdefault("words in tags that no reader looks at", []).extend(untold)
    for kind, texts in kinds.items():
        alike = {_DIGITS.sub("0", text.strip()): text for text in reversed(texts)}
        words = [quoted(text) for text in reversed(list(alike.values()))]
        more = [f"and {len(words) - _MOST_QUOTED} more"] if len(words) > _MOST_QUOTED else []
        if words:
            yield f"{kind}: {'; '.join([*words[:_MOST_QUOTED], *more])}"
    yield from _unknown(pages)
    yield from beside(document)


def _kind(piece: Piece, owners: Mapping[Key, int]) -> str:
    """Why a piece is not read; empty where it is."""
    if piece.artifact is not None:
        return "what is marked as decoration, such as headers and footers"
    if piece.key is None:
        return "words that are in no tag"
    return "" if piece.key in owners else "words that no tag claims"


def _joined(piece: Piece) -> str:
    """The words of a piece, with a space where it leaves one."""
    pairs = zip([None, *piece.runs], piece.runs, strict=False)
    return "".join(f" {run.text}" if last and _apart(run, last) else run.text for last, run in pairs)


def untold(root: Element, told: Collection[int]) -> Iterator[str]:
    """The words of elements that were not read."""
    for element in root.elements():
        own = "".join(kid for kid in element.kids if isinstance(kid, str))
        own = own or "".join(piece.text for piece in element.pieces if element.role == "Figure")
        if own.strip() and id(element) not in told:
            yield own


def _unknown(pages: Pages) -> Iterator[str]:
    """Letters of fonts that do not say what they are."""
    number = sum(piece.text.count(_UNKNOWN) for piece in pages.pieces)
    if number:
        names = sorted({font.name for font in pages.fonts.values() if not font.texts}) or ["fonts of the file"]
        yield f"{number} letters that nobody can tell, as the font does not say what they are: {', '.join(names)}"


def beside(document: pikepdf.Pdf) -> Iterator[str]:
    """Fields of forms, notes and other things that lie on the pages."""
    for number, page in enumerate(document.pages, 1):
        annotations = page.obj.get("/Annots")
        for annotation in annotations if isinstance(annotations, Array) else ():
            kind = str(annotation.get("/Subtype", "/"))[1:] if isinstance(annotation, Dictionary) else "Link"
            if kind == "Widget":
                yield f"a form's field on page {number}, {_field(annotation)}"
            elif kind not in ("Link", "Popup"):
                words = str(annotation.get("/Contents", "")).strip()
                yield f"something on page {number} ({kind}){': ' + quoted(words) if words else ''}"


def _field(widget: PdfObject) -> str:
    """What a field of a form is called and holds (ISO 32000-1, 12.7.3)."""
    found = {key: _inherited(widget, key) for key in ("/TU", "/T", "/V")}
    value = found["/V"] if found["/V"] is not None else widget.get("/AS")
    held = str(value).removeprefix("/") if value is not None and not isinstance(value, pikepdf.Stream) else ""
    name = str(found["/TU"] or found["/T"] or "")
    return f"{quoted(name) if name else 'without a name'}{': ' + quoted(held) if held else ', empty'}"


def _inherited(widget: PdfObject, key: str) -> PdfObject | None:
    for _ in range(_DEEPEST):
        if not isinstance(widget, Dictionary) or key in widget:
            break
        widget = widget.get("/Parent")
    return widget.get(key) if isinstance(widget, Dictionary) else None


# Without tags


def painted(pages: Pages) -> Iterator[str]:
    """All words as they are painted, in paragraphs as far as the lines show them."""
    words: list[str] = []
    last: Run | None = None
    for run in (run for piece in pages.pieces for run in piece.runs):
        if last is not None and _begins(run, last):
            yield "".join(words)
            words = []
        words += [" ", run.text] if words and last and _apart(run, last) else [run.text]
        last = run
    yield "".join(words)


def _begins(run: Run, last: Run) -> bool:
    """Whether a paragraph begins: on another page, in another size, or after more than a line."""
    size = max(run.size, last.size, 1)
    fallen = abs(last.end[1] - run.start[1])
    return run.page != last.page or abs(run.size - last.size) > 0.1 * size or fallen > _LEADING * size


def _apart(run: Run, last: Run) -> bool:
    if last.text.endswith(" ") or run.text.startswith(" "):
        return False
    other_line = abs(last.end[1] - run.start[1]) > 0.3 * max(run.size, 1)
    return other_line or run.start[0] - last.end[0] > _GAP * run.size
