"""The figures of an edition."""

from __future__ import annotations

import re

from press.model import Credit, Figure
from press.problems import Grade, errors
from press.prose import References, draft
from press.reader.files import Pictures
from press.reader.record import Record
from press.reader.shared import check_id
from press.source import Value

LONGEST_ALT = 250
LONG_ALT = 125
_CLICHE = re.compile(r"(?:an? |the )?(?:image|picture|photo|photograph|graphic) of\b", re.IGNORECASE)
_FILE_NAME = re.compile(r"\S+\.(?:svg|png|jpe?g|gif)", re.IGNORECASE)


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
    optional = ("alt", "long_description", "caption", "credit", "decorative", "own", "review")
    of = Record.of(value, ("file",), optional, printable)
    alt = of.line("alt")
    if of.flag("decorative"):
        _check_decorative(of)
    elif "alt" not in of:
        message = "The picture has no description for those who cannot see it."
        value.fault("alt", message, "Add `alt:`, or `decorative: true`.")
    else:
        _check_alt(alt, of["alt"])
    if not of.flag("own") and "credit" not in of:
        message = "The picture has no credit, and is not marked as the publisher's own."
        value.fault("credit", message, "Add `credit:` with its `text:`, or `own: true`.")
    caption, credit = of.words("caption"), _credit(of)
    long = draft(of["long_description"], printable).blocks(references) if "long_description" in of else ()
    picture = pictures.get(of["file"]) if "file" in of else None
    due = of.date("review")
    return Figure(name, picture, alt, caption, credit, long, due) if picture else None


def _credit(record: Record) -> Credit | None:
    if "credit" not in record:
        return None
    of = record.record("credit", ("text",), ("licence", "url"))
    return Credit(of.words("text"), of.line("licence"), of.web_address("url"))


def _check_decorative(of: Record) -> None:
    for key in ("alt", "caption", "long_description"):
        if key in of:
            message = f"A decorative picture says nothing, so it has no `{key}`."
            of[key].fault("decorative", message, f"Take `{key}:` or `decorative:` out.")


def _check_alt(alt: str, value: Value) -> None:
    length = len(alt)
    if length > LONGEST_ALT:
        message = f"The description has {length} characters, more than {LONGEST_ALT}."
        value.fault("alt", message, "Keep it short, and say the rest in `long_description:`.")
    elif length > LONG_ALT:
        message = f"The description has {length} characters, more than the {LONG_ALT} that are heard with ease."
        value.fault("alt", message, "Say the rest in `long_description:`.", grade=Grade.WARNING)
    if _FILE_NAME.fullmatch(alt):
        value.fault("alt", "The name of a file describes nothing.", "Say what the picture shows.", words=alt)
    elif _CLICHE.match(alt):
        message = "That it is a picture has been said before this is read out."
        value.fault("alt", message, "Start with what it shows.", words=alt[:20], grade=Grade.WARNING)
