"""What the words of a file tell of its review and of whom to turn to, as proposals to a person."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from press.model import PartialDate
from press.prose import forms

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = "|".join(f"{name}|{name[:3]}" for name in _MONTHS)
_YEAR = r"(?:19|20)\d\d"
_WHEN = (
    rf"(?:(?P<day>\d{{1,2}})(?:(?:st|nd|rd|th)?\s+|\s*[/.]\s*))?(?:(?P<name>{_MONTH})\.?|(?P<number>\d{{1,2}})\s*[/.])"
    rf"\s*(?P<year>{_YEAR})|(?P<iso>{_YEAR})-(?P<month>0[1-9]|1[0-2])(?!\d)|(?P<alone>{_YEAR})"
)
_COMING = r"next\s+review(?:ed)?|review\s+(?:due|by)|due\s+for\s+review|to\s+be\s+reviewed"
_NEXT = re.compile(rf"(?i)\b(?:{_COMING})(?:\s+(?:date|due|by|on|in))*\s*:?\s*(?:{_WHEN})")
_PAST = r"(?:last\s+)?review(?:ed)?|issued?|produced|published|issued|updated|written|version|date"
_LAST = re.compile(rf"(?i)\b(?:{_PAST})(?:\s+(?:date|on|in))*\s*:?\s*(?:{_WHEN})")
_PHONE = re.compile(r"(?<![\d/.-])(?:\+44\s?(?:\(0\)\s?)?|\(?0)\d(?:[\d() -]{7,13})\d(?![\d/])")
_EMAIL = re.compile(r"(?<![\w.+%'-])[\w.+%'-]{1,64}@(?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,}")
_DAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?s?"
_HOUR = r"\d{1,2}(?:[.:]\d\d)?\s*(?:am|pm|noon)?"
_HOURS = re.compile(rf"(?i)\b{_DAY}\s*(?:to|–|-|and)\s*{_DAY}\b[^.\n]{{0,60}}?{_HOUR}(?:\s*(?:to|–|-)\s*{_HOUR})?")


@dataclass(frozen=True, slots=True)
class Proposals:
    """``last`` and ``next`` are reviews, None where none was found; the others as they are written in the file."""

    last: PartialDate | None = None
    next: PartialDate | None = None
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    hours: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    """The words of the library's glossary that the file uses."""


def propose(texts: Iterable[str], today: PartialDate, terms: Iterable[str] = ()) -> Proposals:
    """What a file says of its review and of whom to turn to, wherever it stands, and which ``terms`` it uses.

    A "review date" that is still to come on ``today`` is that of the next review.
    """
    said = "\n".join(texts)
    coming = _NEXT.search(said)
    without = _NEXT.sub(" ", said)
    told = [date for match in _LAST.finditer(without) if (date := _date(match))]
    past, ahead = [date for date in told if date <= today], [date for date in told if date > today]
    phones = (" ".join(match[0].split()) for match in _PHONE.finditer(said))
    return Proposals(
        max(past, default=None),
        _date(coming) if coming else min(ahead, default=None),
        tuple(dict.fromkeys(phone for phone in phones if 10 <= len(re.sub(r"\D", "", phone)) <= 13)),
        tuple(dict.fromkeys(match[0] for match in _EMAIL.finditer(said))),
        tuple(dict.fromkeys(" ".join(match[0].split()) for match in _HOURS.finditer(said))),
        tuple(term for term in terms if re.search(rf"(?i)(?<!\w){re.escape(term)}(?!\w)", said)),
    )


def _date(match: re.Match[str]) -> PartialDate | None:
    if match["alone"]:
        return PartialDate(int(match["alone"]))
    if match["iso"]:
        return PartialDate(int(match["iso"]), int(match["month"]))
    names = [name[:3] for name in _MONTHS]
    month = names.index(match["name"][:3].lower()) + 1 if match["name"] else int(match["number"])
    day = f"-{int(match['day']):02}" if match["day"] else ""
    return forms.partial_date(f"{match['year']}-{month:02}{day}") or forms.partial_date(f"{match['year']}-{month:02}")
