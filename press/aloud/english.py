"""Units and signs in words: English."""

from __future__ import annotations

from press.aloud.tongue import Tongue
from press.quantities import ENGLISH_MONTHS

_NOON = 12


def _hour(hour: int, minute: str, half: str) -> str:
    """``8 30 a m``, ``4 oh 5 p m``, ``9 o'clock``, ``14 hundred hours``."""
    minutes = "" if minute in ("", "00") else f" oh {minute[1]}" if minute.startswith("0") else f" {minute}"
    whole = " o'clock" if 1 <= hour <= _NOON else " hundred hours"
    return f"{hour}{minutes}{f' {half} m' if half else '' if minutes else whole}"


ENGLISH = Tongue(
    units={
        "mg": ("milligram", "milligrams"),
        "g": ("gram", "grams"),
        "kg": ("kilogram", "kilograms"),
        "mcg": ("microgram", "micrograms"),
        "µg": ("microgram", "micrograms"),
        "μg": ("microgram", "micrograms"),
        "ug": ("microgram", "micrograms"),
        "ng": ("nanogram", "nanograms"),
        "ml": ("millilitre", "millilitres"),
        "mls": ("millilitre", "millilitres"),
        "l": ("litre", "litres"),
        "dl": ("decilitre", "decilitres"),
        "cl": ("centilitre", "centilitres"),
        "mmol": ("millimole", "millimoles"),
        "mol": ("mole", "moles"),
        "iu": ("international unit", "international units"),
        "mmhg": ("millimetre of mercury", "millimetres of mercury"),
        "kpa": ("kilopascal", "kilopascals"),
        "kcal": ("kilocalorie", "kilocalories"),
        "kj": ("kilojoule", "kilojoules"),
        "gy": ("gray", "grays"),
        "msv": ("millisievert", "millisieverts"),
        "mm": ("millimetre", "millimetres"),
        "cm": ("centimetre", "centimetres"),
        "m": ("metre", "metres"),
        "km": ("kilometre", "kilometres"),
        "lb": ("pound", "pounds"),
        "lbs": ("pound", "pounds"),
        "oz": ("ounce", "ounces"),
        "°c": ("degree Celsius", "degrees Celsius"),
        "°f": ("degree Fahrenheit", "degrees Fahrenheit"),
        "°": ("degree", "degrees"),
        "%": ("per cent", "per cent"),
        "hr": ("hour", "hours"),
        "hrs": ("hour", "hours"),
        "min": ("minute", "minutes"),
        "mins": ("minute", "minutes"),
        "sec": ("second", "seconds"),
        "secs": ("second", "seconds"),
        "wk": ("week", "weeks"),
        "wks": ("week", "weeks"),
        "yr": ("year", "years"),
        "yrs": ("year", "years"),
    },
    per={
        "day": "day",
        "hour": "hour",
        "h": "hour",
        "week": "week",
        "min": "minute",
        "dose": "dose",
        "m²": "square metre",
    },
    by="per",
    before={
        "≤": "at most ",
        "≥": "at least ",
        "<": "less than ",
        ">": "more than ",
        "≈": "about ",
        "~": "about ",
        "±": "plus or minus ",
        "−": "minus ",
        "+": "plus ",
    },
    parts={"½": "a half", "¼": "a quarter", "¾": "three quarters", "⅓": "a third", "⅔": "two thirds", "⅛": "an eighth"},
    signs={"&": "and", "→": "to", "=": "equals", "×": "times", "+": "plus", "•": ""},
    short={
        "e.g.": "for example",
        "i.e.": "that is",
        "etc.": "and so on",
        "vs": "versus",
        "approx.": "about",
        "no.": "number",
        "24/7": "24 7",
    },
    digits=("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    money={"£": ("pound", "pounds"), "€": ("euro", "euros"), "$": ("dollar", "dollars")},
    months=ENGLISH_MONTHS,
    marks={".": "dot", "/": "slash", "-": "hyphen", "@": "at", "_": "underscore"},
    called=("NHS", "call", "dial", "ring", "phone", "text", "999 or", "111 or"),
    staged=("stage", "stages", "grade", "grades", "type", "types"),
    halves={"am": "a", "pm": "p"},
    hours=_hour,
    to="to",
    conjoined="and",
    point="point",
    of="of a {}",
    or_="or",
    over="over",
    pressure="millimetres of mercury",
    pressed="pressure",
    plus="plus",
    extension="extension",
)
