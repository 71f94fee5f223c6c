"""What is wrong with an edition as the translation of another: what nobody has finished, numbers that differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from press.model import Difference, SourcePassage, Standing, Status
from press.problems import Grade
from press.prose.markdown import bare
from press.reader import spelled
from press.reader.agreeing import Disagreement, covers, disagreements, pairs
from press.reader.record import Record
from press.reader.topics import Script, Topic

_SHOWN = 120


def differences(record: Record) -> tuple[Difference, ...]:
    """Words in which an edition may differ in numbers from the one that it was translated from."""
    found = []
    for value in record.items("differences"):
        of = Record.of(value, record.printable)
        found.append(Difference(of.line("words"), of.line("reason")))
    return tuple(found)


def check(record: Record, script: Script, topic: Topic, waived: Sequence[Difference]) -> None:
    """Report what no patient should be given: unfinished passages, and numbers that are not those of the original."""
    _check_finished(record, script)
    original = topic.original(script)
    in_use = topic.standing(script) in (Standing.CURRENT, Standing.DRAFT)
    used = set()
    for found in _disagreeing(script, original) if original and in_use else ():
        reason = next((each for each in waived if covers(each, found)), None)
        if reason:
            used.add(reason.words)
        elif original:
            _report(record, found, original, script)
    for value, each in zip(record.items("differences"), waived, strict=True):
        if each.words not in used and original:
            message = "No line of this edition with these words has other numbers than the one it was translated from."
            value.fault("unused", message, "Take it out.", words=each.words, grade=Grade.WARNING)


def _disagreeing(script: Script, original: Script) -> Iterator[Disagreement]:
    """What differs from the original, as it is today and as it was when it was translated."""
    today = tuple(SourcePassage(segment.key, segment.text) for segment in original.segments)
    found = tuple(disagreements(tuple(pairs(today, script.segments)), original.language, script.language))
    if not script.source:  # nobody has said that it is a translation of this: what stands elsewhere is no fault
        yield from (each for each in found if each.pair.whole)
        return
    then = script.source.own
    if not today or [each.text for each in then] == [each.text for each in today]:
        yield from found
        return
    before = tuple(disagreements(tuple(pairs(then, script.segments)), original.language, script.language))
    faulty = {each.pair.line for each in before}  # where it says today's numbers, it was brought up to date by hand
    yield from (each for each in found if each.pair.line in faulty)


def _report(record: Record, found: Disagreement, original: Script, script: Script) -> None:
    if found.order:
        record.value.fault(
            "translation-order",
            "The numbers are those of the edition that it was translated from, in another order: "
            f"{found.words}. {original.file} says “{_short(found.pair.was)}”.",
            "See that each is still whose it was. If so, give the line and the reason under `differences:`.",
            words=_short(found.pair.now),
            line=found.pair.line,
            grade=Grade.WARNING,
        )
        return
    was = f" {original.file} says “{_short(found.pair.was)}”."
    uneven = f" It has more or fewer passages here than {original.file}, so all of them were compared."
    record.value.fault(
        "translation-numbers",
        "The numbers are not those of the edition that it was translated from: "
        f"{found.words}.{was if found.pair.whole else uneven}",
        f"Mend one of the two, or give the line and the reason under `differences:`.{_unknown(script)}",
        words=_short(found.pair.now) if found.pair.whole else ", ".join(found.here),
        line=found.pair.line,
    )


def _unknown(script: Script) -> str:
    """That a number in words cannot be seen, in the languages of which none are known."""
    if spelled.known(script.language):
        return ""
    return f" Numbers in words are not known in {script.language}: one of them may be what is missed."


def _short(text: str) -> str:
    words = bare(text)
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"


def _check_finished(record: Record, script: Script) -> None:
    """Refuse a translation with passages in another language, or that somebody doubts, for patients."""
    unfinished = script.source.unfinished if script.source else ()
    if unfinished and script.status is Status.APPROVED and "review" in record:
        first, number = unfinished[0], len(unfinished)
        are = "1 passage of this translation is" if number == 1 else f"{number} passages of this translation are"
        message = f"{are} not finished; the first is {first.progress.value}."
        hint = "Bring the rest in with `translate import`, or write it here, then say so with `translate confirm`."
        record["review"].fault("unfinished", message, hint, words=_short(first.text))
