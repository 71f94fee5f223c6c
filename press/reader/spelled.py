"""Numbers in words, in the languages in which they are known: one may stand for the digits of the other side.

``twice`` stands for ``2``; so do the duals of Arabic, which has no other way to say two tablets. What is not written
here is from Unicode's data, which spells numbers in some sixty languages, in the genders and cases that it knows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal
from functools import cache

_ENGLISH = {
    0: "midnight",
    1: "once one single a an first daily",
    2: "two twice both pair second",
    3: "three third thirds",
    4: "four quarter quarters",
    5: "five fifth",
    6: "six",
    7: "seven",
    8: "eight",
    9: "nine",
    10: "ten tenth",
    11: "eleven",
    12: "twelve dozen noon midday",
    **dict(enumerate(["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"], 13)),
    20: "twenty",
    30: "thirty",
    40: "forty",
    50: "fifty",
    60: "sixty",
    70: "seventy",
    80: "eighty",
    90: "ninety",
    100: "hundred",
    1000: "thousand",
}
_WELSH = {
    0: "hanner nos",
    1: "un unwaith cyntaf",
    2: "dau dwy ddau ddwy dwywaith ddwywaith ail",
    3: "tri tair dri dair trydydd trydedd teirgwaith",
    4: "pedwar pedair bedwar bedair pedwerydd pedwaredd",
    5: "pum pump bum bump pumed",
    6: "chwech chwe chweched",
    7: "saith seithfed",
    8: "wyth wythfed",
    9: "naw nawfed",
    10: "deg ddeg deng degfed",
    12: "deuddeg ddeuddeg deuddeng",
    15: "pymtheg bymtheg pymtheng",
    20: "ugain hugain",
    100: "cant gant can",
    1000: "mil fil",
}
_ARABIC = {
    1: "واحد واحدة الواحد الواحدة مرة قطرة قرص قرصا حبة كبسولة جرعة بخة ملعقة",
    2: (
        "اثنان اثنين اثنتان اثنتين مرتان مرتين قرصان قرصين حبتان حبتين كبسولتان كبسولتين جرعتان جرعتين بختان بختين "
        "قطرتان قطرتين ملعقتان ملعقتين يومان يومين ساعتان ساعتين أسبوعان أسبوعين "
        "شهران شهرين سنتان سنتين دقيقتان دقيقتين"
    ),
    3: "ثلاث ثلاثة",
    4: "أربع أربعة",
    5: "خمس خمسة",
    6: "ست ستة",
    7: "سبع سبعة",
    8: "ثمان ثماني ثمانية",
    9: "تسع تسعة",
    10: "عشر عشرة",
    100: "مئة مائة",
    1000: "ألف",
}
_POLISH = {
    1: "jeden jedna jedno jedną jednego jednej raz",
    2: "dwa dwie dwóch dwoma dwukrotnie",
    3: "trzy trzech trzykrotnie",
    4: "cztery czterech",
    5: "pięć pięciu",
    6: "sześć sześciu",
    7: "siedem siedmiu",
    8: "osiem ośmiu",
    9: "dziewięć dziewięciu",
    10: "dziesięć dziesięciu",
    12: "dwanaście dwunastu południe",
    100: "sto stu",
    1000: "tysiąc tysiąca",
}
_HALVES = {"en": "half", "cy": "hanner", "ar": "نصف", "pl": "pół połowę"}
_LETTERS = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u0900-\u0dff])*")
"""A word; signs of vowels in scripts of India are no letters to `re`."""


def _by_word(language: str, words: Mapping[int, str]) -> dict[str, Decimal]:
    found = {word: Decimal(number) for number, said in words.items() for word in said.split()}
    return found | dict.fromkeys(_HALVES[language].split(), Decimal("0.5"))


_NUMBERS = {
    language: _by_word(language, words)
    for language, words in (("en", _ENGLISH), ("cy", _WELSH), ("ar", _ARABIC), ("pl", _POLISH))
}


_SPELLED = (*range(21), *range(30, 100, 10), 100, 1000)
"""Numbers that most languages have a word for."""


def known(language: str) -> bool:
    """Whether numbers in words are known in a language (a BCP 47 tag)."""
    return bool(_known(language.partition("-")[0]))


@cache
def _known(language: str) -> Mapping[str, Decimal]:
    from unicode_rbnf import RbnfEngine  # slow to load, and needed for translations alone

    found: dict[str, Decimal] = {}
    with suppress(ValueError):  # Unicode's data has no words for it
        engine = RbnfEngine.for_language(language)
        for number in _SPELLED:
            with suppress(ArithmeticError, LookupError, ValueError):  # a rule that it has no words for
                said = engine.format_number(number).text_by_ruleset
                found |= {text.casefold(): Decimal(number) for name, text in said.items() if name.startswith("spell")}
    return {word: number for word, number in found.items() if _LETTERS.fullmatch(word)} | _NUMBERS.get(language, {})


def spelled(text: str, language: str) -> tuple[Decimal, ...]:
    """The numbers that stand in a text in words, in its order; none in a language of which none are known."""
    known = _known(language.partition("-")[0])
    return tuple(known[word] for word in _LETTERS.findall(text.casefold()) if word in known)
