"""What there is of an edition, measured again from the files that were published."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace

from press import imprint, pipeline, verification
from press.content import readability
from press.content.readability import Readability
from press.layout import Layout
from press.manuscript import Certificate
from press.model import Answer, Card, Edition, Library, Signature, Standing
from press.pipeline import LOST, Due, Order, Output, Wishes
from press.problems import Grade, OfDocument, OfTopic, Place, Problem, Refused, about, errors, heeded, summed
from press.programs.witnesses import Commands, Testimony
from press.questions import Question, answered
from press.reader import Catalogue
from press.review import answering, signing
from press.review.choosing import NotPossible
from press.standing import last_day
from press.store import manifest, record
from press.store.manifest import Record


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A document that was published, and what is found in it today.

    ``reasons`` are why it would be made anew (`pipeline.Due`); ``problems`` what its check finds beside the
    leaflet, waived ones among them; ``least`` is the smallest type, in points, that its layout sets. A file
    that is not as it was published is not measured: then ``certificate`` is None.
    """

    record: Record
    reasons: tuple[str, ...]
    least: float
    problems: tuple[Problem, ...] = ()
    certificate: Certificate | None = None
    testimonies: tuple[Testimony, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether it was measured, and nothing was found that is not waived."""
        return bool(self.certificate) and not errors(self.problems)

    @property
    def folded(self) -> bool:
        """Whether it is the sheets of another one, whose pages were measured."""
        return self.record.part.endswith("imposed")


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that there is to show of an edition, as on a day.

    ``unbuilt`` are the documents that are built of every edition and are not there; ``recorded`` says
    how many of its documents are on the publication record, and ``chain`` what is wrong with that record.
    """

    edition: Edition
    on: datetime.date
    exhibits: tuple[Exhibit, ...]
    unbuilt: tuple[Order, ...]
    readability: Readability
    recorded: int
    chain: tuple[Problem, ...]

    @property
    def measured(self) -> tuple[Exhibit, ...]:
        return tuple(exhibit for exhibit in self.exhibits if exhibit.certificate)

    @property
    def answers(self) -> tuple[tuple[Question, Answer | None], ...]:
        """Every question that only a person can answer, with the answer that holds."""
        return answered(self.edition)

    @property
    def overdue(self) -> bool:
        return last_day(self.edition.review.next) < self.on

    def holds(self, signature: Signature) -> bool:
        """Whether somebody signed the words as they are."""
        return imprint.holds(self.edition, signature)


def measure(
    catalogue: Catalogue,
    edition: Edition,
    layouts: Mapping[str, Layout],
    output: Output,
    commands: Commands,
    on: datetime.date,
    passed: Callable[[int, int], None] = lambda *_: None,
) -> Evidence:
    """Measure the documents that an output folder holds of an edition; ``passed`` is told before each of them, and
    after the last, how many of how many are measured.

    Raises NotPossible where it holds none, Refused where a command that has to be asked gives no report.
    """
    name = edition.topic, edition.name, edition.language
    (card,) = (card for card in catalogue.cards if (card.topic, card.name, card.language) == name)
    orders = pipeline.held(output, (card,), catalogue.clinics, layouts).orders
    dues, exhibits = tuple(pipeline.compare(orders.values(), output)), list[Exhibit]()
    for number, due in enumerate(dues):
        passed(number, len(dues))
        exhibits += _exhibits(due, edition, output, commands)
    passed(len(dues), len(dues))
    if not exhibits:
        raise NotPossible(f"Nothing is built of {card.topic} {card.name}. Build it first: {_build(edition)}.")
    published = [exhibit.record for exhibit in exhibits]
    known = {(entry.path, entry.sha256) for entry in record.read(output.files)[0]}
    return Evidence(
        edition=edition,
        on=on,
        exhibits=tuple(sorted(exhibits, key=lambda exhibit: exhibit.record.path)),
        unbuilt=tuple(order for order in _planned(catalogue, card, layouts) if order.path not in orders),
        readability=readability.measure(edition),
        recorded=sum((document.path, document.sha256) in known for document in published),
        chain=record.verify(output.files, published, output.head)[1],
    )


def _planned(catalogue: Catalogue, card: Card, layouts: Mapping[str, Layout]) -> tuple[Order, ...]:
    """What `build` makes of an edition where nothing else is asked for."""
    wishes = Wishes(topics=(card.topic,), edition=card.name, languages=(card.language,))
    return pipeline.plan(catalogue, layouts, wishes)


def _build(edition: Edition) -> str:
    """The command that builds an edition's documents."""
    name = "" if edition.standing is Standing.CURRENT else f" --edition {edition.name}"
    language = f" --lang {edition.language}" if edition.translated else ""
    return f"build {edition.topic}{name}{language}"


def _rebuild(edition: Edition, made: Record) -> str:
    """The command that builds one of its documents, with all that was wished for it."""
    wished = {"profile": made.reading.name} if made.reading.name else asdict(made.reading)
    wishes = {"clinic": made.clinic, **wished, "print-shop": made.print_shop}
    sized = {name: f"{wish:g}" if isinstance(wish, float) else wish for name, wish in wishes.items() if wish}
    options = [f" --{name}" if wish is True else f" --{name} {wish}" for name, wish in sized.items()]
    return _build(edition) + (f" --layout {made.layout}{''.join(options)}" if options else "")


def _exhibits(due: Due, edition: Edition, output: Output, commands: Commands) -> Iterator[Exhibit]:
    """The documents of a job; those that are as they were published are measured."""
    records, least = output.records[due.order.path], due.order.layout.type.least
    data = {made.part: output.read(made.path) for made in records}
    intact = {made.part: data[made.part] for made in records if manifest.sha256(data[made.part]) == made.sha256}
    try:
        found = pipeline.inspect(due.order.job(edition), intact)
    except Refused:  # nothing could be made of it today, so there is nothing to compare with
        found = {}
    reasons = tuple(reason for reason in due.reasons if reason != LOST)
    for made in records:
        if inspection := found.get(made.part):
            said = tuple(verification.testify(output.folder / made.path, commands))
            yield Exhibit(made, reasons, least, inspection.problems, inspection.certificate, said)
        else:
            yield Exhibit(made, reasons, least)


def gaps(evidence: Evidence, folder: str) -> Iterator[Problem]:
    """What an auditor would miss, or would not accept. ``folder`` is what problems call the library's."""
    edition = evidence.edition
    yield from about(OfTopic.of(edition), _gaps_of_edition(evidence, Place(f"{folder}/{edition.file}.yaml")))
    yield from signing.check(Library((edition,)), folder, Grade.ERROR)
    for asked in answering.check(Library((replace(edition, standing=Standing.CURRENT),)), folder):
        yield asked if asked.grade is Grade.QUESTION else replace(asked, grade=Grade.ERROR)
    for order in evidence.unbuilt:
        again = f"Build it: {_build(edition)}."
        yield Problem("evidence-unbuilt", Place(order.path), "It is not built.", again, subject=order.subject)
    for exhibit in evidence.exhibits:
        yield from about(OfDocument(exhibit.record.path, OfTopic.of(edition)), _gaps_of(exhibit, edition))
    yield from evidence.chain


def _gaps_of_edition(evidence: Evidence, place: Place) -> Iterator[Problem]:
    edition = evidence.edition
    if edition.standing is not Standing.CURRENT:
        message = f"This edition is not in use: it is {_STANDINGS[edition.standing]}."
        yield Problem("evidence-standing", place, message, "Make a pack of the current edition to show what is in use.")
    if edition.standing is Standing.CURRENT and evidence.overdue:
        message = f"The leaflet was to be reviewed by {edition.review.next}."
        yield Problem("evidence-overdue", place, message, f"Open the next edition: next {edition.topic}.")


_STANDINGS = {
    Standing.DRAFT: "a draft",
    Standing.SUPERSEDED: "superseded by a newer one",
    Standing.WITHDRAWN: "withdrawn",
}


def _gaps_of(exhibit: Exhibit, edition: Edition) -> Iterator[Problem]:
    place, again = Place(exhibit.record.path), f"Build it again: {_rebuild(edition, exhibit.record)}."
    if not exhibit.certificate:
        message = "It is not there, or not as it was published, and was not measured."
        yield Problem("evidence-altered", place, message, again)
    elif exhibit.reasons:
        message = f"It is out of date. Since it was made, this has changed: {', '.join(exhibit.reasons)}."
        grade = Grade.WARNING if exhibit.reasons == ("program",) and exhibit.sound else Grade.ERROR
        yield Problem("evidence-stale", place, message, again, grade)
    for testimony in exhibit.testimonies:
        if testimony.problems is None:
            message = f"{testimony.witness.name} was not asked about it."
            yield Problem("evidence-witness", place, message, testimony.witness.install, Grade.WARNING)
    heard = (problem for testimony in exhibit.testimonies for problem in testimony.problems or ())
    for problem in (*summed(heeded(exhibit.problems)), *heard):
        yield replace(problem, place=replace(problem.place, file=place.file))
