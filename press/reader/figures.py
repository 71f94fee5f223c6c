"""The figures of an edition."""

from __future__ import annotations

from collections import Counter

from press.model import Credit, Figure, Picture
from press.problems import errors
from press.prose import References, draft
from press.reader import alt
from press.reader.files import Pictures
from press.reader.record import Record
from press.reader.shared import check_id
from press.source import Value


def read(record: Record, pictures: Pictures, references: References) -> dict[str, Figure | None]:
    """The figures under ``figures``, by id; None for one that is refused."""
    found: dict[str, Figure | None] = {}
    for name, value in record.entries("figures"):
        before = len(value.problems)
        check_id(name)
        key = name.scalar or ""
        figure = _figure(key, value, record.printable, pictures, references)
        found[key] = None if errors(value.problems[before:]) else figure
    return found


def _figure(
    name: str, value: Value, printable: frozenset[int], pictures: Pictures, references: References
) -> Figure | None:
    of = Record.of(value, printable)
    text = of.line("alt")
    if of.flag("decorative"):
        _check_decorative(of)
    elif "alt" not in of:
        message = "The picture has no description for those who cannot see it."
        value.fault("alt", message, "Add `alt:`, or `decorative: true`.")
    else:
        alt.check(text, of["alt"])
    if not of.flag("own") and "credit" not in of:
        message = "The picture has no credit, and is not marked as the publisher's own."
        value.fault("credit", message, "Add `credit:` with its `text:`, or `own: true`.")
    caption, credit = of.words("caption"), _credit(of)
    long = draft(of["long_description"], printable).blocks(references) if "long_description" in of else ()
    picture = pictures.get(of["file"], printable) if "file" in of else None
    tall = pictures.get(of["tall"], printable) if "tall" in of else None
    if picture and tall:
        _check_tall(picture, tall, of["tall"])
    due = of.date("review")
    return Figure(name, picture, text, caption, credit, long, due, tall=tall) if picture else None


def _check_tall(picture: Picture, tall: Picture, value: Value) -> None:
    """The second drawing is narrower for its height, and says the same words: no reader gets others."""
    from press.pictures import words  # the library behind it is slow to load

    if tall.width * picture.height >= picture.width * tall.height:
        message = "The tall drawing is no narrower for its height than the other."
        value.fault("tall", message, "Lay it out anew, its parts one under the other; or take `tall:` out.")
    said, wanted = sorted(words(tall).split()), sorted(words(picture).split())
    if said != wanted:
        other = next(iter((Counter(said) - Counter(wanted)) | (Counter(wanted) - Counter(said))), "")
        message = "The tall drawing does not say the same words as the other."
        value.fault("tall", message, f"Write the same labels into both; “{other}” is in one of them.", words=other)


def _credit(record: Record) -> Credit | None:
    if "credit" not in record:
        return None
    of = record.record("credit")
    return Credit(of.words("text"), of.line("licence"), of.web_address("url"))


def _check_decorative(of: Record) -> None:
    for key in ("alt", "caption", "long_description", "tall"):
        if key in of:
            message = f"A decorative picture says nothing, so it has no `{key}`."
            of[key].fault("decorative", message, f"Take `{key}:` or `decorative:` out.")
