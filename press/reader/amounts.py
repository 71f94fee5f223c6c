"""What a text says in numbers, in any language: amounts with their units, months, phone numbers, addresses.

    500 mg            500 milligram     ٥٠٠ ملغ      500 milligram
    2.5 ml            2.5 milliliter    2,5 ml       2.5 milliliter (Polish)
    4pm               4 or 16           16:00        16
    1 June 2026       1, June, 2026     1.06.2026    1, June, 2026

Digits of all scripts are read; signs of decimals and thousands, names of units and months are those of Unicode's
CLDR. A number in words may stand for digits of the other side (see `press.reader.spelled`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from press.layout import dates
from press.quantities import PHONE, POSTCODE, SPACE, THOUSANDS, VULGAR
from press.reader.spelled import spelled

if TYPE_CHECKING:
    from babel import Locale

_CLDR = (
    *("microgram", "milligram", "gram", "kilogram", "milliliter", "centiliter", "liter", "percent", "celsius"),
    *("millimeter", "centimeter", "meter", "kilocalorie", "kilojoule", "volt", "watt"),
)
_TIMED = ("second", "minute", "hour", "day", "week", "month", "year")
"""Units that a language may say in a way that nobody has listed: they have to agree only where both are known."""
_SAMPLES = (0, 1, 1.5, 2, 3, 6, 7, 11, 1_000_000)
"""Numbers that between them take every plural form of a language."""
_LENGTHS: tuple[Literal["long", "short"], ...] = ("long", "short")
_NARROW: Literal["narrow"] = "narrow"
_SYMBOLS = {
    "microgram": ("mcg", "µg", "μg", "ug", "micrograms", "microgrammes", "مكغ", "مكجم", "ميكروغرام", "ميكروجرام"),
    "milligram": ("mg", "milligrammes", "ملغ", "ملغم", "ملجم", "مجم", "مغ", "ملليغرام", "ملليجرام", "মিগ্রা", "मिग्रा"),
    "gram": ("g", "grammes", "غ", "غم", "جم", "غرام", "جرام"),
    "kilogram": ("kg", "kilos", "kilo", "كغ", "كغم", "كجم"),
    "milliliter": ("ml", "mls", "millilitre", "millilitres", "مل", "مليلتر", "ملليلتر"),
    "centiliter": ("cl",),
    "liter": ("l", "litre", "litres"),
    "percent": ("%", "٪", "per cent", "percent"),
    "celsius": ("°c", "° c"),
    "meter": ("metre", "metres"),
    "centimeter": ("cm", "centimetres"),
    "millimeter": ("mm", "millimetres"),
    "iu": ("iu", "units"),
    "millimole": ("mmol",),
}
WEIGHED = frozenset((*_CLDR, *_SYMBOLS))
"""Units that both sides have to name: those of doses."""
_DATE = (
    r"(?<!\d)(?:(?P<y>\d{4})-(?P<m>\d\d?)-(?P<d>\d\d?)|(?P<day>\d\d?)(?P<dot>[./])(?P<month>\d\d?)(?P=dot)(?P<year>\d{4}))"
    r"(?!\d)"
)
_BEFORE = re.compile(r"\d[^\W\d_]{0,4}[.,]?\s?(?:de )?$")
_BEHIND = re.compile(r",?\s?(?:de )?\d{4}(?!\d)")
_CLOCK = rf"(?:{SPACE}?(?P<half>am|pm|a\.m\.|p\.m\.|yb|yh|y\.b\.|y\.h\.)(?!\w))?"
_PREFIXED = "وفبلك"
"""What Arabic writes before a number without a space: and, so, with, for, like."""
_NUMBER = re.compile(
    rf"(?P<date>{_DATE})|(?:(?<!\w)|(?<=\b[{_PREFIXED}]))(?P<sign>[-−+])?(?P<number>{THOUSANDS}(?:[.,٫]\d+)?|\d+(?:[.,:٫٬'’]\d+)*)"
    rf"(?P<part>{SPACE}?{VULGAR})?{_CLOCK}|(?P<alone>{VULGAR})",
    re.IGNORECASE,
)
_APART = re.compile(
    rf"(?P<phone>(?<!\d)(?<!\d{SPACE}){PHONE}|\b(?P<short>111|999|112)\b)|(?P<postcode>{POSTCODE})|\S+@\S+|\S+\.\w+/\S*"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number: ``values`` are what it may mean, ``unit`` is CLDR's name of its unit, empty where it has none that is
    known; ``words`` are the text's own."""

    values: frozenset[Decimal]
    unit: str
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """All that a text says in numbers. ``spelled`` are the numbers that stand there in words."""

    amounts: tuple[Amount, ...]
    exact: tuple[str, ...]
    """Phone numbers by their digits, and postcodes."""
    spelled: tuple[Decimal, ...]


def told(text: str, language: str) -> Told:
    """What a text without marks says in numbers; ``language`` is a BCP 47 tag."""
    text, means = _in_ascii(text), _means(language)
    exact: list[str] = []

    def apart(match: re.Match[str]) -> str:
        if match["short"] and means.unit(text, match.end())[0]:
            return match[0]  # nobody rings 112 micrograms
        if match["phone"]:
            exact.append(re.sub(r"\D", "", match["phone"]))
        elif match["postcode"]:
            exact.append(match["postcode"].replace("\u00a0", " "))
        return " " * len(match[0])

    rest = _APART.sub(apart, text)
    return Told(tuple(_amounts(rest, language)), tuple(exact), spelled(rest, language))


