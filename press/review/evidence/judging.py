"""What an edition's evidence shows of each criterion.

What the map names is judged by what was found in this run; a criterion for which it names nothing is not
covered, and says so.
"""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from press import rulebook
from press.formats import FORMATS, opened
from press.model import SignatureKind, plain
from press.problems import Grade
from press.review.evidence.criteria import Criterion
from press.review.evidence.measuring import Evidence, Exhibit

LARGE_PRINT = 16
"""The smallest type, in points, of large print (UKAAF G003)."""


class Outcome(enum.Enum):
    """How a criterion stands, the worst first."""

    FAILED = "failed"
    OPEN = "open"
    PARTLY = "partly"
    SHOWN = "shown"
    ABSENT = "absent"
    """It does not apply: there is nothing of the kind in the leaflet."""
    UNCOVERED = "uncovered"


@dataclass(frozen=True, slots=True)
class Showing:
    """Something that was found: ``says`` is the key of a sentence, ``values`` what fills it in."""

    says: str
    outcome: Outcome
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judgement:
    criterion: Criterion
    outcome: Outcome
    showings: tuple[Showing, ...]


def judge(criterion: Criterion, evidence: Evidence) -> Judgement:
    """What the evidence shows of a criterion."""
    showings = (
        *_rules(criterion.rules, evidence.measured),
        *(showing for name in criterion.witnesses for showing in _witness(name, evidence.measured)),
        *(showing for kind in criterion.questions for showing in _answers(kind, evidence)),
        *(FACTS[name](evidence) for name in criterion.facts),
    )
    return Judgement(criterion, _outcome(criterion, showings), showings)


def _outcome(criterion: Criterion, showings: Iterable[Showing]) -> Outcome:
    found = {showing.outcome for showing in showings} - {Outcome.ABSENT}
    if Outcome.FAILED in found:
        return Outcome.FAILED
    if criterion.absent:
        return Outcome.ABSENT
    if Outcome.OPEN in found:
        return Outcome.OPEN
    if not found:
        return Outcome.ABSENT if criterion.questions and not criterion.not_shown else Outcome.UNCOVERED
    return Outcome.PARTLY if criterion.not_shown or Outcome.PARTLY in found else Outcome.SHOWN


class Keeping(enum.Enum):
    """How a rule is kept by documents."""

    KEPT = "rules_kept"
    WAIVED = "rules_waived"
    WARNED = "rules_warned"
    BROKEN = "rules_broken"
    UNCHECKED = "rules_unchecked"


_KEEPING = {
    Keeping.KEPT: Outcome.SHOWN,
    Keeping.WAIVED: Outcome.PARTLY,
    Keeping.WARNED: Outcome.PARTLY,
    Keeping.BROKEN: Outcome.FAILED,
    Keeping.UNCHECKED: Outcome.OPEN,
}


def keeping(rule: str, exhibits: Iterable[Exhibit]) -> tuple[Keeping, int]:
    """How a rule is kept at worst, and in how many documents it is kept like that."""
    formats = _formats()[rule]
    checked = [each for each in exhibits if each.record.format in formats and each.folded == (rule in _of_sheets())]
    grades = [{problem.grade for problem in each.problems if problem.rule == rule} for each in checked]
    for grade, how in _GRADES.items():
        if number := sum(grade in found for found in grades):
            return how, number
    return (Keeping.KEPT if checked else Keeping.UNCHECKED), len(checked)


_GRADES = {Grade.ERROR: Keeping.BROKEN, Grade.WARNING: Keeping.WARNED, Grade.WAIVED: Keeping.WAIVED}


@cache
def _of_sheets() -> frozenset[str]:
    """The rules that folded sheets keep; their pages keep the others."""
    return frozenset(folded.rule for name in FORMATS if (folded := opened(name).folded))


@cache
def _formats() -> dict[str, frozenset[str]]:
    """The formats whose documents keep a rule, by the rule's id."""
    keepers = {name: {rule.id for rule in rulebook.rules(name)} for name in FORMATS}
    return {rule.id: frozenset(name for name, ids in keepers.items() if rule.id in ids) for rule in rulebook.rules()}


def _rules(rules: Iterable[str], exhibits: tuple[Exhibit, ...]) -> Iterator[Showing]:
    found = {rule: keeping(rule, exhibits)[0] for rule in rules}
    for how, outcome in _KEEPING.items():
        if names := [rule for rule, kept in found.items() if kept is how]:
            yield Showing(how.value, outcome, {"rules": ", ".join(names)})


