"""Builds what has changed, and says of each document why."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace

from press import formats
from press.formats import FORMATS
from press.pipeline.crew import Crew
from press.pipeline.making import Document, Made
from press.pipeline.planning import Job, Order
from press.problems import Grade, Kept, Place, Problem, about, heeded, summed
from press.reader import Catalogue
from press.store import keys, manifest
from press.store.folder import reason
from press.store.keys import Pieces
from press.store.manifest import Failure, Record
from press.store.output import Output, Unplaced

NEW, FORCED, LOST = "new", "forced", "lost"
"""Reasons to build that are not the name of a piece that has changed."""
TOGETHER = 20
"""How many documents are laid out in one call of LibreOffice, which takes as long to start as two."""


@dataclass(frozen=True, eq=False)
class Due:
    """An order beside what its documents are made of today, and the reasons to make them anew.

    A reason is the name of a piece that has changed (`keys.Pieces`), or one of ``NEW``, ``FORCED``
    and ``LOST`` (a file is not there, or not as it was made). ``failure`` is why nothing could be made of just
    these pieces before: it would fail again.
    """

    order: Order
    made_of: Pieces
    reasons: tuple[str, ...]
    failure: Failure | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of one order: built, unchanged, or refused (without records)."""

    order: Order
    records: tuple[Record, ...]
    built: bool
    problems: tuple[Problem, ...] = ()
    reasons: tuple[str, ...] = ()
    seconds: float = 0


def compare(orders: Iterable[Order], output: Output, *, force: bool = False) -> list[Due]:
    """Each order beside what the output folder holds; with ``force`` all are to be made anew."""
    found = []
    for order in orders:
        office = formats.drafter(order.format)
        tools = {"liblouis": formats.brailler(order.format), "voice": formats.speakers(order.layout)}
        made_of = keys.pieces(order.card, order.clinic, order.layout, office, order.second, tools)
        failure = None if force else output.failure(order.path)
        if failure and not keys.changed(failure.made_of, made_of):
            found.append(Due(order, made_of, (), failure))
            continue
        reasons = (FORCED,) if force else _reasons(output, output.records.get(order.path, ()), made_of)
        found.append(Due(order, made_of, reasons))
    return found


def _reasons(output: Output, earlier: Sequence[Record], made_of: Pieces) -> tuple[str, ...]:
    if not earlier:
        return (NEW,)
    changed = keys.changed(earlier[0].made_of, made_of)
    if changed:
        return changed
    whole = len(earlier) == earlier[0].parts and all(map(output.holds, earlier))
    return () if whole else (LOST,)


def build(
    dues: Iterable[Due],
    catalogue: Catalogue,
    output: Output,
    crew: Crew,
    published: Callable[[Sequence[Record]], str] = lambda records: "",
) -> Generator[Outcome, None, None]:
    """Have a crew make what is to be made anew, and publish each document as it comes.

    ``published`` puts the documents of a job on record, before they are put in their places: what cannot be
    put on record is not published. It gives the hash of the record's last line. Documents that a crash keeps
    from being noted are made, and put on record, again.

    Outcomes come in the order in which they are known: first those of what is unchanged.
    """
    anew = []
    for due in dues:
        if due.reasons:
            anew.append(due)
        elif due.failure:
            yield failed(due)
        else:
            yield Outcome(due.order, output.records[due.order.path], built=False)
    if not anew:
        return
    layouts = tuple(dict.fromkeys(due.order.layout for due in anew))
    batches = ((group, [_job(due, catalogue) for due in group]) for group in _grouped(anew))
    for group, made in crew.make(layouts, batches):
        for due, each in zip(group, made, strict=True):
            yield _outcome(due, each, output, published)


def failed(due: Due) -> Outcome:
    """What has become, and would become again, of something that failed before."""
    kept = due.failure.problems if due.failure else ()
    return Outcome(due.order, (), built=False, problems=about(due.order.subject, (each.problem() for each in kept)))


def _job(due: Due, catalogue: Catalogue) -> Job:
    second = due.order.second
    return due.order.job(catalogue.edition(due.order.card), catalogue.edition(second) if second else None)


def _grouped(dues: Sequence[Due]) -> Iterator[Sequence[Due]]:
    """What is made together: the longest work first, so that nobody begins it when the others end.

    What tells of the pages of a print edition goes before that one, for which it has it laid out.
    """
    drafted = [due for due in dues if FORMATS[due.order.format].drafted]
    for start in range(0, len(drafted), TOGETHER):
        yield drafted[start : start + TOGETHER]
    groups: dict[object, list[Due]] = {}
    for due in dues:
        if not FORMATS[due.order.format].drafted:
            groups.setdefault(_print_edition(due), []).append(due)
    for group in groups.values():
        yield sorted(group, key=lambda due: due.order.layout.print_edition is None)


