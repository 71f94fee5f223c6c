"""What is put into words, the first way that fits at each place of a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from press.aloud.english import ENGLISH
from press.aloud.tongue import Tongue
from press.aloud.welsh import WELSH
from press.quantities import PHONE, SPACE

TONGUES: Mapping[str, Tongue] = {"en": ENGLISH, "cy": WELSH}
"""The languages that figures are put into words of, by the first part of their tags."""
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6}
WRITTEN_PARTS = {"1/2": "½", "1/4": "¼", "3/4": "¾", "1/3": "⅓", "2/3": "⅔"}
_DASH = "[-\u2010-\u2015\u2212]"
_GROUPED = rf"\d{{1,3}}(?:[,{SPACE[1:-1]}]\d{{3}})+(?!\d)"
_VULGAR = "[½¼¾⅓⅔⅛]"
_NUMBER = rf"(?:{_GROUPED}(?:\.\d+)?|\d+(?:\.\d+)?)(?:{SPACE}?{_VULGAR})?|{_VULGAR}|(?:1/2|1/4|3/4|1/3|2/3)(?![\d/])"
_HOST = r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}"
_ROMAN = r"(?-i:(?:IV|I{1,3}|VI?)[A-Ca-c]?)(?!\w)"
_MYSELF = (
    r"(?-i:I(?=['’]| (?:also|am|always|can|could|did|do|feel|felt|get|got|had|have|know|may|might|must|need|never|now|"
    r"should|take|think|took|use|want|wanted|was|went|will|wish|would)\b))"
)
"""The word for oneself, behind a word behind which a Roman number may stand: "at this stage I feel"."""


def _any(words: Mapping[str, object] | tuple[str, ...]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _clock(tongue: Tongue) -> str:
    halves = "|".join(r"\.?".join(half) for half in tongue.halves)
    return rf"\d{{1,2}}(?:[.:]\d\d)?{SPACE}?(?:{halves})\b\.?"


def _ways(tongue: Tongue) -> dict[str, str]:
    """The patterns of a language, by what they find, in the order in which they are tried."""
    clock = _clock(tongue)
    called = "|".join(rf"(?<=\b{re.escape(word)}{SPACE})" for word in tongue.called)
    staged = "|".join(rf"(?<=\b{word} )" for word in tongue.staged)
    joint = rf"(?:{SPACE}?(?:{_DASH}|/){SPACE}?|, | (?:{tongue.or_}|{tongue.conjoined}|{tongue.to}) )"
    measure = rf"{SPACE}?(?P<unit>{_any(tongue.units)})(?P<per>(?:/(?:{_any((*tongue.units, *tongue.per))}))*)(?![\w/])"
    return {
        "email": rf"[\w.+-]+@{_HOST}",
        "address": (
            rf"(?:https?://)?(?:www\.{_HOST}|{_HOST}(?=/)|(?<=://){_HOST}|{_HOST}(?<=\.uk)|{_HOST}(?<=\.org)|"
            rf"{_HOST}(?<=\.wales)|{_HOST}(?<=\.cymru))(?:/[\w./%~#?=&-]*[\w/])?"
        ),
        "code": r"(?<![\w-])(?-i:[0-9A-Z]{4}-[0-9A-Z]{4}(?:-[0-9A-Z]{4})?)(?![\w-])",
        "iso": r"(?<![\w-])(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?(?![\w-])",
        "day": r"(?<![\w/])[0-3]?\d/[01]?\d/(?:19|20)\d\d(?![\w/])",
        "clock": "|".join(
            rf"(?<![\w.:]){start}(?:{SPACE}?{_DASH}{SPACE}?{end})?"
            for start, end in (
                (clock, clock),
                (r"[0-2]?\d:[0-5]\d(?![\w:])", r"[0-2]?\d:[0-5]\d(?![\w:])"),
                (r"0\d\.[0-5]\d(?![\w.]\w|\d)", r"[012]\d\.[0-5]\d(?!\w)"),
            )
        ),
        "money": rf"[{''.join(tongue.money)}]\d+(?:,\d{{3}})*(?:\.\d\d)?(?!\d)",
        "pressure": rf"(?<![\w./])(?P<high>\d{{2,3}})/(?P<low>\d{{2,3}})(?:{SPACE}?(?P<mercury>mmHg))?(?![\w/])",
        "phone": rf"{PHONE}|(?:{called})(?:111|112|999)(?!\w)",
        "stage": rf"(?:{staged})(?!{_MYSELF}){_ROMAN}(?:{joint}{_ROMAN})*|(?<![\w-])(?=II){_ROMAN}(?!-\w)",
        "figure": (
            rf"(?<![\w.,])(?:(?P<sign>[{''.join(tongue.before)}]{{1,2}}){SPACE}?)?(?P<low_>{_NUMBER})"
            rf"(?:{SPACE}?{_DASH}{SPACE}?(?P<high_>{_NUMBER}))?(?:{measure})?(?![\w/]|{_DASH}\w)"
        ),
        "short": "|".join(rf"(?<!\w){re.escape(each)}(?!\w)" for each in tongue.short),
        "capitals": r"(?<![\w-])(?-i:[A-Z]{2,6}s?|[A-Z]{1,4}\d{1,3}|[A-Z]\d[A-Z]?)(?![\w-])",
        "mark": _any(tongue.signs),
        "stroke": r"(?<=[a-z])/(?=[a-z])",
    }


def tongue_of(language: str) -> Tongue | None:
    """The words of the language of a BCP 47 tag; None where nobody has written them."""
    return TONGUES.get(language.partition("-")[0].lower())


def found(text: str, lexicon: Mapping[str, str], language: str) -> Iterator[tuple[int, int, str, str]]:
    """The stretches that are said otherwise than they are written, in order: from, to, what is said, and the way that
    found it (``word`` where it was the lexicon)."""
    tongue = tongue_of(language)
    pattern = _pattern(tuple(sorted(lexicon, key=len, reverse=True)), language.partition("-")[0].lower())
    folded = {word.casefold(): spoken for word, spoken in lexicon.items()}
    for match in pattern.finditer(text):
        way = next(name for name in ("word", *_SAYERS) if name in pattern.groupindex and match[name] is not None)
        spoken = folded[match[0].casefold()] if way == "word" or not tongue else _SAYERS[way](match, tongue)
        if spoken != match[0]:
            yield match.start(), match.end(), spoken, way


@lru_cache(maxsize=16)
def _pattern(words: tuple[str, ...], language: str) -> re.Pattern[str]:
    ways = {"word": "|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in words) or "(?!)"}
    ways |= _ways(TONGUES[language]) if language in TONGUES else {}
    return re.compile("|".join(f"(?P<{name}>{way})" for name, way in ways.items()), re.IGNORECASE)


def _phone(match: re.Match[str], tongue: Tongue) -> str:
    """A phone number by its digits, in the groups in which it is written."""
    groups = re.findall(r"\+?\d+|[^\W\d_]+", match[0])
    return ", ".join(_group(group, tongue) for group in groups)


def _group(group: str, tongue: Tongue) -> str:
    bare = group.removeprefix("+")
    if not any(map(str.isdecimal, bare)):
        return tongue.extension if bare.lower() in ("ext", "x") else bare
    spoken = " ".join(map(tongue.digits.__getitem__, map(int, bare)))
    return f"{tongue.plus} {spoken}" if group.startswith("+") else spoken


def _address(match: re.Match[str], tongue: Tongue) -> str:
    words = re.sub(r"^https?://|/$", "", match[0])
    words = re.sub(r"^www\.", f"w w w {tongue.marks['.']} ", words, flags=re.IGNORECASE)
    for sign, spoken in tongue.marks.items():
        words = words.replace(sign, f" {spoken} ")
    return " ".join(words.split())


def _code(match: re.Match[str], tongue: Tongue) -> str:
    spelt = ([tongue.digits[int(sign)] if sign.isdigit() else sign for sign in part] for part in match[0].split("-"))
    return ", ".join(map(" ".join, spelt))


def _iso(match: re.Match[str], tongue: Tongue) -> str:
    year, month, *day = match[0].split("-")
    return " ".join([*(str(int(each)) for each in day), tongue.months[int(month) - 1], year])


def _day(match: re.Match[str], tongue: Tongue) -> str:
    day, month, year = map(int, match[0].split("/"))
    return f"{day} {tongue.months[month - 1]} {year}" if 1 <= month <= 12 else match[0]


def _clocks(match: re.Match[str], tongue: Tongue) -> str:
    written = re.findall(rf"{_clock(tongue)}|\d{{1,2}}[.:]\d\d", match[0], re.IGNORECASE)
    times = [_time(each, tongue) for each in written]
    stop = "." if match[0].endswith(".") and "." not in match[0][-4:-1] else ""
    return f" {tongue.to} ".join(times) + stop


def _time(written: str, tongue: Tongue) -> str:
    # It has been found as a time, so it is one.
    hour, minute, half = re.fullmatch(rf"(\d+)(?:[.:](\d\d))?{SPACE}?(.*)", written).groups()  # type: ignore[union-attr]
    return tongue.hours(int(hour), minute or "", tongue.halves.get(half.replace(".", "").lower(), ""))


def _money(match: re.Match[str], tongue: Tongue) -> str:
    one, several = tongue.money[match[0][0]]
    whole, _, part = match[0][1:].replace(",", "").partition(".")
    return f"{whole} {one if whole == '1' else several}" + (f" {int(part)}" if part and int(part) else "")


def _pressure(match: re.Match[str], tongue: Tongue) -> str:
    if not match["mercury"] and tongue.pressed not in match.string.lower():
        return match[0]
    spoken = f"{match['high']} {tongue.over} {match['low']}"
    return f"{spoken} {tongue.pressure}" if match["mercury"] else spoken


def _stages(match: re.Match[str], tongue: Tongue) -> str:
    """Roman numbers: ``2 to 3 A``."""
    spoken = re.sub(rf"{SPACE}?{_DASH}{SPACE}?", f" {tongue.to} ", match[0]).replace("/", f" {tongue.or_} ")
    return re.sub(rf"\b{_ROMAN}", lambda each: " ".join(_numbered(each[0])), spoken)


def _numbered(roman: str) -> Iterator[str]:
    letters = roman.rstrip("ABCabc")
    yield str(ROMAN[letters])
    yield from roman.removeprefix(letters).upper()


def _figure(match: re.Match[str], tongue: Tongue) -> str:
    low, high, unit = match["low_"], match["high_"], match["unit"]
    numbers = [_number(each, tongue) for each in (low, high) if each]
    spoken = "".join(tongue.before[sign] for sign in match["sign"] or "") + f" {tongue.to} ".join(numbers)
    if not unit:
        return spoken if spoken != re.sub(SPACE, " ", match[0]) else match[0]
    one, several = tongue.units[unit.lower()]
    last = high or low
    named = several
    if last in (*tongue.parts, *WRITTEN_PARTS):
        named = tongue.of.format(one)
    elif last == "1":
        named = one
    by = (tongue.per.get(each) or tongue.units[each.lower()][0] for each in match["per"].split("/") if each)
    return " ".join([spoken, named, *(f"{tongue.by} {each}" for each in by)])


def _number(written: str, tongue: Tongue) -> str:
    """A number whose parts a voice says right: ``2 point 5``, ``1 and a half``."""
    written = WRITTEN_PARTS.get(written, written)
    part = tongue.parts.get(written[-1], "")
    whole = re.sub(rf"[,{SPACE[1:-1]}]", "", written[:-1] if part else written)
    if "." in whole:
        before, _, after = whole.partition(".")
        whole = f"{before} {tongue.point} {' '.join(after)}"
    return f"{whole} {tongue.conjoined} {part}" if part and whole else part or whole


def _apart(match: re.Match[str], word: str) -> str:
    """A word for a sign that may stand between two figures without spaces."""
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    return f"{' ' if before.isalnum() else ''}{word}{' ' if after.isalnum() else ''}"


def _capitals(match: re.Match[str], tongue: Tongue) -> str:
    spelt = " ".join(re.findall(r"[A-Z]|\d+", match[0]))
    return f"{spelt}s" if match[0].endswith("s") else spelt


_SAYERS: Mapping[str, Callable[[re.Match[str], Tongue], str]] = {
    "email": _address,
    "address": _address,
    "code": _code,
    "iso": _iso,
    "day": _day,
    "clock": _clocks,
    "money": _money,
    "pressure": _pressure,
    "phone": _phone,
    "stage": _stages,
    "figure": _figure,
    "short": lambda match, tongue: tongue.short[match[0].lower()],
    "capitals": _capitals,
    "mark": lambda match, tongue: _apart(match, tongue.signs[match[0]]),
    "stroke": lambda match, tongue: f" {tongue.or_} ",
}
