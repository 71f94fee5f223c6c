"""The evidence page, as a leaflet that the press makes like any other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from press import imprint
from press.layout import Strings
from press.model import (
    Answer,
    Block,
    Box,
    BoxKind,
    Contact,
    Edition,
    Entry,
    Figure,
    Leaflet,
    PartialDate,
    Reference,
    Review,
    Section,
    SharedPassage,
    Signature,
    Standing,
    Status,
    Words,
    figures_once,
    plain,
)
from press.problems import OfDocument, Problem
from press.questions import Question
from press.review.evidence import results
from press.review.evidence.criteria import standards
from press.review.evidence.measuring import Evidence
from press.review.evidence.phrases import (
    LANGUAGE,
    Hand,
    bullets,
    description,
    entry,
    grouped,
    named,
    paragraph,
    section,
    words,
)


def title(edition: Edition, strings: Strings) -> Words:
    """The page's title, with the leaflet's in its own language."""
    return (*words(named("title")), *Hand(edition.language, strings).own(edition.title))


def leaflet(evidence: Evidence, gaps: Sequence[Problem], version: str, strings: Strings) -> Leaflet:
    """The page; ``gaps`` is what is missing, ``version`` that of the program, ``strings`` those of the page."""
    edition, hand = evidence.edition, Hand(evidence.edition.language, strings)
    day = PartialDate(evidence.on.year, evidence.on.month, evidence.on.day)
    return Leaflet(
        Edition(
            topic=edition.topic,
            name=edition.name,
            language=LANGUAGE,
            title=plain(title(edition, strings)),
            subtitle=hand.say("subtitle", edition=edition.name),
            summary=words(hand.say("summary", on=day)),
            review=Review(Status.APPROVED, day, edition.review.next),
            standing=Standing.CURRENT,
            publisher=edition.publisher,
            sections=tuple(_sections(evidence, gaps, version, hand)),
            abbreviations=tuple(named("abbreviations").items()),
            references=tuple(Reference(words(f"{each.name}."), each.url) for each in standards()),
        )
    )


def _sections(evidence: Evidence, gaps: Sequence[Problem], version: str, hand: Hand) -> Iterable[Section]:
    yield _short(evidence, gaps, hand)
    yield _edition(evidence, hand)
    yield _signatures(evidence, hand)
    yield _sources(evidence.edition, hand)
    yield results.documents(evidence, hand)
    yield results.parity(evidence, hand)
    yield results.readability(evidence, hand)
    yield _answers(evidence, hand)
    yield results.asked(evidence, hand)
    yield results.rules(evidence, hand)
    if waived := results.waivers(evidence):
        yield waived
    yield section(
        "again",
        paragraph(named("again_lead")),
        bullets(named("again_steps")),
        paragraph(hand.say("again_made", version=version)),
    )


def _short(evidence: Evidence, gaps: Sequence[Problem], hand: Hand) -> Section:
    answers = [answer for _, answer in evidence.answers]
    yes, open_ = sum(bool(answer and answer.yes) for answer in answers), answers.count(None)
    facts = [
        hand.say("short_documents", measured=len(evidence.measured), all=len(evidence.exhibits)),
        hand.say("short_rules", **results.rule_counts(evidence)),
        named(f"short_signed.{imprint.sign_off(evidence.edition).value}"),
        hand.say("short_answers", yes=yes, no=len(answers) - yes - open_, open=open_),
        *(
            hand.say("short_standards", standard=each.name, counts=results.counts(each, evidence))
            for each in standards()
        ),
    ]
    return section("short", bullets(facts), _missing(evidence, gaps, hand))


def _missing(evidence: Evidence, gaps: Sequence[Problem], hand: Hand) -> Block:
    """What is missing, each gap once, with all the documents that have it."""
    names, having = results.labels(evidence, hand), dict[str, dict[str, None]]()
    for gap in gaps:
        document = gap.subject.document if isinstance(gap.subject, OfDocument) else ""
        having.setdefault(f"{gap.message} {gap.hint}", {})[names.get(document, "")] = None
    if not having:
        return Box(BoxKind.NOTE, words(named("missing")), (paragraph(named("missing_none")),))
    said = (
        hand.say("gap", says=sentence, documents="; ".join(documents)) if any(documents) else sentence
        for sentence, documents in having.items()
    )
    return Box(BoxKind.IMPORTANT, words(named("missing")), (paragraph(named("missing_lead")), bullets(said)))


def _edition(evidence: Evidence, hand: Hand) -> Section:
    edition, review = evidence.edition, evidence.edition.review
    due = hand.say("overdue", date=review.next) if evidence.overdue else hand.say("day", date=review.next)
    approver = review.approved_by or imprint.approver(edition)
    facts: dict[str, str | Words] = {
        "title": hand.own(edition.title),
        "topic": edition.topic,
        "edition": edition.name,
        "language": edition.language,
        "standing": named(f"standings.{edition.standing.value}"),
        "publisher": hand.own(edition.publisher),
        "last": hand.say("day", date=review.last),
        "next": due,
        "approver": hand.own(approver) if approver else named("approver_none"),
        "code": imprint.code(edition),
        "fingerprint": grouped(imprint.fingerprint(edition)),
    }
    entries = [entry(named(f"facts.{name}"), fact) for name, fact in facts.items()]
    if review.changes:
        changes = (hand.own(plain(change)) for change in review.changes)
        entries.append(Entry(words(named("facts.changes")), (bullets(changes),)))
    return section("edition", description(entries))


def _signatures(evidence: Evidence, hand: Hand) -> Section:
    signatures = evidence.edition.signatures
    if not signatures:
        return section("signatures", paragraph(named("signatures_none")), _policy(evidence.edition))
    entries = [_signature(signature, hand, holds=evidence.holds(signature)) for signature in signatures]
    entries += [_passage(passage, hand) for passage in evidence.edition.passages if passage.signed]
    return section("signatures", paragraph(named("signatures_lead")), _policy(evidence.edition), description(entries))


def _signature(signature: Signature, hand: Hand, *, holds: bool) -> Entry:
    kind, verdict = named(f"kinds.{signature.kind.value}"), named(f"holds.{'yes' if holds else 'no'}")
    who = hand.say("signature", name=signature.name, role=signature.role)
    facts = [hand.say("signature_facts", kind=kind, date=signature.date, holds=verdict)]
    facts += [hand.say("signature_despite", reason=signature.despite)] if signature.despite else []
    return entry(who, *facts)


def _passage(passage: SharedPassage, hand: Hand) -> Entry:
    """Who has signed a passage that stands in other leaflets too."""
    signed = passage.signed
    name, role, date = (signed.name, signed.role, signed.date) if signed else ("", "", "")
    who = hand.say("signature", name=name, role=role)
    return entry(who, hand.say("signature_passage", passage=passage.id, date=date))


def _policy(edition: Edition) -> Block:
    """Whether a sign-off is for what the contacts say too."""
    return paragraph(named(f"signatures_{'apart' if edition.contacts_apart else 'together'}"))


def _sources(edition: Edition, hand: Hand) -> Section:
    references = bullets(_reference(each, hand) for each in edition.references)
    pictures = description(_picture(figure, hand) for figure in figures_once(edition.sections))
    contacts = description(_contact(contact, hand) for contact in edition.contacts)
    parts = (
        ("references", edition.references, references),
        ("pictures", pictures.entries, pictures),
        ("contacts", contacts.entries, contacts),
    )
    within = (section(key, block if there else paragraph(named(f"{key}_none"))) for key, there, block in parts)
    return section("sources", within=within)


def _reference(reference: Reference, hand: Hand) -> Words:
    return (*hand.own(plain(reference.words)), *words(f" {reference.url}".rstrip()))


def _picture(figure: Figure, hand: Hand) -> Entry:
    credit = figure.credit
    facts: list[str | Words] = []
    if credit:
        facts.append((*words(named("picture_credit")), *hand.own(plain(credit.words))))
        facts += [hand.say("picture_licence", licence=credit.licence)] if credit.licence else []
    else:
        facts.append(named("picture_own"))
    if figure.review:
        facts.append(hand.say("picture_review", date=figure.review))
    return entry(figure.picture.name, *facts)


def _contact(contact: Contact, hand: Hand) -> Entry:
    return entry(hand.own(contact.name), _tried(contact, hand))


def _tried(contact: Contact, hand: Hand) -> str:
    signed = contact.signed
    if signed and (contact.changed or contact.checked == signed.date):
        key = "contact_changed" if contact.changed else "contact_signed"
        return hand.say(key, name=signed.name, role=signed.role, date=signed.date)
    return hand.say("contact_checked", date=contact.checked) if contact.checked else str(named("contact_unchecked"))


def _answers(evidence: Evidence, hand: Hand) -> Section:
    entries = (_answer(question, answer, hand) for question, answer in evidence.answers)
    return section("answers", paragraph(named("answers_lead")), description(entries))


def _answer(question: Question, answer: Answer | None, hand: Hand) -> Entry:
    if not answer:
        return entry(question.text, named("answer_none"))
    said = named(f"answer_words.{'yes' if answer.yes else 'no'}")
    return entry(question.text, hand.say("answer", answer=said, who=answer.who, date=answer.date))
