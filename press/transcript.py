"""What a screen reader says of a finished file."""

from __future__ import annotations

from press import formats
from press.problems import OfFile, Place, Problem, Refused
from press.speech import Speech


def read(data: bytes, name: str) -> Speech:
    """What is said of a file, whose format is told by how its ``name`` ends.

    Raises Refused if it cannot be read.
    """
    known = formats.of_file(name)
    if known is None:
        message, hint = formats.refusal()
        raise Refused([Problem("transcript-kind", Place(name), f"{message}.", hint, subject=OfFile(name))])
    try:
        return formats.opened(known.name).speech(data)
    except RecursionError:
        message, hint = (
            "Things stand in it within each other, deeper than any leaflet needs.",
            "Make it in a simpler way.",
        )
        raise Refused([Problem("depth", Place(name), message, hint, subject=OfFile(name))]) from None
    except (ValueError, OSError) as error:
        message, hint = f"It cannot be read: {error}.", "Make the file again."
        raise Refused([Problem("transcript-unreadable", Place(name), message, hint, subject=OfFile(name))]) from None
