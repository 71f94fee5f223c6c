"""Which editions of a topic a command is about, and why it cannot be done to them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TypeVar

from press import imprint, pipeline
from press.model import Card, Edition, Library, SignOff, Standing
from press.problems import Misuse
from press.standing import first_day


class NotPossible(Misuse):
    """Raised with a sentence that says why something cannot be done, and what would help."""


def editions(library: Library, topic: str, language: str) -> tuple[Edition, ...]:
    """The editions of a topic in a language, the oldest first.

    Without a language: in that of the newest edition that is no translation. Raises NotPossible if there
    are none.
    """
    of_topic = [edition for edition in library.editions if edition.topic == topic]
    original = [edition for edition in of_topic if not edition.translated] or of_topic
    if not original:
        raise NotPossible(f"The topic `{topic}` has no edition that can be read.")
    language = language or original[-1].language
    found = tuple(edition for edition in of_topic if edition.language == language)
    if not found:
        languages = ", ".join(sorted({edition.language for edition in of_topic}))
        raise NotPossible(f"There is no edition in `{language}`. Use one of: {languages}.")
    return found


def options(library: Library, edition: Edition) -> str:
    """What a command about a topic takes besides to mean just this edition: its language where there are several,
    its name where a draft would be meant."""
    of_topic = [other for other in library.editions if other.topic == edition.topic]
    several = edition.translated or len({other.language for other in of_topic}) > 1
    own = [other for other in of_topic if other.language == edition.language]
    drafts = [other for other in own if other.standing is Standing.DRAFT and other.name != edition.name]
    return (f" --lang {edition.language}" if several else "") + (f" --edition {edition.name}" if drafts else "")


def tongue(edition: Edition) -> str:
    """The option that means the language of an edition, where it is not the library's own."""
    return f" --lang {edition.language}" if edition.translated else ""


def since_signed(edition: Edition) -> tuple[Edition, Edition]:
    """An edition as a clinician signed it, and as it is today.

    Raises NotPossible where nothing but shared passages can be known to have changed, and none has.
    """
    if edition.as_signed:
        return edition.as_signed, edition
    match imprint.sign_off(edition):
        case SignOff.NONE:
            why = "nobody has signed it off"
        case SignOff.VALID:
            why = "nothing has changed since it was signed off"
        case SignOff.VOID:
            why = "more has changed since it was signed off than passages of the library, and what it said is not kept"
    raise NotPossible(f"{edition.topic} {edition.name} ({edition.language}): {why}.")


def waiting(library: Library, language: str) -> tuple[Edition, ...]:
    """The editions that wait for a signature: of each topic and language the draft, or else the current edition if no
    sign-off of it holds. Left out are topics with two drafts at once."""
    found = (edition for edition in _to_sign(library.editions) if not language or edition.language == language)
    return tuple(edition for edition in found if imprint.sign_off(edition) is not SignOff.VALID)


def cards_waiting(cards: Iterable[Card]) -> tuple[Card, ...]:
    """The cards of the editions that wait for a signature, as `waiting` has them."""
    return tuple(card for card in _to_sign(cards) if card.doubts.sign_off is not SignOff.VALID)


_Read = TypeVar("_Read", Card, Edition)


def _to_sign(editions: Iterable[_Read]) -> Iterator[_Read]:
    """Of each topic and language the draft, or else the current edition, signed or not."""
    for _, group in groupby(sorted(editions, key=_leaflet), _leaflet):
        of_one = tuple(group)
        drafts = [edition for edition in of_one if edition.standing is Standing.DRAFT]
        current = [edition for edition in of_one if edition.standing is Standing.CURRENT]
        yield from (drafts or current)[:1] if len(drafts) < 2 else ()


def _leaflet(edition: Card | Edition) -> tuple[str, str]:
    return edition.topic, edition.language


def known(name: str, names: Iterable[str], what: str) -> str:
    """The name, if it is one of the names. Raises `pipeline.Unknown` with the nearest one if not."""
    return pipeline.known(name, names, what)


def named(editions: Sequence[Edition], name: str) -> Edition:
    """The edition of this name. Raises `pipeline.Unknown` if there is none."""
    pipeline.known(name, [edition.name for edition in editions], "edition")
    return next(edition for edition in editions if edition.name == name)


def to_compare(editions: Sequence[Edition], old: str, new: str) -> tuple[Edition, Edition]:
    """Two editions by their names; without names, the newest and the one before it, or where there is none, as it was
    signed.

    Raises NotPossible where there is none before it, `pipeline.Unknown` where a name is not there.
    """
    later = named(editions, new) if new else editions[-1]
    before = _before(editions, later)
    if not old and not before and later.as_signed:
        return later.as_signed, later
    if not old and not before:
        raise NotPossible(f"{later.topic} {later.name} has no earlier edition to compare it with.")
    return named(editions, old) if old else before[-1], later


def to_sign(editions: Sequence[Edition], name: str, day: datetime.date) -> Edition:
    """The edition of this name; without one, the draft, or else the current edition.

    Raises NotPossible where that is not one, or where the day is before the earlier edition's review, as
    on a clock that is set wrongly.
    """
    edition = named(editions, name) if name else _only(editions)
    before = _before(editions, edition)
    if before and day < first_day(before[-1].review.last):
        raise NotPossible(f"It is {day}, before {before[-1].name} was reviewed. Set the clock, or give --on.")
    return edition


def to_ask(editions: Sequence[Edition], name: str) -> Edition:
    """The edition of this name; without one, the draft, or else the current one.

    Raises NotPossible if that is not one.
    """
    return named(editions, name) if name else _only(editions)


def to_show(editions: Sequence[Edition], name: str) -> Edition:
    """The edition of this name; without one, the current edition. Raises NotPossible if there is none."""
    if name:
        return named(editions, name)
    for edition in editions:
        if edition.standing is Standing.CURRENT:
            return edition
    names = ", ".join(edition.name for edition in editions)
    raise NotPossible(f"No edition of {editions[0].topic} is in use. Say which with --edition: {names}.")


def to_translate(library: Library, topic: str, name: str) -> Edition:
    """The edition of a topic that translations are made from: of this name, or else the current one, or the newest.

    Raises NotPossible where there is none, `pipeline.Unknown` where none has the name.
    """
    others = [edition for edition in library.editions if edition.topic == topic and not edition.translated]
    if not others:
        raise NotPossible(f"The topic `{topic}` has no edition in the library's own language.")
    if name:
        return named(others, name)
    return ([edition for edition in others if edition.standing is Standing.CURRENT] or others)[-1]


def original(library: Library, translation: Edition, name: str) -> Edition:
    """The edition that a translation was made from: of this name, or else the current one in the original's language,
    or else the newest.

    Raises NotPossible where there is none, `pipeline.Unknown` where none has the name.
    """
    found = to_translate(library, translation.topic, name)
    if found.language == translation.language:
        raise NotPossible(f"{found.file}.yaml is in {found.language} as well: nothing was translated.")
    return found


def _only(editions: Sequence[Edition]) -> Edition:
    drafts = [edition for edition in editions if edition.standing is Standing.DRAFT]
    if len(drafts) > 1:
        names = " and ".join(edition.name for edition in drafts)
        raise NotPossible(f"There are two drafts at once, {names}. Say which with --edition.")
    current = [edition for edition in editions if edition.standing is Standing.CURRENT]
    if not drafts and not current:
        raise NotPossible("No edition is current or a draft. Say which with --edition.")
    return (drafts or current)[0]


def _before(editions: Sequence[Edition], edition: Edition) -> list[Edition]:
    return [other for other in editions if other.review.last < edition.review.last]
