"""What a translation was made from that does not stand in the edition's own file: the library's terms, and drawings.

    library.lymph-node.name    a term of the library      library.lymph-node    what it means
    picture.pump.2             the second stretch of words in the drawing of the figure `pump`
    passage.call.1             the first text of a passage that topics share: of Easy Read, whose language is no other

What all topics share has a record of its own, beside `library.cy.yaml`: its passages are `segments`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from press.content.warnings import WARNING
from press.model import GlossaryEntry, Picture, Segment, SourcePassage, TranslatedFrom, plain
from press.prose import texts
from press.reader.behind import Changed
from press.reader.files import Pictures
from press.reader.shared import Shared
from press.source import Value

TERM, DRAWING, PASSAGE = "library.", "picture.", "passage."


def today(then: TranslatedFrom, original: Value | None, shared: Shared, pictures: Pictures) -> Iterator[Segment]:
    """The same passages as they are today, where they still are. ``original`` is the file of the edition that they
    were in, ``shared`` what all topics share in its language."""
    lent = [passage.key for passage in then.passages if passage.key.startswith((TERM, DRAWING))]
    for kind, name in dict.fromkeys((key.partition(".")[0], _name(key)) for key in lent):
        if TERM.startswith(kind):
            yield from of_term(shared.glossary.get(name))
        elif original:
            yield from of_drawing(name, _drawing(original, name, pictures))


def of_term(entry: GlossaryEntry | None) -> Iterator[Segment]:
    """A term of the library and its meaning."""
    if entry:
        yield Segment(f"{TERM}{entry.id}.name", "term", entry.term)
        yield Segment(f"{TERM}{entry.id}", "meaning", plain(entry.meaning), entry.term)


def of_drawing(figure: str, picture: Picture | None, alt: str = "") -> Iterator[Segment]:
    """The words of a figure's drawing, numbered from 1."""
    from press.pictures.phrases import phrases  # the library behind it is slow to load

    for number, words in enumerate(phrases(picture) if picture else (), 1):
        yield Segment(f"{DRAWING}{figure}.{number}", "drawing", words, alt)


def _name(key: str) -> str:
    """Whose passage it is: a term's id, or a figure's."""
    rest = key.partition(".")[2]
    return rest.removesuffix(".name") if key.startswith(TERM) else rest.rpartition(".")[0]


def _drawing(original: Value, figure: str, pictures: Pictures) -> Picture | None:
    value = original
    for key in ("figures", figure, "file"):
        inner = value.mapping.get(key) if value.mapping else None
        if inner is None:
            return None
        value = inner
    return pictures.known(value.scalar or "")


def changed(then: TranslatedFrom, now: Iterable[Segment]) -> Iterator[Changed]:
    """Which of these passages are not as they were; they are told apart by their keys."""
    before = {passage.key: passage for passage in then.passages if passage.key.startswith((TERM, DRAWING, PASSAGE))}
    yield from _compared(before, {segment.key: segment for segment in now})


def _compared(before: Mapping[str, SourcePassage], after: Mapping[str, Segment]) -> Iterator[Changed]:
    for key in dict.fromkeys((*before, *after)):
        was, now = before.get(key), after.get(key)
        if (was.text if was else "") != (now.text if now else ""):
            yield Changed(key, was.text if was else "", now.text if now else "", bool(was and was.warns))


# What all topics share


def segments(shared: Shared) -> Iterator[Segment]:
    """The texts of `library.yaml` that a translator translates."""
    yield Segment("publisher", "publisher", shared.publisher)
    for id_, publisher in shared.publishers.items():
        if id_ and publisher:
            yield Segment(f"publisher.{id_}", "publisher", publisher.name)
    for contact in filter(None, shared.contacts.values()):
        for kind, text in (
            ("name", contact.name),
            ("description", plain(contact.description)),
            ("hours", contact.hours),
        ):
            if text:
                yield Segment(f"contact.{contact.id}.{kind}", f"contact {kind}", text, contact.name)
    for entry in filter(None, shared.glossary.values()):
        yield Segment(f"term.{entry.id}.name", "term", entry.term)
        yield Segment(f"term.{entry.id}", "meaning", plain(entry.meaning), entry.term)
    for name, passage in shared.passages.items():
        yield from of_passage(name, passage.text if passage else "")
    if shared.alternative_formats:
        yield Segment("formats", "formats", plain(shared.alternative_formats))


def of_passage(name: str, text: str) -> Iterator[Segment]:
    """The texts of a passage that all topics share, numbered from 1."""
    found: list[texts.Leaf] = []

    def collect(leaf: texts.Leaf) -> str:
        found.append(leaf)
        return leaf.text

    texts.rewritten(text, collect)
    for number, leaf in enumerate(found, 1):
        warns = leaf.warns or bool(WARNING.search(leaf.text))
        yield Segment(f"{PASSAGE}{name}.{number}", leaf.kind, leaf.text, name, warns, markdown=True)


def lagging(then: Iterable[SourcePassage], shared: Shared) -> dict[str, tuple[Changed, ...]]:
    """What has changed in `library.yaml` since it was translated, by its pieces, as `lenders` names them."""
    found: dict[str, tuple[Changed, ...]] = {}
    before = {passage.key: passage for passage in then}
    for change in _compared(before, {segment.key: segment for segment in segments(shared)}):
        piece = _piece(change.key)
        found[piece] = (*found.get(piece, ()), change)
    return found


def _piece(key: str) -> str:
    kind, _, rest = key.partition(".")
    if kind == "contact":
        return f"contact {rest.rpartition('.')[0]}"
    if kind == "passage":
        return f"passage {rest.rpartition('.')[0]}"
    return f"term {rest.removesuffix('.name')}" if kind == "term" else "publisher"