def _print_edition(due: Due) -> object:
    """What is the same for a PDF and for what lists its pages; for all else the document itself."""
    order, printed = due.order, due.order.layout.print_edition
    if not printed and order.format != "pdf":
        return order.path
    card, clinic, second = order.card, order.clinic, order.second
    leaflet = card.topic, card.name, card.language, clinic.id if clinic else "", second.language if second else ""
    return leaflet, printed or order.layout


_PASSING = frozenset({"killed", "memory", "program", "time", "write"})
"""Rules that tell of the machine or the program, and not of the leaflet: what they stop is tried again."""


def _outcome(due: Due, made: Made, output: Output, published: Callable[[Sequence[Record]], str]) -> Outcome:
    problems = about(due.order.subject, made.problems)
    refused = Outcome(due.order, (), built=False, problems=problems, reasons=due.reasons, seconds=made.seconds)
    if not made.documents:
        if not any(problem.rule in _PASSING for problem in problems):
            with suppress(OSError):  # it is tried again
                output.fail(Failure(due.order.path, due.made_of, tuple(map(Kept.of, made.problems))))
        return refused
    records = tuple(_record(due, document, made) for document in made.documents)
    data = {record.path: document.data for record, document in zip(records, made.documents, strict=True)}
    try:
        head, kept = output.publish(data, lambda: published(records))
    except OSError as error:
        return replace(refused, problems=(_unwritten(due.order, error),))
    try:
        kept += output.note(due.order.path, records, head)
    except OSError as error:
        return replace(refused, problems=(*kept, _unnoted(due.order, error)))
    return replace(refused, records=records, built=True, problems=(*problems, *about(due.order.subject, kept)))


def _unwritten(order: Order, error: OSError) -> Problem:
    placed = error.placed if isinstance(error, Unplaced) else ()
    left = f"{' and '.join(placed)} is new already; the next build makes the rest." if placed else _AS_IT_WAS
    message = f"The file could not be written: {reason(error)}."
    return Problem(
        "write",
        Place(order.path),
        message,
        f"Make room, or mend the rights of the folder; {left}",
        subject=order.subject,
    )


_AS_IT_WAS = "the earlier file is as it was."


def _unnoted(order: Order, error: OSError) -> Problem:
    message = f"The file is in its place, but the folder could not note it: {reason(error)}."
    hint = "Make room, or mend the rights of the folder; the next build makes the file again."
    return Problem("write", Place(order.path), message, hint, subject=order.subject)


def _record(due: Due, document: Document, made: Made) -> Record:
    card, clinic, layout = due.order.card, due.order.clinic, due.order.layout
    needed = layout.supplies.stationery.needed(document.sheets, layout.sheet)
    return Record(
        topic=card.topic,
        edition=card.name,
        language=card.language,
        code=made.code,
        layout=layout.name,
        size=layout.type.body,
        clinic=clinic.id if clinic else "",
        second=due.order.second.language if due.order.second else "",
        format=due.order.format,
        path=document.path(due.order.path),
        job=due.order.path,
        part=document.part,
        parts=len(made.documents),
        sha256=manifest.sha256(document.data),
        bytes=len(document.data),
        pages=document.pages,
        seconds=document.seconds,
        sheets=needed.sheets,
        grams=needed.grams,
        postage=needed.postage,
        cost=needed.cost,
        filled=document.filled,
        title=card.title,
        last_review=str(card.last),
        next_review=str(card.next),
        made_of=due.made_of,
        waived={problem.rule: problem.hint for problem in made.problems if problem.grade is Grade.WAIVED},
        warned={problem.rule: _said(problem) for problem in summed(heeded(made.problems))},
        said=asdict(document.certificate),
        reading=layout.reading,
        conformance=layout.conformance,
        print_shop=layout.print_shop,
        engine=layout.engine,
        transcriber=formats.transcriber(due.order.format, layout, card.language),
        abreast=layout.abreast,
    )


def _said(problem: Problem) -> str:
    """What was found, on which page and of which words."""
    page = f"Page {problem.place.page}: " if problem.place.page else ""
    words = f"“{problem.place.words}”: " if problem.place.words else ""
    return f"{page}{words}{problem.message}"
