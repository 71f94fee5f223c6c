"""What is put into words, the first way that fits at each place of a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from press.aloud.units import (
    BEFORE,
    DIGITS,
    MONEY,
    PARTS,
    PER,
    ROMAN,
    SHORT,
    SIGNS,
    UNITS,
    WRITTEN_PARTS,
)
from press.quantities import ENGLISH_MONTHS, PHONE, SPACE

_DASH = "[-\u2010-\u2015\u2212]"
_GROUPED = rf"\d{{1,3}}(?:[,{SPACE[1:-1]}]\d{{3}})+(?!\d)"
_VULGAR = "[½¼¾⅓⅔⅛]"
_NUMBER = rf"(?:{_GROUPED}(?:\.\d+)?|\d+(?:\.\d+)?)(?:{SPACE}?{_VULGAR})?|{_VULGAR}|(?:1/2|1/4|3/4|1/3|2/3)(?![\d/])"
_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_PER = "|".join(sorted(map(re.escape, (*UNITS, *PER)), key=len, reverse=True))
_MEASURE = rf"{SPACE}?(?P<unit>{_UNIT})(?P<per>(?:/(?:{_PER}))*)(?![\w/])"
_CLOCK = rf"\d{{1,2}}(?:[.:]\d\d)?{SPACE}?[ap]\.?m\b\.?"
_CALLED = "|".join(
    rf"(?<=\b{word}{SPACE})" for word in ("NHS", "call", "dial", "ring", "phone", "text", "999 or", "111 or")
)
_HOST = r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}"
_WAYS: Mapping[str, str] = {
    "email": rf"[\w.+-]+@{_HOST}",
    "address": rf"(?:https?://)?(?:www\.{_HOST}|{_HOST}(?=/)|(?<=://){_HOST}|{_HOST}(?<=\.uk)|{_HOST}(?<=\.org))(?:/[\w./%~#?=&-]*[\w/])?",
    "code": r"(?<![\w-])(?-i:[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})(?![\w-])",
    "iso": r"(?<![\w-])(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?(?![\w-])",
    "day": r"(?<![\w/])[0-3]?\d/[01]?\d/(?:19|20)\d\d(?![\w/])",
    "clock": rf"(?<![\w.]){_CLOCK}(?:{SPACE}?{_DASH}{SPACE}?{_CLOCK})?|(?<![\w.:])[0-2]?\d:[0-5]\d(?![\w:])",
    "money": r"[£€$]\d+(?:,\d{3})*(?:\.\d\d)?(?!\d)",
    "pressure": rf"(?<![\w./])(?P<high>\d{{2,3}})/(?P<low>\d{{2,3}}){SPACE}?mmHg(?!\w)",
    "phone": rf"{PHONE}|(?:{_CALLED})(?:111|112|999)(?!\w)",
    "stage": r"(?<=\bstage )(?:IV|I{1,3}|VI?)(?!\w)|(?<=\bgrade )(?:IV|I{1,3}|VI?)(?!\w)|(?<=\btype )I{1,2}(?!\w)",
    "figure": (
        rf"(?<![\w.,])(?:(?P<sign>[≤≥<>≈~±−+]{{1,2}}){SPACE}?)?(?P<low_>{_NUMBER})"
        rf"(?:{SPACE}?{_DASH}{SPACE}?(?P<high_>{_NUMBER}))?(?:{_MEASURE})?(?![\w/]|{_DASH}\w)"
    ),
    "short": "|".join(rf"(?<!\w){re.escape(each)}(?!\w)" for each in SHORT),
    "capitals": r"(?<![\w-])(?-i:[A-Z]{2,6}s?|[A-Z]{1,4}\d{1,3}|[A-Z]\d[A-Z]?)(?![\w-])",
    "mark": "|".join(map(re.escape, SIGNS)),
    "stroke": r"(?<=[a-z])/(?=[a-z])",
}


def found(text: str, lexicon: Mapping[str, str], *, english: bool) -> Iterator[tuple[int, int, str]]:
    """The stretches that are said otherwise than they are written, in order: from, to, and what is said."""
    for match in _pattern(tuple(sorted(lexicon, key=len, reverse=True)), english).finditer(text):
        spoken = _said(match, lexicon)
        if spoken != match[0]:
            yield match.start(), match.end(), spoken


@lru_cache(maxsize=16)
def _pattern(words: tuple[str, ...], english: bool) -> re.Pattern[str]:
    ways = {"word": "|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in words) or "(?!)"}
    ways |= _WAYS if english else {}
    return re.compile("|".join(f"(?P<{name}>{way})" for name, way in ways.items()), re.IGNORECASE)


def _said(match: re.Match[str], lexicon: Mapping[str, str]) -> str:
    way = next(name for name in ("word", *_WAYS) if name in match.re.groupindex and match[name] is not None)
    if way == "word":
        folded = {word.casefold(): spoken for word, spoken in lexicon.items()}
        return folded[match[0].casefold()]
    return _SAYERS[way](match)


def phoned(written: str) -> str:
    """A phone number by its digits, in the groups in which it is written."""
    groups = re.findall(r"\+?\d+|[^\W\d_]+", written)
    return ", ".join(_digits(group) for group in groups)


def _digits(group: str) -> str:
    words = [DIGITS[int(letter)] if letter.isdecimal() else letter for letter in group.removeprefix("+")]
    spoken = " ".join(words) if any(map(str.isdecimal, group)) else group
    spoken = {"ext": "extension", "x": "extension"}.get(spoken.lower(), spoken)
    return f"plus {spoken}" if group.startswith("+") else spoken


def _address(match: re.Match[str]) -> str:
    words = re.sub(r"^https?://|/$", "", match[0])
    words = re.sub(r"^www\.", "w w w dot ", words, flags=re.IGNORECASE)
    for sign, spoken in ((".", "dot"), ("/", "slash"), ("-", "hyphen"), ("@", "at"), ("_", "underscore")):
        words = words.replace(sign, f" {spoken} ")
    return " ".join(words.split())


def _code(match: re.Match[str]) -> str:
    return ", ".join(
        " ".join(DIGITS[int(sign)] if sign.isdigit() else sign for sign in part) for part in match[0].split("-")
    )


def _iso(match: re.Match[str]) -> str:
    year, month, *day = match[0].split("-")
    return " ".join([*(str(int(each)) for each in day), ENGLISH_MONTHS[int(month) - 1], year])


def _day(match: re.Match[str]) -> str:
    day, month, year = map(int, match[0].split("/"))
    return f"{day} {ENGLISH_MONTHS[month - 1]} {year}" if 1 <= month <= 12 else match[0]


def _clock(match: re.Match[str]) -> str:
    times = [_time(each) for each in re.findall(rf"{_CLOCK}|\d{{1,2}}:\d\d", match[0], re.IGNORECASE)]
    stop = "." if match[0].endswith(".") and not re.search(r"\.m\.$", match[0], re.IGNORECASE) else ""
    return " to ".join(times) + stop


def _time(written: str) -> str:
    # It has been found as a time, so it is one.
    hour, minute, half = re.fullmatch(rf"(\d+)(?:[.:](\d\d))?{SPACE}?([ap]?).*", written, re.IGNORECASE).groups()  # type: ignore[union-attr]
    minutes = f" {minute}" if minute and minute != "00" else ""
    if minutes.startswith(" 0"):
        minutes = f" oh {minute[1]}"
    return f"{int(hour)}{minutes}{f' {half.lower()} m' if half else ' hundred hours' if not minutes else ''}"


def _money(match: re.Match[str]) -> str:
    one, several = MONEY[match[0][0]]
    whole, _, part = match[0][1:].replace(",", "").partition(".")
    return f"{whole} {one if whole == '1' else several}" + (f" {int(part)}" if part and int(part) else "")


def _pressure(match: re.Match[str]) -> str:
    return f"{match['high']} over {match['low']} millimetres of mercury"


def _stage(match: re.Match[str]) -> str:
    return str(ROMAN[match[0].upper()])


def _figure(match: re.Match[str]) -> str:
    low, high, unit = match["low_"], match["high_"], match["unit"]
    numbers = [_number(each) for each in (low, high) if each]
    spoken = "".join(BEFORE[sign] for sign in match["sign"] or "") + " to ".join(numbers)
    if not unit:
        return spoken if spoken != _plain(match[0]) else match[0]
    one, several = UNITS[unit.lower()]
    last = high or low
    single = last in ("1", *PARTS, *WRITTEN_PARTS)
    named = f"of a {one}" if last in (*PARTS, *WRITTEN_PARTS) else one if single else several
    by = "".join(f" per {PER.get(each) or UNITS[each.lower()][0]}" for each in match["per"].split("/") if each)
    return f"{spoken} {named}{by}"


def _plain(written: str) -> str:
    return re.sub(SPACE, " ", written)


def _number(written: str) -> str:
    """A number whose parts a voice says right: ``2 point 5``, ``1 and a half``."""
    written = WRITTEN_PARTS.get(written, written)
    part = PARTS.get(written[-1], "")
    whole = re.sub(rf"[,{SPACE[1:-1]}]", "", written[:-1] if part else written)
    if "." in whole:
        before, _, after = whole.partition(".")
        whole = f"{before} point {' '.join(after)}"
    return f"{whole} and {part}" if part and whole else part or whole


def _capitals(match: re.Match[str]) -> str:
    spelt = " ".join(re.findall(r"[A-Z]|\d+", match[0]))
    return f"{spelt}s" if match[0].endswith("s") else spelt


_SAYERS: Mapping[str, Callable[[re.Match[str]], str]] = {
    "email": _address,
    "address": _address,
    "code": _code,
    "iso": _iso,
    "day": _day,
    "clock": _clock,
    "money": _money,
    "pressure": _pressure,
    "phone": lambda match: phoned(match[0]),
    "stage": _stage,
    "figure": _figure,
    "short": lambda match: SHORT[match[0].lower()],
    "capitals": _capitals,
    "mark": lambda match: SIGNS[match[0]],
    "stroke": lambda match: " or ",
}
