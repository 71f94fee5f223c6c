"""What was measured, as sections of the page: documents, the same words everywhere, rules, what standards ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from press import rulebook
from press.content.readability import Measures, Readability
from press.formats import FORMATS
from press.model import Block, Entry, Section, Strong, Words
from press.problems import Grade
from press.programs.witnesses import Testimony
from press.review.evidence.criteria import Criterion, Standard, absences, standards
from press.review.evidence.judging import Judgement, Keeping, Outcome, judge, keeping
from press.review.evidence.measuring import Evidence, Exhibit
from press.review.evidence.phrases import (
    Hand,
    bullets,
    description,
    entry,
    grouped,
    named,
    paragraph,
    section,
    table,
    words,
)


def labels(evidence: Evidence, hand: Hand) -> dict[str, str]:
    """What each document is called on the page, those that are not built among them, by its path."""
    unbuilt = {
        order.path: hand.say(f"document.{order.format}", layout=_spoken(order.layout.name), size=order.layout.type.body)
        for order in evidence.unbuilt
    }
    return unbuilt | {exhibit.record.path: _label(exhibit, hand) for exhibit in evidence.exhibits}


def _label(exhibit: Exhibit, hand: Hand) -> str:
    """Its layout, its size, its format, and what else tells it from others."""
    record = exhibit.record
    name = hand.say(f"document.{record.format}", layout=_spoken(record.layout), size=record.size)
    more = (record.part, record.reading.suffix, record.clinic, str(named("print_shop")) if record.print_shop else "")
    return ", ".join([name, *(part.replace("-", " ") for part in more if part)])


def _spoken(name: str) -> str:
    return name.replace("-", " ").capitalize()


# Documents


def documents(evidence: Evidence, hand: Hand) -> Section:
    entries = (entry(_label(exhibit, hand), *_facts(exhibit, hand)) for exhibit in evidence.exhibits)
    return section("documents", paragraph(named("documents_lead")), description(entries))


def _facts(exhibit: Exhibit, hand: Hand) -> Iterator[str]:
    record = exhibit.record
    yield hand.say("document_file", file=record.path.rpartition("/")[2])
    if not exhibit.certificate:
        yield named("document_lost")
        return
    yield hand.say("document_size" if record.pages else "document_bytes", bytes=f"{record.bytes:,}", pages=record.pages)
    yield hand.say("document_sha", sha=grouped(record.sha256))
    if exhibit.reasons:
        yield hand.say("document_stale", reasons=", ".join(exhibit.reasons))
    yield named("document_folded") if exhibit.folded else _rules_of(exhibit, hand)
    yield from (_testimony(testimony, hand) for testimony in exhibit.testimonies)


def _rules_of(exhibit: Exhibit, hand: Hand) -> str:
    found = Counter(
        {grade: len({problem.rule for problem in exhibit.problems if problem.grade is grade}) for grade in Grade}
    )
    number = len(rulebook.rules(exhibit.record.format))
    waived, warned, broken = found[Grade.WAIVED], found[Grade.WARNING], found[Grade.ERROR]
    kept = number - waived - warned - broken
    return hand.say("document_rules", kept=kept, all=number, waived=waived, warned=warned, broken=broken)


def _testimony(testimony: Testimony, hand: Hand) -> str:
    if testimony.problems is None:
        result = hand.say("testimony_silent", install=testimony.witness.install)
    elif found := len(testimony.problems):
        result = hand.say("testimony_failed", number=found)
    else:
        result = named("testimony_passed")
    names = [
        hand.say("against", name=named(f"flavours.{name}"), rules=rules) if rules else named(f"flavours.{name}")
        for name, rules in testimony.against
    ]
    if not names:
        return hand.say("testimony", witness=testimony.witness.name, result=result)
    return hand.say("testimony_against", witness=testimony.witness.name, against=", ".join(names), result=result)


# The same words everywhere


def parity(evidence: Evidence, hand: Hand) -> Section:
    blocks: list[Block] = [paragraph(named("parity_lead"))]
    sound = [exhibit for exhibit in evidence.exhibits if exhibit.sound]
    for certificate in dict.fromkeys(exhibit.certificate for exhibit in sound):
        if certificate:
            same = [_label(exhibit, hand) for exhibit in sound if exhibit.certificate == certificate]
            counts = {name: getattr(certificate, name) for name in ("alternative_texts", "captions", "credits")}
            said = hand.say("parity_certificate", words=f"{certificate.words:,}", numbers=certificate.numbers, **counts)
            digest = hand.say("parity_digest", sha=grouped(certificate.sha256))
            blocks += [paragraph(said), paragraph(digest), paragraph(named("parity_documents")), bullets(same)]
    if failed := [_label(exhibit, hand) for exhibit in evidence.exhibits if not exhibit.sound]:
        blocks += [paragraph(named("parity_failed")), bullets(failed)]
    return section("parity", *blocks)


# Readability


def readability(evidence: Evidence, hand: Hand) -> Section:
    parts, hardest = evidence.readability.sections, evidence.readability.whole.worst()
    rows = [(hand.own(part.heading), *_measures(part, hand)) for part in parts if part.sentences]
    blocks: list[Block] = [paragraph(named("readability_lead")), bullets(_reading(evidence.readability, hand))]
    if rows:
        blocks.append(table(named("readability_caption"), named("readability_columns"), rows))
    if hardest:
        quoted = ((*hand.own(f"“{one.text}”"), *words(f" ({one.place})")) for one in hardest)
        blocks += [paragraph(named("readability_hardest")), bullets(quoted)]
    return section("readability", *blocks)


def _reading(found: Readability, hand: Hand) -> Iterator[str]:
    """What was found in an edition as a whole."""
    whole = found.whole
    if score := whole.score:
        yield hand.say("score", age=score.age, kincaid=score.flesch_kincaid, smog=score.smog, fog=score.fog)
    long, paragraphs = len(whole.long_sentences), len(whole.long_paragraphs)
    yield hand.say("long", sentences=long, all=len(whole.sentences), paragraphs=paragraphs)
    if found.scored:
        medical = ", ".join(f"{word.text} ({word.figure})" for word in whole.medical_words)
        yield hand.say("passive", number=len(whole.passive_sentences))
        yield hand.say("medical", words=medical) if medical else named("medical_none")


def _measures(part: Measures, hand: Hand) -> tuple[str, str]:
    age = hand.say("age", age=part.score.age) if part.score else named("age_none")
    return age, hand.say("share", some=len(part.long_sentences), all=len(part.sentences))


# Rules


def rules(evidence: Evidence, hand: Hand) -> Section:
    tables = (
        table(
            hand.say("rules_caption", format=named(f"formats.{file_format}")),
            named("rules_columns"),
            (
                (
                    rule.id,
                    hand.say("rule_broken_if", finds=rule.finds, source=rule.source),
                    _kept(rule.id, evidence, hand),
                )
                for rule in rulebook.rules(file_format)
            ),
        )
        for file_format in FORMATS
    )
    return section("rules", paragraph(named("rules_lead")), *tables)


def _kept(rule: str, evidence: Evidence, hand: Hand) -> str:
    how, number = keeping(rule, evidence.measured)
    return hand.say(f"keeping.{how.value}", number=number)


def rule_counts(evidence: Evidence) -> dict[str, int]:
    """How many rules are kept, waived, warned of, broken and not checked, by the end of `Keeping`'s names."""
    found = Counter(keeping(rule.id, evidence.measured)[0] for rule in rulebook.rules())
    return {how.value.removeprefix("rules_"): found[how] for how in Keeping}


