"""What differs between two texts in numbers: what they are, and whose and when.

"5 ml" may stay as it is and still be another dose: for adults and not for children, at night and not in the morning,
of another medicine. So the words that say so are compared with the quantities that they stand beside.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from press.quantities import DAYS, ENGLISH_MONTHS, Measure, Quantity, quantities
from press.reader.spelled import spelled
from press.review.changes.opposed import opposed, reordered, replaced
from press.review.changes.passages import Line

WHO = (
    *("child", "children", "baby", "babies", "infant", "infants", "toddler", "toddlers", "teenager", "teenagers"),
    *("adult", "adults", "man", "men", "woman", "women", "boy", "boys", "girl", "girls", "elderly", "older"),
    *("younger", "pregnant", "breastfeeding", "nurse", "doctor", "pharmacist", "carer", "patient"),
)
WHEN = (
    *("morning", "mornings", "noon", "midday", "afternoon", "afternoons", "evening", "evenings", "night", "nights"),
    *("bedtime", "breakfast", "lunch", "dinner", "supper", "tea", "meal", "meals", "food", "before", "after", "during"),
    *("with", "without", "today", "tomorrow", "yesterday", "first", "second", "third", "last", "next", "then"),
    *("until", "since", "when", "unless", "if", "daily", "weekly"),
)
WHERE = (
    *("left", "right", "both", "upper", "lower", "ear", "ears", "eye", "eyes", "nostril", "nostrils", "arm", "arms"),
    *("leg", "legs", "hand", "hands", "foot", "feet", "knee", "knees", "mouth", "tongue", "skin", "vein", "muscle"),
)
NOT = ("not", "never", "no", "only", "must", "cannot", "can", "may")
"""What turns a sentence round."""
_OWNERS = frozenset(word.casefold() for word in (*WHO, *WHEN, *WHERE, *NOT, *DAYS, *ENGLISH_MONTHS))
_WORD = re.compile(r"[^\W\d_]+")
_CLAUSE = re.compile(r"[,;:.()]|\b(?:and|or|but|then|while|whereas)\b", re.IGNORECASE)
_NEXT = re.compile(r"(?:\s+(?:of|the|your|a|an|each|every|more|other))*\s+([^\W\d_]+)")
_SPACED = re.compile(r"(\d)(?=[^\W\d_])")
_CODE = re.compile(r"\b(?:\w*\d\w*|[IVX]{2,5}[a-c]?)\b")
_MEGA = re.compile(r"\d\s?M(?:[a-z]|I?U)")
_SHORTEST_NAME = 4
"""In letters, of a word that may name what is taken, or by whom."""


def numbers(was: Line | None, now: Line | None, language: str) -> str:
    """What differs in the numbers of two lines, one of which may not be there; empty where nothing does.

    ``language`` is a BCP 47 tag.
    """
    before, after = (line.text if line else "" for line in (was, now))
    found = _quantities(before, after) or _spelled(before, after, language)
    return found or (_codes(before, after) if was and now else "")


def whose(was: str, now: str, language: str) -> str:
    """What differs in whose, when, where and in which order two texts with the same numbers say; empty where nothing
    does."""
    if was == now:
        return ""
    if counts(was, language) and (found := _whose(was, now)):
        return found
    if words := opposed(was, now, language):
        return f"whose or when: {words}"
    return "the same words in another order" if reordered(was, now, language) else ""


def counts(text: str, language: str) -> bool:
    """Whether a text holds a number, in digits or in words."""
    return bool(quantities(text) or _words_for_numbers(text, language))


def owner(was: Line, now: Line) -> str:
    """Whose a line is, where that is another now; empty where it is not."""
    sides = [line.passage.of or line.passage.slot for line in (was, now)]
    if (was.passage.of, was.passage.slot) == (now.passage.of, now.passage.slot):
        return ""
    if was.passage.of == now.passage.of:
        sides = [line.passage.slot for line in (was, now)]
    return f"of “{sides[0]}” → of “{sides[1]}”"


def _quantities(was: str, now: str) -> str:
    before, after = quantities(was), quantities(now)
    ours, theirs = list(map(_key, before)), list(map(_key, after))
    if ours == theirs:
        return ""
    left, right = Counter(ours), Counter(theirs)
    gone = [quantity for quantity in before if _key(quantity) in left - right]
    come = [quantity for quantity in after if _key(quantity) in right - left]
    if not gone and not come:
        gone, come = list(before), list(after)  # the same, in another order
    measures = sorted({quantity.measure for quantity in (*gone, *come)}, key=list(Measure).index)
    return f"{' and '.join(measure.value for measure in measures)}: {_named(gone)} → {_named(come)}"


def _spelled(was: str, now: str, language: str) -> str:
    """Where two texts say other numbers in words, in languages other than English."""
    before, after = (_words_for_numbers(text, language) for text in (was, now))
    sides = (", ".join(f"{number:f}" for number in side) or "nothing" for side in (before, after))
    return f"number in words: {' → '.join(sides)}" if before != after else ""


def _words_for_numbers(text: str, language: str) -> tuple[Decimal, ...]:
    return () if language.partition("-")[0] == "en" else spelled(text, language)


def _codes(was: str, now: str) -> str:
    """Where two texts have other figures in what is no quantity: B12, IIb, ward 5A."""
    before, after = (Counter(_CODE.findall(_rest(text))) for text in (was, now))
    gone, come = (sorted(side) or ["nothing"] for side in (before - after, after - before))
    return f"number: “{', '.join(gone)}” → “{', '.join(come)}”" if before != after else ""


def _rest(text: str) -> str:
    """A text without its quantities."""
    done, rest = 0, []
    for quantity in quantities(text):
        rest.append(text[done : quantity.span[0]])
        done = quantity.span[1]
    return " ".join([*rest, text[done:]])


def _named(found: list[Quantity]) -> str:
    return ", ".join(f"“{quantity.words}”" for quantity in found) or "nothing"


def _key(quantity: Quantity) -> tuple[Measure, str]:
    """A quantity, however it is spaced and set; but Mg is no mg, and MU no mU."""
    mega = _MEGA.search(quantity.words) is not None
    return quantity.measure, re.sub(r"\s+", "", quantity.words.casefold()) + "M" * mega


def _whose(was: str, now: str) -> str:
    """Where two texts with the same quantities say of other things that they are theirs."""
    before, after = list(_belonging(was)), list(_belonging(now))
    if before != after:
        return f"whose or when: “{', '.join(before)}” → “{', '.join(after)}”"
    words = [_WORD.findall(text.casefold()) for text in (was, now)]
    if words[0] != words[1] and Counter(words[0]) == Counter(words[1]):
        return "the same words in another order"
    moved = sorted(set(_moved(_clauses(was), _clauses(now))))
    if moved:
        return f"whose: “{', '.join(moved)}” stands beside another number"
    other = replaced(was, now, [quantity.span for quantity in quantities(was)])
    return f"whose or when: {other}" if other else ""


def _belonging(text: str) -> Iterator[str]:
    """The quantities of a text with what follows them, and the words that say whose and when, in their order."""
    end = 0
    for quantity in quantities(text):
        yield from _owners(text[end : quantity.span[0]])
        end = quantity.span[1]
        following = _NEXT.match(text, end)
        name = following[1].casefold() if following else ""
        said = " ".join(_SPACED.sub(r"\1 ", quantity.words.casefold()).split())
        yield f"{said} {name}" if len(name) >= _SHORTEST_NAME else said
    yield from _owners(text[end:])


def _owners(text: str) -> Iterator[str]:
    return (word for word in _WORD.findall(text.casefold()) if word in _OWNERS)


def _clauses(text: str) -> dict[str, frozenset[tuple[Measure, str]]]:
    """For each word, the quantities of the clauses that it stands in."""
    found: dict[str, set[tuple[Measure, str]]] = {}
    for clause in _CLAUSE.split(text):
        beside = set(map(_key, quantities(clause)))
        for word in _WORD.findall(clause.casefold()):
            if len(word) >= _SHORTEST_NAME:
                found.setdefault(word, set()).update(beside)
    return {word: frozenset(beside) for word, beside in found.items()}


def _moved(
    before: dict[str, frozenset[tuple[Measure, str]]], after: dict[str, frozenset[tuple[Measure, str]]]
) -> Iterator[str]:
    for word in before.keys() & after.keys():
        if before[word] != after[word] and before[word] and after[word]:
            yield word
