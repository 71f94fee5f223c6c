"""What a quantity is: one definition for all who set, turn, check and compare text.

kept        the stretches of a text that never break over two lines
from_left   those that run from left to right where the text around them does not
quantities  what a text says of doses, proportions, times and numbers, for those who compare two texts

    counter  limit   sign  number   range          unit        noun
    "stage   up to   ≤     1½       – 2 · to 2     mg/kg/day   tablets"

Digits are known in every script, words of a language by its `Terms`; number words, proportions and
times in words are those of English.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

Span = tuple[int, int]
"""Where a stretch of a text starts and ends."""

ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
LIMITS = (
    *("up to", "at least", "at most", "no more than", "not more than", "more than", "no less than", "not less than"),
    *("less than", "no fewer than", "fewer than", "over", "under", "above", "below", "within"),
)
"""What stands before a number and says on which side of it one has to stay."""
UNITS = (
    *("mg", "milligrams?", "milligrammes?", "g", "grams?", "grammes?", "kg", "kilograms?", "kilos?"),
    *("mcg", "µg", "μg", "ug", "micrograms?", "microgrammes?", "ng", "nanograms?"),
    *("ml", "mls", "millilitres?", "l", "litres?", "dl", "cl", "cc", "mmol", "mol", "µmol", "μmol", "nmol", "pmol"),
    *(
        "IU",
        "mIU",
        "mU",
        "units?",
        "mEq",
        "kPa",
        "mmHg",
        "kcal",
        "kJ",
        "calories",
        "Gy",
        "mSv",
        "Hz",
        "kHz",
        "MHz",
        "W",
        "V",
    ),
    *("mm", "cm", "km", "m", "metres?", "inch", "inches", "feet", "foot", "miles?", "stones?", "lbs?", "pounds?", "oz"),
    *(
        "tablets?",
        "tabs?",
        "capsules?",
        "caps?",
        "caplets?",
        "pills?",
        "drops?",
        "puffs?",
        "sprays?",
        "sachets?",
        "patch",
        "patches",
    ),
    *(
        "teaspoons?",
        "tablespoons?",
        "spoonfuls?",
        "teaspoonfuls?",
        "tablespoonfuls?",
        "lozenges?",
        "suppository",
        "suppositories",
    ),
    *("pessary", "pessaries", "ampoules?", "vials?", "doses?", "injections?", "pints?", "glass", "glasses", "cups?"),
    *("p", "pence", "°C", "° C", "°F", "° F", "°", "degrees?", "%", "‰", "٪", "per ?cent"),
)
"""What a dose is measured in, as patterns."""
TIMES = (
    *("seconds?", "secs?", "minutes?", "mins?", "hours?", "hrs?", "h", "days?", "nights?", "weeks?", "wks?"),
    *("months?", "years?", "yrs?", "times"),
)
CLOCK = ("am", "pm", r"a\.m\.?", r"p\.m\.?", "o’clock", "o'clock", "noon", "midnight")

SPACE = "[ \u00a0\u2009\u202f]"
_DIGIT = r"\d"
_DASH = "[-\u2010-\u2015\u2212]"
VULGAR = "[\u00bc-\u00be\u2150-\u215e\u2189]"
_RAISED = "[\u00b2\u00b3\u00b9\u2070\u2071\u2074-\u207f]"
THOUSANDS = rf"(?!0)\d{{1,3}}(?:{SPACE}\d{{3}})+(?!\d)"
_PHONE_DIGITS = 6
PHONE = (
    rf"(?!{THOUSANDS}(?!{SPACE}?\d)|\d{{4}}-\d\d(?!\d))(?=(?:[+() \u00a0\u2010\u2011-]{{0,4}}\d){{{_PHONE_DIGITS}}})"
    r"(?:\+?\(?\d[\d()]*(?:[ \u00a0][\d()]{2,}){1,6}|\+?\(?\d{3,}\)?(?:[\u2010\u2011-]\d{2,}){2,})"
    rf"(?:,?{SPACE}(?:ext\.?|extension|option|x){SPACE}?\d+)?"
)
POSTCODE = rf"\b[A-Z]{{1,2}}\d[A-Z\d]?{SPACE}\d[A-Z]{{2}}\b"
_WORD = r"[^\W\d_]"


def _any(patterns: Sequence[str]) -> str:
    """A pattern of any of some, the longest first."""
    return "|".join(sorted(patterns, key=len, reverse=True)) or r"(?!)"


def _unit(names: Sequence[str]) -> str:
    """A unit, or several: ``mg``, ``mg/kg/day``, ``mL/min/1.73 m²``."""
    one = rf"(?:{_any(names)}){_RAISED}*(?![\w])"
    over = rf"{SPACE}?[/·]{SPACE}?(?:\d[\d.,]*{SPACE}?)?{_WORD}{{1,12}}{_RAISED}*(?![\w])"
    return rf"(?:{one}|(?=/){over})(?:{over})*"


def _number(digit: str) -> str:
    """``5``, ``2.5``, ``10 000``, ``10:30``, ``3/4``, ``1½``, ``1 1/2``, ``10⁹``."""
    thousands = rf"(?!0){digit}{{1,3}}(?:{SPACE}{digit}{{3}})+(?!{digit})(?:[.,٫]{digit}+)?"
    whole = rf"(?:{thousands}|{digit}+(?:[.,:/٫٬\u2044'’]{digit}+)*)"
    part = rf"{SPACE}?{VULGAR}|{SPACE}{digit}[/\u2044]{digit}{{1,2}}(?!{digit}|/)"
    return rf"(?:{whole}(?:{part})?|{VULGAR}){_RAISED}*"


def _figure(digit: str, units: Sequence[str]) -> str:
    """A number with its signs, its power of ten and its unit: ``≤ 4 × 10⁹/L``."""
    number = _number(digit)
    sign = rf"(?:[≤≥<>≈~±=£$€¥₹]{SPACE}?|(?<!\w)[+\u2212\u2011-])"
    times = rf"(?:{SPACE}?[×x]{SPACE}?{number})?(?:×)?"
    return rf"{sign}{{0,3}}{number}{times}(?:{SPACE}?{_unit(units)}|{_WORD}{{1,3}}(?!\w))?"


@dataclass(frozen=True, slots=True)
class Terms:
    """The words of a language that belong to numbers: ``to`` stands between two of them (``9am to 4pm``),
    ``counters`` before one (``stage 3``), ``limits`` before one too (``up to 5 mg``)."""

    months: tuple[str, ...] = ENGLISH_MONTHS
    to: str = "to"
    counters: tuple[str, ...] = ()
    limits: tuple[str, ...] = LIMITS


ENGLISH = Terms()


# What stays on one line


@lru_cache(maxsize=64)
def _kept(terms: Terms) -> re.Pattern[str]:
    months = _any([re.escape(month) for month in terms.months])
    figure = _figure(_DIGIT, (*UNITS, *TIMES, *CLOCK))
    number = rf"{_number(_DIGIT)}(?![\w%°])"
    between = rf"(?:{SPACE}?{_DASH}{SPACE}?|{SPACE}{re.escape(terms.to)}{SPACE})"
    figures = rf"(?:{number}{SPACE}(?:in|out of){SPACE}{number}|{figure}(?:{between}{figure}){{0,3}})"
    before = _any([re.escape(word).replace(r"\ ", SPACE) for word in (*terms.counters, *terms.limits)])
    day = rf"\d{{1,2}}(?:st|nd|rd|th)?{SPACE}(?:{months})"
    return re.compile(
        rf"(?<![\w.,])(?:{PHONE}"
        rf"|{day}(?:{SPACE}\d{{4}})?(?!\w)|(?:{months}){SPACE}\d{{4}}(?!\w)"
        rf"|(?:(?:{before}){SPACE})?{figures}(?P<noun>{SPACE}{_WORD}[\w’'-]*)?)"
        rf"|{POSTCODE}",
        re.IGNORECASE,
    )


_UNIT_AT_END = re.compile(rf"(?:{_unit((*UNITS, *TIMES, *CLOCK))}|[^\W\d_]{{2}})$", re.IGNORECASE)


def kept(text: str, terms: Terms = ENGLISH, *, nouns: bool = True) -> Iterator[Span]:
    """The stretches that never break over two lines: a phone number, a date, a postcode, a quantity.

    A quantity has its unit, or else the word after it (``10 000 people``), unless ``nouns`` is False.
    """
    if not any(map(str.isnumeric, text)):
        return
    for match in _kept(terms).finditer(text):
        start, end = match.span()
        noun = match["noun"]
        if noun and (not nouns or _UNIT_AT_END.search(text[start : end - len(noun)])):
            end -= len(noun)
        if end - start > 1:
            yield start, end


WORD_JOINER = "\N{WORD JOINER}"
_JOINABLE = frozenset("\u2010\u2012\u2013\u2014\u2015/·×\u2009\u2044")
"""Not the hyphen: a no-break hyphen is what Word has for it."""
_BREAKING = re.compile(rf"{_DASH}|[/·×\u2009\u2044]")


def tight(text: str, terms: Terms = ENGLISH) -> Iterator[Span]:
    """The quantities, as far as no-break spaces tie them, that a line could still break elsewhere: ``375–500``."""
    for start, end in kept(text, terms):
        for piece in re.finditer("[^ ]+", text[start:end]):
            if len(piece[0]) > 1 and _BREAKING.search(piece[0]):
                yield start + piece.start(), start + piece.end()


def joints(text: str, terms: Terms = ENGLISH) -> list[str]:
    """The letters of a text, with word joiners beside those at which a line could break in a quantity (UAX #14)."""
    letters = list(text)
    for start, stop in tight(text, terms):
        for place in range(start, stop - 1):
            if letters[place] in _JOINABLE:
                letters[place] = f"{WORD_JOINER}{letters[place]}{WORD_JOINER}"
    return letters


def joined(text: str, terms: Terms = ENGLISH) -> str:
    """The same as a text."""
    return "".join(joints(text, terms))


def together(spans: Iterable[Span]) -> Iterator[Span]:
    """Stretches in order, those that overlap as one."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    yield from found


# Which way it runs

_EUROPEAN = "[0-9\u06f0-\u06f9]"
"""Digits that run as Latin letters do. Arabic-Indic ones are left to those around them: a range of them
is written from right to left (UAX #9, AN)."""
_FIGURE = _figure(_EUROPEAN, (*UNITS, *TIMES))
FROM_LEFT = rf"(?:{PHONE}|{_FIGURE}(?:{SPACE}?{_DASH}{SPACE}?{_FIGURE}){{0,3}})"
"""A pattern of a quantity that keeps its own way in a text from right to left."""
TAIL = rf"(?:{_RAISED}|[\u2080-\u208e%‰°′″+])"
"""What hangs on to the last letter before it: ``Ca²⁺``."""
PLAIN_NUMBER = re.compile(r"[\d.,:/]+")
"""What needs no help to run as it should."""


# What a text says


class Measure(enum.Enum):
    """What a quantity is of, in the order in which a reader of changes has to see them."""

    DOSE = "dose"
    PROPORTION = "proportion"
    TIME = "time"
    PHONE = "phone number"
    HOURS = "opening hours"
    DATE = "date"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity in the author's own words: ``about a fifth``; ``span`` is where they stand."""

    measure: Measure
    words: str
    span: Span


NUMBER_WORDS = (
    *("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"),
    *("fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty"),
    *("sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "million", "dozen"),
)
ABOUT = (
    *(*LIMITS, "about", "around", "roughly", "nearly", "almost", "only", "just", "maximum", "minimum", "every"),
    *("exactly", "maximum of", "minimum of", "another", "a total of"),
)
BOUNDS = (
    *("or more", "or less", "or fewer", "or over", "or under", "or above", "or below", "or older", "or younger"),
    *("and over", "and under", "and above", "and below", "and older", "and younger", "and more", "at most", "at least"),
)
"""What stands after a number and says on which side of it one may be."""
PARTS = ("half", "halves", "third", "quarter", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
OFTEN = ("od", "om", "on", "bd", "bid", "tds", "tid", "qds", "qid", "prn", "stat", "nocte", "mane")
"""How often, as prescriptions say it beside a dose."""
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _measures() -> dict[Measure, str]:
    words, months, days = _any(NUMBER_WORDS), _any(ENGLISH_MONTHS), _any(DAYS)
    spans = _any(("minute", "week", "fortnight", "month", "year"))
    sign = rf"(?:[≤≥<>≈~±=£$€¥₹]{SPACE}?|(?<!\w)[+\u2212-])"
    number = _number(_DIGIT)
    digits = rf"{sign}{{0,3}}{number}(?:{SPACE}?[×x]{SPACE}?{number})?"
    many = rf"(?:{digits}|one|(?:{words})(?:[ -](?:{words}|one))*)"
    about = rf"(?:(?:{_any(ABOUT)}){SPACE})*"
    ranged = rf"{many}(?:{SPACE}?(?:to|or|{_DASH}){SPACE}?{many})?"
    times, unit = _any(TIMES), rf"{SPACE}?(?:{_any(UNITS)})(?!\w)"
    clock = rf"\d{{1,2}}(?:[.:]\d\d)?{SPACE}?(?:am|pm|a\.m\.|p\.m\.)|\d{{1,2}}[.:]\d\d|midnight|noon|midday"
    clock = rf"{clock}|(?:half past|quarter (?:past|to)) {many}"
    return {
        Measure.PHONE: rf"{PHONE}|\b(?:111|999|112)\b(?!{unit})",
        Measure.HOURS: (
            rf"(?:{days})s?(?:{SPACE}to{SPACE}(?:{days}))?"
            rf"|(?:{clock})(?:{SPACE}?(?:to|{_DASH}){SPACE}?(?:{clock}))?(?!{unit})|24 hours a day"
        ),
        Measure.DATE: (
            rf"(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{months}) \d{{4}}|\d{{1,2}}(?:st|nd|rd|th)? (?:{months})"
            rf"|\b(?:19|20)\d\d(?:-\d\d){{0,2}}(?!{unit})"
        ),
        Measure.PROPORTION: (
            rf"{about}(?:{ranged}(?:{SPACE}?[%‰٪]|{SPACE}per ?cent)|{many} (?:in|out of)(?: every)? {many}"
            rf"|(?:a|one|two|three|four) (?:{_any(PARTS)})s?"
            rf"|half(?! an? (?:{_any(('hour', 'day', 'year', *UNITS))}))|three-quarters|two-thirds)"
        ),
        Measure.DOSE: (
            rf"{about}(?:{ranged}|half an?|a (?:couple of|pair of|few|single|double)|several|another){SPACE}?"
            rf"(?:{_unit(UNITS)})(?:{SPACE}(?:per|a){SPACE}(?:{_any((*UNITS, *TIMES))})(?!\w))*"
            rf"(?:{SPACE}?(?:to|or|{_DASH}){SPACE}?{many}{SPACE}?(?:{_unit(UNITS)}))?"
            rf"(?:{SPACE}(?:{_any(OFTEN)})(?!\w))?"
        ),
        Measure.TIME: (
            rf"{about}(?:(?:{ranged}|half an?|a few|several|many) (?:{times})|an hour|a (?:{spans}))"
            rf"|(?:every|each) (?:(?:other|second|third|few) )?(?:{times}|mornings?|evenings?|nights?|{days})"
            rf"|(?:alternate|alternating) \w+|(?:for|in|within|after) (?:(?:{times})|an? (?:day|night))"
            r"|only once|(?:once|twice) (?:a|every|per) \w+|once daily|twice|thrice"
            r"|daily|nightly|weekly|fortnightly|monthly|yearly|hourly|weekdays|weekends"
        ),
        Measure.NUMBER: (
            rf"{about}(?:{digits}(?:{SPACE}?(?:to|or|{_DASH}){SPACE}?{digits})?|(?:{words})(?:[ -](?:{words}))*)"
        ),
    }


_BOUNDED = (Measure.DOSE, Measure.PROPORTION, Measure.TIME, Measure.NUMBER)


@cache
def _quantity() -> re.Pattern[str]:
    """Made when it is first needed: it takes a fifth of the time in which a build starts."""
    bound = rf"(?:{SPACE}(?:{_any(BOUNDS)}))?"
    measures = (
        rf"(?P<{measure.name}>(?<![\w.])(?:{pattern}){bound if measure in _BOUNDED else ''}(?!\w))"
        for measure, pattern in _measures().items()
    )
    return re.compile("|".join(measures), re.IGNORECASE)


def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text, in its order; each stretch of it counts once."""
    return tuple(
        Quantity(Measure[match.lastgroup], match[0], match.span())
        for match in _quantity().finditer(text)
        if match.lastgroup
    )
