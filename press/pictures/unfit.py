"""Why a file cannot be printed as a picture, and the limits that every picture keeps."""

from __future__ import annotations

MAX_PIXELS = 24_000_000
MAX_SIDE = 100_000
"""In CSS pixels; a drawing has no pixels of its own."""
MAX_RATIO = 100
"""Of the longer side to the shorter."""


class Unfit(Exception):
    """Raised with what follows "The picture …", and with what to do where more can be said than to put another."""

    def __init__(self, reason: str, hint: str = "") -> None:
        super().__init__(reason)
        self.hint = hint


def check_form(width: float, height: float) -> None:
    """Raises Unfit if a picture is too long and thin to be seen on a page."""
    if max(width, height) > MAX_RATIO * min(width, height):
        raise Unfit(f"is more than {MAX_RATIO} times as long as it is wide")
