"""What a screen reader says of a finished file: a PDF, a Word file or a web page."""

from __future__ import annotations

from collections.abc import Callable

from press.problems import Place, Problem, Refused
from press.speech import Speech


def read(data: bytes, name: str) -> Speech:
    """What is said of a file, whose format is told by how its ``name`` ends.

    Raises Refused if it cannot be read.
    """
    reader = next((reader for end, reader in KINDS.items() if name.lower().endswith(end)), None)
    if reader is None:
        message = "It is neither a PDF nor a Word file nor a web page."
        raise Refused([Problem("transcript-kind", Place(name), message, f"Name a file in {', '.join(KINDS)}.")])
    try:
        return reader(data)
    except (ValueError, OSError) as error:
        problem = Problem("transcript-unreadable", Place(name), f"It cannot be read: {error}.", "Make the file again.")
        raise Refused([problem]) from None


def _pdf(data: bytes) -> Speech:
    from press.checks import pdf

    try:
        return pdf.speech(data)
    except pdf.MALFORMED as error:
        raise ValueError(pdf.reason(error)) from None


def _docx(data: bytes) -> Speech:
    from press.checks import word

    return word.speech(data)


def _html(data: bytes) -> Speech:
    from lxml import etree

    from press.checks.html import spoken

    try:
        return spoken.speech(data)
    except etree.ParserError as error:
        raise ValueError(str(error)) from None


KINDS: dict[str, Callable[[bytes], Speech]] = {".pdf": _pdf, ".docx": _docx, ".html": _html}
"""What reads a file, by how its name ends."""