def _witness(name: str, exhibits: Iterable[Exhibit]) -> Iterator[Showing]:
    """What another program says of all files that it knows."""
    said = [testimony for each in exhibits for testimony in each.testimonies if testimony.witness.name == name]
    asked = [testimony.problems for testimony in said if testimony.problems is not None]
    broken = sum(map(bool, asked))
    values: dict[str, object] = {"witness": name, "files": len(asked), "broken": broken}
    if broken:
        yield Showing("witness_broken", Outcome.FAILED, values)
    elif asked:
        yield Showing("witness_passed", Outcome.SHOWN, values)
    if len(asked) < len(said) or not said:
        yield Showing("witness_silent", Outcome.OPEN, values)


def _answers(kind: str, evidence: Evidence) -> Iterator[Showing]:
    """What people answered to the questions of a kind."""
    answers = [answer for question, answer in evidence.answers if question.id.partition("-")[0] == kind]
    if not answers:
        yield Showing(f"nothing_{kind}", Outcome.ABSENT)
    counts = Counter(
        "answers_open" if not answer else "answers_yes" if answer.yes else "answers_no" for answer in answers
    )
    for says, number in sorted(counts.items()):
        yield Showing(says, _ANSWERS[says], {"kind": kind, "number": number, "all": len(answers)})


_ANSWERS = {"answers_no": Outcome.FAILED, "answers_open": Outcome.OPEN, "answers_yes": Outcome.SHOWN}


def _clinical(evidence: Evidence) -> Showing:
    return _signed(evidence, SignatureKind.CLINICAL)


def _lay(evidence: Evidence) -> Showing:
    return _signed(evidence, SignatureKind.LAY)


def _signed(evidence: Evidence, kind: SignatureKind) -> Showing:
    signatures = [signature for signature in evidence.edition.signatures if signature.kind is kind]
    holding = [signature for signature in signatures if evidence.holds(signature)]
    if holding:
        who = "; ".join(f"{one.name}, {one.role}" for one in holding)
        return Showing(f"{kind.value}_holds", Outcome.SHOWN, {"who": who})
    if signatures:
        return Showing(f"{kind.value}_void", Outcome.FAILED)
    return Showing(f"{kind.value}_none", Outcome.OPEN)


def _sources(evidence: Evidence) -> Showing:
    number = len(evidence.edition.references)
    return Showing("sources_named", Outcome.SHOWN, {"number": number}) if number else _open("sources_none")


def _dates(evidence: Evidence) -> Showing:
    review = evidence.edition.review
    values: dict[str, object] = {"last": review.last, "next": review.next}
    if evidence.overdue:
        return Showing("dates_past", Outcome.FAILED, values)
    return Showing("dates", Outcome.SHOWN, values)


def _record(evidence: Evidence) -> Showing:
    if evidence.chain:
        return Showing("record_broken", Outcome.FAILED, {"number": len(evidence.chain)})
    return Showing("record_whole", Outcome.SHOWN, {"number": evidence.recorded})


def _large_print(evidence: Evidence) -> Showing:
    large = [each.record for each in evidence.exhibits if each.sound and each.least >= LARGE_PRINT]
    sizes = ", ".join(dict.fromkeys(f"{each.size:g} pt" for each in large))
    values = {"number": len(large), "sizes": sizes}
    return Showing("large_print", Outcome.SHOWN, values) if large else _open("large_print_none")


def _formats_said(evidence: Evidence) -> Showing:
    said = plain(evidence.edition.alternative_formats)
    return Showing("formats_said", Outcome.SHOWN, {"words": said}) if said else _open("formats_none")


def _readability(evidence: Evidence) -> Showing:
    """It ranks, and judges nothing: a score is shown, whatever it is."""
    score = evidence.readability.whole.score
    return Showing("reading_age", Outcome.SHOWN, {"age": score.age}) if score else Showing("unscored", Outcome.ABSENT)


def _open(says: str) -> Showing:
    return Showing(says, Outcome.OPEN)


FACTS: dict[str, Callable[[Evidence], Showing]] = {
    "clinical-sign-off": _clinical,
    "lay-sign-off": _lay,
    "sources": _sources,
    "dates": _dates,
    "record": _record,
    "large-print": _large_print,
    "formats": _formats_said,
    "readability": _readability,
}
"""What is measured of an edition besides rules, questions and other programs."""
