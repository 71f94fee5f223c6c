"""What an output folder holds of earlier builds: what of it can be made anew, and what no longer says what it must."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from press.layout import Layout
from press.model import Card, Clinic
from press.pipeline.planning import Order, Unknown, second
from press.problems import Grade, OfDocument, OfTopic, Place, Problem, nearest
from press.reader import Catalogue
from press.store import keys
from press.store.manifest import Record
from press.store.output import Output


@dataclass(frozen=True)
class Held:
    """The jobs that an output folder has documents of, by their paths.

    ``orders`` are those that could be given today, ``unsure`` those that would lead elsewhere, because an earlier
    version of the program has recorded less of them; ``gone`` has what is missing for each of the others.
    """

    orders: dict[str, Order] = field(default_factory=dict)
    unsure: dict[str, Order] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)


def held(output: Output, cards: Iterable[Card], clinics: Iterable[Clinic], layouts: Mapping[str, Layout]) -> Held:
    """What an output folder holds, if these are the editions, clinics and layouts that there are."""
    by_id = {clinic.id: clinic for clinic in clinics}
    by_text = {(card.topic, card.name, card.language): card for card in cards}
    found = Held()
    for job, made in output.records.items():
        if not made:
            continue
        record = made[0]
        card = by_text.get((record.topic, record.edition, record.language))
        clinic, layout = by_id.get(record.clinic), layouts.get(record.layout)
        beside = _second(record, card, by_text.values())
        if missing := _missing(record, card, clinic, layout):
            found.gone[job] = missing
        elif record.second and not beside:
            found.gone[job] = "edition"
        elif card and layout:
            order = _order(record, card, clinic, layout, beside)
            (found.orders if order.path == job else found.unsure)[job] = order
    return found


def _missing(record: Record, card: Card | None, clinic: Clinic | None, layout: Layout | None) -> str:
    """What there no longer is of all that a document is made of; empty where it could be made."""
    if not card:
        return "edition"
    if record.clinic and not clinic:
        return "clinic"
    offered = layout and record.format in layout.makes and record.size in (layout.type.body, *layout.type.sizes)
    return "" if layout and offered and layout.offers(record.reading) else "layout"


def _second(record: Record, card: Card | None, cards: Iterable[Card]) -> Card | None:
    """The edition in a second language that follows in a document, as it would follow today."""
    if not card or not record.second:
        return None
    try:
        return second(cards, card, record.second)
    except Unknown:
        return None


def _order(record: Record, card: Card, clinic: Clinic | None, layout: Layout, beside: Card | None) -> Order:
    own = layout.for_publisher(card.publisher).for_clinic(record.clinic)
    read = own.read(record.reading, record.conformance, print_shop=record.print_shop, engine=record.engine)
    return Order(card, clinic, read.side_by_side() if record.abreast else read, record.format, beside)


def stale(output: Output, catalogue: Catalogue, layouts: Mapping[str, Layout]) -> list[str]:
    """The paths of the jobs in an output folder that no wish could stand for any more: their
    edition, clinic or layout has gone."""
    return sorted(held(output, catalogue.cards, catalogue.clinics, layouts).gone)


def behind(output: Output, catalogue: Catalogue, layouts: Mapping[str, Layout]) -> dict[str, tuple[str, ...]]:
    """The jobs whose documents say other words than their editions, clinics and layouts do today, and why.

    A reason is the name of a piece that has changed (`keys.Pieces`), or ``edition``, ``clinic`` or ``layout`` where
    that is refused or has gone. What would only look otherwise is not behind.
    """
    there = held(output, catalogue.cards, catalogue.clinics, layouts)
    found: dict[str, tuple[str, ...]] = {job: (missing,) for job, missing in there.gone.items()}
    for job, order in (there.orders | there.unsure).items():
        record, now = output.records[job][0], _made_of(order)
        changed = keys.words(keys.changed(record.made_of, now), same=record.code == catalogue.code(order.card))
        for name, card in (("translation", order.card), (f"translation ({record.second})", order.second)):
            if card and not card.doubts.behind:  # then it has no notice to print that it is behind its original
                changed = tuple(each for each in changed if each != name)
        if changed:
            found[job] = changed
    return dict(sorted(found.items()))


def _made_of(order: Order) -> dict[str, str]:
    return keys.pieces(order.card, order.clinic, order.layout, second=order.second)


def told(output: Output, behind: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    """What to say of documents that are behind: of each edition once for each reason, with how many there are."""
    groups: dict[tuple[OfTopic, str], list[Record]] = {}
    for job, reasons in behind.items():
        for record in output.records.get(job, ()):
            edition = OfTopic(record.topic, record.edition, record.language)
            groups.setdefault((edition, said(reasons)), []).append(record)
    for (edition, why), records in groups.items():
        first, *others = (record.path for record in records)
        more = f" And so are {len(others)} more of this edition, such as {others[0]}." if others else ""
        hint = _PRUNE if why in _GONE.values() else _AGAIN
        subject = OfDocument(first, edition)
        yield Problem("output-behind", Place(first), f"It is behind: {why}.{more}", hint, Grade.ERROR, subject=subject)


_AGAIN = "Do not hand it out. `build` without options makes anew all that was ever built."
_PRUNE = "Do not hand it out. If that has gone for good, `build --prune` takes the document away."
_GONE = {
    "edition": "its edition is refused, or has gone",
    "clinic": "its clinic is refused, or has gone",
    "layout": "no layout makes it any more",
}


def said(reasons: Sequence[str]) -> str:
    """Why a document is behind, in words."""
    return _GONE.get(reasons[0], f"{', '.join(reasons)} changed since it was made")


def using(name: str, records: Iterable[Record]) -> list[tuple[Record, tuple[str, ...]]]:
    """The documents that are made of what has this name, and which of their pieces that are: a
    contact, a term, a picture, a clinic, a layout. Raises Unknown if no document has such a piece."""
    wanted = name.casefold().replace(" ", "-")
    found, names = [], set()
    for record in sorted(records, key=lambda record: record.path):
        pieces = {piece: piece.partition(" ")[2] for piece in record.made_of if " " in piece}
        names |= set(pieces.values())
        same = tuple(piece for piece, own in pieces.items() if wanted in (own, own.rpartition(".")[0]))
        if same:
            found.append((record, same))
    if not found:
        raise Unknown(f"No document uses `{name}`. {nearest(name, names)}")
    return found
