"""Numbers as lists print them: letters, Roman numerals, digits of other scripts (ISO/IEC 29500-1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

_ROMANS = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_MOST_ROMAN = 4000
_LETTERS = {
    "russianLower": "абвгдежзиклмнопрстуфхцчшщыэюя",
    "arabicAlpha": "أبتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "arabicAbjad": "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
    "hebrew2": "אבגדהוזחטיכלמנסעפצקרשת",
}
_DIGITS = {"hindiNumbers": "०१२३४५६७८९", "thaiNumbers": "๐๑๒๓๔๕๖๗๘๙", "hindiArabic": "٠١٢٣٤٥٦٧٨٩"}


def numeral(count: int, form: str) -> str:
    """A number as a list prints it; in digits where a form is not known here."""
    if form in _FORMS and count > 0:
        return _FORMS[form](count)
    if form in _LETTERS and count > 0:
        return _lettered(count, _LETTERS[form])
    if form in _DIGITS:
        return "".join(_DIGITS[form][int(digit)] for digit in str(max(count, 0)))
    return str(count)


def _roman(count: int) -> str:
    if count >= _MOST_ROMAN:
        return str(count)
    found = ""
    for worth, letters in _ROMANS:
        times, count = divmod(count, worth)
        found += letters * times
    return found


def _lettered(count: int, letters: str = "abcdefghijklmnopqrstuvwxyz") -> str:
    """After the last letter, each is doubled, then tripled: z, aa, bb."""
    times, at = divmod(count - 1, len(letters))
    return letters[at] * min(times + 1, 30)


def _ordinal(count: int) -> str:
    end = {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th") if count % 100 not in (11, 12, 13) else "th"
    return f"{count}{end}"


_FORMS: dict[str, Callable[[int], str]] = {
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
    "lowerLetter": _lettered,
    "upperLetter": lambda count: _lettered(count).upper(),
    "russianUpper": lambda count: _lettered(count, _LETTERS["russianLower"]).upper(),
    "ordinal": _ordinal,
    "decimalZero": lambda count: f"{count:02}",
    "numberInDash": lambda count: f"- {count} -",
    "decimalEnclosedParen": lambda count: f"({count})",
    "decimalEnclosedFullstop": lambda count: f"{count}.",
}
