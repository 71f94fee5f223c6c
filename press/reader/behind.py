"""What has changed in an edition since it was translated, in sentences: numbers first, then warnings, then the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from press.model import Behind, Segment, SourcePassage
from press.prose.markdown import bare
from press.quantities import Measure, Quantity, quantities

_SHOWN = 100
"""How many characters of a passage a sentence quotes."""
_ALIKE = 0.5
"""From how much likeness on two texts are one that was changed."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A passage as it was translated and as it is today; empty where there was or is none. ``key`` is today's."""

    key: str
    was: str
    now: str
    warns: bool


def changed(before: Sequence[SourcePassage], after: Sequence[Segment]) -> tuple[Changed, ...]:
    """The passages that are not as they were, in the order of today's edition."""
    olds, news = [passage.text for passage in before], [segment.text for segment in after]
    found: list[Changed] = []
    for kind, a, b, c, d in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        if kind != "equal":
            found += _paired(before[a:b], after[c:d])
    return tuple(found)


def counterparts(before: Sequence[SourcePassage], after: Sequence[Segment]) -> dict[str, SourcePassage]:
    """What each passage of today was, by its key of today; those that are new are not among them."""
    by_key, by_text = ({getattr(each, name): each for each in reversed(before)} for name in ("key", "text"))
    found: dict[str, SourcePassage] = {}
    for segment in after:
        own = by_key.get(segment.key)
        was = own if own and own.text == segment.text else by_text.get(segment.text)
        if was:
            found[segment.key] = was
    for change in changed(before, after):
        if change.key and change.was:
            found.setdefault(change.key, by_text[change.was])
    return found


def _paired(before: Sequence[SourcePassage], after: Sequence[Segment]) -> Iterator[Changed]:
    """Passages none of which is as it was: as many on both sides are one another's, else those that are alike."""
    free = list(before)
    for place, segment in enumerate(after):
        if len(before) == len(after):
            was: SourcePassage | None = before[place]
        else:
            was = max(free, key=lambda one: _likeness(one.text, segment.text), default=None)
            was = was if was and _likeness(was.text, segment.text) >= _ALIKE else None
        if was:
            free.remove(was)
        yield Changed(segment.key, was.text if was else "", segment.text, segment.warns or bool(was and was.warns))
    yield from (Changed("", passage.text, "", passage.warns) for passage in free)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def told(found: Sequence[Changed]) -> Behind:
    """What has changed, in words, each once; numbers and warnings may harm a patient."""
    numbers: list[tuple[int, str]] = []
    warnings, others = [], 0
    for change in found:
        if said := _numbers(change):
            numbers += said
        elif change.warns:
            warnings.append(_warning(change))
        else:
            others += 1
    rest = [f"{others} other passage{'' if others == 1 else 's'} changed"] if others else []
    sentences = [sentence for _, sentence in sorted(numbers, key=lambda each: each[0])]
    return Behind(tuple(dict.fromkeys([*sentences, *warnings, *rest])), harmful=bool(sentences or warnings))


def _numbers(change: Changed) -> list[tuple[int, str]]:
    """The quantities that differ, each with its weight: doses first."""
    before, after = quantities(bare(change.was)), quantities(bare(change.now))
    left, right = Counter(map(_key, before)), Counter(map(_key, after))
    gone = _over(before, left - right)
    come = _over(after, right - left)
    if len(gone) == len(come):
        return [(_weight(now), f"{_quoted(was)} became {_quoted(now)}") for was, now in zip(gone, come, strict=True)]
    lost = [(_weight(was), f"{_quoted(was)} was taken out") for was in gone]
    return [*lost, *((_weight(now), f"{_quoted(now)} is new") for now in come)]


def _over(found: Sequence[Quantity], wanted: Counter[tuple[Measure, str]]) -> list[Quantity]:
    """As many of the quantities as are wanted of each."""
    left, kept = Counter(wanted), []
    for quantity in found:
        if left[_key(quantity)] > 0:
            left[_key(quantity)] -= 1
            kept.append(quantity)
    return kept


def _key(quantity: Quantity) -> tuple[Measure, str]:
    return quantity.measure, "".join(quantity.words.casefold().split())


def _weight(quantity: Quantity) -> int:
    return list(Measure).index(quantity.measure)


def _quoted(quantity: Quantity) -> str:
    return f"“{quantity.words}”"


def _warning(change: Changed) -> str:
    if not change.was:
        return f"a warning is new: “{_short(change.now)}”"
    if not change.now:
        return f"a warning was taken out: “{_short(change.was)}”"
    return f"a warning changed: “{_short(change.was)}” became “{_short(change.now)}”"


def _short(text: str) -> str:
    words = bare(text)
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
