"""Phone numbers as people write them, with extensions, choices in a menu, and several in one text.

    01632 960 001 extension 42             one number, and what is dialled after it
    01632 960 001, option 2, then press 3  what is to be pressed is no part of a link
    01632 960 001 or 01632 960 002         two numbers
    Text 07700 900 123 (no calls)          words before a number, and a note after it

A link dials what RFC 3966 makes of a number: `tel:01632960001;ext=42`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

HINT = (
    "Write it in quotes, as in `01632 960 001`, `+44 (0)1632 960 001`, `01632 960 001 extension 42`, "
    "`01632 960 001, option 2` or `01632 960 001 or 01632 960 002`."
)
LONGEST = 120
"""In characters, of all that a contact says of its numbers."""
_LEAST, _SHORT, _MOST = 3, 4, 20
"""The digits of a number: as 999 has; at most those of one that never begins with 0; a text relay and a number."""

_EXTENSION = r"extension|extn?\.?|x|estyniad|est\.|تحويلة|داخلي"
_MENU = r"option|options|press|dial|choose|opsiwn|dewis|dewiswch|pwyswch|gwasgwch|خيار|الخيار|اضغط"
_GAP = r"[ \u00a0]"
_HYPHENS = r"\u2010\u2011\u2012\u2013\-"
_NUMBER = re.compile(rf"\+?\(?\d(?:{_GAP}?[\d(){_HYPHENS}.])*(?<=[\d)])")
_AFTER = re.compile(rf",?{_GAP}*(?:{_EXTENSION}){_GAP}*(?P<extension>\d{{1,10}})(?!\w)", re.IGNORECASE)
_AFTER_ALONE = re.compile(rf"{_AFTER.pattern}$", re.IGNORECASE)
_PRESSED = re.compile(rf"(?:{_MENU}){_GAP}*$", re.IGNORECASE)
_NEAR = 20
"""How far back a word is looked for that says of a digit that it is pressed."""
_WORD_AND_DIGIT = re.compile(r"(?!x)[^\W\d_]\d|\d[^\W\d_]")
_WORDS = re.compile(r"[^\W\d_][\w'’]*")
_ALLOWED = re.compile(rf"[\w .,;:/&+()'’{_HYPHENS}\u00a0\u060c]*")
_TEL = re.compile(r"(\+?[\d().-]+)(?:(?:;ext=|,+|[;]?[pwPW]+)(\d{1,10}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: where it stands there with its extension, its digits, and that extension (or empty)."""

    start: int
    end: int
    digits: str
    extension: str = ""

    @property
    def address(self) -> str:
        """The address of a link that dials it (RFC 3966)."""
        return _dialling(self.digits, self.extension)


def _dialling(digits: str, extension: str) -> str:
    return f"tel:{digits};ext={extension}" if extension else f"tel:{digits}"


def numbers(text: str) -> tuple[Number, ...]:
    """The phone numbers in a text, in order; what is pressed after one is none of them."""
    found = []
    at = 0
    while match := _NUMBER.search(text, at):
        at = match.end() - _unopened(match[0])
        if _is_pressed(text, match.start()):
            continue
        digits, extension = dialled(text[match.start() : at]), _AFTER.match(text, at)
        at = extension.end() if extension else at
        number = Number(match.start(), at, digits, extension["extension"] if extension else "")
        if _can_be_dialled(number.digits):
            found.append(number)
    return tuple(found)


def _unopened(written: str) -> int:
    """How many brackets at the end of a number were opened before it: "(day: 111)"."""
    closing = len(written) - len(written.rstrip(")"))
    return min(closing, max(0, written.count(")") - written.count("(")))


def dialled(written: str) -> str:
    """The digits of a number as it is dialled: after a country's code, a zero in brackets is not."""
    abroad = written.lstrip("(").startswith("+")
    figures = re.sub(r"\D", "", written.replace("(0)", "") if abroad else written)
    return "+" * abroad + "".join(str(int(figure)) for figure in figures)


