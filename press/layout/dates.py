"""Dates as each language says them, by Unicode's data (CLDR): ``9 June 2022``, ``9. Juni 2022``, ``9 czerwca 2022``."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

_USUAL = {"en": "en_GB"}
"""Where CLDR's first choice is that of another country than the press's."""


@lru_cache(maxsize=64)
def locale(language: str) -> Locale | None:
    """CLDR's data for a BCP 47 tag, or for the nearest that it has; None where it has none."""
    from babel import Locale, UnknownLocaleError  # slow to load

    tag = _USUAL.get(language, language)
    while tag:
        try:
            return Locale.parse(tag.replace("-", "_"))
        except (UnknownLocaleError, ValueError):
            tag = tag.replace("-", "_").rpartition("_")[0]
    return None


@lru_cache(maxsize=64)
def months(language: str) -> tuple[str, ...]:
    """The twelve months as they stand alone, then as they stand in a date where that is another form; none where
    nobody knows them."""
    from babel.dates import get_month_names

    known = locale(language)
    if known is None:
        return ()
    alone, dated = (get_month_names("wide", context, known) for context in ("stand-alone", "format"))
    names = [alone[number] for number in range(1, 13)]
    return (*names, *(dated[number] for number in range(1, 13) if dated[number] != names[number - 1]))


@lru_cache(maxsize=512)
def spoken(year: int, month: int, day: int, language: str, own: tuple[str, ...]) -> str:
    """A date as exact as it is known (0 is unknown): ``2022``, ``June 2022``, ``9 June 2022``. A language whose ``own``
    months are not those of CLDR says day, month and year in this order."""
    from babel.dates import format_date, format_skeleton

    known = locale(language)
    if not month:
        return str(year)
    if known is None or not _same(own, months(language)):
        return " ".join(filter(None, [str(day or ""), own[month - 1], str(year)]))
    date = datetime.date(year, month, day or 1)
    return format_date(date, "long", known) if day else format_skeleton("yMMMM", date, locale=known)


def _same(own: Sequence[str], known: Sequence[str]) -> bool:
    return set(own) <= set(known)
