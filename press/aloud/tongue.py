"""What figures, signs and units are called in a language: all that is put into words is put into these."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Forms = tuple[str, str]
"""The word for one of a thing, and for several."""


@dataclass(frozen=True, eq=False)
class Tongue:
    """The words of a language, by the signs that they are said for.

    ``units`` have what stands behind a number, ``per`` what a unit is counted by besides (``mg/kg/day``), ``before``
    the signs before a number, ``parts`` fractions, ``signs`` what stands on its own, ``short`` abbreviations in lower
    case, ``money`` currencies, ``digits`` the ten digits; ``months`` are the twelve. ``marks`` are the signs of
    addresses. ``called`` are the words behind which a short number is dialled, ``staged`` those behind which letters
    are a Roman number. ``halves`` are how the halves of a day are written, each with ``a`` or ``p``; ``hours`` says an
    hour, its minutes as they are written or none, and its half or none.
    """

    units: Mapping[str, Forms]
    per: Mapping[str, str]
    by: str
    before: Mapping[str, str]
    parts: Mapping[str, str]
    signs: Mapping[str, str]
    short: Mapping[str, str]
    digits: tuple[str, ...]
    money: Mapping[str, Forms]
    months: tuple[str, ...]
    marks: Mapping[str, str]
    called: tuple[str, ...]
    staged: tuple[str, ...]
    halves: Mapping[str, str]
    hours: Callable[[int, str, str], str]
    to: str
    conjoined: str
    """Between a whole number and a part: ``1 and a half``."""
    point: str
    of: str
    """Between a part and its unit, with ``{}`` for the unit: ``of a litre``."""
    or_: str
    over: str
    """Between the two numbers of a blood pressure."""
    pressure: str
    """The unit of blood pressure."""
    pressed: str
    """What is in a text, in lower case, in which two numbers with a stroke between are a blood pressure."""
    plus: str
    extension: str
