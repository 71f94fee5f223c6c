"""What is painted and not tagged: headers and footers, repeated heads of tables, decoration."""

from __future__ import annotations

from collections.abc import Iterator

from press import pictures
from press.checks.pdf.content import Piece
from press.checks.pdf.fault import Fault
from press.checks.pdf.tree import Element
from press.manuscript import Manuscript, backs
from press.model import Picture, figures, plain

_MARGINS = frozenset({("Pagination", "Header"), ("Pagination", "Footer")})
_REPEATED = ("Pagination", "")
_HYPHEN = "\N{HYPHEN}"
_CUT = "\N{HORIZONTAL ELLIPSIS}"
_SIGNS = dict.fromkeys(map(ord, f".{_HYPHEN}"))
_KINDS = frozenset({"Pagination", "Layout", "Page", "Background"})
"""ISO 32000-1, table 330."""


def faults(pieces: list[Piece], pages: int, manuscript: Manuscript, tree: Element) -> Iterator[Fault]:
    """What the artifacts of each page say that they must not, or do not and must."""
    heads = list(_heads(tree))
    decorative = [figure.picture for figure in figures(manuscript.sections) if figure.decorative]
    labels = [_labels(picture) for picture in (*decorative, *([manuscript.cover] if manuscript.cover else ()))]
    # On panels that stay blank: over the lines for notes, and what the back repeats.
    blank = [_bare("".join(back.texts(manuscript))) for back in backs(manuscript)]
    blank.append(_bare(manuscript.strings["notes"]))
    for number in range(1, pages + 1):
        artifacts = [piece for piece in pieces if piece.page == number and piece.artifact is not None]
        told = number == 1 and any(element.words == manuscript.notice for element in tree.elements())
        yield from _margins(_text(artifacts, *_MARGINS), number, pages, manuscript, told=told)
        if rest := _unknown(_text(artifacts, _REPEATED), [head for head, on in heads if number in on]):
            yield Fault("tag-artifact", number, rest, "This is marked as the repeated head of a table, and is none.")
        # Leaders, and the hyphens of words that are divided (kept.py says whether they may be).
        decoration = _text(artifacts, ("Layout", "")).translate(_SIGNS)
        known = [stretch for words in blank for stretch in _as_painted(words.translate(_SIGNS), decoration)]
        if rest := _unknown(decoration, [*labels, *known]):
            yield Fault("tag-artifact", number, rest, "This text is marked as decoration.")
        for piece in artifacts:
            if piece.artifact and piece.artifact[0] not in _KINDS:
                yield Fault("tag-artifact", number, piece.text, "This artifact does not say of what kind it is.")


def _margins(text: str, number: int, pages: int, manuscript: Manuscript, *, told: bool) -> Iterator[Fault]:
    """Headers and footers hold the running title, the page's number, the code, the notice and, on a cover, when the
    leaflet is reviewed next; nothing else.

    ``told``: the notice stands in the page's text, and need not stand in its margins as well.
    """
    notice = _bare(manuscript.notice)
    if notice not in text and not told:
        yield Fault("tag-notice", number, manuscript.notice, "The notice is not on this page.")
    if manuscript.code not in text:
        yield Fault("tag-code", number, manuscript.code, "The edition's code is not on this page, or it is another.")
    page_of = manuscript.strings["page_of"].format(page=number, pages=pages)
    known = (notice, _bare(manuscript.name), _bare(page_of), manuscript.code, _bare(manuscript.due))
    text = text.replace(_HYPHEN, "")
    for words in sorted(known, key=len, reverse=True):
        text = text.replace(words, "", 1)
    if _is_short_for(text, manuscript):
        return
    before = _bare(manuscript.strings["page_of"].partition("{")[0])
    if text.startswith(before) and text[len(before) :][:1].isdigit():
        yield Fault("tag-page-number", number, text, f"The page's number is not right: this is “{page_of}”.")
    else:
        yield Fault("tag-artifact", number, text, "This stands in a header or footer and is part of the leaflet.")


def _is_short_for(text: str, manuscript: Manuscript) -> bool:
    """Whether a running title has nothing but words of the document's name, in their order, and what says that some
    are left out; or is empty."""
    title = plain(manuscript.title)
    names = (manuscript.name, f"{manuscript.volume} {title}", f"{manuscript.volume}, {title}")
    return any(not _without(text, name.split()).replace(_CUT, "", 1) for name in names)


def _without(text: str, words: list[str]) -> str:
    """What is left of a text when those of some words that it begins with, in their order, are taken off."""
    for word in words:
        text = text.removeprefix(word) if text.startswith(word) else text.removeprefix(word.rstrip(",;:."))
    return text


def _as_painted(words: str, text: str) -> list[str]:
    """The stretches of a text with the letters of some words, painted in whatever order."""
    size = len(words)
    stretches = (text[at : at + size] for at in range(len(text) - size + 1))
    return [stretch for stretch in stretches if sorted(stretch) == sorted(words)]


def _unknown(text: str, known: list[str]) -> str:
    """What is left of a text after the known ones, which follow each other in any order."""
    while start := next((one for one in known if one and text.startswith(one)), ""):
        text = text.removeprefix(start)
    return text


def _heads(tree: Element) -> Iterator[tuple[str, set[int]]]:
    """The text of each table's head, and the pages that the table is on."""
    for table in tree.elements():
        if table.role == "Table":
            head = "".join(part.text for part in table.children if part.role == "THead")
            yield _bare(head), {piece.page for element in table.elements() for piece in element.pieces}


def _labels(picture: Picture) -> str:
    """The text that a drawing paints."""
    return _bare(pictures.words(picture)).replace(".", "")


def _text(artifacts: list[Piece], *kinds: tuple[str, str]) -> str:
    return _bare("".join(piece.text for piece in artifacts if piece.artifact in kinds))


def _bare(text: str) -> str:
    """A text without white space, which is not painted at the ends of lines."""
    return "".join(text.split())
