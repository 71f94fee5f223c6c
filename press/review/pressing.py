"""What stands against the editions in use on a day, for those who check, build and verify: reviews that are overdue,
and documents that are not to be handed out."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from press.model import Card, Standing
from press.problems import Grade, OfDocument, OfLibrary, OfTopic, Place, Problem
from press.standing import judge, spelled
from press.store.manifest import Record

_TOLD = (Standing.VOID, Standing.BEHIND, Standing.OVERDUE)
"""What a build tells of editions in use."""
_NAMED = 3
"""How many editions it names."""


def overdue(cards: Sequence[Card], folder: str, on: datetime.date, grade: Grade) -> Iterator[Problem]:
    """The editions in use whose review is overdue; ``folder`` is what problems call the library's."""
    drafts = {(card.topic, card.language): card.name for card in cards if card.standing is Standing.DRAFT}
    for card in cards:
        if Standing.OVERDUE in judge(card, on):
            message = f"Its review is overdue since {spelled(card.next)}. Its documents do not say so; `code` does."
            draft = drafts.get((card.topic, card.language))
            begin = f"Review it: next {card.topic}{f' --lang {card.language}' if card.translated else ''}."
            hint = f"Finish the draft {draft}." if draft else begin
            place = Place(f"{folder}/{card.file}.yaml")
            yield Problem("review-overdue", place, message, hint, grade, subject=OfTopic.of(card))


def summed(cards: Iterable[Card], folder: str, on: datetime.date) -> tuple[Problem, ...]:
    """One warning for all editions in use that a build makes though something presses; none where nothing does."""
    judged = [(card, judge(card, on)) for card in cards]
    found = [(card, each) for card, each in judged if any(standing in each for standing in _TOLD)]
    if not found:
        return ()
    first = [f"{_named(card)} is {', '.join(each.pressing(_TOLD))}" for card, each in found[:_NAMED]]
    more = f"; and {len(found) - _NAMED} more" if found[_NAMED:] else ""
    message = f"In use all the same: {'; '.join(first)}{more}."
    hint = "See them all with `due`; `code` says of each whether its paper may be used."
    return (Problem("in-use-all-the-same", Place(folder), message, hint, Grade.WARNING, subject=OfLibrary()),)


def of_documents(cards: Sequence[Card], records: Iterable[Record], on: datetime.date) -> dict[str, tuple[Problem, ...]]:
    """What stands against handing documents out, by their digests: what is no longer in use, or not to be used, is
    told as a warning, for the file itself may be whole; so is what is overdue."""
    of_text = {OfTopic.of(card): card for card in cards}
    found: dict[str, tuple[Problem, ...]] = {}
    for record in records:
        card = of_text.get(OfTopic(record.topic, record.edition, record.language))
        judged = judge(card, on) if card else None
        if not card or not judged or (judged.usable and Standing.OVERDUE not in judged):
            continue
        subject = OfDocument(record.path, OfTopic.of(card))
        message = f"{_named(card)} is {judged.why}."
        hint = "It may be used until it is reviewed." if judged.usable else "Do not hand it out."
        problem = Problem("not-in-use", Place(record.path), message, hint, Grade.WARNING, subject=subject)
        found[record.sha256] = (replace(problem, rule="review-overdue") if judged.usable else problem,)
    return found


def _named(card: Card) -> str:
    return f"{card.topic} {card.name} ({card.language})"