def _in_ascii(text: str) -> str:
    """A text with its digits as 0 to 9, as long as before."""
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)


def _amounts(text: str, language: str) -> Iterator[Amount]:
    means = _means(language)
    for match in _NUMBER.finditer(text):
        if match["date"]:
            yield from _date(match)
        else:
            unit, end = means.unit(text, match.end())
            yield Amount(_values(match, means), unit, text[match.start() : end].strip())
    for word in re.finditer(r"[^\W\d_]+", text):
        month = means.months.get(word[0], 0)
        if month and (_BEFORE.search(text[: word.start()]) or _BEHIND.match(text, word.end())):
            yield Amount(frozenset(), f"month {month}", word[0])


def _date(match: re.Match[str]) -> Iterator[Amount]:
    """A date in digits, as the same in words is read."""
    yield Amount(frozenset({Decimal(match["d"] or match["day"])}), "", match[0])
    yield Amount(frozenset(), f"month {int(match['m'] or match['month'])}", match[0])
    yield Amount(frozenset({Decimal(match["y"] or match["year"])}), "", match[0])


def _values(match: re.Match[str], means: _Means) -> frozenset[Decimal]:
    if match["alone"]:
        return frozenset({_vulgar(match["alone"])})
    value = _value(match["number"], means)
    value += _vulgar(match["part"].strip()) if match["part"] else 0
    if match["sign"] in ("-", "−"):
        return frozenset({value, -value})  # what looks like a minus may be the dash of a range
    half = (match["half"] or "").replace(".", "").casefold()
    if half in ("pm", "yh") and value < 12:
        return frozenset({value, value + 12})
    return frozenset({value, Decimal(0)}) if half in ("am", "yb") and value == 12 else frozenset({value})


def _vulgar(char: str) -> Decimal:
    return Decimal(str(round(unicodedata.numeric(char), 4)))


def _value(number: str, means: _Means) -> Decimal:
    """What a number with its signs is worth in a language."""
    bare = re.sub(rf"{SPACE}|[٬'’]", "", number)
    clock = re.fullmatch(r"(\d{1,2}):(\d\d)", bare)
    if clock:
        return Decimal(f"{clock[1]}.{clock[2]}")
    signs = re.findall(r"[.,:٫]", bare)
    if not signs:
        return Decimal(bare)
    last = signs[-1]
    grouped = re.fullmatch(rf"[1-9]\d{{0,2}}(?:{re.escape(means.group)}\d{{3}})+(?:[.,٫]\d+)?", bare)
    if means.group in signs and grouped:
        bare = bare.replace(means.group, "")
        return Decimal(re.sub(r"[.,٫]", ".", bare))
    whole, _, part = bare.rpartition(last)
    return Decimal(f"{re.sub(r'[.,:٫]', '', whole)}.{part}")


@dataclass(frozen=True, eq=False)
class _Means:
    """How a language writes numbers, units and months."""

    group: str
    units: Mapping[str, str]
    months: Mapping[str, int]

    def unit(self, text: str, at: int) -> tuple[str, int]:
        """The unit that stands behind a number, and where it ends."""
        rest = text[at : at + 40]
        found = re.match(rf"{SPACE}?((?:[^\W\d_]|[%٪°µ])[^\W\d_]*(?:{SPACE}[^\W\d_]+)?)", rest)
        if not found:
            return "", at
        words = found[1].casefold().replace("\u00a0", " ")
        for name in (words, words.partition(" ")[0]):
            if name in self.units:
                return self.units[name], at + found.start(1) + len(name)
        return "", at


@lru_cache(maxsize=32)
def _means(language: str) -> _Means:
    from babel.numbers import get_group_symbol  # slow to load, and needed for translations alone

    locale = _locale(language)
    return _Means(get_group_symbol(locale), _units(locale), _months(locale))


def _locale(language: str) -> Locale:
    """CLDR's data for a language, or for the nearest that it has; those of English where it has none."""
    from babel import Locale

    return dates.locale(language) or Locale.parse("en_GB")


def _months(locale: Locale) -> dict[str, int]:
    from babel.dates import get_month_names

    known = (get_month_names("wide", "format", locale), get_month_names("wide", "stand-alone", locale))
    return {name: number for names in known for number, name in names.items()}


def _units(locale: Locale) -> dict[str, str]:
    """The words for units in a language, in all their forms, with CLDR's name of each unit."""
    from babel.units import format_unit

    found: dict[str, str] = {}
    for unit in (*_TIMED, *_CLDR):
        for number in _SAMPLES:
            for length in _LENGTHS if unit in _TIMED else (*_LENGTHS, _NARROW):
                words = re.sub(r"[\d.,٫٬]+", "", _in_ascii(format_unit(number, unit, length, locale=locale)))
                name = " ".join(words.replace("\u00a0", " ").split()).casefold()
                if name and len(name) > (unit in _TIMED):
                    found[name] = unit
    return found | {symbol: unit for unit, symbols in _SYMBOLS.items() for symbol in symbols}
