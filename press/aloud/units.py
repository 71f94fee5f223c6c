"""Units and signs in words: English."""

from __future__ import annotations

UNITS = {
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
}
"""The word for one of a unit, and for several."""
PER = {"day": "day", "hour": "hour", "h": "hour", "week": "week", "min": "minute", "dose": "dose", "m²": "square metre"}
"""What a unit is counted by besides other units: ``mg/kg/day``."""
BEFORE = {
    "≤": "at most ",
    "≥": "at least ",
    "<": "less than ",
    ">": "more than ",
    "≈": "about ",
    "~": "about ",
    "±": "plus or minus ",
    "−": "minus ",
    "+": "plus ",
}
"""Signs before a number."""
PARTS = {"½": "a half", "¼": "a quarter", "¾": "three quarters", "⅓": "a third", "⅔": "two thirds", "⅛": "an eighth"}
WRITTEN_PARTS = {"1/2": "½", "1/4": "¼", "3/4": "¾", "1/3": "⅓", "2/3": "⅔"}
SIGNS = {"&": "and", "→": "to", "=": "equals", "×": "times", "+": "plus", "•": ""}
SHORT = {
    "e.g.": "for example",
    "i.e.": "that is",
    "etc.": "and so on",
    "vs": "versus",
    "approx.": "about",
    "no.": "number",
}
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
MONEY = {"£": ("pound", "pounds"), "€": ("euro", "euros"), "$": ("dollar", "dollars")}
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}
