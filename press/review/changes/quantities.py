"""Quantities in a text: what harms a patient if it is wrong.

Digits are found in every language; number words, proportions and times in words in English.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass


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
    """A quantity in the author's own words: ``about a fifth``."""

    measure: Measure
    words: str


_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred|"
    "thousand"
)
_DIGITS = r"\d(?:[\d.,]*\d)?"
_ANY = rf"(?:{_DIGITS}|one|{_WORDS})"
_ABOUT = (
    "(?:(?:about|around|roughly|nearly|almost|only|just|up to|at least|more than|less than|fewer than|over|under) )?"
)
_RANGE = rf"{_ANY}(?: ?(?:to|or|-|–) ?{_ANY})?"
_UNITS = (
    "mg|milligrams?|g|grams?|kg|mcg|µg|micrograms?|ml|millilitres?|litres?|mmol|cm|mm|units?|tablets?|capsules?|"
    "drops?|puffs?|sachets?|patch(?:es)?|spoonfuls?|Gy|°C"
)
_TIMES = "seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|times"
_PARTS = "half|halves|third|quarter|fifth|sixth|seventh|eighth|ninth|tenth"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAYS = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_CLOCK = r"\d{1,2}(?:[.:]\d\d)? ?(?:am|pm)|\d{1,2}[.:]\d\d|midnight|noon|midday"

_PATTERNS = {
    Measure.PHONE: r"\+?\(?\d[\d()]{2,}(?: [\d()]{2,}){1,5}|\b(?:111|999|112)\b",
    Measure.HOURS: rf"{_DAYS}(?: to {_DAYS})?|(?:{_CLOCK})(?: ?(?:to|-|–) ?(?:{_CLOCK}))?|24 hours a day",
    Measure.DATE: rf"(?:\d{{1,2}} )?(?:{_MONTHS}) \d{{4}}|\d{{1,2}} (?:{_MONTHS})|\b(?:19|20)\d\d(?:-\d\d){{0,2}}",
    Measure.DOSE: rf"{_ABOUT}{_RANGE} ?(?:{_UNITS})",
    Measure.PROPORTION: (
        rf"{_ABOUT}(?:{_RANGE}(?: ?%| per ?cent)|{_ANY} (?:in|out of)(?: every)? {_ANY}"
        rf"|(?:a|one|two|three|four) (?:{_PARTS})s?|half(?! an? (?:hour|day|year))|three-quarters|two-thirds)"
    ),
    Measure.TIME: (
        rf"{_ABOUT}(?:(?:{_RANGE}|half an?|a few|several|many) (?:{_TIMES})|an hour|a (?:week|month|year))"
        r"|only once|(?:once|twice) (?:a|every|per) \w+|twice"
    ),
    Measure.NUMBER: rf"{_ABOUT}(?:{_DIGITS}(?: ?(?:to|-|–) ?{_DIGITS})?|{_WORDS})",
}
_QUANTITY = re.compile(
    "|".join(rf"(?P<{measure.name}>(?<![\w.])(?:{pattern})(?!\w))" for measure, pattern in _PATTERNS.items()),
    re.IGNORECASE,
)


def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text, in its order; each stretch of it counts once."""
    return tuple(Quantity(Measure[match.lastgroup], match[0]) for match in _QUANTITY.finditer(text) if match.lastgroup)