def waivers(evidence: Evidence) -> Section | None:
    """The rules that are waived, each with the reason; None where none is."""
    waived = {
        (problem.rule, problem.hint): None
        for exhibit in evidence.measured
        for problem in exhibit.problems
        if problem.grade is Grade.WAIVED
    }
    if not waived:
        return None
    return section("waivers", description(entry(rule, reason) for rule, reason in waived))


# What standards ask


def asked(evidence: Evidence, hand: Hand) -> Section:
    within = (_standard(number, each, evidence, hand) for number, each in enumerate(standards(), 1))
    return section("standards", paragraph(named("standards_lead")), within=within)


def counts(standard: Standard, evidence: Evidence) -> str:
    """How many criteria of a standard stand how, in words."""
    found = Counter(judge(criterion, evidence).outcome for criterion in standard.criteria)
    names = {outcome: named(f"outcomes.{outcome.value}") for outcome in Outcome}
    return ", ".join(f"{found[how]} {name[0].lower()}{name[1:]}" for how, name in names.items() if found[how])


def _standard(number: int, standard: Standard, evidence: Evidence, hand: Hand) -> Section:
    judged = [judge(criterion, evidence) for criterion in standard.criteria]
    without = [each for each in judged if each.criterion.absent and each.outcome is Outcome.ABSENT]
    rows = ((_name(each.criterion, hand), _stands(each, hand)) for each in judged if each not in without)
    blocks: list[Block] = [
        paragraph(hand.say("standard_edition", edition=standard.edition, publisher=standard.publisher)),
        paragraph(standard.not_shown),
        table(hand.say("standard_caption", standard=standard.name), named("standard_columns"), rows),
    ]
    within = [_absent(number, without, hand)] if without else []
    return section(f"standard-{number}", *blocks, within=within, heading=standard.name)


def _absent(number: int, judged: Iterable[Judgement], hand: Hand) -> Section:
    """The criteria that do not apply, by the reason, and what shows that."""
    by_reason: dict[str, list[Judgement]] = {}
    for each in judged:
        by_reason.setdefault(each.criterion.absent, []).append(each)
    entries = []
    for reason, those in by_reason.items():
        said = dict.fromkeys(sentence for each in those for sentence in _said(each, hand))
        names = bullets(_name(each.criterion, hand) for each in those)
        entries.append(Entry(words(absences()[reason]), (*map(paragraph, said), names)))
    return section(f"absent-{number}", description(entries), heading=named("absent"))


def _name(criterion: Criterion, hand: Hand) -> str:
    values = {"id": criterion.id, "name": criterion.name, "clause": criterion.clause}
    if criterion.document:
        return hand.say("criterion_document", **values)
    return hand.say("criterion_clause" if criterion.clause else "criterion", **values)


def _said(judged: Judgement, hand: Hand) -> list[str]:
    """What shows a criterion, in sentences."""
    return [hand.say(showing.says, **_named(showing.values)) for showing in judged.showings]


def _named(values: Mapping[str, object]) -> dict[str, object]:
    """Values among which a kind of questions has its name."""
    return {name: named(f"asked_about.{value}") if name == "kind" else value for name, value in values.items()}


def _stands(judged: Judgement, hand: Hand) -> Words:
    """How a criterion stands, what shows it, and what is not shown."""
    outcome, said, missing = named(f"outcomes.{judged.outcome.value}"), _said(judged, hand), judged.criterion.not_shown
    stands = words(Strong(words(f"{outcome}.")), f" {' '.join(said) or missing}")
    return (*stands, *words(" ", Strong(words(named("not_shown"))), f" {missing}")) if said and missing else stands
