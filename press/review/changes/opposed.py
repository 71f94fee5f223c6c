"""Words of which one in place of another changes what a patient does, though no number changes.

"Take it in the morning" and "Take it at night" say the same but when; "the left ear", "the right ear" but where. Such
words stand here in groups; one in place of another of its group is told as a change of numbers is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache

from press.braille import negates
from press.quantities import Span

_GROUPS = {
    "en": (
        "morning noon midday afternoon evening night bedtime breakfast lunch dinner supper tea midnight overnight",
        "before after during",
        "until since",
        "first second third fourth fifth sixth last next then finally 1st 2nd 3rd",
        "with without",
        "left right both either neither",
        "in out inside outside into on off",
        "upper lower top bottom front back inner outer",
        "more less fewer",
        "increase decrease reduce raise lower double halve",
        "single double triple half whole full",
        "above below over under",
        "small medium large high low higher lower smaller larger",
        "slowly quickly",
        "most many some few several all every any none no",
        "maximum minimum",
        "january february march april may june july august september october november december",
        "monday tuesday wednesday thursday friday saturday sunday weekday weekend",
        "second minute hour day night week fortnight month year",
        "daily nightly weekly fortnightly monthly yearly hourly",
        "every other alternate each",
        "if unless when until",
        "child children adult adults baby babies infant infants toddler toddlers teenager teenagers",
        "man men woman women boy boys girl girls son daughter mother father husband wife",
        "mouth injection skin nose eye eyes ear ears arm arms leg legs thigh stomach tummy vein muscle rectum vagina",
        "orally rectally nasally",
        "teaspoon tablespoon spoonful pinch couple pair",
    ),
    "cy": (
        "bore prynhawn hwyr nos hanner canol",
        "cyn ar wedi yn ystod",
        "gyda heb",
        "chwith dde de ddwy",
        "uwch is dan dros",
        "mwy llai",
        "cyntaf ail trydydd trydedd olaf nesaf yna",
        "plentyn plant oedolyn oedolion babi babanod dyn dynion menyw menywod merch merched bachgen bechgyn",
        "dydd diwrnod wythnos mis blwyddyn awr munud",
    ),
    "ar": (
        "صباحا صباحاً الصباح ظهرا ظهراً الظهر مساء مساءً المساء ليلا ليلاً الليل",
        "قبل بعد أثناء خلال",
        "مع بدون دون",
        "يمين يسار اليمين اليسار اليمنى اليسرى الأيمن الأيسر",
        "فوق تحت أكثر أقل أعلى أدنى",
        "أولا أولاً ثم ثانيا ثانياً أخيرا أخيراً",
        "طفل أطفال الأطفال طفلك بالغ بالغين البالغين البالغون رضيع الرضع رجل رجال امرأة نساء",
        "يوم يوميا يومياً أسبوع أسبوعيا أسبوعياً شهر شهريا شهرياً ساعة دقيقة سنة",
    ),
}
"""By language, in groups."""
MODAL = {"must": "must", "need": "must", "should": "should", "may": "may", "can": "may", "might": "may", "could": "may"}
"""Words that say whether something has to be done, ought to be, or may be; of one kind they say the same."""
HEDGES = frozenset(
    {
        *("usually", "normally", "often", "generally", "mostly", "typically", "commonly", "sometimes", "probably"),
        *("approximately", "roughly", "about", "around", "really", "very", "quite", "just", "also", "please"),
        *("take", "takes", "taking", "have", "has", "having", "use", "uses", "using", "need", "needs", "last", "lasts"),
        *("keep", "keeps", "make", "makes", "give", "gives", "given", "get", "gets"),
        *("will", "would", "could", "should", "might"),
        *("this", "that", "these", "those", "there", "here", "your", "their", "they", "them"),
    }
)
"""Words that one may stand in place of another beside a number, and it says the same."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_CLAUSE = re.compile(r"[,;()]|\.(?!\d)|\b(?:and|or|but|then|while|whereas)\b", re.IGNORECASE)
_SHORTEST = 4
"""In letters of ASCII, of a word that may name what is taken, by whom or when; words of other scripts are shorter."""


@cache
def _groups(language: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(_plain(group)) for group in _GROUPS.get(language.partition("-")[0], ()))


def opposed(was: str, now: str, language: str) -> str:
    """The words of a text in place of which others of their group stand now, and these; empty where none do."""
    return _in_place(was, now, _groups(language))


def denied(was: str, now: str, negations: Sequence[str]) -> str:
    """What a text says may, must or must not be, where another says otherwise; empty where it says the same.

    ``negations`` are the words that say no in its language.
    """
    before, after = ([word for word in text.split() if negates(word, negations)] for text in (was, now))
    if [word.casefold() for word in before] != [word.casefold() for word in after]:
        sides = (f"“{', '.join(words)}”" if words else "nothing" for words in (before, after))
        return f"what says no: {' → '.join(sides)}"
    found = _in_place(was, now, (frozenset(MODAL),))
    firmly = ([MODAL[word] for word in _plain(text) if word in MODAL] for text in (was, now))
    return f"how firmly: {found}" if found and len(set(map(tuple, firmly))) > 1 else ""


def _in_place(was: str, now: str, groups: Iterable[frozenset[str]]) -> str:
    before, after = (Counter(_plain(text)) for text in (was, now))
    gone, come = before - after, after - before
    for group in groups:
        left, right = (sorted(word for word in side if word in group) for side in (gone, come))
        if left and right:
            return f"“{', '.join(left)}” → “{', '.join(right)}”"
    return ""


def reordered(was: str, now: str, language: str) -> bool:
    """Whether two texts have the same words in another order, and one of them says who, when, where or how much."""
    before, after = (list(_plain(text)) for text in (was, now))
    if before == after or Counter(before) != Counter(after):
        return False
    return any(word in group for group in _groups(language) for word in before)


def replaced(was: str, now: str, counts: Sequence[Span]) -> str:
    """The words beside a number of a text in place of which others stand; ``counts`` is where its numbers are."""
    before, after = (list(_WORD.finditer(text)) for text in (was, now))
    ours, theirs = ([match[0].casefold() for match in side] for side in (before, after))
    for kind, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        gone, come = list(_names(ours[a:b])), list(_names(theirs[c:d]))
        if kind == "replace" and gone and come and gone != come:
            clause = _clause(was, before[a].start())
            if any(clause[0] <= start and end <= clause[1] for start, end in counts):
                return f"“{' '.join(gone)}” → “{' '.join(come)}”"
    return ""


def _clause(text: str, at: int) -> Span:
    """Where the clause begins and ends that a place of a text lies in."""
    cuts = [(0, 0), *(match.span() for match in _CLAUSE.finditer(text)), (len(text), len(text))]
    return max(end for _, end in cuts if end <= at), min(start for start, _ in cuts if start > at)


def _names(words: list[str]) -> Iterator[str]:
    """The words that may name what is taken, by whom, when or how."""
    return (word for word in words if word not in HEDGES and (len(word) >= _SHORTEST or not word.isascii()))


def _plain(text: str) -> Iterator[str]:
    """The words of a text, one and several of a thing as one."""
    for match in _WORD.finditer(text.casefold()):
        word = match[0]
        yield word[:-1] if word.isascii() and len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word