def unbroken(text: str) -> str:
    """The same text with no-break spaces within its numbers, and between an extension and its name."""
    done, pieces = 0, []
    for number in numbers(text):
        written = text[number.start : number.end]
        main = len(written) - len(_AFTER_ALONE.sub("", written)) if number.extension else 0
        cut = number.end - main
        tail = written[len(written) - main :] if main else ""
        name, space, extension = tail.rpartition(" ")
        pieces += [text[done : number.start], text[number.start : cut].replace(" ", "\u00a0")]
        pieces.append(f"{name}\u00a0{extension}" if space and name.strip(" ,") else tail)
        done = number.end
    return "".join([*pieces, text[done:]])


def is_phone(text: str) -> bool:
    """Whether a text is a phone number, or several, with what is said of them, and each digit has its place."""
    if len(text) > LONGEST or not _ALLOWED.fullmatch(text) or _WORD_AND_DIGIT.search(text):
        return False
    found = numbers(text)
    return bool(found) and all(map(_is_nothing_else, _between(text, found)))


def _between(text: str, found: tuple[Number, ...]) -> Iterator[str]:
    """What stands before, between and after numbers, without what is to be pressed."""
    starts = [0, *(number.end for number in found)]
    ends = [*(number.start for number in found), len(text)]
    for start, end in zip(starts, ends, strict=True):
        yield re.sub(rf"(?:{_MENU}){_GAP}*\d{{1,4}}(?!\w)", "", text[start:end], flags=re.IGNORECASE)


def _is_nothing_else(text: str) -> bool:
    """Whether it holds no digits: hours, and numbers too short to be dialled, belong elsewhere."""
    return not re.search(r"\d", text)


def _is_pressed(text: str, at: int) -> bool:
    return _PRESSED.search(text, max(0, at - _NEAR), at) is not None


def address(target: str) -> str:
    """What the author of a `tel:` link has to dial, as RFC 3966 writes it; empty where it is no number.

    The signs between its digits stay.

    A comma, `p` or `w` before more digits, as phones take them, is an extension.
    """
    match = _TEL.fullmatch(target)
    if not match:
        return ""
    digits = match[1].replace("(0)", "") if match[1].startswith("+") else match[1]
    return _dialling(digits, match[2] or "") if _can_be_dialled(dialled(digits)) else ""


def without_grouping(address: str) -> str:
    """A `tel:` address without the signs that group its digits: what two of one number have in common."""
    digits, _, extension = address.removeprefix("tel:").partition(";ext=")
    return _dialling(dialled(digits), extension)


def _can_be_dialled(digits: str) -> bool:
    """Whether so many digits are a number; a few that begin with nought are the end of another one."""
    count = len(digits.lstrip("+"))
    return _LEAST <= count <= _MOST and not (digits.startswith("0") and count <= _SHORT)


def shows(words: str, dialling: str) -> bool:
    """Whether words hold the number that a `tel:` address dials, with its extension, but for the country's code."""
    digits, _, extension = without_grouping(dialling).removeprefix("tel:").partition(";ext=")
    return any(_same(number.digits, digits) and number.extension == extension for number in numbers(words))


def _same(shown: str, digits: str) -> bool:
    """Whether two numbers are one, perhaps one of them with a country's code."""
    bare, other = shown.lstrip("+"), digits.lstrip("+")
    if bare == other:
        return True
    if shown.startswith("+") == digits.startswith("+"):
        return False
    local, abroad = (bare, other) if digits.startswith("+") else (other, bare)
    return len(local) > _LEAST and abroad.endswith(local.lstrip("0")) and len(abroad) - len(local.lstrip("0")) <= 3


def is_number(words: str) -> bool:
    """Whether words are one or more phone numbers alone, which a link must then dial."""
    return is_phone(words) and not _WORDS.search(re.sub(rf"(?:{_EXTENSION})", "", words, flags=re.IGNORECASE))
