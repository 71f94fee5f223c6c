"""Risks in numbers: what an author writes of them, read, and what follows from the numbers alone.

    With antibiotics: about 3 in 100 people
    label             before  count  between  of  after       rest: about 97 in 100 people

How many of how many is all that an author gives. A percentage, or how one risk compares with another, is
refused: neither says how many people (Gigerenzer et al. 2007, "Helping doctors and patients make sense of health
statistics"; NICE NG197, 1.4).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from press.model import (
    Abbreviation,
    Box,
    BoxKind,
    CrossReference,
    Emphasis,
    Foreign,
    Inline,
    Link,
    List,
    Paragraph,
    Share,
    Strong,
    Term,
    Text,
    TopicReference,
    Words,
    plain,
)

KINDS = frozenset({BoxKind.RISK, BoxKind.SIDE_EFFECT})
"""The boxes that hold numbers of people and nothing else but what is said before them."""
FREQUENCIES = ("very_common", "common", "uncommon", "rare", "very_rare")
"""The words of the one scale for side effects of medicines (European Commission, SmPC guideline 2009, 4.8; MHRA)."""
MOST_DRAWN = 1_000
"""So many people can be told apart in a drawing; of more, the numbers are said in words alone."""

_Marked = Strong | Emphasis | Link | CrossReference | TopicReference | Term | Foreign
_PERCENTAGE = re.compile(r"\d\s*[%٪]|\bper ?cent\b|\by cant\b|بالمئة|بالمائة|في المئة", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,٫٬ \u00a0\u202f]\d+)*")
_GROUPED = re.compile(r"\d{1,3}(?:(?P<sign>[.,٬ \u00a0\u202f])\d{3})(?:(?P=sign)\d{3})*|\d+")
_ABOUT = frozenset(
    (
        *("about", "around", "roughly", "approximately", "tua", "oddeutu", "rhyw", "حوالي", "نحو", "تقريبا", "زهاء"),
        *(
            "etwa",
            "ungefähr",
            "rund",
            "circa",
            "ca.",
            "environ",
            "unos",
            "unas",
            "aproximadamente",
            "około",
            "ongeveer",
        ),
    )
)
"""What may stand before the numbers: it holds for the rest of the people as well, as "up to" does not."""
_LIMIT = re.compile(
    r"\b(?:or (?:more|fewer|less)|at (?:least|most)|up to|(?:more|fewer|less) than|neu (?:fwy|lai)|o leiaf|hyd at)\b"
    r"|أو أكثر|أو أقل|على الأقل|على الأكثر",
    re.IGNORECASE,
)
_FREQUENCY = re.compile(
    r"(?P<very_common>\bvery common\b|\b(?:c|g|ch)yffredin iawn\b|(?<!غير )شائع\w* جدا)"
    r"|(?P<uncommon>\b(?:un|not )common\b|\banghyffredin\b|غير شائع\w*)"
    r"|(?P<common>\bcommon\b(?! (?:cold|bile|carotid|wart))|\b(?:c|g|ch)yffredin\b|شائع\w*)"
    r"|(?P<very_rare>\bvery rare\b|\b(?:p|b|ph)rin iawn\b|نادر\w* جدا)"
    r"|(?P<rare>\brare\b|\b(?:p|b|ph)rin\b|نادر\w*)",
    re.IGNORECASE,
)
"""The words of the scale in English, Welsh and Arabic, as an author writes them in a heading or before the numbers."""
_LABEL = re.compile(r".*:\s+(?=\S)", re.DOTALL)
_HINT = "Write how many of how many: `3 in 100 people`, or `With treatment: 3 in 100 people`."


@dataclass(frozen=True, slots=True)
class Risk:
    """How many of how many people something happens to, as it is written: ``texts`` are the two numbers' own.

    ``label`` says to whom, and may be empty; of a risk that stands alone it is.
    """

    label: Words
    before: str
    between: str
    after: str
    share: Share
    texts: tuple[str, str]

    @property
    def ratio(self) -> str:
        """``about 3 in 100 people``"""
        return f"{self.before}{self.texts[0]}{self.between}{self.texts[1]}{self.after}"

    @property
    def rest(self) -> str:
        """How many of these people it does not happen to, in the words of the others."""
        return replace(self, texts=(self.left, self.texts[1])).ratio

    @property
    def left(self) -> str:
        """The number of these people alone, written as the others are."""
        return _as(self.share.of - self.share.count, self.texts[1])


@dataclass(frozen=True, slots=True)
class Unclear:
    """Why a text is no risk in numbers, and how to mend it. ``row`` counts the groups, from 0; ``certain`` is whether
    nobody can mean it otherwise."""

    rule: str
    message: str
    hint: str = _HINT
    row: int = 0
    certain: bool = True


def rows(box: Box) -> tuple[Words, ...]:
    """What a box says of each group: the items of the list at its end, or its last paragraph."""
    match box.blocks[-1:]:
        case (Paragraph(words),):
            return (words,)
        case (List(items),):
            return tuple(block.words for item in items for block in item.blocks if isinstance(block, Paragraph))
        case _:
            return ()


def read(box: Box) -> tuple[Risk, ...]:
    """The risks of a box that is as it should be (see `faults`)."""
    return tuple(risk for risk in map(_read, rows(box)) if isinstance(risk, Risk))


def faults(box: Box) -> Iterator[Unclear]:
    """What is wrong with the numbers of a box."""
    last = box.blocks[-1] if box.blocks else None
    if not isinstance(last, Paragraph | List) or (isinstance(last, List) and _nested(last)):
        message = "The box does not end in numbers: in a paragraph, or in a plain list with an item for each group."
        yield Unclear("risk", message)
        return
    found = [_read(words) for words in rows(box)]
    unclear = [replace(each, row=row) for row, each in enumerate(found) if isinstance(each, Unclear)]
    risks = [each for each in found if isinstance(each, Risk)]
    yield from unclear or _unlike(risks)
    if box.kind is BoxKind.SIDE_EFFECT and not unclear:
        yield from _called_otherwise(box, risks)


def _called_otherwise(box: Box, risks: Sequence[Risk]) -> Iterator[Unclear]:
    """Side effects that the author calls by another word of the scale than their numbers have."""
    for row, risk in enumerate(risks):
        wanted = frequency(risk.share)
        for said in _FREQUENCY.finditer(f"{plain(box.heading)}\n{plain(risk.label)}"):
            if said.lastgroup != wanted:
                message = (
                    f"“{said[0]}” stands over {risk.ratio}, which the scale for side effects calls "
                    f"{wanted.replace('_', ' ')}, as the leaflet will."
                )
                hint = "Take the word out: the press writes it. Or mend the numbers."
                yield Unclear("risk-frequency", message, hint, row, certain=False)


def _nested(block: List) -> bool:
    return block.numbered or any(len(item.blocks) != 1 for item in block.items)


def _unlike(risks: Sequence[Risk]) -> Iterator[Unclear]:
    """Groups that cannot be compared: by people who cannot count two things at once."""
    for row, risk in enumerate(risks[1:], 1):
        if risk.share.of != risks[0].share.of:
            message = f"The groups are not of the same size: {risks[0].texts[1]} and {risk.texts[1]}."
            hint = f"Write how many of {risks[0].texts[1]} in each, so that the first numbers can be compared."
            yield Unclear("risk-compared", message, hint, row)
    for row, risk in enumerate(risks if len(risks) > 1 else ()):
        if not risk.label:
            message = "Of two groups, this does not say which it is."
            yield Unclear("risk-compared", message, "Write `With treatment: 3 in 100 people`.", row)


def _read(words: Words) -> Risk | Unclear:
    text = plain(words)
    labelled = _LABEL.match(text)
    end = labelled.end() if labelled else 0
    if any(not isinstance(each, Text) for each in _behind(words, end)):
        message = "The numbers are set by the press, and have no marks of their own."
        return Unclear("risk", message, "Take the marks out, or put them before the colon.")
    said = text[end:].strip().rstrip(".")
    numbers = list(_NUMBER.finditer(said))
    if _PERCENTAGE.search(said):
        return Unclear("risk-percentage", "A percentage alone does not say how many people.")
    if len(numbers) != 2:
        message = "This does not say how many of how many. How a risk compares with another is not how large it is."
        return Unclear("risk-relative" if len(numbers) < 2 else "risk", message)
    return _counted(_before(words, len(text[:end].rstrip().removesuffix(":").rstrip())), said, numbers)


def _counted(label: Words, said: str, numbers: Sequence[re.Match[str]]) -> Risk | Unclear:
    first, second = numbers
    between = said[first.end() : second.start()]
    if not all(_GROUPED.fullmatch(number[0]) for number in numbers):
        hint = "Write `25 in 1,000 people` for 2.5 in 100."
        return Unclear("risk", "People are counted in whole numbers.", hint)
    before, after = said[: first.start()], said[second.end() :]
    if before.strip().casefold() not in {"", *_ABOUT} or _LIMIT.search(f"{between} {after}"):
        message = "Of what is limited (“up to 3”, “nearly 3”), the press cannot say how many are left."
        return Unclear("risk", message, "Write the number alone, or `about 3 in 100 people`; of each limit, a box.")
    count, of = (int(re.sub(r"\D", "", number[0])) for number in numbers)
    if count > of or of < 2 or not any(map(str.isalpha, between)):
        return Unclear("risk", f"“{said}” does not say how many of how many.")
    texts = (first[0], second[0])
    return Risk(label, before[:1].lower() + before[1:], between, after, Share(count, of), texts)


def _behind(words: Words, start: int) -> Iterator[Inline]:
    """The inlines of which something stands behind so many letters."""
    for inline in words:
        start -= len(plain((inline,)))
        if start < 0:
            yield inline


def _before(words: Words, end: int) -> Words:
    """The first letters of words, with their marks; none of the marks is cut (see `_behind`)."""
    out: list[Inline] = []
    for inline in words:
        text = plain((inline,))
        if len(text) > end:
            first = Text(text[:end]) if isinstance(inline, Text | Abbreviation) else _cut(inline, end)
            return (*out, first) if end > 0 else tuple(out)
        out.append(inline)
        end -= len(text)
    return tuple(out)


def _cut(inline: _Marked, end: int) -> Inline:
    return replace(inline, words=_before(inline.words, end))


def _as(number: int, like: str) -> str:
    """A number in the digits, and with the sign of thousands, of another that is not smaller."""
    sign = next((char for char in like if not char.isdecimal()), "")
    zero = ord(like[0]) - int(like[0])
    digits = f"{number:,}".replace(",", sign)
    return "".join(chr(zero + int(char)) if char.isdecimal() else char for char in digits)


def frequency(share: Share) -> str:
    """The word of the scale for how often something happens, as one of `FREQUENCIES`."""
    for name, least in zip(FREQUENCIES, (10, 100, 1_000, 10_000), strict=False):
        if share.count * least >= share.of:
            return name
    return FREQUENCIES[-1]
