"""What to build: a user's wishes, and the orders that they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from press.formats import FORMATS
from press.layout import MOST_CELLS, MOST_LINES, Layout, Reading
from press.model import Card, Clinic, Edition, Leaflet, Standing
from press.problems import Grade, Misuse, OfDocument, OfLayout, OfTopic, Place, Problem, nearest
from press.prose import forms
from press.reader import Catalogue


@dataclass(frozen=True)
class Wishes:
    """What to build; an empty tuple wishes for all.

    ``edition`` empty: the current ones. ``conformance`` empty: as each layout has it. ``readings``
    are how readers wish to read, ``profiles`` the names of such wishes in the layouts.
    ``engine`` is what lays out PDFs; empty: as each layout has it.
    ``print_shop`` is whether the layouts of PDFs get bleed and crop marks, and others are left out.
    ``beside`` is a language in which the same leaflet follows; empty: none does. ``abreast``: side by side, section by
    section.
    """

    topics: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()
    clinics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    edition: str = ""
    conformance: str = ""
    readings: tuple[Reading, ...] = ()
    profiles: tuple[str, ...] = ()
    print_shop: bool = False
    beside: str = ""
    engine: str = ""
    abreast: bool = False

    @property
    def whole(self) -> bool:
        """Whether all documents of some topics are wished for, and not some that are chosen by how they look."""
        return self == Wishes(topics=self.topics, languages=self.languages)

    def mean(self, card: Card) -> bool:
        """Whether a topic and a language are among those wished for."""
        topic = not self.topics or card.topic in self.topics
        return topic and (not self.languages or card.language in self.languages)


class Unknown(Misuse):
    """Raised with a sentence when a wish names something that is not there."""


@dataclass(frozen=True, eq=False)
class Order:
    """One document wanted, or the volumes of one; the edition need not be read yet."""

    card: Card
    clinic: Clinic | None
    layout: Layout
    format: str
    second: Card | None = None
    """The edition in another language that follows it."""

    @cached_property
    def path(self) -> str:
        """Where it goes below the output folder."""
        beside = self.second.language if self.second else ""
        return _path(self.card, self.clinic, self.layout, self.format, beside)

    @property
    def subject(self) -> OfDocument:
        return OfDocument(self.path, OfTopic.of(self.card))

    def job(self, edition: Edition, second: Edition | None = None) -> Job:
        """The order, with all that is needed to carry it out."""
        leaflet = Leaflet(edition, self._clinic(edition))
        if second:
            leaflet = replace(leaflet, second=Leaflet(second, self._clinic(second)))
        return Job(leaflet, self.layout, self.format)

    def _clinic(self, edition: Edition) -> Clinic | None:
        return self.clinic.spoken(edition.language) if self.clinic else None


@dataclass(frozen=True, eq=False)
class Job:
    """One document to make, or the volumes of one."""

    leaflet: Leaflet
    layout: Layout
    format: str

    @property
    def path(self) -> str:
        """Where it goes below the output folder."""
        beside = self.leaflet.second.edition.language if self.leaflet.second else ""
        return _path(self.leaflet.edition, self.leaflet.clinic, self.layout, self.format, beside)

    @property
    def place(self) -> Place:
        return Place(self.path)

    @property
    def subject(self) -> OfDocument:
        return OfDocument(self.path, OfTopic.of(self.leaflet.edition))


def _path(edition: Card | Edition, clinic: Clinic | None, layout: Layout, file_format: str, beside: str = "") -> str:
    folder = f"{edition.name}.{edition.language}" if edition.translated else edition.name
    name = f"{edition.topic}-{layout.name}"
    if len(layout.type.sizes) > 1:
        name += f"-{layout.type.body:g}pt"
    if layout.reading.suffix:
        name += f"-{layout.reading.suffix}"
    if beside:
        name += f"-{'beside' if layout.abreast else 'with'}-{beside}"
    if clinic:
        name += f"-{clinic.id}"
    if layout.print_shop:
        name += "-print-shop"
    return f"{edition.topic}/{folder}/{name}.{file_format}"


def plan(catalogue: Catalogue, layouts: Mapping[str, Layout], wishes: Wishes) -> tuple[Order, ...]:
    """The orders that a wish stands for. Raises Unknown if it names what is not there."""
    if wishes.abreast and not wishes.beside:
        raise Unknown("--beside needs the other language: name it with --with.")
    cards = _cards(catalogue, wishes)
    clinics = _clinics(catalogue, wishes)
    seconds = {card.topic: second(catalogue.cards, card, wishes.beside) for card in cards} if wishes.beside else {}
    chosen = [layouts[known(name, layouts, "layout")] for name in wishes.layouts]
    if short := [layout for layout in chosen if not _offers_all(layout, wishes)]:
        names = " and ".join(f"`{layout.name}`" for layout in short)
        raise Unknown(f"{names} {_do(len(short))} not offer all that is asked for. {' '.join(map(_offer, short))}")
    chosen = chosen or [layout for layout in layouts.values() if not layout.on_request]
    kinds = [known.name for known in FORMATS.values() if known.printed or not wishes.print_shop]
    wanted = [
        (layout, reading, kind)
        for layout in chosen
        for reading in _readings(layout, wishes)
        for kind in layout.makes
        if kind in kinds and (not wishes.beside or kind in BESIDE)
    ]
    if not wanted or not all(any(layout.offers(reading) for layout in chosen) for reading in wishes.readings):
        raise Unknown("No layout offers this. " + " ".join(map(_offer, chosen)))
    return tuple(
        Order(card, clinic, _adapted(layout, card, clinic, reading, wishes), kind, seconds.get(card.topic))
        for card in cards
        for clinic in clinics
        for layout, reading, kind in wanted
        if fits(layout, card.language)
    )


def fits(layout: Layout, language: str) -> bool:
    """Whether a layout is made of editions in a language: Easy Read is a language of its own (`press.prose.forms`)."""
    return layout.easy_read != "never" if forms.is_easy(language) else layout.easy_read != "alone"


BESIDE = frozenset({"pdf", "docx", "html"})
"""The formats in which two languages go into one leaflet."""


def second(cards: Iterable[Card], first: Card, language: str) -> Card:
    """The edition in another language that goes with one: the current one, or of a draft the draft of the same name.

    Raises Unknown where there is none.
    """
    same = [card for card in cards if card.topic == first.topic and card.language == language]
    if first.standing is not Standing.CURRENT:
        same = [card for card in same if card.name == first.name]
    fit = [card for card in same if card.standing is first.standing]
    if not fit or first.language == language:
        named = f"{first.topic} {first.name} ({first.language})"
        raise Unknown(f"{named} has no {first.standing.value} edition in `{language}` to go with it.")
    return fit[-1]


def _adapted(layout: Layout, card: Card, clinic: Clinic | None, reading: Reading, wishes: Wishes) -> Layout:
    own = layout.for_publisher(card.publisher).for_clinic(clinic.id if clinic else "")
    read = own.read(reading, wishes.conformance, print_shop=wishes.print_shop, engine=wishes.engine)
    return read.side_by_side() if wishes.abreast else read


def _cards(catalogue: Catalogue, wishes: Wishes) -> list[Card]:
    topics = dict.fromkeys(card.topic for card in catalogue.cards)
    for topic in wishes.topics:
        known(topic, topics, "topic")
    of_topics = [card for card in catalogue.cards if not wishes.topics or card.topic in wishes.topics]
    languages = dict.fromkeys(card.language for card in of_topics)
    for language in wishes.languages:
        known(language, languages, "language")
    spoken = [card for card in of_topics if not wishes.languages or card.language in wishes.languages]
    if wishes.beside and not wishes.languages:  # in each leaflet the library's own language comes first
        spoken = [card for card in spoken if not card.translated]
    if not wishes.edition:
        return [card for card in spoken if card.standing is Standing.CURRENT]
    known(wishes.edition, dict.fromkeys(card.name for card in spoken), "edition")
    return [card for card in spoken if card.name == wishes.edition]


def _clinics(catalogue: Catalogue, wishes: Wishes) -> list[Clinic | None]:
    if not wishes.clinics:
        return [None]
    by_id = {clinic.id: clinic for clinic in catalogue.clinics}
    if wishes.clinics == ("all",):
        return list(by_id.values())
    return [by_id[known(clinic, by_id, "clinic")] for clinic in wishes.clinics]


def _readings(layout: Layout, wishes: Wishes) -> list[Reading]:
    """The wishes that a layout offers; with none at all, the layout as it is."""
    wished = [*wishes.readings, *(layout.profiles[name] for name in wishes.profiles if name in layout.profiles)]
    if not wishes.readings and not wishes.profiles:
        return [Reading()]
    return [reading for reading in wished if layout.offers(reading)]


def _do(number: int) -> str:
    return "does" if number == 1 else "do"


def _offers_all(layout: Layout, wishes: Wishes) -> bool:
    """Whether a layout that is asked for by name has each wish: what it lacks would be missed in silence."""
    return all(map(layout.offers, wishes.readings)) and all(name in layout.profiles for name in wishes.profiles)


def _offer(layout: Layout) -> str:
    """What a reader may wish of a layout, in a sentence."""
    ways = {
        "sizes": [f"{size:g}" for size in layout.type.sizes],
        "papers": list(layout.papers),
        "fonts": [] if layout.plain else list(layout.families),
        "spacings": [f"{spacing:g}" for spacing in layout.spacings],
        "profiles": list(layout.profiles),
    }
    if layout.braille:
        limits = (MOST_CELLS, MOST_LINES)
        cells, lines = ([f"{least} to {most}"] for least, most in limits)
        ways = {"grades": ["1", "2"], "cells": cells, "lines": lines, "sides": ["1", "2"]}
    elif layout.plain:
        return f"{layout.name} is as it is."
    return f"{layout.name} has " + "; ".join(f"{way} {', '.join(names)}" for way, names in ways.items() if names) + "."


def strangers(
    clinics: Iterable[Clinic], layouts: Mapping[str, Layout], publishers: Iterable[str] = ()
) -> tuple[Problem, ...]:
    """A warning for each clinic that has its own files in a layout and is none of the library's; and for each publisher
    of a brand, where none of its ``publishers`` has the id."""
    names, known = [clinic.id for clinic in clinics], list(publishers)
    branded = dict.fromkeys(publisher for layout in layouts.values() for publisher in layout.publishers)
    unknown = (
        Problem(
            "brand-publisher",
            Place("layouts/brand.yaml", words=publisher),
            f"The library has no publisher `{publisher}`, so nobody gets its brand.",
            nearest(publisher, known) if known else "Name it under `publishers` in library.yaml.",
            Grade.WARNING,
            subject=OfLayout(),
        )
        for publisher in branded
        if publisher not in known
    )
    return (
        *unknown,
        *(
            Problem(
                "layout-clinic",
                Place(f"layouts/{layout.name}/clinics/{clinic}"),
                f"There is no clinic `{clinic}`, so nobody gets what is here or in layouts/shared/clinics/{clinic}.",
                nearest(clinic, names),
                Grade.WARNING,
                subject=OfLayout(layout.name),
            )
            for layout in layouts.values()
            for clinic in layout.clinics
            if clinic not in names
        ),
    )


def known(name: str, names: Iterable[str], what: str) -> str:
    """The name, if it is one of the names. Raises Unknown with the nearest one if not."""
    names = list(names)
    if name not in names:
        raise Unknown(f"There is no {what} `{name}`. {nearest(name, names)}")
    return name
